//! The views, one file each. A view is its content (which page, placed how, with which actions
//! of its own) inside one frame that does what all views do alike.

mod compare;
mod data;
mod news;
mod overview;
mod revisions;
mod sources;
mod topic;

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use crate::figures::{FigureRef, Topic};
use crate::present::pages::news::Item;
use crate::present::{Noted, Page};
use crate::tui::action::{Action, Group};
use crate::tui::model::Model;
use crate::tui::panes::{Panes, Place};
use crate::tui::reader::Needs;
use crate::tui::theme::Theme;
use crate::tui::view::{Reply, View};
use crate::tui::view_id::{VIEWS, ViewId};

/// Every view, in the order of the tabs.
pub fn all() -> Vec<Box<dyn View>> {
    VIEWS.iter().map(|row| create(row.id)).collect()
}

fn create(id: ViewId) -> Box<dyn View> {
    match id {
        ViewId::Overview => PageView::boxed(id, overview::Overview),
        ViewId::Victims => PageView::boxed(id, topic::TopicView::new(Topic::Victims)),
        ViewId::Groups => PageView::boxed(id, topic::TopicView::new(Topic::Groups)),
        ViewId::Justice => PageView::boxed(id, topic::TopicView::new(Topic::Justice)),
        ViewId::News => PageView::boxed(id, news::News::default()),
        ViewId::Compare => PageView::boxed(id, compare::Compare),
        ViewId::Revisions => PageView::boxed(id, revisions::Revisions::default()),
        ViewId::Sources => PageView::boxed(id, sources::Sources::default()),
        ViewId::Data => PageView::boxed(id, data::Data::default()),
    }
}

/// The actions that only some views know, apart from those on news, which views with items know.
const LOCAL: [Action; 7] = [
    Action::BreakDown,
    Action::Sort,
    Action::Display,
    Action::Crop,
    Action::ChooseSeries,
    Action::RemoveSeries,
    Action::Index,
];

/// What one view adds to what all do.
trait Content {
    /// Builds the page; `None` if the one that is there still says everything.
    fn page(&mut self, model: &Model, panes: &mut Panes) -> Option<Page>;

    /// Places the panels; the one with the keyboard must be among them.
    fn place(&self, page: &Page, focus: usize, area: Rect) -> Vec<Place>;

    /// Whether the page says more about what is selected, so that it is built again when the
    /// selection moves.
    fn follows_selection(&self) -> bool {
        false
    }

    /// Answers the actions that the panes leave.
    fn act(&mut self, action: Action, _model: &Model, _panes: &mut Panes) -> Reply {
        let _ = action;
        Reply::Ignored
    }

    /// The actions of [`LOCAL`] that do something here.
    fn offers(&self) -> &'static [Action] {
        &[]
    }

    /// What is needed most in the pane that has the keyboard, with the words for it.
    fn foremost(&self, _pane: usize) -> &'static [(Action, &'static str)] {
        &[]
    }

    /// The web address under the cursor, if it is not that of a figure.
    fn link(&self, _model: &Model, _panes: &Panes) -> Option<String> {
        None
    }

    /// Whether this is the view of a figure; what it is about to show is set for it.
    fn turn_to(&mut self, _figure: &FigureRef, _model: &Model) -> bool {
        false
    }

    /// Looks for nothing more at the cursor's period: what is shown was chosen.
    fn settle(&mut self, _model: &Model) {}

    /// The panel that lists the items of the archive, if there is one.
    fn items(&self) -> Option<usize> {
        None
    }
}

/// A view: its content and its panes.
struct PageView<C> {
    id: ViewId,
    content: C,
    panes: Panes,
    area: Rect,
}

impl<C: Content + 'static> PageView<C> {
    fn boxed(id: ViewId, content: C) -> Box<dyn View> {
        Box::new(Self {
            id,
            content,
            panes: Panes::default(),
            area: Rect::ZERO,
        })
    }
}

impl<C: Content> PageView<C> {
    /// Shows what was selected: on the page as it is, or on one built again.
    fn follow(&mut self, model: &Model) {
        if self.content.follows_selection() {
            return self.refresh(model, self.area);
        }
        let (content, area) = (&self.content, self.area);
        self.panes
            .settle(|page, focus| content.place(page, focus, area));
    }
}

impl<C: Content> View for PageView<C> {
    fn id(&self) -> ViewId {
        self.id
    }

    fn refresh(&mut self, model: &Model, area: Rect) {
        self.area = area;
        let page = self.content.page(model, &mut self.panes);
        let content = &self.content;
        let place = |page: &Page, focus| content.place(page, focus, area);
        match page {
            Some(mut page) => {
                page.count_items(&model.items_about());
                if let Some(item) = &model.item {
                    page.note(item);
                }
                self.panes.set(page, place);
            }
            None => self.panes.settle(place),
        }
    }

    fn update(&mut self, action: Action, model: &Model) -> Reply {
        let own = self.content.act(action, model, &mut self.panes);
        if own == Reply::Changed {
            self.refresh(model, self.area);
        }
        if own != Reply::Ignored {
            return own;
        }
        let reply = self.panes.update(action);
        if reply == Reply::Changed {
            match action {
                Action::Display | Action::Crop => self.refresh(model, self.area),
                _ => self.follow(model),
            }
        }
        reply
    }

    fn click(&mut self, at: Position, model: &Model) -> Reply {
        let reply = self.panes.click(at);
        if reply == Reply::Changed {
            self.follow(model);
        }
        reply
    }

    fn point(&mut self, at: Position) {
        self.panes.point(at);
    }

    fn figure(&self) -> Option<FigureRef> {
        self.panes.figure()
    }

    fn page(&self) -> &Page {
        self.panes.page()
    }

    fn position(&self) -> (usize, usize) {
        self.panes.position()
    }

    fn offers(&self, action: Action) -> bool {
        if action.row().group == Group::News {
            return self.content.items().is_some();
        }
        !LOCAL.contains(&action) || self.content.offers().contains(&action)
    }

    fn foremost(&self) -> &'static [(Action, &'static str)] {
        self.content.foremost(self.panes.focus())
    }

    fn link(&self, model: &Model) -> Option<String> {
        self.content.link(model, &self.panes)
    }

    fn select(&mut self, figure: &FigureRef, model: &Model, area: Rect) -> bool {
        if !self.content.turn_to(figure, model) {
            return false;
        }
        self.refresh(model, area);
        let found = self.panes.select(figure);
        if found {
            self.follow(model);
        }
        found
    }

    fn show_item(&mut self, at: usize, model: &Model) -> bool {
        let list = self.content.items();
        if let Some(list) = list {
            self.content.settle(model);
            self.panes.set_focus(list);
            self.panes.set_cursor(list, at);
        }
        list.is_some()
    }

    fn item_at(&self) -> Option<usize> {
        Some(self.panes.cursor(self.content.items()?))
    }

    fn needs(&self, model: &Model) -> Option<Needs> {
        self.content.items()?;
        let desk = model.desk();
        let at = self.item_at()?;
        let read = match desk.items().get(at) {
            Some(Item::Feed(found)) => Some(found.id),
            _ => None,
        };
        Some(Needs {
            lines: desk.near(at),
            read,
        })
    }

    fn item(&self, model: &Model) -> Option<Noted> {
        let at = self.item_at()?;
        let desk = model.desk();
        desk.items().get(at).map(|item| item.noted(&desk))
    }

    fn render(&self, theme: &Theme, buffer: &mut Buffer) {
        self.panes.render(theme, buffer);
    }
}

/// A layout of panels one below the other: each gets its rows while there is room, the last
/// one what is left. The panel with the keyboard takes the place of the last one placed if
/// it found none.
fn stack(area: Rect, rows: &[(usize, u16)], focus: usize) -> Vec<Place> {
    let mut places: Vec<Place> = Vec::new();
    let mut rest = area;
    for (panel, wanted) in rows {
        let gap = u16::from(!places.is_empty());
        if rest.height < wanted.saturating_add(gap) && !places.is_empty() {
            break;
        }
        rest.y += gap;
        rest.height -= gap;
        let height = (*wanted).min(rest.height);
        places.push(Place {
            panel: *panel,
            area: Rect { height, ..rest },
        });
        rest.y += height;
        rest.height -= height;
    }
    if let Some(last) = places.last_mut() {
        last.area.height += rest.height;
    }
    let placed = places.iter().any(|place| place.panel == focus);
    let listed = rows.iter().any(|(panel, _)| *panel == focus);
    if let Some(last) = places.last_mut()
        && listed
        && !placed
    {
        last.panel = focus;
    }
    places
}

/// An upper and a lower part with a blank row between them; `upper` is the height of the first.
fn split(area: Rect, upper: u16) -> (Rect, Rect) {
    let first = Rect {
        height: upper,
        ..area
    };
    let second = Rect {
        y: area.y + upper + 1,
        height: area.height.saturating_sub(upper + 1),
        ..area
    };
    (first, second)
}

/// Two columns with a rule between them; `left` is the width of the first.
fn columns(area: Rect, left: u16) -> (Rect, Rect) {
    let left = left.min(area.width);
    let first = Rect {
        width: left,
        ..area
    };
    let x = (area.x + left + 3).min(area.right());
    let second = Rect {
        x,
        width: area.right() - x,
        ..area
    };
    (first, second)
}

/// Below this width columns are not put side by side.
const WIDE: u16 = 100;

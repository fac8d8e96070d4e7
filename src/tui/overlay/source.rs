//! Where a figure comes from: what it is, who published it, and what else was published.
//!
//! ```text
//!  ┌ Where 946 comes from ────────────────────────────────────┐
//!  │ Potential victims referred to the National Referral …    │
//!  │ United Kingdom, 2011, calendar year                      │
//!  │ …                                                        │
//!  │ ▸18 Oct 2012   946   First annual report …     weak      │
//!  │ Enter as known that day   o open address   Esc closes    │
//!  └──────────────────────────────────────────────────────────┘
//! ```

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use crate::figures::{AsOf, FigureRef, Observation};
use crate::present::pages::provenance;
use crate::present::{Body, Page};
use crate::tui::action::Action;
use crate::tui::model::Model;
use crate::tui::panes::{Panes, Place};
use crate::tui::theme::Theme;
use crate::tui::view::{Intent, Reply};
use crate::tui::widgets::{prose, text};

use super::{Overlay, frame, window};

const ABOUT: usize = 0;
const PUBLISHED: usize = 1;

/// The widest line that reads well.
const WIDTH: u16 = 96;

/// Where a figure comes from.
pub struct Provenance {
    figure: FigureRef,
    title: String,
    panes: Panes,
    area: Rect,
    screen: Rect,
}

impl Provenance {
    /// The overlay of this figure.
    pub fn new(figure: FigureRef) -> Self {
        let mut panes = Panes::default();
        panes.set_focus(PUBLISHED);
        Self {
            figure,
            title: String::new(),
            panes,
            area: Rect::ZERO,
            screen: Rect::ZERO,
        }
    }

    /// Places the text above and the publications below, as the page needs room.
    fn place(&self, page: &Page) -> Vec<Place> {
        let Rect { height, width, .. } = self.inner();
        let rows = page.panels[PUBLISHED].figures().len() as u16 + 3;
        let text = match &page.panels[ABOUT].body {
            Body::Text(text) => prose::height(text, width),
            _ => 0,
        };
        let room = height.saturating_sub(1);
        let below = rows.min((room / 2).max(room.saturating_sub(text + 1)));
        let inner = self.inner();
        vec![
            Place {
                panel: ABOUT,
                area: Rect {
                    height: room.saturating_sub(below + 1),
                    ..inner
                },
            },
            Place {
                panel: PUBLISHED,
                area: Rect {
                    y: inner.y + room.saturating_sub(below),
                    height: below,
                    ..inner
                },
            },
        ]
    }

    fn inner(&self) -> Rect {
        Rect {
            x: self.area.x + 2,
            y: self.area.y + 1,
            width: self.area.width.saturating_sub(4),
            height: self.area.height.saturating_sub(2),
        }
    }

    /// The published value under the cursor.
    fn observation<'m>(&self, model: &'m Model) -> Option<&'m Observation> {
        let listed = provenance::listed(&model.dataset, &self.figure, model.scope.as_of);
        listed.get(self.panes.cursor(PUBLISHED)).copied()
    }

    /// The citation of the published value under the cursor.
    fn citation(&self, model: &Model) -> Option<String> {
        let one = self.observation(model)?;
        let as_of = model.scope.as_of;
        Some(provenance::citation_of(
            &model.dataset,
            &self.figure,
            one,
            as_of,
        ))
    }

    /// The day on which the publication under the cursor became known.
    fn day(&self, model: &Model) -> Option<AsOf> {
        let one = self.observation(model)?;
        Some(AsOf::On(one.vintage.known_from))
    }
}

/// The rows that text, publications, the line of keys and the frame take.
fn wanted(page: &Page, screen: Rect) -> u16 {
    let width = WIDTH.min(screen.width.saturating_sub(2)).saturating_sub(4);
    let text = match &page.panels[ABOUT].body {
        Body::Text(text) => prose::height(text, width),
        _ => 0,
    };
    let rows = page.panels[PUBLISHED].figures().len() as u16;
    (text + rows + 8)
        .min(screen.height.saturating_sub(2))
        .max(10)
}

impl Overlay for Provenance {
    fn refresh(&mut self, model: &Model, screen: Rect) {
        let mut page = provenance::page(&model.dataset, &self.figure, model.scope.as_of);
        self.title = std::mem::take(&mut page.title);
        self.screen = screen;
        self.area = window(screen, WIDTH, wanted(&page, screen));
        let mut panes = std::mem::take(&mut self.panes);
        panes.set(page, |page, _| self.place(page));
        self.panes = panes;
    }

    fn update(&mut self, action: Action, model: &Model) -> Reply {
        let reply = match action {
            Action::Back | Action::Source | Action::Quit => Reply::Do(Intent::Close),
            Action::Open => match self.day(model) {
                Some(day) => Reply::Do(Intent::AsOf(day)),
                None => Reply::Changed,
            },
            Action::Cite => match self.citation(model) {
                Some(citation) => Reply::Do(Intent::Copy(citation)),
                None => Reply::Ignored,
            },
            Action::Display => Reply::Changed,
            _ => self.panes.update(action),
        };
        if reply == Reply::Changed {
            let screen = self.screen;
            self.refresh(model, screen);
        }
        reply
    }

    fn click(&mut self, at: Position, model: &Model) -> Reply {
        if !self.area.contains(at) {
            return Reply::Do(Intent::Close);
        }
        self.panes.click(at);
        let screen = self.screen;
        self.refresh(model, screen);
        Reply::Changed
    }

    fn figure(&self) -> Option<FigureRef> {
        Some(self.figure.clone())
    }

    fn render(&self, theme: &Theme, buffer: &mut Buffer) -> Option<Position> {
        let inner = frame(self.area, &self.title, theme, buffer);
        self.panes.render(theme, buffer);
        let keys = "Enter as known that day   o open address   y cite   Tab text   Esc closes";
        let shown = text::fit_keys(keys, inner.width);
        if inner.height > 0 {
            buffer.set_string(inner.x, inner.bottom() - 1, shown, theme.quiet);
        }
        None
    }
}

//! News: the archive as a list, and the item under the cursor to read.
//!
//! ```text
//!  42 items, 3 about 2011 ●            │ More children trafficked, as ministers …
//!  18 Oct 2012  ●  More children …     │ Posted 18 Oct 2012
//!  18 Oct 2012  ●  First annual …      │ The inter-departmental ministerial group …
//! ```

use ratatui::layout::Rect;

use crate::figures::claim::Claim;
use crate::figures::{AsOf, FigureRef, Period};
use crate::news::numbers::{self, Recognised};
use crate::present::pages::news::{self, List, Which};
use crate::present::verdict;
use crate::present::{Body, Page, Scope};
use crate::tui::action::Action;
use crate::tui::ask::Ask;
use crate::tui::model::Model;
use crate::tui::panes::{Panes, Place};
use crate::tui::view::{Intent, Reply};

use super::{Content, WIDE, columns, stack};

const LIST: usize = 0;
const READING: usize = 1;

/// The news.
#[derive(Default)]
pub struct News {
    /// The period for which an item was last looked for.
    followed: Option<Period>,
    /// What was looked for when the list was last shown.
    filter: String,
    /// Whether the cursor is at the top of what was looked for and has not left it.
    at_top: bool,
    /// The item that was last shown, and its place in the list of then.
    shown: Option<(Which, usize)>,
    /// The item that was left because it was not out on the day; the cursor goes back to it when
    /// it is, unless it was moved meanwhile.
    left: Option<Which>,
    /// The day as known on which the list was last shown.
    as_of: AsOf,
    /// Whether the list names feeds.
    names_feeds: bool,
}

/// What is needed most in the list, what is while it names no feeds, and where an item is read.
const IN_LIST: &[(Action, &str)] = &[
    (Action::Open, "open"),
    (Action::Filter, "filter"),
    (Action::Unread, "read"),
    (Action::Star, "star"),
    (Action::NextUnread, "next unread"),
    (Action::OpenLink, "web page"),
    (Action::PreviousPeriod, "period"),
    (Action::NextPeriod, "period"),
    (Action::Fetch, "fetch"),
];
const IN_RECORD: &[(Action, &str)] = &[
    (Action::Open, "open"),
    (Action::Filter, "filter"),
    (Action::PreviousPeriod, "period"),
    (Action::NextPeriod, "period"),
    (Action::Feeds, "feeds"),
    (Action::OpenLink, "web page"),
    (Action::Star, "star"),
];
const IN_READING: &[(Action, &str)] = &[
    (Action::OpenLink, "web page"),
    (Action::Unread, "read"),
    (Action::Star, "star"),
    (Action::NextUnread, "next unread"),
    (Action::Back, "list"),
    (Action::Verify, "check"),
    (Action::Command, "note, link"),
    (Action::CopyLink, "copy link"),
];

impl News {
    /// Stays with the item that is shown while the list around it changes, and at the top of what
    /// is newly looked for until the cursor leaves it. On another day an item that was not out yet
    /// is left for the newest.
    fn stay(&mut self, items: &List<'_>, scope: &Scope, panes: &mut Panes) {
        let filter = &*scope.filter;
        let is_other_day = std::mem::replace(&mut self.as_of, scope.as_of) != scope.as_of;
        if is_other_day && self.shown.is_some() {
            // The period that follows from another day was not chosen.
            self.followed = Some(scope.period);
        }
        let here = panes.cursor(LIST);
        let is_new = self.filter != filter && !filter.is_empty();
        self.at_top = is_new || self.at_top && here == 0 && self.filter == filter;
        let left = self.left.take();
        if self.at_top {
            panes.set_cursor(LIST, 0);
            return;
        }
        let Some((which, _)) = self.shown.as_ref().filter(|(_, at)| *at == here) else {
            return;
        };
        let wanted = left.as_ref().unwrap_or(which);
        if let Some(at) = items.position(wanted) {
            panes.set_cursor(LIST, at);
        } else if is_other_day || left.is_some() {
            let stays = left.is_some().then(|| items.position(which)).flatten();
            panes.set_cursor(LIST, stays.unwrap_or_default());
            self.left = Some(wanted.clone());
        }
    }
}

impl Content for News {
    fn page(&mut self, model: &Model, panes: &mut Panes) -> Option<Page> {
        let desk = model.desk();
        let items = desk.items();
        self.stay(&items, &model.scope, panes);
        if self.followed != Some(model.scope.period) {
            self.followed = Some(model.scope.period);
            if let Some(first) = desk.first_about() {
                panes.set_cursor(LIST, first);
            }
        }
        let here = panes.cursor(LIST).min(items.len().saturating_sub(1));
        panes.set_cursor(LIST, here);
        let shown = items.get(here).map(|item| (item.which(), here));
        let which = |shown: &Option<(Which, usize)>| shown.as_ref().map(|one| one.0.clone());
        if which(&self.shown) != which(&shown) {
            panes.to_top(READING);
        }
        self.shown = shown;
        self.filter.clone_from(&model.scope.filter);
        let page = news::page(&desk, here);
        self.names_feeds = names_feeds(&page);
        Some(page)
    }

    fn place(&self, page: &Page, focus: usize, area: Rect) -> Vec<Place> {
        // A list that names feeds needs more room.
        beside(area, if names_feeds(page) { WIDER } else { USUAL }, focus)
    }

    fn follows_selection(&self) -> bool {
        true
    }

    fn act(&mut self, action: Action, model: &Model, panes: &mut Panes) -> Reply {
        let in_reading = panes.focus() == READING;
        if action == Action::Open
            && in_reading
            && let Some(figure) = panes.figure_here()
        {
            let item = model.desk().items().get(panes.cursor(LIST));
            let day = item.map(|item| AsOf::On(item.day(&model.dataset, model.shelf.clock)));
            return Reply::Do(Intent::Visit(figure, day.unwrap_or(model.scope.as_of)));
        }
        if action == Action::Verify
            && in_reading
            && let Some(intent) = panes
                .figure_here()
                .and_then(|figure| verify(model, panes.cursor(LIST), &figure))
        {
            return Reply::Do(intent);
        }
        open_reading(action, panes)
    }

    fn settle(&mut self, model: &Model) {
        self.followed = Some(model.scope.period);
        (self.shown, self.left) = (None, None);
        self.at_top = false;
    }

    fn items(&self) -> Option<usize> {
        Some(LIST)
    }

    fn foremost(&self, pane: usize) -> &'static [(Action, &'static str)] {
        match (pane, self.names_feeds) {
            (READING, _) => IN_READING,
            (_, true) => IN_LIST,
            (_, false) => IN_RECORD,
        }
    }

    fn link(&self, model: &Model, panes: &Panes) -> Option<String> {
        let desk = model.desk();
        let item = desk.items().get(panes.cursor(LIST))?;
        item.link(&desk).map(str::to_owned)
    }
}

fn names_feeds(page: &Page) -> bool {
    let list = page.panels.get(LIST).map(|panel| &panel.body);
    matches!(list, Some(Body::Table(table)) if table.columns.len() > 4)
}

/// Makes a claim of the number in the item under the cursor that points to a figure, or takes the
/// claim away that is there; nothing if that item is none of a feed.
fn verify(model: &Model, item: usize, figure: &FigureRef) -> Option<Intent> {
    let desk = model.desk();
    let here = desk.items().get(item)?.which();
    // What was read before is open until another item of a feed is read.
    let open = model.shelf.open.as_deref();
    let open = open.filter(|open| here == Which::Feed(open.stored.id))?;
    let key = open.stored.key.clone();
    let made = |claim: &Claim| verdict::figure(claim) == *figure;
    if let Some((id, _)) = open.claims.iter().find(|(_, claim)| made(claim)) {
        let said = "no claim any more: v checks it again".to_owned();
        return Some(Intent::AskAndSay(Ask::Unclaim(key, *id), said));
    }
    let points = |one: &Recognised| one.figures.first().is_some_and(|one| one.figure == *figure);
    let said = open.numbers.known.iter().find(|one| points(one))?;
    let sentence = said.sentence_in(&open.stored.entry)?;
    let claim = numbers::claim(said, said.figures.first()?, sentence);
    let verdict = desk.check(&claim, open.stored.date).verdict;
    let said = format!(
        "{} {}: why stands below the number; v takes the claim away",
        verdict::sign(verdict),
        verdict::title(verdict)
    );
    let ask = Ask::Claim(key, numbers::as_toml(&model.dataset, &claim));
    Some(Intent::AskAndSay(ask, said))
}

/// The percentage of the width that a list has beside what is read of it.
const USUAL: u16 = 52;
/// The same of a list that names feeds.
const WIDER: u16 = 62;

/// A list beside what is read of it; one below the other where it is narrow, and in a small
/// window the one that has the keyboard alone.
pub fn list_and_reading(area: Rect, focus: usize) -> Vec<Place> {
    beside(area, USUAL, focus)
}

fn beside(area: Rect, share: u16, focus: usize) -> Vec<Place> {
    if area.width >= WIDE {
        let (left, right) = columns(area, area.width * share / 100);
        return vec![Place::new(LIST, left), Place::new(READING, right)];
    }
    if area.height >= 16 {
        return stack(area, &[(LIST, area.height * 45 / 100), (READING, 5)], focus);
    }
    let panel = focus.min(READING);
    vec![Place::new(panel, area)]
}

/// Enter in the list gives the keyboard to the reading pane, Esc there gives it back.
pub fn open_reading(action: Action, panes: &mut Panes) -> Reply {
    match (action, panes.focus()) {
        (Action::Open, LIST) => panes.set_focus(READING),
        (Action::Back, READING) => panes.set_focus(LIST),
        _ => return Reply::Ignored,
    }
    Reply::Changed
}

//! The feeds to follow: those the user follows, then those on offer, each with what it holds, how
//! sure its address is, and how its last fetch went.

use std::collections::HashMap;

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::widgets::Widget;

use crate::gather;
use crate::news::kept::{FeedId, FetchState};
use crate::news::shelf::{Clock, Shelf};
use crate::news::{Feed, link};
use crate::present::{Paragraph, Tone, number};
use crate::tui::action::Action;
use crate::tui::ask::Ask;
use crate::tui::model::Model;
use crate::tui::theme::Theme;
use crate::tui::view::{Intent, Reply};
use crate::tui::widgets::{Prose, prose, text};

use super::{Overlay, frame, window};

/// The rows below the list that say more about the selected feed, in a window of at least so many
/// rows.
const DETAILS: [(u16, u16); 4] = [(24, 8), (20, 7), (16, 5), (0, 2)];

/// A feed of the list.
struct Line {
    feed: Feed,
    /// Its place in the archive, if it is followed.
    followed: Option<FeedId>,
    /// How its last fetch went, as the list marks it.
    went: Went,
    /// What is said of it.
    details: Vec<Paragraph>,
}

/// How the last fetch of a feed went.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Went {
    /// It is not followed, or was fetched without a word to say.
    Well,
    /// It was never fetched.
    Not,
    /// It failed.
    Failed,
    /// It was fetched, and there are so many remarks.
    Remarks(usize),
}

impl Went {
    fn of(state: &FetchState) -> Self {
        match (state.remarks.len(), state.fetched) {
            _ if state.failure.is_some() => Self::Failed,
            (0, None) => Self::Not,
            (0, Some(_)) => Self::Well,
            (count, _) => Self::Remarks(count),
        }
    }

    /// What the list says beside the title.
    fn mark(self) -> String {
        match self {
            Self::Well => String::new(),
            Self::Not => "not fetched".to_owned(),
            Self::Failed => "! failed".to_owned(),
            Self::Remarks(count) => number::counted(count, "remark", "remarks"),
        }
    }
}

/// The list of feeds.
#[derive(Default)]
pub struct FeedList {
    lines: Vec<Line>,
    /// The feeds in the order in which they stay once the cursor was moved; one that was left
    /// stays, too, to be followed again.
    order: Vec<Feed>,
    selected: usize,
    area: Rect,
}

impl FeedList {
    fn rows(&self) -> usize {
        usize::from(self.area.height.saturating_sub(5 + self.details())).max(1)
    }

    fn details(&self) -> u16 {
        let fitting = DETAILS.iter().find(|(from, _)| self.area.height >= *from);
        fitting.map_or(0, |(_, rows)| *rows)
    }

    fn top(&self) -> usize {
        self.selected / self.rows() * self.rows()
    }

    /// From now on the feeds stay where they are: what the archive tells moves none of them away
    /// from the cursor.
    fn hold(&mut self) {
        let feeds = self.lines.iter().map(|line| line.feed.clone());
        self.order = feeds.collect();
    }

    fn step(&mut self, to: usize) -> Reply {
        self.hold();
        self.selected = to.min(self.lines.len().saturating_sub(1));
        Reply::Changed
    }

    fn toggle(&mut self) -> Reply {
        self.hold();
        let Some(line) = self.lines.get(self.selected) else {
            return Reply::Changed;
        };
        Reply::Do(Intent::Ask(match line.followed {
            Some(id) => Ask::Leave(id),
            None => Ask::Follow(line.feed.clone()),
        }))
    }

    /// How many feeds are followed, and how many of them failed.
    fn lead(&self, width: u16) -> String {
        let count = |wanted: fn(&Line) -> bool| self.lines.iter().filter(|one| wanted(one)).count();
        let followed = count(|line| line.followed.is_some());
        let failed = match count(|line| line.went == Went::Failed) {
            0 => String::new(),
            failed => format!(", {failed} failed"),
        };
        let all = self.lines.len();
        let lead = format!("{followed} of {all} followed{failed}");
        let longer = format!("{lead}; F fetches them");
        let longest = format!("{longer}, to follow one does not");
        let fitting = [longest, longer].into_iter();
        let mut fitting = fitting.filter(|one| text::width(one) <= width);
        fitting.next().unwrap_or(lead)
    }

    fn row(&self, at: usize, width: u16, theme: &Theme) -> String {
        let line = &self.lines[at];
        let cursor = if at == self.selected { ">" } else { " " };
        let sign = if line.followed.is_some() {
            "[x]"
        } else {
            "[ ]"
        };
        let title = gather::name(&line.feed);
        let mark = line.went.mark();
        let room = width.saturating_sub(text::width(&mark) + u16::from(!mark.is_empty()));
        let title = format!("{cursor} {sign} {title}");
        let title = text::fit(&title, room, theme.glyphs);
        let gap = usize::from(width.saturating_sub(text::width(&title) + text::width(&mark)));
        format!("{title}{}{mark}", " ".repeat(gap))
    }
}

/// Writes what is said of a feed, with a sign at its end where there is more.
fn write(text: &[Paragraph], area: Rect, theme: &Theme, buffer: &mut Buffer) {
    Prose::still(text, 0, theme).render(area, buffer);
    if prose::height(text, area.width) > area.height
        && let (Some(x), Some(y)) = (area.right().checked_sub(1), area.bottom().checked_sub(1))
    {
        buffer.set_string(x, y, "…", theme.quiet);
    }
}

/// Those that are followed, the user's own first, then those on offer, suggested ones first.
fn lines(model: &Model) -> Vec<Line> {
    let shelf = &model.shelf;
    let followed = |address: &str| {
        let mut all = shelf.subscriptions.iter();
        all.find(|one| one.feed.address == address)
    };
    let mut offers: Vec<_> = model.dataset.feeds.iter().collect();
    offers.sort_by_key(|one| !one.is_default);
    let mut lines: Vec<Line> = own(model, shelf).collect();
    for one in offers {
        let known = followed(&one.address);
        let mut details = known.map_or_else(Vec::new, |known| said(&known.state, shelf.clock));
        details.extend([
            Paragraph::new(
                Tone::Body,
                format!("{} {}", one.text, link::shown(&one.address)),
            ),
            Paragraph::new(Tone::Quiet, &one.standing),
        ]);
        lines.push(Line {
            feed: one.into(),
            followed: known.map(|known| known.id),
            went: known.map_or(Went::Well, |known| Went::of(&known.state)),
            details,
        });
    }
    lines.sort_by_key(|line| line.followed.is_none());
    lines
}

/// The feeds that the user follows and nobody offered.
fn own<'m>(model: &'m Model, shelf: &'m Shelf) -> impl Iterator<Item = Line> + 'm {
    let offered = |address: &str| model.dataset.feeds.iter().any(|one| one.address == address);
    let own = shelf
        .subscriptions
        .iter()
        .filter(move |one| !offered(&one.feed.address));
    own.map(|one| {
        let whose = if link::has_login(&one.feed.address) {
            "Your own, with a name and password. "
        } else {
            "Your own. "
        };
        let address = format!("{whose}{}", link::shown(&one.feed.address));
        let mut details = said(&one.state, shelf.clock);
        details.push(Paragraph::new(Tone::Body, address));
        Line {
            feed: one.feed.clone(),
            followed: Some(one.id),
            went: Went::of(&one.state),
            details,
        }
    })
}

/// A feed of the user's own that was left while the list is open.
fn left(feed: &Feed) -> Line {
    let address = link::shown(&feed.address);
    let what = format!("Left: Enter follows it again. {address}");
    Line {
        feed: feed.clone(),
        followed: None,
        went: Went::Well,
        details: vec![Paragraph::new(Tone::Body, what)],
    }
}

/// How the last fetch went, in words, and what is to be said of what was read last.
fn said(state: &FetchState, clock: Clock) -> Vec<Paragraph> {
    let when = |moment| {
        let local = clock.local(moment);
        local.map_or_else(String::new, |one| {
            one.format("%-d %b %Y, %H:%M").to_string()
        })
    };
    let last = state.fetched.map_or_else(
        || "Not fetched yet.".to_owned(),
        |moment| format!("Last fetched {}.", when(moment)),
    );
    let mut said = vec![match &state.failure {
        Some(failure) => Paragraph::new(Tone::Warning, format!("Failed: {failure}. {last}")),
        None => Paragraph::new(Tone::Quiet, last),
    }];
    if !state.remarks.is_empty() {
        let remarks = format!("Remarks: {}.", state.remarks.join("; "));
        said.push(Paragraph::new(Tone::Body, remarks));
    }
    said
}

impl Overlay for FeedList {
    fn refresh(&mut self, model: &Model, screen: Rect) {
        self.area = window(screen, 96, screen.height.saturating_sub(2).max(8));
        let mut lines = lines(model);
        let is_listed = |feed: &Feed| {
            let mut known = lines.iter();
            known.any(|line| line.feed.address == feed.address)
        };
        let gone: Vec<Line> = self
            .order
            .iter()
            .filter(|feed| !is_listed(feed))
            .map(left)
            .collect();
        lines.extend(gone);
        let held = self.order.iter().map(|feed| &*feed.address).zip(0_usize..);
        let held: HashMap<&str, usize> = held.collect();
        let place = |line: &Line| held.get(&*line.feed.address).copied();
        lines.sort_by_key(|line| place(line).unwrap_or(usize::MAX));
        self.lines = lines;
        self.selected = self.selected.min(self.lines.len().saturating_sub(1));
    }

    fn update(&mut self, action: Action, _model: &Model) -> Reply {
        let page = self.rows();
        match action {
            Action::Back | Action::Feeds | Action::Quit => Reply::Do(Intent::Close),
            Action::Open => self.toggle(),
            Action::Up => self.step(self.selected.saturating_sub(1)),
            Action::Down => self.step(self.selected + 1),
            Action::PageUp => self.step(self.selected.saturating_sub(page)),
            Action::PageDown => self.step(self.selected + page),
            Action::First => self.step(0),
            Action::Last => self.step(usize::MAX),
            Action::Suspend | Action::Fetch => Reply::Do(Intent::Act(action)),
            _ => Reply::Changed,
        }
    }

    fn click(&mut self, at: Position, _model: &Model) -> Reply {
        if !self.area.contains(at) {
            return Reply::Do(Intent::Close);
        }
        let row = at.y.checked_sub(self.area.y + 2).map(usize::from);
        let there = row
            .filter(|row| *row < self.rows())
            .map(|row| self.top() + row);
        match there.filter(|there| *there < self.lines.len()) {
            Some(there) => {
                self.selected = there;
                self.toggle()
            }
            None => Reply::Changed,
        }
    }

    fn render(&self, theme: &Theme, buffer: &mut Buffer) -> Option<Position> {
        let inner = frame(self.area, "Feeds to follow", theme, buffer);
        let Rect { x, y, width, .. } = inner;
        let bottom = inner.bottom().checked_sub(1).filter(|row| *row > y + 1)?;
        let line = |buffer: &mut Buffer, row: u16, shown: &str, style| {
            buffer.set_string(x, row, text::fit(shown, width, theme.glyphs), style);
        };
        line(buffer, y, &self.lead(width), theme.quiet);
        let last = bottom.saturating_sub(self.details() + 1);
        for (at, row) in (self.top()..self.lines.len()).zip(y + 1..last) {
            let style = if at == self.selected {
                theme.selected
            } else {
                theme.text
            };
            line(buffer, row, &self.row(at, width, theme), style);
        }
        let details = Rect {
            y: bottom.saturating_sub(self.details()),
            height: self.details(),
            ..inner
        };
        if let Some(selected) = self.lines.get(self.selected) {
            write(&selected.details, details, theme, buffer);
        }
        let keys = "Enter follows/leaves   F fetches   :follow ADDRESS adds one   Esc closes";
        line(buffer, bottom, &text::fit_keys(keys, width), theme.quiet);
        None
    }
}

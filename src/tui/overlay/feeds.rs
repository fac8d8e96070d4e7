//! The feeds to follow: those on offer and the user's own, each with what it holds, how sure its
//! address is, and how its last fetch went.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::widgets::Widget;

use crate::news::Feed;
use crate::news::kept::{FeedId, FetchState};
use crate::news::shelf::{Clock, Shelf};
use crate::present::{Paragraph, Tone};
use crate::tui::action::Action;
use crate::tui::ask::Ask;
use crate::tui::model::Model;
use crate::tui::theme::Theme;
use crate::tui::view::{Intent, Reply};
use crate::tui::widgets::{Prose, text};

use super::{Overlay, frame, window};

/// The rows below the list that say more about the selected feed.
const DETAILS: u16 = 5;

/// A feed of the list.
struct Line {
    feed: Feed,
    /// Its place in the archive, if it is followed.
    followed: Option<FeedId>,
    /// What is said of it.
    details: Vec<Paragraph>,
}

/// The list of feeds.
#[derive(Default)]
pub struct FeedList {
    lines: Vec<Line>,
    selected: usize,
    area: Rect,
}

impl FeedList {
    fn rows(&self) -> usize {
        usize::from(self.area.height.saturating_sub(5 + self.details())).max(1)
    }

    fn details(&self) -> u16 {
        if self.area.height >= 16 { DETAILS } else { 2 }
    }

    fn top(&self) -> usize {
        self.selected / self.rows() * self.rows()
    }

    fn step(&mut self, to: usize) -> Reply {
        self.selected = to.min(self.lines.len().saturating_sub(1));
        Reply::Changed
    }

    fn toggle(&self) -> Reply {
        let Some(line) = self.lines.get(self.selected) else {
            return Reply::Changed;
        };
        Reply::Do(Intent::Ask(match line.followed {
            Some(id) => Ask::Leave(id),
            None => Ask::Follow(line.feed.clone()),
        }))
    }

    fn row(&self, at: usize, width: u16, theme: &Theme) -> String {
        let line = &self.lines[at];
        let cursor = if at == self.selected { ">" } else { " " };
        let sign = if line.followed.is_some() {
            "[x]"
        } else {
            "[ ]"
        };
        let title = match &*line.feed.title {
            "" => &line.feed.address,
            title => title,
        };
        text::fit(&format!("{cursor} {sign} {title}"), width, theme.glyphs).into_owned()
    }
}

/// Those on offer, suggested ones first, then the user's own.
fn lines(model: &Model) -> Vec<Line> {
    let shelf = &model.shelf;
    let followed = |address: &str| {
        let mut all = shelf.subscriptions.iter();
        all.find(|one| one.feed.address == address)
    };
    let mut offers: Vec<_> = model.dataset.feeds.iter().collect();
    offers.sort_by_key(|one| !one.is_default);
    let mut lines: Vec<Line> = Vec::new();
    for one in offers {
        let known = followed(&one.address);
        let mut details = vec![
            Paragraph::new(Tone::Body, format!("{} {}", one.text, one.address)),
            Paragraph::new(Tone::Quiet, &one.standing),
        ];
        if let Some(known) = known {
            details.insert(0, went(&known.state, shelf.clock));
        }
        lines.push(Line {
            feed: Feed {
                address: one.address.clone(),
                title: one.title.clone(),
                words: one.words.clone(),
            },
            followed: known.map(|known| known.id),
            details,
        });
    }
    lines.extend(own(model, shelf));
    lines
}

/// The feeds that the user follows and nobody offered.
fn own<'m>(model: &'m Model, shelf: &'m Shelf) -> impl Iterator<Item = Line> + 'm {
    let offered = |address: &str| model.dataset.feeds.iter().any(|one| one.address == address);
    let own = shelf
        .subscriptions
        .iter()
        .filter(move |one| !offered(&one.feed.address));
    own.map(|one| Line {
        feed: one.feed.clone(),
        followed: Some(one.id),
        details: vec![
            went(&one.state, shelf.clock),
            Paragraph::new(Tone::Body, format!("Your own. {}", one.feed.address)),
        ],
    })
}

/// How the last fetch went, in words.
fn went(state: &FetchState, clock: Clock) -> Paragraph {
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
    match &state.failure {
        Some(failure) => Paragraph::new(Tone::Warning, format!("Failed: {failure}. {last}")),
        None => Paragraph::new(Tone::Quiet, last),
    }
}

impl Overlay for FeedList {
    fn refresh(&mut self, model: &Model, screen: Rect) {
        self.area = window(screen, 96, screen.height.saturating_sub(2).max(8));
        self.lines = lines(model);
        self.selected = self.selected.min(self.lines.len().saturating_sub(1));
    }

    fn update(&mut self, action: Action, _model: &Model) -> Reply {
        let page = self.rows();
        match action {
            Action::Back | Action::Feeds => Reply::Do(Intent::Close),
            Action::Open => self.toggle(),
            Action::Up => self.step(self.selected.saturating_sub(1)),
            Action::Down => self.step(self.selected + 1),
            Action::PageUp => self.step(self.selected.saturating_sub(page)),
            Action::PageDown => self.step(self.selected + page),
            Action::First => self.step(0),
            Action::Last => self.step(usize::MAX),
            Action::Quit | Action::Suspend | Action::Fetch => Reply::Do(Intent::Act(action)),
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
        let followed = self.lines.iter().filter(|line| line.followed.is_some());
        let more = if width < 60 {
            ""
        } else {
            ", to follow one does not"
        };
        let (followed, all) = (followed.count(), self.lines.len());
        let lead = format!("{followed} of {all} followed; F fetches them{more}");
        line(buffer, y, &lead, theme.quiet);
        let last = bottom.saturating_sub(self.details() + 1);
        for (at, row) in (self.top()..self.lines.len()).zip(y + 1..last) {
            let style = if at == self.selected {
                theme.selected
            } else {
                theme.text
            };
            line(buffer, row, &self.row(at, width, theme), style);
        }
        if let Some(selected) = self.lines.get(self.selected) {
            let (scroll, selected_paragraph, focused) = (0, None, false);
            Prose {
                text: &selected.details,
                scroll,
                selected: selected_paragraph,
                focused,
                theme,
            }
            .render(
                Rect {
                    y: bottom.saturating_sub(self.details()),
                    height: self.details(),
                    ..inner
                },
                buffer,
            );
        }
        let keys =
            "Enter follows or leaves   F fetches   :follow ADDRESS adds your own   Esc closes";
        line(buffer, bottom, keys, theme.quiet);
        None
    }
}

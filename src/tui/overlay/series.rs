//! The list of every series, searched by its words, to choose what is compared.

use crossterm::event::{KeyCode, KeyEvent};
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use tui_input::{Input, InputRequest};

use crate::clean;
use crate::present::number;
use crate::present::pages::compare::{Entry, catalogue};
use crate::present::plots::AT_MOST;
use crate::tui::action::Action;
use crate::tui::model::Model;
use crate::tui::theme::Theme;
use crate::tui::view::{Intent, Reply};
use crate::tui::widgets::text;

use super::prompt::edit;
use super::{Overlay, frame, window};

/// The rows of the window that are no entries: its frame, the line of words, that of keys.
const FRAME: u16 = 5;

/// The list of series.
#[derive(Default)]
pub struct SeriesList {
    search: Input,
    entries: Vec<Entry>,
    /// The positions of the entries that are found, in order.
    found: Vec<usize>,
    /// Whether each entry found is compared already.
    compared: Vec<bool>,
    selected: usize,
    area: Rect,
}

impl SeriesList {
    fn find(&mut self, model: &Model) {
        let words = self.search.value();
        let all = self.entries.iter().enumerate();
        self.found = all
            .filter(|(_, entry)| entry.has(words))
            .map(|(at, _)| at)
            .collect();
        self.selected = self.selected.min(self.found.len().saturating_sub(1));
        self.compared = self
            .found
            .iter()
            .map(|at| model.compared.series.contains(&self.entries[*at].series))
            .collect();
    }

    fn rows(&self) -> usize {
        usize::from(self.area.height.saturating_sub(FRAME)).max(1)
    }

    /// The first entry on screen: the list is turned by pages.
    fn top(&self) -> usize {
        self.selected / self.rows() * self.rows()
    }

    fn step(&mut self, to: usize) -> Reply {
        self.selected = to.min(self.found.len().saturating_sub(1));
        Reply::Changed
    }

    fn choose(&self) -> Reply {
        let found = self.found.get(self.selected);
        found.map_or(Reply::Changed, |at| {
            Reply::Do(Intent::Compare(self.entries[*at].series.clone()))
        })
    }

    fn row(&self, at: usize, width: u16, theme: &Theme) -> String {
        let entry = &self.entries[self.found[at]];
        let sign = match (self.compared[at], at == self.selected) {
            (true, _) => "* ",
            (false, true) => "> ",
            (false, false) => "  ",
        };
        let reach = text::width(&entry.reach);
        let name = text::fit(&entry.name, width.saturating_sub(reach + 4), theme.glyphs);
        let pad = usize::from(width.saturating_sub(2 + text::width(&name) + reach));
        let whole = format!("{sign}{name}{:pad$}{}", "", entry.reach);
        text::fit(&whole, width, theme.glyphs).into_owned()
    }
}

impl Overlay for SeriesList {
    fn refresh(&mut self, model: &Model, screen: Rect) {
        self.area = window(screen, 96, screen.height.saturating_sub(2).max(8));
        self.entries = catalogue(&model.dataset, model.scope.as_of);
        self.find(model);
    }

    fn writes(&self) -> bool {
        true
    }

    fn key(&mut self, key: KeyEvent, model: &Model) -> Reply {
        let page = self.rows();
        match key.code {
            KeyCode::Esc => Reply::Do(Intent::Close),
            KeyCode::Enter => self.choose(),
            KeyCode::Up => self.step(self.selected.saturating_sub(1)),
            KeyCode::Down => self.step(self.selected + 1),
            KeyCode::PageUp => self.step(self.selected.saturating_sub(page)),
            KeyCode::PageDown => self.step(self.selected + page),
            _ => {
                if edit(&mut self.search, key) {
                    self.selected = 0;
                    self.find(model);
                }
                Reply::Changed
            }
        }
    }

    fn paste(&mut self, text: &str, model: &Model) -> Reply {
        for letter in clean::line(text).chars() {
            self.search.handle(InputRequest::InsertChar(letter));
        }
        self.selected = 0;
        self.find(model);
        Reply::Changed
    }

    fn update(&mut self, action: Action, _model: &Model) -> Reply {
        match action {
            Action::Quit => Reply::Do(Intent::Act(Action::Quit)),
            Action::Up => self.step(self.selected.saturating_sub(1)),
            Action::Down => self.step(self.selected + 1),
            _ => Reply::Ignored,
        }
    }

    fn click(&mut self, at: Position, _model: &Model) -> Reply {
        if !self.area.contains(at) {
            return Reply::Do(Intent::Close);
        }
        let first = self.area.y + 3;
        let row = at.y.checked_sub(first).map(usize::from);
        let inside = row.filter(|row| *row < self.rows());
        match inside.map(|row| self.top() + row) {
            Some(there) if there < self.found.len() => {
                self.selected = there;
                self.choose()
            }
            _ => Reply::Changed,
        }
    }

    fn render(&self, theme: &Theme, buffer: &mut Buffer) -> Option<Position> {
        let inner = frame(self.area, "Series to compare", theme, buffer);
        let Rect { x, y, width, .. } = inner;
        let bottom = inner.bottom().checked_sub(1).filter(|row| *row > y + 1)?;
        let line = |buffer: &mut Buffer, row: u16, text: &str, style| {
            buffer.set_string(x, row, text::fit(text, width, theme.glyphs), style);
        };
        let words = self.search.value();
        line(buffer, y, &format!("Search: {words}"), theme.text);
        let found = number::counted(self.found.len(), "series", "series");
        line(
            buffer,
            y + 1,
            &format!("{found}; * compared now, at most {AT_MOST}"),
            theme.quiet,
        );
        let top = self.top();
        let shown = (top..self.found.len()).zip(y + 2..bottom);
        for (at, row) in shown {
            let style = if at == self.selected {
                theme.selected
            } else {
                theme.text
            };
            buffer.set_string(x, row, self.row(at, width, theme), style);
        }
        let keys = "Enter takes in or out   Up Down move   Esc closes";
        line(buffer, bottom, &text::fit_keys(keys, width), theme.quiet);
        let column = 8 + self.search.visual_cursor() as u16;
        Some(Position::new(x + column.min(width.saturating_sub(1)), y))
    }
}

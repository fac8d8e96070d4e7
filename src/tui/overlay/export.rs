//! Writing what is on screen to a file: the formats, and the name of the file to be edited.
//!
//! ```text
//!  ┌ Export what is on screen ────────────────────────────────┐
//!  │ ▸ csv    Every number with its source (RFC 4180)         │
//!  │   svg    Not here: there is no chart to draw             │
//!  │                                                          │
//!  │ File: trafficdash-news-2011-as-known-2012-10-18.csv      │
//!  │ /home/ada/trafficdash-news-2011-as-known-2012-10-18.csv  │
//!  │ Enter writes   Esc leaves   arrows choose the format     │
//!  └──────────────────────────────────────────────────────────┘
//! ```

use std::path::PathBuf;

use crossterm::event::{KeyCode, KeyEvent};
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::Style;
use tui_input::{Input, InputRequest};

use crate::clean;
use crate::delivery::{Existing, NotWritten};
use crate::export::format::{FORMATS, Format, FormatRow};
use crate::export::name;
use crate::tui::action::Action;
use crate::tui::model::Model;
use crate::tui::theme::{Glyphs, Theme};
use crate::tui::view::{Intent, Reply};
use crate::tui::widgets::list::{self, Line};
use crate::tui::widgets::{prose, text};
use crate::tui::writing::{Failure, Wish, Written};

use super::prompt::edit;
use super::{Overlay, frame, window};

/// The widest line that reads well.
const WIDTH: u16 = 96;

/// What stands before the name.
const PROMPT: &str = "File: ";

/// What stands beside a format that is not for this page.
const CHARTLESS: &str = "Not here: there is no chart to draw";

/// A path takes no more rows than this.
const PATH_ROWS: usize = 3;

/// What an export begins with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Offer {
    /// The format chosen first.
    pub format: Format,
    /// The name of the file.
    pub name: String,
    /// The folder that the name starts from.
    pub folder: PathBuf,
    /// The formats in which the page cannot be written, for want of a chart.
    pub chartless: Vec<Format>,
}

impl Offer {
    /// The place of the file.
    pub fn path(&self) -> PathBuf {
        self.folder.join(&self.name)
    }
}

/// How far the export is.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Stage {
    /// Format and name are chosen.
    Choosing,
    /// This file is being written.
    Waiting(PathBuf),
    /// A file is in the way; this is what to say of it.
    InTheWay(String),
    /// It failed; this is what to say of it.
    Failed(String),
}

/// The overlay.
pub struct Export {
    offer: Offer,
    input: Input,
    stage: Stage,
    screen: Rect,
    area: Rect,
    /// The full path with what else is written, and what is said, in lines of the window's width.
    path: Vec<String>,
    said: Vec<String>,
}

impl Export {
    /// The overlay on what is offered.
    pub fn new(offer: Offer) -> Self {
        Self {
            input: Input::new(offer.name.clone()),
            offer,
            stage: Stage::Choosing,
            screen: Rect::ZERO,
            area: Rect::ZERO,
            path: Vec::new(),
            said: Vec::new(),
        }
    }

    /// The overlay while the file that is offered is being written.
    pub fn waiting(offer: Offer) -> Self {
        let stage = Stage::Waiting(offer.path());
        Self {
            stage,
            ..Self::new(offer)
        }
    }

    fn refused(&self, format: Format) -> bool {
        self.offer.chartless.contains(&format)
    }

    /// The place of the chosen format in the table.
    fn at(&self) -> usize {
        let here = |row: &FormatRow| row.format == self.offer.format;
        FORMATS.iter().position(here).unwrap_or(0)
    }

    /// Takes a format, and its ending for the name.
    fn choose(&mut self, format: Format) {
        if !self.refused(format) {
            self.offer.format = format;
            let renamed = name::renamed(&self.offer.name, format);
            self.input = Input::new(renamed);
            self.changed();
        }
    }

    /// The next format that can be written, downwards or upwards.
    fn step(&mut self, action: Action) {
        let can = |row: &&FormatRow| !self.refused(row.format);
        let found = match action {
            Action::Up => FORMATS[..self.at()].iter().rfind(can),
            _ => FORMATS[self.at() + 1..].iter().find(can),
        };
        if let Some(row) = found {
            self.choose(row.format);
        }
    }

    fn changed(&mut self) {
        self.offer.name = self.input.value().trim().to_owned();
        self.stage = Stage::Choosing;
    }

    fn submit(&mut self) -> Reply {
        if self.offer.name.is_empty() {
            self.stage = Stage::Failed("write a name for the file".to_owned());
            return Reply::Changed;
        }
        let existing = match self.stage {
            Stage::InTheWay(_) => Existing::Replace,
            _ => Existing::Keep,
        };
        let path = self.offer.path();
        self.stage = Stage::Waiting(path.clone());
        Reply::Do(Intent::Write(Wish {
            format: self.offer.format,
            path,
            existing,
        }))
    }

    fn leave(&mut self) -> Reply {
        if matches!(self.stage, Stage::InTheWay(_)) {
            self.stage = Stage::Choosing;
            return Reply::Changed;
        }
        Reply::Do(Intent::Close)
    }

    /// Breaks into lines what depends on the width; the window is as high as it needs.
    fn lay_out(&mut self) {
        let screen = self.screen;
        let width = WIDTH.min(screen.width.saturating_sub(2)).saturating_sub(4);
        let path = self.offer.path().display().to_string();
        self.path = lines(&path, width);
        let cut = self.path.len().saturating_sub(PATH_ROWS);
        self.path.drain(..cut);
        if self.offer.format == Format::Csv && self.stage == Stage::Choosing {
            let beside = "and what its columns mean, in a file -metadata.json beside it";
            self.path.extend(lines(beside, width));
        }
        self.said = match &self.stage {
            Stage::Choosing => Vec::new(),
            Stage::Waiting(_) => vec!["writing …".to_owned()],
            Stage::InTheWay(said) | Stage::Failed(said) => lines(said, width),
        };
        let rows = FORMATS.len() + self.path.len() + self.said.len() + 5;
        self.area = window(screen, WIDTH, rows as u16);
    }

    /// The rows of the formats, and the row of the name; what is below it has its own place.
    fn rows(&self) -> (Rect, u16) {
        let inner = Rect {
            x: self.area.x + 2,
            y: self.area.y + 1,
            width: self.area.width.saturating_sub(4),
            height: self.area.height.saturating_sub(2),
        };
        let below = 2 + self.path.len() + self.said.len();
        let room = inner.height.saturating_sub(below as u16);
        let gap = u16::from(usize::from(room) > FORMATS.len());
        let height = room - gap;
        (Rect { height, ..inner }, inner.y + room)
    }

    fn draw_format(&self, row: &FormatRow, room: u16, theme: &Theme) -> (String, Style) {
        let here = row.format == self.offer.format;
        let mark = match (here, theme.glyphs) {
            (false, _) => " ",
            (true, Glyphs::Ascii) => ">",
            (true, Glyphs::Unicode | Glyphs::Octants) => "▸",
        };
        let refused = self.refused(row.format);
        let purpose = if refused { CHARTLESS } else { row.purpose };
        let shown = format!("{mark} {:<6} {purpose}", row.name);
        let style = match (here, refused) {
            (true, _) => theme.selected,
            (_, true) => theme.quiet,
            _ => theme.text,
        };
        (text::fit(&shown, room, theme.glyphs).into_owned(), style)
    }

    fn draw_formats(&self, area: Rect, theme: &Theme, buffer: &mut Buffer) {
        let shown = list::lines(FORMATS.len(), Some(self.at()), area.height);
        for (y, line) in (area.y..).zip(shown) {
            let (said, style) = match line {
                Line::Entry(at) => self.draw_format(&FORMATS[at], area.width, theme),
                Line::Above(count) => (format!("  {count} more above"), theme.quiet),
                Line::Below(count) => (format!("  {count} more below"), theme.quiet),
            };
            buffer.set_string(area.x, y, said, style);
        }
    }

    /// Draws the name and gives back where the text cursor stands.
    fn draw_name(&self, at: Position, width: u16, theme: &Theme, buffer: &mut Buffer) -> Position {
        let begin = text::width(PROMPT);
        let room = width.saturating_sub(begin);
        let scroll = self
            .input
            .visual_scroll(usize::from(room.saturating_sub(1)));
        let shown: String = self.input.value().chars().skip(scroll).collect();
        let shown = text::fit(&shown, room, theme.glyphs);
        buffer.set_string(at.x, at.y, PROMPT, theme.quiet);
        buffer.set_string(at.x + begin, at.y, shown, theme.strong);
        let column = (self.input.visual_cursor().max(scroll) - scroll) as u16;
        Position::new(at.x + begin + column.min(room.saturating_sub(1)), at.y)
    }
}

/// A text in lines of a width, cleaned: a path may hold anything.
fn lines(said: &str, width: u16) -> Vec<String> {
    let said = clean::line(said);
    let lines = prose::wrap(&said, width).into_iter();
    lines.map(str::to_owned).collect()
}

impl Overlay for Export {
    fn refresh(&mut self, _model: &Model, screen: Rect) {
        self.screen = screen;
        self.lay_out();
    }

    fn writes(&self) -> bool {
        true
    }

    fn key(&mut self, key: KeyEvent, _model: &Model) -> Reply {
        let mut reply = Reply::Changed;
        match key.code {
            KeyCode::Esc => reply = self.leave(),
            _ if matches!(self.stage, Stage::Waiting(_)) => {}
            KeyCode::Enter => reply = self.submit(),
            KeyCode::Up | KeyCode::BackTab => self.step(Action::Up),
            KeyCode::Down | KeyCode::Tab => self.step(Action::Down),
            _ => {
                if edit(&mut self.input, key) {
                    self.changed();
                }
            }
        }
        self.lay_out();
        reply
    }

    fn paste(&mut self, text: &str, _model: &Model) -> Reply {
        if !matches!(self.stage, Stage::Waiting(_)) {
            for letter in clean::line(text).chars() {
                self.input.handle(InputRequest::InsertChar(letter));
            }
            self.changed();
            self.lay_out();
        }
        Reply::Changed
    }

    fn update(&mut self, action: Action, _model: &Model) -> Reply {
        match action {
            Action::Up | Action::Down => self.step(action),
            Action::Quit => return Reply::Do(Intent::Act(Action::Quit)),
            _ => return Reply::Ignored,
        }
        self.lay_out();
        Reply::Changed
    }

    fn click(&mut self, at: Position, _model: &Model) -> Reply {
        if !self.area.contains(at) {
            return Reply::Do(Intent::Close);
        }
        let (list, _) = self.rows();
        let shown = list::lines(FORMATS.len(), Some(self.at()), list.height);
        let row = at.y.checked_sub(list.y).map(usize::from);
        if let Some(Line::Entry(at)) = row.and_then(|row| shown.get(row)) {
            self.choose(FORMATS[*at].format);
            self.lay_out();
        }
        Reply::Changed
    }

    fn written(&mut self, written: &Written) -> Reply {
        match &self.stage {
            Stage::Waiting(path) if *path == written.path => {}
            _ => return Reply::Ignored,
        }
        self.stage = match &written.outcome {
            Ok(()) => return Reply::Do(Intent::Close),
            Err(Failure::NotWritten(NotWritten::InTheWay(path))) => {
                let name = path.file_name().unwrap_or(path.as_os_str());
                let what = if *path == written.path {
                    "It".to_owned()
                } else {
                    name.display().to_string()
                };
                Stage::InTheWay(format!(
                    "{what} is there already: Enter writes over it, Esc goes back"
                ))
            }
            Err(failure) => Stage::Failed(failure.told()),
        };
        Reply::Changed
    }

    fn render(&self, theme: &Theme, buffer: &mut Buffer) -> Option<Position> {
        let inner = frame(self.area, "Export what is on screen", theme, buffer);
        let (list, y) = self.rows();
        if inner.height < 4 {
            return None;
        }
        self.draw_formats(list, theme, buffer);
        let cursor = self.draw_name(Position::new(inner.x, y), inner.width, theme, buffer);
        let path = self.path.iter().map(|line| (line, theme.quiet));
        let said = self.said.iter().map(|line| (line, theme.warning));
        for (y, (line, style)) in (y + 1..inner.bottom() - 1).zip(path.chain(said)) {
            buffer.set_string(inner.x, y, line, style);
        }
        let keys = "Enter writes   arrows choose the format   Esc leaves";
        let keys = text::fit_keys(keys, inner.width);
        buffer.set_string(inner.x, inner.bottom() - 1, keys, theme.quiet);
        Some(cursor)
    }
}

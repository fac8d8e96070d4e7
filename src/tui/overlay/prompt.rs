//! The prompts on the last line: the filter, which works while it is written, and the
//! command line with completion.

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use tui_input::{Input, InputRequest};

use crate::clean;
use crate::tui::action::Action;
use crate::tui::command;
use crate::tui::model::Model;
use crate::tui::theme::Theme;
use crate::tui::view::{Intent, Reply};
use crate::tui::widgets::text;

use super::Overlay;

/// How many completions are shown at once.
const SHOWN: usize = 6;

/// What a prompt is for.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Purpose {
    /// Words that rows must contain; the filter as it was before.
    Filter(String),
    /// A command.
    Command,
}

/// A prompt on the last line.
pub struct Prompt {
    purpose: Purpose,
    input: Input,
    completions: Vec<String>,
    screen: Rect,
}

impl Prompt {
    /// The filter prompt.
    pub fn filter(now: &str) -> Self {
        Self {
            purpose: Purpose::Filter(now.to_owned()),
            input: Input::new(now.to_owned()),
            completions: Vec::new(),
            screen: Rect::ZERO,
        }
    }

    /// The command prompt.
    pub fn command() -> Self {
        Self {
            purpose: Purpose::Command,
            input: Input::default(),
            completions: Vec::new(),
            screen: Rect::ZERO,
        }
    }

    fn changed(&mut self, model: &Model) -> Reply {
        match self.purpose {
            Purpose::Filter(_) => Reply::Do(Intent::Filter(self.input.value().to_owned())),
            Purpose::Command => {
                self.completions = command::complete(self.input.value(), model, SHOWN);
                Reply::Changed
            }
        }
    }

    /// Takes the longest beginning that all completions share, or the only one.
    fn complete(&mut self, model: &Model) -> Reply {
        let Some(first) = self.completions.first() else {
            return Reply::Changed;
        };
        let mut shared = first.clone();
        if let [_] = &self.completions[..] {
            shared.push_str(if shared.contains(' ') { "" } else { " " });
        } else {
            for other in &self.completions[1..] {
                let same = shared
                    .chars()
                    .zip(other.chars())
                    .take_while(|(one, two)| one == two);
                shared = same.map(|(one, _)| one).collect();
            }
        }
        if shared.len() <= self.input.value().len() {
            shared.clone_from(first);
        }
        self.input = Input::new(shared);
        self.changed(model)
    }

    fn leave(&self) -> Reply {
        match &self.purpose {
            Purpose::Filter(before) if *before != self.input.value() => {
                Reply::Do(Intent::Restore(before.clone()))
            }
            _ => Reply::Do(Intent::Close),
        }
    }
}

/// Edits a line by a key; gives back whether the text changed.
pub fn edit(input: &mut Input, key: KeyEvent) -> bool {
    let control = key.modifiers.contains(KeyModifiers::CONTROL);
    let request = match key.code {
        KeyCode::Char('u') if control => InputRequest::DeleteLine,
        KeyCode::Char('w') if control => InputRequest::DeletePrevWord,
        KeyCode::Char('a') if control => InputRequest::GoToStart,
        KeyCode::Char('e') if control => InputRequest::GoToEnd,
        KeyCode::Char(_) if control || key.modifiers.contains(KeyModifiers::ALT) => return false,
        KeyCode::Char(letter) => InputRequest::InsertChar(letter),
        KeyCode::Backspace => InputRequest::DeletePrevChar,
        KeyCode::Delete => InputRequest::DeleteNextChar,
        KeyCode::Left => InputRequest::GoToPrevChar,
        KeyCode::Right => InputRequest::GoToNextChar,
        KeyCode::Home => InputRequest::GoToStart,
        KeyCode::End => InputRequest::GoToEnd,
        _ => return false,
    };
    input.handle(request).is_some_and(|change| change.value)
}

impl Overlay for Prompt {
    fn refresh(&mut self, model: &Model, screen: Rect) {
        self.screen = screen;
        if self.purpose == Purpose::Command {
            self.completions = command::complete(self.input.value(), model, SHOWN);
        }
    }

    fn writes(&self) -> bool {
        true
    }

    fn key(&mut self, key: KeyEvent, model: &Model) -> Reply {
        match (key.code, &self.purpose) {
            (KeyCode::Esc, _) => self.leave(),
            (KeyCode::Enter, Purpose::Filter(_)) => Reply::Do(Intent::Close),
            (KeyCode::Enter, Purpose::Command) => {
                Reply::Do(Intent::Command(self.input.value().to_owned()))
            }
            (KeyCode::Tab, Purpose::Command) => self.complete(model),
            (KeyCode::Backspace, Purpose::Command) if self.input.value().is_empty() => {
                Reply::Do(Intent::Close)
            }
            _ if edit(&mut self.input, key) => self.changed(model),
            _ => Reply::Changed,
        }
    }

    fn paste(&mut self, text: &str, model: &Model) -> Reply {
        for letter in clean::line(text).chars() {
            self.input.handle(InputRequest::InsertChar(letter));
        }
        self.changed(model)
    }

    fn update(&mut self, action: Action, _model: &Model) -> Reply {
        match action {
            Action::Quit => Reply::Do(Intent::Act(Action::Quit)),
            _ => Reply::Ignored,
        }
    }

    fn render(&self, theme: &Theme, buffer: &mut Buffer) -> Option<Position> {
        let Rect { x, width, .. } = self.screen;
        let bottom = self.screen.bottom().checked_sub(1)?;
        let line = Rect {
            x,
            y: bottom,
            width,
            height: 1,
        };
        let sign = if self.purpose == Purpose::Command {
            ":"
        } else {
            "/"
        };
        let room = usize::from(width.saturating_sub(2));
        let scroll = self.input.visual_scroll(room);
        let shown: String = self.input.value().chars().skip(scroll).collect();
        blank(line, theme, buffer);
        buffer.set_string(x, bottom, sign, theme.accent);
        buffer.set_string(
            x + 1,
            bottom,
            text::fit(&shown, width.saturating_sub(1), theme.glyphs),
            theme.text,
        );
        if self.purpose == Purpose::Command && bottom > self.screen.y {
            let above = Rect {
                y: bottom - 1,
                ..line
            };
            blank(above, theme, buffer);
            let hint = command::hint(self.input.value())
                .unwrap_or("Tab completes, Enter carries out, Esc leaves");
            let offered = self.completions.join("   ");
            let offered = if offered.is_empty() {
                hint.to_owned()
            } else {
                format!("{offered}   ({hint})")
            };
            buffer.set_string(
                x,
                bottom - 1,
                text::fit(&offered, width, theme.glyphs),
                theme.quiet,
            );
        }
        let column = 1 + (self.input.visual_cursor().max(scroll) - scroll) as u16;
        Some(Position::new(
            x + column.min(width.saturating_sub(1)),
            bottom,
        ))
    }
}

fn blank(line: Rect, theme: &Theme, buffer: &mut Buffer) {
    let spaces = " ".repeat(usize::from(line.width));
    buffer.set_string(line.x, line.y, spaces, theme.screen);
}

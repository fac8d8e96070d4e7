//! The prompts on the last line: the filter, which works while it is written, and the
//! command line with completion.

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use tui_input::{Input, InputRequest};

use crate::clean;
use crate::news::query::{FILTERS, Filter};
use crate::present::pages::news;
use crate::tui::action::Action;
use crate::tui::command;
use crate::tui::model::Model;
use crate::tui::theme::Theme;
use crate::tui::view::{Intent, Reply};
use crate::tui::widgets::{prose, text};

use super::Overlay;

/// How many completions are shown at once.
const SHOWN: usize = 6;

/// What a prompt is for.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Purpose {
    /// Words that rows must contain; the filter as it was before.
    Filter(String),
    /// The same of the news, which are also told apart by filters.
    Query(String),
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

    /// The filter prompt of the news.
    pub fn query(now: &str) -> Self {
        Self {
            purpose: Purpose::Query(now.to_owned()),
            ..Self::filter(now)
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
            Purpose::Filter(_) | Purpose::Query(_) => {
                Reply::Do(Intent::Filter(self.input.value().to_owned()))
            }
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

    /// What stands above the line: what can be written, or what is wrong in it.
    fn above(&self) -> Option<String> {
        let offered = self.completions.join("   ");
        match &self.purpose {
            Purpose::Filter(_) => None,
            Purpose::Query(_) => Some(offered),
            Purpose::Command => {
                let usual = "Tab completes, Enter carries out, Esc leaves";
                let hint = command::hint(self.input.value()).unwrap_or(usual);
                Some(match &*offered {
                    "" => hint.to_owned(),
                    offered => format!("{offered}   ({hint})"),
                })
            }
        }
    }

    fn leave(&self) -> Reply {
        match &self.purpose {
            Purpose::Filter(before) | Purpose::Query(before) if *before != self.input.value() => {
                Reply::Do(Intent::Restore(before.clone()))
            }
            _ => Reply::Do(Intent::Close),
        }
    }
}

/// What is wrong in a query of the news; else what the filter that is being written leaves, or
/// which ones there are.
fn news_hint(written: &str, model: &Model) -> String {
    if let (_, Some(wrong)) = news::query(&model.scope, &model.dataset) {
        return wrong;
    }
    let last = written.rsplit(' ').next().unwrap_or_default();
    let name = last.split(':').next().unwrap_or_default();
    let begun = |one: &&Filter| !name.is_empty() && one.name.starts_with(name);
    let mut begun = FILTERS.iter().filter(begun);
    if let (Some(filter), None) = (begun.next(), begun.next()) {
        let example = filter.written.split(' ').next().unwrap_or_default();
        return format!("{example}: {}", filter.help);
    }
    let colon = |one: &Filter| if one.written.contains(':') { ":" } else { "" };
    let names = FILTERS
        .iter()
        .map(|one| format!("{}{}", one.name, colon(one)));
    let names: Vec<String> = names.collect();
    format!("words, \"phrases\", {}   (help explains)", names.join(" "))
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
        KeyCode::Char(letter) if !clean::is_plain(letter) => return false,
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
        let written = self.input.value();
        self.completions = match self.purpose {
            Purpose::Filter(_) => Vec::new(),
            Purpose::Query(_) => vec![news_hint(written, model)],
            Purpose::Command => command::complete(written, model, SHOWN),
        };
    }

    fn writes(&self) -> bool {
        true
    }

    fn key(&mut self, key: KeyEvent, model: &Model) -> Reply {
        match (key.code, &self.purpose) {
            (KeyCode::Esc, _) => self.leave(),
            (KeyCode::Enter, Purpose::Filter(_) | Purpose::Query(_)) => Reply::Do(Intent::Close),
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
        buffer.set_string(x, bottom, " ".repeat(usize::from(width)), theme.screen);
        buffer.set_string(x, bottom, sign, theme.accent);
        buffer.set_string(
            x + 1,
            bottom,
            text::fit(&shown, width.saturating_sub(1), theme.glyphs),
            theme.text,
        );
        if let Some(shown) = self.above()
            && bottom > self.screen.y
        {
            let height = (self.screen.height / 4).max(1);
            let above = Rect {
                y: bottom - height,
                height,
                ..line
            };
            prose::write_over(above, 0, (&shown, theme.quiet), theme, buffer);
        }
        let column = 1 + (self.input.visual_cursor().max(scroll) - scroll) as u16;
        Some(Position::new(
            x + column.min(width.saturating_sub(1)),
            bottom,
        ))
    }
}

//! What is wrong in data, settings and the archive of news, each with its place and remedy.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use crate::present::{Paragraph, Tone};
use crate::tui::action::Action;
use crate::tui::model::{Model, plural};
use crate::tui::theme::Theme;
use crate::tui::view::{Intent, Reply};

use super::Overlay;
use super::window::TextWindow;

/// The list of problems.
#[derive(Default)]
pub struct Problems {
    title: String,
    window: TextWindow,
}

impl Overlay for Problems {
    fn refresh(&mut self, model: &Model, screen: Rect) {
        let count = model.problems().count();
        let word = plural(count, "problem");
        self.title = format!("{count} {word} in data, settings and news");
        let problems = model.problems().map(ToString::to_string);
        let closing = if model.is_sound() {
            "The record and the settings are as they should be."
        } else {
            "The last record that was right is in use, and the defaults for wrong settings. Mend \
             the files and save them; data is read again at once, settings at the next start."
        };
        let text = problems
            .map(|problem| Paragraph::new(Tone::Body, problem))
            .chain([Paragraph::new(Tone::Quiet, closing)]);
        self.window.set(text.collect(), screen, 100);
    }

    fn update(&mut self, action: Action, _model: &Model) -> Reply {
        let page = i32::from(self.window.rows().max(2) - 1);
        self.window.scroll_by(match action {
            Action::Up => -1,
            Action::Down => 1,
            Action::PageUp => -page,
            Action::PageDown => page,
            Action::First => i32::MIN,
            Action::Last => i32::MAX,
            Action::Back | Action::Problems | Action::Quit => return Reply::Do(Intent::Close),
            _ => return Reply::Ignored,
        });
        Reply::Changed
    }

    fn click(&mut self, at: Position, _model: &Model) -> Reply {
        self.window.click(at)
    }

    fn render(&self, theme: &Theme, buffer: &mut Buffer) -> Option<Position> {
        let keys = "arrows scroll   r reads again   Esc closes";
        self.window.render(&self.title, keys, theme, buffer);
        None
    }
}

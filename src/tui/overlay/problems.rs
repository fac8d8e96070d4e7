//! What is wrong in data and settings, each with its file, line and remedy.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::widgets::Widget;

use crate::present::{Paragraph, Tone};
use crate::tui::action::Action;
use crate::tui::model::{Model, plural};
use crate::tui::theme::Theme;
use crate::tui::view::{Intent, Reply};
use crate::tui::widgets::{Prose, prose, text};

use super::{Overlay, frame, window};

/// The list of problems.
#[derive(Default)]
pub struct Problems {
    title: String,
    text: Vec<Paragraph>,
    scroll: u16,
    area: Rect,
}

impl Problems {
    fn last_scroll(&self) -> u16 {
        let room = self.area.height.saturating_sub(3);
        prose::height(&self.text, self.area.width.saturating_sub(4)).saturating_sub(room)
    }
}

impl Overlay for Problems {
    fn refresh(&mut self, model: &Model, screen: Rect) {
        let count = model.problems().count();
        self.title = format!("{count} {} in data and settings", plural(count, "problem"));
        self.area = window(screen, 100, screen.height.saturating_sub(2).max(8));
        self.text = model
            .problems()
            .map(|problem| Paragraph::new(Tone::Body, problem.to_string()))
            .collect();
        let closing = if count == 0 {
            "The record and the settings are as they should be."
        } else {
            "The last record and settings that were right are in use. Mend the files and save \
             them; the dashboard reads them again."
        };
        self.text.push(Paragraph::new(Tone::Quiet, closing));
        self.scroll = self.scroll.min(self.last_scroll());
    }

    fn update(&mut self, action: Action, _model: &Model) -> Reply {
        let page = self.area.height.saturating_sub(4);
        self.scroll = match action {
            Action::Up => self.scroll.saturating_sub(1),
            Action::Down => self.scroll + 1,
            Action::PageUp => self.scroll.saturating_sub(page),
            Action::PageDown => self.scroll + page,
            Action::First => 0,
            Action::Last => u16::MAX,
            Action::Back | Action::Problems | Action::Quit => return Reply::Do(Intent::Close),
            _ => return Reply::Ignored,
        }
        .min(self.last_scroll());
        Reply::Changed
    }

    fn click(&mut self, at: Position, _model: &Model) -> Reply {
        if self.area.contains(at) {
            Reply::Changed
        } else {
            Reply::Do(Intent::Close)
        }
    }

    fn render(&self, theme: &Theme, buffer: &mut Buffer) -> Option<Position> {
        let inner = frame(self.area, &self.title, theme, buffer);
        if inner.height == 0 {
            return None;
        }
        let body = Rect {
            height: inner.height - 1,
            ..inner
        };
        let (text, scroll) = (&self.text[..], self.scroll);
        Prose {
            text,
            scroll,
            selected: None,
            focused: false,
            theme,
        }
        .render(body, buffer);
        let keys = text::fit(
            "arrows scroll   r reads again   Esc closes",
            inner.width,
            theme.glyphs,
        );
        buffer.set_string(inner.x, inner.bottom() - 1, keys, theme.quiet);
        None
    }
}

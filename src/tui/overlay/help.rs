//! The help: every key as it is now, searchable by typing, and where to turn to if worried
//! about someone.

use crossterm::event::{KeyCode, KeyEvent};
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use tui_input::Input;

use crate::news::query::{FILTERS, WORDS};
use crate::present::{Paragraph, Tone, verdict};
use crate::tui::action::{Action, Group};
use crate::tui::keymap::Keymap;
use crate::tui::model::Model;
use crate::tui::theme::Theme;
use crate::tui::view::{Intent, Reply};
use crate::tui::view_id::VIEWS;
use crate::tui::widgets::text;

use super::Overlay;
use super::prompt::edit;
use super::window::TextWindow;

/// The help.
pub struct Help {
    search: Input,
    /// Key names and help, by group.
    keys: Vec<(Group, String, String)>,
    /// What each view shows, with the key that opens it.
    views: Vec<String>,
    window: TextWindow,
    screen: Rect,
}

impl Help {
    /// The help with the keys of this keymap.
    pub fn new(keymap: &Keymap) -> Self {
        let rows = Group::ALL
            .into_iter()
            .flat_map(|group| group.rows().map(move |row| (group, row)));
        let keys = rows.map(|(group, row)| {
            let chords: Vec<String> = keymap
                .keys_of(row.action)
                .iter()
                .map(ToString::to_string)
                .collect();
            let keys = if chords.is_empty() {
                "no key".to_owned()
            } else {
                chords.join(", ")
            };
            (group, keys, row.help.to_owned())
        });
        let views = VIEWS.iter().map(|row| {
            let lead = keymap.hint(Action::View(row.id), "");
            let lead = lead.map_or_else(String::new, |hint| format!("{} ", hint.key));
            format!("{lead}{}: {}", row.title, row.shows)
        });
        Self {
            search: Input::default(),
            keys: keys.collect(),
            views: views.collect(),
            window: TextWindow::below(1),
            screen: Rect::ZERO,
        }
    }

    fn build(&self, model: &Model) -> Vec<Paragraph> {
        let words = self.search.value().to_lowercase();
        let admits = |text: &str| {
            words
                .split_whitespace()
                .all(|word| text.to_lowercase().contains(word))
        };
        let mut parts = self.groups(&admits);
        parts.extend(section("Views", self.views.iter().cloned(), &admits));
        let filters = FILTERS.iter().map(|one| (one.written, one.help));
        let filters = filters.chain([WORDS]);
        parts.extend(section(
            "Filters of the news (/)",
            filters.map(|(written, help)| format!("{written}: {help}")),
            &admits,
        ));
        parts.extend(section(
            "Marks",
            MARKS.iter().map(|mark| (*mark).to_owned()),
            &admits,
        ));
        let signs = std::iter::once(verdict::legend());
        parts.extend(section("Signs of claims", signs, &admits));
        parts.extend(section("Short names", short_names(model), &admits));
        let worried = section(
            "If you are worried about someone",
            helplines(model),
            &|_| true,
        );
        if parts.is_empty() {
            parts.push(Paragraph::new(
                Tone::Body,
                "Nothing in the help contains these words.",
            ));
        }
        parts.extend(worried);
        parts
    }

    /// The keys in their groups, as far as they are looked for.
    fn groups(&self, admits: &dyn Fn(&str) -> bool) -> Vec<Paragraph> {
        let mut parts = Vec::new();
        for group in Group::ALL {
            let rows: Vec<&(Group, String, String)> = self
                .keys
                .iter()
                .filter(|(of, keys, help)| {
                    *of == group && admits(&format!("{keys} {help} {}", group.title()))
                })
                .collect();
            if rows.is_empty() {
                continue;
            }
            parts.push(Paragraph::new(Tone::Heading, group.title()));
            for (_, keys, help) in rows {
                parts.push(Paragraph::new(Tone::Body, format!("{keys}: {help}")));
            }
        }
        parts
    }
}

/// What the short names of figures and of codes stand for, a line each.
fn short_names(model: &Model) -> impl Iterator<Item = String> + '_ {
    let dataset = &model.dataset;
    let figures = dataset.indicators.iter();
    let figures = figures.map(|one| (one.short.as_str(), one.title.as_str()));
    let dimensions = dataset.codelists.dimensions.iter();
    let codes = dimensions.flat_map(|dimension| &dimension.codes);
    let codes = codes.map(|one| (one.short.as_str(), one.title.as_str()));
    figures
        .chain(codes)
        .filter(|(short, title)| short != title)
        .map(|(short, title)| format!("{short}: {title}"))
}

/// Whom to call, a line each.
fn helplines(model: &Model) -> impl Iterator<Item = String> + '_ {
    model.dataset.helplines.iter().map(|line| {
        let url = line.url.as_deref().unwrap_or_default();
        format!(
            "{} {}: {} {url} (checked {})",
            line.name,
            line.phone,
            line.text,
            line.checked.format("%-d %B %Y")
        )
    })
}

/// What the marks beside figures mean.
const MARKS: &[&str] = &[
    "[b] break in series: never compared or joined across it",
    "[r] revised since it was first published",
    "[e] estimated   [p] provisional   [part] part of the period   [d] another definition",
    "┬ on an axis: something happened then; said below while the period is under the cursor",
    "news, under a chart: how many news items are about each period",
    "in the news: ● about the period under the cursor   N not read yet   * starred",
    "[c] suppressed   [x] not available   [z] not applicable   0 is a real zero",
];

fn section(
    title: &str,
    lines: impl Iterator<Item = String>,
    admits: &dyn Fn(&str) -> bool,
) -> Vec<Paragraph> {
    let mut parts: Vec<Paragraph> = lines
        .filter(|line| admits(&format!("{title} {line}")))
        .map(|line| Paragraph::new(Tone::Body, line))
        .collect();
    if !parts.is_empty() {
        parts.insert(0, Paragraph::new(Tone::Heading, title));
    }
    parts
}

impl Overlay for Help {
    fn refresh(&mut self, model: &Model, screen: Rect) {
        self.screen = screen;
        let text = self.build(model);
        self.window.set(text, screen, 92);
    }

    fn writes(&self) -> bool {
        true
    }

    fn key(&mut self, key: KeyEvent, model: &Model) -> Reply {
        let page = i32::from(self.window.rows().max(2) - 1);
        match key.code {
            KeyCode::Esc | KeyCode::Enter => return Reply::Do(Intent::Close),
            KeyCode::Char('?') if self.search.value().is_empty() => {
                return Reply::Do(Intent::Close);
            }
            KeyCode::Up => self.window.scroll_by(-1),
            KeyCode::Down => self.window.scroll_by(1),
            KeyCode::PageUp => self.window.scroll_by(-page),
            KeyCode::PageDown => self.window.scroll_by(page),
            KeyCode::Home => self.window.scroll_by(i32::MIN),
            KeyCode::End => self.window.scroll_by(i32::MAX),
            _ => {
                if edit(&mut self.search, key) {
                    self.window.rewind();
                }
            }
        }
        let screen = self.screen;
        self.refresh(model, screen);
        Reply::Changed
    }

    fn update(&mut self, action: Action, _model: &Model) -> Reply {
        match action {
            Action::Up => self.window.scroll_by(-1),
            Action::Down => self.window.scroll_by(1),
            Action::Quit => return Reply::Do(Intent::Act(Action::Quit)),
            _ => return Reply::Ignored,
        }
        Reply::Changed
    }

    fn click(&mut self, at: Position, _model: &Model) -> Reply {
        self.window.click(at)
    }

    fn render(&self, theme: &Theme, buffer: &mut Buffer) -> Option<Position> {
        let more = if self.window.has_more() {
            "more below   "
        } else {
            ""
        };
        let keys = format!("{more}type to search   arrows and PgUp, PgDn scroll   Esc closes");
        let inner = self.window.render("Help", &keys, theme, buffer);
        if inner.height < 3 {
            return None;
        }
        let prompt = format!("Search: {}", self.search.value());
        let shown = text::fit(&prompt, inner.width, theme.glyphs);
        buffer.set_string(inner.x, inner.y, shown, theme.text);
        let column = inner.x + text::width("Search: ") + self.search.visual_cursor() as u16;
        let last = inner.right().saturating_sub(1);
        Some(Position::new(column.min(last), inner.y))
    }
}

//! What frames every view: tabs, the two cursors and the filter above, hints or a notice below.
//!
//! ```text
//!  trafficdash   1 Overview  2 Victims  3 Groups  4 Justice  5 News  8 Sources  9 Data
//!  ‹ 2011 › calendar year                                     as known on ‹ 18 Oct 2012 ›
//! ────────────────────────────────────────────────────────────────────────────────────────
//!  ← → period   [ ] as known   s source   y cite   …   ? help   q quit
//! ```

mod line;

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use crate::figures::{AsOf, day};
use crate::tui::action::{Action, Group};
use crate::tui::ask::Progress;
use crate::tui::keymap::{Hint, Keymap};
use crate::tui::model::{Model, plural};
use crate::tui::theme::{Glyphs, Theme};
use crate::tui::view::View;
use crate::tui::view_id::VIEWS;
use crate::tui::widgets::{prose, text};

use line::{Line, Piece};

/// The smallest screen that the dashboard is laid out for.
pub const LEAST: (u16, u16) = (40, 12);

/// From this height on a rule sets the header apart.
const RULED: u16 = 20;

/// From this width on the cursors say what they are.
const WORDY: u16 = 70;

/// The name of the program, before the tabs.
const NAME: &str = " trafficdash ";

/// The frame of a screen.
pub struct Chrome<'a> {
    /// The record and the scope.
    pub model: &'a Model,
    /// The keys as they are.
    pub keymap: &'a Keymap,
    /// The view shown.
    pub view: &'a dyn View,
    /// What to tell the user instead of the hints.
    pub notice: Option<&'a str>,
    /// How far feeds are being fetched, if they are.
    pub fetching: Option<&'a Progress>,
}

/// The area that is left for the view.
pub fn body(screen: Rect) -> Rect {
    let header = if screen.height >= RULED { 3 } else { 2 };
    let margin = u16::from(screen.width >= 60);
    Rect {
        x: screen.x + margin,
        y: screen.y + header.min(screen.height),
        width: screen.width.saturating_sub(2 * margin),
        height: screen.height.saturating_sub(header + 1),
    }
}

impl Chrome<'_> {
    /// Draws everything but the view.
    pub fn render(&self, screen: Rect, buffer: &mut Buffer) {
        let theme = &self.model.theme;
        for (row, pieces) in self.lines(screen) {
            for piece in pieces {
                let room = screen.right().saturating_sub(piece.x);
                let shown = text::fit(&piece.text, room, theme.glyphs);
                text::write(buffer, (piece.x, row), room, &shown, piece.style);
            }
        }
        if screen.height >= RULED {
            let is_ascii = theme.glyphs == Glyphs::Ascii;
            let mark = if is_ascii { "-" } else { "─" };
            let rule = mark.repeat(usize::from(screen.width));
            let at = (screen.x, screen.y + 2);
            text::write(buffer, at, screen.width, &rule, theme.rule);
        }
    }

    /// What a click on the frame does.
    pub fn hit(&self, screen: Rect, at: Position) -> Option<Action> {
        let lines = self.lines(screen);
        let (_, pieces) = lines.into_iter().find(|(row, _)| *row == at.y)?;
        let hit = |piece: &Piece| {
            let width = text::width(&piece.text);
            (piece.x..piece.x + width).contains(&at.x)
        };
        pieces
            .iter()
            .rfind(|piece| hit(piece))
            .and_then(|piece| piece.action)
    }

    fn lines(&self, screen: Rect) -> Vec<(u16, Vec<Piece>)> {
        vec![
            (screen.y, self.tabs(screen)),
            (screen.y + 1, self.cursors(screen)),
            (screen.bottom().saturating_sub(1), self.footer(screen)),
        ]
    }

    /// The name and the tabs with the keys that open them: all titles where they fit, else the keys
    /// around the title of the current view.
    fn tabs(&self, screen: Rect) -> Vec<Piece> {
        let theme = &self.model.theme;
        let mut line = Line::new(screen);
        let keys = VIEWS.iter().map(|row| self.key(Action::View(row.id)));
        let keys: Vec<String> = keys.collect();
        let keys_width: u16 = keys.iter().map(|key| text::width(key)).sum();
        let all: u16 = VIEWS.iter().map(|row| text::width(row.title) + 4).sum();
        let titled = screen.width >= all + keys_width + 14;
        // On the smallest screens the tabs need the room of the name.
        let here = self.view.id().row();
        let narrow = keys_width + VIEWS.len() as u16 + text::width(here.title) + 2;
        let named = screen.width >= text::width(NAME) + narrow;
        line.push(if named { NAME } else { " " }, theme.strong, None);
        for (row, key) in VIEWS.iter().zip(keys) {
            let is_here = row.id == here.id;
            let style = if is_here { theme.accent } else { theme.quiet };
            let mark = match (is_here, theme.glyphs) {
                (false, _) => ' ',
                (true, Glyphs::Ascii) => '>',
                (true, Glyphs::Unicode | Glyphs::Octants) => '▸',
            };
            let shown = match (titled || is_here, key.is_empty()) {
                (true, false) => format!("{mark}{key} {} ", row.title),
                (true, true) => format!("{mark}{} ", row.title),
                (false, false) => format!("{mark}{key}"),
                (false, true) => continue,
            };
            line.push(&shown, style, Some(Action::View(row.id)));
        }
        line.pieces
    }

    /// The first key of an action as it is shown; empty where the user took it away.
    fn key(&self, action: Action) -> String {
        let first = self.keymap.hint(action, "");
        first.map_or_else(String::new, |hint| self.symbol(&hint.key.to_string()))
    }

    fn cursors(&self, screen: Rect) -> Vec<Piece> {
        let theme = &self.model.theme;
        let scope = &self.model.scope;
        let (open, close) = self.brackets();
        let mut line = Line::new(screen);
        line.push(" ", theme.text, None);
        let earlier = format!("{open} ");
        line.push(&earlier, theme.accent, Some(Action::PreviousPeriod));
        line.push(&self.period(screen), theme.strong, None);
        line.push(&format!(" {close}"), theme.accent, Some(Action::NextPeriod));
        if screen.width >= WORDY {
            let kind = format!("  {}", scope.period.kind().title());
            line.push(&kind, theme.quiet, Some(Action::Frequency));
        }
        let problems = self.model.problems().count();
        if problems > 0 {
            let mut shown = format!("  {problems} {}", plural(problems, "problem"));
            let key = self.key(Action::Problems);
            if !key.is_empty() {
                shown.push_str(&format!(": {key}"));
            }
            line.push(&shown, theme.warning, Some(Action::Problems));
        }
        if !scope.filter.is_empty() {
            let lead = if screen.width >= WORDY {
                "  filter: "
            } else {
                "  /"
            };
            line.push(lead, theme.quiet, Some(Action::Filter));
            line.push(&scope.filter, theme.accent, Some(Action::Filter));
        }
        self.known(&mut line, screen);
        line.pieces
    }

    /// The period, by its months alone where its days would leave no room for the as-known-on date.
    fn period(&self, screen: Rect) -> String {
        let scope = &self.model.scope;
        let whole = scope.period.to_string();
        let beside = text::width(&format!(" ‹  ›  known ‹ {} ›", scope.as_of));
        if text::width(&whole) + beside <= screen.width {
            return whole;
        }
        scope.period.compact()
    }

    /// The as-known-on date at the right end of the line, in the longest words that leave a
    /// gap before them; what is in the way is cut.
    fn known(&self, line: &mut Line, screen: Rect) {
        let theme = &self.model.theme;
        let (open, close) = self.brackets();
        let retrieved = day::written(self.model.dataset.retrieved);
        let day = self.model.scope.as_of.to_string();
        let forms = [
            match self.model.scope.as_of {
                AsOf::On(_) => ("as known on ", day.clone()),
                AsOf::Latest => ("as known on ", format!("today, record of {retrieved}")),
            },
            ("as known on ", day.clone()),
            ("known ", day.clone()),
            ("", day),
        ];
        let length = |(lead, known): &(&str, String)| text::width(lead) + text::width(known) + 5;
        let room = screen.right().saturating_sub(line.x + 2);
        let fitting = forms.iter().find(|form| length(form) <= room);
        let (lead, known) = fitting.unwrap_or(&forms[3]);
        let start = screen
            .right()
            .saturating_sub(length(&(lead, known.clone())));
        line.cut(start.saturating_sub(2), theme.glyphs);
        line.jump(start);
        line.push(lead, theme.quiet, Some(Action::Latest));
        let earlier = format!("{open} ");
        line.push(&earlier, theme.accent, Some(Action::EarlierPublication));
        line.push(known, theme.strong, None);
        let later = format!(" {close}");
        line.push(&later, theme.accent, Some(Action::LaterPublication));
    }

    fn brackets(&self) -> (&'static str, &'static str) {
        match self.model.theme.glyphs {
            Glyphs::Ascii => ("<", ">"),
            Glyphs::Unicode | Glyphs::Octants => ("‹", "›"),
        }
    }

    /// Draws the notice over the view, on as many of these last rows of the screen as it takes.
    pub fn render_notice(&self, screen: Rect, rows: u16, buffer: &mut Buffer) {
        let Some(notice) = self.notice else {
            return;
        };
        let height = rows.min(screen.height);
        let y = screen.bottom() - height;
        let area = Rect {
            y,
            height,
            ..screen
        };
        let theme = &self.model.theme;
        prose::write_over(area, 1, (notice, theme.accent), theme, buffer);
    }

    /// How far fetching is, and as many hints as fit with help and quit always among them; nothing
    /// where a notice stands.
    fn footer(&self, screen: Rect) -> Vec<Piece> {
        let theme = &self.model.theme;
        let mut line = Line::new(screen);
        line.push(" ", theme.text, None);
        if self.notice.is_some() {
            return line.pieces;
        }
        let hints = self.hints(screen);
        let width =
            |hint: &(String, String, Action)| text::width(&hint.0) + text::width(&hint.1) + 4;
        let closing =
            |hint: &&(String, String, Action)| matches!(hint.2, Action::Help | Action::Quit);
        let kept: u16 = hints.iter().filter(closing).map(width).sum();
        let mut room = (screen.width + 2).saturating_sub(kept);
        if let Some(progress) = self.fetching {
            let shown = fetching(progress, room);
            room = room.saturating_sub(text::width(&shown));
            line.push(&shown, theme.accent, Some(Action::Back));
        }
        for hint in &hints {
            if !closing(&hint) {
                let Some(left) = room.checked_sub(width(hint)) else {
                    continue;
                };
                room = left;
            }
            let (keys, word, action) = hint;
            line.push(keys, theme.accent, Some(*action));
            line.push(&format!(" {word}"), theme.quiet, Some(*action));
            line.jump(line.x + 3);
        }
        line.pieces
    }

    /// Keys, word and action of each hint; neighbours with one word share it.
    fn hints(&self, screen: Rect) -> Vec<(String, String, Action)> {
        let mut hints: Vec<(String, String, Action)> = Vec::new();
        // Where the view does not say otherwise, time first: it is what moves everything, and what
        // a narrow footer must keep. What only this view knows comes before what all do.
        let foremost = self.view.foremost().iter();
        let mut first: Vec<Hint> = foremost
            .filter_map(|(action, word)| self.keymap.hint(*action, word))
            .collect();
        let is_first = |action| first.iter().any(|hint| hint.action == action);
        let mut others = self.keymap.hints().to_vec();
        others.retain(|hint| self.view.offers(hint.action) && !is_first(hint.action));
        others.sort_by_key(|hint| match hint.action.row().group {
            Group::Time => 0,
            Group::Views | Group::Move => 1,
            Group::News => 2,
            _ => 3,
        });
        first.extend(others);
        for hint in first {
            let key = self.symbol(&hint.key.to_string());
            match hints.last_mut() {
                Some((keys, word, _)) if *word == hint.word => {
                    keys.push(' ');
                    keys.push_str(&key);
                }
                _ => hints.push((key, hint.word.to_owned(), hint.action)),
            }
        }
        let (pane, panes) = self.view.position();
        hints.retain(|hint| hint.2 != Action::NextPane || panes > 1);
        if let Some((_, word, _)) = hints.iter_mut().find(|hint| hint.2 == Action::NextPane) {
            let lead = if screen.width < WORDY { "" } else { "pane " };
            *word = format!("{lead}{pane}/{panes}");
        }
        hints
    }

    fn symbol(&self, key: &str) -> String {
        let arrows = [("left", "←"), ("right", "→"), ("up", "↑"), ("down", "↓")];
        let unicode = self.model.theme.glyphs != Glyphs::Ascii;
        let arrow = arrows.iter().find(|(name, _)| unicode && *name == key);
        arrow.map_or(key, |(_, sign)| sign).to_owned()
    }
}

/// How far fetching is, in the most words that fit.
fn fetching(progress: &Progress, room: u16) -> String {
    let Progress { done, of, host } = progress;
    let asking = if host.is_empty() {
        String::new()
    } else {
        format!(", asking {host}")
    };
    let forms = [
        format!("fetching: {done} of {of} feeds done{asking}; Esc stops   "),
        format!("fetching: {done} of {of} feeds done; Esc stops   "),
    ];
    let short = format!("fetching {done}/{of}, Esc stops  ");
    let mut fitting = forms.into_iter();
    let fitting = fitting.find(|form| text::width(form) + 20 <= room);
    let short = Some(short).filter(|short| text::width(short) <= room);
    fitting
        .or(short)
        .unwrap_or(format!("{done}/{of}, Esc stops  "))
}

/// Says how large the screen would have to be.
pub fn too_small(screen: Rect, keymap: &Keymap, theme: &Theme, buffer: &mut Buffer) {
    let (width, height) = LEAST;
    // ctrl-c is always among them.
    let quit = keymap
        .keys_of(Action::Quit)
        .first()
        .map(ToString::to_string);
    let lines = [
        format!("needs {width} x {height}"),
        format!("has {} x {}", screen.width, screen.height),
        format!("{} quits", quit.unwrap_or_default()),
    ];
    for (row, line) in (screen.y..screen.bottom()).zip(&lines) {
        let shown = text::fit(line, screen.width, theme.glyphs);
        buffer.set_string(screen.x, row, shown, theme.text);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn how_far_fetching_is_leaves_room_for_help_and_quit_on_the_smallest_screen() {
        // What the 40 columns of the smallest screen leave.
        let room = LEAST.0 - 20;
        for (done, of) in [(0, 5), (120, 300)] {
            let host = "news.example".to_owned();
            let shown = fetching(&Progress { done, of, host }, room);
            assert!(text::width(&shown) <= room, "{shown:?}");
            assert!(shown.contains(&format!("{done}/{of}, Esc stops")));
        }
    }
}

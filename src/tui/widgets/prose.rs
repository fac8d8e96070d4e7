//! Text to read, wrapped between words.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::widgets::Widget;

use crate::present::{Paragraph, Tone};
use crate::tui::theme::Theme;

use super::keyboard::Keyboard;
use super::pen::Pen;
use super::text;

/// Paragraphs from a line on.
#[derive(Clone, Copy, Debug)]
pub struct Prose<'a> {
    /// The paragraphs.
    pub text: &'a [Paragraph],
    /// The lines that are scrolled away above.
    pub scroll: u16,
    /// The paragraph under the cursor.
    pub selected: Option<usize>,
    /// Where the keyboard is.
    pub keyboard: Keyboard,
    /// The styles.
    pub theme: &'a Theme,
}

impl<'a> Prose<'a> {
    /// A text from a line on that has neither the keyboard nor a cursor.
    pub fn still(text: &'a [Paragraph], scroll: u16, theme: &'a Theme) -> Self {
        Self {
            text,
            scroll,
            selected: None,
            keyboard: Keyboard::Elsewhere,
            theme,
        }
    }
}

/// The lines that the text takes on `width` columns.
pub fn height(text: &[Paragraph], width: u16) -> u16 {
    lines(text, width).len().min(usize::from(u16::MAX)) as u16
}

/// The first line of a paragraph on `width` columns, and how many it takes; to scroll to it.
pub fn place(text: &[Paragraph], width: u16, paragraph: usize) -> Option<(u16, u16)> {
    let lines = lines(text, width);
    let of = |line: &Option<(usize, &str)>| line.is_some_and(|(index, _)| index == paragraph);
    let first = lines.iter().position(of)?;
    let count = lines.iter().filter(|line| of(line)).count();
    Some((u16::try_from(first).ok()?, count as u16))
}

/// The paragraphs that are seen on `width` columns below so many lines on so many rows.
pub fn seen(text: &[Paragraph], width: u16, (scroll, rows): (u16, u16)) -> Vec<usize> {
    let lines = lines(text, width).into_iter().skip(usize::from(scroll));
    let of = lines.take(usize::from(rows)).flatten().map(|(at, _)| at);
    let mut seen: Vec<usize> = of.collect();
    seen.dedup();
    seen
}

/// The first line of a paragraph on `width` columns, and how many it takes with those after it
/// that explain it.
pub fn passage(text: &[Paragraph], width: u16, paragraph: usize) -> Option<(u16, u16)> {
    let (top, rows) = place(text, width, paragraph)?;
    let after = text.get(paragraph + 1..).unwrap_or_default().iter();
    let explains = |one: &&Paragraph| one.tone == Tone::Quiet && one.figure.is_none();
    let more = after.take_while(explains);
    let more: usize = more.map(|one| wrap(&one.text, width).len()).sum();
    Some((top, rows.saturating_add(more as u16)))
}

/// The paragraph of each line and its part of the text; `None` is a blank line.
fn lines(text: &[Paragraph], width: u16) -> Vec<Option<(usize, &str)>> {
    let mut lines = Vec::new();
    if width == 0 {
        return lines;
    }
    for (index, paragraph) in text.iter().enumerate() {
        if paragraph.tone == Tone::Heading && index > 0 {
            lines.push(None);
        }
        let parts = wrap(&paragraph.text, width).into_iter();
        lines.extend(parts.map(|part| Some((index, part))));
    }
    lines
}

/// Splits a text between words into lines of at most `width` cells; a longer word is split
/// between characters. An empty text is one empty line.
pub fn wrap(text: &str, width: u16) -> Vec<&str> {
    let mut lines = Vec::new();
    let mut rest = text.trim();
    while text::width(rest) > width {
        let (head, _) = text::split(rest, width);
        let head = if head.is_empty() {
            first_char(rest)
        } else {
            head
        };
        let breaks_here = rest[head.len()..].starts_with(' ');
        let end = if breaks_here {
            head.len()
        } else {
            head.rfind(' ').filter(|at| *at > 0).unwrap_or(head.len())
        };
        lines.push(rest[..end].trim_end());
        rest = rest[end..].trim_start();
    }
    if !rest.is_empty() || lines.is_empty() {
        lines.push(rest);
    }
    lines
}

/// Writes a text on the rows of an area, the last one cut where there is more.
pub fn write_within(area: Rect, text: &str, style: Style, theme: &Theme, buffer: &mut Buffer) {
    let lines = wrap(text, area.width);
    let last = usize::from(area.height).saturating_sub(1);
    for (at, (line, row)) in lines.iter().zip(area.rows()).enumerate() {
        let mut shown = (*line).to_owned();
        if at == last && lines.len() > last + 1 {
            shown.push_str(&format!(" {}", lines[last + 1]));
        }
        write(row, &shown, style, theme, buffer);
    }
}

/// Writes a line on the first row of an area, cut where it is too long.
pub fn write(area: Rect, line: &str, style: Style, theme: &Theme, buffer: &mut Buffer) {
    if area.height > 0 {
        let shown = text::fit(line, area.width, theme.glyphs);
        text::write(buffer, (area.x, area.y), area.width, &shown, style);
    }
}

/// Writes a text, a margin from the left, on as many of the last rows of an area as it takes, over
/// whatever stands there.
pub fn write_over(
    area: Rect,
    margin: u16,
    (text, style): (&str, Style),
    theme: &Theme,
    buffer: &mut Buffer,
) {
    let width = area.width.saturating_sub(margin);
    let height = area.height.min(wrap(text, width).len() as u16);
    let y = area.bottom() - height;
    let spaces = " ".repeat(usize::from(area.width));
    for row in y..area.bottom() {
        buffer.set_string(area.x, row, &spaces, theme.screen);
    }
    let x = area.x + margin;
    let rows = Rect::new(x, y, width, height);
    write_within(rows, text, style, theme, buffer);
}

/// The first character, even if it is wider than the line, so that wrapping goes on.
fn first_char(text: &str) -> &str {
    let end = text.chars().next().map_or(0, char::len_utf8);
    &text[..end]
}

impl Prose<'_> {
    fn style(&self, index: usize) -> Style {
        let style = match self.text[index].tone {
            Tone::Heading => self.theme.strong,
            Tone::Body => self.theme.text,
            Tone::Quiet => self.theme.quiet,
            Tone::Warning => self.theme.warning,
        };
        if self.selected == Some(index) {
            style.patch(self.keyboard.cursor_style(self.theme))
        } else {
            style
        }
    }
}

impl Widget for Prose<'_> {
    fn render(self, area: Rect, buffer: &mut Buffer) {
        let mut pen = Pen::new(area, buffer);
        let lines = lines(self.text, pen.width());
        let shown = lines.into_iter().skip(self.scroll.into());
        for (y, line) in (0..pen.height()).zip(shown) {
            if let Some((index, part)) = line {
                pen.text(0, y, part, self.style(index));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tui::widgets::testing::picture;

    fn text() -> Vec<Paragraph> {
        vec![
            Paragraph::new(Tone::Body, "Not confirmed victims, not crimes."),
            Paragraph::new(Tone::Heading, "Sources"),
            Paragraph::new(Tone::Quiet, "人身取引の被害者"),
        ]
    }

    #[test]
    fn text_is_wrapped_between_words_and_headings_have_space() {
        let (text, theme) = (text(), Theme::default());
        let prose = Prose {
            text: &text,
            scroll: 0,
            selected: None,
            keyboard: Keyboard::Elsewhere,
            theme: &theme,
        };
        assert_eq!(
            picture(prose, 15, 7),
            [
                "Not confirmed",
                "victims, not",
                "crimes.",
                "",
                "Sources",
                "人身取引の被害",
                "者"
            ]
        );
        assert_eq!(height(&text, 15), 7);
        assert_eq!(height(&text, 0), 0);
        assert_eq!(place(&text, 15, 1), Some((4, 1)));
        assert_eq!(picture(Prose { scroll: 4, ..prose }, 15, 1), ["Sources"]);
    }

    #[test]
    fn a_word_longer_than_the_line_is_split() {
        assert_eq!(
            wrap("https://example.org/a b", 8),
            ["https://", "example.", "org/a b"]
        );
        assert_eq!(wrap("", 8), [""]);
    }
}

//! Widths of text in terminal cells, and text cut to a width without splitting a character.

use std::borrow::Cow;

use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

use crate::tui::theme::Glyphs;

/// The cells that a text takes.
pub fn width(text: &str) -> u16 {
    let cells = if text.is_ascii() {
        text.len()
    } else {
        text.graphemes(true).map(UnicodeWidthStr::width).sum()
    };
    cells.min(usize::from(u16::MAX)) as u16
}

/// The text if it fits in `room` cells, else its beginning with an ellipsis.
pub fn fit(text: &str, room: u16, glyphs: Glyphs) -> Cow<'_, str> {
    if width(text) <= room {
        return Cow::Borrowed(text);
    }
    let (sign, sign_width) = match glyphs {
        Glyphs::Ascii => ("...", 3),
        Glyphs::Unicode | Glyphs::Octants => ("…", 1),
    };
    if room < sign_width {
        return Cow::Borrowed(&sign[..usize::from(room)]);
    }
    let (head, _) = split(text, room - sign_width);
    Cow::Owned(format!("{}{sign}", head.trim_end()))
}

/// A source line in `room` cells: its title is cut first, then its publisher, its date and
/// standing last.
pub fn fit_source(text: &str, room: u16, glyphs: Glyphs) -> Cow<'_, str> {
    if width(text) <= room {
        return Cow::Borrowed(text);
    }
    for before in [" from ", ", "] {
        let Some(at) = text.rfind(before) else {
            continue;
        };
        let (head, tail) = text.split_at(at);
        if width(tail) + 6 <= room {
            let head = fit(head, room - width(tail), glyphs);
            return Cow::Owned(format!("{head}{tail}"));
        }
    }
    fit(text, room, glyphs)
}

/// The longest beginning of a text that fits in `room` cells, and the rest.
pub fn split(text: &str, room: u16) -> (&str, &str) {
    let mut taken = 0_u16;
    for (at, grapheme) in text.grapheme_indices(true) {
        taken = taken.saturating_add(width(grapheme));
        if taken > room {
            return text.split_at(at);
        }
    }
    (text, "")
}

/// Two texts with a space between, or the one that is not empty.
pub fn join<'a>(first: &'a str, second: &'a str) -> Cow<'a, str> {
    match (first.is_empty(), second.is_empty()) {
        (_, true) => Cow::Borrowed(first),
        (true, _) => Cow::Borrowed(second),
        _ => Cow::Owned(format!("{first} {second}")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_cut_to_its_cells_with_an_ellipsis() {
        assert_eq!(fit("Greater London", 20, Glyphs::Unicode), "Greater London");
        assert_eq!(fit("Greater London", 9, Glyphs::Unicode), "Greater…");
        assert_eq!(fit("Greater London", 9, Glyphs::Ascii), "Greate...");
        assert_eq!(fit("Greater London", 2, Glyphs::Ascii), "..");
        assert_eq!(fit("Greater London", 0, Glyphs::Unicode), "");
    }

    #[test]
    fn wide_and_combined_characters_are_kept_whole() {
        assert_eq!(width("人身取引"), 8);
        assert_eq!(fit("人身取引", 6, Glyphs::Unicode), "人身…");
        assert_eq!(fit("e\u{301}te\u{301}s", 2, Glyphs::Unicode), "e\u{301}…");
    }
}

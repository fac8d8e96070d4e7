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

/// A source line in `room` cells: its title is cut first, then its publisher, which goes where
/// its date and standing need all the room.
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
    let dated = text.rsplit_once(", ").map(|(_, date)| date);
    match dated.filter(|date| width(date) <= room) {
        Some(date) => Cow::Borrowed(date),
        None => fit(text, room, glyphs),
    }
}

/// A title in `room` cells: what stands after its last comma, a period, stays whole as long as
/// it leaves room for as much again.
pub fn fit_title(text: &str, room: u16, glyphs: Glyphs) -> Cow<'_, str> {
    match text.rfind(", ").map(|at| text.split_at(at)) {
        Some((head, period)) if width(text) > room && 2 * width(period) <= room => {
            let head = fit(head, room - width(period), glyphs);
            Cow::Owned(format!("{head}{period}"))
        }
        _ => fit(text, room, glyphs),
    }
}

/// A remark in `room` cells: an aside at its end goes whole before a word is cut.
pub fn fit_remark(text: &str, room: u16, glyphs: Glyphs) -> Cow<'_, str> {
    let asides = [" (", "; ", ", "].into_iter();
    let heads = asides.filter_map(|before| Some(&text[..text.rfind(before)?]));
    let fitting = heads.filter(|head| width(head) <= room);
    let shorter = fitting.max_by_key(|head| width(head));
    match shorter {
        Some(head) if width(text) > room => Cow::Borrowed(head),
        _ => fit(text, room, glyphs),
    }
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
    fn a_title_keeps_its_period_and_a_remark_loses_its_aside() {
        let title = "Final decisions that are positive, Q4 2025";
        let kept = fit_title(title, 30, Glyphs::Unicode);
        assert_eq!(kept, "Final decisions that…, Q4 2025");
        assert_eq!(fit_title(title, 15, Glyphs::Unicode), "Final decision…");
        assert_eq!(fit_title(title, 42, Glyphs::Unicode), title);
        let remark = "22% more than in 2024 (19,125)";
        let cut = |room| fit_remark(remark, room, Glyphs::Unicode);
        assert_eq!(cut(30), remark);
        assert_eq!(cut(24), "22% more than in 2024");
        assert_eq!(cut(12), "22% more th…");
    }

    #[test]
    fn of_a_source_line_the_date_and_the_standing_stay() {
        let line = "News article, publisher not stated, 18 Oct 2012 (press)";
        let cut = |room| fit_source(line, room, Glyphs::Unicode);
        assert_eq!(cut(55), line);
        assert_eq!(cut(28), "News a…, 18 Oct 2012 (press)");
        assert_eq!(cut(24), "18 Oct 2012 (press)");
        assert_eq!(cut(12), "News articl…");
    }

    #[test]
    fn wide_and_combined_characters_are_kept_whole() {
        assert_eq!(width("人身取引"), 8);
        assert_eq!(fit("人身取引", 6, Glyphs::Unicode), "人身…");
        assert_eq!(fit("e\u{301}te\u{301}s", 2, Glyphs::Unicode), "e\u{301}…");
    }
}

//! Widths of text in terminal cells, text cut to a width without splitting a character, and text
//! written into cells.

use std::borrow::Cow;

use ratatui::buffer::Buffer;
use ratatui::style::Style;
use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

use crate::tui::theme::Glyphs;

/// The cells that a text takes.
pub fn width(text: &str) -> u16 {
    let cells: usize = pieces(text).map(Piece::width).sum();
    cells.min(usize::from(u16::MAX)) as u16
}

/// A part of a text.
#[derive(Clone, Copy)]
enum Piece<'a> {
    /// Letters of one byte and one cell each.
    Plain(&'a str),
    /// A sign of one cell that has no marks.
    Sign(&'a str),
    /// One letter of any other kind, with its marks.
    Letter(&'a str),
}

impl Piece<'_> {
    fn width(self) -> usize {
        match self {
            Self::Plain(text) => text.len(),
            Self::Sign(_) => 1,
            Self::Letter(letter) => UnicodeWidthStr::width(letter),
        }
    }
}

/// Whether a character is one of the signs of charts or of print that are one cell wide and begin
/// and end a letter beside each other and beside ASCII.
fn is_sign(one: char) -> bool {
    matches!(one,
        '\u{2500}'..='\u{25fc}' | '\u{2190}'..='\u{2193}'
        | '–' | '—' | '‘' | '’' | '“' | '”' | '…' | '‹' | '›' | '·' | '£')
}

/// The parts of a text. Most text is plain, and what is need not be searched for marks: between
/// two letters of ASCII there is always a boundary, and so is beside most signs.
fn pieces(mut text: &str) -> impl Iterator<Item = Piece<'_>> {
    std::iter::from_fn(move || {
        let ascii = text.bytes().take_while(u8::is_ascii).count();
        let mut after = text[ascii..].chars();
        let next = after.next();
        // What follows the last one may be a mark on it.
        let plain = if next.is_none_or(is_sign) {
            ascii
        } else {
            ascii.saturating_sub(1)
        };
        let piece = if plain > 0 {
            Piece::Plain(&text[..plain])
        } else if next.is_some_and(is_sign)
            && after
                .next()
                .is_none_or(|one| one.is_ascii() || is_sign(one))
        {
            Piece::Sign(&text[..next?.len_utf8()])
        } else {
            Piece::Letter(text.graphemes(true).next()?)
        };
        let (Piece::Plain(part) | Piece::Sign(part) | Piece::Letter(part)) = piece;
        text = &text[part.len()..];
        Some(piece)
    })
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
    let (head, rest) = split(text, room - sign_width);
    let head = without_part_of_number(head, rest).trim_end();
    Cow::Owned(format!("{head}{sign}"))
}

/// The beginning of a text without the number that was cut at its end: `3` of 353 would be read as
/// another number.
fn without_part_of_number<'t>(head: &'t str, rest: &str) -> &'t str {
    let points = [',', '.'];
    let goes_on = |one: char| one.is_ascii_digit();
    let before = head.trim_end_matches(points);
    if before.ends_with(goes_on) && rest.trim_start_matches(points).starts_with(goes_on) {
        head.trim_end_matches(|one: char| one.is_ascii_digit() || points.contains(&one))
    } else {
        head
    }
}

/// Keys that are apart by three blanks in `room` cells: of what does not fit, those before the
/// last go whole, the last of them first, and at the end all.
pub fn fit_keys(keys: &str, room: u16) -> String {
    let mut parts: Vec<&str> = keys.split("   ").collect();
    while width(&parts.join("   ")) > room {
        let last_but_one = parts.len().saturating_sub(2);
        parts.remove(last_but_one);
    }
    parts.join("   ")
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
    let (mut at, mut left) = (0, usize::from(room));
    for piece in pieces(text) {
        match piece {
            Piece::Plain(part) if part.len() > left => return text.split_at(at + left),
            Piece::Sign(_) | Piece::Letter(_) if piece.width() > left => return text.split_at(at),
            Piece::Plain(part) | Piece::Sign(part) | Piece::Letter(part) => at += part.len(),
        }
        left -= piece.width();
    }
    (text, "")
}

/// Writes a text on one row of a buffer, cut where `room` cells or the row end, and returns the
/// column after it: what [`Buffer::set_stringn`] does, without its search for marks in what has
/// none.
pub fn write(buffer: &mut Buffer, (x, y): (u16, u16), room: u16, text: &str, style: Style) -> u16 {
    let end = x.saturating_add(room).min(buffer.area.right());
    let mut column = x;
    for piece in pieces(text) {
        match piece {
            Piece::Letter(letter) => {
                let room = usize::from(end.saturating_sub(column));
                let (next, _) = buffer.set_stringn(column, y, letter, room, style);
                let is_drawn = piece.width() > 0 && !letter.contains(char::is_control);
                if next == column && is_drawn {
                    break;
                }
                column = next;
            }
            Piece::Sign(sign) => {
                if column >= end {
                    return column;
                }
                buffer[(column, y)].set_symbol(sign).set_style(style);
                column += 1;
            }
            Piece::Plain(part) => {
                if column >= end {
                    return column;
                }
                let first = buffer.index_of(column, y);
                let cells = &mut buffer.content[first..first + usize::from(end - column)];
                let visible = |at: &usize| !part.as_bytes()[*at].is_ascii_control();
                for (at, cell) in (0..part.len()).filter(visible).zip(cells) {
                    cell.set_symbol(&part[at..=at]).set_style(style);
                    column += 1;
                }
            }
        }
    }
    column
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
    use ratatui::buffer::Cell;

    use super::*;

    #[test]
    fn keys_that_do_not_fit_go_whole_and_the_last_goes_last() {
        let keys = "Enter opens   y cite   Esc closes";
        for (room, left) in [
            (33, keys),
            (32, "Enter opens   Esc closes"),
            (23, "Esc closes"),
            (9, ""),
            (0, ""),
        ] {
            assert_eq!(fit_keys(keys, room), left, "{room}");
        }
    }

    #[test]
    fn a_text_is_cut_to_its_cells_with_an_ellipsis() {
        assert_eq!(fit("Greater London", 20, Glyphs::Unicode), "Greater London");
        assert_eq!(fit("Greater London", 9, Glyphs::Unicode), "Greater…");
        assert_eq!(fit("Greater London", 9, Glyphs::Ascii), "Greate...");
        assert_eq!(fit("Greater London", 2, Glyphs::Ascii), "..");
        assert_eq!(fit("Greater London", 0, Glyphs::Unicode), "");
    }

    #[test]
    fn a_number_is_never_cut_into_another_number() {
        let text = "454 prosecuted and 1,353 convicted in 2025";
        let cut = |room| fit(text, room, Glyphs::Unicode);
        for room in 20..25 {
            assert_eq!(cut(room), "454 prosecuted and…", "{room}");
        }
        assert_eq!(cut(25), "454 prosecuted and 1,353…");
        assert_eq!(cut(41), "454 prosecuted and 1,353 convicted in…");
        assert_eq!(fit("23,411", 4, Glyphs::Unicode), "…");
        assert_eq!(fit("in 2025, 2026", 9, Glyphs::Unicode), "in 2025,…");
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
    fn text_is_written_as_ratatui_would() {
        let bold = Style::new().bold();
        let texts = [
            "Greater London",
            "e\u{301}te\u{301}s – ‘92’",
            "人身取引 of 2011",
            "a\u{7}b\tc\u{7}\u{301}d\r\ne",
            "👩\u{200d}👧 ☎\u{fe0f} 🇬🇧",
            "x\u{200b}y",
            "12 ▇█▌│\u{301} £5–7 ›\u{301}…·é",
            "─────────",
            "",
        ];
        for (text, room) in texts
            .iter()
            .flat_map(|text| (0..20).map(move |room| (text, room)))
        {
            for x in [0, 3, 14] {
                let area = ratatui::layout::Rect::new(0, 0, 15, 2);
                let (mut own, mut other) =
                    (Buffer::filled(area, Cell::new("#")), Buffer::empty(area));
                other.clone_from(&own);
                let end = write(&mut own, (x, 1), room, text, bold);
                let (expected, _) = other.set_stringn(x, 1, text, room.into(), bold);
                assert_eq!(
                    (end, &own),
                    (expected, &other),
                    "{text:?} in {room} from {x}"
                );
            }
        }
    }

    #[test]
    fn wide_and_combined_characters_are_kept_whole() {
        assert_eq!(width("人身取引"), 8);
        assert_eq!(fit("人身取引", 6, Glyphs::Unicode), "人身…");
        assert_eq!(fit("e\u{301}te\u{301}s", 2, Glyphs::Unicode), "e\u{301}…");
    }
}

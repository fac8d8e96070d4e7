//! Text from outside, cleaned where it enters: no control, bidirectional or invisible
//! character of a file, feed or command line reaches a screen, a log or an export.

use std::borrow::Cow;

use unicode_width::UnicodeWidthChar;

/// Marks on one base: more than any script stacks, and few enough to stay within a cell.
const MOST_MARKS: usize = 4;

/// The text on one line, with everything that could steer a terminal or reorder a line made
/// visible (`·`) or taken out; line breaks and tabs become spaces; of the marks that pile up
/// on a base four stay. Borrowed when already clean.
pub fn line(text: &str) -> Cow<'_, str> {
    if text.bytes().all(|byte| (0x20..0x7f).contains(&byte)) {
        return Cow::Borrowed(text);
    }
    let mut fits = few_marks();
    if text.chars().all(|one| is_plain(one) && fits(one)) {
        return Cow::Borrowed(text);
    }
    let mut fits = few_marks();
    let cleaned = visible(text).filter(|one| fits(*one)).collect();
    Cow::Owned(cleaned)
}

/// Says of each character of a text, in order, whether it is not one mark too many.
fn few_marks() -> impl FnMut(char) -> bool {
    let mut pile = 0;
    move |one| {
        pile = if is_mark(one) { pile + 1 } else { 0 };
        pile <= MOST_MARKS
    }
}

fn visible(text: &str) -> impl Iterator<Item = char> {
    text.chars().filter_map(|one| match one {
        '\n' | '\t' | '\u{2028}' | '\u{2029}' => Some(' '),
        one if is_invisible(one) || one == '\r' => None,
        one if is_plain(one) => Some(one),
        _ => Some('·'),
    })
}

/// Takes no place of its own: a mark on the letter before it.
fn is_mark(one: char) -> bool {
    !one.is_ascii() && one.width() == Some(0)
}

fn is_plain(one: char) -> bool {
    let noncharacter =
        matches!(u32::from(one), 0xFDD0..=0xFDEF) || u32::from(one) & 0xFFFE == 0xFFFE;
    let separator = matches!(one, '\u{2028}' | '\u{2029}');
    !one.is_control() && !is_invisible(one) && !noncharacter && !separator
}

/// Format characters: zero width, bidirectional marks, overrides and isolates, the soft
/// hyphen, fillers, interlinear marks and tags. (A joined emoji falls apart into its parts.)
fn is_invisible(one: char) -> bool {
    matches!(
        u32::from(one),
        0x00AD | 0x034F | 0x061C | 0x180B..=0x180F | 0x200B..=0x200F | 0x202A..=0x202E
            | 0x2060..=0x206F | 0x3164 | 0xFEFF | 0xFFA0 | 0xFFF9..=0xFFFB | 0xE0000..=0xE0FFF
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plain_text_of_any_script_is_left_alone() {
        for text in [
            "946 people",
            "Ngô Thị",
            "Ελλάδα",
            "£1,500 – “quoted”",
            "数字",
        ] {
            assert!(
                matches!(line(text), Cow::Borrowed(same) if same == text),
                "{text}"
            );
        }
    }

    #[test]
    fn escape_sequences_lose_their_power() {
        assert_eq!(line("a\u{1b}[2Jb\u{9b}31m\u{7}"), "a·[2Jb·31m·");
        assert_eq!(line("two\r\nlines\tand"), "two lines and");
    }

    #[test]
    fn nothing_reorders_or_hides_text() {
        assert_eq!(
            line("GOV.\u{200b}UK \u{202e}946\u{202c}\u{feff}"),
            "GOV.UK 946"
        );
        assert_eq!(line("9\u{34f}4\u{3164}6\u{e0141}"), "946");
        assert_eq!(line("a\u{fdd0}b\u{1ffff}c\u{2028}d"), "a·b·c d");
    }

    #[test]
    fn marks_do_not_pile_up_on_a_letter() {
        let pile = format!("a{}b\u{301}", "\u{301}".repeat(2000));
        assert_eq!(line(&pile), "a\u{301}\u{301}\u{301}\u{301}b\u{301}");
        let four = "a\u{301}\u{302}\u{303}\u{304}";
        assert!(matches!(line(four), Cow::Borrowed(_)));
    }
}

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

/// The text with its lines, where everything that [`line()`] would change is spelled out
/// (`\u{1b}`): for a message about a fault, which has to say what was there.
pub fn escaped(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    let mut fits = few_marks();
    for one in text.chars() {
        if one == '\n' || is_plain(one) && fits(one) {
            safe.push(one);
        } else {
            safe.extend(one.escape_unicode());
        }
    }
    safe
}

/// Whether a character is one to be seen: none that steers a terminal, reorders or breaks a
/// line, or hides.
pub fn is_plain(one: char) -> bool {
    // Most of what is drawn: letters of ASCII, and the lines, blocks and shapes of charts.
    if matches!(one, ' '..='~' | '\u{2500}'..='\u{25ff}') {
        return true;
    }
    let noncharacter =
        matches!(u32::from(one), 0xFDD0..=0xFDEF) || u32::from(one) & 0xFFFE == 0xFFFE;
    let separator = matches!(one, '\u{2028}' | '\u{2029}');
    !one.is_control() && !is_invisible(one) && !noncharacter && !separator
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

/// What takes no place and is not seen: zero width, bidirectional marks, overrides and isolates,
/// the soft hyphen, fillers, joiners, interlinear marks, tags, controls of shorthand, music and
/// hieroglyphs (Unicode: `Default_Ignorable_Code_Point` and the like). Selectors of variants and
/// tones of skin, too: terminals do not agree how wide a sign is with one of them. (So a joined
/// emoji falls apart into its parts.)
fn is_invisible(one: char) -> bool {
    matches!(
        u32::from(one),
        0x00AD | 0x034F | 0x061C | 0x115F | 0x1160 | 0x17B4 | 0x17B5 | 0x180B..=0x180F
            | 0x200B..=0x200F | 0x202A..=0x202E | 0x2060..=0x206F | 0x3164 | 0xFE00..=0xFE0F
            | 0xFEFF | 0xFFA0 | 0xFFF0..=0xFFFB | 0x13430..=0x1343F | 0x1BCA0..=0x1BCA3
            | 0x1D173..=0x1D17A | 0x1F3FB..=0x1F3FF | 0xE0000..=0xE0FFF
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
            assert_eq!(escaped(text), text);
        }
    }

    #[test]
    fn a_message_about_a_fault_says_what_was_there_and_keeps_its_lines() {
        assert_eq!(
            escaped("a\u{1b}]52;c;eA==\u{7}\nb\u{9b}c\u{202e}é"),
            "a\\u{1b}]52;c;eA==\\u{7}\nb\\u{9b}c\\u{202e}é"
        );
        let pile = format!("a{}", "\u{301}".repeat(6));
        assert!(escaped(&pile).ends_with("\u{301}\\u{301}\\u{301}"));
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
        assert_eq!(line("👍\u{1f3fd} ❤\u{fe0f} 👩\u{200d}👧"), "👍 ❤ 👩👧");
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

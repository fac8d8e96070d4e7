//! Text from outside, cleaned where it enters: no control, bidirectional or invisible
//! character of a file, feed or command line reaches a screen, a log or an export.

use std::borrow::Cow;

/// The text on one line, with everything that could steer a terminal or reorder a line made
/// visible (`·`) or taken out; line breaks and tabs become spaces. Borrowed when already clean.
pub fn line(text: &str) -> Cow<'_, str> {
    if text.bytes().all(|byte| (0x20..0x7f).contains(&byte)) || text.chars().all(is_plain) {
        return Cow::Borrowed(text);
    }
    let cleaned = text.chars().filter_map(|one| match one {
        '\n' | '\t' | '\u{2028}' | '\u{2029}' => Some(' '),
        one if is_invisible(one) || one == '\r' => None,
        one if is_plain(one) => Some(one),
        _ => Some('·'),
    });
    Cow::Owned(cleaned.collect())
}

fn is_plain(one: char) -> bool {
    let noncharacter =
        matches!(u32::from(one), 0xFDD0..=0xFDEF) || u32::from(one) & 0xFFFE == 0xFFFE;
    let separator = matches!(one, '\u{2028}' | '\u{2029}');
    !one.is_control() && !is_invisible(one) && !noncharacter && !separator
}

/// Format characters: zero width, bidirectional marks, overrides and isolates, the soft
/// hyphen, interlinear marks and tags. (A joined emoji falls apart into its parts.)
fn is_invisible(one: char) -> bool {
    matches!(
        u32::from(one),
        0x00AD | 0x061C | 0x180E | 0x200B..=0x200F | 0x202A..=0x202E | 0x2060..=0x206F | 0xFEFF
            | 0xFFF9..=0xFFFB | 0xE0000..=0xE007F
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
        assert_eq!(line("a\u{fdd0}b\u{1ffff}c\u{2028}d"), "a·b·c d");
    }
}

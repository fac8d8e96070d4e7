//! What may stand on the wire: text that is seen, and the few sequences that the program means to
//! send. Everything else is named with what stands around it.

use unicode_width::UnicodeWidthChar as _;

/// What a stream of bytes is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wire {
    /// The dashboard: a screen of cells.
    Screen,
    /// Text with colours, line by line.
    Coloured,
    /// Text in lines.
    Lines,
}

/// The modes that the dashboard sets and resets: mouse, pasted text, whole frames, the second
/// screen, the cursor.
const MODES: [&str; 9] = [
    "1000", "1002", "1003", "1015", "1006", "2004", "2026", "1049", "25",
];

/// Everything in some bytes that is not to be there, at most a few.
pub fn strays(bytes: &[u8], wire: Wire) -> Vec<String> {
    let text = match std::str::from_utf8(bytes) {
        Ok(text) => text,
        Err(error) => return vec![format!("no text: {error}")],
    };
    let mut strays = Vec::new();
    let mut marks = 0;
    let mut rest = text;
    while let Some(one) = rest.chars().next() {
        let from = text.len() - rest.len();
        let length = match one {
            '\x1b' if wire != Wire::Lines => sequence(rest, wire),
            '\n' if wire != Wire::Screen => Some(1),
            '\r' if wire == Wire::Lines && rest.starts_with("\r\n") => Some(2),
            one if is_seen(one) => Some(one.len_utf8()),
            _ => None,
        };
        let takes_place = one.is_ascii() || one.width() != Some(0);
        marks = if takes_place { 0 } else { marks + 1 };
        if length.is_none() || marks > 4 {
            let before: String = text[..from].chars().rev().take(30).collect();
            let before: String = before.chars().rev().collect();
            let after: String = rest.chars().take(30).collect();
            strays.push(format!("{before:?} then {after:?}"));
            marks = 0;
        }
        if strays.len() == 5 {
            break;
        }
        rest = &rest[length.unwrap_or(one.len_utf8())..];
    }
    strays
}

/// The length of the sequence at the beginning of a text, if the program may send it.
fn sequence(text: &str, wire: Wire) -> Option<usize> {
    let body = text.strip_prefix("\x1b[")?;
    let end = body.find(|one: char| !one.is_ascii_digit() && !matches!(one, ';' | '?'))?;
    let (numbers, last) = (&body[..end], body[end..].chars().next()?);
    let is_meant = match (wire, numbers.strip_prefix('?'), last) {
        (_, None, 'm') | (Wire::Screen, None, 'C' | 'G' | 'H' | 'J' | 'X') => true,
        (Wire::Screen, Some(modes), 'h' | 'l') => {
            modes.split(';').all(|mode| MODES.contains(&mode))
        }
        _ => false,
    };
    is_meant.then_some(2 + end + 1)
}

/// Whether a character is seen, told without the program's own idea of that: no control, nothing
/// that reorders, joins, hides, breaks a line or is none.
fn is_seen(one: char) -> bool {
    let hidden = matches!(u32::from(one),
        0xad | 0x34f | 0x61c | 0x180e | 0x200b..=0x200f | 0x2028..=0x202e | 0x2060..=0x206f
        | 0xfe00..=0xfe0f | 0xfeff | 0xfff0..=0xfffb | 0xe0000..=0xe0fff);
    let none = matches!(u32::from(one), 0xfdd0..=0xfdef) || u32::from(one) & 0xfffe == 0xfffe;
    !(one.is_control() || hidden || none)
}

#[test]
fn what_is_not_meant_is_found_and_what_is_meant_passes() {
    let fine = "\x1b[?1049h\x1b[?1006;2004l\x1b[3;4H\x1b[38;5;214ma │ é\u{301} 人\x1b[0m\x1b[2J";
    assert_eq!(strays(fine.as_bytes(), Wire::Screen), [""; 0]);
    assert_eq!(strays(b"\x1b[0;1ma\x1b[0m\n", Wire::Coloured), [""; 0]);
    assert_eq!(strays(b"a,b\r\nc\n", Wire::Lines), [""; 0]);
    for bad in [
        "\x1b]52;c;eA==\x07",
        "\x1b]8;;x\x1b\\",
        "\x1bP1$r0m\x1b\\",
        "\x1b[?1047h",
        "\x1b[6n",
        "\x1b[>c",
        "\x1bc",
        "a\nb",
        "\x07",
        "\u{9b}2J",
        "a\u{202e}b",
        "a\u{200d}b",
        "\u{2028}",
        "\u{e0041}",
        "\u{ffff}",
        "e\u{301}\u{301}\u{301}\u{301}\u{301}",
    ] {
        assert_ne!(strays(bad.as_bytes(), Wire::Screen), [""; 0], "{bad:?}");
    }
    for bad in ["\x1b[0m", "a\rb", "\t", "\x08"] {
        assert_ne!(strays(bad.as_bytes(), Wire::Lines), [""; 0], "{bad:?}");
    }
    assert_ne!(strays(b"\x1b[2J", Wire::Coloured), [""; 0]);
    assert_ne!(strays(b"\xff", Wire::Lines), [""; 0]);
}

//! The finished screen where only ASCII can be shown: each cell keeps its place, so that nothing
//! moves. A letter loses its accent, a mark becomes its like, and what has none a question mark.

use ratatui::buffer::Buffer;
use unicode_width::UnicodeWidthStr as _;

/// Signs by what stands for each of them.
const LIKE: &[(char, &str)] = &[
    ('-', "‐‑‒–—―−─┄"),
    ('\'', "‘’‚‛′"),
    ('"', "“”„‟″«»"),
    ('.', "…·•░"),
    (' ', "\u{a0}\u{2002}\u{2003}\u{2007}\u{2009}\u{202f}"),
    ('|', "‖│┊¦"),
    ('o', "●○◆■▲º°"),
    ('*', "★☆"),
    ('+', "✓✔┤┼├┬┴"),
    ('x', "✗✘×"),
    ('!', "≠⚠¡"),
    ('<', "←‹"),
    ('>', "→›▸"),
    ('^', "↑"),
    ('v', "↓"),
    ('~', "≈"),
    ('#', "█▓"),
    ('/', "÷⁄"),
];

/// Letters with accents by the letter itself.
const LETTERS: &[(char, &str)] = &[
    ('A', "ÀÁÂÃÄÅĀĂĄÆ"),
    ('C', "ÇĆĈĊČ"),
    ('D', "ĎĐÐ"),
    ('E', "ÈÉÊËĒĔĖĘĚ"),
    ('G', "ĜĞĠĢ"),
    ('H', "ĤĦ"),
    ('I', "ÌÍÎÏĨĪĬĮİ"),
    ('J', "Ĵ"),
    ('K', "Ķ"),
    ('L', "ĹĻĽĿŁ"),
    ('N', "ÑŃŅŇŊ"),
    ('O', "ÒÓÔÕÖØŌŎŐŒ"),
    ('R', "ŔŖŘ"),
    ('S', "ŚŜŞŠȘ"),
    ('T', "ŢŤŦȚ"),
    ('U', "ÙÚÛÜŨŪŬŮŰŲ"),
    ('W', "Ŵ"),
    ('Y', "ÝŶŸ"),
    ('Z', "ŹŻŽ"),
    ('a', "àáâãäåāăąæª"),
    ('c', "çćĉċč"),
    ('d', "ďđð"),
    ('e', "èéêëēĕėęě"),
    ('g', "ĝğġģ"),
    ('h', "ĥħ"),
    ('i', "ìíîïĩīĭįı"),
    ('j', "ĵ"),
    ('k', "ķĸ"),
    ('l', "ĺļľŀł"),
    ('n', "ñńņňŉŋ"),
    ('o', "òóôõöøōŏőœ"),
    ('r', "ŕŗř"),
    ('s', "śŝşšșß"),
    ('t', "ţťŧț"),
    ('u', "ùúûüũūŭůűų"),
    ('w', "ŵ"),
    ('y', "ýÿŷ"),
    ('z', "źżž"),
];

/// Leaves no cell that is not ASCII; the second cell of a wide letter stays empty.
pub fn spell(buffer: &mut Buffer) {
    let row = usize::from(buffer.area.width).max(1);
    for at in 0..buffer.content.len() {
        let symbol = buffer.content[at].symbol();
        if symbol.is_ascii() {
            continue;
        }
        let (letter, cells) = (like(symbol), symbol.width());
        buffer.content[at].set_char(letter);
        // The other cells of the sign were under it; now they are seen.
        for under in (at + 1..at + cells).take_while(|under| under % row > 0) {
            buffer.content[under].set_char(' ');
        }
    }
}

/// The character that stands for a sign, which is a letter with its marks.
fn like(sign: &str) -> char {
    let Some(first) = sign.chars().next() else {
        return ' ';
    };
    if first.is_ascii() {
        return first;
    }
    let mut rows = LIKE.iter().chain(LETTERS);
    let found = rows.find(|(_, signs)| signs.contains(first));
    found.map_or('?', |(letter, _)| *letter)
}

#[cfg(test)]
mod tests {
    use ratatui::layout::Rect;
    use ratatui::style::Style;

    use super::*;

    #[test]
    fn what_cannot_be_shown_has_its_like_in_the_same_cells() {
        let mut buffer = Buffer::empty(Rect::new(0, 0, 24, 2));
        buffer.set_string(0, 0, "‘Zoë’ – e\u{301} ✓ ≠ 人身 £5 …|", Style::new().bold());
        buffer.set_string(22, 1, "人", Style::new());
        spell(&mut buffer);
        let symbols = |row: usize| -> String {
            let cells = buffer.content[row * 24..(row + 1) * 24].iter();
            cells.map(ratatui::buffer::Cell::symbol).collect()
        };
        assert_eq!(symbols(0), "'Zoe' - e + ! ? ?  ?5 .|");
        assert_eq!(symbols(1).trim_start(), "? ");
        assert!(symbols(0).is_ascii() && symbols(1).is_ascii());
    }

    #[test]
    fn no_sign_is_listed_twice_and_each_has_a_cell() {
        let signs = LIKE.iter().chain(LETTERS).flat_map(|row| row.1.chars());
        let mut signs: Vec<char> = signs.collect();
        let count = signs.len();
        assert!(signs.iter().all(|sign| sign.to_string().width() == 1));
        signs.sort_unstable();
        signs.dedup();
        assert_eq!(signs.len(), count);
    }
}

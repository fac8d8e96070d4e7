//! The finished screen where only ASCII can be shown: each column keeps its place. A letter loses
//! its accent, a mark becomes its like or takes the blanks behind its text, as in `GBP5` for £5,
//! and what has no like is a question mark.

use ratatui::buffer::{Buffer, Cell};
use unicode_width::{UnicodeWidthChar as _, UnicodeWidthStr as _};

/// Signs by what stands for each of them.
const LIKE: &[(char, &str)] = &[
    ('-', "‐‑‒–—―−─┄"),
    ('\'', "‘’‚‛′┬"),
    ('"', "“”„‟″«»"),
    ('.', "…·•░"),
    (' ', "\u{a0}\u{2002}\u{2003}\u{2007}\u{2009}\u{202f}"),
    ('|', "‖│┊¦"),
    ('o', "●○◆■▲º°"),
    ('*', "★☆"),
    ('+', "✓✔┤┼├┴"),
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

/// Signs that are more than one letter, where there is room for that; of several ways to write
/// one, the first that there is room for.
const SPELLED: &[(char, &str)] = &[
    ('£', "GBP"),
    ('€', "EUR"),
    ('≤', "<="),
    ('≥', ">="),
    ('±', "+/-"),
    ('¼', "1/4"),
    ('½', "1/2"),
    ('¾', "3/4"),
    ('©', "(c)"),
    ('®', "(R)"),
    ('™', "TM"),
    ('…', "..."),
    ('…', ".."),
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
        let end = (at / row + 1) * row;
        let is_cut = symbol.starts_with('…');
        let mut ways = spelled(symbol);
        if let Some(letters) =
            ways.find(|letters| make_room(&mut buffer.content[at..end], letters.len()))
        {
            for (cell, letter) in buffer.content[at..].iter_mut().zip(letters.chars()) {
                cell.set_char(letter);
            }
            continue;
        }
        if is_cut {
            give_way(&mut buffer.content[end - row..=at]);
        }
        buffer.content[at].set_char(letter);
        // The other cells of the sign were under it; now they are seen.
        for under in (at + 1..at + cells).take_while(|under| *under < end) {
            buffer.content[under].set_char(' ');
        }
    }
}

/// The ways to write a sign with several letters.
fn spelled(sign: &str) -> impl Iterator<Item = &'static str> + use<> {
    let first = sign.chars().next();
    let rows = SPELLED.iter();
    rows.filter(move |(known, _)| Some(*known) == first)
        .map(|(_, letters)| *letters)
}

/// Of a text that was cut, and has no room behind it, the last two letters or the blank before the
/// sign become points: one point alone would read as the end of a sentence. The sign is the last
/// of the cells.
fn give_way(cells: &mut [Cell]) {
    let [.., one, two, sign] = cells else {
        return;
    };
    let style = sign.style();
    let is_letter = |cell: &Cell| {
        let is_small = matches!(cell.symbol().as_bytes(), [b'a'..=b'z']);
        is_small && cell.style() == style
    };
    let is_blank = two.symbol() == " " && two.style() == style;
    if is_letter(one) && is_letter(two) {
        one.set_char('.');
        two.set_char('.');
    } else if is_blank {
        two.set_char('.');
    }
}

/// Moves what follows the first of some cells so that it has as many, if the text that it stands
/// in has blanks of its own style behind it; one of them stays.
fn make_room(cells: &mut [Cell], wanted: usize) -> bool {
    let more = wanted - 1;
    let style = cells[0].style();
    let is_blank = |cell: &Cell| cell.symbol() == " " && cell.style() == style;
    let is_of_text =
        |cell: &Cell| cell.symbol().width() == 1 && !["|", "│"].contains(&cell.symbol());
    // A single blank stands between words, two between columns.
    let end = cells
        .windows(2)
        .position(|some| some.iter().all(is_blank))
        .filter(|end| cells[..*end].iter().all(is_of_text));
    let blank = |end: usize| cells[end..].iter().take_while(|one| is_blank(one)).count();
    let Some(end) = end.filter(|end| blank(*end) > more) else {
        return false;
    };
    cells[1..end + more].rotate_right(more);
    true
}

/// Text that is written line by line, each letter as wide as it was.
pub fn text(text: &str) -> String {
    let mut spelled = String::with_capacity(text.len());
    for one in text.chars() {
        if one.is_ascii() {
            spelled.push(one);
        } else if let Some(cells @ 1..) = one.width() {
            spelled.push(like(one.encode_utf8(&mut [0; 4])));
            spelled.extend(std::iter::repeat_n(' ', cells - 1));
        }
    }
    spelled
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
        // There is no room for more than one letter.
        assert_eq!(symbols(0), "'Zoe' - e + ! ? ?  ?5..|");
        assert_eq!(symbols(1).trim_start(), "? ");
        assert!(symbols(0).is_ascii() && symbols(1).is_ascii());
    }

    #[test]
    fn what_needs_more_letters_takes_the_blanks_behind_its_text_and_no_column_moves() {
        let spelled = |text: &str| {
            let mut buffer = Buffer::empty(Rect::new(0, 0, 40, 1));
            buffer.set_string(0, 0, text, Style::new());
            spell(&mut buffer);
            let cells = buffer.content.iter().map(Cell::symbol);
            cells.collect::<String>().trim_end().to_owned()
        };
        assert_eq!(spelled("£5 or £½, ≤ 6"), "GBP5 or GBP1/2, <= 6");
        assert_eq!(spelled("£5 million   | ≥ 9"), "GBP5 million | >= 9");
        assert_eq!(spelled("£5 million  | ≥ 9"), "?5 million  | >= 9");
        assert_eq!(spelled("half…   next"), "half... next");
        assert_eq!(spelled("from human …  |"), "from human .. |");
        assert_eq!(spelled("from human…|"), "from hum...|");
        assert_eq!(spelled("from human …|"), "from human..|");
        assert_eq!(spelled("since 2015 …|"), "since 2015..|");
        assert_eq!(spelled("over 12…|"), "over 12.|");
        assert_eq!(spelled("£人    |"), "??     |");
        let mut buffer = Buffer::empty(Rect::new(0, 0, 8, 1));
        buffer.set_string(0, 0, "£5", Style::new());
        buffer.set_string(2, 0, "      ", Style::new().reversed());
        spell(&mut buffer);
        assert_eq!(buffer.content[0].symbol(), "?");
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

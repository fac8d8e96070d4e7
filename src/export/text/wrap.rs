//! Wraps text at spaces by the width it takes on a screen.

use unicode_segmentation::UnicodeSegmentation as _;
use unicode_width::UnicodeWidthStr as _;

use crate::clean;

/// The lines of a paragraph, at most `width` columns each: the first begins at column
/// `first`, every other at `rest`. A word that is longer than a line stays whole, so that an
/// address can be copied.
pub fn wrapped(text: &str, width: usize, first: usize, rest: usize) -> Vec<String> {
    let text = clean::line(text);
    let mut lines = Vec::new();
    let mut line = " ".repeat(first);
    let mut empty = true;
    for word in text.split_whitespace() {
        let fits = line.width() + usize::from(!empty) + word.width() <= width;
        if !empty && !fits {
            lines.push(std::mem::replace(&mut line, " ".repeat(rest)));
            empty = true;
        }
        if !empty {
            line.push(' ');
        }
        line.push_str(word);
        empty = false;
    }
    if !empty {
        lines.push(line);
    }
    lines
}

/// The lines of the text of a narrow column; here a word longer than a line is cut into
/// pieces.
pub fn in_column(text: &str, width: usize) -> Vec<String> {
    let mut lines = Vec::new();
    for line in wrapped(text, width, 0, 0) {
        if line.width() <= width {
            lines.push(line);
            continue;
        }
        let mut piece = String::new();
        for one in line.graphemes(true) {
            if piece.width() + one.width() > width && !piece.is_empty() {
                lines.push(std::mem::take(&mut piece));
            }
            piece.push_str(one);
        }
        lines.push(piece);
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_break_at_spaces_and_hang() {
        assert_eq!(
            wrapped("one two three four", 10, 0, 2),
            ["one two", "  three", "  four"]
        );
        assert!(wrapped("  ", 10, 2, 2).is_empty());
    }

    #[test]
    fn width_counts_columns_and_not_letters() {
        assert_eq!(wrapped("数字 数字", 5, 0, 0), ["数字", "数字"]);
        assert_eq!(in_column("数字数字", 5), ["数字", "数字"]);
    }

    #[test]
    fn a_long_word_stays_whole_in_prose_and_is_cut_in_a_column() {
        assert_eq!(wrapped("a 123456789", 5, 0, 0), ["a", "123456789"]);
        assert_eq!(in_column("a 123456789", 5), ["a", "12345", "6789"]);
    }
}

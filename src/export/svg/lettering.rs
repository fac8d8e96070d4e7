//! How much room text takes: measured generously, for the widest of the usual fonts, because
//! nobody knows with which one a picture is shown.

/// Size and colour of text.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Style {
    /// The height of its letters with their ascenders and descenders.
    pub size: f64,
    /// Its colour.
    pub colour: &'static str,
}

impl Style {
    /// A style.
    pub const fn new(size: f64, colour: &'static str) -> Self {
        Self { size, colour }
    }
}

/// The width of a text on one line, about that of `DejaVu Sans`, which is wide.
pub fn width(text: &str, style: Style) -> f64 {
    text.chars().map(em).sum::<f64>() * style.size
}

/// The widest of some texts.
pub fn widest<'t>(texts: impl Iterator<Item = &'t str>, style: Style) -> f64 {
    texts.map(|text| width(text, style)).fold(0.0, f64::max)
}

/// The advance of a character in parts of the size.
fn em(one: char) -> f64 {
    match one {
        'i' | 'l' | 'j' | '\'' => 0.29,
        ' ' | '.' | ',' | ':' | ';' | '|' | '/' => 0.34,
        't' | 'f' | 'r' | '(' | ')' | '[' | ']' | '-' | '!' => 0.42,
        'm' | 'M' | 'W' | '%' | '@' | '—' | '…' => 1.0,
        'w' | '+' | '=' | '~' | '<' | '>' | 'O' | 'Q' | '#' | '&' => 0.84,
        '0'..='9' => 0.64,
        'A'..='Z' => 0.74,
        'a'..='z' => 0.62,
        _ if one.is_ascii() => 0.66,
        '\u{a0}'..='\u{24f}' => 0.8,
        _ => 1.1,
    }
}

/// The lines of a paragraph; a word that is wider than a line stays whole.
pub fn wrapped(text: &str, style: Style, room: f64) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in text.split_whitespace() {
        match lines.last_mut() {
            Some(line) if width(&format!("{line} {word}"), style) <= room => {
                line.push(' ');
                line.push_str(word);
            }
            _ => lines.push(word.to_owned()),
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_keep_to_their_room() {
        let style = Style::new(10.0, "#000000");
        let lines = wrapped("one two three four", style, 48.0);
        assert_eq!(lines, ["one two", "three", "four"]);
        assert!(lines.iter().all(|line| width(line, style) <= 48.0));
        assert!(wrapped("", style, 60.0).is_empty());
    }
}

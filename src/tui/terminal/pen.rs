//! What letters are drawn with, and how a terminal is told so with the fewest signs.

use ratatui::buffer::Cell;
use ratatui::style::{Color, Modifier};

/// What can be seen of a cell without a letter, apart from its background.
const SEEN_ON_BLANKS: Modifier = Modifier::REVERSED
    .union(Modifier::UNDERLINED)
    .union(Modifier::SLOW_BLINK)
    .union(Modifier::RAPID_BLINK)
    .union(Modifier::CROSSED_OUT);

/// Each attribute with the parameters of SGR (ECMA-48, 8.3.117) that switch it on and off.
const ATTRIBUTES: [(Modifier, u8, u8); 9] = [
    (Modifier::BOLD, 1, 22),
    (Modifier::DIM, 2, 22),
    (Modifier::ITALIC, 3, 23),
    (Modifier::UNDERLINED, 4, 24),
    (Modifier::SLOW_BLINK, 5, 25),
    (Modifier::RAPID_BLINK, 6, 25),
    (Modifier::REVERSED, 7, 27),
    (Modifier::HIDDEN, 8, 28),
    (Modifier::CROSSED_OUT, 9, 29),
];

/// Colours and attributes. By default, those of a terminal on which nothing is switched on.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Pen {
    fg: Color,
    bg: Color,
    underline: Color,
    modifier: Modifier,
}

impl Pen {
    /// What a cell is drawn with.
    pub fn of(cell: &Cell) -> Self {
        Self {
            fg: cell.fg,
            bg: cell.bg,
            underline: cell.underline_color,
            modifier: cell.modifier,
        }
    }

    /// What a cell without a letter can be drawn with: only what is seen of it has to change.
    pub fn for_blank(self, cell: &Cell) -> Self {
        if cell.modifier.intersects(SEEN_ON_BLANKS) {
            return Self::of(cell);
        }
        Self {
            bg: cell.bg,
            modifier: self.modifier.difference(SEEN_ON_BLANKS),
            ..self
        }
    }

    /// Whether a blank drawn with it looks like one that was erased.
    pub fn leaves_no_trace(self) -> bool {
        self.bg == Color::Reset && !self.modifier.intersects(SEEN_ON_BLANKS)
    }

    /// Becomes another pen, and adds to `text` what tells the terminal: the change, or all anew if
    /// that is shorter.
    pub fn turn(&mut self, to: Self, text: &mut String) {
        if *self == to {
            return;
        }
        text.push_str("\x1b[");
        // No parameter is the parameter 0: all off.
        if to != Self::default() {
            let change = text.len();
            to.add_parameters_after(*self, text);
            let anew = text.len();
            text.push_str("0;");
            to.add_parameters_after(Self::default(), text);
            if text.len() - anew < anew - change {
                text.drain(change..anew);
            } else {
                text.truncate(anew);
            }
            // The semicolon after the last one.
            text.pop();
        }
        text.push('m');
        *self = to;
    }

    /// Adds the parameters that turn another pen into this one, each with a semicolon after it.
    fn add_parameters_after(self, before: Self, text: &mut String) {
        if self.modifier != before.modifier {
            self.add_attributes_after(before.modifier, text);
        }
        for (one, was, place) in [
            (self.fg, before.fg, 38),
            (self.bg, before.bg, 48),
            (self.underline, before.underline, 58),
        ] {
            if one != was {
                add_colour(one, place, text);
            }
        }
    }

    fn add_attributes_after(self, before: Modifier, text: &mut String) {
        let ended = before.difference(self.modifier);
        let mut begun = self.modifier.difference(before);
        let mut last = 0;
        for (attribute, _, off) in ATTRIBUTES {
            if ended.contains(attribute) && off != last {
                add_number(off, text);
                last = off;
            }
            // What one parameter ends together with another is begun again.
            let mut others = ATTRIBUTES.iter().filter(|one| one.2 == off);
            if self.modifier.contains(attribute) && others.any(|one| ended.contains(one.0)) {
                begun.insert(attribute);
            }
        }
        for (attribute, on, _) in ATTRIBUTES {
            if begun.contains(attribute) {
                add_number(on, text);
            }
        }
    }
}

/// A parameter with the semicolon after it. Each change of a colour takes three: they are written
/// without the machinery of formats.
fn add_number(number: u8, text: &mut String) {
    for (place, least) in [(100, 100), (10, 10), (1, 0)] {
        if number >= least {
            text.push(char::from(b'0' + number / place % 10));
        }
    }
    text.push(';');
}

/// Adds the parameters of a colour: `place` is 38 for letters, 48 behind them, 58 for their
/// underline. The sixteen of the terminal are told by number, as bold letters may be of another
/// colour where they are told by name.
fn add_colour(colour: Color, place: u8, text: &mut String) {
    let number = match colour {
        Color::Reset => return add_number(place + 1, text),
        Color::Rgb(red, green, blue) => {
            for number in [place, 2, red, green, blue] {
                add_number(number, text);
            }
            return;
        }
        Color::Indexed(number) => number,
        Color::Black => 0,
        Color::Red => 1,
        Color::Green => 2,
        Color::Yellow => 3,
        Color::Blue => 4,
        Color::Magenta => 5,
        Color::Cyan => 6,
        Color::Gray => 7,
        Color::DarkGray => 8,
        Color::LightRed => 9,
        Color::LightGreen => 10,
        Color::LightYellow => 11,
        Color::LightBlue => 12,
        Color::LightMagenta => 13,
        Color::LightCyan => 14,
        Color::White => 15,
    };
    for number in [place, 5, number] {
        add_number(number, text);
    }
}

#[cfg(test)]
mod tests {
    use ratatui::style::Style;

    use super::*;

    fn pen(style: Style) -> Pen {
        let mut cell = Cell::new("a");
        cell.set_style(style);
        Pen::of(&cell)
    }

    /// What turns one pen into another.
    fn turned(from: Style, to: Style) -> String {
        let mut text = String::new();
        let mut one = pen(from);
        one.turn(pen(to), &mut text);
        assert_eq!(one, pen(to));
        text.replace('\x1b', "^")
    }

    #[test]
    fn only_what_changes_is_told() {
        let grey = Style::new().fg(Color::Indexed(247));
        assert_eq!(turned(grey, grey), "");
        assert_eq!(turned(Style::new(), grey.bold()), "^[1;38;5;247m");
        assert_eq!(turned(grey, grey.bold()), "^[1m");
        assert_eq!(turned(grey.bold(), grey), "^[22m");
        assert_eq!(turned(grey, Style::new().on_red()), "^[0;48;5;1m");
        assert_eq!(turned(grey.bold().italic(), Style::new()), "^[m");
    }

    #[test]
    fn what_ends_with_another_attribute_begins_again() {
        let both = Style::new().bold().dim().bg(Color::Rgb(1, 2, 3));
        let dim = both.remove_modifier(Modifier::BOLD);
        assert_eq!(turned(both, dim), "^[22;2m");
        let slow = dim.add_modifier(Modifier::SLOW_BLINK);
        assert_eq!(turned(slow.rapid_blink(), slow), "^[25;5m");
    }

    #[test]
    fn colours_of_letters_ground_and_underline_are_told_apart() {
        let all = Style::new()
            .fg(Color::White)
            .bg(Color::Rgb(1, 20, 205))
            .underline_color(Color::Indexed(9));
        assert_eq!(turned(Style::new(), all), "^[38;5;15;48;2;1;20;205;58;5;9m");
        let without = all.fg(Color::Reset).underlined();
        assert_eq!(turned(all, without), "^[4;39m");
    }

    #[test]
    fn of_a_blank_only_what_is_seen_matters() {
        let of = |style: Style| {
            let mut cell = Cell::new(" ");
            cell.set_style(style);
            cell
        };
        let red = pen(Style::new().red().bold());
        assert_eq!(red.for_blank(&of(Style::new().green())), red);
        let reversed = of(Style::new().green().reversed());
        assert_eq!(red.for_blank(&reversed), Pen::of(&reversed));
        let after = pen(Style::new().red().underlined()).for_blank(&of(Style::new().on_blue()));
        assert_eq!(after, pen(Style::new().red().on_blue()));
        assert!(red.leaves_no_trace() && !after.leaves_no_trace());
    }
}

//! A page as the dashboard draws it, without the dashboard: every panel with all its rows, one
//! below the other, as text with colours. No byte commands a terminal but those of colour and
//! weight, and every line ends without either.

use ratatui::buffer::{Buffer, Cell};
use ratatui::layout::Rect;
use ratatui::style::{Color, Modifier};

use crate::export::format::{self, Format, Unwritten};
use crate::export::{Shown, text};
use crate::present::{Body, Page, Panel, Table};
use crate::tui::ascii;
use crate::tui::panes::Panes;
use crate::tui::terminal::sweep;
use crate::tui::theme::{Glyphs, Theme};
use crate::tui::widgets::{prose, text as cells};

/// A table of more rows is drawn in several pieces of so many: pictures have their limits.
const ROWS: usize = 10_000;

/// How a page is drawn.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Look {
    /// Its styles.
    pub theme: Theme,
    /// How wide it is.
    pub width: u16,
}

/// The bytes of a page in any format, those that are drawn among them.
pub fn write(shown: &Shown<'_>, format: Format, look: &Look) -> Result<Vec<u8>, Unwritten> {
    match format {
        Format::Ansi => Ok(ansi(&strips(shown, look)).into_bytes()),
        _ => format::write(shown, format, usize::from(look.width)),
    }
}

/// The pictures that make up a page, from top to bottom.
pub fn strips(shown: &Shown<'_>, look: &Look) -> Vec<Buffer> {
    let Look { theme, width } = look;
    let mut strips = vec![heading(shown, look)];
    for panel in &shown.page.panels {
        strips.push(blank(look, 1));
        let pieces = Panes::still(Page {
            title: String::new(),
            panels: pieces(panel),
        });
        let count = pieces.page().panels.len();
        strips.extend((0..count).map(|at| pieces.whole(at, *width, theme)));
    }
    if theme.glyphs == Glyphs::Ascii {
        strips.iter_mut().for_each(ascii::spell);
    }
    strips
}

/// Rows without anything on them.
fn blank(look: &Look, rows: u16) -> Buffer {
    let area = Rect::new(0, 0, look.width, rows);
    let mut buffer = Buffer::empty(area);
    buffer.set_style(area, look.theme.screen);
    buffer
}

/// What is shown, for which period and as known on which day, above a rule.
fn heading(shown: &Shown<'_>, look: &Look) -> Buffer {
    let Look { theme, width } = look;
    let said = text::heading(&shown.page.title, shown.scope);
    let lines = prose::wrap(&said, *width);
    let mut buffer = blank(look, lines.len() as u16 + 1);
    for (y, line) in (0..).zip(&lines) {
        buffer.set_string(0, y, line, theme.strong);
    }
    let mark = match theme.glyphs {
        Glyphs::Ascii => "-",
        Glyphs::Unicode | Glyphs::Octants => "─",
    };
    let rule = mark.repeat(usize::from(*width));
    buffer.set_string(0, lines.len() as u16, rule, theme.rule);
    buffer
}

/// A panel, or the pieces of one whose table is too long for one picture: the first has its
/// title, the last its notes.
fn pieces(panel: &Panel) -> Vec<Panel> {
    let table = match &panel.body {
        Body::Table(table) if table.rows.len() > ROWS => table,
        _ => return vec![panel.clone()],
    };
    let mut pieces: Vec<Panel> = table
        .rows
        .chunks(ROWS)
        .map(|rows| Panel {
            id: panel.id,
            title: String::new(),
            brief: String::new(),
            subtitle: String::new(),
            body: Body::Table(Table {
                columns: table.columns.clone(),
                rows: rows.to_vec(),
                ..Table::default()
            }),
            notes: Vec::new(),
            source: String::new(),
        })
        .collect();
    if let Some(first) = pieces.first_mut() {
        first.title.clone_from(&panel.title);
        first.subtitle.clone_from(&panel.subtitle);
    }
    if let Some(last) = pieces.last_mut() {
        last.notes.clone_from(&panel.notes);
        last.source.clone_from(&panel.source);
    }
    pieces
}

/// The pictures as lines of text with colours.
pub fn ansi(strips: &[Buffer]) -> String {
    let mut out = String::new();
    for strip in strips {
        let mut strip = strip.clone();
        sweep(&mut strip);
        let width = usize::from(strip.area.width).max(1);
        for row in strip.content.chunks(width) {
            line(row, &mut out);
        }
    }
    out
}

/// One row: what is not to be seen at its end is left out, and no style reaches the next one.
fn line(row: &[Cell], out: &mut String) {
    let seen = row.iter().rposition(is_seen).map_or(0, |last| last + 1);
    let mut style = String::new();
    let mut covered = 0_u16;
    for cell in &row[..seen] {
        if covered > 0 {
            covered -= 1;
            continue;
        }
        let wanted = codes(cell);
        if wanted != style {
            out.push_str(&format!("\u{1b}[0{wanted}m"));
            style = wanted;
        }
        out.push_str(cell.symbol());
        covered = cells::width(cell.symbol()).saturating_sub(1);
    }
    if !style.is_empty() {
        out.push_str("\u{1b}[0m");
    }
    out.push('\n');
}

/// Whether there is anything to see in a cell.
fn is_seen(cell: &Cell) -> bool {
    let marked = Modifier::REVERSED | Modifier::UNDERLINED | Modifier::CROSSED_OUT;
    cell.symbol() != " " || cell.bg != Color::Reset || cell.modifier.intersects(marked)
}

/// The numbers of a cell's style after that which takes every style away: ";1;38;5;214".
fn codes(cell: &Cell) -> String {
    const WEIGHTS: [(Modifier, &str); 9] = [
        (Modifier::BOLD, ";1"),
        (Modifier::DIM, ";2"),
        (Modifier::ITALIC, ";3"),
        (Modifier::UNDERLINED, ";4"),
        (Modifier::SLOW_BLINK, ";5"),
        (Modifier::RAPID_BLINK, ";6"),
        (Modifier::REVERSED, ";7"),
        (Modifier::HIDDEN, ";8"),
        (Modifier::CROSSED_OUT, ";9"),
    ];
    let worn = WEIGHTS
        .iter()
        .filter(|(one, _)| cell.modifier.contains(*one));
    let mut codes: String = worn.map(|(_, code)| *code).collect();
    codes.push_str(&colour(cell.fg, 30));
    codes.push_str(&colour(cell.bg, 40));
    codes
}

/// The numbers of a colour: from 30 on for text, from 40 on for what is behind it.
fn colour(colour: Color, base: u8) -> String {
    let plain = |number: u8| format!(";{}", base + number);
    let bright = |number: u8| format!(";{}", base + 60 + number);
    match colour {
        Color::Reset => String::new(),
        Color::Black => plain(0),
        Color::Red => plain(1),
        Color::Green => plain(2),
        Color::Yellow => plain(3),
        Color::Blue => plain(4),
        Color::Magenta => plain(5),
        Color::Cyan => plain(6),
        Color::Gray => plain(7),
        Color::DarkGray => bright(0),
        Color::LightRed => bright(1),
        Color::LightGreen => bright(2),
        Color::LightYellow => bright(3),
        Color::LightBlue => bright(4),
        Color::LightMagenta => bright(5),
        Color::LightCyan => bright(6),
        Color::White => bright(7),
        Color::Indexed(index) => format!(";{};5;{index}", base + 8),
        Color::Rgb(red, green, blue) => format!(";{};2;{red};{green};{blue}", base + 8),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::present::{Column, Row};

    /// A terminal that was shown a text.
    fn shown(text: &str, width: u16, height: u16) -> vt100::Parser {
        let positive = |cells| std::num::NonZeroU16::new(cells).expect("not empty");
        let mut parser = vt100::Parser::new(positive(height), positive(width), 0);
        parser.process(text.replace('\n', "\r\n").as_bytes());
        parser
    }

    #[test]
    fn every_colour_and_weight_is_read_back() {
        let colours = [Color::Reset, Color::Indexed(214), Color::Rgb(1, 2, 255)];
        let named = [Color::Black, Color::Gray, Color::DarkGray, Color::White];
        let same = [0, 7, 8, 15].map(Color::Indexed);
        let weights = [
            Modifier::empty(),
            Modifier::BOLD,
            Modifier::DIM | Modifier::ITALIC,
            Modifier::UNDERLINED | Modifier::REVERSED,
        ];
        for weight in weights {
            for fg in colours.into_iter().chain(named) {
                for bg in colours.into_iter().chain(named) {
                    let mut buffer = Buffer::empty(Rect::new(0, 0, 4, 1));
                    buffer[(1, 0)].set_symbol("x").set_fg(fg).set_bg(bg);
                    buffer[(1, 0)].modifier = weight;
                    buffer[(2, 0)].set_symbol("y");
                    let screen = shown(&ansi(&[buffer]), 4, 2);
                    let cell = screen.screen().cell(0, 1).expect("a cell");
                    let read = |colour| match colour {
                        vt100::Color::Default => Color::Reset,
                        vt100::Color::Idx(index) => Color::Indexed(index),
                        vt100::Color::Rgb(red, green, blue) => Color::Rgb(red, green, blue),
                    };
                    let number = |colour| {
                        let at = named.iter().position(|one| *one == colour);
                        at.map_or(colour, |at| same[at])
                    };
                    assert_eq!(
                        (read(cell.fgcolor()), read(cell.bgcolor())),
                        (number(fg), number(bg))
                    );
                    let worn = [
                        cell.bold(),
                        cell.dim(),
                        cell.italic(),
                        cell.underline(),
                        cell.inverse(),
                    ];
                    let asked = [
                        Modifier::BOLD,
                        Modifier::DIM,
                        Modifier::ITALIC,
                        Modifier::UNDERLINED,
                        Modifier::REVERSED,
                    ];
                    assert_eq!(worn, asked.map(|one| weight.contains(one)));
                    let next = screen.screen().cell(0, 2).expect("a cell");
                    assert_eq!(
                        (next.contents(), next.fgcolor()),
                        ("y", vt100::Color::Default)
                    );
                }
            }
        }
    }

    #[test]
    fn what_is_not_seen_at_the_end_of_a_line_is_left_out_and_wide_characters_are_whole() {
        let mut buffer = Buffer::empty(Rect::new(0, 0, 8, 3));
        buffer.set_string(0, 0, "人身x", ratatui::style::Style::new());
        buffer[(7, 1)].set_bg(Color::Indexed(1));
        buffer[(3, 2)].modifier = Modifier::BOLD;
        assert_eq!(
            ansi(&[buffer]),
            "人身x\n       \u{1b}[0;48;5;1m \u{1b}[0m\n\n"
        );
    }

    #[test]
    fn no_other_byte_commands_the_terminal() {
        let mut buffer = Buffer::empty(Rect::new(0, 0, 3, 1));
        buffer[(0, 0)].set_symbol("\u{1b}[2J");
        buffer[(1, 0)].set_symbol("\u{9b}");
        assert_eq!(ansi(&[buffer]), "··\n");
    }

    #[test]
    fn a_table_of_any_length_is_drawn_to_its_last_row() {
        let row = |at: usize| Row {
            cells: vec![format!("row {at}")],
            figure: None,
        };
        let panel = Panel {
            id: "list",
            title: "A list".to_owned(),
            brief: String::new(),
            subtitle: String::new(),
            body: Body::Table(Table {
                columns: vec![Column::left("What")],
                rows: (0..2 * ROWS + 7).map(row).collect(),
                ..Table::default()
            }),
            notes: vec!["The end.".to_owned()],
            source: String::new(),
        };
        let pieces = Panes::still(Page {
            title: String::new(),
            panels: pieces(&panel),
        });
        let theme = Theme::default();
        let strips: Vec<Buffer> = (0..3).map(|at| pieces.whole(at, 40, &theme)).collect();
        let text = ansi(&strips);
        let lines = text.lines().filter(|line| line.starts_with("  row "));
        assert_eq!(lines.count(), 2 * ROWS + 7);
        assert_eq!(text.matches("A list").count(), 1);
        assert_eq!(text.matches("The end.").count(), 1);
    }
}

//! A table: columns are given up by rank when space is short, and the selected row is always
//! among those shown.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::Style;
use ratatui::widgets::{Scrollbar, ScrollbarOrientation, ScrollbarState, StatefulWidget, Widget};

use crate::present::{Align, Table};
use crate::tui::theme::{Glyphs, Theme};

use super::keyboard::Keyboard;
use super::list;
use super::marks::Marks;
use super::pen::Pen;
use super::prose::wrap;
use super::text;

/// The blank columns between two columns.
const GAP: u16 = 2;
/// A growing column is not given less than this while others can go.
const NARROWEST: u16 = 22;
/// A column of words is not cut further while one of numbers is whole.
const WORD: u16 = 3;
/// Of the room that is left over, one part in so many goes to a column with bounds before others.
const SHARE: u16 = 4;

/// A table.
#[derive(Clone, Copy, Debug)]
pub struct TableView<'a> {
    /// What is drawn.
    pub table: &'a Table,
    /// Where the keyboard is.
    pub keyboard: Keyboard,
    /// The styles.
    pub theme: &'a Theme,
}

/// A column that is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Place {
    column: usize,
    width: u16,
}

/// The rows that are shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Shown {
    header: u16,
    first: usize,
    count: usize,
}

impl TableView<'_> {
    /// The row that stands at a position of the screen, if the table is drawn on the area.
    pub fn hit(&self, area: Rect, position: Position) -> Option<usize> {
        if !area.contains(position) {
            return None;
        }
        let shown = self.shown(area.height);
        let at = (position.y - area.y).checked_sub(shown.header)?;
        let at = usize::from(at);
        (at < shown.count).then_some(shown.first + at)
    }

    fn shown(&self, height: u16) -> Shown {
        let header = u16::from(height > 1);
        let room = usize::from(height - header.min(height));
        let len = self.table.len();
        let first = list::first(len, self.table.selected, room);
        Shown {
            header,
            first,
            count: room.min(len - first),
        }
    }

    /// The columns that fit on `room` cells.
    fn places(&self, room: u16) -> Vec<Place> {
        let columns = &self.table.columns;
        let natural: Vec<u16> = (0..columns.len()).map(|at| self.natural(at)).collect();
        let least = |at: usize| {
            let width = natural[at];
            match columns[at].within {
                Some((least, _)) => width.min(least),
                None if columns[at].grows => width.min(NARROWEST),
                None => width,
            }
        };
        let mut kept: Vec<usize> = (0..columns.len()).collect();
        while total(kept.iter().map(|at| least(*at))) > u32::from(room) {
            let highest = kept.iter().max_by_key(|at| columns[**at].rank).copied();
            let Some(given_up) = highest.filter(|at| columns[*at].rank > 0) else {
                break;
            };
            kept.retain(|at| *at != given_up);
        }
        let mut places: Vec<Place> = kept
            .iter()
            .map(|at| Place {
                column: *at,
                width: least(*at),
            })
            .collect();
        self.shrink(&mut places, room);
        self.grow(&mut places, &natural, room);
        places
    }

    fn natural(&self, at: usize) -> u16 {
        self.table
            .widths
            .get(at)
            .copied()
            .unwrap_or_else(|| self.measure(at))
    }

    /// The width of each column's widest text, to be kept with a table of many rows.
    pub fn widths(&self) -> Vec<u16> {
        (0..self.table.columns.len())
            .map(|at| self.measure(at))
            .collect()
    }

    fn measure(&self, at: usize) -> u16 {
        let title = text::width(&self.table.columns[at].title);
        self.measure_cells(at).max(title)
    }

    fn measure_cells(&self, at: usize) -> u16 {
        let cells = self.table.rows.iter().filter_map(|row| row.cells.get(at));
        cells.map(|cell| text::width(cell)).fold(0, u16::max)
    }

    /// Takes cells from the widest column until all fit: from words down to `WORD` and from the
    /// headings of numbers first, because a number that is cut reads as another number.
    fn shrink(&self, places: &mut [Place], room: u16) {
        let excess =
            |places: &[Place]| total(places.iter().map(|place| place.width)) > u32::from(room);
        if !excess(places) {
            return;
        }
        let least: Vec<u16> = places
            .iter()
            .map(|place| match self.table.columns[place.column].align {
                Align::Left => WORD,
                Align::Right => self.measure_cells(place.column),
            })
            .collect();
        while excess(places) {
            let widest = places.iter_mut().enumerate().max_by_key(|(at, place)| {
                let spare = place.width > least[*at];
                (spare, place.width)
            });
            let Some((_, widest)) = widest.filter(|(_, place)| place.width > 1) else {
                return;
            };
            widest.width -= 1;
        }
    }

    /// Gives what is left to the columns that grow: a part to those with bounds, then what their
    /// text needs, those first that stay longest, then the rest to the last of them.
    fn grow(&self, places: &mut [Place], natural: &[u16], room: u16) {
        let used = total(places.iter().map(|place| place.width));
        let mut left = u32::from(room).saturating_sub(used) as u16;
        let grows = |place: &&mut Place| self.table.columns[place.column].grows;
        let mut give = |place: &mut Place, most: u16, part: u16| {
            let wanted = natural[place.column].min(most);
            let more = wanted.saturating_sub(place.width).min(left / part);
            place.width += more;
            left -= more;
        };
        for place in &mut *places {
            if let Some((_, most)) = self.table.columns[place.column].within {
                give(place, most, SHARE);
            }
        }
        let mut order: Vec<usize> = (0..places.len()).collect();
        order.sort_by_key(|at| self.table.columns[places[*at].column].rank);
        for at in order {
            let column = &self.table.columns[places[at].column];
            match column.within {
                Some((_, most)) => give(&mut places[at], most, 1),
                None if column.grows => give(&mut places[at], u16::MAX, 1),
                None => {}
            }
        }
        if let Some(place) = places.iter_mut().rfind(grows) {
            place.width += left;
        }
    }

    fn draw_cells<'t>(
        &self,
        pen: &mut Pen,
        (x, y): (u16, u16),
        places: &[Place],
        cell: impl Fn(usize) -> &'t str,
        style: Style,
    ) {
        let mut x = x;
        for place in places {
            let shown = text::fit(cell(place.column), place.width, self.theme.glyphs);
            let end = x.saturating_add(place.width);
            match self.table.columns[place.column].align {
                Align::Left => {
                    pen.text_within(x, y, end, &shown, style);
                }
                Align::Right => pen.text_right(end, y, &shown, style),
            }
            x = end.saturating_add(GAP);
        }
    }

    fn draw_row(&self, pen: &mut Pen, y: u16, index: usize, margin: u16, places: &[Place]) {
        let selected = self.table.selected == Some(index);
        let style = if selected {
            self.keyboard.cursor_style(self.theme)
        } else {
            self.theme.text
        };
        if selected {
            let width = total(places.iter().map(|place| place.width)) as u16;
            pen.style(margin, y, width, style);
            if margin > 0 {
                pen.mark(0, y, Marks::of(self.theme.glyphs).cursor, self.theme.accent);
            }
        }
        let row = self.table.row(index);
        let brief = self.table.brief(index);
        let cell = |at: usize| {
            let cell = row.and_then(|row| row.cells.get(at));
            let whole = cell.map_or("", String::as_str);
            let room = places.first().map_or(0, |place| place.width);
            match brief.filter(|_| at == 0 && text::width(whole) > room) {
                Some(brief) => brief,
                None => whole,
            }
        };
        self.draw_cells(pen, (margin, y), places, cell, style);
    }

    fn draw_scrollbar(&self, area: Rect, buffer: &mut Buffer, shown: Shown) {
        let (track, thumb) = match self.theme.glyphs {
            Glyphs::Ascii => ("|", "#"),
            Glyphs::Unicode | Glyphs::Octants => ("│", "█"),
        };
        let positions = self.table.len().saturating_sub(shown.count) + 1;
        let mut state = ScrollbarState::new(positions)
            .position(shown.first)
            .viewport_content_length(shown.count);
        let column = Rect::new(
            area.right() - 1,
            area.y + shown.header,
            1,
            shown.count as u16,
        );
        Scrollbar::new(ScrollbarOrientation::VerticalRight)
            .begin_symbol(None)
            .end_symbol(None)
            .track_symbol(Some(track))
            .thumb_symbol(thumb)
            .track_style(self.theme.rule)
            .thumb_style(self.theme.quiet)
            .render(column, buffer, &mut state);
    }
}

impl Widget for TableView<'_> {
    fn render(self, area: Rect, buffer: &mut Buffer) {
        let area = area.intersection(buffer.area);
        if area.is_empty() {
            return;
        }
        let shown = self.shown(area.height);
        let cut = shown.count > 0 && shown.count < self.table.len() && area.width > 4;
        let margin = if area.width >= 16 { 2 } else { 0 };
        let room = area.width - margin - if cut { 2 } else { 0 };
        let places = self.places(room);
        let mut pen = Pen::new(area, buffer);
        if shown.header > 0 {
            let title = |at: usize| self.table.columns[at].title.as_str();
            self.draw_cells(&mut pen, (margin, 0), &places, title, self.theme.quiet);
        }
        if self.table.is_empty() {
            let lines = wrap(&self.table.empty, room);
            for (y, line) in (shown.header..area.height).zip(lines) {
                pen.text(margin, y, line, self.theme.quiet);
            }
        }
        for (y, index) in (shown.header..).zip(shown.first..shown.first + shown.count) {
            self.draw_row(&mut pen, y, index, margin, &places);
        }
        if cut {
            self.draw_scrollbar(area, buffer, shown);
        }
    }
}

/// The cells that columns take with the gaps between them.
fn total(widths: impl Iterator<Item = u16>) -> u32 {
    widths.fold(0, |sum, width| {
        let gap = if sum == 0 { 0 } else { u32::from(GAP) };
        sum + gap + u32::from(width)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::present::{Column, Row};
    use crate::tui::widgets::testing::picture;

    fn table() -> Table {
        let rows = [
            [
                "18 Oct 2012",
                "946",
                "First annual report, Cm 8421",
                "listing",
            ],
            ["18 Oct 2012", "946", "人身取引 news article", "press"],
            ["Oct 2012", "946", "The Independent", "press"],
            ["20 Nov 2017", "945", "Written answer 107708", "copy"],
        ];
        let rows = rows.map(|cells| Row {
            cells: cells.map(str::to_owned).to_vec(),
            figure: None,
        });
        let by = Column::left("by").grows();
        let role = Column::left("role").rank(1);
        Table {
            columns: vec![Column::left("published"), Column::right("value"), by, role],
            rows: rows.to_vec(),
            selected: Some(2),
            empty: "Nothing is published yet.".to_owned(),
            ..Table::default()
        }
    }

    #[test]
    fn columns_of_rank_0_always_stay_and_of_others_the_highest_rank_goes_first() {
        let ranks = [0, 3, 1, 0, 2];
        let columns = ranks.iter().map(|rank| Column::left("heading").rank(*rank));
        let table = Table {
            columns: columns.collect(),
            ..Table::default()
        };
        let theme = Theme::default();
        let view = TableView {
            table: &table,
            keyboard: Keyboard::Here,
            theme: &theme,
        };
        let mut seen = Vec::new();
        for room in 0..60 {
            let places = view.places(room);
            let shown: Vec<u8> = places.iter().map(|place| ranks[place.column]).collect();
            if seen.last() != Some(&shown) {
                seen.push(shown);
            }
        }
        let fewer: [&[u8]; 4] = [&[0, 0], &[0, 1, 0], &[0, 1, 0, 2], &[0, 3, 1, 0, 2]];
        assert_eq!(seen, fewer);
    }

    fn drawn(table: &Table, width: u16, height: u16) -> Vec<String> {
        let theme = Theme::default();
        picture(
            TableView {
                table,
                keyboard: Keyboard::Here,
                theme: &theme,
            },
            width,
            height,
        )
    }

    #[test]
    fn columns_are_aligned_and_one_takes_the_rest() {
        let lines = drawn(&table(), 70, 5);
        assert_eq!(
            lines[0],
            "  published    value  by                                       role"
        );
        assert_eq!(
            lines[1],
            "  18 Oct 2012    946  First annual report, Cm 8421             listing"
        );
        assert_eq!(
            lines[3],
            "▸ Oct 2012       946  The Independent                          press"
        );
    }

    #[test]
    fn short_of_space_a_column_goes_and_the_selected_row_stays() {
        assert_eq!(
            drawn(&table(), 38, 3),
            [
                "  published    value  by",
                "  18 Oct 2012    946  人身取引 news… │",
                "▸ Oct 2012       946  The Independe… █",
            ]
        );
    }

    #[test]
    fn numbers_are_cut_after_words() {
        let narrow = drawn(&table(), 20, 3).concat();
        assert!(narrow.contains("946"), "{narrow}");
    }

    #[test]
    fn a_click_means_the_row_that_is_drawn_there() {
        let (table, theme) = (table(), Theme::default());
        let view = TableView {
            table: &table,
            keyboard: Keyboard::Here,
            theme: &theme,
        };
        let area = Rect::new(4, 4, 38, 3);
        assert_eq!(view.hit(area, Position::new(5, 4)), None, "the header");
        assert_eq!(view.hit(area, Position::new(5, 5)), Some(1));
        assert_eq!(view.hit(area, Position::new(5, 6)), Some(2));
    }

    #[test]
    fn a_part_of_a_long_list_stands_where_it_stands_in_the_whole() {
        let mut table = table();
        table.hidden.above = 10_000;
        table.hidden.below = 90_000;
        table.selected = Some(10_001);
        let lines = drawn(&table, 38, 4);
        assert!(lines[1].starts_with("  18 Oct 2012"), "{lines:?}");
        assert!(
            lines[2].starts_with("▸ 18 Oct 2012    946  人"),
            "{lines:?}"
        );
        table.selected = Some(10_000);
        let lines = drawn(&table, 38, 4);
        assert!(
            lines[1].trim_end_matches([' ', '│', '█']).is_empty(),
            "{lines:?}"
        );
        let area = Rect::new(0, 0, 38, 4);
        let theme = Theme::default();
        let view = TableView {
            table: &table,
            keyboard: Keyboard::Here,
            theme: &theme,
        };
        assert_eq!(view.hit(area, Position::new(5, 2)), Some(10_000));
    }

    #[test]
    fn an_empty_table_says_so() {
        let table = Table {
            rows: Vec::new(),
            ..table()
        };
        assert_eq!(drawn(&table, 40, 3)[1], "  Nothing is published yet.");
        assert_eq!(
            drawn(&table, 20, 3)[1..],
            ["  Nothing is", "  published yet."]
        );
    }
}

//! The legend of several series, above their frame: the sign of each, its short name and its
//! value at the selected entry. Its rows do not change with the entry that is selected.

use super::pen::Pen;
use super::rows::value_text;
use super::several::Several;
use super::text;
use crate::present::{Plots, Strand};

/// Blank columns between two items.
const GAP: u16 = 2;
/// Names are not cut to less while there are values; rather those are all left out.
const SHORT: u16 = 8;
/// Names are not cut to less; rather they are all left out.
const SHORTEST: u16 = 4;

/// Where the items of a legend stand.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Legend {
    /// The items that have room.
    pub items: Vec<Item>,
    /// The rows that they take.
    pub rows: u16,
}

/// A sign, a name and a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Item {
    /// The series.
    pub strand: usize,
    /// Its first column.
    pub x: u16,
    /// Its row.
    pub y: u16,
    /// The cells of its name.
    pub name: u16,
    /// The cells that any of its values needs.
    pub value: u16,
}

impl Item {
    /// The cells that it takes.
    pub fn width(&self) -> u16 {
        let part = |cells: u16| if cells > 0 { 1 + cells } else { 0 };
        1 + part(self.name) + part(self.value)
    }
}

impl Legend {
    /// The legend on `width` columns and at most `rows` rows. Where there is no room the names
    /// are all cut alike, then the values left out, because a number without a name says
    /// nothing, then the names, and at last only the chosen series and those after it keep
    /// their sign.
    pub fn new(plots: &Plots, chosen: Option<usize>, width: u16, rows: u16) -> Self {
        let names = plots.strands.iter().map(|one| text::width(&one.short));
        let longest = names.max().unwrap_or(0);
        let values = plots.strands.iter().map(|one| widest_value(plots, one));
        let values: Vec<u16> = values.collect();
        let none = vec![0; values.len()];
        let cut_to = |least: u16| (least.min(longest)..=longest).rev();
        let told = cut_to(SHORT).map(|limit| (limit, &values));
        let named = cut_to(SHORTEST).map(|limit| (limit, &none));
        let mut legends = told
            .chain(named)
            .chain([(0, &none)])
            .map(|(limit, values)| pack(plots, 0, (limit, values), (width, rows)));
        let all = plots.strands.len();
        legends
            .find(|legend| legend.items.len() == all)
            .unwrap_or_else(|| pack(plots, chosen.unwrap_or(0), (0, &none), (width, rows)))
    }

    /// The series whose item stands there.
    pub fn at(&self, x: u16, y: u16) -> Option<usize> {
        let holds = |item: &&Item| item.y == y && (item.x..item.x + item.width()).contains(&x);
        self.items.iter().find(holds).map(|item| item.strand)
    }

    /// Draws the legend with one sign a series.
    pub fn draw(&self, pen: &mut Pen, several: &Several, signs: &[char; 4]) {
        let Several { plots, theme, .. } = *several;
        for item in &self.items {
            let strand = &plots.strands[item.strand];
            let place = item.strand % signs.len();
            pen.mark(item.x, item.y, signs[place], theme.series[place]);
            let style = if several.chosen == Some(item.strand) {
                several.keyboard.cursor_style(theme)
            } else {
                theme.text
            };
            let name = text::fit(&strand.short, item.name, theme.glyphs);
            let mut end = pen.text(item.x + 2, item.y, &name, style);
            if item.name == 0 {
                end = item.x + 1;
            }
            let datum = plots.selected().and_then(|at| strand.plot.data.get(at));
            if let Some(datum) = datum.filter(|_| item.value > 0) {
                pen.text(end + 1, item.y, &value_text(datum), theme.strong);
            }
        }
    }
}

/// The items from `first` on, as many as have room with names of at most `limit` cells and
/// with values of so many.
fn pack(
    plots: &Plots,
    first: usize,
    (limit, values): (u16, &[u16]),
    (width, rows): (u16, u16),
) -> Legend {
    let mut legend = Legend::default();
    let (mut x, mut y) = (0, 0);
    for (at, strand) in plots.strands.iter().enumerate().skip(first) {
        let name = text::width(&strand.short).min(limit);
        let mut item = Item {
            strand: at,
            x,
            y,
            name,
            value: values[at],
        };
        if x > 0 && x + item.width() > width {
            y += 1;
            (item.x, item.y) = (0, y);
        }
        if y >= rows || item.x + item.width() > width {
            break;
        }
        x = item.x + item.width() + GAP;
        legend.rows = y + 1;
        legend.items.push(item);
    }
    legend
}

/// The cells that any value of a series needs; none if no entry is selected.
fn widest_value(plots: &Plots, strand: &Strand) -> u16 {
    let data = strand
        .plot
        .data
        .iter()
        .filter(|_| plots.selected().is_some());
    let widths = data.map(|datum| text::width(&value_text(datum)));
    widths.max().unwrap_or(0)
}

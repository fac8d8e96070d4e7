//! One small chart a series, one below the other or in two columns, over the same entries with
//! their labels once under the lowest. On a shared axis all have the same ticks; apart each has
//! its own, and a name that says its unit.

use std::borrow::Cow;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::widgets::Widget;

use crate::present::{Arrangement, Form, Strand};

use super::axis::{Axes, Frame};
use super::chart::Chart;
use super::columns::Columns;
use super::ground::{Ground, Kind};
use super::line::Line;
use super::list;
use super::marks::Marks;
use super::pen::Pen;
use super::rows::value_text;
use super::several::{Hit, Several};
use super::text;
use super::value_axis::{Reach, ValueAxis};

/// The rows of a small chart with its name and its axis: at least, and so that it reads well.
const LEAST: u16 = 4;
const FAIR: u16 = 6;
/// A name is not cut to less for the count of those that are not shown.
const SHORTEST: u16 = 6;
/// From this width on there may be two columns, with so many blanks between them.
const BESIDE: u16 = 80;
const GUTTER: u16 = 3;
/// From this height on a row says what happened in the time of the selected entry.
const WORDY: u16 = 14;

/// Small charts.
#[derive(Clone, Copy, Debug)]
pub struct Multiples<'a>(pub Several<'a>);

/// A small chart: its name on the first row of its area, its frame below.
#[derive(Clone, Debug, PartialEq)]
pub struct Small<'a> {
    /// The series.
    pub strand: usize,
    /// Its area.
    pub area: Rect,
    /// Its frame.
    pub frame: Frame<'a>,
}

/// Where all small charts stand.
#[derive(Clone, Debug, PartialEq)]
pub struct Layout<'a> {
    /// The charts that are shown.
    pub charts: Vec<Small<'a>>,
    /// How many series are not shown before the first one, and after the last one.
    pub cut: (usize, usize),
    /// The last row, and what it says of the selected entry.
    pub words: Option<(u16, String)>,
}

/// How many charts stand beside and below one another, and their rows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Grid {
    across: u16,
    down: u16,
    rows: u16,
}

impl Grid {
    /// As few columns as leave every chart enough rows; a window of the charts if none does.
    fn new(count: usize, width: u16, rows: u16) -> Self {
        let count = (count as u16).max(1);
        let fit = |least: u16| (rows / least).max(1);
        let half = count.div_ceil(2);
        let (across, down) = if count <= fit(FAIR) {
            (1, count)
        } else if width >= BESIDE && half <= fit(LEAST) {
            (2, half)
        } else if width >= BESIDE {
            (2, fit(FAIR))
        } else if count <= fit(LEAST) {
            (1, count)
        } else {
            (1, fit(FAIR).max(fit(LEAST).min(2)))
        };
        Self {
            across,
            down,
            rows: rows / down,
        }
    }
}

impl Layout<'_> {
    /// What stands at a place of the area.
    pub fn at(&self, x: u16, y: u16) -> Option<Hit> {
        let holds = |one: &&Small| one.area.contains((x, y).into());
        let chart = self.charts.iter().find(holds)?;
        if y == chart.area.y {
            return Some(Hit::Strand(chart.strand));
        }
        let entry = chart.frame.slots.at(x - chart.area.x)?;
        Some(Hit::Entry(entry))
    }
}

/// The rows on which so many charts read well, in as many columns as the width allows.
pub fn fair(count: usize, width: u16) -> u16 {
    let across = if width >= BESIDE { 2 } else { 1 };
    (count as u16).div_ceil(across).max(1) * (FAIR + 1) + 2
}

impl<'a> Multiples<'a> {
    /// Where everything stands in an area; `None` if there is no room or no entry.
    pub fn layout(&self, area: Rect) -> Option<Layout<'a>> {
        let count = self.0.plots.strands.len();
        let words = self.0.ground(Kind::Points).words(area.height);
        let words = words.filter(|_| area.height >= WORDY);
        let below = 1 + u16::from(words.is_some());
        let grid = Grid::new(count, area.width, area.height.checked_sub(below)?);
        if grid.rows < LEAST {
            return None;
        }
        let shown = usize::from(grid.across * grid.down).min(count);
        let first = list::first(count, self.0.chosen, shown);
        let gutters = (grid.across - 1) * GUTTER;
        let width = (area.width - gutters) / grid.across;
        let axes = self.axes(grid.rows - 2, width);
        let mut charts = Vec::new();
        for at in 0..shown as u16 {
            let (column, row) = (at / grid.down, at % grid.down);
            let lowest = row + 1 == grid.down || usize::from(at) + 1 == shown;
            let strand = first + usize::from(at);
            let place = Rect {
                x: column * (width + GUTTER),
                y: row * grid.rows,
                width,
                height: grid.rows + u16::from(lowest),
            };
            let mut frame = self.frame(strand, axes[strand].clone(), width)?;
            if !lowest {
                frame.labels.clear();
            }
            charts.push(Small {
                strand,
                area: place,
                frame,
            });
        }
        Some(Layout {
            charts,
            cut: (first, count - first - shown),
            words: words.map(|words| (area.height - 1, words)),
        })
    }

    /// Bars need their width; a chart of points among them stands on the same entries.
    fn kind(&self) -> Kind {
        let bars = |one: &Strand| one.plot.form == Form::Bars;
        if self.0.plots.strands.iter().any(bars) {
            Kind::Bars
        } else {
            Kind::Points
        }
    }

    /// The axes of every series on frames of `rows` rows above the horizontal axis.
    fn axes(&self, rows: u16, width: u16) -> Vec<Axes> {
        let all = self.0.ground(self.kind());
        let tags = u16::from(rows >= FAIR && !all.breaks().is_empty());
        let make = |zero: fn(Reach) -> Reach| {
            let shared = zero(all.reach());
            let of = |strand: &'a Strand| match self.0.plots.arrangement {
                Arrangement::Apart => zero(Ground::single(&strand.plot, self.kind()).reach()),
                _ => shared,
            };
            let strands = self.0.plots.strands.iter();
            let axes = strands.map(|one| ValueAxis::new(of(one), rows - tags));
            axes.collect::<Vec<_>>()
        };
        let column = |axes: &[ValueAxis]| {
            let widest = axes.iter().map(ValueAxis::width).max().unwrap_or(0);
            (widest + 1 < width / 3).then_some(widest + 1)
        };
        let mut values = make(|reach| reach);
        if column(&values).is_none() {
            values = make(Reach::uncropped);
        }
        let column = column(&values);
        let axes = values.into_iter().map(|values| Axes {
            base: rows,
            values,
            column,
        });
        axes.collect()
    }

    fn frame(&self, strand: usize, axes: Axes, width: u16) -> Option<Frame<'a>> {
        let plot = &self.0.plots.strands[strand].plot;
        let ground = Ground::single(plot, self.kind());
        Frame::on(&ground, axes, width, self.0.theme.glyphs)
    }

    /// Writes the name, the unit where it differs, and the value at the selected entry.
    fn draw_name(&self, pen: &mut Pen, strand: usize, more: [String; 2]) {
        let Several { plots, theme, .. } = self.0;
        let one = &plots.strands[strand];
        let chosen = self.0.chosen == Some(strand);
        let style = if chosen {
            pen.mark(0, 0, Marks::of(theme.glyphs).cursor, theme.accent);
            self.0.keyboard.cursor_style(theme)
        } else {
            theme.text
        };
        let units_differ = plots.strands.iter().any(|other| other.unit != one.unit);
        let name = if units_differ && !one.unit.is_empty() {
            format!("{} ({})", one.short, one.unit)
        } else {
            one.short.clone()
        };
        let mut room = pen.width().saturating_sub(2);
        let value = self.value(one, room);
        let mut take = |cells: u16, gap: u16| {
            room = room.saturating_sub(if cells > 0 { cells + gap } else { 0 });
            room
        };
        let left = take(text::width(&value), 2);
        let wanted = text::width(&name).min(SHORTEST);
        let more = more
            .into_iter()
            .find(|more| text::width(more) + 1 + wanted <= left);
        let more = more.unwrap_or_default();
        let room = take(text::width(&more), 1);
        let shown = text::fit(&name, room, theme.glyphs);
        let end = pen.text(2, 0, &shown, style);
        let gap = if room > 0 { 2 } else { 0 };
        pen.text(end + gap, 0, &value, theme.strong);
        pen.text_right(pen.width(), 0, &more, theme.quiet);
    }

    /// The value of a series at the selected entry, without its marks where these do not fit;
    /// a number is not cut.
    fn value(&self, strand: &'a Strand, room: u16) -> Cow<'a, str> {
        let selected = self.0.plots.selected();
        let Some(datum) = selected.and_then(|at| strand.plot.data.get(at)) else {
            return Cow::default();
        };
        let fits = |text: &Cow<str>| text::width(text) <= room;
        let whole = Some(value_text(datum)).filter(fits);
        let bare = Some(Cow::from(datum.text.as_str())).filter(fits);
        whole.or(bare).unwrap_or_default()
    }

    /// How many series are not shown, in full and short, at the ends of those that are.
    fn more(&self, layout: &Layout, at: usize) -> [String; 2] {
        let marks = Marks::of(self.0.theme.glyphs);
        let (above, below) = layout.cut;
        let mut parts = Vec::new();
        if at == 0 && above > 0 {
            parts.push((marks.up, above));
        }
        if at + 1 == layout.charts.len() && below > 0 {
            parts.push((marks.down, below));
        }
        let full = parts
            .iter()
            .map(|(mark, count)| format!("{mark} {count} more"));
        let short = parts.iter().map(|(mark, count)| format!("{mark}{count}"));
        let (full, short): (Vec<String>, Vec<String>) = (full.collect(), short.collect());
        [full.join(" "), short.join(" ")]
    }

    fn draw_chart(&self, pen: &mut Pen, small: &Small) {
        let Several {
            theme, keyboard, ..
        } = self.0;
        let plot = &self.0.plots.strands[small.strand].plot;
        small.frame.draw_axes(pen, theme, keyboard);
        let chart = Chart {
            plot,
            theme,
            keyboard,
        };
        if plot.form == Form::Bars {
            Columns(chart).draw_bars(pen, &small.frame);
            self.draw_flat(pen, small);
        } else {
            Line(chart).draw_marks(pen, &small.frame);
            small.frame.draw_signs(pen, plot, theme);
        }
        small.frame.draw_breaks(pen, theme);
    }

    /// Writes a zero, or the sign for what is not there, in the place of a bar.
    fn draw_flat(&self, pen: &mut Pen, small: &Small) {
        let data = &self.0.plots.strands[small.strand].plot.data;
        let Some(y) = small.frame.y(0) else { return };
        for (index, x) in small.frame.slots.iter() {
            let width = text::width(&data[index].text);
            let begin = small.frame.slots.centred(x, width);
            let flat = data[index].value.is_none_or(|value| value <= 0.0);
            let apart = (1..small.frame.slots.pitch()).contains(&width);
            if flat && apart && begin >= 0 && pen.is_free(begin as u16, y, width) {
                pen.text(begin as u16, y, &data[index].text, self.0.theme.quiet);
            }
        }
    }
}

impl Widget for Multiples<'_> {
    fn render(self, area: Rect, buffer: &mut Buffer) {
        let area = area.intersection(buffer.area);
        let Some(layout) = self.layout(Rect::new(0, 0, area.width, area.height)) else {
            return;
        };
        for (at, small) in layout.charts.iter().enumerate() {
            let place = Rect {
                x: area.x + small.area.x,
                y: area.y + small.area.y,
                ..small.area
            };
            let more = self.more(&layout, at);
            self.draw_name(&mut Pen::new(place, buffer), small.strand, more);
            let below = Rect {
                y: place.y + 1,
                height: place.height.saturating_sub(1),
                ..place
            };
            self.draw_chart(&mut Pen::new(below, buffer), small);
        }
        if let Some((y, words)) = &layout.words {
            let mut pen = Pen::new(area, buffer);
            let from = layout.charts.first().and_then(|one| one.frame.axis);
            let from = from.map_or(0, |column| column + 1);
            let room = pen.width().saturating_sub(from);
            let shown = text::fit(words, room, self.0.theme.glyphs);
            pen.text(from, *y, &shown, self.0.theme.quiet);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::present::Arrangement;
    use crate::present::Plots;
    use crate::tui::theme::Theme;
    use crate::tui::widgets::testing::{ascii, picture, second_chosen, several};

    fn drawn(plots: &Plots, theme: &Theme, width: u16, height: u16) -> Vec<String> {
        picture(Multiples(second_chosen(plots, theme)), width, height)
    }

    #[test]
    fn charts_on_one_axis_have_the_same_ticks_and_their_labels_once() {
        let plots = several(Arrangement::Multiples, 3);
        assert_eq!(
            drawn(&plots, &Theme::default(), 70, 20),
            [
                "  Adults  2,300",
                "4,000 ┤                                                        ▁▁▁▁▁▁▁",
                "      │                                      ▂▂▂▂▂▂▂  ▇▇▇▇▇▇▇  ███████",
                "2,000 ┤           ▁▁▁▁▁▁▁  ▄▄▄▄▄▄▄  ▇▇▇▇▇▇▇  ███████  ███████  ███████",
                "      │  ▇▇▇▇▇▇▇  ███████  ███████  ███████  ███████  ███████  ███████",
                "    0 ┼───────────────────────────────────────────────────────────────",
                "▸ Children  900",
                "4,000 ┤                                             [b]        ▁▁▁▁▁▁▁",
                "      │                                              ┊         ███████",
                "2,000 ┤                                              ┊▆▆▆▆▆▆▆  ███████",
                "      │  ▂▂▂▂▂▂▂  ▃▃▃▃▃▃▃           ▅▅▅▅▅▅▅  ▇▇▇▇▇▇▇ ┊███████  ███████",
                "    0 ┼──────────────────────────────────────────────┊────────────────",
                "  Age not recorded  [x]",
                "4,000 ┤",
                "      │",
                "2,000 ┤",
                "      │     0     ▁▁▁▁▁▁▁  ▁▁▁▁▁▁▁    [c]      [x]    ▁▁▁▁▁▁▁  ▁▁▁▁▁▁▁",
                "    0 ┼────────────────────────────────┬──────────────────────────────",
                "          2012     2013     2014     2015    ▸2016     2017     2018",
                "",
            ]
        );
        assert_eq!(
            drawn(&plots, &ascii(), 110, 13),
            [
                "  Adults  2,300                                           Age not recorded  [x]",
                "4,000 +                                                 4,000 +",
                "      |                          ____  ####  ####             |",
                "2,000 +              ____  ####  ####  ####  ####       2,000 +",
                "      |  ####  ####  ####  ####  ####  ####  ####             |   0    ____  ____  [c]   [x]   ____  ____",
                "    0 +----------------------------------------------       0 +---------------------'------------------------",
                "> Children  900                                                  2012  2013  2014  2015 >2016  2017  2018",
                "4,000 +                              [b]",
                "      |                               :      ####",
                "2,000 +                               :####  ####",
                "      |  ____  ____        ____  #### :####  ####",
                "    0 +-------------------------------:--------------",
                "         2012  2013  2014  2015 >2016  2017  2018",
            ]
        );
    }

    #[test]
    fn charts_apart_have_their_own_ticks_and_say_their_unit() {
        let mut plots = several(Arrangement::Apart, 3);
        plots.strands[2].unit = "days".to_owned();
        plots.strands[0].plot.form = Form::Line;
        plots.strands[2].plot.form = Form::Points;
        assert_eq!(
            drawn(&plots, &Theme::default(), 60, 19),
            [
                "  Adults (people)  2,300",
                "5,000 ┤",
                "      │                     ⢀⣀⣀⣀⣀⣀⣀⡠⠤⠤⠤●⠤⠤⠔⠒⠒⠒⠒⠒⠒⠊⠉⠉⠉⠁",
                "      │    ⠒⠒⠒⠒⠒⠒⠒⠒⠒⠒⠊⠉⠉⠉⠉⠉⠉⠁",
                "    0 ┼─────────────────────────────────────────────────────",
                "▸ Children (people)  900",
                "5,000 ┤                                   [b]",
                "      │                                    ┊▁▁▁▁▁  ▇▇▇▇▇",
                "      │  ▁▁▁▁▁  ▂▂▂▂▂         ▃▃▃▃▃  ▄▄▄▄▄ ┊█████  █████",
                "    0 ┼────────────────────────────────────┊────────────────",
                "  Age not recorded (days)  [x]",
                "  100 ┤",
                "      │           •",
                "      │    •             •     [c]            •      •",
                "    0 ┼─────────────────────────┬───────────────────────────",
                "         2012   2013   2014   2015  ▸2016   2017   2018",
                "",
                "",
                "",
            ]
        );
    }

    #[test]
    fn where_not_all_charts_fit_those_around_the_chosen_one_are_shown() {
        let plots = several(Arrangement::Multiples, 4);
        assert_eq!(
            drawn(&plots, &ascii(), 40, 10),
            [
                "  Adults  2,300",
                "5,000 +",
                "      | ___ ___ ___ ### ### ### ###",
                "    0 +---------------------------------",
                "> Children  900                 v 2 more",
                "5,000 +                   [b]",
                "      | ___ ___     ___ ___:___ ###",
                "    0 +--------------------:------------",
                "        ’12 ’13 ’14 ’15 ’16 ’17 ’18",
                "",
            ]
        );
        assert_eq!(
            drawn(&plots, &Theme::default(), 22, 7),
            [
                "▸ Children  900  ↑1 ↓2",
                "4,000 ┤         [b] ▁",
                "      │          ┊  █",
                "2,000 ┤          ┊▆ █",
                "      │ ▂ ▃   ▅ ▇┊█ █",
                "    0 ┼──────────┊────",
                "       ’12 ’14 ’16 ’18",
            ]
        );
    }
}

//! Several series as one chart, in the arrangement that they ask for as far as there is room:
//! bars that do not fit side by side become small multiples, and where no chart has room each
//! series is a row with its value.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::style::{Modifier, Style};
use ratatui::widgets::Widget;

use crate::present::plots::AT_MOST;
use crate::present::{Arrangement, Plots};
use crate::tui::theme::Theme;

use super::axis::Frame;
use super::ground::{Ground, Kind};
use super::grouped::Grouped;
use super::keyboard::Keyboard;
use super::legend::Legend;
use super::lines::Lines;
use super::marks::Marks;
use super::multiples::{self, Multiples};
use super::pen::Pen;
use super::stacked::Stacked;
use super::strand_list::StrandList;

/// The rows on which one frame and its legend read well.
const FAIR: u16 = 16;

/// Several series.
#[derive(Clone, Copy, Debug)]
pub struct Several<'a> {
    /// What is drawn.
    pub plots: &'a Plots,
    /// The series that is chosen among them.
    pub chosen: Option<usize>,
    /// The styles.
    pub theme: &'a Theme,
    /// Where the keyboard is.
    pub keyboard: Keyboard,
}

/// What stands at a position of a chart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Hit {
    /// An entry.
    Entry(usize),
    /// The name of a series.
    Strand(usize),
}

/// A legend above a frame.
#[derive(Clone, Debug, PartialEq)]
pub struct Framed<'a> {
    /// The legend.
    pub legend: Legend,
    /// The frame, on the rows below it.
    pub frame: Frame<'a>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Way {
    Lines,
    Grouped,
    Stacked,
    Multiples,
    List,
}

impl<'a> Several<'a> {
    /// What stands at a position of the screen, if the chart is drawn on the area.
    pub fn hit(&self, area: Rect, position: Position) -> Option<Hit> {
        if !area.contains(position) {
            return None;
        }
        let inside = Rect::new(0, 0, area.width, area.height);
        let (x, y) = (position.x - area.x, position.y - area.y);
        match self.way(inside) {
            Way::Lines => Lines(*self).layout(inside)?.at(x, y),
            Way::Grouped => Grouped(*self).layout(inside)?.at(x, y),
            Way::Stacked => Stacked(*self).layout(inside)?.at(x, y),
            Way::Multiples => Multiples(*self).layout(inside)?.at(x, y),
            Way::List => StrandList(*self).at(inside.height, y).map(Hit::Strand),
        }
    }

    /// Whether an area shows every entry of every series in a chart, none of them cut off.
    pub fn fills(&self, area: Rect) -> bool {
        let whole = |frame: &Frame| frame.slots.cut() == (false, false);
        match self.way(area) {
            Way::Lines => {
                let layout = Lines(*self).layout(area);
                layout.is_some_and(|one| whole(&one.framed.frame))
            }
            Way::Grouped => Grouped(*self)
                .layout(area)
                .is_some_and(|one| whole(&one.frame)),
            Way::Stacked => Stacked(*self)
                .layout(area)
                .is_some_and(|one| whole(&one.frame)),
            Way::Multiples => Multiples(*self).layout(area).is_some_and(|all| {
                all.cut == (0, 0) && all.charts.iter().all(|one| whole(&one.frame))
            }),
            Way::List => false,
        }
    }

    /// The rows on which the chart reads well.
    pub fn fair_rows(&self, width: u16) -> u16 {
        let count = self.plots.strands.len();
        let apart = matches!(
            self.plots.arrangement,
            Arrangement::Multiples | Arrangement::Apart
        );
        if apart || count > AT_MOST {
            multiples::fair(count, width)
        } else {
            FAIR
        }
    }

    fn way(&self, area: Rect) -> Way {
        let roomy = area.width >= 20 && area.height >= 6;
        let many = self.plots.strands.len() > AT_MOST;
        let way = match self.plots.arrangement {
            _ if !roomy || self.plots.entries().is_empty() => Way::List,
            _ if many => Way::Multiples,
            Arrangement::Lines => Way::Lines,
            Arrangement::Grouped if Grouped(*self).layout(area).is_some() => Way::Grouped,
            Arrangement::Stacked => Way::Stacked,
            _ => Way::Multiples,
        };
        let fits = match way {
            Way::Lines => Lines(*self).layout(area).is_some(),
            Way::Stacked => Stacked(*self).layout(area).is_some(),
            Way::Multiples => Multiples(*self).layout(area).is_some(),
            Way::Grouped | Way::List => true,
        };
        if fits { way } else { Way::List }
    }

    /// The plots of all series, for one frame.
    pub(super) fn ground(&self, kind: Kind) -> Ground<'a> {
        Ground {
            plots: self.plots.strands.iter().map(|one| &one.plot).collect(),
            kind,
            margin: 0,
        }
    }

    /// The style of a series; that of the chosen one stands out.
    pub(super) fn style(&self, strand: usize) -> Style {
        let style = self.theme.series[strand % self.theme.series.len()];
        if self.chosen == Some(strand) {
            style.add_modifier(Modifier::BOLD)
        } else {
            style
        }
    }
}

impl<'a> Framed<'a> {
    /// A legend and the frame below it; `None` if there is no room for the frame.
    pub fn new(several: &Several<'a>, ground: &Ground<'a>, area: Rect) -> Option<Self> {
        let rows = (area.height.saturating_sub(7) / 2).clamp(1, 4);
        let legend = Legend::new(several.plots, several.chosen, area.width, rows);
        let height = area.height.saturating_sub(legend.rows);
        let frame = Frame::new(ground, area.width, height, several.theme.glyphs)?;
        Some(Self { legend, frame })
    }

    /// What stands at a place of the area.
    pub fn at(&self, x: u16, y: u16) -> Option<Hit> {
        if y < self.legend.rows {
            self.legend.at(x, y).map(Hit::Strand)
        } else {
            self.frame.slots.at(x).map(Hit::Entry)
        }
    }

    /// Draws bars in the frame, each at the place of its entry, with the legend of their fills.
    pub fn draw_bars(
        &self,
        several: &Several,
        area: Rect,
        buffer: &mut Buffer,
        bar: impl Fn(&mut Pen, usize, u16),
    ) {
        let Several {
            theme, keyboard, ..
        } = *several;
        let fills = &Marks::of(theme.glyphs).fills;
        self.legend
            .draw(&mut Pen::new(area, buffer), several, fills);
        let mut pen = Pen::new(self.below(area), buffer);
        self.frame.draw_axes(&mut pen, theme, keyboard);
        for (index, x) in self.frame.slots.iter() {
            bar(&mut pen, index, x);
        }
        self.frame.draw_breaks(&mut pen, theme);
    }

    /// The part of an area in which the frame stands.
    pub fn below(&self, area: Rect) -> Rect {
        let rows = self.legend.rows.min(area.height);
        Rect {
            y: area.y + rows,
            height: area.height - rows,
            ..area
        }
    }
}

impl Widget for Several<'_> {
    fn render(self, area: Rect, buffer: &mut Buffer) {
        let area = area.intersection(buffer.area);
        match self.way(Rect::new(0, 0, area.width, area.height)) {
            Way::Lines => Lines(self).render(area, buffer),
            Way::Grouped => Grouped(self).render(area, buffer),
            Way::Stacked => Stacked(self).render(area, buffer),
            Way::Multiples => Multiples(self).render(area, buffer),
            Way::List => StrandList(self).render(area, buffer),
        }
    }
}

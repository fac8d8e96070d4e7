//! A panel drawn as a whole, with as many rows as it needs: for a picture that is no window.
//! Nobody has the keyboard there, so nothing is under a cursor but the period.

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::widgets::Widget;

use crate::present::{Body, Card, Page, Panel, Plot, Plots};
use crate::tui::theme::Theme;
use crate::tui::widgets::{Cards, Chart, GaugeBar, Keyboard, Rows, Several, TableView, prose};

use super::draw::{self, Parts};
use super::{Panes, Place, over_time};

/// The rows of a chart with an axis of values.
const CHART: u16 = 14;

/// No cursor stands here.
const NOWHERE: usize = usize::MAX;

impl Panes {
    /// The panes of a page that is only looked at.
    pub fn still(mut page: Page) -> Self {
        for panel in &mut page.panels {
            panel.brief.clear();
            match &mut panel.body {
                Body::Table(table) if !over_time(panel.id) => table.selected = None,
                Body::Plot(plot) if !over_time(panel.id) => plot.selected = None,
                _ => {}
            }
        }
        let count = page.panels.len();
        let mut panes = Self {
            page,
            focus: NOWHERE,
            cursors: vec![NOWHERE; count],
            scrolls: vec![0; count],
            ..Self::default()
        };
        panes.measure();
        panes
    }

    /// A panel with everything that stands in it, on a picture of this width.
    pub fn whole(&self, at: usize, width: u16, theme: &Theme) -> Buffer {
        let panel = &self.page.panels[at];
        let parts = parts(panel, width, theme);
        let area = Rect::new(0, 0, width, parts.source.bottom());
        let mut buffer = Buffer::empty(area);
        buffer.set_style(area, theme.screen);
        let keyboard = Keyboard::Elsewhere;
        draw::around(panel, &parts, keyboard, theme, &mut buffer);
        match &panel.body {
            Body::Plot(plot) => draw_plot(plot, parts.body, theme, &mut buffer),
            Body::Plots(plots) => draw_several(plots, parts.body, theme, &mut buffer),
            _ => {
                let (panel, area) = (at, parts.body);
                draw::body(self, Place { panel, area }, keyboard, theme, &mut buffer);
            }
        }
        buffer
    }
}

/// The parts of a panel, each with the rows that all of it takes.
fn parts(panel: &Panel, width: u16, theme: &Theme) -> Parts {
    let mut y = 0_u16;
    let mut part = |rows: u16| {
        let area = Rect::new(0, y, width, rows.min(u16::MAX - y));
        y = area.bottom();
        area
    };
    let lines = |text: &str| match text {
        "" => 0,
        text => prose::wrap(text, width).len() as u16,
    };
    let title = part(lines(&panel.title));
    let subtitle = part(lines(&panel.subtitle));
    let body = part(body_rows(&panel.body, width, theme));
    let notes = part(draw::note_lines(panel, width).len() as u16);
    let source = part(u16::from(!panel.source.is_empty()));
    Parts {
        title,
        subtitle,
        body,
        notes,
        source,
    }
}

fn body_rows(body: &Body, width: u16, theme: &Theme) -> u16 {
    let table = |rows: usize| rows.max(1).saturating_add(1).min(usize::from(u16::MAX)) as u16;
    match body {
        Body::Cards(cards) => card_rows(cards, width, theme),
        Body::Plot(plot) => plot_rows(plot, width, theme),
        Body::Plots(plots) if fills_several(plots, width, theme) => {
            several(plots, theme).fair_rows(width)
        }
        Body::Plots(plots) => table(plots.table().rows.len()),
        Body::Gauges(gauges) => {
            let height = |gauge| {
                GaugeBar {
                    gauge,
                    theme,
                    selected: false,
                    keyboard: Keyboard::Elsewhere,
                }
                .height()
            };
            let gaps = gauges.len().saturating_sub(1) as u16;
            gauges.iter().map(height).sum::<u16>() + gaps
        }
        Body::Table(one) => table(one.rows.len()),
        Body::Text(text) => prose::height(text, width),
    }
}

fn card_rows(cards: &[Card], width: u16, theme: &Theme) -> u16 {
    let row = Cards {
        cards,
        selected: None,
        keyboard: Keyboard::Elsewhere,
        theme,
    };
    if row.stand_side_by_side(width) {
        let sparks = cards.iter().any(|card| card.spark.len() > 1);
        5 + u16::from(sparks)
    } else {
        cards.len() as u16
    }
}

/// The rows of a plot: those of a chart if it shows every entry, else one an entry and break.
fn plot_rows(plot: &Plot, width: u16, theme: &Theme) -> u16 {
    if fills(plot, width, theme) {
        return CHART;
    }
    let starts = |at: &usize| plot.breaks.iter().any(|one| one.before == *at);
    let breaks = (0..plot.data.len()).filter(starts).count();
    (plot.data.len() + breaks).max(1) as u16
}

fn fills(plot: &Plot, width: u16, theme: &Theme) -> bool {
    chart(plot, theme).fills(Rect::new(0, 0, width, CHART))
}

fn chart<'a>(plot: &'a Plot, theme: &'a Theme) -> Chart<'a> {
    let keyboard = Keyboard::Elsewhere;
    Chart {
        plot,
        theme,
        keyboard,
    }
}

fn several<'a>(plots: &'a Plots, theme: &'a Theme) -> Several<'a> {
    let (chosen, keyboard) = (None, Keyboard::Elsewhere);
    Several {
        plots,
        chosen,
        theme,
        keyboard,
    }
}

fn fills_several(plots: &Plots, width: u16, theme: &Theme) -> bool {
    let several = several(plots, theme);
    several.fills(Rect::new(0, 0, width, several.fair_rows(width)))
}

/// Draws several series as a chart if it shows every entry, else as a table.
fn draw_several(plots: &Plots, area: Rect, theme: &Theme, buffer: &mut Buffer) {
    if fills_several(plots, area.width, theme) {
        return several(plots, theme).render(area, buffer);
    }
    let (table, keyboard) = (&plots.table(), Keyboard::Elsewhere);
    TableView {
        table,
        keyboard,
        theme,
    }
    .render(area, buffer);
}

fn draw_plot(plot: &Plot, area: Rect, theme: &Theme, buffer: &mut Buffer) {
    let chart = chart(plot, theme);
    if fills(plot, area.width, theme) {
        chart.render(area, buffer);
    } else {
        Rows(chart).render(area, buffer);
    }
}

//! How a panel is drawn: title, subtitle, body, notes and source, by what room there is.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::widgets::Widget;

use crate::present::page::CROPPED;
use crate::present::{Body, Gauge, Panel, Paragraph};
use crate::tui::theme::{Glyphs, Theme};
use crate::tui::widgets::several::Hit;
use crate::tui::widgets::{
    Cards, Chart, GaugeBar, Keyboard, Prose, Several, TableView, prose, text,
};

use super::{Panes, Place};

/// The parts of a panel's area; a part that has no room is empty.
#[derive(Clone, Copy, Debug)]
pub(super) struct Parts {
    pub(super) title: Rect,
    pub(super) subtitle: Rect,
    pub(super) body: Rect,
    pub(super) notes: Rect,
    pub(super) source: Rect,
}

/// The rows that a body needs before notes get any.
fn least_body(body: &Body) -> u16 {
    match body {
        Body::Cards(_) => 6,
        Body::Plot(plot) => (plot.data.len() as u16 + 2).clamp(3, 10),
        Body::Plots(_) => 10,
        Body::Gauges(gauges) => 3 * gauges.len() as u16,
        Body::Table(table) => (table.len().min(8) as u16 + 1).clamp(2, 8),
        Body::Text(_) => 3,
    }
}

fn parts(panel: &Panel, area: Rect) -> Parts {
    let mut rest = area;
    // Cards that need every row say what they are themselves.
    let tight =
        matches!(&panel.body, Body::Cards(cards) if usize::from(area.height) <= cards.len());
    let titled = !panel.title.is_empty() && area.height > 2 && !tight;
    let title_rows = title_rows(panel, area);
    let title = cut(&mut rest, if titled { title_rows } else { 0 });
    let subtitle_rows = prose::wrap(&panel.subtitle, area.width).len() as u16;
    // Short of rows a title that is whole comes before a subtitle.
    let spare = area.height >= 10 || title_rows == 1;
    let subtitled = !panel.subtitle.is_empty() && area.height >= 8 && spare;
    let subtitle_rows = subtitle_rows.min(1 + area.height / 14);
    let subtitle = cut(&mut rest, if subtitled { subtitle_rows } else { 0 });
    let spare = |rest: Rect| rest.height.saturating_sub(least_body(&panel.body));
    let source_rows = u16::from(!panel.source.is_empty() && rest.height >= 3);
    let wanted: u16 = note_lines(panel, area.width).len() as u16;
    // A break or a mark in the chart is explained even where the chart gets smaller for it.
    // A table is not cut for it.
    let is_table = matches!(panel.body, Body::Table(_));
    let least = u16::from(explains(panel) && !is_table && area.height >= 9);
    let note_rows = wanted
        .min(spare(rest).saturating_sub(source_rows))
        .min(area.height / 4)
        .max(least.min(wanted));
    let body_rows = rest.height - source_rows - note_rows;
    Parts {
        title,
        subtitle,
        body: cut(&mut rest, body_rows),
        notes: cut(&mut rest, note_rows),
        source: cut(&mut rest, source_rows),
    }
}

/// The rows of the title of a panel, or of its brief one where the title has no room.
fn title_rows(panel: &Panel, area: Rect) -> u16 {
    let rows = |text: &str| prose::wrap(&format!("> {text}"), area.width).len() as u16;
    let most = if area.height >= 10 { 2 } else { 1 };
    let shown = match panel.brief.as_str() {
        brief if !brief.is_empty() && rows(&panel.title) > most => brief,
        _ => &panel.title,
    };
    rows(shown).min(match &panel.body {
        // What is read is named in full as long as there is room for its text.
        Body::Text(_) => (area.height * 2 / 5).min(4).max(area.height / 4).max(1),
        _ if area.height >= 8 => 2,
        _ => 1,
    })
}

/// Takes rows off the top of an area, as far as it has them.
fn cut(rest: &mut Rect, rows: u16) -> Rect {
    let height = rows.min(rest.height);
    let part = Rect { height, ..*rest };
    rest.y += height;
    rest.height -= height;
    part
}

/// Whether the first note says what a sign in the panel means.
fn explains(panel: &Panel) -> bool {
    panel
        .notes
        .first()
        .is_some_and(|note| note.starts_with('[') || note == CROPPED)
}

pub(super) fn note_lines(panel: &Panel, width: u16) -> Vec<&str> {
    let notes = panel.notes.iter();
    notes.flat_map(|note| prose::wrap(note, width)).collect()
}

impl Panes {
    pub(super) fn body(&self, panel: usize) -> Option<Rect> {
        let place = self.places.iter().find(|place| place.panel == panel)?;
        Some(parts(&self.page.panels[panel], place.area).body)
    }

    pub(super) fn body_height(&self, panel: usize) -> u16 {
        self.body(panel).map_or(0, |body| body.height)
    }

    pub(super) fn body_width(&self, panel: usize) -> u16 {
        self.body(panel).map_or(0, |body| body.width)
    }
}

/// What a click on a panel's body means; in a chart of several series a name is a series.
pub(super) fn hit(panes: &Panes, place: Place, at: Position) -> Option<Hit> {
    let panel = &panes.page.panels[place.panel];
    let area = parts(panel, place.area).body;
    let theme = &Theme::default();
    let keyboard = Keyboard::Here;
    if !area.contains(at) {
        return None;
    }
    let entry = match &panel.body {
        Body::Cards(cards) => Cards {
            cards,
            selected: None,
            keyboard,
            theme,
        }
        .hit(area, at),
        Body::Plot(plot) => Chart {
            plot,
            theme,
            keyboard,
        }
        .hit(area, at),
        Body::Plots(plots) => {
            let chosen = Some(panes.cursors[place.panel]);
            return Several {
                plots,
                chosen,
                theme,
                keyboard,
            }
            .hit(area, at);
        }
        Body::Gauges(gauges) => gauge_areas(gauges, area, theme)
            .iter()
            .position(|one| one.contains(at)),
        Body::Table(table) => TableView {
            table,
            keyboard,
            theme,
        }
        .hit(area, at),
        Body::Text(text) => {
            let row = at.y - area.y + panes.scrolls[place.panel];
            paragraph_at(text, area.width, row)
        }
    };
    entry.map(Hit::Entry)
}

/// The paragraph at a row of a text, if it is about a figure.
fn paragraph_at(text: &[Paragraph], width: u16, row: u16) -> Option<usize> {
    (0..text.len()).find(|one| {
        let found = prose::place(text, width, *one);
        let holds = found.is_some_and(|(top, rows)| (top..top + rows).contains(&row));
        holds && text[*one].figure.is_some()
    })
}

/// Each gauge's rows, one below the other, with a blank row between where there is room.
fn gauge_areas(gauges: &[Gauge], area: Rect, theme: &Theme) -> Vec<Rect> {
    let heights: Vec<u16> = gauges
        .iter()
        .map(|gauge| {
            let (selected, keyboard) = (false, Keyboard::Elsewhere);
            GaugeBar {
                gauge,
                theme,
                selected,
                keyboard,
            }
            .height()
        })
        .collect();
    let count = gauges.len() as u16;
    let whole: u16 = heights.iter().sum();
    let gap = u16::from(whole + count.saturating_sub(1) <= area.height);
    let even = area.height / count.max(1);
    let mut y = area.y;
    let mut areas = Vec::new();
    for height in heights {
        let wanted = if whole > area.height {
            height.min(even.max(1))
        } else {
            height
        };
        let height = wanted.min(area.bottom().saturating_sub(y));
        areas.push(Rect { y, height, ..area });
        y = (y + height + gap).min(area.bottom());
    }
    areas
}

/// Draws every pane that has a place.
pub(super) fn panes(panes: &Panes, theme: &Theme, buffer: &mut Buffer) {
    let left = panes.places.iter().map(|place| place.area.x).min();
    for place in &panes.places {
        let area = place.area;
        if left.is_some_and(|left| area.x > left) {
            let bar = if theme.glyphs == Glyphs::Ascii {
                "|"
            } else {
                "│"
            };
            for y in area.top()..area.bottom() {
                text::write(buffer, (area.x - 2, y), 1, bar, theme.rule);
            }
        }
        panel(panes, *place, theme, buffer);
    }
}

fn panel(panes: &Panes, place: Place, theme: &Theme, buffer: &mut Buffer) {
    let panel = &panes.page.panels[place.panel];
    let parts = parts(panel, place.area);
    let keyboard = if place.panel == panes.focus {
        Keyboard::Here
    } else {
        Keyboard::Elsewhere
    };
    around(panel, &parts, keyboard, theme, buffer);
    let area = parts.body;
    body(panes, Place { area, ..place }, keyboard, theme, buffer);
}

/// Draws everything of a panel but its body: what stands above and below it.
pub(super) fn around(
    panel: &Panel,
    parts: &Parts,
    keyboard: Keyboard,
    theme: &Theme,
    buffer: &mut Buffer,
) {
    heading(panel, parts, keyboard, theme, buffer);
    legend_beside_title(panel, parts, theme, buffer);
    let lines = note_lines(panel, parts.notes.width);
    let is_cut = lines.len() > usize::from(parts.notes.height);
    for (line, row) in lines.iter().zip(parts.notes.rows()) {
        let shown = if is_cut && row.bottom() == parts.notes.bottom() {
            format!("{line} …")
        } else {
            (*line).to_owned()
        };
        let style = if line.starts_with("[b]") {
            theme.warning
        } else {
            theme.quiet
        };
        prose::write(row, &shown, style, theme, buffer);
    }
    source(parts.source, &panel.source, theme, buffer);
}

fn heading(panel: &Panel, parts: &Parts, keyboard: Keyboard, theme: &Theme, buffer: &mut Buffer) {
    let (marker, style) = match (keyboard, theme.glyphs) {
        (Keyboard::Elsewhere, _) => ("", theme.strong),
        (Keyboard::Here, Glyphs::Ascii) => ("> ", theme.accent),
        (Keyboard::Here, Glyphs::Unicode | Glyphs::Octants) => ("▸ ", theme.accent),
    };
    let rows = prose::wrap(&format!("> {}", panel.title), parts.title.width).len();
    let brief = rows > usize::from(parts.title.height) && !panel.brief.is_empty();
    let title = format!(
        "{marker}{}",
        if brief { &panel.brief } else { &panel.title }
    );
    prose::write_within(parts.title, &title, style, theme, buffer);
    prose::write_within(parts.subtitle, &panel.subtitle, theme.quiet, theme, buffer);
}

/// Writes what the marks in a panel mean behind its title, where its notes have no row.
fn legend_beside_title(panel: &Panel, parts: &Parts, theme: &Theme, buffer: &mut Buffer) {
    let unwritten = explains(panel) && parts.notes.is_empty() && parts.title.height == 1;
    let Some(legend) = panel.notes.first().filter(|_| unwritten) else {
        return;
    };
    let before = text::width("> ") + text::width(&panel.title) + 3;
    let room = parts.title.width.saturating_sub(before);
    if text::width(legend) <= room {
        let (x, width) = (parts.title.x + before, room);
        let behind = Rect {
            x,
            width,
            ..parts.title
        };
        prose::write(behind, legend, theme.quiet, theme, buffer);
    }
}

/// Writes the line under a panel; where it is too long its date is what stays.
fn source(area: Rect, line: &str, theme: &Theme, buffer: &mut Buffer) {
    let shown = text::fit_source(line, area.width, theme.glyphs);
    prose::write(area, &shown, theme.quiet, theme, buffer);
}

/// Draws the body of a panel on an area.
pub(super) fn body(
    panes: &Panes,
    Place { panel, area }: Place,
    keyboard: Keyboard,
    theme: &Theme,
    buffer: &mut Buffer,
) {
    let cursor = panes.cursors[panel];
    match &panes.page.panels[panel].body {
        Body::Cards(cards) => Cards {
            cards,
            selected: (keyboard == Keyboard::Here).then_some(cursor),
            keyboard,
            theme,
        }
        .render(area, buffer),
        Body::Plot(plot) => Chart {
            plot,
            theme,
            keyboard,
        }
        .render(area, buffer),
        Body::Plots(plots) => Several {
            plots,
            chosen: Some(cursor),
            theme,
            keyboard,
        }
        .render(area, buffer),
        Body::Gauges(gauges) => gauges_within(area, gauges, (cursor, keyboard), theme, buffer),
        Body::Table(table) => TableView {
            table,
            keyboard,
            theme,
        }
        .render(area, buffer),
        Body::Text(text) => Prose {
            text,
            scroll: panes.scrolls[panel],
            selected: text
                .get(cursor)
                .filter(|one| one.figure.is_some())
                .map(|_| cursor),
            keyboard,
            theme,
        }
        .render(area, buffer),
    }
}

fn gauges_within(
    area: Rect,
    gauges: &[Gauge],
    (cursor, keyboard): (usize, Keyboard),
    theme: &Theme,
    buffer: &mut Buffer,
) {
    let areas = gauge_areas(gauges, area, theme);
    for (one, (gauge, area)) in gauges.iter().zip(areas).enumerate() {
        let selected = one == cursor;
        GaugeBar {
            gauge,
            theme,
            selected,
            keyboard,
        }
        .render(area, buffer);
    }
}

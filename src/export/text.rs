//! A page as plain text to be read from top to bottom: no boxes, no drawing. A chart is a
//! table of its values; a break is written in words between the rows where it stands.

pub mod entries;
pub mod table;
pub mod wrap;

use crate::present::alt;
use crate::present::{
    Body, Card, Gauge, Page, Panel, Paragraph, Plot, PlotBreak, PlotEvent, Plots, Scope, Strand,
    Table, Tone,
};

use self::table::Written;
use self::wrap::wrapped;
use super::tables::with_unit;

/// The width of text that goes to no terminal.
pub const WIDTH: usize = 100;

/// Prose is never set wider than this.
const PROSE: usize = 100;

/// The content of a panel stands this far to the right.
const INDENT: usize = 2;

/// The page as text of at most `width` columns.
pub fn page(page: &Page, scope: &Scope, width: usize) -> String {
    let mut text = Text {
        lines: Vec::new(),
        width: width.max(table::LEAST),
    };
    text.prose(0, 0, &heading(&page.title, scope));
    for panel in &page.panels {
        text.blank();
        text.panel(panel);
    }
    text.finish()
}

/// "Overview, 2011, as known on 18 Oct 2012".
pub fn heading(title: &str, scope: &Scope) -> String {
    let known = scope.as_of.in_words();
    let mut heading = format!("{title}, {}, as known {known}", scope.period);
    if !scope.filter.is_empty() {
        heading.push_str(&format!(", only what contains \"{}\"", scope.filter));
    }
    heading
}

/// Lines of text while they are gathered.
pub struct Text {
    lines: Vec<String>,
    width: usize,
}

impl Text {
    /// No line yet, at most `width` columns each.
    pub fn new(width: usize) -> Self {
        Self {
            lines: Vec::new(),
            width: width.max(table::LEAST),
        }
    }

    /// An empty line, unless there is one.
    pub fn blank(&mut self) {
        if self.lines.last().is_some_and(|last| !last.is_empty()) {
            self.lines.push(String::new());
        }
    }

    /// A paragraph: its first line begins at `first`, every other at `rest`.
    pub fn prose(&mut self, first: usize, rest: usize, text: &str) {
        let width = self.width.min(PROSE);
        self.lines.extend(wrapped(text, width, first, rest));
    }

    /// A table, indented like the content of a panel.
    pub fn table(&mut self, table: &Table) {
        if table.rows.is_empty() {
            return self.prose(INDENT, INDENT, &table.empty);
        }
        let Written {
            lines, left_out, ..
        } = table::write(table, self.width - INDENT);
        self.lines.extend(lines.into_iter().map(indented));
        if !left_out.is_empty() {
            let note = format!("Left out for want of width: {}.", left_out.join(", "));
            self.prose(INDENT, INDENT, &note);
        }
    }

    /// The lines as one text.
    pub fn finish(self) -> String {
        let mut text = self.lines.join("\n");
        text.push('\n');
        text
    }

    fn panel(&mut self, panel: &Panel) {
        self.prose(0, 0, &panel.title);
        if !panel.subtitle.is_empty() {
            self.prose(0, 0, &panel.subtitle);
        }
        self.blank();
        match &panel.body {
            Body::Cards(cards) => self.cards(cards),
            Body::Gauges(gauges) => gauges.iter().for_each(|one| self.entry(&gauge(one))),
            Body::Plot(plot) => self.plot(plot),
            Body::Plots(plots) => self.plots(plots),
            Body::Table(table) => self.table(table),
            Body::Text(text) => self.paragraphs(text),
        }
        if !panel.notes.is_empty() || !panel.source.is_empty() {
            self.blank();
        }
        for note in panel.notes.iter().filter(|note| !is_drawn(panel, note)) {
            self.prose(INDENT, INDENT + 2, note);
        }
        if !panel.source.is_empty() {
            self.prose(INDENT, INDENT + 2, &format!("Source: {}", panel.source));
        }
    }

    fn cards(&mut self, cards: &[Card]) {
        for one in cards {
            self.entry(&card(one));
        }
    }

    fn entry(&mut self, text: &str) {
        self.prose(INDENT, INDENT + 2, text);
    }

    /// Paragraphs, indented like the content of a panel.
    pub fn paragraphs(&mut self, text: &[Paragraph]) {
        for (at, one) in text.iter().enumerate() {
            match one.tone {
                Tone::Heading => {
                    if at > 0 {
                        self.blank();
                    }
                    self.prose(INDENT, INDENT, &one.text);
                }
                Tone::Body | Tone::Quiet => self.prose(INDENT + 2, INDENT + 2, &one.text),
                Tone::Warning => {
                    self.prose(INDENT + 2, INDENT + 2, &format!("Caution: {}", one.text));
                }
            }
        }
    }

    /// A chart as rows, cut at its breaks, all of one width.
    fn plot(&mut self, plot: &Plot) {
        if plot.data.is_empty() {
            return self.prose(INDENT, INDENT, "No figure.");
        }
        self.rows(&entries::of_one(plot), &plot.breaks);
        self.events(plot.events.iter());
    }

    /// Several series: what each is, then a table of all where there is room, or else one
    /// after another.
    fn plots(&mut self, plots: &Plots) {
        if plots.entries().is_empty() {
            return self.prose(INDENT, INDENT, "No figure.");
        }
        for caution in alt::plots::cautions(plots) {
            self.entry(&caution);
            self.blank();
        }
        let table = entries::of_all(plots);
        if table::fits(&table, self.width - INDENT) {
            for one in &plots.strands {
                self.entry(&key(one));
            }
            self.blank();
            self.rows(&table, &plots.breaks());
        } else {
            for (at, one) in plots.strands.iter().enumerate() {
                if at > 0 {
                    self.blank();
                }
                self.entry(&with_unit(one));
                self.rows(&entries::of_one(&one.plot), &one.plot.breaks);
            }
        }
        self.events(plots.events().into_iter());
    }

    /// The rows of entries, with the reasons of breaks between them.
    fn rows(&mut self, table: &Table, breaks: &[PlotBreak]) {
        let Written { lines, starts, .. } = table::write(table, self.width - INDENT);
        for (at, line) in lines.into_iter().enumerate() {
            let entry = starts.iter().position(|start| *start == at);
            for one in breaks.iter().filter(|one| Some(one.before) == entry) {
                self.prose(INDENT, INDENT + 2, &format!("[b] Break: {}.", one.reason));
            }
            self.lines.push(indented(line));
        }
    }

    /// What happened meanwhile, below the rows.
    fn events<'p>(&mut self, events: impl Iterator<Item = &'p PlotEvent>) {
        for (at, one) in events.enumerate() {
            if at == 0 {
                self.blank();
            }
            self.entry(&format!("Event, {}", one.label));
        }
    }
}

/// Whether a note says of a break what stands between the rows already.
fn is_drawn(panel: &Panel, note: &str) -> bool {
    let drawn = |breaks: &[PlotBreak]| {
        let mut breaks = breaks.iter();
        breaks.any(|one| note.starts_with("[b]") && note.contains(&one.reason))
    };
    match &panel.body {
        Body::Plot(plot) => drawn(&plot.breaks),
        Body::Plots(plots) => plots.strands.iter().any(|one| drawn(&one.plot.breaks)),
        _ => false,
    }
}

fn indented(line: String) -> String {
    if line.is_empty() {
        line
    } else {
        format!("{:INDENT$}{line}", "")
    }
}

/// "Adults: Potential victims referred, UK, adults (people)"; the name once if it is short.
fn key(strand: &Strand) -> String {
    if strand.short == strand.name {
        return with_unit(strand);
    }
    format!("{}: {}", strand.short, with_unit(strand))
}

/// "Potential victims, UK: 946 in 2011; 33% more than in 2010 (710). Source: …".
pub fn card(card: &Card) -> String {
    let marks = spaced(&card.marks);
    let mut text = format!("{}: {}{marks} {}", card.label, card.value, card.period);
    finish(&mut text, &card.detail, &card.source);
    text
}

/// "Children among potential victims, 2011: 24.7%; 234 of 946. Source: …".
pub fn gauge(gauge: &Gauge) -> String {
    let mut text = format!("{}: {}", gauge.title, gauge.value);
    finish(&mut text, &gauge.detail, &gauge.source);
    text
}

fn finish(text: &mut String, detail: &str, source: &str) {
    if !detail.is_empty() {
        text.push_str(&format!("; {detail}"));
    }
    text.push('.');
    if !source.is_empty() {
        text.push_str(&format!(" Source: {source}."));
    }
}

fn spaced(text: &str) -> String {
    if text.is_empty() {
        String::new()
    } else {
        format!(" {text}")
    }
}

#[cfg(test)]
mod tests;

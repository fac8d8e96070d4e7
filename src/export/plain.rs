//! A page for a screen reader: no boxes, no signs, one statement a line. Tables are read row
//! by row, each cell after the name of its column.

use crate::clean;
use crate::present::{
    Body, Datum, Panel, Paragraph, Plot, PlotBreak, PlotEvent, Plots, Table, Tone, alt,
};

use super::text::entries;
use super::{Shown, text};

/// The page.
pub fn page(shown: &Shown<'_>) -> String {
    let mut out = Plain::default();
    out.line(&text::heading(&shown.page.title, shown.scope));
    let count = shown.page.panels.len();
    for (at, panel) in shown.page.panels.iter().enumerate() {
        out.line(&format!("Part {} of {count}: {}", at + 1, panel.title));
        out.panel(panel);
    }
    out.lines
}

/// Statements while they are gathered.
#[derive(Default)]
struct Plain {
    lines: String,
}

impl Plain {
    /// A statement on its own line, with a full stop.
    fn line(&mut self, text: &str) {
        let text = text.replace("(●)", "(marked)").replace('●', "marked:");
        let text = clean::line(&text);
        let text = text.trim().trim_end_matches(':');
        if text.is_empty() {
            return;
        }
        self.lines.push_str(text);
        if !text.ends_with(['.', '?', '!', '…']) {
            self.lines.push('.');
        }
        self.lines.push('\n');
    }

    fn panel(&mut self, panel: &Panel) {
        self.line(&panel.subtitle);
        match &panel.body {
            Body::Cards(cards) => cards.iter().for_each(|one| self.line(&text::card(one))),
            Body::Gauges(gauges) => gauges.iter().for_each(|one| self.line(&text::gauge(one))),
            Body::Plot(plot) => self.plot(plot),
            Body::Plots(plots) => self.plots(plots),
            Body::Table(table) => self.table(table),
            Body::Text(text) => text.iter().for_each(|one| self.paragraph(one)),
        }
        for note in &panel.notes {
            self.line(note);
        }
        if !panel.source.is_empty() {
            self.line(&format!("Source: {}", panel.source));
        }
    }

    fn paragraph(&mut self, text: &Paragraph) {
        match text.tone {
            Tone::Warning => self.line(&format!("Caution: {}", text.text)),
            Tone::Heading | Tone::Body | Tone::Quiet => self.line(&text.text),
        }
    }

    fn plot(&mut self, plot: &Plot) {
        self.line(&alt::text(plot));
        let events: Vec<&PlotEvent> = plot.events.iter().collect();
        for (at, datum) in plot.data.iter().enumerate() {
            self.breaks(&plot.breaks, at);
            self.line(&format!("{}: {}", datum.label, value(datum)));
            self.events(&events, at);
        }
    }

    /// Several series, entry by entry: "2011. Adults: 712; children: 234."
    fn plots(&mut self, plots: &Plots) {
        self.line(&alt::plots::text(plots));
        let (breaks, events) = (plots.breaks(), plots.events());
        for (at, entry) in plots.entries().iter().enumerate() {
            self.breaks(&breaks, at);
            let strands = plots.strands.iter();
            let said: Vec<String> = strands
                .filter_map(|one| Some((one, one.plot.data.get(at)?)))
                .map(|(one, datum)| format!("{}: {}", one.short, value(datum)))
                .collect();
            self.line(&format!("{}. {}", entry.label, said.join("; ")));
            self.events(&events, at);
        }
    }

    fn breaks(&mut self, breaks: &[PlotBreak], at: usize) {
        for one in breaks.iter().filter(|one| one.before == at) {
            self.line(&format!("Break: {}", one.reason));
        }
    }

    fn events(&mut self, events: &[&PlotEvent], at: usize) {
        for one in events.iter().filter(|one| one.at == at) {
            self.line(&format!("Event, {}", one.label));
        }
    }

    fn table(&mut self, table: &Table) {
        if table.rows.is_empty() {
            return self.line(&table.empty);
        }
        let count = table.rows.len();
        for (at, row) in table.rows.iter().enumerate() {
            let cells = table.columns.iter().zip(&row.cells);
            let said: Vec<String> = cells
                .filter(|(_, cell)| !cell.is_empty())
                .map(|(column, cell)| match column.title.as_str() {
                    "" if cell == "●" => "marked".to_owned(),
                    "" => alt::marks(cell),
                    title => format!("{title}: {}", alt::value(cell)),
                })
                .collect();
            self.line(&format!("Row {} of {count}. {}", at + 1, said.join("; ")));
        }
    }
}

/// "945, revised, published values 945 to 946".
fn value(datum: &Datum) -> String {
    let extent = datum.extent.as_ref();
    let told = extent.filter(|one| one.text != datum.text);
    let words = [
        alt::value(&datum.text),
        alt::marks(&datum.marks),
        told.map_or_else(String::new, entries::in_words),
    ];
    let words = words.into_iter().filter(|one| !one.is_empty());
    words.collect::<Vec<_>>().join(", ")
}

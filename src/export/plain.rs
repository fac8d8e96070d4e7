//! A page for a screen reader: no boxes, no signs, one statement a line. Tables are read row
//! by row, each cell after the name of its column.

use crate::clean;
use crate::present::verdict;
use crate::present::{Body, Panel, Paragraph, Plot, Table, Tone, alt};

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
        let text = verdict::spoken(&text);
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
            Body::Plots(plots) => self.table(&plots.table()),
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
        for (at, datum) in plot.data.iter().enumerate() {
            for one in plot.breaks.iter().filter(|one| one.before == at) {
                self.line(&format!("Break: {}", one.reason));
            }
            let marks = alt::marks(&datum.marks);
            let extra = if marks.is_empty() {
                String::new()
            } else {
                format!(", {marks}")
            };
            let value = alt::value(&datum.text);
            self.line(&format!("{}: {value}{extra}", datum.label));
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
                    "Claims" => format!("claims: {}", verdict::spoken(cell)),
                    title => format!("{title}: {}", alt::value(cell)),
                })
                .collect();
            self.line(&format!("Row {} of {count}. {}", at + 1, said.join("; ")));
        }
    }
}

//! A page for a screen reader: no boxes, no signs, one statement a line. Tables are read row
//! by row, each cell after the name of its column.

use crate::clean;
use crate::figures::FigureRef;
use crate::present::{
    Body, Card, Datum, Page, Panel, Paragraph, Plot, PlotBreak, PlotEvent, Plots, Table, Tone, alt,
};
use crate::present::{number, verdict};

use super::text::entries as told;
use super::{Shown, text};

/// The page.
pub fn page(shown: &Shown<'_>) -> String {
    let mut out = Plain::default();
    out.line(&text::heading(&shown.page.title, shown.scope));
    for at in 0..shown.page.panels.len() {
        out.part(shown.page, at);
    }
    out.lines
}

/// One part of a page, as it is read within the whole.
pub fn part(page: &Page, at: usize) -> String {
    let mut out = Plain::default();
    out.part(page, at);
    out.lines
}

/// The entries of a panel as they are read, each with the figure behind it; of several series
/// an entry is that of all of them, with the first figure that there is.
pub fn entries(panel: &Panel) -> Vec<(String, Option<FigureRef>)> {
    let figures = panel
        .figures()
        .into_iter()
        .map(Option::<&FigureRef>::cloned);
    let (said, figures): (Vec<String>, Vec<_>) = match &panel.body {
        Body::Cards(cards) => (cards.iter().map(of_card).collect(), figures.collect()),
        Body::Gauges(gauges) => (gauges.iter().map(text::gauge).collect(), figures.collect()),
        Body::Plot(plot) => (plot.data.iter().map(of_datum).collect(), figures.collect()),
        Body::Plots(plots) => {
            let entries = 0..plots.entries().len();
            let of = |at| (0..plots.strands.len()).find_map(|one| plots.figure(one, at));
            let figures = entries.clone().map(|at| of(at).cloned());
            (
                entries.map(|at| of_entry(plots, at)).collect(),
                figures.collect(),
            )
        }
        Body::Table(table) => {
            let rows = (0..table.rows.len()).map(|at| of_row(table, at));
            (rows.collect(), figures.collect())
        }
        Body::Text(text) => (text.iter().map(of_paragraph).collect(), figures.collect()),
    };
    let said = said.iter().map(|one| statement(one));
    said.zip(figures).collect()
}

/// A text as one statement on a line of its own, with a full stop unless it ends with a web
/// address, and no sign that is not read;
/// empty if there is nothing to say.
pub fn statement(text: &str) -> String {
    let mut out = Plain::default();
    out.line(text);
    out.lines.trim_end().to_owned()
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
        if !text.ends_with(['.', '?', '!', '…']) && !ends_with_address(text) {
            self.lines.push('.');
        }
        self.lines.push('\n');
    }

    fn part(&mut self, page: &Page, at: usize) {
        let (panel, count) = (&page.panels[at], page.panels.len());
        self.line(&format!("Part {} of {count}: {}", at + 1, panel.title));
        self.panel(panel);
    }

    fn panel(&mut self, panel: &Panel) {
        self.line(&panel.subtitle);
        match &panel.body {
            Body::Cards(cards) => cards.iter().for_each(|one| self.line(&of_card(one))),
            Body::Gauges(gauges) => gauges.iter().for_each(|one| self.line(&text::gauge(one))),
            Body::Plot(plot) => self.plot(plot),
            Body::Plots(plots) => self.plots(plots),
            Body::Table(table) => self.table(table),
            Body::Text(text) => text.iter().for_each(|one| self.line(&of_paragraph(one))),
        }
        for note in &panel.notes {
            self.line(note);
        }
        if !panel.source.is_empty() {
            self.line(&format!("Source: {}", panel.source));
        }
    }

    fn plot(&mut self, plot: &Plot) {
        self.line(&alt::text(plot));
        let events: Vec<&PlotEvent> = plot.events.iter().collect();
        for (at, datum) in plot.data.iter().enumerate() {
            self.breaks(&plot.breaks, at);
            self.line(&of_datum(datum));
            self.events(&events, at);
        }
    }

    /// Several series, entry by entry.
    fn plots(&mut self, plots: &Plots) {
        self.line(&alt::plots::text(plots));
        let (breaks, events) = (plots.breaks(), plots.events());
        for at in 0..plots.entries().len() {
            self.breaks(&breaks, at);
            self.line(&of_entry(plots, at));
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
        (0..table.rows.len()).for_each(|at| self.line(&of_row(table, at)));
    }
}

/// Whether a text ends with a web address, to which a full stop would seem to belong.
fn ends_with_address(text: &str) -> bool {
    let last = text.rsplit(' ').next().unwrap_or_default();
    last.starts_with("http://") || last.starts_with("https://")
}

fn of_paragraph(text: &Paragraph) -> String {
    match text.tone {
        Tone::Warning => format!("Caution: {}", text.text),
        Tone::Heading | Tone::Body | Tone::Quiet => text.text.clone(),
    }
}

/// "Organised crime groups, UK: 92, estimated, in Oct 2012; …".
fn of_card(card: &Card) -> String {
    let marks = alt::marks(&card.marks);
    let value = alt::value(&card.value);
    text::card(&Card {
        value: if marks.is_empty() {
            value
        } else {
            format!("{value}, {marks},")
        },
        marks: String::new(),
        ..card.clone()
    })
}

/// "2011: 945, revised".
fn of_datum(datum: &Datum) -> String {
    format!("{}: {}", datum.label, value(datum))
}

/// "2011. Adults: 712; children: 234": an entry of several series.
fn of_entry(plots: &Plots, at: usize) -> String {
    let strands = plots.strands.iter();
    let said: Vec<String> = strands
        .filter_map(|one| Some((one, one.plot.data.get(at)?)))
        .map(|(one, datum)| format!("{}: {}", one.short, value(datum)))
        .collect();
    format!("{}. {}", plots.entries()[at].label, said.join("; "))
}

/// "Row 3 of 12. Period: 2011; Value: 945", each cell after the name of its column.
fn of_row(table: &Table, at: usize) -> String {
    let cells = table.columns.iter().zip(&table.rows[at].cells);
    let said: Vec<String> = cells
        .filter(|(_, cell)| !cell.is_empty())
        .map(|(column, cell)| match column.title.as_str() {
            "" if cell == "●" => "marked".to_owned(),
            "" if cell == "[b]" => "break in the series".to_owned(),
            "" | "Marks" if cell.starts_with('[') => alt::marks(cell),
            "" => cell.clone(),
            "Claims" => format!("claims: {}", verdict::spoken(cell)),
            title => format!("{title}: {}", alt::value(cell)),
        })
        .collect();
    format!(
        "Row {} of {}. {}",
        number::count(at + 1),
        number::count(table.rows.len()),
        said.join("; ")
    )
}

/// "945, revised, published values 945 to 946".
fn value(datum: &Datum) -> String {
    let extent = datum.extent.as_ref();
    let told = extent.filter(|one| one.text != datum.text);
    let words = [
        alt::value(&datum.text),
        alt::marks(&datum.marks),
        told.map_or_else(String::new, told::in_words),
    ];
    let words = words.into_iter().filter(|one| !one.is_empty());
    words.collect::<Vec<_>>().join(", ")
}

//! What stands on a page as tables with a heading over every column, for documents: large
//! numbers, shares, and the values of charts.

use crate::present::{
    Card, Column, Datum, ExtentKind, Gauge, NO_FIGURE, Plot, Plots, Row, Strand, Table, alt,
};

/// The heading over the entries of a chart over time, and over those of one that is not.
const PERIOD: &str = "Period";
const CATEGORY: &str = "Category";

/// The cards as rows.
pub fn cards_table(cards: &[Card]) -> Table {
    let row = |card: &Card| {
        vec![
            card.label.clone(),
            card.value.clone(),
            card.marks.clone(),
            card.period.clone(),
            card.detail.clone(),
            card.source.clone(),
        ]
    };
    titled(
        ["Figure", "Value", "Marks", "Period", "Change", "Source"],
        cards.iter().map(row),
    )
}

/// The shares as rows.
pub fn gauges_table(gauges: &[Gauge]) -> Table {
    let row = |gauge: &Gauge| {
        vec![
            gauge.title.clone(),
            gauge.value.clone(),
            gauge.detail.clone(),
            gauge.source.clone(),
        ]
    };
    titled(
        ["Share", "Value", "Detail", "Source"],
        gauges.iter().map(row),
    )
}

/// The entries of a chart as rows, with a row of words where the series breaks.
pub fn plot_table(plot: &Plot) -> Table {
    let mut table = plot.table();
    let first = if alt::over_time(plot) {
        PERIOD
    } else {
        CATEGORY
    };
    first.clone_into(&mut table.columns[0].title);
    with_words(table, plot.breaks.len(), plot.events.len())
}

/// The entries of several series as rows, a column a series: marks stand behind the values,
/// and how far estimates and publications reach in a column of its own.
pub fn plots_table(plots: &Plots) -> Table {
    let over_time = alt::plots::over_time(plots);
    let first = if over_time { PERIOD } else { CATEGORY };
    let mut columns = vec![Column::left(first)];
    for one in &plots.strands {
        columns.push(Column::right(&with_unit(one)));
        columns.extend(reach(one).map(|kind| {
            let what = kind.heading().to_lowercase();
            Column::right(&format!("{}: {what}", one.short))
        }));
    }
    columns.push(Column::left("").grows());
    let (breaks, events) = (plots.breaks(), plots.events());
    let mut rows = Vec::new();
    for (at, entry) in plots.entries().iter().enumerate() {
        for one in breaks.iter().filter(|one| one.before == at) {
            let mut cells = vec![String::new(); columns.len() - 2];
            cells.insert(0, "[b]".to_owned());
            cells.push(one.reason.clone());
            rows.push(cells);
        }
        let mut cells = vec![entry.label.clone()];
        for one in &plots.strands {
            let datum = one.plot.data.get(at);
            cells.push(datum.map_or_else(String::new, marked));
            cells.extend(reach(one).map(|_| datum.map_or_else(String::new, reached)));
        }
        let here = events.iter().filter(|one| one.at == at);
        let labels: Vec<&str> = here.map(|one| one.label.as_str()).collect();
        cells.push(labels.join("; "));
        rows.push(cells);
    }
    let table = Table {
        columns,
        rows: rows.into_iter().map(row).collect(),
        empty: NO_FIGURE.to_owned(),
        ..Table::default()
    };
    with_words(table, breaks.len(), events.len())
}

/// The name of a series and what it counts in.
pub fn with_unit(strand: &Strand) -> String {
    match strand.unit.as_str() {
        "" => strand.name.clone(),
        unit => format!("{} ({unit})", strand.name),
    }
}

/// The value of an entry with its marks: `945 [r]`, "no figure".
pub fn marked(datum: &Datum) -> String {
    let text = format!("{} {}", datum.said(), datum.marks);
    text.trim_end().to_owned()
}

/// What the extents of a series are, if it has any.
pub fn reach(strand: &Strand) -> Option<ExtentKind> {
    let mut extents = strand
        .plot
        .data
        .iter()
        .filter_map(|one| one.extent.as_ref());
    extents.next().map(|one| one.kind)
}

fn reached(datum: &Datum) -> String {
    let extent = datum.extent.as_ref();
    extent.map_or_else(String::new, |one| one.text.clone())
}

/// The table with a heading over its last column, which says what breaks the series and what
/// happened, or without that column if there is neither.
fn with_words(mut table: Table, breaks: usize, events: usize) -> Table {
    let title = match (breaks, events) {
        (0, 0) => {
            table.columns.pop();
            for one in &mut table.rows {
                one.cells.pop();
            }
            return table;
        }
        (_, 0) => "Break",
        (0, _) => "Event",
        _ => "Break or event",
    };
    if let Some(last) = table.columns.last_mut() {
        title.clone_into(&mut last.title);
    }
    table
}

fn row(cells: Vec<String>) -> Row {
    Row {
        cells,
        figure: None,
    }
}

fn titled<const N: usize>(names: [&str; N], rows: impl Iterator<Item = Vec<String>>) -> Table {
    let column = |name: &&str| match *name {
        "Value" => Column::right(name),
        _ => Column::left(name),
    };
    Table {
        columns: names.iter().map(column).collect(),
        rows: rows.map(row).collect(),
        empty: "Nothing was known on this day.".to_owned(),
        ..Table::default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::present::{Arrangement, Extent, Form, PlotBreak, PlotEvent};

    fn plot(entries: &[(&str, &str, &str)]) -> Plot {
        let datum = |(label, text, marks): &(&str, &str, &str)| Datum {
            label: (*label).to_owned(),
            short: (*label).to_owned(),
            value: text.parse().ok(),
            text: (*text).to_owned(),
            marks: (*marks).to_owned(),
            ..Datum::default()
        };
        Plot::new(Form::Bars, entries.iter().map(datum).collect())
    }

    fn titles(table: &Table) -> Vec<&str> {
        let titles = table.columns.iter().map(|one| one.title.as_str());
        titles.collect()
    }

    fn cells(table: &Table) -> Vec<Vec<&str>> {
        let rows = table.rows.iter().map(|row| row.cells.iter());
        rows.map(|row| row.map(String::as_str).collect()).collect()
    }

    #[test]
    fn each_heading_stands_over_what_it_says() {
        let mut plot = plot(&[("2010", "712", "[r]"), ("2011", "946", "")]);
        assert_eq!(titles(&plot_table(&plot)), ["Period", "Value", "Marks"]);
        plot.data[0].extent = Some(Extent {
            low: 710.0,
            high: 712.0,
            text: "710 to 712".to_owned(),
            kind: ExtentKind::Published,
        });
        plot.events = vec![PlotEvent {
            at: 1,
            label: "Mar 2011: An Act".to_owned(),
        }];
        let table = plot_table(&plot);
        assert_eq!(
            titles(&table),
            ["Period", "Value", "As published", "Marks", "Event"]
        );
        assert_eq!(
            cells(&table),
            [
                ["2010", "712", "710 to 712", "[r]", ""],
                ["2011", "946", "", "", "Mar 2011: An Act"],
            ]
        );
    }

    #[test]
    fn several_series_stand_a_column_each() {
        let strand = |name: &str, plot| Strand {
            name: format!("Number of {name}"),
            short: name.to_owned(),
            unit: "people".to_owned(),
            plot,
        };
        let mut plots = Plots {
            arrangement: Arrangement::Lines,
            strands: vec![
                strand("adults", plot(&[("2010", "3", "[r]"), ("2011", "5", "")])),
                strand("children", plot(&[("2010", "", ""), ("2011", "[c]", "")])),
            ],
        };
        plots.strands[1].plot.breaks = vec![PlotBreak {
            before: 1,
            reason: "counted anew".to_owned(),
        }];
        let table = plots_table(&plots);
        assert_eq!(
            titles(&table),
            [
                "Period",
                "Number of adults (people)",
                "Number of children (people)",
                "Break"
            ]
        );
        assert_eq!(
            cells(&table),
            [
                ["2010", "3 [r]", "no figure", ""],
                ["[b]", "", "", "children: counted anew"],
                ["2011", "5", "[c]", ""],
            ]
        );
    }
}

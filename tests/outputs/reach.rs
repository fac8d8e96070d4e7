//! How far the entries of a single series reach, read back from every format.

use std::collections::BTreeMap;

use serde_json::Value as Json;
use trafficdash::export::format::Format;
use trafficdash::export::page;
use trafficdash::present::{Body, Page, Panel, Plot, Scope};

use super::made;
use super::reading::{Drawn, markdown_tables, marks_of, parsed, tables_of};
use super::record::{pages, record, scope, text};

/// Both ends by the label of the entry.
type Ends = BTreeMap<String, (f64, f64)>;

/// The two numbers of "published values 2,255 to 2,340".
fn ends(text: &str) -> Option<(f64, f64)> {
    let (low, high) = text.split_once(" to ")?;
    let low = low.split_whitespace().next_back()?;
    let high = high.split_whitespace().next()?;
    Some((page::number(low)?.to_f64(), page::number(high)?.to_f64()))
}

fn expected(plot: &Plot) -> Ends {
    let extents = plot.data.iter().filter_map(|one| {
        let extent = one.extent.as_ref()?;
        Some((one.label.clone(), (extent.low, extent.high)))
    });
    extents.collect()
}

fn charts(page: &Page) -> Vec<(usize, &Panel, &Plot)> {
    let panels = page.panels.iter().enumerate();
    let charts = panels.filter_map(|(at, panel)| match &panel.body {
        Body::Plot(plot) if !plot.data.is_empty() => Some((at, panel, plot)),
        _ => None,
    });
    charts.collect()
}

fn in_csv(csv: &str, panel: &Panel) -> Ends {
    let mut reader = csv::Reader::from_reader(csv.as_bytes());
    let header = reader.headers().expect("a header").clone();
    let column = |name: &str| header.iter().position(|one| one == name).expect(name);
    let [title, measures, entry, low, high] =
        ["panel_title", "measures", "entry", "low", "high"].map(column);
    let rows = reader.records().map(|row| row.expect("a row"));
    rows.filter(|row| row[title] == *panel.title && row[measures] == *panel.subtitle)
        .filter_map(|row| {
            let ends = (row[low].parse().ok()?, row[high].parse().ok()?);
            Some((row[entry].to_owned(), ends))
        })
        .collect()
}

fn in_json(json: &Json, at: usize) -> Ends {
    let entries = json["panels"][at]["plot"]["entries"].as_array();
    let entries = entries.expect("entries").iter();
    entries
        .filter_map(|one| {
            let extent = &one["extent"];
            let ends = (extent["low"].as_f64()?, extent["high"].as_f64()?);
            Some((one["label"].as_str()?.to_owned(), ends))
        })
        .collect()
}

/// The tables of values, which begin with the entry and its value.
fn of_values(tables: Vec<Vec<Vec<String>>>) -> Vec<Ends> {
    let of_chart = |table: &Vec<Vec<String>>| {
        let entry = ["Period", "Category"].contains(&&*table[0][0]);
        entry && table[0].get(1).is_some_and(|one| one == "Value")
    };
    let read = |table: Vec<Vec<String>>| {
        let kinds = ["Range", "As published"];
        let column = table[0].iter().position(|one| kinds.contains(&&**one));
        let rows = table.iter().skip(1);
        rows.filter_map(|row| Some((row[0].clone(), ends(&row[column?])?)))
            .collect()
    };
    tables.into_iter().filter(of_chart).map(read).collect()
}

/// The statements of a part of a plain page, and what they say of the entries of its chart.
fn in_plain(plain: &str, at: usize, plot: &Plot) -> Ends {
    let lead = format!("Part {} of ", at + 1);
    let next = format!("Part {} of ", at + 2);
    let part = plain.lines().skip_while(|line| !line.starts_with(&lead));
    let part: Vec<&str> = part.take_while(|line| !line.starts_with(&next)).collect();
    let labels = plot.data.iter().map(|one| &one.label);
    labels
        .filter_map(|label| {
            let lead = format!("{label}: ");
            let said = part.iter().find_map(|line| line.strip_prefix(&*lead))?;
            let ends = said.trim_end_matches('.').split(", ").find_map(ends)?;
            Some((label.clone(), ends))
        })
        .collect()
}

fn in_svg(marks: &[Drawn]) -> Ends {
    let said = marks.iter().filter_map(|mark| {
        let (label, rest) = mark.says().rsplit_once(": ")?;
        let ends = rest.split(", ").find_map(ends)?;
        Some((label.to_owned(), ends))
    });
    said.collect()
}

#[test]
fn how_far_entries_reach_is_the_same_in_every_format() {
    let dataset = record();
    let made = made::pages().into_iter();
    let made = made.filter(|page| page.title == "Single");
    let made = made.map(|page| (page, scope("2026-11-23", "2025")));
    let mut found = 0;
    for shown in pages(&dataset).into_iter().chain(made) {
        let written = |format| text(&dataset, &shown, format);
        let (page, _): &(Page, Scope) = &shown;
        let charts = charts(page);
        if charts.is_empty() {
            continue;
        }
        let (csv, plain, lines) = (
            written(Format::Csv),
            written(Format::Plain),
            written(Format::Text),
        );
        let json: Json = serde_json::from_str(&written(Format::Json)).expect("JSON");
        let html = of_values(tables_of(parsed(&written(Format::Html)).root()));
        let markdown = of_values(markdown_tables(&written(Format::Markdown)));
        let pictures = marks_of(&written(Format::Svg));
        for (nth, (at, panel, plot)) in charts.into_iter().enumerate() {
            let wanted = expected(plot);
            found += wanted.len();
            assert_eq!(in_csv(&csv, panel), wanted, "CSV {}", panel.title);
            assert_eq!(in_json(&json, at), wanted, "JSON {}", panel.title);
            assert_eq!(html[nth], wanted, "HTML {}", panel.title);
            assert_eq!(markdown[nth], wanted, "Markdown {}", panel.title);
            assert_eq!(in_plain(&plain, at, plot), wanted, "plain {}", panel.title);
            assert_eq!(in_svg(&pictures[nth]), wanted, "SVG {}", panel.title);
            for (label, reach) in &wanted {
                let told = lines.lines().any(|line| {
                    let rest = line.trim_start().strip_prefix(&**label);
                    rest.is_some_and(|rest| rest.split("  ").any(|one| ends(one) == Some(*reach)))
                });
                assert!(told, "{label} {reach:?}\n{lines}");
            }
        }
    }
    assert!(found > 60, "{found}");
}

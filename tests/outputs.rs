//! One page in every format: read back, the numbers are the same in each.

use std::collections::BTreeMap;

use serde_json::Value as Json;
use trafficdash::export::format::{self, FORMATS, Format};
use trafficdash::export::{Shown, page};
use trafficdash::figures::{AsOf, Dataset, Topic};
use trafficdash::load;
use trafficdash::present::pages::{data, overview, sources, topic};
use trafficdash::present::{Body, Page, Plot, Scope, alt};

fn record() -> Dataset {
    let today = "2026-11-23".parse().expect("day");
    load::embedded(today).dataset.expect("the record")
}

fn scope(as_of: &str, period: &str) -> Scope {
    Scope {
        period: period.parse().expect("period"),
        as_of: as_of.parse::<AsOf>().expect("day"),
        filter: String::new(),
    }
}

/// Every page with charts, then and now, by year and by quarter.
fn pages(dataset: &Dataset) -> Vec<(Page, Scope)> {
    let mut pages = Vec::new();
    for (as_of, period) in [
        ("2012-10-18", "2011"),
        ("2026-11-23", "2025"),
        ("2026-11-23", "2025Q3"),
        ("2026-11-23", "2018/19"),
        ("2001-01-01", "2000"),
    ] {
        let scope = scope(as_of, period);
        pages.push((overview::page(dataset, &scope), scope.clone()));
        for one in [Topic::Victims, Topic::Groups, Topic::Justice] {
            let page = topic::page(dataset, one, topic::Choice::default(), &scope);
            pages.push((page, scope.clone()));
        }
    }
    pages
}

fn text(dataset: &Dataset, (page, scope): &(Page, Scope), format: Format) -> String {
    let shown = Shown {
        page,
        scope,
        dataset,
    };
    String::from_utf8(format::write(&shown, format, 100)).expect("text")
}

fn plots(page: &Page) -> impl Iterator<Item = &Plot> {
    page.panels.iter().filter_map(|panel| match &panel.body {
        Body::Plot(plot) => Some(plot),
        _ => None,
    })
}

/// Label and number of every entry of a chart that is one number.
fn numbers(plot: &Plot) -> BTreeMap<String, f64> {
    let entries = plot.data.iter();
    entries
        .filter_map(|datum| Some((datum.label.clone(), datum.value?)))
        .filter(|(label, _)| {
            let datum = plot.data.iter().find(|one| one.label == *label);
            datum.is_some_and(|one| page::number(&one.text).is_some())
        })
        .collect()
}

fn read(text: &str) -> f64 {
    let number = page::number(text).expect(text);
    number.to_f64()
}

#[test]
fn the_numbers_of_a_chart_are_the_same_in_every_format() {
    let dataset = record();
    for shown in pages(&dataset) {
        let csv = text(&dataset, &shown, Format::Csv);
        let json: Json = serde_json::from_str(&text(&dataset, &shown, Format::Json)).expect("JSON");
        let markdown = text(&dataset, &shown, Format::Markdown);
        let plain = text(&dataset, &shown, Format::Plain);
        let lines = text(&dataset, &shown, Format::Text);
        let mut rows = csv::Reader::from_reader(csv.as_bytes());
        let rows: Vec<csv::StringRecord> = rows.records().map(|row| row.expect("a row")).collect();
        for panel in &shown.0.panels {
            let Body::Plot(plot) = &panel.body else {
                continue;
            };
            let expected = numbers(plot);
            let in_csv = rows
                .iter()
                .filter(|row| {
                    row[1] == *panel.title && row[2] == *panel.subtitle && !row[5].is_empty()
                })
                .map(|row| (row[3].to_owned(), row[5].parse().expect("a number")))
                .collect();
            assert_eq!(expected, in_csv, "{}", panel.title);
            let panels = json["panels"].as_array().expect("panels");
            let same = panels
                .iter()
                .find(|one| one["title"] == *panel.title && one["subtitle"] == *panel.subtitle);
            let entries = same.expect("the panel")["plot"]["entries"].clone();
            let in_json = entries
                .as_array()
                .expect("entries")
                .iter()
                .filter_map(|one| Some((one["label"].as_str()?.to_owned(), one["value"].as_f64()?)))
                .collect();
            assert_eq!(expected, in_json, "{}", panel.title);
            for datum in plot
                .data
                .iter()
                .filter(|one| page::number(&one.text).is_some())
            {
                let row = format!("| {} | {} |", datum.label, datum.text);
                assert!(markdown.contains(&row), "{row}\n{markdown}");
                let line = format!("\n{}: {}", datum.label, datum.text);
                assert!(plain.contains(&line), "{line}\n{plain}");
                let set = lines.lines().any(|line| {
                    let rest = line.trim().strip_prefix(datum.label.as_str());
                    let value = rest.and_then(|rest| rest.split_whitespace().next());
                    value.is_some_and(|value| value == datum.text)
                });
                assert!(set, "{} {}\n{lines}", datum.label, datum.text);
                assert_eq!(datum.value, Some(read(&datum.text)));
            }
        }
    }
}

#[test]
fn every_chart_of_the_record_has_a_text_alternative() {
    let dataset = record();
    for (page, _) in pages(&dataset) {
        for plot in plots(&page) {
            let text = alt::text(plot);
            assert!(text.ends_with('.') && !text.contains(".."), "{text}");
            assert!(!text.contains("  ") && text.len() < 3000, "{text}");
            for one in &plot.breaks {
                assert!(text.contains(one.reason.trim_end_matches('.')), "{text}");
            }
            for word in ["rose", "fell", "increase", "decrease"] {
                assert!(!text.contains(&format!(" {word} to")), "{text}");
            }
        }
    }
}

#[test]
fn the_same_page_gives_the_same_bytes() {
    let (one, other) = (record(), record());
    for row in FORMATS {
        for (left, right) in pages(&one).iter().zip(&pages(&other)) {
            assert_eq!(
                text(&one, left, row.format),
                text(&other, right, row.format)
            );
        }
    }
}

#[test]
fn a_plain_page_has_no_sign_that_is_not_read_aloud() {
    let dataset = record();
    for shown in pages(&dataset) {
        let text = text(&dataset, &shown, Format::Plain);
        for line in text.lines() {
            assert!(line.ends_with(['.', '?', '!', '…', '"']), "{line}");
            let drawn = |one: char| matches!(one, '\u{2500}'..='\u{28ff}' | '|');
            assert!(!line.contains(drawn) && !line.starts_with(' '), "{line}");
        }
    }
}

/// The groups as on the day of the article: short, with every kind of panel but gauges.
#[test]
fn each_format_reads_well() {
    let dataset = record();
    let then = scope("2012-10-18", "2011");
    let page = topic::page(&dataset, Topic::Groups, topic::Choice::default(), &then);
    for row in FORMATS {
        let text = text(&dataset, &(page.clone(), then.clone()), row.format).replace('\r', "");
        insta::assert_snapshot!(format!("groups.{}", row.name), text);
    }
    let shown = (overview::page(&dataset, &then), then);
    for format in [Format::Plain, Format::Markdown] {
        let text = text(&dataset, &shown, format);
        insta::assert_snapshot!(format!("overview.{}", format.row().name), text);
    }
}

#[test]
fn lists_can_be_written_too() {
    let dataset = record();
    let scope = scope("2012-10-18", "2011");
    let data = data::page(&dataset, 0, data::Sort::Figure, &scope);
    let rows = text(&dataset, &(data, scope.clone()), Format::Csv);
    assert!(rows.contains("Row 1,Value,"), "{rows}");
    let page = sources::page(&dataset, 0, &scope);
    let text = text(&dataset, &(page, scope), Format::Plain);
    assert!(text.contains("Row 1 of "), "{text}");
}

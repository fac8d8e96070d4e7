//! One page in every format: read back, the numbers are the same in each.

#[path = "support/contrast.rs"]
mod contrast;
#[path = "outputs/document.rs"]
mod document;
#[path = "outputs/hostile.rs"]
mod hostile;
#[path = "outputs/made.rs"]
mod made;
#[path = "outputs/numbers.rs"]
mod numbers;
#[path = "outputs/picture.rs"]
mod picture;
#[path = "outputs/reach.rs"]
mod reach;
#[path = "outputs/reading.rs"]
mod reading;
#[path = "outputs/record.rs"]
mod record;
#[path = "outputs/screen.rs"]
mod screen;
#[path = "outputs/several.rs"]
mod several;

use std::collections::BTreeSet;

use serde_json::Value as Json;
use trafficdash::export::format::{self, FORMATS, Format};
use trafficdash::export::{self, Shown, markup, page, plain};
use trafficdash::figures::Topic;
use trafficdash::present::pages::news::Desk;
use trafficdash::present::pages::{data, overview, sources, topic};
use trafficdash::present::{Body, Page, alt};

use reading::{drawn, heights, in_html, in_svg, named, numbers, parsed, read, structure};
use record::{pages, plots, record, reported, scope, text};

#[test]
fn the_numbers_of_a_chart_are_the_same_in_every_format() {
    let dataset = record();
    let single = made::pages()
        .into_iter()
        .filter(|page| page.title == "Single");
    let single = single.map(|page| (page, scope("2026-11-23", "2025")));
    for shown in pages(&dataset).into_iter().chain(single) {
        let csv = text(&dataset, &shown, Format::Csv);
        let json: Json = serde_json::from_str(&text(&dataset, &shown, Format::Json)).expect("JSON");
        let markdown = text(&dataset, &shown, Format::Markdown);
        let plain = text(&dataset, &shown, Format::Plain);
        let lines = text(&dataset, &shown, Format::Text);
        assert_eq!(
            in_html(&text(&dataset, &shown, Format::Html)),
            drawn(&shown.0, numbers)
        );
        assert_eq!(
            in_svg(&text(&dataset, &shown, Format::Svg)),
            drawn(&shown.0, heights)
        );
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
    for row in FORMATS
        .iter()
        .filter(|row| !row.format.is_binary() && !row.format.is_drawn())
    {
        for (left, right) in pages(&one).iter().zip(&pages(&other)) {
            assert_eq!(
                text(&one, left, row.format),
                text(&other, right, row.format)
            );
        }
    }
}

#[test]
fn a_picture_in_pixels_is_twice_the_size_of_the_drawing_and_the_same_each_time() {
    let dataset = record();
    let scope = scope("2012-10-18", "2011");
    let page = overview::page(&Desk::of_record(&dataset, &scope));
    let shown = Shown {
        page: &page,
        scope: &scope,
        dataset: &dataset,
    };
    let write = || format::write(&shown, Format::Png, 100).expect("a chart");
    let bytes = write();
    assert!(bytes.starts_with(b"\x89PNG\r\n\x1a\n"));
    let side = |at: usize| u32::from_be_bytes(bytes[at..at + 4].try_into().expect("four"));
    let svg = text(&dataset, &(page.clone(), scope.clone()), Format::Svg);
    let root = parsed(&svg);
    let length = |name| root.root_element().attribute(name).map(read);
    assert_eq!(length("width"), Some(f64::from(side(16)) / 2.0));
    let height = length("height").expect("a height");
    assert!((height - f64::from(side(20)) / 2.0).abs() < 1.0);
    assert_eq!(bytes, write());
}

#[test]
fn a_picture_has_the_strip_of_news_items_that_the_screen_has_where_they_were_counted() {
    let dataset = record();
    let scope = scope("2012-10-18", "2011");
    let mut page = overview::page(&Desk::of_record(&dataset, &scope));
    let drawn = |page: &Page| text(&dataset, &(page.clone(), scope.clone()), Format::Svg);
    let faint = "fill=\"#B1B4B6\"";
    assert!(!drawn(&page).contains(faint));
    page.count_items(&|_| 0);
    assert!(!drawn(&page).contains(faint));
    let most = "2010".parse().expect("a period");
    let some = "2011".parse().expect("a period");
    page.count_items(&|period| match period {
        one if one == most => 8,
        one if one == some => 2,
        _ => 0,
    });
    let svg = drawn(&page);
    assert_eq!(svg.matches(faint).count(), 2);
    assert!(svg.contains("News about each period: at most 8 items (2010)."));
    let root = parsed(&svg);
    let bars = named(root.root_element(), "rect");
    let bars = bars.filter(|one| one.attribute("fill") == Some("#B1B4B6"));
    let said = bars.map(|one| {
        let says = one.first_element_child().and_then(|title| title.text());
        (says.unwrap_or_default(), one.attribute("height").map(read))
    });
    let wanted = [("2010: 8 items", Some(14.0)), ("2011: 2 items", Some(3.5))];
    assert_eq!(said.collect::<Vec<_>>(), wanted);
}

#[test]
fn every_entry_is_read_alone_as_it_is_read_within_its_part() {
    let dataset = record();
    let recorded = pages(&dataset).into_iter().map(|(page, _)| page);
    for page in recorded.chain(made::pages()) {
        for (at, panel) in page.panels.iter().enumerate() {
            let part = plain::part(&page, at);
            let mut lines = part.lines();
            let entries = plain::entries(panel);
            for (said, _) in entries.iter().filter(|(said, _)| !said.is_empty()) {
                assert!(lines.any(|line| line == said), "{said}\n{part}");
            }
            let figures = entries.iter().filter(|(_, figure)| figure.is_some());
            let any = panel.figures().iter().any(Option::is_some);
            let several = matches!(panel.body, Body::Plots(_));
            assert!(several || (figures.count() > 0) == any, "{part}");
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
    for row in FORMATS
        .iter()
        .filter(|row| !row.format.is_binary() && !row.format.is_drawn())
    {
        let text = text(&dataset, &(page.clone(), then.clone()), row.format).replace('\r', "");
        insta::assert_snapshot!(format!("groups.{}", row.name), text);
    }
    let shown = (overview::page(&Desk::of_record(&dataset, &then)), then);
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

#[test]
fn the_report_of_the_whole_record_has_every_value_with_its_source() {
    let dataset = record();
    let report = reported(&dataset, &[], "2026-11-23");
    let html = export::report::html(&report);
    assert_eq!(
        html,
        export::report::html(&reported(&record(), &[], "2026-11-23"))
    );
    let document = parsed(&html);
    let ids: BTreeSet<&str> = document
        .descendants()
        .filter_map(|node| node.attribute("id"))
        .collect();
    let links: Vec<&str> = named(document.root(), "a")
        .filter_map(|node| node.attribute("href"))
        .collect();
    for link in &links {
        assert!(ids.contains(link.trim_start_matches('#')), "{link}");
    }
    let cited = links.iter().filter(|link| link.starts_with("#source-"));
    assert_eq!(cited.count(), dataset.observation_count());
    for indicator in &dataset.indicators {
        assert!(
            html.contains(&markup::escaped(&indicator.definition)),
            "{}",
            indicator.id
        );
    }
    let levels: Vec<u32> = document
        .descendants()
        .filter_map(|node| node.tag_name().name().strip_prefix('h')?.parse().ok())
        .collect();
    assert!(
        levels.windows(2).all(|pair| pair[1] <= pair[0] + 1),
        "{levels:?}"
    );
    let markdown = export::report::markdown(&report);
    let (foreign, _) = structure(&markdown);
    assert_eq!(foreign, Vec::<String>::new());
}

#[test]
fn a_report_reads_well() {
    let dataset = record();
    let report = reported(&dataset, &["ocg-human-trafficking"], "2012-10-18");
    insta::assert_snapshot!("report.html", export::report::html(&report));
    insta::assert_snapshot!("report.md", export::report::markdown(&report));
}

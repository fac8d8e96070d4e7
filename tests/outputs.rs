//! One page in every format: read back, the numbers are the same in each.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use pulldown_cmark::{Event, Options, Parser, Tag};
use roxmltree::{Document, Node, ParsingOptions};
use serde_json::Value as Json;
use trafficdash::export::format::{self, FORMATS, Format, FormatRow};
use trafficdash::export::{self, Shown, markup, page};
use trafficdash::figures::{AsOf, Dataset, Topic};
use trafficdash::load;
use trafficdash::present::pages::{data, overview, sources, topic};
use trafficdash::present::report;
use trafficdash::present::{
    Body, Card, Column, Datum, Extent, ExtentKind, Form, Gauge, Page, Panel, Paragraph, Plot,
    PlotBreak, PlotEvent, Row, Scope, Table, Tone, alt,
};

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
    String::from_utf8(format::write(&shown, format, 100).unwrap_or_default()).expect("text")
}

/// The formats that are text and are not drawn.
fn text_formats() -> impl Iterator<Item = &'static FormatRow> {
    let text = |row: &&FormatRow| !row.format.is_binary() && !row.format.is_drawn();
    FORMATS.iter().filter(text)
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

/// The same of every chart with entries.
fn drawn(page: &Page, of: fn(&Plot) -> BTreeMap<String, f64>) -> Vec<BTreeMap<String, f64>> {
    let full = plots(page).filter(|plot| !plot.data.is_empty());
    full.map(of).collect()
}

/// Every entry with a mark: what has a number, be it exact or not.
fn heights(plot: &Plot) -> BTreeMap<String, f64> {
    let entries = plot.data.iter();
    entries
        .filter_map(|datum| Some((datum.label.clone(), datum.value?)))
        .collect()
}

fn parsed(text: &str) -> Document<'_> {
    let options = ParsingOptions {
        allow_dtd: true,
        ..ParsingOptions::default()
    };
    Document::parse_with_options(text, options).unwrap_or_else(|error| panic!("{error}\n{text}"))
}

fn named<'d>(node: Node<'d, 'd>, name: &'static str) -> impl Iterator<Item = Node<'d, 'd>> {
    node.descendants()
        .filter(move |one| one.tag_name().name() == name)
}

/// The numbers of the table below each chart.
fn in_html(html: &str) -> Vec<BTreeMap<String, f64>> {
    let document = parsed(html);
    let of_chart = |table: &Node<'_, '_>| {
        let caption = named(*table, "caption").next().and_then(|one| one.text());
        caption == Some("The values of the chart")
    };
    let tables = named(document.root(), "table").filter(of_chart);
    tables
        .map(|table| {
            let rows = named(table, "tr").filter_map(|row| {
                let cells: Vec<&str> = row
                    .children()
                    .filter(Node::is_element)
                    .map(|cell| cell.text().unwrap_or_default())
                    .collect();
                Some((cells[0].to_owned(), page::number(cells[1])?.to_f64()))
            });
            rows.collect()
        })
        .collect()
}

/// The value that each bar or point says it has; its length must be in proportion.
fn in_svg(svg: &str) -> Vec<BTreeMap<String, f64>> {
    if svg.is_empty() {
        return Vec::new();
    }
    let document = parsed(svg);
    let charts = named(document.root(), "g").filter(|one| one.attribute("role").is_some());
    charts
        .map(|chart| {
            let mut unit: Option<f64> = None;
            let marks = chart
                .descendants()
                .filter(|one| matches!(one.tag_name().name(), "rect" | "circle"));
            marks
                .map(|mark| {
                    let says = named(mark, "title").next().and_then(|one| one.text());
                    let (label, rest) = says.expect("a title").rsplit_once(": ").expect("both");
                    let value = approximate(rest);
                    let side = if mark.attribute("y").is_some_and(|_| upright(chart)) {
                        "height"
                    } else {
                        "width"
                    };
                    let length = mark.attribute(side).and_then(|one| one.parse::<f64>().ok());
                    if let Some(length) = length.filter(|_| value > 0.0) {
                        let unit = *unit.get_or_insert(value / length);
                        let off = (length * unit - value).abs() / unit;
                        assert!(off < 0.06 * (value / unit).max(1.0), "{label}: {off}");
                    }
                    (label.to_owned(), value)
                })
                .collect()
        })
        .collect()
}

/// Whether the bars of a chart stand on one line.
fn upright(chart: Node<'_, '_>) -> bool {
    let wide = |name| named(chart, "rect").filter_map(move |one| one.attribute(name));
    wide("width").collect::<BTreeSet<_>>().len() == 1
        && wide("x").collect::<BTreeSet<_>>().len() == wide("x").count()
}

/// The number in "~1,500 [e]".
fn approximate(text: &str) -> f64 {
    let word = text.split_whitespace().next().expect("a value");
    read(word.trim_start_matches(['~', '>', '<', '=']))
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
    for row in text_formats() {
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
    let page = overview::page(&dataset, &scope);
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
    for row in text_formats() {
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

fn reported(dataset: &Dataset, names: &[&str], as_of: &str) -> report::Report {
    let ids: Vec<_> = names
        .iter()
        .map(|name| dataset.find_indicator(name).expect("an indicator"))
        .collect();
    report::report(dataset, &ids, as_of.parse().expect("day"))
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

/// A page of every kind of panel, with one text everywhere.
fn made_of(text: &str) -> Page {
    let words = || text.to_owned();
    let datum = |value| Datum {
        label: words(),
        short: words(),
        value: Some(value),
        text: words(),
        marks: words(),
        joined: true,
        extent: Some(Extent {
            low: 0.5,
            high: 2.5,
            text: words(),
            kind: ExtentKind::Published,
        }),
        figure: None,
    };
    let plot = |form| {
        Body::Plot(Plot {
            breaks: vec![PlotBreak {
                before: 2,
                reason: words(),
            }],
            events: vec![PlotEvent {
                at: 1,
                label: words(),
            }],
            ..Plot::new(form, vec![datum(1.0), datum(2.0), datum(0.5)])
        })
    };
    let card = Card {
        label: words(),
        value: words(),
        marks: words(),
        period: words(),
        detail: words(),
        source: words(),
        spark: Vec::new(),
        figure: None,
    };
    let gauge = Gauge {
        title: words(),
        ratio: Some(0.5),
        value: words(),
        detail: words(),
        source: words(),
        figure: None,
    };
    let table = Table {
        columns: vec![Column::left(text), Column::right(text)],
        rows: vec![Row {
            cells: vec![words(), words()],
            figure: None,
        }],
        ..Table::default()
    };
    let tones = [Tone::Heading, Tone::Body, Tone::Quiet, Tone::Warning];
    let bodies = [
        plot(Form::Bars),
        plot(Form::Line),
        Body::Cards(vec![card]),
        Body::Gauges(vec![gauge]),
        Body::Table(table),
        Body::Text(tones.map(|tone| Paragraph::new(tone, text)).to_vec()),
    ];
    let panels = bodies.map(|body| Panel {
        brief: words(),
        id: "one",
        title: words(),
        subtitle: words(),
        body,
        notes: vec![words()],
        source: words(),
    });
    Page {
        title: words(),
        panels: panels.to_vec(),
    }
}

/// What a reader of Markdown makes of it: headings, tables, and what must not be there.
fn structure(markdown: &str) -> (Vec<String>, usize) {
    let parser = Parser::new_ext(
        markdown,
        Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH,
    );
    let mut foreign = Vec::new();
    let mut blocks = 0;
    for event in parser {
        match event {
            Event::Html(text) | Event::InlineHtml(text) | Event::Code(text) => {
                foreign.push(text.to_string());
            }
            Event::Start(
                Tag::Heading { .. } | Tag::Table(_) | Tag::TableCell | Tag::Item | Tag::Paragraph,
            ) => blocks += 1,
            Event::Start(Tag::List(_) | Tag::TableHead | Tag::TableRow) => {}
            Event::Start(other) => foreign.push(format!("{other:?}")),
            _ => {}
        }
    }
    (foreign, blocks)
}

/// The elements that are written, and no others.
const ELEMENTS: &str = "html head meta title style body main h1 h2 h3 h4 p section figure \
    figcaption svg desc g rect line circle polyline text table caption thead tbody tr th td dl dt \
    dd div ul li";

/// Their attributes.
const ATTRIBUTES: &str = "lang charset name content http-equiv class id scope width height viewBox \
    role aria-labelledby font-family font-size fill x y x1 x2 y1 y2 cx cy r points stroke \
    stroke-width stroke-dasharray stroke-linejoin paint-order text-anchor";

fn is_listed(name: &str, list: &str) -> bool {
    list.split_whitespace().any(|one| one == name)
}

fn no_foreign_markup(dataset: &Dataset, hostile: &str) {
    let scope = scope("2012-10-18", "2011");
    let shown = (made_of(hostile), scope.clone());
    for format in [Format::Html, Format::Svg] {
        let text = text(dataset, &shown, format);
        let document = parsed(&text);
        for node in document.descendants().filter(Node::is_element) {
            assert!(
                is_listed(node.tag_name().name(), ELEMENTS),
                "{hostile:?} {node:?}"
            );
            for attribute in node.attributes() {
                assert!(
                    is_listed(attribute.name(), ATTRIBUTES),
                    "{hostile:?} {node:?}"
                );
            }
        }
        assert_eq!(
            named(document.root(), "style").count(),
            usize::from(format == Format::Html)
        );
    }
    let harmless = (made_of("x"), scope);
    let expected = structure(&text(dataset, &harmless, Format::Markdown));
    let markdown = text(dataset, &shown, Format::Markdown);
    let found = structure(&markdown);
    assert_eq!(found.0, Vec::<String>::new(), "{hostile:?}\n{markdown}");
    if !hostile.trim().is_empty() {
        assert_eq!(found.1, expected.1, "{hostile:?}\n{markdown}");
    }
}

#[test]
fn hostile_text_adds_no_element() {
    let dataset = record();
    for hostile in [
        "<script>alert(1)</script>",
        "\"><img src=x onerror=alert(1)>",
        "' onload='x",
        "]]><!-- --><svg/onload=x>",
        "&lt;b&gt; &amp;#60;",
        "](javascript:alert(1)) ![x](y) [a]: b",
        "| a | b |\n|---|---|\n",
        "# x\n- y\n1. z\n> q\n```\n*a* _b_ ~~c~~ `d`",
        "--- *** ___ <http://x.example> a\\",
        "=\u{0}\u{1b}[2J\u{202e}\u{ffff}",
        "1) x",
        "+ x",
    ] {
        no_foreign_markup(&dataset, hostile);
    }
}

proptest::proptest! {
    #![proptest_config(proptest::prelude::ProptestConfig::with_cases(200))]
    #[test]
    fn no_text_adds_an_element(hostile in "[-<>&\"'`*_|#\\\\\\[\\]()!~=+.:/a1 \n\t\u{0}\u{e9}]{1,24}") {
        static RECORD: LazyLock<Dataset> = LazyLock::new(record);
        no_foreign_markup(&RECORD, &hostile);
    }
}

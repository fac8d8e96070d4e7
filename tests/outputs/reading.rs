//! Reads back what was written: the numbers of charts, out of markup, tables and lines.

use std::collections::{BTreeMap, BTreeSet};

use pulldown_cmark::{Event, Options, Parser, Tag};
use roxmltree::{Document, Node, ParsingOptions};
use trafficdash::export::page;
use trafficdash::present::{Page, Plot};

use super::record::plots;

/// Label and number of every entry of a chart that is one number.
pub fn numbers(plot: &Plot) -> BTreeMap<String, f64> {
    let entries = plot.data.iter();
    entries
        .filter_map(|datum| Some((datum.label.clone(), datum.value?)))
        .filter(|(label, _)| {
            let datum = plot.data.iter().find(|one| one.label == *label);
            datum.is_some_and(|one| page::number(&one.text).is_some())
        })
        .collect()
}

pub fn read(text: &str) -> f64 {
    let number = page::number(text).expect(text);
    number.to_f64()
}

/// The same of every chart with entries.
pub fn drawn(page: &Page, of: fn(&Plot) -> BTreeMap<String, f64>) -> Vec<BTreeMap<String, f64>> {
    let full = plots(page).filter(|plot| !plot.data.is_empty());
    full.map(of).collect()
}

/// Every entry with a mark: what has a number, be it exact or not.
pub fn heights(plot: &Plot) -> BTreeMap<String, f64> {
    let entries = plot.data.iter();
    entries
        .filter_map(|datum| Some((datum.label.clone(), datum.value?)))
        .collect()
}

pub fn parsed(text: &str) -> Document<'_> {
    let options = ParsingOptions {
        allow_dtd: true,
        ..ParsingOptions::default()
    };
    Document::parse_with_options(text, options).unwrap_or_else(|error| panic!("{error}\n{text}"))
}

pub fn named<'d>(node: Node<'d, 'd>, name: &'static str) -> impl Iterator<Item = Node<'d, 'd>> {
    node.descendants()
        .filter(move |one| one.tag_name().name() == name)
}

/// The numbers of the table below each chart.
pub fn in_html(html: &str) -> Vec<BTreeMap<String, f64>> {
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
pub fn in_svg(svg: &str) -> Vec<BTreeMap<String, f64>> {
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
pub fn upright(chart: Node<'_, '_>) -> bool {
    let wide = |name| named(chart, "rect").filter_map(move |one| one.attribute(name));
    wide("width").collect::<BTreeSet<_>>().len() == 1
        && wide("x").collect::<BTreeSet<_>>().len() == wide("x").count()
}

/// The number in "~1,500 [e]".
pub fn approximate(text: &str) -> f64 {
    let word = text.split_whitespace().next().expect("a value");
    read(
        word.trim_start_matches(['~', '>', '<', '='])
            .trim_end_matches(','),
    )
}

/// What a reader of Markdown makes of it: headings, tables, and what must not be there.
pub fn structure(markdown: &str) -> (Vec<String>, usize) {
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

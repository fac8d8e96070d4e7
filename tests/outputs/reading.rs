//! Reads back what was written: the numbers of charts, out of markup, tables and lines.

use std::collections::{BTreeMap, BTreeSet};

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};
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

/// The tables of a document, cell by cell, the headings first.
pub fn tables_of(document: Node<'_, '_>) -> Vec<Vec<Vec<String>>> {
    let text = |cell: Node<'_, '_>| cell.text().unwrap_or_default().to_owned();
    let cells = |row: Node<'_, '_>| {
        let cells = row.children().filter(Node::is_element);
        cells.map(text).collect()
    };
    named(document, "table")
        .map(|table| named(table, "tr").map(cells).collect())
        .collect()
}

/// The same of Markdown.
pub fn markdown_tables(markdown: &str) -> Vec<Vec<Vec<String>>> {
    let mut tables: Vec<Vec<Vec<String>>> = Vec::new();
    let mut in_cell = false;
    for event in Parser::new_ext(markdown, Options::ENABLE_TABLES) {
        match event {
            Event::Start(Tag::Table(_)) => tables.push(Vec::new()),
            Event::Start(Tag::TableHead | Tag::TableRow) => {
                tables.last_mut().expect("a table").push(Vec::new());
            }
            Event::Start(Tag::TableCell) => {
                let row = tables.last_mut().and_then(|table| table.last_mut());
                row.expect("a row").push(String::new());
                in_cell = true;
            }
            Event::End(TagEnd::TableCell) => in_cell = false,
            Event::Text(text) if in_cell => {
                let row = tables.last_mut().and_then(|table| table.last_mut());
                let cell = row.and_then(|row| row.last_mut());
                cell.expect("a cell").push_str(&text);
            }
            _ => {}
        }
    }
    tables
}

/// A mark of a picture that stands for a value, with what it says.
#[derive(Clone, Debug)]
pub enum Drawn {
    /// A bar: its left upper corner and its size.
    Bar {
        at: (f64, f64),
        size: (f64, f64),
        says: String,
    },
    /// A point: its middle.
    Point { at: (f64, f64), says: String },
    /// A stretch from one value to another.
    Span {
        from: (f64, f64),
        to: (f64, f64),
        says: String,
    },
}

impl Drawn {
    /// What it stands for.
    pub fn says(&self) -> &str {
        match self {
            Self::Bar { says, .. } | Self::Point { says, .. } | Self::Span { says, .. } => says,
        }
    }
}

/// The marks of each chart of a file of pictures.
pub fn marks_of(svg: &str) -> Vec<Vec<Drawn>> {
    let document = parsed(svg);
    let charts = named(document.root(), "g").filter(|one| one.attribute("role").is_some());
    charts
        .map(|chart| chart.descendants().filter_map(mark).collect())
        .collect()
}

/// The ticks of each chart over time: the number of a label and the height of its rule.
pub fn ticks_of(svg: &str) -> Vec<Vec<(f64, f64)>> {
    let document = parsed(svg);
    let charts = named(document.root(), "g").filter(|one| one.attribute("role").is_some());
    let tick = |text: Node<'_, '_>| {
        let said = text
            .text()
            .filter(|_| text.attribute("text-anchor") == Some("end"))?;
        let (number, times) = match (said.strip_suffix('k'), said.strip_suffix('m')) {
            (Some(thousands), _) => (thousands, 1e3),
            (_, Some(millions)) => (millions, 1e6),
            _ => (said, 1.0),
        };
        let height: f64 = text.attribute("y")?.parse().ok()?;
        Some((page::number(number)?.to_f64() * times, height - 4.5))
    };
    charts
        .map(|chart| named(chart, "text").filter_map(tick).collect())
        .collect()
}

fn mark(node: Node<'_, '_>) -> Option<Drawn> {
    let title = node
        .children()
        .find(|one| one.tag_name().name() == "title")?;
    let says = title.text()?.to_owned();
    let length = |name| {
        node.attribute(name)
            .map_or(0.0, |one: &str| one.parse().expect(name))
    };
    // Squares are points of a look; they alone have a rim of paper.
    let rimmed = node.attribute("stroke") == Some("#FFFFFF");
    Some(match node.tag_name().name() {
        "rect" if rimmed => Drawn::Point {
            at: (
                length("x") + length("width") / 2.0,
                length("y") + length("height") / 2.0,
            ),
            says,
        },
        "rect" => Drawn::Bar {
            at: (length("x"), length("y")),
            size: (length("width"), length("height")),
            says,
        },
        "circle" => Drawn::Point {
            at: (length("cx"), length("cy")),
            says,
        },
        "polygon" => {
            let corners = places(node.attribute("points")?, [' ', ',']);
            let count = corners.len() as f64;
            let sum = corners
                .iter()
                .fold((0.0, 0.0), |sum, one| (sum.0 + one.0, sum.1 + one.1));
            Drawn::Point {
                at: (sum.0 / count, sum.1 / count),
                says,
            }
        }
        "path" => {
            let line = node
                .attribute("d")?
                .trim_start_matches('M')
                .split('M')
                .next()?;
            let ends = places(line, [' ', 'L']);
            Drawn::Span {
                from: ends[0],
                to: ends[1],
                says,
            }
        }
        _ => return None,
    })
}

fn places(text: &str, between: [char; 2]) -> Vec<(f64, f64)> {
    let numbers = text
        .split(between)
        .map(|one| one.parse().expect("a length"));
    let numbers: Vec<f64> = numbers.collect();
    numbers.chunks(2).map(|pair| (pair[0], pair[1])).collect()
}

//! What checkers of HTML and of its accessibility ask for, as far as a file tells by itself:
//! headings, tables, names, labels and contrast.

use std::collections::BTreeMap;

use roxmltree::{Document, Node};
use trafficdash::export;
use trafficdash::export::format::Format;
use trafficdash::figures::Dataset;
use trafficdash::present::pages::{data, news, revisions, sources};

use super::contrast;
use super::made;
use super::reading::{named, parsed};
use super::record::{pages, record, reported, scope, text};

/// The contrast of two colours like `#12436D`, from 1 to 21.
pub fn contrast(one: &str, other: &str) -> f64 {
    contrast::ratio(contrast::of_hex(one), contrast::of_hex(other))
}

/// Every kind of document, by name.
fn documents(dataset: &Dataset) -> Vec<(String, String)> {
    let mut all = pages(dataset);
    let now = scope("2026-11-23", "2025");
    let lists = [
        revisions::page(dataset, &revisions::Choice::default(), &now),
        sources::page(dataset, 0, &now),
        news::page(&news::Desk::of_record(dataset, &now), 0),
        data::page(dataset, 0, data::Sort::Figure, &now),
    ];
    all.extend(
        lists
            .into_iter()
            .chain(made::pages())
            .map(|page| (page, now.clone())),
    );
    let mut documents: Vec<(String, String)> = all
        .iter()
        .map(|shown| {
            let name = format!("{}, {}", shown.0.title, shown.1.period);
            (name, text(dataset, shown, Format::Html))
        })
        .collect();
    let report = export::report::html(&reported(dataset, &[], "2026-11-23"));
    documents.push(("the report".to_owned(), report));
    documents
}

fn said(node: Node<'_, '_>) -> String {
    let texts = node.descendants().filter(Node::is_text);
    let texts = texts.filter_map(|one| one.text());
    texts.collect::<String>().trim().to_owned()
}

fn is_named(name: &str, node: Node<'_, '_>) -> bool {
    node.tag_name().name() == name
}

/// Headings in order: one `h1` first, none empty, none a level too deep.
fn headings(document: &Document<'_>) {
    let mut levels: Vec<u32> = Vec::new();
    for node in document.descendants() {
        let level = node.tag_name().name().strip_prefix('h').map(str::parse);
        if let Some(Ok(level)) = level {
            assert_ne!(said(node), "", "an empty heading");
            levels.push(level);
        }
    }
    assert_eq!(levels.first(), Some(&1));
    assert_eq!(levels.iter().filter(|level| **level == 1).count(), 1);
    assert!(
        levels.windows(2).all(|pair| pair[1] <= pair[0] + 1),
        "{levels:?}"
    );
}

/// Tables: a caption, headings over every column, and one at most before each row.
fn tables(document: &Document<'_>) {
    for table in named(document.root(), "table") {
        let caption = named(table, "caption").next().expect("a caption");
        assert_ne!(said(caption), "");
        let rows: Vec<Node<'_, '_>> = named(table, "tr").collect();
        let cells = |row: &Node<'_, '_>| row.children().filter(Node::is_element).count();
        let columns = cells(&rows[0]);
        for heading in named(rows[0], "th") {
            assert_eq!(heading.attribute("scope"), Some("col"));
            assert_ne!(said(heading), "", "{}", said(caption));
        }
        assert_eq!(named(rows[0], "th").count(), columns);
        for row in &rows[1..] {
            assert_eq!(cells(row), columns, "{}", said(caption));
            let headings: Vec<Node<'_, '_>> = named(*row, "th").collect();
            assert!(headings.len() <= 1);
            for heading in headings {
                assert_eq!(heading.attribute("scope"), Some("row"));
                assert_ne!(said(heading), "");
            }
        }
    }
}

/// Names are unique; what is named elsewhere is there; pictures and regions are labelled.
fn names(document: &Document<'_>) {
    let mut labels: BTreeMap<&str, Node<'_, '_>> = BTreeMap::new();
    for node in document.descendants() {
        if let Some(id) = node.attribute("id") {
            assert!(labels.insert(id, node).is_none(), "{id} is not unique");
        }
    }
    for node in document.descendants().filter(Node::is_element) {
        if let Some(target) = node.attribute("href") {
            let id = target.strip_prefix('#').expect("a place of this document");
            assert!(labels.contains_key(id), "{target}");
        }
        for id in node
            .attribute("aria-labelledby")
            .unwrap_or_default()
            .split_whitespace()
        {
            assert_ne!(said(labels[id]), "", "{id}");
        }
        if is_named("svg", node) {
            assert_eq!(node.attribute("role"), Some("img"));
            assert!(node.attribute("aria-labelledby").is_some());
        }
        if node.attribute("tabindex").is_some() {
            assert!(node.attribute("role").is_some() && node.attribute("aria-label").is_some());
        }
        assert!(!is_named("img", node) && !is_named("script", node));
    }
}

/// The colours of the style sheet on its paper.
fn colours(document: &Document<'_>) {
    let style = named(document.root(), "style")
        .next()
        .map(said)
        .expect("a style");
    let declared = style
        .split(['{', '}', ';'])
        .filter_map(|one| one.trim().split_once(": "));
    let of = |name: &'static str| {
        let same = declared.clone().filter(move |(known, _)| *known == name);
        same.map(|(_, value)| value)
    };
    assert_eq!(of("background").collect::<Vec<_>>(), ["#ffffff"]);
    assert!(of("color").count() > 2);
    for colour in of("color") {
        assert!(contrast(colour, "#ffffff") >= 4.5, "{colour}");
    }
}

#[test]
fn documents_can_be_read_by_everyone() {
    for (name, html) in documents(&record()) {
        let document = parsed(&html);
        let root = document.root_element();
        assert_eq!(root.attribute("lang"), Some("en-GB"), "{name}");
        let title = named(root, "title").next().map(said);
        assert!(title.is_some_and(|title| !title.is_empty()), "{name}");
        assert_eq!(named(root, "main").count(), 1, "{name}");
        headings(&document);
        tables(&document);
        names(&document);
        colours(&document);
    }
}

#[test]
fn contrast_is_that_of_the_guidelines() {
    assert!((contrast("#000000", "#FFFFFF") - 21.0).abs() < 1e-9);
    assert!((contrast("#777777", "#FFFFFF") - 4.48).abs() < 0.01);
}

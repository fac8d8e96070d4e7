//! Pictures: nothing stands on anything else, every letter can be read, every name is unique.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use proptest::prelude::*;
use roxmltree::{Document, Node};
use trafficdash::export::format::Format;
use trafficdash::export::svg::{WIDTH, lettering};
use trafficdash::figures::Dataset;
use trafficdash::present::{
    Base, Body, Datum, ExtentKind, Form, Page, Plot, PlotBreak, PlotEvent, Plots, Scope, Strand,
    number,
};

use super::document::contrast;
use super::made;
use super::reading::{Drawn, marks_of, named, parsed};
use super::record::{pages, record, scope, text};

/// The pictures of all pages, of the record and made by hand.
fn pictures() -> Vec<(String, String)> {
    let dataset = record();
    let made = made::pages().into_iter();
    let made = made.map(|page| (page, scope("2026-11-23", "2025")));
    let drawn = |shown: &(Page, Scope)| {
        let name = format!("{}, {}", shown.0.title, shown.1.period);
        (name, text(&dataset, shown, Format::Svg))
    };
    let all = pages(&dataset).into_iter().chain(made);
    let all = all.map(|shown| drawn(&shown));
    all.filter(|(_, svg)| !svg.is_empty()).collect()
}

/// Where a text stands: left, right, top and bottom of its letters.
#[derive(Debug)]
struct Place<'d> {
    text: &'d str,
    x: (f64, f64),
    y: (f64, f64),
}

fn length(node: Node<'_, '_>, name: &str) -> f64 {
    let text = node
        .attribute(name)
        .unwrap_or_else(|| panic!("{name} of {node:?}"));
    text.parse().expect("a length")
}

fn place<'d>(node: Node<'d, 'd>) -> Place<'d> {
    let said = node.text().unwrap_or_default();
    let size = length(node, "font-size");
    let wide = lettering::width(said, lettering::Style::new(size, "#000000"));
    let x = length(node, "x");
    let left = match node.attribute("text-anchor") {
        Some("middle") => x - wide / 2.0,
        Some("end") => x - wide,
        _ => x,
    };
    let y = length(node, "y");
    Place {
        text: said,
        x: (left, left + wide),
        y: (y - size * 0.74, y + size * 0.2),
    }
}

fn texts<'d>(document: &'d Document<'d>) -> Vec<Place<'d>> {
    let texts = named(document.root(), "text").filter(|one| one.text().is_some());
    texts.map(place).collect()
}

/// Asserts that no two texts of a picture stand on one another, and none beyond its edge.
fn apart(name: &str, svg: &str) {
    let document = parsed(svg);
    let texts = texts(&document);
    for (at, one) in texts.iter().enumerate() {
        assert!(
            one.x.0 >= -1.0 && one.x.1 <= WIDTH + 1.0,
            "{name}: {} {one:?}",
            one.text
        );
        for other in &texts[..at] {
            let beside = one.x.1 <= other.x.0 + 0.1 || other.x.1 <= one.x.0 + 0.1;
            let below = one.y.1 <= other.y.0 + 0.5 || other.y.1 <= one.y.0 + 0.5;
            assert!(beside || below, "{name}: {one:?} {other:?}");
        }
    }
}

#[test]
fn no_text_of_a_picture_stands_on_another_or_beyond_its_edge() {
    for (name, svg) in pictures() {
        assert!(texts(&parsed(&svg)).len() > 8, "{name}");
        apart(&name, &svg);
    }
}

#[test]
fn every_text_of_a_picture_can_be_read_where_it_stands() {
    for (name, svg) in pictures() {
        let document = parsed(&svg);
        let bars: Vec<Node<'_, '_>> = named(document.root(), "rect").collect();
        for text in named(document.root(), "text") {
            let colour = text.attribute("fill").expect("a colour");
            let (x, y) = (length(text, "x"), length(text, "y"));
            let ground = bars.iter().rev().find(|bar| {
                let inside = |at: f64, side: &str, length_of: &str| {
                    bar.attribute(side).is_some_and(|_| {
                        let from = length(**bar, side);
                        from <= at && at <= from + length(**bar, length_of)
                    })
                };
                inside(x, "x", "width") && inside(y - 4.0, "y", "height")
            });
            let ground = ground.and_then(|bar| bar.attribute("fill"));
            let rimmed = text.attribute("paint-order").is_some();
            let paper = match ground {
                Some(ground) if !rimmed => ground,
                _ => "#FFFFFF",
            };
            let contrast = contrast(colour, paper);
            assert!(
                contrast >= 4.5,
                "{name}: {:?} {colour} on {paper}",
                text.text()
            );
        }
    }
}

#[test]
fn names_in_a_picture_are_unique_and_every_fill_is_there() {
    for (name, svg) in pictures() {
        let document = parsed(&svg);
        let nodes = || document.descendants();
        let all: Vec<&str> = nodes().filter_map(|node| node.attribute("id")).collect();
        let ids: BTreeSet<&str> = all.iter().copied().collect();
        assert_eq!(ids.len(), all.len(), "{name}");
        for fill in nodes().filter_map(|node| node.attribute("fill")) {
            let pattern = fill
                .strip_prefix("url(#")
                .and_then(|rest| rest.strip_suffix(')'));
            assert!(pattern.is_none_or(|id| ids.contains(id)), "{name}: {fill}");
        }
        for labels in nodes().filter_map(|node| node.attribute("aria-labelledby")) {
            assert!(
                labels.split(' ').all(|id| ids.contains(id)),
                "{name}: {labels}"
            );
        }
    }
}

/// A series of these numbers, whether each is joined to the one before, how far it reaches
/// further, and what else there is: a break, an event or a mark.
fn any_plot(entries: &[(Option<u32>, bool, u32, u8)]) -> Plot {
    let mut data = Vec::new();
    let (mut breaks, mut events) = (Vec::new(), Vec::new());
    for (at, (value, joined, reach, more)) in entries.iter().enumerate() {
        let text = value.map_or_else(String::new, |value| number::count(value as usize));
        let reaches = value.filter(|_| *more == 3 || *more == 4);
        let kind = if *more == 3 {
            ExtentKind::Estimate
        } else {
            ExtentKind::Published
        };
        data.push(Datum {
            joined: *joined && *more != 0,
            marks: if *more == 1 { "[r] [e]" } else { "" }.to_owned(),
            extent: reaches.map(|low| made::extent(kind, f64::from(low), f64::from(low + reach))),
            ..made::datum(1970 + at, &text)
        });
        if *more == 0 && at > 0 {
            breaks.push(PlotBreak {
                before: at,
                reason: "counted anew".to_owned(),
            });
        }
        if *more == 2 {
            let label = format!("{}: an event", 1970 + at);
            events.push(PlotEvent { at, label });
        }
    }
    Plot {
        breaks,
        events,
        ..Plot::new(Form::Line, data)
    }
}

/// Series of any length and values, some with gaps, breaks, events and extents.
fn any_plots() -> impl Strategy<Value = Plots> {
    let value = prop_oneof![
        1 => Just(None),
        4 => (0..40_000_u32).prop_map(Some),
        1 => Just(Some(0)),
    ];
    let entry = (value, any::<bool>(), 0..900_u32, 0..12_u8);
    let names = "[A-Ma-m ]{0,40}";
    let series = (1..6_usize, 0..50_usize).prop_flat_map(move |(count, length)| {
        let entries = proptest::collection::vec(entry.clone(), length);
        proptest::collection::vec((names, entries), count)
    });
    let base = prop_oneof![Just(Base::Zero), Just(Base::Cropped)];
    let arrangement = prop::sample::select(made::ARRANGEMENTS.map(|one| one.1).to_vec());
    let form = prop::sample::select(vec![Form::Bars, Form::Points, Form::Line]);
    (series, base, arrangement, form).prop_map(|(series, base, arrangement, form)| Plots {
        arrangement,
        strands: series
            .into_iter()
            .enumerate()
            .map(|(at, (name, entries))| {
                let mut plot = any_plot(&entries);
                plot.base = base;
                plot.form = form;
                Strand {
                    name: format!("{at} {name}"),
                    short: format!("{at} {name}"),
                    unit: "people".to_owned(),
                    plot,
                }
            })
            .collect(),
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(100))]
    #[test]
    fn any_series_can_be_drawn(plots in any_plots()) {
        static RECORD: LazyLock<Dataset> = LazyLock::new(record);
        let values = plots.strands.iter().flat_map(|one| &one.plot.data);
        let count = values.filter(|one| one.value.is_some()).count();
        let panel = made::panel("one", Body::Plots(plots));
        let page = Page { title: "One".to_owned(), panels: vec![panel] };
        let svg = text(&RECORD, &(page, scope("2026-11-23", "2025")), Format::Svg);
        if svg.is_empty() {
            prop_assert_eq!(count, 0);
        } else {
            prop_assert!(!svg.contains("NaN") && !svg.contains("inf"));
            apart("any series", &svg);
            let marks = marks_of(&svg).remove(0);
            let spans = marks.iter().filter(|mark| matches!(mark, Drawn::Span { .. }));
            prop_assert_eq!(marks.len() - spans.count(), count);
        }
    }
}

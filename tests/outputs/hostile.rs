//! Texts that would be markup, formulas or commands stay texts.

use std::sync::LazyLock;

use roxmltree::Node;
use trafficdash::export::format::Format;
use trafficdash::figures::Dataset;
use trafficdash::present::{
    Arrangement, Body, Card, Column, Datum, Extent, ExtentKind, Form, Gauge, Page, Panel,
    Paragraph, Plot, PlotBreak, PlotEvent, Plots, Row, Strand, Table, Tone,
};

use super::reading::{named, parsed, structure};
use super::record::{record, scope, text};

/// A page of every kind of panel, with one text everywhere.
fn made_of(text: &str) -> Page {
    let words = || text.to_owned();
    let datum = |value| Datum {
        period: None,
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
        items: 1,
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
    let several = |arrangement| {
        let strand = |form| Strand {
            name: words(),
            short: words(),
            unit: words(),
            plot: match plot(form) {
                Body::Plot(plot) => plot,
                _ => unreachable!("a plot"),
            },
        };
        Body::Plots(Plots {
            arrangement,
            strands: vec![strand(Form::Line), strand(Form::Bars), strand(Form::Points)],
        })
    };
    let bodies = [
        plot(Form::Bars),
        plot(Form::Line),
        several(Arrangement::Lines),
        several(Arrangement::Grouped),
        several(Arrangement::Stacked),
        several(Arrangement::Multiples),
        several(Arrangement::Apart),
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

/// The elements that are written, and no others.
const ELEMENTS: &str = "html head meta title style body main h1 h2 h3 h4 p section figure \
    figcaption svg desc defs pattern g rect line circle polygon polyline path text table caption thead tbody tr th td dl dt \
    dd div ul li";

/// Their attributes.
const ATTRIBUTES: &str = "lang charset name content http-equiv class id scope width height viewBox \
    role aria-labelledby font-family font-size fill x y x1 x2 y1 y2 cx cy r points stroke \
    stroke-width stroke-dasharray stroke-linejoin paint-order text-anchor d patternUnits \
    patternTransform tabindex aria-label";

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

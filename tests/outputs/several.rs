//! Several series on one page: their numbers and how far they reach, read back from every
//! format, are those of the page.

use serde_json::Value as Json;
use trafficdash::export::format::Format;
use trafficdash::export::{Shown, format};
use trafficdash::present::{Arrangement, Body, Page, Panel, Plots, Scope, Strand, alt};

use super::made;
use super::numbers::{Key, Numbers, ends, expected, in_csv, in_json, in_plain, in_table, in_text};
use super::reading::{Drawn, markdown_tables, marks_of, named, parsed, tables_of, ticks_of};
use super::record::{record, scope, text};

/// What the marks of a picture say, each with its place.
fn in_svg(marks: &[Drawn], plots: &Plots) -> (Numbers, Vec<(Key, f64, Drawn)>) {
    let mut numbers = Numbers::default();
    let mut placed = Vec::new();
    for mark in marks {
        let of = |strand: &'_ Strand| {
            let labels = plots.entries().iter().map(|one| one.label.clone());
            let mut leads = labels.map(|label| (format!("{}, {label}: ", strand.name), label));
            leads.find_map(|(lead, label)| {
                let rest = mark.says().strip_prefix(&*lead)?;
                Some((label, rest.to_owned()))
            })
        };
        let found = plots.strands.iter().find_map(|one| Some((one, of(one)?)));
        let (strand, (label, rest)) = found.unwrap_or_else(|| panic!("{}", mark.says()));
        let parts: Vec<&str> = rest.split(", ").collect();
        if !matches!(mark, Drawn::Span { .. }) {
            numbers.take(strand, &label, parts[0]);
            let key = (strand.name.clone(), label.clone());
            let value = numbers.values[&key];
            placed.push((key, value, mark.clone()));
        } else if let Some((low, high)) = ends(parts[0]) {
            let Drawn::Span { from, to, says } = mark.clone() else {
                unreachable!("a span");
            };
            for (value, at) in [(low, from), (high, to)] {
                let says = says.clone();
                let key = (strand.name.clone(), label.clone());
                placed.push((key, value, Drawn::Point { at, says }));
            }
        }
        for part in parts {
            numbers.reach(strand, &label, part);
        }
    }
    (numbers, placed)
}

/// Whether lengths stand for values: of all series alike, or of each by itself.
fn hold_to_scale(plots: &Plots, placed: &[(Key, f64, Drawn)]) {
    let over_time = alt::plots::over_time(plots);
    let mut scales: Vec<(f64, f64)> = Vec::new();
    for strand in &plots.strands {
        let own = |one: &&(Key, f64, Drawn)| match plots.arrangement {
            Arrangement::Multiples | Arrangement::Apart => one.0.0 == strand.name,
            _ => true,
        };
        let lengths: Vec<(f64, f64)> = placed
            .iter()
            .filter(own)
            .filter_map(|(_, value, mark)| Some((*value, length(plots, mark, over_time)?)))
            .collect();
        let by_value = |one: &&(f64, f64), other: &&(f64, f64)| one.0.total_cmp(&other.0);
        let low = lengths.iter().min_by(by_value).expect("a mark");
        let high = lengths.iter().max_by(by_value).expect("a mark");
        if high.0 <= low.0 {
            continue;
        }
        let unit = (high.1 - low.1) / (high.0 - low.0);
        for (value, length) in &lengths {
            let wanted = (value - low.0).mul_add(unit, low.1);
            assert!(
                (wanted - length).abs() < 0.3,
                "{}: {value}: {length}, not {wanted}",
                strand.name
            );
        }
        scales.push((unit, high.0));
    }
    if plots.arrangement == Arrangement::Multiples {
        for (unit, value) in &scales {
            assert!((unit - scales[0].0).abs() * value < 0.5, "{scales:?}");
        }
    }
}

/// Marks in one frame stand where the labels of its scale say.
fn agree_with_ticks(plots: &Plots, placed: &[(Key, f64, Drawn)], ticks: &[(f64, f64)]) {
    let (Some(first), Some(last)) = (ticks.first(), ticks.last()) else {
        panic!("no ticks");
    };
    let unit = (last.1 - first.1) / (last.0 - first.0);
    let height = |value: f64| (value - first.0).mul_add(unit, first.1);
    for (value, at) in ticks {
        assert!((height(*value) - at).abs() < 0.2, "{ticks:?}");
    }
    for (key, value, mark) in placed {
        let off = match mark {
            Drawn::Bar { size, .. } if plots.arrangement == Arrangement::Stacked => {
                size.1 + value * unit
            }
            Drawn::Bar { at, .. } | Drawn::Point { at, .. } => at.1 - height(*value),
            Drawn::Span { .. } => 0.0,
        };
        assert!(off.abs() < 0.3, "{key:?} {value} is {off} off");
    }
}

/// Bars side by side begin at one place, and of parts each where the one before it ends.
fn stand_on_zero(plots: &Plots, placed: &[(Key, f64, Drawn)]) {
    let over_time = alt::plots::over_time(plots);
    let mut zero: Option<f64> = None;
    for entry in plots.entries() {
        let mut end: Option<f64> = None;
        for (_, _, mark) in placed.iter().filter(|one| one.0.1 == entry.label) {
            let Drawn::Bar { at, size, .. } = mark else {
                continue;
            };
            let (from, to) = if over_time {
                (at.1 + size.1, at.1)
            } else {
                (at.0, at.0 + size.0)
            };
            let stacked = plots.arrangement == Arrangement::Stacked;
            let wanted = match end.filter(|_| stacked) {
                Some(end) => end,
                None => *zero.get_or_insert(from),
            };
            assert!(
                (wanted - from).abs() < 0.2,
                "{}: {from}, not {wanted}",
                entry.label
            );
            end = Some(to);
        }
    }
}

/// How long a bar is from zero, or how far out a point stands.
fn length(plots: &Plots, mark: &Drawn, over_time: bool) -> Option<f64> {
    let proportional = matches!(
        plots.arrangement,
        Arrangement::Grouped | Arrangement::Stacked
    );
    match mark {
        Drawn::Bar { size, .. } if over_time && proportional => Some(size.1),
        Drawn::Bar { size, .. } if !over_time => Some(size.0),
        Drawn::Bar { at, .. } if over_time => Some(-at.1),
        Drawn::Point { at, .. } if over_time && !proportional => Some(-at.1),
        _ => None,
    }
}

fn several(page: &Page) -> Vec<(usize, &Panel, &Plots)> {
    let panels = page.panels.iter().enumerate();
    let plots = panels.filter_map(|(at, panel)| match &panel.body {
        Body::Plots(plots) => Some((at, panel, plots)),
        _ => None,
    });
    plots.collect()
}

/// The part of a text that begins with the title of a panel.
fn section<'t>(text: &'t str, page: &Page, at: usize) -> &'t str {
    let place = |panel: &Panel| text.find(&panel.title).expect("a title");
    let end = page.panels.get(at + 1).map_or(text.len(), place);
    &text[place(&page.panels[at])..end]
}

#[test]
fn the_numbers_of_several_series_are_the_same_in_every_format() {
    let dataset = record();
    for page in made::pages() {
        let shown = (page, scope("2026-11-23", "2025"));
        let written = |format| text(&dataset, &shown, format);
        let page = &shown.0;
        let json: Json = serde_json::from_str(&written(Format::Json)).expect("JSON");
        let (csv, plain) = (written(Format::Csv), written(Format::Plain));
        let (html, svg) = (written(Format::Html), written(Format::Svg));
        let html = tables_of(parsed(&html).root());
        let markdown = markdown_tables(&written(Format::Markdown));
        let (pictures, ticks) = (marks_of(&svg), ticks_of(&svg));
        let wide = written(Format::Text);
        let narrow = text_of_60(&shown);
        for (at, panel, plots) in several(page) {
            let wanted = expected(plots);
            let name = format!("{} {}", page.title, panel.id);
            assert!(wanted.values.len() > 3, "{name}");
            assert_eq!(in_csv(&csv, panel, plots), wanted, "CSV {name}");
            assert_eq!(in_json(&json, at, plots), wanted, "JSON {name}");
            assert_eq!(in_table(&html[at], plots), wanted, "HTML {name}");
            assert_eq!(in_table(&markdown[at], plots), wanted, "Markdown {name}");
            assert_eq!(
                in_plain(section(&plain, page, at), plots),
                wanted,
                "plain {name}"
            );
            assert_eq!(
                in_text(section(&wide, page, at), plots),
                wanted,
                "text {name}"
            );
            let short = plots.entries().iter().all(|one| one.label.len() < 20);
            if short {
                assert_eq!(
                    in_text(section(&narrow, page, at), plots),
                    wanted,
                    "{name} at 60"
                );
            }
            let (drawn, placed) = in_svg(&pictures[at], plots);
            assert_eq!(drawn, wanted, "SVG {name}");
            hold_to_scale(plots, &placed);
            let framed = [
                Arrangement::Lines,
                Arrangement::Grouped,
                Arrangement::Stacked,
            ];
            if framed.contains(&plots.arrangement) && alt::plots::over_time(plots) {
                agree_with_ticks(plots, &placed, &ticks[at]);
            }
            if matches!(
                plots.arrangement,
                Arrangement::Grouped | Arrangement::Stacked
            ) {
                stand_on_zero(plots, &placed);
            }
        }
    }
}

fn text_of_60(shown: &(Page, Scope)) -> String {
    let dataset = record();
    let shown = Shown {
        page: &shown.0,
        scope: &shown.1,
        dataset: &dataset,
    };
    let bytes = format::write(&shown, Format::Text, 60).expect("text");
    let text = String::from_utf8(bytes).expect("text");
    assert!(
        text.lines().all(|line| line.chars().count() <= 60),
        "{text}"
    );
    text
}

#[test]
fn several_series_are_told_to_those_who_do_not_see_them() {
    for page in made::pages() {
        for (_, _, plots) in several(&page) {
            let text = alt::plots::text(plots);
            assert!(
                text.ends_with('.') && !text.contains("..") && !text.contains("  "),
                "{text}"
            );
            for strand in &plots.strands {
                assert!(text.contains(&strand.name), "{text}");
                for one in &strand.plot.breaks {
                    assert!(text.contains(&one.reason), "{text}");
                }
            }
        }
    }
}

#[test]
fn what_must_be_known_to_read_a_picture_stands_in_it() {
    let dataset = record();
    let drawn = |plots| {
        let page = Page {
            title: "One".to_owned(),
            panels: vec![made::panel("one", Body::Plots(plots))],
        };
        let svg = text(&dataset, &(page, scope("2026-11-23", "2025")), Format::Svg);
        let document = parsed(&svg);
        let texts = named(document.root(), "text").filter_map(|one| one.text());
        texts.collect::<Vec<_>>().join(" ")
    };
    let cropped = drawn(made::cropped(Arrangement::Lines));
    assert!(
        cropped.contains("The axis of values begins at 4,200, not at zero."),
        "{cropped}"
    );
    let apart = drawn(made::plots(Arrangement::Apart, 3));
    assert!(apart.contains("heights are not compared."), "{apart}");
    let stacked = drawn(made::plots(Arrangement::Stacked, 3));
    assert!(
        stacked.contains("the others do not add up to the whole."),
        "{stacked}"
    );
    let lines = drawn(made::plots(Arrangement::Lines, 2));
    assert!(
        lines.contains("Children: without a single number: suppressed for 2015."),
        "{lines}"
    );
    for event in &made::plots(Arrangement::Lines, 1).strands[0].plot.events {
        assert!(lines.contains(&event.label), "{lines}");
    }
}

#[test]
fn several_series_read_well_in_each_format() {
    let dataset = record();
    let page = Page {
        title: "Compare".to_owned(),
        panels: vec![made::panel(
            "lines",
            Body::Plots(made::with_extents(Arrangement::Lines)),
        )],
    };
    let shown = (page, scope("2026-11-23", "2025"));
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path("../snapshots");
    settings.set_prepend_module_to_snapshot(false);
    let kept = |name: &str, text: &str| {
        settings.bind(|| insta::assert_snapshot!(format!("outputs__several.{name}"), text));
    };
    for row in format::FORMATS
        .iter()
        .filter(|row| !row.format.is_binary() && !row.format.is_drawn())
    {
        let text = text(&dataset, &shown, row.format).replace('\r', "");
        kept(row.name, &text);
    }
    kept("text-60", &text_of_60(&shown));
    let page = Page {
        title: "Compare".to_owned(),
        panels: vec![made::panel(
            "grouped",
            Body::Plots(made::plots(Arrangement::Grouped, 4)),
        )],
    };
    let shown = (page, scope("2026-11-23", "2025"));
    kept("text-table", &text(&dataset, &shown, Format::Text));
}

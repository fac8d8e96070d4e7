//! What holds for every widget on every area: nothing panics, nothing is written outside, and
//! labels stand on what they name.

mod checks;
mod every_width;

use proptest::prelude::*;
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::widgets::Widget;

use crate::present::{
    Arrangement, Base, Card, Column, Datum, Extent, ExtentKind, Form, Gauge, Paragraph, Plot,
    PlotBreak, PlotEvent, Plots, Row, Strand, Table, Tone, table::Align,
};
use crate::tui::theme::Theme;

use super::several::Hit;
use super::testing::ascii;
use super::{
    Cards, Chart, Columns, GaugeBar, Keyboard, Line, Prose, Rows, Several, Sparkline, TableView,
};
use super::{prose, text};

fn value() -> impl Strategy<Value = Option<f64>> {
    prop_oneof![
        3 => (0.0..30_000.0_f64).prop_map(|value| Some(value.round())),
        1 => (0.0..1.0_f64).prop_map(Some),
        1 => Just(Some(0.0)),
        1 => Just(None),
        1 => prop_oneof![
            Just(1e300), Just(1e15), Just(f64::INFINITY), Just(f64::NAN), Just(-5.0), Just(1e-12),
        ].prop_map(Some),
    ]
}

fn extent() -> impl Strategy<Value = Option<Extent>> {
    let kind = prop_oneof![Just(ExtentKind::Estimate), Just(ExtentKind::Published)];
    let ends = (value(), value(), kind, words());
    let some = ends.prop_map(|(one, other, kind, text)| {
        let (one, other) = (one.unwrap_or(0.0), other.unwrap_or(9.0));
        Some(Extent {
            low: one.min(other),
            high: one.max(other),
            text,
            kind,
        })
    });
    prop_oneof![4 => Just(None), 1 => some]
}

fn datum() -> impl Strategy<Value = Datum> {
    let names = prop_oneof![
        Just(("2011", "’11")),
        Just(("2011/12", "11/12")),
        Just(("Children (under 18) and people of unknown age", "Children")),
        Just(("人身取引", "人身")),
    ];
    let marks = prop_oneof![3 => Just(""), 1 => Just("[r]"), 1 => Just("[part]")];
    let text = prop_oneof![
        Just(""),
        Just("946"),
        Just("[x]"),
        Just("1,234,567"),
        Just("二")
    ];
    let rest = (any::<bool>(), extent());
    (names, value(), text, marks, rest).prop_map(|(names, value, text, marks, rest)| {
        let (joined, extent) = rest;
        Datum {
            label: names.0.to_owned(),
            short: names.1.to_owned(),
            value,
            text: text.to_owned(),
            marks: marks.to_owned(),
            joined,
            extent,
            ..Datum::default()
        }
    })
}

fn plot() -> impl Strategy<Value = Plot> {
    prop_oneof![plot_of(0..8), plot_of(0..80)]
}

fn plot_of(entries: std::ops::Range<usize>) -> impl Strategy<Value = Plot> {
    let form = prop_oneof![Just(Form::Bars), Just(Form::Points), Just(Form::Line)];
    let data = prop::collection::vec(datum(), entries);
    let breaks = prop::collection::vec(0..90_usize, 0..4);
    let events = prop::collection::vec((0..90_usize, words()), 0..3);
    let base = prop_oneof![Just(Base::Zero), Just(Base::Cropped)];
    let rest = (prop::option::of(0..90_usize), base);
    (form, data, breaks, events, rest).prop_map(|(form, data, breaks, events, rest)| {
        let events = events
            .into_iter()
            .map(|(at, label)| PlotEvent { at, label });
        let (selected, base) = rest;
        let breaks = breaks.into_iter().map(|before| PlotBreak {
            before,
            reason: String::new(),
        });
        Plot {
            breaks: breaks.collect(),
            events: events.collect(),
            selected,
            base,
            ..Plot::new(form, data)
        }
    })
}

/// Up to six series over the same entries.
fn plots() -> impl Strategy<Value = Plots> {
    let arrangement = prop_oneof![
        Just(Arrangement::Lines),
        Just(Arrangement::Grouped),
        Just(Arrangement::Stacked),
        Just(Arrangement::Multiples),
        Just(Arrangement::Apart),
    ];
    let strands = (0..40_usize).prop_flat_map(|entries| {
        let strand = (
            words(),
            "[A-Za-z]{1,20}",
            words(),
            plot_of(entries..entries + 1),
        );
        prop::collection::vec(strand, 0..7)
    });
    (arrangement, strands).prop_map(|(arrangement, strands)| {
        let strand = |(name, short, unit, plot)| Strand {
            name,
            short,
            unit,
            plot,
        };
        let strands = strands.into_iter().map(strand).collect();
        Plots {
            arrangement,
            strands,
        }
    })
}

fn area() -> impl Strategy<Value = Rect> {
    let small = (0..6_u16, 0..4_u16, 0..=30_u16, 0..=8_u16);
    let large = (0..40_u16, 0..10_u16, 0..=240_u16, 0..=60_u16);
    prop_oneof![small, large].prop_map(|(x, y, width, height)| Rect::new(x, y, width, height))
}

fn words() -> impl Strategy<Value = String> {
    prop_oneof![
        Just(String::new()),
        "[a-z]{1,12}( [a-z]{1,30}){0,20}",
        Just("人身取引の 被害者 e\u{301}e\u{301}".to_owned()),
    ]
}

/// Draws on an area within a larger buffer and says whether the rest stayed blank.
fn stays_inside(widget: impl Widget, area: Rect) -> bool {
    let whole = Rect::new(0, 0, area.right() + 5, area.bottom() + 5);
    let mut buffer = Buffer::empty(whole);
    widget.render(area, &mut buffer);
    let blank = ratatui::buffer::Cell::default();
    whole
        .positions()
        .all(|place| area.contains(place) || buffer[place] == blank)
}

/// Draws on a buffer that is smaller than the area.
fn survives_a_small_buffer(widget: impl Widget, area: Rect) {
    let mut buffer = Buffer::empty(Rect::new(1, 1, 30, 9));
    widget.render(area, &mut buffer);
}

fn keyboard() -> impl Strategy<Value = Keyboard> {
    prop_oneof![Just(Keyboard::Here), Just(Keyboard::Elsewhere)]
}

fn theme(in_ascii: bool) -> Theme {
    if in_ascii { ascii() } else { Theme::default() }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn charts_stay_inside_any_area(
        plot in plot(), area in area(), in_ascii in any::<bool>(), keyboard in keyboard(),
    ) {
        let theme = theme(in_ascii);
        let (plot, theme) = (&plot, &theme);
        let inside = stays_inside(Chart { plot, theme, keyboard }, area);
        prop_assert!(inside);
        let inside = stays_inside(Columns(Chart { plot, theme, keyboard }), area);
        prop_assert!(inside);
        let inside = stays_inside(Line(Chart { plot, theme, keyboard }), area);
        prop_assert!(inside);
        let inside = stays_inside(Rows(Chart { plot, theme, keyboard }), area);
        prop_assert!(inside);
        survives_a_small_buffer(Chart { plot, theme, keyboard }, area);
        let values: Vec<Option<f64>> = plot.data.iter().map(|datum| datum.value).collect();
        let inside = stays_inside(Sparkline { values: &values, theme }, area);
        prop_assert!(inside);
        for position in area.positions().step_by(7) {
            let hit = Chart { plot, theme, keyboard }.hit(area, position);
            prop_assert!(hit.is_none_or(|index| index < plot.data.len()));
        }
    }

    #[test]
    fn several_series_stay_inside_any_area(
        plots in plots(), area in area(), in_ascii in any::<bool>(),
        chosen in prop::option::of(0..9_usize),
    ) {
        let theme = theme(in_ascii);
        let (plots, theme, keyboard) = (&plots, &theme, Keyboard::Elsewhere);
        let several = Several { plots, chosen, theme, keyboard };
        prop_assert!(stays_inside(several, area));
        survives_a_small_buffer(several, area);
        for position in area.positions().step_by(131) {
            let known = match several.hit(area, position) {
                Some(Hit::Entry(index)) => index < plots.entries().len(),
                Some(Hit::Strand(index)) => index < plots.strands.len(),
                None => true,
            };
            prop_assert!(known);
        }
    }

    #[test]
    fn labels_of_columns_stand_on_their_bars_and_never_touch(plot in plot(), area in area()) {
        let theme = Theme::default();
        let columns = Columns(Chart { plot: &plot, theme: &theme, keyboard: Keyboard::Here });
        let Some(frame) = columns.layout(area) else { return Ok(()) };
        let mut end = 0;
        for label in &frame.labels {
            let width = text::width(&label.text);
            let x = frame.slots.x(label.index).expect("labelled entries are shown");
            let bar = 2 * i32::from(x) + i32::from(frame.slots.bar);
            let centre = 2 * i32::from(label.x) + i32::from(width);
            prop_assert!((bar - centre).abs() <= 2, "label {label:?} of a bar at {x}");
            prop_assert!(end == 0 || label.x > end, "{label:?} touches the one before");
            end = label.x + width;
            prop_assert!(end <= area.width);
        }
        if let Some(selected) = plot.selected.filter(|at| *at < plot.data.len()) {
            let named = frame.labels.iter().any(|label| label.index == selected);
            let shown = frame.slots.x(selected).is_some();
            prop_assert!(named || frame.slots.count == 0);
            prop_assert!(shown || frame.slots.count == 0);
        }
        let steps: Vec<usize> = frame.labels.windows(2)
            .map(|pair| pair[1].index - pair[0].index)
            .collect();
        prop_assert!(steps.windows(2).all(|pair| pair[0] == pair[1]), "{steps:?}");
    }

    #[test]
    fn bars_and_points_lie_inside_the_axis(plot in plot(), area in area()) {
        let theme = Theme::default();
        let (plot, theme, keyboard) = (&plot, &theme, Keyboard::Elsewhere);
        let columns = Columns(Chart { plot, theme, keyboard }).layout(area);
        let line = Line(Chart { plot, theme, keyboard }).layout(area);
        for frame in columns.into_iter().chain(line) {
            let last = frame.slots.iter().last();
            prop_assert!(last.is_none_or(|(_, x)| x + frame.slots.bar <= area.width));
            let first = frame.slots.x(frame.slots.first);
            let beyond = |x| frame.axis.is_none_or(|axis| x > axis);
            prop_assert!(first.is_none_or(beyond));
        }
    }

    #[test]
    fn tables_stay_inside_any_area_and_show_the_selected_row(
        cells in prop::collection::vec(prop::collection::vec(words(), 0..6), 0..60),
        columns in prop::collection::vec((words(), any::<bool>(), 0..4_u8, any::<bool>()), 0..6),
        selected in prop::option::of(0..70_usize),
        area in area(),
    ) {
        let columns = columns.into_iter().map(|(title, right, rank, grows)| Column {
            title,
            align: if right { Align::Right } else { Align::Left },
            rank,
            grows,
            within: grows.then_some((2, 5)),
        });
        let rows = cells.into_iter().map(|cells| Row { cells, figure: None });
        let table = Table {
            columns: columns.collect(),
            rows: rows.collect(),
            selected,
            empty: "Nothing yet.".to_owned(),
            ..Table::default()
        };
        let theme = Theme::default();
        let view = TableView { table: &table, keyboard: Keyboard::Here, theme: &theme };
        prop_assert!(stays_inside(view, area));
        survives_a_small_buffer(view, area);
        let mut hits = area.rows().map(|row| view.hit(area, Position::new(row.x, row.y)));
        if let Some(selected) = selected.filter(|at| *at < table.rows.len()) {
            prop_assert!(area.is_empty() || hits.any(|hit| hit == Some(selected)));
        }
    }

    #[test]
    fn cards_and_gauges_stay_inside_any_area(
        parts in prop::collection::vec(words(), 5),
        values in prop::collection::vec(value(), 0..40),
        count in 0..7_usize,
        ratio in value(),
        selected in prop::option::of(0..9_usize),
        area in area(),
        in_ascii in any::<bool>(),
    ) {
        let theme = theme(in_ascii);
        let card = Card {
            label: parts[0].clone(),
            value: parts[1].clone(),
            marks: "[r]".to_owned(),
            period: parts[2].clone(),
            detail: parts[3].clone(),
            source: parts[4].clone(),
            spark: values,
            figure: None,
        };
        let cards = vec![card; count];
        let view = Cards { cards: &cards, selected, keyboard: Keyboard::Elsewhere, theme: &theme };
        prop_assert!(stays_inside(view, area));
        survives_a_small_buffer(view, area);
        for position in area.positions().step_by(5) {
            prop_assert!(view.hit(area, position).is_none_or(|index| index < count));
        }
        let gauge = Gauge {
            title: parts[0].clone(),
            ratio,
            value: parts[1].clone(),
            detail: parts[2].clone(),
            source: parts[3].clone(),
            figure: None,
        };
        let bar = GaugeBar { gauge: &gauge, theme: &theme, selected: true, keyboard: Keyboard::Here };
        prop_assert!(stays_inside(bar, area));
        survives_a_small_buffer(bar, area);
    }

    #[test]
    fn prose_stays_inside_any_area_and_loses_no_word(
        parts in prop::collection::vec(words(), 0..12),
        scroll in 0..40_u16,
        area in area(),
    ) {
        let tones = [Tone::Heading, Tone::Body, Tone::Quiet, Tone::Warning];
        let paragraphs: Vec<Paragraph> = parts.iter().zip(tones.into_iter().cycle())
            .map(|(part, tone)| Paragraph::new(tone, part.as_str()))
            .collect();
        let theme = Theme::default();
        let view = Prose {
            text: &paragraphs, scroll, selected: Some(1), keyboard: Keyboard::Here, theme: &theme,
        };
        prop_assert!(stays_inside(view, area));
        for part in parts {
            let wrapped = prose::wrap(&part, area.width.max(2));
            let bare = |text: &str| text.replace(' ', "");
            prop_assert_eq!(bare(&wrapped.concat()), bare(&part));
        }
    }
}

#[test]
fn nothing_is_drawn_on_nothing() {
    let theme = Theme::default();
    let plot = Plot::new(Form::Bars, Vec::new());
    for (width, height) in [(0, 0), (0, 9), (9, 0)] {
        let chart = Chart {
            plot: &plot,
            theme: &theme,
            keyboard: Keyboard::Here,
        };
        assert!(stays_inside(chart, Rect::new(3, 3, width, height)));
    }
}

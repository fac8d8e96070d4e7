//! What holds at every width from 20 to 240 columns: texts stay whole and apart, labels stand on
//! their entries and ticks on their values, bars are as high as what they show, and no stroke
//! crosses a gap or a break.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use crate::present::{Arrangement, ExtentKind, Form, Plot, Plots};
use crate::tui::theme::{Glyphs, Theme};
use crate::tui::widgets::axis::Frame;
use crate::tui::widgets::grouped::Grouped;
use crate::tui::widgets::legend::Legend;
use crate::tui::widgets::lines::Lines;
use crate::tui::widgets::multiples::Multiples;
use crate::tui::widgets::rows::value_text;
use crate::tui::widgets::several::{Framed, Hit};
use crate::tui::widgets::stacked::{self, Stacked};
use crate::tui::widgets::testing::{
    break_before, buffer, event, extent, reaching, referrals, several,
};
use crate::tui::widgets::{Chart, Keyboard, Several, text};

use super::checks::{
    Placed, assert_known_words, assert_labels_on_entries, assert_whole_and_apart, quarters,
    said_of, texts_of,
};

const WIDTHS: std::ops::RangeInclusive<u16> = 20..=240;
const HEIGHTS: [u16; 5] = [6, 9, 13, 20, 36];
const GLYPHS: [Glyphs; 3] = [Glyphs::Unicode, Glyphs::Ascii, Glyphs::Octants];

/// The plots that are drawn, in turn.
fn plots(arrangement: Arrangement, turn: u16) -> Plots {
    let mut plots = several(arrangement, 1 + usize::from(turn % 4));
    if turn.is_multiple_of(5) {
        for strand in &mut plots.strands {
            strand.plot = quarters(strand.plot.form);
        }
    }
    let last = plots.entries().len() - 1;
    let selected = [None, Some(0), Some(last / 2), Some(last)][usize::from(turn / 3 % 4)];
    for (at, strand) in plots.strands.iter_mut().enumerate() {
        strand.plot.selected = selected;
        if arrangement != Arrangement::Grouped && at % 2 == usize::from(turn % 2) {
            strand.plot.form = Form::Line;
        }
        if arrangement == Arrangement::Apart && at > 0 {
            strand.unit = "days".to_owned();
        }
    }
    if matches!(arrangement, Arrangement::Multiples | Arrangement::Apart) {
        let more: Vec<_> = plots.strands.iter().take(2).cloned().collect();
        plots.strands.extend(more);
    }
    plots
}

/// Calls with every arrangement, set of characters, width and some heights.
fn everywhere(check: impl Fn(Several, Rect)) {
    for arrangement in Arrangement::ALL {
        for width in WIDTHS {
            let height = HEIGHTS[usize::from(width) % HEIGHTS.len()];
            for (at, glyphs) in GLYPHS.into_iter().enumerate() {
                let turn = width / 5 + at as u16;
                let plots = plots(arrangement, turn);
                let theme = &Theme::default().with_glyphs(glyphs);
                let several = Several {
                    plots: &plots,
                    chosen: Some(usize::from(turn) % plots.strands.len()),
                    theme,
                    keyboard: if width % 2 == 0 {
                        Keyboard::Here
                    } else {
                        Keyboard::Elsewhere
                    },
                };
                check(several, Rect::new(0, 0, width, height));
            }
        }
    }
}

/// The frames of a chart, each with the place of its upper left corner, and its legend.
fn frames<'a>(several: Several<'a>, area: Rect) -> (Vec<(Position, Frame<'a>)>, Option<Legend>) {
    let framed = |framed: Framed<'a>| {
        let corner = Position::new(0, framed.legend.rows);
        (vec![(corner, framed.frame)], Some(framed.legend))
    };
    let found = match several.plots.arrangement {
        Arrangement::Lines => Lines(several).layout(area).map(|one| one.framed),
        Arrangement::Grouped => Grouped(several).layout(area),
        Arrangement::Stacked => Stacked(several).layout(area),
        Arrangement::Multiples | Arrangement::Apart => None,
    };
    if let Some(found) = found {
        return framed(found);
    }
    let layout = Multiples(several).layout(area);
    let charts = layout.into_iter().flat_map(|layout| layout.charts);
    let corner = |area: Rect| Position::new(area.x, area.y + 1);
    let frames = charts.map(|small| (corner(small.area), small.frame));
    (frames.collect(), None)
}

/// The names and values of a legend.
fn texts_of_legend(legend: &Legend, several: Several) -> Vec<Placed> {
    let mut all = Vec::new();
    for item in &legend.items {
        let strand = &several.plots.strands[item.strand];
        let name = text::fit(&strand.short, item.name, several.theme.glyphs);
        let selected = several.plots.selected();
        let datum = selected.and_then(|at| strand.plot.data.get(at));
        let told = datum.filter(|_| item.value > 0);
        let value = told.map(value_text).unwrap_or_default();
        let both = [name.as_ref(), value.as_ref()].map(str::trim).join(" ");
        all.push(Placed {
            x: item.x + 2,
            y: item.y,
            text: both.trim().to_owned(),
        });
    }
    all
}

fn texts(several: Several, area: Rect) -> Vec<Placed> {
    let (frames, legend) = frames(several, area);
    let of_frame = |(corner, frame): &(Position, Frame)| texts_of(frame, *corner);
    let mut all: Vec<Placed> = frames.iter().flat_map(of_frame).collect();
    if let Some(legend) = legend {
        all.extend(texts_of_legend(&legend, several));
        if several.plots.arrangement == Arrangement::Lines {
            let layout = Lines(several)
                .layout(area)
                .expect("room, as there was before");
            let names = layout.names.iter().map(|name| Placed {
                x: name.x + if name.beside { 0 } else { 2 },
                y: legend.rows + name.y,
                text: name.text(several.plots, several.theme.glyphs).into_owned(),
            });
            all.extend(names);
        }
    }
    all
}

#[test]
fn texts_of_several_series_are_whole_known_and_apart() {
    everywhere(|several, area| {
        let drawn = buffer(several, area.width, area.height);
        let said = format!("{:?} on {area}", several.plots.arrangement);
        assert_whole_and_apart(&texts(several, area), &drawn, &said);
        if several.theme.glyphs == Glyphs::Unicode {
            let strands = several.plots.strands.iter();
            let mut known: Vec<String> =
                strands.clone().flat_map(|one| said_of(&one.plot)).collect();
            known.extend(strands.map(|one| format!("{} ({})", one.short, one.unit)));
            let (frames, _) = frames(several, area);
            known.extend(frames.iter().flat_map(|(_, frame)| frame.values.labels()));
            assert_known_words(&drawn, known.iter().map(String::as_str), &said);
        }
    });
}

#[test]
fn labels_of_several_series_stand_on_their_entries_and_a_click_means_what_is_there() {
    everywhere(|several, area| {
        let said = format!("{:?} on {area}", several.plots.arrangement);
        let (frames, legend) = frames(several, area);
        for (corner, frame) in &frames {
            assert_labels_on_entries(frame, &said);
            let selected = several.plots.selected();
            assert!(
                selected.is_none_or(|at| frame.slots.x(at).is_some()),
                "{said}"
            );
            for (index, _) in frame.slots.iter() {
                let x = corner.x + frame.slots.middle(index).expect("shown");
                let hit = several.hit(area, Position::new(x, corner.y + frame.base));
                assert_eq!(hit, Some(Hit::Entry(index)), "{said}");
            }
        }
        for item in legend.iter().flat_map(|legend| &legend.items) {
            let hit = several.hit(area, Position::new(item.x, item.y));
            assert_eq!(hit, Some(Hit::Strand(item.strand)), "{said}");
        }
    });
}

/// How many cells of a column above the axis are filled without a gap.
fn filled(drawn: &Buffer, frame: &Frame, corner: Position, x: u16) -> u16 {
    let symbol = |up: &u16| {
        let y = corner.y + frame.base - 1 - up;
        drawn[(corner.x + x, y)].symbol().to_owned()
    };
    let marks = "█▓▒░▁▂▃▄▅▆▇#=%._";
    (0..frame.rows)
        .take_while(|up| marks.contains(&symbol(up)))
        .count() as u16
}

#[test]
fn bars_are_as_high_as_their_values_within_a_cell() {
    everywhere(|several, area| {
        let drawn = buffer(several, area.width, area.height);
        let said = format!("{:?} on {area}", several.plots.arrangement);
        let grouped = Grouped(several).layout(area);
        let groups = several.plots.arrangement == Arrangement::Grouped && grouped.is_some();
        let stacks = several.plots.arrangement == Arrangement::Stacked;
        let (frames, _) = frames(several, area);
        for (corner, frame) in frames.iter().filter(|_| groups || stacks) {
            for (index, x) in frame.slots.iter() {
                let values = several
                    .plots
                    .strands
                    .iter()
                    .map(|one| one.plot.data[index].value);
                let values: Vec<Option<f64>> = values.collect();
                let width = frame.slots.bar / if stacks { 1 } else { values.len() as u16 };
                let whole: Option<f64> = values.iter().copied().sum();
                let bars = if stacks { vec![whole] } else { values };
                for (at, value) in bars.into_iter().enumerate() {
                    let value = value.unwrap_or(0.0);
                    let cells = filled(&drawn, frame, *corner, x + at as u16 * width);
                    let exact = frame.ratio(value) * f64::from(frame.rows);
                    assert!(
                        (f64::from(cells) - exact).abs() <= 1.0,
                        "{value}: {cells}: {said}"
                    );
                    assert_eq!(cells > 0, value > 0.0, "{said}");
                }
            }
        }
    });
}

#[test]
fn no_stroke_crosses_a_gap_or_a_break() {
    for width in WIDTHS {
        for (turn, glyphs) in GLYPHS.into_iter().enumerate() {
            let mut plots = several(Arrangement::Lines, 4);
            plots.strands = vec![plots.strands.swap_remove((usize::from(width) + turn) % 4)];
            plots.strands[0].plot.selected = None;
            let theme = &Theme::default().with_glyphs(glyphs);
            let several = Several {
                plots: &plots,
                chosen: None,
                theme,
                keyboard: Keyboard::Here,
            };
            let area = Rect::new(0, 0, width, 6 + width % 30);
            let drawn = buffer(several, area.width, area.height);
            let layout = Lines(several).layout(area).expect("room for a frame");
            let Framed { legend, frame } = &layout.framed;
            for (index, x) in frame.slots.iter().skip(1) {
                let data = &plots.strands[0].plot.data;
                let both = data[index - 1].value.and(data[index].value);
                if both.is_some() && data[index].joined {
                    continue;
                }
                for (x, up) in
                    (x - frame.slots.gap..x).flat_map(|x| (0..frame.rows).map(move |up| (x, up)))
                {
                    let y = legend.rows + frame.base - 1 - up;
                    let there = drawn[(x, y)].symbol();
                    let drawn_there = !" ┊:[b]".contains(there);
                    assert!(!drawn_there, "{there:?} before entry {index}, {width} wide");
                }
            }
        }
    }
}

#[test]
fn parts_of_a_stack_share_its_cells_and_none_is_off_by_one() {
    let parts: [&[f64]; 5] = [
        &[1.0, 1.0, 1.0],
        &[99.0, 1.0],
        &[0.0, 3.0],
        &[7.0],
        &[2.5, 2.5, 90.0, 5.0],
    ];
    for parts in parts {
        let total: f64 = parts.iter().sum();
        for cells in 0..60 {
            let shares = stacked::shared(parts, cells);
            assert_eq!(shares.iter().sum::<u16>(), cells);
            for (part, share) in parts.iter().zip(shares) {
                let quota = part / total * f64::from(cells);
                assert!(
                    (quota - f64::from(share)).abs() < 1.0,
                    "{parts:?} on {cells}"
                );
            }
        }
    }
    assert_eq!(stacked::shared(&[0.0, 0.0], 4), [0, 0]);
}

/// One series in each form, with everything that can stand in its frame.
fn singles(turn: usize) -> Plot {
    let form = [Form::Bars, Form::Line, Form::Points][turn % 3];
    let mut plot = match turn / 3 % 3 {
        0 => referrals(form),
        1 => reaching(form),
        _ => quarters(form),
    };
    plot.breaks = vec![break_before(2)];
    plot.events.push(event(1));
    plot.data[3].extent = Some(extent(ExtentKind::Published, 600, 2400));
    plot.selected = [None, Some(1), Some(3), Some(plot.data.len() - 1)][turn % 4];
    plot
}

#[test]
fn single_charts_keep_their_labels_on_their_ticks_and_their_texts_apart() {
    for width in WIDTHS {
        for turn in 0..12 {
            let plot = singles(turn + usize::from(width));
            let theme = &Theme::default().with_glyphs(GLYPHS[turn % 3]);
            let chart = Chart {
                plot: &plot,
                theme,
                keyboard: Keyboard::Here,
            };
            let height = HEIGHTS[(turn + usize::from(width)) % HEIGHTS.len()];
            let area = Rect::new(0, 0, width, height);
            let drawn = buffer(chart, width, height);
            let said = format!("{:?} on {area}", plot.form);
            let mut known = said_of(&plot);
            if let Some(frame) = chart.frame(area) {
                let texts = texts_of(&frame, Position::ORIGIN);
                assert_whole_and_apart(&texts, &drawn, &said);
                assert_labels_on_entries(&frame, &said);
                known.extend(frame.values.labels());
            }
            known.extend((1..40).map(|cut: usize| cut.to_string()));
            if theme.glyphs == Glyphs::Unicode {
                assert_known_words(&drawn, known.iter().map(String::as_str), &said);
            }
        }
    }
}

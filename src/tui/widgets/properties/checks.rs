//! What the tests at every width share: a long series, and what they check of texts and labels.

use ratatui::buffer::Buffer;
use ratatui::layout::Position;

use crate::present::{Datum, Form, Plot};
use crate::tui::widgets::axis::Frame;
use crate::tui::widgets::rows::value_text;
use crate::tui::widgets::testing::{break_before, years};
use crate::tui::widgets::text;

/// A text that must stand whole at its place.
#[derive(Debug)]
pub struct Placed {
    pub x: u16,
    pub y: u16,
    pub text: String,
}

/// Quarters over ten years.
pub fn quarters(form: Form) -> Plot {
    let values: Vec<Option<f64>> = (0..40).map(|at| Some(f64::from(at * at))).collect();
    let mut plot = years(form, 2009, &values);
    for (at, datum) in plot.data.iter_mut().enumerate() {
        datum.label = format!("Q{} {}", at % 4 + 1, 2009 + at / 4);
        datum.short = format!("{}Q{}", 9 + at / 4, at % 4 + 1);
    }
    plot.cycle = 4;
    plot.breaks = vec![break_before(17)];
    plot
}

/// The labels and ticks of a frame.
pub fn texts_of(frame: &Frame, corner: Position) -> Vec<Placed> {
    let placed = |x: u16, y: u16, text: &str| Placed {
        x: corner.x + x,
        y: corner.y + y,
        text: text.to_owned(),
    };
    let labels = frame.labels.iter();
    let labels = labels.map(|label| placed(label.x, frame.base + 1, &label.text));
    let mut all: Vec<Placed> = labels.collect();
    if let Some(column) = frame.axis {
        for (at, label) in frame.values.labels().iter().enumerate() {
            let y = frame.base - at as u16 * frame.values.step;
            all.push(placed(column - 1 - text::width(label), y, label));
        }
    }
    all
}

pub fn assert_whole_and_apart(texts: &[Placed], drawn: &Buffer, said: &str) {
    let mut taken = vec![false; drawn.content.len()];
    for one in texts {
        let mut x = one.x;
        for letter in one.text.chars() {
            let there = drawn[(x, one.y)].symbol();
            assert_eq!(there, letter.to_string(), "{one:?} is damaged: {said}");
            let place = &mut taken[drawn.index_of(x, one.y)];
            assert!(!*place, "{one:?} lies over another text: {said}");
            *place = true;
            x += text::width(&letter.to_string());
        }
        if x < drawn.area.width {
            let after = drawn[(x, one.y)].symbol();
            let touches = after.chars().all(char::is_alphanumeric);
            assert!(!touches, "{one:?} runs into {after:?}: {said}");
        }
    }
}

/// Every run of letters and digits is a known word, or the beginning of one before an ellipsis.
pub fn assert_known_words<'t>(drawn: &Buffer, known: impl Iterator<Item = &'t str>, said: &str) {
    let known: Vec<&str> = known.flat_map(str::split_whitespace).collect();
    for row in drawn.content.chunks(drawn.area.width.into()) {
        let letter = |symbol: &str| {
            let written = |one: char| one.is_alphanumeric() || "[](),.%’…;:/".contains(one);
            if symbol.chars().all(written) {
                symbol.to_owned()
            } else {
                " ".to_owned()
            }
        };
        let line: String = row.iter().map(|cell| letter(cell.symbol())).collect();
        for word in line.split_whitespace() {
            let cut = word.strip_suffix('…');
            let begins = |one: &&str| cut.is_some_and(|stem| one.starts_with(stem));
            let found = known.contains(&word) || known.iter().any(begins);
            assert!(found, "{word:?} in {line:?}: {said}");
        }
    }
}

pub fn said_of(plot: &Plot) -> Vec<String> {
    let data = plot.data.iter();
    let of_datum = |one: &Datum| {
        let extent = one.extent.as_ref().map(|one| one.text.clone());
        let value = value_text(one).into_owned();
        [
            one.label.clone(),
            one.short.clone(),
            value,
            extent.unwrap_or_default(),
        ]
    };
    let mut all: Vec<String> = data.flat_map(of_datum).collect();
    all.extend(plot.events.iter().map(|one| one.label.clone()));
    let words = "[b] more 1 2 3 4 5 published: estimate: no figure 0 [x]; [c];";
    all.push(words.to_owned());
    let extents = plot.data.iter().filter_map(|one| one.extent.as_ref());
    all.extend(extents.map(|one| format!("{}; ({})", one.text, one.text)));
    all
}

pub fn assert_labels_on_entries(frame: &Frame, said: &str) {
    for label in &frame.labels {
        let x = frame
            .slots
            .x(label.index)
            .expect("labelled entries are shown");
        let mark = 2 * i32::from(x) + i32::from(frame.slots.bar);
        let centre = 2 * i32::from(label.x) + i32::from(text::width(&label.text));
        assert!(
            (mark - centre).abs() <= 2,
            "{label:?} of a mark at {x}: {said}"
        );
    }
    for tick in &frame.values.ticks {
        let at = frame.ratio(*tick) * f64::from(frame.rows);
        assert!(
            (at - at.round()).abs() < 1e-6,
            "{tick} stands between rows: {said}"
        );
    }
}

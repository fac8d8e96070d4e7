//! The numbers of several series and how far they reach, as a page has them and as each format
//! says them.

use std::collections::BTreeMap;

use serde_json::Value as Json;
use trafficdash::export::{page, tables};
use trafficdash::present::{Panel, Plots, Strand};

/// By name of the series and label of the entry.
pub type Key = (String, String);

/// What was read: the numbers, and both ends of what reaches further.
#[derive(Debug, Default, PartialEq)]
pub struct Numbers {
    /// The numbers.
    pub values: BTreeMap<Key, f64>,
    /// Both ends.
    pub ends: BTreeMap<Key, (f64, f64)>,
}

impl Numbers {
    /// Takes what a cell says: "5,468 [r]", "300 to 900", "no figure".
    pub fn take(&mut self, strand: &Strand, label: &str, cell: &str) {
        let words = cell.split_whitespace();
        let bare: Vec<&str> = words.filter(|word| !is_mark(word)).collect();
        let bare = bare.join(" ");
        let key = (strand.name.clone(), label.to_owned());
        if let Some(value) = page::number(&bare) {
            let before = self.values.insert(key, value.to_f64());
            assert_eq!(before, None, "{label} twice");
        } else if let Some(ends) = ends(&bare) {
            self.ends.insert(key, ends);
        }
    }

    /// Takes both ends from a text, if they stand there.
    pub fn reach(&mut self, strand: &Strand, label: &str, text: &str) {
        let found = ends(text);
        let key = (strand.name.clone(), label.to_owned());
        self.ends.extend(found.map(|ends| (key, ends)));
    }
}

pub fn is_mark(word: &str) -> bool {
    matches!(word, "[r]" | "[e]" | "[p]" | "[d]" | "[part]")
}

/// The two numbers of "2,255 to 2,340", whatever stands before them.
pub fn ends(text: &str) -> Option<(f64, f64)> {
    let (low, high) = text.split_once(" to ")?;
    let low = low.split_whitespace().next_back()?;
    Some((page::number(low)?.to_f64(), page::number(high)?.to_f64()))
}

/// What the page has.
pub fn expected(plots: &Plots) -> Numbers {
    let mut numbers = Numbers::default();
    for strand in &plots.strands {
        for datum in &strand.plot.data {
            if page::number(&datum.text).is_some() {
                numbers.take(strand, &datum.label, &datum.text);
            }
            if let Some(extent) = &datum.extent {
                let key = (strand.name.clone(), datum.label.clone());
                numbers.ends.insert(key, (extent.low, extent.high));
            }
        }
    }
    numbers
}

pub fn in_csv(csv: &str, panel: &Panel, plots: &Plots) -> Numbers {
    let mut numbers = Numbers::default();
    let mut reader = csv::Reader::from_reader(csv.as_bytes());
    let header = reader.headers().expect("a header").clone();
    let column = |name: &str| header.iter().position(|one| one == name).expect(name);
    let names = ["panel", "entry", "column", "value", "low", "high", "unit"].map(column);
    let [id, entry, series, value, low, high, unit] = names;
    for row in reader.records().map(|row| row.expect("a row")) {
        if row[id] != *panel.id {
            continue;
        }
        let named = plots.strands.iter().find(|one| one.name == row[series]);
        let strand = named.expect("a series of the page");
        assert_eq!(row[unit], *strand.unit);
        numbers.take(strand, &row[entry], &row[value]);
        numbers.reach(
            strand,
            &row[entry],
            &format!("{} to {}", &row[low], &row[high]),
        );
    }
    numbers
}

pub fn in_json(json: &Json, at: usize, plots: &Plots) -> Numbers {
    let mut numbers = Numbers::default();
    let series = json["panels"][at]["plots"]["series"]
        .as_array()
        .expect("series");
    assert_eq!(series.len(), plots.strands.len());
    for (one, strand) in series.iter().zip(&plots.strands) {
        assert_eq!(one["name"], *strand.name);
        assert_eq!(one["unit"], *strand.unit);
        assert_eq!(
            one["events"].as_array().map(Vec::len),
            Some(strand.plot.events.len())
        );
        assert_eq!(
            one["breaks"].as_array().map(Vec::len),
            Some(strand.plot.breaks.len())
        );
        for entry in one["entries"].as_array().expect("entries") {
            let key = (
                strand.name.clone(),
                entry["label"].as_str().expect("a label").to_owned(),
            );
            let (value, extent) = (&entry["value"], &entry["extent"]);
            numbers
                .values
                .extend(value.as_f64().map(|value| (key.clone(), value)));
            let both = extent["low"].as_f64().zip(extent["high"].as_f64());
            numbers.ends.extend(both.map(|ends| (key, ends)));
        }
    }
    numbers
}

/// A table with a column a series, and one for what reaches further.
pub fn in_table(rows: &[Vec<String>], plots: &Plots) -> Numbers {
    let mut numbers = Numbers::default();
    let (header, rows) = rows.split_first().expect("a header");
    for strand in &plots.strands {
        let title = tables::with_unit(strand);
        let at = header
            .iter()
            .position(|one| *one == title)
            .expect("a column");
        let kinds = ["range", "as published"].map(|kind| format!("{}: {kind}", strand.short));
        for row in rows.iter().filter(|row| row[0] != "[b]") {
            numbers.take(strand, &row[0], &row[at]);
            if header.get(at + 1).is_some_and(|next| kinds.contains(next)) {
                numbers.reach(strand, &row[0], &row[at + 1]);
            }
        }
    }
    numbers
}

/// "2011. Adults: 946, revised, published values 945 to 946; children: 234."
pub fn in_plain(plain: &str, plots: &Plots) -> Numbers {
    let mut numbers = Numbers::default();
    for entry in plots.entries() {
        let lead = format!("{}. ", entry.label);
        let said: Vec<&str> = plain
            .lines()
            .filter_map(|line| line.strip_prefix(&*lead))
            .collect();
        let [said] = said[..] else {
            panic!("{} is said {} times", entry.label, said.len());
        };
        let parts: Vec<&str> = said.trim_end_matches('.').split("; ").collect();
        assert_eq!(parts.len(), plots.strands.len(), "{said}");
        for (part, strand) in parts.iter().zip(&plots.strands) {
            let rest = part
                .strip_prefix(&*format!("{}: ", strand.short))
                .expect(part);
            let mut words = rest.split(", ");
            numbers.take(strand, &entry.label, words.next().expect("a value"));
            words.for_each(|word| numbers.reach(strand, &entry.label, word));
        }
    }
    numbers
}

/// The rows of a table of all series, or those of one series after another.
pub fn in_text(section: &str, plots: &Plots) -> Numbers {
    let mut numbers = Numbers::default();
    for entry in plots.entries() {
        let rest = |line: &'_ str| -> Option<Vec<String>> {
            let rest = line.trim_start().strip_prefix(&*entry.label)?;
            let cells = rest.starts_with("  ").then(|| rest.split("  "))?;
            let cells = cells.map(str::trim).filter(|cell| !cell.is_empty());
            Some(cells.map(str::to_owned).collect())
        };
        let rows: Vec<Vec<String>> = section.lines().filter_map(rest).collect();
        let mut cells = match rows.len() {
            1 => rows[0].iter().collect::<Vec<_>>(),
            count if count == plots.strands.len() => rows.iter().flatten().collect(),
            count => panic!("{} stands {count} times\n{section}", entry.label),
        }
        .into_iter()
        .peekable();
        for strand in &plots.strands {
            numbers.take(strand, &entry.label, cells.next().expect("a value"));
            while let Some(more) = cells.next_if(|cell| {
                let marks = cell.split_whitespace().all(is_mark);
                marks || cell.starts_with("published values ") || cell.starts_with("range ")
            }) {
                numbers.reach(strand, &entry.label, more);
            }
        }
        assert_eq!(cells.next(), None, "{section}");
    }
    numbers
}

//! Builds the panel of the parts of a whole at a period. Parts that exclude one another are
//! taken from one publication where one gives them, so that they belong together.

pub mod course;

use std::cmp::{Ordering, Reverse};
use std::collections::{BTreeMap, BTreeSet};

use crate::figures::record::SeriesRef;
use crate::figures::{Cell, Code, Dataset, DimensionId, FigureRef, SeriesKey, SourceId};

use super::chart::{datum, legend, short_source};
use super::number;
use super::page::{Body, Panel};
use super::plot::{Datum, Form, Plot};
use super::scope::Scope;
use super::sentence;

/// The dimensions by which a figure can be broken down at a period, as known on a day;
/// places last.
pub fn dimensions_at(dataset: &Dataset, whole: &SeriesRef, scope: &Scope) -> Vec<DimensionId> {
    let indicator = dataset.indicator(whole.indicator);
    let mut found: BTreeSet<DimensionId> = BTreeSet::new();
    for series in &indicator.series {
        if let Some(dimension) = part_of(&series.key, &whole.key)
            && series.cell(scope.period, scope.as_of).is_some()
        {
            found.insert(dimension);
        }
    }
    let mut found: Vec<DimensionId> = found.into_iter().collect();
    found.sort_by_key(|dimension| *dimension == DimensionId::GEOGRAPHY);
    found
}

/// The dimension along which `part` is one part of `whole`: one more cut, or another
/// geography of a total for the United Kingdom.
fn part_of(part: &SeriesKey, whole: &SeriesKey) -> Option<DimensionId> {
    if let Some(code) = part.one_finer_than(whole) {
        return Some(code.dimension);
    }
    let elsewhere = part.geography() != whole.geography() && part.cuts() == whole.cuts();
    elsewhere.then_some(DimensionId::GEOGRAPHY)
}

/// One part: its code, its key, and what was published for it.
struct Part<'d> {
    code: Code,
    key: &'d SeriesKey,
    cell: Cell<'d>,
}

/// The panel of the parts of a whole along a dimension at the period of the cursor.
pub fn panel(dataset: &Dataset, whole: &SeriesRef, dimension: DimensionId, scope: &Scope) -> Panel {
    let indicator = dataset.indicator(whole.indicator);
    let mut parts = known(dataset, whole, dimension, scope);
    let mut notes = Vec::new();
    if dataset.codelists.dimension(dimension).exclusive {
        notes.extend(from_one_publication(dataset, whole, &mut parts));
    }
    let mut data: Vec<Datum> = parts
        .iter()
        .map(|part| {
            let figure = FigureRef {
                indicator: whole.indicator,
                key: part.key.clone(),
                period: scope.period,
            };
            let label = dataset.codelists.short(part.code).to_owned();
            Datum {
                short: label.clone(),
                label,
                ..datum(indicator, figure, Some(&part.cell))
            }
        })
        .collect();
    data.sort_by(|one, other| descending(one.value, other.value));
    notes.extend(legend(data.iter().map(|one| one.marks.clone())));
    let sources: BTreeSet<SourceId> = parts.iter().map(|part| part.cell.stands.source).collect();
    notes.extend(several(dataset, &sources));
    let title = dataset.codelists.dimension(dimension).title.to_lowercase();
    let period = sentence::in_period(scope.period);
    Panel {
        id: "parts",
        title: format!("{} {period}, by {title}", indicator.short),
        brief: String::new(),
        subtitle: subtitle(dataset, dimension).to_owned(),
        notes,
        source: match sources.first() {
            Some(only) if sources.len() == 1 => dataset.source(*only).line(),
            _ => String::new(),
        },
        body: Body::Plot(Plot::new(Form::Bars, data)),
    }
}

fn known<'d>(
    dataset: &'d Dataset,
    whole: &SeriesRef,
    dimension: DimensionId,
    scope: &Scope,
) -> Vec<Part<'d>> {
    let series = dataset.indicator(whole.indicator).series.iter();
    series
        .filter(|series| part_of(&series.key, &whole.key) == Some(dimension))
        .filter_map(|series| {
            Some(Part {
                code: series.key.get(dimension)?,
                key: &series.key,
                cell: series.cell(scope.period, scope.as_of)?,
            })
        })
        .collect()
}

/// Takes every part from the publication that gives most of them, the newest of several;
/// gives back a note for each part for which another value stands.
fn from_one_publication(
    dataset: &Dataset,
    whole: &SeriesRef,
    parts: &mut [Part<'_>],
) -> Vec<String> {
    let cells: Vec<&Cell<'_>> = parts.iter().map(|part| &part.cell).collect();
    let Some(chosen) = one_publication(dataset, &cells) else {
        return Vec::new();
    };
    let unit = &dataset.indicator(whole.indicator).unit;
    let mut notes = Vec::new();
    for part in parts {
        let stands = part.cell.stands;
        let same = part.cell.published.iter().find(|one| one.source == chosen);
        let Some(same) = same.filter(|same| same.value != stands.value) else {
            continue;
        };
        part.cell.stands = same;
        notes.push(format!(
            "{}: another publication gives {}, {}.",
            dataset.codelists.short(part.code),
            number::short(stands.value, unit),
            short_source(dataset, stands.source)
        ));
    }
    notes
}

/// The publication that gives most of some figures, the newest of several.
fn one_publication(dataset: &Dataset, cells: &[&Cell<'_>]) -> Option<SourceId> {
    let mut given: BTreeMap<SourceId, usize> = BTreeMap::new();
    for one in cells.iter().flat_map(|cell| &cell.published) {
        *given.entry(one.source).or_default() += 1;
    }
    let rank = |(source, count): &(SourceId, usize)| {
        let one = dataset.source(*source);
        (*count, dataset.known_from(one), Reverse(one.standing))
    };
    let (chosen, _) = given.into_iter().max_by_key(rank)?;
    Some(chosen)
}

fn subtitle(dataset: &Dataset, dimension: DimensionId) -> &'static str {
    if dimension == DimensionId::GEOGRAPHY {
        "Places as published; they overlap and do not add up"
    } else if dataset.codelists.dimension(dimension).exclusive {
        "The parts that were published"
    } else {
        "The parts that were published; they may overlap"
    }
}

fn several(dataset: &Dataset, sources: &BTreeSet<SourceId>) -> Option<String> {
    let names: Vec<String> = sources
        .iter()
        .map(|source| short_source(dataset, *source))
        .collect();
    (names.len() > 1).then(|| format!("From {} publications: {}.", names.len(), names.join("; ")))
}

/// Orders optional numbers, the missing ones lowest.
fn descending(one: Option<f64>, other: Option<f64>) -> Ordering {
    let number = |one: Option<f64>| one.unwrap_or(f64::NEG_INFINITY);
    number(other).total_cmp(&number(one))
}

//! Estimates of what is not seen, side by side: each by its own author and method, as a point
//! or, where a low and a high end were published, as an interval between them.

use std::collections::BTreeSet;

use crate::figures::{
    Cell, Code, Dataset, DimensionId, FigureRef, Indicator, IndicatorId, Measure, Period, Series,
    SeriesKey, SourceId, Topic,
};

use super::chart::{self, datum};
use super::number;
use super::page::{Body, Panel};
use super::plot::{Datum, Extent, ExtentKind, Form, Plot};
use super::scope::Scope;

/// The panels of the estimates of a topic, one an indicator of which one was known.
pub fn panels(dataset: &Dataset, topic: Topic, scope: &Scope) -> Vec<Panel> {
    dataset
        .indicators()
        .filter(|(_, one)| one.topic == topic && one.measure == Measure::Estimate)
        .filter_map(|(id, indicator)| panel(dataset, id, indicator, scope))
        .collect()
}

/// One estimate: a value, or the two ends of an interval.
struct Estimate<'d> {
    /// The key without the code of an end.
    key: SeriesKey,
    period: Period,
    value: Option<End<'d>>,
    low: Option<End<'d>>,
    high: Option<End<'d>>,
}

/// A published number of an estimate.
struct End<'d> {
    series: &'d Series,
    cell: Cell<'d>,
}

fn panel(
    dataset: &Dataset,
    id: IndicatorId,
    indicator: &Indicator,
    scope: &Scope,
) -> Option<Panel> {
    let mut found = estimates(dataset, indicator, scope);
    found.retain(|one| scope.admits(&label(dataset, one)));
    found.sort_by_key(|one| (one.period, one.key.clone()));
    let data: Vec<Datum> = found
        .iter()
        .filter_map(|one| entry(dataset, id, indicator, one))
        .collect();
    if data.is_empty() {
        return None;
    }
    let place = found.first()?.key.geography();
    let ends = found
        .iter()
        .flat_map(|one| [&one.value, &one.low, &one.high]);
    let sources: BTreeSet<SourceId> = ends.flatten().map(|end| end.cell.stands.source).collect();
    let mut notes: Vec<String> = chart::legend(data.iter().map(|one| one.marks.clone()))
        .into_iter()
        .collect();
    notes.push("Each estimate has its own method; they are no series and are not compared.".into());
    notes.push(format!(
        "From {}.",
        number::counted(sources.len(), "publication", "publications")
    ));
    Some(Panel {
        id: "estimates",
        title: String::from(&indicator.title),
        brief: String::from(&indicator.short),
        subtitle: format!(
            "{}, {}: known or unknown, as each author estimates them",
            dataset.codelists.short(place),
            indicator.unit.plural
        ),
        body: Body::Plot(Plot::new(Form::Points, data)),
        notes,
        source: String::new(),
    })
}

/// Every estimate known on the day; the ends of one interval belong together.
fn estimates<'d>(dataset: &Dataset, indicator: &'d Indicator, scope: &Scope) -> Vec<Estimate<'d>> {
    let mut found: Vec<Estimate<'d>> = Vec::new();
    for series in &indicator.series {
        let end = end_of(dataset, indicator, series);
        let key = end.map_or_else(|| series.key.clone(), |(at, _)| series.key.without(at));
        for cell in series.as_of(scope.as_of) {
            let period = cell.period;
            let at = found
                .iter()
                .position(|one| one.key == key && one.period == period);
            let at = at.unwrap_or_else(|| {
                found.push(Estimate {
                    key: key.clone(),
                    period,
                    value: None,
                    low: None,
                    high: None,
                });
                found.len() - 1
            });
            let one = &mut found[at];
            let slot = match end {
                None => &mut one.value,
                Some((_, Side::Low)) => &mut one.low,
                Some((_, Side::High)) => &mut one.high,
            };
            *slot = Some(End { series, cell });
        }
    }
    found
}

/// The two ends of an interval.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Side {
    Low,
    High,
}

/// The dimension of ends by which a series is cut, and which end it is.
fn end_of(
    dataset: &Dataset,
    indicator: &Indicator,
    series: &Series,
) -> Option<(DimensionId, Side)> {
    let cut = |dimension: &DimensionId| {
        let (low, high) = dataset.codelists.dimension(*dimension).ends?;
        let code = series.key.get(*dimension)?;
        let is = |index: u16| {
            code == Code {
                dimension: *dimension,
                index,
            }
        };
        if is(low) {
            return Some((*dimension, Side::Low));
        }
        is(high).then_some((*dimension, Side::High))
    };
    indicator.dimensions.iter().find_map(cut)
}

fn label(dataset: &Dataset, one: &Estimate<'_>) -> String {
    let cuts = dataset.codelists.cuts(&one.key);
    if cuts.is_empty() {
        return one.period.to_string();
    }
    format!("{}: {cuts}", one.period)
}

fn entry(
    dataset: &Dataset,
    id: IndicatorId,
    indicator: &Indicator,
    one: &Estimate<'_>,
) -> Option<Datum> {
    let Estimate {
        value, low, high, ..
    } = one;
    let named = value.as_ref().or(low.as_ref()).or(high.as_ref())?;
    let figure = FigureRef {
        indicator: id,
        key: named.series.key.clone(),
        period: one.period,
    };
    let cell = value.as_ref().map(|end| &end.cell);
    let extent = extent(indicator, low.as_ref(), high.as_ref());
    let mut text = cell.map(|cell| number::short(cell.stands.value, &indicator.unit));
    if text.is_none() {
        text = extent.as_ref().map(|extent| extent.text.clone());
    }
    let label = label(dataset, one);
    Some(Datum {
        short: label.clone(),
        label,
        text: text.unwrap_or_default(),
        marks: chart::marks(&named.cell),
        extent,
        figure: Some(figure.clone()),
        ..datum(indicator, figure, cell)
    })
}

/// The interval between two published ends.
fn extent(indicator: &Indicator, low: Option<&End<'_>>, high: Option<&End<'_>>) -> Option<Extent> {
    let (low, high) = (low?, high?);
    let text = |end: &End<'_>| number::short(end.cell.stands.value, &indicator.unit);
    let (from, to) = (low.cell.number()?, high.cell.number()?);
    (from <= to).then(|| Extent {
        low: from,
        high: to,
        text: format!("{} to {}", text(low), text(high)),
        kind: ExtentKind::Estimate,
    })
}

//! The parts of a whole over time: upon one another where every part is known, side by side
//! where some are missing, and as small multiples where there are more than four.

use std::collections::BTreeSet;

use crate::figures::record::SeriesRef;
use crate::figures::{Cell, Code, Dataset, DimensionId, Period, PeriodKind, SourceId};
use crate::present::chart;
use crate::present::page::{Body, Panel};
use crate::present::plot::{Form, Plot};
use crate::present::plots::{AT_MOST, Arrangement, Plots, Strand};
use crate::present::scope::Scope;

use super::{one_publication, part_of, several, subtitle};

/// So many parts are shown as small multiples.
const MOST: usize = 12;

/// One part with its figures, oldest first.
struct Course<'d> {
    code: Code,
    series: SeriesRef,
    name: String,
    cells: Vec<Cell<'d>>,
}

/// The panel of the parts along a dimension over the periods of one kind; `None` if no part
/// has figures for two of them.
pub fn panel(
    dataset: &Dataset,
    whole: &SeriesRef,
    dimension: DimensionId,
    kind: PeriodKind,
    scope: &Scope,
) -> Option<Panel> {
    let mut courses = courses(dataset, whole, dimension, (kind, scope));
    let known = || {
        let cells = courses.iter().flat_map(|one| &one.cells);
        cells.map(|cell| cell.period)
    };
    let periods = chart::axis(known());
    if known().collect::<BTreeSet<_>>().len() < 2 {
        return None;
    }
    if dataset.codelists.dimension(dimension).exclusive {
        align(dataset, &mut courses);
    }
    let left_out = courses.len().saturating_sub(MOST);
    courses.truncate(MOST);
    let plots = plots(dataset, &courses, &periods, scope);
    let mut notes = Vec::new();
    if left_out > 0 {
        notes.push(format!(
            "The {MOST} largest parts; {left_out} more are in the data."
        ));
    }
    let data = plots.strands.iter().flat_map(|one| &one.plot.data);
    notes.extend(chart::legend(data.map(|datum| datum.marks.clone())));
    let sources: BTreeSet<SourceId> = spoken(&courses, &periods, scope);
    notes.extend(several(dataset, &sources));
    let short = &dataset.indicator(whole.indicator).short;
    let title = dataset.codelists.dimension(dimension).title.to_lowercase();
    Some(Panel {
        id: "course",
        title: format!("{short} by {title}, over time"),
        brief: String::new(),
        subtitle: format!("{}, by {}", subtitle(dataset, dimension), kind.title()),
        notes,
        source: match sources.first() {
            Some(only) if sources.len() == 1 => dataset.source(*only).line(),
            _ => String::new(),
        },
        body: Body::Plots(plots),
    })
}

/// The parts with figures, the largest first by its newest one.
fn courses<'d>(
    dataset: &'d Dataset,
    whole: &SeriesRef,
    dimension: DimensionId,
    (kind, scope): (PeriodKind, &Scope),
) -> Vec<Course<'d>> {
    let indicator = whole.indicator;
    let all = dataset.indicator(indicator).series.iter();
    let mut courses: Vec<Course<'d>> = all
        .filter(|one| part_of(&one.key, &whole.key) == Some(dimension))
        .filter_map(|one| {
            let cells = one.of_kind(kind, scope.as_of);
            cells.iter().find(|cell| cell.number().is_some())?;
            let key = one.key.clone();
            let code = key.get(dimension)?;
            Some(Course {
                code,
                name: dataset.codelists.short(code).to_owned(),
                series: SeriesRef { indicator, key },
                cells,
            })
        })
        .collect();
    let size = |one: &Course<'_>| {
        let newest = one.cells.iter().rev().find_map(Cell::number);
        newest.unwrap_or(0.0)
    };
    courses.sort_by(|one, other| size(other).total_cmp(&size(one)));
    courses
}

/// Takes the parts of each period from one publication, where one gives them.
fn align(dataset: &Dataset, courses: &mut [Course<'_>]) {
    let mut periods: Vec<Period> = courses
        .iter()
        .flat_map(|one| one.cells.iter().map(|cell| cell.period))
        .collect();
    periods.sort_unstable();
    periods.dedup();
    for period in periods {
        let here = |cell: &&mut Cell<'_>| cell.period == period;
        let mut cells: Vec<&mut Cell<'_>> = courses
            .iter_mut()
            .filter_map(|one| one.cells.iter_mut().find(here))
            .collect();
        let known: Vec<&Cell<'_>> = cells.iter().map(|cell| &**cell).collect();
        let Some(chosen) = one_publication(dataset, &known) else {
            continue;
        };
        for cell in &mut cells {
            if let Some(same) = cell.published.iter().find(|one| one.source == chosen) {
                cell.stands = same;
            }
        }
    }
}

fn plots(dataset: &Dataset, courses: &[Course<'_>], periods: &[Period], scope: &Scope) -> Plots {
    let strand = |one: &Course<'_>| {
        let plot = chart::over_periods(dataset, &one.series, &one.cells, periods, scope);
        Strand {
            name: one.name.clone(),
            short: one.name.clone(),
            unit: dataset
                .indicator(one.series.indicator)
                .unit
                .plural
                .as_str()
                .to_owned(),
            plot: Plot {
                form: Form::Bars,
                events: Vec::new(),
                ..plot
            },
        }
    };
    let strands: Vec<Strand> = courses.iter().map(strand).collect();
    Plots {
        arrangement: arrangement(dataset, courses, &strands),
        strands,
    }
}

/// A stack with a missing part would look like a smaller whole.
fn arrangement(dataset: &Dataset, courses: &[Course<'_>], strands: &[Strand]) -> Arrangement {
    if strands.len() > AT_MOST {
        return Arrangement::Multiples;
    }
    let exclusive = courses
        .iter()
        .all(|one| dataset.codelists.dimension(one.code.dimension).exclusive);
    let entries = strands.first().map_or(0, |one| one.plot.data.len());
    let whole = (0..entries).all(|at| {
        let known = strands
            .iter()
            .filter(|one| one.plot.data[at].value.is_some());
        let known = known.count();
        known == 0 || known == strands.len()
    });
    if exclusive && whole {
        Arrangement::Stacked
    } else {
        Arrangement::Grouped
    }
}

/// The publications behind the entry under the cursor, or the last one.
fn spoken(courses: &[Course<'_>], periods: &[Period], scope: &Scope) -> BTreeSet<SourceId> {
    let here = scope.best(periods.iter().copied()).map(|at| periods[at]);
    let period = here.or_else(|| periods.last().copied());
    let cells = courses.iter().flat_map(|one| &one.cells);
    cells
        .filter(|cell| Some(cell.period) == period)
        .map(|cell| cell.stands.source)
        .collect()
}

//! Several series side by side: as values, each unit on an axis of its own, or as an index on
//! one axis. What cannot be compared is said, with the reason, and never silently drawn.

mod catalogue;
mod chosen;
mod drawn;
mod reasons;

pub use catalogue::{Entry, catalogue};
pub use chosen::name;

use crate::figures::record::SeriesRef;
use crate::figures::{Cell, Dataset, Measure, Period, PeriodKind};
use crate::measure::index::{Course, common_base};
use crate::present::page::Page;
use crate::present::plots::AT_MOST;
use crate::present::scope::Scope;

use reasons::Reason;

/// As what the series are compared.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum As {
    /// As published.
    #[default]
    Values,
    /// Each as a percentage of its own value in one period.
    Index,
}

impl As {
    /// Both, with their names on the command line.
    pub const ALL: [(&'static str, Self); 2] = [("values", Self::Values), ("index", Self::Index)];

    /// The other one.
    pub fn other(self) -> Self {
        match self {
            Self::Values => Self::Index,
            Self::Index => Self::Values,
        }
    }
}

/// What the user chose.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Choice {
    /// The series, in the order in which they were chosen; those after the fourth are not shown.
    pub series: Vec<SeriesRef>,
    /// As what they are compared.
    pub shown_as: As,
}

impl Choice {
    /// What the record compares until the user chooses.
    pub fn opening(dataset: &Dataset) -> Self {
        Self {
            series: dataset.outline.compared.clone(),
            shown_as: As::default(),
        }
    }

    /// Takes a series in, or out if it is there.
    pub fn toggle(&mut self, series: &SeriesRef) -> Toggled {
        if let Some(at) = self.series.iter().position(|one| one == series) {
            self.series.remove(at);
            return Toggled::Out;
        }
        if self.series.len() >= AT_MOST {
            return Toggled::Full;
        }
        self.series.push(series.clone());
        Toggled::In
    }

    /// The same series in another record, by their names; those that it does not have go.
    #[must_use]
    pub fn moved(&self, from: &Dataset, to: &Dataset) -> Self {
        let series = self.series.iter();
        let names = series.map(|one| from.series_code(one));
        Self {
            series: names.filter_map(|name| to.find_series(&name)).collect(),
            shown_as: self.shown_as,
        }
    }
}

/// What became of a series that was taken in or out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Toggled {
    /// It is compared now.
    In,
    /// It is no longer compared.
    Out,
    /// There was no room for it.
    Full,
}

/// One of the chosen series, with its figures of one kind of period.
struct Candidate<'d> {
    series: &'d SeriesRef,
    cells: Vec<Cell<'d>>,
    /// Its name in full, and as short as it can be among the others.
    names: chosen::Names,
    /// Why it is not in the chart.
    left_out: Option<Reason>,
}

/// Builds the page.
pub fn page(dataset: &Dataset, choice: &Choice, scope: &Scope) -> Page {
    let series = &choice.series[..choice.series.len().min(AT_MOST)];
    let kind = kind(dataset, series, scope);
    let names = chosen::names(dataset, series);
    let mut candidates: Vec<Candidate<'_>> = series
        .iter()
        .zip(names)
        .map(|(series, names)| candidate(dataset, series, names, kind, scope))
        .collect();
    let base = match choice.shown_as {
        As::Values => None,
        As::Index => base(dataset, &mut candidates, scope),
    };
    let mut reasons = reasons::of(dataset, &candidates, choice.shown_as);
    let chart = drawn::panel(dataset, &candidates, (choice.shown_as, base), scope);
    if let Some(base) = base {
        reasons.insert(0, reasons::of_base(base));
    }
    Page {
        title: "Compare".to_owned(),
        panels: vec![
            chart,
            chosen::panel(dataset, &candidates, scope),
            reasons::panel(reasons),
        ],
    }
}

/// The kind of period on the axis: the cursor's if two of the series have it, else the one that
/// most of them have.
fn kind(dataset: &Dataset, series: &[SeriesRef], scope: &Scope) -> PeriodKind {
    let having = |kind: PeriodKind| {
        let has = |one: &&SeriesRef| {
            let found = dataset.series(one);
            found.is_some_and(|one| !one.of_kind(kind, scope.as_of).is_empty())
        };
        series.iter().filter(has).count()
    };
    let wanted = scope.period.kind();
    if having(wanted) >= series.len().min(2) {
        return wanted;
    }
    // Of equals the first in the order of kinds, years before financial years.
    let kinds = PeriodKind::ALL.into_iter().rev();
    kinds.max_by_key(|kind| having(*kind)).unwrap_or(wanted)
}

fn candidate<'d>(
    dataset: &'d Dataset,
    series: &'d SeriesRef,
    names: chosen::Names,
    kind: PeriodKind,
    scope: &Scope,
) -> Candidate<'d> {
    let found = dataset.series(series);
    let cells = found.map(|one| one.of_kind(kind, scope.as_of));
    let cells = cells.unwrap_or_default();
    let others = found.map_or_else(Vec::new, |one| {
        let mut kinds: Vec<PeriodKind> = Vec::new();
        for cell in one.as_of(scope.as_of) {
            if !kinds.contains(&cell.period.kind()) {
                kinds.push(cell.period.kind());
            }
        }
        kinds
    });
    let left_out = match (cells.is_empty(), others.is_empty()) {
        (false, _) => None,
        (true, true) => Some(Reason::Unknown),
        (true, false) => Some(Reason::Kind(kind, others)),
    };
    Candidate {
        series,
        cells,
        names,
        left_out,
    }
}

/// The base of the index, after what cannot be one was left out.
fn base(dataset: &Dataset, candidates: &mut [Candidate<'_>], scope: &Scope) -> Option<Period> {
    for one in candidates.iter_mut() {
        let counts = dataset.indicator(one.series.indicator).measure == Measure::Count;
        if one.left_out.is_none() && !counts {
            one.left_out = Some(Reason::NoIndex);
        }
    }
    let drawn = || candidates.iter().filter(|one| one.left_out.is_none());
    let breaks: Vec<_> = drawn()
        .map(|one| {
            let indicator = dataset.indicator(one.series.indicator);
            indicator.breaks_of(&one.series.key)
        })
        .collect();
    let courses: Vec<Course<'_, '_>> = drawn()
        .zip(&breaks)
        .map(|(one, breaks)| Course {
            cells: &one.cells,
            breaks,
        })
        .collect();
    let periods = || drawn().flat_map(|one| one.cells.iter().map(|cell| cell.period));
    let all: Vec<Period> = periods().collect();
    let here = scope.best(all.iter().copied()).map(|at| all[at]);
    let around = here.or_else(|| all.iter().max().copied())?;
    let base = common_base(&courses, around);
    if base.is_none() {
        for one in candidates.iter_mut().filter(|one| one.left_out.is_none()) {
            one.left_out = Some(Reason::NoBase);
        }
    }
    base
}

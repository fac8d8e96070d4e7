//! The chart of the series compared: on one axis what counts the same thing, on axes of their
//! own what does not, and as an index on one axis.

use crate::figures::{Dataset, Measure, Period, Value};
use crate::measure::index::Course;
use crate::present::chart;
use crate::present::number;
use crate::present::page::{Body, Panel};
use crate::present::plot::{Datum, Form, Plot, PlotEvent};
use crate::present::plots::{Arrangement, Plots, Strand};
use crate::present::scope::Scope;
use crate::present::sentence::{capital, in_period};

use super::{As, Candidate};

/// The panel of the series that can be drawn.
pub fn panel(
    dataset: &Dataset,
    candidates: &[Candidate<'_>],
    (shown_as, base): (As, Option<Period>),
    scope: &Scope,
) -> Panel {
    let drawn: Vec<&Candidate<'_>> = candidates
        .iter()
        .filter(|one| one.left_out.is_none())
        .collect();
    let known = drawn
        .iter()
        .flat_map(|one| one.cells.iter().map(|cell| cell.period));
    let periods = chart::axis(known);
    let mut strands: Vec<Strand> = drawn
        .iter()
        .map(|one| strand(dataset, one, &periods, base, scope))
        .collect();
    share_events(&mut strands);
    let arrangement = arrangement(dataset, &drawn, (shown_as, periods.len()));
    if matches!(arrangement, Arrangement::Lines) {
        for one in &mut strands {
            one.plot.form = Form::Line;
        }
    }
    let plots = Plots {
        arrangement,
        strands,
    };
    Panel {
        id: "chart",
        title: title(&plots, base, scope),
        brief: String::new(),
        subtitle: subtitle(&drawn, &plots, base),
        notes: notes(&plots),
        source: source(dataset, &plots, scope),
        body: Body::Plots(plots),
    }
}

fn strand(
    dataset: &Dataset,
    one: &Candidate<'_>,
    periods: &[Period],
    base: Option<Period>,
    scope: &Scope,
) -> Strand {
    let indicator = dataset.indicator(one.series.indicator);
    let mut plot = chart::over_periods(dataset, one.series, &one.cells, periods, scope);
    let mut unit = String::from(&indicator.unit.plural);
    if let Some(base) = base {
        let breaks = indicator.breaks_of(&one.series.key);
        let course = Course {
            cells: &one.cells,
            breaks: &breaks,
        };
        indexed(&mut plot, periods, |period| course.index(base, period));
        unit = format!("{base} = 100");
    }
    Strand {
        name: one.names.full.clone(),
        short: one.names.short.clone(),
        unit,
        plot,
    }
}

/// Puts index numbers in the place of values; what has none has no value and is joined to
/// nothing.
fn indexed(plot: &mut Plot, periods: &[Period], index: impl Fn(Period) -> Option<f64>) {
    let mut before = None;
    for (datum, period) in plot.data.iter_mut().zip(periods) {
        let value = index(*period).filter(|_| datum.value.is_some());
        datum.joined = datum.joined && value.is_some() && before.is_some();
        // A figure that is not compared with the base has no index; a gap stays a gap.
        if datum.value.is_some() {
            datum.text = value.map_or_else(|| Value::NotApplicable.to_string(), number::index);
        }
        datum.value = value;
        datum.extent = None;
        before = value;
    }
}

/// Every series shows what is marked for any of them, each once, in the order of entries.
fn share_events(strands: &mut [Strand]) {
    let mut all: Vec<PlotEvent> = Vec::new();
    for event in strands.iter().flat_map(|one| &one.plot.events) {
        if !all.contains(event) {
            all.push(event.clone());
        }
    }
    all.sort_by_key(|event| event.at);
    for one in strands {
        one.plot.events.clone_from(&all);
    }
}

/// So few entries are told apart better as bars.
const FEW: usize = 6;

fn arrangement(
    dataset: &Dataset,
    drawn: &[&Candidate<'_>],
    (shown_as, entries): (As, usize),
) -> Arrangement {
    if shown_as == As::Index {
        return Arrangement::Lines;
    }
    let counted = |one: &&Candidate<'_>| {
        let indicator = dataset.indicator(one.series.indicator);
        (&indicator.unit, &indicator.unit_type, indicator.measure)
    };
    let mut kinds = drawn.iter().map(counted);
    let first = kinds.next();
    if kinds.any(|one| Some(one) != first) {
        return Arrangement::Apart;
    }
    let count = first.is_some_and(|(.., measure)| measure == Measure::Count);
    if count && entries <= FEW {
        Arrangement::Grouped
    } else {
        Arrangement::Lines
    }
}

/// "In 2025: Adults 15,204; Children 7,020", or what each index stands at.
fn title(plots: &Plots, base: Option<Period>, scope: &Scope) -> String {
    let last = plots.entries().len().checked_sub(1);
    let Some(at) = plots.selected().or(last) else {
        return format!("Nothing to compare was known {}", scope.as_of.in_words());
    };
    let said = |one: &Strand| {
        let datum: &Datum = &one.plot.data[at];
        let marks = match datum.marks.as_str() {
            "" => String::new(),
            marks => format!(" {marks}"),
        };
        format!("{} {}{marks}", one.short, datum.said())
    };
    let parts: Vec<String> = plots.strands.iter().map(said).collect();
    let label = &plots.entries()[at].label;
    let lead = match base {
        Some(base) => format!("Index {} ({base} = 100)", at_label(label)),
        None => capital(&at_label(label)),
    };
    format!("{lead}: {}", parts.join("; "))
}

fn at_label(label: &str) -> String {
    label
        .parse::<Period>()
        .map_or_else(|_| format!("in {label}"), in_period)
}

fn subtitle(drawn: &[&Candidate<'_>], plots: &Plots, base: Option<Period>) -> String {
    let Some(kind) = drawn
        .iter()
        .find_map(|one| Some(one.cells.first()?.period.kind()))
    else {
        return String::new();
    };
    let unit = match (base, plots.arrangement) {
        (Some(base), _) => format!("{base} = 100"),
        (None, Arrangement::Apart) => {
            "each in its own unit, on an axis of its own: heights are not compared".to_owned()
        }
        (None, _) => plots
            .strands
            .first()
            .map_or_else(String::new, |one| one.unit.clone()),
    };
    format!("By {}, {unit}", kind.title())
}

/// The reasons of breaks with the series that they touch, then what the marks mean.
fn notes(plots: &Plots) -> Vec<String> {
    let mut notes: Vec<(String, Vec<&str>)> = Vec::new();
    for strand in &plots.strands {
        for one in &strand.plot.breaks {
            let label = &strand.plot.data[one.before].label;
            let note = format!("before {label}: {}.", one.reason);
            match notes.iter_mut().find(|(have, _)| *have == note) {
                Some((_, names)) => names.push(&strand.short),
                None => notes.push((note, vec![&strand.short])),
            }
        }
    }
    let all = plots.strands.len();
    let mut notes: Vec<String> = notes
        .into_iter()
        .map(|(note, names)| {
            if names.len() == all {
                format!("[b] {note}")
            } else {
                format!("[b] {}, {note}", names.join(", "))
            }
        })
        .collect();
    let data = || plots.strands.iter().flat_map(|one| &one.plot.data);
    let sign = Value::NotApplicable.to_string();
    if data().any(|datum| datum.text == sign) {
        notes.push(format!(
            "{sign} no index: a break, a part period or a number that is not exact lies between \
             the figure and the base."
        ));
    }
    notes.extend(chart::legend(data().map(|datum| datum.marks.clone())));
    notes
}

/// The publications behind the entry under the cursor, each once.
fn source(dataset: &Dataset, plots: &Plots, scope: &Scope) -> String {
    let cells = plots
        .figures()
        .into_iter()
        .flatten()
        .filter_map(|figure| dataset.cell(figure, scope.as_of));
    let mut sources: Vec<_> = cells.map(|cell| cell.stands.source).collect();
    sources.dedup();
    match sources.as_slice() {
        [only] => dataset.source(*only).line(),
        several => {
            let names = several.iter().map(|id| chart::short_source(dataset, *id));
            names.collect::<Vec<_>>().join("; ")
        }
    }
}

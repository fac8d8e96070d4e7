//! The revisions of a series in sentences: how many, how large, in which direction, read
//! where, and what was left out of the means.

use std::collections::BTreeMap;

use crate::figures::{Dataset, Measure, Observation, Period};
use crate::measure::revision::{self, History, Summary, Unmeasured};
use crate::present::number;
use crate::present::page::{Body, Panel, Paragraph, Tone};
use crate::present::scope::Scope;

use super::{Shown, places, relative};

/// How many periods a sentence names before it counts the others.
const NAMED: usize = 8;

pub(super) fn panel(dataset: &Dataset, shown: Option<&Shown<'_>>, scope: &Scope) -> Panel {
    let mut text = Vec::new();
    if let Some(shown) = shown {
        text.push(body(counts(shown, scope)));
        text.extend(means(shown));
        text.extend(largest(shown).map(body));
        text.extend(first_hand(shown).map(body));
        text.extend(outdated(dataset, shown));
        text.extend(left_out(shown).into_iter().map(quiet));
        text.extend(undated(dataset, shown).map(quiet));
        text.push(quiet(
            "A revision is the value that stands less the one first published. Means take whole \
             periods with exact numbers of one definition. A page does not always say that it \
             counts differently: see also what is described in the record."
                .to_owned(),
        ));
    }
    Panel {
        brief: String::new(),
        id: "summary",
        title: "How the figures were revised".to_owned(),
        subtitle: String::new(),
        body: Body::Text(text),
        notes: Vec::new(),
        source: String::new(),
    }
}

fn body(text: String) -> Paragraph {
    Paragraph::new(Tone::Body, text)
}

fn quiet(text: String) -> Paragraph {
    Paragraph::new(Tone::Quiet, text)
}

fn counts(shown: &Shown<'_>, scope: &Scope) -> String {
    let all = shown.histories.len();
    let changes = shown.histories.iter().filter_map(|one| one.revision.ok());
    let (mut up, mut down, mut same) = (0_u32, 0_u32, 0_u32);
    for change in changes {
        match change.difference() {
            more if more > 0.0 => up += 1,
            less if less < 0.0 => down += 1,
            _ => same += 1,
        }
    }
    let known = scope.as_of.in_words();
    let figures = number::counted(all, "figure", "figures");
    let again = up + down + same;
    if again == 0 {
        return format!(
            "{figures} known {known}; none was published again later with a first value to \
             compare."
        );
    }
    let share = number::percent(f64::from(up + down) / f64::from(again));
    format!(
        "Of {figures} known {known}, {again} can be compared with a later publication: {up} went \
         up, {down} down, {same} stayed ({share} revised)."
    )
}

/// One sentence a stretch between breaks.
fn means(shown: &Shown<'_>) -> Vec<Paragraph> {
    let breaks = shown.indicator.breaks_of(&shown.series.key);
    let summaries = revision::summaries(&shown.histories, &breaks);
    let places = shown.histories.iter().map(places).max().unwrap_or(0) + 1;
    let several = summaries.len() > 1;
    let sentence = |one: &Summary| {
        let span = if several {
            format!("{} to {}: mean", one.from, one.to)
        } else {
            "Mean".to_owned()
        };
        let percent = shown.indicator.measure == Measure::Percent;
        let unit = if percent {
            "percentage points"
        } else {
            &shown.indicator.unit.plural
        };
        let ratio = |ratio: Option<f64>| {
            let shown = ratio.filter(|_| !percent).map(number::signed_percent);
            shown.map_or_else(String::new, |text| format!(" ({text})"))
        };
        body(format!(
            "{span} revision {} {unit}{}, without regard to sign {}{}, over {}.",
            number::signed(one.mean, places),
            ratio(one.mean_relative),
            number::signed(one.mean_absolute, places).trim_start_matches('+'),
            ratio(one.mean_absolute_relative).replace('+', ""),
            number::counted(one.count, "period", "periods")
        ))
    };
    let mut text: Vec<Paragraph> = summaries.iter().map(sentence).collect();
    if several {
        text.push(quiet(
            "The series breaks between these stretches, so there is no mean over all.".to_owned(),
        ));
    }
    text
}

fn largest(shown: &Shown<'_>) -> Option<String> {
    let (history, change) = revision::largest(&shown.histories, shown.indicator.measure)?;
    let value = |one: &Observation| number::short(one.value, &shown.indicator.unit);
    let first = history.first.map_or_else(String::new, value);
    let relative = match shown.indicator.measure {
        Measure::Percent => String::new(),
        _ => format!(", {}", relative(shown.indicator, change)),
    };
    Some(format!(
        "Largest: {}, first {first}, now {} ({}{relative}).",
        history.period,
        value(history.latest),
        number::signed(change.difference(), places(history))
    ))
}

fn first_hand(shown: &Shown<'_>) -> Option<String> {
    let measured: Vec<&History<'_>> = shown
        .histories
        .iter()
        .filter(|one| one.revision.is_ok())
        .collect();
    let all = measured.len();
    (all > 0).then(|| {
        let first = revision::first_hand(measured.iter().filter_map(|one| one.first));
        let latest = revision::first_hand(measured.iter().map(|one| one.latest));
        format!(
            "Read at the publisher itself: {first} of {all} first values, {latest} of {all} that \
             stand; the others through copies, research, charities or the press."
        )
    })
}

/// Where a newer page still gives another value.
fn outdated(dataset: &Dataset, shown: &Shown<'_>) -> Vec<Paragraph> {
    let value = |one: &Observation| number::short(one.value, &shown.indicator.unit);
    let mut text = Vec::new();
    for history in &shown.histories {
        for newer in &history.outdated {
            let source = dataset.source(newer.source);
            text.push(body(format!(
                "{}: {} stands, although a newer page ({}, {}) gives {} as first published.",
                history.period,
                value(history.latest),
                source.publisher,
                source.published,
                value(newer)
            )));
        }
    }
    text
}

/// The periods without a measured revision or outside the means, by reason.
fn left_out(shown: &Shown<'_>) -> Vec<String> {
    let mut by_reason: BTreeMap<Unmeasured, Vec<Period>> = BTreeMap::new();
    let mut apart = Vec::new();
    for history in &shown.histories {
        match history.revision {
            Err(reason) => by_reason.entry(reason).or_default().push(history.period),
            Ok(_) if history.averaged().is_none() => apart.push(history.period),
            Ok(_) => {}
        }
    }
    let mut text: Vec<String> = by_reason
        .into_iter()
        .map(|(reason, periods)| format!("{}: {}.", words(reason), named(&periods)))
        .collect();
    if !apart.is_empty() {
        text.push(format!(
            "In no mean, as part of a period or of another definition: {}.",
            named(&apart)
        ));
    }
    text
}

const fn words(reason: Unmeasured) -> &'static str {
    match reason {
        Unmeasured::Once => "Not published again as a later value",
        Unmeasured::FirstUnknown => "The first value is not in the record",
        Unmeasured::FirstDiffers => "Publications differ on the first value",
        Unmeasured::NoNumber => "No exact number",
        Unmeasured::Definition => "First and standing value are counted differently",
        Unmeasured::Undated => "Only in undated publications",
    }
}

fn named(periods: &[Period]) -> String {
    let named = periods.iter().take(NAMED).map(|one| one.compact());
    let mut text = named.collect::<Vec<_>>().join(", ");
    if periods.len() > NAMED {
        text.push_str(&format!(" and {} more", periods.len() - NAMED));
    }
    text
}

fn undated(dataset: &Dataset, shown: &Shown<'_>) -> Option<String> {
    let mut found = Vec::new();
    for cell in &shown.cells {
        for one in cell.published.iter().filter(|one| !one.vintage.dated) {
            found.push(format!(
                "{} {} ({})",
                cell.period.compact(),
                number::short(one.value, &shown.indicator.unit),
                dataset.source(one.source).publisher
            ));
        }
    }
    let all = found.len();
    found.truncate(NAMED);
    (all > 0).then(|| {
        let more = match all - found.len() {
            0 => String::new(),
            more => format!(" and {more} more"),
        };
        format!("Without a date, so on no day: {}{more}.", found.join("; "))
    })
}

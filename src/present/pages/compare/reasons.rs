//! Why series are not compared, or only with care, in words.

use crate::figures::{Dataset, DimensionId, Period, PeriodKind};
use crate::present::page::{Body, Panel, Paragraph, Tone};
use crate::present::sentence::in_period;

use super::{As, Candidate};

/// Why a series is not in the chart.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reason {
    /// Nothing was known of it on the day.
    Unknown,
    /// It has no figure for the kind of period on the axis, but for others.
    Kind(PeriodKind, Vec<PeriodKind>),
    /// It is no count.
    NoIndex,
    /// There is no period with an exact figure of every series.
    NoBase,
}

impl Reason {
    /// In a few words.
    pub fn brief(&self) -> String {
        match self {
            Self::Unknown => "not known then".to_owned(),
            Self::Kind(_, have) => format!("by {} only", titles(have)),
            Self::NoIndex => "no index of shares".to_owned(),
            Self::NoBase => "no common base".to_owned(),
        }
    }

    fn sentence(&self, name: &str) -> String {
        match self {
            Self::Unknown => format!("{name}: no figure was known on this day."),
            Self::Kind(kind, have) => format!(
                "{name}: published by {} only. It does not stand on an axis of {}s, because \
                 the figures of two kinds of period are not those of one time.",
                titles(have),
                kind.title()
            ),
            Self::NoIndex => format!(
                "{name}: shares, averages, rates and estimates are compared as values; an index \
                 of them would be read as a number of people or cases."
            ),
            Self::NoBase => format!(
                "{name}: there is no period, on this side of every break, for which all of the \
                 series have an exact figure above zero, so there is no base for an index. Move \
                 to another period, or take a series out."
            ),
        }
    }
}

fn titles(kinds: &[PeriodKind]) -> String {
    let titles: Vec<&str> = kinds.iter().map(|kind| kind.title()).collect();
    titles.join(" and ")
}

/// What the base of an index is.
pub fn of_base(base: Period) -> Paragraph {
    let text = format!(
        "The index is 100 {}, the first period, on the cursor's side of every break, with an \
         exact figure of every series. 150 is half as much again. It says how each series moved, \
         not which is larger.",
        in_period(base)
    );
    Paragraph::new(Tone::Body, text)
}

/// Everything to be said of the series beside one another.
pub fn of(dataset: &Dataset, candidates: &[Candidate<'_>], shown_as: As) -> Vec<Paragraph> {
    let mut text: Vec<Paragraph> = candidates
        .iter()
        .filter_map(|one| {
            let reason = one.left_out.as_ref()?;
            Some(Paragraph::new(
                Tone::Warning,
                reason.sentence(&one.names.full),
            ))
        })
        .collect();
    let drawn: Vec<&Candidate<'_>> = candidates
        .iter()
        .filter(|one| one.left_out.is_none())
        .collect();
    text.extend(counts(dataset, &drawn, shown_as));
    text.extend(bases(dataset, &drawn));
    text.extend(places(&drawn));
    text.extend(breaks(dataset, &drawn));
    text
}

/// That they count different things.
fn counts(dataset: &Dataset, drawn: &[&Candidate<'_>], shown_as: As) -> Option<Paragraph> {
    let said = |one: &&Candidate<'_>| {
        let indicator = dataset.indicator(one.series.indicator);
        let (unit, counted) = (&indicator.unit.plural, &indicator.unit_type.title);
        (
            String::from(&indicator.unit_type.id),
            format!("{counted} ({unit})"),
        )
    };
    let mut all: Vec<(String, String)> = drawn.iter().map(said).collect();
    all.dedup();
    let [_, _, ..] = all.as_slice() else {
        return None;
    };
    let names: Vec<String> = all.into_iter().map(|(_, name)| name).collect();
    let how = match shown_as {
        As::Values => "each stands on an axis of its own, and heights are not compared",
        As::Index => "only their courses are compared, not their sizes",
    };
    Some(Paragraph::new(
        Tone::Warning,
        format!(
            "They count different things, so {how}: {}.",
            names.join("; ")
        ),
    ))
}

/// The basis of each indicator, where there are several.
fn bases(dataset: &Dataset, drawn: &[&Candidate<'_>]) -> Vec<Paragraph> {
    let mut ids: Vec<_> = drawn.iter().map(|one| one.series.indicator).collect();
    ids.sort_unstable();
    ids.dedup();
    if ids.len() < 2 {
        return Vec::new();
    }
    let said = |id: &crate::figures::IndicatorId| {
        let one = dataset.indicator(*id);
        Paragraph::new(Tone::Body, format!("{}: {}", one.title, one.basis))
    };
    let lead = "They rest on different bases:";
    let mut text = vec![Paragraph::new(Tone::Heading, lead)];
    text.extend(ids.iter().map(said));
    text
}

/// That they are of different places.
fn places(drawn: &[&Candidate<'_>]) -> Option<Paragraph> {
    let place = |one: &&Candidate<'_>| one.series.key.get(DimensionId::GEOGRAPHY);
    let mut places = drawn.iter().map(place);
    let first = places.next();
    places.any(|one| Some(one) != first).then(|| {
        let text = "They are of different places, which differ in size and may overlap.";
        Paragraph::new(Tone::Warning, text)
    })
}

/// Where the series break: nothing is compared across that.
fn breaks(dataset: &Dataset, drawn: &[&Candidate<'_>]) -> Option<Paragraph> {
    let broken = drawn.iter().any(|one| {
        let indicator = dataset.indicator(one.series.indicator);
        let ends = one.cells.first().zip(one.cells.last());
        ends.is_some_and(|(first, last)| {
            let breaks = indicator.breaks_of(&one.series.key);
            crate::figures::series::first_break(&breaks, first.period, last.period).is_some()
        })
    });
    broken.then(|| {
        let text = "Nothing is compared across a break in a series [b]; what lies on its two \
                    sides was not counted in one way.";
        Paragraph::new(Tone::Warning, text)
    })
}

/// The panel of what is to be said.
pub fn panel(mut text: Vec<Paragraph>) -> Panel {
    if text.is_empty() {
        let fine = "The series count the same thing on the same basis, and no break lies between \
                    their figures.";
        text.push(Paragraph::new(Tone::Body, fine));
    }
    Panel {
        id: "reasons",
        title: "What can be compared, and what cannot".to_owned(),
        brief: String::new(),
        subtitle: String::new(),
        body: Body::Text(text),
        notes: Vec::new(),
        source: String::new(),
    }
}

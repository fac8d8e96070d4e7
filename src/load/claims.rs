//! `[[claim]]` in the files of `articles/`, and in a file of a reader's own: what is said of
//! the figures, in the small language of [`crate::figures::claim`].

use std::collections::BTreeSet;

use crate::figures::claim::{Assertion, Bound, Claim, Course, End, Scale};
use crate::figures::record::SeriesRef;
use crate::figures::{Dataset, Indicator, Period, SeriesKey};
use crate::problem::Problem;

use super::Context;
use super::archive::Names;
use super::codelists::Lists;
use super::fields::{Fields, document};
use super::files::DataFile;
use super::sources::Sources;

/// The fields of which each claim has exactly one.
const SAYS: [&str; 5] = ["value", "share", "change", "rate", "rank"];

/// What came of reading a file of claims.
#[derive(Debug, Default)]
pub struct Claims {
    /// The claims, in the order of the file.
    pub list: Vec<Claim>,
    /// Everything that is wrong, in the same order.
    pub problems: Vec<Problem>,
}

/// Reads a file that holds nothing but `[[claim]]` entries, about the figures of a record.
pub fn of_file(dataset: &Dataset, file: &DataFile) -> Claims {
    let context = Context {
        lists: Lists {
            codelists: dataset.codelists.clone(),
            ..Lists::default()
        },
        sources: Sources::default(),
        retrieved: dataset.retrieved,
        today: dataset.retrieved,
    };
    let names = Names {
        context: &context,
        indicators: &dataset.indicators,
        incomplete: &BTreeSet::new(),
    };
    let mut claims = Claims::default();
    document(file, &mut claims.problems, |fields| {
        fields.each("claim", |one| claims.list.extend(claim(one, &names)));
    });
    claims.problems.sort_by_key(|problem| problem.line);
    claims
}

/// Reads the `[[claim]]` entries of a text that stands in no file; `shown` is its name in
/// problems.
pub fn of_text(dataset: &Dataset, shown: &str, text: &str) -> Claims {
    let file = DataFile {
        path: shown.to_owned(),
        shown: shown.to_owned(),
        text: text.to_owned(),
    };
    of_file(dataset, &file)
}

/// Reads one claim.
pub fn claim(fields: &mut Fields<'_>, names: &Names<'_>) -> Option<Claim> {
    let text = fields.text("text");
    let series = names.series(fields);
    let period: Option<Period> = fields.parsed("period");
    let note = fields.maybe_text("note");
    let says = says(fields, names, series.as_ref(), period);
    Some(Claim {
        text,
        series: series?,
        period: period?,
        says: says?,
        note,
    })
}

fn says(
    fields: &mut Fields<'_>,
    names: &Names<'_>,
    series: Option<&SeriesRef>,
    period: Option<Period>,
) -> Option<Assertion> {
    let given: Vec<&str> = SAYS.into_iter().filter(|name| fields.has(name)).collect();
    let list = SAYS.join(", ");
    let [only] = given.as_slice() else {
        let (what, remedy) = if given.is_empty() {
            let what = "the claim says nothing of its figure".to_owned();
            (what, format!("add one of {list}"))
        } else {
            let what = format!("the claim says several things: {}", given.join(", "));
            (what, "make a claim of each".to_owned())
        };
        fields.problem(fields.offset(), what, remedy);
        // Named here, so that they are not refused as fields that nobody knows.
        for name in SAYS {
            fields.maybe(name);
        }
        return None;
    };
    let indicator = series.map(|one| &names.indicators[usize::from(one.indicator.0)]);
    match *only {
        "value" => value(fields, indicator),
        "share" => share(fields, names, series),
        "change" => {
            let course = course(fields, "change");
            let from = earlier(fields, "from", period);
            let (from, course) = (from?, course?);
            Some(Assertion::Change { from, course })
        }
        "rate" => {
            let course = course(fields, "rate");
            let from = earlier(fields, "from", period);
            let (from, course) = (from?, course?);
            Some(Assertion::Rate { from, course })
        }
        _ => rank(fields, names, (series, period)),
    }
}

fn value(fields: &mut Fields<'_>, indicator: Option<&Indicator>) -> Option<Assertion> {
    let found = fields.located("value")?;
    let bound: Bound = fields.parse_located(&found)?;
    let percent = bound.scale == Scale::Percent;
    let of_percent = indicator.is_some_and(|one| one.unit.id == "percent");
    if let Some(one) = indicator.filter(|_| percent != of_percent) {
        let unit = &one.unit.plural;
        let what = format!(
            "the value \"{bound}\" is not in {unit}, which \"{}\" counts in",
            one.id
        );
        let remedy = if percent {
            "write share = … if it is a share of a whole"
        } else {
            "write it with %"
        };
        fields.problem(found.offset, what, remedy);
        return None;
    }
    Some(Assertion::Value(bound))
}

fn share(
    fields: &mut Fields<'_>,
    names: &Names<'_>,
    series: Option<&SeriesRef>,
) -> Option<Assertion> {
    let found = fields.located("share");
    let mut whole = None;
    if !fields.inside("of", |one| whole = names.series(one)) {
        whole = series.map(|one| SeriesRef {
            indicator: one.indicator,
            key: SeriesKey::new(one.key.geography(), []),
        });
    }
    let found = found?;
    let bound: Bound = fields.parse_located(&found)?;
    if bound.scale != Scale::Percent {
        let what = format!("the share \"{bound}\" is no percentage");
        fields.problem(
            found.offset,
            what,
            "write it like over 25%, or over a quarter",
        );
        return None;
    }
    let (part, whole) = (series?, whole?);
    if *part == whole {
        let what = "the share is that of the whole in itself".to_owned();
        fields.problem(
            found.offset,
            what,
            "name the part by key = { … }, or the whole by of = { … }",
        );
        return None;
    }
    let [small, large] = [part, &whole].map(|one| {
        let indicator = &names.indicators[usize::from(one.indicator.0)];
        indicator.unit_type.id.as_str()
    });
    if small != large {
        let what = format!("a share of {small} in {large} divides two unit types");
        fields.problem(found.offset, what, "take part and whole of one unit type");
        return None;
    }
    Some(Assertion::Share { whole, bound })
}

fn course(fields: &mut Fields<'_>, name: &'static str) -> Option<Course> {
    fields.parsed(name)
}

/// A period before that of the claim and of its kind.
fn earlier(fields: &mut Fields<'_>, name: &'static str, period: Option<Period>) -> Option<Period> {
    let found = fields.located(name)?;
    let from: Period = fields.parse_located(&found)?;
    let period = period?;
    if from.kind() != period.kind() || from >= period {
        let what = format!(
            "{name} = \"{}\" is no {} before {}",
            from.code(),
            period.kind().id(),
            period.code()
        );
        fields.problem(
            found.offset,
            what,
            "write an earlier period of the same kind",
        );
        return None;
    }
    Some(from)
}

/// `rank = "highest"` among the periods since one, or `rank = "1"` among the parts of a
/// dimension.
fn rank(
    fields: &mut Fields<'_>,
    names: &Names<'_>,
    (series, period): (Option<&SeriesRef>, Option<Period>),
) -> Option<Assertion> {
    let found = fields.located("rank")?;
    if let Some((_, end)) = End::ALL.into_iter().find(|(id, _)| found.text == *id) {
        let since = if fields.has("since") {
            Some(earlier(fields, "since", period)?)
        } else {
            // Asked for, so that a slip of the hand is recognised.
            fields.maybe("since");
            None
        };
        return Some(Assertion::Extreme { end, since });
    }
    let Some(place) = found.text.parse().ok().filter(|place| *place > 0) else {
        let what = format!("rank \"{}\" is neither an end nor a place", found.text);
        let remedy = "write highest or lowest, or a place like 1 with among = a dimension";
        fields.problem(found.offset, what, remedy);
        fields.maybe("among");
        return None;
    };
    let among = fields.located("among")?;
    let codelists = &names.context.lists.codelists;
    let dimension = codelists.find_dimension(&among.text);
    let cut = dimension.filter(|one| series.is_some_and(|series| series.key.get(*one).is_some()));
    if cut.is_none() && series.is_some() {
        let what = format!("the series of the claim is not cut by \"{}\"", among.text);
        let remedy = "name a dimension that stands in its key";
        fields.problem(among.offset, what, remedy);
    }
    Some(Assertion::Place { place, among: cut? })
}

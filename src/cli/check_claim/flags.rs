//! A claim given by options: written as the TOML of a data file and read by the loader, so that
//! options and files are one language. What the loader says of fields is said of options.

use toml::{Table, Value};

use crate::figures::claim::Claim;
use crate::figures::record::SeriesRef;
use crate::figures::{Dataset, DimensionId, IndicatorId, Period};
use crate::load::{self, DataFile};
use crate::present::review;
use crate::problem::Problem;

use super::super::arguments::CheckClaim;
use super::super::usage::Usage;
use super::super::{export, show};

/// The claim that the options make.
pub fn claim(
    dataset: &Dataset,
    wanted: &CheckClaim,
    period: Option<Period>,
) -> Result<Claim, Usage> {
    let file = DataFile {
        path: "claim.toml".to_owned(),
        shown: "claim.toml".to_owned(),
        text: document(dataset, wanted, period)?,
    };
    let mut claims = load::claims_of(dataset, &file);
    if let Some(problem) = claims.problems.first() {
        return Err(in_options(problem));
    }
    let mut claim = claims
        .list
        .pop()
        .expect("a claim without a problem is read");
    if wanted.text.is_none() {
        claim.text = review::in_words(dataset, &claim).into();
    }
    Ok(claim)
}

/// The options as the text of a file of one `[[claim]]`.
fn document(
    dataset: &Dataset,
    wanted: &CheckClaim,
    period: Option<Period>,
) -> Result<String, Usage> {
    let mut claim = figure(dataset, wanted)?;
    if let Some(period) = period {
        insert(&mut claim, "period", &period.code());
    }
    let text = wanted.text.as_deref().unwrap_or("…");
    insert(&mut claim, "text", text);
    let CheckClaim {
        value,
        share,
        change,
        rate,
        from,
        rank,
        since,
        among,
        ..
    } = wanted;
    let given = [
        ("value", value),
        ("share", share),
        ("change", change),
        ("rate", rate),
        ("from", from),
        ("rank", rank),
        ("since", since),
        ("among", among),
    ];
    for (name, given) in given {
        if let Some(given) = given {
            insert(&mut claim, name, given);
        }
    }
    if let Some(name) = &wanted.of {
        claim.insert("of".to_owned(), Value::Table(series(dataset, name)?));
    }
    let mut whole = Table::new();
    let entries = Value::Array(vec![Value::Table(claim)]);
    whole.insert("claim".to_owned(), entries);
    Ok(whole.to_string())
}

fn insert(table: &mut Table, name: &str, text: &str) {
    table.insert(name.to_owned(), Value::String(text.to_owned()));
}

/// The fields of the figure, by one name or by its parts.
fn figure(dataset: &Dataset, wanted: &CheckClaim) -> Result<Table, Usage> {
    let Some(indicator) = &wanted.indicator else {
        return series(dataset, wanted.series.as_deref().unwrap_or_default());
    };
    let mut table = Table::new();
    insert(&mut table, "indicator", indicator);
    let geography = if let Some(code) = &wanted.geography {
        code.clone()
    } else {
        let found = export::chosen(dataset, std::slice::from_ref(indicator))?;
        usual_geography(dataset, found[0])?
    };
    insert(&mut table, "geography", &geography);
    let mut key = Table::new();
    for cut in &wanted.keys {
        let Some((dimension, code)) = cut.split_once('=') else {
            return Err(Usage(format!(
                "--key \"{cut}\" is no cut; write it like age=child"
            )));
        };
        if key.contains_key(dimension) {
            return Err(Usage(format!(
                "--key cuts by {dimension} twice; name one code of it"
            )));
        }
        insert(&mut key, dimension, code);
    }
    table.insert("key".to_owned(), Value::Table(key));
    Ok(table)
}

/// The United Kingdom where there are figures for it, or else the only place.
fn usual_geography(dataset: &Dataset, id: IndicatorId) -> Result<String, Usage> {
    let indicator = dataset.indicator(id);
    let codes = &dataset.codelists.dimension(DimensionId::GEOGRAPHY).codes;
    let places = indicator.series.iter().map(|one| one.key.geography().index);
    let mut places: Vec<&str> = places
        .map(|index| codes[usize::from(index)].id.as_str())
        .collect();
    places.dedup();
    match places.as_slice() {
        [only] => Ok((*only).to_owned()),
        many if many.contains(&"uk") => Ok("uk".to_owned()),
        many => Err(Usage(format!(
            "\"{}\" has figures for several places; add --geography with one of {}",
            indicator.id,
            many.join(", ")
        ))),
    }
}

/// The fields of a series by its name.
fn series(dataset: &Dataset, name: &str) -> Result<Table, Usage> {
    let found = dataset.find_series(name);
    let SeriesRef { indicator, key } = found.ok_or_else(|| show::unknown_series(dataset, name))?;
    let codelists = &dataset.codelists;
    let mut table = Table::new();
    insert(&mut table, "indicator", &dataset.indicator(indicator).id);
    let place = &codelists.entry(key.geography()).id;
    insert(&mut table, "geography", place);
    let mut cuts = Table::new();
    for code in key.cuts() {
        let dimension = &codelists.dimension(code.dimension).id;
        insert(&mut cuts, dimension, &codelists.entry(*code).id);
    }
    table.insert("key".to_owned(), Value::Table(cuts));
    Ok(table)
}

/// The options that stand for a field of the same name.
const OPTIONS: [&str; 13] = [
    "text",
    "indicator",
    "geography",
    "period",
    "value",
    "share",
    "of",
    "change",
    "rate",
    "from",
    "rank",
    "since",
    "among",
];

/// What is said of lists and tables in files, and what of options.
const PHRASES: [(&str, &str); 8] = [
    ("add period = …", "add it, like --period 2011"),
    ("add among = …", "add it, like --among nationality"),
    ("key = { … }", "--key DIMENSION=CODE"),
    ("of = { … }", "--of SERIES"),
    ("among = a dimension", "--among DIMENSION"),
    (
        "use one of those in codelists.toml, or add it there",
        "`trafficdash series` lists what there is",
    ),
    (
        "use one of those in indicators/, or add it there",
        "`trafficdash indicators` lists them",
    ),
    ("is not in codelists.toml", "is unknown"),
];

/// A problem of the loader in the words of the command line, without file and line.
fn in_options(problem: &Problem) -> Usage {
    let Problem { what, remedy, .. } = problem;
    let mut remedy = remedy.clone();
    if let Some(rest) = remedy.strip_prefix("compare with the rows of indicators/") {
        let id = rest.trim_end_matches(".csv");
        remedy = format!("`trafficdash series {id}` lists them");
    }
    let mut text = format!("{what}; {remedy}");
    for (in_files, in_options) in PHRASES {
        text = text.replace(in_files, in_options);
    }
    for name in OPTIONS {
        let option = format!("--{name}");
        let said = [
            (
                format!("\"{name}\" is missing"),
                format!("{option} is missing"),
            ),
            (format!("\"{name}\" is empty"), format!("{option} is empty")),
            (
                format!("\"{name}\" is no field of this table"),
                format!("{option} does not go with the rest"),
            ),
            (format!("{name} = …"), format!("{option} …")),
            (format!("{name} = \""), format!("{option} \"")),
        ];
        for (in_files, in_options) in &said {
            text = text.replace(in_files, in_options);
        }
    }
    Usage(text)
}

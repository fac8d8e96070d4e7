//! `trafficdash check`: every mistake in a record with its file and line, or everything that
//! its publications disagree on.

use crate::export::text::Text;
use crate::figures::{Dataset, Observation};
use crate::load::Loaded;
use crate::measure::{self, Disagreement};
use crate::present::number;
use crate::{clean, problem::Problem};

use super::arguments::{Check, Common};
use super::{FAILED, FINE, Streams, record, show};

/// Writes what was found.
pub fn run(check: &Check, common: &Common, streams: &mut Streams<'_>) -> anyhow::Result<u8> {
    let folder = check.folder.clone().or_else(|| common.data.clone());
    let loaded = record::load(folder.as_deref())?;
    if !check.conflicts {
        let place = "`trafficdash check` without --conflicts";
        common.refuse(&["config", "as_of", "period"], place)?;
        return problems(&loaded, streams);
    }
    let common = Common {
        data: folder,
        ..common.clone()
    };
    let record = record::open(&common, streams)?;
    let text = conflicts(&record.dataset, &common);
    streams.out.write_all(text.as_bytes())?;
    Ok(FINE)
}

fn problems(loaded: &Loaded, streams: &mut Streams<'_>) -> anyhow::Result<u8> {
    for problem in &loaded.problems {
        let line = Problem::to_string(problem);
        writeln!(streams.out, "{}", clean::line(&line))?;
    }
    let found = match loaded.problems.len() {
        0 => "no problem".to_owned(),
        count => number::counted(count, "problem", "problems"),
    };
    let read = loaded.dataset.as_ref().map_or_else(String::new, extent);
    writeln!(streams.out, "{found}{read}")?;
    Ok(if loaded.problems.is_empty() {
        FINE
    } else {
        FAILED
    })
}

/// " in 3,124 values of 43 indicators from 132 publications".
fn extent(dataset: &Dataset) -> String {
    format!(
        " in {} of {} from {}",
        number::counted(dataset.observation_count(), "value", "values"),
        number::counted(dataset.indicators.len(), "indicator", "indicators"),
        number::counted(dataset.sources.len(), "publication", "publications")
    )
}

/// The conflicts described by hand, then every figure with more than one value.
fn conflicts(dataset: &Dataset, common: &Common) -> String {
    let mut text = Text::new(show::width());
    let wanted = |period| common.period.is_none_or(|one| one == period);
    text.prose(0, 0, "Described in the record");
    for one in &dataset.conflicts {
        if common.period.is_none() || one.periods.iter().any(|period| wanted(*period)) {
            text.blank();
            text.prose(2, 2, &one.title);
            text.prose(4, 4, &one.text);
        }
    }
    let mut found = measure::disagreements(dataset, common.as_of());
    found.retain(|one| wanted(one.figure.period));
    let count = number::counted(found.len(), "figure", "figures");
    text.blank();
    text.prose(
        0,
        0,
        &format!(
            "{count} for which publications known {} differ",
            common.as_of().in_words()
        ),
    );
    for one in &found {
        figure(dataset, one, &mut text);
    }
    text.finish()
}

fn figure(dataset: &Dataset, one: &Disagreement<'_>, text: &mut Text) {
    let indicator = dataset.indicator(one.figure.indicator);
    let key = &one.figure.key;
    let mut what = format!(
        "{}, {}",
        indicator.title,
        dataset.codelists.title(key.geography())
    );
    if !key.is_total() {
        what.push_str(&format!(", {}", dataset.codelists.cuts(key)));
    }
    text.blank();
    text.prose(2, 4, &format!("{what}, {}", one.figure.period));
    for published in &one.cell.published {
        let stands = std::ptr::eq(*published, one.cell.stands);
        let value = number::short(published.value, &indicator.unit);
        let mark = if stands { " (stands)" } else { "" };
        let source = origin(dataset, published);
        text.prose(4, 6, &format!("{value}{mark}: {source}"));
    }
}

/// "Home Office, 18 Oct 2012 (article-2012-10-18)".
fn origin(dataset: &Dataset, published: &Observation) -> String {
    let source = dataset.source(published.source);
    format!("{}, {} ({})", source.publisher, source.published, source.id)
}

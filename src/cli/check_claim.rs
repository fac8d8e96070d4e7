//! `trafficdash check-claim`: a claim of the reader's own, given by options or in a file, read
//! by the loader and checked like those of the archive. The exit status tells the verdict.

mod flags;

use std::path::Path;

use crate::claims::Verdict;
use crate::clean;
use crate::figures::claim::Claim;
use crate::figures::{AsOf, Dataset, Published, SourceId};
use crate::load::{self, DataFile};
use crate::present::review::{self, Origin, Review};

use super::arguments::{CheckClaim, Common};
use super::usage::{Usage, check_file, unlisted};
use super::{FAILED, FINE, Streams, claims, record, show};

/// The verdicts with their exit statuses, the most serious first.
const STATUSES: [(Verdict, u8); 6] = [
    (Verdict::Contradicted, 11),
    (Verdict::Disputed, 12),
    (Verdict::NotComparable, 13),
    (Verdict::Unchecked, 14),
    (Verdict::SupportedThen, 10),
    (Verdict::Supported, FINE),
];

/// Writes the verdict and its reasons.
pub fn run(wanted: &CheckClaim, common: &Common, streams: &mut Streams<'_>) -> anyhow::Result<u8> {
    claims::check_address(&wanted.written)?;
    let record = record::open(common, streams)?;
    let dataset = &record.dataset;
    let as_of = common.as_of();
    let mut origin = origin(dataset, wanted, as_of)?;
    let said: Vec<Claim> = match &wanted.file {
        Some(path) => {
            if common.period.is_some() {
                let text = "the claims of a file name their own periods; leave out --period";
                return Err(Usage(text.to_owned()).into());
            }
            let Some(said) = of_file(dataset, path, streams)? else {
                return Ok(FAILED);
            };
            said
        }
        None => vec![flags::claim(dataset, wanted, common.period)?],
    };
    origin.id = name(dataset, wanted, &said);
    let reviews = review::of_claims(dataset, &said, &origin, as_of);
    let how = (&wanted.written, show::width());
    let bytes = claims::bytes(dataset, &reviews, as_of, how);
    streams.out.write_all(&bytes)?;
    if record.status != FINE {
        return Ok(record.status);
    }
    Ok(status_of(&reviews))
}

/// The status of the most serious verdict.
pub fn status_of(reviews: &[Review<'_>]) -> u8 {
    let found = |(verdict, _): &&(Verdict, u8)| {
        let mut verdicts = reviews.iter().map(|one| one.check.verdict);
        verdicts.any(|one| one == *verdict)
    };
    let most_serious = STATUSES.iter().find(found);
    most_serious.map_or(FINE, |(_, status)| *status)
}

/// The claims of a file; if anything in it is wrong, that is said and none is checked.
fn of_file(
    dataset: &Dataset,
    path: &Path,
    streams: &mut Streams<'_>,
) -> Result<Option<Vec<Claim>>, Usage> {
    let shown = path.display();
    check_file(path, "with [[claim]] entries")?;
    let read = DataFile::read(path).map(|file| load::claims_of(dataset, &file));
    let (list, problems) = match read {
        Ok(claims) => (claims.list, claims.problems),
        Err(problem) => (Vec::new(), vec![problem]),
    };
    for problem in &problems {
        streams.say(&problem.to_string());
    }
    if !problems.is_empty() {
        streams.say("nothing was checked; mend what is named above");
        return Ok(None);
    }
    if list.is_empty() {
        return Err(Usage(format!(
            "{shown} claims nothing; add [[claim]] entries as in articles/ID.toml"
        )));
    }
    Ok(Some(list))
}

/// Who says it and when, as far as that was given.
fn origin(dataset: &Dataset, wanted: &CheckClaim, as_of: AsOf) -> Result<Origin, Usage> {
    let source = wanted.by.as_deref().map(|id| publication(dataset, id));
    let source = source.transpose()?;
    let own_date = source.map(|id| dataset.source(id).published);
    let date = wanted.made.or(own_date).unwrap_or(Published::Undated);
    let last = match as_of {
        AsOf::On(day) => day,
        AsOf::Latest => record::today().max(dataset.retrieved),
    };
    if date.begins_after(last) {
        let known = as_of.in_words();
        return Err(Usage(format!(
            "the claim is of {date}, and the record is read as known {known}; take an earlier \
             --made or a later --as-of"
        )));
    }
    Ok(Origin {
        id: String::new(),
        title: String::new(),
        date,
        source,
    })
}

fn publication(dataset: &Dataset, id: &str) -> Result<SourceId, Usage> {
    let found = dataset.sources().find(|(_, one)| one.id == id);
    found.map(|(id, _)| id).ok_or_else(|| {
        let ids = dataset.sources.iter().map(|one| one.id.as_str());
        unlisted("publication", id, ids, "trafficdash sources")
    })
}

/// What the claims go by: the name of their file, or what the only one says.
fn name(dataset: &Dataset, wanted: &CheckClaim, said: &[Claim]) -> String {
    let file = wanted.file.as_deref().and_then(Path::file_stem);
    if let Some(stem) = file {
        return clean::line(&stem.to_string_lossy()).into_owned();
    }
    let one = |claim: &Claim| {
        let series = dataset.series_code(&claim.series);
        let saying = review::saying(dataset, claim);
        format!("{series} {} {saying}", claim.period.code())
    };
    said.first().map_or_else(String::new, one)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_verdict_has_a_status_of_its_own() {
        for verdict in Verdict::ALL {
            let of_it = STATUSES.iter().filter(|(one, _)| *one == verdict);
            assert_eq!(of_it.count(), 1, "{verdict:?}");
        }
        let mut statuses = STATUSES.map(|(_, status)| status);
        statuses.sort_unstable();
        assert_eq!(statuses, [0, 10, 11, 12, 13, 14]);
    }
}

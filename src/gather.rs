//! Feeds gathered: what was fetched is read, held against the record's words, and kept. One feed
//! that fails says so and leaves all that is kept of it as it is.

mod tally;

use std::borrow::Cow;
use std::hash::{DefaultHasher, Hash as _, Hasher as _};

use chrono::TimeDelta;

use crate::archive::{Archive, ArchiveError, ItemRecord, LookedAt, Record, Taken, date_of};
use crate::fetch::schedule::{self, Outcome};
use crate::fetch::{Answer, Failure, Job, Request, Validators};
use crate::figures::claim::Claim;
use crate::figures::{AsOf, Dataset, Period};
use crate::load::claims_of_text;
use crate::news::about::{Matcher, about};
use crate::news::kept::{ClaimId, FetchState, Headline, ItemId, ItemKey, Stored, Subscription};
use crate::news::numbers::{Index, recognised};
use crate::news::parse::parse;
use crate::news::shelf::{Found, Line, Open};
use crate::news::{About, Entry, Feed, Moment, Reading, link};

pub use tally::{DOUBT, LetGo, Tally, let_go};

/// What came of one feed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Gathered {
    /// What the feed is called.
    pub title: String,
    /// What was kept, or in words why nothing was.
    pub outcome: Result<Taken, String>,
    /// What had to be mended or left out, in words.
    pub remarks: Vec<String>,
    /// What the server's clock shows.
    pub date: Option<Moment>,
}

/// What is asked of a feed's server.
pub fn job(subscription: &Subscription) -> Job {
    let state = &subscription.state;
    Job {
        id: subscription.id.0,
        request: Request {
            address: subscription.feed.address.clone(),
            validators: Validators {
                etag: state.etag.clone(),
                last_modified: state.last_modified.clone(),
            },
        },
    }
}

/// Whether a feed is to be fetched on a schedule.
pub fn is_due(subscription: &Subscription, now: Moment) -> bool {
    schedule::due(waiting(&subscription.state), now)
}

fn waiting(state: &FetchState) -> schedule::State {
    schedule::State {
        next: state.not_before,
        failures: state.failures,
    }
}

/// Keeps what came of a request for a feed, which is fetched so often.
pub fn keep(
    archive: &mut Archive,
    matcher: &Matcher,
    subscription: &Subscription,
    answered: Result<Answer, Failure>,
    (every, now): (TimeDelta, Moment),
) -> Gathered {
    let mut state = tried(subscription, Outcome::from(&answered), (every, now));
    let date = answered.as_ref().ok().and_then(|answer| answer.date);
    let mut remarks = Vec::new();
    let mut title = name(&subscription.feed).into_owned();
    let outcome = match answered {
        Ok(answer) => {
            let read = take(archive, matcher, subscription, &answer, now);
            let moved = answer.moved_to.as_ref();
            remarks.extend(moved.map(|to| format!("it has moved for good to {}", link::shown(to))));
            read.map(|read| {
                // An answer that is the same as before has the remarks of before.
                let is_new = answer.body.is_some();
                remarks.extend(read.remarks);
                if let Some(named) = read.title {
                    title = named;
                }
                if is_new {
                    state.remarks.clone_from(&remarks);
                }
                state.etag = answer.validators.etag;
                state.last_modified = answer.validators.last_modified;
                state.fetched = Some(now);
                read.taken
            })
        }
        Err(failure) => Err(failure.to_string()),
    };
    state.failure = outcome.as_ref().err().cloned();
    let recorded = archive.record_fetch(subscription.id, &state);
    Gathered {
        title,
        outcome: outcome.and_then(|taken| {
            let kept = recorded.map(|()| taken);
            kept.map_err(|error: ArchiveError| error.to_string())
        }),
        remarks,
        date,
    }
}

/// How a feed stands after it was asked, whatever it answered.
fn tried(
    subscription: &Subscription,
    outcome: Outcome,
    (every, now): (TimeDelta, Moment),
) -> FetchState {
    let before = &subscription.state;
    let next = schedule::after(waiting(before), subscription.id.0, every, outcome, now);
    FetchState {
        tried: Some(now),
        failures: next.failures,
        not_before: next.next,
        ..before.clone()
    }
}

/// What tells one record from another where words and periods are concerned: what was found by
/// one need not be found by another.
pub fn stamp(dataset: &Dataset) -> String {
    let mut hasher = DefaultHasher::new();
    format!("{:?}", dataset.vocabulary).hash(&mut hasher);
    format!("{RULES} {:016x}", hasher.finish())
}

/// The rules by which periods and words are found; raised when they change.
const RULES: u32 = 2;

/// What a feed is called: its title, else its address as it is shown.
pub fn name(feed: &Feed) -> Cow<'_, str> {
    if feed.title.is_empty() {
        link::shown(&feed.address)
    } else {
        link::shown(&feed.title)
    }
}

/// Finds out anew what the next items are about, where the words or the record are others than
/// when they came; none are left when none were looked at.
pub fn classify_some<'i>(
    archive: &mut Archive,
    dataset: &Dataset,
    index: impl Fn() -> &'i Index,
) -> Result<LookedAt, ArchiveError> {
    let again = |item: &Stored| {
        let day = item.date.day().filter(|_| item.dated);
        about(&index().matcher, words(&item.entry), day)
    };
    archive.reclassify_some(&stamp(dataset), &again)
}

/// The same for all items.
pub fn classify<'i>(
    archive: &mut Archive,
    dataset: &Dataset,
    index: impl Fn() -> &'i Index,
) -> Result<(), ArchiveError> {
    while classify_some(archive, dataset, &index)?.items > 0 {}
    Ok(())
}

/// A record of another archive with what it is about by the words of this record.
pub fn classified(record: Record, index: &Index) -> Record {
    let Record::Item(item) = record else {
        return record;
    };
    let entry = Entry {
        title: item.title.clone(),
        published: item.published.map(Moment),
        updated: item.updated.map(Moment),
        reading: Reading {
            paragraphs: item.text.clone(),
            links: Vec::new(),
        },
        ..Entry::default()
    };
    let day = entry.dated(Moment(item.first_seen)).and_then(Moment::day);
    let found = about(&index.matcher, words(&entry), day);
    Record::Item(ItemRecord {
        periods: found.periods.into_iter().map(Period::code).collect(),
        indicators: found.indicators,
        ..item
    })
}

/// An item of the archive with the numbers in it that the record knew on its day, and with the
/// user's claims.
pub fn open(
    archive: &Archive,
    dataset: &Dataset,
    index: &Index,
    stored: Stored,
) -> Result<Open, ArchiveError> {
    let claims = claims(archive, dataset, &stored.key)?;
    let day = stored.date.day().filter(|_| stored.dated);
    let as_of = day.map_or(AsOf::Latest, AsOf::On);
    let entry = &stored.entry;
    Ok(Open {
        numbers: recognised(dataset, index, as_of, words(entry)),
        claims,
        stored,
    })
}

/// The lines of some items with the user's claims.
pub fn lines(
    archive: &Archive,
    dataset: &Dataset,
    ids: &[ItemId],
) -> Result<Vec<Line>, ArchiveError> {
    let headlines = archive.headlines(ids)?;
    let keys: Vec<&ItemKey> = headlines.iter().map(|line| &line.key).collect();
    let mut texts = archive.claims_of(&keys)?;
    let with_claims = |headline: Headline| {
        let texts = texts.remove(&headline.key).unwrap_or_default();
        let claims = read_claims(dataset, &texts).into_iter();
        Line {
            claims: claims.map(|(_, claim)| claim).collect(),
            headline,
        }
    };
    Ok(headlines.into_iter().map(with_claims).collect())
}

/// The user's claims of an item.
fn claims(
    archive: &Archive,
    dataset: &Dataset,
    key: &ItemKey,
) -> Result<Vec<(ClaimId, Claim)>, ArchiveError> {
    Ok(read_claims(dataset, &archive.claims(key)?))
}

/// Claims by what was kept of them.
fn read_claims(dataset: &Dataset, texts: &[(ClaimId, String)]) -> Vec<(ClaimId, Claim)> {
    let claims = texts.iter().flat_map(|(id, text)| {
        let read = claims_of_text(dataset, "your claim", text);
        read.list.into_iter().map(|claim| (*id, claim))
    });
    claims.collect()
}

/// Items with what they are sorted by.
pub fn found(ids: Vec<ItemId>) -> Vec<Found> {
    let found = |id| Found {
        id,
        date: date_of(id),
    };
    ids.into_iter().map(found).collect()
}

/// An answer that was read.
#[derive(Default)]
struct Read {
    /// What was kept of it.
    taken: Taken,
    /// What had to be mended or left out, in words.
    remarks: Vec<String>,
    /// What the feed is called from now on, if it had no title.
    title: Option<String>,
}

/// Reads an answer and keeps its entries.
fn take(
    archive: &mut Archive,
    matcher: &Matcher,
    subscription: &Subscription,
    answer: &Answer,
    now: Moment,
) -> Result<Read, String> {
    let Some(body) = &answer.body else {
        return Ok(Read::default());
    };
    let feed = &subscription.feed;
    let content_type = answer.content_type.as_deref();
    let channel =
        parse(body, content_type, &answer.address, now).map_err(|error| error.to_string())?;
    let is_named = feed.title.is_empty() && !channel.title.is_empty();
    let title = is_named.then_some(channel.title);
    if let Some(title) = &title {
        let renamed = archive.rename(subscription.id, title);
        renamed.map_err(|error| error.to_string())?;
    }
    let entries = channel.entries.into_iter();
    let wanted = entries.filter(|entry| is_wanted(entry, &feed.words));
    let entries: Vec<(Entry, About)> = wanted
        .map(|entry| {
            let day = entry.dated(now).and_then(Moment::day);
            let about = about(matcher, words(&entry), day);
            (entry, about)
        })
        .collect();
    let taken = archive.take(subscription.id, &entries, now);
    let taken = taken.map_err(|error| error.to_string())?;
    Ok(Read {
        taken,
        remarks: channel.remarks,
        title,
    })
}

/// What is read of an entry.
fn words(entry: &Entry) -> (&str, &Reading) {
    (&entry.title, &entry.reading)
}

/// Whether an entry contains one of the words, if there are any.
fn is_wanted(entry: &Entry, words: &[String]) -> bool {
    if words.is_empty() {
        return true;
    }
    let text = format!("{} {}", entry.title, entry.reading.paragraphs.join(" "));
    let text = text.to_lowercase();
    words.iter().any(|word| text.contains(&word.to_lowercase()))
}

#[cfg(test)]
mod tests {
    use chrono::NaiveDate;

    use super::*;
    use crate::load::embedded;
    use crate::news::Query;

    #[test]
    fn the_lines_of_many_items_with_their_claims_take_as_many_questions_as_that_of_one() {
        let record = embedded(NaiveDate::MIN).dataset.expect("the record");
        let mut archive = Archive::in_memory();
        let feed = archive.subscribe(&Feed::default()).expect("subscribed");
        let named = |at: usize| Entry {
            guid: Some(at.to_string()),
            title: format!("Title {at}"),
            ..Entry::default()
        };
        let entries: Vec<_> = (0..20).map(|at| (named(at), About::default())).collect();
        archive.take(feed, &entries, Moment(0)).expect("taken");
        let ids = archive.find(&Query::default(), usize::MAX).expect("found");
        let claim = "[[claim]]\ntext = \"946 in 2011\"\nindicator = \"nrm-referrals\"\n\
             geography = \"uk\"\nperiod = \"2011\"\nvalue = \"946\"\n";
        for line in archive.headlines(&ids).expect("lines") {
            archive.add_claim(&line.key, claim).expect("kept");
        }
        let mut questions = |ids: &[ItemId]| {
            archive.questions(|archive| {
                let lines = lines(archive, &record, ids).expect("lines");
                assert!(lines.iter().all(|line| line.claims.len() == 1));
                assert_eq!(lines.len(), ids.len());
            })
        };
        let of_one = questions(&ids[..1]);
        assert!(of_one > 0);
        assert_eq!(questions(&ids), of_one);
    }
}

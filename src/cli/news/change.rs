//! `news mark` and `news check`: what the user makes of an item.

use crate::clean;
use std::borrow::Cow;
use std::slice;

use crate::cli::arguments::{Change, CheckNumber, Common, MarkItem, NewsFormat};
use crate::cli::check_claim::status_of;
use crate::cli::usage::{Usage, unknown};
use crate::cli::{FINE, Streams, show as screen};
use crate::export::news::origin;
use crate::export::{claims as written, json};
use crate::figures::claim::Claim;
use crate::news::kept::{ItemKey, Mark};
use crate::news::numbers::{self, Recognised};
use crate::news::shelf::{Open, Shelf};
use crate::present::pages::news::Desk;
use crate::present::{review, verdict};

use super::list::write_item;
use super::room::{Room, item_of};

/// Marks an item.
pub fn mark(wanted: &MarkItem, common: &Common, streams: &mut Streams<'_>) -> anyhow::Result<u8> {
    let mark = mark_of(wanted)?;
    let (mut room, key, _) = found(&wanted.key, common, streams)?;
    room.keep(streams)?.mark(slice::from_ref(&key), &mark)?;
    match wanted.written.format {
        NewsFormat::Text => streams.say(&format!("{}: {}", key.0, done(&mark))),
        NewsFormat::Json => write_item(&room, &key, NewsFormat::Json, streams)?,
    }
    Ok(room.status(FINE))
}

/// The room with the item of a key; refused where there is none or nothing is kept.
fn found(
    key: &str,
    common: &Common,
    streams: &mut Streams<'_>,
) -> anyhow::Result<(Room, ItemKey, Shelf)> {
    let room = Room::open(common, streams)?;
    room.check_kept()?;
    let key = ItemKey::named(key);
    let shelf = room.shelf_of(&key)?;
    let scope = room.scope();
    item_of(&Desk::new(room.dataset(), &shelf, &scope), &key)?;
    Ok((room, key, shelf))
}

fn mark_of(wanted: &MarkItem) -> Result<Mark, Usage> {
    let text = wanted.text.as_deref().map(|text| clean::line(text.trim()));
    let text = text.map(Cow::into_owned);
    let tag = |text: Option<String>| {
        let text = text.filter(|text| !text.is_empty());
        text.ok_or_else(|| Usage("a tag has at least one letter; write one".to_owned()))
    };
    let mark = match wanted.change {
        Change::Tag => return tag(text).map(Mark::Tag),
        Change::Untag => return tag(text).map(Mark::Untag),
        Change::Note => return Ok(Mark::Note(text.unwrap_or_default())),
        Change::Read => Mark::Read,
        Change::Unread => Mark::Unread,
        Change::Star => Mark::Starred,
        Change::Unstar => Mark::Unstarred,
    };
    match text {
        None => Ok(mark),
        Some(text) => Err(Usage(format!(
            "\"{text}\" belongs to nothing; only tag, untag and note take a text"
        ))),
    }
}

/// A mark that was made, in words.
fn done(mark: &Mark) -> String {
    match mark {
        Mark::Read => "read".to_owned(),
        Mark::Unread => "to be read again".to_owned(),
        Mark::Starred => "starred".to_owned(),
        Mark::Unstarred => "no star any more".to_owned(),
        Mark::Note(note) if note.is_empty() => "the note is gone".to_owned(),
        Mark::Note(_) => "noted".to_owned(),
        Mark::Tag(tag) => format!("tagged {tag}"),
        Mark::Untag(tag) => format!("not tagged {tag} any more"),
    }
}

/// Makes a claim of a number and writes its verdict.
pub fn check(
    wanted: &CheckNumber,
    common: &Common,
    streams: &mut Streams<'_>,
) -> anyhow::Result<u8> {
    let (mut room, key, shelf) = found(&wanted.key, common, streams)?;
    let Some(open) = shelf.open.as_deref() else {
        let text = "its claims are in the record; `trafficdash claims` lists them with verdicts";
        return Err(Usage(format!("\"{}\" is the record's own: {text}", key.0)).into());
    };
    let said = number_of(open, &wanted.number)?;
    let claim = claim_of(open, said);
    let figure = verdict::figure(&claim);
    let made = open
        .claims
        .iter()
        .find(|(_, one)| verdict::figure(one) == figure);
    if wanted.forget {
        let Some((id, _)) = made else {
            let text = format!(
                "no claim was made of {}; nothing is to be forgotten",
                said.bound
            );
            return Err(Usage(text).into());
        };
        room.keep(streams)?.remove_claim(*id)?;
        streams.say(&format!("the claim of {} is gone", said.bound));
        return Ok(room.status(FINE));
    }
    if made.is_none() {
        let text = numbers::as_toml(room.dataset(), &claim);
        room.keep(streams)?.add_claim(&key, &text)?;
    }
    let kept = made.map_or(claim, |(_, kept)| kept.clone());
    let claims = [kept];
    let (dataset, as_of) = (room.dataset(), room.as_of);
    let reviews = review::of_claims(dataset, &claims, &origin(&open.stored), as_of);
    let bytes = match wanted.written.format {
        NewsFormat::Text => written::text(dataset, &reviews, as_of, screen::width()).into_bytes(),
        NewsFormat::Json => json::write(&room.header(), &written::sheet(dataset, &reviews, as_of)),
    };
    streams.out.write_all(&bytes)?;
    Ok(room.status(status_of(&reviews)))
}

/// The number of an item that is written like this, with or without the word before it.
fn number_of<'o>(open: &'o Open, wanted: &str) -> Result<&'o Recognised, Usage> {
    let wanted = wanted.trim().to_lowercase();
    let entry = &open.stored.entry;
    let is = |one: &&Recognised| {
        let printed = one
            .source(entry)
            .and_then(|text| text.get(one.range.clone()));
        let forms = [one.bound.to_string(), one.bound.number().to_owned()];
        let mut forms = forms.into_iter().chain(printed.map(str::to_owned));
        forms.any(|form| form.to_lowercase() == wanted)
    };
    open.numbers.known.iter().find(is).ok_or_else(|| {
        let known: Vec<String> = open
            .numbers
            .known
            .iter()
            .map(|one| one.bound.to_string())
            .collect();
        if known.is_empty() {
            return Usage("the record knows no number of this item".to_owned());
        }
        let known: Vec<&str> = known.iter().map(String::as_str).collect();
        unknown("number that the record knows like", &wanted, &known)
    })
}

/// The claim that an item makes with a number.
fn claim_of(open: &Open, said: &Recognised) -> Claim {
    let sentence = said.sentence_in(&open.stored.entry).unwrap_or_default();
    let meant = said
        .figures
        .first()
        .expect("a recognised number has figures");
    numbers::claim(said, meant, sentence)
}

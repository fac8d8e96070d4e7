//! `news export` and `news import`: the archive, or the list of feeds, taken elsewhere and back.
//! What comes in is cleaned, and loses nothing that is there.

use std::borrow::Cow;
use std::collections::HashSet;
use std::fs::File;
use std::io::{Read as _, Seek as _};

use anyhow::{Context as _, bail};
use serde_json::json;

use crate::archive::{Record, cleaned};
use crate::cli::arguments::{CarryFormat, Common, ExportNews, Import, NewsFormat};
use crate::cli::output::{Beside, Place};
use crate::cli::usage::{Usage, check_file};
use crate::cli::{FAILED, FINE, Streams};
use crate::export::json::{self as written, SCHEMA};
use crate::gather;
use crate::news::{Feed, link, opml};
use crate::present::number;

use super::document::{self, Stopped};
use super::fit;
use super::room::Room;
use super::{tell_left_out, with_login};

/// Writes the archive, or its feeds.
pub fn export(
    export: &ExportNews,
    common: &Common,
    streams: &mut Streams<'_>,
) -> anyhow::Result<u8> {
    let place = Place::of(&export.target, Beside::Nothing)?;
    let room = Room::open(common, streams)?;
    room.advise(streams)?;
    let bytes = match export.format {
        CarryFormat::Json => all(&room, streams)?,
        CarryFormat::Opml => {
            let feeds = room.subscriptions()?.into_iter().map(|one| one.feed);
            let feeds: Vec<Feed> = feeds.collect();
            tell_left_out(&feeds, streams);
            opml::write(&feeds).into_bytes()
        }
    };
    place.deliver(vec![bytes], "", streams)?;
    Ok(room.status(FINE))
}

/// The document of all that is kept, a record a line.
fn all(room: &Room, streams: &mut Streams<'_>) -> anyhow::Result<Vec<u8>> {
    let mut untold = Vec::new();
    let mut bytes = format!("{{\n  \"schema\": {},\n  \"archive\": [", json!(SCHEMA)).into_bytes();
    let mut between = "\n    ";
    if let Some(archive) = room.archive() {
        archive.export(|record| {
            for line in fit::lines(record, &mut untold)? {
                bytes.extend_from_slice(between.as_bytes());
                bytes.extend(line.into_bytes());
                between = ",\n    ";
            }
            Ok::<_, anyhow::Error>(())
        })?;
    }
    for what in untold {
        streams.say(&what);
    }
    let subscriptions = room.subscriptions()?;
    if let Some(feeds) = with_login(subscriptions.iter().map(|one| &one.feed)) {
        streams.say(&format!(
            "the name and password of {feeds} are in it, for `news import`; keep it to yourself"
        ));
    }
    bytes.extend_from_slice(b"\n  ]\n}\n");
    if bytes.len() as u64 >= LARGEST_ARCHIVE {
        let most = LARGEST_ARCHIVE >> 20;
        streams.say(&format!(
            "it has {most} MiB or more: `news import` reads no such file"
        ));
    }
    Ok(bytes)
}

/// No list of feeds is as large as this.
const LARGEST_LIST: u64 = 2 << 20;

/// No archive is as large as this, written out.
const LARGEST_ARCHIVE: u64 = 512 << 20;

/// So many bytes of what was refused are told.
const TOLD: usize = 64 << 10;

/// What came of an import.
#[derive(Default)]
struct Came {
    feeds: usize,
    items: usize,
    refused: Vec<String>,
}

/// Merges a file into the archive.
pub fn import(import: &Import, common: &Common, streams: &mut Streams<'_>) -> anyhow::Result<u8> {
    let shown = import.file.display().to_string();
    check_file(&import.file, "with a list of feeds, or with an archive")?;
    if !import.file.is_file() {
        return Err(Usage(format!("{shown} is no regular file; name one that is")).into());
    }
    let unread = || format!("{shown} cannot be read");
    let mut file = File::open(&import.file).with_context(unread)?;
    let begin = beginning(&mut file).with_context(unread)?;
    let mut room = Room::open(common, streams)?;
    let came = if is_document(&begin) {
        drop(begin);
        merge(&mut room, &mut file, &shown, streams)?
    } else {
        follow(&mut room, &String::from_utf8_lossy(&begin), streams)?
    };
    for refused in &came.refused {
        streams.say(&format!("refused: {refused}"));
    }
    let feeds = number::counted(came.feeds, "new feed", "new feeds");
    let items = number::counted(came.items, "new item", "new items");
    match import.written.format {
        NewsFormat::Text => streams.say(&format!("{shown}: {feeds}, {items}")),
        NewsFormat::Json => {
            let imported = json!({
                "feeds": came.feeds,
                "items": came.items,
                "refused": came.refused,
            });
            let bytes = written::headed(&room.header(), [("imported", imported)]);
            streams.out.write_all(&bytes)?;
        }
    }
    let status = if came.refused.is_empty() {
        FINE
    } else {
        FAILED
    };
    Ok(room.status(status))
}

/// The bytes of a list of feeds, or as many of an archive; neither may be too large.
fn beginning(file: &mut File) -> anyhow::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    file.by_ref().take(LARGEST_LIST).read_to_end(&mut bytes)?;
    let (length, largest) = if is_document(&bytes) {
        (file.metadata()?.len(), LARGEST_ARCHIVE)
    } else {
        (bytes.len() as u64, LARGEST_LIST)
    };
    if length >= largest {
        bail!("it has {} MiB or more", largest >> 20);
    }
    Ok(bytes)
}

/// Whether what begins like this is an archive.
fn is_document(bytes: &[u8]) -> bool {
    let text = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    text.trim_ascii_start().starts_with(b"{")
}

/// Follows the feeds of a list that are not followed yet.
fn follow(room: &mut Room, text: &str, streams: &mut Streams<'_>) -> anyhow::Result<Came> {
    let (feeds, refused) = opml::read(text);
    let before = room.subscriptions()?;
    // A list that was given away names a feed without the password of its address.
    let before: HashSet<Cow<'_, str>> = before
        .iter()
        .flat_map(|one| {
            [
                one.feed.address.as_str().into(),
                link::shown(&one.feed.address),
            ]
        })
        .collect();
    let is_new = |feed: &&Feed| !before.contains(feed.address.as_str());
    let new: Vec<&Feed> = feeds.iter().filter(is_new).collect();
    if !new.is_empty() {
        let archive = room.keep(streams)?;
        archive.subscribe_all(new.iter().copied())?;
    }
    Ok(Came {
        feeds: new.len(),
        items: 0,
        refused,
    })
}

/// Merges the records of an archive, all of which are read once before the first is taken.
fn merge(
    room: &mut Room,
    file: &mut File,
    shown: &str,
    streams: &mut Streams<'_>,
) -> anyhow::Result<Came> {
    let mut came = Came::default();
    let (mut fine, mut told, mut untold) = (0_usize, 0, 0);
    each(file, shown, |record| {
        match cleaned(record) {
            Ok(_) => fine += 1,
            Err(why) if told + why.len() <= TOLD => {
                told += why.len();
                came.refused.push(why);
            }
            Err(_) => untold += 1,
        }
        Ok(())
    })?;
    if untold > 0 {
        came.refused.push(format!("{untold} more"));
    }
    if fine == 0 {
        return Ok(came);
    }
    let before = room.subscriptions()?.len();
    let (archive, index) = room.parts(streams)?;
    let mut merging = archive.merging();
    each(file, shown, |record| {
        if let Ok(record) = cleaned(record) {
            merging.take(gather::classified(record, index))?;
        }
        Ok(())
    })?;
    came.items = merging.finish()?;
    came.feeds = room.subscriptions()?.len().saturating_sub(before);
    Ok(came)
}

/// Gives every record of the file in turn.
fn each(
    file: &mut File,
    shown: &str,
    take: impl FnMut(Record) -> anyhow::Result<()>,
) -> anyhow::Result<()> {
    file.rewind()?;
    let schema =
        document::read(file.take(LARGEST_ARCHIVE), take).map_err(|stopped| match stopped {
            Stopped::Failed(error) => error,
            Stopped::Unlike(error) => {
                let why = if error.is_eof() {
                    "it is cut short".to_owned()
                } else {
                    error.to_string()
                };
                Usage(format!(
                    "{shown} is nothing that `trafficdash news export` wrote: {why}"
                ))
                .into()
            }
        })?;
    if schema != SCHEMA {
        return Err(Usage(format!(
            "{shown} is written by the schema {schema}, and this program reads {SCHEMA}; use the \
             version that wrote it"
        ))
        .into());
    }
    Ok(())
}

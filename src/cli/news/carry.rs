//! `news export` and `news import`: the archive, or the list of feeds, taken elsewhere and back.
//! What comes in is cleaned, and loses nothing that is there.

use std::fs::File;
use std::io::Read;
use std::path::Path;

use anyhow::{Context as _, bail};
use serde::Deserialize;
use serde_json::json;

use crate::archive::{ArchiveError, Record, cleaned};
use crate::cli::arguments::{CarryFormat, Common, ExportNews, Import, NewsFormat};
use crate::cli::output::{Beside, Place};
use crate::cli::usage::{Usage, check_file};
use crate::cli::{FAILED, FINE, Streams};
use crate::export::json::{self as written, SCHEMA};
use crate::gather;
use crate::news::{Feed, opml};
use crate::present::number;

use super::room::Room;

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
        CarryFormat::Json => all(&room)?,
        CarryFormat::Opml => {
            let feeds = room.subscriptions()?.into_iter().map(|one| one.feed);
            opml::write(&feeds.collect::<Vec<_>>()).into_bytes()
        }
    };
    place.deliver(vec![bytes], "", streams)?;
    Ok(room.status(FINE))
}

/// The document of all that is kept, a record a line.
fn all(room: &Room) -> anyhow::Result<Vec<u8>> {
    let mut bytes = format!("{{\n  \"schema\": {},\n  \"archive\": [", json!(SCHEMA)).into_bytes();
    let mut between = "\n    ";
    if let Some(archive) = room.archive() {
        archive.export(|record| {
            bytes.extend_from_slice(between.as_bytes());
            between = ",\n    ";
            let text = serde_json::to_string(&record)?;
            bytes.extend(written::spelled_out(&text).into_bytes());
            Ok::<_, anyhow::Error>(())
        })?;
    }
    bytes.extend_from_slice(b"\n  ]\n}\n");
    Ok(bytes)
}

/// No list of feeds is as large as this.
const LARGEST_LIST: u64 = 2 << 20;

/// No archive is as large as this, written out.
const LARGEST_ARCHIVE: u64 = 512 << 20;

/// What [`all`] writes.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Document {
    schema: String,
    archive: Vec<Record>,
}

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
    let bytes = read(&import.file).with_context(|| format!("{shown} cannot be read"))?;
    let text = String::from_utf8_lossy(&bytes);
    let mut room = Room::open(common, streams)?;
    let is_json = text
        .trim_start_matches('\u{feff}')
        .trim_start()
        .starts_with('{');
    let came = if is_json {
        merge(&mut room, &text, &shown, streams)?
    } else {
        follow(&mut room, &text, streams)?
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

/// The bytes of a file that may be a list of feeds or an archive.
fn read(path: &Path) -> anyhow::Result<Vec<u8>> {
    let mut file = File::open(path)?;
    let mut bytes = Vec::new();
    Read::take(&mut file, LARGEST_LIST).read_to_end(&mut bytes)?;
    let is_list = bytes.trim_ascii_start().first() == Some(&b'<');
    let largest = if is_list {
        LARGEST_LIST
    } else {
        LARGEST_ARCHIVE
    };
    file.take(largest.saturating_sub(LARGEST_LIST))
        .read_to_end(&mut bytes)?;
    if bytes.len() as u64 >= largest {
        bail!("it has {} MiB or more", largest >> 20);
    }
    Ok(bytes)
}

/// Follows the feeds of a list that are not followed yet.
fn follow(room: &mut Room, text: &str, streams: &mut Streams<'_>) -> anyhow::Result<Came> {
    let (feeds, refused) = opml::read(text);
    let before = room.subscriptions()?;
    let is_new = |feed: &&Feed| !before.iter().any(|one| one.feed.address == feed.address);
    let new: Vec<&Feed> = feeds.iter().filter(is_new).collect();
    if !new.is_empty() {
        let archive = room.keep(streams)?;
        for feed in &new {
            archive.subscribe(feed)?;
        }
    }
    Ok(Came {
        feeds: new.len(),
        items: 0,
        refused,
    })
}

/// Merges the records of an archive.
fn merge(
    room: &mut Room,
    text: &str,
    shown: &str,
    streams: &mut Streams<'_>,
) -> anyhow::Result<Came> {
    let text = text.trim_start_matches('\u{feff}');
    let document: Document = serde_json::from_str(text).map_err(|error| {
        Usage(format!(
            "{shown} is nothing that `trafficdash news export` wrote: {error}"
        ))
    })?;
    if document.schema != SCHEMA {
        let schema = document.schema;
        return Err(Usage(format!(
            "{shown} is written by the schema {schema}, and this program reads {SCHEMA}; use the \
             version that wrote it"
        ))
        .into());
    }
    let mut came = Came::default();
    let mut records = Vec::new();
    for record in document.archive {
        match cleaned(record) {
            Ok(record) => records.push(gather::classified(record, &room.index)),
            Err(why) => came.refused.push(why),
        }
    }
    if records.is_empty() {
        return Ok(came);
    }
    let before = room.subscriptions()?.len();
    let records = records.into_iter().map(Ok::<_, ArchiveError>);
    came.items = room.keep(streams)?.import(records)?;
    came.feeds = room.subscriptions()?.len().saturating_sub(before);
    Ok(came)
}

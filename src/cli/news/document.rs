//! The document that `news export` writes, read a record at a time: however large it is, one
//! record of it is held.

use std::cell::Cell;
use std::fmt;
use std::io::{self, BufReader, Read};

use serde::Deserialize;
use serde::de::{DeserializeSeed, Deserializer, Error as _, MapAccess, SeqAccess, Visitor};
use serde_json::Error;

use crate::archive::Record;

/// No record is as long as this, written out; what is between two of them counts with the second.
pub const LONGEST: usize = 1 << 20;

/// Why a document could not be read to its end.
pub enum Stopped {
    /// It is not what is written.
    Unlike(Error),
    /// What was to be done with a record failed.
    Failed(anyhow::Error),
}

/// Gives every record of a document in turn, and at the end the schema that it is written by.
pub fn read(
    document: impl Read,
    mut each: impl FnMut(Record) -> anyhow::Result<()>,
) -> Result<String, Stopped> {
    let left = Cell::new(LONGEST);
    let failed = Cell::new(None);
    let mut from = serde_json::Deserializer::from_reader(Metered {
        from: past_mark(document),
        left: &left,
    });
    let records = Records {
        left: &left,
        each: &mut |record| {
            each(record).map_err(|error| {
                failed.set(Some(error));
                Error::custom("it was given up")
            })
        },
    };
    let schema = Whole(records).deserialize(&mut from);
    let schema = schema.and_then(|schema| from.end().map(|()| schema));
    schema.map_err(|error| {
        failed
            .take()
            .map_or(Stopped::Unlike(error), Stopped::Failed)
    })
}

/// The same without the mark of its encoding that it may begin with.
fn past_mark(document: impl Read) -> impl Read {
    let mut document = BufReader::new(document);
    if io::BufRead::fill_buf(&mut document).is_ok_and(|begin| begin.starts_with(b"\xef\xbb\xbf")) {
        io::BufRead::consume(&mut document, 3);
    }
    document
}

/// Bytes, refused where a record goes on and on.
struct Metered<'a, R> {
    from: R,
    left: &'a Cell<usize>,
}

impl<R: Read> Read for Metered<'_, R> {
    fn read(&mut self, bytes: &mut [u8]) -> io::Result<usize> {
        let Some(left) = self.left.get().checked_sub(bytes.len()) else {
            let why = format!("a record has more than {} MiB", LONGEST >> 20);
            return Err(io::Error::other(why));
        };
        self.left.set(left);
        self.from.read(bytes)
    }
}

/// What is between the brackets of the archive.
struct Records<'a> {
    left: &'a Cell<usize>,
    each: &'a mut dyn FnMut(Record) -> Result<(), Error>,
}

impl<'de> DeserializeSeed<'de> for Records<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, from: D) -> Result<(), D::Error> {
        from.deserialize_seq(self)
    }
}

impl<'de> Visitor<'de> for Records<'_> {
    type Value = ();

    fn expecting(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        to.write_str("a list of records")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut records: A) -> Result<(), A::Error> {
        while let Some(record) = records.next_element()? {
            (self.each)(record).map_err(A::Error::custom)?;
            self.left.set(LONGEST);
        }
        Ok(())
    }
}

/// The document, of which the schema is kept.
struct Whole<'a>(Records<'a>);

#[derive(Deserialize)]
#[serde(field_identifier, rename_all = "lowercase")]
enum Part {
    Schema,
    Archive,
}

impl<'de> DeserializeSeed<'de> for Whole<'_> {
    type Value = String;

    fn deserialize<D: Deserializer<'de>>(self, from: D) -> Result<String, D::Error> {
        from.deserialize_map(self)
    }
}

impl<'de> Visitor<'de> for Whole<'_> {
    type Value = String;

    fn expecting(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        to.write_str("an archive with its schema")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut parts: A) -> Result<String, A::Error> {
        let mut schema = None;
        let mut records = Some(self.0);
        while let Some(part) = parts.next_key()? {
            match part {
                Part::Schema if schema.is_some() => {
                    return Err(A::Error::duplicate_field("schema"));
                }
                Part::Schema => schema = Some(parts.next_value()?),
                Part::Archive => match records.take() {
                    Some(records) => parts.next_value_seed(records)?,
                    None => return Err(A::Error::duplicate_field("archive")),
                },
            }
        }
        if records.is_some() {
            return Err(A::Error::missing_field("archive"));
        }
        schema.ok_or_else(|| A::Error::missing_field("schema"))
    }
}

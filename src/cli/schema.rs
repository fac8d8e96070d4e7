//! `trafficdash schema`: what the members of the JSON mean, for a machine and a reader.

use super::{FINE, Streams};
use crate::export::json;

/// Writes the schema.
pub fn run(streams: &mut Streams<'_>) -> anyhow::Result<u8> {
    streams.out.write_all(json::SCHEMA_TEXT.as_bytes())?;
    Ok(FINE)
}

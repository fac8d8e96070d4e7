//! The body of an answer, read while it is counted, and unpacked while that is counted too: no
//! header is believed about how long it is.

use std::io::{self, Read};

use flate2::read::MultiGzDecoder;
use ureq::Body;
use ureq::http::Response;
use ureq::http::header::CONTENT_ENCODING;

use super::cause::why;
use super::{Failure, Limits};
use crate::clean;

/// The two bytes that everything packed by gzip begins with, and no feed does.
const PACKED: [u8; 2] = [0x1f, 0x8b];

/// The whole body, unpacked.
pub(super) fn read(
    mut response: Response<Body>,
    host: &str,
    limits: &Limits,
) -> Result<Vec<u8>, Failure> {
    known_packing(&response, host)?;
    let most = limits.sent;
    let too_large = || Failure::TooLarge {
        host: host.to_owned(),
        most,
    };
    let body = response.body_mut();
    if body.content_length().is_some_and(|length| length > most) {
        return Err(too_large());
    }
    let sent = up_to(most, body.as_reader())
        .map_err(|error| why(ureq::Error::from(error), host, limits))?
        .ok_or_else(too_large)?;
    let whole = if sent.starts_with(&PACKED) {
        unpack(&sent, host, limits.unpacked)?
    } else {
        sent
    };
    if whole.is_empty() {
        return Err(Failure::Empty(host.to_owned()));
    }
    Ok(whole)
}

/// Refuses what is packed in another way than was asked for. Whether it is packed at all is seen
/// from its first bytes, since servers err about that.
fn known_packing(response: &Response<Body>, host: &str) -> Result<(), Failure> {
    let Some(value) = response.headers().get(CONTENT_ENCODING) else {
        return Ok(());
    };
    let packing = String::from_utf8_lossy(value.as_bytes()).to_lowercase();
    match packing.trim() {
        "" | "gzip" | "x-gzip" | "identity" => Ok(()),
        other => Err(Failure::Packing {
            host: host.to_owned(),
            packing: clean::line(other).chars().take(20).collect(),
        }),
    }
}

fn unpack(sent: &[u8], host: &str, most: u64) -> Result<Vec<u8>, Failure> {
    let unpacked = up_to(most, MultiGzDecoder::new(sent)).map_err(|error| {
        let host = host.to_owned();
        match error.kind() {
            io::ErrorKind::UnexpectedEof => Failure::CutShort(host),
            _ => Failure::Damaged(host),
        }
    })?;
    unpacked.ok_or_else(|| Failure::Bomb {
        host: host.to_owned(),
        most,
    })
}

/// All there is to read; none if it is more than so many bytes.
fn up_to(most: u64, source: impl Read) -> io::Result<Option<Vec<u8>>> {
    let mut all = Vec::new();
    source.take(most.saturating_add(1)).read_to_end(&mut all)?;
    Ok((all.len() as u64 <= most).then_some(all))
}

#[cfg(test)]
mod tests {
    use std::io::Write as _;

    use flate2::Compression;
    use flate2::write::GzEncoder;

    use super::*;

    fn packed(bytes: &[u8]) -> Vec<u8> {
        let mut packer = GzEncoder::new(Vec::new(), Compression::best());
        packer.write_all(bytes).expect("in memory");
        packer.finish().expect("in memory")
    }

    #[test]
    fn what_is_packed_is_unpacked_up_to_the_limit() {
        let feed = vec![b'a'; 1000];
        assert_eq!(unpack(&packed(&feed), "a.example", 1000), Ok(feed.clone()));
        let bomb = unpack(&packed(&feed), "a.example", 999);
        assert!(matches!(bomb, Err(Failure::Bomb { most: 999, .. })));
        let two = [packed(&feed), packed(&feed)].concat();
        assert_eq!(
            unpack(&two, "a.example", 2000).map(|all| all.len()),
            Ok(2000)
        );
    }

    #[test]
    fn what_does_not_unpack_says_why() {
        let all = packed(b"<rss version='2.0'/>");
        let short = unpack(&all[..all.len() - 9], "a.example", 1000);
        assert_eq!(short, Err(Failure::CutShort("a.example".into())));
        let mut wrong = all;
        let last = wrong.len() - 5;
        wrong[last] ^= 0xff;
        let damaged = unpack(&wrong, "a.example", 1000);
        assert_eq!(damaged, Err(Failure::Damaged("a.example".into())));
    }
}

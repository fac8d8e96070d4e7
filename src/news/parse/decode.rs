//! Bytes as text: what they are beats what they say they are, and the server's word beats the
//! document's. Nothing that XML forbids comes out.

use std::borrow::Cow;

use super::charset::Charset;
use encoding_rs::{Encoding, ISO_2022_JP, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};

/// The text of an answer, and how many characters could not be read.
pub fn decode(bytes: &[u8], content_type: Option<&str>) -> (String, usize) {
    let (text, lost) = transcode(bytes, content_type);
    let odd = |one| is_forbidden(one) || is_of_windows(one);
    let text = match text {
        text if text.chars().any(odd) => {
            let kept = text.chars().filter(|one| !is_forbidden(*one));
            kept.map(meant).collect()
        }
        text => text.into_owned(),
    };
    (text, lost)
}

/// Is a control character where Windows has a sign: such was taken for Latin-1.
pub fn is_of_windows(one: char) -> bool {
    matches!(u32::from(one), 0x80..=0x9F)
}

/// The sign of Windows that a character was meant as, if it is such a control character.
pub fn meant(one: char) -> char {
    let Some(byte) = u8::try_from(one).ok().filter(|_| is_of_windows(one)) else {
        return one;
    };
    let bytes = [byte];
    let (text, _) = WINDOWS_1252.decode_without_bom_handling(&bytes);
    text.chars().next().unwrap_or(one)
}

/// Characters that no XML document may hold, and U+007F.
pub fn is_forbidden(one: char) -> bool {
    let code = u32::from(one);
    matches!(code, 0..=8 | 0xB | 0xC | 0xE..=0x1F | 0x7F | 0xFEFF | 0xFDD0..=0xFDEF)
        || code & 0xFFFE == 0xFFFE
}

fn transcode<'a>(bytes: &'a [u8], content_type: Option<&str>) -> (Cow<'a, str>, usize) {
    if let Some(text) = utf_32(bytes) {
        return (Cow::Owned(text), 0);
    }
    if let Some(encoding) = marked(bytes).or_else(|| patterned(bytes)) {
        let (text, _, odd) = encoding.decode(bytes);
        return (text, usize::from(odd));
    }
    let declared = content_type
        .and_then(|said| label(said, "charset"))
        .or_else(|| declaration(bytes));
    if let Ok(text) = std::str::from_utf8(bytes) {
        let escapes = declared == Some(Charset::Known(ISO_2022_JP)) && bytes.contains(&0x1B);
        if escapes {
            return (ISO_2022_JP.decode(bytes).0, 0);
        }
        return (Cow::Borrowed(text), 0);
    }
    if let Some(charset) = declared.filter(|one| !is_told_by_its_bytes(*one)) {
        return (charset.decode(bytes), 0);
    }
    let (whole, broken) = sequences(bytes);
    if whole > broken {
        return (String::from_utf8_lossy(bytes), broken);
    }
    (WINDOWS_1252.decode_without_bom_handling(bytes).0, 0)
}

/// Was told apart by its bytes if it is true.
fn is_told_by_its_bytes(charset: Charset) -> bool {
    [UTF_8, UTF_16LE, UTF_16BE]
        .iter()
        .any(|encoding| charset == Charset::Known(encoding))
}

/// The encoding that a byte order mark names.
fn marked(bytes: &[u8]) -> Option<&'static Encoding> {
    Encoding::for_bom(bytes).map(|(encoding, _)| encoding)
}

/// UTF-16 without a mark: the first sign is `<`, `{` or a blank, and every second byte is 0.
fn patterned(bytes: &[u8]) -> Option<&'static Encoding> {
    let sign = |one: u8| matches!(one, b'<' | b'{' | b' ' | b'\n' | b'\r' | b'\t');
    match bytes {
        [0, one, 0, next, ..] if sign(*one) && *next != 0 => Some(UTF_16BE),
        [one, 0, next, 0, ..] if sign(*one) && *next != 0 => Some(UTF_16LE),
        _ => None,
    }
}

/// The text of UTF-32, with or without its mark; none of anything else.
fn utf_32(bytes: &[u8]) -> Option<String> {
    let read: fn([u8; 4]) -> u32 = match bytes {
        [0, 0, 0xFE, 0xFF, ..] | [0, 0, 0, b'<' | b'{', ..] => u32::from_be_bytes,
        [0xFF, 0xFE, 0, 0, ..] | [b'<' | b'{', 0, 0, 0, ..] => u32::from_le_bytes,
        _ => return None,
    };
    let (signs, _) = bytes.as_chunks::<4>();
    let signs = signs.iter().map(|one| char::from_u32(read(*one)));
    Some(
        signs
            .map(|one| one.unwrap_or(char::REPLACEMENT_CHARACTER))
            .collect(),
    )
}

/// The encoding that the XML declaration names.
fn declaration(bytes: &[u8]) -> Option<Charset> {
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(1024)]);
    let from = head.find("<?xml")?;
    let end = head[from..].find('>')?;
    label(&head[from..from + end], "encoding")
}

/// The encoding named after `name=` in a text, in quotes or without, in any case of letters.
fn label(text: &str, name: &str) -> Option<Charset> {
    let lower = text.to_ascii_lowercase();
    let at = lower.find(name)? + name.len();
    let said = lower[at..].trim_start().strip_prefix('=')?.trim_start();
    let said = said.trim_start_matches(['"', '\'']);
    let end = said.find(['"', '\'', ';', ' ', '?', ',']);
    Charset::named(&said[..end.unwrap_or(said.len())])
}

/// How many sequences of several bytes are whole in UTF-8, and how many are broken.
fn sequences(bytes: &[u8]) -> (usize, usize) {
    let mut counts = (0, 0);
    for chunk in bytes.utf8_chunks() {
        counts.0 += chunk.valid().chars().filter(|one| !one.is_ascii()).count();
        counts.1 += usize::from(!chunk.invalid().is_empty());
    }
    counts
}

#[cfg(test)]
mod tests {
    use super::*;

    const SAID: &str = "<?xml version='1.0'?><a>é – 数</a>";

    fn text(bytes: &[u8], content_type: Option<&str>) -> String {
        decode(bytes, content_type).0
    }

    fn wide(text: &str, bytes: fn(u16) -> [u8; 2]) -> Vec<u8> {
        text.encode_utf16().flat_map(bytes).collect()
    }

    #[test]
    fn utf_16_and_32_are_told_by_their_bytes_with_or_without_a_mark() {
        assert_eq!(text(&wide(SAID, u16::to_be_bytes), None), SAID);
        assert_eq!(text(&wide(SAID, u16::to_le_bytes), None), SAID);
        let marked = format!("\u{feff}{SAID}");
        assert_eq!(text(&wide(&marked, u16::to_be_bytes), None), SAID);
        let said = Some("text/xml; charset=iso-8859-1");
        assert_eq!(text(&wide(&marked, u16::to_le_bytes), said), SAID);
        let wider = |signs: &str| -> Vec<u8> {
            let signs = signs.chars();
            signs.flat_map(|one| u32::from(one).to_be_bytes()).collect()
        };
        assert_eq!(text(&wider(SAID), None), SAID);
        assert_eq!(text(&wider(&marked), None), SAID);
        assert_eq!(text(marked.as_bytes(), None), SAID);
    }

    #[test]
    fn valid_utf_8_wins_over_what_is_declared() {
        let said = SAID.replace("'1.0'", "'1.0' encoding='iso-8859-1'");
        assert_eq!(
            text(said.as_bytes(), Some("text/xml;charset=us-ascii")),
            said
        );
    }

    #[test]
    fn the_server_is_heard_before_the_document_and_old_names_are_known() {
        let document = |name: &str| {
            let mut bytes = format!("<?xml encoding=\"{name}\"?>").into_bytes();
            bytes.push(0xE4);
            bytes
        };
        assert!(text(&document("ISO-8859-1"), None).ends_with('ä'));
        assert!(text(&document("koi8-r"), None).ends_with('Д'));
        let server = Some("text/xml; charset=\"windows-1251\"");
        assert!(text(&document("koi8-r"), server).ends_with('д'));
        assert!(text(&document("no-such"), None).ends_with('ä'));
        assert!(text(&document("IBM850"), None).ends_with('õ'));
        assert!(text(&document("utf-8"), None).ends_with('ä'));
        assert!(text(b"\x93x\x94", None).contains('“'));
    }

    #[test]
    fn a_broken_sequence_does_not_spoil_the_rest() {
        let mut bytes = "é – ü".as_bytes().to_vec();
        bytes.push(0xC3);
        assert_eq!(decode(&bytes, None), ("é – ü\u{fffd}".to_owned(), 1));
    }

    #[test]
    fn what_xml_forbids_is_taken_out() {
        assert_eq!(text(b"a\0b\x1b[c\x7fd\n\xef\xbf\xbf", None), "ab[cd\n");
    }

    #[test]
    fn signs_of_windows_that_were_taken_for_latin_1_are_mended() {
        let said = "<?xml version='1.0'?><a>don\u{92}t \u{80}5\u{85} \u{81}</a>";
        let meant = "<?xml version='1.0'?><a>don’t €5… \u{81}</a>";
        assert_eq!(text(said.as_bytes(), None), meant);
    }
}

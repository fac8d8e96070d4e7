//! The names under which an entry is known again: its guid within its feed, else its link over
//! all feeds, else its words. A name is a digest, so that all of them are short.

use ring::digest::{Context, SHA256};

use crate::news::Entry;
use crate::news::link::canonical;

/// A name: the first half of a SHA-256.
pub type Name = [u8; 16];

/// Digest of some texts, kept apart by their lengths.
fn digest<'t>(texts: impl IntoIterator<Item = &'t str>) -> Name {
    let mut context = Context::new(&SHA256);
    for text in texts {
        context.update(&(text.len() as u64).to_le_bytes());
        context.update(text.as_bytes());
    }
    let digest = context.finish();
    let mut name = Name::default();
    name.copy_from_slice(&digest.as_ref()[..16]);
    name
}

/// The name that a feed's guid gives.
pub fn of_guid(feed: &str, guid: &str) -> Name {
    digest(["guid", feed, guid])
}

/// The name that a link gives; none if it leads to the front page of a site.
pub fn of_link(link: &str) -> Option<Name> {
    let canonical = canonical(link);
    let place = canonical
        .split_once("://")
        .map_or(&*canonical, |(_, place)| place);
    let tells = place.trim_end_matches('/').contains(['/', '?']);
    tells.then(|| digest(["link", &canonical]))
}

/// The name that title and text give.
pub fn of_words(entry: &Entry) -> Name {
    let paragraphs = entry.reading.paragraphs.iter().map(String::as_str);
    digest(["words", &entry.title].into_iter().chain(paragraphs))
}

/// Digest of all that an edit may change.
pub fn of_content(entry: &Entry) -> Name {
    let link = entry.link.as_deref().unwrap_or_default();
    let reading = [&entry.reading.paragraphs, &entry.reading.links];
    let reading = reading.map(|lines| lines.join("\n"));
    let texts = [&entry.title, &entry.author, link, &reading[0], &reading[1]];
    let dates = format!("{:?} {:?}", entry.published, entry.updated);
    digest(texts.into_iter().chain([dates.as_str()]))
}

/// The key of an item that was first known under this name: 24 hexadecimal digits.
pub fn key_of(name: &Name) -> String {
    hex(name)[..24].to_owned()
}

/// A name in hexadecimal digits.
pub fn hex(name: &Name) -> String {
    format!("{:032x}", u128::from_be_bytes(*name))
}

/// The name that these digits are, if they are one.
pub fn of_hex(digits: &str) -> Option<Name> {
    let whole = digits.len() == 32 && digits.bytes().all(|one| one.is_ascii_hexdigit());
    let number = whole.then(|| u128::from_str_radix(digits, 16).ok());
    number.flatten().map(u128::to_be_bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_that_lead_to_one_story_give_one_name() {
        let one = of_link("https://www.example.org/a/b?id=3");
        assert!(one.is_some());
        for same in [
            "http://www.example.org/a/b?id=3",
            "https://WWW.example.org/a/b?utm_source=feed&id=3&utm_medium=x#top",
            "https://www.example.org/a/b/?id=3",
        ] {
            assert_eq!(of_link(same), one, "{same}");
        }
        for other in [
            "https://www.example.org/a/B?id=3",
            "https://www.example.org/a/b?id=4",
        ] {
            assert_ne!(of_link(other), one, "{other}");
        }
        for front in [
            "https://www.example.org",
            "https://www.example.org/#news",
            "",
        ] {
            assert_eq!(of_link(front), None, "{front}");
        }
    }

    #[test]
    fn texts_are_kept_apart_in_a_name() {
        assert_ne!(of_guid("ab", "c"), of_guid("a", "bc"));
        let name = of_guid("https://example.org/feed", "1");
        assert_eq!(key_of(&name).len(), 24);
        assert_eq!(of_hex(&hex(&name)), Some(name));
        assert_eq!(of_hex(&"+".repeat(32)), None);
    }
}

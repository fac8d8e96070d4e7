//! An encoding by the name that a feed or its server gives it: those that browsers know, and the
//! code pages of one byte a character that came before them.

use std::borrow::Cow;

use encoding_rs::Encoding;

/// The code pages, a line each: its names, then its characters from 0x80 on.
const PAGES: &str = include_str!("pages.txt");

/// Names that browsers know under another one.
const ALIASES: [(&str, &str); 12] = [
    ("ms-ansi", "windows-1252"),
    ("ms-arab", "windows-1256"),
    ("ms-cyrl", "windows-1251"),
    ("ms-ee", "windows-1250"),
    ("ms-greek", "windows-1253"),
    ("ms-hebr", "windows-1255"),
    ("ms-turk", "windows-1254"),
    ("winbaltrim", "windows-1257"),
    ("mac-cyrillic", "x-mac-cyrillic"),
    ("maccyrillic", "x-mac-cyrillic"),
    ("mac-roman", "macintosh"),
    ("macroman", "macintosh"),
];

/// An encoding.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Charset {
    /// One that browsers know.
    Known(&'static Encoding),
    /// A code page by its characters from 0x80 on, as code points in hexadecimal.
    Page(&'static str),
}

impl Charset {
    /// The encoding of a name, in any case of letters, with hyphens or low lines.
    pub fn named(name: &str) -> Option<Self> {
        let name = name.trim().to_ascii_lowercase().replace('_', "-");
        let name = name.replace("ibm-", "ibm");
        let known = || {
            let known = ALIASES.iter().find(|(alias, _)| *alias == name);
            let known = known.map_or(&*name, |(_, known)| known);
            Encoding::for_label(known.as_bytes())
        };
        // Some names are written with low lines there: "csisolatin1" has none, "shift_jis" has.
        let written = || Encoding::for_label(name.replace('-', "_").as_bytes());
        let encoding = known().or_else(written).map(Self::Known);
        encoding.or_else(|| page(&name))
    }

    /// The text of some bytes.
    pub fn decode(self, bytes: &[u8]) -> Cow<'_, str> {
        match self {
            Self::Known(encoding) => encoding.decode_without_bom_handling(bytes).0,
            Self::Page(codes) => {
                let upper: Vec<char> = codes.split(' ').map(character).collect();
                let read = |byte: &u8| match byte.checked_sub(0x80) {
                    None => char::from(*byte),
                    Some(at) => upper.get(usize::from(at)).copied().unwrap_or(UNKNOWN),
                };
                Cow::Owned(bytes.iter().map(read).collect())
            }
        }
    }
}

/// What stands for a character that a page does not have.
const UNKNOWN: char = char::REPLACEMENT_CHARACTER;

fn character(code: &str) -> char {
    let code = u32::from_str_radix(code, 16).ok();
    code.and_then(char::from_u32).unwrap_or(UNKNOWN)
}

/// The page of a name.
fn page(name: &str) -> Option<Charset> {
    let number = ["csibm", "ibm", "cp"]
        .iter()
        .find_map(|begin| name.strip_prefix(begin));
    let number = number.filter(|rest| rest.bytes().all(|one| one.is_ascii_digit()));
    let lines = PAGES.lines().filter(|line| !line.starts_with('#'));
    let mut pages = lines.filter_map(|line| line.split_once(": "));
    let is = |names: &str, wanted: &str| names.split(' ').any(|one| one == wanted);
    let found =
        pages.find(|(names, _)| is(names, name) || number.is_some_and(|number| is(names, number)));
    found.map(|(_, codes)| Charset::Page(codes))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn first(name: &str) -> Option<char> {
        Charset::named(name)?.decode(&[0x80]).chars().next()
    }

    #[test]
    fn an_encoding_has_many_names() {
        for (name, sign) in [
            ("437", 'Ç'),
            ("IBM437", 'Ç'),
            ("cp850", 'Ç'),
            ("csPC850Multilingual", 'Ç'),
            ("csIBM855", 'ђ'),
            ("ibm-866", 'А'),
            ("cp_is", 'Ç'),
            ("cp1125", 'А'),
            ("koi8-t", 'қ'),
            ("MacTurkish", 'Ä'),
            ("macroman", 'Ä'),
            ("windows_1252", '€'),
            ("ms-cyrl", 'Ђ'),
            ("mac-cyrillic", 'А'),
            ("iso_8859-5", '\u{80}'),
        ] {
            assert_eq!(first(name), Some(sign), "{name}");
        }
        for name in ["", "cp", "ibm99999", "#", "none"] {
            assert_eq!(Charset::named(name), None, "{name}");
        }
        assert!(matches!(
            Charset::named("shift_jis"),
            Some(Charset::Known(_))
        ));
    }

    #[test]
    fn every_page_has_a_character_or_a_gap_for_every_byte() {
        let lines = PAGES.lines().filter(|line| !line.starts_with('#'));
        for (names, codes) in lines.filter_map(|line| line.split_once(": ")) {
            let all: Vec<char> = codes.split(' ').map(character).collect();
            assert_eq!(all.len(), 128, "{names}");
            assert!(!all.contains(&'\0'), "{names}");
            let gaps = codes.split(' ').filter(|code| *code == "FFFD").count();
            let unread = all.iter().filter(|one| **one == UNKNOWN).count();
            assert_eq!(gaps, unread, "{names}");
        }
    }

    #[test]
    fn a_page_is_ascii_below_its_own_characters() {
        let page = Charset::named("cp437").expect("a page");
        assert_eq!(page.decode(b"<a>\x84\xe1 & \xff</a>"), "<a>äß & \u{a0}</a>");
    }
}

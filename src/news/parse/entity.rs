//! References in XML: characters by number, the names of XML and HTML, and simple entities that
//! the document declares. Nothing is expanded twice, and not without end.

use std::collections::HashMap;

use super::decode::{is_forbidden, is_of_windows, meant};
use crate::news::html::named;

/// Entities of a document beyond this many are not read.
const MOST_NAMES: usize = 1000;

/// The longest entity that is read, in bytes.
const LONGEST: usize = 1000;

/// What entities of the document may add up to, in bytes.
const MOST_EXPANDED: usize = 1_000_000;

/// The entities of one document.
#[derive(Default)]
pub struct Entities {
    declared: HashMap<String, String>,
    expanded: usize,
}

impl Entities {
    /// Reads the declarations of a DOCTYPE: those of plain texts.
    pub fn declare(&mut self, doctype: &str) {
        for declaration in doctype.split("<!ENTITY").skip(1).take(MOST_NAMES) {
            let Some((name, rest)) = declaration.trim_start().split_once(char::is_whitespace)
            else {
                continue;
            };
            let rest = rest.trim_start();
            let quote = rest.chars().next().filter(|one| matches!(one, '"' | '\''));
            let value = quote.and_then(|quote| rest[1..].split(quote).next());
            if let Some(value) = value.filter(|value| value.len() <= LONGEST) {
                let value = Self::default().unescape(value);
                self.declared.entry(name.to_owned()).or_insert(value);
            }
        }
    }

    /// What a reference stands for, by what is between `&` and `;`; none if nobody knows.
    pub fn resolve(&mut self, name: &str) -> Option<String> {
        if let Some(number) = name.strip_prefix('#') {
            return character(number);
        }
        if let Some(value) = self.declared.get(name) {
            self.expanded += value.len();
            return (self.expanded <= MOST_EXPANDED).then(|| value.clone());
        }
        named(name).or_else(|| {
            let lower = name.to_ascii_lowercase();
            let usual = matches!(&*lower, "amp" | "lt" | "gt" | "quot" | "apos" | "nbsp");
            usual.then(|| named(&lower)).flatten()
        })
    }

    /// A text with its references resolved; what stands for nothing stays.
    pub fn unescape(&mut self, text: &str) -> String {
        let mut parts = text.split('&');
        let mut said = parts.next().unwrap_or_default().to_owned();
        for part in parts {
            let known = part
                .split_once(';')
                .and_then(|(name, rest)| Some((self.resolve(name)?, rest)));
            if let Some((value, rest)) = known {
                said.push_str(&value);
                said.push_str(rest);
            } else {
                said.push('&');
                said.push_str(part);
            }
        }
        said
    }
}

/// A character by its number; those of Windows between U+0080 and U+009F are meant as such, and
/// what XML forbids is nothing.
fn character(number: &str) -> Option<String> {
    let code = match number.strip_prefix(['x', 'X']) {
        Some(digits) => u32::from_str_radix(digits, 16).ok()?,
        None => number.parse().ok()?,
    };
    let one = char::from_u32(code).filter(|one| !is_forbidden(*one));
    let one = one.map(meant).filter(|one| !is_of_windows(*one));
    Some(one.map(String::from).unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn references_of_xml_html_windows_and_the_document_are_resolved() {
        let mut entities = Entities::default();
        entities.declare("rss [<!ENTITY nrm \"National &#82;eferral\"> <!ENTITY x SYSTEM 'y'>]");
        let said = "&amp;&AMP;&alpha;&NotEqualTilde;&eacute;&#163;&#x2013;&#150;&nrm;&x;&no such; & &;&#27;&#xFFFF;&";
        assert_eq!(
            entities.unescape(said),
            "&&α≂̸é£––National Referral&x;&no such; & &;&"
        );
    }

    #[test]
    fn entities_are_not_expanded_twice_nor_without_end() {
        let mut entities = Entities::default();
        entities.declare("[<!ENTITY a 'aaaaaaaaaa'><!ENTITY b '&a;&a;'>]");
        assert_eq!(entities.unescape("&b;"), "&a;&a;");
        let bomb = entities.unescape(&"&a;".repeat(1_000_000));
        assert!(bomb.len() < 5_000_000, "{}", bomb.len());
        entities.declare(&format!("[<!ENTITY c '{}'>]", "c".repeat(LONGEST + 1)));
        assert_eq!(entities.unescape("&c;"), "&c;");
    }
}

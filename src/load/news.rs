//! `vocabulary.toml`, the words of the news that speak of figures, and `feeds.toml`, the feeds
//! that are offered.

use std::collections::HashSet;

use crate::figures::CowStr;
use crate::figures::vocabulary::{FeedListing, Meaning, Term, Vocabulary};
use crate::problem::Problem;

use super::archive::Names;
use super::fields::{Fields, Located, document};
use super::files::FileSet;
use super::sources::web_address;

/// Reads every `vocabulary.toml`; a folder's terms are added to those before.
pub fn vocabulary(files: &FileSet, names: &Names<'_>, problems: &mut Vec<Problem>) -> Vocabulary {
    let mut terms = Vec::new();
    for file in files.at("vocabulary.toml") {
        document(file, problems, |fields| {
            fields.each("indicator", |one| {
                let id = one.located("id");
                let id = id.and_then(|id| names.indicator(one, &id));
                terms.extend(term(one, id.map(Meaning::Indicator)));
            });
            fields.each("code", |one| {
                let (dimension, code) = (one.located("dimension"), one.located("code"));
                let found = dimension.zip(code);
                let code = found.and_then(|(dimension, code)| names.cut(one, &dimension, &code));
                terms.extend(term(one, code.map(Meaning::Code)));
            });
        });
    }
    Vocabulary {
        terms: terms.into(),
    }
}

fn term(fields: &mut Fields<'_>, meaning: Option<Meaning>) -> Option<Term> {
    let [phrases, near, unless] = ["phrases", "near", "unless"].map(|name| phrases(fields, name));
    if phrases.is_empty() && !fields.has("phrases") {
        let remedy = "add phrases = [\"…\"] with the words that speak of it";
        fields.problem(fields.offset(), "\"phrases\" is missing".to_owned(), remedy);
    }
    Some(Term {
        meaning: meaning?,
        phrases,
        near,
        unless,
    })
}

/// A list of phrases: each holds a letter or digit and stands there once.
fn phrases(fields: &mut Fields<'_>, name: &'static str) -> Vec<CowStr> {
    let listed = fields.texts(name);
    if listed.is_empty() && fields.has(name) {
        let what = format!("\"{name}\" holds no phrase");
        fields.problem(fields.offset(), what, "add one, or take it out");
    }
    let mut seen = HashSet::new();
    let mut kept = Vec::with_capacity(listed.len());
    for Located { text, offset } in listed {
        if !text.contains(char::is_alphanumeric) {
            let what = format!("\"{text}\" is no phrase");
            fields.problem(offset, what, "write words, or take it out");
        } else if !seen.insert(text.to_lowercase()) {
            let what = format!("the phrase \"{text}\" stands twice");
            fields.problem(offset, what, "take one of the two out");
        } else {
            kept.push(text);
        }
    }
    kept
}

/// Reads every `feeds.toml`, in the order in which the feeds are offered.
pub fn feeds(files: &FileSet, problems: &mut Vec<Problem>) -> Vec<FeedListing> {
    let (mut feeds, mut addresses) = (Vec::new(), HashSet::new());
    for file in files.at("feeds.toml") {
        document(file, problems, |fields| {
            fields.each("feed", |one| feeds.extend(feed(one, &mut addresses)));
        });
    }
    feeds
}

fn feed(fields: &mut Fields<'_>, addresses: &mut HashSet<CowStr>) -> Option<FeedListing> {
    let (title, publisher) = (fields.text("title"), fields.text("publisher"));
    let address = fields.located("address");
    let (text, language) = (fields.text("text"), fields.text("language"));
    let words = phrases(fields, "words");
    let standing = fields.text("standing");
    let is_default = fields.flag("default").unwrap_or_default();
    let address = address?;
    web_address(fields, &address);
    if !addresses.insert(address.text.clone()) {
        let what = format!("the feed \"{}\" stands twice", address.text);
        fields.problem(address.offset, what, "take one of the two out");
        return None;
    }
    Some(FeedListing {
        title,
        publisher,
        address: address.text,
        text,
        language,
        words,
        standing,
        is_default,
    })
}

//! `sources.toml`: the publications.

use std::collections::{HashMap, HashSet};

use chrono::NaiveDate;

use crate::figures::{CowStr, Published, Source, SourceId, Standing};
use crate::problem::Problem;

use super::fields::{Fields, Located, document};
use super::files::FileSet;
use super::suggest;

/// The publications, by position and by id.
#[derive(Debug, Default)]
pub struct Sources {
    /// In the order of the file.
    pub list: Vec<Source>,
    by_id: HashMap<CowStr, SourceId>,
    /// The ids of entries that could not be read.
    refused: HashSet<CowStr>,
    /// Whether a whole file of them could not be read.
    partial: bool,
}

impl Sources {
    /// The position of the source with this id.
    pub fn find(&self, id: &str) -> Option<SourceId> {
        self.by_id.get(id).copied()
    }

    /// Whether this id may be unknown because of a mistake among the sources, which was
    /// reported there and is not reported again for every row.
    pub fn is_excused(&self, id: &str) -> bool {
        self.partial || self.refused.contains(id)
    }

    /// What to do about an unknown id.
    pub fn remedy(&self, id: &str) -> String {
        let ids = self.list.iter().map(|source| source.id.as_str());
        suggest::remedy(id, ids, "sources.toml")
    }

    /// The position of the source that a field names; an unknown one is a problem.
    pub fn named(&self, fields: &mut Fields<'_>, name: &Located) -> Option<SourceId> {
        let found = self.find(&name.text);
        if found.is_none() && !self.is_excused(&name.text) {
            let what = format!("source \"{}\" is not in sources.toml", name.text);
            fields.problem(name.offset, what, self.remedy(&name.text));
        }
        found
    }
}

/// Reads the publications of every `sources.toml`.
pub fn read(files: &FileSet, today: NaiveDate, problems: &mut Vec<Problem>) -> Sources {
    let mut sources = Sources {
        partial: files.is_unread("sources.toml"),
        ..Sources::default()
    };
    for file in files.at("sources.toml") {
        let parsed = document(file, problems, |fields| {
            fields.each("source", |one| source(one, today, &mut sources));
        });
        sources.partial |= !parsed;
    }
    sources
}

fn source(fields: &mut Fields<'_>, today: NaiveDate, sources: &mut Sources) {
    let standings = Standing::ALL.map(|standing| (standing.id(), standing));
    let id = fields.located("id");
    let title = fields.text("title");
    let publisher = fields.text("publisher");
    let standing = fields.one_of("standing", &standings);
    let date = fields.maybe("published");
    let published = match &date {
        Some(found) => fields.parse_located(found),
        None => Some(Published::Undated),
    };
    let published_note = fields.maybe_text("published-note");
    let url = fields.maybe("url");
    let Some(id) = id else {
        sources.partial = true;
        return;
    };
    let (Some(standing), Some(published)) = (standing, published) else {
        sources.refused.insert(id.text);
        return;
    };
    if let Some(date) = &date
        && published.begins_after(today)
    {
        let what = format!("\"{}\" is in the future", date.text);
        fields.problem(date.offset, what, "give the day on which it was published");
    }
    if let Some(url) = &url {
        web_address(fields, url);
    }
    let Some(position) = position(fields, sources, &id) else {
        return;
    };
    sources.by_id.insert(id.text.clone(), position);
    sources.list.push(Source {
        id: id.text,
        title,
        publisher,
        standing,
        published,
        published_note,
        url: url.map(|url| url.text),
    });
}

/// The position of the next source; none if there is one of its name, or no room for it.
fn position(fields: &mut Fields<'_>, sources: &mut Sources, id: &Located) -> Option<SourceId> {
    if sources.by_id.contains_key(&id.text) {
        let what = format!("source \"{}\" stands twice", id.text);
        fields.problem(id.offset, what, "give one of the two another id");
        return None;
    }
    let position = u16::try_from(sources.list.len()).ok();
    if position.is_none() {
        let what = format!(
            "source \"{}\" is one too many: 65,536 are told apart",
            id.text
        );
        fields.problem(id.offset, what, "leave out those of which nothing is taken");
        sources.refused.insert(id.text.clone());
    }
    position.map(SourceId)
}

/// Notes an address that is none of the web.
pub fn web_address(fields: &mut Fields<'_>, url: &Located) {
    let is_one = ["https://", "http://"].map(|begin| url.text.starts_with(begin));
    if !is_one.contains(&true) {
        let what = format!("\"{}\" is no web address", url.text);
        fields.problem(url.offset, what, "begin it with https://");
    } else if has_login(&url.text) {
        let what = "the address has a name or password before its host".to_owned();
        let remedy = "take it out: whoever reads the record sees it";
        fields.problem(url.offset, what, remedy);
    }
}

/// Whether something stands before the host of a web address, which nobody else should read.
fn has_login(url: &str) -> bool {
    let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
    let host = rest.split(['/', '?', '#', '\\']).next();
    host.is_some_and(|host| host.contains('@'))
}

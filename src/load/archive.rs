//! The archive beside the figures: events, articles, conflicts and help lines.

use std::collections::BTreeSet;

use crate::figures::record::SeriesRef;
use crate::figures::{
    Article, Code, Conflict, CowStr, DimensionId, Event, EventKind, Helpline, Indicator,
    IndicatorId, Period, Published, SeriesKey,
};
use crate::problem::Problem;

use super::Context;
use super::claims::claim;
use super::fields::{Fields, Located, document};
use super::files::FileSet;
use super::suggest;

/// What the archive is read against.
pub struct Names<'n> {
    /// Codelists and sources.
    pub context: &'n Context,
    /// The indicators, ordered by id.
    pub indicators: &'n [Indicator],
    /// The ids of those that were not read, or not whole; mistakes in their files were
    /// reported there and are not reported again where they are named.
    pub incomplete: &'n BTreeSet<CowStr>,
}

impl Names<'_> {
    /// The indicator that a field names; an unknown one is a problem.
    pub fn indicator(&self, fields: &mut Fields<'_>, name: &Located) -> Option<IndicatorId> {
        let found = self.indicators.iter().position(|one| one.id == name.text);
        if found.is_none() && !self.incomplete.contains(&name.text) {
            let known = self.indicators.iter().map(|one| &one.id);
            let known = known.chain(self.incomplete).map(CowStr::as_str);
            let remedy = suggest::remedy(&name.text, known, "indicators/");
            let what = format!("indicator \"{}\" is unknown", name.text);
            fields.problem(name.offset, what, remedy);
        }
        found.map(IndicatorId::at)
    }

    /// The series in the fields `indicator`, `geography` and `key`.
    pub fn series(&self, fields: &mut Fields<'_>) -> Option<SeriesRef> {
        let name = fields.located("indicator");
        let id = name.as_ref().and_then(|name| self.indicator(fields, name));
        let key = self.key(fields);
        let (name, id, key) = (name?, id?, key?);
        let found = self.indicators[usize::from(id.0)].series(&key);
        if found.is_none() && !self.incomplete.contains(&name.text) {
            let series = self.context.lists.codelists.key_code(&key);
            let what = format!("indicator \"{}\" has no series {series}", name.text);
            let remedy = format!("compare with the rows of indicators/{}.csv", name.text);
            fields.problem(name.offset, what, remedy);
        }
        found.map(|_| SeriesRef { indicator: id, key })
    }

    /// The key in the fields `geography` and `key = { dimension = "code" }`.
    pub fn key(&self, fields: &mut Fields<'_>) -> Option<SeriesKey> {
        let name = fields.located("geography")?;
        let geography = self.code(fields, DimensionId::GEOGRAPHY, &name);
        let mut cuts = Vec::new();
        fields.inside("key", |one| {
            for (dimension, code) in one.pairs() {
                cuts.push(self.cut(one, &dimension, &code));
            }
        });
        let cuts: Option<Vec<_>> = cuts.into_iter().collect();
        Some(SeriesKey::new(geography?, cuts?))
    }

    /// The code of a dimension, both by name.
    pub fn cut(
        &self,
        fields: &mut Fields<'_>,
        dimension: &Located,
        code: &Located,
    ) -> Option<Code> {
        let codelists = &self.context.lists.codelists;
        let Some(found) = codelists.find_dimension(&dimension.text) else {
            if self.context.lists.partial {
                return None;
            }
            let known = codelists.dimensions.iter().map(|one| one.id.as_str());
            let remedy = suggest::remedy(&dimension.text, known, "codelists.toml");
            let what = format!("dimension \"{}\" is unknown", dimension.text);
            fields.problem(dimension.offset, what, remedy);
            return None;
        };
        self.code(fields, found, code)
    }

    fn code(
        &self,
        fields: &mut Fields<'_>,
        dimension: DimensionId,
        name: &Located,
    ) -> Option<Code> {
        let lists = &self.context.lists;
        let found = lists.code(dimension, &name.text);
        if found.is_none() && !lists.partial {
            let title = &lists.codelists.dimension(dimension).id;
            let what = format!("{title} \"{}\" is not in codelists.toml", name.text);
            let known = lists.code_ids(dimension);
            let remedy = suggest::remedy(&name.text, known, "codelists.toml");
            fields.problem(name.offset, what, remedy);
        }
        found
    }
}

fn periods(fields: &mut Fields<'_>, name: &'static str) -> Vec<Period> {
    let texts = fields.texts(name);
    let read = |text| fields.parse_located(text);
    texts.iter().filter_map(read).collect()
}

/// Reads `events.toml`, oldest first.
pub fn events(files: &FileSet, names: &Names<'_>, problems: &mut Vec<Problem>) -> Vec<Event> {
    let mut events = Vec::new();
    for file in files.at("events.toml") {
        document(file, problems, |fields| {
            fields.each("event", |one| events.extend(event(one, names)));
        });
    }
    events.sort_by_key(|event: &Event| event.date.known_from());
    events
}

fn event(fields: &mut Fields<'_>, names: &Names<'_>) -> Option<Event> {
    let date: Option<Published> = fields.parsed("date");
    let kind = fields.one_of("kind", &EventKind::ALL);
    let title = fields.text("title");
    let text = fields.text("text");
    let publisher = fields.text("publisher");
    let url = fields.maybe_text("url");
    let source = fields.maybe("source");
    let source = source.and_then(|name| names.context.sources.named(fields, &name));
    let about = periods(fields, "about");
    let indicators = indicators(fields, names);
    Some(Event {
        date: date?,
        kind: kind?,
        title,
        text,
        publisher,
        url,
        source,
        about,
        indicators,
    })
}

fn indicators(fields: &mut Fields<'_>, names: &Names<'_>) -> Vec<IndicatorId> {
    let listed = fields.texts("indicators");
    let read = |name| names.indicator(fields, name);
    listed.iter().filter_map(read).collect()
}

/// Reads `articles/`, oldest first.
pub fn articles(files: &FileSet, names: &Names<'_>, problems: &mut Vec<Problem>) -> Vec<Article> {
    let mut articles = Vec::new();
    for file in files.latest_in("articles/", ".toml") {
        document(file, problems, |fields| {
            articles.extend(article(fields, names));
        });
    }
    articles.sort_by_key(|article: &Article| article.date.known_from());
    articles
}

fn article(fields: &mut Fields<'_>, names: &Names<'_>) -> Option<Article> {
    let id = fields.id_of_file();
    let source = fields.located("source");
    let source = source.and_then(|name| names.context.sources.named(fields, &name));
    let date: Option<Published> = fields.parsed("date");
    let title = fields.text("title");
    let text = fields.texts("text").into_iter().map(|part| part.text);
    let text: Vec<CowStr> = text.collect();
    let about = periods(fields, "about");
    let mut claims = Vec::new();
    fields.each("claim", |one| claims.extend(claim(one, names)));
    Some(Article {
        id,
        source: source?,
        date: date?,
        title,
        text: text.into(),
        about,
        claims: claims.into(),
    })
}

/// Reads `conflicts.toml`.
pub fn conflicts(files: &FileSet, names: &Names<'_>, problems: &mut Vec<Problem>) -> Vec<Conflict> {
    let mut conflicts = Vec::new();
    for file in files.at("conflicts.toml") {
        document(file, problems, |fields| {
            fields.each("conflict", |one| {
                conflicts.push(Conflict {
                    id: one.text("id"),
                    title: one.text("title"),
                    text: one.text("text"),
                    indicators: indicators(one, names),
                    periods: periods(one, "periods"),
                });
            });
        });
    }
    conflicts
}

/// Reads `helplines.toml`.
pub fn helplines(files: &FileSet, problems: &mut Vec<Problem>) -> Vec<Helpline> {
    let mut helplines = Vec::new();
    for file in files.at("helplines.toml") {
        document(file, problems, |fields| {
            fields.each("helpline", |one| {
                let (name, phone, text) = (one.text("name"), one.text("phone"), one.text("text"));
                let url = one.maybe_text("url");
                let checked = one.day("checked");
                let source = one.text("source");
                helplines.extend(checked.map(|checked| Helpline {
                    name,
                    phone,
                    text,
                    url,
                    checked,
                    source,
                }));
            });
        });
    }
    helplines
}

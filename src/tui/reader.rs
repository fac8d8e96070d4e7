//! What is asked of the news archive, and when: after each event the reader compares what the
//! screen needs with what was asked last. Nothing is asked twice, and nothing while there is no
//! archive.

use std::collections::BTreeSet;

use crate::figures::AsOf;
use crate::news::Query;
use crate::news::kept::ItemId;
use crate::present::pages::news;
use crate::tui::ask::{Ask, Nearby, Told};
use crate::tui::model::Model;

/// What a view shows of the archive's items.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Needs {
    /// The items whose lines are on screen or near it.
    pub lines: Vec<ItemId>,
    /// The item that is read.
    pub read: Option<ItemId>,
}

/// What was asked of the archive so far.
#[derive(Debug, Default)]
pub struct Reader {
    /// Whether there are feeds, so that there is anything to ask.
    is_open: bool,
    query: Option<Query>,
    lines: BTreeSet<ItemId>,
    read: Option<ItemId>,
    about: Option<Nearby>,
}

impl Reader {
    /// What is to be asked now.
    pub fn asks(&mut self, model: &Model, needs: Option<Needs>) -> Vec<Ask> {
        if !self.is_open {
            return Vec::new();
        }
        let mut asks = Vec::new();
        let query = wanted(model);
        if self.query.as_ref() != Some(&query) {
            self.query = Some(query.clone());
            asks.push(Ask::Find(query));
        }
        let about = Nearby {
            period: model.scope.period,
            as_of: model.scope.as_of,
        };
        if self.about != Some(about) {
            self.about = Some(about);
            asks.push(Ask::About(about));
        }
        let Some(needs) = needs else {
            return asks;
        };
        let missing: Vec<ItemId> = needs
            .lines
            .iter()
            .copied()
            .filter(|id| !self.lines.contains(id))
            .collect();
        if !missing.is_empty() {
            self.lines.extend(missing.iter().copied());
            asks.push(Ask::Lines(missing));
        }
        if self.read != needs.read {
            self.read = needs.read;
            asks.extend(needs.read.map(Ask::Read));
        }
        asks
    }

    /// Takes in what was told; says whether it changed what is shown.
    pub fn told(&mut self, told: Told, model: &mut Model) -> bool {
        let shelf = &mut model.shelf;
        match told {
            Told::Feeds(feeds) => {
                self.is_open = !feeds.subscriptions.is_empty() || !feeds.marks.is_empty();
                shelf.subscriptions = feeds.subscriptions;
                shelf.clock = feeds.clock;
                let marks = feeds.marks.into_iter();
                shelf.marks = marks
                    .map(|(id, marks)| (format!("record:{id}"), marks))
                    .collect();
            }
            Told::Found(query, found) => {
                if self.query.as_ref() != Some(&query) {
                    return false;
                }
                shelf.found = found;
            }
            Told::Lines(lines) => {
                for line in lines {
                    shelf.headlines.insert(line.id, line);
                }
            }
            Told::Read(open) => shelf.open = open,
            Told::About(nearby, items, counts) => {
                if self.about != Some(nearby) {
                    return false;
                }
                shelf.nearby = items;
                shelf.about = counts.into_iter().collect();
            }
            Told::Changed => {
                // Lines that are there stay on screen until new ones come.
                *self = Self {
                    is_open: true,
                    ..Self::default()
                };
            }
            Told::Fetching { .. } | Told::Fetched(..) | Told::Failed(_) => return false,
        }
        true
    }
}

/// What is looked for in the archive: what passes the filter and was out on the day.
fn wanted(model: &Model) -> Query {
    let mut query = news::query(&model.scope, &model.dataset).unwrap_or_default();
    if let AsOf::On(day) = model.scope.as_of {
        query.until = Some(query.until.map_or(day, |until| until.min(day)));
    }
    query
}

//! What is asked of the news archive, and when: after each event the reader compares what the
//! screen needs with what was asked last. Nothing is asked twice, and nothing while there is no
//! archive.

use std::collections::BTreeSet;

use crate::figures::AsOf;
use crate::news::Query;
use crate::news::kept::{ItemId, ItemKey};
use crate::news::shelf::Shelf;
use crate::present::pages::news;
use crate::tui::ask::{Ask, Extent, Feeds, Nearby, Told};
use crate::tui::model::Model;

/// What a view shows of the archive's items.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Needs {
    /// The items whose lines are on screen or near it.
    pub lines: Vec<ItemId>,
    /// The item that is read.
    pub read: Option<ItemId>,
}

/// So many lines are remembered; of more, only those near the screen.
const REMEMBERED: usize = 3000;

/// What was asked of the archive so far.
#[derive(Debug, Default)]
pub struct Reader {
    /// Whether the archive holds or awaits anything, so that there is anything to ask.
    is_open: bool,
    query: Option<Query>,
    /// What all that is listed was found for; none while that is only the newest of it.
    listed: Option<Query>,
    /// The items whose lines the screen needed last.
    near: BTreeSet<ItemId>,
    lines: BTreeSet<ItemId>,
    read: Option<ItemId>,
    about: Option<Nearby>,
    /// How many records came against which the archive does not hold news yet.
    awaited: usize,
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
            asks.push(Ask::Find(query.clone()));
        }
        let period = model.scope.period;
        let about = Nearby {
            period,
            as_of: model.scope.as_of,
            query: Query {
                // Those that pass another period are told apart by the panel.
                about: query.about.or(Some(period)),
                ..query
            },
        };
        if self.about.as_ref() != Some(&about) {
            self.about = Some(about.clone());
            asks.push(Ask::About(about));
        }
        let Some(needs) = needs else {
            return asks;
        };
        self.near = needs.lines.iter().copied().collect();
        let lines = needs.lines.into_iter();
        let missing: Vec<ItemId> = lines.filter(|id| !self.lines.contains(id)).collect();
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
            Told::Record => {
                self.awaited = self.awaited.saturating_sub(1);
                return false;
            }
            // What was asked before another record came speaks of the figures of the one before.
            Told::Lines(_) | Told::Read(_) | Told::About(..) if self.awaited > 0 => return false,
            Told::Feeds(feeds) => self.take_feeds(feeds, shelf),
            Told::Found(query, found, extent) => {
                // The newest alone would take the place of a whole list and of what is selected.
                let is_less = extent == Extent::First && self.listed.as_ref() == Some(&query);
                if self.query.as_ref() != Some(&query) || is_less {
                    return false;
                }
                shelf.found = found;
                self.listed = (extent == Extent::Whole).then_some(query);
            }
            Told::Lines(lines) => {
                let lines = lines.into_iter().map(|line| (line.headline.id, line));
                shelf.lines.extend(lines);
                if shelf.lines.len() > REMEMBERED {
                    shelf.lines.retain(|id, _| self.near.contains(id));
                    self.lines.retain(|id| self.near.contains(id));
                }
            }
            Told::Read(open) => shelf.open = open,
            Told::About(nearby, items, counts) => {
                if self.about.as_ref() != Some(&nearby) {
                    return false;
                }
                shelf.nearby = items;
                shelf.about = counts.into_iter().collect();
            }
            Told::Changed => self.ask_again(),
            Told::NextUnread(_) | Told::Fetching(_) | Told::Fetched(_) | Told::Failed(_) => {
                return false;
            }
        }
        true
    }

    /// News are to be held against another record.
    pub fn await_record(&mut self) {
        self.awaited += 1;
        self.ask_again();
    }

    /// What was told may not hold any more. Lines that are there stay on screen until new ones
    /// come.
    fn ask_again(&mut self) {
        *self = Self {
            awaited: self.awaited,
            is_open: self.is_open,
            listed: self.listed.take(),
            ..Self::default()
        };
    }

    fn take_feeds(&mut self, feeds: Feeds, shelf: &mut Shelf) {
        let follows = !feeds.subscriptions.is_empty();
        self.is_open = follows || feeds.has_items || !feeds.marks.is_empty();
        if !self.is_open {
            *self = Self {
                awaited: self.awaited,
                ..Self::default()
            };
            *shelf = Shelf::default();
        }
        shelf.subscriptions = feeds.subscriptions;
        shelf.clock = feeds.clock;
        let marks = feeds.marks.into_iter();
        shelf.marks = marks
            .map(|(id, marks)| (ItemKey::of_record(&id).0, marks))
            .collect();
    }
}

/// What is looked for in the archive: what passes the filter and was out on the day.
pub fn wanted(model: &Model) -> Query {
    let (mut query, _) = news::query(&model.scope, &model.dataset);
    if let AsOf::On(day) = model.scope.as_of {
        query.until = Some(query.until.map_or(day, |until| until.min(day)));
    }
    query
}

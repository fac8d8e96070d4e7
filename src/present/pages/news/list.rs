//! The list of the news: the record's own items among those that feeds brought, newest first.
//! The two are never copied into one: of the few own items the places are known, so that a list
//! of a hundred thousand costs no more than a short one.

use std::borrow::Cow;

use crate::figures::Dataset;
use crate::news::shelf::Found;

use super::{Item, Which};

/// The items that are listed, newest first.
#[derive(Clone, Debug)]
pub struct List<'d> {
    /// The record's own items with their places, in order.
    own: Vec<(usize, Item<'d>)>,
    /// What feeds brought, in order.
    brought: Cow<'d, [Found]>,
}

impl<'d> List<'d> {
    /// A list of two that are each sorted newest first; of equals the record's own come first.
    pub(super) fn new(own: Vec<Item<'d>>, brought: Cow<'d, [Found]>, dataset: &Dataset) -> Self {
        let place = |(before, item): (usize, Item<'d>)| {
            let moment = item.moment(dataset);
            let newer = brought.partition_point(|one| one.date > moment);
            (before + newer, item)
        };
        Self {
            own: own.into_iter().enumerate().map(place).collect(),
            brought,
        }
    }

    /// How many items there are.
    pub fn len(&self) -> usize {
        self.own.len() + self.brought.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The item at a place.
    pub fn get(&self, at: usize) -> Option<Item<'d>> {
        let before = self.own.partition_point(|(place, _)| *place < at);
        match self.own.get(before) {
            Some((place, item)) if *place == at => Some(*item),
            _ => self.brought.get(at - before).copied().map(Item::Feed),
        }
    }

    /// The items from a place on.
    pub fn iter_from(&self, at: usize) -> impl Iterator<Item = Item<'d>> + '_ {
        (at..self.len()).map_while(|at| self.get(at))
    }

    /// All items.
    pub fn iter(&self) -> impl Iterator<Item = Item<'d>> + '_ {
        self.iter_from(0)
    }

    /// The record's own items with their places.
    pub fn own(&self) -> &[(usize, Item<'d>)] {
        &self.own
    }

    /// The place of an item.
    pub fn position(&self, which: &Which) -> Option<usize> {
        let Which::Feed(id) = which else {
            let mut own = self.own.iter();
            return own
                .find(|(_, item)| item.which() == *which)
                .map(|(place, _)| *place);
        };
        let at = self.brought.iter().position(|one| one.id == *id)?;
        let mut before = 0;
        while self
            .own
            .get(before)
            .is_some_and(|(place, _)| place - before <= at)
        {
            before += 1;
        }
        Some(at + before)
    }
}

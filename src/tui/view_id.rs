//! The views by name: the one table that tabs, digits, actions and the command line read.

/// A view of the dashboard, in the order of [`VIEWS`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ViewId {
    /// The headline figures.
    Overview,
    /// Potential victims.
    Victims,
    /// Organised crime groups.
    Groups,
    /// Suspects, defendants and convictions.
    Justice,
    /// News and the claims it makes.
    News,
    /// Several series side by side.
    Compare,
    /// First and later values.
    Revisions,
    /// Publications.
    Sources,
    /// Observations.
    Data,
}

/// What is said of a view outside of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ViewRow {
    /// The view.
    pub id: ViewId,
    /// The digit that opens it.
    pub digit: char,
    /// Its name in commands, settings and file names.
    pub name: &'static str,
    /// Its title on its tab.
    pub title: &'static str,
    /// What it shows, in one line.
    pub shows: &'static str,
}

/// Every view, in the order of the tabs. The digit 0 is free.
pub const VIEWS: &[ViewRow] = &[
    ViewRow {
        id: ViewId::Overview,
        digit: '1',
        name: "overview",
        title: "Overview",
        shows: "the headline figures, victims by year, gauges and the news",
    },
    ViewRow {
        id: ViewId::Victims,
        digit: '2',
        name: "victims",
        title: "Victims",
        shows: "potential victims by period, age, sex, exploitation and nationality",
    },
    ViewRow {
        id: ViewId::Groups,
        digit: '3',
        name: "groups",
        title: "Groups",
        shows: "organised crime groups and, apart from them, operations and offences",
    },
    ViewRow {
        id: ViewId::Justice,
        digit: '4',
        name: "justice",
        title: "Justice",
        shows: "suspects referred, defendants charged, prosecuted and convicted",
    },
    ViewRow {
        id: ViewId::News,
        digit: '5',
        name: "news",
        title: "News",
        shows: "news, what it claims and what the record says of that",
    },
    ViewRow {
        id: ViewId::Compare,
        digit: '6',
        name: "compare",
        title: "Compare",
        shows: "up to four series as values or as an index, and what cannot be compared",
    },
    ViewRow {
        id: ViewId::Revisions,
        digit: '7',
        name: "revisions",
        title: "Revisions",
        shows: "what each publication gave for a period, and how far first values were off",
    },
    ViewRow {
        id: ViewId::Sources,
        digit: '8',
        name: "sources",
        title: "Sources",
        shows: "every publication, what it gave, its standing and its age",
    },
    ViewRow {
        id: ViewId::Data,
        digit: '9',
        name: "data",
        title: "Data",
        shows: "every observation as a table",
    },
];

impl ViewId {
    /// What is said of this view.
    pub fn row(self) -> &'static ViewRow {
        &VIEWS[self as usize]
    }

    /// The view of this name, if there is one.
    pub fn parse(name: &str) -> Option<Self> {
        VIEWS.iter().find(|row| row.name == name).map(|row| row.id)
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;
    use crate::tui::action::{ACTIONS, Action};

    #[test]
    fn names_and_digits_are_unique() {
        let names: HashSet<_> = VIEWS.iter().map(|row| row.name).collect();
        let digits: HashSet<_> = VIEWS.iter().map(|row| row.digit).collect();
        assert_eq!((names.len(), digits.len()), (VIEWS.len(), VIEWS.len()));
    }

    #[test]
    fn each_view_opens_by_an_action_on_its_digit() {
        for view in VIEWS {
            let action = ACTIONS
                .iter()
                .find(|row| row.action == Action::View(view.id))
                .expect("an action for the view");
            assert_eq!(action.keys, [view.digit.to_string()]);
            assert_eq!(action.name, format!("view-{}", view.name));
            assert_eq!(ViewId::parse(view.name), Some(view.id));
            assert_eq!(view.id.row(), view);
        }
    }
}

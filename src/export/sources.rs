//! The publications that were known by a day, one row each.

use crate::figures::{AsOf, Dataset, Source, SourceId, Standing};

use super::field::{self, Field, Kind};
use super::{Entry, Sheet};

/// The publications known by a day in the order of the record, with the number of values
/// that each gave.
pub fn known(dataset: &Dataset, as_of: AsOf) -> Vec<(&Source, usize)> {
    let given = dataset.values_by_source();
    let values = |id: SourceId| given[usize::from(id.0)];
    dataset
        .sources()
        .filter(|(_, one)| as_of.knows(dataset.known_from(one)))
        .map(|(id, one)| (one, values(id)))
        .collect()
}

/// The sheet of the publications known by a day.
pub fn sheet(dataset: &Dataset, as_of: AsOf) -> Sheet {
    let row = |(source, values): (&Source, usize)| {
        vec![
            Entry::text(&source.id),
            Entry::text(&source.title),
            Entry::text(&source.publisher),
            Entry::text(source.standing.id()),
            Entry::text(source.published.code()),
            Entry::optional(source.published_note.as_deref()),
            Entry::day(dataset.known_from(source)),
            Entry::optional(source.url.as_deref()),
            Entry::count(values),
        ]
    };
    Sheet {
        name: "sources",
        title: "Publications, one row each".to_owned(),
        columns: columns(),
        rows: known(dataset, as_of).into_iter().map(row).collect(),
    }
}

fn columns() -> Vec<Field> {
    let standings = Standing::ALL.iter().map(|one| one.id()).collect();
    let [source, title, publisher] = field::publication();
    let title = Field {
        name: "title".to_owned(),
        ..title
    };
    vec![
        source,
        title,
        publisher,
        Field::always(
            "standing",
            Kind::OneOf(standings),
            "How near to the publisher it was read.",
        ),
        field::published(),
        Field::sometimes(
            "published_note",
            Kind::Text,
            "How the day of the publication is known.",
        ),
        Field::always(
            "known_from",
            Kind::Day,
            "The first day on which it is certain to have been known.",
        ),
        field::url(),
        Field::always(
            "values",
            Kind::Count,
            "How many values the record has of it.",
        ),
    ]
}

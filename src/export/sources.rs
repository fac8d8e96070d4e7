//! The publications that were known by a day, one row each.

use crate::figures::{AsOf, Dataset, Source, SourceId};

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
    let columns = [
        "source",
        "title",
        "publisher",
        "standing",
        "published",
        "published_note",
        "known_from",
        "url",
        "values",
    ];
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
        columns: columns.map(str::to_owned).to_vec(),
        rows: known(dataset, as_of).into_iter().map(row).collect(),
    }
}

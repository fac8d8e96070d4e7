//! The columns of a sheet: what each is called, what stands in it, and what that means. The
//! header of a CSV file and the description beside it are both made from these.

/// A column of a [`Sheet`](super::Sheet).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Field {
    /// Its name, unique in its sheet.
    pub name: String,
    /// What stands in it.
    pub kind: Kind,
    /// What that means, in a sentence or two.
    pub says: String,
    /// Whether it may be empty.
    pub filled: Filled,
}

/// What stands in a column.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Words.
    Text,
    /// One of these words.
    OneOf(Vec<&'static str>),
    /// Some of these words, or any if there are none here, with a space between.
    Several(Vec<&'static str>),
    /// A number as it was published.
    Number,
    /// A number of things.
    Count,
    /// A day as `2012-10-18`.
    Day,
    /// `true` or `false`.
    Flag,
    /// A web address.
    Address,
}

/// Whether a column may be empty.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Filled {
    /// In every row something stands in it.
    Always,
    /// In some rows nothing does.
    Sometimes,
}

impl Field {
    /// A column in which something stands in every row.
    pub fn always(name: &str, kind: Kind, says: &str) -> Self {
        Self {
            name: name.to_owned(),
            kind,
            says: says.to_owned(),
            filled: Filled::Always,
        }
    }

    /// A column that is empty in some rows.
    pub fn sometimes(name: &str, kind: Kind, says: &str) -> Self {
        Self {
            filled: Filled::Sometimes,
            ..Self::always(name, kind, says)
        }
    }

    /// The same column, empty in some rows.
    #[must_use]
    pub fn or_empty(self) -> Self {
        Self {
            filled: Filled::Sometimes,
            ..self
        }
    }
}

/// The columns that name the publication of a figure, in the order in which they stand.
pub fn publication() -> [Field; 3] {
    [
        Field::always(
            "source",
            Kind::Text,
            "The publication, by its id in the record.",
        ),
        Field::always("source_title", Kind::Text, "The title of the publication."),
        Field::always("publisher", Kind::Text, "Who published it."),
    ]
}

/// When a publication came out.
pub fn published() -> Field {
    Field::sometimes(
        "published",
        Kind::Text,
        "The day of the publication as exactly as its page shows it: 2012-10-18, 2012-10 or \
         2012; empty if it shows none.",
    )
}

/// Where a publication can be read.
pub fn url() -> Field {
    Field::sometimes(
        "url",
        Kind::Address,
        "The address of the publication; empty if none is known.",
    )
}

/// A period in the form of data files.
pub fn period(name: &str, whose: &str) -> Field {
    let says = format!(
        "{whose}: 2011, 2011/12 (April to March), 2011Q3, 2012-10, or a span of months or days \
         such as 2009-04..2012-12."
    );
    Field::always(name, Kind::Text, &says)
}

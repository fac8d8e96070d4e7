//! A feed that the user chose.

/// A feed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Feed {
    /// Its http or https address.
    pub address: String,
    /// What the user calls it; what it calls itself until the user says.
    pub title: String,
    /// Only entries that contain one of these words or phrases are kept; all if there are none.
    pub words: Vec<String>,
}

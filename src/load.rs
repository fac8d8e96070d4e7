//! Data files in, data set or problems out.

use crate::figures::Dataset;

/// What came of loading.
#[derive(Debug, Default)]
pub struct Loaded {
    /// The data set, if it could be built.
    pub dataset: Option<Dataset>,
    /// Everything that is wrong.
    pub problems: Vec<String>,
}

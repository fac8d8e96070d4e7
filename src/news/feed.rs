//! A feed that the user chose.

use crate::figures::FeedListing;

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

/// As the record offers it.
impl From<&FeedListing> for Feed {
    fn from(offer: &FeedListing) -> Self {
        Self {
            address: String::from(&offer.address),
            title: String::from(&offer.title),
            words: offer.words.iter().map(String::from).collect(),
        }
    }
}

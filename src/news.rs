//! What feeds bring: entries cleaned where they enter, what they are about, and what is looked
//! for among them. Nothing here knows a file, a clock or the network.

pub mod about;
pub mod entry;
pub mod feed;
pub mod html;
pub mod kept;
pub mod link;
pub mod moment;
pub mod numbers;
pub mod opml;
pub mod parse;
pub mod periods;
pub mod query;
pub mod shelf;
pub mod words;

pub use entry::{About, Channel, Entry, Reading};
pub use feed::Feed;
pub use moment::Moment;
pub use query::Query;

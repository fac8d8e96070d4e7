//! The pages, one file a view: each a pure function of the data set and the scope.

pub mod compare;
pub mod data;
pub mod news;
pub mod overview;
pub mod provenance;
pub mod revisions;
pub mod sources;
pub mod topic;

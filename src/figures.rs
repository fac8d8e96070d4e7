//! The statistical model: what was published, for which period, by whom and when.
//!
//! The words are those of the field (SDMX, ALFRED, GSIM):
//!
//! - an [`Indicator`] is a defined quantity with one unit and one unit type;
//! - a [`Series`] is an indicator at one code of each of its dimensions (a [`SeriesKey`]);
//! - an [`Observation`] is one value for one [`Period`] as one [`Source`] gave it;
//! - a [`Cell`] is all that was published for one series and period, and the one
//!   observation that stands [as of](AsOf) a day;
//! - a [`Dataset`] is everything that was loaded.
//!
//! Nothing here knows a file, a clock or a terminal.

pub mod claim;
pub mod codelist;
pub mod cow_str;
pub mod dataset;
pub mod day;
pub mod indicator;
pub mod later;
pub mod observation;
pub mod period;
pub mod record;
pub mod series;
pub mod source;
#[cfg(test)]
pub mod testing;
pub mod value;
pub mod vintage;
pub mod vocabulary;

pub use codelist::{Code, Codelists, Dimension, DimensionId, SeriesKey};
pub use cow_str::CowStr;
pub use dataset::{Conflict, Dataset, FigureRef};
pub use indicator::{Break, BreakEffect, Indicator, IndicatorId, Measure, Topic, Unit, UnitType};
pub use later::Later;
pub use observation::{ObsStatus, Observation, StatusSet};
pub use period::{Period, PeriodKind};
pub use record::{Article, CellTable, Event, EventKind, Helpline};
pub use series::{Segment, Series};
pub use source::{Published, Source, SourceId, Standing};
pub use value::{Decimal, Qualifier, Quantity, Value};
pub use vintage::{AsOf, Cell, Vintage};
pub use vocabulary::{FeedListing, Meaning, Term, Vocabulary};

//! An observation: one value for one period, as one publication gave it.

use serde::{Deserialize, Serialize};

use super::period::Period;
use super::source::SourceId;
use super::value::Value;
use super::vintage::Vintage;

/// What a publication says of a value (after SDMX `CL_OBS_STATUS`).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ObsStatus {
    /// The publication gives the value as first published.
    Initial,
    /// The publication gives the value as a revision of an earlier one.
    Revised,
    /// An estimate.
    Estimated,
    /// Expected to be revised.
    Provisional,
    /// The value covers only part of its period.
    PartPeriod,
    /// The value was counted by another definition than its neighbours.
    DefinitionDiffers,
}

impl ObsStatus {
    /// Every status in the order in which marks are printed.
    pub const ALL: [Self; 6] = [
        Self::Initial,
        Self::Revised,
        Self::Estimated,
        Self::Provisional,
        Self::PartPeriod,
        Self::DefinitionDiffers,
    ];

    /// The id used in data files.
    pub const fn id(self) -> &'static str {
        match self {
            Self::Initial => "initial",
            Self::Revised => "revised",
            Self::Estimated => "estimated",
            Self::Provisional => "provisional",
            Self::PartPeriod => "part-period",
            Self::DefinitionDiffers => "definition-differs",
        }
    }

    /// The mark printed beside the value (Government Analysis Function shorthand); an
    /// initial value carries none.
    pub const fn mark(self) -> &'static str {
        match self {
            Self::Initial => "",
            Self::Revised => "[r]",
            Self::Estimated => "[e]",
            Self::Provisional => "[p]",
            Self::PartPeriod => "[part]",
            Self::DefinitionDiffers => "[d]",
        }
    }

    /// The mark in words.
    pub const fn words(self) -> &'static str {
        match self {
            Self::Initial => "as first published",
            Self::Revised => "revised",
            Self::Estimated => "estimated",
            Self::Provisional => "provisional",
            Self::PartPeriod => "part of the period",
            Self::DefinitionDiffers => "another definition",
        }
    }
}

/// A set of [`ObsStatus`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct StatusSet(u8);

impl StatusSet {
    /// The set with one more status.
    #[must_use]
    pub const fn with(self, status: ObsStatus) -> Self {
        Self(self.0 | 1 << status as u8)
    }

    /// Whether the status is in the set.
    pub const fn has(self, status: ObsStatus) -> bool {
        self.0 & (1 << status as u8) != 0
    }

    /// The statuses of the set, in the order of [`ObsStatus::ALL`].
    pub fn iter(self) -> impl Iterator<Item = ObsStatus> {
        ObsStatus::ALL
            .into_iter()
            .filter(move |status| self.has(*status))
    }
}

/// One published value.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Observation {
    /// What it is about in time.
    pub period: Period,
    /// The value as printed.
    pub value: Value,
    /// What its publication says of it.
    pub status: StatusSet,
    /// The publication.
    pub source: SourceId,
    /// When and how the publication became known.
    pub vintage: Vintage,
    /// A remark on this value alone.
    pub note: Option<Box<str>>,
}

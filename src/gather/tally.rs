//! What came of many feeds and what went after them, counted and told in one sentence.

use std::fmt;

use super::Gathered;
use crate::archive::{Archive, ArchiveError, Retention, Taken};
use crate::news::Moment;
use crate::present::number;

/// What came of many feeds.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// How many feeds answered.
    pub answered: usize,
    /// What was kept of them.
    pub taken: Taken,
    /// What failed, a sentence a feed.
    pub failures: Vec<String>,
    /// How many remarks there are on what had to be mended or left out.
    pub remarks: usize,
}

impl Tally {
    /// Counts one more feed.
    pub fn add(&mut self, gathered: &Gathered) {
        self.remarks += gathered.remarks.len();
        match &gathered.outcome {
            Ok(taken) => {
                self.answered += 1;
                self.taken.new += taken.new;
                self.taken.changed += taken.changed;
                self.taken.known += taken.known;
            }
            Err(why) => self.failures.push(format!("{}: {why}", gathered.title)),
        }
    }
}

/// "3 feeds answered: 12 new items, 1 changed, 2 remarks".
impl fmt::Display for Tally {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let feeds = if self.answered == 1 { "feed" } else { "feeds" };
        let items = if self.taken.new == 1 { "item" } else { "items" };
        let (answered, taken) = (self.answered, self.taken);
        write!(
            f,
            "{answered} {feeds} answered: {} new {items}, {} changed",
            taken.new, taken.changed
        )?;
        match self.remarks {
            0 => Ok(()),
            count => write!(f, ", {}", number::counted(count, "remark", "remarks")),
        }
    }
}

/// What was removed because it was kept for long enough.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct LetGo {
    /// How many items.
    pub items: usize,
    days: u32,
}

/// "; 12 items first seen over 30 days ago removed, starred and noted ones kept", at the end of
/// what came; nothing if nothing went.
impl fmt::Display for LetGo {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.items == 0 {
            return Ok(());
        }
        let items = number::counted(self.items, "item", "items");
        let days = number::counted(self.days as usize, "day", "days");
        write!(
            f,
            "; {items} first seen over {days} ago removed, starred and noted ones kept"
        )
    }
}

/// Removes what is kept for long enough.
pub fn let_go(archive: &mut Archive, kept: Retention, now: Moment) -> Result<LetGo, ArchiveError> {
    Ok(LetGo {
        items: archive.prune(kept, now)?,
        days: kept.days.unwrap_or_default(),
    })
}

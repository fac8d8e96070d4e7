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
    /// What the clocks of servers show.
    pub dates: Vec<Moment>,
}

impl Tally {
    /// Counts one more feed.
    pub fn add(&mut self, gathered: &Gathered) {
        self.remarks += gathered.remarks.len();
        self.dates.extend(gathered.date);
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

/// Why nothing went.
pub const DOUBT: &str = "no old items removed, because no server's clock agrees with this one's";

/// What was removed because it was kept for long enough.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct LetGo {
    /// How many items.
    pub items: usize,
    days: u32,
    /// Whether nothing went because no server's clock agrees with this computer's.
    pub is_doubtful: bool,
}

/// "; 12 items first seen over 30 days ago removed, starred and noted ones kept", at the end of
/// what came; nothing if nothing went.
impl fmt::Display for LetGo {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.is_doubtful {
            return write!(f, "; {DOUBT}");
        }
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

/// Servers whose clocks are so many seconds from this computer's agree with it: an answer may
/// come from a store on the way.
const AGREES: u64 = 2 * 86_400;

/// Removes what is kept for long enough, after a fetch; nothing if this computer's clock shows
/// what no server's does, because a clock that is far ahead would make everything old.
pub fn let_go(
    archive: &mut Archive,
    kept: Retention,
    (tally, now): (&Tally, Moment),
) -> Result<LetGo, ArchiveError> {
    let agrees = |date: &Moment| date.0.abs_diff(now.0) <= AGREES;
    let Some(days) = kept.days else {
        return Ok(LetGo::default());
    };
    let is_sure = tally.dates.iter().any(agrees);
    Ok(LetGo {
        items: if is_sure {
            archive.prune(kept, now)?
        } else {
            0
        },
        days,
        is_doubtful: !is_sure && tally.answered > 0,
    })
}

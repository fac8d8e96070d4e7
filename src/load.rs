//! Data files in, data set or problems out. Everything that is wrong is reported at once,
//! each with file, line and what to do; nothing is repaired in silence.

mod archive;
mod cells;
mod claims;
mod codelists;
mod fields;
mod files;
mod indicators;
mod news;
mod observations;
mod outline;
mod parallel;
mod rows;
mod rules;
mod sources;
mod suggest;

use chrono::NaiveDate;

use crate::built_in;
use crate::figures::Dataset;
use crate::problem::Problem;

pub use claims::{Claims, of_file as claims_of, of_text as claims_of_text};
pub use files::{DataFile, FileSet};

/// What came of loading.
#[derive(Debug, Default)]
pub struct Loaded {
    /// The data set; with problems it lacks whatever they name.
    pub dataset: Option<Dataset>,
    /// Everything that is wrong, in the order of the files.
    pub problems: Vec<Problem>,
}

/// Builds a data set from files; `today` is the last day that is not in the future.
///
/// The data set is there whenever `record.toml` and `codelists.toml` could be read, so that
/// one mistyped row never hides the rest; whoever asks decides whether to use it.
pub fn load(files: &FileSet, today: NaiveDate) -> Loaded {
    let mut problems = files.problems.clone();
    files.strangers(&mut problems);
    let dataset = build(files, today, &mut problems);
    problems.sort_by(|one, other| (&one.file, one.line).cmp(&(&other.file, other.line)));
    Loaded { dataset, problems }
}

/// The record that is built into the program. It was loaded and checked when the program was
/// built; only one that had a problem then is loaded again, to say what is wrong.
pub fn embedded(today: NaiveDate) -> Loaded {
    match built_in::dataset() {
        Some(dataset) => Loaded {
            dataset: Some(dataset),
            problems: Vec::new(),
        },
        None => load(&FileSet::embedded(), today),
    }
}

fn build(files: &FileSet, today: NaiveDate, problems: &mut Vec<Problem>) -> Option<Dataset> {
    let (title, retrieved) = outline::header(files, problems)?;
    let lists = codelists::read(files, problems)?;
    let today = today.max(retrieved);
    let sources = sources::read(files, today, problems);
    let context = Context {
        lists,
        sources,
        retrieved,
        today,
    };
    let mut of_cells = Vec::new();
    let (cells, indicators) = parallel::both(
        || cells::read(files, &context, &mut of_cells),
        || indicators::read(files, &context, problems),
    );
    problems.append(&mut of_cells);
    let indicators::Indicators { list, incomplete } = indicators;
    let names = archive::Names {
        context: &context,
        indicators: &list,
        incomplete: &incomplete,
    };
    let events = archive::events(files, &names, problems);
    let articles = archive::articles(files, &names, problems);
    let conflicts = archive::conflicts(files, &names, problems);
    let helplines = archive::helplines(files, problems);
    let outline = outline::read(files, &names, problems);
    let vocabulary = news::vocabulary(files, &names, problems);
    let feeds = news::feeds(files, problems);
    Some(Dataset {
        title,
        retrieved,
        codelists: context.lists.codelists,
        sources: context.sources.list,
        indicators: list,
        events,
        articles,
        conflicts,
        cells: cells.into(),
        helplines,
        outline,
        vocabulary,
        feeds: feeds.into(),
    })
}

/// What every file of indicators and articles is read against.
struct Context {
    lists: codelists::Lists,
    sources: sources::Sources,
    retrieved: NaiveDate,
    today: NaiveDate,
}

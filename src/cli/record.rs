//! The record that a subcommand reads: the folder that was named, that of the settings, or
//! the built-in one. What is wrong in it is said on standard error and never hides the rest.

use std::path::Path;

use anyhow::bail;
use chrono::NaiveDate;

use crate::config::{Config, Environment};
use crate::figures::{AsOf, Dataset};
use crate::load::{self, FileSet, Loaded};
use crate::present::number;
use crate::problem::Problem;

use super::arguments::Common;
use super::usage::{self, Usage};
use super::{FAILED, FINE, Streams};

/// So many problems are written out; `check` has them all.
const FIRST: usize = 5;

/// A record with the exit status that what is wrong in it calls for.
pub struct Record {
    /// What was loaded.
    pub dataset: Dataset,
    /// [`FAILED`] if something in it is wrong.
    pub status: u8,
    /// The settings.
    pub config: Config,
}

/// The day on which the program runs.
pub fn today() -> NaiveDate {
    chrono::Local::now().date_naive()
}

/// Loads the record and says what is wrong in it and in the settings.
pub fn open(common: &Common, streams: &mut Streams<'_>) -> anyhow::Result<Record> {
    let config = settings(common, streams)?;
    let folder = common.data.as_deref().or(config.data_dir.as_deref());
    let Loaded { dataset, problems } = load(folder).map_err(|Usage(why)| {
        Usage(match common.data {
            Some(_) => why,
            None => format!("{}: data-dir: {why}", config.file),
        })
    })?;
    report(&problems, folder, streams);
    let Some(dataset) = dataset else {
        bail!("the record cannot be read; mend what is named above");
    };
    say_if_too_early(&dataset, common, streams);
    say_if_to_come(&dataset, common, streams);
    let status = if problems.is_empty() { FINE } else { FAILED };
    Ok(Record {
        dataset,
        status,
        config,
    })
}

/// Says so if nothing was known yet on the day as of which the record is read.
fn say_if_too_early(dataset: &Dataset, common: &Common, streams: &mut Streams<'_>) {
    let days = dataset.sources.iter();
    let days = days.filter_map(|source| source.published.known_from());
    if let (AsOf::On(day), Some(first)) = (common.as_of(), days.min())
        && day < first
    {
        let (known, first) = (common.as_of().in_words(), AsOf::On(first));
        streams.say(&format!(
            "nothing in the record was known {known}; its oldest publication is of {first}"
        ));
    }
}

/// Says so if the day as of which the record is read has not come yet.
fn say_if_to_come(dataset: &Dataset, common: &Common, streams: &mut Streams<'_>) {
    if let AsOf::On(day) = common.as_of()
        && day > today()
    {
        let [day, last] = [day, dataset.retrieved].map(AsOf::On);
        streams.say(&format!(
            "{day} is still to come; what is shown was known when the record was last brought up \
             to date, on {last}"
        ));
    }
}

/// Loads the record of a folder, or the built-in one.
pub fn load(folder: Option<&Path>) -> Result<Loaded, Usage> {
    check_folder(folder)?;
    let Some(folder) = folder else {
        return Ok(load::load(&FileSet::embedded(), today()));
    };
    let files = FileSet::folder(folder);
    let mut loaded = load::load(&files, today());
    if files.own == 0 && files.problems.is_empty() {
        let remedy =
            "name the folder that has sources.toml, indicators or articles, or put them in it";
        let shown = folder.display().to_string();
        let problem = Problem::of_file(&shown, "holds no file of a record", remedy);
        loaded.problems.push(problem);
    }
    Ok(loaded)
}

/// Refuses a folder that is none.
pub fn check_folder(folder: Option<&Path>) -> Result<(), Usage> {
    folder.map_or(Ok(()), |folder| {
        usage::check_folder(folder, "with the files of a record")
    })
}

/// Refuses a file of settings that was named and is none.
pub fn check_settings(file: Option<&Path>) -> Result<(), Usage> {
    file.map_or(Ok(()), |file| {
        usage::check_file(file, "with settings, or leave --config out")
    })
}

/// The settings; what is wrong in them is said.
pub fn settings(common: &Common, streams: &mut Streams<'_>) -> Result<Config, Usage> {
    check_settings(common.config.as_deref())?;
    let environment = Environment::of_process();
    let (config, problems) = Config::load(common.config.as_deref(), &environment);
    for problem in problems {
        streams.say(&problem.to_string());
    }
    Ok(config)
}

fn report(problems: &[Problem], folder: Option<&Path>, streams: &mut Streams<'_>) {
    for problem in problems.iter().take(FIRST) {
        streams.say(&problem.to_string());
    }
    if !problems.is_empty() {
        let command = folder.map_or_else(
            || "trafficdash check".to_owned(),
            |folder| format!("trafficdash check {}", folder.display()),
        );
        let count = number::counted(problems.len(), "problem", "problems");
        streams.say(&format!(
            "{count} in the record; what they name is left out; `{command}` lists them all"
        ));
    }
}

//! The options that say what is read: the folder, the settings, the day and the period. They
//! stand before or after the subcommand, and only where the subcommand heeds them.

use std::path::PathBuf;

use clap::{Arg, Args, Command, ValueHint};

use crate::cli::usage::Usage;
use crate::figures::{AsOf, Period};

/// The heading of these options.
const HEADING: &str = "What is read";

/// What is read; may stand before or after the subcommand.
#[derive(Clone, Debug, Default, Args)]
pub struct Common {
    /// Folder of a record to read in place of the built-in one, or on top of it
    #[arg(long, value_name = "DIR", value_hint = ValueHint::DirPath, global = true, help_heading = HEADING)]
    pub data: Option<PathBuf>,
    /// File of settings in place of your own
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath, global = true, help_heading = HEADING)]
    pub config: Option<PathBuf>,
    /// Read the record as it was known on this day: 2012-10-18, 2012-10 (its last day), or today
    #[arg(long, value_name = "DATE", global = true, help_heading = HEADING)]
    pub as_of: Option<AsOf>,
    /// The period meant: 2011, 2011/12 (April to March), 2011Q3 or 2012-10
    #[arg(long, value_name = "PERIOD", global = true, help_heading = HEADING)]
    pub period: Option<Period>,
}

impl Common {
    /// The day as of which the record is read.
    pub fn as_of(&self) -> AsOf {
        self.as_of.unwrap_or_default()
    }

    /// Refuses an option that a subcommand, named with those above it, does not heed.
    pub fn check(&self, subcommand: &str) -> Result<(), Usage> {
        self.refuse(
            &unheeded(subcommand),
            &format!("`trafficdash {subcommand}`"),
        )
    }

    /// Refuses options by their names where they mean nothing.
    pub fn refuse(&self, unheeded: &[&str], place: &str) -> Result<(), Usage> {
        let given = |id: &&&str| match **id {
            "data" => self.data.is_some(),
            "config" => self.config.is_some(),
            "as_of" => self.as_of.is_some(),
            _ => self.period.is_some(),
        };
        unheeded.iter().find(given).map_or(Ok(()), |id| {
            let option = id.replace('_', "-");
            Err(Usage(format!(
                "--{option} means nothing to {place}; leave it out"
            )))
        })
    }
}

/// All of these options by their names.
const ALL: [&str; 4] = ["data", "config", "as_of", "period"];

/// The subcommands that do not heed all of these options, with those that they heed.
const HEEDED: &[(&str, &[&str])] = &[
    ("report", &["data", "config", "as_of"]),
    ("sources", &["data", "config", "as_of"]),
    ("indicators", &["data", "config", "as_of"]),
    ("series", &["data", "config", "as_of"]),
    ("schema", &[]),
    ("keys", &["config"]),
    ("news feeds", &["data", "config"]),
    ("news follow", &["data", "config"]),
    ("news leave", &["data", "config"]),
    ("news fetch", &["data", "config"]),
    ("news show", &["data", "config", "as_of"]),
    ("news mark", &["data", "config"]),
    ("news check", &["data", "config", "as_of"]),
    ("news export", &["data", "config"]),
    ("news import", &["data", "config"]),
    ("completions", &[]),
    ("man", &[]),
];

/// The options that a subcommand does not heed.
fn unheeded(subcommand: &str) -> Vec<&'static str> {
    let row = HEEDED.iter().find(|(name, _)| *name == subcommand);
    let heeded = row.map_or(&ALL[..], |(_, heeded)| heeded);
    let mut all = ALL.to_vec();
    all.retain(|id| !heeded.contains(id));
    all
}

/// The command whose subcommands show only the options that they heed.
pub fn hide_unheeded(command: Command) -> Command {
    let global = global(&command);
    each(command, "", &|path| {
        let unheeded = unheeded(path);
        let is_hidden = |option: &Arg| unheeded.contains(&option.get_id().as_str());
        let hidden = global.iter().cloned();
        let hidden = hidden.map(|option| {
            let is_hidden = is_hidden(&option);
            option.hide(is_hidden)
        });
        hidden.collect()
    })
}

/// The command whose subcommands have only the options that they heed: for what offers hidden
/// options too.
pub fn without_unheeded(command: Command) -> Command {
    let global = global(&command);
    let command = command.mut_args(|option| option.global(false));
    each(command, "", &|path| {
        let unheeded = unheeded(path);
        let mut heeded = global.clone();
        heeded.retain(|option| !unheeded.contains(&option.get_id().as_str()));
        let heeded = heeded.into_iter().map(|option| option.global(false));
        heeded.collect()
    })
}

fn global(command: &Command) -> Vec<Arg> {
    let options = command.get_arguments().filter(|one| one.is_global_set());
    options.cloned().collect()
}

/// Adds options to each subcommand that has none below it, by its name with those above it.
fn each(command: Command, path: &str, options: &dyn Fn(&str) -> Vec<Arg>) -> Command {
    let names: Vec<String> = command.get_subcommands().map(name).collect();
    names.into_iter().fold(command, |command, name| {
        let path = format!("{path} {name}").trim().to_owned();
        command.mut_subcommand(name, |subcommand| {
            if subcommand.has_subcommands() {
                return each(subcommand, &path, options);
            }
            subcommand.args(options(&path))
        })
    })
}

fn name(command: &Command) -> String {
    command.get_name().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cli::arguments;

    /// The names of all subcommands, with those above them.
    fn names() -> Vec<String> {
        let command = arguments::command();
        let mut found = Vec::new();
        for one in command.get_subcommands() {
            found.push(name(one));
            let below = one.get_subcommands();
            found.extend(below.map(|below| format!("{} {}", name(one), name(below))));
        }
        found
    }

    #[test]
    fn the_table_names_subcommands_and_options_that_there_are() {
        let names = names();
        for (subcommand, heeded) in HEEDED {
            assert!(names.iter().any(|one| one == subcommand), "{subcommand}");
            for id in *heeded {
                assert!(ALL.contains(id), "{subcommand}: {id}");
            }
            assert!(heeded.len() < ALL.len(), "{subcommand}");
        }
        let command = arguments::command();
        let global = command.get_arguments().filter(|one| one.is_global_set());
        let global: Vec<&str> = global.map(|one| one.get_id().as_str()).collect();
        assert_eq!(global, ALL);
    }
}

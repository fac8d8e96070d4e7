//! Where the output goes, and the format that the name of a file asks for.

use std::ffi::OsStr;
use std::path::{Path, PathBuf};

use clap::parser::ValueSource;
use clap::{ArgMatches, Args, ValueEnum};

use crate::export::format::FORMATS;

use super::{NewsSubcommand, Subcommand};

/// Where the output goes.
#[derive(Clone, Debug, Args)]
pub struct Target {
    /// The file to write in place of standard output; its ending names the format if --format does
    /// not
    #[arg(short, long, value_name = "FILE")]
    pub output: Option<PathBuf>,
    /// Replace the file if there is one
    #[arg(long, requires = "output")]
    pub force: bool,
}

/// Whether a CSV file is described beside it.
#[derive(Clone, Debug, Args)]
pub struct Metadata {
    /// Leave out FILE-metadata.json, which says beside a CSV file what its columns mean
    #[arg(long, requires = "output")]
    pub no_metadata: bool,
}

/// Takes the format from the name of the file where none was given, and `-` for standard output.
pub fn settle(subcommand: &mut Subcommand, matches: &ArgMatches) {
    let Some(target) = target(subcommand) else {
        return;
    };
    let output = target.output.take_if(|path| path.as_os_str() == "-");
    let is_named = output.is_none();
    let ending = target.output.as_deref().and_then(Path::extension);
    let ending = ending.and_then(OsStr::to_str).map(str::to_lowercase);
    if let Some(ending) = ending.filter(|_| is_named)
        && matches.value_source("format") == Some(ValueSource::DefaultValue)
    {
        by_ending(subcommand, &ending);
    }
}

fn target(subcommand: &mut Subcommand) -> Option<&mut Target> {
    match subcommand {
        Subcommand::Show(show) => Some(&mut show.target),
        Subcommand::Export(export) => Some(&mut export.target),
        Subcommand::Report(report) => Some(&mut report.target),
        Subcommand::Claims(claims) => Some(&mut claims.target),
        Subcommand::News(news) => match &mut news.subcommand {
            NewsSubcommand::Export(export) => Some(&mut export.target),
            _ => None,
        },
        _ => None,
    }
}

fn by_ending(subcommand: &mut Subcommand, ending: &str) {
    match subcommand {
        Subcommand::Show(show) => {
            let row = FORMATS.iter().find(|row| row.extension == ending);
            show.format = row.map_or(show.format, |row| row.format);
        }
        Subcommand::Export(export) => choose(&mut export.format, ending),
        Subcommand::Report(report) => choose(&mut report.format, ending),
        Subcommand::Claims(claims) => choose(&mut claims.written.format, ending),
        Subcommand::News(news) => {
            if let NewsSubcommand::Export(export) = &mut news.subcommand {
                choose(&mut export.format, ending);
            }
        }
        _ => {}
    }
}

/// The format whose name is the ending, if there is one.
fn choose<F: ValueEnum>(format: &mut F, ending: &str) {
    if let Ok(named) = F::from_str(ending, false) {
        *format = named;
    }
}

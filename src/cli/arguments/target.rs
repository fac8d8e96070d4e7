//! Where the output goes, and the format that the name of a file asks for.

use std::ffi::OsStr;
use std::path::{Path, PathBuf};

use clap::parser::ValueSource;
use clap::{ArgMatches, Args, ValueEnum};

use crate::cli::usage::Usage;
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
/// An ending that names a format of another subcommand, or one that nothing here writes, is
/// refused; one that names none means nothing.
pub fn settle(subcommand: &mut Subcommand, matches: &ArgMatches) -> Result<(), Usage> {
    let Some(target) = target(subcommand) else {
        return Ok(());
    };
    let output = target.output.take_if(|path| path.as_os_str() == "-");
    let is_named = output.is_none();
    let ending = target.output.as_deref().and_then(Path::extension);
    let ending = ending.and_then(OsStr::to_str).map(str::to_lowercase);
    if let Some(ending) = ending.filter(|_| is_named)
        && matches.value_source("format") == Some(ValueSource::DefaultValue)
    {
        return by_ending(subcommand, &ending);
    }
    Ok(())
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

fn by_ending(subcommand: &mut Subcommand, ending: &str) -> Result<(), Usage> {
    match subcommand {
        Subcommand::Show(show) => {
            let row = FORMATS.iter().find(|row| row.extension == ending);
            let offered = FORMATS.iter().map(|row| row.name);
            match row {
                Some(row) => show.format = row.format,
                None => check(ending, offered)?,
            }
        }
        Subcommand::Export(export) => export.format = named(ending, export.format)?,
        Subcommand::Report(report) => report.format = named(ending, report.format)?,
        Subcommand::Claims(claims) => {
            claims.written.format = named(ending, claims.written.format)?;
        }
        Subcommand::News(news) => {
            if let NewsSubcommand::Export(export) = &mut news.subcommand {
                export.format = named(ending, export.format)?;
            }
        }
        _ => {}
    }
    Ok(())
}

/// The format that the ending names, else the one that is meant without a file.
fn named<F: ValueEnum>(ending: &str, otherwise: F) -> Result<F, Usage> {
    let name = if ending == "txt" { "text" } else { ending };
    if let Ok(named) = F::from_str(name, false) {
        return Ok(named);
    }
    let offered = F::value_variants().iter().filter_map(F::to_possible_value);
    let offered: Vec<String> = offered.map(|one| one.get_name().to_owned()).collect();
    check(ending, offered.iter().map(String::as_str))?;
    Ok(otherwise)
}

/// Endings of formats that other programs write, so that no file claims to be what it is not.
const FOREIGN: &[&str] = &[
    "doc", "docx", "gif", "jpeg", "jpg", "ods", "odt", "pdf", "rtf", "tex", "tsv", "webp", "xls",
    "xlsx", "xml", "yaml", "yml", "zip",
];

/// Refuses an ending of none of the offered formats, if it is that of another one.
fn check<'n>(ending: &str, offered: impl Iterator<Item = &'n str>) -> Result<(), Usage> {
    let others = FORMATS.iter().map(|row| row.extension).chain(["opml"]);
    let mut all = others.chain(FOREIGN.iter().copied());
    if !all.any(|one| one == ending) {
        return Ok(());
    }
    Err(Usage(format!(
        "what this writes is no {ending}; let the name of the file end otherwise, or choose \
         --format: {}",
        offered.collect::<Vec<_>>().join(", ")
    )))
}

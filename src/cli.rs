//! The command line: arguments in, a page, a file or a list out. Each subcommand is one file;
//! everything is written through [`Streams`], so that a test reads it without a process.

mod arguments;
mod check;
mod check_claim;
mod claims;
mod completions;
mod export;
mod indicators;
mod keys;
mod man;
mod news;
mod output;
mod plain;
mod record;
mod report;
mod schema;
mod series;
mod show;
mod sources;
mod streams;
mod usage;

use std::ffi::OsString;
use std::io::{self, IsTerminal as _};

use anyhow::Context as _;

use crate::{clean, tui};

use arguments::{Arguments, Common, Refusal, Subcommand};
use usage::Usage;

pub use streams::{Outlet, Streams, Swept, tell_panics};

/// The exit status when all is well; a reader that went away is no failure.
pub const FINE: u8 = 0;

/// The exit status when problems were found, or something failed.
pub const FAILED: u8 = 1;

/// The exit status of wrong usage, and of a dashboard without a terminal.
pub const WRONG_USAGE: u8 = 2;

/// Runs the program and gives its exit status.
pub fn run(
    arguments: impl IntoIterator<Item = OsString>,
    streams: &mut Streams<'_>,
) -> anyhow::Result<u8> {
    let status = match parsed(arguments) {
        Ok(arguments) => perform(arguments, streams)?,
        Err(Refusal::Usage(usage)) => return Err(usage.into()),
        Err(Refusal::Parse(error)) => explain(&error, streams)?,
    };
    // What a signal ended, such as that of a terminal that is gone, has nothing left to write.
    if status < 128 {
        streams.out.flush()?;
    }
    Ok(status)
}

/// The arguments. Where there is none but the program's name nothing is to be parsed, and the
/// dashboard starts without building what knows all subcommands.
fn parsed(arguments: impl IntoIterator<Item = OsString>) -> Result<Arguments, Refusal> {
    let mut arguments = arguments.into_iter();
    let name = arguments.next();
    let mut given = arguments.peekable();
    if given.peek().is_none() {
        return Ok(Arguments::default());
    }
    Arguments::read(name.into_iter().chain(given))
}

/// The exit status that an error means.
pub fn status(error: &anyhow::Error) -> u8 {
    if error.is::<Usage>() {
        return WRONG_USAGE;
    }
    let broken_pipe = error
        .chain()
        .filter_map(|cause| cause.downcast_ref::<io::Error>())
        .any(|cause| cause.kind() == io::ErrorKind::BrokenPipe);
    if broken_pipe { FINE } else { FAILED }
}

fn perform(arguments: Arguments, streams: &mut Streams<'_>) -> anyhow::Result<u8> {
    let Arguments {
        common,
        theme,
        plain,
        subcommand,
    } = arguments;
    let subcommand = match (subcommand, plain) {
        (Some(_), true) => {
            let text = "--plain is for the dashboard; of a view use `show --format plain`";
            return Err(Usage(text.to_owned()).into());
        }
        (None, true) => return plain::run(&common, streams),
        (None, false) => return dashboard(common, theme),
        (Some(subcommand), false) => subcommand,
    };
    match themed(subcommand, theme)? {
        Subcommand::Show(show) => show::run(&show, &common, streams),
        Subcommand::Export(export) => export::run(&export, &common, streams),
        Subcommand::Report(report) => report::run(&report, &common, streams),
        Subcommand::Sources(sources) => sources::run(&sources, &common, streams),
        Subcommand::Indicators(indicators) => indicators::run(&indicators, &common, streams),
        Subcommand::Series(series) => series::run(&series, &common, streams),
        Subcommand::Schema => schema::run(streams),
        Subcommand::Keys => keys::run(&common, streams),
        Subcommand::Check(check) => check::run(&check, &common, streams),
        Subcommand::Claims(list) => claims::run(&list, &common, streams),
        Subcommand::CheckClaim(claim) => check_claim::run(&claim, &common, streams),
        Subcommand::News(news) => news::run(&news.subcommand, &common, streams),
        Subcommand::Completions(wanted) => completions::run(&wanted, streams),
        Subcommand::Man(wanted) => man::run(&wanted, streams),
    }
}

/// The subcommand with a theme that stood before it; only what is drawn has one.
fn themed(subcommand: Subcommand, theme: Option<String>) -> Result<Subcommand, Usage> {
    match (subcommand, theme) {
        (Subcommand::Show(mut show), Some(theme)) => {
            show.theme.get_or_insert(theme);
            Ok(Subcommand::Show(show))
        }
        (subcommand, None) => Ok(subcommand),
        (_, Some(_)) => Err(Usage(
            "--theme is for the dashboard and for `show --format ansi`; leave it out here".into(),
        )),
    }
}

fn dashboard(common: Common, theme: Option<String>) -> anyhow::Result<u8> {
    if !io::stdin().is_terminal() || !io::stdout().is_terminal() {
        let text = "the dashboard needs a terminal; without one use `trafficdash --plain` to read \
                    it line by line, `trafficdash show overview` for text or `trafficdash export \
                    --format csv` for data";
        return Err(Usage(text.to_owned()).into());
    }
    record::check_folder(common.data.as_deref())?;
    record::check_settings(common.config.as_deref())?;
    tui::run(tui::Start {
        data: common.data,
        config: common.config,
        theme,
        as_of: common.as_of,
        period: common.period,
    })
    .context("the dashboard stopped")
}

/// Writes help, the version, or what is wrong with the arguments.
fn explain(error: &clap::Error, streams: &mut Streams<'_>) -> anyhow::Result<u8> {
    let text = error.render().to_string();
    let lines: Vec<_> = text.lines().map(clean::line).collect();
    let text = lines.join("\n");
    if error.use_stderr() {
        let _ = writeln!(streams.err, "{text}");
        return Ok(WRONG_USAGE);
    }
    writeln!(streams.out, "{text}")?;
    Ok(FINE)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_arguments_mean_what_the_parser_makes_of_none() {
        let name = OsString::from("trafficdash");
        let built = Arguments::read([name.clone()]).expect("parsed");
        let quick = parsed([name]).expect("parsed");
        assert_eq!(format!("{quick:?}"), format!("{built:?}"));
    }
}

//! `trafficdash completions`: what a shell needs to complete subcommands, options and their
//! values, made from the arguments themselves.

use clap::CommandFactory as _;

use super::arguments::{Arguments, Completions, without_unheeded};
use super::{FINE, Streams};

/// Writes the completions of a shell.
pub fn run(wanted: &Completions, streams: &mut Streams<'_>) -> anyhow::Result<u8> {
    // In memory first: the generator takes a reader that went away for a fault of the program.
    let mut script = Vec::new();
    let mut command = without_unheeded(Arguments::command());
    let name = command.get_name().to_owned();
    clap_complete::generate(wanted.shell, &mut command, name, &mut script);
    streams.out.write_all(&script)?;
    Ok(FINE)
}

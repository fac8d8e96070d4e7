//! The arguments of what is installed beside the program: completions and manual pages.

use std::path::PathBuf;

use clap::{Args, ValueHint};
use clap_complete::Shell;

const COMPLETIONS: &str = "\
Where each shell looks:
  bash        ~/.local/share/bash-completion/completions/trafficdash
  zsh         _trafficdash in a folder of $fpath
  fish        ~/.config/fish/completions/trafficdash.fish
  powershell  a file that $PROFILE reads
  elvish      a file that ~/.config/elvish/rc.elv evaluates

Examples:
  trafficdash completions bash
  trafficdash completions zsh";

const MAN: &str = "\
Without a folder the page of trafficdash itself is written to standard output; with one that page \
and one for each subcommand go there, as trafficdash.1, trafficdash-show.1, … In \
~/.local/share/man/man1 they are found by `man trafficdash` if ~/.local/bin is in PATH.

Examples:
  trafficdash man
  trafficdash man -o man1";

#[derive(Debug, Args)]
#[command(after_help = COMPLETIONS)]
pub struct Completions {
    /// The shell
    #[arg(value_enum)]
    pub shell: Shell,
}

#[derive(Debug, Args)]
#[command(after_help = MAN)]
pub struct Man {
    /// The folder to write the pages into; it is made if it is not there
    #[arg(short, long, value_name = "FOLDER", value_hint = ValueHint::DirPath)]
    pub output: Option<PathBuf>,
    /// Replace pages that are there
    #[arg(long, requires = "output")]
    pub force: bool,
}

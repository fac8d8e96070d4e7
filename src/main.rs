//! Parses the command line, runs it and prints what went wrong.

use std::io::{self, BufWriter};
use std::process::ExitCode;

use trafficdash::cli::{self, Streams, Swept};

fn main() -> ExitCode {
    cli::tell_panics();
    let mut streams = Streams {
        out: &mut Swept::new(BufWriter::new(io::stdout())),
        err: &mut Swept::new(io::stderr()),
    };
    let status = cli::run(std::env::args_os(), &mut streams).unwrap_or_else(|error| {
        let status = cli::status(&error);
        if status != cli::FINE {
            streams.say(&format!("{error:#}"));
        }
        status
    });
    ExitCode::from(status)
}

//! Parses the command line, runs it and prints what went wrong.

use std::io::{self, BufWriter, Write as _};
use std::process::ExitCode;

use trafficdash::{clean, cli};

fn main() -> ExitCode {
    let mut out = BufWriter::new(io::stdout());
    let mut streams = cli::Streams {
        out: &mut out,
        err: &mut io::stderr(),
    };
    let status = cli::run(std::env::args_os(), &mut streams).unwrap_or_else(|error| {
        let status = cli::status(&error);
        if status != cli::FINE {
            let line = format!("trafficdash: {error:#}");
            // When standard error is gone as well there is nobody left to tell.
            let _ = writeln!(io::stderr(), "{}", clean::line(&line));
        }
        status
    });
    ExitCode::from(status)
}

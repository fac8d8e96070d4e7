//! Parses the command line, runs it and prints what went wrong.

use std::io::{self, BufWriter, Stdout, Write};
use std::process::ExitCode;

use trafficdash::cli::{self, Streams, Swept};
use trafficdash::problem;

fn main() -> ExitCode {
    cli::tell_panics();
    let mut streams = Streams {
        out: &mut Swept::shown(BufWriter::new(Output(io::stdout())), &io::stdout()),
        err: &mut Swept::shown(io::stderr(), &io::stderr()),
    };
    let status = cli::run(std::env::args_os(), &mut streams).unwrap_or_else(|error| {
        let status = cli::status(&error);
        if status != cli::FINE {
            streams.say(&problem::told(error.as_ref()));
        }
        status
    });
    ExitCode::from(status)
}

/// Standard output, whose errors say that it is the one that cannot be written.
struct Output(Stdout);

impl Write for Output {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.write(bytes).map_err(|error| named(&error))
    }

    fn flush(&mut self) -> io::Result<()> {
        self.0.flush().map_err(|error| named(&error))
    }
}

fn named(error: &io::Error) -> io::Error {
    let told = format!(
        "standard output cannot be written: {}",
        problem::cause(error)
    );
    io::Error::new(error.kind(), told)
}

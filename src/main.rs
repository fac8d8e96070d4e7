//! Parses the command line, runs it and prints what went wrong.

use std::io::{self, BufWriter, Stdout, Write};
use std::process::ExitCode;

use trafficdash::{clean, cli};

fn main() -> ExitCode {
    let mut out = BufWriter::new(Output(io::stdout()));
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

/// Standard output, whose errors say that it is the one that cannot be written.
struct Output(Stdout);

impl Write for Output {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.write(bytes).map_err(named)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.0.flush().map_err(named)
    }
}

fn named(error: io::Error) -> io::Error {
    let told = format!("standard output cannot be written: {error}");
    io::Error::new(error.kind(), told)
}

//! `trafficdash --plain`: the dashboard line by line, for screen readers, dumb terminals and
//! scripts. A command a line goes in, one statement a line comes out; nothing is drawn and no
//! cursor moves.

mod answers;
mod commands;
mod comparing;
mod session;

use std::io::{self, BufRead, IsTerminal as _, Read as _, Write};

use crate::clean;
use crate::export::plain::statement;

use super::arguments::Common;
use super::{FINE, Streams, record};

use commands::Answer;
use session::Session;

/// What stands before a command, typed or repeated.
const PROMPT: &str = "Command: ";

/// No command is longer, in bytes; what is over is the next one.
const LONGEST: u64 = 10_000;

/// Who sees what is typed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Typed {
    /// Whoever types: a terminal shows it after the prompt.
    Shown,
    /// Nobody, so that it is repeated before its answer.
    Repeated,
}

/// Answers commands until it is left or the input ends.
pub fn run(common: &Common, streams: &mut Streams<'_>) -> anyhow::Result<u8> {
    let record = record::open(common, streams)?;
    let typed = if io::stdin().is_terminal() && io::stdout().is_terminal() {
        Typed::Shown
    } else {
        Typed::Repeated
    };
    let mut session = Session::new(record.dataset, &record.config, common);
    converse(&mut session, &mut io::stdin().lock(), streams.out, typed)?;
    Ok(FINE)
}

fn converse(
    session: &mut Session,
    input: &mut impl BufRead,
    out: &mut dyn Write,
    typed: Typed,
) -> io::Result<()> {
    say(out, &session.greeting())?;
    loop {
        if typed == Typed::Shown {
            write!(out, "{PROMPT}")?;
        }
        out.flush()?;
        let mut line = Vec::new();
        if input.by_ref().take(LONGEST).read_until(b'\n', &mut line)? == 0 {
            if typed == Typed::Shown {
                writeln!(out)?;
            }
            return out.flush();
        }
        let line = String::from_utf8_lossy(&line);
        let line = clean::line(line.trim());
        if typed == Typed::Repeated && !line.is_empty() {
            say(out, &[format!("{PROMPT}{line}")])?;
        }
        match commands::answer(session, &line) {
            Answer::Said(statements) => say(out, &statements)?,
            Answer::Leave => {
                say(out, &["The dashboard is left.".to_owned()])?;
                return out.flush();
            }
        }
    }
}

/// Writes each statement on a line of its own, whatever it quotes.
fn say(out: &mut dyn Write, statements: &[String]) -> io::Result<()> {
    for text in statements.iter().flat_map(|one| one.lines()) {
        let said = statement(text);
        if !said.is_empty() {
            writeln!(out, "{said}")?;
        }
    }
    Ok(())
}

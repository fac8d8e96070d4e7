//! `trafficdash man`: manual pages, made from the arguments and their help. The same program
//! gives the same bytes.

use std::fs;

use anyhow::Context as _;
use clap::builder::Resettable;
use clap::{Command, CommandFactory as _};
use clap_mangen::roff::{Roff, roman};

use crate::delivery::{self, Existing, Parcel};
use crate::present::number;

use super::arguments::{Arguments, Man};
use super::output::explained;
use super::{FINE, Streams};

/// Writes the page of the program, or all pages into a folder.
pub fn run(wanted: &Man, streams: &mut Streams<'_>) -> anyhow::Result<u8> {
    let mut command = Arguments::command();
    command.build();
    let Some(folder) = &wanted.output else {
        streams.out.write_all(&page(command)?.1)?;
        return Ok(FINE);
    };
    let subcommands: Vec<Command> = command.get_subcommands().cloned().collect();
    let mut parcels = Vec::new();
    for command in std::iter::once(command).chain(subcommands) {
        let (name, bytes) = page(command)?;
        parcels.push(Parcel {
            path: folder.join(name),
            bytes,
        });
    }
    let shown = folder.display();
    fs::create_dir_all(folder).with_context(|| format!("the folder {shown} cannot be made"))?;
    let existing = if wanted.force {
        Existing::Replace
    } else {
        Existing::Keep
    };
    delivery::write(&parcels, existing).map_err(explained)?;
    let count = number::counted(parcels.len(), "page", "pages");
    streams.say(&format!("{count} written to {shown}"));
    Ok(FINE)
}

/// A page with its file name.
fn page(command: Command) -> anyhow::Result<(String, Vec<u8>)> {
    let after = command.get_after_help().map(ToString::to_string);
    // What stands after the help is laid out by hand, and would be filled to one paragraph.
    let man = clap_mangen::Man::new(command.after_help(Resettable::Reset));
    let mut bytes = Vec::new();
    man.render(&mut bytes)?;
    bytes.extend(sections(&after.unwrap_or_default()).to_roff().into_bytes());
    Ok((man.get_filename(), bytes))
}

/// Text with headings as sections whose lines stay as they are.
fn sections(text: &str) -> Roff {
    let mut roff = Roff::new();
    let heading = |line: &str| {
        let heading = line.strip_suffix(':')?;
        (!line.starts_with(' ')).then(|| heading.to_uppercase())
    };
    let mut is_begun = false;
    for line in text.lines() {
        let own = heading(line);
        if own.is_some() || !is_begun {
            roff.control("SH", [own.as_deref().unwrap_or("NOTES")]);
            roff.control("nf", []);
            is_begun = true;
        }
        if own.is_none() {
            roff.text([roman(line)]);
        }
    }
    roff
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_stay_lines_under_their_headings() {
        let made = sections("A note\n.that is no request\n\nExit status:\n  0  fine").to_roff();
        assert_eq!(
            made,
            ".SH NOTES\n.nf\nA note\n\\&.that is no request\n\n.SH \"EXIT STATUS\"\n.nf\n  0  fine\n"
        );
    }

    #[test]
    fn every_subcommand_has_a_page_with_its_name_and_its_examples() {
        let mut command = Arguments::command();
        command.build();
        for subcommand in command.get_subcommands().cloned() {
            let expected = format!("trafficdash-{}.1", subcommand.get_name());
            let (name, bytes) = page(subcommand).expect("a page");
            let text = String::from_utf8(bytes).expect("text");
            assert_eq!(name, expected);
            assert!(text.contains(".SH EXAMPLES\n"), "{name}");
        }
    }
}

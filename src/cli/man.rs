//! `trafficdash man`: manual pages, made from the arguments and their help. The same program
//! gives the same bytes.

use std::fs;

use anyhow::Context as _;
use clap::Command;
use clap::builder::Resettable;
use clap_mangen::roff::{Roff, roman};

use crate::delivery::{self, Existing, Parcel};
use crate::present::number;

use super::arguments::{self, Man};
use super::output::explained;
use super::usage::check_folder;
use super::{FINE, Streams};

/// Writes the page of the program, or all pages into a folder.
pub fn run(wanted: &Man, streams: &mut Streams<'_>) -> anyhow::Result<u8> {
    let mut command = arguments::command();
    command.build();
    let Some(folder) = &wanted.output else {
        streams.out.write_all(&page(command)?.1)?;
        return Ok(FINE);
    };
    let shown = folder.display();
    if folder.exists() {
        check_folder(folder, "to write the pages into")?;
    }
    let mut parcels = Vec::new();
    for command in with_subcommands(command) {
        let (name, bytes) = page(command)?;
        parcels.push(Parcel {
            path: folder.join(name),
            bytes,
        });
    }
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

/// A command, its subcommands and those below them.
fn with_subcommands(command: Command) -> Vec<Command> {
    let below: Vec<Command> = command.get_subcommands().cloned().collect();
    let below = below.into_iter().flat_map(with_subcommands);
    let below: Vec<Command> = below.collect();
    [command].into_iter().chain(below).collect()
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

/// Text with headings as sections: its paragraphs are filled, its indented lines stay as they are.
fn sections(text: &str) -> Roff {
    let mut roff = Roff::new();
    let heading = |line: &str| {
        let heading = line.strip_suffix(':')?;
        (!line.starts_with(' ')).then(|| heading.to_uppercase())
    };
    let (mut is_begun, mut is_headed, mut is_laid_out, mut is_apart) = (false, false, false, false);
    for line in text.lines() {
        if line.is_empty() {
            is_apart = true;
            continue;
        }
        let own = heading(line);
        let lays_out = line.starts_with(' ');
        if is_laid_out && !lays_out {
            roff.control("fi", []);
        }
        if own.is_some() || !is_begun {
            roff.control("SH", [own.as_deref().unwrap_or("NOTES")]);
        } else if !is_headed && (is_apart || is_laid_out != lays_out) {
            roff.control("PP", []);
        }
        if lays_out && !is_laid_out {
            roff.control("nf", []);
        }
        if own.is_none() {
            roff.text([roman(line)]);
        }
        (is_begun, is_headed, is_laid_out, is_apart) = (true, own.is_some(), lays_out, false);
    }
    roff
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paragraphs_are_filled_and_indented_lines_stay_under_their_headings() {
        let text = "A note\n.that is no request\n\nAnother\n\nExit status:\n  0  fine\n  1  not\nOf \
                    several the first\n\nExamples:\n  trafficdash";
        assert_eq!(
            sections(text).to_roff(),
            ".SH NOTES\nA note\n\\&.that is no request\n.PP\nAnother\n.SH \"EXIT STATUS\"\n.nf\n  0  \
             fine\n  1  not\n.fi\n.PP\nOf several the first\n.SH EXAMPLES\n.nf\n  trafficdash\n"
        );
    }

    #[test]
    fn every_subcommand_has_a_page_with_its_name_and_its_examples() {
        let mut command = arguments::command();
        command.build();
        let pages = with_subcommands(command).into_iter().map(page);
        let pages: Vec<(String, Vec<u8>)> = pages.map(|one| one.expect("a page")).collect();
        for (name, bytes) in &pages {
            let text = String::from_utf8_lossy(bytes);
            assert!(text.contains(".SH EXAMPLES\n"), "{name}");
        }
        for name in [
            "trafficdash.1",
            "trafficdash-check-claim.1",
            "trafficdash-news-list.1",
        ] {
            let named = pages.iter().filter(|(one, _)| one == name);
            assert_eq!(named.count(), 1, "{name}");
        }
    }
}

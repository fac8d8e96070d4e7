//! The command prompt: one table of commands, how a line is read, and what completes it.

use std::str::FromStr;

use crate::export::format::{FORMATS, Format};
use crate::figures::{AsOf, Period};
use crate::news::kept::Mark;
use crate::problem::did_you_mean;
use crate::tui::action::{ACTIONS, Action};
use crate::tui::model::Model;
use crate::tui::theme::Theme;
use crate::tui::view_id::{VIEWS, ViewId};

/// What a line of the prompt asks for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Command {
    /// Set the as-known-on date.
    AsOf(AsOf),
    /// Move the period cursor.
    Period(Period),
    /// Open a view.
    View(ViewId),
    /// Take a theme.
    Theme(&'static str),
    /// Set the filter; empty takes it away.
    Filter(String),
    /// Write what is on screen to a file, in a format and under a name or the proposed one.
    Export(Format, Option<String>),
    /// Mark the news item under the cursor.
    Mark(Mark),
    /// Follow the feed of this address.
    Follow(String),
    /// Open the link of this number in the item that is read.
    Link(usize),
    /// Carry out an action.
    Act(Action),
}

/// One command that takes an argument.
struct Row {
    name: &'static str,
    argument: &'static str,
    read: fn(&str) -> Result<Command, String>,
    candidates: fn(&Model) -> Vec<String>,
}

/// Every command that takes an argument; the name of every action is a command, too.
const COMMANDS: &[Row] = &[
    Row {
        name: "as-of",
        argument: "2012-10-18, or today",
        read: |text| parsed(text).map(Command::AsOf),
        candidates: |model| {
            let days = model.releases().iter().rev().map(ToString::to_string);
            ["today".to_owned()].into_iter().chain(days).collect()
        },
    },
    Row {
        name: "period",
        argument: "2011, 2011/12, 2011Q3 or 2012-10",
        read: |text| parsed(text).map(Command::Period),
        candidates: |model| {
            let periods = crate::present::scope::steps(
                &model.dataset,
                model.scope.period.kind(),
                model.scope.as_of,
            );
            periods.iter().rev().map(|period| period.code()).collect()
        },
    },
    Row {
        name: "view",
        argument: "the name of a view",
        read: |text| {
            let names = VIEWS.iter().map(|row| row.name);
            let known = ViewId::parse(text).map(Command::View);
            known.ok_or_else(|| format!("no view \"{text}\": {}", did_you_mean(text, names)))
        },
        candidates: |_| VIEWS.iter().map(|row| row.name.to_owned()).collect(),
    },
    Row {
        name: "theme",
        argument: "the name of a theme",
        read: |text| {
            let known = Theme::ALL.into_iter().find(|name| *name == text);
            known
                .map(Command::Theme)
                .ok_or_else(|| format!("no theme \"{text}\": {}", did_you_mean(text, Theme::ALL)))
        },
        candidates: |_| Theme::ALL.map(str::to_owned).to_vec(),
    },
    Row {
        name: "filter",
        argument: "words that rows must contain",
        read: |text| Ok(Command::Filter(text.to_owned())),
        candidates: |_| Vec::new(),
    },
    Row {
        name: "export",
        argument: "a format, and the name of a file if you like",
        read: |text| {
            let (name, file) = text.split_once(char::is_whitespace).unwrap_or((text, ""));
            let names = FORMATS.iter().map(|row| row.name);
            let format = Format::parse(name)
                .ok_or_else(|| format!("no format \"{name}\": {}", did_you_mean(name, names)))?;
            let file = Some(file.trim().to_owned()).filter(|file| !file.is_empty());
            Ok(Command::Export(format, file))
        },
        candidates: |_| FORMATS.iter().map(|row| row.name.to_owned()).collect(),
    },
    Row {
        name: "tag",
        argument: "a word for the news item under the cursor",
        read: |text| Ok(Command::Mark(Mark::Tag(text.to_owned()))),
        candidates: |_| Vec::new(),
    },
    Row {
        name: "untag",
        argument: "the tag to take away",
        read: |text| Ok(Command::Mark(Mark::Untag(text.to_owned()))),
        candidates: |_| Vec::new(),
    },
    Row {
        name: "note",
        argument: "your note on the news item under the cursor; - takes it away",
        read: |text| {
            let note = if text == "-" { "" } else { text };
            Ok(Command::Mark(Mark::Note(note.to_owned())))
        },
        candidates: |_| Vec::new(),
    },
    Row {
        name: "follow",
        argument: "the web address of a feed",
        read: |text| {
            let is_address = text.starts_with("https://") || text.starts_with("http://");
            let whole = is_address && text.chars().all(|one| one.is_ascii_graphic());
            let address = || Command::Follow(text.to_owned());
            whole.then(address).ok_or_else(|| {
                format!("\"{text}\" is no web address; it begins with https:// and has no blanks")
            })
        },
        candidates: |model| {
            let feeds = model.dataset.feeds.iter();
            feeds.map(|feed| String::from(&feed.address)).collect()
        },
    },
    Row {
        name: "link",
        argument: "the number of a link in the news item that is read",
        read: |text| {
            let number = text.trim_matches(['[', ']']).parse();
            let link = number.ok().map(Command::Link);
            link.ok_or_else(|| format!("\"{text}\" is no number of a link: write link 2"))
        },
        candidates: |_| Vec::new(),
    },
];

fn parsed<T: FromStr<Err: ToString>>(text: &str) -> Result<T, String> {
    text.parse().map_err(|error: T::Err| error.to_string())
}

/// Reads a line of the prompt; the error says what can be written.
pub fn read(line: &str) -> Result<Command, String> {
    let line = line.trim();
    let (name, argument) = line.split_once(char::is_whitespace).unwrap_or((line, ""));
    if let Some(row) = COMMANDS.iter().find(|row| row.name == name) {
        let argument = argument.trim();
        // `filter` and `export` stand in both tables: without words they ask for them.
        if argument.is_empty() && Action::parse(name).is_none() {
            return Err(format!("{name} needs {}", row.argument));
        }
        if !argument.is_empty() {
            return (row.read)(argument);
        }
    }
    let action = Action::parse(name).filter(|_| argument.is_empty());
    action
        .map(Command::Act)
        .ok_or_else(|| format!("no command \"{name}\": {}", did_you_mean(name, names())))
}

fn names() -> impl Iterator<Item = &'static str> + Clone {
    let actions = ACTIONS.iter().map(|row| row.name);
    let commands = COMMANDS.iter().map(|row| row.name);
    let only = commands.filter(|name| Action::parse(name).is_none());
    only.chain(actions)
}

/// What the line could become: whole lines, the likeliest first, at most `most`.
pub fn complete(line: &str, model: &Model, most: usize) -> Vec<String> {
    let Some((name, argument)) = line.split_once(' ') else {
        let hits = names().filter(|name| name.starts_with(line));
        return hits.take(most).map(str::to_owned).collect();
    };
    let Some(row) = COMMANDS.iter().find(|row| row.name == name) else {
        return Vec::new();
    };
    let candidates = (row.candidates)(model);
    let hits = candidates
        .iter()
        .filter(|one| one.starts_with(argument.trim_start()));
    hits.take(most).map(|one| format!("{name} {one}")).collect()
}

/// What may follow the command that the line begins with.
pub fn hint(line: &str) -> Option<&'static str> {
    let (name, _) = line.split_once(' ')?;
    let row = COMMANDS.iter().find(|row| row.name == name)?;
    Some(row.argument)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn commands_with_arguments_are_read() {
        let day = "2012-10-18".parse().expect("day");
        assert_eq!(read("as-of 2012-10-18"), Ok(Command::AsOf(AsOf::On(day))));
        assert_eq!(read(" as-of  today "), Ok(Command::AsOf(AsOf::Latest)));
        assert_eq!(read("view news"), Ok(Command::View(ViewId::News)));
        assert_eq!(
            read("filter home office"),
            Ok(Command::Filter("home office".to_owned()))
        );
        assert_eq!(
            read("export csv  my figures.csv"),
            Ok(Command::Export(
                Format::Csv,
                Some("my figures.csv".to_owned())
            ))
        );
        assert_eq!(
            read("export md"),
            Ok(Command::Export(Format::Markdown, None))
        );
        let period = "2011/12".parse().expect("period");
        assert_eq!(read("period 2011/12"), Ok(Command::Period(period)));
    }

    #[test]
    fn every_action_is_a_command() {
        for row in ACTIONS {
            let read = read(row.name);
            let taken = COMMANDS
                .iter()
                .any(|one| one.name == row.name && one.name == "theme");
            assert!(
                read == Ok(Command::Act(row.action)) || taken,
                "{}",
                row.name
            );
        }
    }

    #[test]
    fn a_slip_is_answered_with_the_nearest_name() {
        let error = read("as-off 2012").expect_err("no command");
        assert!(error.contains("did you mean \"as-of\"?"), "{error}");
        let error = read("as-of yesterday").expect_err("no day");
        assert!(error.contains("2012-10-18"), "{error}");
        let error = read("export htm").expect_err("no format");
        assert!(error.contains("did you mean \"html\"?"), "{error}");
        assert!(read("period").expect_err("no period").contains("2011Q3"));
    }
}

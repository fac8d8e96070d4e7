//! What the program can be asked, read from its own help: each subcommand with its arguments, so
//! that a new one is tried without a new test.

use std::ffi::OsString;

use crate::hostile::{everything, piece};

/// A subcommand and what can follow it.
#[derive(Debug)]
pub struct Subcommand {
    path: Vec<String>,
    /// What must follow it.
    wanted: Vec<Argument>,
    /// Options that take something.
    options: Vec<Argument>,
}

/// An argument, or an option with its name.
#[derive(Debug)]
struct Argument {
    name: String,
    /// The words that it can be, if they are listed.
    words: Vec<String>,
}

/// Every subcommand that has none of its own.
pub fn all() -> Vec<Subcommand> {
    let mut found = Vec::new();
    let mut open = vec![Vec::new()];
    while let Some(path) = open.pop() {
        let help = help(&path);
        let below = below(&help);
        if below.is_empty() {
            found.push(Subcommand {
                wanted: wanted(&help),
                options: options(&help),
                path,
            });
        } else {
            open.extend(
                below
                    .into_iter()
                    .map(|name| [path.clone(), vec![name]].concat()),
            );
        }
    }
    assert!(found.len() > 20, "{found:?}");
    found
}

impl Subcommand {
    /// What it is tried with, on a folder with a hostile record: as it is meant, with each word
    /// that an option can be, and with something hostile for every argument and option.
    pub fn runs(&self, record: &str) -> Vec<Vec<String>> {
        let meant = self.wanted.iter().map(|one| match one.words.first() {
            Some(word) => word.clone(),
            None => piece(0),
        });
        let meant: Vec<String> = meant.collect();
        let odd = everything().replace('\0', "");
        let mut runs = vec![meant.clone()];
        if !meant.is_empty() {
            runs.push(vec![odd.clone(); meant.len()]);
        }
        runs.push([meant.clone(), vec![odd.clone()]].concat());
        for option in &self.options {
            let values = match &option.words[..] {
                [] => vec![odd.clone()],
                words => [words, std::slice::from_ref(&odd)].concat(),
            };
            for value in values {
                runs.push([meant.clone(), vec![option.name.clone(), value]].concat());
            }
        }
        // What was fetched a moment ago is not due: nothing is waited for.
        if self.path.ends_with(&["fetch".to_owned()]) {
            let due = |run: &mut Vec<String>| run.push("--every-due".to_owned());
            runs.iter_mut().for_each(due);
        }
        let whole = |run: Vec<String>| {
            let data = ["--data".to_owned(), record.to_owned()];
            let given = run.contains(&"--data".to_owned());
            let data = data.into_iter().filter(|_| !given);
            self.path.iter().cloned().chain(run).chain(data).collect()
        };
        runs.into_iter().map(whole).collect()
    }

    /// It with nothing, and with each option that takes something, to be followed by that.
    pub fn bare_runs(&self) -> Vec<Vec<OsString>> {
        let options = self.options.iter().map(|one| Some(&one.name));
        let ends = [None].into_iter().chain(options);
        let run = |end: Option<&String>| self.path.iter().chain(end).map(OsString::from).collect();
        ends.map(run).collect()
    }
}

fn help(path: &[String]) -> String {
    let output = super::check(&[path, &["-h".to_owned()]].concat());
    String::from_utf8(output.stdout).expect("text")
}

/// The lines of a help after a heading, up to an empty one.
fn section<'h>(help: &'h str, heading: &str) -> impl Iterator<Item = &'h str> {
    let lines = help
        .lines()
        .skip_while(move |line| *line != heading)
        .skip(1);
    lines.take_while(|line| !line.is_empty())
}

/// The names under "Commands:".
fn below(help: &str) -> Vec<String> {
    let lines = section(help, "Commands:").filter(|line| !line.starts_with("   "));
    let names = lines.filter_map(|line| line.split_whitespace().next());
    names.map(str::to_owned).collect()
}

/// What must follow, as the line of usage says.
fn wanted(help: &str) -> Vec<Argument> {
    let arguments: Vec<Argument> = blocks(section(help, "Arguments:"));
    let is_wanted = |one: &Argument| one.name.starts_with('<');
    arguments.into_iter().filter(is_wanted).collect()
}

/// The options that take something, whatever heading they stand under.
fn options(help: &str) -> Vec<Argument> {
    let lines = help.lines().filter(|line| line.starts_with("  "));
    let all: Vec<Argument> = blocks(lines);
    all.into_iter()
        .filter(|one| one.name.starts_with("--"))
        .collect()
}

/// Arguments with their explanations, each of which begins a line and may go on in others.
fn blocks<'h>(lines: impl Iterator<Item = &'h str>) -> Vec<Argument> {
    let mut texts: Vec<String> = Vec::new();
    for line in lines {
        let begins = !line.starts_with("          ");
        match texts.last_mut() {
            Some(last) if !begins => last.push_str(&format!(" {}", line.trim())),
            _ => texts.push(line.trim().to_owned()),
        }
    }
    texts.iter().filter_map(|text| argument(text)).collect()
}

fn argument(text: &str) -> Option<Argument> {
    let mut words = text.split_whitespace();
    let first = words.find(|word| !(word.len() == 3 && word.ends_with(',')))?;
    let takes = words.next().is_some_and(|word| word.starts_with('<'));
    if first.starts_with("--") && !takes {
        return None;
    }
    let (_, listed) = text.split_once("[possible values: ").unwrap_or_default();
    let (listed, _) = listed.split_once(']').unwrap_or_default();
    let listed = listed.split(", ").filter(|word| !word.is_empty());
    Some(Argument {
        name: first.to_owned(),
        words: listed.map(str::to_owned).collect(),
    })
}

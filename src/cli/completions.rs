//! `trafficdash completions`: what a shell needs to complete subcommands, options and their
//! values, made from the arguments themselves.

use clap::builder::PossibleValuesParser;
use clap::{Arg, Command, CommandFactory as _};
use clap_complete::Shell;

use crate::load::FileSet;
use crate::tui::theme::Theme;

use super::arguments::{Arguments, Completions, without_unheeded};
use super::{FINE, Streams};

/// Writes the completions of a shell.
pub fn run(wanted: &Completions, streams: &mut Streams<'_>) -> anyhow::Result<u8> {
    // In memory first: the generator takes a reader that went away for a fault of the program.
    let mut script = Vec::new();
    let command = without_unheeded(Arguments::command());
    let mut command = with_names(command, &indicators());
    let name = command.get_name().to_owned();
    clap_complete::generate(wanted.shell, &mut command, name, &mut script);
    let script = String::from_utf8(script)?;
    let script = with_words(wanted.shell, script, &command);
    streams.out.write_all(script.as_bytes())?;
    Ok(FINE)
}

/// The ids of the built-in indicators, which are the names of their files. Arguments are made of
/// what lives as long as the program, and it ends after these.
fn indicators() -> Vec<&'static str> {
    let files = FileSet::embedded().files.into_iter();
    let names = files.filter_map(|file| {
        let name = file.path.strip_prefix("indicators/")?;
        let id = name.strip_suffix(".toml")?;
        Some(&*id.to_owned().leak())
    });
    names.collect()
}

/// The command that offers themes by name and indicators by their ids. It is for scripts alone:
/// another record has other ones, which are taken, and an unknown theme is told by what looks it up.
fn with_names(command: Command, indicators: &[&'static str]) -> Command {
    command
        .mut_args(|option| {
            let names = match option.get_id().as_str() {
                "indicator" | "indicators" => indicators,
                "theme" => &Theme::ALL[..],
                _ => return option,
            };
            option.value_parser(PossibleValuesParser::new(names.to_vec()))
        })
        .mut_subcommands(|subcommand| with_names(subcommand, indicators))
}

/// A word that stands by itself after a subcommand, such as the name of a view.
struct Word {
    /// The subcommand with those above it.
    path: Vec<String>,
    name: String,
    help: String,
}

/// The words of all subcommands.
fn words(command: &Command, path: &[String], found: &mut Vec<Word>) {
    for value in command.get_positionals().flat_map(Arg::get_possible_values) {
        found.push(Word {
            path: path.to_vec(),
            name: value.get_name().to_owned(),
            help: value
                .get_help()
                .map_or_else(String::new, ToString::to_string),
        });
    }
    for subcommand in command.get_subcommands() {
        let path = [path, &[subcommand.get_name().to_owned()]].concat();
        words(subcommand, &path, found);
    }
}

/// The script with the words that the generator of its shell leaves out.
fn with_words(shell: Shell, mut script: String, command: &Command) -> String {
    let mut found = Vec::new();
    words(command, &[], &mut found);
    let program = command.get_name();
    if shell == Shell::Fish {
        script = script.replacen(FISH_ARGUMENTS, FISH_ARGUMENTS_WITHOUT_VALUE, 1);
    }
    // What is put after the same line stands in the opposite order.
    for word in found.iter().rev() {
        let Word { path, name, help } = word;
        let path = [&[program.to_owned()], path.as_slice()].concat().join(";");
        match shell {
            Shell::Fish => script.push_str(&fish(program, word)),
            Shell::Elvish => {
                let help = help.replace('\'', "''");
                let line = format!("\n            cand {name} '{help}'");
                put_after(&mut script, &format!("&'{path}'= {{"), &line);
            }
            Shell::PowerShell => {
                // PowerShell refuses an empty description.
                let help = if help.is_empty() { name } else { help };
                let help = help.replace('\'', "''");
                let line = format!(
                    "\n            [CompletionResult]::new('{name}', '{name}', \
                     [CompletionResultType]::ParameterValue, '{help}')"
                );
                put_after(&mut script, &format!("'{path}' {{"), &line);
            }
            _ => {}
        }
    }
    script
}

/// How a script for fish takes the arguments so far apart. That fails on an option whose value is
/// still to come, and then nothing is offered for it.
const FISH_ARGUMENTS: &str =
    "argparse -s (__fish_trafficdash_global_optspecs) -- $cmd 2>/dev/null\n";

/// The same, without the last one if need be.
const FISH_ARGUMENTS_WITHOUT_VALUE: &str =
    "argparse -s (__fish_trafficdash_global_optspecs) -- $cmd 2>/dev/null
    or argparse -s (__fish_trafficdash_global_optspecs) -- $cmd[1..-2] 2>/dev/null\n";

/// The line that offers a word in fish.
fn fish(program: &str, word: &Word) -> String {
    let is_used = match word.path.as_slice() {
        [first, rest @ ..] => {
            let above = format!("__fish_{program}_using_subcommand {first}");
            let below = rest.iter();
            let below = below.map(|name| format!("; and __fish_seen_subcommand_from {name}"));
            above + &below.collect::<String>()
        }
        [] => format!("__fish_{program}_needs_command"),
    };
    let help = word.help.replace('\\', "\\\\").replace('\'', "\\'");
    let name = &word.name;
    format!("complete -c {program} -n \"{is_used}\" -f -a \"{name}\" -d '{help}'\n")
}

/// Puts a text after the first place where another one stands.
fn put_after(script: &mut String, mark: &str, text: &str) {
    if let Some(at) = script.find(mark) {
        script.insert_str(at + mark.len(), text);
    }
}

//! A problem: one thing that is wrong in a file, as a value and not as an error. A problem
//! always says what to do about it.

use std::error::Error;
use std::fmt;
use std::io::{self, ErrorKind};

use crate::clean;

/// One thing that is wrong in a file of the record or of the settings.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Problem {
    /// The file as the user would name it.
    pub file: String,
    /// The line, counted from 1, if one line is to blame.
    pub line: Option<usize>,
    /// What is wrong.
    pub what: String,
    /// What to do about it.
    pub remedy: String,
}

impl Problem {
    /// Something wrong on a line of a file. The texts are cleaned: they quote what stands in
    /// files, and the names of files, which may hold anything.
    pub fn new(
        file: &str,
        line: Option<usize>,
        what: impl Into<String>,
        remedy: impl Into<String>,
    ) -> Self {
        Self {
            file: clean::line(file).into_owned(),
            line,
            what: cleaned(&what.into()),
            remedy: cleaned(&remedy.into()),
        }
    }

    /// Something wrong with a whole file.
    pub fn of_file(file: &str, what: impl Into<String>, remedy: impl Into<String>) -> Self {
        Self::new(file, None, what, remedy)
    }
}

/// The longest text of a problem, in characters; a file may hold a field of any length.
const LONGEST: usize = 400;

fn cleaned(text: &str) -> String {
    let text = clean::line(text).into_owned();
    match text.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("{} …", &text[..end]),
        None => text,
    }
}

impl fmt::Display for Problem {
    /// `file:line: what; remedy`, on one line, as editors and compilers write it.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.file)?;
        if let Some(line) = self.line {
            write!(f, ":{line}")?;
        }
        write!(f, ": {}", self.what)?;
        if !self.remedy.is_empty() {
            write!(f, "; {}", self.remedy)?;
        }
        Ok(())
    }
}

/// The name among `names` that was probably meant by `wanted`, if one is near enough.
pub fn nearest<'a>(wanted: &str, names: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    names
        .into_iter()
        .map(|name| (strsim::jaro_winkler(wanted, name), name))
        .filter(|(likeness, _)| *likeness > 0.8)
        .max_by(|a, b| a.0.total_cmp(&b.0))
        .map(|(_, name)| name)
}

/// What to do about a name that is none of `names`: take the nearest, or one of them.
pub fn did_you_mean<'a>(wanted: &str, names: impl IntoIterator<Item = &'a str> + Clone) -> String {
    if let Some(name) = nearest(wanted, names.clone()) {
        return format!("did you mean \"{name}\"?");
    }
    let names: Vec<String> = names
        .into_iter()
        .map(|name| format!("\"{name}\""))
        .collect();
    format!("it can be {}", names.join(", "))
}

/// Why the system did not do something, in words without its number.
pub fn cause(error: &io::Error) -> String {
    let words = match error.kind() {
        // Whoever made it chose the words.
        _ if error.get_ref().is_some() => return without_number(&error.to_string()),
        ErrorKind::NotFound => "there is no such file or folder",
        ErrorKind::PermissionDenied => "you have no right to",
        ErrorKind::StorageFull => "the disk is full",
        ErrorKind::QuotaExceeded => "your share of the disk is used up",
        ErrorKind::ReadOnlyFilesystem => "its disk can only be read",
        ErrorKind::FileTooLarge => "it would be larger than a file may be here",
        ErrorKind::NotADirectory => "a part of its path is no folder",
        ErrorKind::IsADirectory => "it is a folder",
        ErrorKind::InvalidFilename => "its name is too long, or none that this disk takes",
        ErrorKind::InvalidData => "it is no text in UTF-8",
        ErrorKind::OutOfMemory => "there is not enough memory",
        _ => return without_number(&error.to_string()),
    };
    words.to_owned()
}

/// An error with all its causes, each after a colon, none of them twice.
pub fn told(error: &(dyn Error + 'static)) -> String {
    let words = |error: &(dyn Error + 'static)| {
        let of_system = error.downcast_ref::<io::Error>();
        of_system.map_or_else(|| without_number(&error.to_string()), cause)
    };
    let mut told = words(error);
    let mut reason = error.source();
    while let Some(why) = reason {
        let next = words(why);
        if !told.ends_with(&next) {
            told.push_str(": ");
            told.push_str(&next);
        }
        reason = why.source();
    }
    told
}

/// The words of the system without "(os error 2)" after them.
fn without_number(text: &str) -> String {
    let mut parts = text.split(" (os error ");
    let mut rest = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let digits = part
            .trim_start_matches('-')
            .trim_start_matches(|one: char| one.is_ascii_digit());
        rest.push_str(digits.strip_prefix(')').unwrap_or(digits));
    }
    rest
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_the_system_says_is_told_in_words_without_a_number() {
        let of_system = |number| io::Error::from_raw_os_error(number);
        assert_eq!(cause(&of_system(2)), "there is no such file or folder");
        assert_eq!(cause(&ErrorKind::StorageFull.into()), "the disk is full");
        for number in 1..130 {
            let said = cause(&of_system(number));
            assert!(!said.contains("os error") && !said.contains(')'), "{said}");
        }
        let within = format!("a.txt: {} (twice)", of_system(2));
        let said = cause(&io::Error::other(within));
        assert!(
            said.starts_with("a.txt: ") && said.ends_with(" (twice)"),
            "{said}"
        );
        assert!(!said.contains("os error"), "{said}");
    }

    #[test]
    fn an_error_is_told_with_its_causes_each_once() {
        #[derive(Debug, thiserror::Error)]
        enum Why {
            #[error("a.txt cannot be written")]
            Apart(#[source] io::Error),
            #[error("the archive cannot be opened: {}", cause(.0))]
            Within(#[source] io::Error),
        }
        let full = || ErrorKind::StorageFull.into();
        let said = told(&Why::Apart(full()));
        assert_eq!(said, "a.txt cannot be written: the disk is full");
        let said = told(&Why::Within(full()));
        assert_eq!(said, "the archive cannot be opened: the disk is full");
    }

    #[test]
    fn what_is_quoted_from_a_file_cannot_steer_the_terminal() {
        let file = "data/\u{1b}[2J.toml";
        let problem = Problem::new(file, Some(1), "\"\u{202e}649\" is odd", "take\nit out");
        assert_eq!(
            problem.to_string(),
            "data/·[2J.toml:1: \"649\" is odd; take it out"
        );
        let long = Problem::of_file("a", "é".repeat(5000), "cut it");
        assert_eq!(long.what.chars().count(), LONGEST + 2);
    }

    #[test]
    fn a_problem_reads_as_file_line_what_and_remedy() {
        let mut problem = Problem {
            file: "data/sources.toml".into(),
            line: Some(14),
            what: "no title".into(),
            remedy: "add `title = \"…\"`".into(),
        };
        assert_eq!(
            problem.to_string(),
            "data/sources.toml:14: no title; add `title = \"…\"`"
        );
        problem.line = None;
        problem.remedy.clear();
        assert_eq!(problem.to_string(), "data/sources.toml: no title");
    }

    #[test]
    fn the_nearest_name_is_offered_and_otherwise_all() {
        let names = ["next-period", "filter", "quit"];
        assert_eq!(
            did_you_mean("next-perod", names),
            "did you mean \"next-period\"?"
        );
        assert_eq!(
            did_you_mean("xyz", names),
            "it can be \"next-period\", \"filter\", \"quit\""
        );
    }
}

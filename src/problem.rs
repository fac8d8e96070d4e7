//! A problem: one thing that is wrong in a file, as a value and not as an error. A problem
//! always says what to do about it.

use std::fmt;

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

#[cfg(test)]
mod tests {
    use super::*;

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

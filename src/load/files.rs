//! The files of a record: those built into the program, those of a folder, or both.

use std::fs;
use std::io::Read as _;
use std::path::{Path, PathBuf};

use super::suggest;
use crate::built_in;
use crate::problem::{Problem, cause};

/// What to do about a file that cannot be read.
const GONE: &str = "check that it is there and readable, or take it away";

/// No file of values is larger than this: twenty times all values of the shipped record.
const MOST_VALUES: u64 = 8 << 20;

/// No other file of a record is larger than this: a dozen times the longest one that is shipped.
const MOST_WORDS: u64 = 512 << 10;

/// The files of a record that stand in no folder.
const TOP_FILES: [&str; 9] = [
    "record.toml",
    "codelists.toml",
    "sources.toml",
    "events.toml",
    "conflicts.toml",
    "helplines.toml",
    "outline.toml",
    "vocabulary.toml",
    "feeds.toml",
];

/// The folders of a record, in words.
const FOLDERS: &str = "indicators/, articles/ or cells/";

/// The files of a folder that are no part of a record and are passed over.
const OTHER_FILES: [&str; 1] = ["README.md"];

/// One file of a record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DataFile {
    /// Its path within the record, with `/`: `indicators/nrm-referrals.csv`.
    pub path: String,
    /// Its name in messages.
    pub shown: String,
    /// Its content.
    pub text: String,
}

impl DataFile {
    /// A file that stands by itself, in no folder of a record.
    pub fn read(path: &Path) -> Result<Self, Problem> {
        let shown = path.display().to_string();
        Ok(Self {
            text: text_of(path)?,
            path: shown.clone(),
            shown,
        })
    }

    /// The file's name without folder and ending.
    pub fn stem(&self) -> &str {
        let name = self.path.rsplit('/').next().unwrap_or(&self.path);
        name.rsplit_once('.').map_or(name, |(stem, _)| stem)
    }

    /// The line, counted from one, on which a byte of the text lies.
    pub fn line_of(&self, offset: usize) -> usize {
        last_line(&self.text.as_bytes()[..offset.min(self.text.len())])
    }

    /// Whether its name ends in `.toml` or `.csv`, in small or large letters.
    fn is_data(&self) -> bool {
        let ending = Path::new(&self.path).extension();
        let is = |known| ending.is_some_and(|one| one.eq_ignore_ascii_case(known));
        is("toml") || is("csv")
    }
}

/// The number of the line, counted from one, that a text ends on.
pub fn last_line(text: &[u8]) -> usize {
    text.split(|byte| *byte == b'\n').count()
}

/// The files of a record, in the order in which they are read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FileSet {
    /// The files, ordered by path; a folder's after the embedded ones of the same path.
    pub files: Vec<DataFile>,
    /// What could not be read.
    pub problems: Vec<Problem>,
    /// The paths of files that are there and could not be read.
    pub unread: Vec<String>,
    /// How many of the files are those of a folder.
    pub own: usize,
}

impl FileSet {
    /// The record built into the program.
    pub fn embedded() -> Self {
        let file = |(path, text): (String, String)| DataFile {
            shown: format!("data/{path}"),
            path,
            text,
        };
        let mut set = Self {
            files: built_in::files().into_iter().map(file).collect(),
            ..Self::default()
        };
        set.order();
        set
    }

    /// The record of a folder. A folder with a `record.toml` of its own stands alone; any
    /// other is laid on top of the embedded record.
    pub fn folder(folder: &Path) -> Self {
        let mut own = Self::default();
        own.read_folder(folder, "");
        own.order();
        own.own = own.files.len();
        if own.has("record.toml") {
            return own;
        }
        let mut both = Self::embedded();
        both.problems = own.problems;
        both.unread = own.unread;
        both.own = own.files.len();
        both.files.extend(own.files);
        both.order();
        both
    }

    /// Puts the files in order, those of one path as they came.
    fn order(&mut self) {
        self.files.sort_by(|one, other| one.path.cmp(&other.path));
    }

    /// A record of texts, for tests and tools.
    pub fn of_texts<'t>(texts: impl IntoIterator<Item = (&'t str, String)>) -> Self {
        let file = |(path, text): (&str, String)| DataFile {
            path: path.to_owned(),
            shown: format!("data/{path}"),
            text,
        };
        let mut set = Self {
            files: texts.into_iter().map(file).collect(),
            ..Self::default()
        };
        set.order();
        set
    }

    /// Whether a file is there, readable or not.
    pub fn has(&self, path: &str) -> bool {
        self.at(path).next().is_some() || self.is_unread(path)
    }

    /// Whether a file is there that could not be read.
    pub fn is_unread(&self, path: &str) -> bool {
        self.unread.iter().any(|one| one == path)
    }

    /// The files of exactly this path: more than one if a folder adds to it.
    pub fn at<'s>(&'s self, path: &'s str) -> impl Iterator<Item = &'s DataFile> {
        let from = self.files.partition_point(|file| *file.path < *path);
        let files = self.files[from..].iter();
        files.take_while(move |file| file.path == path)
    }

    /// The last file of each path below a folder with an ending: `("articles/", ".toml")`.
    pub fn latest_in<'s>(
        &'s self,
        folder: &'s str,
        ending: &'s str,
    ) -> impl Iterator<Item = &'s DataFile> {
        let files = self.files.iter().enumerate();
        files.filter_map(move |(at, file)| {
            let named = file.path.starts_with(folder) && file.path.ends_with(ending);
            let replaced = self
                .files
                .get(at + 1)
                .is_some_and(|next| next.path == file.path);
            (named && !replaced).then_some(file)
        })
    }

    /// The name of a file in messages, whether it is there or not.
    pub fn shown(&self, path: &str) -> String {
        let beside = |file: &DataFile| file.shown.strip_suffix(&file.path).map(str::to_owned);
        let last = self.files.iter().rev().find_map(beside);
        format!("{}{path}", last.unwrap_or_default())
    }

    /// Notes a definition of a folder without its values and values without their definition.
    pub fn pairs(&self, folder: &str, defined: &str, problems: &mut Vec<Problem>) {
        for file in self.latest_in(folder, ".toml") {
            let partner = format!("{folder}{}.csv", file.stem());
            if !self.has(&partner) {
                let what = format!("\"{partner}\" with the values of this {defined} is missing");
                problems.push(Problem::of_file(&file.shown, what, "add the file"));
            }
        }
        for file in self.latest_in(folder, ".csv") {
            let partner = format!("{folder}{}.toml", file.stem());
            if self.has(&partner) {
                continue;
            }
            let known = self.latest_in(folder, ".toml").map(DataFile::stem);
            let remedy = suggest::nearest(file.stem(), known).map_or_else(
                || "add the file".to_owned(),
                |near| format!("add the file, or did you mean \"{near}.csv\"?"),
            );
            let what = format!("\"{partner}\", which defines this {defined}, is missing");
            problems.push(Problem::of_file(&file.shown, what, remedy));
        }
    }

    /// Notes files of data that nothing reads, so that a mistyped name is not passed over.
    pub fn strangers(&self, problems: &mut Vec<Problem>) {
        for file in &self.files {
            let (folder, name) = file.path.split_once('/').unwrap_or(("", &file.path));
            let ending = name.rsplit_once('.').map_or("", |(_, ending)| ending);
            let known = match folder {
                "" => TOP_FILES.contains(&name),
                "articles" => ending == "toml",
                "cells" | "indicators" => matches!(ending, "toml" | "csv"),
                _ => false,
            };
            if file.is_data() && !known {
                let near = suggest::nearest(&file.path, TOP_FILES);
                let remedy = near.map_or_else(
                    || format!("name it {}, or put it into {FOLDERS}", TOP_FILES.join(", ")),
                    |near| format!("did you mean \"{near}\"?"),
                );
                let what = "no file of a record has this name, so it is not read";
                problems.push(Problem::of_file(&file.shown, what, remedy));
            }
        }
    }

    fn read_folder(&mut self, folder: &Path, below: &str) {
        let entries = match fs::read_dir(folder) {
            Ok(entries) => entries,
            Err(error) => return self.unreadable(folder, &error.to_string(), GONE),
        };
        let mut paths: Vec<PathBuf> = entries.flatten().map(|entry| entry.path()).collect();
        paths.sort();
        for path in paths {
            let Some(name) = path.file_name().and_then(|name| name.to_str()) else {
                self.unreadable(&path, "its name is not UTF-8", "rename it");
                continue;
            };
            let inside = format!("{below}{name}");
            if name.starts_with('.') || name.ends_with('~') || OTHER_FILES.contains(&name) {
                continue;
            }
            if path.is_dir() && below.is_empty() {
                self.read_folder(&path, &format!("{inside}/"));
            } else if path.is_dir() {
                self.unreadable(&path, "it is a folder within a folder", "move its files up");
            } else {
                self.read_file(&path, inside);
            }
        }
    }

    fn read_file(&mut self, path: &Path, inside: String) {
        let mut file = DataFile {
            path: inside,
            shown: path.display().to_string(),
            text: String::new(),
        };
        if !file.is_data() {
            return;
        }
        match text_of(path) {
            Ok(text) => {
                file.text = text;
                self.files.push(file);
            }
            Err(problem) => {
                self.problems.push(problem);
                self.unread.push(file.path);
            }
        }
    }

    fn unreadable(&mut self, path: &Path, why: &str, remedy: &str) {
        self.problems.push(unreadable(path, None, why, remedy));
    }
}

fn unreadable(path: &Path, line: Option<usize>, why: &str, remedy: &str) -> Problem {
    let what = format!("cannot be read: {why}");
    Problem::new(&path.display().to_string(), line, what, remedy)
}

/// The text of a file without its byte order mark, or why there is none.
fn text_of(path: &Path) -> Result<String, Problem> {
    let refuse = |why, remedy| Err(unreadable(path, None, why, remedy));
    let gone = |error: std::io::Error| unreadable(path, None, &cause(&error), GONE);
    let data = fs::metadata(path).map_err(gone)?;
    if !data.is_file() {
        return refuse("it is no regular file", "take it away");
    }
    let holds_values = path.extension().is_some_and(|ending| ending == "csv");
    let (most, why) = if holds_values {
        (MOST_VALUES, "it is larger than 8 MiB")
    } else {
        (MOST_WORDS, "it is larger than 512 KiB")
    };
    let mut bytes = Vec::new();
    if data.len() <= most {
        bytes.reserve_exact(data.len() as usize + 1);
        // Some files are longer than the system says.
        let file = fs::File::open(path).map_err(gone)?;
        file.take(most + 1).read_to_end(&mut bytes).map_err(gone)?;
    }
    if data.len() > most || bytes.len() as u64 > most {
        return refuse(why, "divide it, or make it smaller");
    }
    let text = String::from_utf8(bytes).map_err(|error| {
        let before = &error.as_bytes()[..error.utf8_error().valid_up_to()];
        let line = Some(last_line(before));
        unreadable(path, line, "it is not UTF-8 text", "save it as UTF-8")
    })?;
    Ok(match text.strip_prefix('\u{feff}') {
        Some(rest) => rest.to_owned(),
        None => text,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_counted_from_one() {
        let file = DataFile {
            path: "indicators/a-b.toml".to_owned(),
            shown: String::new(),
            text: "one\ntwo\nthree".into(),
        };
        assert_eq!([0, 3, 4, 8, 99].map(|at| file.line_of(at)), [1, 1, 2, 3, 3]);
        assert_eq!(file.stem(), "a-b");
    }

    #[test]
    fn the_record_is_built_in() {
        let files = FileSet::embedded();
        assert!(files.at("record.toml").next().is_some());
        assert!(files.latest_in("indicators/", ".toml").count() > 40);
    }
}

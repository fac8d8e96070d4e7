//! The user's settings: the defaults of `config.toml` with the user's file on top. A mistake in the
//! file is a problem with its line; everything else in the file still counts.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::{self, Read};
use std::ops::Range;
use std::path::{Path, PathBuf};

use chrono::TimeDelta;
use toml::de::{DeArray, DeTable, DeValue};

use crate::problem::{Problem, cause, did_you_mean};

/// Every setting with its default and its explanation, as shipped.
pub const DEFAULT: &str = include_str!("../config.toml");

/// Nobody writes a settings file of this many bytes.
const TOO_LARGE: u64 = 1 << 16;

/// Nobody mends more mistakes of a file than this at once.
const MOST_PROBLEMS: usize = 100;

/// The names of the settings.
const SETTINGS: [&str; 7] = [
    "theme",
    "glyphs",
    "mouse",
    "data-dir",
    "fetch-every",
    "keep-news",
    "keys",
];

/// Feeds are not fetched more often than after so many minutes.
const LEAST_MINUTES: u32 = 15;

/// The settings.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Config {
    /// The file they come from, as shown to the user; empty if there is none.
    pub file: String,
    /// The theme's name, or "auto".
    pub theme: String,
    /// The line that `theme` stands in, if it was set.
    pub theme_line: Option<usize>,
    /// The characters of marks.
    pub glyphs: GlyphSetting,
    /// Whether the mouse is caught.
    pub mouse: bool,
    /// The folder to load the record from, if not the built-in one.
    pub data_dir: Option<PathBuf>,
    /// How often the feeds that the user follows are fetched; only when asked if none.
    pub fetch_every: Option<TimeDelta>,
    /// How many days news are kept; for good if none.
    pub keep_news: Option<u32>,
    /// The keys that were set, in the order of the file.
    pub keys: Vec<KeySetting>,
}

/// Which characters marks are drawn with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum GlyphSetting {
    /// What the locale allows.
    Auto,
    /// Blocks, box drawing and braille.
    Unicode,
    /// The same with lines in octants, for fonts that have them.
    Octants,
    /// ASCII alone.
    Ascii,
}

impl GlyphSetting {
    const NAMES: [(&'static str, Self); 4] = [
        ("auto", Self::Auto),
        ("unicode", Self::Unicode),
        ("octants", Self::Octants),
        ("ascii", Self::Ascii),
    ];
}

/// The keys of one action.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeySetting {
    /// The action's name, not yet looked up.
    pub name: String,
    /// Its keys, not yet read.
    pub keys: Vec<String>,
    /// Where it stands.
    pub line: Option<usize>,
}

impl Default for Config {
    fn default() -> Self {
        Self {
            file: String::new(),
            theme: "auto".into(),
            theme_line: None,
            glyphs: GlyphSetting::Auto,
            mouse: true,
            data_dir: None,
            fetch_every: None,
            keep_news: None,
            keys: Vec::new(),
        }
    }
}

/// The environment variables, as a value. A variable that is empty counts as not set.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Environment(BTreeMap<String, String>);

impl Environment {
    /// Those of this process; one that is not Unicode is left out.
    pub fn of_process() -> Self {
        let read = |(name, value): (std::ffi::OsString, std::ffi::OsString)| {
            Some((name.into_string().ok()?, value.into_string().ok()?))
        };
        Self(std::env::vars_os().filter_map(read).collect())
    }

    /// A variable's value, if it is set and not empty.
    pub fn get(&self, name: &str) -> Option<&str> {
        self.0
            .get(name)
            .map(String::as_str)
            .filter(|value| !value.is_empty())
    }
}

impl<const N: usize> From<[(&str, &str); N]> for Environment {
    fn from(variables: [(&str, &str); N]) -> Self {
        Self(
            variables
                .map(|(name, value)| (name.to_owned(), value.to_owned()))
                .into(),
        )
    }
}

impl Config {
    /// The settings of `explicit`, or of the user's own file if there is one, and everything that
    /// is wrong in it.
    pub fn load(explicit: Option<&Path>, environment: &Environment) -> (Self, Vec<Problem>) {
        let Some(path) = explicit
            .map(Path::to_path_buf)
            .or_else(|| Self::user_file(environment))
        else {
            return (Self::default(), Vec::new());
        };
        match read(&path) {
            Ok(bytes) => Self::parse(&String::from_utf8_lossy(&bytes), &path, environment),
            Err(error) if explicit.is_none() && error.kind() == io::ErrorKind::NotFound => {
                (Self::default(), Vec::new())
            }
            Err(error) => {
                let config = Self {
                    file: path.display().to_string(),
                    ..Self::default()
                };
                let what = format!("cannot be read: {}", cause(&error));
                let remedy = "the defaults are used: mend the file or name another with --config";
                let problem = config.problem(None, what, remedy.into());
                (config, vec![problem])
            }
        }
    }

    /// Where the user's own file would be.
    pub fn user_file(environment: &Environment) -> Option<PathBuf> {
        let xdg = environment.get("XDG_CONFIG_HOME").map(PathBuf::from);
        let folder = xdg.filter(|folder| folder.is_absolute()).or_else(|| {
            let home = etcetera::choose_base_strategy().ok()?;
            Some(etcetera::BaseStrategy::config_dir(&home))
        })?;
        Some(folder.join("trafficdash").join("config.toml"))
    }

    /// The settings in `text`, which was read from `path`, and everything that is wrong in them.
    pub fn parse(text: &str, path: &Path, environment: &Environment) -> (Self, Vec<Problem>) {
        let mut reader = Reader {
            text,
            path,
            environment,
            config: Self {
                file: path.display().to_string(),
                ..Self::default()
            },
            problems: Vec::new(),
        };
        reader.read();
        reader.problems.sort();
        (reader.config, reader.problems)
    }

    /// A problem in the file of these settings.
    pub fn problem(&self, line: Option<usize>, what: String, remedy: String) -> Problem {
        Problem::new(&self.file, line, what, remedy)
    }
}

/// The bytes of a file of settings; refuses what can be none.
fn read(path: &Path) -> io::Result<Vec<u8>> {
    if !fs::metadata(path)?.is_file() {
        return Err(io::Error::other("it is no regular file"));
    }
    let mut bytes = Vec::new();
    let read = File::open(path)?.take(TOO_LARGE).read_to_end(&mut bytes)?;
    if read as u64 == TOO_LARGE {
        return Err(io::Error::other("too large for a file of settings"));
    }
    Ok(bytes)
}

/// A file of settings while it is read.
struct Reader<'a> {
    text: &'a str,
    path: &'a Path,
    environment: &'a Environment,
    config: Config,
    problems: Vec<Problem>,
}

impl Reader<'_> {
    fn read(&mut self) {
        // What stands for bytes that are no text.
        if let Some(at) = self.text.find(char::REPLACEMENT_CHARACTER) {
            let line = Some(self.line(&(at..at)));
            self.problem(line, "a character is not UTF-8", "save the file as UTF-8");
        }
        let (table, errors) = DeTable::parse_recoverable(self.text);
        for error in errors.into_iter().take(MOST_PROBLEMS) {
            let line = error.span().map(|span| self.line(&span));
            let what = error.message().lines().collect::<Vec<_>>().join(", ");
            self.problem(line, what, "mend the TOML there");
        }
        for (name, value) in in_order(table.get_ref()) {
            if self.problems.len() >= MOST_PROBLEMS {
                let what = "there are too many mistakes; not all of the file was read";
                self.problem(None, what, "mend those that are named first");
                return;
            }
            self.setting(name, value.get_ref(), &value.span());
        }
    }

    fn setting(&mut self, name: &str, value: &DeValue<'_>, span: &Range<usize>) {
        let line = Some(self.line(span));
        match name {
            "theme" => {
                if let Some(theme) = self.string(name, value, span) {
                    self.config.theme = theme;
                    self.config.theme_line = line;
                }
            }
            "glyphs" => self.glyphs(value, span),
            "mouse" => match value.as_bool() {
                Some(mouse) => self.config.mouse = mouse,
                None => self.problem(
                    line,
                    "mouse is neither true nor false",
                    "write true or false",
                ),
            },
            "data-dir" => {
                if let Some(folder) = self.string(name, value, span) {
                    self.config.data_dir = self.folder(&folder);
                }
            }
            "fetch-every" => {
                let minutes = self.whole(name, value, span).filter(|minutes| *minutes > 0);
                if minutes.is_some_and(|minutes| minutes < LEAST_MINUTES) {
                    let what = format!("{name} is less than {LEAST_MINUTES} minutes");
                    self.problem(
                        line,
                        what,
                        "give servers that much rest, or write 0 for never",
                    );
                }
                let every = minutes.map(|minutes| minutes.max(LEAST_MINUTES));
                self.config.fetch_every = every.map(|every| TimeDelta::minutes(every.into()));
            }
            "keep-news" => {
                let days = self.whole(name, value, span);
                self.config.keep_news = days.filter(|days| *days > 0);
            }
            "keys" => match value.as_table() {
                Some(table) => self.keys(table),
                None => self.problem(line, "keys is no table", "write `[keys]` on its own line"),
            },
            _ => {
                let what = format!("there is no setting {name:?}");
                self.problem(line, what, &did_you_mean(name, SETTINGS));
            }
        }
    }

    fn glyphs(&mut self, value: &DeValue<'_>, span: &Range<usize>) {
        let Some(name) = self.string("glyphs", value, span) else {
            return;
        };
        let known = GlyphSetting::NAMES;
        if let Some((_, glyphs)) = known.iter().find(|(known, _)| *known == name) {
            self.config.glyphs = *glyphs;
        } else {
            let what = format!("there are no glyphs {name:?}");
            let remedy = did_you_mean(&name, known.map(|(name, _)| name));
            self.problem(Some(self.line(span)), what, &remedy);
        }
    }

    fn keys(&mut self, table: &DeTable<'_>) {
        for (name, value) in in_order(table) {
            let span = value.span();
            let line = Some(self.line(&span));
            let keys = match value.get_ref() {
                DeValue::Array(keys) => texts(keys),
                DeValue::String(key) => Some(vec![key.to_string()]),
                _ => None,
            };
            if let Some(keys) = keys {
                self.config.keys.push(KeySetting {
                    name: name.to_owned(),
                    keys,
                    line,
                });
            } else {
                let what = format!("the keys of {name:?} are no list of texts");
                self.problem(line, what, "write them as [\"x\", \"ctrl-x\"]");
            }
        }
    }

    fn string(&mut self, name: &str, value: &DeValue<'_>, span: &Range<usize>) -> Option<String> {
        let text = value.as_str().map(str::to_owned);
        if text.is_none() {
            let what = format!("{name} is no text");
            self.problem(Some(self.line(span)), what, "put it in quotation marks");
        }
        text
    }

    fn whole(&mut self, name: &str, value: &DeValue<'_>, span: &Range<usize>) -> Option<u32> {
        let written = value.as_integer();
        let number = written.and_then(|one| u32::from_str_radix(one.as_str(), one.radix()).ok());
        if number.is_none() {
            let what = format!("{name} is no whole number");
            self.problem(Some(self.line(span)), what, "write one from 0 up");
        }
        number
    }

    /// The folder of this name: from the home folder after `~/`, else from the file's own folder.
    fn folder(&self, name: &str) -> Option<PathBuf> {
        if name.is_empty() {
            return None;
        }
        if let (Some(rest), Some(home)) = (name.strip_prefix("~/"), self.environment.get("HOME")) {
            return Some(Path::new(home).join(rest));
        }
        let own = self.path.parent().unwrap_or(Path::new(""));
        Some(own.join(name))
    }

    fn line(&self, span: &Range<usize>) -> usize {
        let before = self.text.as_bytes().iter().take(span.start);
        1 + before.filter(|byte| **byte == b'\n').count()
    }

    fn problem(&mut self, line: Option<usize>, what: impl Into<String>, remedy: &str) {
        let problem = self.config.problem(line, what.into(), remedy.to_owned());
        self.problems.push(problem);
    }
}

/// The texts of a list, if there is nothing else in it.
fn texts(list: &DeArray<'_>) -> Option<Vec<String>> {
    list.iter()
        .map(|item| item.get_ref().as_str().map(str::to_owned))
        .collect()
}

/// The entries of a table in the order in which they are written, without those whose value is
/// broken TOML: they have no place in the file.
fn in_order<'t, 'i>(table: &'t DeTable<'i>) -> Vec<(&'t str, &'t toml::Spanned<DeValue<'i>>)> {
    let mut entries: Vec<_> = table.iter().collect();
    entries.retain(|(_, value)| !value.span().is_empty());
    entries.sort_by_key(|(name, _)| name.span().start);
    entries
        .into_iter()
        .map(|(name, value)| (name.get_ref().as_ref(), value))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(text: &str) -> (Config, Vec<String>) {
        let home = Environment::from([("HOME", "/home/ada")]);
        let (config, problems) = Config::parse(text, Path::new("/etc/t/config.toml"), &home);
        (config, problems.iter().map(Problem::to_string).collect())
    }

    #[test]
    fn the_shipped_file_says_what_the_defaults_are() {
        let (config, problems) = parse(DEFAULT);
        assert_eq!(problems, [""; 0]);
        let said = Config {
            file: String::new(),
            theme_line: None,
            keys: Vec::new(),
            ..config
        };
        assert_eq!(said, Config::default());
        for name in SETTINGS {
            assert!(DEFAULT.contains(&format!("\n{name} =")) || name == "keys");
        }
    }

    #[test]
    fn every_mistake_is_reported_and_the_rest_counts() {
        let (config, problems) = parse(
            "theem = \"dark\"\nglyphs = \"asci\"\nmouse = 1\ntheme = \"light\"\ndata-dir = 3\n\
             [keys]\nquit = [\"x\"]\nopen = [1]\nup = true\n",
        );
        assert_eq!(
            problems,
            [
                "/etc/t/config.toml:1: there is no setting \"theem\"; did you mean \"theme\"?",
                "/etc/t/config.toml:2: there are no glyphs \"asci\"; did you mean \"ascii\"?",
                "/etc/t/config.toml:3: mouse is neither true nor false; write true or false",
                "/etc/t/config.toml:5: data-dir is no text; put it in quotation marks",
                "/etc/t/config.toml:8: the keys of \"open\" are no list of texts; \
                 write them as [\"x\", \"ctrl-x\"]",
                "/etc/t/config.toml:9: the keys of \"up\" are no list of texts; \
                 write them as [\"x\", \"ctrl-x\"]",
            ]
        );
        assert_eq!(
            (config.theme.as_str(), config.theme_line),
            ("light", Some(4))
        );
        assert_eq!(
            config.keys,
            [KeySetting {
                name: "quit".into(),
                keys: vec!["x".into()],
                line: Some(7)
            }]
        );
    }

    #[test]
    fn broken_toml_is_a_problem_with_its_line_and_the_rest_counts() {
        let (config, problems) = parse("theme = \"light\"\nmouse = = false\nglyphs = \"ascii\"\n");
        assert!(!problems.is_empty());
        for problem in &problems {
            assert!(problem.starts_with("/etc/t/config.toml:2: "), "{problem}");
        }
        assert_eq!(config.theme, "light");
        assert_eq!(config.glyphs, GlyphSetting::Ascii);
    }

    #[test]
    fn a_byte_that_is_no_text_is_named_with_its_line_and_the_rest_counts() {
        let folder = tempfile::tempdir().expect("a folder");
        let file = folder.path().join("c.toml");
        std::fs::write(&file, b"theme = \"light\"\n# caf\xe9\nmouse = false\n").expect("written");
        let (config, problems) = Config::load(Some(&file), &Environment::default());
        assert_eq!((&*config.theme, config.mouse), ("light", false));
        let named = format!(
            "{}:2: a character is not UTF-8; save the file as UTF-8",
            file.display()
        );
        let problems: Vec<String> = problems.iter().map(Problem::to_string).collect();
        assert_eq!(problems, [named]);
    }

    #[test]
    fn a_folder_starts_at_the_file_or_at_home() {
        let folder = |text: &str| parse(&format!("data-dir = {text:?}")).0.data_dir;
        assert_eq!(folder(""), None);
        assert_eq!(folder("record"), Some("/etc/t/record".into()));
        assert_eq!(folder("/srv/record"), Some("/srv/record".into()));
        assert_eq!(folder("~/record"), Some("/home/ada/record".into()));
    }

    #[test]
    fn the_users_own_file_may_be_missing_and_a_named_one_may_not() {
        let folder = tempfile::tempdir().expect("a folder");
        let environment = Environment::from([(
            "XDG_CONFIG_HOME",
            folder.path().to_str().expect("a Unicode path"),
        )]);
        assert_eq!(
            Config::load(None, &environment),
            (Config::default(), Vec::new())
        );
        let missing = folder.path().join("missing.toml");
        let (_, problems) = Config::load(Some(&missing), &environment);
        assert!(problems[0].to_string().contains("--config"), "{problems:?}");

        let own = folder.path().join("trafficdash");
        std::fs::create_dir(&own).expect("a folder");
        std::fs::write(own.join("config.toml"), "mouse = false").expect("written");
        let (config, problems) = Config::load(None, &environment);
        assert_eq!((config.mouse, problems), (false, Vec::new()));
    }
}

//! Wrong usage: an error that ends with its own exit status.

use std::path::Path;

use crate::problem::{cause, nearest};

/// What is wrong with an argument, and what to write in its place.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct Usage(pub String);

/// A name that is none of `known`: the nearest one, if there is one, and all of them.
pub fn unknown(what: &str, wanted: &str, known: &[&str]) -> Usage {
    let meant = nearest(wanted, known.iter().copied())
        .map_or_else(String::new, |name| format!("; did you mean \"{name}\"?"));
    let end = if meant.is_empty() { ";" } else { "" };
    Usage(format!(
        "there is no {what} \"{wanted}\"{meant}{end} known: {}",
        known.join(", ")
    ))
}

/// A name that is none of many: the nearest one, if there is one, and the command that lists
/// them.
pub fn unlisted<'n>(
    what: &str,
    wanted: &str,
    known: impl Iterator<Item = &'n str>,
    command: &str,
) -> Usage {
    let meant = nearest(wanted, known);
    let meant = meant.map_or_else(String::new, |name| format!(" did you mean \"{name}\"?"));
    Usage(format!(
        "there is no {what} \"{wanted}\";{meant} `{command}` lists them"
    ))
}

/// Refuses a path that is no file; `wanted` is what a file is named for. Of one that cannot be looked
/// at, whoever reads it says why.
pub fn check_file(path: &Path, wanted: &str) -> Result<(), Usage> {
    let shown = path.display();
    if path.is_dir() {
        return Err(Usage(format!("{shown} is a folder; name a file {wanted}")));
    }
    if matches!(path.try_exists(), Ok(false)) {
        return Err(Usage(format!(
            "there is no file {shown}; name one {wanted}"
        )));
    }
    Ok(())
}

/// Refuses a path that is no folder; `wanted` is what a folder is named for.
pub fn check_folder(path: &Path, wanted: &str) -> Result<(), Usage> {
    let shown = path.display();
    if path.is_dir() {
        return Ok(());
    }
    Err(Usage(match path.try_exists() {
        Ok(true) => format!("{shown} is no folder; name one {wanted}"),
        Ok(false) => format!("there is no folder {shown}; name one {wanted}"),
        Err(why) => {
            let why = cause(&why);
            format!("{shown} cannot be looked into: {why}; name a folder {wanted}")
        }
    }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_cannot_be_looked_at_is_not_said_to_be_missing() {
        let file = tempfile::NamedTempFile::new().expect("a file");
        let behind = file.path().join("behind");
        assert_eq!(check_file(&behind, "").map_err(|why| why.0), Ok(()));
        let refused = check_folder(&behind, "with a record").map_err(|why| why.0);
        let told = refused.expect_err("it is no folder");
        let begin = format!("{} cannot be looked into: ", behind.display());
        assert!(told.starts_with(&begin), "{told}");
        let missing = file.path().with_extension("missing");
        let refused = check_file(&missing, "x").map_err(|why| why.0);
        let told = format!("there is no file {}; name one x", missing.display());
        assert_eq!(refused, Err(told));
    }

    #[test]
    fn the_nearest_name_is_offered_with_all_of_them() {
        let known = ["age", "sex", "nationality"];
        assert_eq!(
            unknown("dimension", "natoinality", &known).to_string(),
            "there is no dimension \"natoinality\"; did you mean \"nationality\"? known: age, sex, nationality"
        );
        assert_eq!(
            unknown("dimension", "zzz", &known).to_string(),
            "there is no dimension \"zzz\"; known: age, sex, nationality"
        );
    }
}

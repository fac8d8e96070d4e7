//! Wrong usage: an error that ends with its own exit status.

use crate::problem::nearest;

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

#[cfg(test)]
mod tests {
    use super::*;

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

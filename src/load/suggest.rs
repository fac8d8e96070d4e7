//! "Did you mean": the nearest known name, if one is near enough to be a slip of the hand.

/// What to do about an unknown name: the nearest of the known ones, or where they stand.
pub fn remedy<'k>(name: &str, known: impl IntoIterator<Item = &'k str>, place: &str) -> String {
    nearest(name, known).map_or_else(
        || format!("use one of those in {place}, or add it there"),
        |near| format!("did you mean \"{near}\"?"),
    )
}

/// The nearest known name, at most a third of its letters away.
pub fn nearest<'k>(name: &str, known: impl IntoIterator<Item = &'k str>) -> Option<&'k str> {
    let distance = |other: &str| strsim::damerau_levenshtein(name, other);
    let nearest = known.into_iter().min_by_key(|other| distance(other))?;
    let limit = 1 + name.chars().count().max(nearest.chars().count()) / 4;
    (distance(nearest) <= limit).then_some(nearest)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slip_is_recognised_and_a_stranger_is_not() {
        assert_eq!(
            nearest("pq-10770", ["pq-107708", "pq-64264"]),
            Some("pq-107708")
        );
        assert_eq!(nearest("childs", ["child", "adult"]), Some("child"));
        assert_eq!(nearest("zebra", ["child", "adult"]), None);
    }
}

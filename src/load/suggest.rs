//! "Did you mean": the nearest known name, if one is near enough to be a slip of the hand.

/// What to do about an unknown name: the nearest of the known ones, or where they stand.
pub fn remedy<'k>(name: &str, known: impl IntoIterator<Item = &'k str>, place: &str) -> String {
    nearest(name, known).map_or_else(
        || format!("use one of those in {place}, or add it there"),
        |near| format!("did you mean \"{near}\"?"),
    )
}

/// No id is longer than this; comparing longer texts would take its time.
const LONGEST: usize = 100;

/// The nearest known name, if no more than one letter and a quarter of the rest differ.
pub fn nearest<'k>(name: &str, known: impl IntoIterator<Item = &'k str>) -> Option<&'k str> {
    if name.len() > LONGEST {
        return None;
    }
    let near = |other: &'k str| {
        let limit = 1 + name.chars().count().max(other.chars().count()) / 4;
        let distance = strsim::damerau_levenshtein(name, other);
        (distance <= limit).then_some((distance, other))
    };
    let known = known.into_iter().filter(|other| other.len() <= LONGEST);
    let nearest = known.filter_map(near).min_by_key(|(distance, _)| *distance);
    nearest.map(|(_, other)| other)
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

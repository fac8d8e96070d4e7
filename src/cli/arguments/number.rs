//! Numbers among the arguments: what is none is refused with what to write in its place.

use std::ops::RangeInclusive;

/// The widths that text can have.
const WIDTHS: RangeInclusive<u16> = 40..=1000;

/// A width in columns.
pub fn width(text: &str) -> Result<u16, String> {
    let width = text.parse().ok().filter(|width| WIDTHS.contains(width));
    width.ok_or_else(|| {
        let (least, most) = (WIDTHS.start(), WIDTHS.end());
        format!("write a number of columns from {least} to {most}")
    })
}

/// The most rows of a list.
pub fn limit(text: &str) -> Result<usize, String> {
    let limit = text.parse();
    limit.map_err(|_| "write a whole number like 20, or 0 for all".to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_number_in_bounds_is_refused_with_what_is() {
        assert_eq!((width("40"), width("1000")), (Ok(40), Ok(1000)));
        for text in ["39", "1001", "99999", "-80", "wide", ""] {
            let why = width(text).expect_err(text);
            assert_eq!(why, "write a number of columns from 40 to 1000");
        }
        assert_eq!(limit("0"), Ok(0));
        assert!(limit("-1").is_err_and(|why| why.contains("0 for all")));
    }
}

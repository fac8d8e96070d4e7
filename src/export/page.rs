//! A page as data: one tidy sheet with a row for every number, or one object, both with the
//! publication behind each figure.

mod object;
mod sheet;

use crate::figures::{Cell, Decimal, FigureRef};
use crate::present::ExtentKind;

use super::Shown;

pub use object::object;
pub use sheet::sheet;

/// The number that a text is: without separators of thousands and a sign of percent; `None`
/// for everything that says more than a number.
pub fn number(text: &str) -> Option<Decimal> {
    let bare = text.strip_suffix('%').unwrap_or(text);
    let digits = bare.chars().filter(|one| *one != ',');
    let number = digits.collect::<String>().parse().ok()?;
    let printed = crate::present::number::decimal(number);
    (printed == bare || !bare.contains(',')).then_some(number)
}

/// A float as the number that it was made from.
fn exact(number: f64) -> Option<Decimal> {
    let text = format!("{number:.6}");
    let text = text.trim_end_matches('0').trim_end_matches('.');
    text.parse().ok()
}

/// What an extent is, in a word that a machine reads.
const fn extent_id(kind: ExtentKind) -> &'static str {
    match kind {
        ExtentKind::Estimate => "estimate",
        ExtentKind::Published => "published",
    }
}

fn cell<'d>(shown: &Shown<'d>, figure: Option<&FigureRef>) -> Option<Cell<'d>> {
    shown.dataset.cell(figure?, shown.scope.as_of)
}

/// The status of what stands, in words that a machine reads.
fn status(cell: &Cell<'_>) -> String {
    let statuses: Vec<&str> = cell
        .stands
        .status
        .iter()
        .map(crate::figures::ObsStatus::id)
        .collect();
    statuses.join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_read_and_nothing_else_is_taken_for_one() {
        let read = |text: &str| number(text).map(|one| one.to_string());
        assert_eq!(read("23,411").as_deref(), Some("23411"));
        assert_eq!(read("24.7%").as_deref(), Some("24.7"));
        assert_eq!(read("-3.05").as_deref(), Some("-3.05"));
        assert_eq!(
            exact(1.81).map(|one| one.to_string()).as_deref(),
            Some("1.81")
        );
        assert_eq!(
            exact(-2255.0).map(|one| one.to_string()).as_deref(),
            Some("-2255")
        );
        for text in ["", "[c]", "~1,500", "1 to 2", "18 Oct 2012", "1,2", ",5"] {
            assert_eq!(read(text), None, "{text}");
        }
    }
}

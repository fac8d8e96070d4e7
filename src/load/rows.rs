//! The rows of a CSV file with their lines. No text of a record runs over the end of its
//! line, so a quote that is never closed spoils its own row and not the rest of the file.

use csv::StringRecord;

use super::files::{DataFile, last_line};
use crate::problem::Problem;

/// One row with the line on which it stands, counted from one.
pub type Line = (usize, StringRecord);

/// The rows of a file, its heading first; empty lines are passed over.
pub fn read(file: &DataFile, problems: &mut Vec<Problem>) -> Vec<Line> {
    let mut rows = Vec::new();
    let mut place = Place { byte: 0, line: 1 };
    while !stretch(&file.text, &mut place, &mut rows) {
        let what = "a quote that opens on this line does not close on it";
        let remedy = "close it, or double it if it belongs to the text: \"\"";
        problems.push(Problem::new(&file.shown, Some(place.line), what, remedy));
        let rest = &file.text.as_bytes()[place.byte..];
        let end = rest.iter().position(|byte| *byte == b'\n');
        place.advance(
            &file.text,
            place.byte + end.map_or(rest.len(), |end| end + 1),
        );
    }
    rows
}

/// Whether a row has the columns of its heading; if not, that is a problem.
pub fn is_whole(
    file: &DataFile,
    (line, row): &Line,
    columns: usize,
    problems: &mut Vec<Problem>,
) -> bool {
    let found = row.len();
    let (what, remedy) = if found < columns {
        let what = format!("the row has {found} of {columns} columns");
        (what, "look for a missing comma")
    } else {
        let what = format!("the row has {found} columns, its heading {columns}");
        (what, "put a text that holds a comma in quotes")
    };
    if found != columns {
        problems.push(Problem::new(&file.shown, Some(*line), what, remedy));
    }
    found == columns
}

/// A byte of a text and the line that it lies on.
struct Place {
    byte: usize,
    line: usize,
}

impl Place {
    fn advance(&mut self, text: &str, to: usize) {
        self.line += last_line(&text.as_bytes()[self.byte..to]) - 1;
        self.byte = to;
    }
}

/// Reads on from `place`. True at the end of the text; false with `place` on a row that
/// runs over the end of its line.
fn stretch(text: &str, place: &mut Place, rows: &mut Vec<Line>) -> bool {
    let first = place.byte;
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .from_reader(&text.as_bytes()[first..]);
    let mut row = StringRecord::new();
    while reader.read_record(&mut row).is_ok_and(|more| more) {
        let start = row.position().map_or(0, |at| at.byte() as usize) + first;
        let ends = text.as_bytes()[start..].iter();
        let empty = ends
            .take_while(|byte| matches!(byte, b'\r' | b'\n'))
            .count();
        place.advance(text, start + empty);
        if row.iter().any(|field| field.contains(['\r', '\n'])) {
            return false;
        }
        rows.push((place.line, row.clone()));
    }
    true
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(text: &str) -> (Vec<(usize, String)>, Vec<Option<usize>>) {
        let file = DataFile {
            path: "indicators/a.csv".to_owned(),
            shown: "a.csv".to_owned(),
            text: text.to_owned().into(),
        };
        let mut problems = Vec::new();
        let rows = read(&file, &mut problems);
        let shown = |(line, row): Line| (line, row.iter().collect::<Vec<_>>().join("|"));
        let problems = problems.iter().map(|problem| problem.line).collect();
        (rows.into_iter().map(shown).collect(), problems)
    }

    fn row(line: usize, text: &str) -> (usize, String) {
        (line, text.to_owned())
    }

    #[test]
    fn lines_are_right_after_empty_ones_and_with_the_line_ends_of_windows() {
        let wanted = vec![row(1, "a|b"), row(3, "1|2"), row(4, "3|4, 5")];
        assert_eq!(lines("a,b\n\n1,2\n3,\"4, 5\"\n"), (wanted.clone(), vec![]));
        assert_eq!(lines("a,b\r\n\r\n1,2\r\n3,\"4, 5\"\r\n"), (wanted, vec![]));
        assert_eq!(lines(""), (vec![], vec![]));
    }

    #[test]
    fn an_open_quote_spoils_one_row() {
        let wanted = vec![row(1, "a|b"), row(3, "3|4"), row(4, "5|6")];
        let text = "a,b\n1,\"2\n3,4\n5,\"6\"\n";
        assert_eq!(lines(text), (wanted, vec![Some(2)]));
        assert_eq!(lines("a\n\"b"), (vec![row(1, "a"), row(2, "b")], vec![]));
    }
}

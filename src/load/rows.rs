//! The rows of a CSV file with their lines. No text of a record runs over the end of its
//! line, so each line is read for itself: a quote that is never closed spoils its own row and
//! not the rest of the file, and what needs no change is borrowed from it.

use std::borrow::Cow;

use super::files::DataFile;
use crate::problem::Problem;

/// The fields of one row.
pub type Fields<'f> = Vec<Cow<'f, str>>;

/// One row with the line on which it stands, counted from one.
pub type Line<'f> = (usize, Fields<'f>);

/// Nobody mends more mistakes of a file than this at once.
pub const MOST_PROBLEMS: usize = 200;

/// Nobody has a table of more columns.
const MOST_COLUMNS: usize = 500;

/// Hands each row of a file to `take`, the heading first; empty lines are passed over. After
/// [`MOST_PROBLEMS`] the rest is not read, which is a problem, too.
pub fn each<'f>(
    file: &'f DataFile,
    problems: &mut Vec<Problem>,
    mut take: impl FnMut(Line<'f>, &mut Vec<Problem>),
) {
    let before = problems.len();
    let mut columns = 0;
    for (text, line) in file.text.split_inclusive('\n').zip(1..) {
        if problems.len() - before >= MOST_PROBLEMS {
            problems.push(unread(&file.shown, line));
            return;
        }
        let inside = text.strip_suffix('\n');
        let parts = inside.unwrap_or(text).split('\r');
        for part in parts.filter(|part| !part.is_empty()) {
            let (fields, open) = fields(part, columns);
            if open && inside.is_some() {
                let what = "a quote that opens on this line does not close on it";
                let remedy = "close it, or double it if it belongs to the text: \"\"";
                problems.push(Problem::new(&file.shown, Some(line), what, remedy));
                break;
            }
            columns = fields.len();
            take((line, fields), problems);
        }
    }
}

/// That a file has more mistakes than are said.
pub fn unlisted(shown: &str) -> Problem {
    let what = "the file has more mistakes than are listed";
    Problem::of_file(shown, what, "mend those first")
}

/// That a file has so many mistakes that it was not read from here on.
pub fn unread(shown: &str, line: usize) -> Problem {
    let what = "there are too many mistakes before this line; from here on nothing was read";
    Problem::new(shown, Some(line), what, "mend those first")
}

/// The fields of a text, about as many as `expected`, and whether a quote is left open.
fn fields(text: &str, expected: usize) -> (Fields<'_>, bool) {
    let mut fields = Vec::with_capacity(expected);
    if !text.contains('"') {
        // Most fields are empty or short: looking at each byte is faster than a search for each.
        let mut from = 0;
        let commas = text.bytes().enumerate().filter(|(_, byte)| *byte == b',');
        for (at, _) in commas.take(MOST_COLUMNS) {
            fields.push(Cow::Borrowed(&text[from..at]));
            from = at + 1;
        }
        // Of a row with more columns than that the rest is not kept.
        let last = text[from..].split(',').next().unwrap_or_default();
        fields.push(Cow::Borrowed(last));
        return (fields, false);
    }
    let mut rest = text;
    loop {
        let (field, length, open) = field(rest);
        fields.push(field);
        if open || length == rest.len() || fields.len() > MOST_COLUMNS {
            return (fields, open);
        }
        rest = &rest[length + 1..];
    }
}

/// The first field of a text, its length with its quotes, and whether a quote is left open. As
/// usual, quotes count at the beginning of a field alone, and `""` within them is one of them.
fn field(text: &str) -> (Cow<'_, str>, usize, bool) {
    let Some(mut rest) = text.strip_prefix('"') else {
        let end = text.find(',').unwrap_or(text.len());
        return (Cow::Borrowed(&text[..end]), end, false);
    };
    let mut field = String::new();
    loop {
        let Some((inside, after)) = rest.split_once('"') else {
            field.push_str(rest);
            return (Cow::Owned(field), text.len(), true);
        };
        field.push_str(inside);
        if let Some(quoted) = after.strip_prefix('"') {
            field.push('"');
            rest = quoted;
            continue;
        }
        let end = after.find(',').unwrap_or(after.len());
        field.push_str(&after[..end]);
        return (Cow::Owned(field), text.len() - after.len() + end, false);
    }
}

/// Whether a row has the columns of its heading; if not, that is a problem.
pub fn is_whole(
    file: &DataFile,
    (line, row): &Line<'_>,
    columns: usize,
    problems: &mut Vec<Problem>,
) -> bool {
    let found = row.len();
    if found == columns {
        return true;
    }
    let (what, remedy) = if found > MOST_COLUMNS {
        let what = format!("the row has more than {MOST_COLUMNS} columns, its heading {columns}");
        (what, "take the commas out")
    } else if found < columns {
        let what = format!("the row has {found} of {columns} columns");
        (what, "look for a missing comma")
    } else {
        let what = format!("the row has {found} columns, its heading {columns}");
        (what, "put a text that holds a comma in quotes")
    };
    problems.push(Problem::new(&file.shown, Some(*line), what, remedy));
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(text: &str) -> (Vec<(usize, String)>, Vec<Option<usize>>) {
        let file = DataFile {
            path: "indicators/a.csv".to_owned(),
            shown: "a.csv".to_owned(),
            text: text.to_owned(),
        };
        let mut problems = Vec::new();
        let mut rows = Vec::new();
        each(&file, &mut problems, |(line, row), _| {
            rows.push((line, row.join("|")));
        });
        let problems = problems.iter().map(|problem| problem.line).collect();
        (rows, problems)
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
    fn a_file_of_nothing_but_mistakes_is_not_read_to_its_end() {
        let (rows, problems) = lines(&format!("a\n{}", "\"b\n".repeat(2 * MOST_PROBLEMS)));
        assert_eq!((rows.len(), problems.len()), (1, MOST_PROBLEMS + 1));
        assert_eq!(problems.last(), Some(&Some(MOST_PROBLEMS + 2)));
        let (rows, _) = lines(&",".repeat(10 * MOST_COLUMNS));
        assert_eq!(rows[0].1.len(), MOST_COLUMNS);
    }

    #[test]
    fn an_open_quote_spoils_one_row() {
        let wanted = vec![row(1, "a|b"), row(3, "3|4"), row(4, "5|6")];
        let text = "a,b\n1,\"2\n3,4\n5,\"6\"\n";
        assert_eq!(lines(text), (wanted, vec![Some(2)]));
        assert_eq!(lines("a\n\"b"), (vec![row(1, "a"), row(2, "b")], vec![]));
    }

    /// The `csv` crate reads every text in which no quote is left open in the same way.
    #[test]
    fn fields_are_what_others_take_them_for() {
        let pieces = ["a", "é", ",", "\"", "\"\"", " ", ";", "\r"];
        let digits = |number: usize| (0..5).map(move |place| number / 8_usize.pow(place) % 8);
        for number in 0..8_usize.pow(5) {
            let text: String = digits(number).map(|at| pieces[at]).collect();
            let parts = text.split('\r').filter(|part| !part.is_empty());
            let own: Vec<_> = parts.map(|part| fields(part, 0)).collect();
            if own.iter().any(|(_, open)| *open) {
                continue;
            }
            let mut builder = csv::ReaderBuilder::new();
            builder.has_headers(false).flexible(true);
            let mut reader = builder.from_reader(text.as_bytes());
            let rows: Vec<_> = reader.records().map(|row| row.expect("text")).collect();
            let theirs: Vec<Vec<&str>> = rows.iter().map(|row| row.iter().collect()).collect();
            let own: Vec<_> = own.into_iter().map(|(row, _)| row).collect();
            assert_eq!(own, theirs, "{text:?}");
        }
    }
}

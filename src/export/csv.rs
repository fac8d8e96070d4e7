//! A sheet as CSV (RFC 4180): a header, then one record a row. Text that a spreadsheet would
//! take for a formula gets an apostrophe in front; numbers stay as they are.

use super::{Entry, Flag, Sheet};

/// The characters with which a formula begins (OWASP: CSV injection).
const FORMULA: [char; 6] = ['=', '+', '-', '@', '\t', '\r'];

/// The bytes of the file.
pub fn write(sheet: &Sheet) -> Vec<u8> {
    let mut writer = csv::WriterBuilder::new()
        .terminator(csv::Terminator::CRLF)
        .from_writer(Vec::new());
    let columns = sheet.columns.iter().map(|title| guarded(title));
    let rows = sheet.rows.iter();
    let records = std::iter::once(columns.collect()).chain(rows.map(|row| record(row)));
    for record in records {
        let record: Vec<String> = record;
        writer
            .write_record(&record)
            .expect("rows of one length go into a vector");
    }
    writer.into_inner().expect("a vector takes every byte")
}

fn record(row: &[Entry]) -> Vec<String> {
    row.iter().map(cell).collect()
}

fn cell(entry: &Entry) -> String {
    match entry {
        Entry::Text(text) => guarded(text),
        Entry::Number(number) => number.to_string(),
        Entry::Flag(Flag::True) => "true".to_owned(),
        Entry::Flag(Flag::False) => "false".to_owned(),
        Entry::Empty => String::new(),
    }
}

/// The text, with an apostrophe in front if a spreadsheet would compute it.
pub fn guarded(text: &str) -> String {
    if text.starts_with(FORMULA) {
        format!("'{text}")
    } else {
        text.to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sheet(rows: Vec<Vec<Entry>>) -> Sheet {
        Sheet {
            name: "things",
            columns: vec!["what".to_owned(), "value".to_owned()],
            rows,
        }
    }

    #[test]
    fn quotes_commas_and_line_breaks_are_quoted() {
        let text = Entry::text("a \"b\", c\nd");
        let bytes = write(&sheet(vec![vec![text, Entry::count(946)]]));
        assert_eq!(
            String::from_utf8(bytes).expect("text"),
            "what,value\r\n\"a \"\"b\"\", c\nd\",946\r\n"
        );
    }

    #[test]
    fn no_text_is_taken_for_a_formula_and_no_number_is_touched() {
        for text in ["=1+1", "+44", "-x", "@SUM(A1)", "\tx", "\rx"] {
            assert_eq!(cell(&Entry::text(text)), format!("'{text}"));
        }
        assert_eq!(cell(&Entry::text("946 = all")), "946 = all");
        let number = "-3.05".parse().expect("number");
        assert_eq!(cell(&Entry::Number(number)), "-3.05");
    }

    #[test]
    fn a_sheet_without_rows_is_its_header() {
        assert_eq!(write(&sheet(Vec::new())), b"what,value\r\n");
    }
}

//! A sheet as CSV (RFC 4180): a header, then one record a row. Text that a spreadsheet would
//! take for a formula gets an apostrophe in front; numbers stay as they are.

use std::borrow::Cow;

use super::{Entry, Flag, Sheet};

/// The characters with which a formula begins, the wide forms of East Asia among them (OWASP:
/// CSV injection).
const FORMULA: [char; 11] = ['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠'];

/// The bytes of the file.
pub fn write(sheet: &Sheet) -> Vec<u8> {
    let mut writer = csv::WriterBuilder::new()
        .terminator(csv::Terminator::CRLF)
        .from_writer(Vec::new());
    let columns = sheet.columns.iter().map(|field| guarded(&field.name));
    record(&mut writer, columns);
    for row in &sheet.rows {
        record(&mut writer, row.iter().map(cell));
    }
    writer.into_inner().expect("a vector takes every byte")
}

fn record<'s>(writer: &mut csv::Writer<Vec<u8>>, cells: impl Iterator<Item = Cow<'s, str>>) {
    let fields = cells.map(|cell| match cell {
        Cow::Borrowed(text) => Cow::Borrowed(text.as_bytes()),
        Cow::Owned(text) => Cow::Owned(text.into_bytes()),
    });
    writer
        .write_record(fields)
        .expect("rows of one length go into a vector");
}

fn cell(entry: &Entry) -> Cow<'_, str> {
    match entry {
        Entry::Text(text) => guarded(text),
        Entry::Number(number) => number.to_string().into(),
        Entry::Flag(Flag::True) => "true".into(),
        Entry::Flag(Flag::False) => "false".into(),
        Entry::Empty => "".into(),
    }
}

/// The text, with an apostrophe in front if a spreadsheet would compute it.
pub fn guarded(text: &str) -> Cow<'_, str> {
    if text.starts_with(FORMULA) {
        format!("'{text}").into()
    } else {
        text.into()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::export::field::{Field, Kind};

    fn sheet(rows: Vec<Vec<Entry>>) -> Sheet {
        Sheet {
            name: "things",
            title: "Things".to_owned(),
            columns: vec![
                Field::always("what", Kind::Text, "What it is."),
                Field::always("value", Kind::Number, "How many."),
            ],
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
        for text in [
            "=1+1", "+44", "-x", "-7", "@SUM(A1)", "\tx", "\rx", "\nx", "=", "－1", "＠x",
        ] {
            assert_eq!(cell(&Entry::text(text)), format!("'{text}"));
        }
        for text in ["946 = all", "'=1", " =1", "1-2", "[r]"] {
            assert_eq!(cell(&Entry::text(text)), text);
        }
        for text in ["-3.05", "-7", "0", "23411"] {
            let number = text.parse().expect("number");
            assert_eq!(cell(&Entry::Number(number)), text);
        }
    }

    #[test]
    fn the_name_of_a_column_is_no_formula_either() {
        let mut hostile = sheet(Vec::new());
        hostile.columns[0].name = "=HYPERLINK(A1)".to_owned();
        assert_eq!(write(&hostile), b"'=HYPERLINK(A1),value\r\n");
    }

    proptest::proptest! {
        #[test]
        fn no_cell_begins_a_formula_and_every_text_is_read_back(
            texts in proptest::collection::vec("[-=+@'＝\t\r\n,\"a1]{1,6}", 2)
        ) {
            let row = texts.iter().map(Entry::text).collect();
            let bytes = write(&sheet(vec![row]));
            let mut reader = csv::Reader::from_reader(&bytes[..]);
            let row = reader.records().next().expect("a row").expect("text");
            for (cell, text) in row.iter().zip(&texts) {
                proptest::prop_assert!(!cell.starts_with(FORMULA));
                let guarded = text.starts_with(FORMULA);
                let kept = if guarded { &cell[1..] } else { cell };
                proptest::prop_assert_eq!(kept, text);
            }
        }
    }

    #[test]
    fn a_sheet_without_rows_is_its_header() {
        assert_eq!(write(&sheet(Vec::new())), b"what,value\r\n");
    }
}

//! A sheet as JSON: a header that says what it is, then one object a row with every column
//! in its order; what is empty is `null`, a number is a number.

use serde_json::{Value, json};

use crate::clean;
use crate::figures::{AsOf, Decimal};

use super::{Entry, Flag, Header, Sheet};

/// The name and version of the schema that describes every document written here.
pub const SCHEMA: &str = "urn:trafficdash:schema:1";

/// The schema itself.
pub const SCHEMA_TEXT: &str = include_str!("json/schema.json");

/// The bytes of the file, indented, with a line break at the end.
pub fn write(header: &Header, sheet: &Sheet) -> Vec<u8> {
    list(header, sheet.name, rows(sheet))
}

/// The rows of a sheet, an object each.
pub fn rows(sheet: &Sheet) -> Vec<Value> {
    let row = |row: &Vec<Entry>| {
        let names = sheet.columns.iter().map(|field| field.name.clone());
        Value::Object(names.zip(row.iter().map(value)).collect())
    };
    sheet.rows.iter().map(row).collect()
}

/// The bytes of a document with some rows under a name.
pub fn list(header: &Header, name: &str, rows: Vec<Value>) -> Vec<u8> {
    let count = json!(rows.len());
    headed(header, [("count", count), (name, Value::Array(rows))])
}

/// The bytes of a document with some members after its header.
pub fn headed<'n>(header: &Header, members: impl IntoIterator<Item = (&'n str, Value)>) -> Vec<u8> {
    let retrieved = header.retrieved.format("%Y-%m-%d").to_string();
    let head = [
        ("schema", json!(SCHEMA)),
        ("record", json!(header.record)),
        ("retrieved", json!(retrieved)),
        ("as_of", json!(as_of(header.as_of))),
    ];
    let members = head.into_iter().chain(members);
    let whole = members.map(|(name, value)| (name.to_owned(), value));
    document(&Value::Object(whole.collect()))
}

/// Puts a document whose last member is a list, piece by piece: no more than one object of it is
/// in memory.
pub fn each<'n, E>(
    header: &Header,
    members: impl IntoIterator<Item = (&'n str, Value)>,
    (name, rows): (&'n str, impl Iterator<Item = Result<Value, E>>),
    mut put: impl FnMut(&[u8]) -> Result<(), E>,
) -> Result<(), E> {
    let members = members.into_iter().chain([(name, json!([]))]);
    let whole = headed(header, members);
    let head = whole.strip_suffix(b"]\n}\n");
    put(head.expect("a list without rows ends the document"))?;
    let (mut before, mut after) = ("\n    ", "]\n}\n");
    for row in rows {
        let text = serde_json::to_string_pretty(&row?).expect("keys are text and writes succeed");
        put(before.as_bytes())?;
        put(spelled_out(&text.replace('\n', "\n    ")).as_bytes())?;
        (before, after) = (",\n    ", "\n  ]\n}\n");
    }
    put(after.as_bytes())
}

/// The bytes of an object.
pub fn document(whole: &Value) -> Vec<u8> {
    let text = serde_json::to_string_pretty(whole).expect("keys are text and writes succeed");
    let mut text = spelled_out(&text);
    text.push('\n');
    text.into_bytes()
}

/// JSON with everything spelled out (`\u009b`) that would steer a terminal or hide: whoever reads
/// it as JSON reads the same.
pub fn spelled_out(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for one in text.chars() {
        if one == '\n' || clean::is_plain(one) {
            safe.push(one);
        } else {
            let units = one.encode_utf16(&mut [0; 2]).to_vec();
            safe.extend(units.iter().map(|unit| format!("\\u{unit:04x}")));
        }
    }
    safe
}

/// A day as `2012-10-18`, or `latest`.
pub fn as_of(as_of: AsOf) -> String {
    match as_of {
        AsOf::On(day) => day.format("%Y-%m-%d").to_string(),
        AsOf::Latest => "latest".to_owned(),
    }
}

fn value(entry: &Entry) -> Value {
    match entry {
        Entry::Text(text) => json!(text),
        Entry::Number(number) => decimal(*number),
        Entry::Flag(flag) => json!(*flag == Flag::True),
        Entry::Empty => Value::Null,
    }
}

/// A whole number without a point, any other as the nearest float, which prints alike.
pub fn decimal(number: Decimal) -> Value {
    let whole = (number.places() == 0).then(|| number.to_string().parse::<i64>().ok());
    whole
        .flatten()
        .map_or_else(|| json!(number.to_f64()), |whole| json!(whole))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::export::field::{Field, Kind};

    #[test]
    fn what_steers_a_terminal_is_spelled_out_and_read_back() {
        let text = "a\u{1b}[2J\u{9b}b\u{202e}c\u{7f}\u{e0041}é人";
        let bytes = document(&json!({ "text": text }));
        let written = String::from_utf8(bytes).expect("text");
        let spelled = r#""a\u001b[2J\u009bb\u202ec\u007f\udb40\udc41é人""#;
        assert_eq!(written, format!("{{\n  \"text\": {spelled}\n}}\n"));
        let read: Value = serde_json::from_str(&written).expect("JSON");
        assert_eq!(read["text"], text);
    }

    #[test]
    fn a_document_that_is_put_piece_by_piece_is_the_same() {
        let header = Header {
            record: "R".to_owned(),
            retrieved: "2026-11-23".parse().expect("day"),
            as_of: AsOf::Latest,
        };
        let row = |at: i32| json!({ "at": at, "in": { "text": "one\ntwo\u{9b}" }, "none": [] });
        for rows in [vec![], vec![row(1)], vec![row(1), row(2)]] {
            let members = [("query", json!("a"))];
            let mut bytes = Vec::new();
            let each_row = rows.iter().cloned().map(Ok::<_, ()>);
            each(&header, members.clone(), ("items", each_row), |piece| {
                bytes.extend_from_slice(piece);
                Ok(())
            })
            .expect("put");
            let at_once = headed(&header, members.into_iter().chain([("items", json!(rows))]));
            assert_eq!(String::from_utf8(bytes), String::from_utf8(at_once));
        }
    }

    #[test]
    fn numbers_are_numbers_and_nothing_is_null() {
        let sheet = Sheet {
            name: "things",
            title: "Things".to_owned(),
            columns: vec![
                Field::always("what", Kind::Text, "What it is."),
                Field::sometimes("value", Kind::Number, "How many."),
                Field::always("stands", Kind::Flag, "Whether it stands."),
            ],
            rows: vec![
                vec![
                    Entry::text("a"),
                    Entry::Number("1.81".parse().expect("number")),
                    Entry::Flag(Flag::True),
                ],
                vec![Entry::text("b"), Entry::Empty, Entry::Flag(Flag::False)],
            ],
        };
        let header = Header {
            record: "R".to_owned(),
            retrieved: "2026-11-23".parse().expect("day"),
            as_of: AsOf::Latest,
        };
        let text = String::from_utf8(write(&header, &sheet)).expect("text");
        assert_eq!(
            text,
            r#"{
  "schema": "urn:trafficdash:schema:1",
  "record": "R",
  "retrieved": "2026-11-23",
  "as_of": "latest",
  "count": 2,
  "things": [
    {
      "what": "a",
      "value": 1.81,
      "stands": true
    },
    {
      "what": "b",
      "value": null,
      "stands": false
    }
  ]
}
"#
        );
    }
}

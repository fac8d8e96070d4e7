//! What the columns of a CSV file mean, as CSV on the Web (W3C, "Metadata Vocabulary for Tabular
//! Data", 2015): the file is found by its name, and the CSV stays free of comments.

use std::ffi::OsString;
use std::path::{Path, PathBuf};

use serde_json::{Map, Value, json};

use crate::figures::AsOf;

use super::field::{Field, Filled, Kind};
use super::{Header, Sheet, json};

/// What follows the name of a CSV file in the name of its description.
const ENDING: &str = "-metadata.json";

/// Whose terms hold for the figures.
const RIGHTS: &str = "Each figure is quoted from the publication named beside it and stands under \
                      the terms of its publisher; tables of the Home Office under the Open \
                      Government Licence v3.0, \
                      https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/";

/// What is done to text, for every column of words.
const GUARD: &str = "A text that a spreadsheet would take for a formula begins with an apostrophe \
                     that was not published.";

/// The place of the description of a CSV file.
pub fn beside(csv: &Path) -> PathBuf {
    let mut path = OsString::from(csv.as_os_str());
    path.push(ENDING);
    PathBuf::from(path)
}

/// The description of a sheet that is written to a CSV file of this name.
pub fn write(header: &Header, sheet: &Sheet, name: &str) -> Vec<u8> {
    let day = header.retrieved.format("%Y-%m-%d").to_string();
    let valid = match header.as_of {
        AsOf::On(day) => day.format("%Y-%m-%d").to_string(),
        AsOf::Latest => day.clone(),
    };
    let record = header.retrieved.format("%-d %B %Y");
    let known = match header.as_of {
        AsOf::On(day) => format!("on {}, from", day.format("%-d %B %Y")),
        AsOf::Latest => "to".to_owned(),
    };
    let title = &sheet.title;
    let description = format!("{title}, as known {known} the record of {record}. {GUARD}");
    let columns: Vec<Value> = sheet.columns.iter().map(column).collect();
    json::document(&json!({
        "@context": "http://www.w3.org/ns/csvw",
        "url": address(name),
        "dc:title": format!("{}: {title}", header.record),
        "dc:description": description,
        "dc:language": "en",
        "dc:rights": RIGHTS,
        "dc:modified": {"@value": day, "@type": "xsd:date"},
        "dc:valid": {"@value": valid, "@type": "xsd:date"},
        "dialect": {"commentPrefix": null},
        "tableSchema": {"columns": columns},
    }))
}

fn column(field: &Field) -> Value {
    let mut column = Map::new();
    column.insert("name".to_owned(), json!(variable(&field.name)));
    column.insert("titles".to_owned(), json!(field.name));
    column.insert("dc:description".to_owned(), json!(field.says));
    column.insert("datatype".to_owned(), datatype(&field.kind));
    if matches!(field.kind, Kind::Several(_)) {
        column.insert("separator".to_owned(), json!(" "));
    }
    if field.filled == Filled::Always {
        column.insert("required".to_owned(), json!(true));
    }
    Value::Object(column)
}

fn datatype(kind: &Kind) -> Value {
    match kind {
        Kind::OneOf(words) | Kind::Several(words) if !words.is_empty() => {
            json!({"base": "string", "format": words.join("|")})
        }
        Kind::Text | Kind::OneOf(_) | Kind::Several(_) => json!("string"),
        Kind::Number => json!("decimal"),
        Kind::Count => json!("nonNegativeInteger"),
        Kind::Day => json!("date"),
        Kind::Flag => json!("boolean"),
        Kind::Address => json!("anyURI"),
    }
}

/// A name as the vocabulary allows it: letters, digits and underscores.
fn variable(name: &str) -> String {
    let allowed = |one: char| {
        if one.is_ascii_alphanumeric() {
            one
        } else {
            '_'
        }
    };
    name.chars().map(allowed).collect()
}

/// The name of a file as a relative address: everything but the plainest characters by its
/// bytes.
fn address(name: &str) -> String {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~".contains(&byte);
    let mut address = String::new();
    for byte in name.bytes() {
        if plain(byte) {
            address.push(char::from(byte));
        } else {
            address.push_str(&format!("%{byte:02X}"));
        }
    }
    address
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_description_stands_beside_its_file() {
        let path = beside(Path::new("figures/groups.csv"));
        assert_eq!(path, Path::new("figures/groups.csv-metadata.json"));
        assert_eq!(address("my figures é.csv"), "my%20figures%20%C3%A9.csv");
    }

    #[test]
    fn kinds_are_types_of_the_vocabulary() {
        let of = |kind| column(&Field::always("a-b", kind, "What."));
        assert_eq!(
            of(Kind::Several(vec!["age", "sex"])),
            json!({
                "name": "a_b",
                "titles": "a-b",
                "dc:description": "What.",
                "datatype": {"base": "string", "format": "age|sex"},
                "separator": " ",
                "required": true,
            })
        );
        assert_eq!(of(Kind::Count)["datatype"], json!("nonNegativeInteger"));
        let field = Field::sometimes("a", Kind::Number, "What.");
        assert_eq!(column(&field).get("required"), None);
    }
}

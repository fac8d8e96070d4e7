//! JSON read against its published schema, by the keywords that the schema uses, and CSV against
//! the description beside it; a keyword or type that these checks do not know is a failure, so
//! that none is passed over.

#[path = "schema/keeps.rs"]
mod keeps;
#[path = "outputs/made.rs"]
mod made;

use std::process::{Command, Stdio};

use keeps::{is_day, list, problems};
use serde_json::Value as Json;
use trafficdash::export::Shown;
use trafficdash::export::page::object;
use trafficdash::load;
use trafficdash::present::Scope;
use trafficdash::tui::view_id::VIEWS;

fn output(arguments: &[&str]) -> Json {
    let output = Command::new(assert_cmd::cargo::cargo_bin!("trafficdash"))
        .args(arguments)
        .env("XDG_CONFIG_HOME", std::env::temp_dir())
        .stdin(Stdio::null())
        .output()
        .expect("it runs");
    assert!(output.status.success(), "{arguments:?}");
    serde_json::from_slice(&output.stdout).expect("JSON")
}

#[test]
fn every_json_that_is_written_keeps_to_the_schema() {
    let schema = output(&["schema"]);
    let mut documents = vec![
        vec!["export", "--format", "json"],
        vec!["sources", "--format", "json"],
        vec!["indicators", "--format", "json"],
        vec!["claims", "--format", "data"],
        vec!["claims", "--format", "data", "--as-of", "2012-10-17"],
    ];
    for view in VIEWS {
        let show = vec!["show", view.name, "--format", "json"];
        let then = ["--as-of", "2012-10-18", "--period", "2011"];
        documents.push([&show[..], &then].concat());
        documents.push(show);
    }
    for arguments in documents {
        let document = output(&arguments);
        assert_eq!(document["schema"], schema["$id"], "{arguments:?}");
        let problems = problems(&schema, &schema, &document, "");
        assert!(
            problems.is_empty(),
            "{arguments:?}: {:?}",
            problems.iter().take(9).collect::<Vec<_>>()
        );
    }
}

/// Pages made by hand, with several series in every arrangement.
fn made() -> Vec<Json> {
    let today = "2026-11-23".parse().expect("a day");
    let dataset = load::embedded(today).dataset.expect("the record");
    let scope = Scope::opening(&dataset);
    let written = |page| {
        object(&Shown {
            page: &page,
            scope: &scope,
            dataset: &dataset,
        })
    };
    made::pages().into_iter().map(written).collect()
}

#[test]
fn several_series_keep_to_the_schema_too() {
    let schema = output(&["schema"]);
    for page in made() {
        let problems = problems(&schema, &schema, &page, "");
        assert_eq!(problems, Vec::<String>::new(), "{}", page["title"]);
    }
    let extents = made().into_iter().find(|page| page["title"] == "Extents");
    let good = extents.expect("a page with extents");
    let broken: [fn(&mut Json); 5] = [
        |plots| plots["arrangement"] = "heap".into(),
        |plots| plots["base"] = Json::Null,
        |plots| plots["series"][0]["unit"] = Json::Null,
        |plots| plots["series"][0]["events"][0]["label"] = 2.into(),
        |plots| plots["series"][0]["entries"][4]["extent"]["low"] = "3,700".into(),
    ];
    for change in broken {
        let mut page = good.clone();
        change(&mut page["panels"][0]["plots"]);
        assert_ne!(problems(&schema, &schema, &page, ""), Vec::<String>::new());
    }
}

#[test]
fn the_check_finds_what_is_wrong() {
    let schema = output(&["schema"]);
    let good = output(&["show", "overview", "--format", "json"]);
    let broken: [fn(&mut Json); 6] = [
        |page| page["retrieved"] = "yesterday".into(),
        |page| page["schema"] = "urn:trafficdash:schema:0".into(),
        |page| page["panels"][0]["cards"][0]["value"] = "946".into(),
        |page| page["panels"][0]["notes"] = Json::Null,
        |page| page["panels"][1]["plot"]["form"] = "pie".into(),
        |page| {
            page["panels"][0]
                .as_object_mut()
                .expect("an object")
                .remove("cards");
        },
    ];
    for change in broken {
        let mut page = good.clone();
        change(&mut page);
        assert_ne!(problems(&schema, &schema, &page, ""), Vec::<String>::new());
    }
}

/// A CSV file with the description beside it.
fn described(arguments: &[&str]) -> (Vec<csv::StringRecord>, Json) {
    let folder = tempfile::tempdir().expect("a folder");
    let ran = Command::new(assert_cmd::cargo::cargo_bin!("trafficdash"))
        .args([arguments, &["-o", "a.csv"]].concat())
        .current_dir(folder.path())
        .env("XDG_CONFIG_HOME", folder.path())
        .output()
        .expect("it runs");
    assert!(ran.status.success(), "{arguments:?}");
    let read = |name: &str| std::fs::read(folder.path().join(name)).expect("written");
    let description = serde_json::from_slice(&read("a.csv-metadata.json")).expect("JSON");
    (records(&read("a.csv")), description)
}

fn records(csv: &[u8]) -> Vec<csv::StringRecord> {
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .from_reader(csv);
    let rows = reader.records().map(|row| row.expect("rows of one length"));
    rows.collect()
}

/// What is printed where there is no file.
fn printed(list: &str) -> (Vec<csv::StringRecord>, Json) {
    let csv = Command::new(assert_cmd::cargo::cargo_bin!("trafficdash"))
        .args([list, "--format", "csv"])
        .env("XDG_CONFIG_HOME", std::env::temp_dir())
        .output()
        .expect("it runs");
    (records(&csv.stdout), output(&[list, "--format", "csvw"]))
}

/// What is wrong with a cell by the type of its column.
fn mistyped(column: &Json, cell: &str) -> Option<String> {
    if cell.is_empty() {
        let required = column["required"] == true;
        return required.then(|| "nothing where something must be".to_owned());
    }
    let parts: Vec<&str> = match column["separator"].as_str() {
        Some(separator) => cell.split(separator).collect(),
        None => vec![cell],
    };
    let datatype = &column["datatype"];
    let base = datatype["base"].as_str().or(datatype.as_str());
    let fits = |part: &&str| match base.expect("a type") {
        "string" => datatype["format"]
            .as_str()
            .is_none_or(|words| words.split('|').any(|word| word == *part)),
        "decimal" => is_decimal(part),
        "nonNegativeInteger" => part.bytes().all(|byte| byte.is_ascii_digit()),
        "date" => is_day(&Json::from(*part)),
        "boolean" => ["true", "false"].contains(part),
        "anyURI" => part.starts_with("https://") || part.starts_with("http://"),
        other => panic!("the check does not know {other}"),
    };
    let wrong = parts.iter().find(|part| !fits(part))?;
    Some(format!("{wrong:?} is no {datatype}"))
}

fn is_decimal(text: &str) -> bool {
    let bare = text.strip_prefix('-').unwrap_or(text);
    let mut parts = bare.split('.');
    let digits = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    parts.by_ref().take(2).all(digits) && parts.next().is_none()
}

/// What is wrong in a CSV file by its description.
fn contradictions(rows: &[csv::StringRecord], description: &Json) -> Vec<String> {
    let columns = list(&description["tableSchema"]["columns"]);
    let titles: Vec<&str> = columns
        .iter()
        .filter_map(|one| one["titles"].as_str())
        .collect();
    let header: Vec<&str> = rows[0].iter().collect();
    let mut found = Vec::new();
    if titles != header {
        found.push(format!("{header:?} are not {titles:?}"));
    }
    let mut names = std::collections::BTreeSet::new();
    for column in columns {
        let name = column["name"].as_str().expect("a name");
        let plain = |one: char| one.is_ascii_alphanumeric() || one == '_';
        if !names.insert(name) || !name.chars().all(plain) || name.starts_with('_') {
            found.push(format!("{name} is no name"));
        }
        let says = column["dc:description"].as_str().unwrap_or_default();
        if !says.ends_with('.') {
            found.push(format!("{name} is not described: {says:?}"));
        }
    }
    for row in &rows[1..] {
        for (cell, column) in row.iter().zip(columns) {
            let wrong = mistyped(column, cell);
            found.extend(wrong.map(|wrong| format!("{}: {wrong}", column["name"])));
        }
    }
    found
}

#[test]
fn every_csv_is_as_its_description_says() {
    let mut all = vec![
        described(&["export"]),
        described(&["export", "--as-of", "2012-10-18", "--period", "2011"]),
        described(&["export", "--as-of", "1900-01-01"]),
        printed("sources"),
        printed("indicators"),
        printed("export"),
    ];
    for view in VIEWS {
        let show = ["show", view.name, "--format", "csv"];
        let then = ["--as-of", "2012-10-18", "--period", "2011"];
        all.push(described(&show));
        all.push(described(&[&show[..], &then].concat()));
    }
    for (rows, description) in &all {
        assert_eq!(description["@context"], "http://www.w3.org/ns/csvw");
        assert_eq!(description["dialect"]["commentPrefix"], Json::Null);
        assert_eq!(description["dc:modified"]["@value"], "2026-11-23");
        let title = description["dc:title"].as_str().expect("a title");
        let found = contradictions(rows, description);
        assert!(
            found.is_empty(),
            "{title}: {:?}",
            found.iter().take(9).collect::<Vec<_>>()
        );
    }
    let days = ["2026-11-23", "2012-10-18", "1900-01-01"];
    for (_, description) in &all {
        let day = description["dc:valid"]["@value"].as_str().expect("a day");
        assert!(days.contains(&day), "{day}");
    }
    assert_eq!(all[1].1["dc:valid"]["@value"], "2012-10-18");
    assert_eq!(all[0].1["url"], "a.csv");
}

#[test]
fn no_cell_of_any_csv_is_a_formula_and_negative_numbers_are_numbers() {
    let mut negative = 0;
    for view in VIEWS {
        let (rows, _) = described(&["show", view.name, "--format", "csv"]);
        let value = rows[0].iter().position(|name| name == "value");
        let value = value.expect("a column of numbers");
        for row in &rows {
            for (at, cell) in row.iter().enumerate() {
                let number = at == value && cell.parse::<f64>().is_ok();
                negative += usize::from(number && cell.starts_with('-'));
                let formula = cell.starts_with(['=', '+', '-', '@', '\t', '\r']);
                assert!(number || !formula, "{cell}");
            }
        }
    }
    assert!(negative > 10, "{negative}");
}

#[test]
fn the_check_of_cells_finds_what_is_wrong() {
    let (rows, description) = described(&["export", "--indicator", "ocg-human-trafficking"]);
    assert_eq!(contradictions(&rows, &description), Vec::<String>::new());
    let at = |name: &str| rows[0].iter().position(|one| one == name).expect(name);
    for (column, cell) in [
        ("value", "92 groups"),
        ("period_start", "2012"),
        ("stands", "yes"),
        ("standing", "good"),
        ("status", "estimated,revised"),
        ("url", "gov.uk"),
        ("publisher", ""),
    ] {
        let mut broken = rows.clone();
        let cells = rows[1].iter().enumerate();
        broken[1] = cells
            .map(|(place, old)| if place == at(column) { cell } else { old })
            .collect();
        assert_eq!(contradictions(&broken, &description).len(), 1, "{column}");
    }
    let mut unnamed = description;
    unnamed["tableSchema"]["columns"][0]["titles"] = "indicators".into();
    assert_eq!(contradictions(&rows, &unnamed).len(), 1);
}

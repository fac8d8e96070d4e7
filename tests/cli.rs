//! The real binary: what it writes to standard output and standard error, and its exit status.

#[path = "cli/words.rs"]
mod words;

use std::collections::BTreeMap;
use std::fs;
use std::io::{Read as _, Write as _};
use std::path::Path;
use std::process::{Output, Stdio};

use serde_json::Value as Json;
use tempfile::TempDir;
use trafficdash::figures::{Dataset, Qualifier};
use trafficdash::load;
use trafficdash::present::number;
use trafficdash::tui::view_id::VIEWS;
use words::words;

const SUBCOMMANDS: [&str; 14] = [
    "show",
    "export",
    "report",
    "sources",
    "indicators",
    "series",
    "schema",
    "keys",
    "check",
    "claims",
    "check-claim",
    "news",
    "completions",
    "man",
];

/// The program with arguments, away from the settings of whoever runs the test.
fn command(folder: &Path, arguments: &[&str]) -> std::process::Command {
    let mut command = std::process::Command::new(assert_cmd::cargo::cargo_bin!("trafficdash"));
    command
        .args(arguments)
        .current_dir(folder)
        .env("XDG_CONFIG_HOME", folder)
        .env("XDG_DATA_HOME", folder.join("data"))
        .stdin(Stdio::null());
    command
}

fn run_in(folder: &Path, arguments: &[&str]) -> Output {
    command(folder, arguments).output().expect("it runs")
}

fn run(arguments: &[&str]) -> Output {
    run_in(&temporary(), arguments)
}

fn temporary() -> std::path::PathBuf {
    // Nothing is written there; a folder of its own is needed only where something is.
    std::env::temp_dir().join("")
}

fn folder() -> TempDir {
    tempfile::tempdir().expect("a folder")
}

fn stdout(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).expect("text")
}

fn stderr(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).expect("text")
}

/// Standard output of a run that is to succeed without a word.
fn fine(arguments: &[&str]) -> String {
    let output = run(arguments);
    assert_eq!(stderr(&output), "", "{arguments:?}");
    assert_eq!(output.status.code(), Some(0), "{arguments:?}");
    stdout(&output)
}

/// Standard error of a run that is refused as wrong usage.
fn refused(arguments: &[&str]) -> String {
    let output = run(arguments);
    assert_eq!(output.status.code(), Some(2), "{arguments:?}");
    assert_eq!(stdout(&output), "", "{arguments:?}");
    stderr(&output)
}

fn record() -> Dataset {
    let today = "2026-11-23".parse().expect("day");
    load::embedded(today).dataset.expect("the record")
}

fn rows(csv: &[u8]) -> Vec<BTreeMap<String, String>> {
    let mut reader = csv::Reader::from_reader(csv);
    let columns = reader.headers().expect("a header").clone();
    reader
        .records()
        .map(|row| {
            let row = row.expect("a row");
            let pairs = columns.iter().zip(row.iter());
            pairs
                .map(|(column, cell)| (column.to_owned(), cell.to_owned()))
                .collect()
        })
        .collect()
}

#[test]
fn every_example_of_every_help_runs() {
    let folder = folder();
    fs::create_dir(folder.path().join("my-record")).expect("folder");
    let source = "[[source]]\nid = \"a\"\ntitle = \"A\"\npublisher = \"B\"\nstanding = \"press\"\n";
    fs::write(folder.path().join("my-record/sources.toml"), source).expect("written");
    let claim = "[[claim]]\ntext = \"A claim\"\nindicator = \"nrm-referrals\"\ngeography = \"uk\"\n\
                 period = \"2025\"\nvalue = \"over 23,000\"\n";
    fs::write(folder.path().join("claim.toml"), claim).expect("written");
    let mut helps = vec![fine(&["--help"])];
    for subcommand in SUBCOMMANDS {
        helps.push(fine(&[subcommand, "--help"]));
    }
    for help in helps {
        let (_, examples) = help.split_once("Examples:\n").expect("examples");
        let examples: Vec<&str> = examples
            .lines()
            .filter_map(|line| line.strip_prefix("  trafficdash"))
            .collect();
        assert!(!examples.is_empty(), "{help}");
        for example in examples {
            let arguments = words(example);
            let output = run_in(folder.path(), &arguments);
            let drawn = arguments.first().is_none_or(|first| first.starts_with('-'));
            let drawn = drawn && !arguments.contains(&"--plain");
            // A verdict that is not "supported" has a status of its own.
            let expected = match arguments.first() {
                Some(&"check-claim") => &[0, 10][..],
                _ if drawn => &[2],
                _ => &[0],
            };
            let status = output.status.code().expect("a status");
            assert!(expected.contains(&status), "{example}: {}", stderr(&output));
        }
    }
    assert!(folder.path().join("referrals.csv").is_file());
}

#[test]
fn the_help_says_what_the_exit_statuses_mean() {
    let help = fine(&["--help"]);
    for line in ["Exit status:", "  0  ", "  1  ", "  2  "] {
        assert!(help.contains(line), "{help}");
    }
    for line in help.lines() {
        assert!(line.chars().count() <= 100, "{line}");
    }
    assert!(fine(&["--version"]).starts_with("trafficdash "));
}

#[test]
fn a_reader_that_goes_away_is_no_failure() {
    for arguments in [
        &["export"][..],
        &["export", "--format", "json"],
        &["show", "data"],
        &["check", "--conflicts"],
        &["sources"],
        &["show", "data", "--format", "ansi"],
        &["--plain"],
        &["--help"],
    ] {
        let mut child = command(&temporary(), arguments)
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("it starts");
        drop(child.stdout.take());
        let mut said = String::new();
        let mut err = child.stderr.take().expect("a pipe");
        err.read_to_string(&mut said).expect("text");
        let status = child.wait().expect("it ends");
        assert_eq!(
            (said.as_str(), status.code()),
            ("", Some(0)),
            "{arguments:?}"
        );
    }
}

#[test]
fn without_a_terminal_the_dashboard_says_what_to_use() {
    for arguments in [&[][..], &["--as-of", "2012-10-18"], &["--theme", "dark"]] {
        let said = refused(arguments);
        assert!(said.contains("trafficdash show overview"), "{said}");
        assert!(said.contains("trafficdash export"), "{said}");
        assert!(said.contains("trafficdash --plain"), "{said}");
        assert_eq!(said.lines().count(), 1, "{said}");
    }
}

#[test]
fn unknown_names_are_refused_with_the_nearest_and_where_all_are() {
    let cases: [(&[&str], &[&str]); 15] = [
        (&["keys", "--config", "no-such.toml"], &["no-such.toml"]),
        (&["show", "overvew"], &["'overview'", "victims", "data"]),
        (&["sho", "overview"], &["'show'"]),
        (
            &["export", "--indicator", "nrm-referal"],
            &["did you mean \"nrm-referrals\"?", "trafficdash indicators"],
        ),
        (
            &["show", "victims", "--by", "natonality"],
            &["did you mean \"nationality\"?", "exploitation"],
        ),
        (
            &["show", "victims", "--period", "2011", "--by", "nationality"],
            &["no break-down by nationality", "there is: age, sex"],
        ),
        (
            &["show", "groups", "--by", "age"],
            &["leave it out for groups"],
        ),
        (
            &["show", "revisions", "--indicator", "dtn-report"],
            &[
                "indicator \"dtn-report\"; did you mean \"dtn-reports\"?",
                "trafficdash indicators",
            ],
        ),
        (
            &["show", "revisions", "--indicator", "ocg-human-trafficking"],
            &["no two publications known today differ", "nrm-referrals"],
        ),
        (
            &["show", "data", "--indicator", "nrm-referrals"],
            &["leave it out for data"],
        ),
        (
            &["show", "overview", "--period", "2011Q5"],
            &["\"2011Q5\"", "2011Q3"],
        ),
        (
            &["show", "overview", "--as-of", "18.10.2012"],
            &["2012-10-18", "today"],
        ),
        (
            &["show", "overview", "--data", "no-such-folder"],
            &["there is no folder no-such-folder"],
        ),
        (
            &["claims", "articel-2012-10-18"],
            &["did you mean \"article-2012-10-18\"?", "trafficdash claims"],
        ),
        (
            &["news", "show", "article-2012-10-18"],
            &["did you mean \"record:article-2012-10-18\"?"],
        ),
    ];
    for (arguments, expected) in cases {
        let said = refused(arguments);
        for part in expected {
            assert!(said.contains(part), "{arguments:?}: {said}");
        }
    }
    let said = refused(&["show", "sources", "--format", "svg"]);
    assert!(
        said.contains("sources has no chart to draw as svg; choose html, md or text"),
        "{said}"
    );
    assert!(refused(&["--theme", "dark", "keys"]).contains("--theme is for the dashboard"));
}

#[test]
fn options_that_mean_nothing_are_refused_before_and_after_the_subcommand() {
    let cases: [(&[&str], &str); 12] = [
        (&["report", "--period", "2011"], "--period"),
        (&["--period", "2011", "sources"], "--period"),
        (&["schema", "--data", "my-record"], "--data"),
        (&["keys", "--as-of", "2012"], "--as-of"),
        (&["man", "--config", "mine.toml"], "--config"),
        (&["completions", "bash", "--period", "2011"], "--period"),
        (&["check", "--as-of", "2012-10"], "--as-of"),
        (&["news", "feeds", "--as-of", "2012"], "--as-of"),
        (&["news", "show", "a", "--period", "2011"], "--period"),
        (
            &["check-claim", "--file", "a.toml", "--from", "2010"],
            "--from",
        ),
        (
            &[
                "check-claim",
                "--series",
                "nrm-referrals/uk",
                "--key",
                "age=child",
            ],
            "--key",
        ),
        (&["check-claim", "--value", "946", "--of", "a/uk"], "--of"),
    ];
    for (arguments, option) in cases {
        let said = refused(arguments);
        assert!(said.contains(option), "{arguments:?}: {said}");
        let help = arguments.iter().filter(|one| !one.starts_with('-'));
        let below = if arguments[0] == "news" { 2 } else { 1 };
        let mut help: Vec<&str> = help.copied().filter(|one| *one != "2011").collect();
        help.truncate(below);
        help.push("--help");
        let is_shown = fine(&help).contains(option);
        let is_of_some = ["check", "check-claim"].contains(&help[0]);
        assert_eq!(is_shown, is_of_some, "{help:?}: {option}");
    }
}

#[test]
fn what_is_amiss_and_hides_nothing_is_said_all_the_same() {
    let folder = folder();
    let at = |name: &str| folder.path().join(name);
    fs::create_dir(at("none")).expect("folder");
    fs::write(at("dark.toml"), "theme = \"drak\"\n").expect("file");
    let cases: [(&[&str], i32, &str); 5] = [
        (
            &["show", "overview", "--as-of", "2999-01-31"],
            0,
            "31 Jan 2999 is still to come; what is shown was known when the record was last",
        ),
        (
            &["show", "overview", "--data", "none"],
            1,
            "none: holds no file of a record; name the folder that has",
        ),
        (
            &[
                "show",
                "sources",
                "--format",
                "ansi",
                "--config",
                "dark.toml",
            ],
            0,
            "dark.toml:1: there is no theme \"drak\"; did you mean \"dark\"?",
        ),
        (
            &["series", "no", "such"],
            0,
            "no series contains all of \"no such\"",
        ),
        (
            &["show", "overview", "-o", "a.pdf"],
            2,
            "what this writes is no pdf",
        ),
    ];
    for (arguments, status, expected) in cases {
        let output = run_in(folder.path(), arguments);
        let said = stderr(&output);
        assert_eq!(output.status.code(), Some(status), "{arguments:?}: {said}");
        assert!(said.contains(expected), "{said}");
    }
    let output = run_in(folder.path(), &["check", "none"]);
    assert_eq!(output.status.code(), Some(1));
    assert!(stdout(&output).starts_with("none: holds no file of a record; "));
    assert!(!at("a.pdf").exists());
}

#[test]
fn a_folder_for_a_file_and_a_file_for_a_folder_are_told_apart_from_none() {
    let folder = folder();
    fs::create_dir(folder.path().join("folder")).expect("folder");
    fs::write(folder.path().join("file"), "").expect("file");
    let cases: [(&[&str], &str); 6] = [
        (
            &["keys", "--config", "folder"],
            "folder is a folder; name a file with settings",
        ),
        (
            &["check-claim", "--file", "folder"],
            "folder is a folder; name a file with [[claim]]",
        ),
        (
            &["news", "import", "folder"],
            "folder is a folder; name a file with a list of feeds",
        ),
        (
            &["show", "overview", "--data", "file"],
            "file is no folder; name one",
        ),
        (
            &["man", "-o", "file"],
            "file is no folder; name one to write the pages into",
        ),
        (&["check", "none"], "there is no folder none; name one"),
    ];
    for (arguments, expected) in cases {
        let output = run_in(folder.path(), arguments);
        assert_eq!(output.status.code(), Some(2), "{arguments:?}");
        assert!(stderr(&output).contains(expected), "{}", stderr(&output));
    }
}

#[test]
fn the_ending_of_a_file_names_the_format_unless_an_option_does() {
    let folder = folder();
    let cases: [(&[&str], &str); 8] = [
        (&["show", "groups", "-o", "page.html"], "<!DOCTYPE html>"),
        (&["show", "groups", "-o", "page.MD"], "# "),
        (&["show", "groups", "-o", "page.dat"], "Groups, "),
        (
            &["show", "groups", "--format", "plain", "-o", "page.csv"],
            "Groups, ",
        ),
        (
            &[
                "report",
                "--indicator",
                "cps-charge-rate",
                "-o",
                "report.md",
            ],
            "# ",
        ),
        (
            &[
                "export",
                "--indicator",
                "cps-charge-rate",
                "-o",
                "values.json",
            ],
            "{",
        ),
        (&["claims", "hc-2012-05-22", "-o", "claims.csv"], "item,"),
        (&["news", "export", "-o", "feeds.opml"], "<?xml"),
    ];
    for (arguments, begins) in cases {
        let output = run_in(folder.path(), arguments);
        assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
        let name = arguments.last().expect("a file");
        let text = fs::read_to_string(folder.path().join(name)).expect(name);
        assert!(text.starts_with(begins), "{arguments:?}: {text:.80}");
    }
    let others: [(&[&str], &str); 4] = [
        (&["report", "-o", "report.csv"], "html, md"),
        (&["export", "-o", "values.html"], "csv, csvw, json"),
        (&["claims", "-o", "claims.md"], "text, json, csv, data"),
        (&["show", "news", "-o", "page.opml"], "text, plain, csv"),
    ];
    for (arguments, offered) in others {
        let output = run_in(folder.path(), arguments);
        assert_eq!(output.status.code(), Some(2), "{arguments:?}");
        let said = stderr(&output);
        assert!(
            said.contains(&format!("choose --format: {offered}")),
            "{said}"
        );
        assert!(
            !folder
                .path()
                .join(arguments.last().expect("a file"))
                .exists()
        );
    }
    let output = run_in(
        folder.path(),
        &["export", "--indicator", "cps-charge-rate", "-o", "-"],
    );
    assert!(stdout(&output).starts_with("indicator,"), "{output:?}");
    assert!(!folder.path().join("-").exists());
}

#[test]
fn a_day_before_every_publication_is_said() {
    let output = run(&["show", "overview", "--as-of", "1990"]);
    assert_eq!(output.status.code(), Some(0));
    let expected = "nothing in the record was known on 31 Dec 1990; its oldest publication is of ";
    assert!(stderr(&output).contains(expected), "{}", stderr(&output));
    let text = stdout(&output);
    assert!(text.starts_with("Overview, 1990, as known on 31 Dec 1990"));
}

#[test]
fn what_is_typed_cannot_steer_the_terminal() {
    for arguments in [
        ["show", "over\u{1b}[2Jview"],
        ["export", "--indicator=a\u{1b}[2Jb"],
        ["check", "no\u{1b}[2Jfolder"],
    ] {
        assert!(!refused(&arguments).contains('\u{1b}'));
    }
}

#[test]
fn the_overview_gives_what_the_article_gave_on_its_day() {
    let text = fine(&[
        "show",
        "overview",
        "--as-of",
        "2012-10-18",
        "--period",
        "2011",
    ]);
    for part in [
        "Overview, 2011, as known on 18 Oct 2012",
        "Potential victims, UK: 946 in 2011; 33% more than in 2010 (710).",
        "Organised crime groups, UK: 92 [e] in Oct 2012",
        "Defendants charged, E&W: 142 in 2011/12",
        "24.7%; 234 of 946",
    ] {
        assert!(text.contains(part), "{part}\n{text}");
    }
    let cards = text.split("Headline figures").nth(1).expect("cards");
    let cards = cards.split("NRM referrals").next().expect("cards");
    let cards = cards.split_whitespace().collect::<Vec<_>>().join(" ");
    assert_eq!(cards.matches("Source: ").count(), 3, "{cards}");
    assert_eq!(cards.matches("18 Oct 2012 (press).").count(), 3, "{cards}");
}

#[test]
fn options_stand_before_or_after_the_subcommand() {
    let options = ["--as-of", "2012-10-18", "--period", "2011"];
    let before = [&options[..], &["show", "victims"]].concat();
    let after = [&["show", "victims"], &options[..]].concat();
    assert_eq!(fine(&before), fine(&after));
}

#[test]
fn a_view_is_written_to_a_file_whole_and_replaced_only_if_asked() {
    let folder = folder();
    let file = folder.path().join("a.md");
    let arguments = ["show", "victims", "--format", "md", "-o", "a.md"];
    let first = run_in(folder.path(), &arguments);
    assert_eq!(first.status.code(), Some(0), "{}", stderr(&first));
    assert_eq!(
        (stdout(&first), stderr(&first).lines().count()),
        (String::new(), 1)
    );
    let printed = fine(&arguments[..4]);
    assert_eq!(fs::read_to_string(&file).expect("there"), printed);
    let again = run_in(folder.path(), &arguments);
    assert_eq!(again.status.code(), Some(1));
    assert!(stderr(&again).contains("--force replaces it"));
    let forced = [&arguments[..], &["--force"]].concat();
    assert_eq!(run_in(folder.path(), &forced).status.code(), Some(0));
}

#[test]
fn a_filter_opens_what_it_finds() {
    let sources = fine(&["show", "sources", "--filter", "pq-107708"]);
    assert!(sources.contains("Id in the record: pq-107708"), "{sources}");
    let news = fine(&["show", "news", "--filter", "virgin cabin"]);
    assert!(news.contains("What it claims"), "{news}");
    assert!(!fine(&["show", "sources"]).contains("Id in the record"));
}

#[test]
fn a_filter_of_the_news_is_a_query_and_is_refused_if_it_is_wrong() {
    for (filter, wanted) in [
        ("since:abc", "\"abc\" is no day; write it like 2026-01-15"),
        ("since:2026-0", "\"2026-0\" is no day"),
        ("feed:", "feed: says nothing; write it like feed:nca"),
    ] {
        let said = refused(&["show", "news", "--filter", filter]);
        assert!(said.contains(wanted), "{filter}: {said}");
    }
    let none = fine(&["show", "news", "--filter", "until:1900"]);
    assert!(none.contains("passes \"until:1900\"."), "{none}");
}

#[test]
fn text_keeps_to_a_hundred_columns_except_for_addresses() {
    use unicode_width::UnicodeWidthStr as _;
    for view in VIEWS {
        for line in fine(&["show", view.name]).lines() {
            assert!(line.width() <= 100 || line.contains("://"), "{line}");
        }
    }
}

/// Each view as text, to be read by eye when it changes.
#[test]
fn every_view_reads_well() {
    for view in VIEWS {
        let then = [
            "show",
            view.name,
            "--as-of",
            "2012-10-18",
            "--period",
            "2011",
        ];
        insta::assert_snapshot!(format!("show_{}_then", view.name), fine(&then));
        let mut now = vec!["show", view.name];
        match view.name {
            "data" => now.extend(["--filter", "cps 2018"]),
            "revisions" => now.extend(["--filter", "2018"]),
            _ => {}
        }
        insta::assert_snapshot!(format!("show_{}_now", view.name), fine(&now));
    }
}

#[test]
fn the_lists_and_the_help_read_well() {
    insta::assert_snapshot!("help", fine(&["--help"]));
    for subcommand in SUBCOMMANDS {
        insta::assert_snapshot!(format!("help_{subcommand}"), fine(&[subcommand, "--help"]));
    }
    insta::assert_snapshot!("keys", fine(&["keys"]));
    insta::assert_snapshot!("indicators", fine(&["indicators"]));
    insta::assert_snapshot!("sources", fine(&["sources", "--as-of", "2012-10-18"]));
    let conflicts = fine(&["check", "--conflicts", "--period", "2011"]);
    insta::assert_snapshot!("conflicts", conflicts);
}

/// The value of a row in the form of data files.
fn published(row: &BTreeMap<String, String>) -> String {
    let qualifiers = [
        Qualifier::Exact,
        Qualifier::About,
        Qualifier::Over,
        Qualifier::AtLeast,
        Qualifier::UpTo,
    ];
    match row["value_state"].as_str() {
        "number" => {
            let qualifier = qualifiers
                .iter()
                .find(|one| one.words().trim_end() == row["qualifier"])
                .expect("a qualifier");
            format!("{}{}", qualifier.mark(), row["value"])
        }
        "range" => format!("{}..{}", row["value"], row["value_to"]),
        state => {
            assert_eq!((row["value"].as_str(), row["value_to"].as_str()), ("", ""));
            let signs = [
                ("below half", "[low]"),
                ("missing", "[x]"),
                ("suppressed", "[c]"),
                ("not applicable", "[z]"),
            ];
            let sign = signs.iter().find(|(name, _)| *name == state);
            sign.expect("a state").1.to_owned()
        }
    }
}

#[test]
fn exported_csv_read_back_is_the_record() {
    let dataset = record();
    let rows = rows(fine(&["export", "--format", "csv"]).as_bytes());
    assert_eq!(rows.len(), dataset.observation_count());
    let dimensions: Vec<&str> = dataset
        .codelists
        .dimensions
        .iter()
        .map(|one| one.id.as_str())
        .collect();
    let key = |row: &BTreeMap<String, String>| {
        let mut key = row["geography"].clone();
        for dimension in &dimensions[1..] {
            if let Some(code) = row.get(*dimension).filter(|code| !code.is_empty()) {
                key.push_str(&format!(";{dimension}={code}"));
            }
        }
        key
    };
    let mut exported: Vec<[String; 7]> = rows
        .iter()
        .map(|row| {
            let cell = |name: &str| row[name].clone();
            let note = cell("note");
            [
                cell("indicator"),
                key(row),
                cell("period"),
                published(row),
                cell("source"),
                cell("status"),
                note.strip_prefix('\'').unwrap_or(&note).to_owned(),
            ]
        })
        .collect();
    let mut expected = Vec::new();
    for indicator in &dataset.indicators {
        for series in &indicator.series {
            for one in series.observations() {
                let statuses: Vec<&str> = one
                    .status
                    .iter()
                    .map(trafficdash::figures::ObsStatus::id)
                    .collect();
                expected.push([
                    String::from(&indicator.id),
                    dataset.codelists.key_code(&series.key),
                    one.period.code(),
                    one.value.to_string(),
                    String::from(&dataset.source(one.source).id),
                    statuses.join(" "),
                    one.note.as_deref().unwrap_or_default().to_owned(),
                ]);
            }
        }
    }
    exported.sort();
    expected.sort();
    assert_eq!(exported, expected);
    for row in &rows {
        let source = dataset.sources.iter().find(|one| one.id == row["source"]);
        let source = source.expect("a source of the record");
        assert_eq!(source.publisher, row["publisher"]);
        assert_eq!(row["published"], source.published.code());
        assert_eq!(source.url.clone().unwrap_or_default(), row["url"]);
    }
}

#[test]
fn exported_json_agrees_with_the_csv() {
    let rows = rows(fine(&["export"]).as_bytes());
    let json: Json = serde_json::from_str(&fine(&["export", "--format", "json"])).expect("JSON");
    assert_eq!(json["retrieved"], "2026-11-23");
    assert_eq!(json["as_of"], "latest");
    assert_eq!(json["count"], rows.len());
    let objects = json["observations"].as_array().expect("a list");
    assert_eq!(objects.len(), rows.len());
    for (object, row) in objects.iter().zip(&rows) {
        let object = object.as_object().expect("an object");
        assert_eq!(object.len(), row.len());
        for (column, cell) in row {
            match &object[column] {
                Json::Null => assert_eq!(cell, ""),
                Json::Bool(flag) => assert_eq!(cell, &flag.to_string()),
                Json::Number(number) => {
                    let exported: f64 = cell.parse().expect("a number");
                    assert_eq!(number.as_f64(), Some(exported));
                }
                Json::String(text) => {
                    assert!(cell == text || *cell == format!("'{text}"), "{cell}");
                }
                other => panic!("{column}: {other}"),
            }
        }
    }
}

#[test]
fn one_value_stands_for_each_figure() {
    let rows = rows(fine(&["export"]).as_bytes());
    let what = |row: &BTreeMap<String, String>| {
        let mut what = row.clone();
        let of_publication = [
            "value",
            "value_to",
            "qualifier",
            "value_state",
            "status",
            "stands",
            "known_from",
            "source",
            "source_title",
            "publisher",
            "standing",
            "published",
            "url",
            "note",
        ];
        what.retain(|column, _| !of_publication.contains(&column.as_str()));
        what
    };
    let mut standing: BTreeMap<_, usize> = BTreeMap::new();
    for row in &rows {
        *standing.entry(what(row)).or_default() += usize::from(row["stands"] == "true");
    }
    assert!(standing.values().all(|count| *count == 1));
}

#[test]
fn an_export_as_of_a_day_holds_what_was_known_by_then() {
    let export = [
        "export",
        "--indicator",
        "nrm-referrals",
        "--as-of",
        "2012-10-18",
    ];
    let rows = rows(fine(&export).as_bytes());
    assert!(!rows.is_empty());
    assert!(
        rows.iter()
            .all(|row| row["known_from"].as_str() <= "2012-10-18")
    );
    let total = |row: &&BTreeMap<String, String>| {
        row["period"] == "2011" && row["age"].is_empty() && row["sex"].is_empty()
    };
    let values: Vec<&str> = rows
        .iter()
        .filter(total)
        .map(|row| row["value"].as_str())
        .collect();
    assert_eq!(values, ["946", "946"]);
    let none = run(&["export", "--as-of", "1900-01-01"]);
    assert_eq!(none.status.code(), Some(0));
    assert!(stderr(&none).contains("no published value matches"));
    assert_eq!(stdout(&none).lines().count(), 1);
}

#[test]
fn a_file_is_written_whole_and_never_over_another() {
    let folder = folder();
    let export = ["export", "--indicator", "ocg-human-trafficking"];
    let to_file = [&export[..], &["-o", "groups.csv"]].concat();
    let output = run_in(folder.path(), &to_file);
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    assert_eq!(stdout(&output), "");
    let path = folder.path().join("groups.csv");
    assert_eq!(fs::read_to_string(&path).expect("written"), fine(&export));

    fs::write(&path, "mine").expect("written");
    let output = run_in(folder.path(), &to_file);
    assert_eq!(output.status.code(), Some(1));
    assert!(stderr(&output).contains("--force"), "{}", stderr(&output));
    assert_eq!(fs::read_to_string(&path).expect("there"), "mine");

    let forced = [&to_file[..], &["--force"]].concat();
    assert_eq!(run_in(folder.path(), &forced).status.code(), Some(0));
    assert_eq!(fs::read_to_string(&path).expect("there"), fine(&export));
    assert_eq!(fs::read_dir(folder.path()).expect("folder").count(), 2);

    let nowhere = [&export[..], &["-o", "no/such/folder.csv"]].concat();
    let output = run_in(folder.path(), &nowhere);
    assert_eq!(output.status.code(), Some(1));
    assert_eq!(stderr(&output).lines().count(), 1, "{}", stderr(&output));
}

#[test]
fn beside_a_csv_file_stands_what_its_columns_mean_and_never_over_another_file() {
    let folder = folder();
    let csv = folder.path().join("a b.csv");
    let description = folder.path().join("a b.csv-metadata.json");
    let export = ["export", "--indicator", "ocg-human-trafficking"];
    let show = ["show", "groups", "--format", "csv"];
    for written in [&export[..], &show] {
        let to_file = [written, &["-o", "a b.csv"]].concat();
        fs::write(&description, "mine").expect("written");
        let output = run_in(folder.path(), &to_file);
        assert_eq!(output.status.code(), Some(1));
        let said = stderr(&output);
        assert!(
            said.contains("a b.csv-metadata.json is there already; --force"),
            "{said}"
        );
        assert!(!csv.exists());
        assert_eq!(fs::read_to_string(&description).expect("there"), "mine");

        let alone = [&to_file[..], &["--no-metadata"]].concat();
        assert_eq!(run_in(folder.path(), &alone).status.code(), Some(0));
        assert_eq!(fs::read_to_string(&csv).expect("there"), fine(written));
        assert_eq!(fs::read_to_string(&description).expect("there"), "mine");

        let forced = [&to_file[..], &["--force"]].concat();
        let output = run_in(folder.path(), &forced);
        let said = stderr(&output);
        assert!(
            said.contains("written to a b.csv and a b.csv-metadata.json"),
            "{said}"
        );
        let text = fs::read_to_string(&description).expect("there");
        let json: Json = serde_json::from_str(&text).expect("JSON");
        assert_eq!(json["url"], "a%20b.csv");
        assert_eq!(json["dc:valid"]["@value"], "2026-11-23");
        fs::remove_file(&csv).expect("taken away");
    }
    let said = refused(&[
        "show",
        "groups",
        "--format",
        "md",
        "-o",
        "a.md",
        "--no-metadata",
    ]);
    assert!(said.contains("--no-metadata is for csv"), "{said}");
    let said = refused(&[
        "export",
        "--format",
        "json",
        "-o",
        "a.json",
        "--no-metadata",
    ]);
    assert!(said.contains("leave it out for json"), "{said}");
}

#[test]
fn lists_are_the_record_in_every_format() {
    let dataset = record();
    let sources = rows(fine(&["sources", "--format", "csv"]).as_bytes());
    assert_eq!(sources.len(), dataset.sources.len());
    let values: usize = sources
        .iter()
        .map(|row| row["values"].parse::<usize>().expect("a number"))
        .sum();
    assert_eq!(values, dataset.observation_count());
    let json: Json = serde_json::from_str(&fine(&["sources", "--format", "json"])).expect("JSON");
    assert_eq!(
        json["sources"].as_array().map(Vec::len),
        Some(sources.len())
    );

    let indicators = rows(fine(&["indicators", "--format", "csv"]).as_bytes());
    let ids: Vec<&str> = indicators
        .iter()
        .map(|row| row["indicator"].as_str())
        .collect();
    let expected: Vec<&str> = dataset
        .indicators
        .iter()
        .map(|one| one.id.as_str())
        .collect();
    assert_eq!(ids, expected);
    let text = fine(&["indicators"]);
    assert!(ids.iter().all(|id| text.lines().any(|line| line == *id)));
}

#[test]
fn check_finds_nothing_in_the_record() {
    let text = fine(&["check"]);
    let values = number::count(record().observation_count());
    let begins = format!("no problem in {values} values");
    assert!(text.starts_with(&begins), "{text}");
}

#[test]
fn check_names_file_and_line_of_every_mistake() {
    let folder = folder();
    let indicators = folder.path().join("indicators");
    fs::create_dir(&indicators).expect("folder");
    let dimensions = "age,sex,exploitation,nationality,referrer,exploitation-location,authority,flag,case-status";
    let rows = format!(
        "geography,period,{dimensions},value,status,source,note\n\
         uk,2026,,,,,,,,,,1,,pq-10770,\n\
         uk,20x6,,,,,,,,,,1,,pq-107708,\n"
    );
    fs::write(indicators.join("nrm-referrals.csv"), rows).expect("written");
    let output = run_in(folder.path(), &["check", "."]);
    let text = stdout(&output);
    assert_eq!(output.status.code(), Some(1), "{text}");
    assert_eq!(stderr(&output), "");
    assert!(text.contains("indicators/nrm-referrals.csv:2: "), "{text}");
    assert!(text.contains("did you mean \"pq-107708\"?"), "{text}");
    assert!(text.contains("indicators/nrm-referrals.csv:3: "), "{text}");
    let last = text.lines().last().expect("a count");
    assert!(last.starts_with("2 problems in "), "{text}");

    // The rest is still shown, with a word about what is not.
    let output = run_in(folder.path(), &["show", "overview", "--data", "."]);
    assert_eq!(output.status.code(), Some(1));
    assert!(stdout(&output).contains("23,411"));
    let said = stderr(&output);
    assert!(said.contains("nrm-referrals.csv:2: "), "{said}");
    assert!(
        said.contains("`trafficdash check .` lists them all"),
        "{said}"
    );
}

#[test]
fn conflicts_are_listed_with_the_value_that_stands() {
    let text = fine(&["check", "--conflicts"]);
    for conflict in &record().conflicts {
        assert!(text.contains(conflict.title.as_str()), "{}", conflict.title);
    }
    assert!(text.contains("945 (stands): "), "{text}");
    let then = fine(&["check", "--conflicts", "--as-of", "2012-10-18"]);
    assert!(!then.contains("945 (stands)"), "{then}");
}

/// What is written with these variables and no others that could matter.
fn drawn(arguments: &[&str], variables: &[(&str, &str)]) -> String {
    let mut command = command(&temporary(), arguments);
    for name in ["NO_COLOR", "COLORTERM", "COLORFGBG", "LC_ALL", "LC_CTYPE"] {
        command.env_remove(name);
    }
    command.env("TERM", "xterm-256color").env("LANG", "C.UTF-8");
    let output = command.envs(variables.iter().copied()).output();
    let output = output.expect("it runs");
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    stdout(&output)
}

/// The numbers of every sequence; anything else that could command a terminal is a failure.
fn styles(text: &str) -> Vec<Vec<u16>> {
    let mut parts = text.split("\u{1b}[");
    let plain = |part: &str| part.chars().all(|one| one == '\n' || !one.is_control());
    assert!(plain(parts.next().expect("a text")));
    parts
        .map(|part| {
            let (numbers, rest) = part.split_once('m').expect("an end");
            assert!(plain(rest), "{rest:?}");
            let numbers = numbers.split(';').map(|one| one.parse().expect("a number"));
            numbers.collect()
        })
        .collect()
}

fn is_coloured(numbers: &[u16]) -> bool {
    numbers.iter().any(|one| matches!(one, 30..=48 | 90..=107))
}

#[test]
fn a_view_is_drawn_in_the_colours_that_the_environment_allows() {
    let show = ["show", "overview", "--format", "ansi"];
    let usual = drawn(&show, &[]);
    assert!(
        styles(&usual)
            .iter()
            .any(|one| one.windows(2).any(|two| two == [38, 5]))
    );
    let full = drawn(&show, &[("COLORTERM", "truecolor")]);
    assert!(
        styles(&full)
            .iter()
            .any(|one| one.windows(2).any(|two| two == [38, 2]))
    );
    let none = drawn(&show, &[("COLORTERM", "truecolor"), ("NO_COLOR", "1")]);
    assert!(
        !styles(&none).iter().any(|one| is_coloured(one)),
        "{none:?}"
    );
    assert!(styles(&none).iter().any(|one| one.contains(&1)), "{none:?}");
    let dumb = drawn(&show, &[("TERM", "dumb")]);
    assert!(!styles(&dumb).iter().any(|one| is_coloured(one)));
    assert!(!dumb.contains(['█', '─']), "{dumb}");
    for line in usual.lines().filter(|line| line.contains('\u{1b}')) {
        assert!(line.ends_with("\u{1b}[0m"), "{line:?}");
    }

    let light = [&show[..], &["--theme", "light"]].concat();
    let before = [&["--theme", "light"], &show[..]].concat();
    let light = drawn(&light, &[]);
    assert_ne!(light, usual);
    assert_eq!(light, drawn(&before, &[]));
}

#[test]
fn a_view_is_drawn_as_wide_as_wished_and_to_its_last_row() {
    use unicode_width::UnicodeWidthStr;
    let bare = |text: &str| {
        let parts = text.split("\u{1b}[").enumerate();
        let kept = parts.map(|(at, part)| match part.split_once('m') {
            Some((_, rest)) if at > 0 => rest,
            _ => part,
        });
        kept.collect::<String>()
    };
    for width in ["40", "100", "180"] {
        for view in VIEWS {
            let show = ["show", view.name, "--format", "ansi", "--width", width];
            let text = bare(&drawn(&show, &[]));
            let widest = text.lines().map(UnicodeWidthStr::width).max();
            assert!(
                widest <= width.parse().ok(),
                "{} {width}: {widest:?}",
                view.name
            );
        }
    }
    let data = bare(&drawn(&["show", "data", "--format", "ansi"], &[]));
    assert!(data.lines().count() > record().observation_count());
    let folder = folder();
    let file = ["show", "data", "--format", "ansi", "-o", "a.ansi"];
    assert_eq!(run_in(folder.path(), &file).status.code(), Some(0));
    assert!(folder.path().join("a.ansi").is_file());
}

#[test]
fn options_of_what_is_drawn_are_refused_where_they_mean_nothing() {
    for (arguments, expected) in [
        (
            &["show", "data", "--theme", "dark"][..],
            "leave it out for text",
        ),
        (
            &["--theme", "dark", "show", "data"],
            "leave it out for text",
        ),
        (
            &["show", "data", "--format", "csv", "--width", "80"],
            "leave it out for csv",
        ),
        (
            &["show", "data", "--format", "ansi", "--theme", "drak"],
            "did you mean \"dark\"?",
        ),
        (&["show", "data", "--width", "4"], "from 40 to 1000"),
    ] {
        let said = refused(arguments);
        assert!(said.contains(expected), "{arguments:?}: {said}");
    }
    let narrow = fine(&["show", "overview", "--width", "50"]);
    let long = |line: &str| line.chars().count() > 50 && !line.contains("://");
    assert!(!narrow.lines().any(long), "{narrow}");
}

#[test]
fn keys_are_those_of_the_settings() {
    let folder = folder();
    let config = folder.path().join("mine.toml");
    fs::write(&config, "[keys]\nquit = [\"Q\"]\n").expect("written");
    let output = run_in(folder.path(), &["keys", "--config", "mine.toml"]);
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    let text = stdout(&output);
    let quit = text.lines().find(|line| line.contains(" quit "));
    assert!(
        quit.expect("quit").trim_start().starts_with("Q, ctrl-c"),
        "{text}"
    );

    fs::write(&config, "\n[keys]\nqiut = [\"Q\"]\n").expect("written");
    let output = run_in(folder.path(), &["keys", "--config", "mine.toml"]);
    assert_eq!(output.status.code(), Some(1));
    let said = stderr(&output);
    assert!(said.contains("mine.toml:3: "), "{said}");
    assert!(said.contains("did you mean \"quit\"?"), "{said}");
}

#[test]
fn a_folder_that_the_settings_name_is_not_replaced_by_another_record() {
    let folder = folder();
    fs::write(folder.path().join("mine.toml"), "data-dir = \"none\"\n").expect("written");
    let output = run_in(folder.path(), &["series", "--config", "mine.toml"]);
    assert_eq!(output.status.code(), Some(2));
    let (out, said) = (stdout(&output), stderr(&output));
    let named = "mine.toml: data-dir: there is no folder ";
    assert!(out.is_empty() && said.contains(named), "{out}{said}");
}

/// What is answered to these lines, in a folder, with these arguments beside `--plain`.
fn read_out_in(folder: &Path, arguments: &[&str], lines: &str) -> String {
    let mut command = command(folder, &[&["--plain"], arguments].concat());
    let child = command
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    let mut child = child.spawn().expect("it starts");
    let mut input = child.stdin.take().expect("a pipe");
    let lines = lines.to_owned();
    let typing = std::thread::spawn(move || {
        // Whoever has left reads no more.
        let _ = input.write_all(lines.as_bytes());
    });
    let output = child.wait_with_output().expect("it ends");
    typing.join().expect("typed");
    assert_eq!(stderr(&output), "");
    assert_eq!(output.status.code(), Some(0));
    stdout(&output)
}

fn read_out(lines: &str) -> String {
    read_out_in(&temporary(), &[], lines)
}

/// The answers by command; the greeting is that of the empty one.
fn answers(text: &str) -> Vec<(String, Vec<String>)> {
    let mut answers = vec![(String::new(), Vec::new())];
    for line in text.lines() {
        match line.strip_prefix("Command: ") {
            Some(command) => answers.push((command.trim_end_matches('.').to_owned(), Vec::new())),
            None => answers.last_mut().expect("one").1.push(line.to_owned()),
        }
    }
    answers
}

/// The answer to the last of some commands.
fn answer(lines: &str) -> Vec<String> {
    answers(&read_out(lines)).pop().expect("an answer").1
}

#[test]
fn a_view_is_read_out_as_show_writes_it() {
    let then = ["--as-of", "2012-10-18", "--period", "2011"];
    for view in VIEWS {
        let show = ["show", view.name, "--format", "plain"];
        let read = answer(&format!("view {}\nread\n", view.name)).join("\n");
        assert_eq!(read + "\n", fine(&show), "{}", view.name);
        let lines = format!("as-of 2012-10-18\nperiod 2011\n{}\nread\n", view.digit);
        let read = answer(&lines).join("\n");
        assert_eq!(
            read + "\n",
            fine(&[&show[..], &then].concat()),
            "{}",
            view.name
        );
    }
    for (lines, options) in [
        (
            "2\nperiod 2011\nby sex",
            &["victims", "--period", "2011", "--by", "sex"][..],
        ),
        (
            "9\nfilter Nigeria 2018",
            &["data", "--filter", "nigeria 2018"],
        ),
        (
            "7\nindicator dtn-r",
            &["revisions", "--indicator", "dtn-reports"],
        ),
        ("3\nfrequency quarter", &["groups", "--period", "2025Q4"]),
        ("index", &["compare", "--index"]),
        (
            "compare nrm-referrals/uk dtn-reports/england-wales",
            &[
                "compare",
                "--series",
                "nrm-referrals/uk",
                "--series",
                "dtn-reports/england-wales",
            ],
        ),
    ] {
        let read = answer(&format!("{lines}\nread\n")).join("\n");
        let show = [&["show"], options, &["--format", "plain"]].concat();
        assert_eq!(read + "\n", fine(&show), "{lines}");
    }
}

#[test]
fn every_answer_begins_with_what_changed() {
    for (lines, expected) in [
        ("view victims", "2025, as known today, Victims."),
        ("vi v", "2025, as known today, Victims."),
        ("4", "2025, as known today, Justice."),
        ("previous", "2024, as known today, Overview."),
        ("previous\nnext", "2025, as known today, Overview."),
        ("period 2011/12", "2011/12, as known today, Overview."),
        ("frequency", "2019/20, as known today, Overview."),
        ("frequency quarter", "Q4 2025, as known today, Overview."),
        (
            "as-of 2012-10-18",
            "2011, as known on 18 Oct 2012, Overview.",
        ),
        ("earlier", "2025, as known on 31 Mar 2026, Overview."),
        ("earlier\nlater", "2025, as known today, Overview."),
        (
            "as-of 2012-10-18\nas-of today",
            "2025, as known today, Overview.",
        ),
        (
            "filter home office",
            "2025, as known today, Overview, only what contains \"home office\".",
        ),
        ("filter x\nfilter", "2025, as known today, Overview."),
        ("2\nperiod 2011\nby sex", "2011, as known today, Victims."),
        (
            "7\nindicator dtn-reports",
            "2025, as known today, Revisions.",
        ),
        ("panels", "2025, as known today, Overview."),
        (
            "panel 2",
            "Part 2 of 4: NRM referrals rose to 23,411 in 2025, 22% more than in 2024 and the \
         highest since the break in the series in 2015.",
        ),
        (
            "panel 2\nrow 3",
            "2011: 945, revised, published values 945 to 946.",
        ),
        ("panel 2\nrow 3\nsource", "Where 945 comes from."),
        ("panel 2\nsource 1", "Where 534 comes from."),
        ("values", "2025, as known today, Compare."),
        (
            "series flagged rate",
            "2 series with figures known today and these words: flagged rate.",
        ),
        (
            "compare nrm-referrals/uk dtn-reports/england-wales",
            "2025, as known today, Compare.",
        ),
        (
            "find nrm referrals",
            "7 indicators contain \"nrm referrals\".",
        ),
        (
            "next",
            "No figure for this kind of period is known further on.",
        ),
        ("later", "Nothing was published further on."),
        (
            "view",
            "The command view needs NAME: it opens a view, also by its digit.",
        ),
        ("quit", "The dashboard is left."),
    ] {
        assert_eq!(answer(&format!("{lines}\n"))[0], expected, "{lines}");
    }
    let cited = &answer("2\nperiod 2011\npanel 1\ncite 3\n")[0];
    for part in [
        "2011: 945 people",
        "https://",
        "Record of 23 November 2026.",
    ] {
        assert!(cited.contains(part), "{cited}");
    }
    let here = read_out("2\npanel 3\n\n");
    let last: Vec<&str> = here.lines().rev().take(3).collect();
    assert_eq!(last[2], "2025, as known today, Victims.");
    assert!(last[0].contains(": Every total for 2025"), "{here}");
}

#[test]
fn every_command_is_explained_and_answers_and_no_answer_could_steer_a_terminal() {
    let help = answer("help\n");
    assert!(help[2].contains("trafficdash news reads your feeds"));
    let commands: Vec<&str> = help[3..]
        .iter()
        .map(|line| line.split([' ', ':']).next().expect("a name"))
        .collect();
    assert_eq!((commands[0], commands.last()), ("view", Some(&"quit")));
    assert_eq!(commands.len(), 25, "{commands:?}");
    let mut script = String::new();
    for view in VIEWS {
        script.push_str(&format!("view {}\n", view.name));
        for command in &commands[1..commands.len() - 1] {
            script.push_str(&format!("help {command}\n{command}\n{command} 1\n"));
            script.push_str(&format!("{command} \u{1b}[2J\u{202e}\n"));
        }
    }
    let folder = folder();
    let text = read_out_in(folder.path(), &[], &script);
    assert!(
        fs::read_dir(folder.path())
            .expect("a folder")
            .next()
            .is_none()
    );
    for line in text.lines() {
        let steers = |one: char| one.is_control() || one == '\u{202e}';
        let drawn = |one: char| matches!(one, '\u{2500}'..='\u{28ff}' | '|');
        assert!(!line.contains(steers) && !line.contains(drawn), "{line:?}");
        let ended = line.ends_with(['.', '?', '!', '…']);
        let last = line.rsplit(' ').next().expect("a word");
        let address = last.starts_with("http://") || last.starts_with("https://");
        assert!(
            ended != (address && !line.ends_with(['?', '!', '…'])),
            "{line}"
        );
        assert!(!line.starts_with(' '), "{line}");
    }
    let all = answers(&text);
    assert_eq!(all.len(), 1 + script.lines().count());
    assert!(all.iter().all(|(_, said)| !said.is_empty()));
}

#[test]
fn a_slip_is_answered_and_the_reading_goes_on() {
    let text =
        read_out("vew victims\nzzz\npa\nview vctims\nby ag\nas-of soon\nrow 99\nnext now\n2\n");
    for said in [
        "There is no command \"vew\"; did you mean \"view\"?",
        "There is no command \"zzz\"; help lists them.",
        "\"pa\" can be: panels, panel.",
        "There is no view \"vctims\"; did you mean \"victims\"?",
        "The victims can be broken down; write view victims first.",
        "\"soon\" is not a day; write it like 2012-10-18, 2012-10 (its last day), or today.",
        "There is no entry \"99\"; they are numbered 1 to 3.",
        "The command next takes nothing after it.",
        "2025, as known today, Victims.",
    ] {
        assert!(text.lines().any(|line| line == said), "{said}\n{text}");
    }
    let text = read_out("2\nperiod 2011\nby sex\nperiod 2025\nperiod 2011\npanel 2\n");
    let lost = "What was chosen does not hold here: no break-down for 2025";
    assert!(text.contains(lost), "{text}");
    assert!(text.contains(" NRM referrals in 2011, by sex."), "{text}");
}

#[test]
fn what_is_read_out_can_be_written_to_a_file_and_over_no_other() {
    let folder = folder();
    let lines = "3\nexport csv a b.csv\nexport csv a b.csv\nexport md\nexport xls\n8\nexport png\n";
    let text = read_out_in(folder.path(), &[], lines);
    let show = ["show", "groups", "--format"];
    let read = |name: &str| fs::read_to_string(folder.path().join(name)).expect("written");
    assert_eq!(read("a b.csv"), fine(&[&show[..], &["csv"]].concat()));
    assert!(read("a b.csv-metadata.json").contains("\"a%20b.csv\""));
    let name = "trafficdash-groups-2025-as-known-2026-11-23.md";
    assert_eq!(read(name), fine(&[&show[..], &["md"]].concat()));
    for said in [
        "a b.csv-metadata.json.",
        "Nothing was written: a b.csv is there already; name another file.",
        "There is no format \"xls\"; ",
        "There is no chart to draw here; name another format.",
    ] {
        assert!(text.contains(said), "{said}\n{text}");
    }
    assert_eq!(fs::read_dir(folder.path()).expect("a folder").count(), 3);
}

#[test]
fn reading_out_begins_where_the_command_line_says_and_ends_with_the_input() {
    let options = ["--as-of", "2012-10-18", "--period", "2011"];
    let text = read_out_in(&temporary(), &options, "");
    let lines: Vec<&str> = text.lines().collect();
    assert_eq!(lines[2], "2011, as known on 18 Oct 2012, Overview.");
    assert!(
        lines[3].starts_with("Potential victims, UK: 946 in 2011"),
        "{text}"
    );
    assert_eq!(read_out("2"), read_out("2\n"), "the last line need not end");
    assert_eq!(read_out("quit\n2\n"), read_out("quit\n"));
    assert!(refused(&["--plain", "show", "overview"]).contains("show --format plain"));
    assert!(refused(&["--plain", "--theme", "dark"]).contains("--theme"));
}

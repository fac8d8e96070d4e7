//! Loading: every mistake of `fixtures/invalid/<mistake>/` is reported in the words of its
//! `expected.txt`, all at once; what is right is read; and nothing makes the loader panic.
//!
//! `UPDATE=1 cargo test --test load` writes the messages as they are into `expected.txt`.

#[path = "support/record.rs"]
mod record;

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};
use std::{env, fs};

use chrono::NaiveDate;
use proptest::prelude::*;
use proptest::sample::Index;
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};
use trafficdash::clean;
use trafficdash::figures::{AsOf, Dataset, DimensionId, Meaning, Period, SeriesKey, Vocabulary};
use trafficdash::load::{self, DataFile, FileSet, Loaded};

fn today() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 11, 23).expect("a day")
}

fn fixtures(kind: &str) -> PathBuf {
    let tests = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests");
    tests.join("fixtures").join(kind)
}

fn folders(kind: &str) -> Vec<PathBuf> {
    let entries = fs::read_dir(fixtures(kind)).expect(kind);
    let paths = entries.map(|entry| entry.expect("an entry").path());
    let mut folders: Vec<PathBuf> = paths.filter(|path| path.is_dir()).collect();
    folders.sort();
    folders
}

/// The record without a folder on top of it.
fn built_in() -> Dataset {
    let loaded = load::load(&FileSet::embedded(), today());
    loaded.dataset.expect("the record")
}

fn load_folder(folder: &Path) -> Loaded {
    load::load(&FileSet::folder(folder), today())
}

/// The problems, a line each, with paths within the folder.
fn messages(loaded: &Loaded, folder: &Path) -> String {
    let prefix = format!("{}/", folder.display());
    let problems = loaded.problems.iter();
    problems
        .map(|problem| format!("{problem}\n").replace(&prefix, ""))
        .collect()
}

fn valid(name: &str) -> Dataset {
    let folder = fixtures("valid").join(name);
    let loaded = load_folder(&folder);
    assert_eq!(messages(&loaded, &folder), "", "{name}");
    loaded.dataset.expect("a data set")
}

/// The total of an indicator for the United Kingdom.
fn value(record: &Dataset, indicator: &str, period: &str, as_of: AsOf) -> Option<String> {
    let id = record.find_indicator(indicator)?;
    let uk = record.codelists.find_code(DimensionId::GEOGRAPHY, "uk")?;
    let series = record.indicator(id).series(&SeriesKey::new(uk, []))?;
    let period: Period = period.parse().expect("a period");
    let cell = series.cell(period, as_of)?;
    Some(cell.stands.value.to_string())
}

mod mistakes {
    use super::*;

    #[test]
    fn each_is_reported_with_file_line_and_remedy() {
        let update = env::var_os("UPDATE").is_some();
        let mut wrong = Vec::new();
        for folder in folders("invalid") {
            let found = messages(&load_folder(&folder), &folder);
            let path = folder.join("expected.txt");
            if update {
                fs::write(&path, &found).expect("written");
            }
            let expected = fs::read_to_string(&path).unwrap_or_default();
            if found != expected || found.is_empty() {
                let folder = folder.display();
                wrong.push(format!("{folder}\nfound\n{found}expected\n{expected}"));
            }
        }
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    }

    #[test]
    fn each_problem_says_what_to_do() {
        for folder in folders("invalid") {
            for problem in load_folder(&folder).problems {
                assert!(!problem.what.is_empty(), "{problem}");
                assert!(!problem.remedy.is_empty(), "{problem}");
                assert!(!problem.to_string().contains('\n'), "{problem}");
            }
        }
    }

    #[test]
    fn the_rest_of_the_record_is_read_all_the_same() {
        let none = [
            "codelists-missing",
            "codelists-not-utf-8",
            "codelists-without-geography",
            "record-not-utf-8",
            "record-without-retrieved",
        ];
        for folder in folders("invalid") {
            let name = folder.file_name().expect("a name").to_string_lossy();
            let dataset = load_folder(&folder).dataset;
            assert_eq!(dataset.is_none(), none.contains(&&*name), "{name}");
        }
    }

    #[test]
    fn a_folder_that_is_not_there_is_a_problem_and_the_record_stands() {
        let folder = fixtures("invalid").join("nowhere");
        let loaded = load_folder(&folder);
        assert_eq!(loaded.problems.len(), 1);
        let shown = loaded.problems[0].to_string();
        assert!(shown.contains("nowhere: cannot be read: "), "{shown}");
        let stands = loaded.dataset.map(|it| it.indicators.len());
        assert_eq!(stands, Some(built_in().indicators.len()));
    }

    #[test]
    fn an_empty_record_says_how_to_begin() {
        let loaded = load::load(&FileSet::default(), today());
        assert!(loaded.dataset.is_none());
        let shown: Vec<String> = loaded.problems.iter().map(ToString::to_string).collect();
        assert_eq!(
            shown,
            ["data/record.toml: is missing; add it with title = … and retrieved = \"2026-11-23\""]
        );
    }
}

mod right {
    use super::*;

    #[test]
    fn a_folder_on_top_adds_a_vintage_that_stands() {
        let record = valid("one-more-vintage");
        let alone = built_in();
        assert_eq!(record.observation_count(), alone.observation_count() + 1);
        assert_eq!(record.sources.len(), alone.sources.len() + 1);
        let on = |day: &str| {
            let as_of = day.parse().expect("a day");
            value(&record, "nrm-referrals", "2011", as_of)
        };
        assert_eq!(on("latest").as_deref(), Some("944"));
        assert_eq!(on("2026-06-01").as_deref(), Some("944"));
        assert_eq!(on("2026-05-31").as_deref(), Some("945"));
        assert_eq!(on("2012-10-18").as_deref(), Some("946"));
    }

    #[test]
    fn a_record_of_its_own_stands_alone() {
        let record = valid("alone");
        assert_eq!(record.title, "A small record");
        assert_eq!(record.indicators.len(), 1);
        assert_eq!(record.observation_count(), 6);
        assert_eq!(record.sources.len(), 2);
        assert!(record.articles.is_empty() && record.events.is_empty());
        let latest = value(&record, "referrals", "2018", AsOf::Latest);
        assert_eq!(latest.as_deref(), Some("91"));
    }

    #[test]
    fn words_and_feeds_of_a_folder_are_read() {
        let record = valid("words-and-feeds");
        let [first, second] = &*record.vocabulary.terms else {
            panic!("{:?}", record.vocabulary);
        };
        let referrals = record.find_indicator("referrals").expect("referrals");
        assert_eq!(first.meaning, Meaning::Indicator(referrals));
        assert_eq!(first.phrases, ["referred to the mechanism", "referred"]);
        assert_eq!(first.near, ["mechanism"]);
        assert_eq!(first.unless, ["referred to the police"]);
        let age = record.codelists.find_dimension("age").expect("age");
        let child = record.codelists.find_code(age, "child").expect("child");
        assert_eq!(second.meaning, Meaning::Code(child));
        assert_eq!(record.feeds.len(), 1);
        assert_eq!(record.feeds[0].words, ["trafficking"]);
        assert!(record.feeds[0].is_default);
        let without = valid("alone");
        assert_eq!(without.vocabulary, Vocabulary::default());
        assert!(without.feeds.is_empty());
    }

    #[test]
    fn byte_order_marks_and_the_line_ends_of_windows_change_nothing() {
        assert_eq!(valid("alone-as-windows-writes-it"), valid("alone"));
    }

    #[test]
    fn files_that_are_no_part_of_a_record_are_passed_over() {
        assert_eq!(valid("other-files-beside"), valid("alone"));
    }

    #[test]
    fn a_source_of_this_month_whose_day_is_not_shown_is_not_in_the_future() {
        let record = valid("this-month");
        let latest = value(&record, "referrals", "2018", AsOf::Latest);
        assert_eq!(latest.as_deref(), Some("91"));
    }

    #[test]
    fn hostile_text_comes_out_clean() {
        let record = valid("hostile-text");
        assert_eq!(record.title, "A ·[2Jsmall record");
        assert_eq!(record.sources[0].title, "Report  on ·]0;2018·");
        let indicator = &record.indicators[0];
        assert!(indicator.definition.starts_with("People· whom"));
        let observations = indicator.series[0].observations();
        assert_eq!(observations[0].note.as_deref(), Some("Seen ·[31mred"));
        assert_eq!(record.cells[0].columns, ["age·", "people"]);
        let table = &record.cells[0];
        let first = table.cells.iter().next().expect("a cell");
        let labels: Vec<&str> = table.labels_of(first).collect();
        assert_eq!(labels, ["child·[2J"]);
        assert_eq!(*record.articles[0].text, ["A  paragraph·31m."]);
    }

    #[test]
    fn hostile_text_in_messages_comes_out_clean() {
        let folder = fixtures("invalid").join("hostile-text");
        let loaded = load_folder(&folder);
        assert!(!loaded.problems.is_empty());
        for problem in &loaded.problems {
            let shown = problem.to_string();
            assert_eq!(clean::line(&shown), shown);
        }
    }
}

mod robustness {
    use super::*;

    fn altered(path: &str, text: &str) -> Loaded {
        load::load(&record::altered(path, text), today())
    }

    #[test]
    fn what_is_more_than_can_be_told_apart_is_refused_and_takes_no_others_place() {
        let many = |begin: &str, each: &dyn Fn(usize) -> String| {
            let all: String = (0..=1 << 16).map(each).collect();
            format!("{begin}{all}")
        };
        let files = FileSet::embedded().files;
        let shipped = |path: &str| {
            let file = files.iter().find(|file| file.path == path);
            file.expect(path).text.clone()
        };
        let path = "indicators/nrm-referrals.csv";
        let before = altered(path, &shipped(path)).dataset.expect("a data set");
        let source = |at: usize| {
            format!(
                "[[source]]\nid = \"more-{at}\"\ntitle = \"A\"\npublisher = \"B\"\n\
                 standing = \"press\"\n"
            )
        };
        let mut set = record::altered(path, &shipped(path));
        let sources = set
            .files
            .iter_mut()
            .find(|file| file.path == "sources.toml");
        let sources = sources.expect("the sources");
        sources.text = many(&shipped("sources.toml"), &source);
        let loaded = load::load(&set, today());
        assert!(!loaded.problems.is_empty());
        let said = &loaded.problems[0].what;
        assert!(
            said.ends_with("is one too many: 65,536 are told apart"),
            "{said}"
        );
        let after = loaded.dataset.expect("a data set");
        let publisher = |record: &Dataset| {
            let found = record.find_series("nrm-referrals/uk").expect("a series");
            let series = record.series(&found).expect("a series");
            let rows = series.observations().iter();
            rows.map(|one| record.source(one.source).id.clone())
                .collect::<Vec<_>>()
        };
        assert_eq!(publisher(&after), publisher(&before));

        let path = "cells/nrm-referrals-2023q4.csv";
        let table = shipped(path);
        let (head, _) = table.split_once('\n').expect("a first line");
        let more = ",a".repeat(head.matches(',').count() - 1);
        let text = many(&format!("{head}\n"), &|at| format!("label {at}{more},1\n"));
        let loaded = altered(path, &text);
        let said: Vec<&str> = loaded.problems.iter().map(|one| &*one.what).collect();
        assert_eq!(said, ["a column has more than 65,536 labels"]);
    }

    #[test]
    fn of_more_indicators_than_are_told_apart_the_last_are_refused() {
        let mut set = FileSet::embedded();
        let shipped = load::embedded(today()).dataset.expect("the record");
        let more = (1 << 16) + 1 - shipped.indicators.len();
        for at in 0..more {
            let id = format!("zz-{at:05}");
            let definition = format!(
                "id = \"{id}\"\ntitle = \"A\"\nshort = \"A\"\ntopic = \"justice\"\n\
                 measure = \"count\"\nunit = \"people\"\nunit-type = \"potential-victims\"\n\
                 definition = \"B\"\nbasis = \"C\"\ndimensions = []\nperiods = [\"year\"]\n"
            );
            let header = "geography,period,value,status,source,note\n".to_owned();
            for (ending, text) in [("toml", definition), ("csv", header)] {
                let path = format!("indicators/{id}.{ending}");
                set.files.push(DataFile {
                    shown: path.clone(),
                    path,
                    text,
                });
            }
        }
        set.files.sort_by(|one, other| one.path.cmp(&other.path));
        let loaded = load::load(&set, today());
        let last = format!("zz-{:05}", more - 1);
        let said: Vec<String> = loaded.problems.iter().map(ToString::to_string).collect();
        assert_eq!(
            said,
            [format!(
                "indicators/{last}.toml: indicator \"{last}\" is one too many: 65,536 are told \
                 apart; leave out those that are not needed"
            )]
        );
        let record = loaded.dataset.expect("a data set");
        assert_eq!(record.indicators.len(), 1 << 16);
        assert_eq!(record.indicators().count(), 1 << 16);
        assert_eq!(record.find_indicator(&last), None);
    }

    /// The same cases in every run.
    fn runner(cases: u32) -> TestRunner {
        let config = Config {
            cases,
            failure_persistence: None,
            ..Config::default()
        };
        let seed = TestRng::deterministic_rng(RngAlgorithm::ChaCha);
        TestRunner::new_with_rng(config, seed)
    }

    #[test]
    fn a_file_without_one_of_its_rows_loads_the_rest() {
        let record = FileSet::embedded();
        let files: Vec<&DataFile> = record.latest_in("indicators/", ".csv").collect();
        let run = runner(150).run(&any::<(Index, Index)>(), |(which, row)| {
            let file = which.get(&files);
            let mut lines: Vec<&str> = file.text.lines().collect();
            let rows = lines.len() - 1;
            lines.remove(1 + row.index(rows));
            let loaded = altered(&file.path, &lines.join("\n"));
            prop_assert!(loaded.problems.is_empty(), "{:?}", loaded.problems);
            let record = loaded.dataset.expect("a data set");
            prop_assert_eq!(record.observation_count(), rows - 1);
            Ok(())
        });
        run.unwrap_or_else(|error| panic!("{error}"));
    }

    #[test]
    fn a_spoilt_row_hides_no_other() {
        let path = "indicators/nrm-referrals.csv";
        let whole = altered(path, &around_text(path))
            .dataset
            .expect("a data set");
        let text = around_text(path).replace("uk,2011,,,,,,,,,,945", "uk,2011,,,,,,,,,,9 45");
        let loaded = altered(path, &text);
        assert_eq!(loaded.problems.len(), 1, "{:?}", loaded.problems);
        assert_eq!(loaded.problems[0].line, Some(10));
        let record = loaded.dataset.expect("a data set");
        assert_eq!(record.observation_count(), whole.observation_count() - 1);
    }

    fn around_text(path: &str) -> String {
        let files = FileSet::embedded();
        let file = files.at(path).next().expect(path);
        file.text.clone()
    }

    #[test]
    fn what_is_built_to_be_slow_or_deep_is_refused_in_time() {
        let deep = format!("id = {}", "[".repeat(100_000));
        let dotted = format!("{} = 1", vec!["a"; 50_000].join("."));
        let long = format!(
            "geography,period,value,status,source,note\nuk,2012,92,,{},\n",
            "s".repeat(1 << 20)
        );
        let quotes = format!(
            "geography,period,value,status,source,note\n{}",
            "\"\"\"\n\"\n".repeat(20_000)
        );
        let csv = "indicators/ocg-human-trafficking.csv";
        for (path, text) in [
            ("sources.toml", deep),
            ("sources.toml", dotted),
            (csv, long),
            (csv, quotes),
        ] {
            let begun = Instant::now();
            let loaded = altered(path, &text);
            assert!(!loaded.problems.is_empty(), "{path}");
            let longest = loaded
                .problems
                .iter()
                .map(|one| one.to_string().len())
                .max();
            assert!(longest < Some(2000), "{path}");
            assert!(begun.elapsed() < Duration::from_secs(5), "{path}");
        }
    }
}

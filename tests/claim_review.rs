//! `claims`: its JSON held against the vocabulary of schema.org and against what a search engine
//! asks of a fact check; the other formats against that; and what can be chosen.
//!
//! The tables are taken from <https://schema.org/ClaimReview>, `/Review`, `/Claim`, `/Rating`,
//! `/CreativeWork`, `/NewsArticle`, `/Organization` and `/Thing`, and from "Fact check
//! (`ClaimReview`) structured data" of Google Search Central, both read in 2026.

#[path = "support/command.rs"]
mod command;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;
use std::process::Output;

use serde_json::Value as Json;
use trafficdash::export::claims::text;
use trafficdash::figures::AsOf;
use trafficdash::load;
use trafficdash::present::review;

use command::run_in;

/// What a property may hold.
#[derive(Clone, Copy)]
enum Range {
    Text,
    Address,
    Date,
    Number,
    /// One of these types, one or several of them.
    Of(&'static [&'static str]),
}

/// The types with those above them, from which they take properties.
const TYPES: [(&str, &[&str]); 6] = [
    ("ClaimReview", &["Review", "CreativeWork", "Thing"]),
    ("Claim", &["CreativeWork", "Thing"]),
    ("NewsArticle", &["CreativeWork", "Thing"]),
    ("CreativeWork", &["Thing"]),
    ("Rating", &["Thing"]),
    ("Organization", &["Thing"]),
];

/// Properties with the type that they belong to and what they expect.
const TERMS: [(&str, &str, Range); 17] = [
    ("claimReviewed", "ClaimReview", Range::Text),
    ("itemReviewed", "Review", Range::Of(&["Claim"])),
    ("reviewBody", "Review", Range::Text),
    ("reviewRating", "Review", Range::Of(&["Rating"])),
    ("appearance", "Claim", Range::Of(&WORKS)),
    ("author", "CreativeWork", Range::Of(&["Organization"])),
    ("citation", "CreativeWork", Range::Of(&WORKS)),
    ("datePublished", "CreativeWork", Range::Date),
    ("inLanguage", "CreativeWork", Range::Text),
    ("publisher", "CreativeWork", Range::Of(&["Organization"])),
    ("text", "CreativeWork", Range::Text),
    ("bestRating", "Rating", Range::Number),
    ("ratingValue", "Rating", Range::Number),
    ("worstRating", "Rating", Range::Number),
    ("alternateName", "Thing", Range::Text),
    ("name", "Thing", Range::Text),
    ("url", "Thing", Range::Address),
];

const WORKS: [&str; 2] = ["CreativeWork", "NewsArticle"];

/// What the search engine requires.
const REQUIRED: [(&str, &[&str]); 3] = [
    ("ClaimReview", &["claimReviewed", "reviewRating", "url"]),
    ("Rating", &["alternateName"]),
    ("Organization", &["name"]),
];

/// What it recommends, as far as the record can know it.
const RECOMMENDED: [(&str, &[&str]); 2] = [
    ("ClaimReview", &["author", "datePublished", "itemReviewed"]),
    ("Claim", &["appearance", "datePublished"]),
];

/// What is wrong with a document, with its place.
fn problems(document: &Json) -> Vec<String> {
    let mut found = Vec::new();
    if document["@context"] != "https://schema.org" {
        found.push("the context is not schema.org".to_owned());
    }
    let graph = document["@graph"].as_array();
    let mut ids = BTreeSet::new();
    for (at, node) in graph.into_iter().flatten().enumerate() {
        let place = format!("/{at}");
        if node["@type"] != "ClaimReview" {
            found.push(format!("{place}: no review"));
        }
        if !ids.insert(node["@id"].as_str().unwrap_or_default()) {
            found.push(format!("{place}: the id of another"));
        }
        found.extend(of_node(node, &place));
    }
    if graph.is_none() {
        found.push("no graph".to_owned());
    }
    found
}

fn of_node(node: &Json, place: &str) -> Vec<String> {
    let mut found = Vec::new();
    let kind = node["@type"].as_str().unwrap_or_default();
    let Some((_, above)) = TYPES.iter().find(|(name, _)| *name == kind) else {
        return vec![format!("{place}: \"{kind}\" is no type of the table")];
    };
    for (name, value) in node.as_object().into_iter().flatten() {
        let place = format!("{place}/{name}");
        if name == "@type" {
            continue;
        }
        if name == "@id" {
            if !is_iri(value) {
                found.push(format!("{place}: no IRI"));
            }
            continue;
        }
        let term = TERMS.iter().find(|(term, _, _)| term == name);
        let Some((_, owner, range)) = term else {
            found.push(format!("{place}: no term of the table"));
            continue;
        };
        // Rating has an author of its own; it is not written here.
        if *owner != kind && !above.contains(owner) {
            found.push(format!("{place}: {kind} has no such property"));
        }
        found.extend(of_value(value, *range, &place));
    }
    for (of, names) in REQUIRED.iter().chain(&RECOMMENDED) {
        let missing = names.iter().filter(|name| node.get(name).is_none());
        let missing = missing.filter(|_| *of == kind);
        found.extend(missing.map(|name| format!("{place}: {name} is missing")));
    }
    if kind == "Rating" {
        found.extend(of_rating(node, place));
    }
    found
}

fn of_value(value: &Json, range: Range, place: &str) -> Vec<String> {
    let text = value.as_str().unwrap_or_default();
    let fits = match range {
        Range::Text => !text.trim().is_empty() && text.trim() == text,
        Range::Address => is_address(text),
        Range::Date => is_date(text),
        Range::Number => value.is_number(),
        Range::Of(types) => {
            let several = value
                .as_array()
                .map_or(std::slice::from_ref(value), |list| list);
            let mut found = Vec::new();
            for (at, one) in several.iter().enumerate() {
                let place = format!("{place}/{at}");
                if !types.iter().any(|name| one["@type"] == *name) {
                    found.push(format!("{place}: none of {types:?}"));
                }
                found.extend(of_node(one, &place));
            }
            if several.is_empty() {
                found.push(format!("{place}: an empty list"));
            }
            return found;
        }
    };
    if fits {
        Vec::new()
    } else {
        vec![format!("{place}: {value} does not fit")]
    }
}

/// A number lies between the ends of its scale, and never stands without them.
fn of_rating(node: &Json, place: &str) -> Vec<String> {
    let number = |name: &str| node[name].as_i64();
    let whole = (
        number("worstRating"),
        number("ratingValue"),
        number("bestRating"),
    );
    match whole {
        (None, None, None) => Vec::new(),
        (Some(worst), Some(value), Some(best))
            if 1 <= worst && worst <= value && value <= best && worst < best =>
        {
            Vec::new()
        }
        odd => vec![format!("{place}: {odd:?} is no rating")],
    }
}

fn is_address(text: &str) -> bool {
    let rest = ["https://", "http://"].map(|scheme| text.strip_prefix(scheme));
    let rest = rest.into_iter().flatten().next().unwrap_or_default();
    !rest.is_empty() && !rest.contains(char::is_whitespace)
}

fn is_iri(value: &Json) -> bool {
    let text = value.as_str().unwrap_or_default();
    let fits = |one: char| !one.is_whitespace() && !"<>\"{}|\\^`".contains(one);
    text.split_once(':')
        .is_some_and(|(scheme, rest)| !scheme.is_empty() && !rest.is_empty())
        && text.chars().all(fits)
}

/// A day, month or year of ISO 8601.
fn is_date(text: &str) -> bool {
    let day = match text.len() {
        4 => format!("{text}-01-01"),
        7 => format!("{text}-01"),
        _ => text.to_owned(),
    };
    day.len() == 10 && day.parse::<chrono::NaiveDate>().is_ok()
}

fn stderr(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).expect("text")
}

/// Standard error of a run that is refused as wrong usage.
fn refused(folder: &Path, arguments: &[&str]) -> String {
    let output = run_in(folder, arguments);
    assert_eq!(output.status.code(), Some(2), "{arguments:?}");
    assert_eq!(output.stdout, b"", "{arguments:?}");
    stderr(&output)
}

/// Standard output of a run that says nothing else.
fn output(arguments: &[&str]) -> Vec<u8> {
    let output = run_in(&std::env::temp_dir(), arguments);
    assert_eq!(stderr(&output), "", "{arguments:?}");
    output.stdout
}

const PAGE: &str = "https://example.org/fact-checks";

fn document(arguments: &[&str]) -> Json {
    let how = ["--format", "json", "--url", PAGE];
    let bytes = output(&[arguments, &how].concat());
    serde_json::from_slice(&bytes).expect("JSON")
}

#[test]
fn every_review_is_one_in_the_words_of_schema_org() {
    for arguments in [
        &["claims"][..],
        &["claims", "--as-of", "2012-10-18"],
        &["claims", "--verdict", "contradicted"],
        &[
            "check-claim",
            "--indicator=nrm-referrals",
            "--period=2025",
            "--value=over 23,000",
            "--by=article-2012-10-18",
            "--made=2026-03-01",
        ],
    ] {
        let document = document(arguments);
        let reviews = document["@graph"].as_array().expect("a list");
        assert!(!reviews.is_empty(), "{arguments:?}");
        let found = problems(&document);
        assert!(found.is_empty(), "{arguments:?}: {found:#?}");
    }
}

#[test]
fn the_check_finds_what_is_wrong() {
    let good = document(&["claims", "article-2012-10-18"]);
    let broken: [fn(&mut Json); 14] = [
        |one| one["@context"] = "http://example.org".into(),
        |one| one["@graph"][0]["@type"] = "Review".into(),
        |one| one["@graph"][1]["@id"] = one["@graph"][0]["@id"].clone(),
        |one| one["@graph"][0]["@id"] = "no iri".into(),
        |one| one["@graph"][0]["claimReviewed"] = "".into(),
        |one| one["@graph"][0]["verdict"] = "supported".into(),
        |one| one["@graph"][0]["additionalProperty"] = "supported".into(),
        |one| one["@graph"][0]["datePublished"] = "18 October 2012".into(),
        |one| one["@graph"][0]["url"] = Json::Null,
        |one| one["@graph"][0]["author"] = "trafficdash".into(),
        |one| one["@graph"][0]["reviewRating"]["ratingValue"] = 6.into(),
        |one| one["@graph"][0]["reviewRating"]["bestRating"] = Json::Null,
        |one| one["@graph"][0]["reviewRating"]["reviewBody"] = "in the wrong place".into(),
        |one| {
            let review = one["@graph"][0].as_object_mut().expect("an object");
            review.remove("itemReviewed");
        },
    ];
    for (at, change) in broken.into_iter().enumerate() {
        let mut document = good.clone();
        change(&mut document);
        assert_ne!(problems(&document), Vec::<String>::new(), "{at}");
    }
}

#[test]
fn a_review_says_who_said_what_where_and_when() {
    let document = document(&["claims", "article-2012-10-18"]);
    let review = &document["@graph"][2];
    assert_eq!(
        review["claimReviewed"],
        "Over a quarter of the victims known in 2011 were under 18"
    );
    assert_eq!(review["url"], format!("{PAGE}#article-2012-10-18-3"));
    assert_eq!(review["reviewRating"]["alternateName"], "Contradicted");
    assert_eq!(review["reviewRating"]["ratingValue"], 1);
    let author = review["author"]["name"].as_str().expect("a name");
    assert!(author.starts_with("trafficdash: "), "{author}");
    let claim = &review["itemReviewed"];
    assert_eq!(claim["datePublished"], "2012-10-18");
    assert_eq!(claim["appearance"]["@type"], "NewsArticle");
    // Its publisher is not stated, and the words for that are no name.
    assert_eq!(claim["author"], Json::Null);
    let body = review["reviewBody"].as_str().expect("a text");
    assert!(body.contains("234 of 946 is 24.7%"), "{body}");
    let cited: Vec<&str> = review["citation"]
        .as_array()
        .expect("a list")
        .iter()
        .filter_map(|one| one["@id"].as_str())
        .collect();
    assert_eq!(
        cited,
        [
            "urn:trafficdash:source:indep-2012",
            "urn:trafficdash:source:pq-107708"
        ]
    );
}

#[test]
fn the_day_of_a_review_is_that_of_the_record_and_never_now() {
    let dated = |arguments: &[&str]| {
        let document = document(arguments);
        let reviews = document["@graph"].as_array().expect("a list").iter();
        let mut days: Vec<String> = reviews
            .map(|one| one["datePublished"].as_str().expect("a day").to_owned())
            .collect();
        days.dedup();
        days
    };
    assert_eq!(dated(&["claims"]), ["2026-11-23"]);
    assert_eq!(dated(&["claims", "--as-of", "2012-10-20"]), ["2012-10-20"]);
    let arguments = ["claims", "--format", "json"];
    assert_eq!(output(&arguments), output(&arguments));
}

#[test]
fn what_says_nothing_of_the_truth_has_no_number() {
    let numbers: BTreeMap<&str, Option<i64>> = BTreeMap::from([
        ("Supported", Some(5)),
        ("Supported then, revised since", Some(4)),
        ("Disputed", Some(3)),
        ("Contradicted", Some(1)),
        ("Not comparable", None),
        ("Cannot be checked", None),
    ]);
    let document = document(&["claims"]);
    for review in document["@graph"].as_array().expect("a list") {
        let rating = &review["reviewRating"];
        let name = rating["alternateName"].as_str().expect("a name");
        assert_eq!(rating["ratingValue"].as_i64(), numbers[name], "{review}");
    }
}

#[test]
fn the_formats_agree_on_every_claim() {
    let json = document(&["claims"]);
    let reviews = json["@graph"].as_array().expect("a list");
    let data = output(&["claims", "--format", "data"]);
    let data: Json = serde_json::from_slice(&data).expect("JSON");
    let rows = data["claims"].as_array().expect("a list");
    let csv = output(&["claims", "--format", "csv"]);
    let records: Vec<csv::StringRecord> = csv::Reader::from_reader(&csv[..])
        .records()
        .map(|one| one.expect("a row"))
        .collect();
    let text = String::from_utf8(output(&["claims"])).expect("text");
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    assert_eq!((reviews.len(), records.len()), (rows.len(), rows.len()));
    for ((review, row), record) in reviews.iter().zip(rows).zip(&records) {
        assert_eq!(review["claimReviewed"], row["claim"]);
        assert_eq!(review["reviewBody"], row["reasons"]);
        let title = review["reviewRating"]["alternateName"]
            .as_str()
            .expect("a name");
        let claim = row["claim"].as_str().expect("a text");
        assert!(
            text.contains(&format!("{title}: {claim}")),
            "{title}: {claim}"
        );
        for (value, cell) in row.as_object().expect("an object").values().zip(record) {
            let written = match value {
                Json::Null => String::new(),
                Json::String(text) => text.clone(),
                other => other.to_string(),
            };
            assert!(cell == written || cell == format!("'{written}"), "{cell}");
        }
    }
}

#[test]
fn claims_are_chosen_by_item_verdict_words_and_period() {
    let count = |arguments: &[&str]| {
        let how = ["--format", "data"];
        let output = run_in(
            &std::env::temp_dir(),
            &[&["claims"], arguments, &how].concat(),
        );
        assert_eq!(output.status.code(), Some(0), "{arguments:?}");
        let json: Json = serde_json::from_slice(&output.stdout).expect("JSON");
        (
            json["claims"].as_array().expect("a list").len(),
            stderr(&output),
        )
    };
    let article = "article-2012-10-18";
    assert_eq!(count(&[article]), (5, String::new()));
    assert_eq!(count(&[article, "--verdict=contradicted"]).0, 1);
    assert_eq!(
        count(&[
            article,
            "--verdict=contradicted",
            "--verdict=supported-then"
        ])
        .0,
        3
    );
    assert_eq!(count(&[article, "--filter", "Children UK under"]).0, 1);
    assert_eq!(count(&[article, "--period", "2011"]).0, 2);
    let (none, said) = count(&[article, "--filter", "zebra"]);
    assert_eq!(
        (none, said.as_str()),
        (0, "trafficdash: no claim matches\n")
    );
    let folder = tempfile::tempdir().expect("a folder");
    let unknown = refused(folder.path(), &["claims", "article-2012-10-19"]);
    assert!(
        unknown.contains("did you mean \"article-2012-10-18\"?"),
        "{unknown}"
    );
    let early = refused(folder.path(), &["claims", article, "--as-of", "2012-10-17"]);
    assert!(early.contains("was not out on 17 Oct 2012"), "{early}");
    let verdict = refused(folder.path(), &["claims", "--verdict", "suported"]);
    assert!(verdict.contains("'supported'"), "{verdict}");
    let address = ["claims", "--format", "json", "--url", "example.org"];
    assert!(refused(folder.path(), &address).contains("write it like https://"));
}

#[test]
fn claims_go_to_a_file_and_never_over_another() {
    let folder = tempfile::tempdir().expect("a folder");
    let arguments = ["claims", "--format", "json", "-o", "claims.json"];
    let first = run_in(folder.path(), &arguments);
    assert_eq!(first.status.code(), Some(0), "{}", stderr(&first));
    let written = fs::read(folder.path().join("claims.json")).expect("there");
    assert_eq!(written, output(&arguments[..3]));
    let again = run_in(folder.path(), &arguments);
    assert_eq!(again.status.code(), Some(1));
}

/// The text of one item, to be read by eye; that of all keeps to its width.
#[test]
fn text_reads_well_at_80_and_100_columns() {
    use unicode_width::UnicodeWidthStr as _;
    let today = "2026-11-23".parse().expect("day");
    let record = load::embedded(today).dataset.expect("the record");
    let all = review::of_items(&record, AsOf::Latest);
    for width in [80, 100] {
        for line in text(&record, &all, AsOf::Latest, width).lines() {
            assert!(line.width() <= width || line.contains("://"), "{line}");
        }
    }
    let mut one = all;
    one.retain(|one| one.origin.id == "article-2012-10-18");
    insta::assert_snapshot!("claims_80", text(&record, &one, AsOf::Latest, 80));
}

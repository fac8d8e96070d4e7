//! Fact checks as a script makes them: `check-claim` of the real binary with its exit statuses
//! and refusals, and a reader's own items on top of the record.

#[path = "support/command.rs"]
mod command;

use std::fs;
use std::path::Path;
use std::process::Output;

use serde_json::Value as Json;
use tempfile::TempDir;

use command::run_in;

const README: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/README.md");

fn run(arguments: &[&str]) -> Output {
    run_in(&std::env::temp_dir(), arguments)
}

fn stdout(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).expect("text")
}

fn stderr(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).expect("text")
}

/// The exit status and the text, in one line, of a check that is to be made.
fn checked(arguments: &[&str]) -> (i32, String) {
    let output = run(&[&["check-claim"], arguments].concat());
    assert_eq!(stderr(&output), "", "{arguments:?}");
    let text = stdout(&output);
    let words: Vec<&str> = text.split_whitespace().collect();
    (output.status.code().expect("a status"), words.join(" "))
}

/// Standard error of a run that is refused as wrong usage.
fn refused(folder: &Path, arguments: &[&str]) -> String {
    let output = run_in(folder, arguments);
    assert_eq!(output.status.code(), Some(2), "{arguments:?}");
    assert_eq!(stdout(&output), "", "{arguments:?}");
    stderr(&output)
}

/// A folder with a file.
fn folder_with(name: &str, text: &str) -> TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    fs::write(folder.path().join(name), text).expect("written");
    folder
}

const REFERRALS: [&str; 2] = ["--indicator", "nrm-referrals"];

/// Each verdict by its options, its exit status and how its line begins.
const VERDICTS: [(&[&str], i32, &str); 10] = [
    (
        &["--period", "2025", "--value", "over 23,000"],
        0,
        "✓ Supported: NRM referrals, United Kingdom, 2025: over 23,000",
    ),
    (
        &["--period", "2025", "--change", "up 22%", "--from", "2024"],
        0,
        "✓ Supported: NRM referrals, United Kingdom, 2025: up 22% since 2024",
    ),
    (
        &[
            "--period",
            "2025",
            "--rate",
            "up about 17%",
            "--from",
            "2020",
        ],
        0,
        "✓ Supported: NRM referrals, United Kingdom, 2025: up about 17% a year since 2020",
    ),
    (
        &["--period", "2025", "--rank", "highest", "--since", "2016"],
        0,
        "✓ Supported: NRM referrals, United Kingdom, 2025: the highest since 2016",
    ),
    (
        &["--period", "2011", "--value", "946", "--made", "2012-10-18"],
        10,
        "Said 18 Oct 2012; checked as known then and today. \
         ~ Supported then, revised since: NRM referrals, United Kingdom, 2011: 946",
    ),
    (
        &[
            "--period",
            "2023",
            "--key",
            "age=child",
            "--share",
            "over half",
        ],
        11,
        "✗ Contradicted: NRM referrals, United Kingdom, Children (under 18), 2023: over half of \
         NRM referrals, United Kingdom",
    ),
    (
        &[
            "--period",
            "2011",
            "--key",
            "age=child",
            "--rank",
            "1",
            "--among",
            "age",
        ],
        11,
        "✗ Contradicted: NRM referrals, United Kingdom, Children (under 18), 2011: number 1 by age",
    ),
    (
        &[
            "--period",
            "2020",
            "--key",
            "age=child",
            "--value",
            "5,028",
            "--by",
            "wilberforce-ons",
        ],
        12,
        "≠ Disputed: NRM referrals, United Kingdom, Children (under 18), 2020: 5,028",
    ),
    (
        &["--period", "2016", "--change", "up", "--from", "2014"],
        13,
        "‖ Not comparable: NRM referrals, United Kingdom, 2016: up since 2014",
    ),
    (
        &["--period", "1999", "--value", "1"],
        14,
        "? Cannot be checked: NRM referrals, United Kingdom, 1999: 1",
    ),
];

#[test]
fn each_verdict_has_its_exit_status() {
    for (options, status, begin) in VERDICTS {
        let (found, text) = checked(&[&REFERRALS, options].concat());
        assert_eq!(found, status, "{options:?}: {text}");
        assert!(text.contains(begin), "{options:?}: {text}");
    }
}

#[test]
fn the_json_of_a_check_says_the_same() {
    for (options, status, begin) in VERDICTS {
        let how = ["--format", "json"];
        let (found, text) = checked(&[&REFERRALS, options, &how].concat());
        assert_eq!(found, status, "{options:?}");
        let json: Json = serde_json::from_str(&text).expect("JSON");
        let review = &json["@graph"][0];
        let title = review["reviewRating"]["alternateName"].as_str();
        assert!(begin.contains(title.expect("a verdict")), "{review}");
        let claim = review["claimReviewed"].as_str();
        assert!(begin.ends_with(claim.expect("a claim")), "{review}");
    }
}

#[test]
fn help_and_readme_name_every_status() {
    let help = stdout(&run(&["check-claim", "--help"]));
    let readme = fs::read_to_string(README).expect("README.md");
    for (_, status, begin) in VERDICTS {
        let (verdict, _) = begin.split_once(": NRM").expect("a claim");
        let at = verdict
            .find(['✓', '~', '✗', '≠', '‖', '?'])
            .expect("a sign");
        let (sign, title) = verdict[at..].split_once(' ').expect("a title");
        let row = format!("| {sign} | {} | {status} |", title.to_lowercase());
        assert!(readme.contains(&row), "README.md has no {row}");
        let begin = format!("  {status} ");
        assert!(help.lines().any(|line| line.starts_with(&begin)), "{help}");
    }
    let order = "11, 12, 13, 14, 10";
    assert!(help.contains(order));
    let words: Vec<&str> = readme.split_whitespace().collect();
    assert!(words.join(" ").contains(order));
}

#[test]
fn what_a_publication_says_is_no_evidence_for_itself() {
    let charged = [
        "--indicator",
        "cps-defendants-charged",
        "--key",
        "scope=offences-related-to-human-trafficking",
        "--period",
        "2011/12",
        "--value",
        "142",
    ];
    assert_eq!(checked(&charged).0, 0);
    let by = ["--by", "article-2012-10-18"];
    let (status, text) = checked(&[&charged[..], &by].concat());
    assert_eq!(status, 14, "{text}");
    assert!(text.contains("Said 18 Oct 2012"), "{text}");
    assert!(
        text.contains("No other publication gives a figure"),
        "{text}"
    );
}

#[test]
fn the_record_is_read_as_of_the_day_that_is_asked_for() {
    let claim = ["--period", "2011", "--value", "945"];
    let claim = [&REFERRALS[..], &claim].concat();
    assert_eq!(checked(&claim).0, 0);
    let (status, text) = checked(&[&claim[..], &["--as-of", "2012-10-18"]].concat());
    assert_eq!(status, 11, "{text}");
    assert!(text.contains("946, 1 more than claimed"), "{text}");
}

#[test]
fn a_claim_in_a_file_is_the_claim_by_options() {
    let file = r#"
[[claim]]
text = "Children were over half of those referred"
indicator = "nrm-referrals"
geography = "uk"
period = "2023"
key = { age = "child" }
share = "over half"
"#;
    let folder = folder_with("children.toml", file);
    let arguments = ["check-claim", "--file", "children.toml", "--format", "data"];
    let of_file = run_in(folder.path(), &arguments);
    assert_eq!(of_file.status.code(), Some(11));
    let of_file: Json = serde_json::from_str(&stdout(&of_file)).expect("JSON");
    let options = [
        "--series",
        "nrm-referrals/uk/age=child",
        "--period",
        "2023",
        "--share",
        "over half",
        "--of",
        "nrm-referrals/uk",
        "--text",
        "Children were over half of those referred",
        "--format",
        "data",
    ];
    let (_, text) = checked(&options);
    let mut by_options: Json = serde_json::from_str(&text).expect("JSON");
    assert_eq!(of_file["claims"][0]["item"], "children");
    by_options["claims"][0]["item"] = "children".into();
    assert_eq!(of_file, by_options);
}

#[test]
fn of_several_claims_the_most_serious_verdict_is_told() {
    let claim = |value: &str| {
        format!(
            "[[claim]]\ntext = \"A\"\nindicator = \"nrm-referrals\"\ngeography = \"uk\"\n{value}\n"
        )
    };
    let supported = claim("period = \"2025\"\nvalue = \"23,411\"");
    let contradicted = claim("period = \"2025\"\nvalue = \"5\"");
    let disputed = claim("period = \"2020\"\nkey = { age = \"child\" }\nvalue = \"5,028\"");
    let apart = claim("period = \"2016\"\nchange = \"up\"\nfrom = \"2014\"");
    let unchecked = claim("period = \"1999\"\nvalue = \"5\"");
    let revised = claim("period = \"2011\"\nvalue = \"946\"");
    let order = [
        (&contradicted, 11),
        (&disputed, 12),
        (&apart, 13),
        (&unchecked, 14),
        (&revised, 10),
        (&supported, 0),
    ];
    for (at, (_, status)) in order.iter().enumerate() {
        let rest = order[at..].iter().rev().map(|(text, _)| text.as_str());
        let folder = folder_with("claims.toml", &rest.collect::<String>());
        let arguments = [
            "check-claim",
            "--file=claims.toml",
            "--made=2012-10-18",
            "--by=wilberforce-ons",
        ];
        let output = run_in(folder.path(), &arguments);
        let text = stdout(&output);
        assert_eq!(output.status.code(), Some(*status), "{text}");
        let count = order.len() - at;
        assert_eq!(text.matches(": A\n").count(), count, "{text}");
    }
}

#[test]
fn mistakes_in_a_file_are_named_with_their_lines_and_nothing_is_checked() {
    let file = r#"[[claim]]
text = "It rose"
indicator = "nrm-referal"
geography = "uk"
period = "2025"
value = "many"

[[claim]]
text = "It was highest"
indicator = "nrm-referrals"
geography = "uk"
period = "2025"
rank = "highest"
sinse = "2016"
"#;
    let folder = folder_with("claims.toml", file);
    let arguments = ["check-claim", "--file", "claims.toml"];
    let output = run_in(folder.path(), &arguments);
    assert_eq!(output.status.code(), Some(1));
    assert_eq!(stdout(&output), "");
    let said = stderr(&output);
    let expected = [
        "claims.toml:3: indicator \"nrm-referal\" is unknown; did you mean \"nrm-referrals\"?",
        "claims.toml:6: \"many\" is no bound; ",
        "claims.toml:14: \"sinse\" is no field of this table; did you mean \"since\"?",
        "nothing was checked",
    ];
    assert_eq!(said.lines().count(), expected.len(), "{said}");
    for (line, part) in said.lines().zip(expected) {
        assert!(line.contains(part), "{line}");
    }
    fs::write(folder.path().join("claims.toml"), [0xff, 0xfe]).expect("written");
    let output = run_in(folder.path(), &arguments);
    assert_eq!(output.status.code(), Some(1));
    assert!(
        stderr(&output).contains("it is not UTF-8"),
        "{}",
        stderr(&output)
    );
}

/// Options beside a known indicator, with a part of what is said of them.
const REFUSED: [(&[&str], &str); 26] = [
    (
        &["--period=2025", "--value=1", "--text="],
        "--text is empty; fill it in",
    ),
    (&["--period=2025"], "--value <BOUND>|--share <BOUND>"),
    (
        &["--value=1"],
        "--period is missing; add it, like --period 2011",
    ),
    (
        &["--period=2025", "--value=1", "--share=2%"],
        "cannot be used with",
    ),
    (
        &["--period=2025", "--value=many"],
        "\"many\" is no bound; write a number",
    ),
    (
        &["--period=2025", "--value=25%"],
        "write --share … if it is a share",
    ),
    (
        &["--period=2025", "--share=25%"],
        "name the part by --key DIMENSION=CODE",
    ),
    (
        &["--period=2025", "--key=age=child", "--share=25"],
        "write it like over 25%",
    ),
    (&["--period=2025", "--change=up"], "--from <PERIOD>"),
    (
        &["--period=2025", "--change=sideways", "--from=2024"],
        "tells no change; write up",
    ),
    (
        &["--period=2025", "--change=up", "--from=2026"],
        "--from \"2026\" is no year before",
    ),
    (
        &["--period=2025", "--change=up", "--from=2024Q1"],
        "write an earlier period",
    ),
    (&["--period=2025", "--rank=1"], "--among is missing"),
    (
        &["--period=2025", "--rank=1", "--among=agee"],
        "name a dimension",
    ),
    (&["--period=2025", "--rank=top"], "write highest or lowest"),
    (
        &["--period=2025", "--value=1", "--since=2016"],
        "cannot be used with '--since <PERIOD>'",
    ),
    (
        &["--period=2025", "--rank=highest", "--among=age"],
        "--among does not go with the rest; take it out",
    ),
    (
        &["--period=2025", "--value=1", "--geography=ukk"],
        "did you mean \"uk\"?",
    ),
    (
        &["--period=2025", "--value=1", "--key=age=chld"],
        "did you mean \"child\"?",
    ),
    (
        &["--period=2025", "--value=1", "--key=agee=child"],
        "did you mean \"age\"?",
    ),
    (
        &["--period=2025", "--value=1", "--key=child"],
        "write it like age=child",
    ),
    (
        &[
            "--period=2025",
            "--value=1",
            "--key=age=child",
            "--key=age=adult",
        ],
        "name one code of it",
    ),
    (
        &[
            "--period=2025",
            "--value=1",
            "--geography=wales",
            "--key=flag=county-lines",
        ],
        "`trafficdash series nrm-referrals` lists them",
    ),
    (
        &["--period=2025", "--value=1", "--by=article-2012"],
        "`trafficdash sources` lists them",
    ),
    (
        &[
            "--period=2025",
            "--value=1",
            "--made=2026-01-01",
            "--as-of=2025-01-01",
        ],
        "take an earlier --made or a later --as-of",
    ),
    (
        &["--period=2025", "--value=1", "--url=https://example.org"],
        "--format json",
    ),
];

/// Options of their own, with the same.
const REFUSED_WHOLE: [(&[&str], &str); 9] = [
    (
        &["--series=zebra", "--period=2025", "--value=1"],
        "there is no series \"zebra\". Write the indicator",
    ),
    (
        &["--value=1"],
        "--indicator <ID>|--series <SERIES>|--file <FILE>",
    ),
    (
        &["--indicator=nrm-referal", "--period=2025", "--value=1"],
        "did you mean \"nrm-referrals\"?",
    ),
    (
        &[
            "--indicator=nrm-referal",
            "--geography=uk",
            "--period=2025",
            "--value=1",
        ],
        "did you mean \"nrm-referrals\"?",
    ),
    (
        &[
            "--series=nrm-referrals/uk/age=chld",
            "--period=2025",
            "--value=1",
        ],
        "did you mean \"nrm-referrals/uk/age=child\"?",
    ),
    (&["--file=none.toml"], "there is no file none.toml"),
    (&["--file=empty.toml"], "add [[claim]] entries"),
    (
        &["--file=empty.toml", "--period=2025"],
        "leave out --period",
    ),
    (&["--file=empty.toml", "--value=1"], "cannot be used with"),
];

#[test]
fn wrong_usage_is_refused_with_what_to_write() {
    let folder = folder_with("empty.toml", "");
    for (options, expected) in REFUSED {
        let arguments = [&["check-claim"], &REFERRALS[..], options].concat();
        let said = refused(folder.path(), &arguments);
        assert!(said.contains(expected), "{options:?}: {said}");
        // No word of the files in which the loader usually reads.
        for part in [" = ", "claim.toml", "codelists.toml", ".csv"] {
            assert!(!said.contains(part), "{options:?}: {said}");
        }
    }
    for (options, expected) in REFUSED_WHOLE {
        let said = refused(folder.path(), &[&["check-claim"], options].concat());
        assert!(said.contains(expected), "{options:?}: {said}");
    }
}

/// The files and the commands of the README's recipe, in its order.
fn recipe() -> (Vec<(String, String)>, Vec<String>) {
    let readme = fs::read_to_string(README).expect("README.md");
    let (_, part) = readme
        .split_once("**an item of your own")
        .expect("the recipe");
    let (part, _) = part.split_once("\n**").expect("the next one");
    let blocks: Vec<&str> = part.split("```").collect();
    let mut files = Vec::new();
    let mut commands = Vec::new();
    for two in blocks.chunks_exact(2) {
        let (kind, text) = two[1].split_once('\n').expect("a block");
        if kind == "sh" {
            commands.extend(text.lines().map(str::to_owned));
            continue;
        }
        let mut named = two[0]
            .split('`')
            .filter(|name| name.starts_with("my-items/"));
        let name = named.next_back().expect("a name before the block");
        files.push((name.to_owned(), text.to_owned()));
    }
    (files, commands)
}

fn written(files: &[(String, String)]) -> TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    for (name, text) in files {
        let path = folder.path().join(name);
        fs::create_dir_all(path.parent().expect("a folder")).expect("made");
        fs::write(path, text).expect("written");
    }
    folder
}

#[test]
fn an_item_of_ones_own_is_added_as_the_readme_says() {
    let (files, commands) = recipe();
    let folder = written(&files);
    let outputs: Vec<String> = commands
        .iter()
        .map(|command| {
            let arguments: Vec<&str> = command.split_whitespace().skip(1).collect();
            let output = run_in(folder.path(), &arguments);
            assert_eq!(
                output.status.code(),
                Some(0),
                "{command}: {}",
                stderr(&output)
            );
            stdout(&output)
        })
        .collect();
    let [check, claims, news] = &outputs[..] else {
        panic!("{commands:?}");
    };
    assert!(check.starts_with("no problem in "), "{check}");
    let claims = claims.split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(
        claims.starts_with("2 claims as known today: 1 supported; 1 contradicted"),
        "{claims}"
    );
    let news = news.split_whitespace().collect::<Vec<_>>().join(" ");
    for line in [
        "✓ Supported: Referrals rose by over a fifth in 2025",
        "✗ Contradicted: Over half of those referred in 2023 were children",
    ] {
        assert!(claims.contains(line), "{claims}");
        assert!(news.contains(line), "{news}");
    }
    // It stands beside the items of the record.
    let all = stdout(&run_in(folder.path(), &["claims", "--data", "my-items"]));
    assert!(all.contains("(article-2012-10-18)"), "{all}");
}

#[test]
fn mistakes_in_an_item_of_ones_own_are_named_with_file_and_line() {
    let (mut files, _) = recipe();
    let (name, text) = files.last_mut().expect("an item");
    *text = text
        .replace("up by over a fifth", "up a lot")
        .replace("age = \"child\"", "age = \"chld\"");
    let line = |part: &str| {
        text.lines()
            .position(|line| line.contains(part))
            .expect(part)
            + 1
    };
    let expected = [
        format!("{name}:{}: \"up a lot\" tells no change", line("up a lot")),
        format!(
            "{name}:{}: age \"chld\" is not in codelists.toml",
            line("chld")
        ),
    ];
    let folder = written(&files);
    let check = run_in(folder.path(), &["check", "my-items"]);
    assert_eq!(check.status.code(), Some(1));
    let claims = run_in(folder.path(), &["claims", "--data", "my-items"]);
    assert_eq!(claims.status.code(), Some(1));
    for part in &expected {
        assert!(stdout(&check).contains(part), "{}", stdout(&check));
        assert!(stderr(&claims).contains(part), "{}", stderr(&claims));
    }
    // What can be read is still listed.
    assert!(stdout(&claims).contains("(article-2012-10-18)"));
}

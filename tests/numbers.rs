//! What news points to: the periods, indicators and figures found in the record's own articles,
//! measured against the claims that were written for each of them by hand.

use std::collections::BTreeSet;
use std::sync::LazyLock;
use std::{env, fs};

use proptest::prelude::*;
use trafficdash::claims::{self, Made, Verdict};
use trafficdash::figures::claim::{Assertion, Claim};
use trafficdash::figures::record::SeriesRef;
use trafficdash::figures::{Article, AsOf, CowStr, Dataset, FigureRef, Period};
use trafficdash::load;
use trafficdash::news::Reading;
use trafficdash::news::about::about;
use trafficdash::news::numbers::{self, Fate, Index, MOST_NUMBERS, Numbers, Recognised};

static RECORD: LazyLock<Dataset> = LazyLock::new(|| {
    let loaded = load::embedded("2026-11-23".parse().expect("a day"));
    loaded.dataset.expect("the record")
});

static INDEX: LazyLock<Index> = LazyLock::new(|| Index::new(&RECORD));

fn reading(paragraphs: &[&str]) -> Reading {
    Reading {
        paragraphs: paragraphs.iter().map(|one| (*one).to_owned()).collect(),
        links: Vec::new(),
    }
}

fn looked_up(day: &str, title: &str, paragraphs: &[&str]) -> Numbers {
    let as_of: AsOf = day.parse().expect("a day");
    numbers::recognised(&RECORD, &INDEX, as_of, (title, &reading(paragraphs)))
}

fn recognised(day: &str, title: &str, paragraphs: &[&str]) -> Vec<Recognised> {
    looked_up(day, title, paragraphs).known
}

/// What is recognised in an article with these paragraphs.
fn of_texts(article: &Article, texts: &[CowStr]) -> Vec<Recognised> {
    let as_of = article.date.known_from().map_or(AsOf::Latest, AsOf::On);
    let reading = Reading {
        paragraphs: texts.iter().map(String::from).collect(),
        links: Vec::new(),
    };
    numbers::recognised(&RECORD, &INDEX, as_of, (&article.title, &reading)).known
}

/// A figure in the form of data: `nrm-referrals/uk/age=child 2011`.
fn code(figure: &FigureRef) -> String {
    let series = SeriesRef {
        indicator: figure.indicator,
        key: figure.key.clone(),
    };
    code_of(&series, figure.period)
}

fn code_of(series: &SeriesRef, period: Period) -> String {
    format!("{} {}", RECORD.series_code(series), period.code())
}

/// The numbers that an article's claims say, each with its figure.
fn claimed(article: &Article) -> BTreeSet<(String, String)> {
    let value = |one: &Claim| match &one.says {
        Assertion::Value(bound) => {
            Some((bound.number().to_owned(), code_of(&one.series, one.period)))
        }
        _ => None,
    };
    article.claims.iter().filter_map(value).collect()
}

/// Claims that a hit confirms, of 144. The others are bounds, fractions and words for numbers,
/// figures put down to another period than the published one, and small numbers.
const FOUND: usize = 127;
/// Numbers that point to figures, those of titles too.
const HITS: usize = 216;
/// Hits that a claim confirms.
const RIGHT: usize = 154;

#[test]
fn the_numbers_of_the_articles_point_to_the_figures_that_were_claimed_by_hand() {
    let (mut claims, mut found, mut hits, mut right) = (0, 0, 0, 0);
    let mut others = String::new();
    for article in &RECORD.articles {
        let truth = claimed(article);
        let mut seen = BTreeSet::new();
        for one in of_texts(article, &article.text) {
            let codes: Vec<String> = one.figures.iter().map(|one| code(&one.figure)).collect();
            let first = (one.bound.number().to_owned(), codes[0].clone());
            hits += 1;
            if truth.contains(&first) {
                right += 1;
                seen.insert(first);
            } else {
                let (number, codes) = (first.0, codes.join(" | "));
                others.push_str(&format!("{}: {number} {codes}\n", article.id));
            }
        }
        claims += truth.len();
        found += seen.len();
    }
    // A claim is not made of every number, so the other hits are compared with a list in which
    // each was read by eye and is the figure that its text means.
    let path = concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/tests/fixtures/numbers-read-by-eye.txt"
    );
    if env::var_os("UPDATE").is_some() {
        fs::write(path, &others).expect("written");
    }
    let known = fs::read_to_string(path).unwrap_or_default();
    assert!(
        others == known,
        "read these by eye before you keep them:\n{others}"
    );
    assert_eq!((claims, found), (144, FOUND), "claims, and those found");
    assert_eq!(
        (hits, right),
        (HITS, RIGHT),
        "hits, and those that a claim confirms"
    );
}

/// The text with the number at a place put up by a little.
fn put_up(text: &str, one: &Recognised, by: u64) -> Option<String> {
    let number = one.bound.number().replace(',', "");
    let whole: u64 = number.trim_end_matches('%').parse().ok()?;
    let percent = if number.ends_with('%') { "%" } else { "" };
    let (before, after) = (&text[..one.range.start], &text[one.range.end..]);
    Some(format!("{before}{}{percent}{after}", whole + by))
}

#[test]
fn numbers_that_were_made_up_point_to_next_to_nothing() {
    // Below 100 and percentages, and from 100 on.
    let (mut made_up, mut taken) = ([0, 0], [0, 0]);
    for article in &RECORD.articles {
        for one in of_texts(article, &article.text) {
            let Some(at) = one.paragraph else { continue };
            for by in 1..=9 {
                let mut texts = article.text.to_vec();
                let Some(text) = put_up(&texts[at], &one, by) else {
                    continue;
                };
                texts[at] = text.into();
                let found = of_texts(article, &texts);
                let here = |other: &Recognised| {
                    other.paragraph == Some(at) && other.range.start == one.range.start
                };
                let large = usize::from(one.bound.amount() >= 100.0);
                made_up[large] += 1;
                taken[large] += usize::from(found.iter().any(here));
            }
        }
    }
    assert_eq!(
        (taken, made_up),
        ([7, 14], [378, 1323]),
        "taken for figures, of those made up"
    );
}

#[test]
fn a_number_says_which_publication_gave_it_and_what_became_of_it() {
    let text = "The ministerial group on human trafficking learned of 946 victims in 2011.";
    let found = recognised("2012-10-18", "More children trafficked", &[text]);
    let [one] = found.as_slice() else {
        panic!("{found:?}");
    };
    assert_eq!((one.paragraph, &text[one.range.clone()]), (Some(0), "946"));
    let pointed = &one.figures[0];
    assert_eq!(code(&pointed.figure), "nrm-referrals/uk 2011");
    assert_eq!(pointed.value, "946".parse().expect("a value"));
    assert_eq!(
        pointed.fate,
        Fate::Replaced("945".parse().expect("a value"))
    );
    let text = "23,411 people were referred to the National Referral Mechanism in 2025.";
    let latest = recognised("2026-03-01", "", &[text]);
    assert_eq!(code(&latest[0].figures[0].figure), "nrm-referrals/uk 2025");
    assert_eq!(latest[0].figures[0].fate, Fate::Stands);
}

#[test]
fn the_day_of_an_item_says_which_year_was_last() {
    let text = "Last year 23,411 people were referred to the National Referral Mechanism.";
    let found = recognised("2026-03-05", "", &[text]);
    assert_eq!(code(&found[0].figures[0].figure), "nrm-referrals/uk 2025");
    let about = |day: Option<&str>| {
        let day = day.map(|day| day.parse().expect("a day"));
        let found = about(&INDEX.matcher, ("", &reading(&[text])), day);
        let periods = found.periods.into_iter().map(Period::code);
        periods.collect::<Vec<_>>()
    };
    assert_eq!(about(Some("2026-03-05")), ["2025"]);
    assert_eq!(about(Some("2025-03-05")), ["2024"]);
    assert_eq!(about(None), [""; 0]);
}

#[test]
fn a_figure_that_was_not_out_yet_is_not_meant() {
    let text = ["23,411 potential victims of modern slavery were referred in 2025."];
    assert_eq!(recognised("2025-12-01", "", &text).len(), 0);
    assert_eq!(
        recognised("2026-02-10", "", &text).len(),
        1,
        "given to the press before its day"
    );
    assert_eq!(recognised("latest", "", &text).len(), 1);
}

#[test]
fn numbers_of_another_matter_point_nowhere() {
    for text in [
        "The council built 946 homes in 2011 and 23,411 trees were planted in 2025.",
        "The club sold 2,255 tickets in 2012, and 31% of its 946 seats were empty.",
        "A trafficking victim was paid £946 in 2011 for 31 hours in a car wash.",
        "Call the modern slavery helpline on 08000 121 700, or 946 from abroad.",
        "Two men aged 31 and 64 were charged with human trafficking on 12 March 2019.",
        "In 2011 police seized 946 kilos of cocaine; 142 officers took part.",
        "Section 45 of the Modern Slavery Act 2015 protects victims who are prosecuted.",
    ] {
        let found = recognised("2026-03-01", "Local news", &[text]);
        assert!(found.is_empty(), "{text}\n{found:?}");
    }
}

#[test]
fn an_entry_is_about_the_indicators_and_periods_that_it_names() {
    let of = |title: &str, text: &str| about(&INDEX.matcher, (title, &reading(&[text])), None);
    let found = of(
        "Organised crime groups and slavery in 2011/12",
        "The group on the “Duty-to-Notify” met in the third quarter of 2011. 142 defendants were \
         charged with trafficking.",
    );
    let periods: Vec<String> = found.periods.iter().map(|one| one.code()).collect();
    assert_eq!(periods, ["2011/12", "2011Q3"]);
    let wanted = [
        "cps-defendants-charged",
        "dtn-reports",
        "ocg-human-trafficking",
    ];
    assert_eq!(found.indicators, wanted);
    for text in [
        "NRM referral",
        "nrm referrals",
        "NRM-referrals",
        "an NRM\u{a0}referral’s end",
    ] {
        let found = of("", text).indicators;
        assert!(found.contains(&"nrm-referrals".to_owned()), "{text}");
    }
    for text in [
        "The victim of a burglary was referred to the police.",
        "a referral to the doctor",
    ] {
        assert_eq!(of("", text).indicators, [""; 0], "{text}");
    }
}

#[test]
fn long_and_odd_texts_are_read_and_what_is_given_of_them_is_bounded() {
    let long = "31 victims of trafficking – in 2011, 946 NRM referrals; ".repeat(2000);
    let found = recognised("latest", "", &[&long]);
    assert_eq!(found.len(), MOST_NUMBERS / 2);
    for one in &found {
        let said = &long[one.sentence.clone()];
        assert!(said.len() <= 1003 && said.contains("946"), "{said}");
        assert!(one.sentence.start <= one.range.start && one.range.end <= one.sentence.end);
    }
    let last = "a long one, and still a long one, ".repeat(1000) + "946 NRM referrals in 2011";
    assert_eq!(recognised("latest", "", &[&last]).len(), 1);
    let odd = [
        "1 2 3 4 ".repeat(10_000),
        "9".repeat(50_000),
        "1,".repeat(20_000),
    ];
    let odd: Vec<&str> = odd.iter().map(String::as_str).collect();
    assert!(recognised("latest", "", &odd).is_empty());
}

#[test]
fn of_an_item_with_very_many_numbers_the_first_are_looked_up_and_it_says_that_there_are_more() {
    let behind = |before: usize| {
        let list = "7 towns, ".repeat(before - 1);
        let text = [&*list, "946 NRM referrals in 2011"];
        looked_up("latest", "The 12 towns", &text)
    };
    let whole = behind(MOST_NUMBERS - 1);
    assert_eq!((whole.known.len(), whole.goes_on), (1, false));
    let cut = behind(MOST_NUMBERS);
    assert_eq!((cut.known.len(), cut.goes_on), (0, true));
}

fn words() -> impl Strategy<Value = String> {
    let piece = prop::sample::select(vec![
        "946",
        "23,411",
        "2011",
        "/",
        "12",
        "-",
        "NRM",
        "referrals",
        " ",
        "%",
        "£",
        "’s",
        "July",
        "to",
        "September",
        "year",
        "last",
        "financial",
        "the",
        "March",
        "before",
        "Q3",
        ".",
        ",",
        "[",
        "]",
        "\u{202f}",
        "é",
        "数",
        "children",
        "over",
        "0800",
        "18th",
        "per cent",
    ]);
    prop::collection::vec(piece, 0..60).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn ranges_are_those_of_the_text_whatever_it_is(text in prop_oneof![words(), "\\PC{0,80}"]) {
        for one in recognised("latest", &text, &[&text]) {
            prop_assert!(text.get(one.range.clone()).is_some());
            let sentence = text.get(one.sentence.clone());
            prop_assert!(sentence.is_some_and(|it| it.len() >= one.range.len()));
            prop_assert!(!one.figures.is_empty());
        }
        let day = "2026-03-31".parse().ok();
        about(&INDEX.matcher, (&text, &reading(&[&text])), day);
    }
}

/// The claim of the first number of a sentence, with the verdict on it as said on a day.
fn claim_of(day: &str, text: &str) -> (Claim, Verdict) {
    let found = recognised(day, "", &[text]);
    let one = found.first().unwrap_or_else(|| panic!("nothing in {text}"));
    let claim = numbers::claim(one, &one.figures[0], &text[one.sentence.clone()]);
    let made = Made::on(day.parse().expect("a date"), None);
    let verdict = claims::check(&RECORD, &claim, made, AsOf::Latest).verdict;
    (claim, verdict)
}

#[test]
fn a_recognised_number_becomes_a_claim_with_its_verdict() {
    for (before, bound, wanted) in [
        ("The agency counts", "946", Verdict::SupportedThen),
        (
            "The agency counts more than",
            "more than 946",
            Verdict::Contradicted,
        ),
        (
            "The agency counts nearly",
            "nearly 946",
            Verdict::Contradicted,
        ),
        ("The agency counts about", "about 946", Verdict::Supported),
    ] {
        let text = format!("{before} 946 potential victims in 2011.");
        let (claim, verdict) = claim_of("2013-06-01", &text);
        assert_eq!(claim.text, text);
        assert_eq!(
            claim.says,
            Assertion::Value(bound.parse().expect("a bound"))
        );
        assert_eq!(verdict, wanted, "{text}");
    }
    let text = "Elsewhere it rained. In 2025 23\u{202f}411 people were referred to the NRM.";
    let (claim, verdict) = claim_of("2026-03-01", text);
    assert!(claim.text.starts_with("In 2025 23"), "{}", claim.text);
    assert_eq!(
        claim.says,
        Assertion::Value("23,411".parse().expect("a bound"))
    );
    assert_eq!(verdict, Verdict::Supported);
}

#[test]
fn every_claim_is_read_back_from_the_text_that_it_is_written_as() {
    let mut odd = RECORD.articles[0].claims[0].clone();
    odd.text = "\"quoted\" \\ ' ''' \"\"\" # [[claim]] = é".into();
    odd.note = Some("a = \"b\"".into());
    let all = RECORD.articles.iter().flat_map(|one| &one.claims);
    for claim in all.chain([&odd]) {
        let text = numbers::as_toml(&RECORD, claim);
        let read = load::claims_of_text(&RECORD, "a claim", &text);
        assert!(read.problems.is_empty(), "{text}\n{:?}", read.problems);
        assert_eq!(read.list, std::slice::from_ref(claim), "{text}");
    }
    let wrong = load::claims_of_text(&RECORD, "a claim", "[[claim]]\ntext = \"a\"\n");
    assert!(wrong.list.is_empty());
    assert!(wrong.problems[0].to_string().starts_with("a claim:1: "));
}

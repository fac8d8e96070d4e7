//! Claims on the record: every kind of claim and verdict with arithmetic worked by hand, what
//! holds of all of them, and the verdicts of the shipped items.

#[path = "support/record.rs"]
mod record;

use std::sync::LazyLock;

use proptest::prelude::*;
use record::altered;
use trafficdash::claims::{Apart, Check, Grounds, Made, Outcome, Verdict, check};
use trafficdash::figures::claim::{Assertion, Claim, Course, End};
use trafficdash::figures::record::SeriesRef;
use trafficdash::figures::series::first_break;
use trafficdash::figures::{AsOf, Cell, Dataset, Period, PeriodKind};
use trafficdash::load::{self, FileSet};
use trafficdash::present::pages::news;
use trafficdash::present::verdict::{self, Days};

static RECORD: LazyLock<Dataset> = LazyLock::new(|| {
    let today = "2026-11-23".parse().expect("day");
    load::embedded(today).dataset.expect("the record")
});

fn series(name: &str) -> SeriesRef {
    RECORD.find_series(name).expect(name)
}

fn period(text: &str) -> Period {
    text.parse().expect(text)
}

fn claim(name: &str, at: &str, says: Assertion) -> Claim {
    Claim {
        text: "a claim".into(),
        series: series(name),
        period: period(at),
        says,
        note: None,
    }
}

fn value(name: &str, at: &str, bound: &str) -> Claim {
    claim(name, at, Assertion::Value(bound.parse().expect(bound)))
}

fn share(name: &str, at: &str, bound: &str) -> Claim {
    let whole = series("nrm-referrals/uk");
    let bound = bound.parse().expect(bound);
    claim(name, at, Assertion::Share { whole, bound })
}

fn change(name: &str, (from, to): (&str, &str), course: &str) -> Claim {
    let course: Course = course.parse().expect(course);
    let from = period(from);
    claim(name, to, Assertion::Change { from, course })
}

fn rate(name: &str, (from, to): (&str, &str), course: &str) -> Claim {
    let course: Course = course.parse().expect(course);
    let from = period(from);
    claim(name, to, Assertion::Rate { from, course })
}

fn extreme(name: &str, at: &str, end: End, since: Option<&str>) -> Claim {
    let since = since.map(period);
    claim(name, at, Assertion::Extreme { end, since })
}

/// A claim made by a publication of the record, on its date.
fn by(source: &str, claim: &Claim) -> Check<'static> {
    let found = RECORD.sources().find(|(_, one)| one.id == source);
    let (id, found) = found.expect(source);
    let made = Made::on(found.published, Some(id));
    check(&RECORD, claim, made, AsOf::Latest)
}

/// Made by nobody in the record on a day, and read today.
fn made(day: &str) -> Made {
    Made {
        day: Some(day.parse().expect(day)),
        ..Made::default()
    }
}

fn on(claim: &Claim, day: &str) -> Check<'static> {
    check(&RECORD, claim, made(day), AsOf::Latest)
}

fn now(claim: &Claim) -> Check<'static> {
    check(&RECORD, claim, Made::default(), AsOf::Latest)
}

/// What is said of a claim that is the reader's own.
fn told(claim: &Claim) -> String {
    let check = now(claim);
    let days = Days::new("2026-11-23".parse().expect("day"), AsOf::Latest);
    verdict::sentences(&RECORD, claim, &check, &days).join(" ")
}

const REFERRALS: &str = "nrm-referrals/uk";
const CHILDREN: &str = "nrm-referrals/uk/age=child";

#[test]
fn a_value_is_supported_then_and_revised_since() {
    let claim = value(REFERRALS, "2011", "946");
    let check = on(&claim, "2012-10-18");
    assert_eq!(check.verdict, Verdict::SupportedThen);
    assert_eq!(check.then.outcome, Outcome::Holds);
    assert_eq!(check.now.outcome, Outcome::Fails);
    assert_eq!(check.now.grounds, Grounds::Value(945.0));
    // On that day nothing else was known.
    let then = self::check(
        &RECORD,
        &claim,
        made("2012-10-18"),
        "2012-11-01".parse().expect("day"),
    );
    assert_eq!(then.verdict, Verdict::Supported);
}

#[test]
fn a_wrong_value_is_contradicted_and_told_by_how_much() {
    assert_eq!(
        now(&value(REFERRALS, "2025", "24,000")).verdict,
        Verdict::Contradicted
    );
    let text = told(&value(REFERRALS, "2025", "24,000"));
    assert!(text.contains("23,411, 589 less than claimed"), "{text}");
    let text = told(&value(REFERRALS, "2025", "under 23,000"));
    assert!(text.contains("23,411, 411 more than 23,000"), "{text}");
}

#[test]
fn rounded_words_reach_as_far_as_they_say() {
    // 23,411 of 23,000 is 1.8% over, of 22,000 it is 6.4% over.
    for (bound, verdict) in [
        ("about 23,000", Verdict::Supported),
        ("about 22,000", Verdict::Contradicted),
        ("over 23,000", Verdict::Supported),
        ("almost 24,000", Verdict::Supported),
        ("almost 25,000", Verdict::Contradicted),
        ("at least 23,411", Verdict::Supported),
        ("under 23,411", Verdict::Contradicted),
        ("exactly 23,411", Verdict::Supported),
    ] {
        let claim = value(REFERRALS, "2025", bound);
        assert_eq!(now(&claim).verdict, verdict, "{bound}");
    }
    let text = told(&value(REFERRALS, "2025", "about 23,000"));
    assert!(
        text.contains("\"about 23,000\" is taken as within 5% of the number"),
        "{text}"
    );
}

#[test]
fn a_share_takes_both_numbers_from_one_publication() {
    let claim = share(CHILDREN, "2011", "over a quarter");
    let check = on(&claim, "2012-10-18");
    // 234 of 946 is 24.74%; 298 of 945 is 31.53%.
    assert_eq!(check.verdict, Verdict::Contradicted);
    let Grounds::Share(then) = check.then.grounds else {
        panic!("{:?}", check.then.grounds);
    };
    assert!((then - 24.735_729).abs() < 1e-4, "{then}");
    let Grounds::Share(now) = check.now.grounds else {
        panic!("{:?}", check.now.grounds);
    };
    assert!((now - 31.534_391).abs() < 1e-4, "{now}");
    let sources: Vec<_> = check.now.used.iter().map(|one| one.value.source).collect();
    assert_eq!(sources[0], sources[1]);
}

#[test]
fn a_change_is_told_in_numbers_and_per_cent() {
    // 23,411 less 19,125 is 4,286, which is 22.41% of 19,125.
    let years = ("2024", "2025");
    for (course, verdict) in [
        ("up", Verdict::Supported),
        ("up 22%", Verdict::Supported),
        ("up 23%", Verdict::Contradicted),
        ("up by over a fifth", Verdict::Supported),
        ("up by almost a quarter", Verdict::Contradicted),
        ("up 4,286", Verdict::Supported),
        ("down", Verdict::Contradicted),
        ("doubled", Verdict::Contradicted),
        ("unchanged", Verdict::Contradicted),
    ] {
        assert_eq!(
            now(&change(REFERRALS, years, course)).verdict,
            verdict,
            "{course}"
        );
    }
    let text = told(&change(REFERRALS, years, "up 23%"));
    assert!(
        text.contains("From 19,125 in 2024 to 23,411 in 2025 is a rise of 4,286, or 22.4%, which is 0.6 percentage points under 23%"),
        "{text}"
    );
}

#[test]
fn a_rate_is_compounded_by_the_year() {
    // (23,411 / 10,601)^(1/5) - 1 is 17.17%.
    let years = ("2020", "2025");
    let check = now(&rate(REFERRALS, years, "up 17%"));
    assert_eq!(check.verdict, Verdict::Supported);
    let Grounds::Rate { percent, years: 5 } = check.now.grounds else {
        panic!("{:?}", check.now.grounds);
    };
    assert!((percent - 17.17).abs() < 0.01, "{percent}");
    assert_eq!(
        now(&rate(REFERRALS, years, "up about 24%")).verdict,
        Verdict::Contradicted
    );
}

#[test]
fn a_rate_is_taken_over_whole_years_alone() {
    // (3,777 / 2,862)^(1/2) - 1 is 14.9%, and by the last count 14.8%.
    let check = now(&rate(REFERRALS, ("2020Q1", "2022Q1"), "up about 15%"));
    assert_eq!(check.verdict, Verdict::Supported);
    for years in [("2020Q1", "2021Q4"), ("2020Q4", "2021Q1")] {
        let check = now(&rate(REFERRALS, years, "up"));
        assert_eq!(check.verdict, Verdict::NotComparable, "{years:?}");
        assert_eq!(check.now.grounds, Grounds::Apart(Apart::NoRate));
    }
}

#[test]
fn a_break_between_the_figures_forbids_a_verdict() {
    let over = [
        change(REFERRALS, ("2014", "2016"), "up"),
        rate(REFERRALS, ("2010", "2020"), "up"),
        extreme(REFERRALS, "2025", End::Highest, Some("2010")),
        extreme(REFERRALS, "2025", End::Highest, None),
    ];
    for claim in over {
        let check = now(&claim);
        assert_eq!(check.verdict, Verdict::NotComparable, "{:?}", claim.says);
        assert!(
            matches!(check.now.grounds, Grounds::Break(_)),
            "{:?}",
            claim.says
        );
    }
}

#[test]
fn the_highest_since_is_higher_than_every_one_since() {
    let since = |from| now(&extreme(REFERRALS, "2025", End::Highest, Some(from))).verdict;
    assert_eq!(since("2016"), Verdict::Supported);
    // 10,601 in 2020 is under the 10,611 of 2019.
    let check = now(&extreme(REFERRALS, "2020", End::Highest, Some("2016")));
    assert_eq!(check.verdict, Verdict::Contradicted);
    assert_eq!(check.now.grounds, Grounds::Rival(period("2019")));
}

#[test]
fn a_record_beaten_on_this_side_of_a_break_is_none() {
    // Whatever came before 2015, 10,601 in 2020 is under the 10,611 of 2019.
    let check = now(&extreme(REFERRALS, "2020", End::Highest, None));
    assert_eq!(check.verdict, Verdict::Contradicted);
    assert_eq!(check.now.grounds, Grounds::Rival(period("2019")));
    let check = now(&extreme(REFERRALS, "2019", End::Highest, None));
    assert_eq!(check.verdict, Verdict::NotComparable);
}

#[test]
fn a_series_that_begins_within_a_year_is_ranked_by_its_whole_years() {
    // The Duty to Notify began in November 2015, so 2016 to 2025 are ten whole years.
    let reports = "dtn-reports/england-wales";
    let claim = extreme(reports, "2025", End::Highest, None);
    let check = now(&claim);
    let (from, periods) = (period("2016"), 10);
    assert_eq!(check.verdict, Verdict::Supported);
    assert_eq!(check.now.grounds, Grounds::Extreme { from, periods });
    let text = told(&claim);
    assert!(
        text.contains("7,130 in 2025 is the highest of the 10 years from 2016 to 2025"),
        "{text}"
    );
    let asked = extreme(reports, "2025", End::Highest, Some("2015"));
    assert_eq!(now(&asked).verdict, Verdict::NotComparable);
}

#[test]
fn a_place_is_taken_among_exact_numbers_that_were_counted_alike() {
    // Nine months of 2009: Border Agency 238, police 166, local authorities 57.
    let police = "uk,2009,,,,,police,,,,,166,initial part-period";
    let path = "indicators/nrm-referrals.csv";
    let files = FileSet::embedded().files;
    let shipped = files.into_iter().find(|file| file.path == path);
    let shipped = shipped.expect("the figures").text;
    assert!(shipped.contains(police));
    let first = |with: &str| {
        let today = "2026-11-23".parse().expect("day");
        let text = shipped.replace(police, with);
        let loaded = load::load(&altered(path, &text), today);
        let record = loaded.dataset.expect("a record");
        let among = record.codelists.find_dimension("referrer");
        let among = among.expect("a dimension");
        let claim = Claim {
            series: record
                .find_series("nrm-referrals/uk/referrer=ukba")
                .expect("a series"),
            ..claim(REFERRALS, "2009", Assertion::Place { place: 1, among })
        };
        check(&record, &claim, Made::default(), AsOf::Latest).verdict
    };
    assert_eq!(first(police), Verdict::Supported);
    for (with, verdict) in [
        (
            "uk,2009,,,,,police,,,,,>166,initial part-period",
            Verdict::Unchecked,
        ),
        (
            "uk,2009,,,,,police,,,,,166..300,initial part-period",
            Verdict::Unchecked,
        ),
        ("uk,2009,,,,,police,,,,,166,initial", Verdict::NotComparable),
        (
            "uk,2009,,,,,police,,,,,[c],initial part-period",
            Verdict::Supported,
        ),
    ] {
        assert_eq!(first(with), verdict, "{with}");
    }
}

#[test]
fn a_place_is_that_among_the_parts_published() {
    // 2023: United Kingdom 4,287, Albania 4,055, Vietnam 988, Sudan 940, Eritrea 897.
    let among = RECORD
        .codelists
        .find_dimension("nationality")
        .expect("a dimension");
    let place = |code: &str, place| {
        let name = format!("nrm-referrals/uk/nationality={code}");
        claim(&name, "2023", Assertion::Place { place, among })
    };
    for (code, said, verdict) in [
        ("uk", 1, Verdict::Supported),
        ("albania", 1, Verdict::Contradicted),
        ("albania", 2, Verdict::Supported),
        ("eritrea", 5, Verdict::Supported),
    ] {
        assert_eq!(now(&place(code, said)).verdict, verdict, "{code} {said}");
    }
    let text = told(&place("albania", 1));
    assert!(
        text.contains(
            "Albania 4,055 is number 2 of the 5 published by nationality in 2023, not number 1"
        ),
        "{text}"
    );
}

#[test]
fn a_part_of_the_period_is_no_period() {
    // 2009 has nine months in the record.
    let check = now(&change(REFERRALS, ("2009", "2010"), "up"));
    assert_eq!(check.verdict, Verdict::NotComparable);
}

#[test]
fn without_a_figure_nothing_is_said() {
    for claim in [
        value("ocg-human-trafficking/uk", "2019", "over 100"),
        share(CHILDREN, "2022", "over a third"),
        change(
            "cps-defendants-charged/england-wales/scope=offences-related-to-human-trafficking",
            ("2010/11", "2011/12"),
            "up",
        ),
    ] {
        assert_eq!(now(&claim).verdict, Verdict::Unchecked, "{claim:?}");
    }
}

#[test]
fn what_an_item_says_is_not_its_own_evidence() {
    let article = RECORD
        .articles
        .iter()
        .find(|one| one.id == "article-2012-10-18");
    let article = article.expect("the article");
    let verdicts: Vec<Verdict> = article
        .claims
        .iter()
        .map(|one| news::check(&RECORD, article, one, AsOf::Latest).verdict)
        .collect();
    assert_eq!(
        verdicts,
        [
            Verdict::SupportedThen,
            Verdict::SupportedThen,
            Verdict::Contradicted,
            Verdict::Unchecked,
            Verdict::Unchecked,
        ]
    );
}

/// A record in which publications of 2026 give other values for 2022.
fn differing() -> Dataset {
    let folder = concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/tests/fixtures/valid/publications-that-differ"
    );
    let files = load::FileSet::folder(std::path::Path::new(folder));
    let loaded = load::load(&files, "2026-11-23".parse().expect("day"));
    assert!(loaded.problems.is_empty(), "{:?}", loaded.problems);
    loaded.dataset.expect("a data set")
}

#[test]
fn publications_of_standing_that_differ_make_a_claim_disputed() {
    let record = differing();
    let verdict = |name: &str, bound: &str| {
        let series = record.find_series(name).expect(name);
        let says = Assertion::Value(bound.parse().expect(bound));
        let claim = of(&series, period("2022"), says);
        check(&record, &claim, Made::default(), AsOf::Latest).verdict
    };
    // The office gave 7,000 in March and 7,100 in June; a paper repeats 7,000 in September.
    assert_eq!(verdict(CHILDREN, "7,000"), Verdict::Disputed);
    assert_eq!(verdict(CHILDREN, "7,100"), Verdict::Disputed);
    assert_eq!(verdict(CHILDREN, "over 6,000"), Verdict::Supported);
    assert_eq!(verdict(CHILDREN, "8,000"), Verdict::Contradicted);
    // The office itself went back to 9,000 in September.
    let adults = "nrm-referrals/uk/age=adult";
    assert_eq!(verdict(adults, "9,000"), Verdict::Supported);
    assert_eq!(verdict(adults, "9,100"), Verdict::Contradicted);
    // A first figure that is quoted late does not dispute its revision.
    let female = "nrm-referrals/uk/sex=female";
    assert_eq!(verdict(female, "3,900"), Verdict::Supported);
    assert_eq!(verdict(female, "3,950"), Verdict::Contradicted);
}

#[test]
fn a_figure_that_only_the_item_gave_is_disputed_by_later_ones() {
    // 5,059 in a summary of October 2019; 5,144 from the ONS in March 2020.
    let offences = "police-recorded-modern-slavery/england-wales";
    let check = by("kemp-2019", &value(offences, "2018/19", "5,059"));
    assert_eq!(check.verdict, Verdict::Disputed);
    assert_eq!(check.then.grounds, Grounds::OnlyItself(period("2018/19")));
    assert_eq!(check.now.outcome, Outcome::Fails);
}

#[test]
fn a_revision_that_only_the_item_gives_is_disputed_by_older_figures() {
    // 5,028, as revised, in a page of 2022; 4,946, as first published, in one of March 2021.
    let check = by("wilberforce-ons", &value(CHILDREN, "2020", "5,028"));
    assert_eq!(check.verdict, Verdict::Disputed);
    assert_eq!(check.now.outcome, Outcome::Depends);
    // 213 is no revision, and 207 stands elsewhere.
    let scotland = value("nrm-referrals/scotland", "2017", "213");
    assert_eq!(
        by("policeprof-2018", &scotland).verdict,
        Verdict::Contradicted
    );
}

#[test]
fn an_item_that_shows_only_its_year_may_be_of_any_day_of_it() {
    // Others gave 3,805 in April 2017, and 3,804 on 20 November 2017.
    let check = by("care-2017", &value(REFERRALS, "2016", "3,805"));
    assert_eq!(check.verdict, Verdict::SupportedThen);
    assert_eq!(check.then.grounds, Grounds::Value(3805.0));
    let check = by("care-2017", &value(REFERRALS, "2016", "3,900"));
    assert_eq!(check.verdict, Verdict::Contradicted);
}

#[test]
fn every_verdict_occurs_among_the_shipped_items() {
    let mut found: Vec<Verdict> = Vec::new();
    for article in &RECORD.articles {
        let verdict = |one| news::check(&RECORD, article, one, AsOf::Latest).verdict;
        found.extend(article.claims.iter().map(verdict));
    }
    for verdict in Verdict::ALL {
        assert!(found.contains(&verdict), "{verdict:?}");
    }
}

/// The verdicts of all shipped items, read by eye.
#[test]
fn the_shipped_items_have_the_verdicts_that_were_read() {
    let mut text = String::new();
    for article in &RECORD.articles {
        text += &format!("{} {}\n", article.date, article.title);
        let days = Days::new(article.date, AsOf::Latest);
        for claim in &article.claims {
            let check = news::check(&RECORD, article, claim, AsOf::Latest);
            text += &format!(
                "  {} {}: {}\n",
                verdict::sign(check.verdict),
                verdict::title(check.verdict),
                claim.text
            );
            for one in verdict::sentences(&RECORD, claim, &check, &days) {
                text += &format!("      {one}\n");
            }
        }
        text.push('\n');
    }
    insta::with_settings!({ omit_expression => true }, {
        insta::assert_snapshot!("verdicts", text);
    });
}

/// Every series with two or more exact figures of one kind of period.
fn courses() -> Vec<(SeriesRef, Vec<Cell<'static>>)> {
    let exact = |cell: &Cell<'_>| cell.number().is_some();
    RECORD
        .all_series()
        .flat_map(|series| {
            [
                PeriodKind::Year,
                PeriodKind::Quarter,
                PeriodKind::FinancialYear,
            ]
            .map(|kind| {
                let found = RECORD.series(&series).expect("a series");
                let mut cells = found.of_kind(kind, AsOf::Latest);
                cells.retain(exact);
                (series.clone(), cells)
            })
        })
        .filter(|(_, cells)| !cells.is_empty())
        .collect()
}

static COURSES: LazyLock<Vec<(SeriesRef, Vec<Cell<'static>>)>> = LazyLock::new(courses);

fn of(series: &SeriesRef, period: Period, says: Assertion) -> Claim {
    Claim {
        text: "".into(),
        series: series.clone(),
        period,
        says,
        note: None,
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn a_claim_made_of_the_records_own_figure_holds_and_one_moved_away_does_not(
        at in any::<prop::sample::Index>(),
        cell in any::<prop::sample::Index>(),
        word in prop_oneof![Just(""), Just("about "), Just("at least "), Just("at most ")],
    ) {
        let (series, cells) = at.get(&COURSES[..]);
        let cell = cell.get(&cells[..]);
        let unit = &RECORD.indicator(series.indicator).unit;
        let sign = if unit.id == "percent" { "%" } else { "" };
        let number = cell.stands.value.quantity().expect("a number").amount;
        let bound = format!("{word}{number}{sign}").parse().expect("a bound");
        let exact = of(series, cell.period, Assertion::Value(bound));
        let found = now(&exact).now;
        let rivals = found.outcome == Outcome::Depends;
        let limit = found.grounds == Grounds::Limit;
        prop_assert!(found.outcome == Outcome::Holds || rivals || limit, "{found:?}");
        // Twice the number and a hundred more is beyond every tolerance.
        let wrong = 2.0 * number.to_f64().abs() + 100.0;
        let bound = format!("about {wrong:.0}{sign}").parse().expect("a bound");
        let wrong = of(series, cell.period, Assertion::Value(bound));
        prop_assert_ne!(now(&wrong).now.outcome, Outcome::Holds);
    }

    #[test]
    fn a_change_of_the_records_own_figures_holds_only_on_one_side_of_a_break(
        at in any::<prop::sample::Index>(),
        one in any::<prop::sample::Index>(),
        other in any::<prop::sample::Index>(),
    ) {
        let (series, cells) = at.get(&COURSES[..]);
        let (one, other) = (one.get(&cells[..]), other.get(&cells[..]));
        let (one, other) = if one.period < other.period { (one, other) } else { (other, one) };
        if one.period == other.period {
            return Ok(());
        }
        let (from, to) = (one.number().expect("a number"), other.number().expect("a number"));
        let way = if to > from { "up" } else if to < from { "down" } else { "unchanged" };
        let course: Course = way.parse().expect("a course");
        let says = Assertion::Change { from: one.period, course };
        let found = now(&of(series, other.period, says)).now;
        let breaks = RECORD.indicator(series.indicator).breaks_of(&series.key);
        if first_break(&breaks, one.period, other.period).is_some() {
            prop_assert_ne!(found.outcome, Outcome::Holds);
        } else {
            prop_assert_ne!(found.outcome, Outcome::Fails, "{:?}", found);
        }
        let since = Some(one.period);
        let says = Assertion::Extreme { end: End::Highest, since };
        let found = now(&of(series, other.period, says)).now;
        if first_break(&breaks, one.period, other.period).is_some() {
            prop_assert_ne!(found.outcome, Outcome::Holds);
        }
    }
}

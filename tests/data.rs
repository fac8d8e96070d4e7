//! The record that ships with the program: it has no problem, nothing of it is lost or
//! altered on the way in, and on every day the right one of the published values stands.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use chrono::{Days, NaiveDate};
use trafficdash::figures::series::first_break;
use trafficdash::figures::{
    AsOf, Break, BreakEffect, Cell, CowStr, Dataset, DimensionId, Indicator, Meaning, ObsStatus,
    Observation, Period, PeriodKind, Segment, Series, SeriesKey,
};
use trafficdash::load::{self, FileSet};
use trafficdash::measure::revision::{History, summaries};

static RECORD: LazyLock<Dataset> = LazyLock::new(|| {
    let loaded = load::load(&FileSet::embedded(), day("2026-11-23"));
    let problems: Vec<String> = loaded.problems.iter().map(ToString::to_string).collect();
    assert!(problems.is_empty(), "{}", problems.join("\n"));
    loaded.dataset.expect("a data set")
});

fn day(text: &str) -> NaiveDate {
    text.parse().expect(text)
}

fn period(text: &str) -> Period {
    text.parse().expect(text)
}

fn data(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("data")
        .join(path)
}

fn indicator(id: &str) -> &'static Indicator {
    RECORD.indicator(RECORD.find_indicator(id).expect(id))
}

/// A key in the form of data files: `uk;age=child`.
fn key(text: &str) -> SeriesKey {
    let lists = &RECORD.codelists;
    let mut parts = text.split(';');
    let geography = parts.next().expect("a geography");
    let cuts = parts.map(|cut| {
        let (dimension, code) = cut.split_once('=').expect("key=code");
        let dimension = lists.find_dimension(dimension).expect(dimension);
        lists.find_code(dimension, code).expect(code)
    });
    let geography = lists.find_code(DimensionId::GEOGRAPHY, geography);
    SeriesKey::new(geography.expect("a known geography"), cuts)
}

fn referrals() -> &'static Series {
    let referrals = indicator("nrm-referrals");
    referrals.series(&key("uk")).expect("the total")
}

mod whole {
    use super::*;

    #[test]
    fn what_is_built_in_is_what_the_files_say() {
        let built_in = trafficdash::built_in::dataset().expect("baked without a problem");
        assert!(built_in == *RECORD);
    }

    #[test]
    fn everything_published_is_there() {
        assert_eq!(RECORD.observation_count(), 3125);
        assert_eq!(RECORD.sources.len(), 132);
        assert_eq!(RECORD.indicators.len(), 43);
        assert_eq!(RECORD.events.len(), 24);
        assert_eq!(RECORD.conflicts.len(), 16);
        assert_eq!(RECORD.articles.len(), 64);
        assert_eq!(RECORD.helplines.len(), 2);
    }

    #[test]
    fn the_cells_of_the_last_quarter_of_2023_add_to_the_people_in_them() {
        let [table] = &*RECORD.cells else {
            panic!("one table of cells");
        };
        assert_eq!(table.cells.len(), 1659);
        let people: u32 = table.cells.iter().map(|cell| cell.count).sum();
        assert_eq!(people, 4141);
        assert!(table.cells.iter().all(|cell| cell.count > 0));
        let labels = table.columns.len() - 1;
        assert!(
            table
                .cells
                .iter()
                .all(|cell| table.labels_of(cell).count() == labels)
        );
        assert_eq!(table.columns.last().map(CowStr::as_str), Some("people"));
    }

    #[test]
    fn what_the_files_name_by_id_is_found_again() {
        let lists = &RECORD.codelists;
        assert_eq!(
            lists.find_dimension("geography"),
            Some(DimensionId::GEOGRAPHY)
        );
        for one in &RECORD.indicators {
            assert_eq!(indicator(&one.id), one);
            assert!(!one.series.is_empty(), "{}", one.id);
            for series in &one.series {
                assert_eq!(key(&lists.key_code(&series.key)), series.key);
                assert_eq!(one.series(&series.key), Some(series));
                let cut_by = series.key.cuts().iter().map(|code| code.dimension);
                assert!(cut_by.clone().all(|id| one.dimensions.contains(&id)));
            }
        }
        for (id, source) in RECORD.sources() {
            assert_eq!(RECORD.source(id), source);
        }
    }

    #[test]
    fn the_outline_names_series_that_hold_numbers() {
        let outline = &RECORD.outline;
        assert_eq!(outline.headlines.len(), 3);
        assert_eq!(outline.shares.len(), 3);
        assert_eq!(outline.charts.len(), 17);
        for chart in &outline.charts {
            let series = RECORD.series(&chart.series).expect("a series");
            let cells = series.of_kind(chart.kind, AsOf::Latest);
            assert!(cells.iter().any(|cell| cell.number().is_some()));
        }
    }
}

mod files {
    use super::*;

    /// A row as it stands in its file: a text a column.
    type Row = BTreeMap<String, String>;

    /// The rows of a file of values, read without the loader.
    fn rows_of_file(id: &str) -> Vec<Row> {
        let path = data(&format!("indicators/{id}.csv"));
        let mut reader = csv::Reader::from_path(path).expect(id);
        let mut rows: Vec<Row> = reader
            .deserialize()
            .collect::<Result<_, _>>()
            .unwrap_or_else(|error| panic!("{id}: {error}"));
        for row in &mut rows {
            let status = row.get_mut("status").expect("a status");
            *status = words(status.split(' '));
            // A span may name a month or its first day: 2012-04.. is 2012-04-01..
            let span = row.get_mut("period").filter(|text| text.contains(".."));
            if let Some(span) = span {
                *span = period(span).code();
            }
        }
        rows.sort();
        rows
    }

    /// The same rows written back from what was loaded.
    fn rows_loaded(one: &Indicator) -> Vec<Row> {
        let observations = one.series.iter().flat_map(|series| {
            let rows = series.observations().iter();
            rows.map(|row| written(one, &series.key, row))
        });
        let mut rows: Vec<Row> = observations.collect();
        rows.sort();
        rows
    }

    fn written(one: &Indicator, key: &SeriesKey, row: &Observation) -> Row {
        let lists = &RECORD.codelists;
        let code = |id| {
            let code = key.get(id).map(|code| String::from(&lists.entry(code).id));
            (
                String::from(&lists.dimension(id).id),
                code.unwrap_or_default(),
            )
        };
        let mut columns: Row = one.dimensions.iter().copied().map(code).collect();
        columns.extend([
            code(DimensionId::GEOGRAPHY),
            ("period".to_owned(), row.period.code()),
            ("value".to_owned(), row.value.to_string()),
            (
                "status".to_owned(),
                words(row.status.iter().map(ObsStatus::id)),
            ),
            (
                "source".to_owned(),
                String::from(&RECORD.source(row.source).id),
            ),
            (
                "note".to_owned(),
                row.note.as_deref().unwrap_or_default().to_owned(),
            ),
        ]);
        columns
    }

    fn words<'w>(words: impl Iterator<Item = &'w str>) -> String {
        let mut words: Vec<&str> = words.collect();
        words.sort_unstable();
        words.join(" ")
    }

    #[test]
    fn every_file_of_data_is_an_indicator_and_every_indicator_a_file() {
        let mut names: Vec<String> = fs::read_dir(data("indicators"))
            .expect("a folder")
            .map(|entry| entry.expect("an entry").path())
            .filter(|path| path.extension().is_some_and(|ending| ending == "csv"))
            .map(|path| path.file_stem().expect("a name").display().to_string())
            .collect();
        names.sort();
        let loaded: Vec<&str> = RECORD
            .indicators
            .iter()
            .map(|one| one.id.as_str())
            .collect();
        assert_eq!(names, loaded);
    }

    #[test]
    fn no_row_is_dropped_or_altered() {
        let mut total = 0;
        for one in &RECORD.indicators {
            let published = rows_of_file(&one.id);
            assert_eq!(one.observation_count(), published.len(), "{}", one.id);
            assert_eq!(rows_loaded(one), published, "{}", one.id);
            total += published.len();
        }
        assert_eq!(total, RECORD.observation_count());
    }

    /// Number, sum and sum of squares of values: the same in whatever order they come.
    #[derive(Debug, Default)]
    struct Checksum {
        numbers: usize,
        sum: f64,
        squares: f64,
    }

    impl Checksum {
        fn of(values: impl Iterator<Item = f64>) -> Self {
            values.fold(Self::default(), |so_far, value| Self {
                numbers: so_far.numbers + 1,
                sum: so_far.sum + value,
                squares: so_far.squares + value * value,
            })
        }

        /// Equal but for the rounding of floats added in another order.
        fn matches(&self, other: &Self) -> bool {
            let near = |one: f64, two: f64| (one - two).abs() <= 1e-12 * one.abs().max(1.0);
            self.numbers == other.numbers
                && near(self.sum, other.sum)
                && near(self.squares, other.squares)
        }
    }

    #[test]
    fn the_numbers_are_those_of_the_files() {
        let is_number = |text: &&str| !text.contains("..") && !text.starts_with('[');
        for one in &RECORD.indicators {
            let rows = rows_of_file(&one.id);
            let texts = rows.iter().map(|row| row["value"].as_str());
            let read = |text: &str| -> f64 {
                let digits = text.trim_start_matches(['~', '>', '<', '=']);
                digits.parse().unwrap_or_else(|_| panic!("{text}"))
            };
            let published = Checksum::of(texts.filter(is_number).map(read));
            let observations = one.series.iter().flat_map(Series::observations);
            let loaded = Checksum::of(observations.filter_map(|row| row.value.number()));
            let same = published.matches(&loaded);
            assert!(same, "{}: {published:?} {loaded:?}", one.id);
        }
    }

    #[test]
    fn codes_sources_and_units_of_the_files_exist() {
        let text = fs::read_to_string(data("codelists.toml")).expect("codelists");
        let lists: toml::Table = text.parse().expect("TOML");
        let ids = |list: &toml::Value| -> Vec<String> {
            let list = list.as_array().expect("a list").iter();
            list.map(|one| one["id"].as_str().expect("an id").to_owned())
                .collect()
        };
        let (units, unit_types) = (ids(&lists["unit"]), ids(&lists["unit-type"]));
        for one in &RECORD.indicators {
            assert!(units.contains(&String::from(&one.unit.id)), "{}", one.id);
            assert!(
                unit_types.contains(&String::from(&one.unit_type.id)),
                "{}",
                one.id
            );
        }
        let dimensions = lists["dimension"].as_array().expect("dimensions");
        assert_eq!(dimensions.len(), RECORD.codelists.dimensions.len());
        for (written, read) in dimensions.iter().zip(&RECORD.codelists.dimensions) {
            let codes: Vec<&str> = read.codes.iter().map(|code| code.id.as_str()).collect();
            assert_eq!(ids(&written["code"]), codes, "{}", read.id);
        }
        let text = fs::read_to_string(data("sources.toml")).expect("sources");
        let sources: toml::Table = text.parse().expect("TOML");
        let loaded: Vec<&str> = RECORD.sources.iter().map(|one| one.id.as_str()).collect();
        assert_eq!(ids(&sources["source"]), loaded);
    }
}

mod article {
    use super::*;
    use trafficdash::figures::Article;
    use trafficdash::figures::claim::Assertion;

    fn article() -> &'static Article {
        let mut all = RECORD.articles.iter();
        let found = all.find(|one| one.id == "article-2012-10-18");
        found.expect("the article that the record began with")
    }

    #[test]
    fn its_five_claims_stand_where_they_belong() {
        let found: Vec<String> = article()
            .claims
            .iter()
            .map(|one| {
                let series = RECORD.series_code(&one.series);
                let says = match &one.says {
                    Assertion::Value(bound) | Assertion::Share { bound, .. } => bound.to_string(),
                    other => panic!("{other:?}"),
                };
                format!("{series} {} {says}", one.period.code())
            })
            .collect();
        let charged = "england-wales/scope=offences-related-to-human-trafficking";
        assert_eq!(
            found,
            [
                "nrm-referrals/uk 2011 946",
                "nrm-referrals/uk 2010 710",
                "nrm-referrals/uk/age=child 2011 over a quarter",
                "ocg-human-trafficking/uk 2012-10 92",
                &format!("cps-defendants-charged/{charged} 2011/12 142"),
            ]
        );
    }

    #[test]
    fn its_values_are_published_by_it_and_stood_on_its_day() {
        let article = article();
        let on_the_day = AsOf::On(day("2012-10-18"));
        for one in &article.claims {
            let Assertion::Value(bound) = &one.says else {
                continue;
            };
            let series = RECORD.series(&one.series);
            let cell = series.and_then(|series| series.cell(one.period, on_the_day));
            let cell = cell.expect("known on the day");
            assert!(
                bound.holds(cell.number().expect("a number")),
                "{}",
                one.text
            );
            let sources = cell.published.iter().map(|row| row.source);
            assert!(sources.clone().any(|source| source == article.source));
        }
    }

    #[test]
    fn the_share_under_18_follows_from_the_report_and_from_the_table_of_2017() {
        let children = indicator("nrm-referrals").series(&key("uk;age=child"));
        let children = children
            .expect("children")
            .cell(period("2011"), AsOf::Latest);
        let children = children.expect("2011");
        let values: Vec<String> = children
            .published
            .iter()
            .map(|row| row.value.to_string())
            .collect();
        assert!(values.contains(&"234".to_owned()), "{values:?}");
        assert_eq!(children.number(), Some(298.0));
    }
}

mod as_of {
    use super::*;

    /// The annual totals that stood on a day, as `year=value`.
    fn annual(as_of: AsOf) -> Vec<String> {
        let cells = referrals().of_kind(PeriodKind::Year, as_of);
        let shown = |cell: &Cell<'_>| format!("{}={}", cell.period.code(), cell.stands.value);
        cells.iter().map(shown).collect()
    }

    fn on(text: &str) -> Vec<String> {
        annual(AsOf::On(day(text)))
    }

    fn quarter_on(quarter: &str, on: &str) -> Option<String> {
        let as_of = on.parse().expect(on);
        let cell = referrals().cell(period(quarter), as_of);
        cell.map(|cell| cell.stands.value.to_string())
    }

    /// Checks the totals from 2009 on.
    fn assert_from_2009(found: &[String], values: &[u32]) {
        let wanted: Vec<String> = (2009..)
            .zip(values)
            .map(|(year, value)| format!("{year}={value}"))
            .collect();
        assert_eq!(found, wanted);
    }

    #[test]
    fn before_the_first_answer_nothing_was_known() {
        assert_eq!(on("2010-01-13"), Vec::<String>::new());
        assert_from_2009(&on("2010-01-14"), &[527]);
        assert_from_2009(&on("2012-10-17"), &[527]);
    }

    #[test]
    fn on_the_day_of_the_article_its_figures_stood() {
        assert_from_2009(&on("2012-10-18"), &[527, 710, 946]);
    }

    #[test]
    fn the_table_of_november_2017_revised_every_year_and_gave_2012() {
        let before = on("2017-11-19");
        assert_eq!(
            before,
            [
                "2009=527",
                "2010=710",
                "2011=946",
                "2013=1746",
                "2014=2340",
                "2015=3266",
                "2016=3805"
            ]
        );
        let revised = [534, 712, 945, 1183, 1745, 2339, 3262, 3804];
        assert_from_2009(&on("2017-11-20"), &revised);
    }

    #[test]
    fn a_page_that_shows_only_its_year_does_not_undo_a_revision() {
        // care-2017 is known from 31 December 2017 and quotes 3,805 for 2016 as first published.
        let cell = referrals().cell(period("2016"), AsOf::On(day("2018-01-15")));
        let cell = cell.expect("2016");
        assert_eq!(cell.stands.value.to_string(), "3804");
        let last = cell.published.last().expect("one");
        assert_eq!(RECORD.source(last.source).id, "care-2017");
        assert_eq!(last.value.to_string(), "3805");
        assert!(cell.is_revised());
        let revised = [534, 712, 945, 1183, 1745, 2339, 3262, 3804];
        assert_from_2009(&on("2018-01-15"), &revised);
    }

    #[test]
    fn days_in_between() {
        let to_2016 = [534, 712, 945, 1183, 1745, 2339, 3262, 3804];
        let with = |more: &[u32]| [&to_2016[..], more].concat();
        assert_from_2009(&on("2018-03-30"), &to_2016);
        assert_from_2009(&on("2018-03-31"), &with(&[5145]));
        assert_from_2009(&on("2019-03-20"), &with(&[5142, 6993]));
        assert_from_2009(&on("2020-03-26"), &with(&[5142, 6985]));
        assert_from_2009(&on("2020-10-31"), &with(&[5142, 6986, 10627]));
        assert_from_2009(&on("2021-12-31"), &with(&[5142, 6986, 10616, 10613]));
        let to_2020 = with(&[5142, 6986, 10611, 10601]);
        let with = |more: &[u32]| [&to_2020[..], more].concat();
        assert_from_2009(&on("2022-03-03"), &with(&[12727]));
        assert_from_2009(&on("2023-03-02"), &with(&[12706, 16938]));
        assert_from_2009(&on("2024-03-07"), &with(&[12706, 16921, 17004]));
        assert_from_2009(&on("2025-02-15"), &with(&[12706, 16921, 16996]));
        assert_from_2009(&on("2025-03-05"), &with(&[12706, 16921, 16996]));
        assert_from_2009(&on("2025-03-06"), &with(&[12706, 16921, 16990, 19125]));
    }

    #[test]
    fn the_latest_totals() {
        let latest = [
            534, 712, 945, 1183, 1745, 2339, 3262, 3804, 5142, 6986, 10611, 10601, 12706, 16921,
            16990, 19125, 23411,
        ];
        assert_from_2009(&annual(AsOf::Latest), &latest);
        assert_from_2009(&on("2026-11-23"), &latest);
    }

    #[test]
    fn the_second_quarter_of_2020_stays_revised() {
        let on = |day| quarter_on("2020Q2", day);
        assert_eq!(on("2020-11-08"), None);
        assert_eq!(on("2020-11-09").as_deref(), Some("2207"));
        assert_eq!(on("2020-12-31").as_deref(), Some("2207"));
        assert_eq!(on("latest").as_deref(), Some("2207"));
    }

    #[test]
    fn the_first_quarter_of_2023_drifts_with_each_bulletin() {
        for (day, value) in [
            ("2023-05-03", None),
            ("2023-05-04", Some("4746")),
            ("2023-08-09", Some("4746")),
            ("2023-08-10", Some("4739")),
            ("2024-05-30", Some("4739")),
            ("2024-05-31", Some("4738")),
            ("2024-11-06", Some("4738")),
            ("2024-11-07", Some("4742")),
            ("latest", Some("4742")),
        ] {
            assert_eq!(quarter_on("2023Q1", day).as_deref(), value, "{day}");
        }
    }
}

mod every_cell {
    use super::*;

    /// Runs over every cell of the record with a name for messages.
    fn each(mut check: impl FnMut(&str, &Series, &[Observation])) {
        for one in &RECORD.indicators {
            for series in &one.series {
                let same = |one: &Observation, next: &Observation| one.period == next.period;
                for cell in series.observations().chunk_by(same) {
                    let key = RECORD.codelists.key_code(&series.key);
                    let name = format!("{} {key} {}", one.id, cell[0].period.code());
                    check(&name, series, cell);
                }
            }
        }
    }

    /// The observations that stood in turn, oldest first, each once.
    fn stood(cell: &[Observation]) -> Vec<&Observation> {
        let mut days: Vec<NaiveDate> = cell.iter().map(|row| row.vintage.known_from).collect();
        days.sort_unstable();
        let at = |day| Cell::as_of(cell, AsOf::On(day)).expect("known").stands;
        let mut stood: Vec<&Observation> = days.into_iter().map(at).collect();
        stood.dedup();
        stood
    }

    #[test]
    fn what_stands_is_one_of_the_published_values_known_by_the_day() {
        let mut cells = 0;
        let release_days = RECORD.release_days();
        each(|name, series, published| {
            cells += 1;
            for step in &release_days {
                let known = published
                    .iter()
                    .filter(|row| row.vintage.known_from <= *step);
                let known: Vec<&Observation> = known.collect();
                let cell = series.cell(published[0].period, AsOf::On(*step));
                assert_eq!(cell.is_some(), !known.is_empty(), "{name} on {step}");
                let Some(cell) = cell else { continue };
                assert!(known.contains(&cell.stands), "{name} on {step}");
                assert_eq!(cell.published.len(), known.len(), "{name} on {step}");
            }
        });
        let in_all = RECORD.indicators.iter().flat_map(|one| &one.series);
        let counted: usize = in_all.map(|series| series.as_of(AsOf::Latest).len()).sum();
        assert_eq!(cells, counted);
    }

    #[test]
    fn nothing_is_seen_the_day_before_it_was_published() {
        each(|name, _, published| {
            for row in published {
                let source = RECORD.source(row.source);
                assert_eq!(row.vintage.known_from, RECORD.known_from(source), "{name}");
                assert_eq!(row.vintage.standing, source.standing, "{name}");
                let eve = row.vintage.known_from - Days::new(1);
                if let Some(cell) = Cell::as_of(published, AsOf::On(eve)) {
                    assert!(!cell.published.contains(&row), "{name}");
                }
            }
        });
    }

    #[test]
    fn the_steps_of_the_date_are_the_days_on_which_something_became_known() {
        let days = RECORD.release_days();
        each(|name, _, published| {
            let known = published.iter().map(|row| row.vintage.known_from);
            assert!(known.clone().all(|day| days.contains(&day)), "{name}");
        });
        assert_eq!(days.last(), Some(&RECORD.retrieved));
    }

    /// A superseded value stands again only where a publication gives it anew: as a revision,
    /// or in a full table no farther from the publisher than the one that had replaced it (the
    /// data tables of each quarter count anew, and some cells go 202, 201, 202). A late
    /// quotation of the first figure or a weaker page never brings a value back.
    #[test]
    fn no_value_that_was_superseded_stands_again_unless_it_was_published_anew() {
        let mut flips = Vec::new();
        each(|name, _, published| {
            let stood = stood(published);
            for (at, row) in stood.iter().enumerate().skip(2) {
                let before = stood[at - 1];
                let returned = before.value != row.value
                    && stood[..at].iter().any(|old| old.value == row.value);
                if returned && !is_anew(row, before) {
                    let source = &RECORD.source(row.source).id;
                    flips.push(format!("{name}: {} again by {source}", row.value));
                }
            }
        });
        assert!(flips.is_empty(), "{}", flips.join("\n"));
    }

    fn is_anew(row: &Observation, before: &Observation) -> bool {
        let is_quotation = row.status.has(ObsStatus::Initial);
        let is_weaker = row.vintage.standing > before.vintage.standing;
        row.status.has(ObsStatus::Revised) || !(is_quotation || is_weaker)
    }

    #[test]
    fn a_value_given_as_first_published_never_replaces_one_given_as_revised() {
        each(|name, _, published| {
            let mut revised = false;
            for row in stood(published) {
                let outdated = revised && row.status.has(ObsStatus::Initial);
                assert!(!outdated, "{name}: {}", row.value);
                revised |= row.status.has(ObsStatus::Revised);
            }
        });
    }
}

mod breaks {
    use super::*;

    /// The same rule as in the library, written another way.
    fn is_between(change: &Break, earlier: Period, later: Period) -> bool {
        change.effect == BreakEffect::Break
            && !earlier.contains(change.from)
            && earlier.start() < change.from
            && change.from <= later.end()
    }

    #[test]
    fn no_segment_of_any_series_crosses_a_break_or_a_gap() {
        for one in &RECORD.indicators {
            for series in &one.series {
                let breaks = one.breaks_of(&series.key);
                for kind in PeriodKind::ALL {
                    let cells = series.of_kind(kind, AsOf::Latest);
                    let segments = Series::segments(&cells, &breaks);
                    let joined: Vec<Cell<'_>> = segments
                        .iter()
                        .flat_map(|segment| segment.cells.iter().cloned())
                        .collect();
                    assert_eq!(joined, cells, "{}", one.id);
                    for segment in &segments {
                        check(one, segment, &breaks);
                    }
                }
            }
        }
    }

    fn check(one: &Indicator, segment: &Segment<'_, '_>, breaks: &[&Break]) {
        for pair in segment.cells.windows(2) {
            let (earlier, later) = (pair[0].period, pair[1].period);
            assert_eq!(earlier.end().succ_opt(), Some(later.start()), "{}", one.id);
            assert!(pair.iter().all(|cell| cell.number().is_some()));
            let crossed = breaks
                .iter()
                .any(|change| is_between(change, earlier, later));
            assert!(!crossed, "{} {earlier} {later}", one.id);
        }
    }

    #[test]
    fn the_headline_is_cut_between_2014_and_2015() {
        let referrals = indicator("nrm-referrals");
        let total = key("uk");
        let breaks = referrals.breaks_of(&total);
        let found = first_break(&breaks, period("2014"), period("2015"));
        assert_eq!(found.map(|one| one.from), Some(day("2015-07-31")));
        let series = referrals.series(&total).expect("the total");
        let cells = series.of_kind(PeriodKind::Year, AsOf::Latest);
        let years: Vec<String> = Series::segments(&cells, &breaks)
            .iter()
            .map(|segment| {
                let end = |cell: Option<&Cell<'_>>| cell.expect("a cell").period.code();
                format!(
                    "{}-{}",
                    end(segment.cells.first()),
                    end(segment.cells.last())
                )
            })
            .collect();
        assert_eq!(years, ["2009-2014", "2015-2025"]);
    }

    #[test]
    fn the_split_by_exploitation_has_a_break_of_its_own() {
        let referrals = indicator("nrm-referrals");
        let (total, labour) = (key("uk"), key("uk;exploitation=labour"));
        let (before, after) = (period("2018"), period("2019"));
        let crossed = |key| first_break(&referrals.breaks_of(key), before, after).is_some();
        assert!(!crossed(&total));
        assert!(crossed(&labour));
    }
}

/// First value, standing value, lowest and highest, read off the file by hand.
#[test]
fn the_revisions_of_referrals_are_those_of_the_files() {
    for (text, first, latest, band) in [
        ("2009", 527.0, 534.0, (527.0, 534.0)),
        ("2015", 3266.0, 3262.0, (3262.0, 3266.0)),
        ("2018", 6993.0, 6986.0, (6985.0, 6993.0)),
        ("2023", 17004.0, 16990.0, (16990.0, 17004.0)),
        ("2020Q2", 2209.0, 2207.0, (2207.0, 2209.0)),
        ("2023Q1", 4746.0, 4742.0, (4738.0, 4746.0)),
    ] {
        let cell = referrals().cell(period(text), AsOf::Latest).expect(text);
        let history = History::of(&cell);
        let change = history.revision.expect(text);
        assert_eq!((change.from, change.to), (first, latest), "{text}");
        assert_eq!(history.band, Some(band), "{text}");
    }
}

/// 2015 to 2023: -4 -1 -3 -7 -16 -12 -21 -17 -14 = -95 over nine years; 2010 to 2014, before
/// the break: +2 -1 -1 -1 over four, 2009 being a part of the year and 2012 without a first value.
#[test]
fn mean_revisions_of_referrals_stop_at_the_break() {
    let cells = referrals().of_kind(PeriodKind::Year, AsOf::Latest);
    let histories: Vec<History<'_>> = cells.iter().map(History::of).collect();
    let breaks = indicator("nrm-referrals").breaks_of(&key("uk"));
    let found = summaries(&histories, &breaks);
    let means: Vec<_> = found
        .iter()
        .map(|one| {
            let hundredths = (one.mean * 100.0).round() as i64;
            (one.from.code(), one.to.code(), one.count, hundredths)
        })
        .collect();
    let expected = [
        ("2010".to_owned(), "2014".to_owned(), 4, -25),
        ("2015".to_owned(), "2023".to_owned(), 9, -1056),
    ];
    assert_eq!(means, expected);
    assert!((found[0].mean_absolute - 1.25).abs() < 1e-9);
}

/// The children of 2011 were counted anew in the table of 20 November 2017; the referrals by
/// nation in 2017 were published in 2018.
#[test]
fn a_report_tells_a_conflict_once_every_value_that_it_is_about_was_known() {
    let told = |day: &str| {
        let as_of = AsOf::On(day.parse().expect("a day"));
        let report = trafficdash::present::report::report(&RECORD, &[], as_of);
        let paragraphs = report.conflicts.into_iter();
        paragraphs.map(|one| one.text).collect::<Vec<_>>()
    };
    assert!(told("2012-10-18").is_empty());
    let share = "Share of children in 2011".to_owned();
    assert!(!told("2017-11-19").contains(&share));
    let later = told("2018-12-31");
    assert!(later.contains(&share), "{later:?}");
    assert!(!later.contains(&"Yearly totals of referrals".to_owned()));
    let today = trafficdash::present::report::report(&RECORD, &[], AsOf::Latest);
    assert_eq!(today.conflicts.len(), 2 * RECORD.conflicts.len());
}

#[test]
fn every_indicator_has_words_by_which_the_news_speaks_of_it() {
    let dataset = &*RECORD;
    let named = |id| {
        let terms = &dataset.vocabulary.terms;
        terms
            .iter()
            .any(|term| term.meaning == Meaning::Indicator(id))
    };
    let silent = dataset.indicators().filter(|(id, _)| !named(*id));
    let silent: Vec<&str> = silent.map(|(_, one)| one.id.as_str()).collect();
    assert!(silent.is_empty(), "{silent:?}");
}

#[test]
fn eight_feeds_are_suggested_and_each_says_that_it_was_not_tested() {
    let dataset = &*RECORD;
    let suggested = dataset.feeds.iter().filter(|feed| feed.is_default);
    assert_eq!(suggested.count(), 8);
    assert!(dataset.feeds.len() > 20);
    for feed in &dataset.feeds {
        assert!(
            feed.standing.ends_with("not tested by us."),
            "{}",
            feed.title
        );
        assert!(feed.text.ends_with('.'), "{}", feed.title);
    }
}

//! `indicators/<id>.csv`: one published value a row.

use std::collections::HashMap;

use csv::StringRecord;

use crate::clean;
use crate::figures::value::ParseValueError;
use crate::figures::{
    Code, DimensionId, ObsStatus, Observation, Period, Series, SeriesKey, SourceId, StatusSet,
    Value, Vintage,
};
use crate::problem::Problem;

use super::Context;
use super::files::DataFile;
use super::indicators::Defined;
use super::suggest;

/// One row of a file of values.
pub struct Row<'f> {
    /// Its series.
    pub key: SeriesKey,
    /// Its value and source.
    pub observation: Observation,
    /// Its file.
    pub file: &'f DataFile,
    /// Its line.
    pub line: usize,
}

/// Reads a file of values; what cannot be read becomes a problem, the rest is given back.
pub fn read<'f>(
    file: &'f DataFile,
    defined: &Defined,
    context: &Context,
    problems: &mut Vec<Problem>,
) -> Vec<Row<'f>> {
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .from_reader(file.text.as_bytes());
    let mut lines = Lines {
        file,
        defined,
        context,
        wanted: header(defined, context),
        problems,
    };
    let mut record = StringRecord::new();
    let mut rows = Vec::new();
    let mut headed = false;
    loop {
        match reader.read_record(&mut record) {
            Ok(true) => {}
            Ok(false) => break,
            Err(error) => {
                let line = error.position().map(|place| place.line() as usize);
                let what = clean::line(&error.to_string()).into_owned();
                let problem = Problem::new(&file.shown, line, what, "mend the CSV here");
                lines.problems.push(problem);
                continue;
            }
        }
        let line = record.position().map_or(1, |place| place.line() as usize);
        if headed {
            rows.extend(lines.row(&record, line));
        } else {
            headed = true;
            if !lines.heading(&record) {
                break;
            }
        }
    }
    rows
}

/// Groups rows into series, ordered by key; within a series the order of the file is kept.
pub fn series(rows: Vec<Row<'_>>) -> Vec<Series> {
    let mut grouped: HashMap<SeriesKey, Vec<Observation>> = HashMap::new();
    for row in rows {
        match grouped.get_mut(&row.key) {
            Some(observations) => observations.push(row.observation),
            None => {
                grouped.insert(row.key, vec![row.observation]);
            }
        }
    }
    let mut series: Vec<Series> = grouped
        .into_iter()
        .map(|(key, observations)| Series::new(key, observations))
        .collect();
    series.sort_by(|one, other| one.key.cmp(&other.key));
    series
}

/// The columns that the file of an indicator must have, in order.
fn header(defined: &Defined, context: &Context) -> Vec<String> {
    let dimensions = defined.indicator.dimensions.iter();
    let dimensions = dimensions.map(|id| context.lists.codelists.dimension(*id).id.clone());
    let mut columns = vec!["geography".to_owned(), "period".to_owned()];
    columns.extend(dimensions);
    columns.extend(["value", "status", "source", "note"].map(str::to_owned));
    columns
}

struct Lines<'f, 'l> {
    file: &'f DataFile,
    defined: &'l Defined,
    context: &'l Context,
    wanted: Vec<String>,
    problems: &'l mut Vec<Problem>,
}

impl<'f> Lines<'f, '_> {
    fn problem(&mut self, line: usize, what: String, remedy: impl Into<String>) {
        let what = clean::line(&what).into_owned();
        let problem = Problem::new(&self.file.shown, Some(line), what, remedy);
        self.problems.push(problem);
    }

    fn heading(&mut self, record: &StringRecord) -> bool {
        let right = record.iter().eq(self.wanted.iter().map(String::as_str));
        if !right {
            let found: Vec<&str> = record.iter().collect();
            let what = format!("the columns are {}", found.join(","));
            let remedy = format!("make them {}", self.wanted.join(","));
            self.problem(1, what, remedy);
        }
        right
    }

    fn row(&mut self, record: &StringRecord, line: usize) -> Option<Row<'f>> {
        if record.len() != self.wanted.len() {
            let what = format!("{} columns instead of {}", record.len(), self.wanted.len());
            self.problem(line, what, "look for a missing comma or quote");
            return None;
        }
        let dimensions = self.defined.indicator.dimensions.len();
        let key = self.key(record, line);
        let period = self.period(&record[1], line);
        let value = self.value(&record[2 + dimensions], line);
        let status = self.status(&record[3 + dimensions], line);
        let source = self.source(&record[4 + dimensions], line);
        let note = clean::line(&record[5 + dimensions]);
        let source = source?;
        Some(Row {
            key: key?,
            observation: Observation {
                period: period?,
                value: value?,
                status: status?,
                source,
                vintage: self.vintage(source),
                note: (!note.is_empty()).then(|| note.into()),
            },
            file: self.file,
            line,
        })
    }

    fn key(&mut self, record: &StringRecord, line: usize) -> Option<SeriesKey> {
        let columns = [DimensionId::GEOGRAPHY]
            .into_iter()
            .zip([0])
            .chain(self.defined.indicator.dimensions.iter().copied().zip(2..));
        let mut codes = Vec::new();
        for (dimension, at) in columns {
            let id = &record[at];
            if id.is_empty() && dimension != DimensionId::GEOGRAPHY {
                continue;
            }
            codes.push(self.code(dimension, id, line));
        }
        let codes: Option<Vec<_>> = codes.into_iter().collect();
        let codes = codes?;
        let (geography, cuts) = codes.split_first()?;
        Some(SeriesKey::new(*geography, cuts.iter().copied()))
    }

    fn code(&mut self, dimension: DimensionId, id: &str, line: usize) -> Option<Code> {
        let lists = &self.context.lists;
        let found = lists.code(dimension, id);
        if found.is_none() {
            let name = &lists.codelists.dimension(dimension).id;
            let what = format!("{name} \"{id}\" is not in codelists.toml");
            let remedy = suggest::remedy(id, lists.code_ids(dimension), "codelists.toml");
            self.problem(line, what, remedy);
        }
        found
    }

    fn period(&mut self, text: &str, line: usize) -> Option<Period> {
        let period: Period = match text.parse() {
            Ok(period) => period,
            Err(error) => {
                self.parse_problem(line, &error.to_string());
                return None;
            }
        };
        let kinds = &self.defined.kinds;
        if !kinds.is_empty() && !kinds.contains(&period.kind()) {
            let allowed: Vec<&str> = kinds.iter().map(|kind| kind.id()).collect();
            let what = format!("\"{text}\" is a {}", period.kind().id());
            let remedy = format!(
                "this indicator has {}; see its \"periods\"",
                allowed.join(", ")
            );
            self.problem(line, what, remedy);
        }
        if period.start() > self.context.today {
            let what = format!("\"{text}\" begins in the future");
            self.problem(line, what, "give the period that the value is about");
        }
        Some(period)
    }

    fn value(&mut self, text: &str, line: usize) -> Option<Value> {
        match text.parse() {
            Ok(value) => Some(value),
            Err(error) => {
                let error: ParseValueError = error;
                self.parse_problem(line, &error.to_string());
                None
            }
        }
    }

    fn status(&mut self, text: &str, line: usize) -> Option<StatusSet> {
        let mut set = StatusSet::default();
        for word in text.split_whitespace() {
            let Some(status) = ObsStatus::ALL.into_iter().find(|one| one.id() == word) else {
                let known = ObsStatus::ALL.map(ObsStatus::id);
                let near = suggest::nearest(word, known);
                let remedy = near.map_or_else(
                    || format!("use {}", known.join(", ")),
                    |near| format!("did you mean \"{near}\"?"),
                );
                self.problem(line, format!("status \"{word}\" is unknown"), remedy);
                return None;
            };
            set = set.with(status);
        }
        Some(set)
    }

    fn source(&mut self, id: &str, line: usize) -> Option<SourceId> {
        let found = self.context.sources.find(id);
        if found.is_none() {
            let what = format!("source \"{id}\" is not in sources.toml");
            let remedy = self.context.sources.remedy(id);
            self.problem(line, what, remedy);
        }
        found
    }

    fn vintage(&self, id: SourceId) -> Vintage {
        let source = &self.context.sources.list[usize::from(id.0)];
        let known_from = source.published.known_from();
        Vintage {
            known_from: known_from.unwrap_or(self.context.retrieved),
            dated: known_from.is_some(),
            standing: source.standing,
        }
    }

    /// Splits a parse error at its semicolon into what is wrong and what to do.
    fn parse_problem(&mut self, line: usize, error: &str) {
        let (what, remedy) = error.split_once("; ").unwrap_or((error, "correct it"));
        self.problem(line, what.to_owned(), remedy);
    }
}

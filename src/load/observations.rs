//! `indicators/<id>.csv`: one published value a row.

use std::collections::HashSet;
use std::mem;

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
use super::{rows, suggest};

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

/// Reads a file of values; what cannot be read becomes a problem, the rest is added to the rows.
pub fn read<'f>(
    file: &'f DataFile,
    defined: &Defined,
    context: &Context,
    (found, problems): (&mut Vec<Row<'f>>, &mut Vec<Problem>),
) {
    let wanted = &header(defined, context)[..];
    let mut headed = None;
    let mut keys = HashSet::new();
    rows::each(file, problems, |row, problems| {
        let mut reader = Reader {
            file,
            defined,
            context,
            wanted,
            keys: &mut keys,
            problems,
        };
        match headed {
            None => headed = Some(reader.heading(&row.1, row.0)),
            Some(true) => found.extend(reader.row(&row)),
            Some(false) => {}
        }
    });
    if headed.is_none() {
        let remedy = format!("begin it with {}", wanted.join(","));
        problems.push(Problem::of_file(&file.shown, "the file is empty", remedy));
    }
}

/// Groups rows into series, ordered by key; within a series the order of the file is kept.
pub fn series(mut rows: Vec<Row<'_>>) -> Vec<Series> {
    if !rows.is_sorted_by_key(|row| &row.key) {
        rows.sort_by(|one, other| one.key.cmp(&other.key));
    }
    let mut series = Vec::new();
    // From the end, so that no row is kept long beside its observation.
    while let Some(key) = rows.last().map(|row| row.key.clone()) {
        let from = rows.partition_point(|row| row.key < key);
        let own = match from {
            0 => mem::take(&mut rows),
            from => rows.split_off(from),
        };
        if rows.len() < rows.capacity() / 2 {
            rows.shrink_to_fit();
        }
        let observations = own.into_iter().map(|row| row.observation).collect();
        series.push(Series::new(key, observations));
    }
    series.reverse();
    series
}

/// The columns that the file of an indicator must have, in order.
fn header(defined: &Defined, context: &Context) -> Vec<String> {
    let dimensions = defined.indicator.dimensions.iter();
    let dimensions = dimensions.map(|id| context.lists.codelists.dimension(*id).id.to_string());
    let mut columns = vec!["geography".to_owned(), "period".to_owned()];
    columns.extend(dimensions);
    columns.extend(["value", "status", "source", "note"].map(str::to_owned));
    columns
}

struct Reader<'f, 'l> {
    file: &'f DataFile,
    defined: &'l Defined,
    context: &'l Context,
    wanted: &'l [String],
    /// Each key once, however many rows have it.
    keys: &'l mut HashSet<SeriesKey>,
    problems: &'l mut Vec<Problem>,
}

impl<'f> Reader<'f, '_> {
    fn problem(&mut self, line: usize, what: String, remedy: impl Into<String>) {
        let problem = Problem::new(&self.file.shown, Some(line), what, remedy);
        self.problems.push(problem);
    }

    fn heading(&mut self, record: &rows::Fields<'_>, line: usize) -> bool {
        let right = record == self.wanted;
        if !right {
            let what = format!("the columns are {}", record.join(","));
            let remedy = format!("make them {}", self.wanted.join(","));
            self.problem(line, what, remedy);
        }
        right
    }

    fn row(&mut self, row: &rows::Line<'_>) -> Option<Row<'f>> {
        if !rows::is_whole(self.file, row, self.wanted.len(), self.problems) {
            return None;
        }
        let (line, record) = (row.0, &row.1);
        let named = record.iter().take(self.wanted.len() - 1);
        if let Some(odd) = named.into_iter().find(|text| clean::line(text) != **text) {
            let what = format!("\"{odd}\" holds a character that cannot be seen");
            self.problem(line, what, "type it again by hand");
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

    fn key(&mut self, record: &rows::Fields<'_>, line: usize) -> Option<SeriesKey> {
        let geography = self.code(DimensionId::GEOGRAPHY, &record[0], line);
        let dimensions = &self.defined.indicator.dimensions;
        let mut cuts = Vec::with_capacity(dimensions.len());
        let mut known = true;
        for (dimension, id) in dimensions.iter().zip(&record[2..]) {
            if id.is_empty() {
                continue;
            }
            let code = self.code(*dimension, id, line);
            known &= code.is_some();
            cuts.extend(code);
        }
        let key = SeriesKey::new(geography.filter(|_| known)?, cuts);
        if let Some(same) = self.keys.get(&key) {
            return Some(same.clone());
        }
        self.keys.insert(key.clone());
        Some(key)
    }

    fn code(&mut self, dimension: DimensionId, id: &str, line: usize) -> Option<Code> {
        let lists = &self.context.lists;
        let found = lists.code(dimension, id);
        if found.is_none() && !lists.partial {
            let name = &lists.codelists.dimension(dimension).id;
            if id.is_empty() {
                let remedy = format!("write its {name}, one of those in codelists.toml");
                self.problem(line, format!("the row has no {name}"), remedy);
                return None;
            }
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
            let kind = period.kind().id();
            let what = format!("\"{text}\" is a {kind}, which this indicator does not have");
            let remedy = format!(
                "write a {}, or add \"{kind}\" to \"periods\" in {}.toml",
                allowed.join(" or "),
                self.file.stem()
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
        if set.has(ObsStatus::Initial) && set.has(ObsStatus::Revised) {
            let what = "a value cannot be both \"initial\" and \"revised\"".to_owned();
            let remedy = "write the one that its publication says, or none of the two";
            self.problem(line, what, remedy);
            return None;
        }
        Some(set)
    }

    fn source(&mut self, id: &str, line: usize) -> Option<SourceId> {
        let found = self.context.sources.find(id);
        if id.is_empty() {
            let remedy = "write the id of its source in sources.toml";
            self.problem(line, "the row has no source".to_owned(), remedy);
        } else if found.is_none() && !self.context.sources.is_excused(id) {
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

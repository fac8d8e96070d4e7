//! `indicators/<id>.toml` with `indicators/<id>.csv`: what a quantity is, and what was
//! published for it.

use std::cmp::Reverse;
use std::collections::BTreeSet;

use crate::figures::{
    Break, BreakEffect, CowStr, DimensionId, Indicator, IndicatorId, Measure, PeriodKind, Topic,
    Unit, UnitType,
};
use crate::problem::Problem;

use super::Context;
use super::fields::{Fields, document};
use super::files::{DataFile, FileSet};
use super::{observations, parallel, rules, suggest};

const FOLDER: &str = "indicators/";

/// The longest `short` title, in characters.
const SHORT: usize = 24;

/// An indicator with the kinds of period that its values may have.
pub struct Defined {
    /// The indicator, its series filled in later.
    pub indicator: Indicator,
    /// The kinds of period allowed.
    pub kinds: Vec<PeriodKind>,
}

/// What was read of the folder.
#[derive(Default)]
pub struct Indicators {
    /// The indicators, ordered by id.
    pub list: Vec<Indicator>,
    /// The ids of those that were not read, or not whole.
    pub incomplete: BTreeSet<CowStr>,
}

/// Reads every indicator.
pub fn read(files: &FileSet, context: &Context, problems: &mut Vec<Problem>) -> Indicators {
    let mut read = Indicators::default();
    let mut definitions: Vec<&DataFile> = files.latest_in(FOLDER, ".toml").collect();
    // The largest first, so that no thread is left with it at the end.
    let values = |file: &DataFile| files.at(&values_path(file)).map(|one| one.text.len()).sum();
    definitions.sort_by_cached_key(|file| Reverse::<usize>(values(file)));
    let each = parallel::map(&definitions, |file| {
        let mut problems = Vec::new();
        let indicator = indicator(files, file, context, &mut problems);
        (indicator, problems)
    });
    for (file, (indicator, mut found)) in definitions.iter().zip(each) {
        read.list.extend(indicator);
        if !found.is_empty() {
            read.incomplete.insert(file.stem().to_owned().into());
        }
        problems.append(&mut found);
    }
    let unread = files.unread.iter().filter_map(|path| {
        let name = path.strip_prefix(FOLDER)?;
        name.rsplit_once('.')
            .map(|(stem, _)| stem.to_owned().into())
    });
    read.incomplete.extend(unread);
    files.pairs(FOLDER, "indicator", problems);
    read.list.sort_by(|one, other| one.id.cmp(&other.id));
    // The last by id are those that are one too many.
    for one in read.list.split_off(IndicatorId::MOST.min(read.list.len())) {
        let file = files
            .latest_in(FOLDER, ".toml")
            .find(|file| one.id == file.stem());
        let shown = file.map_or(FOLDER, |file| &file.shown);
        let what = format!(
            "indicator \"{}\" is one too many: 65,536 are told apart",
            one.id
        );
        let remedy = "leave out those that are not needed";
        problems.push(Problem::of_file(shown, what, remedy));
        read.incomplete.insert(one.id);
    }
    read
}

fn indicator(
    files: &FileSet,
    file: &DataFile,
    context: &Context,
    problems: &mut Vec<Problem>,
) -> Option<Indicator> {
    let mut found = None;
    document(file, problems, |fields| found = definition(fields, context));
    let mut one = found?;
    let path = values_path(file);
    let mut rows = Vec::new();
    for csv in files.at(&path) {
        observations::read(csv, &one, context, (&mut rows, problems));
    }
    rules::check(&rows, &one.indicator, context, problems);
    one.indicator.series = observations::series(rows);
    Some(one.indicator)
}

fn values_path(definition: &DataFile) -> String {
    format!("{FOLDER}{}.csv", definition.stem())
}

fn definition(fields: &mut Fields<'_>, context: &Context) -> Option<Defined> {
    let id = fields.id_of_file();
    let title = fields.text("title");
    let short = short(fields);
    let topic = fields.one_of("topic", &Topic::ALL);
    let measure = fields.one_of("measure", &Measure::ALL);
    let (unit, unit_type) = units(fields, context);
    let definition = fields.text("definition");
    let basis = fields.text("basis");
    let dimensions = dimensions(fields, context);
    let kinds = kinds(fields);
    let not_found = fields.maybe_text("not-found");
    let mut breaks = Vec::new();
    fields.each("break", |one| {
        breaks.extend(series_break(one, dimensions.as_deref(), context));
    });
    breaks.sort_by_key(|one| one.from);
    Some(Defined {
        indicator: Indicator {
            id,
            title,
            short,
            topic: topic?,
            measure: measure?,
            unit: unit?,
            unit_type: unit_type?,
            definition,
            basis,
            dimensions: dimensions?,
            breaks,
            not_found,
            series: Vec::new(),
        },
        kinds,
    })
}

fn short(fields: &mut Fields<'_>) -> CowStr {
    let Some(short) = fields.located("short") else {
        return CowStr::default();
    };
    let length = short.text.chars().count();
    if length > SHORT {
        let what = format!("\"short\" has {length} characters");
        fields.problem(short.offset, what, format!("use at most {SHORT}"));
    }
    short.text
}

fn units(fields: &mut Fields<'_>, context: &Context) -> (Option<Unit>, Option<UnitType>) {
    let lists = &context.lists;
    let units: Vec<(&str, usize)> = ids(lists.units.iter().map(|one| one.id.as_str()));
    let types: Vec<(&str, usize)> = ids(lists.unit_types.iter().map(|one| one.id.as_str()));
    let unit = fields.one_of("unit", &units);
    let unit_type = fields.one_of("unit-type", &types);
    (
        unit.map(|at| lists.units[at].clone()),
        unit_type.map(|at| lists.unit_types[at].clone()),
    )
}

fn ids<'i>(ids: impl Iterator<Item = &'i str>) -> Vec<(&'i str, usize)> {
    ids.enumerate().map(|(at, id)| (id, at)).collect()
}

/// The dimensions, or `None` if one is wrong: then it is not known what the columns mean.
fn dimensions(fields: &mut Fields<'_>, context: &Context) -> Option<Vec<DimensionId>> {
    let codelists = &context.lists.codelists;
    let before = fields.problem_count();
    let mut dimensions = Vec::new();
    for name in fields.texts("dimensions") {
        match codelists.find_dimension(&name.text) {
            Some(DimensionId::GEOGRAPHY) => {
                let what = "geography is a column of every indicator".to_owned();
                fields.problem(name.offset, what, "leave it out here");
            }
            Some(dimension) => dimensions.push(dimension),
            None if context.lists.partial => return None,
            None => {
                let known = codelists.dimensions.iter().map(|one| one.id.as_str());
                let remedy = suggest::remedy(&name.text, known, "codelists.toml");
                let what = format!("dimension \"{}\" is unknown", name.text);
                fields.problem(name.offset, what, remedy);
            }
        }
    }
    (fields.problem_count() == before).then_some(dimensions)
}

fn kinds(fields: &mut Fields<'_>) -> Vec<PeriodKind> {
    let mut kinds = Vec::new();
    let names = fields.texts("periods");
    if names.is_empty() {
        let what = "\"periods\" is missing or empty".to_owned();
        let remedy = format!("list the kinds of its periods: {}", kind_ids().join(", "));
        fields.problem(fields.offset(), what, remedy);
    }
    for name in names {
        let kind = PeriodKind::ALL
            .into_iter()
            .find(|kind| name.text == kind.id());
        if kind.is_none() {
            let what = format!("\"{}\" is no kind of period", name.text);
            let remedy = format!("use {}", kind_ids().join(", "));
            fields.problem(name.offset, what, remedy);
        }
        kinds.extend(kind);
    }
    kinds
}

fn kind_ids() -> [&'static str; 5] {
    PeriodKind::ALL.map(PeriodKind::id)
}

fn series_break(
    fields: &mut Fields<'_>,
    dimensions: Option<&[DimensionId]>,
    context: &Context,
) -> Option<Break> {
    let effects = [
        ("break", BreakEffect::Break),
        ("caution", BreakEffect::Caution),
    ];
    let from = fields.day("from");
    let effect = fields.one_of("effect", &effects);
    let named = fields.maybe("dimension");
    let dimension = named.as_ref().and_then(|name| {
        let found = context.lists.codelists.find_dimension(&name.text);
        let found = found.filter(|one| dimensions.is_none_or(|known| known.contains(one)));
        if found.is_none() && !context.lists.partial {
            let what = format!("\"{}\" is no dimension of this indicator", name.text);
            fields.problem(name.offset, what, "use one of its \"dimensions\"");
        }
        found
    });
    let reason = fields.text("reason");
    let source = fields.maybe("source");
    let source = source.and_then(|name| context.sources.named(fields, &name));
    let evidence = fields.maybe_text("evidence");
    if source.is_none() && evidence.is_none() {
        let what = "the break names neither a source nor evidence".to_owned();
        fields.problem(fields.offset(), what, "add source = … or evidence = …");
    }
    Some(Break {
        from: from?,
        effect: effect?,
        dimension,
        reason,
        source,
        evidence,
    })
}

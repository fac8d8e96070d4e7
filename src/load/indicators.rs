//! `indicators/<id>.toml` with `indicators/<id>.csv`: what a quantity is, and what was
//! published for it.

use std::collections::BTreeSet;

use crate::figures::{
    Break, BreakEffect, DimensionId, Indicator, Measure, PeriodKind, Topic, Unit, UnitType,
};
use crate::problem::Problem;

use super::Context;
use super::fields::{Fields, document};
use super::files::FileSet;
use super::{observations, rules, suggest};

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

/// Reads every indicator, ordered by id.
pub fn read(files: &FileSet, context: &Context, problems: &mut Vec<Problem>) -> Vec<Indicator> {
    let mut indicators = Vec::new();
    let mut defined = BTreeSet::new();
    for file in files.latest_in(FOLDER, ".toml") {
        defined.insert(file.stem().to_owned());
        let mut found = None;
        document(file, problems, |fields| found = definition(fields, context));
        let Some(mut one) = found else { continue };
        let path = format!("{FOLDER}{}.csv", file.stem());
        let mut rows = Vec::new();
        for csv in files.at(&path) {
            rows.extend(observations::read(csv, &one, context, problems));
        }
        if files.at(&path).next().is_none() {
            let what = format!("\"{path}\" with its published values is missing");
            problems.push(Problem::of_file(&file.shown, what, "add the file"));
        }
        rules::check(&rows, &one.indicator, context, problems);
        one.indicator.series = observations::series(rows);
        indicators.push(one.indicator);
    }
    for csv in files.latest_in(FOLDER, ".csv") {
        if !defined.contains(csv.stem()) {
            let what = format!("no {FOLDER}{}.toml defines this indicator", csv.stem());
            let near = suggest::nearest(csv.stem(), defined.iter().map(String::as_str));
            let remedy = near.map_or_else(
                || "add the definition".to_owned(),
                |near| format!("did you mean \"{near}.csv\"?"),
            );
            problems.push(Problem::of_file(&csv.shown, what, remedy));
        }
    }
    indicators.sort_by(|one, other| one.id.cmp(&other.id));
    indicators
}

fn definition(fields: &mut Fields<'_>, context: &Context) -> Option<Defined> {
    let id = fields.located("id");
    if let Some(id) = &id
        && id.text != fields.file.stem()
    {
        let what = format!("id \"{}\" is not the name of its file", id.text);
        let remedy = format!("write id = \"{}\", or rename the file", fields.file.stem());
        fields.problem(id.offset, what, remedy);
    }
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
        breaks.extend(series_break(one, &dimensions, context));
    });
    breaks.sort_by_key(|one| one.from);
    Some(Defined {
        indicator: Indicator {
            id: id.map_or_else(|| fields.file.stem().to_owned(), |id| id.text),
            title,
            short,
            topic: topic?,
            measure: measure?,
            unit: unit?,
            unit_type: unit_type?,
            definition,
            basis,
            dimensions,
            breaks,
            not_found,
            series: Vec::new(),
        },
        kinds,
    })
}

fn short(fields: &mut Fields<'_>) -> String {
    let Some(short) = fields.located("short") else {
        return String::new();
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

fn dimensions(fields: &mut Fields<'_>, context: &Context) -> Vec<DimensionId> {
    let codelists = &context.lists.codelists;
    let mut dimensions = Vec::new();
    for name in fields.texts("dimensions") {
        match codelists.find_dimension(&name.text) {
            Some(DimensionId::GEOGRAPHY) => {
                let what = "geography is a column of every indicator".to_owned();
                fields.problem(name.offset, what, "leave it out here");
            }
            Some(dimension) => dimensions.push(dimension),
            None => {
                let known = codelists.dimensions.iter().map(|one| one.id.as_str());
                let remedy = suggest::remedy(&name.text, known, "codelists.toml");
                let what = format!("dimension \"{}\" is unknown", name.text);
                fields.problem(name.offset, what, remedy);
            }
        }
    }
    dimensions
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
        if let Some(kind) = PeriodKind::ALL
            .into_iter()
            .find(|kind| kind.id() == name.text)
        {
            kinds.push(kind);
        } else {
            let what = format!("\"{}\" is no kind of period", name.text);
            let remedy = format!("use {}", kind_ids().join(", "));
            fields.problem(name.offset, what, remedy);
        }
    }
    kinds
}

fn kind_ids() -> [&'static str; 5] {
    PeriodKind::ALL.map(PeriodKind::id)
}

fn series_break(
    fields: &mut Fields<'_>,
    dimensions: &[DimensionId],
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
        let found = found.filter(|dimension| dimensions.contains(dimension));
        if found.is_none() {
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

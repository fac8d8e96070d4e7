//! `codelists.toml`: dimensions with their codes, units and unit types.

use std::collections::BTreeSet;

use crate::figures::codelist::CodeEntry;
use crate::figures::{Code, Codelists, Dimension, DimensionId, Unit, UnitType};
use crate::problem::Problem;

use super::fields::{Fields, document};
use super::files::FileSet;

const PATH: &str = "codelists.toml";

/// Everything that indicators name by id.
#[derive(Debug, Default)]
pub struct Lists {
    /// Dimensions and codes.
    pub codelists: Codelists,
    /// Units.
    pub units: Vec<Unit>,
    /// Unit types.
    pub unit_types: Vec<UnitType>,
}

impl Lists {
    /// The ids of the codes of a dimension.
    pub fn code_ids(&self, dimension: DimensionId) -> impl Iterator<Item = &str> {
        let codes = &self.codelists.dimension(dimension).codes;
        codes.iter().map(|code| code.id.as_str())
    }

    /// A code by the ids of its dimension and itself.
    pub fn code(&self, dimension: DimensionId, id: &str) -> Option<Code> {
        self.codelists.find_code(dimension, id)
    }
}

/// Reads the lists; `None` if there is not even a geography.
pub fn read(files: &FileSet, problems: &mut Vec<Problem>) -> Option<Lists> {
    let mut lists = Lists::default();
    for file in files.at(PATH) {
        document(file, problems, |fields| {
            fields.each("dimension", |one| dimension(one, &mut lists.codelists));
            fields.each("unit", |one| {
                lists.units.push(Unit {
                    id: one.text("id"),
                    singular: one.text("singular"),
                    plural: one.text("plural"),
                });
            });
            fields.each("unit-type", |one| {
                lists.unit_types.push(UnitType {
                    id: one.text("id"),
                    title: one.text("title"),
                });
            });
        });
    }
    let first = lists.codelists.dimensions.first();
    if first.is_some_and(|one| one.id == "geography" && !one.codes.is_empty()) {
        return Some(lists);
    }
    problems.push(Problem::of_file(
        &format!("data/{PATH}"),
        "no dimension \"geography\" with codes stands first",
        "begin the file with [[dimension]] id = \"geography\"",
    ));
    None
}

/// Reads a dimension; one that is there already (in a folder on top) gets more codes.
fn dimension(fields: &mut Fields<'_>, codelists: &mut Codelists) {
    let Some(id) = fields.located("id") else {
        return;
    };
    let title = fields.text("title");
    let exclusive = fields.flag("exclusive").unwrap_or(false);
    let mut codes = Vec::new();
    let mut seen = BTreeSet::new();
    fields.each("code", |one| {
        let (id, title) = (one.located("id"), one.text("title"));
        let Some(id) = id else { return };
        if seen.insert(id.text.clone()) {
            codes.push(CodeEntry { id: id.text, title });
        } else {
            let what = format!("code \"{}\" stands twice", id.text);
            one.problem(id.offset, what, "take one of the two out");
        }
    });
    let known = codelists
        .dimensions
        .iter_mut()
        .find(|one| one.id == id.text);
    match known {
        Some(have) => {
            let new = codes
                .into_iter()
                .filter(|code| have.codes.iter().all(|old| old.id != code.id));
            let new: Vec<CodeEntry> = new.collect();
            have.codes.extend(new);
        }
        None => codelists.dimensions.push(Dimension {
            id: id.text,
            title,
            exclusive,
            codes,
        }),
    }
}

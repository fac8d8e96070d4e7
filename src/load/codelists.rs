//! `codelists.toml`: dimensions with their codes, units and unit types.

use std::collections::BTreeSet;

use crate::figures::codelist::CodeEntry;
use crate::figures::{Code, Codelists, Dimension, DimensionId, Unit, UnitType};
use crate::problem::Problem;

use super::fields::{Fields, Located, document};
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
    /// Whether a whole file of them could not be read, so that names may be unknown for it.
    pub partial: bool,
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
    let mut lists = Lists {
        partial: files.is_unread(PATH),
        ..Lists::default()
    };
    for file in files.at(PATH) {
        let parsed = document(file, problems, |fields| {
            fields.each("dimension", |one| dimension(one, &mut lists.codelists));
            fields.each("unit", |one| unit(one, &mut lists.units));
            fields.each("unit-type", |one| unit_type(one, &mut lists.unit_types));
        });
        lists.partial |= !parsed;
    }
    let first = lists.codelists.dimensions.first();
    if first.is_some_and(|one| one.id == "geography" && !one.codes.is_empty()) {
        return Some(lists);
    }
    if !lists.partial {
        let what = "no dimension \"geography\" with codes stands first";
        let remedy = "begin the file with [[dimension]] and id = \"geography\"";
        problems.push(Problem::of_file(&files.shown(PATH), what, remedy));
    }
    None
}

fn unit(fields: &mut Fields<'_>, units: &mut Vec<Unit>) {
    let id = fields.located("id");
    let (singular, plural) = (fields.text("singular"), fields.text("plural"));
    let Some(id) = id else { return };
    if units.iter().any(|one| one.id == id.text) {
        return twice(fields, "unit", &id);
    }
    units.push(Unit {
        id: id.text,
        singular,
        plural,
    });
}

fn unit_type(fields: &mut Fields<'_>, types: &mut Vec<UnitType>) {
    let id = fields.located("id");
    let title = fields.text("title");
    let Some(id) = id else { return };
    if types.iter().any(|one| one.id == id.text) {
        return twice(fields, "unit type", &id);
    }
    types.push(UnitType { id: id.text, title });
}

fn twice(fields: &mut Fields<'_>, what: &str, id: &Located) {
    let what = format!("{what} \"{}\" stands twice", id.text);
    fields.problem(id.offset, what, "take one of the two out");
}

/// As many codes of a dimension are told apart by their numbers.
const MOST_CODES: usize = 1 << 16;

/// Reads a dimension; one that is there already (in a folder on top) gets more codes. A code
/// that is there already keeps its title, so that a folder may repeat it.
fn dimension(fields: &mut Fields<'_>, codelists: &mut Codelists) {
    let Some(id) = fields.located("id") else {
        return;
    };
    let title = fields.text("title");
    let exclusive = fields.flag("exclusive").unwrap_or(false);
    let codes = codes(fields, &id);
    let ends = ends(fields, &codes);
    let is_full = codelists.dimensions.len() > usize::from(u8::MAX);
    let known = codelists
        .dimensions
        .iter_mut()
        .find(|one| one.id == id.text);
    match known {
        Some(have) => {
            let new = codes
                .into_iter()
                .filter(|code| have.codes.iter().all(|old| old.id != code.id));
            let room = MOST_CODES - have.codes.len();
            let new: Vec<CodeEntry> = new.take(room).collect();
            have.codes.extend(new);
        }
        None if is_full => {
            let what = format!(
                "dimension \"{}\" is one too many: 256 are told apart",
                id.text
            );
            fields.problem(id.offset, what, "leave out those by which nothing is cut");
        }
        None => codelists.dimensions.push(Dimension {
            id: id.text,
            title,
            exclusive,
            ends,
            codes,
        }),
    }
}

/// The codes of a dimension, each once.
fn codes(fields: &mut Fields<'_>, dimension: &Located) -> Vec<CodeEntry> {
    let mut codes = Vec::new();
    let mut seen = BTreeSet::new();
    fields.each("code", |one| {
        let (id, title) = (one.located("id"), one.text("title"));
        let Some(id) = id else { return };
        if seen.insert(id.text.clone()) {
            let short = one.maybe_text("short").unwrap_or_else(|| title.clone());
            codes.push(CodeEntry {
                id: id.text,
                title,
                short,
            });
        } else {
            twice(one, "code", &id);
        }
    });
    if codes.len() > MOST_CODES {
        let what = format!(
            "dimension \"{}\" has more than 65,536 codes",
            dimension.text
        );
        fields.problem(dimension.offset, what, "leave out those that no figure has");
        codes.truncate(MOST_CODES);
    }
    codes
}

/// The codes that are the low and the high end of an interval, in the field `ends`.
fn ends(fields: &mut Fields<'_>, codes: &[CodeEntry]) -> Option<(u16, u16)> {
    let names = fields.texts("ends");
    let offset = names.first()?.offset;
    let at = |name: &Located| codes.iter().position(|code| code.id == name.text);
    let found: Vec<u16> = names
        .iter()
        .filter_map(at)
        .map(|index| index as u16)
        .collect();
    match (names.len(), found.as_slice()) {
        (2, &[low, high]) if low != high => Some((low, high)),
        _ => {
            let what = "the ends of an interval are not two codes of this dimension".to_owned();
            let remedy = "write ends = [\"low\", \"high\"], both of them codes";
            fields.problem(offset, what, remedy);
            None
        }
    }
}

//! Codelists: the dimensions along which figures are cut, and the codes of each.
//! After loading a code is a pair of small numbers, never a bare string.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::cow_str::CowStr;

/// Position of a dimension in [`Codelists`]; geography is always the first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct DimensionId(pub u8);

impl DimensionId {
    /// Where the figure applies; every series has exactly one geography.
    pub const GEOGRAPHY: Self = Self(0);
}

/// One code of one dimension, e.g. *child* of *age*.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Code {
    /// The dimension that the code belongs to.
    pub dimension: DimensionId,
    /// Its position in that dimension's list.
    pub index: u16,
}

/// A dimension (SDMX: concept) with its codes in the order in which they are shown.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub struct Dimension {
    /// The id used in data files.
    pub id: CowStr,
    /// The title for readers.
    pub title: CowStr,
    /// Whether the codes do not overlap, so that parts may not exceed their whole.
    pub exclusive: bool,
    /// If it tells the ends of an interval: the positions of the codes of its low and high end.
    pub ends: Option<(u16, u16)>,
    /// Id and title of each code.
    pub codes: Vec<CodeEntry>,
}

/// Id and title of a [`Code`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub struct CodeEntry {
    /// The id used in data files.
    pub id: CowStr,
    /// The title for readers.
    pub title: CowStr,
    /// A title for a narrow column; the title itself where it is short enough.
    pub short: CowStr,
}

/// All dimensions; the first is geography.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(bound(deserialize = "'de: 'static"))]
pub struct Codelists {
    /// The dimensions in the order in which they are offered.
    pub dimensions: Vec<Dimension>,
}

impl Codelists {
    /// The dimension with this id, as data files and the command line name it.
    pub fn find_dimension(&self, id: &str) -> Option<DimensionId> {
        let at = self.dimensions.iter().position(|one| one.id == id)?;
        Some(DimensionId(at as u8))
    }

    /// The code with this id in a dimension.
    pub fn find_code(&self, dimension: DimensionId, id: &str) -> Option<Code> {
        let codes = &self.dimensions.get(usize::from(dimension.0))?.codes;
        let index = codes.iter().position(|code| code.id == id)? as u16;
        Some(Code { dimension, index })
    }

    /// The definition of a dimension.
    pub fn dimension(&self, id: DimensionId) -> &Dimension {
        &self.dimensions[usize::from(id.0)]
    }

    /// Id and title of a code.
    pub fn entry(&self, code: Code) -> &CodeEntry {
        &self.dimension(code.dimension).codes[usize::from(code.index)]
    }

    /// The title of a code.
    pub fn title(&self, code: Code) -> &str {
        &self.entry(code).title
    }

    /// The short title of a code.
    pub fn short(&self, code: Code) -> &str {
        &self.entry(code).short
    }

    /// The cuts of a key in words, without its geography: `Children (under 18), Female`.
    pub fn cuts(&self, key: &SeriesKey) -> String {
        let titles: Vec<&str> = key.cuts().iter().map(|code| self.title(*code)).collect();
        titles.join(", ")
    }

    /// The key in the form of data files: `uk`, `uk;age=child`.
    pub fn key_code(&self, key: &SeriesKey) -> String {
        let mut text = self.entry(key.geography()).id.to_string();
        for code in key.cuts() {
            let dimension = &self.dimension(code.dimension).id;
            text.push_str(&format!(";{dimension}={}", self.entry(*code).id));
        }
        text
    }
}

/// The place of a series among those of its indicator: a geography and at most one code
/// of every other dimension; a dimension that is not named is the total over it.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct SeriesKey {
    codes: Arc<[Code]>,
}

impl SeriesKey {
    /// A key of a geography and cuts in any order; a later cut of one dimension wins.
    pub fn new(geography: Code, cuts: impl IntoIterator<Item = Code>) -> Self {
        let cuts = cuts.into_iter();
        let mut codes = Vec::with_capacity(1 + cuts.size_hint().0);
        codes.push(geography);
        for code in cuts {
            codes.retain(|have| have.dimension != code.dimension);
            codes.push(code);
        }
        codes.sort_unstable();
        Self {
            codes: codes.into(),
        }
    }

    /// Where the figures apply.
    pub fn geography(&self) -> Code {
        self.codes[0]
    }

    /// The codes beside the geography, in the order of their dimensions.
    pub fn cuts(&self) -> &[Code] {
        &self.codes[1..]
    }

    /// Whether nothing is cut: the total for its geography.
    pub fn is_total(&self) -> bool {
        self.cuts().is_empty()
    }

    /// The code of one dimension.
    pub fn get(&self, dimension: DimensionId) -> Option<Code> {
        self.codes
            .iter()
            .copied()
            .find(|code| code.dimension == dimension)
    }

    /// The same key with one more cut.
    pub fn with(&self, code: Code) -> Self {
        Self::new(
            if code.dimension == DimensionId::GEOGRAPHY {
                code
            } else {
                self.geography()
            },
            self.cuts()
                .iter()
                .copied()
                .chain((code.dimension != DimensionId::GEOGRAPHY).then_some(code)),
        )
    }

    /// The same key as a total over one dimension.
    pub fn without(&self, dimension: DimensionId) -> Self {
        let kept = self.cuts().iter().copied();
        Self::new(
            self.geography(),
            kept.filter(|code| code.dimension != dimension),
        )
    }

    /// The one code by which this key is finer than `whole`, if it is just one.
    pub fn one_finer_than(&self, whole: &Self) -> Option<Code> {
        if self.cuts().len() != whole.cuts().len() + 1 {
            return None;
        }
        let mut extra = self
            .cuts()
            .iter()
            .filter(|code| !whole.codes.contains(code));
        let (only, more) = (extra.next(), extra.next());
        let rest_equal = self.geography() == whole.geography() && more.is_none();
        only.copied().filter(|_| rest_equal)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn code(dimension: u8, index: u16) -> Code {
        Code {
            dimension: DimensionId(dimension),
            index,
        }
    }

    #[test]
    fn a_key_is_the_same_in_whatever_order_it_is_built() {
        let one = SeriesKey::new(code(0, 0), [code(2, 1), code(1, 3)]);
        let two = SeriesKey::new(code(0, 0), [code(1, 3), code(2, 1)]);
        assert_eq!(one, two);
        assert_eq!(
            one.without(DimensionId(2)),
            SeriesKey::new(code(0, 0), [code(1, 3)])
        );
    }

    #[test]
    fn a_part_is_one_code_finer_than_its_whole() {
        let whole = SeriesKey::new(code(0, 0), []);
        let part = whole.with(code(1, 2));
        assert_eq!(part.one_finer_than(&whole), Some(code(1, 2)));
        assert_eq!(part.with(code(2, 0)).one_finer_than(&whole), None);
        assert_eq!(part.one_finer_than(&whole.with(code(0, 1))), None);
        assert_eq!(whole.one_finer_than(&part), None);
    }
}

//! What an entry is about: the indicators whose words it uses and the periods that it names.
//! The words are those of the record's vocabulary, and each paragraph is read once.

use std::collections::{BTreeSet, HashMap, HashSet};

use aho_corasick::AhoCorasick;
use chrono::NaiveDate;

use super::entry::{About, Reading};
use super::periods;
use super::words::Text;
use crate::figures::{Code, Dataset, IndicatorId, Meaning};

/// The vocabulary of a record, ready to be looked for in one pass.
#[derive(Clone, Debug)]
pub struct Matcher {
    automaton: AhoCorasick,
    /// For each pattern of the automaton the terms that it stands in, and as what.
    roles: Vec<Vec<(usize, Role)>>,
    terms: Vec<Compiled>,
    indicators: Vec<String>,
    /// The length of the longest pattern.
    longest: usize,
}

/// What remains of a term once its phrases are patterns.
#[derive(Clone, Copy, Debug)]
struct Compiled {
    meaning: Meaning,
    needs_near: bool,
}

/// As what a phrase stands in a term.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Role {
    Phrase,
    Near,
    Unless,
}

/// A phrase of the vocabulary found in a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Spoken {
    /// What it speaks of.
    pub meaning: Meaning,
    /// Its first token.
    pub token: usize,
}

/// What stands where in a text: one pattern, with its first byte and that behind it.
struct Hit {
    pattern: usize,
    start: usize,
    end: usize,
}

/// Which terms have a word of `near` somewhere in a text.
pub type Nearby = BTreeSet<usize>;

impl Matcher {
    /// Makes the vocabulary of a record ready.
    pub fn new(dataset: &Dataset) -> Self {
        let mut patterns: Vec<String> = Vec::new();
        let mut roles: Vec<Vec<(usize, Role)>> = Vec::new();
        let mut places = HashMap::new();
        for (at, term) in dataset.vocabulary.terms.iter().enumerate() {
            let listed = [
                (Role::Phrase, &term.phrases),
                (Role::Near, &term.near),
                (Role::Unless, &term.unless),
            ];
            for (role, phrase) in listed
                .iter()
                .flat_map(|(role, list)| list.iter().map(move |one| (*role, one)))
            {
                let folded = Text::new(phrase).folded;
                let place = *places.entry(folded.clone()).or_insert_with(|| {
                    patterns.push(folded);
                    roles.push(Vec::new());
                    roles.len() - 1
                });
                roles[place].push((at, role));
            }
        }
        let terms = dataset.vocabulary.terms.iter().map(|term| Compiled {
            meaning: term.meaning,
            needs_near: !term.near.is_empty(),
        });
        Self {
            longest: patterns.iter().map(String::len).max().unwrap_or_default(),
            automaton: AhoCorasick::new(&patterns).expect("a vocabulary far below 2 GiB"),
            roles,
            terms: terms.collect(),
            indicators: dataset
                .indicators
                .iter()
                .map(|one| String::from(&one.id))
                .collect(),
        }
    }

    /// The codes that have words of their own.
    pub fn codes(&self) -> HashSet<Code> {
        let meanings = self.terms.iter().map(|term| term.meaning);
        let code = |meaning| match meaning {
            Meaning::Code(code) => Some(code),
            Meaning::Indicator(_) => None,
        };
        meanings.filter_map(code).collect()
    }

    /// The terms whose `near` words a text holds.
    pub fn nearby(&self, text: &Text) -> Nearby {
        self.nearby_among(&self.hits(text))
    }

    fn nearby_among(&self, hits: &[Hit]) -> Nearby {
        let roles = hits.iter().flat_map(|hit| &self.roles[hit.pattern]);
        let near = roles.filter(|(_, role)| *role == Role::Near);
        near.map(|(term, _)| *term).collect()
    }

    /// What a text speaks of, in its order; `around` holds what is near beside the text itself.
    pub fn spoken(&self, text: &Text, around: &Nearby) -> Vec<Spoken> {
        let hits = self.hits(text);
        let own = self.nearby_among(&hits);
        let mut spoken = Vec::new();
        for hit in &hits {
            for (term, role) in &self.roles[hit.pattern] {
                let compiled = self.terms[*term];
                let near = !compiled.needs_near || own.contains(term) || around.contains(term);
                if *role == Role::Phrase && near && !self.is_undone(&hits, hit, *term) {
                    spoken.push(Spoken {
                        meaning: compiled.meaning,
                        token: text.token_at(hit.start + 1),
                    });
                }
            }
        }
        spoken.sort_by_key(|one| one.token);
        spoken
    }

    /// Whether a phrase overlaps one that its term names as about something else.
    fn is_undone(&self, hits: &[Hit], hit: &Hit, term: usize) -> bool {
        // Hits come in the order of their ends, so that only those close by are looked at. Every
        // pattern begins and ends with a space, which two of them may share.
        let from = hits.partition_point(|other| other.end <= hit.start + 1);
        let close = hits[from..].iter();
        let close = close.take_while(|other| other.end < hit.end + self.longest);
        let overlapping = close.filter(|other| other.start + 1 < hit.end);
        let mut roles = overlapping.flat_map(|other| &self.roles[other.pattern]);
        roles.any(|role| *role == (term, Role::Unless))
    }

    fn hits(&self, text: &Text) -> Vec<Hit> {
        let found = self.automaton.find_overlapping_iter(&text.folded);
        found
            .map(|one| Hit {
                pattern: one.pattern().as_usize(),
                start: one.start(),
                end: one.end(),
            })
            .collect()
    }
}

impl Spoken {
    /// The indicator that it speaks of.
    pub fn indicator(self) -> Option<IndicatorId> {
        match self.meaning {
            Meaning::Indicator(id) => Some(id),
            Meaning::Code(_) => None,
        }
    }

    /// The code that it speaks of.
    pub fn code(self) -> Option<Code> {
        match self.meaning {
            Meaning::Code(code) => Some(code),
            Meaning::Indicator(_) => None,
        }
    }
}

/// What an entry is about that was published on a day, if that is known.
pub fn about(
    matcher: &Matcher,
    (title, reading): (&str, &Reading),
    day: Option<NaiveDate>,
) -> About {
    let title = Text::new(title);
    let around = matcher.nearby(&title);
    let (mut indicators, mut periods) = (BTreeSet::new(), BTreeSet::new());
    let mut add = |text: &Text| {
        let spoken = matcher.spoken(text, &around);
        indicators.extend(spoken.into_iter().filter_map(Spoken::indicator));
        periods.extend(
            periods::named(text, day)
                .into_iter()
                .flat_map(|one| one.periods),
        );
    };
    add(&title);
    for paragraph in &reading.paragraphs {
        add(&Text::new(paragraph));
    }
    let id = |id: IndicatorId| matcher.indicators[usize::from(id.0)].clone();
    About {
        periods: periods.into_iter().collect(),
        indicators: indicators.into_iter().map(id).collect(),
    }
}

//! What follows from a record and a day alone and is asked for at every step in time: each thing
//! is found out once.

use std::ptr;
use std::sync::{Arc, OnceLock};

use crate::figures::record::Article;
use crate::figures::{AsOf, Dataset, Period, PeriodKind};

use super::scope;

/// What was found out of a record as known on a day.
#[derive(Clone, Debug)]
pub struct Known {
    record: Arc<Dataset>,
    as_of: AsOf,
    /// Of each article the verdicts of its claims, as signs.
    signs: Vec<OnceLock<String>>,
    /// Of each kind of period those with a figure.
    steps: [OnceLock<Vec<Period>>; PeriodKind::ALL.len()],
}

impl Known {
    /// Of a record and a day nothing is found out yet.
    pub fn new(record: &Arc<Dataset>, as_of: AsOf) -> Self {
        Self {
            record: Arc::clone(record),
            as_of,
            signs: record.articles.iter().map(|_| OnceLock::new()).collect(),
            steps: Default::default(),
        }
    }

    /// Whether this is of that record and day.
    pub fn is_of(&self, record: &Dataset, as_of: AsOf) -> bool {
        ptr::eq(&raw const *self.record, record) && self.as_of == as_of
    }

    /// The signs of an article, which `find` gives if they were not asked for before. Those of an
    /// article of another record are found each time.
    pub fn signs(&self, article: &Article, find: impl Fn() -> String) -> String {
        let mut places = self.record.articles.iter().zip(&self.signs);
        match places.find(|(one, _)| ptr::eq(*one, article)) {
            Some((_, place)) => place.get_or_init(find).clone(),
            None => find(),
        }
    }

    /// Every period of a kind that the record has figures for, in their order.
    pub fn steps(&self, kind: PeriodKind) -> &[Period] {
        let place = &self.steps[kind as usize];
        place.get_or_init(|| scope::steps(&self.record, kind, self.as_of))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn record() -> Arc<Dataset> {
        let day = "2026-11-23".parse().expect("a day");
        Arc::new(crate::load::embedded(day).dataset.expect("the record"))
    }

    #[test]
    fn what_is_known_is_of_one_record_and_one_day() {
        let (record, other) = (record(), record());
        let then = AsOf::On("2012-10-18".parse().expect("a day"));
        let known = Known::new(&record, then);
        assert!(known.is_of(&record, then));
        assert!(!known.is_of(&record, AsOf::Latest));
        assert!(!known.is_of(&other, then), "an equal record is another one");
    }

    #[test]
    fn each_thing_is_found_out_once_for_each_article_and_each_kind_of_period() {
        let (record, other) = (record(), record());
        let then = AsOf::On("2012-10-18".parse().expect("a day"));
        for as_of in [then, AsOf::Latest] {
            let known = Known::new(&record, as_of);
            for _ in 0..2 {
                for kind in PeriodKind::ALL {
                    assert_eq!(known.steps(kind), scope::steps(&record, kind, as_of));
                }
            }
            let [one, two, ..] = &*record.articles else {
                panic!("articles");
            };
            let asked = |article, signs: &str| known.signs(article, || signs.to_owned());
            assert_eq!([asked(one, "a"), asked(two, "b")], ["a", "b"]);
            assert_eq!([asked(one, "c"), asked(two, "d")], ["a", "b"]);
            assert_eq!(asked(&other.articles[0], "e"), "e");
        }
    }
}

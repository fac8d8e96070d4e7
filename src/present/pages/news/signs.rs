//! The signs of the record's own articles: each is found once, for a claim is checked on two days
//! and a list shows it at every step.

use std::ptr;
use std::sync::{Arc, OnceLock};

use crate::figures::record::Article;
use crate::figures::{AsOf, Dataset};

/// The verdicts of the claims of each article of a record, as known on a day.
#[derive(Clone, Debug)]
pub struct Signs {
    record: Arc<Dataset>,
    as_of: AsOf,
    found: Vec<OnceLock<String>>,
}

impl Signs {
    /// Those of a record and a day, of which none is found yet.
    pub fn new(record: &Arc<Dataset>, as_of: AsOf) -> Self {
        Self {
            found: record.articles.iter().map(|_| OnceLock::new()).collect(),
            record: Arc::clone(record),
            as_of,
        }
    }

    /// The place of an article of a record on a day; none if these are of another one.
    pub(super) fn place(
        &self,
        record: &Dataset,
        as_of: AsOf,
        article: &Article,
    ) -> Option<&OnceLock<String>> {
        if !ptr::eq(&raw const *self.record, record) || self.as_of != as_of {
            return None;
        }
        let mut all = record.articles.iter().zip(&self.found);
        let own = all.find(|(one, _)| ptr::eq(*one, article));
        own.map(|(_, found)| found)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::news::shelf::Shelf;
    use crate::present::pages::news::{Desk, Item};
    use crate::present::scope::Scope;

    fn record() -> Arc<Dataset> {
        let day = "2026-11-23".parse().expect("a day");
        Arc::new(crate::load::embedded(day).dataset.expect("the record"))
    }

    #[test]
    fn signs_are_those_of_their_record_and_day_alone() {
        let record = record();
        let day = |text: &str| AsOf::On(text.parse().expect("a day"));
        let days = [day("2012-10-18"), day("2019-06-01"), AsOf::Latest];
        let signs = days.map(|as_of| Signs::new(&record, as_of));
        let other = Signs::new(&Arc::new(Dataset::clone(&record)), AsOf::Latest);
        let mut seen = Vec::new();
        for as_of in days {
            let scope = Scope::opening_on(&record, as_of);
            let desk = || Desk::new(&record, Shelf::empty(), &scope);
            for article in &record.articles {
                let wanted = desk().signs(Item::Article(article));
                for signs in signs.iter().chain([&other]) {
                    for _ in 0..2 {
                        let told = desk().with_signs(signs).signs(Item::Article(article));
                        assert_eq!(told, wanted, "{} as of {as_of}", article.id);
                    }
                }
                seen.push(wanted);
            }
        }
        let articles = record.articles.len();
        assert_ne!(seen[..articles], seen[articles * 2..], "days differ");
        assert!(other.found.iter().all(|one| one.get().is_none()));
    }
}

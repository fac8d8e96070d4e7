//! The model: the record, the scope that both cursors and the filter set, and what is wrong.

use std::borrow::Cow;
use std::path::PathBuf;
use std::sync::Arc;

use chrono::NaiveDate;

use crate::figures::{AsOf, Dataset, Period, PeriodKind, Series};
use crate::load::Loaded;
use crate::news::shelf::Shelf;
use crate::present::pages::compare::Choice as Comparison;
use crate::present::pages::news::{self, Desk};
use crate::present::{Known, Noted, Scope, number, scope};
use crate::problem::Problem;
use crate::tui::theme::Theme;

/// In which direction a cursor moves.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    /// To the earlier one.
    Back,
    /// To the later one.
    Forward,
}

/// What every view shows a part of.
#[derive(Clone, Debug)]
pub struct Model {
    /// The last record that loaded without a problem.
    pub dataset: Arc<Dataset>,
    /// The period, the as-known-on date and the filter.
    pub scope: Scope,
    /// The period that was chosen last; another length of period is looked for around it.
    anchor: Period,
    /// What is wrong in the settings.
    settings_problems: Vec<Problem>,
    /// What is wrong in the data that was read last.
    data_problems: Vec<Problem>,
    /// What the user must know of the archive of news: that it is not kept, was damaged.
    archive_problems: Vec<Problem>,
    /// The series that are compared, and as what.
    pub compared: Comparison,
    /// What is known of the archive of news.
    pub shelf: Shelf,
    /// What was found out of the record as known on the day.
    known: Known,
    /// The news item that charts mark.
    pub item: Option<Noted>,
    /// The styles.
    pub theme: Theme,
    /// The folder in which files are written.
    pub folder: PathBuf,
    /// The days on which something became known, oldest first.
    releases: Vec<NaiveDate>,
}

/// The kinds of period that the cursor can have, in the order of the key that changes it.
pub const KINDS: [PeriodKind; 4] = [
    PeriodKind::Year,
    PeriodKind::FinancialYear,
    PeriodKind::Quarter,
    PeriodKind::Month,
];

impl Model {
    /// A model that opens on the newest year, as known today.
    pub fn new(dataset: Arc<Dataset>, theme: Theme, settings_problems: Vec<Problem>) -> Self {
        let scope = Scope::opening(&dataset);
        Self {
            anchor: scope.period,
            compared: Comparison::opening(&dataset),
            shelf: Shelf::default(),
            known: Known::new(&dataset, scope.as_of),
            item: None,
            scope,
            releases: releases(&dataset),
            dataset,
            settings_problems,
            data_problems: Vec::new(),
            archive_problems: Vec::new(),
            theme,
            folder: PathBuf::new(),
        }
    }

    /// Everything that is wrong in settings, data and news.
    pub fn problems(&self) -> impl Iterator<Item = &Problem> + Clone {
        let of_files = self.settings_problems.iter().chain(&self.data_problems);
        of_files.chain(&self.archive_problems)
    }

    /// Whether settings and data are as they should be.
    pub fn is_sound(&self) -> bool {
        self.settings_problems.is_empty() && self.data_problems.is_empty()
    }

    /// Takes in what was told of the archive of news, which holds until the program ends.
    pub fn tell_of_archive(&mut self, notices: &[String]) {
        let problem = |notice: &String| Problem::of_file("news", notice, "");
        self.archive_problems.extend(notices.iter().map(problem));
    }

    /// Takes what was loaded anew: a record without problems takes the place of the one
    /// before, the scope stays; of any other only the problems are taken. Gives back whether
    /// the record is in use.
    pub fn take(&mut self, loaded: Loaded) -> bool {
        self.data_problems = loaded.problems;
        let clean = self.data_problems.is_empty();
        let Some(dataset) = loaded.dataset.filter(|_| clean) else {
            return false;
        };
        self.releases = releases(&dataset);
        self.compared = self.compared.moved(&self.dataset, &dataset);
        self.dataset = Arc::new(dataset);
        self.known = Known::new(&self.dataset, self.scope.as_of);
        self.shelf.forget_figures();
        true
    }

    /// Counts the news items known on the day that are about a period.
    pub fn items_about(&self) -> impl Fn(Period) -> usize {
        let own = news::count_about(&self.dataset, self.scope.as_of);
        move |period| {
            let brought = self.shelf.about.get(&period).copied();
            brought.unwrap_or_default() + own(period)
        }
    }

    /// What the news show.
    pub fn desk(&self) -> Desk<'_> {
        Desk::new(&self.dataset, &self.shelf, &self.scope).with_known(&self.known)
    }

    /// Moves the period cursor.
    pub fn set_period(&mut self, period: Period) {
        self.scope.period = period;
        self.anchor = period;
    }

    /// Every period of a kind with a figure known on the day, in their order.
    fn steps(&self, kind: PeriodKind) -> Cow<'_, [Period]> {
        if self.known.is_of(&self.dataset, self.scope.as_of) {
            Cow::Borrowed(self.known.steps(kind))
        } else {
            Cow::Owned(scope::steps(&self.dataset, kind, self.scope.as_of))
        }
    }

    /// The period next to the cursor that has any figure known on the day.
    pub fn next_period(&self, direction: Direction) -> Option<Period> {
        let here = self.scope.period;
        let steps = self.steps(here.kind());
        let next = match direction {
            Direction::Back => steps.partition_point(|one| *one < here).checked_sub(1)?,
            Direction::Forward => steps.partition_point(|one| *one <= here),
        };
        steps.get(next).copied()
    }

    /// Sets the as-known-on date; nothing is known of days after the record's own. The period
    /// chosen last stays under the cursor where anything was known of it, else the newest of
    /// which something was.
    pub fn set_as_of(&mut self, as_of: AsOf) {
        let ahead = |day| day >= self.dataset.retrieved;
        self.scope.as_of = match as_of {
            AsOf::On(day) if ahead(day) => AsOf::Latest,
            other => other,
        };
        self.known = Known::new(&self.dataset, self.scope.as_of);
        let known = self.steps(self.anchor.kind());
        let newest = known.last().copied().unwrap_or(self.anchor);
        self.scope.period = self.anchor.min(newest);
    }

    /// The next kind of period, as the period of that kind that means the time chosen last
    /// or is nearest to it.
    pub fn next_kind(&self) -> Option<Period> {
        let at = KINDS
            .iter()
            .position(|kind| *kind == self.scope.period.kind());
        let from = at.map_or(0, |at| at + 1);
        (0..KINDS.len()).find_map(|step| self.of_kind(KINDS[(from + step) % KINDS.len()]))
    }

    /// The period of a kind that means the time chosen last or is nearest to it, of those with a
    /// figure known on the day.
    pub fn of_kind(&self, kind: PeriodKind) -> Option<Period> {
        let around = Scope {
            period: self.anchor,
            ..self.scope.clone()
        };
        let periods = self.steps(kind);
        let best = around.best(periods.iter().copied()).map(|at| periods[at]);
        let nearest = || {
            periods
                .iter()
                .copied()
                .min_by_key(|one| one.distance(self.anchor))
        };
        best.or_else(nearest)
    }

    /// The as-known-on date one publication earlier or later.
    pub fn next_release(&self, direction: Direction) -> Option<AsOf> {
        let last = self.releases.last().copied()?;
        let here = match self.scope.as_of {
            AsOf::On(day) => day,
            AsOf::Latest => last,
        };
        match (direction, self.scope.as_of) {
            (Direction::Back, _) => {
                let earlier = self.releases.iter().rfind(|day| **day < here);
                earlier.map(|day| AsOf::On(*day))
            }
            (Direction::Forward, AsOf::Latest) => None,
            (Direction::Forward, AsOf::On(_)) => {
                let later = self.releases.iter().find(|day| **day > here);
                Some(
                    later
                        .filter(|day| **day < last)
                        .map_or(AsOf::Latest, |day| AsOf::On(*day)),
                )
            }
        }
    }

    /// The days of publication, oldest first.
    pub fn releases(&self) -> &[NaiveDate] {
        &self.releases
    }

    /// What became known on a day, in words: "3 publications, 24 values".
    pub fn released(&self, day: NaiveDate) -> String {
        let dataset = &self.dataset;
        let on_day = |known: NaiveDate| known == day;
        let sources = dataset
            .sources
            .iter()
            .filter(|one| on_day(dataset.known_from(one)));
        let series = dataset.indicators.iter().flat_map(|one| &one.series);
        let values = series
            .flat_map(Series::observations)
            .filter(|one| on_day(one.vintage.known_from));
        format!(
            "{}, {}",
            number::counted(sources.count(), "publication", "publications"),
            number::counted(values.count(), "value", "values")
        )
    }
}

fn releases(dataset: &Dataset) -> Vec<NaiveDate> {
    dataset.release_days().into_iter().collect()
}

/// The noun in the number that fits.
pub fn plural(count: usize, noun: &str) -> String {
    if count == 1 {
        noun.to_owned()
    } else {
        format!("{noun}s")
    }
}

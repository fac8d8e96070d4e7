//! Where the reader is: the view, both cursors, what is chosen, and the page that follows from
//! it. The cursors step as those of the drawn dashboard do.

use std::sync::Arc;

use crate::cli::arguments::{Common, Wanted};
use crate::cli::show;
use crate::config::{Config, Environment};
use crate::export::{Shown, plain};
use crate::figures::{Dataset, FigureRef};
use crate::present::{Body, Page, Panel};
use crate::tui::model::Model;
use crate::tui::theme::Theme;
use crate::tui::view_id::ViewId;

/// Where the reader is.
pub struct Session {
    /// The record, the cursors and the filter.
    pub model: Model,
    /// The view, and what is chosen on it.
    pub wanted: Wanted,
    /// What the view shows.
    pub page: Page,
    /// The part that was read last.
    pub part: usize,
    /// The entry of that part that was read last.
    pub entry: Option<usize>,
}

impl Session {
    /// The first view, at the period and on the day that the command line says.
    pub fn new(dataset: Dataset, config: &Config, common: &Common) -> Self {
        let (theme, _) = Theme::detect(config, &Environment::of_process());
        let mut model = Model::new(Arc::new(dataset), theme, Vec::new());
        if let Some(period) = common.period {
            model.set_period(period);
        }
        if let Some(as_of) = common.as_of {
            model.set_as_of(as_of);
        }
        let mut session = Self {
            model,
            wanted: Wanted {
                view: ViewId::Overview,
                filter: String::new(),
                by: None,
                indicator: None,
                series: Vec::new(),
                index: false,
            },
            page: Page::default(),
            part: 0,
            entry: None,
        };
        session.refresh();
        session
    }

    /// What is said at the start.
    pub fn greeting(&self) -> Vec<String> {
        let mut said = vec![
            format!("trafficdash: {}", self.model.dataset.title),
            "Write help for the commands, quit to leave".to_owned(),
        ];
        said.extend(self.place());
        said
    }

    /// Builds the page again; of a choice that does not hold here, why not.
    pub fn refresh(&mut self) -> Option<String> {
        self.wanted.filter.clone_from(&self.model.scope.filter);
        let (dataset, scope) = (&self.model.dataset, &self.model.scope);
        let chosen = self.chosen();
        let mut refused = None;
        let built = show::page(dataset, &chosen, scope).or_else(|why| {
            refused = Some(why.to_string());
            let plain = Wanted {
                by: None,
                indicator: None,
                series: Vec::new(),
                ..chosen
            };
            show::page(dataset, &plain, scope)
        });
        self.page = built.expect("a view without choices has a page");
        self.part = self.part.min(self.page.panels.len().saturating_sub(1));
        self.entry = None;
        refused
    }

    /// What is wanted, with what can be chosen on this view alone.
    fn chosen(&self) -> Wanted {
        let of = |view: ViewId, choice: &Option<String>| {
            choice.clone().filter(|_| self.wanted.view == view)
        };
        let mut chosen = Wanted {
            by: of(ViewId::Victims, &self.wanted.by),
            indicator: of(ViewId::Revisions, &self.wanted.indicator),
            ..self.wanted.clone()
        };
        if self.wanted.view != ViewId::Compare {
            chosen.series.clear();
            chosen.index = false;
        }
        chosen
    }

    /// Where the reader is, and what the view says first.
    pub fn place(&self) -> Vec<String> {
        let scope = &self.model.scope;
        let only = if scope.filter.is_empty() {
            String::new()
        } else {
            format!(", only what contains \"{}\"", scope.filter)
        };
        let view = self.wanted.view.row().title;
        let known = scope.as_of.in_words();
        let here = format!("{}, as known {known}, {view}{only}", scope.period);
        [here].into_iter().chain(self.gist()).collect()
    }

    /// The first card, or what the first part says in its title.
    fn gist(&self) -> Option<String> {
        let first = self.page.panels.first()?;
        match &first.body {
            Body::Cards(_) => plain::entries(first)
                .into_iter()
                .map(|(said, _)| said)
                .next(),
            _ => Some(first.title.clone()),
        }
    }

    /// Where the reader is after something was changed, and of a choice that does not hold
    /// there, why not.
    pub fn moved(&mut self) -> Vec<String> {
        let refused = self.refresh();
        let mut said = self.place();
        said.extend(refused.map(|why| format!("What was chosen does not hold here: {why}")));
        said
    }

    /// The page with what it was built from.
    pub fn shown(&self) -> Shown<'_> {
        Shown {
            page: &self.page,
            scope: &self.model.scope,
            dataset: &self.model.dataset,
        }
    }

    /// The part that was read last.
    pub fn panel(&self) -> Option<&Panel> {
        self.page.panels.get(self.part)
    }

    /// The figure of an entry of that part: of the one that is meant, else of the one read last,
    /// else of the first that has one.
    pub fn figure(&self, entry: Option<usize>) -> Option<FigureRef> {
        let mut entries = plain::entries(self.panel()?).into_iter();
        match entry.or(self.entry) {
            Some(at) => entries.nth(at)?.1,
            None => entries.find_map(|(_, figure)| figure),
        }
    }
}

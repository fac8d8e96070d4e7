//! Data: every observation known on the day.
//!
//! ```text
//!  3,125 of 3,125 published values, by figure
//!  ● stands on this day
//!  Figure                              Where  Period  Value       Published
//!  NRM referrals: Children (under 18)  UK     2011      298  ●  20 Nov 2017
//! ```

use std::sync::Arc;

use ratatui::layout::Rect;

use crate::figures::{AsOf, Dataset, FigureRef, Period};
use crate::present::Page;
use crate::present::pages::data::{self, Sort};
use crate::tui::action::Action;
use crate::tui::model::Model;
use crate::tui::panes::{Panes, Place};
use crate::tui::view::Reply;

use super::Content;

const LIST: usize = 0;

/// The data.
#[derive(Default)]
pub struct Data {
    sort: Sort,
    /// What the rows were listed for: the record, the date, the filter and the order.
    listed: Option<(Arc<Dataset>, AsOf, String, Sort)>,
    /// The period and date for which a row was last looked for.
    followed: Option<(Period, AsOf)>,
    /// What was looked for when the rows were last listed.
    filter: String,
}

impl Content for Data {
    fn page(&mut self, model: &Model, panes: &mut Panes) -> Option<Page> {
        let Model { dataset, scope, .. } = model;
        let same = self
            .listed
            .as_ref()
            .is_some_and(|(record, as_of, filter, sort)| {
                let scoped = (*as_of, filter, *sort) == (scope.as_of, &scope.filter, self.sort);
                Arc::ptr_eq(record, dataset) && scoped
            });
        let page = (!same).then(|| {
            let filter = scope.filter.clone();
            self.listed = Some((Arc::clone(dataset), scope.as_of, filter, self.sort));
            data::page(dataset, panes.cursor(LIST), self.sort, scope)
        });
        let now = (scope.period, scope.as_of);
        let is_moved = self.followed.replace(now) != Some(now);
        let is_filtered = self.filter != scope.filter;
        if is_moved || is_filtered {
            self.filter.clone_from(&scope.filter);
            let near = panes.figure();
            let rows = page.as_ref().map(|page| &page.panels[LIST]);
            let row = rows.or_else(|| panes.panel(LIST)).and_then(|rows| {
                let stays = near.as_ref().filter(|_| !is_moved);
                let stays = stays.and_then(|figure| data::row_of(rows, figure));
                stays.or_else(|| data::row_of_period(rows, near.as_ref(), scope.period))
            });
            // Of what is newly looked for the first is shown, not what comes to stand there.
            if let Some(row) = row.or(is_filtered.then_some(0)) {
                panes.set_cursor(LIST, row);
            }
        }
        page
    }

    fn place(&self, _page: &Page, _focus: usize, area: Rect) -> Vec<Place> {
        vec![Place::new(LIST, area)]
    }

    fn turn_to(&mut self, _figure: &FigureRef, _model: &Model) -> bool {
        true
    }

    fn offers(&self) -> &'static [Action] {
        &[Action::Sort]
    }

    fn act(&mut self, action: Action, _model: &Model, panes: &mut Panes) -> Reply {
        if action == Action::Sort {
            self.sort = self.sort.next();
            panes.set_cursor(LIST, 0);
            return Reply::Changed;
        }
        Reply::Ignored
    }
}

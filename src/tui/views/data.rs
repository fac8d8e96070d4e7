//! Data: every observation known on the day.
//!
//! ```text
//!  3,124 of 3,124 published values, by figure
//!  Figure         Where           Cut       Period   Value      Published
//!  NRM referrals  United Kingdom  Children  2011       298  ●   20 Nov 2017
//! ```

use ratatui::layout::Rect;

use crate::figures::{AsOf, Period};
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
    /// The period and date for which a row was last looked for.
    followed: Option<(Period, AsOf)>,
}

impl Content for Data {
    fn page(&mut self, model: &Model, panes: &mut Panes) -> Page {
        let now = (model.scope.period, model.scope.as_of);
        if self.followed != Some(now) {
            self.followed = Some(now);
            let near = panes.figure();
            let row = data::row_of_period(&model.dataset, near.as_ref(), self.sort, &model.scope);
            if let Some(row) = row {
                panes.set_cursor(LIST, row);
            }
        }
        data::page(&model.dataset, panes.cursor(LIST), self.sort, &model.scope)
    }

    fn place(&self, _page: &Page, _focus: usize, area: Rect) -> Vec<Place> {
        vec![Place { panel: LIST, area }]
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

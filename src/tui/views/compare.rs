//! Compare: up to four series side by side, as values or as an index.
//!
//! ```text
//!  In 2023: Adults 8,622; Children 7,432
//!  By calendar year, people
//!      ┤                ____●  Adults
//!      ┤      _____-----....■  Children
//!      ┼──────────────────────
//!  The series compared        │ What can be compared, and what cannot
//! ```

use ratatui::layout::Rect;

use crate::figures::record::SeriesRef;
use crate::present::Page;
use crate::present::pages::compare;
use crate::tui::action::Action;
use crate::tui::model::Model;
use crate::tui::panes::{Panes, Place};
use crate::tui::view::{Intent, Reply};

use super::{Content, WIDE, columns, split, stack};

const CHART: usize = 0;
const CHOSEN: usize = 1;
const REASONS: usize = 2;

/// The rows that the chart needs to say something.
const LEAST: u16 = 12;

/// The comparison.
pub struct Compare;

impl Compare {
    /// The series under the cursor: the row of the table, or the line of the chart.
    fn series(model: &Model, panes: &Panes) -> Option<SeriesRef> {
        if panes.focus() == CHOSEN {
            return model.compared.series.get(panes.cursor(CHOSEN)).cloned();
        }
        let figure = panes.figure()?;
        Some(SeriesRef {
            indicator: figure.indicator,
            key: figure.key,
        })
    }
}

impl Content for Compare {
    fn page(&mut self, model: &Model, _panes: &mut Panes) -> Option<Page> {
        Some(compare::page(&model.dataset, &model.compared, &model.scope))
    }

    fn place(&self, page: &Page, focus: usize, area: Rect) -> Vec<Place> {
        let rows = page.panels[CHOSEN].entries() as u16 + 5;
        if area.width < WIDE {
            let upper = LEAST.max(area.height.saturating_sub(rows + 1));
            return stack(area, &[(CHART, upper), (CHOSEN, rows), (REASONS, 8)], focus);
        }
        let upper = (area.height * 2 / 3).min(area.height.saturating_sub(rows + 4));
        let (top, bottom) = split(area, upper);
        let (left, right) = columns(bottom, bottom.width / 2);
        vec![
            Place::new(CHART, top),
            Place::new(CHOSEN, left),
            Place::new(REASONS, right),
        ]
    }

    fn offers(&self) -> &'static [Action] {
        &[
            Action::Display,
            Action::Crop,
            Action::ChooseSeries,
            Action::RemoveSeries,
            Action::Index,
        ]
    }

    fn act(&mut self, action: Action, model: &Model, panes: &mut Panes) -> Reply {
        match action {
            Action::Index => Reply::Do(Intent::CompareAs(model.compared.shown_as.other())),
            Action::RemoveSeries => Self::series(model, panes)
                .filter(|one| model.compared.series.contains(one))
                .map_or(Reply::Ignored, |one| Reply::Do(Intent::Compare(one))),
            _ => Reply::Ignored,
        }
    }
}

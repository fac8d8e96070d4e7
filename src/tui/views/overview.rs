//! The overview.
//!
//! ```text
//!  Potential victims, UK     Organised crime groups     Defendants charged
//!  946                       92 [e]                     142
//!  in 2011; 33% more …       in Oct 2012                in 2011/12
//!
//!  NRM referrals rose to 946 in 2011 …          │ News about 2011
//!  ███                                          │  18 Oct 2012  More children …
//!                                               │
//!  Children among potential victims, 2011       │
//!  ██████                              24.7%    │
//! ```

use ratatui::layout::Rect;

use crate::present::Page;
use crate::present::pages;
use crate::tui::action::Action;
use crate::tui::model::Model;
use crate::tui::panes::{Panes, Place};
use crate::tui::view::{Intent, Reply};

use super::{Content, WIDE, columns, stack};

/// The panels of the page, in its order.
const CARDS: usize = 0;

/// The overview.
pub struct Overview;

impl Content for Overview {
    fn page(&mut self, model: &Model, _panes: &mut Panes) -> Option<Page> {
        Some(pages::overview::page(&model.desk()))
    }

    fn place(&self, page: &Page, focus: usize, area: Rect) -> Vec<Place> {
        let last = page.panels.len() - 1;
        let (chart, shares, news) = (1, last - 1, last);
        if area.width < 60 || area.height < 16 {
            return stack(
                area,
                &[(CARDS, 3), (chart, 4), (shares, 4), (news, 4)],
                focus,
            );
        }
        if area.width < WIDE {
            let rows = [(CARDS, 5), (chart, 9), (shares, 4), (news, 5)];
            return stack(area, &rows, focus);
        }
        let cards = Place {
            panel: CARDS,
            area: Rect { height: 8, ..area },
        };
        let below = Rect {
            y: area.y + 9,
            height: area.height - 9,
            ..area
        };
        let (left, right) = columns(below, below.width * 62 / 100);
        let gauges = (3 * 4 + 1).min(left.height / 2);
        let mut places = vec![cards];
        places.extend(stack(
            left,
            &[(chart, left.height - gauges - 1), (shares, gauges)],
            focus,
        ));
        places.push(Place::new(news, right));
        places
    }

    fn offers(&self) -> &'static [Action] {
        &[Action::Display]
    }

    fn act(&mut self, action: Action, model: &Model, panes: &mut Panes) -> Reply {
        if action != Action::Open || panes.panel_id() != Some("news") {
            return Reply::Ignored;
        }
        let nearby = model.desk().nearby();
        let chosen = nearby.get(panes.cursor(panes.focus()));
        chosen.map_or(Reply::Ignored, |item| Reply::Do(Intent::Item(item.which())))
    }
}

//! The views of a topic: victims, groups, justice.
//!
//! ```text
//!  NRM referrals rose to 23,411 in 2025, 22% more than in 2024 …
//!  UK, calendar year, people: Potential victims referred …
//!      ┤          ██          │ by nationality        │
//!      ┼──────────────        │ UK        ███ 4,441   │
//!  Annex: analysis of NRM referrals … from Home Office / GOV.UK, 19 Feb 2026
//!
//!  Every total for 2025, or the newest before it
//! ```

use ratatui::layout::Rect;

use crate::figures::{DimensionId, FigureRef, Topic};
use crate::present::Page;
use crate::present::pages::topic::{self, Choice};
use crate::tui::action::Action;
use crate::tui::model::Model;
use crate::tui::panes::{Panes, Place};
use crate::tui::view::Reply;

use super::{Content, WIDE, columns, split, stack};

/// The rows that a chart needs to say something.
const CHART: u16 = 9;

/// The columns that a panel needs beside another.
const SIDE: u16 = 55;

/// The view of a topic.
pub struct TopicView {
    topic: Topic,
    choice: Choice,
}

impl TopicView {
    /// The view of this topic.
    pub fn new(topic: Topic) -> Self {
        Self {
            topic,
            choice: Choice::default(),
        }
    }
}

impl Content for TopicView {
    fn page(&mut self, model: &Model, _panes: &mut Panes) -> Option<Page> {
        Some(topic::page(
            &model.dataset,
            self.topic,
            self.choice,
            &model.scope,
        ))
    }

    fn place(&self, page: &Page, focus: usize, area: Rect) -> Vec<Place> {
        let charts = page
            .panels
            .iter()
            .filter(|panel| panel.id == "chart")
            .count();
        let rest: Vec<usize> = (charts..page.panels.len()).collect();
        if area.width < WIDE {
            let all = (0..charts)
                .map(|at| (at, CHART))
                .chain(rest.iter().map(|at| (*at, CHART)));
            let rows: Vec<(usize, u16)> = all.collect();
            return stack(area, &rows, focus);
        }
        let upper = if charts == 1 {
            area.height * 3 / 5
        } else {
            area.height * 2 / 3
        };
        let (top, bottom) = split(area, upper);
        let mut places = if charts == 1 {
            let (left, right) = columns(top, top.width * 60 / 100);
            vec![Place::new(0, left), Place::new(1, right)]
        } else {
            grid(top, charts, focus)
        };
        let placed = |panel: &usize| places.iter().any(|place| place.panel == *panel);
        let below: Vec<usize> = rest
            .iter()
            .copied()
            .filter(|panel| !placed(panel))
            .collect();
        places.extend(side_by_side(bottom, &below, focus));
        places
    }

    fn offers(&self) -> &'static [Action] {
        match self.topic {
            Topic::Victims => &[Action::BreakDown, Action::Display, Action::Crop],
            Topic::Groups | Topic::Justice => &[Action::Display, Action::Crop],
        }
    }

    fn turn_to(&mut self, figure: &FigureRef, model: &Model) -> bool {
        let dataset = &model.dataset;
        if dataset.indicator(figure.indicator).topic != self.topic {
            return false;
        }
        let offered = topic::break_downs(dataset, self.topic, &model.scope);
        let cut = |one: &DimensionId| figure.key.get(*one).is_some();
        if let Some(at) = offered
            .iter()
            .position(|one| *one != DimensionId::GEOGRAPHY && cut(one))
        {
            self.choice.break_down = at;
        }
        true
    }

    fn act(&mut self, action: Action, _model: &Model, _panes: &mut Panes) -> Reply {
        if action == Action::BreakDown && self.topic == Topic::Victims {
            self.choice.break_down += 1;
            return Reply::Changed;
        }
        Reply::Ignored
    }
}

/// Charts as small multiples, as many rows and columns as give each enough room; the window
/// of charts shown holds the one with the keyboard.
fn grid(area: Rect, count: usize, focus: usize) -> Vec<Place> {
    let across = usize::from((area.width / 56).max(1)).min(count);
    let down = usize::from((area.height / (CHART + 1)).max(1)).min(count.div_ceil(across));
    let shown = across * down;
    let first = if focus < count {
        (focus / shown) * shown
    } else {
        0
    };
    let width = area.width / across as u16;
    let height = area.height / down as u16;
    let mut places = Vec::new();
    for (at, panel) in (first..count.min(first + shown)).enumerate() {
        let (row, column) = ((at / across) as u16, (at % across) as u16);
        let x = area.x + column * width + if column > 0 { 3 } else { 0 };
        let right = area.x + (column + 1) * width;
        places.push(Place {
            panel,
            area: Rect {
                x,
                y: area.y + row * height,
                width: right.saturating_sub(x),
                height: height.saturating_sub(u16::from(down > 1)),
            },
        });
    }
    places
}

/// Panels side by side, as many as are wide enough; the window of those shown holds the one
/// with the keyboard.
fn side_by_side(area: Rect, panels: &[usize], focus: usize) -> Vec<Place> {
    let across = usize::from((area.width / SIDE).max(1)).min(panels.len());
    if across <= 1 {
        let chosen = panels.iter().find(|panel| **panel == focus);
        let panel = chosen.or(panels.first());
        return panel
            .map(|panel| Place::new(*panel, area))
            .into_iter()
            .collect();
    }
    let at = panels.iter().position(|panel| *panel == focus);
    let first = at.unwrap_or(0).saturating_sub(across - 1);
    let mut rest = area;
    let mut places = Vec::new();
    for (at, panel) in panels[first..first + across].iter().enumerate() {
        let left = across - at;
        if left == 1 {
            places.push(Place::new(*panel, rest));
        } else {
            // The first panel is the table of figures, which needs the most room.
            let share = if left == across { 4 } else { 3 };
            let all = (3 * left + usize::from(left == across)) as u16;
            let (here, more) = columns(rest, rest.width * share / all);
            places.push(Place::new(*panel, here));
            rest = more;
        }
    }
    places
}

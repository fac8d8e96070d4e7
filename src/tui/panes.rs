//! The panes of a view: the panels of its page on screen, which one has the keyboard, and
//! what is selected in each. Every view moves, selects, scrolls and draws by this one code.

mod draw;
mod find;
mod keep;
mod read;
mod whole;

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use crate::figures::{FigureRef, Period};
use crate::present::{Base, Body, Page, Panel};
use crate::tui::action::Action;
use crate::tui::theme::Theme;
use crate::tui::view::{Intent, Reply};
use crate::tui::widgets::several::Hit;
use crate::tui::widgets::{Keyboard, TableView, prose};

/// Whether plots are drawn or written as tables.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Display {
    /// As charts.
    #[default]
    Chart,
    /// As tables.
    Table,
}

/// Where a panel stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place {
    /// The position of the panel on its page.
    pub panel: usize,
    /// Its area.
    pub area: Rect,
}

impl Place {
    /// A panel on an area.
    pub fn new(panel: usize, area: Rect) -> Self {
        Self { panel, area }
    }
}

/// The panes of a view.
#[derive(Debug, Default)]
pub struct Panes {
    page: Page,
    /// The page as it was built, if its plots are written as tables.
    built: Option<Page>,
    places: Vec<Place>,
    focus: usize,
    /// The panel that was given the keyboard, and the one that has it as long as that is gone.
    chosen: Option<keep::Name>,
    lent: Option<keep::Name>,
    cursors: Vec<usize>,
    scrolls: Vec<u16>,
    display: Display,
    axis: Base,
}

impl Panes {
    /// Takes a page that was built anew, with a function that places its panels; the panel
    /// with the keyboard is always among those placed.
    pub fn set(&mut self, page: Page, place: impl FnOnce(&Page, usize) -> Vec<Place>) {
        self.replace(page);
        if self.axis == Base::Cropped {
            self.page.crop();
        }
        self.in_display();
        self.measure();
        self.settle(place);
    }

    /// Writes plots as tables if that is asked for.
    fn in_display(&mut self) {
        self.built = None;
        if self.display == Display::Table {
            self.built = Some(self.page.clone());
            for panel in &mut self.page.panels {
                match &panel.body {
                    Body::Plot(plot) => panel.body = Body::Table(plot.table()),
                    Body::Plots(plots) => panel.body = Body::Table(plots.table()),
                    _ => {}
                }
            }
        }
    }

    /// Measures the tables once, so that drawing does not.
    fn measure(&mut self) {
        let theme = &Theme::default();
        for panel in &mut self.page.panels {
            if let Body::Table(table) = &mut panel.body {
                let keyboard = Keyboard::Elsewhere;
                table.widths = TableView {
                    table,
                    keyboard,
                    theme,
                }
                .widths();
            }
        }
    }

    /// Selects what the cursors point at and places the panels, on the page as it is.
    pub fn settle(&mut self, place: impl FnOnce(&Page, usize) -> Vec<Place>) {
        for at in 0..self.page.panels.len() {
            let over_time = self.over_time(at);
            let panel = &mut self.page.panels[at];
            let entries = panel.entries();
            self.cursors[at] = self.cursors[at].min(entries.saturating_sub(1));
            match &mut panel.body {
                Body::Table(table) if !over_time => {
                    table.selected = (entries > 0).then_some(self.cursors[at]);
                }
                Body::Plot(plot) if !over_time => {
                    plot.selected = (entries > 0).then_some(self.cursors[at]);
                }
                _ => {}
            }
        }
        self.places = place(&self.page, self.focus);
        for at in 0..self.page.panels.len() {
            self.limit_scroll(at);
        }
    }

    /// Whether the entries of a panel are periods, so that its selection is the period cursor:
    /// those of a chart over time, and those of several series that are written as a table.
    fn over_time(&self, panel: usize) -> bool {
        let several = |built: &Page| matches!(built.panels[panel].body, Body::Plots(_));
        over_time(self.page.panels[panel].id) || self.built.as_ref().is_some_and(several)
    }

    /// The page as it was built: its plots are plots, however they are shown.
    pub fn page(&self) -> &Page {
        self.built.as_ref().unwrap_or(&self.page)
    }

    /// The panel that has the keyboard.
    pub fn focus(&self) -> usize {
        self.focus
    }

    /// A panel of the page that is there.
    pub fn panel(&self, panel: usize) -> Option<&Panel> {
        self.page.panels.get(panel)
    }

    /// The name of the panel that has the keyboard.
    pub fn panel_id(&self) -> Option<&'static str> {
        self.page.panels.get(self.focus).map(|panel| panel.id)
    }

    /// Gives the keyboard to a panel, also of a page that is yet to come.
    pub fn set_focus(&mut self, panel: usize) {
        self.focus = panel;
    }

    /// The selected entry of a panel.
    pub fn cursor(&self, panel: usize) -> usize {
        self.cursors.get(panel).copied().unwrap_or_default()
    }

    /// Selects an entry of a panel, also of a page that is yet to come.
    pub fn set_cursor(&mut self, panel: usize, entry: usize) {
        self.cursors.resize(self.cursors.len().max(panel + 1), 0);
        self.scrolls.resize(self.cursors.len(), 0);
        self.cursors[panel] = entry;
    }

    /// Whether charts are drawn.
    pub fn display(&self) -> Display {
        self.display
    }

    /// Moves, selects, scrolls or gives the keyboard on.
    pub fn update(&mut self, action: Action) -> Reply {
        let count = self.page.panels.len();
        match action {
            Action::NextPane if count > 0 => self.focus = (self.focus + 1) % count,
            Action::PreviousPane if count > 0 => self.focus = (self.focus + count - 1) % count,
            Action::Display if self.has_plot() => {
                self.display = match self.display {
                    Display::Chart => Display::Table,
                    Display::Table => Display::Chart,
                }
            }
            Action::Crop if self.has_plot() => {
                self.axis = match self.axis {
                    Base::Zero => Base::Cropped,
                    Base::Cropped => Base::Zero,
                }
            }
            Action::Open => match self.figure_here() {
                Some(figure) => return Reply::Do(Intent::Source(figure)),
                None => return Reply::Ignored,
            },
            Action::Up
            | Action::Down
            | Action::PageUp
            | Action::PageDown
            | Action::First
            | Action::Last => return self.step(action),
            _ => return Reply::Ignored,
        }
        Reply::Changed
    }

    /// Whether there is a plot, drawn or written as a table.
    fn has_plot(&self) -> bool {
        let charts = |panel: &Panel| {
            over_time(panel.id) || matches!(panel.body, Body::Plot(_) | Body::Plots(_))
        };
        self.page.panels.iter().any(charts)
    }

    /// Moves within the panel that has the keyboard.
    fn step(&mut self, action: Action) -> Reply {
        let Some(panel) = self.page.panels.get(self.focus) else {
            return Reply::Ignored;
        };
        let page = usize::from(self.body_height(self.focus).max(2) - 1);
        let (here, last) = match &panel.body {
            Body::Plot(plot) if over_time(panel.id) => {
                return move_period(panel, plot.selected, action, page);
            }
            Body::Table(table) if self.over_time(self.focus) => {
                return move_period(panel, table.selected, action, page);
            }
            Body::Text(_) => return self.read(action, page),
            _ => (self.cursors[self.focus], panel.entries().saturating_sub(1)),
        };
        self.cursors[self.focus] = target(action, here, last, page);
        Reply::Changed
    }

    fn scroll(&mut self, action: Action, page: usize) {
        let here = usize::from(self.scrolls[self.focus]);
        let last = usize::from(self.last_scroll(self.focus));
        self.scrolls[self.focus] = target(action, here, last, page) as u16;
    }

    /// Scrolls a text so that its selected paragraph is seen, with what belongs to it.
    fn reveal(&mut self, panel: usize) {
        let height = self.body_height(panel);
        let Body::Text(text) = &self.page.panels[panel].body else {
            return;
        };
        let width = self.body_width(panel);
        let Some((top, rows)) = prose::passage(text, width, self.cursors[panel]) else {
            return;
        };
        let scroll = &mut self.scrolls[panel];
        if top < *scroll {
            *scroll = top;
        } else if top + rows > *scroll + height {
            *scroll = (top + rows).saturating_sub(height).min(top);
        }
    }

    fn last_scroll(&self, panel: usize) -> u16 {
        match &self.page.panels[panel].body {
            Body::Text(text) => {
                let height = prose::height(text, self.body_width(panel));
                height.saturating_sub(self.body_height(panel))
            }
            _ => 0,
        }
    }

    fn limit_scroll(&mut self, panel: usize) {
        self.scrolls[panel] = self.scrolls[panel].min(self.last_scroll(panel));
    }

    /// Scrolls a text to its top, after another one was put in its place.
    pub fn to_top(&mut self, panel: usize) {
        if let Some(scroll) = self.scrolls.get_mut(panel) {
            *scroll = 0;
        }
        if let Some(cursor) = self.cursors.get_mut(panel) {
            *cursor = 0;
        }
    }

    /// Answers a click: the pane gets the keyboard, and what was hit is selected.
    pub fn click(&mut self, at: Position) -> Reply {
        let Some(place) = self
            .places
            .iter()
            .copied()
            .find(|place| place.area.contains(at))
        else {
            return Reply::Ignored;
        };
        self.focus = place.panel;
        let panel = &self.page.panels[place.panel];
        let period = match (draw::hit(self, place, at), &panel.body) {
            (None, _) => None,
            (Some(Hit::Entry(entry)), Body::Plots(plots)) => {
                let figure = plots.figure(self.cursors[place.panel], entry);
                figure.map(|figure| figure.period)
            }
            (Some(Hit::Entry(entry)), _) if self.over_time(place.panel) => period_at(panel, entry),
            (Some(Hit::Entry(entry) | Hit::Strand(entry)), _) => {
                self.cursors[place.panel] = entry;
                None
            }
        };
        period.map_or(Reply::Changed, |period| Reply::Do(Intent::Period(period)))
    }

    /// The pane under the mouse gets the keyboard, for the wheel.
    pub fn point(&mut self, at: Position) {
        if let Some(place) = self.places.iter().find(|place| place.area.contains(at)) {
            self.focus = place.panel;
        }
    }

    /// The figure selected in the pane that has the keyboard.
    pub fn figure_here(&self) -> Option<FigureRef> {
        let panel = self.page.panels.get(self.focus)?;
        let at = match &panel.body {
            Body::Plot(plot) if over_time(panel.id) => plot.selected?,
            Body::Table(table) if self.over_time(self.focus) => table.selected?,
            _ => self.cursors[self.focus],
        };
        panel.figures().get(at).copied().flatten().cloned()
    }

    /// Which pane has the keyboard, counted from one, and of how many.
    pub fn position(&self) -> (usize, usize) {
        (self.focus + 1, self.page.panels.len())
    }

    /// Draws the panes.
    pub fn render(&self, theme: &Theme, buffer: &mut Buffer) {
        draw::panes(self, theme, buffer);
    }
}

/// Whether the panels of this name show one series over time.
fn over_time(id: &str) -> bool {
    matches!(id, "chart" | "triangle")
}

fn period_at(panel: &Panel, entry: usize) -> Option<Period> {
    let figures = panel.figures();
    figures
        .get(entry)
        .copied()
        .flatten()
        .map(|figure| figure.period)
}

/// Moves the period cursor along a chart, over the entries that have a figure.
fn move_period(panel: &Panel, selected: Option<usize>, action: Action, page: usize) -> Reply {
    let figures = panel.figures();
    let Some(last) = figures.len().checked_sub(1) else {
        return Reply::Changed;
    };
    let here = selected.unwrap_or(last);
    let there = nearest_figure(&figures, here, target(action, here, last, page));
    period_at(panel, there).map_or(Reply::Changed, |period| Reply::Do(Intent::Period(period)))
}

fn target(action: Action, here: usize, last: usize, page: usize) -> usize {
    let there = match action {
        Action::Up => here.saturating_sub(1),
        Action::Down => here + 1,
        Action::PageUp => here.saturating_sub(page),
        Action::PageDown => here + page,
        Action::First => 0,
        _ => last,
    };
    there.min(last)
}

/// The first entry with a figure at `there` or beyond, seen from `here`; `here` if none.
fn nearest_figure(figures: &[Option<&FigureRef>], here: usize, there: usize) -> usize {
    let has = |at: &usize| figures[*at].is_some();
    let found = if there >= here {
        (there..figures.len())
            .find(has)
            .or_else(|| (0..there).rfind(has))
    } else {
        (0..=there).rfind(has).or_else(|| (there..here).find(has))
    };
    found.unwrap_or(here)
}

#[cfg(test)]
mod tests;

//! What a view is: it builds its page from the model, places the panels on its area, and
//! answers actions with replies. It knows neither the app nor another view.

use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use crate::figures::record::SeriesRef;
use crate::figures::{AsOf, FigureRef, Period};
use crate::present::pages::compare::As;
use crate::present::pages::news::Which;
use crate::present::{Noted, Page};
use crate::tui::action::Action;
use crate::tui::ask::Ask;
use crate::tui::model::Model;
use crate::tui::reader::Needs;
use crate::tui::theme::Theme;
use crate::tui::view_id::ViewId;
use crate::tui::writing::Wish;

/// What a view or an overlay makes of an action.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reply {
    /// Nothing; whoever comes next may have it.
    Ignored,
    /// It changed itself and wants to be drawn.
    Changed,
    /// It wants something that is not its own to do.
    Do(Intent),
}

/// What a view or an overlay wants done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Intent {
    /// Move the period cursor.
    Period(Period),
    /// Set the as-known-on date.
    AsOf(AsOf),
    /// Set the filter.
    Filter(String),
    /// Set the filter back to what it was and close the overlay.
    Restore(String),
    /// Show where a figure comes from.
    Source(FigureRef),
    /// Compare a series, or no longer.
    Compare(SeriesRef),
    /// Compare as this.
    CompareAs(As),
    /// Show a figure in its view, as known on a day.
    Visit(FigureRef, AsOf),
    /// Show this item of the news.
    Item(Which),
    /// Ask the archive of news.
    Ask(Ask),
    /// The same, and tell the user what this does.
    AskAndSay(Ask, String),
    /// Copy a text.
    Copy(String),
    /// Open a web address.
    Link(String),
    /// Write what is on screen to a file.
    Write(Wish),
    /// Carry out a line of the command prompt.
    Command(String),
    /// Carry out an action as if its key had been pressed.
    Act(Action),
    /// Close the overlay.
    Close,
}

/// A view of the dashboard.
pub trait View {
    /// Which one it is.
    fn id(&self) -> ViewId;
    /// Builds again what is shown, after the model or the area changed.
    fn refresh(&mut self, model: &Model, area: Rect);
    /// Answers an action.
    fn update(&mut self, action: Action, model: &Model) -> Reply;
    /// Answers a click.
    fn click(&mut self, at: Position, model: &Model) -> Reply;
    /// The mouse points here; its wheel turns next.
    fn point(&mut self, at: Position);
    /// The figure under the cursor.
    fn figure(&self) -> Option<FigureRef>;
    /// The page that is on screen, as it was built: its plots are plots, however they are shown.
    fn page(&self) -> &Page;
    /// Which pane has the keyboard, counted from one, and of how many.
    fn position(&self) -> (usize, usize);
    /// Whether an action that only some views know does something here.
    fn offers(&self, action: Action) -> bool;
    /// What is needed most here, with the words for it: the hints that come first.
    fn foremost(&self) -> &'static [(Action, &'static str)];
    /// The web address under the cursor, if it is not that of a figure.
    fn link(&self, model: &Model) -> Option<String>;
    /// Shows a figure and selects it; says whether it is on this view.
    fn select(&mut self, figure: &FigureRef, model: &Model, area: Rect) -> bool;
    /// Shows the item at a position of the archive; says whether this view lists items.
    fn show_item(&mut self, at: usize, model: &Model) -> bool;
    /// The news item under the cursor, if this view lists items.
    fn item(&self, model: &Model) -> Option<Noted>;
    /// The position of that item in the list.
    fn item_at(&self) -> Option<usize>;
    /// What it shows of the archive of news, if anything.
    fn needs(&self, model: &Model) -> Option<Needs>;
    /// Draws what was built last.
    fn render(&self, theme: &Theme, buffer: &mut Buffer);
}

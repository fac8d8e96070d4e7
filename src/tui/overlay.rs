//! Overlays: what lies on top of a view and gets the keyboard first. The app holds at most
//! one and knows none by name but through the functions here.

mod export;
mod feeds;
mod help;
mod problems;
mod prompt;
mod series;
mod source;
mod window;

use crossterm::event::KeyEvent;
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};
use ratatui::widgets::{Block, Clear, Widget};

use crate::figures::FigureRef;
use crate::tui::action::Action;
use crate::tui::keymap::Keymap;
use crate::tui::model::Model;
use crate::tui::theme::{Glyphs, Theme};
use crate::tui::view::Reply;
use crate::tui::view_id::ViewId;
use crate::tui::writing::Written;

pub use export::Offer;

/// Something on top of a view.
pub trait Overlay {
    /// Builds again what is shown, after the model or the screen changed.
    fn refresh(&mut self, model: &Model, screen: Rect);
    /// Whether it takes text, so that letters are letters and not keys.
    fn writes(&self) -> bool {
        false
    }
    /// Answers a key while it takes text.
    fn key(&mut self, _key: KeyEvent, _model: &Model) -> Reply {
        Reply::Ignored
    }
    /// Takes pasted text.
    fn paste(&mut self, _text: &str, _model: &Model) -> Reply {
        Reply::Ignored
    }
    /// Answers an action.
    fn update(&mut self, action: Action, model: &Model) -> Reply;
    /// Answers a click.
    fn click(&mut self, _at: Position, _model: &Model) -> Reply {
        Reply::Ignored
    }
    /// The figure under the cursor.
    fn figure(&self) -> Option<FigureRef> {
        None
    }
    /// Takes in what became of a file; ignores one that it does not wait for.
    fn written(&mut self, _written: &Written) -> Reply {
        Reply::Ignored
    }
    /// Draws it; gives back where the text cursor stands, if it takes text.
    fn render(&self, theme: &Theme, buffer: &mut Buffer) -> Option<Position>;
}

/// Where a figure comes from.
pub fn source(figure: FigureRef) -> Box<dyn Overlay> {
    Box::new(source::Provenance::new(figure))
}

/// The help, with the keys as they are now.
pub fn help(keymap: &Keymap) -> Box<dyn Overlay> {
    Box::new(help::Help::new(keymap))
}

/// The list of series to compare.
pub fn series() -> Box<dyn Overlay> {
    Box::new(series::SeriesList::default())
}

/// The feeds to choose from.
pub fn feeds() -> Box<dyn Overlay> {
    Box::new(feeds::FeedList::default())
}

/// What is wrong in data, settings and news.
pub fn problems() -> Box<dyn Overlay> {
    Box::new(problems::Problems::default())
}

/// Formats and a name for what is on screen.
pub fn export(offer: Offer) -> Box<dyn Overlay> {
    Box::new(export::Export::new(offer))
}

/// The same while the file that is offered is being written.
pub fn exporting(offer: Offer) -> Box<dyn Overlay> {
    Box::new(export::Export::waiting(offer))
}

/// The filter prompt of a view, beginning with the filter as it is.
pub fn filter(model: &Model, view: ViewId) -> Box<dyn Overlay> {
    let now = &model.scope.filter;
    Box::new(match view {
        ViewId::News => prompt::Prompt::query(now),
        _ => prompt::Prompt::filter(now),
    })
}

/// The command prompt.
pub fn command() -> Box<dyn Overlay> {
    Box::new(prompt::Prompt::command())
}

/// The area of a window in the middle, as large as fits within a margin; all of a small screen.
fn window(screen: Rect, width: u16, height: u16) -> Rect {
    if screen.height < 20 {
        return screen;
    }
    let width = width.min(screen.width.saturating_sub(2));
    let height = height.min(screen.height.saturating_sub(1));
    Rect {
        x: screen.x + (screen.width - width) / 2,
        y: screen.y + (screen.height - height) / 2,
        width,
        height,
    }
}

/// Clears a window, draws its frame and gives back the area within.
fn frame(area: Rect, title: &str, theme: &Theme, buffer: &mut Buffer) -> Rect {
    Clear.render(area, buffer);
    buffer.set_style(area, theme.screen);
    let mut block = Block::bordered()
        .border_style(theme.accent)
        .title(format!(" {title} "));
    if theme.glyphs == Glyphs::Ascii {
        block = block.border_set(ASCII);
    }
    let inner = block.inner(area);
    block.render(area, buffer);
    Rect {
        x: inner.x + u16::from(inner.width > 2),
        width: inner.width.saturating_sub(2),
        ..inner
    }
}

/// A frame of plain characters.
const ASCII: ratatui::symbols::border::Set<'static> = ratatui::symbols::border::Set {
    top_left: "+",
    top_right: "+",
    bottom_left: "+",
    bottom_right: "+",
    vertical_left: "|",
    vertical_right: "|",
    horizontal_top: "-",
    horizontal_bottom: "-",
};

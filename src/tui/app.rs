//! The app: takes events, lets overlay and view answer, and turns what they want into changes
//! of the model and effects. It knows no view and no overlay by name.

mod doing;
mod exporting;
mod reading;

use crossterm::event::{KeyEvent, MouseButton, MouseEvent, MouseEventKind};
use ratatui::buffer::Buffer;
use ratatui::layout::{Position, Rect};

use crate::figures::FigureRef;
use crate::load::Loaded;
use crate::present::number;
use crate::tui::action::{Action, Group};
use crate::tui::ascii;
use crate::tui::ask::Progress;
use crate::tui::chrome::{self, Chrome};
use crate::tui::effect::Effect;
use crate::tui::event::Event;
use crate::tui::keymap::Keymap;
use crate::tui::model::{Model, plural};
use crate::tui::overlay::Overlay;
use crate::tui::reader::Reader;
use crate::tui::runtime::Application;
use crate::tui::terminal::drawn_area;
use crate::tui::theme::Glyphs;
use crate::tui::view::{Reply, View};
use crate::tui::view_id::ViewId;
use crate::tui::views;

/// What the key of the problems does.
const SHOWS: &str = "shows what to do";

/// The dashboard.
pub struct App {
    model: Model,
    views: Vec<Box<dyn View>>,
    current: usize,
    keymap: Keymap,
    overlay: Option<Box<dyn Overlay>>,
    notice: Option<String>,
    /// The figure whose mentions are stepped through, and how far.
    mentioned: Option<(FigureRef, usize)>,
    /// What was asked of the archive of news.
    reader: Reader,
    /// How far feeds are being fetched, if they are.
    fetching: Option<Progress>,
    screen: Rect,
    /// Whether the view is to be built again before anybody looks at it.
    unbuilt: bool,
    stale: bool,
}

impl App {
    /// A dashboard on its first view; it is laid out by the first resize.
    pub fn new(model: Model, keymap: Keymap) -> Self {
        let mut app = Self {
            model,
            views: views::all(),
            current: 0,
            keymap,
            overlay: None,
            notice: None,
            mentioned: None,
            reader: Reader::default(),
            fetching: None,
            screen: Rect::ZERO,
            unbuilt: false,
            stale: true,
        };
        let problems = app.model.problems().count();
        if problems > 0 {
            let word = plural(problems, "problem");
            let said = format!("{problems} {word} in data or settings");
            app.notice = Some(app.keymap.with_key(&said, Action::Problems, SHOWS));
        }
        app
    }

    /// The record and the scope.
    pub fn model(&self) -> &Model {
        &self.model
    }

    /// The view shown.
    pub fn current(&self) -> ViewId {
        self.views[self.current].id()
    }

    /// Opens a view.
    pub fn show(&mut self, id: ViewId) {
        if let Some(at) = self.views.iter().position(|view| view.id() == id) {
            self.current = at;
            self.refresh();
        }
    }

    /// Builds again what is on screen.
    fn refresh(&mut self) {
        self.stale = true;
        self.unbuilt = false;
        let body = chrome::body(self.screen);
        self.views[self.current].refresh(&self.model, body);
        if let Some(overlay) = &mut self.overlay {
            overlay.refresh(&self.model, self.screen);
        }
    }

    fn lay(&mut self, overlay: Box<dyn Overlay>) -> Vec<Effect> {
        self.overlay = Some(overlay);
        self.refresh();
        Vec::new()
    }

    fn key(&mut self, key: KeyEvent) -> Vec<Effect> {
        self.notice = None;
        self.stale = true;
        if self.keymap.action_while_writing(key) == Some(Action::Quit) {
            // A window that takes q for its own end does not take this.
            return self.global(Action::Quit);
        }
        if self
            .overlay
            .as_ref()
            .is_some_and(|overlay| overlay.writes())
        {
            if let Some(action) = self.keymap.action_while_writing(key) {
                return self.act(action);
            }
            let reply = self
                .overlay
                .as_mut()
                .map(|overlay| overlay.key(key, &self.model));
            return self.answer(reply.unwrap_or(Reply::Ignored));
        }
        match self.keymap.action_for(key) {
            Some(action) if self.moves_time(action) => {
                // Built when it is looked at: of many keys at once only the last one shows.
                self.turn(action);
                self.unbuilt = true;
                Vec::new()
            }
            Some(action) => {
                self.settle();
                self.act(action)
            }
            None => Vec::new(),
        }
    }

    /// Whether an action moves a cursor in time and nothing else: no view has a say in that.
    fn moves_time(&self, action: Action) -> bool {
        self.overlay.is_none() && action.row().group == Group::Time
    }

    /// Offers an action to the overlay, then to the view, then does it.
    fn act(&mut self, action: Action) -> Vec<Effect> {
        self.stale = true;
        if let Some(overlay) = &mut self.overlay {
            let reply = overlay.update(action, &self.model);
            if reply != Reply::Ignored {
                return self.answer(reply);
            }
        } else {
            let reply = self.views[self.current].update(action, &self.model);
            if reply == Reply::Changed && action.moves() {
                self.mark_item();
            }
            if reply == Reply::Changed && action == Action::Open {
                return self.opened();
            }
            if reply != Reply::Ignored {
                return self.answer(reply);
            }
        }
        self.global(action)
    }

    fn answer(&mut self, reply: Reply) -> Vec<Effect> {
        self.stale = true;
        match reply {
            Reply::Ignored | Reply::Changed => Vec::new(),
            Reply::Do(intent) => self.carry_out(intent),
        }
    }

    fn mouse(&mut self, mouse: MouseEvent) -> Vec<Effect> {
        let at = Position::new(mouse.column, mouse.row);
        match mouse.kind {
            MouseEventKind::Down(MouseButton::Left) => self.click(at),
            MouseEventKind::ScrollUp => self.wheel(at, Action::Up),
            MouseEventKind::ScrollDown => self.wheel(at, Action::Down),
            _ => Vec::new(),
        }
    }

    fn click(&mut self, at: Position) -> Vec<Effect> {
        self.stale = true;
        if let Some(overlay) = &mut self.overlay {
            let reply = overlay.click(at, &self.model);
            return self.answer(reply);
        }
        self.notice = None;
        if let Some(action) = self.chrome().hit(self.screen, at) {
            return self.act(action);
        }
        let reply = self.views[self.current].click(at, &self.model);
        self.answer(reply)
    }

    fn wheel(&mut self, at: Position, action: Action) -> Vec<Effect> {
        if self.overlay.is_none() {
            self.views[self.current].point(at);
        }
        self.act(action)
    }

    fn loaded(&mut self, loaded: Loaded) -> Vec<Effect> {
        let in_use = self.model.take(loaded);
        self.notice = Some(if in_use {
            let values = self.model.dataset.observation_count();
            format!("read again: {} published values", number::count(values))
        } else {
            let problems = self.model.problems().count();
            let word = plural(problems, "problem");
            let said = format!("{problems} {word}, so the last good record stays");
            self.keymap.with_key(&said, Action::Problems, SHOWS)
        });
        if in_use {
            self.reader.await_record();
        }
        self.refresh();
        if in_use { self.started() } else { Vec::new() }
    }

    fn chrome(&self) -> Chrome<'_> {
        Chrome {
            model: &self.model,
            keymap: &self.keymap,
            view: self.views[self.current].as_ref(),
            notice: self.notice.as_deref(),
            fetching: self.fetching.as_ref(),
        }
    }

    fn fits(&self) -> bool {
        let (width, height) = chrome::LEAST;
        self.screen.width >= width && self.screen.height >= height
    }
}

impl App {
    fn take_in(&mut self, event: Event) -> Vec<Effect> {
        if !matches!(event, Event::Key(_)) {
            self.settle();
        }
        match event {
            Event::Key(key) => return self.key(key),
            Event::Mouse(mouse) => return self.mouse(mouse),
            Event::Paste(text) => {
                let reply = self
                    .overlay
                    .as_mut()
                    .map(|overlay| overlay.paste(&text, &self.model));
                return self.answer(reply.unwrap_or(Reply::Ignored));
            }
            Event::Resize(width, height) => {
                self.screen = drawn_area((width, height));
                self.refresh();
            }
            Event::FilesChanged => return vec![Effect::Load],
            Event::Loaded(loaded) => return self.loaded(*loaded),
            Event::Written(written) => return self.written(&written),
            Event::Told(told) => return self.told(*told),
            Event::Started => return self.started(),
            Event::Done(outcome) => {
                self.notice = Some(outcome.unwrap_or_else(|error| error));
                self.stale = true;
            }
            Event::Resumed => self.stale = true,
            Event::Terminate(_) | Event::Broken(_) | Event::Suspend => {}
        }
        Vec::new()
    }
}

impl Application for App {
    fn update(&mut self, event: Event) -> Vec<Effect> {
        let mut effects = self.take_in(event);
        effects.extend(self.asks());
        effects
    }

    fn settle(&mut self) {
        if self.unbuilt {
            self.refresh();
        }
    }

    fn render(&self, buffer: &mut Buffer) -> Option<Position> {
        let theme = &self.model.theme;
        let area = buffer.area;
        if !theme.is_bare() {
            buffer.set_style(area, theme.screen);
        }
        if !self.fits() {
            chrome::too_small(area, &self.keymap, theme, buffer);
            return None;
        }
        // The terminal shrank a moment ago; the event that says so is on its way.
        if area.width < self.screen.width || area.height < self.screen.height {
            return None;
        }
        let chrome = self.chrome();
        chrome.render(self.screen, buffer);
        self.views[self.current].render(theme, buffer);
        // An overlay leaves the last row alone.
        let rows = if self.overlay.is_some() {
            1
        } else {
            self.screen.height / 3
        };
        chrome.render_notice(self.screen, rows, buffer);
        let overlay = self.overlay.as_ref();
        let cursor = overlay.and_then(|overlay| overlay.render(theme, buffer));
        if theme.glyphs == Glyphs::Ascii {
            ascii::spell(buffer);
        }
        cursor
    }

    fn is_stale(&self) -> bool {
        self.stale
    }

    fn drawn(&mut self) {
        self.stale = false;
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::load;
    use crate::tui::theme::Theme;

    #[test]
    fn a_start_leaves_most_series_and_all_that_it_does_not_show_as_they_were_packed() {
        let today = "2026-11-23".parse().expect("a day");
        let dataset = load::embedded(today).dataset.expect("the record");
        let dataset = Arc::new(dataset);
        let model = Model::new(Arc::clone(&dataset), Theme::default(), Vec::new());
        let mut app = App::new(model, Keymap::default());
        app.update(Event::Resize(120, 40));
        let mut screen = Buffer::empty(Rect::new(0, 0, 120, 40));
        app.render(&mut screen);
        assert!(screen.content.iter().any(|cell| cell.symbol() == "█"));
        let series = dataset.indicators.iter().flat_map(|one| &one.series);
        let (read, packed): (Vec<_>, Vec<_>) = series.partition(|one| one.is_read());
        let (read, packed) = (read.len(), packed.len());
        assert!(read > 0 && read < packed, "{read} read, {packed} left");
        assert!(!dataset.cells.is_read() && !dataset.feeds.is_read());
    }
}

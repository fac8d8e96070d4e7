//! The app: takes events, lets overlay and view answer, and turns what they want into changes
//! of the model and effects. It knows no view and no overlay by name.

use crossterm::event::{KeyEvent, MouseButton, MouseEvent, MouseEventKind};
use ratatui::Frame;
use ratatui::layout::{Position, Rect};

use crate::figures::{AsOf, FigureRef};
use crate::load::Loaded;
use crate::present::number;
use crate::present::pages::provenance;
use crate::tui::action::Action;
use crate::tui::chrome::{self, Chrome};
use crate::tui::command::{self, Command};
use crate::tui::effect::Effect;
use crate::tui::event::Event;
use crate::tui::keymap::Keymap;
use crate::tui::model::{Direction, Model, plural};
use crate::tui::overlay::{self, Overlay};
use crate::tui::runtime::Application;
use crate::tui::terminal::drawn_area;
use crate::tui::theme::Theme;
use crate::tui::view::{Intent, Reply, View};
use crate::tui::view_id::ViewId;
use crate::tui::views;

/// The dashboard.
pub struct App {
    model: Model,
    views: Vec<Box<dyn View>>,
    current: usize,
    keymap: Keymap,
    overlay: Option<Box<dyn Overlay>>,
    notice: Option<String>,
    screen: Rect,
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
            screen: Rect::ZERO,
            stale: true,
        };
        let problems = app.model.problems().count();
        if problems > 0 {
            let word = plural(problems, "problem");
            app.notice = Some(format!(
                "{problems} {word} in data or settings: p shows what to do"
            ));
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
            Some(action) => self.act(action),
            None => Vec::new(),
        }
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

    fn carry_out(&mut self, intent: Intent) -> Vec<Effect> {
        match intent {
            Intent::Period(period) => self.model.set_period(period),
            Intent::AsOf(as_of) => self.set_as_of(as_of),
            Intent::Filter(filter) => self.model.scope.filter = filter,
            Intent::Restore(filter) => {
                self.overlay = None;
                self.model.scope.filter = filter;
            }
            Intent::Source(figure) => return self.lay(overlay::source(figure)),
            Intent::Cite(figure) => return self.cite(&figure),
            Intent::Link(address) => return vec![Effect::Open(address)],
            Intent::Command(line) => return self.command(&line),
            Intent::Act(action) => return self.global(action),
            Intent::Close => self.overlay = None,
        }
        self.refresh();
        Vec::new()
    }

    /// Does an action that neither overlay nor view answered.
    fn global(&mut self, action: Action) -> Vec<Effect> {
        match action {
            Action::View(id) => {
                self.overlay = None;
                self.show(id);
            }
            Action::PreviousPeriod => self.step_period(Direction::Back),
            Action::NextPeriod => self.step_period(Direction::Forward),
            Action::Frequency => self.step_kind(),
            Action::EarlierPublication => self.step_release(Direction::Back),
            Action::LaterPublication => self.step_release(Direction::Forward),
            Action::Latest => self.set_as_of(AsOf::Latest),
            Action::Filter => return self.lay(overlay::filter(&self.model)),
            Action::Command => return self.lay(overlay::command()),
            Action::Help => return self.lay(overlay::help(&self.keymap)),
            Action::Problems => return self.lay(overlay::problems()),
            Action::Source => return self.source(),
            Action::Cite => return self.cite_selected(),
            Action::OpenLink => return self.open_link(),
            Action::Theme => self.model.theme = self.model.theme.next(),
            Action::Reload => {
                self.notice = Some("reading the data again …".to_owned());
                return vec![Effect::Load];
            }
            Action::Suspend => return vec![Effect::Suspend],
            Action::Quit => return vec![Effect::Quit(0)],
            Action::Back => self.model.scope.filter.clear(),
            _ => {}
        }
        self.refresh();
        Vec::new()
    }

    fn step_period(&mut self, direction: Direction) {
        match self.model.next_period(direction) {
            Some(period) => self.model.set_period(period),
            None => self.notice = Some("no figure of this kind further on".to_owned()),
        }
    }

    fn step_kind(&mut self) {
        if let Some(period) = self.model.next_kind() {
            self.model.scope.period = period;
            self.notice = Some(format!("periods: {}", period.kind().title()));
        }
    }

    fn step_release(&mut self, direction: Direction) {
        match self.model.next_release(direction) {
            Some(as_of) => self.set_as_of(as_of),
            None => self.notice = Some("nothing was published further on".to_owned()),
        }
    }

    fn set_as_of(&mut self, as_of: AsOf) {
        self.model.scope.as_of = as_of;
        self.notice = Some(match as_of {
            AsOf::On(day) => format!(
                "as known on {as_of}; on that day: {}",
                self.model.released(day)
            ),
            AsOf::Latest => "as known today".to_owned(),
        });
    }

    fn figure(&self) -> Option<FigureRef> {
        match &self.overlay {
            Some(overlay) => overlay.figure(),
            None => self.views[self.current].figure(),
        }
    }

    fn source(&mut self) -> Vec<Effect> {
        match self.figure() {
            Some(figure) => self.lay(overlay::source(figure)),
            None => self.say("no figure is selected here"),
        }
    }

    fn cite_selected(&mut self) -> Vec<Effect> {
        match self.figure() {
            Some(figure) => self.cite(&figure),
            None => self.say("no figure is selected here"),
        }
    }

    fn cite(&mut self, figure: &FigureRef) -> Vec<Effect> {
        let model = &self.model;
        match provenance::citation(&model.dataset, figure, model.scope.as_of) {
            Some(citation) => {
                self.notice = Some(format!("copied: {citation}"));
                vec![Effect::Copy(citation)]
            }
            None => self.say("no figure was known on this day"),
        }
    }

    fn open_link(&mut self) -> Vec<Effect> {
        let model = &self.model;
        let of_view = || self.views[self.current].link(model);
        let of_figure = || provenance::address(&model.dataset, &self.figure()?, model.scope.as_of);
        let link = if self.overlay.is_some() {
            of_figure()
        } else {
            of_view().or_else(of_figure)
        };
        match link {
            Some(address) => {
                self.notice = Some(format!("opening {address}"));
                vec![Effect::Open(address)]
            }
            None => self.say("no address is known for this"),
        }
    }

    fn say(&mut self, notice: &str) -> Vec<Effect> {
        self.notice = Some(notice.to_owned());
        self.stale = true;
        Vec::new()
    }

    fn command(&mut self, line: &str) -> Vec<Effect> {
        self.overlay = None;
        if line.trim().is_empty() {
            self.refresh();
            return Vec::new();
        }
        match command::read(line) {
            Ok(Command::AsOf(as_of)) => self.set_as_of(as_of),
            Ok(Command::Period(period)) => self.model.set_period(period),
            Ok(Command::View(id)) => self.show(id),
            Ok(Command::Theme(name)) => self.set_theme(name),
            Ok(Command::Filter(words)) => self.model.scope.filter = words,
            Ok(Command::Act(action)) => {
                self.refresh();
                return self.act(action);
            }
            Err(error) => self.notice = Some(error),
        }
        self.refresh();
        Vec::new()
    }

    fn set_theme(&mut self, name: &str) {
        let Theme {
            glyphs, colours, ..
        } = self.model.theme;
        if let Some(theme) = Theme::named(name) {
            self.model.theme = theme.with_glyphs(glyphs).with_colours(colours);
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

    fn loaded(&mut self, loaded: Loaded) {
        let in_use = self.model.take(loaded);
        self.notice = Some(if in_use {
            let values = self.model.dataset.observation_count();
            format!("read again: {} published values", number::count(values))
        } else {
            let problems = self.model.problems().count();
            let word = plural(problems, "problem");
            format!("{problems} {word}, so the last good record stays: p shows what to do")
        });
        self.refresh();
    }

    fn chrome(&self) -> Chrome<'_> {
        Chrome {
            model: &self.model,
            keymap: &self.keymap,
            current: self.current(),
            notice: self.notice.as_deref(),
        }
    }

    fn fits(&self) -> bool {
        let (width, height) = chrome::LEAST;
        self.screen.width >= width && self.screen.height >= height
    }
}

impl Application for App {
    fn update(&mut self, event: Event) -> Vec<Effect> {
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
            Event::Loaded(loaded) => self.loaded(*loaded),
            Event::Done(outcome) => {
                self.notice = Some(outcome.unwrap_or_else(|error| error));
                self.stale = true;
            }
            Event::Resumed => self.stale = true,
            Event::Terminate(_) | Event::Suspend => {}
        }
        Vec::new()
    }

    fn render(&self, frame: &mut Frame<'_>) {
        let theme = &self.model.theme;
        let area = frame.area();
        frame.buffer_mut().set_style(area, theme.screen);
        if !self.fits() {
            return chrome::too_small(area, theme, frame.buffer_mut());
        }
        // The terminal shrank a moment ago; the event that says so is on its way.
        if area.width < self.screen.width || area.height < self.screen.height {
            return;
        }
        self.chrome().render(self.screen, frame.buffer_mut());
        self.views[self.current].render(theme, frame.buffer_mut());
        let cursor = self
            .overlay
            .as_ref()
            .and_then(|overlay| overlay.render(theme, frame.buffer_mut()));
        if let Some(cursor) = cursor {
            frame.set_cursor_position(cursor);
        }
    }

    fn is_stale(&self) -> bool {
        self.stale
    }

    fn drawn(&mut self) {
        self.stale = false;
    }
}

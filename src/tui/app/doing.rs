//! What the app does about intents and actions: changes of the model, overlays and effects.

use crate::figures::record::SeriesRef;
use crate::figures::{AsOf, FigureRef, day};
use crate::news::kept::Mark;
use crate::present::pages::compare::{self, Toggled};
use crate::present::pages::provenance;
use crate::present::plots::AT_MOST;
use crate::tui::action::Action;
use crate::tui::chrome;
use crate::tui::command::{self, Command};
use crate::tui::effect::Effect;
use crate::tui::model::Direction;
use crate::tui::overlay;
use crate::tui::theme::Theme;
use crate::tui::view::Intent;
use crate::tui::view_id::ViewId;

use super::App;

impl App {
    pub(super) fn carry_out(&mut self, intent: Intent) -> Vec<Effect> {
        match intent {
            Intent::Period(period) => self.model.set_period(period),
            Intent::AsOf(as_of) => self.set_as_of(as_of),
            Intent::Filter(filter) => {
                self.model.scope.filter = filter;
                self.complain();
            }
            Intent::Restore(filter) => {
                self.overlay = None;
                self.model.scope.filter = filter;
            }
            Intent::Source(figure) => return self.lay(overlay::source(figure)),
            Intent::Compare(series) => self.compare(&series),
            Intent::CompareAs(shown_as) => self.model.compared.shown_as = shown_as,
            Intent::Visit(figure, as_of) => self.visit(&figure, as_of),
            Intent::Item(which) => {
                let at = self.model.desk().position(&which);
                self.show_item(at.unwrap_or_default());
            }
            Intent::Copy(text) => return self.copy(text),
            Intent::AskAndSay(ask, said) => {
                self.notice = Some(said);
                return self.carry_out(Intent::Ask(ask));
            }
            Intent::Ask(ask) => {
                self.refresh();
                return vec![Effect::Ask(ask)];
            }
            Intent::Link(address) => return vec![Effect::Open(address)],
            Intent::Write(wish) => return self.write(wish),
            Intent::Command(line) => return self.command(&line),
            Intent::Act(action) => return self.global(action),
            Intent::Close => {
                self.overlay = None;
                self.complain();
            }
        }
        self.refresh();
        Vec::new()
    }

    /// Does an action that neither overlay nor view answered.
    pub(super) fn global(&mut self, action: Action) -> Vec<Effect> {
        match action {
            Action::Filter => return self.lay(overlay::filter(&self.model, self.current())),
            Action::Command => return self.lay(overlay::command()),
            Action::Help => return self.lay(overlay::help(&self.keymap)),
            Action::Problems => return self.lay(overlay::problems()),
            Action::ChooseSeries => return self.lay(overlay::series()),
            Action::Compare => return self.compare_selected(),
            Action::Mentions => return self.mentions(),
            Action::Source => return self.source(),
            Action::Cite => return self.cite_selected(),
            Action::Export => return self.export(),
            Action::OpenLink => return self.open_link(),
            Action::Unread
            | Action::Star
            | Action::NextUnread
            | Action::Verify
            | Action::CopyLink
            | Action::Fetch => return self.on_item(action),
            Action::Feeds => return self.lay(overlay::feeds()),
            Action::Reload => {
                self.notice = Some("reading the data again …".to_owned());
                return vec![Effect::Load];
            }
            Action::Suspend => return vec![Effect::Suspend],
            Action::Quit => return vec![Effect::Quit(0)],
            Action::Back => {
                if let Some(stopping) = self.stop() {
                    return stopping;
                }
                self.model.scope.filter.clear();
                self.model.item = None;
            }
            _ => self.turn(action),
        }
        self.refresh();
        Vec::new()
    }

    /// What changes the model alone.
    pub(super) fn turn(&mut self, action: Action) {
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
            Action::Theme => {
                self.model.theme = self.model.theme.next();
                self.notice = Some(format!("theme: {}", self.model.theme.name));
            }
            Action::RemoveSeries | Action::Index => {
                let (said, key, does) = match self.current() {
                    ViewId::Compare => (
                        "no series is compared",
                        Action::ChooseSeries,
                        "chooses some from a list",
                    ),
                    _ => (
                        "nothing is compared here",
                        Action::View(ViewId::Compare),
                        "opens Compare",
                    ),
                };
                self.notice = Some(self.keymap.with_key(said, key, does));
            }
            Action::BreakDown | Action::Sort | Action::Display | Action::Crop => {
                self.notice = Some("nothing here to be shown in another way".to_owned());
            }
            _ => {}
        }
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
        let period = self.model.scope.period;
        self.model.set_as_of(as_of);
        let scope = &self.model.scope;
        let mut notice = match scope.as_of {
            AsOf::On(day) => {
                let released = self.model.released(day);
                format!("as known on {}; on that day: {released}", scope.as_of)
            }
            AsOf::Latest if as_of != AsOf::Latest => {
                let last = day::written(self.model.dataset.retrieved);
                format!("the record ends on {last}: as known today")
            }
            AsOf::Latest => "as known today".to_owned(),
        };
        if scope.period < period {
            notice = format!("newest period known then: {}; {notice}", scope.period);
        }
        self.notice = Some(notice);
    }

    /// Shows a figure in its view, at its period and as known on a day.
    fn visit(&mut self, figure: &FigureRef, as_of: AsOf) {
        self.overlay = None;
        self.mark_item();
        self.set_as_of(as_of);
        self.model.set_period(figure.period);
        let area = chrome::body(self.screen);
        let model = &self.model;
        let mut views = self.views.iter_mut();
        if let Some(at) = views.position(|view| view.select(figure, model, area)) {
            self.current = at;
            let known = as_of.in_words();
            self.notice = Some(format!(
                "{}, as known {known}, the day of the item",
                figure.period
            ));
        }
    }

    /// The item that was chosen in a list of items stays marked on charts.
    pub(super) fn mark_item(&mut self) {
        if let Some(item) = self.views[self.current].item(&self.model) {
            self.model.item = Some(item);
        }
    }

    pub(super) fn show_item(&mut self, at: usize) {
        self.overlay = None;
        let model = &self.model;
        let mut views = self.views.iter_mut();
        if let Some(view) = views.position(|view| view.show_item(at, model)) {
            self.current = view;
            self.mark_item();
        }
    }

    /// Goes to the item that mentions the selected figure; again, to the next one.
    fn mentions(&mut self) -> Vec<Effect> {
        let listed = self.views[self.current].item(&self.model).is_some();
        let last = self.mentioned.take().filter(|_| listed);
        let asked = last.as_ref().map(|(figure, _)| figure.clone());
        let Some(figure) = asked.or_else(|| self.figure()) else {
            return self.say("no figure is selected here");
        };
        let found = self.model.desk().mentions(&figure);
        if found.is_empty() {
            return self.say("no item of the archive mentions this figure");
        }
        let next = last.map_or(0, |(_, at)| (at + 1) % found.len());
        self.show_item(found[next]);
        self.refresh();
        self.notice = Some(match found.len() {
            1 => "the one item that mentions it".to_owned(),
            all => format!(
                "{} of {all} items that mention it; n shows the next",
                next + 1
            ),
        });
        self.mentioned = Some((figure, next));
        Vec::new()
    }

    fn compare(&mut self, series: &SeriesRef) {
        let dataset = &self.model.dataset;
        let name = compare::name(dataset, series);
        let toggled = self.model.compared.toggle(series);
        let count = self.model.compared.series.len();
        self.notice = Some(match toggled {
            Toggled::In => format!("compared now ({count} of {AT_MOST}): {name}; 6 shows it"),
            Toggled::Out => format!("no longer compared: {name}"),
            Toggled::Full => {
                format!("{AT_MOST} series are compared already: take one out on 6 first")
            }
        });
    }

    fn compare_selected(&mut self) -> Vec<Effect> {
        match self.figure() {
            Some(figure) => {
                self.compare(&SeriesRef {
                    indicator: figure.indicator,
                    key: figure.key,
                });
                self.refresh();
                Vec::new()
            }
            None => self.say("no figure is selected here"),
        }
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
            Some(citation) => self.copy(citation),
            None => self.say("no figure was known on this day"),
        }
    }

    pub(super) fn copy(&mut self, text: String) -> Vec<Effect> {
        self.notice = Some(format!("copied: {text}"));
        self.stale = true;
        vec![Effect::Copy(text)]
    }

    fn open_link(&mut self) -> Vec<Effect> {
        let (model, view) = (&self.model, &self.views[self.current]);
        let of_figure = || provenance::address(&model.dataset, &self.figure()?, model.scope.as_of);
        let link = if self.overlay.is_some() {
            of_figure()
        } else if view.item_at().is_some() {
            // What an item speaks of is not where it can be read.
            view.link(model)
        } else {
            view.link(model).or_else(of_figure)
        };
        match link {
            Some(address) => {
                self.notice = Some(format!("opening {address}"));
                vec![Effect::Open(address)]
            }
            None => self.say("no address is known for this"),
        }
    }

    pub(super) fn say(&mut self, notice: &str) -> Vec<Effect> {
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
            Ok(Command::Filter(words)) => {
                self.model.scope.filter = words;
                self.complain();
            }
            Ok(Command::Export(format, file)) => return self.export_as(format, file),
            Ok(Command::Mark(mark)) => {
                let done = marked(&mark);
                return self.mark(mark, &done);
            }
            Ok(Command::Follow(address)) => return self.follow(&address),
            Ok(Command::Link(number)) => return self.numbered_link(number),
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
}

/// What a mark has done, in words.
fn marked(mark: &Mark) -> String {
    match mark {
        Mark::Tag(tag) => format!("tagged {tag}: /tag:{tag} lists all with it"),
        Mark::Untag(tag) => format!("no longer tagged {tag}"),
        Mark::Note(note) if note.is_empty() => "the note is gone".to_owned(),
        Mark::Note(_) => "noted".to_owned(),
        Mark::Read | Mark::Unread | Mark::Starred | Mark::Unstarred => String::new(),
    }
}

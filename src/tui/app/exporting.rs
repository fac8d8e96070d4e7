//! What the app does to write what is on screen to a file: it offers, asks the world, and tells
//! what became of it.

use std::path::Path;

use crate::clean;
use crate::delivery::{Existing, NotWritten};
use crate::export::Shown;
use crate::export::format::{self, FORMATS, Format};
use crate::export::name;
use crate::tui::effect::Effect;
use crate::tui::overlay::{self, Offer};
use crate::tui::view::Reply;
use crate::tui::widgets::text;
use crate::tui::writing::{Failure, Wish, Writing, Written};

use super::App;

impl App {
    /// Offers the formats and a name.
    pub(super) fn export(&mut self) -> Vec<Effect> {
        let offer = self.offer(FORMATS[0].format);
        self.lay(overlay::export(offer))
    }

    /// Writes in a format at once, to the file named or to the one that would be proposed.
    pub(super) fn export_as(&mut self, format: Format, file: Option<String>) -> Vec<Effect> {
        if let Err(why) = format::can_write(self.views[self.current].page(), format) {
            return self.say(&format!("{why}: choose another format"));
        }
        let mut offer = self.offer(format);
        offer.name = file.unwrap_or(offer.name);
        let wish = Wish {
            format,
            path: offer.path(),
            existing: Existing::Keep,
        };
        self.lay(overlay::exporting(offer));
        self.write(wish)
    }

    fn offer(&self, format: Format) -> Offer {
        let view = &self.views[self.current];
        let page = view.page();
        let shown = Shown {
            page,
            scope: &self.model.scope,
            dataset: &self.model.dataset,
        };
        let formats = FORMATS.iter().map(|row| row.format);
        Offer {
            format,
            name: name::proposed(view.id().row().name, &shown, format),
            folder: self.model.folder.clone(),
            chartless: formats
                .filter(|one| format::can_write(page, *one).is_err())
                .collect(),
        }
    }

    /// Asks for the page on screen to be written.
    pub(super) fn write(&mut self, wish: Wish) -> Vec<Effect> {
        self.refresh();
        vec![Effect::Write(Box::new(Writing {
            wish,
            page: self.views[self.current].page().clone(),
            scope: self.model.scope.clone(),
            theme: self.model.theme.clone(),
            dataset: self.model.dataset.clone(),
        }))]
    }

    /// Tells what became of a file: the overlay that waits for it, else the user.
    pub(super) fn written(&mut self, written: &Written) -> Vec<Effect> {
        let overlay = self.overlay.as_mut();
        let reply = overlay.map_or(Reply::Ignored, |overlay| overlay.written(written));
        let said = match &written.outcome {
            Ok(()) => Some(format!("written to {}", self.fitting(&written.path))),
            Err(_) if reply != Reply::Ignored => None,
            Err(Failure::NotWritten(NotWritten::InTheWay(path))) => Some(format!(
                "{} is there already; nothing was written",
                self.fitting(path)
            )),
            Err(failure) => Some(failure.told()),
        };
        self.notice = said.map(|said| clean::line(&said).into_owned());
        let effects = self.answer(reply);
        self.refresh();
        effects
    }

    /// The path if it fits on the line of notices, else the name of the file alone.
    fn fitting(&self, path: &Path) -> String {
        let whole = path.display().to_string();
        let fits = text::width(&whole) + 14 <= self.screen.width;
        match path.file_name() {
            Some(name) if !fits => name.display().to_string(),
            _ => whole,
        }
    }
}

//! What the app does about news: asks the archive what the screen needs, takes in what it tells,
//! and makes of items what the user says.

use crate::news::Feed;
use crate::news::kept::{ItemKey, Mark, Marks};
use crate::present::pages::news::{self, Item};
use crate::tui::action::Action;
use crate::tui::ask::{Ask, Told};
use crate::tui::effect::Effect;
use crate::tui::view_id::ViewId;

use super::App;

impl App {
    /// The first frame was drawn: the archive may be opened.
    pub(super) fn started(&self) -> Vec<Effect> {
        vec![Effect::OpenArchive(self.model.dataset.clone())]
    }

    /// What the screen needs of the archive and was not asked yet.
    pub(super) fn asks(&mut self) -> Vec<Effect> {
        let needs = self.views[self.current].needs(&self.model);
        let asks = self.reader.asks(&self.model, needs);
        asks.into_iter().map(Effect::Ask).collect()
    }

    /// Takes in what the archive told.
    pub(super) fn told(&mut self, told: Told) -> Vec<Effect> {
        match &told {
            Told::Fetching { done, of, host } => {
                self.is_fetching = true;
                let line = format!("fetching: {done} of {of} feeds done, asking {host}; Esc stops");
                return self.say(&line);
            }
            Told::Fetched(outcome, failures) => {
                self.is_fetching = false;
                let failed = match failures.as_slice() {
                    [] => String::new(),
                    [one] => format!("; {one}"),
                    more => format!("; {} feeds failed: :feeds says why", more.len()),
                };
                return self.say(&format!("{outcome}{failed}"));
            }
            Told::Failed(why) => return self.say(why),
            Told::Feeds(feeds) => {
                if let Some(notice) = feeds.notices.first() {
                    self.notice = Some(notice.clone());
                }
            }
            _ => {}
        }
        if self.reader.told(told, &mut self.model) {
            self.refresh();
        }
        Vec::new()
    }

    /// An action on the item under the cursor, if it is one.
    pub(super) fn on_item(&mut self, action: Action) -> Vec<Effect> {
        match action {
            Action::Fetch => return self.fetch(),
            Action::NextUnread => return self.next_unread(),
            Action::CopyLink => return self.copy_link(),
            Action::Verify => return self.verify(),
            _ => {}
        }
        let Some((key, marks)) = self.item_here() else {
            return self.say("no news item is selected here: 5 opens the news");
        };
        let (mark, done) = match (action, marks.read, marks.starred) {
            (Action::Star, _, true) => (Mark::Unstarred, "no star any more"),
            (Action::Star, _, false) => (Mark::Starred, "starred: it is kept for good"),
            (_, true, _) => (Mark::Unread, "to be read again"),
            (_, false, _) => (Mark::Read, "read"),
        };
        self.notice = Some(done.to_owned());
        vec![Effect::Ask(Ask::Mark(vec![key], mark))]
    }

    /// The item was opened to be read.
    pub(super) fn opened(&self) -> Vec<Effect> {
        let unread = self.item_here().filter(|(_, marks)| !marks.read);
        let asks = unread.map(|(key, _)| Effect::Ask(Ask::Mark(vec![key], Mark::Read)));
        asks.into_iter().collect()
    }

    /// Marks the item under the cursor.
    pub(super) fn mark(&mut self, mark: Mark, done: &str) -> Vec<Effect> {
        let Some((key, _)) = self.item_here() else {
            return self.say("no news item is selected here: 5 opens the news");
        };
        self.notice = Some(done.to_owned());
        self.refresh();
        vec![Effect::Ask(Ask::Mark(vec![key], mark))]
    }

    /// Follows the feed of this address.
    pub(super) fn follow(&mut self, address: &str) -> Vec<Effect> {
        let feed = Feed {
            address: address.to_owned(),
            title: String::new(),
            words: Vec::new(),
        };
        self.notice = Some(format!("following {address}: F fetches it"));
        self.refresh();
        vec![Effect::Ask(Ask::Follow(feed))]
    }

    /// Opens a link of the item that is read by its number.
    pub(super) fn numbered_link(&mut self, number: usize) -> Vec<Effect> {
        let open = self.model.shelf.open.as_deref();
        let links = open.map(|open| &open.stored.entry.reading.links);
        let link = links
            .and_then(|links| links.get(number.checked_sub(1)?))
            .cloned();
        match link {
            Some(link) => {
                self.notice = Some(format!("opening {link}"));
                self.stale = true;
                vec![Effect::Open(link)]
            }
            None => self.say(&format!("the item that is read has no link [{number}]")),
        }
    }

    fn item_here(&self) -> Option<(ItemKey, Marks)> {
        let at = self.views[self.current].item_at()?;
        let desk = self.model.desk();
        let item = desk.items().into_iter().nth(at)?;
        Some((item.key(&desk)?, desk.marks(item)))
    }

    fn fetch(&mut self) -> Vec<Effect> {
        if self.model.shelf.subscriptions.is_empty() {
            return self.say("no feed is followed: ctrl-f lists some to choose from");
        }
        if self.is_fetching {
            return self.say("fetching already; Esc stops");
        }
        self.notice = Some("fetching …".to_owned());
        vec![Effect::Ask(Ask::Fetch)]
    }

    /// Stops fetching; says whether there was anything to stop.
    pub(super) fn stop(&mut self) -> Option<Vec<Effect>> {
        std::mem::take(&mut self.is_fetching).then(|| vec![Effect::Ask(Ask::Stop)])
    }

    fn next_unread(&mut self) -> Vec<Effect> {
        let Some(at) = self.views[self.current].item_at() else {
            return self.say("no news item is selected here: 5 opens the news");
        };
        let desk = self.model.desk();
        let unread = |(_, item): &(usize, Item<'_>)| match item {
            Item::Feed(_) => item.key(&desk).is_some() && !desk.marks(*item).read,
            _ => !desk.marks(*item).read,
        };
        let items = desk.items().into_iter().enumerate();
        let next = items.skip(at + 1).find(unread).map(|(at, _)| at);
        match next {
            Some(next) => {
                self.show_item(next);
                self.refresh();
                Vec::new()
            }
            None => self.say("nothing unread further down; /unread lists what there is"),
        }
    }

    fn copy_link(&mut self) -> Vec<Effect> {
        match self.views[self.current].link(&self.model) {
            Some(link) => self.copy(link),
            None => self.say("no address is known for this"),
        }
    }

    /// What is wrong in the filter as a query of the news, where those are shown.
    pub(super) fn complain(&mut self) {
        if self.current() == ViewId::News
            && let Err(error) = news::query(&self.model.scope, &self.model.dataset)
        {
            self.notice = Some(error);
        }
    }

    fn verify(&mut self) -> Vec<Effect> {
        self.say("choose a number that the record knows: Tab goes to what is read, arrows to it")
    }
}

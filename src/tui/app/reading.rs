//! What the app does about news: asks the archive what the screen needs, takes in what it tells,
//! and makes of items what the user says.

use crate::news::kept::{ItemId, ItemKey, Mark, Marks};
use crate::news::{Feed, Query, link};
use crate::present::pages::news::{self, Item, Which};
use crate::tui::action::Action;
use crate::tui::ask::{Ask, Fetched, Progress, Told};
use crate::tui::effect::Effect;
use crate::tui::reader;
use crate::tui::runtime::Application as _;
use crate::tui::view_id::ViewId;

use super::App;

/// What is said where no item is left to be read.
const ALL_READ: &str = "nothing unread further down; /unread lists what there is";

/// What the key that fetches does with a feed.
const FETCHES: &str = "fetches it";

impl App {
    /// The first frame was drawn: the archive may be opened.
    pub(super) fn started(&self) -> Vec<Effect> {
        vec![Effect::OpenArchive(self.model.dataset.clone())]
    }

    /// What the screen needs of the archive and was not asked yet.
    pub(super) fn asks(&mut self) -> Vec<Effect> {
        if self.views[self.current].item_at().is_some() {
            self.settle();
        }
        let needs = self.views[self.current].needs(&self.model);
        let asks = self.reader.asks(&self.model, needs);
        asks.into_iter().map(Effect::Ask).collect()
    }

    /// Takes in what the archive told.
    pub(super) fn told(&mut self, told: Told) -> Vec<Effect> {
        match &told {
            Told::Fetching(progress) => {
                self.fetching = Some(progress.clone());
                self.stale = true;
                return Vec::new();
            }
            Told::NextUnread(next) => return self.show_next_unread(*next),
            Told::Fetched(fetched) => {
                self.fetching = None;
                return self.say(&came_of(fetched));
            }
            Told::Failed(why) => return self.say(why),
            Told::Feeds(feeds) if !feeds.notices.is_empty() => {
                self.model.tell_of_archive(&feeds.notices);
                self.notice = Some(feeds.notices.join("; "));
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
            return self.say_none();
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
            return self.say_none();
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
        let shown = link::shown(address);
        let followed = &self.model.shelf.subscriptions;
        if followed.iter().any(|one| one.feed.address == feed.address) {
            let said = format!("{shown} is followed already");
            return self.say(&self.keymap.with_key(&said, Action::Fetch, FETCHES));
        }
        let said = format!("following {shown}");
        self.notice = Some(self.keymap.with_key(&said, Action::Fetch, FETCHES));
        self.refresh();
        vec![Effect::Ask(Ask::Follow(feed))]
    }

    /// Opens a link of the item that is read by its number.
    pub(super) fn numbered_link(&mut self, number: usize) -> Vec<Effect> {
        let here = self.which_here();
        let open = self.model.shelf.open.as_deref();
        let open = open.filter(|open| here == Some(Which::Feed(open.stored.id)));
        if open.is_none() && matches!(here, Some(Which::Feed(_))) {
            return self.say("the item is still being read; try again in a moment");
        }
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

    /// Says that there is no item under the cursor, and how to come to one.
    fn say_none(&mut self) -> Vec<Effect> {
        self.say(match self.current() {
            ViewId::News if self.model.scope.filter.is_empty() => "no news item is listed",
            ViewId::News => "no news item is listed: Esc clears the filter",
            _ => "no news item is selected here: 5 opens the news",
        })
    }

    fn which_here(&self) -> Option<Which> {
        let at = self.views[self.current].item_at()?;
        Some(self.model.desk().items().get(at)?.which())
    }

    fn item_here(&self) -> Option<(ItemKey, Marks)> {
        let at = self.views[self.current].item_at()?;
        let desk = self.model.desk();
        let item = desk.items().get(at)?;
        Some((item.key(&desk)?, desk.marks(item)))
    }

    fn fetch(&mut self) -> Vec<Effect> {
        if self.fetching.is_some() {
            return self.say("fetching already; Esc stops");
        }
        self.stale = true;
        // None may be known yet and one be followed already: the archive says so.
        let of = self.model.shelf.subscriptions.len();
        self.fetching = (of > 0).then(|| Progress {
            done: 0,
            of,
            host: String::new(),
        });
        vec![Effect::Ask(Ask::Fetch)]
    }

    /// Stops fetching; says whether there was anything to stop.
    pub(super) fn stop(&mut self) -> Option<Vec<Effect>> {
        self.fetching.take()?;
        self.notice = Some("stopping: what has come is kept".to_owned());
        Some(vec![Effect::Ask(Ask::Stop)])
    }

    fn next_unread(&mut self) -> Vec<Effect> {
        let Some(at) = self.views[self.current].item_at() else {
            return self.say_none();
        };
        match self.unread_below(at) {
            // Beyond the lines that have come only the archive knows.
            Some((_, Some(unknown))) => {
                let query = reader::wanted(&self.model);
                vec![Effect::Ask(Ask::NextUnread(query, unknown))]
            }
            Some((place, None)) => self.show_row(place),
            None => self.say(ALL_READ),
        }
    }

    /// The first item below a place that was not read or whose line has not come, with the id of
    /// the latter.
    fn unread_below(&self, at: usize) -> Option<(usize, Option<ItemId>)> {
        let desk = self.model.desk();
        let items = desk.items();
        let mut below = (at + 1..).zip(items.iter_from(at + 1));
        below.find_map(|(place, item)| match item {
            Item::Feed(found) if item.key(&desk).is_none() => Some((place, Some(found.id))),
            _ => (!desk.marks(item).read).then_some((place, None)),
        })
    }

    /// Goes to the item that the archive found, or to one of the record before it.
    fn show_next_unread(&mut self, found: Option<ItemId>) -> Vec<Effect> {
        let Some(at) = self.views[self.current].item_at() else {
            return Vec::new();
        };
        let desk = self.model.desk();
        let items = desk.items();
        let brought = found.and_then(|id| items.position(&Which::Feed(id)));
        let own = items.own().iter().filter(|(place, _)| *place > at);
        let mut own = own.filter(|(_, item)| !desk.marks(*item).read);
        let own = own.next().map(|(place, _)| *place);
        match own.into_iter().chain(brought).min() {
            Some(place) => self.show_row(place),
            None => self.say(ALL_READ),
        }
    }

    fn show_row(&mut self, place: usize) -> Vec<Effect> {
        self.show_item(place);
        self.refresh();
        Vec::new()
    }

    fn copy_link(&mut self) -> Vec<Effect> {
        match self.views[self.current].link(&self.model) {
            Some(link) => self.copy(link),
            None => self.say("no address is known for this"),
        }
    }

    /// What is wrong in the filter as a query of the news, where those are shown.
    pub(super) fn complain(&mut self) {
        if self.current() != ViewId::News {
            return;
        }
        let (_, wrong) = news::query(&self.model.scope, &self.model.dataset);
        let unsaid = || Query::unsaid(&self.model.scope.filter);
        self.notice = wrong.or_else(unsaid).or(self.notice.take());
    }

    fn verify(&mut self) -> Vec<Effect> {
        if matches!(self.which_here(), Some(Which::Record(_))) {
            return self.say("what the record's own items claim is checked already");
        }
        self.say("choose a number that the record knows: Tab goes to what is read, arrows to it")
    }
}

/// What came of fetching in one line, with where to read more.
fn came_of(fetched: &Fetched) -> String {
    let more = match (&*fetched.failures, fetched.remarks) {
        ([], 0) => String::new(),
        ([], _) => "; :feeds shows them".to_owned(),
        ([one], _) => format!("; 1 feed failed (:feeds says why): {one}"),
        (more, _) => format!("; {} feeds failed: :feeds says why", more.len()),
    };
    format!("{}{more}", fetched.outcome)
}

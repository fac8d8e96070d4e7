//! A dashboard without a terminal, and an archive of news without a thread or a file, which
//! answers what is asked of it by the same rules as the real one.

use std::cmp::Reverse;
use std::sync::{Arc, LazyLock};

use chrono::{NaiveDate, NaiveDateTime};
use crossterm::event::{KeyCode, KeyEvent};

use trafficdash::figures::claim::Claim;
use trafficdash::figures::{AsOf, Dataset, Period};
use trafficdash::load::{self, claims_of_text};
use trafficdash::news::kept::{
    ClaimId, FeedId, FetchState, Headline, ItemId, ItemKey, Mark, Marks, Stored, Subscription,
};
use trafficdash::news::numbers::{Index, recognised};
use trafficdash::news::shelf::{Clock, Found, Line, Open};
use trafficdash::news::{About, Entry, Feed, Moment, Query, Reading};
use trafficdash::tui::app::App;
use trafficdash::tui::ask::{Ask, Extent, Feeds, Fetched, Nearby, Told};
use trafficdash::tui::effect::Effect;
use trafficdash::tui::event::Event;
use trafficdash::tui::keymap::Keymap;
use trafficdash::tui::model::Model;
use trafficdash::tui::runtime::Application;
use trafficdash::tui::theme::Theme;

use crate::keys::key;
use crate::screen::drawn;

pub static RECORD: LazyLock<Arc<Dataset>> = LazyLock::new(|| {
    let today = NaiveDate::from_ymd_opt(2026, 11, 23).expect("a day");
    Arc::new(load::embedded(today).dataset.expect("the record"))
});

static INDEX: LazyLock<Index> = LazyLock::new(|| Index::new(&RECORD));

pub fn period(text: &str) -> Period {
    text.parse().expect(text)
}

/// A moment written like `2012-10-17 09:30`.
pub fn moment(text: &str) -> Moment {
    let time = NaiveDateTime::parse_from_str(text, "%Y-%m-%d %H:%M");
    Moment(time.expect(text).and_utc().timestamp())
}

/// An archive in a test.
#[derive(Clone, Debug, Default)]
pub struct Archive {
    pub feeds: Vec<Subscription>,
    /// Newest first.
    pub items: Vec<Stored>,
    pub record: Vec<(String, Marks)>,
    pub claims: Vec<(ItemKey, ClaimId, String)>,
}

/// An item as a feed gives it.
#[derive(Clone, Debug, Default)]
pub struct Story<'s> {
    pub at: &'s str,
    pub title: &'s str,
    pub text: &'s [&'s str],
    pub links: &'s [&'s str],
    pub about: &'s [&'s str],
}

impl Archive {
    /// Follows a feed.
    pub fn follow(&mut self, address: &str, title: &str) {
        let newest = self.feeds.iter().map(|feed| feed.id.0).max();
        self.feeds.push(Subscription {
            id: FeedId(newest.unwrap_or_default() + 1),
            feed: Feed {
                address: address.to_owned(),
                title: title.to_owned(),
                words: Vec::new(),
            },
            state: FetchState::default(),
        });
    }

    /// Takes an item of a feed, counted from 0; gives its key.
    pub fn take(&mut self, feed: usize, story: &Story<'_>) -> ItemKey {
        let date = moment(story.at);
        let at = self.items.len();
        let key = ItemKey(format!("item-{at}"));
        let feed = &self.feeds[feed];
        self.items.push(Stored {
            id: ItemId(date.0 * 1000 + number(at)),
            key: key.clone(),
            entry: Entry {
                link: Some(format!("https://news.example/{at}")),
                title: story.title.to_owned(),
                published: Some(date),
                reading: Reading {
                    paragraphs: story.text.iter().map(ToString::to_string).collect(),
                    links: story.links.iter().map(ToString::to_string).collect(),
                },
                ..Entry::default()
            },
            feeds: vec![(feed.id, feed.feed.title.clone())],
            date,
            dated: true,
            first_seen: date,
            marks: Marks::default(),
            about: About {
                periods: story.about.iter().map(|one| period(one)).collect(),
                indicators: Vec::new(),
            },
        });
        self.items.sort_by_key(|item| Reverse(item.id));
        key
    }

    pub fn feeds(&self) -> Told {
        Told::Feeds(Feeds {
            subscriptions: self.feeds.clone(),
            has_items: !self.items.is_empty(),
            marks: self.record.clone(),
            clock: Clock::default(),
            notices: Vec::new(),
        })
    }

    pub fn of_key(&self, key: &ItemKey) -> Option<&Stored> {
        self.items.iter().find(|item| item.key == *key)
    }

    fn line(&self, item: &Stored) -> Line {
        let headline = Headline {
            id: item.id,
            key: item.key.clone(),
            title: item.entry.title.clone(),
            feeds: item.feeds.iter().map(|(_, title)| title.clone()).collect(),
            date: item.date,
            dated: item.dated,
            read: item.marks.read,
            starred: item.marks.starred,
            tags: item.marks.tags.clone(),
            periods: item.about.periods.clone(),
            indicators: item.about.indicators.clone(),
        };
        let claims = self.claims_of(&item.key).into_iter();
        Line {
            headline,
            claims: claims.map(|(_, claim)| claim).collect(),
        }
    }

    fn claims_of(&self, key: &ItemKey) -> Vec<(ClaimId, Claim)> {
        let own = self.claims.iter().filter(|(of, ..)| of == key);
        let claims = own.flat_map(|(_, id, text)| {
            let read = claims_of_text(&RECORD, "your claim", text);
            read.list.into_iter().map(|claim| (*id, claim))
        });
        claims.collect()
    }

    fn passing<'a>(&'a self, query: &'a Query) -> impl Iterator<Item = &'a Stored> {
        let passes = |item: &&Stored| {
            let day = item.date.day().expect("a day");
            let words = format!(
                "{} {}",
                item.entry.title,
                item.entry.reading.paragraphs.join(" ")
            );
            let words = words.to_lowercase();
            let feed = |wanted: &String| {
                let mut titles = item.feeds.iter();
                titles.any(|(_, title)| title.to_lowercase().contains(&wanted.to_lowercase()))
            };
            let about = |period: Period| item.about.periods.iter().any(|one| one.overlaps(period));
            (!query.unread || !item.marks.read)
                && (!query.starred || item.marks.starred)
                && query.feed.as_ref().is_none_or(feed)
                && query
                    .tag
                    .as_ref()
                    .is_none_or(|tag| item.marks.tags.contains(tag))
                && query.since.is_none_or(|since| day >= since)
                && query.until.is_none_or(|until| day <= until)
                && query.about.is_none_or(about)
                && query
                    .words
                    .iter()
                    .all(|word| words.contains(&word.to_lowercase()))
        };
        self.items.iter().filter(passes)
    }

    pub fn found(&self, query: &Query) -> Vec<Found> {
        let found = self.passing(query).map(|item| Found {
            id: item.id,
            date: item.date,
        });
        found.collect()
    }

    pub fn open(&self, id: ItemId) -> Told {
        let stored = self.items.iter().find(|item| item.id == id);
        Told::Read(stored.map(|stored| {
            let day = AsOf::On(stored.date.day().expect("a day"));
            let text = (&*stored.entry.title, &stored.entry.reading);
            Box::new(Open {
                stored: stored.clone(),
                numbers: recognised(&RECORD, &INDEX, day, text),
                claims: self.claims_of(&stored.key),
            })
        }))
    }

    fn lines(&self, ids: &[ItemId]) -> Told {
        let wanted = self.items.iter().filter(|item| ids.contains(&item.id));
        Told::Lines(wanted.map(|item| self.line(item)).collect())
    }

    fn about(&self, nearby: Nearby) -> Told {
        let all = Query {
            about: Some(nearby.period),
            until: nearby.as_of.day(),
            ..Query::default()
        };
        let lines = self.passing(&nearby.query).map(|one| self.line(one));
        let lines: Vec<Line> = lines.collect();
        let counts = vec![(nearby.period, self.passing(&all).count())];
        Told::About(nearby, lines, counts)
    }

    fn mark(&mut self, keys: &[ItemKey], mark: &Mark) -> Vec<Told> {
        let mut told = Vec::new();
        for key in keys {
            if let Some(id) = key.record_id() {
                let mut list = self.record.iter_mut();
                if let Some((_, marks)) = list.find(|(known, _)| known == id) {
                    change(marks, mark);
                } else {
                    let mut marks = Marks {
                        read: true,
                        ..Marks::default()
                    };
                    change(&mut marks, mark);
                    self.record.push((id.to_owned(), marks));
                }
                told.push(self.feeds());
                continue;
            }
            let item = self.items.iter_mut().find(|item| item.key == *key);
            let item = item.expect("an item of this archive");
            change(&mut item.marks, mark);
            let id = item.id;
            told.extend([self.lines(&[id]), self.open(id)]);
        }
        told
    }

    fn again(&self, key: &ItemKey) -> Vec<Told> {
        let id = self.of_key(key).expect("an item").id;
        vec![self.lines(&[id]), self.open(id)]
    }

    /// What the archive tells when it is asked.
    pub fn answer(&mut self, ask: Ask) -> Vec<Told> {
        match ask {
            Ask::Find(query) => {
                let found = self.found(&query);
                vec![Told::Found(query, found, Extent::Whole)]
            }
            Ask::Lines(ids) => {
                vec![self.lines(&ids)]
            }
            Ask::Read(id) => vec![self.open(id)],
            Ask::About(nearby) => vec![self.about(nearby)],
            Ask::NextUnread(query, from) => {
                let unread = Query {
                    unread: true,
                    ..query
                };
                let mut found = self.found(&unread).into_iter();
                let next = found.find(|one| one.id <= from);
                vec![Told::NextUnread(next.map(|one| one.id))]
            }
            Ask::Mark(keys, mark) => self.mark(&keys, &mark),
            Ask::Follow(feed) => {
                self.follow(&feed.address, &feed.title);
                vec![self.feeds()]
            }
            Ask::Leave(id) => {
                self.feeds.retain(|feed| feed.id != id);
                vec![self.feeds(), Told::Changed]
            }
            Ask::Claim(key, text) => {
                let id = ClaimId(number(self.claims.len()) + 1);
                self.claims.push((key.clone(), id, text));
                self.again(&key)
            }
            Ask::Unclaim(key, id) => {
                self.claims.retain(|(_, one, _)| *one != id);
                self.again(&key)
            }
            Ask::Fetch if self.feeds.is_empty() => {
                let none = "no feed is followed: ctrl-f lists some to choose from";
                vec![Told::Fetched(Fetched {
                    outcome: none.to_owned(),
                    ..Fetched::default()
                })]
            }
            Ask::Fetch | Ask::Stop => Vec::new(),
        }
    }
}

fn change(marks: &mut Marks, mark: &Mark) {
    match mark {
        Mark::Read => marks.read = true,
        Mark::Unread => marks.read = false,
        Mark::Starred => marks.starred = true,
        Mark::Unstarred => marks.starred = false,
        Mark::Note(note) => marks.note.clone_from(note),
        Mark::Tag(tag) => marks.tags.push(tag.clone()),
        Mark::Untag(tag) => marks.tags.retain(|one| one != tag),
    }
}

/// A dashboard, its screen, and the archive that it asks.
pub struct Dashboard {
    pub app: App,
    pub archive: Archive,
    pub size: (u16, u16),
}

impl Dashboard {
    /// A dashboard that has started and whose archive has answered all that was asked.
    pub fn new(archive: Archive, size: (u16, u16)) -> Self {
        let mut dashboard = Self::silent(size);
        dashboard.archive = archive;
        dashboard.send(Event::Started);
        if !dashboard.archive.feeds.is_empty() {
            let feeds = dashboard.archive.feeds();
            dashboard.tell(feeds);
        }
        dashboard
    }

    /// A dashboard whose archive says nothing yet.
    pub fn silent(size: (u16, u16)) -> Self {
        let model = Model::new(Arc::clone(&RECORD), Theme::default(), Vec::new());
        let mut app = App::new(model, Keymap::default());
        app.update(Event::Resize(size.0, size.1));
        Self {
            app,
            archive: Archive::default(),
            size,
        }
    }

    /// Sends an event, and answers all that is asked because of it; gives every effect.
    pub fn send(&mut self, event: Event) -> Vec<Effect> {
        let mut effects = Vec::new();
        let mut events = vec![event];
        while !events.is_empty() {
            let new: Vec<Effect> = events
                .drain(..)
                .flat_map(|one| self.app.update(one))
                .collect();
            self.app.settle();
            for effect in &new {
                let told = match effect {
                    Effect::Ask(ask) => self.archive.answer(ask.clone()),
                    Effect::OpenArchive(_) => vec![Told::Record],
                    _ => Vec::new(),
                };
                events.extend(told.into_iter().map(|told| Event::Told(Box::new(told))));
            }
            effects.extend(new);
        }
        effects
    }

    /// Tells something, and answers what is asked because of it.
    pub fn tell(&mut self, told: Told) -> Vec<Effect> {
        self.send(Event::Told(Box::new(told)))
    }

    /// Sends an event and answers nothing; gives what is asked.
    pub fn only(&mut self, event: Event) -> Vec<Ask> {
        let effects = self.app.update(event);
        self.app.settle();
        asked(effects)
    }

    /// Presses keys by their names, apart by a blank.
    pub fn press(&mut self, keys: &str) -> Vec<Effect> {
        let keys = keys.split(' ');
        keys.flat_map(|name| self.send(Event::Key(key(name))))
            .collect()
    }

    /// Presses one key and answers nothing; gives the effects.
    pub fn press_only(&mut self, name: &str) -> Vec<Effect> {
        self.app.update(Event::Key(key(name)))
    }

    /// Types letter by letter.
    pub fn write(&mut self, text: &str) -> Vec<Effect> {
        let letters = text.chars().map(|one| KeyEvent::from(KeyCode::Char(one)));
        letters.flat_map(|key| self.send(Event::Key(key))).collect()
    }

    /// Carries out a line of the command prompt.
    pub fn command(&mut self, line: &str) -> Vec<Effect> {
        let mut effects = self.press(":");
        effects.extend(self.write(line));
        effects.extend(self.press("enter"));
        effects
    }

    /// The screen, line by line without the blanks at their ends.
    pub fn screen(&self) -> String {
        drawn(&self.app, self.size)
    }

    /// The first line of the screen that holds a text.
    #[track_caller]
    pub fn line(&self, text: &str) -> String {
        let screen = self.screen();
        let found = screen.lines().find(|line| line.contains(text));
        found
            .unwrap_or_else(|| panic!("no {text:?} on\n{screen}"))
            .to_owned()
    }

    #[track_caller]
    pub fn shows(&self, text: &str) {
        self.line(text);
    }

    #[track_caller]
    pub fn hides(&self, text: &str) {
        let screen = self.screen();
        assert!(!screen.contains(text), "{text:?} on\n{screen}");
    }

    /// The row under the cursor of the list.
    #[track_caller]
    pub fn row(&self) -> String {
        let screen = self.screen();
        let rows = screen.lines().skip_while(|line| !line.contains("Date "));
        let mut marked = rows.filter(|line| line.trim_start().starts_with("▸ "));
        marked
            .next()
            .unwrap_or_else(|| panic!("no row on\n{screen}"))
            .to_owned()
    }
}

/// What is asked of the archive among effects.
pub fn asked(effects: Vec<Effect>) -> Vec<Ask> {
    let asks = effects.into_iter().filter_map(|effect| match effect {
        Effect::Ask(ask) => Some(ask),
        _ => None,
    });
    asks.collect()
}

fn number(count: usize) -> i64 {
    i64::try_from(count).expect("a few")
}

/// Three feeds with a dozen items around the record's own, some read, starred and tagged.
pub fn usual() -> Archive {
    let mut archive = Archive::default();
    archive.follow("https://one.example/feed", "Anti-Slavery International");
    archive.follow("https://two.example/rss", "Home Office");
    archive.follow("https://three.example/atom", "GOV.UK news: modern slavery");
    for (at, story) in STORIES.iter().enumerate() {
        archive.take(at % 3, story);
    }
    for (title, mark) in [
        ("Court hears", Mark::Read),
        ("Court hears", Mark::Starred),
        ("Charity", Mark::Read),
        ("Charity", Mark::Tag("evidence".to_owned())),
        (
            "Ministers",
            Mark::Note("compare with the article".to_owned()),
        ),
    ] {
        let begins = |item: &&mut Stored| item.entry.title.starts_with(title);
        let item = archive.items.iter_mut().find(begins).expect(title);
        change(&mut item.marks, &mark);
    }
    archive
}

/// The item whose numbers the record knows.
pub const MINISTERS: &str = "Ministers told of 946 victims of trafficking in 2011";

const STORIES: &[Story<'static>] = &[
    Story {
        at: "2026-11-20 09:30",
        title: "Third quarter sees fewer referrals than the second",
        text: &[
            "The National Referral Mechanism received fewer referrals between July and September 2026.",
        ],
        links: &["https://other.example/q3"],
        about: &["2026Q3"],
    },
    Story {
        at: "2026-11-18 16:05",
        title: "Court hears how a family was made to work on a farm",
        text: &["Four people were freed from a farm."],
        links: &[],
        about: &[],
    },
    Story {
        at: "2026-02-19 11:00",
        title: "Record number of people referred as potential victims of modern slavery in 2025",
        text: &[
            "23,411 potential victims of modern slavery were referred to the National Referral Mechanism in 2025.",
        ],
        links: &["https://other.example/a", "https://other.example/b"],
        about: &["2025"],
    },
    Story {
        at: "2025-12-23 08:00",
        title: "Charity asks for help for longer than 45 days",
        text: &[],
        links: &[],
        about: &["2025"],
    },
    Story {
        at: "2012-10-19 07:15",
        title: "Campaigners call the figures the tip of the iceberg",
        text: &["What is known is not all that there is."],
        links: &[],
        about: &["2011"],
    },
    Story {
        at: "2012-10-18 15:20",
        title: MINISTERS,
        text: &[
            "Ministers learned of 946 potential victims of human trafficking in 2011, against 710 in 2010.",
            "Of the 946 potential victims of human trafficking in 2011, 234 were children.",
        ],
        links: &[
            "https://other.example/first",
            "https://other.example/second",
        ],
        about: &["2010", "2011"],
    },
    Story {
        at: "2012-05-22 10:00",
        title: "Report on the first year of the strategy",
        text: &["The strategy of 2011 is reviewed."],
        links: &[],
        about: &["2011"],
    },
];

//! An archive with a hundred thousand items: what the benchmarks of the archive search, and what
//! the benchmark of the start opens.

use std::path::Path;
use std::sync::LazyLock;

use chrono::NaiveDate;

use trafficdash::archive::{Archive, ItemId, Mark};
use trafficdash::load;
use trafficdash::news::{About, Entry, Feed, Moment, Query, Reading};

/// How many items there are.
pub const ITEMS: usize = 100_000;

/// Numbers without a pattern that matters, the same every time.
pub struct Dice(pub u64);

impl Dice {
    /// A number below another one.
    pub fn below(&mut self, end: usize) -> usize {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1);
        (self.0 >> 33) as usize % end
    }
}

/// The words of the record's articles, as often as they stand there.
static WORDS: LazyLock<Vec<String>> = LazyLock::new(|| {
    let today = NaiveDate::from_ymd_opt(2026, 11, 23).expect("a day");
    let record = load::embedded(today).dataset.expect("the record");
    let texts = record.articles.iter().flat_map(|one| &one.text);
    let words = texts.flat_map(|text| text.split_whitespace().map(str::to_owned));
    words.collect()
});

/// So many letters of text, with a word now and then that hardly any other text has.
pub fn text(dice: &mut Dice, letters: usize) -> String {
    let mut text = String::new();
    while text.len() < letters {
        if dice.below(25) == 0 {
            let rare = dice.below(60_000);
            let letter = char::from(b'a' + (rare % 26) as u8);
            text.push_str(&format!("{letter}{letter}rare{rare} "));
        }
        text.push_str(&WORDS[dice.below(WORDS.len())]);
        text.push(' ');
    }
    text
}

/// An item of ordinary length; one comes every fifty minutes.
pub fn entry(dice: &mut Dice, at: usize) -> (Entry, About) {
    let after = i64::try_from(at * 3000).expect("seconds");
    let entry = Entry {
        guid: Some(format!("tag:news.example,2005:/story/{at}")),
        link: Some(format!("https://news.example/2020/story-{at}")),
        title: text(dice, 50),
        author: "An author".into(),
        published: Some(Moment(1_400_000_000 + after)),
        updated: None,
        reading: Reading {
            paragraphs: (0..4).map(|_| text(dice, 195)).collect(),
            links: vec![format!("https://other.example/{at}")],
        },
    };
    let years = (0..dice.below(3)).map(|_| format!("{}", 2005 + dice.below(20)));
    let periods = years.map(|year| year.parse().expect("a year")).collect();
    let indicators = vec!["nrm-referrals".into()];
    (
        entry,
        About {
            periods,
            indicators,
        },
    )
}

/// When they came.
pub const NOW: Moment = Moment(1_800_000_000);

/// Twenty feeds, in answers of fifty items; a tenth is read, some are starred.
pub fn fill(folder: &Path) -> Archive {
    let mut archive = Archive::open(folder).archive;
    let mut dice = Dice(1);
    let feeds: Vec<_> = (0..20)
        .map(|at| {
            let address = format!("https://feed{at}.example/rss");
            let title = format!("Feed {at}");
            let feed = Feed {
                address,
                title,
                words: Vec::new(),
            };
            archive.subscribe(&feed).expect("subscribed")
        })
        .collect();
    for answer in 0..ITEMS / 50 {
        let items = answer * 50..(answer + 1) * 50;
        let entries: Vec<_> = items.map(|at| entry(&mut dice, at)).collect();
        let feed = feeds[answer % feeds.len()];
        archive.take(feed, &entries, NOW).expect("taken");
    }
    let ids = archive.find(&Query::default(), usize::MAX).expect("found");
    for (step, mark) in [
        (10, Mark::Read),
        (1000, Mark::Starred),
        (700, Mark::Tag("law".into())),
    ] {
        let some: Vec<ItemId> = ids.iter().copied().step_by(step).collect();
        let keys: Vec<_> = archive.headlines(&some).expect("lines");
        let keys: Vec<_> = keys.into_iter().map(|line| line.key).collect();
        archive.mark(&keys, &mark).expect("marked");
    }
    archive
}

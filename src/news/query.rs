//! What is looked for among the news: a small language of filters and words, and its reader.
//! What a query says is written back in one way only, so that it can be kept and compared.

use std::fmt;
use std::iter::Peekable;
use std::str::Chars;

use chrono::{Days, Months, NaiveDate};

use crate::clean;
use crate::figures::{Period, period};
use crate::problem::nearest;

/// What is looked for: an item must pass every part.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Query {
    /// Only what was not read.
    pub unread: bool,
    /// Only what is starred.
    pub starred: bool,
    /// Only of feeds whose title or address contains this, in any case of letters.
    pub feed: Option<String>,
    /// Only what has this tag.
    pub tag: Option<String>,
    /// Only what is of this day or later.
    pub since: Option<NaiveDate>,
    /// Only what is of this day or earlier.
    pub until: Option<NaiveDate>,
    /// Only what is about this period, or one that overlaps it.
    pub about: Option<Period>,
    /// Words and quoted phrases that title, text, note or tags contain; the last word of what is
    /// being typed may be the beginning of one.
    pub words: Vec<String>,
}

/// One filter of the language.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Filter {
    /// Its name: `unread`, or `since` before a colon.
    pub name: &'static str,
    /// Examples of how it is written, apart by a space.
    pub written: &'static str,
    /// What it leaves, in a line.
    pub help: &'static str,
    part: Part,
}

/// The part of a query that a filter sets.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Part {
    Unread,
    Starred,
    Feed,
    Tag,
    Since,
    Until,
    About,
}

/// Every filter, in the order in which they are explained and written.
pub const FILTERS: [Filter; 7] = [
    Filter {
        name: "unread",
        written: "unread",
        help: "what you have not read",
        part: Part::Unread,
    },
    Filter {
        name: "starred",
        written: "starred",
        help: "what you have starred",
        part: Part::Starred,
    },
    Filter {
        name: "feed",
        written: "feed:nca feed:\"home office\"",
        help: "of feeds with this in their title or address",
        part: Part::Feed,
    },
    Filter {
        name: "tag",
        written: "tag:evidence",
        help: "what you have given this tag",
        part: Part::Tag,
    },
    Filter {
        name: "since",
        written: "since:2026-01-15 since:2026-01 since:7d",
        help: "of this day, month or year or later; 7d, 2w, 3m, 1y count back from today",
        part: Part::Since,
    },
    Filter {
        name: "until",
        written: "until:2026-01-15 until:2025 until:7d",
        help: "of this day, month or year or earlier",
        part: Part::Until,
    },
    Filter {
        name: "about",
        written: "about:2011 about:2011/12 about:2011Q3",
        help: "about this period, or one that overlaps it",
        part: Part::About,
    },
];

/// How words are looked for, as the filters are explained.
pub const WORDS: (&str, &str) = (
    "albanian \"exploited children\"",
    "with these words, or with a phrase as it stands; quotes also keep a filter's name a word",
);

/// A word of a query as it was written.
struct Token {
    /// The name of a filter, if it has one before a colon.
    key: Option<String>,
    /// What follows it, or the whole.
    text: String,
    /// Whether any of it stood in quotes.
    quoted: bool,
    /// Whether it ends where the text ends, so that it may still be written.
    last: bool,
}

impl Token {
    /// The whole as a word.
    fn word(&self) -> String {
        let key = self.key.as_ref().map(|key| format!("{key}:"));
        key.unwrap_or_default() + &self.text
    }

    /// Whether it is an address, or a word that ends in a colon.
    fn is_address_or_end(&self) -> bool {
        self.text.starts_with('/') || self.text.is_empty() && !self.quoted
    }
}

impl Query {
    /// Reads a query; `today` is the day that `7d` counts back from. A filter that is still
    /// being written at the end (`since:`, `since:2026-0`) passes everything. The error says
    /// what is wrong and what to write.
    pub fn parse(text: &str, today: NaiveDate) -> Result<Self, String> {
        let (query, wrong) = Self::read(text, today);
        wrong.map_or(Ok(query), Err)
    }

    /// The same of a text that nobody is writing any more: in it what looks like the beginning of
    /// a filter is a mistake.
    pub fn parse_whole(text: &str, today: NaiveDate) -> Result<Self, String> {
        match Self::unsaid(text) {
            Some(unsaid) => Err(unsaid),
            None => Self::parse(&format!("{text} "), today),
        }
    }

    /// The same of a text that may be wrong: what is asked for without the parts that are, and
    /// what is to be said of the first of them.
    pub fn read(text: &str, today: NaiveDate) -> (Self, Option<String>) {
        let (mut query, mut wrong) = (Self::default(), None);
        for token in tokens(&clean::line(text)) {
            let read = query.take(&token, today);
            wrong = wrong.or(read.err());
        }
        (query, wrong)
    }

    fn take(&mut self, token: &Token, today: NaiveDate) -> Result<(), String> {
        match filter_of(token)? {
            Some(filter) => self.narrow(filter, token, today)?,
            None if token.word().trim().is_empty() => {}
            None => self.words.push(token.word()),
        }
        Ok(())
    }

    /// What is to be written where a filter stands without a value, which passes everything.
    pub fn unsaid(text: &str) -> Option<String> {
        let tokens = tokens(&clean::line(text));
        let mut filters = tokens.iter().filter_map(|token| {
            let filter = filter_of(token).ok()??;
            let is_bare = token.key.is_some() && token.text.trim().is_empty();
            is_bare.then_some(filter)
        });
        filters.next().map(|filter| {
            let example = filter.written.split(' ').next().unwrap_or_default();
            format!("{}: says nothing; write it like {example}", filter.name)
        })
    }

    /// Whether it passes everything.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    fn narrow(&mut self, filter: Filter, token: &Token, today: NaiveDate) -> Result<(), String> {
        let text = token.text.trim();
        match filter.part {
            Part::Unread => self.unread = true,
            Part::Starred => self.starred = true,
            _ if text.is_empty() => {}
            Part::Feed => once(&mut self.feed, text.to_owned(), filter)?,
            Part::Tag => once(&mut self.tag, text.to_owned(), filter)?,
            _ if token.last && is_unfinished(text) => {}
            Part::Since => once(&mut self.since, day(text, today, Period::start)?, filter)?,
            Part::Until => once(&mut self.until, day(text, today, Period::end)?, filter)?,
            Part::About => {
                let written = text.parse::<Period>();
                let period = written.map_err(|error| error.to_string())?;
                once(&mut self.about, period, filter)?;
            }
        }
        Ok(())
    }

    /// What a filter asks for, as it is written after its name; none if it asks for nothing.
    fn asked(&self, part: Part) -> Option<String> {
        let day = |day: Option<NaiveDate>| day.map(|day| format!(":{}", day.format("%Y-%m-%d")));
        let text = |text: &Option<String>| text.as_ref().map(|text| format!(":{}", written(text)));
        match part {
            Part::Unread => self.unread.then(String::new),
            Part::Starred => self.starred.then(String::new),
            Part::Feed => text(&self.feed),
            Part::Tag => text(&self.tag),
            Part::Since => day(self.since),
            Part::Until => day(self.until),
            Part::About => self.about.map(|period| format!(":{}", period.code())),
        }
    }
}

/// The filters in the order of [`FILTERS`], then the words; read again, it is the same query.
impl fmt::Display for Query {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let filters = FILTERS.iter().filter_map(|filter| {
            let asked = self.asked(filter.part)?;
            Some(format!("{}{asked}", filter.name))
        });
        let words = self.words.iter().map(|word| written(word));
        let parts: Vec<String> = filters.chain(words).collect();
        f.pad(&parts.join(" "))
    }
}

/// A word, in quotes where it would be read as something else without.
fn written(word: &str) -> String {
    let spaced = word.contains(char::is_whitespace);
    let named = FILTERS.iter().any(|one| is_named(one, word));
    if spaced || named || word.contains(':') {
        return format!("\"{word}\"");
    }
    word.to_owned()
}

fn is_named(filter: &Filter, word: &str) -> bool {
    filter.name.eq_ignore_ascii_case(word)
}

/// Sets a part that was not set to anything else.
fn once<T: PartialEq>(part: &mut Option<T>, value: T, filter: Filter) -> Result<(), String> {
    if part.as_ref().is_some_and(|before| *before != value) {
        let name = filter.name;
        return Err(format!("{name}: stands twice; leave one of them out"));
    }
    *part = Some(value);
    Ok(())
}

/// The words of a text; what stands in quotes is one, and a quote that is not closed reaches to
/// the end.
fn tokens(text: &str) -> Vec<Token> {
    let mut rest = text.chars().peekable();
    let mut tokens = Vec::new();
    loop {
        while rest.next_if(|one| one.is_whitespace()).is_some() {}
        if rest.peek().is_none() {
            return tokens;
        }
        tokens.push(token(&mut rest));
    }
}

fn token(rest: &mut Peekable<Chars<'_>>) -> Token {
    let (mut key, mut text, mut quoted) = (None, String::new(), false);
    while let Some(one) = rest.next_if(|one| !one.is_whitespace()) {
        match one {
            '"' => {
                quoted = true;
                text.extend(std::iter::from_fn(|| rest.next_if(|one| *one != '"')));
                rest.next();
            }
            ':' if key.is_none() && !quoted && is_name(&text) => {
                key = Some(std::mem::take(&mut text));
            }
            one => text.push(one),
        }
    }
    let last = rest.peek().is_none();
    Token {
        key,
        text,
        quoted,
        last,
    }
}

fn is_name(text: &str) -> bool {
    !text.is_empty() && text.chars().all(char::is_alphabetic)
}

/// The filter that a word names; words before a colon that name none are an error, unless an
/// address (`http://…`) or the end of a word (`a: b`) is what was written.
fn filter_of(token: &Token) -> Result<Option<Filter>, String> {
    let named = |word: &str| FILTERS.into_iter().find(|one| is_named(one, word));
    let alone = |filter: &Filter| matches!(filter.part, Part::Unread | Part::Starred);
    let Some(key) = &token.key else {
        let found = named(&token.text).filter(alone);
        return Ok(found.filter(|_| !token.quoted));
    };
    let known = named(key);
    if let Some(filter) = known.filter(|one| !alone(one)) {
        return Ok(Some(filter));
    }
    if known.is_none() && token.is_address_or_end() {
        return Ok(None);
    }
    let names = FILTERS.iter().filter(|one| !alone(one)).map(|one| one.name);
    let remedy = match (known, nearest(&key.to_lowercase(), names.clone())) {
        (Some(filter), _) => format!("write {} alone", filter.name),
        (None, Some(near)) => format!("did you mean {near}:?"),
        (None, None) => {
            let names: Vec<String> = names.map(|name| format!("{name}:")).collect();
            format!("use {}, or put it in quotes", names.join(", "))
        }
    };
    Err(format!("\"{key}:\" is no filter; {remedy}"))
}

/// A day, the first or last one of a period, or one so long before today.
fn day(
    text: &str,
    today: NaiveDate,
    edge: impl Fn(Period) -> NaiveDate,
) -> Result<NaiveDate, String> {
    let refuse = || {
        format!(
            "\"{text}\" is no day; write it like 2026-01-15, 2026-01 or 2026, or 7d, 2w, 3m, 1y"
        )
    };
    match text {
        "today" => return Ok(today),
        "yesterday" => return today.pred_opt().ok_or_else(refuse),
        _ => {}
    }
    if let Some(day) = period::day(text) {
        return Ok(day);
    }
    let ago = || {
        let (digits, unit) = text.split_at_checked(text.len().checked_sub(1)?)?;
        let count: u32 = digits.parse().ok()?;
        let days = |each: u64| today.checked_sub_days(Days::new(u64::from(count) * each));
        let months = |each| today.checked_sub_months(Months::new(count.checked_mul(each)?));
        match unit {
            "d" => days(1),
            "w" => days(7),
            "m" => months(1),
            "y" => months(12),
            _ => None,
        }
    };
    let of_period = || text.parse().ok().map(&edge);
    // A year before 1000 could not be written back.
    let found = ago().or_else(of_period);
    found
        .filter(|day| period::day(&day.to_string()).is_some())
        .ok_or_else(refuse)
}

/// Whether a text is the beginning of a day, a period or a number of days and not yet one.
fn is_unfinished(text: &str) -> bool {
    const FORMS: [&str; 4] = ["0000-00-00", "0000/00", "0000Q0", "0000-00..0000-00-00"];
    const WHOLE: [&str; 3] = ["0000", "0000-00", "0000-00-00"];
    let digit = |one: char| {
        if one.is_ascii_digit() {
            '0'
        } else {
            one.to_ascii_uppercase()
        }
    };
    let form: String = text.chars().map(digit).collect();
    let begun = |word: &&str| word.starts_with(text) && *word != text;
    let named = ["today", "yesterday"].iter().any(begun);
    named
        || !WHOLE.contains(&form.as_str())
            && FORMS
                .iter()
                .any(|one| *one != form && one.starts_with(&form))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn today() -> NaiveDate {
        "2026-11-23".parse().expect("a day")
    }

    fn query(text: &str) -> Query {
        Query::parse(text, today()).unwrap_or_else(|error| panic!("{text}: {error}"))
    }

    fn since(text: &str) -> String {
        query(text).to_string()
    }

    #[test]
    fn filters_and_words_are_told_apart() {
        let all =
            query("unread feed:nca starred tag:evidence about:2011/12 albanian \"lorry park\"");
        assert!(all.unread && all.starred);
        assert_eq!(all.feed.as_deref(), Some("nca"));
        assert_eq!(all.tag.as_deref(), Some("evidence"));
        assert_eq!(all.about, "2011/12".parse().ok());
        assert_eq!(all.words, ["albanian", "lorry park"]);
        assert_eq!(
            query("feed:\"home office\"").feed.as_deref(),
            Some("home office")
        );
        assert_eq!(query("UNREAD Feed:nca").to_string(), "unread feed:nca");
    }

    #[test]
    fn days_are_written_in_full_in_part_or_as_so_long_ago() {
        assert_eq!(since("since:2026-01-15"), "since:2026-01-15");
        assert_eq!(
            since("since:2026-01 until:2026-02"),
            "since:2026-01-01 until:2026-02-28"
        );
        assert_eq!(
            since("since:2025 until:2025"),
            "since:2025-01-01 until:2025-12-31"
        );
        assert_eq!(since("since:7d"), "since:2026-11-16");
        assert_eq!(
            since("since:2w until:1d"),
            "since:2026-11-09 until:2026-11-22"
        );
        assert_eq!(since("since:3m"), "since:2026-08-23");
        assert_eq!(since("since:1y"), "since:2025-11-23");
        assert_eq!(since("since:yesterday"), "since:2026-11-22");
    }

    #[test]
    fn what_is_still_being_typed_passes_everything() {
        for text in [
            "",
            " ",
            "since:",
            "since:2",
            "since:202",
            "since:2026-",
            "since:2026-0",
            "since:2026-01-1",
            "since:7",
            "until:tod",
            "about:",
            "about:201",
            "about:2011/",
            "about:2011Q",
            "about:2012-04..",
            "feed:",
            "tag:",
            "\"",
            "feed:\"",
            "about: since:",
        ] {
            assert!(query(text).is_empty(), "{text}");
        }
        assert_eq!(query("\"lorry pa").words, ["lorry pa"]);
        // It is not being typed any more.
        assert!(Query::parse("since:2026-0 ", today()).is_err());
    }

    #[test]
    fn a_filter_without_a_value_says_how_it_is_written() {
        let said = |text| Query::unsaid(text).unwrap_or_default();
        assert_eq!(said("feed:"), "feed: says nothing; write it like feed:nca");
        assert_eq!(
            said("farm tag: unread"),
            "tag: says nothing; write it like tag:evidence"
        );
        assert_eq!(
            said("since:"),
            "since: says nothing; write it like since:2026-01-15"
        );
        assert_eq!(
            said("about:\"\""),
            "about: says nothing; write it like about:2011"
        );
        for fine in [
            "",
            "unread",
            "feed:nca",
            "verdict: guilty",
            "\"feed:\"",
            "since:20",
        ] {
            assert_eq!(said(fine), "", "{fine}");
        }
    }

    #[test]
    fn addresses_times_and_words_before_a_colon_are_words() {
        assert_eq!(
            query("https://example.org/a:b").words,
            ["https://example.org/a:b"]
        );
        assert_eq!(query("verdict: guilty").words, ["verdict:", "guilty"]);
        assert_eq!(query("10:30").words, ["10:30"]);
        assert_eq!(
            query("\"feed:nca\" \"unread\"").words,
            ["feed:nca", "unread"]
        );
        assert_eq!(query(":").words, [":"]);
    }

    #[test]
    fn what_is_wrong_is_left_out_of_what_is_looked_for() {
        for (text, wanted) in [
            ("since:abc", ""),
            ("unread sicne:7d farm", "unread farm"),
            (
                "since:2026 until:later about:2011",
                "since:2026-01-01 about:2011",
            ),
            ("feed:nca feed:iom", "feed:nca"),
        ] {
            let (read, wrong) = Query::read(text, today());
            assert_eq!(read.to_string(), wanted, "{text}");
            assert_eq!(wrong, Query::parse(text, today()).err(), "{text}");
        }
    }

    #[test]
    fn what_nobody_is_writing_any_more_must_be_whole() {
        for text in ["since:2026-0", "about:", "feed:\"\"", "since:abc"] {
            assert!(Query::parse_whole(text, today()).is_err(), "{text}");
        }
        let whole = Query::parse_whole("since:2026-01 farm", today());
        assert_eq!(whole, Query::parse("since:2026-01 farm", today()));
    }

    #[test]
    fn a_mistake_is_named_with_what_to_write() {
        for (text, wanted) in [
            ("sicne:7d", "\"sicne:\" is no filter; did you mean since:?"),
            (
                "is:unread",
                "\"is:\" is no filter; use feed:, tag:, since:, until:, about:, or put it in quotes",
            ),
            ("unread:yes", "\"unread:\" is no filter; write unread alone"),
            (
                "feed:nca feed:iom",
                "feed: stands twice; leave one of them out",
            ),
            (
                "since:lately",
                "\"lately\" is no day; write it like 2026-01-15, 2026-01 or 2026, or 7d, 2w, 3m, 1y",
            ),
            (
                "since:2026-13",
                "\"2026-13\" is no day; write it like 2026-01-15, 2026-01 or 2026, or 7d, 2w, 3m, 1y",
            ),
        ] {
            assert_eq!(
                Query::parse(text, today()),
                Err(wanted.to_owned()),
                "{text}"
            );
        }
        let error = Query::parse("about:2011/13", today()).expect_err("no such year");
        assert!(
            error.starts_with("\"2011/13\" is not a period; write a year (2011)"),
            "{error}"
        );
    }

    #[test]
    fn every_filter_is_explained_by_an_example_that_it_reads() {
        for filter in FILTERS {
            let mut rest = tokens(filter.written);
            assert!(!rest.is_empty(), "{}", filter.name);
            for token in rest.drain(..) {
                let found = filter_of(&token).expect("a filter");
                assert_eq!(found, Some(filter), "{}", token.text);
                let mut query = Query::default();
                query.narrow(filter, &token, today()).expect("reads");
                assert!(!query.is_empty(), "{}", filter.written);
            }
        }
        assert_eq!(query(WORDS.0).words, ["albanian", "exploited children"]);
    }

    fn piece() -> impl Strategy<Value = String> {
        prop_oneof![
            prop::sample::select(
                FILTERS
                    .iter()
                    .flat_map(|one| one.written.split(' '))
                    .collect::<Vec<_>>()
            )
            .prop_map(str::to_owned),
            "[a-z]{1,6}:?",
            "\"[a-zA-Z: ]{0,8}\"?",
            "(feed|tag|about|since):[a-z0-9\"/ -]{0,8}",
            "\\PC{0,6}",
        ]
    }

    proptest! {
        #[test]
        fn a_query_reads_back_as_it_was_written(pieces in prop::collection::vec(piece(), 0..6)) {
            let text = pieces.join(" ");
            if let Ok(read) = Query::parse(&text, today()) {
                let written = read.to_string();
                prop_assert_eq!(Query::parse(&written, today()), Ok(read), "{}", written);
            }
        }
    }
}

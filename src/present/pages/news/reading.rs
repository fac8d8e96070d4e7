//! The item under the cursor, to be read: what it says, what it claims, what it touches.

use crate::claims::Check;
use crate::figures::claim::Claim;
use crate::figures::record::{Article, SeriesRef};
use crate::figures::{FigureRef, Period, Published};
use crate::news::kept::Stored;
use crate::news::numbers::{MOST_NUMBERS, Recognised};
use crate::news::shelf::Open;
use crate::present::number;
use crate::present::page::{Paragraph, Tone};
use crate::present::review;
use crate::present::sentence::capital;
use crate::present::verdict::{self, Days};

use super::page::posted;
use super::{Desk, Item, Place, check};

impl Desk<'_> {
    /// Everything that is known of an item, in paragraphs.
    pub(super) fn reading(&self, item: Item<'_>) -> Vec<Paragraph> {
        let mut text = match item {
            Item::Article(article) => self.article(article),
            Item::Event(event) => vec![
                quiet(format!("{}, {}", event.date, event.publisher)),
                Paragraph::new(Tone::Body, &event.text),
            ],
            Item::Feed(found) => match self.shelf.reading(found.id) {
                Some(open) => self.brought(open),
                None => vec![quiet("…")],
            },
        };
        text.extend(about(item.about()));
        if let Item::Event(event) = item {
            for id in &event.indicators {
                let title = &self.dataset.indicator(*id).title;
                text.push(quiet(format!("Touches: {title}")));
            }
        }
        text.extend(self.made_of(item));
        if let Some(link) = item.link(self) {
            text.push(quiet(link));
        }
        text
    }

    fn article(&self, article: &Article) -> Vec<Paragraph> {
        let source = self.dataset.source(article.source);
        let posted = format!(
            "Posted {}. {} ({})",
            article.date, source.title, source.publisher
        );
        let mut text = vec![quiet(posted)];
        let parts = article.text.iter();
        text.extend(parts.map(|part| Paragraph::new(Tone::Body, part)));
        if !article.claims.is_empty() {
            text.push(Paragraph::new(Tone::Heading, "What it claims"));
        }
        for claim in &article.claims {
            let check = check(self.dataset, article, claim, self.scope.as_of);
            text.extend(self.checked(claim, &check, article.date));
        }
        text
    }

    /// What a feed brought, with the numbers in it that the record knows, each once and with what
    /// the user's claim of it comes to, and the claims of what is no number of it any more.
    fn brought(&self, open: &Open) -> Vec<Paragraph> {
        let mut text = self.stored(&open.stored);
        let mut told: Vec<&FigureRef> = Vec::new();
        for said in &open.numbers.known {
            let Some(paragraph) = self.number(said) else {
                continue;
            };
            let figure = &said.figures[0].figure;
            if told.contains(&figure) {
                continue;
            }
            if told.is_empty() {
                let key = " (v checks one as a claim)";
                let heading = self.with_keys("Numbers that the record knows", key);
                text.push(Paragraph::new(Tone::Heading, heading));
            }
            told.push(figure);
            text.push(paragraph);
            let claims = open.claims.iter().map(|(_, claim)| claim);
            for claim in claims.filter(|claim| verdict::figure(claim) == *figure) {
                text.extend(self.claimed(claim, open));
            }
        }
        if open.numbers.goes_on {
            let most = number::count(MOST_NUMBERS);
            let said = format!("It has more numbers: only the first {most} were looked up.");
            text.push(quiet(said));
        }
        let known = |claim: &Claim| told.contains(&&verdict::figure(claim));
        let mut others = open.claims.iter().map(|(_, claim)| claim);
        let others: Vec<&Claim> = others.by_ref().filter(|claim| !known(claim)).collect();
        if !others.is_empty() {
            let heading = self.with_keys("What you checked", " (v takes it away)");
            text.push(Paragraph::new(Tone::Heading, heading));
        }
        let others = others.into_iter();
        text.extend(others.flat_map(|claim| self.claimed(claim, open)));
        text
    }

    /// Words with those about a key, where there are keys.
    pub(super) fn with_keys(&self, words: &str, key: &str) -> String {
        let key = match self.place {
            Place::Dashboard => key,
            Place::Print => "",
        };
        format!("{words}{key}")
    }

    /// The user's claim with its verdict.
    fn claimed(&self, claim: &Claim, open: &Open) -> Vec<Paragraph> {
        let date = open.stored.date;
        self.checked(claim, &self.check(claim, date), posted(date))
    }

    /// A number of a text with the figure that it points to, if that was known on the day.
    fn number(&self, said: &Recognised) -> Option<Paragraph> {
        let meant = said.figures.first()?;
        let figure = &meant.figure;
        let cell = self.dataset.cell(figure, self.scope.as_of)?;
        let series = SeriesRef {
            indicator: figure.indicator,
            key: figure.key.clone(),
        };
        let unit = &self.dataset.indicator(figure.indicator).unit;
        let standing = if cell.stands.value == meant.value {
            "the figure that stands".to_owned()
        } else {
            format!("now {}", number::short(cell.stands.value, unit))
        };
        let more = match said.figures.len() {
            1 => String::new(),
            more => format!(" It may point to {} more.", more - 1),
        };
        let name = review::figure(self.dataset, &series);
        let source = self.dataset.source(meant.source);
        Some(Paragraph {
            tone: Tone::Body,
            text: format!(
                "{}: {name}, {}, as given by {}, {}; {standing}.{more}",
                said.bound, figure.period, source.publisher, source.published
            ),
            figure: Some(figure.clone()),
        })
    }

    /// What a feed brought.
    fn stored(&self, stored: &Stored) -> Vec<Paragraph> {
        let mut text = vec![quiet(self.posted(stored))];
        let reading = &stored.entry.reading;
        let parts = reading.paragraphs.iter();
        text.extend(parts.map(|part| Paragraph::new(Tone::Body, part)));
        if reading.paragraphs.is_empty() {
            let lead = self.with_keys("The feed gives no text", "; o opens the page");
            text.push(quiet(format!("{lead}.")));
        }
        let links = reading.links.iter().zip(1..);
        text.extend(links.map(|(link, number)| quiet(format!("[{number}] {link}"))));
        text.extend(about(&stored.about.periods));
        for id in &stored.about.indicators {
            if let Some(id) = self.dataset.find_indicator(id) {
                let title = &self.dataset.indicator(id).title;
                text.push(quiet(format!("Touches: {title}")));
            }
        }
        text
    }

    /// When it was posted, on local clocks, by whom, and who brought it.
    fn posted(&self, stored: &Stored) -> String {
        let clock = self.shelf.clock;
        let local = clock.local(stored.date);
        let when = local.map_or_else(String::new, |one| {
            one.format("%-d %b %Y, %H:%M").to_string()
        });
        let zone = format!("UTC{}", clock.offset);
        let lead = if stored.dated {
            format!("Posted {when} ({zone})")
        } else {
            format!("First seen {when} ({zone}); the feed gives no date, or a later one")
        };
        let feeds: Vec<&str> = stored.feeds.iter().map(|(_, title)| &**title).collect();
        let feeds = feeds.join(", ");
        let by = match &*stored.entry.author {
            "" => String::new(),
            author => format!(" By {author}."),
        };
        match feeds.trim_end_matches('.') {
            "" => format!("{lead}.{by}"),
            feeds => format!("{lead}. {feeds}.{by}"),
        }
    }

    /// What the user made of it.
    fn made_of(&self, item: Item<'_>) -> Vec<Paragraph> {
        let marks = match item {
            Item::Feed(found) => match self.shelf.reading(found.id) {
                Some(open) => open.stored.marks.clone(),
                None => return Vec::new(),
            },
            _ => self.marks(item),
        };
        let mut text = Vec::new();
        if !marks.tags.is_empty() {
            text.push(quiet(format!("Your tags: {}", marks.tags.join(", "))));
        }
        if !marks.note.is_empty() {
            text.push(Paragraph::new(
                Tone::Body,
                format!("Your note: {}", marks.note),
            ));
        }
        text
    }

    /// A claim of this date with its verdict and the reasons.
    fn checked(&self, claim: &Claim, check: &Check<'_>, date: Published) -> Vec<Paragraph> {
        let days = Days::new(date, self.scope.as_of);
        let mut text = vec![Paragraph {
            tone: Tone::Body,
            text: format!(
                "{} {}: {}",
                verdict::sign(check.verdict),
                capital(verdict::title(check.verdict)),
                claim.text
            ),
            figure: Some(verdict::figure(claim)),
        }];
        let reasons = verdict::sentences(self.dataset, claim, check, &days);
        text.extend(reasons.into_iter().map(quiet));
        text
    }
}

fn quiet(text: impl Into<String>) -> Paragraph {
    Paragraph::new(Tone::Quiet, text)
}

fn about(periods: &[Period]) -> Option<Paragraph> {
    let about: Vec<String> = periods.iter().map(Period::to_string).collect();
    (!about.is_empty()).then(|| quiet(format!("About {}", about.join(", "))))
}

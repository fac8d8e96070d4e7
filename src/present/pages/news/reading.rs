//! The item under the cursor, to be read: what it says, what it claims, what it touches.

use crate::figures::Period;
use crate::figures::record::Article;
use crate::news::kept::Stored;
use crate::present::page::{Paragraph, Tone};
use crate::present::sentence::capital;
use crate::present::verdict::{self, Days};

use super::{Desk, Item, check};

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
                Some(stored) => self.stored(stored),
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
        text.extend(self.claims(article));
        text
    }

    /// What a feed brought.
    fn stored(&self, stored: &Stored) -> Vec<Paragraph> {
        let mut text = vec![quiet(self.posted(stored))];
        let parts = stored.reading.paragraphs.iter();
        text.extend(parts.map(|part| Paragraph::new(Tone::Body, part)));
        if stored.reading.paragraphs.is_empty() {
            text.push(quiet("The feed gives no text; o opens the page."));
        }
        let links = stored.reading.links.iter().zip(1..);
        text.extend(links.map(|(link, number)| quiet(format!("[{number}] {link}"))));
        text.extend(about(&stored.headline.about));
        for id in &stored.indicators {
            if let Some(id) = self.dataset.find_indicator(id) {
                let title = &self.dataset.indicator(id).title;
                text.push(quiet(format!("Touches: {title}")));
            }
        }
        text
    }

    /// When it was posted, on local clocks, by whom, and who brought it.
    fn posted(&self, stored: &Stored) -> String {
        let headline = &stored.headline;
        let clock = self.shelf.clock;
        let local = clock.local(headline.date);
        let when = local.map_or_else(String::new, |one| {
            one.format("%-d %b %Y, %H:%M").to_string()
        });
        let zone = format!("UTC{}", clock.offset);
        let lead = if headline.dated {
            format!("Posted {when} ({zone})")
        } else {
            format!("First seen {when} ({zone}); the feed gives no date, or a later one")
        };
        let feeds = headline.feeds.join(", ");
        let by = if stored.author.is_empty() {
            String::new()
        } else {
            format!(" By {}.", stored.author)
        };
        format!("{lead}. {feeds}.{by}")
    }

    /// What the user made of it.
    fn made_of(&self, item: Item<'_>) -> Vec<Paragraph> {
        let marks = self.marks(item);
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

    /// What the article claims, each with its verdict and the reasons.
    fn claims(&self, article: &Article) -> Vec<Paragraph> {
        if article.claims.is_empty() {
            return Vec::new();
        }
        let as_of = self.scope.as_of;
        let mut text = vec![Paragraph::new(Tone::Heading, "What it claims")];
        for claim in &article.claims {
            let check = check(self.dataset, article, claim, as_of);
            let days = Days::new(article.date, as_of);
            text.push(Paragraph {
                tone: Tone::Body,
                text: format!(
                    "{} {}: {}",
                    verdict::sign(check.verdict),
                    capital(verdict::title(check.verdict)),
                    claim.text
                ),
                figure: Some(verdict::figure(claim)),
            });
            let reasons = verdict::sentences(self.dataset, claim, &check, &days);
            text.extend(reasons.into_iter().map(quiet));
        }
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

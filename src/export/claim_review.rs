//! Claims with their verdicts as JSON-LD in the words of schema.org: one `ClaimReview` each,
//! without members of our own, which it has no place for in a review; those are columns of
//! [`super::claims`]. The day of a review is that of the record, never now.

use serde_json::{Map, Value, json};

use crate::claims::Verdict;
use crate::figures::{AsOf, Dataset, PeriodKind, Published, Source, SourceId, Standing};
use crate::present::review::Review;
use crate::present::sentence::capital;
use crate::present::verdict;

use super::Header;
use super::json::document;

/// The lowest number of a rating.
const WORST: u8 = 1;

/// The highest number of a rating.
const BEST: u8 = 5;

/// A verdict as a number between the worst and the best. One that says nothing of whether the
/// claim is true has none.
pub const fn rating(verdict: Verdict) -> Option<u8> {
    match verdict {
        Verdict::Supported => Some(BEST),
        Verdict::SupportedThen => Some(4),
        Verdict::Disputed => Some(3),
        Verdict::Contradicted => Some(WORST),
        Verdict::NotComparable | Verdict::Unchecked => None,
    }
}

/// The bytes of the file; `page` is the address of the page that will carry the reviews.
pub fn write(
    dataset: &Dataset,
    header: &Header,
    reviews: &[Review<'_>],
    page: Option<&str>,
) -> Vec<u8> {
    let context = Context {
        dataset,
        header,
        page,
    };
    let graph: Vec<Value> = reviews.iter().map(|one| context.review(one)).collect();
    document(&json!({ "@context": "https://schema.org", "@graph": graph }))
}

struct Context<'a> {
    dataset: &'a Dataset,
    header: &'a Header,
    page: Option<&'a str>,
}

impl Context<'_> {
    fn review(&self, review: &Review<'_>) -> Value {
        let Header {
            record,
            retrieved,
            as_of,
        } = self.header;
        let day = match as_of {
            AsOf::On(day) => day,
            AsOf::Latest => retrieved,
        };
        let item = slug(&review.origin.id);
        let id = format!("{item}:{}", review.number);
        let cited = review.publications().into_iter();
        let cited: Vec<Value> = cited.map(|id| self.publication(id)).collect();
        let mut node = node("ClaimReview");
        insert(
            &mut node,
            "@id",
            json!(format!("urn:trafficdash:review:{id}:{day}")),
        );
        if let Some(page) = self.page {
            let url = format!("{page}#{item}-{}", review.number);
            insert(&mut node, "url", json!(url));
        }
        insert(&mut node, "claimReviewed", json!(review.claim.text));
        insert(&mut node, "datePublished", json!(day.to_string()));
        insert(&mut node, "inLanguage", json!("en"));
        let author = organization(&format!("trafficdash: {record}"));
        insert(&mut node, "author", author);
        insert(&mut node, "itemReviewed", self.claim(review, &id));
        insert(&mut node, "reviewRating", rated(review.check.verdict));
        insert(&mut node, "reviewBody", json!(review.reasons.join(" ")));
        if !cited.is_empty() {
            insert(&mut node, "citation", Value::Array(cited));
        }
        Value::Object(node)
    }

    fn claim(&self, review: &Review<'_>, id: &str) -> Value {
        let origin = &review.origin;
        let mut node = node("Claim");
        insert(
            &mut node,
            "@id",
            json!(format!("urn:trafficdash:claim:{id}")),
        );
        insert(&mut node, "text", json!(review.claim.text));
        if let Some(date) = date(origin.date) {
            insert(&mut node, "datePublished", json!(date));
        }
        if let Some(id) = origin.source {
            if let Some(publisher) = publisher(self.dataset.source(id)) {
                insert(&mut node, "author", publisher);
            }
            insert(&mut node, "appearance", self.publication(id));
        }
        Value::Object(node)
    }

    fn publication(&self, id: SourceId) -> Value {
        let source = self.dataset.source(id);
        let mut node = node(match source.standing {
            Standing::Press => "NewsArticle",
            _ => "CreativeWork",
        });
        let id = format!("urn:trafficdash:source:{}", slug(&source.id));
        insert(&mut node, "@id", json!(id));
        insert(&mut node, "name", json!(source.title));
        if let Some(date) = date(source.published) {
            insert(&mut node, "datePublished", json!(date));
        }
        if let Some(publisher) = publisher(source) {
            insert(&mut node, "publisher", publisher);
        }
        if let Some(url) = &source.url {
            insert(&mut node, "url", json!(url));
        }
        Value::Object(node)
    }
}

fn node(kind: &str) -> Map<String, Value> {
    let mut node = Map::new();
    insert(&mut node, "@type", json!(kind));
    node
}

fn insert(node: &mut Map<String, Value>, name: &str, value: Value) {
    node.insert(name.to_owned(), value);
}

fn organization(name: &str) -> Value {
    json!({ "@type": "Organization", "name": name })
}

/// Who published something, unless the record says that this is not stated.
fn publisher(source: &Source) -> Option<Value> {
    let named = !source.publisher.ends_with("publisher not stated");
    named.then(|| organization(&source.publisher))
}

fn rated(verdict: Verdict) -> Value {
    let mut node = node("Rating");
    if let Some(rating) = rating(verdict) {
        insert(&mut node, "ratingValue", json!(rating));
        insert(&mut node, "bestRating", json!(BEST));
        insert(&mut node, "worstRating", json!(WORST));
    }
    let title = capital(verdict::title(verdict));
    insert(&mut node, "alternateName", json!(title));
    Value::Object(node)
}

/// A date in the form of ISO 8601; that has no financial year and no quarter.
fn date(published: Published) -> Option<String> {
    match published {
        Published::Day(_) => Some(published.code()),
        Published::Within(period) => {
            let is_iso = matches!(period.kind(), PeriodKind::Year | PeriodKind::Month);
            is_iso.then(|| published.code())
        }
        Published::Undated => None,
    }
}

/// A text with a hyphen for whatever does not belong in an address.
fn slug(text: &str) -> String {
    let fits = |one: char| one.is_alphanumeric() || matches!(one, '-' | '.' | '_');
    let parts = text.split(|one| !fits(one)).filter(|part| !part.is_empty());
    parts.collect::<Vec<_>>().join("-")
}

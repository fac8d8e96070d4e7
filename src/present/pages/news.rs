//! News: the article and the dated events of the archive, as known on the day.

use chrono::NaiveDate;

use crate::claims::{self, Check, Made};
use crate::figures::claim::Claim;
use crate::figures::record::{Article, Event};
use crate::figures::{AsOf, Dataset, FigureRef, Period, Published};
use crate::present::noted::Noted;
use crate::present::page::{Body, Page, Panel, Paragraph, Tone};
use crate::present::scope::Scope;
use crate::present::sentence::capital;
use crate::present::table::{Column, Row, Table};
use crate::present::verdict::{self, Days};

/// One item of the archive.
#[derive(Clone, Copy, Debug)]
pub enum Item<'d> {
    /// An article with its statements.
    Article(&'d Article),
    /// A dated event.
    Event(&'d Event),
}

impl<'d> Item<'d> {
    fn date(self) -> Published {
        match self {
            Self::Article(article) => article.date,
            Self::Event(event) => event.date,
        }
    }

    fn title(self) -> &'d str {
        match self {
            Self::Article(article) => &article.title,
            Self::Event(event) => &event.title,
        }
    }

    fn text(self) -> String {
        match self {
            Self::Article(article) => article.text.join(" "),
            Self::Event(event) => event.text.clone(),
        }
    }

    fn about(self) -> &'d [Period] {
        match self {
            Self::Article(article) => &article.about,
            Self::Event(event) => &event.about,
        }
    }

    /// The day on which it is certain to have been known.
    pub fn day(self, dataset: &Dataset) -> NaiveDate {
        self.date().known_from().unwrap_or(dataset.retrieved)
    }

    /// What it claims, if it is an article.
    pub fn claims(self) -> &'d [Claim] {
        match self {
            Self::Article(article) => &article.claims,
            Self::Event(_) => &[],
        }
    }

    /// As charts mark it.
    pub fn noted(self, dataset: &Dataset) -> Noted {
        Noted {
            day: self.day(dataset),
            title: format!("{}: {}", self.date(), self.title()),
            about: self.about().to_vec(),
        }
    }

    /// Whether it claims something of a figure, or is about its indicator and period.
    fn mentions(self, figure: &FigureRef) -> bool {
        match self {
            Self::Article(article) => article.claims.iter().any(|claim| {
                let same = claim.period == figure.period;
                same && claim.series.indicator == figure.indicator && claim.series.key == figure.key
            }),
            Self::Event(event) => {
                event.indicators.contains(&figure.indicator) && event.about.contains(&figure.period)
            }
        }
    }

    /// Whether it speaks about the period, or about one within or around it.
    fn touches(self, period: Period) -> bool {
        self.about().iter().any(|one| one.overlaps(period))
    }

    /// The address and the name of where it was published.
    pub fn link(self, dataset: &'d Dataset) -> Option<&'d str> {
        match self {
            Self::Article(article) => dataset.source(article.source).url.as_deref(),
            Self::Event(event) => event.url.as_deref(),
        }
    }
}

/// The items known on the day that pass the filter, newest first.
pub fn items<'d>(dataset: &'d Dataset, scope: &Scope) -> Vec<Item<'d>> {
    let articles = dataset.articles.iter().map(Item::Article);
    let events = dataset.events.iter().map(Item::Event);
    let mut items: Vec<Item<'d>> = articles
        .chain(events)
        .filter(|item| scope.as_of.knows(item.day(dataset)))
        .filter(|item| scope.admits(&format!("{} {}", item.title(), item.text())))
        .collect();
    items.sort_by_key(|item| std::cmp::Reverse(item.day(dataset)));
    items
}

/// The positions of the items that mention a figure, newest first.
pub fn mentions(dataset: &Dataset, figure: &FigureRef, scope: &Scope) -> Vec<usize> {
    let items = items(dataset, scope).into_iter().enumerate();
    let mentioning = items.filter(|(_, item)| item.mentions(figure));
    mentioning.map(|(at, _)| at).collect()
}

/// The panel of the overview: the items about the period of the cursor.
pub fn about_period(dataset: &Dataset, scope: &Scope) -> Panel {
    let all = items(dataset, scope);
    let touching = all.iter().filter(|item| item.touches(scope.period));
    let rows: Vec<Row> = touching
        .map(|item| Row {
            cells: vec![
                item.date().to_string(),
                signs(dataset, *item, scope),
                item.title().to_owned(),
            ],
            figure: None,
        })
        .collect();
    Panel {
        id: "news",
        brief: String::new(),
        title: format!("News about {}", scope.period),
        subtitle: format!("{} of {} items known on this day", rows.len(), all.len()),
        body: Body::Table(Table {
            columns: vec![
                Column::right("Date"),
                Column::left("Claims").rank(1),
                Column::left("What").grows(),
            ],
            rows,
            selected: None,
            empty: format!("Nothing in the archive is about {}.", scope.period),
            ..Table::default()
        }),
        notes: Vec::new(),
        source: String::new(),
    }
}

/// Builds the page: the list and the reading pane of the item at `selected`.
pub fn page(dataset: &Dataset, selected: usize, scope: &Scope) -> Page {
    let items = items(dataset, scope);
    let selected = selected.min(items.len().saturating_sub(1));
    let touching = items
        .iter()
        .filter(|item| item.touches(scope.period))
        .count();
    let rows = items
        .iter()
        .map(|item| row(dataset, *item, scope))
        .collect();
    let list = Panel {
        id: "list",
        brief: String::new(),
        title: format!(
            "{} items, {touching} about {} (●)",
            items.len(),
            scope.period
        ),
        subtitle: String::new(),
        body: Body::Table(Table {
            columns: vec![
                Column::right("Date"),
                Column::left(""),
                Column::left("Claims"),
                Column::left("What").grows(),
            ],
            rows,
            selected: (!items.is_empty()).then_some(selected),
            empty: scope.nothing("Nothing in the archive was known on this day."),
            ..Table::default()
        }),
        notes: vec![verdict::legend()],
        source: String::new(),
    };
    let reading = Panel {
        id: "reading",
        brief: String::new(),
        title: items
            .get(selected)
            .map_or_else(String::new, |item| item.title().to_owned()),
        subtitle: String::new(),
        body: Body::Text(
            items
                .get(selected)
                .map_or_else(Vec::new, |item| reading(dataset, *item, scope)),
        ),
        notes: Vec::new(),
        source: String::new(),
    };
    Page {
        title: "News".to_owned(),
        panels: vec![list, reading],
    }
}

/// The position of the newest item about the period of the cursor.
pub fn first_about(dataset: &Dataset, scope: &Scope) -> Option<usize> {
    let items = items(dataset, scope);
    items.iter().position(|item| item.touches(scope.period))
}

/// The positions of the items about the period of the cursor, newest first.
pub fn about(dataset: &Dataset, scope: &Scope) -> Vec<usize> {
    let items = items(dataset, scope).into_iter().enumerate();
    let about = items.filter(|(_, item)| item.touches(scope.period));
    about.map(|(at, _)| at).collect()
}

/// The verdict of each claim of an item, in their order.
fn signs(dataset: &Dataset, item: Item<'_>, scope: &Scope) -> String {
    let Item::Article(article) = item else {
        return String::new();
    };
    let claims = article.claims.iter();
    claims
        .map(|claim| verdict::sign(check(dataset, article, claim, scope.as_of).verdict))
        .collect()
}

fn row(dataset: &Dataset, item: Item<'_>, scope: &Scope) -> Row {
    let mark = if item.touches(scope.period) {
        "●"
    } else {
        ""
    };
    Row {
        cells: vec![
            item.date().to_string(),
            mark.to_owned(),
            signs(dataset, item, scope),
            item.title().to_owned(),
        ],
        figure: None,
    }
}

fn reading(dataset: &Dataset, item: Item<'_>, scope: &Scope) -> Vec<Paragraph> {
    let mut text = match item {
        Item::Article(article) => {
            let source = dataset.source(article.source);
            let mut text = vec![Paragraph::new(
                Tone::Quiet,
                format!(
                    "Posted {}. {} ({})",
                    article.date, source.title, source.publisher
                ),
            )];
            text.extend(
                article
                    .text
                    .iter()
                    .map(|part| Paragraph::new(Tone::Body, part)),
            );
            text.extend(claims(dataset, article, scope));
            text
        }
        Item::Event(event) => vec![
            Paragraph::new(Tone::Quiet, format!("{}, {}", event.date, event.publisher)),
            Paragraph::new(Tone::Body, &event.text),
        ],
    };
    if !item.about().is_empty() {
        let about: Vec<String> = item.about().iter().map(Period::to_string).collect();
        text.push(Paragraph::new(
            Tone::Quiet,
            format!("About {}", about.join(", ")),
        ));
    }
    if let Item::Event(event) = item {
        for id in &event.indicators {
            let title = &dataset.indicator(*id).title;
            text.push(Paragraph::new(Tone::Quiet, format!("Touches: {title}")));
        }
    }
    if let Some(link) = item.link(dataset) {
        text.push(Paragraph::new(Tone::Quiet, link));
    }
    text
}

/// What the article claims, each with its verdict and the reasons.
fn claims(dataset: &Dataset, article: &Article, scope: &Scope) -> Vec<Paragraph> {
    if article.claims.is_empty() {
        return Vec::new();
    }
    let mut text = vec![Paragraph::new(Tone::Heading, "What it claims")];
    for claim in &article.claims {
        let check = check(dataset, article, claim, scope.as_of);
        let days = Days::new(article.date, scope.as_of);
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
        let reasons = verdict::sentences(dataset, claim, &check, &days);
        text.extend(
            reasons
                .into_iter()
                .map(|one| Paragraph::new(Tone::Quiet, one)),
        );
    }
    text
}

/// A claim of an article checked on the article's day and as of the scope's.
pub fn check<'d>(dataset: &'d Dataset, article: &Article, claim: &Claim, as_of: AsOf) -> Check<'d> {
    let made = Made::on(article.date, Some(article.source));
    claims::check(dataset, claim, made, as_of)
}

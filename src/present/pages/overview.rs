//! The overview: the headline figures, the first chart, the shares, and the news of the period.

use crate::figures::record::Place;
use crate::present::chart;
use crate::present::headline::{card, gauge};
use crate::present::page::{Body, Card, Page, Panel};

use super::news::{self, Desk};

/// Builds the page.
pub fn page(desk: &Desk<'_>) -> Page {
    let Desk { dataset, scope, .. } = *desk;
    let outline = &dataset.outline;
    let cards = outline
        .headlines
        .iter()
        .map(|one| card(dataset, one, scope));
    let cards: Vec<Card> = cards.collect();
    let marks = cards.iter().map(|card| card.marks.clone());
    let mut panels = vec![Panel {
        id: "headlines",
        brief: String::new(),
        title: "Headline figures".to_owned(),
        subtitle: "Each counts something else; they are not added or divided".to_owned(),
        notes: chart::legend(marks).into_iter().collect(),
        body: Body::Cards(cards),
        source: String::new(),
    }];
    let charts = outline
        .charts
        .iter()
        .filter(|one| one.place == Place::Overview);
    panels.extend(charts.map(|one| chart::over_time(dataset, &one.series, one.kind, scope)));
    panels.push(Panel {
        id: "shares",
        brief: String::new(),
        title: "Shares".to_owned(),
        subtitle: String::new(),
        body: Body::Gauges(
            outline
                .shares
                .iter()
                .map(|one| gauge(dataset, one, scope))
                .collect(),
        ),
        notes: Vec::new(),
        source: String::new(),
    });
    panels.push(news::about_period(desk));
    Page {
        title: "Overview".to_owned(),
        panels,
    }
}

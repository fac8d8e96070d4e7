//! `record.toml`, what the record is, and `outline.toml`, which of its figures come first.

use chrono::NaiveDate;

use crate::figures::record::{ChartSpec, Headline, Outline, Place, SeriesRef, Share};
use crate::figures::{PeriodKind, Topic};
use crate::problem::Problem;

use super::archive::Names;
use super::fields::{Fields, document};
use super::files::FileSet;

/// The title of the record and the day on which it was last brought up to date.
pub fn header(files: &FileSet, problems: &mut Vec<Problem>) -> Option<(String, NaiveDate)> {
    let Some(file) = files.at("record.toml").last() else {
        problems.push(Problem::of_file(
            "data/record.toml",
            "is missing",
            "add it with title = … and retrieved = \"2026-11-23\"",
        ));
        return None;
    };
    let (mut title, mut retrieved) = (String::new(), None);
    document(file, problems, |fields| {
        title = fields.text("title");
        retrieved = fields.day("retrieved");
    });
    Some((title, retrieved?))
}

/// Reads the last `outline.toml`; a record without one shows no headlines.
pub fn read(files: &FileSet, names: &Names<'_>, problems: &mut Vec<Problem>) -> Outline {
    let mut outline = Outline::default();
    let Some(file) = files.at("outline.toml").last() else {
        return outline;
    };
    document(file, problems, |fields| {
        fields.each("headline", |one| {
            let label = one.text("label");
            let series = series(one, names);
            outline
                .headlines
                .extend(series.map(|series| Headline { label, series }));
        });
        fields.each("share", |one| outline.shares.push(share(one, names)));
        fields.each("chart", |one| outline.charts.extend(chart(one, names)));
    });
    outline
}

fn series(fields: &mut Fields<'_>, names: &Names<'_>) -> Option<SeriesRef> {
    let name = fields.located("indicator");
    let indicator = name.as_ref().and_then(|name| names.indicator(fields, name));
    let key = names.key(fields);
    let (indicator, key) = (indicator?, key?);
    if names.indicators[usize::from(indicator.0)]
        .series(&key)
        .is_none()
    {
        let what = "the indicator has no series of this geography and key".to_owned();
        fields.problem(fields.offset(), what, "compare with the rows of its values");
        return None;
    }
    Some(SeriesRef { indicator, key })
}

fn share(fields: &mut Fields<'_>, names: &Names<'_>) -> Share {
    let title = fields.text("title");
    let mut found = [None, None, None];
    let fields_of = ["part", "whole", "published"];
    for (name, slot) in fields_of.into_iter().zip(&mut found) {
        fields.inside(name, |one| *slot = series(one, names));
    }
    let [part, whole, published] = found;
    let ratio = part.zip(whole);
    if let Some((part, whole)) = &ratio {
        let unit_type = |one: &SeriesRef| {
            let indicator = &names.indicators[usize::from(one.indicator.0)];
            indicator.unit_type.id.clone()
        };
        if unit_type(part) != unit_type(whole) {
            let what = format!(
                "a share of {} in {} divides two unit types",
                unit_type(part),
                unit_type(whole)
            );
            fields.problem(
                fields.offset(),
                what,
                "take part and whole of one unit type",
            );
        }
    }
    if ratio.is_none() && published.is_none() {
        let what = "the share has neither part and whole nor a published percentage".to_owned();
        fields.problem(fields.offset(), what, "add part and whole, or published");
    }
    Share {
        title,
        ratio,
        published,
    }
}

fn chart(fields: &mut Fields<'_>, names: &Names<'_>) -> Option<ChartSpec> {
    let places = [
        ("overview", Place::Overview),
        ("victims", Place::Topic(Topic::Victims)),
        ("groups", Place::Topic(Topic::Groups)),
        ("justice", Place::Topic(Topic::Justice)),
    ];
    let kinds = PeriodKind::ALL.map(|kind| (kind.id(), kind));
    let place = fields.one_of("view", &places);
    let kind = fields.one_of("periods", &kinds);
    let series = series(fields, names);
    Some(ChartSpec {
        place: place?,
        series: series?,
        kind: kind?,
    })
}

//! `record.toml`, what the record is, and `outline.toml`, which of its figures come first.

use chrono::NaiveDate;

use crate::figures::record::{ChartSpec, Headline, Outline, Place, SeriesRef, Share};
use crate::figures::{CowStr, PeriodKind, Topic};
use crate::problem::Problem;

use super::archive::Names;
use super::fields::{Fields, document};
use super::files::FileSet;

/// The title of the record and the day on which it was last brought up to date.
pub fn header(files: &FileSet, problems: &mut Vec<Problem>) -> Option<(CowStr, NaiveDate)> {
    let Some(file) = files.at("record.toml").last() else {
        if files.is_unread("record.toml") {
            return None;
        }
        problems.push(Problem::of_file(
            "data/record.toml",
            "is missing",
            "add it with title = … and retrieved = \"2026-11-23\"",
        ));
        return None;
    };
    let (mut title, mut retrieved) = (CowStr::default(), None);
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
            let series = names.series(one);
            outline
                .headlines
                .extend(series.map(|series| Headline { label, series }));
        });
        fields.each("share", |one| outline.shares.push(share(one, names)));
        fields.each("chart", |one| outline.charts.extend(chart(one, names)));
        fields.each("compared", |one| outline.compared.extend(names.series(one)));
    });
    outline
}

fn share(fields: &mut Fields<'_>, names: &Names<'_>) -> Share {
    let title = fields.text("title");
    let mut found = [None, None, None];
    let fields_of = ["part", "whole", "published"];
    for (name, slot) in fields_of.into_iter().zip(&mut found) {
        fields.inside(name, |one| *slot = names.series(one));
    }
    let [part, whole, published] = found;
    let ratio = part.zip(whole);
    if let Some((part, whole)) = &ratio {
        one_unit_type(fields, names, part, whole);
    }
    match fields_of.map(|name| fields.has(name)) {
        [false, false, false] => {
            let what = "the share has neither part and whole nor a published percentage";
            fields.problem(
                fields.offset(),
                what.to_owned(),
                "add part = … and whole = …, or published = …",
            );
        }
        [true, false, _] | [false, true, _] => {
            let what = "the share has only one of part and whole".to_owned();
            fields.problem(fields.offset(), what, "add the other, or take it out");
        }
        _ => {}
    }
    Share {
        title,
        ratio,
        published,
    }
}

/// Two unit types are never divided: suspects and defendants are not shares of each other.
fn one_unit_type(fields: &mut Fields<'_>, names: &Names<'_>, part: &SeriesRef, whole: &SeriesRef) {
    let [part, whole] = [part, whole].map(|one| {
        let indicator = &names.indicators[usize::from(one.indicator.0)];
        &indicator.unit_type.id
    });
    if part != whole {
        let what = format!("a share of {part} in {whole} divides two unit types");
        let remedy = "take part and whole of one unit type";
        fields.problem(fields.offset(), what, remedy);
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
    let series = names.series(fields);
    Some(ChartSpec {
        place: place?,
        series: series?,
        kind: kind?,
    })
}

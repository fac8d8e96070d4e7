//! A report as one HTML or Markdown file that needs nothing else.

use crate::present::report::Report;
use crate::present::{Panel, Paragraph, Tone};

use super::html::{Html, Level, References};
use super::markdown::Markdown;

/// The report as HTML: contents, sections, conflicts, sources.
pub fn html(report: &Report) -> String {
    let mut html = Html::new(&report.title, References::Numbered);
    html.markup.leaf("h1", &[], &report.title);
    for one in &report.about {
        html.paragraph(
            if one.tone == Tone::Quiet { "quiet" } else { "" },
            &one.text,
        );
    }
    contents(report, &mut html);
    for (at, section) in report.sections.iter().enumerate() {
        let id = format!("indicator-{}", at + 1);
        html.markup.open("section", &[("id", &id)]);
        html.markup.leaf("h2", &[], &section.title);
        for panel in &section.panels {
            html.panel(Level::Third, panel);
        }
        html.markup.close();
    }
    if !report.conflicts.is_empty() {
        html.markup.open("section", &[("id", "conflicts")]);
        html.markup.leaf("h2", &[], CONFLICTS);
        for one in &report.conflicts {
            html.prose(Level::Second, one);
        }
        html.markup.close();
    }
    html.markup.open("section", &[("id", "sources")]);
    html.markup.leaf("h2", &[], SOURCES);
    html.markup.open("ol", &[]);
    for (at, source) in report.sources.iter().enumerate() {
        let id = format!("source-{}", at + 1);
        html.markup.leaf("li", &[("id", &id)], source);
    }
    html.finish()
}

const CONFLICTS: &str = "Known conflicts between publications";
const SOURCES: &str = "Sources";

/// Links to the sections, where there is more than one.
fn contents(report: &Report, html: &mut Html) {
    if report.sections.len() < 2 {
        return;
    }
    html.markup.open("nav", &[("aria-label", "Contents")]);
    html.markup.open("ul", &[("class", "notes")]);
    let mut link = |target: &str, text: &str| {
        html.markup.open("li", &[]);
        html.markup.leaf("a", &[("href", target)], text);
        html.markup.close();
    };
    for (at, section) in report.sections.iter().enumerate() {
        link(&format!("#indicator-{}", at + 1), &section.title);
    }
    if !report.conflicts.is_empty() {
        link("#conflicts", CONFLICTS);
    }
    link("#sources", SOURCES);
    html.markup.close();
    html.markup.close();
}

/// The report as Markdown: a chart is told in words and stands as a table.
pub fn markdown(report: &Report) -> String {
    let mut out = Markdown::default();
    out.heading(1, &report.title);
    for Paragraph { text, .. } in &report.about {
        out.paragraph(text);
    }
    for section in &report.sections {
        out.heading(2, &section.title);
        section
            .panels
            .iter()
            .for_each(|one: &Panel| out.panel(3, one));
    }
    if !report.conflicts.is_empty() {
        out.heading(2, CONFLICTS);
        report.conflicts.iter().for_each(|one| out.prose(2, one));
    }
    out.heading(2, SOURCES);
    out.list("1.", report.sources.iter().cloned());
    out.finish()
}

//! A page as Markdown (GitHub's tables): headings, tables, notes and sources. Every text is
//! escaped, so that none of it becomes markup.

use crate::clean;
use crate::present::{Align, Body, Panel, Paragraph, Table, Tone, alt};

use super::tables::{cards_table, gauges_table, plot_table, plots_table};
use super::{Shown, text};

/// The page.
pub fn page(shown: &Shown<'_>) -> String {
    let mut out = Markdown::default();
    out.heading(1, &text::heading(&shown.page.title, shown.scope));
    for panel in &shown.page.panels {
        out.panel(2, panel);
    }
    out.finish()
}

/// Blocks of Markdown while they are gathered.
#[derive(Default)]
pub struct Markdown {
    blocks: Vec<String>,
}

impl Markdown {
    /// A heading of a level.
    pub fn heading(&mut self, level: usize, text: &str) {
        let text = escaped(text);
        if !text.is_empty() {
            self.blocks.push(format!("{} {text}", "#".repeat(level)));
        }
    }

    /// A paragraph.
    pub fn paragraph(&mut self, text: &str) {
        let text = escaped(text);
        if !text.is_empty() {
            self.blocks.push(text);
        }
    }

    /// A list, numbered from one if `lead` is `1.`.
    pub fn list(&mut self, lead: &str, entries: impl Iterator<Item = String>) {
        let lines: Vec<String> = entries
            .enumerate()
            .map(|(at, text)| match lead {
                "1." => format!("{}. {}", at + 1, escaped(&text)),
                _ => format!("{lead} {}", escaped(&text)),
            })
            .collect();
        if !lines.is_empty() {
            self.blocks.push(lines.join("\n"));
        }
    }

    /// A panel under a heading of a level.
    pub fn panel(&mut self, level: usize, panel: &Panel) {
        self.heading(level, &panel.title);
        self.paragraph(&panel.subtitle);
        match &panel.body {
            Body::Cards(cards) => self.table(&cards_table(cards)),
            Body::Gauges(gauges) => self.table(&gauges_table(gauges)),
            Body::Plot(plot) => self.chart(&alt::text(plot), &plot_table(plot)),
            Body::Plots(plots) => self.chart(&alt::plots::text(plots), &plots_table(plots)),
            Body::Table(table) => self.table(table),
            Body::Text(text) => text.iter().for_each(|one| self.prose(level + 1, one)),
        }
        self.list("-", panel.notes.iter().cloned());
        if !panel.source.is_empty() {
            self.paragraph(&format!("Source: {}", panel.source));
        }
    }

    /// A paragraph as its tone asks; a heading is of the level.
    pub fn prose(&mut self, level: usize, text: &Paragraph) {
        match text.tone {
            Tone::Heading => self.heading(level, &text.text),
            Tone::Body | Tone::Quiet => self.paragraph(&text.text),
            Tone::Warning => self.paragraph(&format!("Caution: {}", text.text)),
        }
    }

    /// What a chart is in words, and its values.
    fn chart(&mut self, words: &str, values: &Table) {
        self.paragraph(words);
        self.table(values);
    }

    /// A table with every column, or what stands in its place.
    pub fn table(&mut self, table: &Table) {
        if table.rows.is_empty() {
            return self.paragraph(&table.empty);
        }
        let line = |cells: &[String]| format!("| {} |", cells.join(" | "));
        let titles: Vec<String> = table.columns.iter().map(|one| cell(&one.title)).collect();
        let rules: Vec<String> = table
            .columns
            .iter()
            .map(|one| match one.align {
                Align::Left => "---".to_owned(),
                Align::Right => "---:".to_owned(),
            })
            .collect();
        let rows = table.rows.iter().map(|row| {
            let cells: Vec<String> = row.cells.iter().map(|text| cell(text)).collect();
            line(&cells)
        });
        let lines: Vec<String> = [line(&titles), line(&rules)]
            .into_iter()
            .chain(rows)
            .collect();
        self.blocks.push(lines.join("\n"));
    }

    /// The blocks as one text.
    pub fn finish(self) -> String {
        let mut text = self.blocks.join("\n\n");
        text.push('\n');
        text
    }
}

fn cell(text: &str) -> String {
    escaped(text)
}

/// The text with a backslash before, or an entity for, every character with a meaning. An
/// address is left to be found by readers that make links of them.
pub fn escaped(text: &str) -> String {
    let text = clean::line(text);
    let mut out = String::with_capacity(text.len() + 8);
    for one in text.trim().chars() {
        match one {
            '\\' | '`' | '*' | '_' | '[' | ']' | '#' | '|' | '~' | '$' => {
                out.push('\\');
                out.push(one);
            }
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '&' => out.push_str("&amp;"),
            '!' => out.push_str("\\!"),
            '@' => out.push_str("&#64;"),
            _ => out.push(one),
        }
    }
    guard_start(out)
}

/// A text that begins like a list or a rule gets a backslash there.
fn guard_start(text: String) -> String {
    let digits = text.chars().take_while(char::is_ascii_digit).count();
    let after = text[digits..].chars().next();
    if digits > 0 && matches!(after, Some('.' | ')')) && !decimal_follows(&text[digits + 1..]) {
        return format!("{}\\{}", &text[..digits], &text[digits..]);
    }
    if text.starts_with(['-', '+', '=']) {
        return format!("\\{text}");
    }
    text
}

fn decimal_follows(rest: &str) -> bool {
    rest.starts_with(|one: char| one.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::present::{Column, Row};

    #[test]
    fn no_text_becomes_markup() {
        for (text, expected) in [
            ("a|b", "a\\|b"),
            ("[r]", "\\[r\\]"),
            ("<script>&amp;", "&lt;script&gt;&amp;amp;"),
            ("# x\n# y", "\\# x \\# y"),
            ("1. one", "1\\. one"),
            ("1.81", "1.81"),
            ("- x", "\\- x"),
            ("![a](b)", "\\!\\[a\\](b)"),
            ("*_`~", "\\*\\_\\`\\~"),
        ] {
            assert_eq!(escaped(text), expected);
        }
    }

    #[test]
    fn a_table_keeps_every_column_in_its_place() {
        let mut out = Markdown::default();
        out.table(&Table {
            columns: vec![Column::left("What"), Column::right("Value")],
            rows: vec![Row {
                cells: vec!["a|b".to_owned(), "1,946".to_owned()],
                figure: None,
            }],
            ..Table::default()
        });
        assert_eq!(
            out.finish(),
            "| What | Value |\n| --- | ---: |\n| a\\|b | 1,946 |\n"
        );
    }
}

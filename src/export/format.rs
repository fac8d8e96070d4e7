//! The formats in which a page can be written: one table, from which the command line takes
//! their names and what each is for.

use crate::present::Page;

use super::{Header, Shown, csv, csvw, html, json, markdown, page, plain, png, svg, text};

/// A format of a page.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Format {
    /// Lines to read.
    #[default]
    Text,
    /// A statement a line.
    Plain,
    /// Rows and columns.
    Csv,
    /// Objects.
    Json,
    /// Markdown.
    Markdown,
    /// A file for a browser.
    Html,
    /// Its charts as a picture.
    Svg,
    /// The same as pixels.
    Png,
    /// As the dashboard draws it.
    Ansi,
}

/// What is known of a [`Format`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FormatRow {
    /// The format.
    pub format: Format,
    /// Its name on the command line.
    pub name: &'static str,
    /// The usual end of a file name.
    pub extension: &'static str,
    /// What it is for, in a line.
    pub purpose: &'static str,
}

/// Every format, in the order in which they are offered.
pub const FORMATS: &[FormatRow] = &[
    row(Format::Text, "text", "txt", "To read in a terminal"),
    row(
        Format::Plain,
        "plain",
        "txt",
        "For screen readers: one statement a line",
    ),
    row(
        Format::Csv,
        "csv",
        "csv",
        "Every number with its source (RFC 4180)",
    ),
    row(
        Format::Json,
        "json",
        "json",
        "The page as data; `trafficdash schema` describes it",
    ),
    row(
        Format::Markdown,
        "md",
        "md",
        "Tables for a document or a wiki",
    ),
    row(
        Format::Html,
        "html",
        "html",
        "One file for a browser or for print, with charts",
    ),
    row(Format::Svg, "svg", "svg", "Its charts, to be printed"),
    row(Format::Png, "png", "png", "The same as pixels"),
    row(
        Format::Ansi,
        "ansi",
        "ansi",
        "As the dashboard draws it, in colour, for `less -R`",
    ),
];

const fn row(
    format: Format,
    name: &'static str,
    extension: &'static str,
    purpose: &'static str,
) -> FormatRow {
    FormatRow {
        format,
        name,
        extension,
        purpose,
    }
}

impl Format {
    /// The format of this name.
    pub fn parse(name: &str) -> Option<Self> {
        let row = FORMATS.iter().find(|row| row.name == name);
        row.map(|row| row.format)
    }

    /// Whether it is no text, so that a terminal cannot show it.
    pub const fn is_binary(self) -> bool {
        matches!(self, Self::Png)
    }

    /// Whether the dashboard draws it, and [`write()`] does not.
    pub const fn is_drawn(self) -> bool {
        matches!(self, Self::Ansi)
    }

    /// Its row of the table.
    pub fn row(self) -> &'static FormatRow {
        let row = FORMATS.iter().find(|row| row.format == self);
        row.expect("every format has a row")
    }
}

/// A page that has no chart was to be written as a picture.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("there is no chart to draw here")]
pub struct NoChart;

/// Why there are no bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Unwritten {
    /// A picture of nothing was asked for.
    #[error(transparent)]
    NoChart(#[from] NoChart),
    /// Nothing is drawn here.
    #[error("only the dashboard can draw that")]
    Drawn,
}

/// Whether a page can be written in a format: a picture needs a chart.
pub fn can_write(page: &Page, format: Format) -> Result<(), NoChart> {
    let drawn = matches!(format, Format::Svg | Format::Png);
    let charts = page.panels.iter().filter_map(svg::chart);
    if drawn && charts.count() == 0 {
        return Err(NoChart);
    }
    Ok(())
}

/// The bytes of a page in a format; `width` is that of the lines of [`Format::Text`]. A page as
/// the dashboard draws it is written by the dashboard.
pub fn write(shown: &Shown<'_>, format: Format, width: usize) -> Result<Vec<u8>, Unwritten> {
    Ok(match format {
        Format::Text => text::page(shown.page, shown.scope, width).into_bytes(),
        Format::Plain => plain::page(shown).into_bytes(),
        Format::Csv => csv::write(&page::sheet(shown)),
        Format::Json => json::document(&page::object(shown)),
        Format::Markdown => markdown::page(shown).into_bytes(),
        Format::Html => html::page(shown).into_bytes(),
        Format::Svg => svg::page(shown).ok_or(NoChart)?.into_bytes(),
        Format::Png => png::page(shown)?,
        Format::Ansi => return Err(Unwritten::Drawn),
    })
}

/// What describes the file of this name that a page was written to, where the format cannot do
/// so itself: the columns of CSV.
pub fn metadata(shown: &Shown<'_>, format: Format, name: &str) -> Option<Vec<u8>> {
    let header = Header::new(shown.dataset, shown.scope.as_of);
    (format == Format::Csv).then(|| csvw::write(&header, &page::sheet(shown), name))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_unique_and_found() {
        for row in FORMATS {
            assert_eq!(Format::parse(row.name), Some(row.format));
            assert_eq!(row.format.row(), row);
        }
        assert_eq!(Format::parse("ods"), None);
    }
}

//! The charts of a page as one picture (SVG 1.1): real text, a title and a description for
//! those who do not see it, the palette of the Government Analysis Function, and the source
//! under each chart.

mod axes;
mod bars;
mod columns;
mod frame;
mod groups;
mod legend;
pub mod lettering;
mod lines;
mod look;
mod mark;
mod multiples;
mod news;
mod picture;
mod upright;

use crate::present::{Arrangement, Body, Panel, Plot, PlotEvent, Plots, alt};

use super::markup::Markup;
use super::{Shown, text};

use lettering::Style;
use mark::number;
use picture::Picture;

pub use look::PALETTE;

/// The width of every picture.
pub const WIDTH: f64 = 800.0;

/// The space at the edges of a picture.
const MARGIN: f64 = 20.0;

/// Dark blue of the palette: what was measured.
const DATA: &str = "#12436D";

/// Text, and the rule of a break.
const INK: &str = "#222222";

/// Text that is less important; 7:1 on white.
const QUIET: &str = "#505A5F";

/// Lines of the scale.
const GRID: &str = "#D5D8DA";

/// What stands behind the data; 2:1 on white.
const FAINT: &str = "#B1B4B6";

const HEADING: Style = Style::new(14.0, QUIET);
const TITLE: Style = Style::new(19.0, INK);
const SUBTITLE: Style = Style::new(14.0, QUIET);
const LABEL: Style = Style::new(13.0, INK);
const NOTE: Style = Style::new(13.0, QUIET);

/// The first line of a picture in a file of its own.
const DECLARATION: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>";

/// The charts of the page one below the other; `None` if it has none.
pub fn page(shown: &Shown<'_>) -> Option<String> {
    let panels = shown.page.panels.iter();
    let charts: Vec<(&Panel, Chart<'_>)> = panels
        .filter_map(|panel| Some((panel, chart(panel)?)))
        .collect();
    if charts.is_empty() {
        return None;
    }
    let heading = text::heading(&shown.page.title, shown.scope);
    let mut body = Picture::new("charts");
    body.gap(MARGIN);
    body.prose(&heading, HEADING);
    for (at, (panel, chart)) in charts.iter().enumerate() {
        body.gap(24.0);
        body.whole(panel, *chart, at + 1);
    }
    body.gap(MARGIN);
    let described: Vec<String> = charts.iter().map(|(_, chart)| chart.text()).collect();
    let mut markup = Markup::after(DECLARATION);
    open(&mut markup, body.y, "charts");
    markup.leaf("title", &[("id", "charts-title")], &heading);
    markup.leaf("desc", &[("id", "charts-desc")], &described.join(" "));
    let height = number(body.y);
    let paper = [("width", "100%"), ("height", &*height), ("fill", "#FFFFFF")];
    markup.empty("rect", &paper);
    body.draw_into(&mut markup);
    markup.close();
    Some(markup.finish())
}

/// The chart alone, to stand in a page of HTML that has its title, notes and source.
pub fn inline(markup: &mut Markup, panel: &Panel, chart: Chart<'_>, id: &str) {
    let mut body = Picture::new(id);
    chart.draw(&mut body);
    body.gap(4.0);
    open(markup, body.y, id);
    markup.leaf("title", &[("id", &format!("{id}-title"))], &panel.title);
    markup.leaf("desc", &[("id", &format!("{id}-desc"))], &chart.text());
    body.draw_into(markup);
    markup.close();
}

/// The chart of a panel, if it is one with entries.
pub fn chart(panel: &Panel) -> Option<Chart<'_>> {
    match &panel.body {
        Body::Plot(plot) if !plot.data.is_empty() => Some(Chart::One(plot)),
        Body::Plots(plots) if !plots.entries().is_empty() => Some(Chart::Several(plots)),
        _ => None,
    }
}

/// What is drawn of a panel.
#[derive(Clone, Copy, Debug)]
pub enum Chart<'p> {
    /// One series.
    One(&'p Plot),
    /// Several.
    Several(&'p Plots),
}

impl Chart<'_> {
    /// What a person who does not see it is told.
    pub fn text(self) -> String {
        match self {
            Self::One(plot) => alt::text(plot),
            Self::Several(plots) => alt::plots::text(plots),
        }
    }

    /// What is marked under its axis.
    fn events(self) -> Vec<String> {
        let events: Vec<&PlotEvent> = match self {
            Self::One(plot) => plot.events.iter().collect(),
            Self::Several(plots) => plots.events(),
        };
        events.into_iter().map(|one| one.label.clone()).collect()
    }

    /// What the short names at the ends of its lines stand for.
    fn names(self) -> Vec<String> {
        let Self::Several(plots) = self else {
            return Vec::new();
        };
        if plots.arrangement != Arrangement::Lines || !alt::plots::over_time(plots) {
            return Vec::new();
        }
        let longer = plots.strands.iter().filter(|one| one.short != one.name);
        longer
            .map(|one| format!("{}: {}", one.short, one.name))
            .collect()
    }

    /// Draws it below what is there, and says what must be known to read it.
    fn draw(self, picture: &mut Picture) {
        match self {
            Self::One(plot) if alt::over_time(plot) => columns::draw(picture, plot),
            Self::One(plot) => bars::draw(picture, plot),
            Self::Several(plots) => several(picture, plots),
        }
        let said = match self {
            Self::One(plot) => alt::published(plot).into_iter().collect(),
            Self::Several(plots) => {
                [alt::plots::cautions(plots), alt::plots::spread(plots)].concat()
            }
        };
        for (at, sentence) in said.iter().enumerate() {
            picture.gap(if at == 0 { 4.0 } else { 0.0 });
            picture.prose(sentence, NOTE);
        }
    }
}

fn several(picture: &mut Picture, plots: &Plots) {
    let over_time = alt::plots::over_time(plots);
    match plots.arrangement {
        Arrangement::Multiples | Arrangement::Apart => multiples::draw(picture, plots),
        Arrangement::Lines if over_time => lines::draw(picture, plots),
        Arrangement::Grouped | Arrangement::Stacked if over_time => upright::draw(picture, plots),
        _ => groups::draw(picture, plots),
    }
}

fn open(markup: &mut Markup, height: f64, id: &str) {
    markup.open(
        "svg",
        &[
            ("xmlns", "http://www.w3.org/2000/svg"),
            ("width", &number(WIDTH)),
            ("height", &number(height)),
            (
                "viewBox",
                &format!("0 0 {} {}", number(WIDTH), number(height)),
            ),
            ("role", "img"),
            ("aria-labelledby", &format!("{id}-title {id}-desc")),
            ("font-family", "Arial, 'DejaVu Sans', sans-serif"),
        ],
    );
}

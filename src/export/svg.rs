//! The charts of a page as one picture (SVG 1.1): real text, a title and a description for
//! those who do not see it, the palette of the Government Analysis Function, and the source
//! under each chart.

mod axes;
mod bars;
mod columns;
pub mod lettering;

use crate::present::{Panel, Plot, alt};

use super::markup::{Attribute, Markup};
use super::{Shown, text};

use lettering::{Style, wrapped};

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

const HEADING: Style = Style::new(14.0, QUIET);
const TITLE: Style = Style::new(19.0, INK);
const SUBTITLE: Style = Style::new(14.0, QUIET);
const LABEL: Style = Style::new(13.0, INK);
const NOTE: Style = Style::new(13.0, QUIET);

/// The first line of a picture in a file of its own.
const DECLARATION: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>";

/// The charts of the page one below the other; `None` if it has none.
pub fn page(shown: &Shown<'_>) -> Option<String> {
    let charts: Vec<(&Panel, &Plot)> = shown.page.panels.iter().filter_map(chart).collect();
    if charts.is_empty() {
        return None;
    }
    let heading = text::heading(&shown.page.title, shown.scope);
    let mut body = Picture::new();
    body.gap(MARGIN);
    body.prose(&heading, HEADING);
    for (at, (panel, plot)) in charts.iter().enumerate() {
        body.gap(24.0);
        body.whole(panel, plot, at + 1);
    }
    body.gap(MARGIN);
    let described: Vec<String> = charts.iter().map(|(_, plot)| alt::text(plot)).collect();
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
pub fn inline(markup: &mut Markup, panel: &Panel, plot: &Plot, id: &str) {
    let mut body = Picture::new();
    body.plot(plot);
    body.gap(4.0);
    open(markup, body.y, id);
    markup.leaf("title", &[("id", &format!("{id}-title"))], &panel.title);
    markup.leaf("desc", &[("id", &format!("{id}-desc"))], &alt::text(plot));
    body.draw_into(markup);
    markup.close();
}

/// The chart of a panel, if it is one with entries.
pub fn chart(panel: &Panel) -> Option<(&Panel, &Plot)> {
    match &panel.body {
        crate::present::Body::Plot(plot) if !plot.data.is_empty() => Some((panel, plot)),
        _ => None,
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

/// What stands on a picture, from top to bottom.
pub struct Picture {
    marks: Vec<Mark>,
    /// How far down it reaches.
    y: f64,
}

/// One thing that is drawn.
enum Mark {
    Text {
        at: (f64, f64),
        anchor: &'static str,
        style: Style,
        text: String,
    },
    /// A text that stands clear of the lines behind it.
    Clear {
        at: (f64, f64),
        anchor: &'static str,
        style: Style,
        text: String,
    },
    Line {
        from: (f64, f64),
        to: (f64, f64),
        colour: &'static str,
    },
    /// A dotted rule with its reason.
    Break {
        x: f64,
        from: f64,
        to: f64,
        reason: String,
    },
    Bar {
        at: (f64, f64),
        size: (f64, f64),
        says: String,
    },
    Point {
        at: (f64, f64),
        radius: f64,
        says: String,
    },
    Joined(Vec<(f64, f64)>),
    /// What follows belongs to one chart, until [`Mark::End`].
    Begin {
        id: String,
        title: String,
        text: String,
    },
    End,
}

impl Picture {
    fn new() -> Self {
        Self {
            marks: Vec::new(),
            y: 0.0,
        }
    }

    fn gap(&mut self, size: f64) {
        self.y += size;
    }

    /// A paragraph from edge to edge.
    fn prose(&mut self, text: &str, style: Style) {
        for line in wrapped(text, style, 2.0_f64.mul_add(-MARGIN, WIDTH)) {
            self.y += style.size * 1.3;
            self.text(
                (MARGIN, style.size.mul_add(-0.3, self.y)),
                "start",
                style,
                line,
            );
        }
    }

    fn text(&mut self, at: (f64, f64), anchor: &'static str, style: Style, text: String) {
        self.marks.push(Mark::Text {
            at,
            anchor,
            style,
            text,
        });
    }

    fn clear(&mut self, at: (f64, f64), anchor: &'static str, style: Style, text: &str) {
        self.marks.push(Mark::Clear {
            at,
            anchor,
            style,
            text: text.to_owned(),
        });
    }

    fn line(&mut self, from: (f64, f64), to: (f64, f64), colour: &'static str) {
        self.marks.push(Mark::Line { from, to, colour });
    }

    /// A chart with its title above, its notes and source below.
    fn whole(&mut self, panel: &Panel, plot: &Plot, at: usize) {
        self.marks.push(Mark::Begin {
            id: format!("chart-{at}"),
            title: panel.title.clone(),
            text: alt::text(plot),
        });
        self.prose(&panel.title, TITLE);
        if !panel.subtitle.is_empty() {
            self.gap(2.0);
            self.prose(&panel.subtitle, SUBTITLE);
        }
        self.plot(plot);
        self.gap(8.0);
        for note in &panel.notes {
            self.prose(note, NOTE);
        }
        if !panel.source.is_empty() {
            self.gap(2.0);
            self.prose(&format!("Source: {}", panel.source), NOTE);
        }
        self.marks.push(Mark::End);
    }

    fn plot(&mut self, plot: &Plot) {
        if alt::over_time(plot) {
            columns::draw(self, plot);
        } else {
            bars::draw(self, plot);
        }
    }

    fn draw_into(&self, markup: &mut Markup) {
        for mark in &self.marks {
            draw(mark, markup);
        }
    }
}

fn draw(mark: &Mark, markup: &mut Markup) {
    match mark {
        Mark::Text {
            at,
            anchor,
            style,
            text,
        } => lettered(markup, *at, (anchor, *style), &[], text),
        Mark::Clear {
            at,
            anchor,
            style,
            text,
        } => lettered(markup, *at, (anchor, *style), &HALO, text),
        Mark::Line { from, to, colour } => stroke(markup, *from, *to, colour),
        Mark::Break {
            x,
            from,
            to,
            reason,
        } => dotted(markup, *x, (*from, *to), reason),
        Mark::Bar { at, size, says } => {
            let attributes = [
                ("x", &*number(at.0)),
                ("y", &*number(at.1)),
                ("width", &*number(size.0)),
                ("height", &*number(size.1)),
                ("fill", DATA),
            ];
            titled(markup, "rect", &attributes, says);
        }
        Mark::Point { at, radius, says } => {
            let attributes = [
                ("cx", &*number(at.0)),
                ("cy", &*number(at.1)),
                ("r", &*number(*radius)),
                ("fill", DATA),
            ];
            titled(markup, "circle", &attributes, says);
        }
        Mark::Joined(points) => joined(markup, points),
        Mark::Begin { id, title, text } => {
            let label = format!("{id}-title {id}-desc");
            markup.open("g", &[("role", "img"), ("aria-labelledby", &label)]);
            markup.leaf("title", &[("id", &format!("{id}-title"))], title);
            markup.leaf("desc", &[("id", &format!("{id}-desc"))], text);
        }
        Mark::End => markup.close(),
    }
}

/// A rim of paper around letters.
const HALO: [(&str, &str); 4] = [
    ("stroke", "#FFFFFF"),
    ("stroke-width", "3"),
    ("stroke-linejoin", "round"),
    ("paint-order", "stroke"),
];

fn lettered(
    markup: &mut Markup,
    at: (f64, f64),
    (anchor, style): (&str, Style),
    more: &[Attribute<'_>],
    text: &str,
) {
    let (x, y, size) = (number(at.0), number(at.1), number(style.size));
    let mut attributes = vec![
        ("x", &*x),
        ("y", &*y),
        ("font-size", &*size),
        ("fill", style.colour),
        ("text-anchor", anchor),
    ];
    attributes.extend(more);
    markup.leaf("text", &attributes, text);
}

/// The rule of a break, which says why it is there.
fn dotted(markup: &mut Markup, x: f64, (from, to): (f64, f64), reason: &str) {
    let dots = ("stroke-dasharray", "2 3");
    markup.open("g", &[("stroke", INK), ("stroke-width", "1.5"), dots]);
    markup.leaf("title", &[], &format!("Break: {reason}"));
    let (x, from, to) = (number(x), number(from), number(to));
    let ends = [("x1", &*x), ("y1", &*from), ("x2", &*x), ("y2", &*to)];
    markup.empty("line", &ends);
    markup.close();
}

/// A shape that says what it stands for when it is pointed at.
fn titled(markup: &mut Markup, name: &'static str, attributes: &[(&str, &str)], says: &str) {
    markup.open(name, attributes);
    markup.leaf("title", &[], says);
    markup.close();
}

fn stroke(markup: &mut Markup, from: (f64, f64), to: (f64, f64), colour: &str) {
    markup.empty(
        "line",
        &[
            ("x1", &number(from.0)),
            ("y1", &number(from.1)),
            ("x2", &number(to.0)),
            ("y2", &number(to.1)),
            ("stroke", colour),
        ],
    );
}

fn joined(markup: &mut Markup, points: &[(f64, f64)]) {
    let points: Vec<String> = points
        .iter()
        .map(|(x, y)| format!("{},{}", number(*x), number(*y)))
        .collect();
    let points = points.join(" ");
    markup.empty(
        "polyline",
        &[
            ("points", &points),
            ("fill", "none"),
            ("stroke", DATA),
            ("stroke-width", "2.5"),
        ],
    );
}

/// A length with at most one decimal.
fn number(length: f64) -> String {
    let text = format!("{length:.1}");
    text.strip_suffix(".0").map_or(text.clone(), str::to_owned)
}

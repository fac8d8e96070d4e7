//! What is drawn, and how each thing is written as SVG; a thing that stands for a value says
//! so in a title of its own.

use super::super::markup::{Attribute, Markup};
use super::lettering::Style;
use super::look::{Fill, Look, Shape};
use super::{DATA, INK};

/// One thing that is drawn.
pub enum Mark {
    /// A text.
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
    /// A line of the frame.
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
    /// A bar; one that says nothing is a key.
    Bar {
        at: (f64, f64),
        size: (f64, f64),
        fill: Fill,
        says: String,
    },
    /// A point of a single series.
    Point {
        at: (f64, f64),
        radius: f64,
        says: String,
    },
    /// A point of one of several series; one that says nothing is a key.
    Shaped {
        at: (f64, f64),
        radius: f64,
        look: Look,
        says: String,
    },
    /// A line through neighbours.
    Joined {
        points: Vec<(f64, f64)>,
        colour: &'static str,
        dash: &'static str,
    },
    /// A stretch with a cap at each end.
    Span(Span),
    /// A short mark under the axis.
    Event {
        x: f64,
        from: f64,
        to: f64,
        label: String,
    },
    /// What follows belongs to one chart, until [`Mark::End`].
    Begin {
        id: String,
        title: String,
        text: String,
    },
    /// The end of a chart.
    End,
}

/// A stretch of the axis of values, with a cap at each end.
pub struct Span {
    /// One end.
    pub from: (f64, f64),
    /// The other, straight above or beside it.
    pub to: (f64, f64),
    /// Half the length of a cap.
    pub cap: f64,
    /// The thickness of its lines.
    pub weight: &'static str,
    /// Their colour.
    pub colour: &'static str,
    /// What it stands for.
    pub says: String,
}

impl Span {
    /// The way of the pen.
    fn path(&self) -> String {
        let (across, down) = if (self.from.0 - self.to.0).abs() < 1e-9 {
            (self.cap, 0.0)
        } else {
            (0.0, self.cap)
        };
        let line = |from: (f64, f64), to: (f64, f64)| {
            let (x, y) = (number(from.0), number(from.1));
            format!("M{x} {y}L{} {}", number(to.0), number(to.1))
        };
        let cap = |(x, y): (f64, f64)| line((x - across, y - down), (x + across, y + down));
        format!(
            "{}{}{}",
            line(self.from, self.to),
            cap(self.from),
            cap(self.to)
        )
    }
}

impl Mark {
    /// Writes it, in a picture of this name.
    pub fn draw(&self, markup: &mut Markup, picture: &str) {
        match self {
            Self::Text {
                at,
                anchor,
                style,
                text,
            } => lettered(markup, *at, (anchor, *style), &[], text),
            Self::Clear {
                at,
                anchor,
                style,
                text,
            } => lettered(markup, *at, (anchor, *style), &HALO, text),
            Self::Line { from, to, colour } => stroke(markup, *from, *to, colour),
            Self::Break {
                x,
                from,
                to,
                reason,
            } => upright(markup, *x, (*from, *to), &DOTS, &format!("Break: {reason}")),
            Self::Event { x, from, to, label } => {
                upright(markup, *x, (*from, *to), &THICK, label);
            }
            Self::Bar {
                at,
                size,
                fill,
                says,
            } => bar(markup, (*at, *size), fill, picture, says),
            Self::Point { at, radius, says } => point(markup, *at, *radius, says),
            Self::Shaped {
                at,
                radius,
                look,
                says,
            } => shaped(markup, *at, *radius, look, says),
            Self::Joined {
                points,
                colour,
                dash,
            } => joined(markup, points, colour, dash),
            Self::Span(span) => spanned(markup, span),
            Self::Begin { id, title, text } => begin(markup, id, title, text),
            Self::End => markup.close(),
        }
    }
}

/// Opens what belongs to one chart, with what is said of it.
fn begin(markup: &mut Markup, id: &str, title: &str, text: &str) {
    let label = format!("{id}-title {id}-desc");
    markup.open("g", &[("role", "img"), ("aria-labelledby", &label)]);
    markup.leaf("title", &[("id", &format!("{id}-title"))], title);
    markup.leaf("desc", &[("id", &format!("{id}-desc"))], text);
}

fn point(markup: &mut Markup, (x, y): (f64, f64), radius: f64, says: &str) {
    let [x, y, radius] = [x, y, radius].map(number);
    let attributes = [("cx", &*x), ("cy", &*y), ("r", &*radius), ("fill", DATA)];
    titled(markup, "circle", &attributes, says);
}

/// The line of a break.
const DOTS: [(&str, &str); 2] = [("stroke-width", "1.5"), ("stroke-dasharray", "2 3")];

/// The line of an event.
const THICK: [(&str, &str); 1] = [("stroke-width", "2.5")];

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

/// A rule from top to bottom, which says why it is there.
fn upright(
    markup: &mut Markup,
    x: f64,
    (from, to): (f64, f64),
    more: &[Attribute<'_>],
    says: &str,
) {
    let mut attributes = vec![("stroke", INK)];
    attributes.extend(more);
    markup.open("g", &attributes);
    markup.leaf("title", &[], says);
    let (x, from, to) = (number(x), number(from), number(to));
    let ends = [("x1", &*x), ("y1", &*from), ("x2", &*x), ("y2", &*to)];
    markup.empty("line", &ends);
    markup.close();
}

/// A shape that says what it stands for when it is pointed at.
fn titled(markup: &mut Markup, name: &'static str, attributes: &[Attribute<'_>], says: &str) {
    if says.is_empty() {
        return markup.empty(name, attributes);
    }
    markup.open(name, attributes);
    markup.leaf("title", &[], says);
    markup.close();
}

fn bar(
    markup: &mut Markup,
    ((x, y), (wide, high)): ((f64, f64), (f64, f64)),
    fill: &Fill,
    picture: &str,
    says: &str,
) {
    let [x, y, wide, high] = [x, y, wide, high].map(number);
    let colour = fill.attribute(picture);
    let mut attributes = vec![
        ("x", &*x),
        ("y", &*y),
        ("width", &*wide),
        ("height", &*high),
        ("fill", &*colour),
    ];
    if let Fill::Series(at) = fill {
        attributes.push(("stroke", super::look::look(*at).ink));
    }
    titled(markup, "rect", &attributes, says);
}

/// A point whose middle, by weight, stands at its value, with a rim of paper.
fn shaped(markup: &mut Markup, (x, y): (f64, f64), radius: f64, look: &Look, says: &str) {
    let paint = [("fill", look.colour), ("stroke", "#FFFFFF")];
    let corners = |places: &[(f64, f64)]| {
        let corner = |(right, down): &(f64, f64)| {
            let (x, y) = (right.mul_add(radius, x), down.mul_add(radius, y));
            format!("{},{}", number(x), number(y))
        };
        places.iter().map(corner).collect::<Vec<_>>().join(" ")
    };
    let (name, places): (_, Vec<(&str, String)>) = match look.shape {
        Shape::Circle => {
            let places = [("cx", x), ("cy", y), ("r", radius)];
            (
                "circle",
                places.map(|(name, one)| (name, number(one))).to_vec(),
            )
        }
        Shape::Square => {
            let side = radius * 1.8;
            let (x, y) = (x - side / 2.0, y - side / 2.0);
            let places = [("x", x), ("y", y), ("width", side), ("height", side)];
            (
                "rect",
                places.map(|(name, one)| (name, number(one))).to_vec(),
            )
        }
        Shape::Triangle => {
            let places = corners(&[(0.0, -1.4), (1.2, 0.7), (-1.2, 0.7)]);
            ("polygon", vec![("points", places)])
        }
        Shape::Diamond => {
            let places = corners(&[(0.0, -1.4), (1.4, 0.0), (0.0, 1.4), (-1.4, 0.0)]);
            ("polygon", vec![("points", places)])
        }
    };
    let mut attributes: Vec<Attribute<'_>> =
        places.iter().map(|(name, one)| (*name, &**one)).collect();
    attributes.extend(paint);
    titled(markup, name, &attributes, says);
}

/// A span with a rim of paper, so that it is seen on a bar too.
fn spanned(markup: &mut Markup, span: &Span) {
    let path = span.path();
    let rim = [
        ("d", &*path),
        ("fill", "none"),
        ("stroke", "#FFFFFF"),
        ("stroke-width", "4"),
    ];
    markup.empty("path", &rim);
    let attributes = [
        ("d", &*path),
        ("fill", "none"),
        ("stroke", span.colour),
        ("stroke-width", span.weight),
    ];
    titled(markup, "path", &attributes, &span.says);
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

fn joined(markup: &mut Markup, points: &[(f64, f64)], colour: &str, dash: &str) {
    let points: Vec<String> = points
        .iter()
        .map(|(x, y)| format!("{},{}", number(*x), number(*y)))
        .collect();
    let points = points.join(" ");
    let mut attributes = vec![
        ("points", &*points),
        ("fill", "none"),
        ("stroke", colour),
        ("stroke-width", "2.5"),
    ];
    if !dash.is_empty() {
        attributes.push(("stroke-dasharray", dash));
    }
    markup.empty("polyline", &attributes);
}

/// A length with at most one decimal.
pub fn number(length: f64) -> String {
    let text = format!("{length:.1}");
    text.strip_suffix(".0").map_or(text.clone(), str::to_owned)
}

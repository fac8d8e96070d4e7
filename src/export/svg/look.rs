//! How series are told apart: by the palette of the Government Analysis Function, and by a
//! dash, a shape and a hatch, so that no colour need be seen.

use crate::present::plots::AT_MOST;

use super::super::markup::Markup;
use super::mark::number;

/// The look of one series of several.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Look {
    /// The colour of its marks; at least 3:1 on white.
    pub colour: &'static str,
    /// The same colour, dark enough for text and outlines: at least 4.5:1 on white.
    pub ink: &'static str,
    /// How its line is dashed; empty for a whole one.
    pub dash: &'static str,
    /// The shape of its points.
    pub shape: Shape,
    hatch: Hatch,
}

impl Look {
    /// Whether its bars have no hatch.
    pub fn is_whole(&self) -> bool {
        self.hatch == Hatch::None
    }
}

/// The shape of a point.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    Circle,
    Square,
    Triangle,
    Diamond,
}

/// White lines on a bar: how far apart, and how they are turned.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Hatch {
    None,
    Lines { apart: f64, turned: &'static str },
    Squares { apart: f64 },
}

/// The colours of series in their order, those of the terminal's light theme: no two are near
/// each other for any kind of sight.
pub const PALETTE: [&str; AT_MOST] = [super::DATA, "#28A197", "#F46A25", "#A285D1"];

/// The looks in the order of the series.
pub const LOOKS: [Look; AT_MOST] = [
    Look {
        colour: PALETTE[0],
        ink: super::DATA,
        dash: "",
        shape: Shape::Circle,
        hatch: Hatch::None,
    },
    Look {
        colour: PALETTE[1],
        ink: "#17635C",
        dash: "9 4",
        shape: Shape::Square,
        hatch: Hatch::Lines {
            apart: 7.0,
            turned: "rotate(45)",
        },
    },
    Look {
        colour: PALETTE[2],
        ink: "#9C3D08",
        dash: "3 3",
        shape: Shape::Triangle,
        hatch: Hatch::Squares { apart: 6.0 },
    },
    Look {
        colour: PALETTE[3],
        ink: "#6B4AA3",
        dash: "12 4 3 4",
        shape: Shape::Diamond,
        hatch: Hatch::Lines {
            apart: 5.0,
            turned: "rotate(-45)",
        },
    },
];

/// The look of a series by its position; after the last one they come round again.
pub fn look(at: usize) -> Look {
    LOOKS[at % LOOKS.len()]
}

/// What a bar is filled with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fill {
    /// The colour of data.
    Data,
    /// A grey that stands behind them.
    Faint,
    /// The colour and hatch of a series by its position.
    Series(usize),
}

impl Fill {
    /// The attribute, in a picture of this name.
    pub fn attribute(self, picture: &str) -> String {
        match self {
            Self::Data => super::DATA.to_owned(),
            Self::Faint => super::FAINT.to_owned(),
            Self::Series(at) if look(at).hatch == Hatch::None => look(at).colour.to_owned(),
            Self::Series(at) => format!("url(#{})", pattern_id(picture, at)),
        }
    }
}

fn pattern_id(picture: &str, at: usize) -> String {
    format!("{picture}-hatch-{}", at % LOOKS.len() + 1)
}

/// The patterns of the hatched fills in use.
pub fn define(markup: &mut Markup, picture: &str, fills: &[Fill]) {
    let used = |at: &usize| {
        let same = |fill: &Fill| matches!(fill, Fill::Series(one) if one % LOOKS.len() == *at);
        fills.iter().any(same) && LOOKS[*at].hatch != Hatch::None
    };
    let used: Vec<usize> = (0..LOOKS.len()).filter(used).collect();
    if used.is_empty() {
        return;
    }
    markup.open("defs", &[]);
    for at in used {
        let (apart, turned) = match LOOKS[at].hatch {
            Hatch::None => continue,
            Hatch::Lines { apart, turned } => (apart, turned),
            Hatch::Squares { apart } => (apart, "rotate(0)"),
        };
        let (id, side) = (pattern_id(picture, at), number(apart));
        markup.open(
            "pattern",
            &[
                ("id", &id),
                ("width", &side),
                ("height", &side),
                ("patternUnits", "userSpaceOnUse"),
                ("patternTransform", turned),
            ],
        );
        let ground = [
            ("width", &*side),
            ("height", &*side),
            ("fill", LOOKS[at].colour),
        ];
        markup.empty("rect", &ground);
        let long = match LOOKS[at].hatch {
            Hatch::Squares { .. } => "2",
            _ => &side,
        };
        let white = [("width", "2"), ("height", long), ("fill", "#FFFFFF")];
        markup.empty("rect", &white);
        markup.close();
    }
    markup.close();
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::contrast::{of_hex, ratio};

    #[test]
    fn no_two_looks_share_a_colour_a_dash_a_shape_or_a_hatch() {
        for (at, one) in LOOKS.iter().enumerate() {
            for other in &LOOKS[..at] {
                assert_ne!(one.colour, other.colour);
                assert_ne!(one.ink, other.ink);
                assert_ne!(one.dash, other.dash);
                assert_ne!(one.shape, other.shape);
                assert_ne!(one.hatch, other.hatch);
            }
        }
        assert_eq!(look(5), LOOKS[1]);
    }

    #[test]
    fn marks_stand_out_from_paper_and_their_ink_can_be_read() {
        let on_paper = |colour: &str| ratio(of_hex(colour), [0xff; 3]);
        for one in LOOKS {
            assert!(on_paper(one.colour) >= 3.0, "{}", one.colour);
            assert!(on_paper(one.ink) >= 4.5, "{}", one.ink);
        }
    }
}

//! Colours: how many the terminal shows, and the nearest that it does show.

use ratatui::style::Color;

use crate::config::Environment;

/// The colours that a terminal shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Colours {
    /// The 256 of xterm.
    Xterm256,
    /// Any.
    TrueColour,
}

impl Colours {
    /// What the environment says of the terminal: 24 bits only where it says so.
    pub fn detect(environment: &Environment) -> Self {
        let promise = environment.get("COLORTERM").unwrap_or_default();
        let terminal = environment.get("TERM").unwrap_or_default();
        let windows = environment.get("WT_SESSION").is_some();
        if ["truecolor", "24bit"].contains(&promise) || terminal.ends_with("-direct") || windows {
            Self::TrueColour
        } else {
            Self::Xterm256
        }
    }

    /// The nearest of these colours.
    pub fn nearest(self, colour: Color) -> Color {
        match (self, colour) {
            (Self::Xterm256, Color::Rgb(red, green, blue)) => {
                Color::Indexed(nearest_of_256([red, green, blue]))
            }
            (_, colour) => colour,
        }
    }
}

/// The colour `0xRRGGBB`.
pub const fn rgb(colour: u32) -> Color {
    Color::from_u32(colour)
}

/// The steps of the 6×6×6 cube that xterm's colours 16 to 231 are.
const STEPS: [u8; 6] = [0, 95, 135, 175, 215, 255];

/// The red, green and blue of one of xterm's colours 16 to 255.
pub fn of_256(index: u8) -> Option<[u8; 3]> {
    match index {
        0..16 => None,
        16..232 => {
            let cube = index - 16;
            let step = |place: u8| STEPS[usize::from(cube / place % 6)];
            Some([step(36), step(6), step(1)])
        }
        232.. => Some([8 + 10 * (index - 232); 3]),
    }
}

/// The nearest of xterm's colours 16 to 255, of equals the first; the first sixteen are the
/// user's to define. The distance is the "redmean" approximation of how far apart colours look
/// (T. Riemersma, <https://www.compuphase.com/cmetric.htm>). With the red given, green and blue
/// each count for themselves, so that of the cube only six colours need be looked at.
///
/// # Panics
///
/// Never: there are colours to choose from.
pub fn nearest_of_256(colour: [u8; 3]) -> u8 {
    let [_, green, blue] = colour.map(nearest_step);
    let cube = (0..6).map(|red| 16 + 36 * red + 6 * green + blue);
    cube.chain(232..=255)
        .min_by_key(|index| of_256(*index).map(|other| distance(colour, other)))
        .expect("some colours")
}

/// The place of the nearest of the steps, of equals the lower.
fn nearest_step(value: u8) -> u8 {
    let places = 0..STEPS.len() as u8;
    let nearest = places.min_by_key(|at| STEPS[usize::from(*at)].abs_diff(value));
    nearest.expect("some steps")
}

fn distance(one: [u8; 3], other: [u8; 3]) -> i32 {
    let mean_red = i32::midpoint(i32::from(one[0]), i32::from(other[0]));
    let square = |place: usize| (i32::from(one[place]) - i32::from(other[place])).pow(2);
    (((512 + mean_red) * square(0)) >> 8) + 4 * square(1) + (((767 - mean_red) * square(2)) >> 8)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_colour_of_the_256_stands_for_itself() {
        for index in 16..=255 {
            let colour = of_256(index).expect("a fixed colour");
            assert_eq!(of_256(nearest_of_256(colour)), Some(colour));
        }
        assert_eq!(of_256(15), None);
    }

    #[test]
    fn other_colours_take_the_nearest() {
        assert_eq!(nearest_of_256([0x64, 0x8f, 0xff]), 69);
        assert_eq!(nearest_of_256([0xff, 0xb0, 0x00]), 214);
        assert_eq!(nearest_of_256([0x9a, 0x9a, 0x9a]), 247);
        assert_eq!(
            Colours::Xterm256.nearest(Color::Reset),
            Color::Reset,
            "the terminal's own colours stay"
        );
    }

    #[test]
    fn no_other_colour_is_nearer() {
        let values = || (0..=255).step_by(15);
        for red in values() {
            for green in values() {
                for blue in values() {
                    let colour = [red, green, blue];
                    let all = 16..=255;
                    let first = all.min_by_key(|one| of_256(*one).map(|of| distance(colour, of)));
                    assert_eq!(Some(nearest_of_256(colour)), first, "{colour:?}");
                }
            }
        }
    }

    #[test]
    fn all_24_bits_are_used_where_they_are_promised() {
        let detect = |name, value| Colours::detect(&Environment::from([(name, value)]));
        assert_eq!(detect("COLORTERM", "truecolor"), Colours::TrueColour);
        assert_eq!(detect("COLORTERM", "24bit"), Colours::TrueColour);
        assert_eq!(detect("COLORTERM", "yes"), Colours::Xterm256);
        assert_eq!(detect("TERM", "xterm-direct"), Colours::TrueColour);
        assert_eq!(detect("TERM", "xterm-256color"), Colours::Xterm256);
    }
}

//! Colours as people see them who lack one kind of cone: Machado, Oliveira and Fernandes (2009),
//! *A physiologically-based model for simulation of color vision deficiency*, at full severity;
//! distances in CIELAB (D65).

use super::{Colours, Theme, parts};
use crate::contrast::linear;

/// A matrix on linear red, green and blue.
type Matrix = [[f64; 3]; 3];

const SIGHTS: [(&str, Matrix); 4] = [
    ("full", [[1.0, 0.0, 0.0], [0.0, 1.0, 0.0], [0.0, 0.0, 1.0]]),
    (
        "without red cones",
        [
            [0.152_286, 1.052_583, -0.204_868],
            [0.114_503, 0.786_281, 0.099_216],
            [-0.003_882, -0.048_116, 1.051_998],
        ],
    ),
    (
        "without green cones",
        [
            [0.367_322, 0.860_646, -0.227_968],
            [0.280_085, 0.672_501, 0.047_413],
            [-0.011_820, 0.042_940, 0.968_881],
        ],
    ),
    (
        "without blue cones",
        [
            [1.255_528, -0.076_749, -0.178_779],
            [-0.078_411, 0.930_809, 0.147_602],
            [0.004_733, 0.691_367, 0.303_900],
        ],
    ),
];

/// Linear red, green and blue of sRGB to the XYZ of D65, divided by its white.
const TO_XYZ: Matrix = [
    [0.433_953, 0.376_219, 0.189_828],
    [0.212_673, 0.715_152, 0.072_175],
    [0.017_758, 0.109_477, 0.872_765],
];

fn times(matrix: &Matrix, vector: [f64; 3]) -> [f64; 3] {
    matrix.map(|row| row[0] * vector[0] + row[1] * vector[1] + row[2] * vector[2])
}

/// Lightness and the two axes of colour of CIELAB, as seen through a matrix.
fn seen(colour: [u8; 3], sight: &Matrix) -> [f64; 3] {
    let inside = times(sight, linear(colour)).map(|part| part.clamp(0.0, 1.0));
    let [x, y, z] = times(&TO_XYZ, inside).map(|part| {
        if part > 216.0 / 24_389.0 {
            part.cbrt()
        } else {
            (24_389.0 / 27.0 * part + 16.0) / 116.0
        }
    });
    [116.0 * y - 16.0, 500.0 * (x - y), 200.0 * (y - z)]
}

/// The distance of two colours as seen (CIE 1976): 2.3 is just noticeable side by side.
pub fn distance(one: [u8; 3], other: [u8; 3], sight: &Matrix) -> f64 {
    let (one, other) = (seen(one, sight), seen(other, sight));
    let squares = one.iter().zip(other).map(|(a, b)| (a - b).powi(2));
    squares.sum::<f64>().sqrt()
}

#[test]
fn distances_are_those_of_the_field() {
    // White and black are 100 apart, and red of sRGB has a CIELAB value of its own.
    let full = &SIGHTS[0].1;
    assert!((distance([255; 3], [0; 3], full) - 100.0).abs() < 0.01);
    let [lightness, a, b] = seen([255, 0, 0], full);
    assert!((lightness - 53.24).abs() < 0.05 && (a - 80.09).abs() < 0.1 && (b - 67.2).abs() < 0.1);
}

#[test]
fn the_series_of_a_plot_are_told_apart_by_every_kind_of_sight() {
    for (colours, least) in [(Colours::TrueColour, 20.0), (Colours::Xterm256, 18.0)] {
        for name in Theme::ALL.into_iter().filter(|name| *name != "monochrome") {
            let theme = Theme::named(name).expect("a theme").with_colours(colours);
            let inks = theme.series.map(|style| parts(style.fg.expect("a colour")));
            for (sight, matrix) in &SIGHTS {
                for (at, one) in inks.iter().enumerate() {
                    for other in &inks[..at] {
                        let apart = distance(*one, *other, matrix);
                        assert!(
                            apart >= least,
                            "{name}, {colours:?}, sight {sight}: {one:x?} and {other:x?} are {apart:.1} apart"
                        );
                    }
                }
            }
        }
    }
}

#[test]
fn pictures_have_the_colours_of_the_light_theme() {
    let theme = Theme::named("light").expect("a theme");
    let inks = theme.series.map(|style| {
        let [red, green, blue] = parts(style.fg.expect("a colour"));
        format!("#{red:02X}{green:02X}{blue:02X}")
    });
    assert_eq!(inks, crate::export::svg::PALETTE);
}

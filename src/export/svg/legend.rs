//! Names and keys beside what they name: a legend above bars, keys behind the signs of breaks,
//! and labels at the ends of lines, pushed apart so that none stands on another.

use crate::present::{Arrangement, Plots, Strand};

use super::frame::Sign;
use super::lettering::{width, wrapped};
use super::look::{Fill, look};
use super::mark::Mark;
use super::picture::Picture;
use super::{LABEL, MARGIN, WIDTH};

/// The side of the square before a name.
const SIDE: f64 = 14.0;

/// The height of a line of names.
const LINE: f64 = 20.0;

/// From one key behind a sign to the next.
const KEY: f64 = 14.0;

/// Between a name and the next square.
const APART: f64 = 24.0;

/// The names of the series, each behind a square of its look.
pub fn draw(picture: &mut Picture, plots: &Plots) {
    picture.gap(10.0);
    let room = 2.0_f64.mul_add(-MARGIN, WIDTH) - SIDE - 8.0;
    let mut x = MARGIN;
    picture.gap(LINE);
    for (at, one) in plots.strands.iter().enumerate() {
        let lines = wrapped(&one.name, LABEL, room);
        let lengths = lines.iter().map(|line| width(line, LABEL));
        let length = SIDE + 8.0 + lengths.fold(0.0, f64::max);
        if x > MARGIN && x + length > WIDTH - MARGIN {
            x = MARGIN;
            picture.gap(LINE);
        }
        picture.marks.push(Mark::Bar {
            at: (x, picture.y - SIDE + 2.0),
            size: (SIDE, SIDE),
            fill: Fill::Series(at),
            says: String::new(),
        });
        let count = lines.len();
        for (line, text) in lines.into_iter().enumerate() {
            if line > 0 {
                picture.gap(LINE);
            }
            picture.text((x + SIDE + 8.0, picture.y), "start", LABEL, text);
        }
        x += if count > 1 { WIDTH } else { length + APART };
    }
}

/// Behind the sign of a break that touches only some of the series, the key of each of them,
/// if there is room before the next sign.
pub fn touched(picture: &mut Picture, plots: &Plots, signs: &[Sign]) {
    for (nth, sign) in signs.iter().enumerate() {
        let cuts = |one: &Strand| one.plot.breaks.iter().any(|one| one.before == sign.before);
        let cut = plots.strands.iter().enumerate().filter(|one| cuts(one.1));
        let cut: Vec<usize> = cut.map(|(at, _)| at).collect();
        let free = signs.get(nth + 1).map_or(WIDTH, |next| next.x.0);
        let room = (cut.len() as f64).mul_add(KEY, sign.x.1 + 4.0) <= free;
        if cut.len() == plots.strands.len() || !room {
            continue;
        }
        for (key, at) in cut.into_iter().enumerate() {
            let x = (key as f64).mul_add(KEY, sign.x.1);
            picture.marks.push(match plots.arrangement {
                Arrangement::Lines => Mark::Shaped {
                    at: (x + 9.0, sign.y),
                    radius: 4.5,
                    look: look(at),
                    says: String::new(),
                },
                _ => Mark::Bar {
                    at: (x + 4.0, sign.y - 5.0),
                    size: (10.0, 10.0),
                    fill: Fill::Series(at),
                    says: String::new(),
                },
            });
        }
    }
}

/// The upper ends of labels of these heights as near as may be to where they are wanted, in
/// the same order, none upon another, from one height to another if there is room at all.
pub fn pushed_apart(wanted: &[(f64, f64)], from: f64, to: f64) -> Vec<f64> {
    let mut order: Vec<usize> = (0..wanted.len()).collect();
    order.sort_by(|one, other| wanted[*one].0.total_cmp(&wanted[*other].0));
    let mut tops = vec![from; wanted.len()];
    let mut free = from;
    for at in order.iter().copied() {
        tops[at] = wanted[at].0.max(free);
        free = tops[at] + wanted[at].1;
    }
    let mut end = to;
    for at in order.iter().rev().copied() {
        tops[at] = tops[at].min(end - wanted[at].1);
        end = tops[at];
    }
    tops
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_stay_where_they_are_wanted_if_nothing_is_in_the_way() {
        assert_eq!(
            pushed_apart(&[(50.0, 10.0), (20.0, 10.0)], 0.0, 100.0),
            [50.0, 20.0]
        );
        assert_eq!(
            pushed_apart(&[(20.0, 10.0), (22.0, 10.0)], 0.0, 100.0),
            [20.0, 30.0]
        );
        assert_eq!(
            pushed_apart(&[(95.0, 10.0), (94.0, 10.0)], 0.0, 100.0),
            [90.0, 80.0]
        );
    }

    proptest::proptest! {
        #[test]
        fn no_label_stands_on_another(wanted in proptest::collection::vec((0.0..260.0_f64, 15.0..60.0_f64), 0..5)) {
            let room = wanted.iter().map(|one| one.1).sum::<f64>().max(260.0);
            let tops = pushed_apart(&wanted, 0.0, room);
            for (at, top) in tops.iter().enumerate() {
                proptest::prop_assert!(*top >= -1e-6 && top + wanted[at].1 <= room + 1e-6);
                for (other, below) in tops.iter().enumerate() {
                    let apart = top + wanted[at].1 <= below + 1e-6 || below + wanted[other].1 <= top + 1e-6;
                    proptest::prop_assert!(at == other || apart);
                }
            }
        }
    }
}

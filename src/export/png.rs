//! The charts of a page as pixels: the very SVG, drawn by resvg with the one font that is
//! embedded, so that it looks the same everywhere and no text is left out.

use std::sync::Arc;

use resvg::tiny_skia::{Pixmap, Transform};
use resvg::usvg::{Options, Tree, fontdb};

use crate::built_in;

use super::format::NoChart;
use super::{Shown, svg};

/// `DejaVu Sans` 2.37, packed; free to copy, its licence lies beside it.
const FONT: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/font.bin"));

/// The name of the family in it.
const FAMILY: &str = "DejaVu Sans";

/// Pixels for each unit of the picture: enough for print at the width of a page.
const DENSITY: f32 = 2.0;

/// The bytes of the file.
pub fn page(shown: &Shown<'_>) -> Result<Vec<u8>, NoChart> {
    let svg = svg::page(shown).ok_or(NoChart)?;
    Ok(encoded(&drawn(&svg)))
}

fn encoded(pixels: &Pixmap) -> Vec<u8> {
    pixels.encode_png().expect("a vector takes every byte")
}

/// The picture, pixel by pixel.
fn drawn(svg: &str) -> Pixmap {
    let mut fonts = fontdb::Database::new();
    fonts.load_font_data(built_in::unpacked(FONT));
    fonts.set_sans_serif_family(FAMILY);
    let options = Options {
        font_family: FAMILY.to_owned(),
        fontdb: Arc::new(fonts),
        ..Options::default()
    };
    let tree = Tree::from_str(svg, &options).expect("the picture is well-formed");
    let size = tree.size().to_int_size().scale_by(DENSITY);
    let size = size.expect("a picture has a width and a height");
    let mut pixels = Pixmap::new(size.width(), size.height()).expect("it is not empty");
    let scale = Transform::from_scale(DENSITY, DENSITY);
    resvg::render(&tree, scale, &mut pixels.as_mut());
    pixels
}

#[cfg(test)]
mod tests {
    use super::*;

    /// How many pixels are not white.
    fn ink(body: &str) -> usize {
        let svg = format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"100\" height=\"20\" \
             font-family=\"Arial, 'DejaVu Sans', sans-serif\">\
             <rect width=\"100\" height=\"20\" fill=\"#FFFFFF\"/>{body}</svg>"
        );
        let pixels = drawn(&svg);
        let dark = pixels.pixels().iter().filter(|one| one.red() < 128);
        dark.count()
    }

    #[test]
    fn text_is_drawn_and_not_left_out() {
        assert_eq!(ink(""), 0);
        assert!(ink("<text x=\"2\" y=\"15\" font-size=\"13\">23,411</text>") > 100);
    }

    #[test]
    fn hatches_are_drawn_and_not_left_out() {
        let hatched = |white: &str| {
            ink(&format!(
                "<defs><pattern id=\"a\" width=\"6\" height=\"6\" \
                 patternUnits=\"userSpaceOnUse\" patternTransform=\"rotate(45)\">\
                 <rect width=\"6\" height=\"6\" fill=\"#12436D\"/>{white}</pattern></defs>\
                 <rect width=\"60\" height=\"20\" fill=\"url(#a)\"/>"
            ))
        };
        let whole = hatched("");
        let lines = hatched("<rect width=\"2\" height=\"6\" fill=\"#FFFFFF\"/>");
        assert!(whole >= 60 * 20 * 4 && lines > whole / 2 && lines < whole * 3 / 4);
    }
}

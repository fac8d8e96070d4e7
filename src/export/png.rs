//! The charts of a page as pixels: the very SVG, drawn by resvg with the one font that is
//! embedded, so that it looks the same everywhere and no text is left out.

use std::io::Write as _;
use std::sync::Arc;

use png::{BitDepth, ColorType, Encoder};
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
    Ok(encoded(&tree(&svg)))
}

/// Rows of pixels that are drawn at once: a tall picture is never in memory as a whole.
const STRIP: u32 = 512;

/// The picture, strip by strip.
fn encoded(tree: &Tree) -> Vec<u8> {
    let (width, height) = size(tree);
    let mut bytes = Vec::new();
    let mut encoder = Encoder::new(&mut bytes, width, height);
    encoder.set_color(ColorType::Rgba);
    encoder.set_depth(BitDepth::Eight);
    let whole = "a vector takes every byte";
    let mut writer = encoder.write_header().expect(whole);
    let mut strips = writer.stream_writer().expect(whole);
    for top in (0..height).step_by(STRIP as usize) {
        let pixels = drawn(tree, top, STRIP.min(height - top));
        strips.write_all(&pixels.take_demultiplied()).expect(whole);
    }
    strips.finish().expect(whole);
    drop(writer);
    bytes
}

/// The picture to be drawn, its text in the one font.
fn tree(svg: &str) -> Tree {
    let mut fonts = fontdb::Database::new();
    fonts.load_font_data(built_in::unpacked(FONT));
    fonts.set_sans_serif_family(FAMILY);
    let options = Options {
        font_family: FAMILY.to_owned(),
        fontdb: Arc::new(fonts),
        ..Options::default()
    };
    Tree::from_str(svg, &options).expect("the picture is well-formed")
}

/// Its width and height in pixels.
fn size(tree: &Tree) -> (u32, u32) {
    let size = tree.size().to_int_size().scale_by(DENSITY);
    let size = size.expect("a picture has a width and a height");
    (size.width(), size.height())
}

/// Some rows of it, pixel by pixel.
fn drawn(tree: &Tree, top: u32, rows: u32) -> Pixmap {
    let mut pixels = Pixmap::new(size(tree).0, rows).expect("it is not empty");
    let place = Transform::from_scale(DENSITY, DENSITY).post_translate(0.0, -(top as f32));
    resvg::render(tree, place, &mut pixels.as_mut());
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
        let tree = tree(&svg);
        let pixels = drawn(&tree, 0, size(&tree).1);
        let dark = pixels.pixels().iter().filter(|one| one.red() < 128);
        dark.count()
    }

    #[test]
    fn text_is_drawn_and_not_left_out() {
        assert_eq!(ink(""), 0);
        assert!(ink("<text x=\"2\" y=\"15\" font-size=\"13\">23,411</text>") > 100);
    }

    #[test]
    fn a_picture_of_several_strips_is_the_picture_drawn_at_once() {
        let svg = "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"60\" height=\"700\">\
             <defs><pattern id=\"a\" width=\"6\" height=\"6\" \
             patternUnits=\"userSpaceOnUse\" patternTransform=\"rotate(45)\">\
             <rect width=\"2\" height=\"6\" fill=\"#12436D\"/></pattern></defs>\
             <rect width=\"60\" height=\"700\" fill=\"#FFFFFF\"/>\
             <rect width=\"40\" height=\"690\" fill=\"url(#a)\"/>\
             <text x=\"2\" y=\"260\" font-size=\"13\">across</text>\
             <path d=\"M0 0L60 700\" stroke=\"#801650\"/></svg>";
        let tree = tree(svg);
        let whole = drawn(&tree, 0, 1400).take_demultiplied();
        let bytes = encoded(&tree);
        let mut read = png::Decoder::new(std::io::Cursor::new(bytes))
            .read_info()
            .expect("a picture");
        let mut pixels = vec![0; read.output_buffer_size().expect("it fits")];
        read.next_frame(&mut pixels).expect("pixels");
        assert_eq!((read.info().width, read.info().height), (120, 1400));
        // Edges of slanting lines may differ by a shade, for they are cut at the strips.
        let apart = pixels
            .iter()
            .zip(&whole)
            .map(|(one, other)| one.abs_diff(*other));
        let apart: Vec<u8> = apart.filter(|apart| *apart > 0).collect();
        assert!(apart.len() < whole.len() / 1000, "{} bytes", apart.len());
        assert!(apart.iter().all(|apart| *apart < 48), "{apart:?}");
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

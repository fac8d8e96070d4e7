//! Where the program writes besides the dashboard: standard output and standard error, which
//! steer no terminal whatever was put into them.

use std::io::{self, IsTerminal, Write};
use std::panic;

use crate::clean;
use crate::config::{Environment, GlyphSetting};
use crate::tui::ascii;
use crate::tui::theme::Glyphs;

/// Where a subcommand writes: what was asked for, and what is to be said about it.
pub struct Streams<'w> {
    /// What was asked for.
    pub out: &'w mut dyn Outlet,
    /// Problems and hints.
    pub err: &'w mut dyn Outlet,
}

impl Streams<'_> {
    /// A line about what is going on. When nobody reads it, the work goes on all the same.
    pub fn say(&mut self, line: &str) {
        let _ = writeln!(self.err, "trafficdash: {}", clean::line(line));
    }
}

/// A stream of text that nothing leaves which would steer a terminal, unless it is meant to.
pub trait Outlet: Write {
    /// Bytes that go out as they are: pictures, and the colours that the program itself chose.
    fn as_it_is(&mut self, bytes: &[u8]) -> io::Result<()>;
}

/// A writer with a last look at every character: text is cleaned where it enters the program,
/// and what slipped through goes out as a dot.
pub struct Swept<W> {
    inner: W,
    glyphs: Glyphs,
    /// The beginning of a character whose rest has not come, or a return without its line feed.
    begun: Vec<u8>,
}

impl<W: Write> Swept<W> {
    /// A stream that goes on to a writer.
    pub fn new(inner: W) -> Self {
        Self {
            inner,
            glyphs: Glyphs::Unicode,
            begun: Vec::new(),
        }
    }

    /// The same in ASCII if it goes to a terminal that shows nothing else; what is read by another
    /// program is the same everywhere.
    pub fn shown(inner: W, stream: &impl IsTerminal) -> Self {
        let mut swept = Self::new(inner);
        if stream.is_terminal() {
            swept.glyphs = Glyphs::detect(GlyphSetting::Auto, &Environment::of_process());
        }
        swept
    }
}

impl<W: Write> Write for Swept<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let is_known = |byte: &u8| matches!(byte, b' '..=b'~' | b'\n');
        if self.begun.is_empty() && bytes.iter().all(is_known) {
            return self.inner.write(bytes);
        }
        let whole = [&self.begun, bytes].concat();
        let end = whole.len() - unfinished(&whole);
        self.begun = whole[end..].to_vec();
        let text = swept(&whole[..end]);
        let text = match self.glyphs {
            Glyphs::Ascii => ascii::text(&text),
            _ => text,
        };
        self.inner.write_all(text.as_bytes())?;
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.inner.flush()
    }
}

impl<W: Write> Outlet for Swept<W> {
    fn as_it_is(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.inner.write_all(bytes)
    }
}

/// How many bytes at the end are the beginning of something whose rest decides what it is.
fn unfinished(bytes: &[u8]) -> usize {
    let lengths = 1..=bytes.len().min(3);
    let begins = |length: &usize| match &bytes[bytes.len() - length..] {
        b"\r" => true,
        [0xc2..=0xdf, rest @ ..] => rest.is_empty(),
        [0xe0..=0xef, rest @ ..] => rest.len() < 2,
        [0xf0..=0xf4, rest @ ..] => rest.len() < 3,
        _ => false,
    };
    lengths.rev().find(begins).unwrap_or_default()
}

/// The text with a dot for each character that is not to be seen; line ends stay.
fn swept(bytes: &[u8]) -> String {
    let text = String::from_utf8_lossy(bytes);
    let mut safe = String::with_capacity(text.len());
    let mut rest = text.chars().peekable();
    while let Some(one) = rest.next() {
        let ends_line = one == '\n' || one == '\r' && rest.peek() == Some(&'\n');
        let is_fine = ends_line || clean::is_plain(one);
        safe.push(if is_fine { one } else { '·' });
    }
    safe
}

/// From now on a panic is told on standard error without a character that steers a terminal:
/// its message may quote anything.
pub fn tell_panics() {
    panic::set_hook(Box::new(|info| {
        let told = clean::escaped(&info.to_string());
        // When standard error is gone as well there is nobody left to tell.
        let _ = writeln!(io::stderr(), "trafficdash {told}");
    }));
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(pieces: &[&[u8]]) -> String {
        let mut out = Swept::new(Vec::new());
        for piece in pieces {
            out.write_all(piece).expect("a vector takes every byte");
        }
        String::from_utf8(out.inner).expect("text")
    }

    #[test]
    fn text_and_line_ends_pass_and_all_that_steers_is_a_dot() {
        let fine = "946 people, £1,500\r\nNgô Thị 数字\n";
        assert_eq!(written(&[fine.as_bytes()]), fine);
        let hostile = "a\u{1b}[2J\u{9b}b\u{202e}c\u{200b}\td\re\u{2028}\0";
        assert_eq!(written(&[hostile.as_bytes()]), "a·[2J·b·c··d·e··");
        assert_eq!(written(&[b"a\xffb"]), "a\u{fffd}b");
    }

    #[test]
    fn where_only_ascii_is_shown_every_column_stays() {
        let mut out = Swept::new(Vec::new());
        out.glyphs = Glyphs::Ascii;
        out.write_all("✓ Zoë 人 – ≠\n".as_bytes()).expect("written");
        assert_eq!(out.inner, b"+ Zoe ?  - !\n");
    }

    #[test]
    fn what_is_written_in_pieces_is_what_is_written_at_once() {
        let text = "é\u{9b}数\u{202e}👍\r\nx\u{e0041}\r\u{1b}";
        let bytes = text.as_bytes();
        let whole = written(&[bytes, b"\n"]);
        assert_eq!(whole, "é·数·👍\r\nx···\n");
        for cut in 0..=bytes.len() {
            let (head, tail) = bytes.split_at(cut);
            assert_eq!(written(&[head, tail, b"\n"]), whole, "{cut}");
        }
        let single: Vec<&[u8]> = bytes.chunks(1).chain([b"\n".as_slice()]).collect();
        assert_eq!(written(&single), whole);
    }

    #[test]
    fn what_is_meant_to_steer_does() {
        let mut out = Swept::new(Vec::new());
        out.as_it_is(b"\x1b[0;1m\xff").expect("written");
        assert_eq!(out.inner, b"\x1b[0;1m\xff");
    }
}

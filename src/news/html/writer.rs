//! Paragraphs made of text and tags as they come: what is open is counted, never kept as a
//! tree.

use url::Url;

use super::stream::Tag;
use crate::clean;
use crate::news::entry::Reading;
use crate::news::link;

/// Deeper lists and quotes are not set further in.
const DEEPEST: usize = 6;

/// More links than a reader looks up.
const MOST_LINKS: usize = 2000;

/// More bytes of addresses than 2,000 links of a usual length have; those beyond have no number.
const LONGEST_LINKS: usize = 200_000;

/// A text under way.
pub struct Writer {
    base: Option<Url>,
    keeps_links: bool,
    reading: Reading,
    current: String,
    /// A blank is due before the next word.
    blank: bool,
    /// The number of a link was written last.
    after_mark: bool,
    /// The bullet or number of the list item that begins here.
    bullet: Option<String>,
    /// The open lists: the last number of an ordered one.
    lists: Vec<Option<usize>>,
    quotes: usize,
    preformatted: usize,
    /// The element that is left out, and how many of its name are open.
    left_out: Option<(String, usize)>,
    /// The address of the open link, and where its text begins.
    open_link: Option<(Url, usize)>,
}

impl Writer {
    /// Begins a text whose links are read against an address.
    pub fn new(base: Option<Url>) -> Self {
        Self {
            base,
            keeps_links: true,
            reading: Reading::default(),
            current: String::new(),
            blank: false,
            after_mark: false,
            bullet: None,
            lists: Vec::new(),
            quotes: 0,
            preformatted: 0,
            left_out: None,
            open_link: None,
        }
    }

    /// Begins a text whose links are not numbered.
    pub fn without_links() -> Self {
        Self {
            keeps_links: false,
            ..Self::new(None)
        }
    }

    /// Goes on with some text.
    pub fn text(&mut self, text: &str) {
        if self.left_out.is_some() {
            return;
        }
        if self.preformatted > 0 {
            let mut lines = text.split('\n');
            self.current.push_str(lines.next().unwrap_or_default());
            for line in lines {
                self.flush();
                self.current.push_str(line);
            }
            return;
        }
        for one in text.chars() {
            if one.is_whitespace() {
                self.blank = true;
                continue;
            }
            let runs_on = self.after_mark && (one.is_alphanumeric() || one == '[');
            if (self.blank || runs_on) && !self.current.is_empty() {
                self.current.push(' ');
            }
            (self.blank, self.after_mark) = (false, false);
            self.current.push(one);
        }
    }

    /// An element begins.
    pub fn start(&mut self, tag: &Tag) {
        let name = tag.name.as_str();
        if let Some((out, open)) = &mut self.left_out {
            *open += usize::from(out == name);
            return;
        }
        match name {
            _ if is_left_out(name) => self.left_out = Some((name.to_owned(), 1)),
            "a" => self.start_link(tag.href.as_deref()),
            "img" => self.picture(tag.alt.as_deref().unwrap_or_default()),
            "td" | "th" => self.cell(),
            "ul" | "ol" | "menu" | "dir" => {
                self.flush();
                if self.lists.len() < DEEPEST {
                    self.lists.push((name == "ol").then_some(0));
                }
            }
            "li" => self.item(),
            "blockquote" => {
                self.flush();
                self.quotes += 1;
            }
            "pre" | "listing" => {
                self.flush();
                self.preformatted += 1;
            }
            _ if is_block(name) => self.flush(),
            _ => {}
        }
    }

    /// An element ends.
    pub fn end(&mut self, name: &str) {
        if let Some((out, open)) = &mut self.left_out {
            *open -= usize::from(out == name);
            if *open == 0 {
                self.left_out = None;
            }
            return;
        }
        match name {
            "a" => self.end_link(),
            "ul" | "ol" | "menu" | "dir" => {
                self.flush();
                self.lists.pop();
                self.bullet = None;
            }
            "blockquote" => {
                self.flush();
                self.quotes = self.quotes.saturating_sub(1);
            }
            "pre" | "listing" => {
                self.flush();
                self.preformatted = self.preformatted.saturating_sub(1);
            }
            _ if is_block(name) => self.flush(),
            _ => {}
        }
    }

    fn start_link(&mut self, address: Option<&str>) {
        self.end_link();
        if !self.keeps_links {
            return;
        }
        let address = address.and_then(|text| link::web(text, self.base.as_ref()));
        self.open_link = address.map(|address| (address, self.current.len()));
    }

    /// The number of the link after its text; none after no text.
    fn end_link(&mut self) {
        let Some((address, from)) = self.open_link.take() else {
            return;
        };
        if self.current.len() <= from {
            return;
        }
        let links = &mut self.reading.links;
        let address = String::from(address);
        let known = links.iter().position(|one| *one == address);
        let taken: usize = links.iter().map(String::len).sum();
        let is_full = links.len() == MOST_LINKS || taken + address.len() > LONGEST_LINKS;
        if known.is_none() && is_full {
            return;
        }
        let at = known.unwrap_or_else(|| {
            links.push(address);
            links.len() - 1
        });
        self.current.push_str(&format!(" [{}]", at + 1));
        self.after_mark = true;
    }

    /// What a picture shows, if its text says so: not the name of a file.
    fn picture(&mut self, alt: &str) {
        let alt = alt.trim();
        let is_file = alt.rsplit_once('.').is_some_and(|(_, end)| {
            let end = end.to_ascii_lowercase();
            matches!(&*end, "jpg" | "jpeg" | "png" | "gif" | "webp" | "svg")
        });
        if self.keeps_links && !is_file && alt.chars().filter(|one| one.is_alphabetic()).count() > 2
        {
            self.blank = true;
            self.text(&format!("[{alt}] "));
        }
    }

    fn cell(&mut self) {
        if !self.current.trim().is_empty() {
            self.end_link();
            self.current.push_str(" |");
            self.blank = true;
        }
    }

    fn item(&mut self) {
        self.flush();
        let bullet = match self.lists.last_mut() {
            Some(Some(number)) => {
                *number += 1;
                format!("{number}. ")
            }
            _ => "- ".to_owned(),
        };
        self.bullet = Some(bullet);
    }

    /// Ends the paragraph under way.
    fn flush(&mut self) {
        if let Some((address, _)) = self.open_link.clone() {
            self.end_link();
            self.open_link = Some((address, 0));
        }
        (self.blank, self.after_mark) = (false, false);
        let said = std::mem::take(&mut self.current);
        let said = clean::line(said.trim_end_matches([' ', '|']).trim_end());
        if said.trim().is_empty() {
            return;
        }
        let quotes = "> ".repeat(self.quotes.min(DEEPEST));
        let deep = "  ".repeat(self.lists.len().saturating_sub(1));
        let bullet = self.bullet.take().unwrap_or_default();
        if self.reading.paragraphs.len() <= super::MOST_PARAGRAPHS {
            let paragraph = format!("{quotes}{deep}{bullet}{said}");
            self.reading.paragraphs.push(paragraph);
        }
    }

    /// All that was read.
    pub fn into_reading(mut self) -> Reading {
        self.end_link();
        self.flush();
        self.reading
    }

    /// All that was read on one line.
    pub fn into_line(self) -> String {
        let paragraphs = self.into_reading().paragraphs;
        super::line(&paragraphs.join(" "))
    }
}

/// Holds nothing to read.
pub fn is_left_out(name: &str) -> bool {
    matches!(
        name,
        "script"
            | "style"
            | "noscript"
            | "template"
            | "svg"
            | "math"
            | "iframe"
            | "video"
            | "audio"
            | "canvas"
            | "select"
            | "textarea"
            | "title"
            | "noembed"
            | "noframes"
            | "rp"
    )
}

/// Stands on lines of its own.
fn is_block(name: &str) -> bool {
    matches!(
        name,
        "address"
            | "article"
            | "aside"
            | "body"
            | "br"
            | "caption"
            | "center"
            | "dd"
            | "details"
            | "dialog"
            | "div"
            | "dl"
            | "dt"
            | "fieldset"
            | "figcaption"
            | "figure"
            | "footer"
            | "form"
            | "h1"
            | "h2"
            | "h3"
            | "h4"
            | "h5"
            | "h6"
            | "header"
            | "hgroup"
            | "hr"
            | "html"
            | "legend"
            | "li"
            | "main"
            | "nav"
            | "p"
            | "section"
            | "summary"
            | "table"
            | "tbody"
            | "tfoot"
            | "thead"
            | "tr"
            | "xmp"
    )
}

//! Elements, attributes and text of SVG and HTML, always closed and always escaped: text from
//! a record can be no markup.

use crate::clean;

/// An attribute: its name and its text.
pub type Attribute<'a> = (&'a str, &'a str);

/// Markup while it is written.
#[derive(Clone, Debug, Default)]
pub struct Markup {
    text: String,
    open: Vec<&'static str>,
}

impl Markup {
    /// Markup that begins with a line as it stands.
    pub fn after(line: &'static str) -> Self {
        Self {
            text: line.to_owned(),
            open: Vec::new(),
        }
    }

    /// Opens an element on a line of its own.
    pub fn open(&mut self, name: &'static str, attributes: &[Attribute<'_>]) {
        self.start(name, attributes);
        self.text.push('>');
        self.open.push(name);
    }

    /// Closes the element that was opened last.
    pub fn close(&mut self) {
        let name = self.open.pop().expect("what is closed was opened");
        self.text.push_str(&format!("\n</{name}>"));
    }

    /// An element that holds text.
    pub fn leaf(&mut self, name: &'static str, attributes: &[Attribute<'_>], text: &str) {
        self.start(name, attributes);
        self.text.push('>');
        self.text.push_str(&escaped(text));
        self.text.push_str(&format!("</{name}>"));
    }

    /// An element that holds nothing.
    pub fn empty(&mut self, name: &'static str, attributes: &[Attribute<'_>]) {
        self.start(name, attributes);
        self.text.push_str("/>");
    }

    /// A line of this program's own, as it stands.
    pub fn own(&mut self, line: &'static str) {
        self.text.push('\n');
        self.text.push_str(line);
    }

    /// The whole, when every element is closed.
    pub fn finish(mut self) -> String {
        while !self.open.is_empty() {
            self.close();
        }
        self.text.push('\n');
        self.text
    }

    fn start(&mut self, name: &'static str, attributes: &[Attribute<'_>]) {
        self.text.push_str(&format!("\n<{name}"));
        for (key, value) in attributes {
            self.text
                .push_str(&format!(" {key}=\"{}\"", escaped(value)));
        }
    }
}

/// The text with entities for what has a meaning in elements and attributes.
pub fn escaped(text: &str) -> String {
    let text = clean::line(text);
    let mut out = String::with_capacity(text.len() + 8);
    for one in text.chars() {
        match one {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            _ => out.push(one),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_and_attributes_are_escaped_and_elements_closed() {
        let mut markup = Markup::after("<!-- own -->");
        markup.open("g", &[("id", "a\"b")]);
        markup.leaf("text", &[("x", "1")], "<b>&'");
        markup.empty("line", &[]);
        assert_eq!(
            markup.finish(),
            "<!-- own -->\n<g id=\"a&quot;b\">\n<text x=\"1\">&lt;b&gt;&amp;&#39;</text>\n<line/>\n</g>\n"
        );
    }
}

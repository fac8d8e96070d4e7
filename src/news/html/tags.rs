//! Which words between angle brackets are tags: text such as `<antirez>` must not vanish.

use std::borrow::Cow;
use std::collections::HashSet;

use super::writer::is_left_out;

/// The elements of HTML, with those of its past; in the order of the alphabet.
const KNOWN: &[&str] = &[
    "a",
    "abbr",
    "acronym",
    "address",
    "applet",
    "area",
    "article",
    "aside",
    "audio",
    "b",
    "base",
    "basefont",
    "bdi",
    "bdo",
    "big",
    "blink",
    "blockquote",
    "body",
    "br",
    "button",
    "canvas",
    "caption",
    "center",
    "cite",
    "code",
    "col",
    "colgroup",
    "command",
    "data",
    "datalist",
    "dd",
    "del",
    "details",
    "dfn",
    "dialog",
    "dir",
    "div",
    "dl",
    "dt",
    "em",
    "embed",
    "fieldset",
    "figcaption",
    "figure",
    "font",
    "footer",
    "form",
    "frame",
    "frameset",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "head",
    "header",
    "hgroup",
    "hr",
    "html",
    "i",
    "iframe",
    "img",
    "input",
    "ins",
    "kbd",
    "keygen",
    "label",
    "legend",
    "li",
    "link",
    "listing",
    "main",
    "map",
    "mark",
    "marquee",
    "math",
    "menu",
    "meta",
    "meter",
    "nav",
    "nobr",
    "noembed",
    "noframes",
    "noscript",
    "object",
    "ol",
    "optgroup",
    "option",
    "output",
    "p",
    "param",
    "picture",
    "pre",
    "progress",
    "q",
    "rb",
    "rp",
    "rt",
    "rtc",
    "ruby",
    "s",
    "samp",
    "script",
    "search",
    "section",
    "select",
    "slot",
    "small",
    "source",
    "span",
    "strike",
    "strong",
    "style",
    "sub",
    "summary",
    "sup",
    "svg",
    "table",
    "tbody",
    "td",
    "template",
    "textarea",
    "tfoot",
    "th",
    "thead",
    "time",
    "title",
    "tr",
    "track",
    "tt",
    "u",
    "ul",
    "var",
    "video",
    "wbr",
    "xmp",
];

/// The elements that only format what a title says; in the order of the alphabet.
const FORMATTING: &[&str] = &[
    "a", "abbr", "acronym", "b", "bdi", "bdo", "big", "br", "cite", "code", "del", "div", "em",
    "font", "h1", "h2", "h3", "h4", "h5", "h6", "i", "img", "ins", "kbd", "mark", "nobr", "p", "q",
    "s", "samp", "small", "span", "strike", "strong", "sub", "sup", "time", "tt", "u", "var",
    "wbr",
];

fn is_known(name: &str) -> bool {
    KNOWN.binary_search(&name).is_ok()
}

fn is_formatting(name: &str) -> bool {
    FORMATTING.binary_search(&name).is_ok()
}

/// A text with `<` written as an entity before each word that is no tag.
pub fn of_text(html: &str) -> Cow<'_, str> {
    with_odd_as_text(html, |word| !is_known(&word.name) && !word.was_meant())
}

/// A title with `<` written as an entity before each word that is rather spoken of: tags are
/// those that only format, those that are ended too, and those with attributes that would take
/// no text with them.
pub fn of_title(text: &str) -> Cow<'_, str> {
    let ends = text.match_indices("</");
    let ended: HashSet<String> = ends
        .filter_map(|(at, _)| Some(Word::after(&text[at + 1..])?.name))
        .collect();
    with_odd_as_text(text, |word| {
        let name = &*word.name;
        let is_alone = || word.was_meant() && !is_left_out(name);
        if is_known(name) {
            !is_formatting(name) && !ended.contains(name) && !is_alone()
        } else {
            !word.was_meant()
        }
    })
}

fn with_odd_as_text(html: &str, is_odd: impl Fn(&Word) -> bool) -> Cow<'_, str> {
    let last_comment = html.rfind("-->").unwrap_or_default();
    let mut said = String::new();
    let mut from = 0;
    for (at, _) in html.match_indices('<') {
        if at < from {
            continue;
        }
        let rest = &html[at + 1..];
        let (instead, length) = match rest.strip_prefix("!") {
            // What follows a comment that is never ended is not part of it.
            Some(after) if after.starts_with("--") && at >= last_comment => ("<!", 4),
            Some(after) if !is_declaration(after) => ("&lt;", 1),
            Some(_) => continue,
            None => match Word::after(rest) {
                Some(word) if is_odd(&word) => ("&lt;", 1),
                _ => continue,
            },
        };
        said.push_str(&html[from..at]);
        said.push_str(instead);
        from = at + length;
    }
    if from == 0 {
        return Cow::Borrowed(html);
    }
    said.push_str(&html[from..]);
    Cow::Owned(said)
}

/// A comment, a kind of document or a quotation follows `<!`.
fn is_declaration(after: &str) -> bool {
    let begins = |one: char| one == '[' || one.is_ascii_alphabetic();
    after.starts_with("--") || after.starts_with(begins)
}

/// A plain word after an angle bracket, and what comes after it.
struct Word<'a> {
    name: String,
    after: &'a str,
}

impl<'a> Word<'a> {
    /// The word that follows a bracket, if any.
    fn after(rest: &'a str) -> Option<Self> {
        let rest = rest.strip_prefix('/').unwrap_or(rest);
        let is_name = |one: char| one.is_alphanumeric() || matches!(one, '_' | '.' | '@');
        let end = rest.find(|one| !is_name(one)).unwrap_or(rest.len());
        let (name, after) = rest.split_at(end);
        let begins = name.starts_with(|one: char| one.is_ascii_alphabetic());
        let name = name.to_ascii_lowercase();
        begins.then_some(Self { name, after })
    }

    /// Words of other vocabularies, with a colon or a hyphen, and those with attributes were meant
    /// as tags.
    fn was_meant(&self) -> bool {
        let inside = self.after.chars().take(200);
        let mut inside = inside.take_while(|one| !matches!(one, '<' | '>'));
        self.after.starts_with([':', '-'])
            || self.after.starts_with(' ') && inside.any(|one| one == '=')
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_lists_are_in_order_and_what_formats_is_known() {
        assert!(KNOWN.is_sorted() && FORMATTING.is_sorted());
        assert!(FORMATTING.iter().all(|name| is_known(name)));
    }

    #[test]
    fn tags_of_other_vocabularies_are_tags() {
        let odd = |text| of_text(text).into_owned();
        assert_eq!(odd("<o:p>x</o:p>"), "<o:p>x</o:p>");
        assert_eq!(odd("<gallery id='1'>"), "<gallery id='1'>");
        assert_eq!(
            odd("<i>a</i> <you> b</you>"),
            "<i>a</i> &lt;you> b&lt;/you>"
        );
    }
}

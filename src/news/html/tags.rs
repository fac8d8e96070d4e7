//! Which words between angle brackets are tags: text such as `<antirez>` must not vanish.

use std::borrow::Cow;

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

/// Is an element of HTML.
pub fn is_known(name: &str) -> bool {
    KNOWN.binary_search(&name).is_ok()
}

/// Is an element that only formats what a title says.
pub fn is_formatting(name: &str) -> bool {
    FORMATTING.binary_search(&name).is_ok()
}

/// The text with `<` written as an entity before each plain word that is not such a tag.
pub fn with_odd_tags_as_text(html: &str, is_tag: fn(&str) -> bool) -> Cow<'_, str> {
    let mut said = String::new();
    let mut from = 0;
    for (at, _) in html.match_indices('<') {
        if is_odd(&html[at + 1..], is_tag) {
            said.push_str(&html[from..at]);
            said.push_str("&lt;");
            from = at + 1;
        }
    }
    if from == 0 {
        return Cow::Borrowed(html);
    }
    said.push_str(&html[from..]);
    Cow::Owned(said)
}

/// What follows the bracket is a plain word that is no tag. Words of other vocabularies, with a
/// colon, a hyphen or attributes, were meant as tags.
fn is_odd(rest: &str, is_tag: fn(&str) -> bool) -> bool {
    let rest = rest.strip_prefix('/').unwrap_or(rest);
    let is_name = |one: char| one.is_alphanumeric() || matches!(one, '_' | '.' | '@');
    let end = rest.find(|one| !is_name(one)).unwrap_or(rest.len());
    let (name, after) = rest.split_at(end);
    if !name.starts_with(|one: char| one.is_ascii_alphabetic()) {
        return false;
    }
    let name = name.to_ascii_lowercase();
    let mut inside = after
        .chars()
        .take(200)
        .take_while(|one| !matches!(one, '<' | '>'));
    let meant =
        after.starts_with([':', '-']) || after.starts_with(' ') && inside.any(|one| one == '=');
    !is_tag(&name) && (!meant || is_known(&name))
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
        let odd = |text| with_odd_tags_as_text(text, is_known).into_owned();
        assert_eq!(odd("<o:p>x</o:p>"), "<o:p>x</o:p>");
        assert_eq!(odd("<gallery id='1'>"), "<gallery id='1'>");
        assert_eq!(
            odd("<i>a</i> <you> b</you>"),
            "<i>a</i> &lt;you> b&lt;/you>"
        );
    }
}

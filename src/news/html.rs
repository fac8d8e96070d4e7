//! HTML as clean text: paragraphs, list items, quotes, rows of tables; links numbered and kept
//! apart. The input is read as a stream of tags, so that no nesting is too deep.

mod stream;
mod tags;
mod writer;

use std::borrow::Cow;

use url::Url;

use super::entry::Reading;
use crate::clean;
pub use stream::named;
use writer::Writer;

/// The most paragraphs of a text; of more, one is kept, so that they are seen to be more.
const MOST_PARAGRAPHS: usize = 10_000;

/// The text of some HTML.
pub fn read(html: &str) -> Reading {
    read_at(html, None)
}

/// The text of some HTML, its links read against the address of the page it stands in.
pub fn read_at(html: &str, base: Option<&Url>) -> Reading {
    let html = tags::of_text(html);
    let mut writer = Writer::new(base.cloned());
    stream::follow(&html, &mut writer);
    writer.into_reading()
}

/// Plain text as paragraphs: one for each of its lines that says something, without the blanks
/// that all begin with. (The first stands where its element does.)
pub fn plain(text: &str) -> Reading {
    let lines = text.lines().map(|line| clean::line(line.trim_end()));
    let mut said = lines.filter(|line| !line.trim().is_empty());
    let mut paragraphs = Vec::new();
    paragraphs.extend(said.next().map(|first| first.trim_start().to_owned()));
    let rest: Vec<Cow<str>> = said.take(MOST_PARAGRAPHS).collect();
    let blanks = |line: &Cow<str>| line.len() - line.trim_start_matches(' ').len();
    let common = rest.iter().map(blanks).min().unwrap_or_default();
    paragraphs.extend(rest.iter().map(|line| line[common..].to_owned()));
    Reading {
        paragraphs,
        links: Vec::new(),
    }
}

/// A title that may be HTML or plain text, on one line: entities are read once, tags are left
/// out, and what is rather spoken of than a tag is text.
pub fn title(text: &str) -> String {
    let text = tags::of_title(text);
    let mut writer = Writer::without_links();
    stream::follow(&text, &mut writer);
    writer.into_line()
}

/// Plain text on one line, with single blanks.
pub fn line(text: &str) -> String {
    let cleaned = clean::line(text);
    let words: Vec<&str> = cleaned.split_whitespace().collect();
    words.join(" ")
}

impl Reading {
    /// How many characters it has.
    pub fn length(&self) -> usize {
        let lengths = self.paragraphs.iter().map(|one| one.chars().count());
        lengths.sum()
    }

    /// Cuts it after so many characters, or after the most paragraphs, with a sign at the cut;
    /// whether that was needed.
    pub fn cut(&mut self, most: usize) -> bool {
        let has_more = self.paragraphs.len() > MOST_PARAGRAPHS;
        self.paragraphs.truncate(MOST_PARAGRAPHS);
        let mut left = most;
        for at in 0..self.paragraphs.len() {
            let text = &mut self.paragraphs[at];
            if let Some((end, _)) = text.char_indices().nth(left) {
                text.truncate(end);
                text.push_str(" …");
                self.paragraphs.truncate(at + 1);
                return true;
            }
            left -= text.chars().count();
        }
        if let Some(last) = self.paragraphs.last_mut().filter(|_| has_more) {
            last.push_str(" …");
        }
        has_more
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(html: &str) -> String {
        read(html).paragraphs.join("\n")
    }

    #[test]
    fn paragraphs_lists_quotes_and_rows_are_lines_of_their_own() {
        let html = "<h2>Referrals</h2><p>In 2011\n  <b>946</b> people.<br>More later</p>
            <ul><li>one<ol><li>first</li><li>second</li></ol><li>two</ul>
            <blockquote><p>Said the minister</p></blockquote>
            <table><tr><th>Year<th>People</tr><tr><td>2011</td><td>946</td></tr></table>";
        assert_eq!(
            text(html),
            "Referrals\nIn 2011 946 people.\nMore later\n- one\n  1. first\n  2. second\n- two\n\
             > Said the minister\nYear | People\n2011 | 946"
        );
    }

    #[test]
    fn links_are_numbered_and_only_web_addresses_are_kept() {
        let base = Url::parse("https://gov.uk/a/").expect("an address");
        let html = "<a href='/b'>Report</a> and <a href=\"javascript:x()\">this</a>, \
            <a href=https://x.uk>that</a>, <a href='/b'>again</a><a href='/c'> </a>";
        let reading = read_at(html, Some(&base));
        assert_eq!(
            reading.paragraphs,
            ["Report [1] and this, that [2], again [1]"]
        );
        assert_eq!(reading.links, ["https://gov.uk/b", "https://x.uk/"]);
        let dense =
            "by<a href='/b'>a</a>to<a href='/c'>b</a>, <a href='/d'>c</a><a href='/e'>[d]</a>";
        let reading = read_at(dense, Some(&base));
        assert_eq!(reading.paragraphs, ["bya [1] tob [2], c [3] [d] [4]"]);
    }

    #[test]
    fn scripts_styles_and_mute_pictures_are_left_out() {
        let html = "a<script>if (1<2) alert('<p>x')</script><style>p{}</style>b<!-- c -->\
            <img src=x alt=''><img alt='IMG_2.jpg'> <img alt='Two people in a field'>\
            <script src=x /><svg><text>no</text></svg><iframe src=x>no</iframe>";
        assert_eq!(text(html), "ab [Two people in a field]");
    }

    #[test]
    fn entities_are_read_and_preformatted_lines_keep_their_blanks() {
        assert_eq!(
            text("caf&eacute; &pound;1&#8209;2 &amp;lt; AT&T x < y"),
            "café £1‑2 &lt; AT&T x < y"
        );
        assert_eq!(
            text("<pre>\nfn a() {\n    b\n}</pre>c"),
            "fn a() {\n    b\n}\nc"
        );
    }

    #[test]
    fn a_tag_with_more_attributes_than_any_is_a_tag_still() {
        let many: Vec<String> = (0..3000).map(|at| format!(" a{at}='<b>'")).collect();
        let many = many.concat();
        let html = format!("<p>one<a href='https://x.uk'{many}>two</a>three");
        let reading = read(&html);
        assert_eq!(reading.paragraphs, ["onetwo [1] three"]);
        assert_eq!(text(&format!("one<p{many}")), "one");
    }

    #[test]
    fn a_value_with_a_tag_of_many_words_in_it_ends_with_its_quote() {
        let words = "word ".repeat(120);
        for quote in ['"', '\''] {
            let html = format!("<p>one <a title={quote}<b {words}{quote}>two</a> three</p>");
            assert_eq!(text(&html), "one two three");
        }
    }

    #[test]
    fn what_stands_between_angle_brackets_and_is_no_tag_is_text() {
        assert_eq!(title("What <antirez> wrote"), "What <antirez> wrote");
        assert_eq!(title("Vec<String> & <b>bold</b>"), "Vec<String> & bold");
        assert_eq!(
            text("of Vec<String> <amp-ad x=1></amp-ad>"),
            "of Vec<String>"
        );
        assert_eq!(text("<command/>a<keygen>b"), "ab");
        assert_eq!(title("The <script> tag"), "The <script> tag");
        assert_eq!(
            title("The <meta> & <object> tags"),
            "The <meta> & <object> tags"
        );
        assert_eq!(text("a <!-> b <! c > d"), "a <!-> b <! c > d");
    }

    #[test]
    fn what_a_title_carries_besides_its_words_is_left_out() {
        for html in [
            "946 <script type='text/javascript'>x('<b>')</script>people",
            "946 <script>x()</script>people",
            "946 <iframe src='https://x.uk'></iframe>people",
            "946 <object classid='x'> people",
            "<blink>946</blink> <link rel=x href='https://x.uk'>people",
            "<frameset rows='*'><frame src=x></frameset>946 <embed src=x> people",
            "946<!-- more > people",
        ] {
            assert_eq!(title(html), "946 people", "{html}");
        }
    }

    #[test]
    fn a_comment_without_an_end_ends_with_its_tag() {
        assert_eq!(text("a<!-- x -- >b<!-- c -->d"), "ad");
        assert_eq!(text("a<!-- c -->b<!-- x -- > d"), "ab d");
        assert_eq!(text("a<!-- x"), "a");
        let many = "<!--".repeat(100_000);
        assert_eq!(text(&many), "");
    }

    #[test]
    fn plain_lines_lose_the_blanks_that_all_begin_with() {
        let lines = |text| plain(text).paragraphs.join("\n");
        assert_eq!(
            lines("\n\t\tIn 2011\n\t\t  946\n\n\t\tpeople\n"),
            "In 2011\n  946\npeople"
        );
        assert_eq!(
            lines("In 2011\n    946\n    people"),
            "In 2011\n946\npeople"
        );
        assert_eq!(lines("fn a() {\n    b\n}"), "fn a() {\n    b\n}");
        assert_eq!(lines(" \n "), "");
    }

    #[test]
    fn titles_are_decoded_once() {
        assert_eq!(title("Q&amp;A"), "Q&A");
        assert_eq!(title("Q&A"), "Q&A");
        assert_eq!(title("&lt;b&gt; is bold"), "<b> is bold");
        assert_eq!(title(" two\n lines<br>here "), "two lines here");
        assert_eq!(title("<a href='https://x.uk'>linked</a>"), "linked");
    }

    #[test]
    fn nothing_steers_the_terminal() {
        let hostile = "a&#27;[2J\u{202e}b&#x9b;31m\u{200b}&#0;<p title='\u{1b}'>\u{2028}c";
        for text in [text(hostile), title(hostile), line(hostile)] {
            assert_eq!(
                clean::line(&text.replace('\n', " ")),
                text.replace('\n', " ")
            );
            assert!(!text.contains('\u{1b}') && !text.contains('\u{202e}'));
        }
    }

    #[test]
    fn nesting_of_any_depth_is_read() {
        for tag in [
            "div",
            "ul><li",
            "blockquote",
            "b",
            "table><tr><td",
            "a href='/x'",
        ] {
            let html = format!("{}deep", format!("<{tag}>").repeat(50_000));
            let read = text(&html);
            assert!(read.contains("deep"), "{tag}");
            assert!(read.len() < 2_000_000, "{tag}: {}", read.len());
        }
    }

    #[test]
    fn a_long_text_is_cut_and_says_so() {
        let mut reading = plain("one\n\ntwoé three");
        assert_eq!(reading.length(), 13);
        assert!(!reading.clone().cut(13));
        assert!(reading.cut(7));
        assert_eq!(reading.paragraphs, ["one", "twoé …"]);
    }

    #[test]
    fn a_text_of_very_many_paragraphs_is_cut_and_says_so() {
        for many in [read(&"<p>a".repeat(50_000)), plain(&"a\n".repeat(50_000))] {
            assert_eq!(many.paragraphs.len(), MOST_PARAGRAPHS + 1);
            let mut cut = many;
            assert!(cut.cut(200_000));
            assert_eq!(cut.paragraphs.len(), MOST_PARAGRAPHS);
            assert_eq!(cut.paragraphs.last().map(String::as_str), Some("a …"));
            assert!(!read(&"<p>a".repeat(MOST_PARAGRAPHS)).cut(200_000));
        }
    }
}

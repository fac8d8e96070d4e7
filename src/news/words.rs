//! A paragraph as words, numbers and signs, in sentences, and folded so that phrases are found
//! whatever their letters, hyphens, apostrophes and plurals.

use std::ops::Range;

/// A word, a number or a sign of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Token {
    /// Where it stands in the text, in bytes.
    pub range: Range<usize>,
    /// What it is.
    pub kind: Kind,
    /// Whether a space stands before it.
    pub spaced: bool,
    /// Where it stands in the folded text.
    folded: Range<usize>,
}

/// What a [`Token`] is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Letters, perhaps with apostrophes.
    Word,
    /// Digits alone.
    Digits,
    /// Letters and digits: `Q3`, `18th`.
    Mixed,
    /// A sign.
    Sign(char),
    /// An address of the web or of a mailbox.
    Address,
}

/// A paragraph taken apart.
#[derive(Clone, Debug, Default)]
pub struct Text {
    /// Its tokens.
    pub tokens: Vec<Token>,
    /// Its sentences, as ranges of tokens.
    pub sentences: Vec<Range<usize>>,
    /// Every word folded, with a space before and behind each; `|` stands where no phrase goes
    /// on: at stops, commas and brackets.
    pub folded: String,
}

impl Text {
    /// Takes a paragraph apart.
    pub fn new(text: &str) -> Self {
        let mut made = Self {
            folded: " ".to_owned(),
            ..Self::default()
        };
        let mut at = 0;
        while let Some(chunk) = next_chunk(text, at) {
            at = chunk.end;
            if is_address(&text[chunk.clone()]) {
                made.push(text, chunk, Kind::Address);
            } else {
                made.take_apart(text, chunk);
            }
        }
        made.sentences = sentences(text, &made.tokens);
        made
    }

    /// The folded form of a token; empty for a sign and behind the end.
    pub fn word(&self, at: usize) -> &str {
        let token = self.tokens.get(at);
        token.map_or("", |token| &self.folded[token.folded.clone()])
    }

    /// The kind of a token, if there is one.
    pub fn kind(&self, at: usize) -> Option<Kind> {
        self.tokens.get(at).map(|token| token.kind)
    }

    /// The number of a token of digits, if it is one of at most nine.
    pub fn digits(&self, at: usize) -> Option<u32> {
        let is_number = self.kind(at) == Some(Kind::Digits) && self.word(at).len() <= 9;
        is_number.then(|| self.word(at).parse().ok()).flatten()
    }

    /// Whether a token is this sign.
    pub fn is_sign(&self, at: usize, signs: &[char]) -> bool {
        matches!(self.kind(at), Some(Kind::Sign(sign)) if signs.contains(&sign))
    }

    /// Whether a token follows the one before it without a space.
    pub fn is_joined(&self, at: usize) -> bool {
        at > 0 && self.tokens.get(at).is_some_and(|token| !token.spaced)
    }

    /// The sentence that a token stands in, by position.
    pub fn sentence_of(&self, token: usize) -> usize {
        let before = self.sentences.partition_point(|one| one.end <= token);
        before.min(self.sentences.len().saturating_sub(1))
    }

    /// The token that covers a byte of the folded text, or the next one.
    pub fn token_at(&self, folded: usize) -> usize {
        self.tokens
            .partition_point(|token| token.folded.end <= folded)
    }

    fn take_apart(&mut self, text: &str, chunk: Range<usize>) {
        let mut rest = chunk;
        while let Some(first) = text[rest.clone()].chars().next() {
            let length = if first.is_alphanumeric() {
                run(&text[rest.clone()])
            } else {
                first.len_utf8()
            };
            let range = rest.start..rest.start + length;
            rest.start = range.end;
            let kind = if first.is_alphanumeric() {
                kind_of(&text[range.clone()])
            } else {
                Kind::Sign(first)
            };
            self.push(text, range, kind);
        }
    }

    fn push(&mut self, text: &str, range: Range<usize>, kind: Kind) {
        let spaced = self
            .tokens
            .last()
            .is_none_or(|last| last.range.end < range.start);
        let from = self.folded.len();
        let to = match kind {
            Kind::Word | Kind::Mixed => {
                fold(&text[range.clone()], &mut self.folded);
                self.folded.len()
            }
            Kind::Digits => {
                self.folded.push_str(&text[range.clone()]);
                self.folded.len()
            }
            Kind::Sign('.' | ',' | ';' | ':' | '!' | '?' | '(' | ')' | '[' | ']' | '|')
            | Kind::Address => {
                self.folded.push('|');
                from
            }
            Kind::Sign(_) => from,
        };
        if self.folded.len() > from {
            self.folded.push(' ');
        }
        self.tokens.push(Token {
            range,
            kind,
            spaced,
            folded: from..to,
        });
    }
}

/// Whether a word is one of a list that is written with spaces between.
pub fn is_listed(word: &str, list: &str) -> bool {
    list.split(' ').any(|one| one == word)
}

/// The next stretch without a space from a byte on.
fn next_chunk(text: &str, from: usize) -> Option<Range<usize>> {
    let rest = &text[from..];
    let start = from + rest.find(|one: char| !one.is_whitespace())?;
    let length = text[start..].find(char::is_whitespace);
    Some(start..length.map_or(text.len(), |length| start + length))
}

fn is_address(chunk: &str) -> bool {
    let host = || chunk.split('/').next().unwrap_or_default();
    let named = |host: &str| {
        let mut parts = host.split('.');
        let whole =
            |part: &str| part.len() > 1 && part.bytes().all(|one| one.is_ascii_alphabetic());
        parts.clone().count() > 1 && parts.all(whole)
    };
    chunk.contains("://")
        || chunk.starts_with("www.")
        || chunk.contains('@')
        || chunk.contains('/') && named(host())
}

/// How many bytes of a text are one word or number: letters and digits, and apostrophes
/// between letters.
fn run(text: &str) -> usize {
    let goes_on = |(at, one): &(usize, char)| {
        let next = || text[at + one.len_utf8()..].chars().next();
        one.is_alphanumeric() || is_apostrophe(*one) && next().is_some_and(char::is_alphabetic)
    };
    let inside = text.char_indices().take_while(goes_on).last();
    inside.map_or(0, |(at, one)| at + one.len_utf8())
}

fn is_apostrophe(one: char) -> bool {
    matches!(one, '\'' | '’' | '‘' | 'ʼ')
}

fn kind_of(word: &str) -> Kind {
    if word.bytes().all(|one| one.is_ascii_digit()) {
        Kind::Digits
    } else if word.contains(|one: char| one.is_ascii_digit()) {
        Kind::Mixed
    } else {
        Kind::Word
    }
}

/// Appends a word in small letters, without the s of a plural or a possessive.
fn fold(word: &str, into: &mut String) {
    let from = into.len();
    let plain = word
        .chars()
        .map(|one| if is_apostrophe(one) { '\'' } else { one });
    into.extend(plain.flat_map(char::to_lowercase));
    let length = |word: &str| {
        let bare = word.strip_suffix("'s").unwrap_or(word);
        let kept = ["ss", "us", "is"].iter().any(|end| bare.ends_with(end));
        let singular = bare.strip_suffix('s').filter(|_| bare.len() > 3 && !kept);
        singular.unwrap_or(bare).len()
    };
    let kept = length(&into[from..]);
    into.truncate(from + kept);
}

/// Cuts tokens into sentences: at a stop before a space and a capital, a digit or a quote.
fn sentences(text: &str, tokens: &[Token]) -> Vec<Range<usize>> {
    const SHORT: [&str; 11] = [
        "mr", "mrs", "ms", "dr", "st", "no", "vs", "prof", "rev", "approx", "para",
    ];
    let mut sentences = Vec::new();
    let mut start = 0;
    for at in 1..tokens.len() {
        let ends = matches!(tokens[at - 1].kind, Kind::Sign('.' | '!' | '?'));
        if !ends || !tokens[at].spaced || at < 2 {
            continue;
        }
        let before = &text[tokens[at - 2].range.clone()];
        let letter = before.chars().count() == 1 && before.chars().all(char::is_alphabetic);
        let short = letter || SHORT.contains(&before.to_lowercase().as_str());
        let first = text[tokens[at].range.clone()].chars().next();
        let opens = first.is_some_and(|one| !one.is_lowercase());
        if opens && !short {
            sentences.push(start..at);
            start = at;
        }
    }
    if start < tokens.len() {
        sentences.push(start..tokens.len());
    }
    sentences
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_hyphens_apostrophes_and_plurals_are_folded() {
        for text in [
            "NRM-referrals",
            "nrm referral",
            "NRM  Referrals",
            "“NRM referral’s”",
            "NRM\u{a0}referrals",
        ] {
            assert_eq!(Text::new(text).folded, " nrm referral ", "{text}");
        }
        assert_eq!(
            Text::new("this process: status").folded,
            " this process | status "
        );
        assert_eq!(
            Text::new("magistrates’ courts").folded,
            " magistrate court "
        );
    }

    #[test]
    fn sentences_end_at_stops_and_not_at_points_of_numbers_or_titles() {
        let text = Text::new("Mr. Hyland spoke of 1.81% of cases. In 2024 454 were tried. No more");
        let cut: Vec<&str> = text
            .sentences
            .iter()
            .map(|one| text.word(one.start))
            .collect();
        assert_eq!(cut, ["mr", "in", "no"]);
        assert_eq!(text.sentence_of(0), 0);
        assert_eq!(text.sentence_of(text.tokens.len() - 1), 2);
        assert!(Text::new("").sentences.is_empty());
    }

    #[test]
    fn addresses_are_one_token_each() {
        for text in [
            "https://example.org/2011/946",
            "www.gov.uk/946",
            "gov.uk/a/946",
            "a946@b.org",
        ] {
            let text = Text::new(text);
            assert_eq!(text.tokens.len(), 1);
            assert_eq!(text.kind(0), Some(Kind::Address));
        }
        assert_eq!(Text::new("2011/12").tokens.len(), 3);
    }
}

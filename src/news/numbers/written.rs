//! The numbers of a text that may be counts or percentages, as they are written: not years,
//! dates, amounts of money, telephone numbers, numbers of sections and pages, ages or times.

use std::ops::Range;

use crate::figures::Decimal;
use crate::news::periods::Named;
use crate::news::words::{Kind, Text, is_listed};

/// A number of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Written {
    /// Its tokens, a sign or word for percent included.
    pub tokens: Range<usize>,
    /// The number without separators.
    pub amount: Decimal,
    /// Whether it is one of percent.
    pub is_percent: bool,
}

impl Written {
    /// How it is written in data: `23,411`, `58%`.
    pub fn code(&self) -> String {
        let plain = self.amount.to_string();
        let (whole, rest) = plain
            .split_once('.')
            .map_or((plain.as_str(), None), |(whole, rest)| (whole, Some(rest)));
        let mut code = String::new();
        for (at, digit) in whole.chars().enumerate() {
            if at > 0 && (whole.len() - at).is_multiple_of(3) {
                code.push(',');
            }
            code.push(digit);
        }
        if let Some(rest) = rest {
            code.push('.');
            code.push_str(rest);
        }
        if self.is_percent {
            code.push('%');
        }
        code
    }

    /// How many of its digits say something: 900 has one, 946 three.
    pub fn significant(&self) -> usize {
        let digits: String = self.amount.to_string().replace('.', "");
        digits.trim_start_matches('0').trim_end_matches('0').len()
    }
}

/// Every number of a paragraph, in its order; `named` are the periods found in it.
pub fn written<'t>(
    paragraph: &'t str,
    text: &'t Text,
    named: &'t [Named],
) -> impl Iterator<Item = Written> + 't {
    let mut dates = named.iter().peekable();
    let mut at = 0;
    std::iter::from_fn(move || {
        while at < text.tokens.len() {
            while dates.next_if(|one| one.tokens.end <= at).is_some() {}
            if let Some(date) = dates.peek().filter(|one| one.tokens.contains(&at)) {
                at = date.tokens.end;
                continue;
            }
            if text.kind(at) != Some(Kind::Digits) {
                at += 1;
                continue;
            }
            let number = number(paragraph, text, at);
            at = number.tokens.end;
            if let Some(amount) = number.amount
                && may_count(text, &number)
            {
                return Some(Written {
                    tokens: number.tokens,
                    amount,
                    is_percent: number.is_percent,
                });
            }
        }
        None
    })
}

/// Digits with their separators.
struct Number {
    tokens: Range<usize>,
    /// None if there are more digits than any figure has.
    amount: Option<Decimal>,
    is_percent: bool,
}

fn number(paragraph: &str, text: &Text, start: usize) -> Number {
    let mut digits = text.word(start).to_owned();
    let mut end = start + 1;
    let begins = digits.len() <= 3;
    let three = |at: usize| text.kind(at) == Some(Kind::Digits) && text.word(at).len() == 3;
    while begins && digits.len() < 16 {
        let comma = text.is_sign(end, &[',']) && text.is_joined(end) && text.is_joined(end + 1);
        let step = if comma && three(end + 1) {
            2
        } else if three(end) && is_thin(paragraph, text, end) {
            1
        } else {
            break;
        };
        digits.push_str(text.word(end + step - 1));
        end += step;
    }
    let point = text.is_sign(end, &['.']) && text.is_joined(end) && text.is_joined(end + 1);
    if point && text.kind(end + 1) == Some(Kind::Digits) {
        digits.push('.');
        digits.push_str(text.word(end + 1));
        end += 2;
    }
    let signs = match (text.word(end), text.word(end + 1)) {
        _ if text.is_sign(end, &['%']) => 1,
        ("percent", _) => 1,
        ("per", "cent") => 2,
        _ => 0,
    };
    Number {
        tokens: start..end + signs,
        amount: digits.parse().ok(),
        is_percent: signs > 0,
    }
}

/// Whether one narrow or unbreakable space stands before a token: a separator of thousands.
fn is_thin(paragraph: &str, text: &Text, at: usize) -> bool {
    let (Some(before), Some(here)) = (text.tokens.get(at - 1), text.tokens.get(at)) else {
        return false;
    };
    let between = &paragraph[before.range.end..here.range.start];
    matches!(between, "\u{a0}" | "\u{2009}" | "\u{202f}")
}

/// Whether what stands around a number lets it be a count or a percentage.
fn may_count(text: &Text, number: &Number) -> bool {
    const BEFORE: &str = "section article chapter page paragraph para no number clause schedule table \
        figure part aged age room question act version";
    const AFTER: &str = "million billion trillion thousand bn mn m k year month week hour minute second \
        mile km kilometre metre pound dollar euro pence p am pm per";
    let Range { start, end } = number.tokens;
    let money = ['£', '$', '€', '¥', '#', '+', '§', '№'];
    let opening = ['(', '"', '“', '‘', '\'', '['];
    let before_is_fine = start == 0 || {
        let before = start - 1;
        let joined = text.is_joined(start) && !text.is_sign(before, &opening);
        let mark = text.is_sign(before, &['[']) && text.is_sign(end, &[']']);
        !joined && !mark && !text.is_sign(before, &money) && !is_listed(text.word(before), BEFORE)
    };
    let goes_on = text.is_joined(end)
        && text.is_joined(end + 1)
        && text.is_sign(end, &['-', '–', '‑', '/', ':', '.', ','])
        || text.is_joined(end)
            && text
                .kind(end)
                .is_some_and(|kind| !matches!(kind, Kind::Sign(_)));
    let more = text.word(end) == "more" || text.word(end) == "further";
    let unit = text.word(if more { end + 1 } else { end });
    before_is_fine && !goes_on && !is_listed(unit, AFTER) && !text.is_sign(end, &money)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::news::periods;

    fn codes(paragraph: &str) -> Vec<String> {
        let text = Text::new(paragraph);
        let named = periods::named(&text, None);
        written(paragraph, &text, &named)
            .map(|one| one.code())
            .collect()
    }

    #[test]
    fn numbers_are_read_with_their_separators() {
        assert_eq!(codes("946 victims"), ["946"]);
        assert_eq!(codes("23,411, and 23\u{202f}411 or 23411."), ["23,411"; 3]);
        assert_eq!(
            codes("1.81% (58 per cent, 31 percent)"),
            ["1.81%", "58%", "31%"]
        );
        assert_eq!(codes("2.1 for every 1,000"), ["2.1", "1,000"]);
        assert_eq!(
            codes("In 2024 454 were prosecuted, 353 convicted"),
            ["454", "353"]
        );
        assert_eq!(codes("2,011 people"), ["2,011"]);
    }

    #[test]
    fn what_counts_nothing_is_left_out() {
        for text in [
            "£946",
            "$ 1,200",
            "946 million",
            "3.8m",
            "2011/12",
            "18 October 2012",
            "18 October",
            "0800 0121 700",
            "section 45",
            "page 946",
            "aged 31",
            "31-year-old",
            "31 years",
            "12 months",
            "10:30",
            "10-15",
            "946th",
            "[1]",
            "https://example.org/946",
            "1.2.3",
            "12345678901234567890",
        ] {
            assert_eq!(codes(text), [""; 0], "{text}");
        }
    }
}

//! What the headers of an answer say, and no more of it than is used. Times that a server asks
//! for are cut at a day.

use chrono::{DateTime, NaiveDateTime, TimeDelta};
use ureq::http::header::{
    CACHE_CONTROL, DATE, ETAG, HeaderMap, HeaderName, LAST_MODIFIED, RETRY_AFTER,
};

use super::Validators;
use crate::news::Moment;

/// The longest header that is kept, in bytes.
const LONGEST: usize = 1024;

/// The longest time that a server's word is taken for.
pub(super) const DAY: TimeDelta = TimeDelta::days(1);

/// A header as the server wrote it; none if it is not plain text or out of all measure.
pub(super) fn text(headers: &HeaderMap, name: HeaderName) -> Option<String> {
    let value = headers.get(name)?.to_str().ok()?;
    let fits = !value.is_empty() && value.len() <= LONGEST;
    fits.then(|| value.to_owned())
}

/// What the answer is known by.
pub(super) fn validators(headers: &HeaderMap) -> Validators {
    Validators {
        etag: text(headers, ETAG),
        last_modified: text(headers, LAST_MODIFIED),
    }
}

/// How long the answer is good for, if the server says so.
pub(super) fn max_age(headers: &HeaderMap) -> Option<TimeDelta> {
    let all = headers.get_all(CACHE_CONTROL).into_iter();
    let words = all.filter_map(|value| value.to_str().ok());
    let mut words = words.flat_map(|value| value.split(','));
    words.find_map(|word| {
        let (name, value) = word.trim().split_once('=')?;
        let named = name.eq_ignore_ascii_case("max-age");
        named.then(|| in_seconds(value.trim_matches('"'))).flatten()
    })
}

/// What the server's clock shows, if it says so.
pub(super) fn date(headers: &HeaderMap) -> Option<Moment> {
    http_date(&text(headers, DATE)?)
}

/// How long the server wants to be left alone.
pub(super) fn retry_after(headers: &HeaderMap, now: Moment) -> Option<TimeDelta> {
    let value = text(headers, RETRY_AFTER)?;
    in_seconds(&value).or_else(|| {
        let wait = TimeDelta::try_seconds(http_date(&value)?.0.saturating_sub(now.0));
        Some(wait.unwrap_or(DAY).clamp(TimeDelta::zero(), DAY))
    })
}

/// A whole number of seconds, at most a day; a number that is too large to read is a day too.
fn in_seconds(text: &str) -> Option<TimeDelta> {
    let text = text.trim();
    let is_number = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let most = DAY.num_seconds();
    is_number.then(|| TimeDelta::seconds(text.parse().unwrap_or(most).min(most)))
}

/// A date in one of the three ways in which HTTP writes one.
fn http_date(text: &str) -> Option<Moment> {
    if let Ok(usual) = DateTime::parse_from_rfc2822(text) {
        return Some(Moment(usual.timestamp()));
    }
    let old = ["%A, %d-%b-%y %H:%M:%S GMT", "%a %b %e %H:%M:%S %Y"];
    let mut read = old
        .iter()
        .map(|way| NaiveDateTime::parse_from_str(text, way));
    let found = read.find_map(Result::ok)?;
    Some(Moment(found.and_utc().timestamp()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn headers(list: &[(&'static str, &str)]) -> HeaderMap {
        let each = list.iter().map(|(name, value)| {
            let value = value.parse().expect("a value");
            (HeaderName::from_static(name), value)
        });
        each.collect()
    }

    #[test]
    fn retry_after_is_read_in_seconds_and_as_a_date() {
        let now = Moment(784_111_777); // Sun, 06 Nov 1994 08:49:37 GMT
        for (value, seconds) in [
            ("120", Some(120)),
            ("0", Some(0)),
            ("999999999", Some(86_400)),
            ("99999999999999999999999999", Some(86_400)),
            ("Sun, 06 Nov 1994 08:51:37 GMT", Some(120)),
            ("Sunday, 06-Nov-94 08:51:37 GMT", Some(120)),
            ("Sun Nov  6 08:51:37 1994", Some(120)),
            ("Sun, 06 Nov 1994 08:00:00 GMT", Some(0)),
            ("Sat, 06 Nov 2094 08:00:00 GMT", Some(86_400)),
            ("-5", None),
            ("soon", None),
            ("", None),
        ] {
            let wait = retry_after(&headers(&[("retry-after", value)]), now);
            assert_eq!(wait, seconds.map(TimeDelta::seconds), "{value}");
        }
    }

    #[test]
    fn max_age_is_found_among_the_other_words() {
        for (value, seconds) in [
            ("max-age=600", Some(600)),
            ("public, Max-Age=\"600\", s-maxage=5", Some(600)),
            ("max-age=31536000", Some(86_400)),
            ("no-cache", None),
            ("max-age=-1", None),
            ("max-age", None),
        ] {
            let age = max_age(&headers(&[("cache-control", value)]));
            assert_eq!(age, seconds.map(TimeDelta::seconds), "{value}");
        }
    }

    #[test]
    fn validators_are_kept_as_they_came() {
        let found = validators(&headers(&[
            ("etag", "W/\"a  b-gzip\""),
            ("last-modified", "mon, 1 jan 2024 0:00:00 gmt"),
        ]));
        assert_eq!(found.etag.as_deref(), Some("W/\"a  b-gzip\""));
        let date = found.last_modified;
        assert_eq!(date.as_deref(), Some("mon, 1 jan 2024 0:00:00 gmt"));
        let long = "x".repeat(LONGEST + 1);
        assert_eq!(
            validators(&headers(&[("etag", &long)])),
            Validators::default()
        );
    }
}

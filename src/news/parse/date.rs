//! Dates as feeds write them: the forms of the standards and the usual slips. A date that can
//! be read in two ways is not read.

use std::borrow::Cow;

use chrono::{FixedOffset, NaiveDate, NaiveDateTime, NaiveTime};

use crate::news::moment::Moment;

/// The moment that a text names; a date without a time is its beginning, a time without a zone
/// is universal time.
pub fn read(text: &str) -> Option<Moment> {
    let text = text.trim();
    if text.len() > 100 {
        return None;
    }
    let (text, usual_zone) = with_signs_as_hyphens(text);
    let (day, rest) = numeric_day(without_weekday(&text)).or_else(|| worded_day(&text))?;
    let (time, zone) = time_and_zone(&rest)?;
    let zone = zone.unwrap_or(usual_zone);
    let local = NaiveDateTime::new(day, time);
    let universal = local.checked_sub_offset(FixedOffset::east_opt(zone * 60)?)?;
    Some(Moment(universal.and_utc().timestamp()))
}

/// A day as the far east writes it, `2004년 5월 28일` or `2004. 5. 28.`, with hyphens; and the
/// minutes by which the clocks of its language are ahead, if it is spoken in one zone alone.
fn with_signs_as_hyphens(text: &str) -> (Cow<'_, str>, i32) {
    let korean = ["년", "오전", "오후"]
        .iter()
        .any(|sign| text.contains(sign));
    let zone = if korean { KOREA } else { 0 };
    let signs = [["년", "월", "일"], ["年", "月", "日"]];
    let points = text.get(4..6) == Some(". ");
    if !points && !signs.iter().any(|[year, ..]| text.contains(year)) {
        return (Cow::Borrowed(text), zone);
    }
    let mut said = text.to_owned();
    for [year, month, day] in signs {
        said = said
            .replace(year, "-")
            .replace(month, "-")
            .replace(day, " ");
    }
    let said = said.replacen(". ", "-", 2).replace("- ", "-");
    (Cow::Owned(said), zone)
}

/// What follows the name of a weekday at the beginning, if that is a number.
fn without_weekday(text: &str) -> &str {
    let parts = text
        .split_once([' ', ','])
        .filter(|(word, _)| is_weekday(word));
    let rest = parts.map(|(_, rest)| rest.trim_start_matches([' ', ',']));
    rest.unwrap_or(text)
}

/// A day in digits at the beginning, and what follows it: `2003-12-31T…`, `20031231`,
/// `2003-365`, `2003-12`, `2003`, `2020/1/10 …`, `31.12.2003`.
fn numeric_day(text: &str) -> Option<(NaiveDate, String)> {
    let end = text.find(|one: char| !one.is_ascii_digit() && !matches!(one, '-' | '/' | '.'));
    let (head, rest) = text.split_at(end.unwrap_or(text.len()));
    let rest = rest.trim_start_matches([',', ' ']).to_owned();
    let parts: Vec<&str> = head.trim_end_matches('.').split(['-', '/', '.']).collect();
    let number = |text: &str| text.parse::<u32>().ok();
    let lengths: Vec<usize> = parts.iter().map(|part| part.len()).collect();
    let day = match (&parts[..], &lengths[..]) {
        ([year], [4]) if rest.is_empty() => date(number(year)?, 1, 1),
        ([all], [8]) => date(number(&all[..4])?, number(&all[4..6])?, number(&all[6..])?),
        ([year, month], [4, 1 | 2]) => date(number(year)?, number(month)?, 1),
        ([year, of_year], [4, 3]) => {
            NaiveDate::from_yo_opt(i32::try_from(number(year)?).ok()?, number(of_year)?)
        }
        ([year, month, day], [4, 1 | 2, 1 | 2]) => {
            date(number(year)?, number(month)?, number(day)?)
        }
        ([one, other, year], [1 | 2, 1 | 2, 2 | 4]) => {
            let year = full_year(year)?;
            match (number(one)?, number(other)?, head.contains('/')) {
                (month, day, true) if day > 12 => date(year, month, day),
                (day, month, true) if day > 12 || day == month => date(year, month, day),
                (_, _, true) => None,
                (day, month, false) => date(year, month, day),
            }
        }
        _ => None,
    }?;
    Some((day, rest))
}

/// A day with its month in words anywhere in the text, and the rest of the text: day, month and
/// year, or month, day and year; the weekday is not looked at.
fn worded_day(text: &str) -> Option<(NaiveDate, String)> {
    let spaced = text.replace([',', '\u{a0}'], " ");
    let spaced = separated(&spaced);
    let words = spaced.split_whitespace();
    let words: Vec<&str> = words.filter(|one| !matches!(*one, "de" | "del")).collect();
    let number_at = |at: usize| {
        let word = words.get(at)?;
        let digits = word.trim_end_matches(|one: char| !one.is_ascii_digit());
        let suffix = &word[digits.len()..];
        let ordinal = matches!(suffix, "" | "." | "st" | "nd" | "rd" | "th");
        let all = !digits.is_empty() && digits.bytes().all(|one| one.is_ascii_digit());
        (ordinal && all && digits.len() <= 4).then_some(digits)
    };
    let before = |at: usize| at.checked_sub(1).filter(|one| number_at(*one).is_some());
    let named: Vec<usize> = (0..words.len())
        .filter(|at| month(words[*at]).is_some())
        .collect();
    // In some languages a weekday begins as a month does: `mar. 16 oct.`, `maandag 15 oktober`.
    let after_its_day = named.iter().find(|at| before(**at).is_some());
    let at = *after_its_day.or(named.first())?;
    let day_at = before(at).unwrap_or(at + 1);
    let year_at = (at + 1..words.len())
        .find(|one| *one != day_at && number_at(*one).is_some_and(|digits| digits.len() != 3))?;
    let (mut day, mut year) = (number_at(day_at)?, number_at(year_at)?);
    if day.len() == 4 {
        (day, year) = (year, day);
    }
    let found = date(full_year(year)?, month(words[at])?, day.parse().ok()?)?;
    let rest = (0..words.len()).filter(|one| ![at, day_at, year_at].contains(one));
    let rest: Vec<&str> = rest
        .map(|one| words[one])
        .filter(|word| !is_weekday(word))
        .collect();
    Some((found, rest.join(" ")))
}

/// `31-Dec-2003` as three words.
fn separated(text: &str) -> String {
    let words = text.split_whitespace().map(|word| {
        let parts: Vec<&str> = word.split('-').collect();
        match &parts[..] {
            [day, name, year] if month(name).is_some() => format!("{day} {name} {year}"),
            _ => word.to_owned(),
        }
    });
    words.collect::<Vec<_>>().join(" ")
}

fn date(year: u32, month: u32, day: u32) -> Option<NaiveDate> {
    NaiveDate::from_ymd_opt(i32::try_from(year).ok()?, month, day)
}

/// Years of two digits are of this century up to 68, as POSIX reads them.
fn full_year(digits: &str) -> Option<u32> {
    let year: u32 = digits.parse().ok()?;
    Some(match digits.len() {
        1 | 2 if year < 69 => 2000 + year,
        1 | 2 => 1900 + year,
        _ => year,
    })
}

/// The number of a month in English or another language of feeds, by its first letters.
fn month(word: &str) -> Option<u32> {
    const NAMES: [&[&str]; 12] = [
        &["jan", "ene", "gen", "ιαν"],
        &["feb", "fév", "fev", "φεβ"],
        &["mar", "mär", "mrz", "maa", "μάρ", "μαρ", "márc"],
        &["apr", "avr", "abr", "απρ", "ápr"],
        &["may", "mai", "mag", "mei", "maj", "μάι", "μαϊ", "máj"],
        &["jun", "juin", "giu", "ιούν", "ιουν", "ιον", "jún"],
        &["jul", "juil", "lug", "ιούλ", "ιουλ", "ιολ", "júl"],
        &["aug", "août", "aou", "ago", "αύγ", "αυγ"],
        &["sep", "set", "σεπ", "szept"],
        &["oct", "okt", "ott", "out", "οκτ"],
        &["nov", "νοέ", "νοε"],
        &["dec", "dez", "dic", "déc", "des", "δεκ"],
    ];
    let word = word.to_lowercase();
    let known = |names: &&[&str]| names.iter().any(|name| word.starts_with(name));
    let wordy = word.chars().all(|one| one.is_alphabetic() || one == '.');
    if !wordy || word.chars().count() > 10 {
        return None;
    }
    NAMES.iter().position(known).map(|at| at as u32 + 1)
}

fn is_weekday(word: &str) -> bool {
    let word = word.to_lowercase();
    let names = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
    names.iter().any(|name| word.starts_with(name)) && zone(&word).is_none()
}

/// The time of day and the minutes by which its clocks are ahead of universal time, if said.
fn time_and_zone(rest: &str) -> Option<(NaiveTime, Option<i32>)> {
    let rest = rest.trim_start_matches(['T', 't']).trim();
    if rest.is_empty() {
        return Some((NaiveTime::MIN, None));
    }
    let Some(at) = rest.find(|one: char| one.is_ascii_digit()) else {
        return Some((NaiveTime::MIN, first_zone(rest)));
    };
    if rest[..at].ends_with(['+', '-']) {
        return Some((NaiveTime::MIN, first_zone(rest)));
    }
    let clock = &rest[at..];
    let is_clock = |one: char| one.is_ascii_digit() || matches!(one, ':' | '.' | ',');
    let end = clock.find(|one| !is_clock(one)).unwrap_or(clock.len());
    let (clock, after) = clock.split_at(end);
    let after = after.trim_start();
    let lower = after.to_lowercase();
    let before = rest[..at].to_lowercase();
    let half = |names: &[&str]| {
        let mut names = names.iter();
        names.any(|name| before.contains(name) || lower.starts_with(name))
    };
    let half = match (half(MORNING), half(AFTERNOON)) {
        (true, _) => Some(0),
        (_, true) => Some(12),
        _ => None,
    };
    let after = if half.is_some() && before.trim().is_empty() {
        after.trim_start_matches(['a', 'A', 'p', 'P', 'm', 'M', '.'])
    } else {
        after
    };
    Some((time(clock, half)?, first_zone(after)))
}

/// What clocks of twelve hours say before noon.
const MORNING: &[&str] = &["am", "a.m", "오전", "午前", "上午"];

/// What clocks of twelve hours say from noon on.
const AFTERNOON: &[&str] = &["pm", "p.m", "오후", "午後", "下午"];

/// The time that a clock shows: `14:33:00.5`, `14:33`, `143300`, `2` in one half of the day.
fn time(clock: &str, half: Option<u32>) -> Option<NaiveTime> {
    let whole = clock.split(['.', ',']).next()?.trim_end_matches(':');
    let mut parts: Vec<&str> = whole.split(':').collect();
    if let (&[digits], None) = (&parts[..], half)
        && matches!(digits.len(), 4 | 6)
    {
        parts = digits
            .as_bytes()
            .chunks(2)
            .filter_map(|two| str::from_utf8(two).ok())
            .collect();
    }
    let mut numbers = parts.iter().map(|part| part.parse::<u32>());
    let mut next = || {
        numbers
            .next()
            .transpose()
            .ok()
            .map(Option::unwrap_or_default)
    };
    let (hour, minute, second) = (next()?, next()?, next()?);
    let hour = match half {
        Some(half) if (1..=12).contains(&hour) => hour % 12 + half,
        _ => hour,
    };
    // A leap second and midnight at the end of a day are the last second before it.
    if hour == 24 {
        return NaiveTime::from_hms_opt(23, 59, 59);
    }
    NaiveTime::from_hms_opt(hour, minute, second.min(59))
}

/// The first zone that a text names, in minutes.
fn first_zone(text: &str) -> Option<i32> {
    text.split([' ', '(', ')']).find_map(zone)
}

/// The minutes by which the clocks of Korea are ahead.
const KOREA: i32 = 540;

/// The names of zones, by the minutes they are ahead of universal time; where several share a
/// name, the one that feeds mean.
const ZONES: &[(i32, &[&str])] = &[
    (0, &["z", "ut", "utc", "gmt", "wet"]),
    (60, &["west", "bst", "cet", "met", "mez"]),
    (330, &["ist"]),
    (120, &["cest", "mest", "mesz", "eet", "sast"]),
    (180, &["eest", "msk"]),
    (540, &["jst", "kst"]),
    (480, &["hkt", "sgt", "awst"]),
    (570, &["acst"]),
    (600, &["aest"]),
    (660, &["aedt"]),
    (720, &["nzst"]),
    (780, &["nzdt"]),
    (-210, &["nst"]),
    (-150, &["ndt"]),
    (-240, &["ast", "edt"]),
    (-180, &["adt", "brt", "art"]),
    (-300, &["est", "et", "cdt"]),
    (-360, &["cst", "ct", "mdt"]),
    (-420, &["mst", "mt", "pdt"]),
    (-480, &["pst", "pt", "akdt"]),
    (-540, &["akst"]),
    (-600, &["hst"]),
];

/// A zone, in minutes ahead of universal time: `Z`, `+0100`, `-5`, `GMT+2`, `EST`.
fn zone(word: &str) -> Option<i32> {
    let lower = word.trim().to_ascii_lowercase();
    if let Some((ahead, _)) = ZONES.iter().find(|(_, names)| names.contains(&&*lower)) {
        return Some(*ahead);
    }
    let at = lower.rfind(['+', '-', '−'])?;
    let named = lower[..at].trim_end_matches(':');
    if !matches!(named, "" | "gmt" | "utc" | "ut" | "etc/gmt") {
        return None;
    }
    let sign = if lower[at..].starts_with('+') { 1 } else { -1 };
    let digits: String = lower[at..].chars().filter(char::is_ascii_digit).collect();
    let number = |text: &str| text.parse::<i32>().ok();
    let (hours, minutes) = match digits.len() {
        1 | 2 => (number(&digits)?, 0),
        3 => (number(&digits[..1])?, number(&digits[1..])?),
        4 => (number(&digits[..2])?, number(&digits[2..])?),
        _ => return None,
    };
    (hours < 15 && minutes < 60).then_some(sign * (hours * 60 + minutes))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(text: &str) -> Option<String> {
        let moment = read(text)?.local(FixedOffset::east_opt(0)?)?;
        Some(moment.format("%Y-%m-%d %H:%M:%S").to_string())
    }

    #[test]
    fn the_forms_of_the_standards_and_their_slips_are_one_moment() {
        for text in [
            "2012-10-18T08:30:00Z",
            "2012-10-18T09:30:00+01:00",
            "2012-10-18 09:30:00 +0100",
            "2012-10-18T08:30:00.123Z",
            "2012-10-18T04:30:00-04",
            "20121018T083000Z",
            "2012-292T08:30:00Z",
            "2012-10-18T08:30",
            "2012/10/18 08:30:00",
            "Thu, 18 Oct 2012 08:30:00 GMT",
            "Thu, 18 Oct 2012 09:30:00 +0100",
            "Thu, 18 Oct 2012 09:30:00 BST",
            "Thu, 18 Oct 12 04:30 EDT",
            "18 October 2012 08:30 UTC",
            "Thursday, October 18, 2012 08:30:00 AM",
            "Thu, Oct 18 2012 08:30:00 AM",
            "Thu Oct 18 08:30:00 2012",
            "Thu Oct 18 01:30:00 PDT 2012",
            "Thu Oct 18 2012 08:30:00 GMT+0000 (Coordinated Universal Time)",
            "18-Oct-2012 08:30",
            "Thu,  18  Oct  2012 , 08:30:00  Z",
            "10/18/2012 8:30:00 AM",
            "18.10.2012 08:30",
            "jeu., 18 oct. 2012 09:30:00 GMT+1",
            "Do, 18 Okt 2012 10:30:00 CEST",
        ] {
            assert_eq!(said(text).as_deref(), Some("2012-10-18 08:30:00"), "{text}");
        }
    }

    #[test]
    fn halves_of_the_day_ends_and_days_alone_are_read() {
        for (text, moment) in [
            ("Sat, Dec 16 2023 02:02:33 PM", "2023-12-16 14:02:33"),
            ("2020/1/10 14:33:00", "2020-01-10 14:33:00"),
            ("Dec 16, 2023 12:05 am", "2023-12-16 00:05:00"),
            ("16 Dec 2023 12:05 p.m. EST", "2023-12-16 17:05:00"),
            ("2012-10-18", "2012-10-18 00:00:00"),
            ("18 October 2012", "2012-10-18 00:00:00"),
            ("2012-10", "2012-10-01 00:00:00"),
            ("2012", "2012-01-01 00:00:00"),
            ("Sat, 31 Dec 2016 23:59:60 +0000", "2016-12-31 23:59:59"),
            ("01 Jan 99 00:00:00 GMT", "1999-01-01 00:00:00"),
            ("2012-10-18+01:00", "2012-10-17 23:00:00"),
            ("mar. 16 oct. 2012 08:30", "2012-10-16 08:30:00"),
            ("martedì 16 ottobre 2012", "2012-10-16 00:00:00"),
            ("maandag 15 oktober 2012", "2012-10-15 00:00:00"),
            ("Mar 15 2012 (Magadan)", "2012-03-15 00:00:00"),
            ("Thu, 2012/10/18 08:30:00 EDT", "2012-10-18 12:30:00"),
            ("18 de octubre de 2012 08:30", "2012-10-18 08:30:00"),
            ("Τετ, 18 Ιούλ 2012 08:30:00 +0300", "2012-07-18 05:30:00"),
            ("Δευ, 18 Ιουν 2012 08:30:00 +0300", "2012-06-18 05:30:00"),
            ("2012년 10월 18일  08:30:15", "2012-10-17 23:30:15"),
            ("2012-10-18 오후 8:30:00", "2012-10-18 11:30:00"),
            ("2012. 10. 8. 08:30", "2012-10-08 08:30:00"),
            ("2012年10月18日 下午 8:30", "2012-10-18 20:30:00"),
            ("2012年10月18日", "2012-10-18 00:00:00"),
            ("Thu, 18 Oct 2012 08:30:00 MEST", "2012-10-18 06:30:00"),
        ] {
            assert_eq!(said(text).as_deref(), Some(moment), "{text}");
        }
    }

    #[test]
    fn what_names_no_one_day_is_not_read() {
        for text in [
            "",
            "yesterday",
            "10/11/2012",
            "2012-13-01",
            "31 Feb 2012",
            "99:99",
            "Oct",
            "-",
            "T",
            "2012-10-18T25:00:00Z",
            "٢٠١٢",
            "é2012-10-18",
            "18 Oct",
            "+99999",
            "2012 10:30",
            "2012. x",
            "년월일",
        ] {
            assert_eq!(said(text), None, "{text}");
        }
        assert_eq!(read(&"1 ".repeat(1000)), None);
    }
}

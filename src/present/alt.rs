//! The text alternative of a chart, made from its numbers: what it is, where each stretch
//! begins and ends, its highest and lowest value, and what is missing. Nothing is said of two
//! values with a break between them.

use std::collections::BTreeSet;

use crate::figures::{ObsStatus, Period, Qualifier, Value};

use super::plot::{Datum, Form, Plot};
use super::sentence::capital;

/// So many labels are listed one by one.
const LISTED: usize = 4;

/// What a person who does not see the chart is told, in a few sentences.
pub fn text(plot: &Plot) -> String {
    let mut sentences = vec![what(plot)];
    let parts = stretches(plot);
    let cut = parts.len() > 1;
    if cut {
        sentences.push(format!(
            "It has {} stretches, which are not compared with one another.",
            parts.len()
        ));
    }
    for part in parts {
        sentences.extend(stretch(plot, part, cut));
    }
    sentences.extend(unnumbered(plot));
    sentences.extend(gaps(plot));
    for one in &plot.breaks {
        if let Some(datum) = plot.data.get(one.before) {
            let reason = one.reason.trim_end_matches('.');
            sentences.push(format!("Break before {}: {reason}.", datum.label));
        }
    }
    sentences.join(" ")
}

/// Marks in words: `[r] [e]` gives "revised, estimated"; an unknown one stays as it is.
pub fn marks(marks: &str) -> String {
    let word = |mark: &str| {
        let known = ObsStatus::ALL.into_iter().find(|one| one.mark() == mark);
        known.map_or_else(|| mark.to_owned(), |one| one.words().to_owned())
    };
    let words: Vec<String> = marks.split_whitespace().map(word).collect();
    words.join(", ")
}

/// What stands for a value in words: "suppressed" for `[c]`, "no figure" for nothing.
pub fn value(text: &str) -> String {
    let signs = [
        Value::Missing,
        Value::Suppressed,
        Value::NotApplicable,
        Value::BelowHalf,
    ];
    let words = [
        "not available",
        "suppressed",
        "not applicable",
        "below half",
    ];
    if let Some(at) = signs.iter().position(|sign| sign.to_string() == text) {
        return words[at].to_owned();
    }
    if text.is_empty() {
        return "no figure".to_owned();
    }
    // The longer marks first: `>=` begins like `>`.
    let qualifiers = [
        Qualifier::AtLeast,
        Qualifier::UpTo,
        Qualifier::Over,
        Qualifier::About,
    ];
    let qualified = qualifiers.iter().find_map(|one| {
        let number = text.strip_prefix(one.mark())?;
        Some(format!("{}{number}", one.words()))
    });
    qualified.unwrap_or_else(|| text.to_owned())
}

/// Whether a value is a limit, so that nobody knows if it is the highest or lowest.
fn is_limit(datum: &Datum) -> bool {
    datum.text.starts_with(['>', '<'])
}

/// "Bar chart of 17 entries, 2009 to 2025."
fn what(plot: &Plot) -> String {
    let name = match plot.form {
        Form::Bars => "Bar chart",
        Form::Points => "Chart of points",
        Form::Line => "Line chart",
    };
    let count = plot.data.len();
    match (plot.data.first(), plot.data.last()) {
        (Some(first), Some(last)) if count > 1 && over_time(plot) => {
            format!("{name}, {} to {}.", first.label, last.label)
        }
        (Some(_), Some(_)) if count > 1 => format!("{name} of {count} categories."),
        (Some(only), _) => format!("{name} with one entry, {}.", only.label),
        _ => "A chart without a figure.".to_owned(),
    }
}

/// Whether the entries follow one another in time; otherwise they are parts side by side.
pub fn over_time(plot: &Plot) -> bool {
    let figures = || plot.data.iter().filter_map(|datum| datum.figure.as_ref());
    let periods: BTreeSet<Period> = figures().map(|figure| figure.period).collect();
    match figures().count() {
        0 => plot.form != Form::Bars || !plot.breaks.is_empty() || all_periods(plot),
        1 => plot.data.len() == 1 || plot.data.iter().any(|datum| datum.figure.is_none()),
        _ => periods.len() > 1,
    }
}

/// Whether every label is that of a period; for plots that no figure stands behind.
fn all_periods(plot: &Plot) -> bool {
    let is_period = |datum: &Datum| datum.label.parse::<Period>().is_ok();
    plot.data.iter().all(is_period)
}

/// The positions between breaks: from the first, before the second.
fn stretches(plot: &Plot) -> Vec<(usize, usize)> {
    let mut cuts: Vec<usize> = plot.breaks.iter().map(|one| one.before).collect();
    cuts.push(plot.data.len());
    cuts.sort_unstable();
    let mut from = 0;
    let mut parts = Vec::new();
    for to in cuts {
        let to = to.min(plot.data.len());
        if to > from {
            parts.push((from, to));
            from = to;
        }
    }
    parts
}

/// One stretch: its first and last number, the highest and the lowest.
fn stretch(plot: &Plot, (from, to): (usize, usize), cut: bool) -> Option<String> {
    let numbers: Vec<(&Datum, f64)> = plot.data[from..to]
        .iter()
        .filter_map(|datum| Some((datum, datum.value?)))
        .collect();
    let (first, last) = (numbers.first()?.0, numbers.last()?.0);
    let lead = if cut && to - from > 1 {
        format!("{} to {}: ", plot.data[from].label, plot.data[to - 1].label)
    } else {
        String::new()
    };
    if numbers.len() == 1 {
        return Some(format!("{lead}{}.", said(first)));
    }
    let pick = |wanted: f64| {
        let at = numbers
            .iter()
            .filter(|one| one.1.total_cmp(&wanted).is_eq());
        let labels: Vec<String> = at.clone().map(|one| label(one.0)).collect();
        let text = at.map(|one| value(&one.0.text)).next();
        let labels = listed(labels.iter().map(String::as_str));
        format!("{} ({labels})", text.unwrap_or_default())
    };
    let high = numbers.iter().map(|one| one.1).fold(f64::MIN, f64::max);
    let low = numbers.iter().map(|one| one.1).fold(f64::MAX, f64::min);
    let ends = if over_time(plot) {
        format!("first {}, last {}; ", said(first), said(last))
    } else {
        String::new()
    };
    let text = if numbers.iter().any(|one| is_limit(one.0)) {
        format!("{lead}{ends}some are limits, so no highest or lowest is named.")
    } else if high > low {
        format!("{lead}{ends}highest {}, lowest {}.", pick(high), pick(low))
    } else {
        format!("{lead}{ends}every value is {}.", first.text)
    };
    Some(capital(&text))
}

/// The label, and that it covers only part of its period.
fn label(datum: &Datum) -> String {
    if datum.marks.contains(ObsStatus::PartPeriod.mark()) {
        return format!("{}, {}", datum.label, ObsStatus::PartPeriod.words());
    }
    datum.label.clone()
}

/// "527 for 2009 (part of the period)".
fn said(datum: &Datum) -> String {
    let marks = marks(&datum.marks);
    let extra = if marks.is_empty() {
        String::new()
    } else {
        format!(" ({marks})")
    };
    format!("{} for {}{extra}", value(&datum.text), datum.label)
}

/// Entries with something published that is no single number.
fn unnumbered(plot: &Plot) -> Option<String> {
    let without = |datum: &&Datum| datum.value.is_none() && !datum.text.is_empty();
    let said: Vec<String> = plot.data.iter().filter(without).map(said).collect();
    (!said.is_empty()).then(|| {
        let count = said.len();
        if count > LISTED {
            format!("{count} entries have no single number.")
        } else {
            format!("Without a single number: {}.", said.join("; "))
        }
    })
}

fn gaps(plot: &Plot) -> Option<String> {
    let gap = |datum: &&Datum| datum.value.is_none() && datum.text.is_empty();
    let labels: Vec<&str> = plot
        .data
        .iter()
        .filter(gap)
        .map(|datum| datum.label.as_str())
        .collect();
    (!labels.is_empty()).then(|| format!("No figure for {}.", listed(labels.into_iter())))
}

/// "2010", "2010 and 2012", "2010, 2012 and 15 more".
fn listed<'a>(labels: impl Iterator<Item = &'a str>) -> String {
    let mut labels: Vec<String> = labels.map(str::to_owned).collect();
    if labels.len() > LISTED {
        let rest = labels.len() - (LISTED - 1);
        labels.truncate(LISTED - 1);
        labels.push(format!("{rest} more"));
    }
    match labels.split_last() {
        Some((last, rest)) if !rest.is_empty() => format!("{} and {last}", rest.join(", ")),
        Some((last, _)) => last.clone(),
        None => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::present::PlotBreak;

    fn plot(entries: &[(&str, &str, &str)], breaks: &[usize]) -> Plot {
        let datum = |(label, text, marks): &(&str, &str, &str)| Datum {
            label: (*label).to_owned(),
            short: (*label).to_owned(),
            value: text.replace(',', "").parse().ok(),
            text: (*text).to_owned(),
            marks: (*marks).to_owned(),
            ..Datum::default()
        };
        Plot {
            breaks: breaks
                .iter()
                .map(|before| PlotBreak {
                    before: *before,
                    reason: "counted anew".to_owned(),
                })
                .collect(),
            ..Plot::new(Form::Bars, entries.iter().map(datum).collect())
        }
    }

    #[test]
    fn a_series_is_told_by_its_ends_and_extremes() {
        let plot = plot(
            &[
                ("2009", "527", "[part]"),
                ("2010", "", ""),
                ("2011", "1,946", "[r]"),
            ],
            &[],
        );
        assert_eq!(
            text(&plot),
            "Bar chart, 2009 to 2011. First 527 for 2009 (part of the period), last 1,946 for \
             2011 (revised); highest 1,946 (2011), lowest 527 (2009, part of the period). No figure for 2010."
        );
    }

    #[test]
    fn nothing_is_compared_across_a_break() {
        let plot = plot(
            &[("2009", "9", ""), ("2010", "7", ""), ("2011", "1", "")],
            &[2],
        );
        assert_eq!(
            text(&plot),
            "Bar chart, 2009 to 2011. It has 2 stretches, which are not compared with one \
             another. 2009 to 2010: first 9 for 2009, last 7 for 2010; highest 9 (2009), \
             lowest 7 (2010). 1 for 2011. Break before 2011: counted anew."
        );
    }

    #[test]
    fn categories_have_no_first_and_last() {
        let plot = plot(
            &[
                ("Adults", "5", ""),
                ("Children", "5", ""),
                ("Unknown", "[c]", ""),
            ],
            &[],
        );
        assert_eq!(
            text(&plot),
            "Bar chart of 3 categories. Every value is 5. Without a single number: suppressed \
             for Unknown."
        );
    }

    #[test]
    fn limits_are_read_out_and_not_ranked() {
        let mut plot = plot(&[("2017", ">=300", ""), ("2018", "~1,500", "")], &[]);
        plot.data[0].value = Some(300.0);
        plot.data[1].value = Some(1500.0);
        assert_eq!(
            text(&plot),
            "Bar chart, 2017 to 2018. First at least 300 for 2017, last about 1,500 for 2018; \
             some are limits, so no highest or lowest is named."
        );
    }

    #[test]
    fn nothing_and_one_are_said_so() {
        assert_eq!(text(&plot(&[], &[])), "A chart without a figure.");
        assert_eq!(
            text(&plot(&[("Oct 2012", "92", "[e]")], &[])),
            "Bar chart with one entry, Oct 2012. 92 for Oct 2012 (estimated)."
        );
        let many: Vec<(&str, &str, &str)> = ["a", "b", "c", "d", "e", "f"]
            .map(|label| (label, "", ""))
            .to_vec();
        assert!(text(&plot(&many, &[])).ends_with("No figure for a, b, c and 3 more."));
    }
}

//! The text alternative of a chart, made from its numbers: what it is, where each stretch
//! begins and ends, its highest and lowest value, and what is missing. Nothing is said of two
//! values with a break between them.

pub mod plots;

use crate::figures::{ObsStatus, Period, Qualifier, Value};

use super::plot::{Datum, Extent, ExtentKind, Form, Plot, PlotEvent};
use super::sentence::capital;

/// So many labels are listed one by one.
const LISTED: usize = 4;

/// What a person who does not see the chart is told, in a few sentences.
pub fn text(plot: &Plot) -> String {
    let mut sentences = vec![what(plot)];
    if plot.cropped() {
        let text = "Its axis of values is fitted to the values and need not begin at zero.";
        sentences.push(text.to_owned());
    }
    let parts = stretches(plot).len();
    if parts > 1 {
        sentences.push(format!(
            "It has {parts} stretches, which are not compared with one another."
        ));
    }
    sentences.extend(values(plot));
    for one in &plot.breaks {
        if let Some(datum) = plot.data.get(one.before) {
            let reason = ended(&one.reason);
            sentences.push(format!("Break before {}: {reason}.", datum.label));
        }
    }
    sentences.extend(events(plot.events.iter()));
    sentences.join(" ")
}

/// What there is to say of the values: stretch by stretch, then what is no number, what is
/// missing, and how far estimates and publications reach.
fn values(plot: &Plot) -> Vec<String> {
    let parts = stretches(plot);
    let mut sentences: Vec<String> = Vec::new();
    for part in parts {
        sentences.extend(stretch(plot, part));
    }
    sentences.extend(unnumbered(plot));
    sentences.extend(gaps(plot));
    sentences.extend(estimates(plot));
    sentences.extend(published(plot));
    sentences
}

/// "Marked on the axis: 31 Jul 2015: …; …"; `None` if nothing is.
fn events<'p>(events: impl Iterator<Item = &'p PlotEvent>) -> Option<String> {
    let labels = events.map(|one| ended(&one.label).to_owned());
    some(labels.collect()).map(|labels| format!("Marked on the axis: {labels}."))
}

/// "Range 10,000 to 13,000 for 2013 (estimated); …"; `None` if there is no estimate.
fn estimates(plot: &Plot) -> Option<String> {
    let range = |(datum, extent): (&Datum, &Extent)| {
        format!("{} for {}{}", extent.text, datum.label, in_brackets(datum))
    };
    let ranges = extents(plot, ExtentKind::Estimate).map(range);
    some(ranges.collect()).map(|ranges| format!("Range {ranges}."))
}

/// For how many entries publications differ, and where they do most; `None` if nowhere.
pub fn published(plot: &Plot) -> Option<String> {
    let apart = |one: &(&Datum, &Extent)| one.1.high - one.1.low;
    let mut widest = extents(plot, ExtentKind::Published).next()?;
    for one in extents(plot, ExtentKind::Published) {
        if apart(&one) > apart(&widest) {
            widest = one;
        }
    }
    let count = extents(plot, ExtentKind::Published).count();
    let (datum, extent) = widest;
    let there = plot.data.iter().filter(|one| !one.text.is_empty()).count();
    let how_many = match count {
        1 => String::new(),
        _ => format!("{count} of {there} entries, most for "),
    };
    let (label, text) = (&datum.label, &extent.text);
    Some(format!(
        "Published values differ for {how_many}{label}: {text}."
    ))
}

/// The entries with an extent of a kind.
fn extents(plot: &Plot, kind: ExtentKind) -> impl Iterator<Item = (&Datum, &Extent)> {
    let all = plot.data.iter();
    let all = all.filter_map(|datum| Some((datum, datum.extent.as_ref()?)));
    all.filter(move |one| one.1.kind == kind)
}

/// A text without its full stop.
fn ended(text: &str) -> &str {
    text.trim_end_matches('.')
}

/// "one; two", "one; two; three; and 5 more"; `None` of nothing.
fn some(mut texts: Vec<String>) -> Option<String> {
    if texts.len() > LISTED {
        let rest = texts.len() - (LISTED - 1);
        texts.truncate(LISTED - 1);
        texts.push(format!("and {rest} more"));
    }
    (!texts.is_empty()).then(|| texts.join("; "))
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

/// Whether the entries follow one another in time, so that they bear the names of periods;
/// otherwise they are parts or estimates side by side.
pub fn over_time(plot: &Plot) -> bool {
    in_time(&plot.data).unwrap_or_else(|| {
        let runs = plot.form == Form::Line || !plot.breaks.is_empty();
        runs || plot.data.iter().all(is_period)
    })
}

/// Whether every entry with a figure bears the name of a period; `None` if none has one.
fn in_time<'p>(data: impl IntoIterator<Item = &'p Datum>) -> Option<bool> {
    let figures = data.into_iter().filter(|datum| datum.figure.is_some());
    figures.map(is_period).reduce(|one, other| one && other)
}

fn is_period(datum: &Datum) -> bool {
    let own = datum
        .figure
        .as_ref()
        .map(|figure| figure.period.to_string());
    own.is_some_and(|own| own == datum.label) || datum.label.parse::<Period>().is_ok()
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
fn stretch(plot: &Plot, (from, to): (usize, usize)) -> Option<String> {
    let numbers: Vec<(&Datum, f64)> = plot.data[from..to]
        .iter()
        .filter_map(|datum| Some((datum, datum.value?)))
        .collect();
    let (first, last) = (numbers.first()?.0, numbers.last()?.0);
    let is_whole = to - from == plot.data.len();
    let lead = if !is_whole && to - from > 1 {
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

/// The label, and that it covers only part of its period or was counted by another definition.
fn label(datum: &Datum) -> String {
    let mut label = datum.label.clone();
    for apart in [ObsStatus::PartPeriod, ObsStatus::DefinitionDiffers] {
        if datum.marks.contains(apart.mark()) {
            label.push_str(&format!(", {}", apart.words()));
        }
    }
    label
}

/// "527 for 2009 (part of the period)".
fn said(datum: &Datum) -> String {
    let value = value(&datum.text);
    format!("{value} for {}{}", datum.label, in_brackets(datum))
}

/// The marks of an entry in words: " (revised)"; empty if it has none.
fn in_brackets(datum: &Datum) -> String {
    let marks = marks(&datum.marks);
    if marks.is_empty() {
        marks
    } else {
        format!(" ({marks})")
    }
}

/// Entries with something published that is no single number, other than an estimate whose
/// range is told.
fn unnumbered(plot: &Plot) -> Option<String> {
    let ranged = |one: &Extent| one.kind == ExtentKind::Estimate;
    let without = |datum: &&Datum| {
        let told = datum.extent.as_ref().is_some_and(ranged);
        datum.value.is_none() && !datum.text.is_empty() && !told
    };
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
    let nothing = |datum: &Datum| datum.text.is_empty() && datum.extent.is_none();
    let gap = |datum: &&Datum| datum.value.is_none() && nothing(datum);
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
    use crate::present::{Base, PlotBreak};

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
                ("2011", "1,946", "[r] [d]"),
            ],
            &[],
        );
        assert_eq!(
            text(&plot),
            "Bar chart, 2009 to 2011. First 527 for 2009 (part of the period), last 1,946 for \
             2011 (revised, another definition); highest 1,946 (2011, another definition), \
             lowest 527 (2009, part of the period). No figure for 2010."
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

    fn reaching(plot: &mut Plot, at: usize, kind: ExtentKind, low: f64, high: f64) {
        plot.data[at].extent = Some(Extent {
            low,
            high,
            text: format!("{low} to {high}"),
            kind,
        });
    }

    #[test]
    fn ranges_are_read_out_and_published_values_are_counted() {
        let mut estimates = plot(&[("2013", "10 to 13", "[e]"), ("2016", "12", "")], &[]);
        reaching(&mut estimates, 0, ExtentKind::Estimate, 10.0, 13.0);
        assert_eq!(
            text(&estimates),
            "Bar chart, 2013 to 2016. 12 for 2016. Range 10 to 13 for 2013 (estimated)."
        );
        let mut published = plot(
            &[("2013", "12", ""), ("2014", "23", ""), ("2015", "", "")],
            &[],
        );
        reaching(&mut published, 0, ExtentKind::Published, 11.0, 12.0);
        assert!(text(&published).ends_with("Published values differ for 2013: 11 to 12."));
        reaching(&mut published, 1, ExtentKind::Published, 21.0, 23.0);
        assert!(
            text(&published)
                .ends_with("Published values differ for 2 of 2 entries, most for 2014: 21 to 23.")
        );
    }

    #[test]
    fn events_and_a_cropped_axis_are_said() {
        let mut plot = plot(&[("2013", "12", ""), ("2014", "13", "")], &[]);
        let event = |at: usize| PlotEvent {
            at,
            label: format!("{}: An Act.", 2013 + at),
        };
        plot.events = vec![event(0)];
        plot.base = Base::Cropped;
        assert!(text(&plot).ends_with(" Marked on the axis: 2013: An Act."));
        assert!(!text(&plot).contains("fitted to"), "bars do");
        plot.form = Form::Line;
        assert!(text(&plot).contains("2014. Its axis of values is fitted to the values"));
        plot.events = (0..6).map(event).collect();
        assert!(text(&plot).ends_with("2015: An Act; and 3 more."));
    }
}

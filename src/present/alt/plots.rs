//! The text alternative of several series: what they are together, then each by the rule of a
//! single one, then what cuts or marks all of them. Series are not compared with one another.

use super::super::plot::Plot;
use super::super::plots::{Arrangement, Plots, Strand};
use super::{
    PlotEvent, ended, events, in_time, over_time as goes_over_time, published, stretches,
    unnumbered as no_number, values,
};

/// What a person who does not see the chart is told.
pub fn text(plots: &Plots) -> String {
    if plots.entries().is_empty() {
        return "A chart without a figure.".to_owned();
    }
    let mut sentences = vec![what(plots)];
    sentences.extend(cautions(plots));
    let cut = |one: &Strand| stretches(&one.plot).len() > 1;
    if plots.strands.iter().any(cut) {
        sentences.push("Nothing is compared across a break.".to_owned());
    }
    for (at, one) in plots.strands.iter().enumerate() {
        let unit = match plots.unit() {
            Some(_) => String::new(),
            None => format!(" ({})", one.unit),
        };
        sentences.push(format!("Series {}, {}{unit}.", at + 1, ended(&one.name)));
        sentences.extend(values(&one.plot));
    }
    for one in plots.breaks() {
        if let Some(datum) = plots.entries().get(one.before) {
            let reason = ended(&one.reason);
            sentences.push(format!("Break before {}: {reason}.", datum.label));
        }
    }
    let marked: Vec<PlotEvent> = plots.events().into_iter().cloned().collect();
    sentences.extend(events(marked.iter()));
    sentences.join(" ")
}

/// What those who see the chart must be told too, a sentence each.
pub fn cautions(plots: &Plots) -> Vec<String> {
    let mut sentences = Vec::new();
    if plots.arrangement == Arrangement::Stacked && is_incomplete(plots) {
        let text = "Where a part has no number, the others do not add up to the whole.";
        sentences.push(text.to_owned());
    }
    sentences
}

/// For each series with extents of publications how far they reach, after its short name.
pub fn spread(plots: &Plots) -> Vec<String> {
    of_each(plots, published)
}

/// For each series what stands in the place of numbers, after its short name.
pub fn unnumbered(plots: &Plots) -> Vec<String> {
    of_each(plots, no_number)
}

/// "Adults: published values differ for …" for each series of which there is something to say.
fn of_each(plots: &Plots, say: fn(&Plot) -> Option<String>) -> Vec<String> {
    let named = |one: &Strand| {
        let sentence = say(&one.plot)?;
        let mut rest = sentence.chars();
        let first = rest.next()?.to_lowercase();
        Some(format!("{}: {first}{}", one.short, rest.as_str()))
    };
    plots.strands.iter().filter_map(named).collect()
}

/// Whether the entries follow one another in time; otherwise they are parts side by side.
pub fn over_time(plots: &Plots) -> bool {
    let data = plots.strands.iter().flat_map(|one| &one.plot.data);
    in_time(data).unwrap_or_else(|| plots.strands.iter().any(|one| goes_over_time(&one.plot)))
}

/// Whether an entry has a number for one part and none for another.
fn is_incomplete(plots: &Plots) -> bool {
    (0..plots.entries().len()).any(|at| {
        let parts = plots.strands.iter().filter_map(|one| one.plot.data.get(at));
        let numbers = parts.filter(|one| one.value.is_some()).count();
        numbers > 0 && numbers < plots.strands.len()
    })
}

/// "Line chart of 2 series, 2009 to 2025, in people, on one axis from zero."
fn what(plots: &Plots) -> String {
    let count = match plots.strands.len() {
        1 => "one series".to_owned(),
        many => format!("{many} series"),
    };
    let name = match plots.arrangement {
        Arrangement::Lines => format!("Line chart of {count}"),
        Arrangement::Grouped => format!("Bar chart of {count} side by side"),
        Arrangement::Stacked => format!("Bar chart of {count} upon one another"),
        Arrangement::Multiples | Arrangement::Apart => format!("Small charts of {count}"),
    };
    let entries = plots.entries();
    let reach = match entries {
        [only] => format!("with one entry, {}", only.label),
        [first, .., last] if over_time(plots) => format!("{} to {}", first.label, last.label),
        _ => format!("in {} categories", entries.len()),
    };
    let unit = plots.unit().filter(|unit| !unit.is_empty());
    let unit = unit.map_or_else(String::new, |unit| format!(", in {unit}"));
    format!("{name}, {reach}{unit}, {}.", axis(plots))
}

fn axis(plots: &Plots) -> String {
    let start = if plots.cropped() {
        "fitted to the values, which need not begin at zero"
    } else {
        "from zero"
    };
    match plots.arrangement {
        Arrangement::Lines | Arrangement::Grouped => format!("on one axis {start}"),
        Arrangement::Stacked => format!("on one axis {start}: they are parts of one whole"),
        Arrangement::Multiples => format!("all on one axis {start}"),
        Arrangement::Apart => {
            format!("each on an axis of its own {start}: heights are not compared")
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::present::{Base, Datum, Form, PlotBreak};

    fn strand(name: &str, unit: &str, entries: &[(&str, &str)]) -> Strand {
        let datum = |(label, text): &(&str, &str)| Datum {
            label: (*label).to_owned(),
            short: (*label).to_owned(),
            value: text.parse().ok(),
            text: (*text).to_owned(),
            ..Datum::default()
        };
        Strand {
            name: format!("Number of {name}"),
            short: name.to_owned(),
            unit: unit.to_owned(),
            plot: Plot::new(Form::Line, entries.iter().map(datum).collect()),
        }
    }

    fn both(arrangement: Arrangement) -> Plots {
        Plots {
            arrangement,
            strands: vec![
                strand(
                    "adults",
                    "people",
                    &[("2010", "3"), ("2011", "5"), ("2012", "4")],
                ),
                strand(
                    "children",
                    "people",
                    &[("2010", "4"), ("2011", ""), ("2012", "[c]")],
                ),
            ],
        }
    }

    #[test]
    fn each_series_is_told_by_itself_with_its_unit_where_units_differ() {
        let mut plots = both(Arrangement::Lines);
        assert_eq!(
            text(&plots),
            "Line chart of 2 series, 2010 to 2012, in people, on one axis from zero. Series 1, \
             Number of adults. First 3 for 2010, last 4 for 2012; highest 5 (2011), lowest 3 \
             (2010). Series 2, Number of children. 4 for 2010. Without a single number: \
             suppressed for 2012. No figure for 2011."
        );
        plots.strands[1].unit = "reports".to_owned();
        plots.arrangement = Arrangement::Apart;
        let said = text(&plots);
        assert!(said.starts_with(
            "Small charts of 2 series, 2010 to 2012, each on an axis of its own from zero: \
             heights are not compared. Series 1, Number of adults (people). First 3"
        ));
    }

    #[test]
    fn breaks_and_events_are_told_once_with_the_series_that_they_touch() {
        let mut plots = both(Arrangement::Multiples);
        let cut = |reason: &str| PlotBreak {
            before: 2,
            reason: reason.to_owned(),
        };
        let event = PlotEvent {
            at: 1,
            label: "Mar 2011: An Act".to_owned(),
        };
        plots.strands[0].plot.breaks = vec![cut("counted anew")];
        plots.strands[1].plot.breaks = vec![cut("counted anew"), cut("moved.")];
        for one in &mut plots.strands {
            one.plot.events = vec![event.clone()];
        }
        let said = text(&plots);
        assert!(said.contains("all on one axis from zero. Nothing is compared across a break."));
        assert!(
            said.contains("Number of adults. 2010 to 2011: first 3"),
            "{said}"
        );
        assert!(said.ends_with(
            "Break before 2012: counted anew. Break before 2012: children: moved. Marked on the \
             axis: Mar 2011: An Act."
        ));
    }

    #[test]
    fn a_stack_says_that_it_is_one_whole_and_where_it_is_lower() {
        let said = text(&both(Arrangement::Stacked));
        assert!(
            said.contains("on one axis from zero: they are parts of one whole."),
            "{said}"
        );
        assert!(
            said.contains("the others do not add up to the whole."),
            "{said}"
        );
        let mut whole = both(Arrangement::Stacked);
        whole.strands.truncate(1);
        assert_eq!(cautions(&whole), Vec::<String>::new());
    }

    #[test]
    fn an_axis_that_does_not_begin_at_zero_is_said_and_bars_have_none() {
        for (arrangement, cropped) in [
            (Arrangement::Lines, true),
            (Arrangement::Multiples, true),
            (Arrangement::Grouped, false),
            (Arrangement::Stacked, false),
        ] {
            let mut plots = both(arrangement);
            for one in &mut plots.strands {
                one.plot.base = Base::Cropped;
            }
            let said = text(&plots).contains("axis fitted to the values");
            assert_eq!(said, cropped, "{arrangement:?}");
        }
    }
}

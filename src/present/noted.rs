//! News on charts over time: the item under the cursor at its day and at the periods that it
//! speaks about, and how many items are about each period.

use chrono::NaiveDate;

use crate::figures::Period;

use super::alt;
use super::page::{Body, Page};
use super::plot::{Datum, Plot, PlotEvent};

/// A news item that charts mark.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Noted {
    /// The day on which it is certain to have been known.
    pub day: NaiveDate,
    /// Its date and title.
    pub title: String,
    /// The periods that it speaks about.
    pub about: Vec<Period>,
}

impl Page {
    /// Marks an item on every chart over time.
    pub fn note(&mut self, item: &Noted) {
        for panel in &mut self.panels {
            match &mut panel.body {
                Body::Plot(plot) if alt::over_time(plot) => item.mark(plot),
                Body::Plots(plots) => {
                    for one in &mut plots.strands {
                        item.mark(&mut one.plot);
                    }
                }
                _ => {}
            }
        }
    }
}

impl Page {
    /// Counts the news items about each period of every chart over time.
    pub fn count_items(&mut self, count: &impl Fn(Period) -> usize) {
        for panel in &mut self.panels {
            match &mut panel.body {
                Body::Plot(plot) if alt::over_time(plot) => {
                    count_about(&mut plot.data, count);
                }
                Body::Plots(plots) => {
                    for one in &mut plots.strands {
                        count_about(&mut one.plot.data, count);
                    }
                }
                _ => {}
            }
        }
    }
}

fn count_about(entries: &mut [Datum], count: &impl Fn(Period) -> usize) {
    for datum in entries {
        datum.items = datum.period.map_or(0, count);
    }
}

impl Noted {
    fn mark(&self, plot: &mut Plot) {
        for (at, datum) in plot.data.iter().enumerate() {
            let Some(period) = datum.period else {
                continue;
            };
            if self.about.contains(&period) {
                plot.events.push(PlotEvent {
                    at,
                    label: format!("{} is about this", self.title),
                });
            } else if period.contains(self.day) {
                plot.events.push(PlotEvent {
                    at,
                    label: self.title.clone(),
                });
            }
        }
        plot.events.sort_by_key(|event| event.at);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::present::page::Panel;
    use crate::present::plot::Form;

    #[test]
    fn an_item_stands_at_its_day_and_at_what_it_is_about() {
        let datum = |year: &str| Datum {
            label: year.to_owned(),
            short: year.to_owned(),
            value: Some(1.0),
            text: "1".to_owned(),
            period: Some(year.parse().expect("period")),
            ..Datum::default()
        };
        let data = ["2010", "2011", "2012"].map(datum).to_vec();
        let mut page = Page {
            title: String::new(),
            panels: vec![Panel {
                id: "chart",
                title: String::new(),
                brief: String::new(),
                subtitle: String::new(),
                body: Body::Plot(Plot::new(Form::Bars, data)),
                notes: Vec::new(),
                source: String::new(),
            }],
        };
        page.note(&Noted {
            day: "2012-10-18".parse().expect("day"),
            title: "18 Oct 2012: An item".to_owned(),
            about: vec!["2011".parse().expect("period")],
        });
        page.count_items(&|period| usize::from(period == "2011".parse().expect("period")));
        let Body::Plot(plot) = &page.panels[0].body else {
            panic!("a plot");
        };
        let items: Vec<usize> = plot.data.iter().map(|datum| datum.items).collect();
        assert_eq!(items, [0, 1, 0]);
        let marks: Vec<(usize, &str)> = plot
            .events
            .iter()
            .map(|event| (event.at, event.label.as_str()))
            .collect();
        assert_eq!(
            marks,
            [
                (1, "18 Oct 2012: An item is about this"),
                (2, "18 Oct 2012: An item"),
            ]
        );
    }
}

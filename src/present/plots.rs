//! Several series over the same entries: as lines, as bars side by side or upon one another,
//! or as small charts that share their axis of entries. At most [`AT_MOST`] stand in one frame.

use crate::figures::FigureRef;

use super::plot::{Base, Datum, Form, Plot, PlotBreak, PlotEvent};
use super::table::{Column, NO_FIGURE, Row, Table};

/// So many series can be told apart in one frame by pattern, end marker and colour; more
/// become small multiples.
pub const AT_MOST: usize = 4;

/// How several series stand together.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Arrangement {
    /// Lines in one frame, on one axis of values.
    Lines,
    /// Bars of one entry side by side, on one axis from zero.
    Grouped,
    /// Bars upon one another, on one axis from zero: only for parts that exclude one another
    /// and belong to one whole.
    Stacked,
    /// One small chart a series, one below the other over the same entries, all on one axis
    /// of values.
    Multiples,
    /// The same, each on an axis of values of its own: heights are not compared.
    Apart,
}

impl Arrangement {
    /// Every arrangement.
    pub const ALL: [Self; 5] = [
        Self::Lines,
        Self::Grouped,
        Self::Stacked,
        Self::Multiples,
        Self::Apart,
    ];
}

/// Several series as one chart.
#[derive(Clone, Debug, PartialEq)]
pub struct Plots {
    /// How they stand together.
    pub arrangement: Arrangement,
    /// The series in the order in which they were chosen, at most [`AT_MOST`] unless they are
    /// small multiples.
    pub strands: Vec<Strand>,
}

/// One series of several.
#[derive(Clone, Debug, PartialEq)]
pub struct Strand {
    /// Its name: "Potential victims referred, UK, Children (under 18)".
    pub name: String,
    /// A name for the end of its line; never empty.
    pub short: String,
    /// What its numbers count in: "people", "2016 = 100".
    pub unit: String,
    /// Its entries: as many as every other strand has, at the same labels; one without a
    /// figure has no value.
    pub plot: Plot,
}

impl Plots {
    /// The entries of the first series; labels and selection are those of every other.
    pub fn entries(&self) -> &[Datum] {
        self.strands.first().map_or(&[], |one| &one.plot.data)
    }

    /// The entry under the cursor.
    pub fn selected(&self) -> Option<usize> {
        self.strands.first()?.plot.selected
    }

    /// Where the axis of values begins.
    pub fn base(&self) -> Base {
        let first = self.strands.first();
        first.map_or(Base::Zero, |one| one.plot.base)
    }

    /// Crops the axes of lines; gives back where they begin now.
    pub fn crop(&mut self) -> Base {
        let bars = matches!(
            self.arrangement,
            Arrangement::Grouped | Arrangement::Stacked
        );
        if bars || self.strands.iter().any(|one| one.plot.form != Form::Line) {
            return Base::Zero;
        }
        for one in &mut self.strands {
            one.plot.base = Base::Cropped;
        }
        self.base()
    }

    /// Whether an axis of values does not begin at zero: one of bars always does.
    pub fn cropped(&self) -> bool {
        let bars = |one: &Strand| one.plot.form == Form::Bars;
        let may = match self.arrangement {
            Arrangement::Lines => true,
            Arrangement::Grouped | Arrangement::Stacked => false,
            Arrangement::Multiples | Arrangement::Apart => !self.strands.iter().any(bars),
        };
        may && self.base() == Base::Cropped
    }

    /// What the series count in, if that is one thing.
    pub fn unit(&self) -> Option<&str> {
        let first = self.strands.first()?;
        let alike = self.strands.iter().all(|one| one.unit == first.unit);
        alike.then_some(first.unit.as_str())
    }

    /// What happened meanwhile, each event once, in the order of the entries.
    pub fn events(&self) -> Vec<&PlotEvent> {
        let mut events: Vec<&PlotEvent> = Vec::new();
        for one in self.strands.iter().flat_map(|one| &one.plot.events) {
            if !events.contains(&one) {
                events.push(one);
            }
        }
        events.sort_by_key(|one| one.at);
        events
    }

    /// The breaks of the series in the order of the entries, each reason once at an entry; it
    /// names the series that it touches if that is not all of them.
    pub fn breaks(&self) -> Vec<PlotBreak> {
        let mut found: Vec<(&PlotBreak, Vec<&str>)> = Vec::new();
        for strand in &self.strands {
            for one in &strand.plot.breaks {
                match found.iter_mut().find(|(known, _)| *known == one) {
                    Some((_, names)) => names.push(&strand.short),
                    None => found.push((one, vec![&strand.short])),
                }
            }
        }
        found.sort_by_key(|(one, _)| one.before);
        let named = |(one, names): (&PlotBreak, Vec<&str>)| PlotBreak {
            before: one.before,
            reason: if names.len() == self.strands.len() {
                one.reason.clone()
            } else {
                format!("{}: {}", names.join(", "), one.reason)
            },
        };
        found.into_iter().map(named).collect()
    }

    /// The largest value of one series, or in a stack of one entry; zero if there is none.
    pub fn max(&self) -> f64 {
        if self.arrangement == Arrangement::Stacked {
            let heights = (0..self.entries().len()).map(|at| self.height(at));
            return heights.fold(0.0, f64::max);
        }
        let strands = self.strands.iter();
        strands.map(|one| one.plot.max()).fold(0.0, f64::max)
    }

    /// The height of a stack: the sum of what is there, in the unit of the parts.
    fn height(&self, at: usize) -> f64 {
        let parts = self.strands.iter().filter_map(|one| one.plot.data.get(at));
        parts.filter_map(|datum| datum.value).sum()
    }

    /// The figure of each series at the entry under the cursor, or at its last one.
    pub fn figures(&self) -> Vec<Option<&FigureRef>> {
        let last = self.entries().len().checked_sub(1);
        let at = self.selected().or(last);
        let of = |one: &'_ Strand| at.and_then(|at| one.plot.data.get(at)).is_some();
        let strands = self.strands.iter().map(|one| (one, of(one)));
        strands
            .map(|(one, there)| {
                let at = at.filter(|_| there)?;
                one.plot.data[at].figure.as_ref()
            })
            .collect()
    }

    /// The figure of one series at an entry, or where it has none that of the first series that
    /// has one.
    pub fn figure(&self, strand: usize, at: usize) -> Option<&FigureRef> {
        let mut data = self.strands.iter().map(|one| one.plot.data.get(at));
        let own = data.clone().nth(strand).flatten();
        let own = own.and_then(|datum| datum.figure.as_ref());
        own.or_else(|| data.find_map(|datum| datum?.figure.as_ref()))
    }

    /// The same as a table: a row an entry, a column a series, and a row of words where a
    /// series breaks.
    pub fn table(&self) -> Table {
        let mut columns = vec![Column::left("")];
        for one in &self.strands {
            columns.push(Column::right(&one.name));
            columns.push(Column::left("Marks").rank(2));
        }
        columns.push(Column::left("").rank(1).grows());
        let breaks = self.breaks();
        let mut rows = Vec::new();
        let mut selected = None;
        for (at, entry) in self.entries().iter().enumerate() {
            let here = breaks.iter().filter(|one| one.before == at);
            rows.extend(here.map(|one| self.break_row(one)));
            if self.selected() == Some(at) {
                selected = Some(rows.len());
            }
            rows.push(self.row(at, entry));
        }
        Table {
            columns,
            rows,
            selected,
            empty: NO_FIGURE.to_owned(),
            ..Table::default()
        }
    }

    fn row(&self, at: usize, entry: &Datum) -> Row {
        let mut cells = vec![entry.label.clone()];
        for one in &self.strands {
            let datum = one.plot.data.get(at);
            cells.push(datum.map_or_else(String::new, |one| one.said().to_owned()));
            cells.push(datum.map_or_else(String::new, |one| one.marks.clone()));
        }
        let events = self.events();
        let here = events.iter().filter(|one| one.at == at);
        let labels: Vec<&str> = here.map(|one| one.label.as_str()).collect();
        cells.push(labels.join("; "));
        let mut figures = self.strands.iter().filter_map(|one| one.plot.data.get(at));
        Row {
            cells,
            figure: figures.find_map(|datum| datum.figure.clone()),
        }
    }

    /// The row of words of a break.
    fn break_row(&self, one: &PlotBreak) -> Row {
        let mut cells = vec!["[b]".to_owned()];
        cells.resize(1 + 2 * self.strands.len(), String::new());
        cells.push(one.reason.clone());
        Row {
            cells,
            figure: None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::present::PlotBreak;

    fn strand(name: &str, values: &[Option<u16>]) -> Strand {
        let datum = |(at, value): (usize, &Option<u16>)| Datum {
            label: (2010 + at).to_string(),
            short: (10 + at).to_string(),
            value: value.map(f64::from),
            text: value.map_or_else(String::new, |one| one.to_string()),
            ..Datum::default()
        };
        Strand {
            name: format!("Number of {name}"),
            short: name.to_owned(),
            unit: "people".to_owned(),
            plot: Plot::new(Form::Bars, values.iter().enumerate().map(datum).collect()),
        }
    }

    fn both(arrangement: Arrangement) -> Plots {
        Plots {
            arrangement,
            strands: vec![
                strand("adults", &[Some(3), Some(5)]),
                strand("children", &[Some(4), None]),
            ],
        }
    }

    #[test]
    fn a_stack_is_as_high_as_its_parts_together() {
        assert!((both(Arrangement::Lines).max() - 5.0).abs() < 1e-9);
        assert!((both(Arrangement::Stacked).max() - 7.0).abs() < 1e-9);
    }

    #[test]
    fn a_table_has_a_column_a_series_and_names_whose_break_it_is() {
        let mut plots = both(Arrangement::Grouped);
        plots.strands[1].plot.breaks = vec![PlotBreak {
            before: 1,
            reason: "counted anew".to_owned(),
        }];
        let table = plots.table();
        let cells: Vec<Vec<&str>> = table
            .rows
            .iter()
            .map(|row| row.cells.iter().map(String::as_str).collect())
            .collect();
        assert_eq!(
            cells,
            [
                vec!["2010", "3", "", "4", "", ""],
                vec!["[b]", "", "", "", "", "children: counted anew"],
                vec!["2011", "5", "", "no figure", "", ""],
            ]
        );
        let titles: Vec<&str> = table.columns.iter().map(|one| one.title.as_str()).collect();
        assert_eq!(titles[1], "Number of adults");
        assert!(table.rows.iter().all(|row| row.cells.len() == titles.len()));
    }
}

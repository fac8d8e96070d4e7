use crate::figures::{Code, DimensionId, IndicatorId, SeriesKey};
use crate::present::Arrangement;
use crate::tui::widgets::testing::{picture, several};

use super::*;

const AREA: Rect = Rect::new(0, 0, 72, 20);

/// A chart of several series, from 2012 on with the cursor at 2016; each value has a figure whose
/// indicator has the number of its series.
fn page(arrangement: Arrangement) -> Page {
    let mut plots = several(arrangement, 3);
    let geography = Code {
        dimension: DimensionId::GEOGRAPHY,
        index: 0,
    };
    for (at, strand) in plots.strands.iter_mut().enumerate() {
        for datum in &mut strand.plot.data {
            datum.figure = datum.value.map(|_| FigureRef {
                indicator: IndicatorId(at as u16),
                key: SeriesKey::new(geography, []),
                period: datum.label.parse().expect("a year"),
            });
        }
    }
    let panel = Panel {
        id: "chart",
        title: String::new(),
        brief: String::new(),
        subtitle: String::new(),
        body: Body::Plots(plots),
        notes: Vec::new(),
        source: String::new(),
    };
    Page {
        title: String::new(),
        panels: vec![panel],
    }
}

fn settled(panes: &mut Panes, arrangement: Arrangement) {
    shown(panes, page(arrangement));
}

fn shown(panes: &mut Panes, page: Page) {
    let place = |_: &Page, _| {
        vec![Place {
            panel: 0,
            area: AREA,
        }]
    };
    panes.set(page, place);
}

fn panes(arrangement: Arrangement) -> Panes {
    let mut panes = Panes::default();
    settled(&mut panes, arrangement);
    panes
}

/// The number of the series and the year of the figure under the cursor.
fn here(panes: &Panes) -> Option<(u16, String)> {
    let figure = panes.figure()?;
    Some((figure.indicator.0, figure.period.to_string()))
}

#[test]
fn up_and_down_choose_a_series_and_its_figure_is_the_selected_one() {
    let mut panes = panes(Arrangement::Lines);
    assert_eq!(here(&panes), Some((0, "2016".to_owned())));
    assert_eq!(panes.update(Action::Down), Reply::Changed);
    assert_eq!(here(&panes), Some((1, "2016".to_owned())));
    for action in [Action::PageDown, Action::Last, Action::Down] {
        assert_eq!(panes.update(action), Reply::Changed);
        assert_eq!(panes.cursor(0), 2);
    }
    assert_eq!(here(&panes), None, "the third has no figure for 2016");
    assert_eq!(panes.update(Action::Open), Reply::Ignored);
    for action in [Action::PageUp, Action::First, Action::Up] {
        assert_eq!(panes.update(action), Reply::Changed);
        assert_eq!(panes.cursor(0), 0);
    }
    let opened = panes.update(Action::Open);
    assert!(matches!(opened, Reply::Do(Intent::Source(figure)) if figure.indicator.0 == 0));
}

#[test]
fn a_click_on_an_entry_moves_the_period_cursor_and_one_on_a_name_chooses_its_series() {
    let names = ["chart", "course"].into_iter();
    let all = names.flat_map(|name| Arrangement::ALL.map(|arrangement| (name, arrangement)));
    for (name, arrangement) in all {
        let mut page = page(arrangement);
        page.panels[0].id = name;
        let mut panes = Panes::default();
        shown(&mut panes, page);
        let theme = Theme::default();
        let lines = picture(Drawn(&panes, &theme), AREA.width, AREA.height);
        let at = |word: &str, from: usize| {
            let rows = lines.iter().enumerate().skip(from);
            let mut places = rows.filter_map(|(y, line)| Some((line.find(word)?, y, line)));
            let (byte, y, line) = places.next().expect("drawn");
            let x = line[..byte].chars().count();
            Position::new(x as u16, y as u16)
        };
        assert_eq!(panes.click(at("Children", 0)), Reply::Changed);
        assert_eq!(panes.cursor(0), 1, "{name}: {arrangement:?}");
        let said = panes.click(at("2014", 5));
        let year = "2014".parse().expect("a year");
        assert_eq!(
            said,
            Reply::Do(Intent::Period(year)),
            "{name}: {arrangement:?}"
        );
        assert_eq!(panes.cursor(0), 1, "the series stays");
    }
}

#[test]
fn as_a_table_the_rows_are_entries_and_move_the_period_cursor() {
    let mut panes = panes(Arrangement::Lines);
    panes.update(Action::Down);
    panes.update(Action::Display);
    settled(&mut panes, Arrangement::Lines);
    let body = &panes.page.panels[0].body;
    assert!(matches!(body, Body::Table(table) if table.selected == Some(4)));
    let period = |year: &str| Reply::Do(Intent::Period(year.parse().expect("a year")));
    assert_eq!(panes.update(Action::Down), period("2017"), "over the break");
    assert_eq!(panes.update(Action::First), period("2012"));
    panes.update(Action::Display);
    settled(&mut panes, Arrangement::Lines);
    assert_eq!(here(&panes), Some((1, "2016".to_owned())), "as it was");
}

#[test]
fn as_a_table_parts_over_time_follow_the_period_cursor_too() {
    let parts = || {
        let mut page = page(Arrangement::Stacked);
        page.panels[0].id = "course";
        page
    };
    let mut panes = Panes::default();
    shown(&mut panes, parts());
    panes.update(Action::Display);
    shown(&mut panes, parts());
    let body = &panes.page.panels[0].body;
    assert!(matches!(body, Body::Table(table) if table.selected == Some(4)));
    let figure = panes.figure_here().expect("a figure of 2016");
    assert_eq!(figure.period.to_string(), "2016");
    let year = "2015".parse().expect("a year");
    let moved = panes.update(Action::Up);
    assert_eq!(moved, Reply::Do(Intent::Period(year)));
}

#[test]
fn keyboard_and_cursor_stay_with_their_panel_where_others_come_and_go() {
    let table = |id: &'static str| {
        let mut panel = page(Arrangement::Lines).panels.remove(0);
        panel.id = id;
        panel
    };
    let mut panes = Panes::default();
    let turn = |panes: &mut Panes, ids: &[&'static str]| {
        let page = Page {
            title: String::new(),
            panels: ids.iter().map(|id| table(id)).collect(),
        };
        panes.set(page, |_, _| Vec::new());
        let at = panes.focus();
        (panes.panel_id().expect("a panel"), panes.cursor(at))
    };
    let (few, all) = (&["parts", "cells"], &["parts", "course", "course", "cells"]);
    assert_eq!(turn(&mut panes, few), ("parts", 0));
    panes.update(Action::NextPane);
    panes.update(Action::Down);
    assert_eq!(turn(&mut panes, all), ("cells", 1));
    assert_eq!(turn(&mut panes, few), ("cells", 1));
    assert_eq!(turn(&mut panes, all), ("cells", 1));
    panes.update(Action::PreviousPane);
    assert_eq!((panes.focus(), panes.panel_id()), (2, Some("course")));
    assert_eq!(turn(&mut panes, few), ("cells", 1));
    assert_eq!(turn(&mut panes, all), ("course", 0));
    assert_eq!(panes.focus(), 2, "the second of the name");
    turn(&mut panes, few);
    panes.update(Action::NextPane);
    assert_eq!(turn(&mut panes, all), ("parts", 0), "given on meanwhile");
}

/// The panes as a widget.
struct Drawn<'a>(&'a Panes, &'a Theme);

impl ratatui::widgets::Widget for Drawn<'_> {
    fn render(self, _: Rect, buffer: &mut Buffer) {
        self.0.render(self.1, buffer);
    }
}

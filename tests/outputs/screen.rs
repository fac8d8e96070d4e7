//! The same numbers on the screen: read back from the buffer of a terminal, drawn as tables,
//! as charts and by the whole dashboard.

use std::collections::BTreeMap;
use std::sync::Arc;

use crossterm::event::{KeyCode, KeyEvent};
use ratatui::Terminal;
use ratatui::backend::TestBackend;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::widgets::Widget;
use trafficdash::export::page;
use trafficdash::figures::Decimal;
use trafficdash::present::{Form, Plot};
use trafficdash::tui::app::App;
use trafficdash::tui::event::Event;
use trafficdash::tui::keymap::Keymap;
use trafficdash::tui::model::Model;
use trafficdash::tui::runtime::Application;
use trafficdash::tui::theme::Theme;
use trafficdash::tui::view_id::VIEWS;
use trafficdash::tui::widgets::{Chart, Keyboard, TableView};

use super::reading::numbers;
use super::record::{pages, plots, record};

/// The rows of a buffer, without the blanks at their ends.
fn lines(buffer: &Buffer) -> Vec<String> {
    let width = usize::from(buffer.area.width);
    let rows = buffer.content.chunks(width);
    let line = |row: &[ratatui::buffer::Cell]| {
        let cells = row.iter().map(ratatui::buffer::Cell::symbol);
        cells.collect::<String>().trim_end().to_owned()
    };
    rows.map(line).collect()
}

/// What a widget draws on an area of its own.
fn drawn(widget: impl Widget, width: u16, height: u16) -> Vec<String> {
    let area = Rect::new(0, 0, width, height);
    let mut buffer = Buffer::empty(area);
    widget.render(area, &mut buffer);
    lines(&buffer)
}

/// The texts of a line that stand at least two blanks or a rule apart, with their columns.
fn texts(line: &str) -> Vec<(usize, String)> {
    let mut texts: Vec<(usize, String)> = Vec::new();
    let mut blanks = 2;
    for (at, one) in line.chars().enumerate() {
        if one == ' ' || matches!(one, '│' | '┃' | '▸') {
            blanks += if one == ' ' { 1 } else { 2 };
            continue;
        }
        match texts.last_mut().filter(|_| blanks < 2) {
            Some((_, text)) => {
                text.push_str(&" ".repeat(blanks));
                text.push(one);
            }
            None => texts.push((at, one.to_string())),
        }
        blanks = 0;
    }
    texts
}

/// Label and number of each row of a table.
fn in_table(lines: &[String]) -> BTreeMap<String, f64> {
    let read = |line: &String| {
        let texts = texts(line);
        let value = page::number(&texts.get(1)?.1)?;
        Some((texts[0].1.clone(), value.to_f64()))
    };
    lines.iter().filter_map(read).collect()
}

#[test]
fn a_table_on_the_screen_has_the_numbers_of_its_chart() {
    let (dataset, theme) = (record(), Theme::default());
    for (page, _) in pages(&dataset) {
        for plot in plots(&page) {
            let table = &plot.table();
            let rows = table.rows.len() as u16 + 1;
            let view = TableView {
                table,
                keyboard: Keyboard::Here,
                theme: &theme,
            };
            let lines = drawn(view, 200, rows);
            assert_eq!(in_table(&lines), numbers(plot), "{lines:#?}");
        }
    }
}

/// The value above each bar, by the label below it.
fn in_columns(lines: &[String], plot: &Plot) -> BTreeMap<String, f64> {
    let middle = |(at, text): &(usize, String)| *at as f64 + text.chars().count() as f64 / 2.0;
    let (labels, above) = lines.split_last().expect("a row of labels");
    let labels = texts(labels);
    let corner = |line: &String| line.chars().position(|one| one == '┼');
    let axis = lines.iter().find_map(corner).expect("an axis");
    let mut found = BTreeMap::new();
    for text in above.iter().flat_map(|line| texts(line)) {
        let bare = text.1.split(" [").next().expect("a text");
        let Some(number) = page::number(bare).filter(|_| text.0 > axis) else {
            continue;
        };
        let off = |label: &&(usize, String)| (middle(label) - middle(&text)).abs();
        let near = labels
            .iter()
            .min_by(|one, other| off(one).total_cmp(&off(other)));
        let near = near.filter(|label| off(label) < 6.0).expect("a label");
        let datum = plot.data.iter().find(|one| one.label == near.1);
        let label = datum.map(|one| one.label.clone()).expect("an entry");
        assert_eq!(found.insert(label, number.to_f64()), None);
    }
    found
}

/// The value behind each bar or point.
fn in_rows(lines: &[String], plot: &Plot) -> BTreeMap<String, f64> {
    let mut found = BTreeMap::new();
    for line in lines {
        let bare = line.trim_start_matches(['▸', ' ']);
        let fits = |label: &&str| bare.starts_with(&format!("{label} "));
        let numbered = plot.data.iter().filter(|one| one.value.is_some());
        let labels = numbered.map(|one| one.label.as_str());
        let Some(label) = labels.filter(fits).max_by_key(|label| label.len()) else {
            continue;
        };
        let marked = |word: &&str| !word.starts_with('[') && !word.contains(is_drawn);
        let value = bare[label.len()..].split_whitespace().rfind(marked);
        if let Some(number) = value.and_then(page::number) {
            found.insert(label.to_owned(), number.to_f64());
        }
    }
    found
}

/// Whether a sign belongs to a bar, a point or a rule.
fn is_drawn(one: char) -> bool {
    matches!(one, '\u{2500}'..='\u{28ff}')
}

#[test]
fn a_chart_on_the_screen_has_the_numbers_that_it_was_made_from() {
    let (dataset, theme) = (record(), Theme::default());
    let mut forms = BTreeMap::new();
    for (page, _) in pages(&dataset) {
        for plot in plots(&page).filter(|plot| !plot.data.is_empty()) {
            // What is said of the entry under the cursor has numbers of its own.
            let mut plot = plot.clone();
            plot.events.clear();
            plot.data.iter_mut().for_each(|one| one.extent = None);
            let plot = &plot;
            let chart = Chart {
                plot,
                theme: &theme,
                keyboard: Keyboard::Here,
            };
            let width = plot.data.len() as u16 * 24 + 24;
            let columns = drawn(chart, width, 30);
            let upright = columns.iter().any(|line| line.contains('┼'));
            if plot.form == Form::Bars && upright {
                assert_eq!(in_columns(&columns, plot), numbers(plot), "{columns:#?}");
            } else if !upright {
                let rows = drawn(chart, 160, plot.data.len() as u16 * 2 + 2);
                assert_eq!(in_rows(&rows, plot), numbers(plot), "{rows:#?}");
            }
            *forms
                .entry((format!("{:?}", plot.form), upright))
                .or_insert(0) += 1;
        }
    }
    assert!(forms.len() > 2, "{forms:?}");
}

#[test]
fn the_dashboard_shows_the_numbers_that_are_written() {
    let dataset = Arc::new(record());
    // So large that no label is cut, also with a chart more.
    let (width, height) = (600, 200);
    let mut read = 0;
    for (page, scope) in pages(&dataset) {
        let mut model = Model::new(Arc::clone(&dataset), Theme::default(), Vec::new());
        model.set_period(scope.period);
        model.scope.as_of = scope.as_of;
        let mut app = App::new(model, Keymap::default());
        app.update(Event::Resize(width, height));
        let view = VIEWS.iter().find(|view| view.title == page.title);
        app.show(view.expect("a view of this page").id);
        app.update(Event::Key(KeyEvent::from(KeyCode::Char('t'))));
        let mut terminal = Terminal::new(TestBackend::new(width, height)).expect("a terminal");
        app.settle();
        terminal
            .draw(|frame| _ = app.render(frame.buffer_mut()))
            .expect("drawn");
        let lines = lines(terminal.backend().buffer());
        for plot in plots(&page) {
            for (label, value) in numbers(plot) {
                read += 1;
                let there = lines.iter().any(|line| {
                    texts(line).windows(2).any(|pair| {
                        let number = page::number(&pair[1].1).map(Decimal::to_f64);
                        pair[0].1 == label && number == Some(value)
                    })
                });
                assert!(
                    there,
                    "{}: {label}: {value}\n{}",
                    page.title,
                    lines.join("\n")
                );
            }
        }
    }
    assert!(read > 200, "{read}");
}

//! Frames: the first one, one of each view at three sizes, and the answer to a key, drawn as the
//! bytes that a terminal would get.

#![allow(clippy::print_stdout)] // a bench says what it measured

use std::cell::Cell;
use std::io::{self, BufWriter, Write};
use std::rc::Rc;
use std::sync::{Arc, LazyLock};

use chrono::NaiveDate;
use crossterm::event::{KeyCode, KeyEvent};
use divan::{Bencher, black_box};
use ratatui::backend::CrosstermBackend;
use ratatui::layout::Rect;
use ratatui::{Terminal, TerminalOptions, Viewport};

use trafficdash::figures::Dataset;
use trafficdash::load;
use trafficdash::tui::app::App;
use trafficdash::tui::event::Event;
use trafficdash::tui::keymap::Keymap;
use trafficdash::tui::model::Model;
use trafficdash::tui::runtime::Application;
use trafficdash::tui::theme::Theme;
use trafficdash::tui::view_id::VIEWS;

const SIZES: [(u16, u16); 4] = [(80, 24), (120, 40), (200, 60), (400, 120)];
const LARGE: (u16, u16) = (200, 60);

static RECORD: LazyLock<Arc<Dataset>> = LazyLock::new(|| {
    let today = NaiveDate::from_ymd_opt(2026, 11, 23).expect("a day");
    Arc::new(load::embedded(today).dataset.expect("the record"))
});

/// A terminal that counts what is written to it.
#[derive(Clone, Default)]
struct Counter(Rc<Cell<usize>>);

impl Write for Counter {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.set(self.0.get() + bytes.len());
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

struct Dashboard {
    app: App,
    written: Counter,
    terminal: Terminal<CrosstermBackend<BufWriter<Counter>>>,
}

impl Dashboard {
    fn new((columns, rows): (u16, u16)) -> Self {
        let theme = Theme::named("dark").expect("a theme");
        let model = Model::new(Arc::clone(&RECORD), theme, Vec::new());
        let mut app = App::new(model, Keymap::default());
        app.update(Event::Resize(columns, rows));
        let viewport = Viewport::Fixed(Rect::new(0, 0, columns, rows));
        let written = Counter::default();
        let backend = CrosstermBackend::new(BufWriter::new(written.clone()));
        let terminal = Terminal::with_options(backend, TerminalOptions { viewport });
        Self {
            app,
            written,
            terminal: terminal.expect("a terminal"),
        }
    }

    /// Draws; gives how many bytes that were.
    fn draw(&mut self) -> usize {
        self.app.settle();
        let app = &self.app;
        let drawn = self
            .terminal
            .draw(|frame| _ = app.render(frame.buffer_mut()));
        drawn.expect("drawn");
        self.app.drawn();
        self.written.0.take()
    }

    fn press(&mut self, code: KeyCode) -> usize {
        self.app.update(Event::Key(KeyEvent::from(code)));
        self.draw()
    }
}

fn main() {
    crossterm::style::force_color_output(true);
    for size in SIZES {
        let mut dashboard = Dashboard::new(size);
        let first = dashboard.draw();
        let keys = KEYS.map(|(name, codes)| {
            let bytes: usize = codes.iter().map(|code| dashboard.press(*code)).sum();
            format!("{name} {}", bytes / codes.len())
        });
        println!(
            "bytes at {size:?}: first frame {first}, a key: {}",
            keys.join(", ")
        );
    }
    divan::main();
}

/// Keys that lead back to where they began.
const KEYS: [(&str, &[KeyCode]); 4] = [
    ("cursor", &[KeyCode::Down, KeyCode::Up]),
    ("period", &[KeyCode::Left, KeyCode::Right]),
    ("publication", &[KeyCode::Char('['), KeyCode::Char(']')]),
    ("view", &[KeyCode::Char('2'), KeyCode::Char('1')]),
];

#[divan::bench(args = SIZES)]
fn first_frame(size: (u16, u16)) -> usize {
    Dashboard::new(black_box(size)).draw()
}

fn view(bencher: Bencher, name: &str, size: (u16, u16)) {
    let row = VIEWS.iter().find(|row| row.name == name).expect("a view");
    let mut dashboard = Dashboard::new(size);
    dashboard.press(KeyCode::Char(row.digit));
    bencher.bench_local(|| {
        dashboard.app.update(Event::Resize(size.0, size.1));
        dashboard.draw()
    });
}

#[divan::bench(args = VIEWS.iter().map(|row| row.name))]
fn view_80x24(bencher: Bencher, name: &str) {
    view(bencher, name, (80, 24));
}

#[divan::bench(args = VIEWS.iter().map(|row| row.name))]
fn view_120x40(bencher: Bencher, name: &str) {
    view(bencher, name, (120, 40));
}

#[divan::bench(args = VIEWS.iter().map(|row| row.name))]
fn view_200x60(bencher: Bencher, name: &str) {
    view(bencher, name, LARGE);
}

#[divan::bench(args = VIEWS.iter().map(|row| row.name))]
fn view_400x120(bencher: Bencher, name: &str) {
    view(bencher, name, (400, 120));
}

/// A key on the overview and the key that undoes it: two answers.
#[divan::bench(args = KEYS.iter().map(|(name, _)| name))]
fn two_keys(bencher: Bencher, name: &str) {
    let (_, codes) = KEYS.iter().find(|row| row.0 == name).expect("keys");
    let mut dashboard = Dashboard::new(LARGE);
    dashboard.draw();
    bencher.bench_local(|| -> usize { codes.iter().map(|code| dashboard.press(*code)).sum() });
}

/// A period back and forward on each view.
#[divan::bench(args = VIEWS.iter().map(|row| row.name))]
fn two_period_keys_on(bencher: Bencher, name: &str) {
    let row = VIEWS.iter().find(|row| row.name == name).expect("a view");
    let mut dashboard = Dashboard::new(LARGE);
    dashboard.press(KeyCode::Char(row.digit));
    bencher.bench_local(|| dashboard.press(KeyCode::Left) + dashboard.press(KeyCode::Right));
}

/// A publication back and forward on each view: another day as of which all is read.
#[divan::bench(args = VIEWS.iter().map(|row| row.name))]
fn two_publication_keys_on(bencher: Bencher, name: &str) {
    let row = VIEWS.iter().find(|row| row.name == name).expect("a view");
    let mut dashboard = Dashboard::new(LARGE);
    dashboard.press(KeyCode::Char(row.digit));
    bencher
        .bench_local(|| dashboard.press(KeyCode::Char('[')) + dashboard.press(KeyCode::Char(']')));
}

/// A chart of each form, of one series and of several in each arrangement, built from the record
/// and drawn on a whole large screen.
mod plots {
    use divan::{Bencher, black_box};
    use ratatui::buffer::Buffer;
    use ratatui::layout::Rect;
    use ratatui::widgets::Widget;

    use trafficdash::figures::record::SeriesRef;
    use trafficdash::figures::{Dataset, PeriodKind, Topic};
    use trafficdash::present::pages::compare::{self, As, Choice};
    use trafficdash::present::plots::Arrangement;
    use trafficdash::present::{Body, Form, Panel, Scope, chart, estimates, headline, parts};
    use trafficdash::tui::theme::Theme;
    use trafficdash::tui::widgets::{Chart, GaugeBar, Keyboard, Several};

    use super::{LARGE, RECORD};

    /// The form of a chart, and how its panel is built.
    type Alone = (&'static str, Form, fn(&Dataset, &Scope) -> Panel);

    const ALONE: [Alone; 5] = [
        ("bars", Form::Bars, |dataset, scope| {
            chart::over_time(dataset, &referrals(dataset), PeriodKind::Year, scope)
        }),
        ("line", Form::Line, |dataset, scope| {
            chart::over_time(dataset, &referrals(dataset), PeriodKind::Quarter, scope)
        }),
        ("points", Form::Points, |dataset, scope| {
            let name = "police-live-operations/england-wales";
            let operations = dataset.find_series(name).expect("a series");
            chart::over_time(dataset, &operations, PeriodKind::Month, scope)
        }),
        ("parts", Form::Bars, |dataset, scope| {
            let whole = referrals(dataset);
            let dimensions = parts::dimensions_at(dataset, &whole, scope);
            parts::panel(dataset, &whole, dimensions[0], scope)
        }),
        ("intervals", Form::Points, |dataset, scope| {
            estimates::panels(dataset, Topic::Victims, scope).remove(0)
        }),
    ];

    fn referrals(dataset: &Dataset) -> SeriesRef {
        let found = dataset.find_series("nrm-referrals/uk");
        found.expect("a series")
    }

    fn canvas() -> Buffer {
        Buffer::empty(Rect::new(0, 0, LARGE.0, LARGE.1))
    }

    #[divan::bench(args = ALONE.map(|(name, ..)| name))]
    fn one_series(bencher: Bencher, name: &str) {
        let dataset: &Dataset = &RECORD;
        let (_, form, build) = ALONE.iter().find(|row| row.0 == name).expect("a plot");
        let mut scope = Scope::opening(dataset);
        scope.period = "2024".parse().expect("a year");
        let theme = Theme::named("dark").expect("a theme");
        let mut buffer = canvas();
        bencher.bench_local(|| {
            let mut panel = build(dataset, black_box(&scope));
            let Body::Plot(plot) = &mut panel.body else {
                panic!("a plot");
            };
            plot.form = *form;
            let chart = Chart {
                plot,
                theme: &theme,
                keyboard: Keyboard::Here,
            };
            chart.render(buffer.area, &mut buffer);
        });
    }

    #[divan::bench]
    fn gauges(bencher: Bencher) {
        let dataset: &Dataset = &RECORD;
        let scope = Scope::opening(dataset);
        let theme = Theme::named("dark").expect("a theme");
        let mut buffer = canvas();
        bencher.bench_local(|| {
            for share in &dataset.outline.shares {
                let gauge = headline::gauge(dataset, share, black_box(&scope));
                let bar = GaugeBar {
                    gauge: &gauge,
                    theme: &theme,
                    selected: false,
                    keyboard: Keyboard::Here,
                };
                bar.render(buffer.area, &mut buffer);
            }
        });
    }

    #[divan::bench(args = Arrangement::ALL)]
    fn several(bencher: Bencher, arrangement: Arrangement) {
        compared(bencher, arrangement, As::Values);
    }

    #[divan::bench]
    fn index_lines(bencher: Bencher) {
        compared(bencher, Arrangement::Lines, As::Index);
    }

    fn compared(bencher: Bencher, arrangement: Arrangement, shown_as: As) {
        let dataset: &Dataset = &RECORD;
        let scope = Scope::opening(dataset);
        let choice = Choice {
            shown_as,
            ..Choice::opening(dataset)
        };
        let theme = Theme::named("dark").expect("a theme");
        let mut buffer = canvas();
        bencher.bench_local(|| {
            let mut page = compare::page(dataset, black_box(&choice), &scope);
            let Body::Plots(plots) = &mut page.panels[0].body else {
                panic!("plots");
            };
            plots.arrangement = arrangement;
            let several = Several {
                plots,
                chosen: Some(0),
                theme: &theme,
                keyboard: Keyboard::Here,
            };
            several.render(buffer.area, &mut buffer);
        });
    }
}

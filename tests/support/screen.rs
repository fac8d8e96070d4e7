//! The screen of an app without a terminal.

use ratatui::Terminal;
use ratatui::backend::TestBackend;
use trafficdash::tui::app::App;
use trafficdash::tui::event::Event;
use trafficdash::tui::runtime::Application;

/// The screen as lines of text, without the blanks at their ends.
pub fn screen(app: &mut App, (width, height): (u16, u16)) -> String {
    app.update(Event::Resize(width, height));
    app.settle();
    drawn(app, (width, height))
}

/// What an app shows on a screen of this size, which it knows and for which it is ready.
pub fn drawn(app: &App, (width, height): (u16, u16)) -> String {
    let mut terminal = Terminal::new(TestBackend::new(width, height)).expect("a terminal");
    terminal
        .draw(|frame| _ = app.render(frame.buffer_mut()))
        .expect("drawn");
    let buffer = terminal.backend().buffer();
    let lines = (0..height).map(|y| {
        let cells = (0..width).map(|x| buffer[(x, y)].symbol());
        cells.collect::<String>().trim_end().to_owned()
    });
    lines.collect::<Vec<_>>().join("\n")
}

//! The loop: takes what happened, lets the dashboard answer, does what it asks, draws. It sleeps
//! until something happens and draws only what has changed.

use std::io;
use std::iter;
use std::sync::mpsc::Receiver;

use ratatui::buffer::Buffer;
use ratatui::layout::Position;

use crate::tui::effect::Effect;
use crate::tui::event::Event;
use crate::tui::terminal::Screen;

/// After so many events a frame is drawn, even if more are waiting.
const MOST_AT_ONCE: usize = 1024;

/// A dashboard as the loop sees it.
pub trait Application {
    /// Takes in what happened; gives what is to be done outside.
    fn update(&mut self, event: Event) -> Vec<Effect>;

    /// Builds what the screen is to show, once for all that happened since the last time.
    fn settle(&mut self);

    /// Draws the whole screen, as it was built last; gives where the cursor is to be shown, if text
    /// is being typed.
    fn render(&self, buffer: &mut Buffer) -> Option<Position>;

    /// Whether the screen no longer shows what there is.
    fn is_stale(&self) -> bool;

    /// The screen was just drawn.
    fn drawn(&mut self);
}

/// What does the effects.
pub trait Perform {
    /// Does one effect; what takes long is begun and answers with an event. Fails only if the
    /// terminal is gone.
    fn perform(&mut self, effect: Effect, screen: &mut dyn Screen) -> io::Result<Next>;
}

/// How the loop goes on after an effect.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Next {
    /// As before.
    GoOn,
    /// Not at all: with this exit status.
    Leave(u8),
}

/// Runs until the dashboard is left, a signal ends it or nobody can send events any more; gives
/// the exit status, which after a signal is 128 and its number. The first frame is drawn already.
/// Fails if the terminal is gone, or if keys or signals cannot be heard any more.
pub fn run(
    app: &mut impl Application,
    screen: &mut impl Screen,
    events: &Receiver<Event>,
    performer: &mut impl Perform,
) -> io::Result<u8> {
    while let Ok(first) = events.recv() {
        let mut outdated = false;
        let waiting = iter::once(first).chain(events.try_iter());
        for event in waiting.take(MOST_AT_ONCE) {
            outdated |= matches!(event, Event::Resize(..) | Event::Resumed);
            if let Next::Leave(status) = step(app, screen, event, performer)? {
                return Ok(status);
            }
        }
        if outdated || app.is_stale() {
            draw(app, screen)?;
        }
    }
    Ok(0)
}

/// The exit status of a program that a signal ended, as shells tell it.
pub fn status_of(signal: i32) -> u8 {
    128 + u8::try_from(signal).unwrap_or_default()
}

/// One event and what follows from it.
fn step(
    app: &mut impl Application,
    screen: &mut impl Screen,
    event: Event,
    performer: &mut impl Perform,
) -> io::Result<Next> {
    match event {
        Event::Terminate(signal) => {
            return Ok(Next::Leave(status_of(signal)));
        }
        Event::Broken(why) => return Err(io::Error::other(why)),
        Event::Suspend => return performer.perform(Effect::Suspend, screen),
        Event::Resumed => screen.enter()?,
        _ => {}
    }
    for effect in app.update(event) {
        if let Next::Leave(status) = performer.perform(effect, screen)? {
            return Ok(Next::Leave(status));
        }
    }
    Ok(Next::GoOn)
}

/// Draws a frame: the first one, or what has changed since.
pub fn draw(app: &mut impl Application, screen: &mut impl Screen) -> io::Result<()> {
    app.settle();
    screen.draw(&mut |buffer| app.render(buffer))?;
    app.drawn();
    Ok(())
}

#[cfg(test)]
mod tests {
    use std::cell::Cell;
    use std::sync::mpsc;

    use crossterm::event::{KeyCode, KeyEvent};
    use ratatui::Terminal;
    use ratatui::backend::TestBackend;
    use ratatui::style::Style;

    use super::*;

    /// Counts presses of `+`, copies the count on `y`, leaves on `q`.
    #[derive(Default)]
    struct Counter {
        count: usize,
        stale: bool,
        frames: Cell<usize>,
        settled: usize,
        resumed: usize,
    }

    impl Application for Counter {
        fn update(&mut self, event: Event) -> Vec<Effect> {
            match event {
                Event::Key(key) if key.code == KeyCode::Char('+') => {
                    self.count += 1;
                    self.stale = true;
                }
                Event::Key(key) if key.code == KeyCode::Char('y') => {
                    return vec![Effect::Copy(self.count.to_string())];
                }
                Event::Key(key) if key.code == KeyCode::Char('q') => {
                    return vec![Effect::Load, Effect::Quit(3), Effect::Load];
                }
                Event::Resumed => self.resumed += 1,
                _ => {}
            }
            Vec::new()
        }

        fn settle(&mut self) {
            self.settled += 1;
        }

        fn render(&self, buffer: &mut Buffer) -> Option<Position> {
            self.frames.set(self.frames.get() + 1);
            buffer.set_string(0, 0, self.count.to_string(), Style::new());
            None
        }

        fn is_stale(&self) -> bool {
            self.stale
        }

        fn drawn(&mut self) {
            self.stale = false;
        }
    }

    #[derive(Default)]
    struct Recorder(Vec<Effect>);

    impl Perform for Recorder {
        fn perform(&mut self, effect: Effect, _screen: &mut dyn Screen) -> io::Result<Next> {
            let next = match effect {
                Effect::Quit(status) => Next::Leave(status),
                _ => Next::GoOn,
            };
            self.0.push(effect);
            Ok(next)
        }
    }

    fn key(char: char) -> Event {
        Event::Key(KeyEvent::from(KeyCode::Char(char)))
    }

    fn play(events: Vec<Event>) -> (u8, Counter, Vec<Effect>, Terminal<TestBackend>) {
        let (status, app, effects, terminal) = try_to_play(events);
        (status.expect("no error"), app, effects, terminal)
    }

    fn try_to_play(
        events: Vec<Event>,
    ) -> (io::Result<u8>, Counter, Vec<Effect>, Terminal<TestBackend>) {
        let (sender, receiver) = mpsc::channel();
        for event in events {
            sender.send(event).expect("the receiver is here");
        }
        drop(sender);
        let mut app = Counter::default();
        let mut terminal = Terminal::new(TestBackend::new(3, 1)).expect("a terminal");
        let mut recorder = Recorder::default();
        draw(&mut app, &mut terminal).expect("drawn");
        let status = run(&mut app, &mut terminal, &receiver, &mut recorder);
        (status, app, recorder.0, terminal)
    }

    #[test]
    fn what_waits_is_taken_at_once_and_drawn_once() {
        let (status, app, effects, terminal) = play(vec![key('+'), key('+'), key('y'), key('+')]);
        assert_eq!((status, app.count, app.frames.get()), (0, 3, 2));
        assert_eq!(effects, [Effect::Copy("2".into())]);
        terminal.backend().assert_buffer_lines(["3  "]);
    }

    #[test]
    fn nothing_is_drawn_if_nothing_changed_but_a_resize_always_is() {
        assert_eq!(play(vec![key('x')]).1.frames.get(), 1);
        assert_eq!(play(vec![Event::Resize(3, 1)]).1.frames.get(), 2);
        let (_, app, ..) = play(vec![Event::Resumed]);
        assert_eq!((app.frames.get(), app.resumed), (2, 1));
    }

    #[test]
    fn what_is_shown_is_built_once_a_frame() {
        let (_, app, ..) = play(vec![key('+'), key('+'), key('+')]);
        assert_eq!((app.count, app.settled, app.frames.get()), (3, 2, 2));
    }

    #[test]
    fn leaving_stops_everything_that_waits() {
        let (status, app, effects, _) = play(vec![key('q'), key('+')]);
        assert_eq!((status, app.count), (3, 0));
        assert_eq!(effects, [Effect::Load, Effect::Quit(3)]);
    }

    #[test]
    fn a_signal_ends_with_128_and_its_number() {
        let (status, app, effects, _) = play(vec![Event::Terminate(15), key('+')]);
        assert_eq!((status, app.count, effects), (143, 0, vec![]));
    }

    #[test]
    fn nobody_is_left_with_a_dashboard_that_hears_no_keys() {
        let broken = Event::Broken("the thread \"input\" broke off".into());
        let (status, app, ..) = try_to_play(vec![broken, key('+')]);
        let why = status.expect_err("it ends").to_string();
        assert_eq!(
            (why.as_str(), app.count),
            ("the thread \"input\" broke off", 0)
        );
    }

    #[test]
    fn a_wish_from_outside_to_suspend_is_performed() {
        let (_, _, effects, _) = play(vec![Event::Suspend]);
        assert_eq!(effects, [Effect::Suspend]);
    }

    #[test]
    fn a_flood_of_events_does_not_keep_the_screen_from_being_drawn() {
        let events = (0..=MOST_AT_ONCE).map(|_| key('+')).collect();
        assert_eq!(play(events).1.frames.get(), 3);
    }
}

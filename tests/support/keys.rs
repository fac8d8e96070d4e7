//! Keys by their names, for tests that press them.

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};

/// The key of this name, as a terminal sends it.
pub fn key(name: &str) -> KeyEvent {
    let (modifiers, name) = match name.strip_prefix("ctrl-") {
        Some(rest) => (KeyModifiers::CONTROL, rest),
        None => (KeyModifiers::NONE, name),
    };
    let code = match name {
        "left" => KeyCode::Left,
        "right" => KeyCode::Right,
        "up" => KeyCode::Up,
        "down" => KeyCode::Down,
        "home" => KeyCode::Home,
        "end" => KeyCode::End,
        "pgup" => KeyCode::PageUp,
        "pgdn" => KeyCode::PageDown,
        "tab" => KeyCode::Tab,
        "shift-tab" => KeyCode::BackTab,
        "enter" => KeyCode::Enter,
        "esc" => KeyCode::Esc,
        "backspace" => KeyCode::Backspace,
        other => {
            let mut chars = other.chars();
            let char = chars.next().expect("a key");
            assert_eq!(chars.next(), None, "{other} is no key of this test");
            KeyCode::Char(char)
        }
    };
    KeyEvent::new(code, modifiers)
}

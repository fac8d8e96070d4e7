//! The keymap: which action a key means. Each key means one action at most; keys come from the
//! table of actions, with the user's `[keys]` on top.

use std::collections::HashMap;
use std::fmt;

use crossterm::event::{KeyCode, KeyEvent, KeyEventKind, KeyModifiers};

use crate::clean;
use crate::config::{Config, KeySetting};
use crate::problem::{Problem, did_you_mean};
use crate::tui::action::{ACTIONS, ALWAYS, Action, ActionRow};

/// A key with the modifiers held down, written in one way only: shift is part of a character
/// ("T", "?") and is written before other keys ("shift-tab").
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct KeyChord {
    code: KeyCode,
    modifiers: KeyModifiers,
}

/// Keys that have a name; the first name of a key is the one it is shown by.
const NAMED: &[(&str, KeyCode)] = &[
    ("left", KeyCode::Left),
    ("right", KeyCode::Right),
    ("up", KeyCode::Up),
    ("down", KeyCode::Down),
    ("home", KeyCode::Home),
    ("end", KeyCode::End),
    ("pgup", KeyCode::PageUp),
    ("pgdn", KeyCode::PageDown),
    ("pageup", KeyCode::PageUp),
    ("pagedown", KeyCode::PageDown),
    ("insert", KeyCode::Insert),
    ("delete", KeyCode::Delete),
    ("backspace", KeyCode::Backspace),
    ("tab", KeyCode::Tab),
    ("enter", KeyCode::Enter),
    ("return", KeyCode::Enter),
    ("esc", KeyCode::Esc),
    ("escape", KeyCode::Esc),
    ("space", KeyCode::Char(' ')),
];

/// Modifiers in the order they are written in.
const MODIFIERS: &[(&str, KeyModifiers)] = &[
    ("ctrl-", KeyModifiers::CONTROL),
    ("alt-", KeyModifiers::ALT),
    ("shift-", KeyModifiers::SHIFT),
];

/// Keys that a terminal sends as another key, and that one.
const SENT_AS: &[(char, &str)] = &[('i', "tab"), ('m', "enter"), ('[', "esc")];

/// Why a text is no key.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BadChord {
    /// Neither a character nor a name.
    #[error("{0:?} is no key")]
    Unknown(String),
    /// A key that never arrives under this name.
    #[error("{0:?} cannot be told from \"{1}\"")]
    SentAs(String, &'static str),
}

impl BadChord {
    /// What to write in its place.
    fn remedy(&self) -> String {
        match self {
            Self::Unknown(text) => {
                let names = NAMED.iter().map(|(name, _)| *name);
                did_you_mean(text, names.filter(|name| name.len() <= 9))
                    .replace("it can be ", "it can be a character, f1 to f12, ")
            }
            Self::SentAs(_, sent) => {
                format!("a terminal sends the same for both: write \"{sent}\"")
            }
        }
    }
}

impl KeyChord {
    /// The chord of a key that went down or repeats; none for a release, for a modifier alone, and
    /// for modifiers that have no name here.
    pub fn of(event: KeyEvent) -> Option<Self> {
        let named = KeyModifiers::CONTROL | KeyModifiers::ALT | KeyModifiers::SHIFT;
        let nameable = matches!(event.code, KeyCode::BackTab | KeyCode::F(1..=12))
            || matches!(event.code, KeyCode::Char(char) if clean::is_plain(char))
            || NAMED.iter().any(|(_, code)| *code == event.code);
        let kept =
            event.kind != KeyEventKind::Release && (event.modifiers - named).is_empty() && nameable;
        kept.then(|| Self::normal(event.code, event.modifiers))
    }

    /// Reads a chord: `ctrl-c`, `shift-tab`, `left`, `T`, `?`, `space`, `-`.
    pub fn parse(text: &str) -> Result<Self, BadChord> {
        let unknown = || BadChord::Unknown(text.to_owned());
        let mut rest = text;
        let mut modifiers = KeyModifiers::NONE;
        while let Some((prefix, modifier)) = MODIFIERS.iter().find(|(prefix, _)| {
            rest.len() > prefix.len()
                && rest
                    .get(..prefix.len())
                    .is_some_and(|start| start.eq_ignore_ascii_case(prefix))
        }) {
            if modifiers.contains(*modifier) {
                return Err(unknown());
            }
            modifiers |= *modifier;
            rest = &rest[prefix.len()..];
        }
        let code = parse_code(rest).ok_or_else(unknown)?;
        if let (KeyCode::Char(char), true) = (code, modifiers.contains(KeyModifiers::CONTROL))
            && let Some((_, sent)) = SENT_AS
                .iter()
                .find(|(same, _)| *same == char.to_ascii_lowercase())
        {
            return Err(BadChord::SentAs(text.to_owned(), sent));
        }
        Ok(Self::normal(code, modifiers))
    }

    fn normal(code: KeyCode, mut modifiers: KeyModifiers) -> Self {
        let code = match code {
            KeyCode::BackTab => {
                modifiers |= KeyModifiers::SHIFT;
                KeyCode::Tab
            }
            KeyCode::Char(char) if modifiers.contains(KeyModifiers::CONTROL) => {
                modifiers -= KeyModifiers::SHIFT;
                KeyCode::Char(char.to_ascii_lowercase())
            }
            KeyCode::Char(char) if modifiers.contains(KeyModifiers::SHIFT) => {
                modifiers -= KeyModifiers::SHIFT;
                let mut upper = char.to_uppercase();
                match (upper.next(), upper.next()) {
                    (Some(one), None) => KeyCode::Char(one),
                    _ => KeyCode::Char(char),
                }
            }
            code => code,
        };
        Self { code, modifiers }
    }
}

fn parse_code(text: &str) -> Option<KeyCode> {
    let mut chars = text.chars();
    if let (Some(char), None) = (chars.next(), chars.next()) {
        return clean::is_plain(char).then_some(KeyCode::Char(char));
    }
    let lower = text.to_ascii_lowercase();
    if let Some((_, code)) = NAMED.iter().find(|(name, _)| *name == lower) {
        return Some(*code);
    }
    let number: u8 = lower.strip_prefix('f')?.parse().ok()?;
    (1..=12).contains(&number).then_some(KeyCode::F(number))
}

impl fmt::Display for KeyChord {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (prefix, modifier) in MODIFIERS {
            if self.modifiers.contains(*modifier) {
                f.write_str(prefix)?;
            }
        }
        let name = NAMED.iter().find(|(_, code)| *code == self.code);
        match (name, self.code) {
            (Some((name, _)), _) => f.write_str(name),
            (None, KeyCode::Char(char)) => write!(f, "{char}"),
            (None, KeyCode::F(number)) => write!(f, "f{number}"),
            (None, code) => write!(f, "{code}"),
        }
    }
}

/// A key and its word for the footer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Hint {
    /// The first key of the action.
    pub key: KeyChord,
    /// The word.
    pub word: &'static str,
    /// The action, for a click on the hint.
    pub action: Action,
}

/// Which action each key means.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Keymap {
    actions: HashMap<KeyChord, Action>,
    /// In the order in which they were given, for help and hints.
    bindings: Vec<(Action, KeyChord)>,
    /// The hints for the footer, which each frame has.
    hints: Vec<Hint>,
}

impl Default for Keymap {
    fn default() -> Self {
        Self::new(&Config::default()).0
    }
}

impl Keymap {
    /// The keys of the table of actions with the user's on top, and what is wrong in the user's.
    /// A key that already means something keeps its meaning and is reported.
    pub fn new(config: &Config) -> (Self, Vec<Problem>) {
        let mut problems = Vec::new();
        let mut keymap = Self {
            actions: HashMap::new(),
            bindings: Vec::new(),
            hints: Vec::new(),
        };
        let (always, quit) = ALWAYS;
        keymap.actions.insert(default_chord(always), quit);
        let mut changed: Vec<(&ActionRow, &KeySetting)> = Vec::new();
        for setting in &config.keys {
            match Action::parse(&setting.name) {
                Some(action) => changed.push((action.row(), setting)),
                None => problems.push(config.problem(
                    setting.line,
                    format!("there is no action {:?}", setting.name),
                    did_you_mean(&setting.name, ACTIONS.iter().map(|row| row.name)),
                )),
            }
        }
        for row in ACTIONS {
            if changed.iter().all(|(other, _)| other.action != row.action) {
                for key in row.keys {
                    keymap.bind(default_chord(key), row.action);
                }
            }
        }
        for (row, setting) in changed {
            for key in &setting.keys {
                if let Err((what, remedy)) = keymap.bind_setting(key, row.action) {
                    problems.push(config.problem(setting.line, what, remedy));
                }
            }
        }
        keymap.bindings.push((quit, default_chord(always)));
        let hint = |row: &ActionRow| keymap.hint(row.action, row.hint?);
        keymap.hints = ACTIONS.iter().filter_map(hint).collect();
        (keymap, problems)
    }

    /// Binds a key of the user's; says what is wrong and what to do if it cannot be.
    fn bind_setting(&mut self, key: &str, action: Action) -> Result<(), (String, String)> {
        let chord = KeyChord::parse(key).map_err(|bad| (bad.to_string(), bad.remedy()))?;
        match self.actions.get(&chord) {
            Some(other) if chord == default_chord(ALWAYS.0) && *other != action => Err((
                format!("\"{chord}\" always leaves"),
                format!("give {} another key", action.name()),
            )),
            Some(other) if *other != action => {
                let mut both = [*other, action];
                both.sort_by_key(|action| ACTIONS.iter().position(|row| row.action == *action));
                Err((
                    format!(
                        "\"{chord}\" is bound to both {} and {}",
                        both[0].name(),
                        both[1].name()
                    ),
                    format!(
                        "give {} another key, or give {} other keys under [keys]",
                        action.name(),
                        other.name()
                    ),
                ))
            }
            _ => {
                self.bind(chord, action);
                Ok(())
            }
        }
    }

    fn bind(&mut self, chord: KeyChord, action: Action) {
        if self.actions.insert(chord, action).is_none() {
            self.bindings.push((action, chord));
        }
    }

    /// What a key means where no text is being written.
    pub fn action_for(&self, event: KeyEvent) -> Option<Action> {
        self.actions.get(&KeyChord::of(event)?).copied()
    }

    /// What a key means even while text is being written: the key that always leaves, and with
    /// ctrl, which writes nothing, the one that goes back to the shell.
    pub fn action_while_writing(&self, event: KeyEvent) -> Option<Action> {
        let (always, quit) = ALWAYS;
        let chord = KeyChord::of(event)?;
        if chord == default_chord(always) {
            return Some(quit);
        }
        let action = self.actions.get(&chord).copied()?;
        let writes_nothing = chord.modifiers.contains(KeyModifiers::CONTROL);
        (action == Action::Suspend && writes_nothing).then_some(action)
    }

    /// The keys of an action, the preferred one first; none if the user took them away.
    pub fn keys_of(&self, action: Action) -> Vec<KeyChord> {
        self.bindings
            .iter()
            .filter(|(bound, _)| *bound == action)
            .map(|(_, chord)| *chord)
            .collect()
    }

    /// The hints for the footer, in the order of the table; an action without a key has none.
    pub fn hints(&self) -> &[Hint] {
        &self.hints
    }

    /// The hint for an action by another word than that of the table; none without a key.
    pub fn hint(&self, action: Action, word: &'static str) -> Option<Hint> {
        let first = self.bindings.iter().find(|(bound, _)| *bound == action);
        first.map(|&(action, key)| Hint { key, word, action })
    }

    /// A sentence, and which key does something about it; the sentence alone if none does.
    pub fn with_key(&self, said: &str, action: Action, does: &'static str) -> String {
        let hint = self.hint(action, does);
        hint.map_or_else(
            || said.to_owned(),
            |Hint { key, word, .. }| format!("{said}: {key} {word}"),
        )
    }
}

fn default_chord(key: &str) -> KeyChord {
    KeyChord::parse(key).expect("a test reads every key of the table")
}

#[cfg(test)]
mod tests;

use std::path::Path;

use super::*;
use crate::config::{DEFAULT, Environment};

fn keymap(keys: &str) -> (Keymap, Vec<String>) {
    let (config, problems) = Config::parse(
        &format!("[keys]\n{keys}"),
        Path::new("config.toml"),
        &Environment::default(),
    );
    assert_eq!(problems, []);
    let (keymap, problems) = Keymap::new(&config);
    (keymap, problems.iter().map(Problem::to_string).collect())
}

fn press(key: &str) -> KeyEvent {
    let chord = KeyChord::parse(key).expect("a key");
    KeyEvent::new(chord.code, chord.modifiers)
}

#[test]
fn every_key_of_the_table_reads_back_as_it_is_written() {
    for key in ACTIONS.iter().flat_map(|row| row.keys).chain([&ALWAYS.0]) {
        assert_eq!(default_chord(key).to_string(), **key);
    }
}

#[test]
fn no_two_actions_share_a_key() {
    let keymap = Keymap::default();
    for row in ACTIONS {
        let mut keys: Vec<String> = row.keys.iter().map(ToString::to_string).collect();
        if row.action == Action::Quit {
            keys.push("ctrl-c".into());
        }
        let bound: Vec<String> = keymap
            .keys_of(row.action)
            .iter()
            .map(KeyChord::to_string)
            .collect();
        assert_eq!(bound, keys);
        for key in row.keys {
            assert_eq!(keymap.action_for(press(key)), Some(row.action));
        }
    }
}

#[test]
fn the_shipped_config_gives_the_default_keymap() {
    let (config, _) = Config::parse(DEFAULT, Path::new("config.toml"), &Environment::default());
    assert_eq!(config.keys.len(), ACTIONS.len());
    assert_eq!(Keymap::new(&config), (Keymap::default(), vec![]));
}

#[test]
fn shift_is_part_of_a_character() {
    let shifted = KeyEvent::new(KeyCode::Char('t'), KeyModifiers::SHIFT);
    let upper = KeyEvent::new(KeyCode::Char('T'), KeyModifiers::NONE);
    let both = KeyEvent::new(KeyCode::Char('T'), KeyModifiers::SHIFT);
    for event in [shifted, upper, both] {
        assert_eq!(Keymap::default().action_for(event), Some(Action::Theme));
    }
    let back_tab = KeyEvent::new(KeyCode::BackTab, KeyModifiers::SHIFT);
    assert_eq!(
        Keymap::default().action_for(back_tab),
        Some(Action::PreviousPane)
    );
    for (written, shown) in [
        ("shift-t", "T"),
        ("Ctrl-C", "ctrl-c"),
        ("shift-ctrl-left", "ctrl-shift-left"),
        ("PageUp", "pgup"),
        (" ", "space"),
        ("-", "-"),
        ("ctrl--", "ctrl--"),
        ("F12", "f12"),
    ] {
        assert_eq!(
            KeyChord::parse(written).map(|chord| chord.to_string()),
            Ok(shown.into())
        );
    }
    for bad in [
        "",
        "f13",
        "f0",
        "ctrl-",
        "hyper-x",
        "ctrl-ctrl-x",
        "\u{1b}",
        "éé",
    ] {
        assert!(KeyChord::parse(bad).is_err(), "{bad:?}");
    }
}

#[test]
fn a_release_means_nothing_and_a_repeat_means_the_same() {
    let mut event = press("q");
    event.kind = KeyEventKind::Repeat;
    assert_eq!(Keymap::default().action_for(event), Some(Action::Quit));
    event.kind = KeyEventKind::Release;
    assert_eq!(Keymap::default().action_for(event), None);
}

#[test]
fn a_list_replaces_the_keys_and_an_empty_one_takes_them_away() {
    let (keymap, problems) = keymap("quit = [\"Q\"]\nfilter = []\nup = \"w\"\n");
    assert_eq!(problems, [""; 0]);
    assert_eq!(keymap.action_for(press("q")), None);
    assert_eq!(keymap.action_for(press("Q")), Some(Action::Quit));
    assert_eq!(keymap.action_for(press("ctrl-c")), Some(Action::Quit));
    assert_eq!(keymap.action_for(press("w")), Some(Action::Up));
    assert_eq!(keymap.keys_of(Action::Filter), []);
    assert!(
        keymap
            .hints()
            .iter()
            .all(|hint| hint.action != Action::Filter)
    );
}

#[test]
fn every_action_takes_another_key() {
    for row in ACTIONS {
        let (keymap, problems) = keymap(&format!("{} = [\"f7\"]\n", row.name));
        assert_eq!(problems, [""; 0], "{}", row.name);
        assert_eq!(keymap.action_for(press("f7")), Some(row.action));
        for key in row.keys {
            assert_eq!(keymap.action_for(press(key)), None, "{}", row.name);
        }
    }
}

#[test]
fn keys_can_be_swapped() {
    let (keymap, problems) = keymap("up = [\"j\"]\ndown = [\"k\"]\n");
    assert_eq!(problems, [""; 0]);
    assert_eq!(keymap.action_for(press("j")), Some(Action::Up));
    assert_eq!(keymap.action_for(press("k")), Some(Action::Down));
}

#[test]
fn a_clash_is_refused_by_name_and_the_first_meaning_stays() {
    let (map, problems) =
        keymap("filter = [\"x\", \"/\"]\nnext-period = [\"x\"]\ncite = [\"q\"]\n");
    assert_eq!(
        problems,
        [
            "config.toml:3: \"x\" is bound to both next-period and filter; \
             give next-period another key, or give filter other keys under [keys]",
            "config.toml:4: \"q\" is bound to both cite and quit; \
             give cite another key, or give quit other keys under [keys]",
        ]
    );
    assert_eq!(map.action_for(press("x")), Some(Action::Filter));
    assert_eq!(map.action_for(press("q")), Some(Action::Quit));
    let (_, problems) = keymap("help = [\"ctrl-c\"]");
    assert_eq!(
        problems,
        ["config.toml:2: \"ctrl-c\" always leaves; give help another key"]
    );
}

#[test]
fn mistakes_are_named_with_what_was_meant() {
    let (_, problems) = keymap("next-perod = [\"x\"]\nquit = [\"ctrl-i\", \"entr\"]\n");
    assert_eq!(
        problems,
        [
            "config.toml:2: there is no action \"next-perod\"; did you mean \"next-period\"?",
            "config.toml:3: \"ctrl-i\" cannot be told from \"tab\"; \
             a terminal sends the same for both: write \"tab\"",
            "config.toml:3: \"entr\" is no key; did you mean \"enter\"?",
        ]
    );
}

#[test]
fn only_keys_that_leave_and_write_nothing_act_while_text_is_written() {
    let keymap = Keymap::default();
    assert_eq!(keymap.action_while_writing(press("q")), None);
    assert_eq!(keymap.action_while_writing(press("ctrl-f")), None);
    assert_eq!(
        keymap.action_while_writing(press("ctrl-c")),
        Some(Action::Quit)
    );
    assert_eq!(
        keymap.action_while_writing(press("ctrl-z")),
        Some(Action::Suspend)
    );
    let (letter, _) = self::keymap("suspend = [\"Z\"]");
    assert_eq!(letter.action_while_writing(press("Z")), None);
}

#[test]
fn hints_are_the_first_keys_of_their_actions() {
    let keymap = Keymap::default();
    let hints = keymap.hints();
    let shown: Vec<String> = hints
        .iter()
        .map(|hint| format!("{} {}", hint.key, hint.word))
        .collect();
    assert_eq!(shown.first().map(String::as_str), Some("tab pane"));
    assert_eq!(shown.last().map(String::as_str), Some("q quit"));
}

#[test]
fn a_sentence_names_the_key_that_the_settings_give_or_none() {
    let said = |settings: &str| {
        let (keymap, _) = keymap(settings);
        keymap.with_key("2 problems", Action::Problems, "shows what to do")
    };
    assert_eq!(said(""), "2 problems: p shows what to do");
    assert_eq!(
        said("problems = [\"f7\"]\n"),
        "2 problems: f7 shows what to do"
    );
    assert_eq!(said("problems = []\n"), "2 problems");
}

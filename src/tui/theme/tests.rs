mod sight;

use std::path::Path;

use super::*;
use crate::contrast::ratio;
use crate::tui::theme::colour::of_256;

const DARK: [u8; 3] = [0x1e; 3];
const LIGHT: [u8; 3] = [0xff; 3];
const BLACK: [u8; 3] = [0; 3];

/// The backgrounds that a theme is for.
fn backgrounds(name: &str) -> &'static [[u8; 3]] {
    match name {
        "dark" => &[DARK],
        "light" => &[LIGHT],
        "high-contrast" => &[BLACK],
        "colour-blind" => &[DARK, LIGHT],
        _ => &[],
    }
}

fn parts(colour: Color) -> [u8; 3] {
    match colour {
        Color::Rgb(red, green, blue) => [red, green, blue],
        Color::Indexed(index) => of_256(index).expect("a fixed colour"),
        other => panic!("{other} is no fixed colour"),
    }
}

fn inks(theme: &Theme) -> Vec<(&'static str, Color)> {
    let styles = [
        ("quiet", theme.quiet),
        ("data", theme.data),
        ("data selected", theme.data_selected),
        ("first series", theme.series[0]),
        ("second series", theme.series[1]),
        ("third series", theme.series[2]),
        ("fourth series", theme.series[3]),
        ("accent", theme.accent),
        ("warning", theme.warning),
    ];
    styles
        .into_iter()
        .filter_map(|(role, style)| Some((role, style.fg?)))
        .collect()
}

#[test]
fn every_ink_stands_out_from_the_background_it_is_for() {
    for (colours, least) in [(Colours::TrueColour, 3.0), (Colours::Xterm256, 2.7)] {
        for name in Theme::ALL {
            let theme = Theme::named(name).expect("a theme").with_colours(colours);
            for background in backgrounds(name) {
                for (role, ink) in inks(&theme) {
                    let ratio = ratio(parts(ink), *background);
                    assert!(
                        ratio >= least,
                        "{name}, {colours:?}: {role} has {ratio:.2} on {background:x?}"
                    );
                }
            }
        }
    }
}

#[test]
fn text_that_is_read_has_more_contrast() {
    for name in ["dark", "light"] {
        let theme = Theme::named(name).expect("a theme");
        for style in [theme.quiet, theme.accent, theme.warning] {
            let ink = parts(style.fg.expect("a colour"));
            let ratio = ratio(ink, backgrounds(name)[0]);
            assert!(ratio >= 4.5, "{name}: {ratio:.2} for {ink:x?}");
        }
    }
    for (_, ink) in inks(&high_contrast()) {
        assert!(ratio(parts(ink), BLACK) >= 7.0);
    }
}

#[test]
fn what_is_selected_is_seen_without_colour() {
    for name in Theme::ALL {
        let theme = Theme::named(name).expect("a theme");
        assert!(!theme.selected.add_modifier.is_empty(), "{name}");
        assert_ne!(theme.selected, theme.selected_elsewhere);
        assert!(!theme.data_selected.add_modifier.is_empty(), "{name}");
        assert!(!theme.accent.add_modifier.is_empty(), "{name}");
    }
    let mut theme = monochrome();
    assert!(theme.selected.add_modifier.contains(Modifier::REVERSED));
    for style in theme.styles_mut() {
        for colour in [style.fg, style.bg].into_iter().flatten() {
            assert_eq!(colour, Color::Reset);
        }
    }
}

#[test]
fn names_lead_to_their_theme_and_next_steps_through_all() {
    let mut theme = Theme::default().with_glyphs(Glyphs::Ascii);
    for name in Theme::ALL {
        assert_eq!(theme.name, name);
        assert_eq!(
            Theme::named(name).map(|named| named.with_glyphs(Glyphs::Ascii)),
            Some(theme.clone())
        );
        theme = theme.next();
    }
    assert_eq!(theme.name, "dark");
    assert_eq!(Theme::named("auto"), None);
}

fn detect(config: &str, environment: &Environment) -> (&'static str, Vec<String>) {
    let (config, _) = Config::parse(config, Path::new("config.toml"), environment);
    let (theme, problems) = Theme::detect(&config, environment);
    (
        theme.name,
        problems.iter().map(Problem::to_string).collect(),
    )
}

#[test]
fn the_theme_follows_the_settings_and_the_terminal() {
    let name = |config, name, value| detect(config, &Environment::from([(name, value)])).0;
    assert_eq!(name("", "TERM", "xterm"), "dark");
    assert_eq!(name("", "COLORFGBG", "0;15"), "light");
    assert_eq!(name("", "COLORFGBG", "0;default;15"), "light");
    assert_eq!(name("", "COLORFGBG", "15;0"), "dark");
    assert_eq!(name("theme = \"light\"", "COLORFGBG", "15;0"), "light");
    assert_eq!(name("theme = \"light\"", "NO_COLOR", "1"), "monochrome");
    assert_eq!(name("theme = \"light\"", "NO_COLOR", ""), "light");
    assert_eq!(name("", "TERM", "dumb"), "monochrome");
}

#[test]
fn an_unknown_theme_is_a_problem_with_its_line() {
    let (name, problems) = detect("\ntheme = \"drak\"\n", &Environment::default());
    assert_eq!(name, "dark");
    assert_eq!(
        problems,
        ["config.toml:2: there is no theme \"drak\"; did you mean \"dark\"?"]
    );
}

#[test]
fn glyphs_follow_the_settings_the_locale_and_the_terminal() {
    let auto = |variables: [(&str, &str); 2]| Glyphs::detect(GlyphSetting::Auto, &variables.into());
    assert_eq!(
        auto([("LANG", "en_GB.UTF-8"), ("TERM", "xterm")]),
        Glyphs::Unicode
    );
    assert_eq!(auto([("LANG", "C.utf8"), ("LC_ALL", "")]), Glyphs::Unicode);
    assert_eq!(
        auto([("LANG", "en_GB.UTF-8"), ("LC_ALL", "C")]),
        Glyphs::Ascii
    );
    assert_eq!(
        auto([("LANG", "en_GB.UTF-8"), ("TERM", "linux")]),
        Glyphs::Ascii
    );
    assert_eq!(
        Glyphs::detect(GlyphSetting::Auto, &Environment::default()),
        Glyphs::Ascii
    );
    assert_eq!(
        Glyphs::detect(GlyphSetting::Unicode, &Environment::default()),
        Glyphs::Unicode
    );
    assert_eq!(
        Glyphs::detect(GlyphSetting::Octants, &Environment::default()),
        Glyphs::Octants,
        "only because it was asked for"
    );
}

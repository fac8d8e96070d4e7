//! Themes: the styles that every widget draws with. No widget names a colour, and no meaning
//! hangs on colour alone: what is selected, current or wrong has a modifier or a mark too.

pub mod colour;

use ratatui::style::{Color, Modifier, Style};

use crate::config::{Config, Environment, GlyphSetting};
use crate::problem::{Problem, did_you_mean};
use crate::tui::theme::colour::{Colours, rgb};

/// The characters that marks are drawn with.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Glyphs {
    /// ASCII alone.
    Ascii,
    /// Eighth blocks, box drawing and braille.
    Unicode,
    /// The same with octants of Unicode 16 in place of braille.
    Octants,
}

/// The styles of a screen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Theme {
    /// The theme's name in the config.
    pub name: &'static str,
    /// The whole screen, before anything is drawn on it.
    pub screen: Style,
    /// Plain text.
    pub text: Style,
    /// What is not data: labels, sources, ticks.
    pub quiet: Style,
    /// Titles and large numbers.
    pub strong: Style,
    /// Marks of data.
    pub data: Style,
    /// The mark under the cursor.
    pub data_selected: Style,
    /// The series of one plot, which differ by pattern and end marker too.
    pub series: [Style; 4],
    /// The row or label under the cursor in the pane that has the keyboard.
    pub selected: Style,
    /// The same in the other panes.
    pub selected_elsewhere: Style,
    /// The one accent: the current tab, the pane with the keyboard, keys.
    pub accent: Style,
    /// Breaks, problems, cautions.
    pub warning: Style,
    /// Rules and frames.
    pub rule: Style,
    /// The characters of marks.
    pub glyphs: Glyphs,
    /// The colours that the terminal shows.
    pub colours: Colours,
}

impl Default for Theme {
    fn default() -> Self {
        dark()
    }
}

/// A theme's name, and what makes it.
type NamedTheme = (&'static str, fn() -> Theme);

/// Every theme, by name.
const THEMES: [NamedTheme; 5] = [
    ("dark", dark),
    ("light", light),
    ("high-contrast", high_contrast),
    ("colour-blind", colour_blind),
    ("monochrome", monochrome),
];

impl Theme {
    /// The names of the themes, in the order in which a key steps through them.
    pub const ALL: [&str; 5] = {
        let mut names = [""; 5];
        let mut index = 0;
        while index < names.len() {
            names[index] = THEMES[index].0;
            index += 1;
        }
        names
    };

    /// Whether the screen, before anything is drawn on it, is in the terminal's own colours.
    pub fn is_bare(&self) -> bool {
        self.screen == Style::new().fg(Color::Reset).bg(Color::Reset)
    }

    /// The theme of this name, in 24-bit colours and Unicode.
    pub fn named(name: &str) -> Option<Self> {
        let (_, theme) = THEMES.iter().find(|(known, _)| *known == name)?;
        Some(theme())
    }

    /// The theme that the settings and the terminal ask for, and what is wrong in the settings.
    /// `NO_COLOR` and a dumb terminal are stronger than the settings.
    pub fn detect(config: &Config, environment: &Environment) -> (Self, Vec<Problem>) {
        let mut problems = Vec::new();
        let colourless =
            environment.get("NO_COLOR").is_some() || environment.get("TERM") == Some("dumb");
        let set = Self::named(&config.theme);
        if set.is_none() && config.theme != "auto" {
            let names = ["auto"].into_iter().chain(Self::ALL);
            problems.push(config.problem(
                config.theme_line,
                format!("there is no theme {:?}", config.theme),
                did_you_mean(&config.theme, names),
            ));
        }
        let theme = match set {
            _ if colourless => monochrome(),
            Some(theme) => theme,
            None if has_light_background(environment) => light(),
            None => dark(),
        };
        let theme = theme
            .with_glyphs(Glyphs::detect(config.glyphs, environment))
            .with_colours(Colours::detect(environment));
        (theme, problems)
    }

    /// The next theme, with the same characters and as many colours.
    pub fn next(&self) -> Self {
        let place = THEMES.iter().position(|(name, _)| *name == self.name);
        let (_, theme) = THEMES[place.map_or(0, |place| (place + 1) % THEMES.len())];
        theme().with_glyphs(self.glyphs).with_colours(self.colours)
    }

    /// The same theme with these characters.
    pub fn with_glyphs(mut self, glyphs: Glyphs) -> Self {
        self.glyphs = glyphs;
        self
    }

    /// The same theme in the nearest of these colours.
    pub fn with_colours(mut self, colours: Colours) -> Self {
        self.colours = colours;
        for style in self.styles_mut() {
            style.fg = style.fg.map(|colour| colours.nearest(colour));
            style.bg = style.bg.map(|colour| colours.nearest(colour));
        }
        self
    }

    fn styles_mut(&mut self) -> [&mut Style; 15] {
        let [first, second, third, fourth] = &mut self.series;
        [
            &mut self.screen,
            &mut self.text,
            &mut self.quiet,
            &mut self.strong,
            &mut self.data,
            &mut self.data_selected,
            first,
            second,
            third,
            fourth,
            &mut self.selected,
            &mut self.selected_elsewhere,
            &mut self.accent,
            &mut self.warning,
            &mut self.rule,
        ]
    }

    /// A theme of these colours on the terminal's own background and in its own text colour.
    fn of(name: &'static str, palette: &Palette) -> Self {
        let plain = Style::new();
        let ink = |colour: u32| plain.fg(rgb(colour));
        Self {
            name,
            screen: plain.fg(Color::Reset).bg(Color::Reset),
            text: plain,
            quiet: ink(palette.quiet),
            strong: plain.add_modifier(Modifier::BOLD),
            data: ink(palette.series[0]),
            data_selected: ink(palette.selected).add_modifier(Modifier::BOLD),
            series: palette.series.map(ink),
            selected: plain.add_modifier(Modifier::REVERSED),
            selected_elsewhere: plain.add_modifier(Modifier::BOLD | Modifier::UNDERLINED),
            accent: ink(palette.accent).add_modifier(Modifier::BOLD),
            warning: ink(palette.warning),
            rule: ink(palette.rule),
            glyphs: Glyphs::Unicode,
            colours: Colours::TrueColour,
        }
    }
}

/// The colours of a theme.
struct Palette {
    series: [u32; 4],
    selected: u32,
    accent: u32,
    warning: u32,
    quiet: u32,
    rule: u32,
}

/// For dark backgrounds: at least 3:1 on #1e1e1e, and far apart for the colour-blind.
fn dark() -> Theme {
    Theme::of(
        "dark",
        &Palette {
            series: [0x64_8f_ff, 0xff_b0_00, 0xdc_26_7f, 0xff_ff_ff],
            selected: 0xff_b0_00,
            accent: 0xff_b0_00,
            warning: 0xf0_4a_98,
            quiet: 0x9a_9a_9a,
            rule: 0x6a_6a_6a,
        },
    )
}

/// For light backgrounds: of the palette of the Government Analysis Function the four that are
/// farthest apart for the colour-blind.
fn light() -> Theme {
    Theme::of(
        "light",
        &Palette {
            series: [0x12_43_6d, 0x28_a1_97, 0xf4_6a_25, 0xa2_85_d1],
            selected: 0xf4_6a_25,
            accent: 0x12_43_6d,
            warning: 0x80_16_50,
            quiet: 0x5a_5a_5a,
            rule: 0x94_94_94,
        },
    )
}

/// White on black, whatever the terminal's own colours are: at least 7:1.
fn high_contrast() -> Theme {
    let mut theme = Theme::of(
        "high-contrast",
        &Palette {
            series: [0xff_ff_ff, 0x00_ff_00, 0xff_60_ff, 0xa0_a0_60],
            selected: 0xff_ff_00,
            accent: 0xff_ff_00,
            warning: 0xff_a0_a0,
            quiet: 0xff_ff_ff,
            rule: 0xff_ff_ff,
        },
    );
    theme.screen = Style::new().fg(rgb(0xff_ff_ff)).bg(rgb(0x00_00_00));
    theme.text = theme.text.fg(rgb(0xff_ff_ff));
    theme.strong = theme.strong.fg(rgb(0xff_ff_ff));
    theme.selected = Style::new()
        .fg(rgb(0x00_00_00))
        .bg(rgb(0xff_ff_00))
        .add_modifier(Modifier::BOLD);
    theme.warning = theme.warning.add_modifier(Modifier::BOLD);
    theme
}

/// Blue and vermilion of Okabe and Ito (2008), which no common kind of colour blindness confuses,
/// and the two colours farthest from both; at least 3:1 on dark and on light backgrounds, so that it serves both.
fn colour_blind() -> Theme {
    let mut theme = Theme::of(
        "colour-blind",
        &Palette {
            series: [0x00_77_bb, 0xd5_5e_00, 0x99_00_ff, 0xbb_80_77],
            selected: 0xd5_5e_00,
            accent: 0x00_77_bb,
            warning: 0xd5_5e_00,
            quiet: 0x80_80_80,
            rule: 0x80_80_80,
        },
    );
    theme.warning = theme
        .warning
        .add_modifier(Modifier::BOLD | Modifier::UNDERLINED);
    theme
}

/// No colour: modifiers alone.
fn monochrome() -> Theme {
    let plain = Style::new().fg(Color::Reset).bg(Color::Reset);
    Theme {
        name: "monochrome",
        screen: plain,
        text: plain,
        quiet: plain,
        strong: plain.add_modifier(Modifier::BOLD),
        // A reversed block is a hole, so the other marks step back instead.
        data: plain.add_modifier(Modifier::DIM),
        data_selected: plain.add_modifier(Modifier::BOLD),
        series: [
            plain,
            plain.add_modifier(Modifier::BOLD),
            plain.add_modifier(Modifier::DIM),
            plain.add_modifier(Modifier::ITALIC),
        ],
        selected: plain.add_modifier(Modifier::REVERSED),
        selected_elsewhere: plain.add_modifier(Modifier::BOLD | Modifier::UNDERLINED),
        accent: plain.add_modifier(Modifier::BOLD | Modifier::UNDERLINED),
        warning: plain.add_modifier(Modifier::BOLD),
        rule: plain,
        glyphs: Glyphs::Unicode,
        colours: Colours::TrueColour,
    }
}

impl Glyphs {
    /// The characters that the settings and the terminal ask for.
    pub fn detect(setting: GlyphSetting, environment: &Environment) -> Self {
        match setting {
            GlyphSetting::Unicode => Self::Unicode,
            GlyphSetting::Octants => Self::Octants,
            GlyphSetting::Auto if shows_unicode(environment) => Self::Unicode,
            GlyphSetting::Auto | GlyphSetting::Ascii => Self::Ascii,
        }
    }
}

/// Whether the locale says UTF-8 and the terminal is no console with a font of 512 characters.
fn shows_unicode(environment: &Environment) -> bool {
    let terminal = environment.get("TERM").unwrap_or_default();
    if ["linux", "dumb", "vt100", "vt220"].contains(&terminal) {
        return false;
    }
    let locale = ["LC_ALL", "LC_CTYPE", "LANG"]
        .into_iter()
        .find_map(|name| environment.get(name))
        .unwrap_or_default()
        .to_ascii_lowercase();
    let windows = environment.get("WT_SESSION").is_some();
    windows || locale.contains("utf-8") || locale.contains("utf8")
}

/// What `COLORFGBG` says: its last field is the background's number among the first sixteen.
fn has_light_background(environment: &Environment) -> bool {
    let background = environment
        .get("COLORFGBG")
        .and_then(|colours| colours.rsplit(';').next());
    matches!(
        background,
        Some("7" | "9" | "10" | "11" | "12" | "13" | "14" | "15")
    )
}

#[cfg(test)]
mod tests;

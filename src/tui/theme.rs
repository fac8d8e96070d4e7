//! Themes: the styles that every widget draws with. No widget names a colour.

use ratatui::style::{Color, Modifier, Style};

/// The characters that marks are drawn with.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Glyphs {
    /// ASCII alone.
    Ascii,
    /// Eighth blocks, box drawing and braille.
    Unicode,
}

/// The styles of a screen.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Theme {
    /// The theme's name in the config.
    pub name: &'static str,
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
}

impl Default for Theme {
    fn default() -> Self {
        let plain = Style::new();
        Self {
            name: "dark",
            text: plain,
            quiet: plain.fg(Color::Rgb(0x9a, 0x9a, 0x9a)),
            strong: plain.add_modifier(Modifier::BOLD),
            data: plain.fg(Color::Rgb(0x64, 0x8f, 0xff)),
            data_selected: plain.fg(Color::Rgb(0xff, 0xb0, 0x00)),
            selected: plain.add_modifier(Modifier::REVERSED),
            selected_elsewhere: plain.add_modifier(Modifier::BOLD),
            accent: plain
                .fg(Color::Rgb(0xff, 0xb0, 0x00))
                .add_modifier(Modifier::BOLD),
            warning: plain.fg(Color::Rgb(0xdc, 0x26, 0x7f)),
            rule: plain.fg(Color::Rgb(0x6a, 0x6a, 0x6a)),
            glyphs: Glyphs::Unicode,
        }
    }
}

//! Where the keyboard is: in the pane that is drawn or in another one, which the cursor shows.

use ratatui::style::Style;

use crate::tui::theme::Theme;

/// Where the keyboard is, seen from a pane.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Keyboard {
    /// In this pane.
    Here,
    /// In another pane, or in none.
    #[default]
    Elsewhere,
}

impl Keyboard {
    /// The style of what is under the cursor of the pane.
    pub fn cursor_style(self, theme: &Theme) -> Style {
        match self {
            Self::Here => theme.selected,
            Self::Elsewhere => theme.selected_elsewhere,
        }
    }
}

//! The dashboard in a terminal.

pub mod effect;
pub mod event;
pub mod theme;
pub mod widgets;

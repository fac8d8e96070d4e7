//! The dashboard in a terminal.

pub mod action;
pub mod effect;
pub mod event;
pub mod keymap;
pub mod theme;
pub mod view_id;
pub mod widgets;

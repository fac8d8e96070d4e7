//! The dashboard in a terminal.

pub mod action;
pub mod effect;
pub mod event;
pub mod keymap;
pub mod model;
pub mod panes;
pub mod theme;
pub mod view;
pub mod view_id;
pub mod views;
pub mod widgets;

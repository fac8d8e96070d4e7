//! The widgets: each draws one part of a page on its area, from 0x0 up, and keeps no state.
//! What is selected and where a list is scrolled to comes with what is drawn.

pub mod axis;
pub mod cards;
pub mod chart;
pub mod columns;
pub mod dots;
pub mod extents;
pub mod gauge;
pub mod ground;
pub mod grouped;
pub mod keyboard;
pub mod legend;
pub mod line;
pub mod line_names;
pub mod lines;
pub mod list;
pub mod marks;
pub mod multiples;
pub mod pen;
pub mod prose;
pub mod rows;
pub mod several;
pub mod slots;
pub mod sparkline;
pub mod stacked;
pub mod strand_list;
pub mod table;
pub mod text;
pub mod value_axis;

pub use cards::Cards;
pub use chart::Chart;
pub use columns::Columns;
pub use gauge::GaugeBar;
pub use keyboard::Keyboard;
pub use line::Line;
pub use prose::Prose;
pub use rows::Rows;
pub use several::Several;
pub use sparkline::Sparkline;
pub use table::TableView;

#[cfg(test)]
mod properties;
#[cfg(test)]
pub(in crate::tui) mod testing;

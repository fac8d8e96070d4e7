//! The news archive from outside: what is kept of what feeds bring, what the user's marks
//! survive, and that neither a killed program nor a full disk nor damage takes more than it must.

#[path = "archive/damage.rs"]
mod damage;
#[path = "archive/items.rs"]
mod items;
#[path = "archive/keeping.rs"]
mod keeping;
#[path = "archive/processes.rs"]
mod processes;
#[path = "archive/search.rs"]
mod search;
#[path = "archive/support.rs"]
mod support;

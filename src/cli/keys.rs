//! `trafficdash keys`: the keys of the dashboard as the settings have them, in groups.

use crate::export::text::Text;
use crate::present::{Column, Row, Table};
use crate::tui::action::{ActionRow, Group};
use crate::tui::keymap::{KeyChord, Keymap};

use super::arguments::Common;
use super::{FAILED, FINE, Streams, record, show};

/// Writes the table.
pub fn run(common: &Common, streams: &mut Streams<'_>) -> anyhow::Result<u8> {
    let config = record::settings(common, streams)?;
    let (keymap, problems) = Keymap::new(&config);
    for problem in &problems {
        streams.say(&problem.to_string());
    }
    streams.out.write_all(text(&keymap).as_bytes())?;
    Ok(if problems.is_empty() { FINE } else { FAILED })
}

/// One table, so that its columns stand in line from group to group.
fn text(keymap: &Keymap) -> String {
    let mut text = Text::new(show::width());
    for group in Group::ALL {
        text.blank();
        text.prose(0, 0, group.title());
        text.table(&Table {
            columns: vec![Column::left(""), Column::left(""), Column::left("")],
            rows: group.rows().map(|action| row(action, keymap)).collect(),
            ..Table::default()
        });
    }
    text.finish()
}

fn row(action: &ActionRow, keymap: &Keymap) -> Row {
    let keys = keymap.keys_of(action.action);
    let keys: Vec<String> = keys.iter().map(KeyChord::to_string).collect();
    let keys = if keys.is_empty() {
        "(no key)".to_owned()
    } else {
        keys.join(", ")
    };
    Row {
        cells: vec![
            format!("{keys:<KEYS$}"),
            format!("{:<NAME$}", action.name),
            action.help.to_owned(),
        ],
        figure: None,
    }
}

/// The width of the keys.
const KEYS: usize = 16;

/// The width of an action's name.
const NAME: usize = 20;

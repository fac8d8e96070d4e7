//! What is answered to the commands that choose what is compared.

use crate::present::number;
use crate::present::pages::compare::catalogue;
use crate::tui::view_id::ViewId;

use super::commands::Answer;
use super::session::Session;

/// So many series are listed at once.
const LISTED: usize = 40;

/// Lists the series that contain these words, by the names that compare takes.
pub fn series(session: &mut Session, words: &str) -> Answer {
    let model = &session.model;
    let mut listed = catalogue(&model.dataset, model.scope.as_of);
    listed.retain(|one| one.has(words));
    let count = number::counted(listed.len(), "series", "series");
    let known = model.scope.as_of.in_words();
    let mut said = vec![format!(
        "{count} with figures known {known} and these words: {words}"
    )];
    said.extend(listed.iter().take(LISTED).map(|one| {
        let code = model.dataset.series_code(&one.series);
        format!("{code}: {}; {}", one.name, one.reach)
    }));
    if listed.len() > LISTED {
        let rest = number::count(listed.len() - LISTED);
        said.push(format!("And {rest} more; write more words"));
    }
    Answer::Said(said)
}

/// Compares these series, named with spaces between.
pub fn compare(session: &mut Session, names: &str) -> Answer {
    let before = session.wanted.clone();
    session.wanted.view = ViewId::Compare;
    session.wanted.series = names.split_whitespace().map(str::to_owned).collect();
    session.part = 0;
    match session.refresh() {
        None => Answer::Said(session.place()),
        Some(why) => {
            session.wanted = before;
            session.refresh();
            Answer::refused(&why)
        }
    }
}

/// Compares as values.
pub fn values(session: &mut Session, _: &str) -> Answer {
    session.wanted.view = ViewId::Compare;
    session.wanted.index = false;
    Answer::Said(session.moved())
}

/// Compares as an index.
pub fn index(session: &mut Session, _: &str) -> Answer {
    session.wanted.view = ViewId::Compare;
    session.wanted.index = true;
    Answer::Said(session.moved())
}

//! What is answered to each command. An answer begins with what changed, or with why nothing
//! did.

use std::env;
use std::path::PathBuf;

use crate::delivery::{Existing, NotWritten};
use crate::export::format::{self, FORMATS, Format};
use crate::export::indicators::Extent;
use crate::export::{name, plain};
use crate::figures::{AsOf, FigureRef, Period, day};
use crate::present::pages::provenance;
use crate::present::{Scope, number};
use crate::problem::did_you_mean;
use crate::tui::model::{Direction, KINDS};
use crate::tui::view_id::{VIEWS, ViewId};
use crate::tui::writing::{Failure, Wish, Writing};

use super::commands::{self, Answer, COMMANDS};
use super::session::Session;

/// Where the reader is, and in which part.
pub fn here(session: &mut Session) -> Answer {
    let mut said = session.place();
    let count = session.page.panels.len();
    let at = session.part + 1;
    let part = session.panel().map(|panel| panel.title.clone());
    said.extend(part.map(|title| format!("Part {at} of {count}: {title}")));
    Answer::Said(said)
}

/// Opens a view by its name or digit.
pub fn view(session: &mut Session, wanted: &str) -> Answer {
    let by_digit = VIEWS.iter().find(|row| row.digit.to_string() == wanted);
    let Some(view) = by_digit.map(|row| row.id).or(ViewId::parse(wanted)) else {
        let names = VIEWS.iter().map(|row| row.name);
        let meant = did_you_mean(wanted, names);
        return Answer::refused(&format!("there is no view \"{wanted}\"; {meant}"));
    };
    session.wanted.view = view;
    session.part = 0;
    Answer::Said(session.moved())
}

/// Goes to the period next to the one that is read.
pub fn step_period(session: &mut Session, direction: Direction) -> Answer {
    let Some(period) = session.model.next_period(direction) else {
        return Answer::refused("no figure for this kind of period is known further on");
    };
    session.model.set_period(period);
    Answer::Said(session.moved())
}

/// Goes to a period.
pub fn period(session: &mut Session, wanted: &str) -> Answer {
    match wanted.parse() {
        Ok(period) => {
            session.model.set_period(period);
            Answer::Said(session.moved())
        }
        Err(error) => Answer::refused(&error.to_string()),
    }
}

/// Goes to a period of another kind.
pub fn frequency(session: &mut Session, wanted: &str) -> Answer {
    let kind = KINDS.into_iter().find(|kind| kind.id() == wanted);
    let found = match (kind, wanted) {
        (Some(kind), _) => session.model.of_kind(kind),
        (None, "") => session.model.next_kind(),
        (None, _) => {
            let names = KINDS.iter().map(|kind| kind.id());
            let meant = did_you_mean(wanted, names);
            return Answer::refused(&format!("there is no kind \"{wanted}\"; {meant}"));
        }
    };
    let Some(period) = found else {
        return Answer::refused(&format!("no figure for a {wanted} was known on this day"));
    };
    session.model.scope.period = period;
    let mut said = session.moved();
    said.insert(1, format!("Periods: {}", period.kind().title()));
    Answer::Said(said)
}

/// Reads the record as of a day.
pub fn as_of(session: &mut Session, wanted: &str) -> Answer {
    match wanted.parse() {
        Ok(as_of) => known_on(session, as_of),
        Err(error) => Answer::refused(&error.to_string()),
    }
}

/// Reads the record one publication earlier or later.
pub fn step_release(session: &mut Session, direction: Direction) -> Answer {
    match session.model.next_release(direction) {
        Some(as_of) => known_on(session, as_of),
        None => Answer::refused("nothing was published further on"),
    }
}

/// Reads the record as of a day; says what was published on it, and whether the period had to
/// be an earlier one.
fn known_on(session: &mut Session, as_of: AsOf) -> Answer {
    let before = session.model.scope.period;
    session.model.set_as_of(as_of);
    let mut said = session.moved();
    let model = &session.model;
    let told = match model.scope.as_of {
        AsOf::On(day) => Some(format!("Published on that day: {}", model.released(day))),
        AsOf::Latest if as_of != AsOf::Latest => {
            let last = day::written(model.dataset.retrieved);
            Some(format!("The record ends on {last}, so it is read as today"))
        }
        AsOf::Latest => None,
    };
    let now = model.scope.period;
    let earlier = (now < before).then(|| format!("The newest period known then is {now}"));
    said.splice(1..1, earlier.into_iter().chain(told));
    Answer::Said(said)
}

/// Lists the parts of the view.
pub fn panels(session: &mut Session, _: &str) -> Answer {
    let titles = session.page.panels.iter().enumerate();
    let titles = titles.map(|(at, panel)| format!("Part {}: {}", at + 1, panel.title));
    let place = session.place().into_iter().take(1);
    Answer::Said(place.chain(titles).collect())
}

/// Takes a number counted from one; the error says how many there are.
fn counted(wanted: &str, what: &str, count: usize) -> Result<usize, String> {
    let number = wanted.parse::<usize>().ok();
    let at = number.and_then(|number| number.checked_sub(1));
    at.filter(|at| *at < count).ok_or_else(|| match count {
        0 => format!("there is no {what} here"),
        1 => format!("there is no {what} \"{wanted}\"; there is one, number 1"),
        _ => format!("there is no {what} \"{wanted}\"; they are numbered 1 to {count}"),
    })
}

/// Reads a part of the view.
pub fn panel(session: &mut Session, wanted: &str) -> Answer {
    let count = session.page.panels.len();
    if !wanted.is_empty() {
        match counted(wanted, "part", count) {
            Ok(at) => session.part = at,
            Err(why) => return Answer::refused(&why),
        }
    }
    session.entry = None;
    Answer::one(plain::part(&session.page, session.part))
}

/// Reads the whole view.
pub fn read(session: &mut Session, _: &str) -> Answer {
    Answer::one(plain::page(&session.shown()))
}

/// Reads one entry of the part that was read last.
pub fn row(session: &mut Session, wanted: &str) -> Answer {
    let entries = session.panel().map(plain::entries).unwrap_or_default();
    match counted(wanted, "entry", entries.len()) {
        Ok(at) => {
            session.entry = Some(at);
            Answer::one(entries[at].0.clone())
        }
        Err(why) => Answer::refused(&why),
    }
}

/// The entry that a number means, if one is given.
fn entry(session: &Session, wanted: &str) -> Result<Option<usize>, String> {
    if wanted.is_empty() {
        return Ok(None);
    }
    let entries = session
        .panel()
        .map_or(0, |panel| plain::entries(panel).len());
    counted(wanted, "entry", entries).map(Some)
}

/// The figure of the entry that a number means, which is the current one from now on.
fn figure(session: &mut Session, wanted: &str) -> Result<FigureRef, String> {
    let entry = entry(session, wanted)?;
    let figure = session.figure(entry);
    let figure = figure.ok_or("no single figure stands behind that")?;
    session.entry = entry.or(session.entry);
    Ok(figure)
}

/// Says where the figure of an entry comes from.
pub fn source(session: &mut Session, wanted: &str) -> Answer {
    let figure = match figure(session, wanted) {
        Ok(figure) => figure,
        Err(why) => return Answer::refused(&why),
    };
    let model = &session.model;
    let page = provenance::page(&model.dataset, &figure, model.scope.as_of);
    let parts = (0..page.panels.len()).map(|at| plain::part(&page, at));
    Answer::Said([page.title.clone()].into_iter().chain(parts).collect())
}

/// Cites the figure of an entry.
pub fn cite(session: &mut Session, wanted: &str) -> Answer {
    let figure = match figure(session, wanted) {
        Ok(figure) => figure,
        Err(why) => return Answer::refused(&why),
    };
    let model = &session.model;
    let citation = provenance::citation(&model.dataset, &figure, model.scope.as_of);
    Answer::one(citation.unwrap_or_else(|| "no figure was known on this day".to_owned()))
}

/// Keeps only what contains these words.
pub fn filter(session: &mut Session, words: &str) -> Answer {
    session.model.scope.filter = words.to_lowercase();
    Answer::Said(session.moved())
}

/// Breaks the victims down, and goes to that part.
pub fn by(session: &mut Session, dimension: &str) -> Answer {
    if session.wanted.view != ViewId::Victims {
        return Answer::refused("the victims can be broken down; write view victims first");
    }
    if let Err(why) = choose(session, |session| &mut session.wanted.by, dimension) {
        return Answer::refused(&why);
    }
    let mut panels = session.page.panels.iter();
    session.part = panels.position(|panel| panel.id == "parts").unwrap_or(0);
    let place = session.place().into_iter().take(1);
    let part = session.panel().map(|panel| panel.title.clone());
    let part = part.map(|title| format!("Part {}: {title}", session.part + 1));
    Answer::Said(place.chain(part).collect())
}

/// Chooses whose revisions are read.
pub fn indicator(session: &mut Session, id: &str) -> Answer {
    if session.wanted.view != ViewId::Revisions {
        return Answer::refused("an indicator is chosen for revisions; write view revisions first");
    }
    match choose(session, |session| &mut session.wanted.indicator, id) {
        Ok(()) => Answer::Said(session.place()),
        Err(why) => Answer::refused(&why),
    }
}

/// Makes a choice on the view; where it cannot be made, the one before holds.
fn choose(
    session: &mut Session,
    field: fn(&mut Session) -> &mut Option<String>,
    choice: &str,
) -> Result<(), String> {
    let before = field(session).replace(choice.to_owned());
    let Some(why) = session.refresh() else {
        return Ok(());
    };
    *field(session) = before;
    session.refresh();
    Err(why)
}

/// Lists the indicators that contain these words.
pub fn find(session: &mut Session, words: &str) -> Answer {
    let model = &session.model;
    let sought = Scope {
        filter: words.to_lowercase(),
        ..model.scope.clone()
    };
    let mut said = Vec::new();
    for (_, one) in model.dataset.indicators() {
        if !sought.admits(&format!("{} {} {}", one.id, one.title, one.definition)) {
            continue;
        }
        let known = Extent::new(one, model.scope.as_of);
        let values = number::counted(known.values, "value", "values");
        let extent = match known.values {
            0 => "no value known on this day".to_owned(),
            _ if known.first == known.last => format!("{values}, {}", spoken(&known.first)),
            _ => {
                let (first, last) = (spoken(&known.first), spoken(&known.last));
                format!("{values}, from {first} to {last}")
            }
        };
        said.push(format!("{}: {}; {extent}", one.id, one.title));
    }
    let found = match said.len() {
        0 => "No indicator contains".to_owned(),
        1 => "1 indicator contains".to_owned(),
        count => format!("{} indicators contain", number::count(count)),
    };
    said.insert(0, format!("{found} \"{words}\""));
    Answer::Said(said)
}

/// A period as a reader says it: "Q3 2011" for `2011Q3`.
fn spoken(code: &str) -> String {
    let period = code.parse::<Period>();
    period.map_or_else(|_| code.to_owned(), |period| period.to_string())
}

/// Writes the view to a file that is not there yet.
pub fn export(session: &mut Session, wanted: &str) -> Answer {
    let (format, file) = wanted
        .split_once(char::is_whitespace)
        .unwrap_or((wanted, ""));
    let Some(format) = Format::parse(format) else {
        let meant = did_you_mean(format, FORMATS.iter().map(|row| row.name));
        return Answer::refused(&format!("there is no format \"{format}\"; {meant}"));
    };
    if let Err(why) = format::can_write(&session.page, format) {
        return Answer::refused(&format!("{why}; name another format"));
    }
    let shown = session.shown();
    let file = match file.trim() {
        "" => name::proposed(session.wanted.view.row().name, &shown, format),
        file => file.to_owned(),
    };
    let model = &session.model;
    let writing = Writing {
        wish: Wish {
            format,
            path: PathBuf::from(file),
            existing: Existing::Keep,
        },
        page: session.page.clone(),
        scope: model.scope.clone(),
        theme: model.theme.clone(),
        dataset: model.dataset.clone(),
    };
    Answer::one(match writing.carry_out() {
        Ok(()) => written(&writing.wish),
        Err(Failure::NotWritten(NotWritten::InTheWay(path))) => format!(
            "Nothing was written: {} is there already; name another file",
            path.display()
        ),
        Err(failure) => format!("Nothing was written: {}", failure.told()),
    })
}

/// The files that were written, with the folder that they start from.
fn written(wish: &Wish) -> String {
    let folder = env::current_dir().unwrap_or_default();
    let files = wish.files().into_iter();
    let files: Vec<String> = files
        .map(|file| folder.join(file).display().to_string())
        .collect();
    format!("Written to {}", files.join(" and "))
}

/// Says what can be written, or what one command does.
pub fn help(session: &mut Session, wanted: &str) -> Answer {
    if !wanted.is_empty() {
        return match commands::find(wanted) {
            Ok(command) => {
                let followed = command.followed(session);
                Answer::Said([command.explained()].into_iter().chain(followed).collect())
            }
            Err(why) => Answer::refused(&why),
        };
    }
    let lead = [
        "Write one of these commands, or as much of its name as no other begins with".to_owned(),
        "An empty line says where you are".to_owned(),
        "The news here are those of the record; trafficdash news reads your feeds".to_owned(),
    ];
    let all = COMMANDS.iter().map(commands::Command::explained);
    Answer::Said(lead.into_iter().chain(all).collect())
}

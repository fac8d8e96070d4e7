//! The commands: one table, from which they are read, completed and explained.

use crate::export::format::FORMATS;
use crate::figures::Topic;
use crate::present::pages::compare::{Entry, catalogue};
use crate::present::pages::{revisions, topic};
use crate::present::scope::steps;
use crate::problem::nearest;
use crate::tui::model::{Direction, KINDS};
use crate::tui::view_id::VIEWS;

use super::answers;
use super::comparing;
use super::session::Session;

/// What comes of a command.
pub enum Answer {
    /// These statements.
    Said(Vec<String>),
    /// The end.
    Leave,
}

impl Answer {
    /// One statement.
    pub fn one(text: impl Into<String>) -> Self {
        Self::Said(vec![text.into()])
    }

    /// Why nothing changed, as a sentence.
    pub fn refused(why: &str) -> Self {
        let mut letters = why.chars();
        let first = letters.next().into_iter().flat_map(char::to_uppercase);
        Self::one(first.chain(letters).collect::<String>())
    }
}

/// A command.
pub struct Command {
    /// Its name; the beginning of it is enough where no other begins so.
    pub name: &'static str,
    /// What follows it, in capitals; in brackets if it can be left out; empty if nothing does.
    argument: &'static str,
    /// What it does.
    help: &'static str,
    /// What can follow it here.
    follows: Follows,
    /// Does it.
    answer: Answering,
}

type Answering = fn(&mut Session, &str) -> Answer;

/// What can follow a command.
enum Follows {
    /// Nothing, or what nobody can list.
    Anything,
    /// One of these names; the beginning of it is enough where no other begins so.
    Names(fn(&Session) -> Vec<String>),
    /// Such things as these.
    Examples(fn(&Session) -> Vec<String>),
}

/// So many things that can follow are listed.
const LISTED: usize = 12;

/// Every command, in the order of the help.
pub const COMMANDS: &[Command] = &[
    new(
        "view",
        "NAME",
        "opens a view, also by its digit",
        answers::view,
    )
    .names(views),
    new("next", "", "goes to the next period", |session, _| {
        answers::step_period(session, Direction::Forward)
    }),
    new(
        "previous",
        "",
        "goes to the previous period",
        |session, _| answers::step_period(session, Direction::Back),
    ),
    new(
        "period",
        "PERIOD",
        "goes to a period: 2011, 2011/12, 2011Q3 or 2012-10",
        answers::period,
    )
    .examples(periods),
    new(
        "frequency",
        "[KIND]",
        "goes to a period of another kind, the next kind if none is named",
        answers::frequency,
    )
    .names(kinds),
    new(
        "as-of",
        "DAY",
        "reads the record as it was known on a day: 2012-10-18, or today",
        answers::as_of,
    )
    .examples(days),
    new(
        "earlier",
        "",
        "reads it one publication earlier",
        |session, _| answers::step_release(session, Direction::Back),
    ),
    new(
        "later",
        "",
        "reads it one publication later",
        |session, _| answers::step_release(session, Direction::Forward),
    ),
    new("panels", "", "lists the parts of the view", answers::panels),
    new(
        "panel",
        "[NUMBER]",
        "reads a part of the view",
        answers::panel,
    ),
    new("read", "", "reads the whole view", answers::read),
    new(
        "row",
        "NUMBER",
        "reads one entry of the part that was read last",
        answers::row,
    ),
    new(
        "source",
        "[NUMBER]",
        "says where the figure of an entry comes from",
        answers::source,
    ),
    new(
        "cite",
        "[NUMBER]",
        "cites the figure of an entry",
        answers::cite,
    ),
    new(
        "filter",
        "[WORDS]",
        "keeps only what contains these words, everything if there are none",
        answers::filter,
    ),
    new(
        "by",
        "DIMENSION",
        "breaks the victims down by age, sex and so on",
        answers::by,
    )
    .names(dimensions),
    new(
        "indicator",
        "ID",
        "chooses whose revisions are read",
        answers::indicator,
    )
    .names(indicators),
    new(
        "series",
        "WORDS",
        "lists the series that contain these words",
        comparing::series,
    ),
    new(
        "compare",
        "SERIES",
        "compares up to four series, by the names that series lists",
        comparing::compare,
    )
    .examples(series),
    new("values", "", "compares them as values", comparing::values),
    new("index", "", "compares them as an index", comparing::index),
    new(
        "find",
        "WORDS",
        "lists the indicators that contain these words",
        answers::find,
    ),
    new(
        "export",
        "FORMAT [FILE]",
        "writes the view to a file, never over another one",
        answers::export,
    )
    .examples(formats),
    new(
        "help",
        "[COMMAND]",
        "says what can be written",
        answers::help,
    )
    .names(names),
    new("quit", "", "leaves", |_, _| Answer::Leave),
];

const fn new(
    name: &'static str,
    argument: &'static str,
    help: &'static str,
    answer: Answering,
) -> Command {
    Command {
        name,
        argument,
        help,
        follows: Follows::Anything,
        answer,
    }
}

impl Command {
    const fn names(mut self, names: fn(&Session) -> Vec<String>) -> Self {
        self.follows = Follows::Names(names);
        self
    }

    const fn examples(mut self, examples: fn(&Session) -> Vec<String>) -> Self {
        self.follows = Follows::Examples(examples);
        self
    }

    /// "view NAME: opens a view", as it is written and what it does.
    pub fn explained(&self) -> String {
        let Self {
            name,
            argument,
            help,
            ..
        } = self;
        let gap = if argument.is_empty() { "" } else { " " };
        format!("{name}{gap}{argument}: {help}")
    }

    /// What can follow it here, in a statement; `None` if nobody can list it.
    pub fn followed(&self, session: &Session) -> Option<String> {
        let all = match self.follows {
            Follows::Anything => return None,
            Follows::Names(list) | Follows::Examples(list) => list(session),
        };
        let mut listed = all.iter().take(LISTED).cloned().collect::<Vec<_>>();
        if all.len() > LISTED {
            listed.push(format!("and {} more", all.len() - LISTED));
        }
        let listed = listed.join(", ");
        let argument = self.argument.trim_matches(['[', ']']);
        (!all.is_empty()).then(|| format!("{argument} can be: {listed}"))
    }

    /// The argument, completed if it is the beginning of one name alone.
    fn completed(&self, argument: &str, session: &Session) -> String {
        let Follows::Names(names) = self.follows else {
            return argument.to_owned();
        };
        let argument = argument.to_lowercase();
        let mut all = names(session);
        all.retain(|one| !argument.is_empty() && one.starts_with(&argument));
        match &all[..] {
            [only] => only.clone(),
            _ => argument,
        }
    }
}

/// Reads a line and does what it says; an empty one asks where the reader is.
pub fn answer(session: &mut Session, line: &str) -> Answer {
    if line.is_empty() {
        return answers::here(session);
    }
    let (name, argument) = line.split_once(char::is_whitespace).unwrap_or((line, ""));
    let argument = argument.trim();
    let mut digits = VIEWS.iter().map(|row| row.digit.to_string());
    if argument.is_empty() && digits.any(|digit| digit == name) {
        return answers::view(session, name);
    }
    let command = match find(&name.to_lowercase()) {
        Ok(command) => command,
        Err(why) => return Answer::refused(&why),
    };
    let optional = command.argument.starts_with('[');
    match (command.argument, argument) {
        ("", "") => (command.answer)(session, ""),
        ("", _) => Answer::refused(&format!(
            "the command {} takes nothing after it",
            command.name
        )),
        (wanted, "") if !optional => {
            let said = format!(
                "The command {} needs {wanted}: it {}",
                command.name, command.help
            );
            let followed = command.followed(session);
            Answer::Said([said].into_iter().chain(followed).collect())
        }
        _ => {
            let argument = command.completed(argument, session);
            (command.answer)(session, &argument)
        }
    }
}

/// The command of this name or beginning; the error says what could be meant.
pub fn find(name: &str) -> Result<&'static Command, String> {
    if let Some(command) = COMMANDS.iter().find(|one| one.name == name) {
        return Ok(command);
    }
    let begins = COMMANDS.iter().filter(|one| one.name.starts_with(name));
    let begins: Vec<&Command> = begins.collect();
    if let [only] = begins[..] {
        return Ok(only);
    }
    if !begins.is_empty() {
        let names: Vec<&str> = begins.iter().map(|one| one.name).collect();
        return Err(format!("\"{name}\" can be: {}", names.join(", ")));
    }
    let near = nearest(name, COMMANDS.iter().map(|one| one.name));
    Err(near.map_or_else(
        || format!("there is no command \"{name}\"; help lists them"),
        |near| format!("there is no command \"{name}\"; did you mean \"{near}\"?"),
    ))
}

fn views(_: &Session) -> Vec<String> {
    VIEWS.iter().map(|row| row.name.to_owned()).collect()
}

fn periods(session: &Session) -> Vec<String> {
    let model = &session.model;
    let kind = model.scope.period.kind();
    let known = steps(&model.dataset, kind, model.scope.as_of);
    known.iter().rev().map(|period| period.code()).collect()
}

fn kinds(_: &Session) -> Vec<String> {
    KINDS.iter().map(|kind| kind.id().to_owned()).collect()
}

fn days(session: &Session) -> Vec<String> {
    let days = session.model.releases().iter().rev();
    let days = days.map(ToString::to_string);
    ["today".to_owned()].into_iter().chain(days).collect()
}

fn dimensions(session: &Session) -> Vec<String> {
    let model = &session.model;
    let known = topic::break_downs(&model.dataset, Topic::Victims, &model.scope);
    let codelists = &model.dataset.codelists;
    known
        .into_iter()
        .map(|one| String::from(&codelists.dimension(one).id))
        .collect()
}

fn indicators(session: &Session) -> Vec<String> {
    let model = &session.model;
    let listed = revisions::indicators(&model.dataset, &model.scope);
    let id = |one| String::from(&model.dataset.indicator(one).id);
    listed.into_iter().map(id).collect()
}

fn series(session: &Session) -> Vec<String> {
    let model = &session.model;
    let listed = catalogue(&model.dataset, model.scope.as_of);
    let code = |one: &Entry| model.dataset.series_code(&one.series);
    listed.iter().map(code).collect()
}

fn formats(_: &Session) -> Vec<String> {
    FORMATS.iter().map(|row| row.name.to_owned()).collect()
}

fn names(_: &Session) -> Vec<String> {
    COMMANDS.iter().map(|one| one.name.to_owned()).collect()
}

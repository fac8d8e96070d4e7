//! Actions: every intention that a key can have. The one table here gives their names, keys and
//! help; the keymap, the footer, the help screen and `config.toml` are derived from it.

use crate::tui::view_id::ViewId;

/// What the user wants.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Action {
    /// Open a view.
    View(ViewId),
    /// Give the keyboard to the next pane.
    NextPane,
    /// Give the keyboard to the previous pane.
    PreviousPane,
    /// One row up.
    Up,
    /// One row down.
    Down,
    /// One screen up.
    PageUp,
    /// One screen down.
    PageDown,
    /// To the first row.
    First,
    /// To the last row.
    Last,
    /// Open what is selected.
    Open,
    /// One step back: close, leave, clear.
    Back,
    /// The period before the selected one.
    PreviousPeriod,
    /// The period after the selected one.
    NextPeriod,
    /// As known one publication earlier.
    EarlierPublication,
    /// As known one publication later.
    LaterPublication,
    /// As known today.
    Latest,
    /// The figures by year, by quarter, and so on.
    Frequency,
    /// The figures by age, by sex, and so on.
    BreakDown,
    /// A chart or a table.
    Display,
    /// The rows in another order.
    Sort,
    /// Show only what contains a text.
    Filter,
    /// Where the selected figure comes from.
    Source,
    /// Copy the citation of what is selected.
    Cite,
    /// Open the web page of what is selected.
    OpenLink,
    /// Write a command.
    Command,
    /// What is wrong in the data and the settings.
    Problems,
    /// Read the data again.
    Reload,
    /// The next theme.
    Theme,
    /// The help.
    Help,
    /// Stop until the shell lets the program go on.
    Suspend,
    /// Leave.
    Quit,
}

/// What an action is about: the headings of the help.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Group {
    /// Views and panes.
    Views,
    /// Rows.
    Move,
    /// The period, and the day as of which the record is shown.
    Time,
    /// What of the figures is shown, and how.
    Figures,
    /// Where a figure comes from.
    Sources,
    /// The program itself.
    Program,
}

impl Group {
    /// Every group, in the order of the help.
    pub const ALL: [Self; 6] = [
        Self::Views,
        Self::Move,
        Self::Time,
        Self::Figures,
        Self::Sources,
        Self::Program,
    ];

    /// The heading.
    pub fn title(self) -> &'static str {
        match self {
            Self::Views => "Views and panes",
            Self::Move => "Moving",
            Self::Time => "Time",
            Self::Figures => "Figures",
            Self::Sources => "Where it comes from",
            Self::Program => "The program",
        }
    }

    /// The rows of this group, in the order of the table.
    pub fn rows(self) -> impl Iterator<Item = &'static ActionRow> {
        ACTIONS.iter().filter(move |row| row.group == self)
    }
}

/// One line of the table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ActionRow {
    /// The action.
    pub action: Action,
    /// Its name in the settings and in commands.
    pub name: &'static str,
    /// The keys it has until the settings say otherwise.
    pub keys: &'static [&'static str],
    /// Its heading in the help.
    pub group: Group,
    /// What it does, in the help.
    pub help: &'static str,
    /// The word for it in the footer, if it stands there.
    pub hint: Option<&'static str>,
}

impl ActionRow {
    const fn new(
        action: Action,
        name: &'static str,
        keys: &'static [&'static str],
        group: Group,
        help: &'static str,
    ) -> Self {
        Self {
            action,
            name,
            keys,
            group,
            help,
            hint: None,
        }
    }

    const fn hint(mut self, word: &'static str) -> Self {
        self.hint = Some(word);
        self
    }
}

/// The key that leaves whatever the settings say and whatever is on screen.
pub const ALWAYS: (&str, Action) = ("ctrl-c", Action::Quit);

/// Every action, in the order of the help. Hints stand in the footer in this order too.
#[rustfmt::skip]
pub const ACTIONS: &[ActionRow] = &[
    ActionRow::new(Action::View(ViewId::Overview), "view-overview", &["1"], Group::Views, "Overview"),
    ActionRow::new(Action::View(ViewId::Victims), "view-victims", &["2"], Group::Views, "Victims"),
    ActionRow::new(Action::View(ViewId::Groups), "view-groups", &["3"], Group::Views, "Groups"),
    ActionRow::new(Action::View(ViewId::Justice), "view-justice", &["4"], Group::Views, "Justice"),
    ActionRow::new(Action::View(ViewId::News), "view-news", &["5"], Group::Views, "News"),
    ActionRow::new(Action::View(ViewId::Sources), "view-sources", &["8"], Group::Views, "Sources"),
    ActionRow::new(Action::View(ViewId::Data), "view-data", &["9"], Group::Views, "Data"),
    ActionRow::new(Action::NextPane, "next-pane", &["tab"], Group::Views, "Next pane").hint("pane"),
    ActionRow::new(Action::PreviousPane, "previous-pane", &["shift-tab"], Group::Views, "Previous pane"),

    ActionRow::new(Action::Up, "up", &["up", "k"], Group::Move, "Up"),
    ActionRow::new(Action::Down, "down", &["down", "j"], Group::Move, "Down"),
    ActionRow::new(Action::PageUp, "page-up", &["pgup"], Group::Move, "One screen up"),
    ActionRow::new(Action::PageDown, "page-down", &["pgdn"], Group::Move, "One screen down"),
    ActionRow::new(Action::First, "first", &["home", "g"], Group::Move, "First"),
    ActionRow::new(Action::Last, "last", &["end", "G"], Group::Move, "Last"),
    ActionRow::new(Action::Open, "open", &["enter"], Group::Move, "Open what is selected").hint("open"),
    ActionRow::new(Action::Back, "back", &["esc"], Group::Move, "One step back: close, leave, clear the filter"),

    ActionRow::new(Action::PreviousPeriod, "previous-period", &["left", "h"], Group::Time, "Previous period").hint("period"),
    ActionRow::new(Action::NextPeriod, "next-period", &["right", "l"], Group::Time, "Next period").hint("period"),
    ActionRow::new(Action::EarlierPublication, "earlier-publication", &["["], Group::Time, "As known one publication earlier").hint("as known"),
    ActionRow::new(Action::LaterPublication, "later-publication", &["]"], Group::Time, "As known one publication later").hint("as known"),
    ActionRow::new(Action::Latest, "latest", &["a"], Group::Time, "As known today"),

    ActionRow::new(Action::Frequency, "frequency", &["f"], Group::Figures, "By year, by quarter, …"),
    ActionRow::new(Action::BreakDown, "break-down", &["b"], Group::Figures, "By age, by sex, …").hint("break down"),
    ActionRow::new(Action::Display, "display", &["t"], Group::Figures, "As a chart or as a table").hint("table"),
    ActionRow::new(Action::Sort, "sort", &["S"], Group::Figures, "Rows in another order"),
    ActionRow::new(Action::Filter, "filter", &["/"], Group::Figures, "Show only what contains a text").hint("filter"),

    ActionRow::new(Action::Source, "source", &["s"], Group::Sources, "Where the selected figure comes from").hint("source"),
    ActionRow::new(Action::Cite, "cite", &["y"], Group::Sources, "Copy the citation of the selected figure").hint("cite"),
    ActionRow::new(Action::OpenLink, "open-link", &["o"], Group::Sources, "Open its web page"),

    ActionRow::new(Action::Command, "command", &[":"], Group::Program, "Write a command"),
    ActionRow::new(Action::Problems, "problems", &["p"], Group::Program, "What is wrong in the data and the settings"),
    ActionRow::new(Action::Reload, "reload", &["r"], Group::Program, "Read the data again"),
    ActionRow::new(Action::Theme, "theme", &["T"], Group::Program, "Next theme"),
    ActionRow::new(Action::Help, "help", &["?"], Group::Program, "This help").hint("help"),
    ActionRow::new(Action::Suspend, "suspend", &["ctrl-z"], Group::Program, "Back to the shell until `fg`"),
    ActionRow::new(Action::Quit, "quit", &["q"], Group::Program, "Leave (ctrl-c always does)").hint("quit"),
];

impl Action {
    /// The action of this name, if there is one.
    pub fn parse(name: &str) -> Option<Self> {
        ACTIONS
            .iter()
            .find(|row| row.name == name)
            .map(|row| row.action)
    }

    /// This action's line of the table.
    pub fn row(self) -> &'static ActionRow {
        ACTIONS
            .iter()
            .find(|row| row.action == self)
            .expect("a test finds a row for each action")
    }

    /// Its name in the settings and in commands.
    pub fn name(self) -> &'static str {
        self.row().name
    }
}

/// The `[keys]` part of `config.toml`: every action with the keys it has.
pub fn keys_as_toml() -> String {
    let mut text = String::from("[keys]\n");
    for group in Group::ALL {
        text += &format!("\n# {}\n", group.title());
        for row in group.rows() {
            let keys: Vec<String> = row.keys.iter().map(|key| format!("{key:?}")).collect();
            let setting = format!("{} = [{}]", row.name, keys.join(", "));
            text += &format!("{setting:<36} # {}\n", row.help);
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn names_are_unique_and_lead_back_to_their_action() {
        let names: HashSet<_> = ACTIONS.iter().map(|row| row.name).collect();
        assert_eq!(names.len(), ACTIONS.len());
        for row in ACTIONS {
            assert_eq!(Action::parse(row.name), Some(row.action));
            assert_eq!(row.action.row(), row);
        }
        assert_eq!(Action::parse("next"), None);
    }

    #[test]
    fn groups_hold_every_action_in_the_order_of_the_table() {
        let by_group: Vec<_> = Group::ALL.into_iter().flat_map(Group::rows).collect();
        assert_eq!(by_group, ACTIONS.iter().collect::<Vec<_>>());
    }

    /// `UPDATE=1 cargo test` writes the keys into `config.toml`.
    #[test]
    fn config_toml_writes_out_every_key() {
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/config.toml");
        let text = std::fs::read_to_string(path).expect("config.toml is there");
        let (options, keys) = text.split_at(text.find("[keys]").expect("a [keys] part"));
        if std::env::var_os("UPDATE").is_some() {
            std::fs::write(path, format!("{options}{}", keys_as_toml())).expect("written");
        } else {
            assert_eq!(
                keys,
                keys_as_toml(),
                "run `UPDATE=1 cargo test config_toml`"
            );
        }
    }
}

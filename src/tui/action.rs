//! Actions: every intention that a key can have. The one table here gives their names, keys and
//! help; the keymap, the footer, the help screen and `config.toml` are derived from it.

use crate::tui::view_id::ViewId;

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
    /// The news.
    News,
    /// The program itself.
    Program,
}

impl Group {
    /// Every group, in the order of the help.
    pub const ALL: [Self; 7] = [
        Self::Views,
        Self::Move,
        Self::Time,
        Self::Figures,
        Self::Sources,
        Self::News,
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
            Self::News => "News",
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

/// Makes the actions and their table out of one list: `Variant, name, keys, group, help` and,
/// for the footer, `hint`. An action cannot be without its line.
macro_rules! actions {
    (
        views { $($view:ident, $view_name:literal, $view_key:literal, $view_help:literal;)* }
        $($action:ident, $name:literal, [$($key:literal),*], $group:ident, $help:literal
            $(, hint $hint:literal)?;)*
    ) => {
        /// What the user wants.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub enum Action {
            /// Open a view.
            View(ViewId),
            $(#[doc = $help] $action,)*
        }

        /// Every action, in the order of the help. Hints stand in the footer in this order too.
        pub const ACTIONS: &[ActionRow] = &[
            $(ActionRow::new(Action::View(ViewId::$view), $view_name, &[$view_key], Group::Views,
                $view_help),)*
            $(ActionRow::new(Action::$action, $name, &[$($key),*], Group::$group, $help)
                $(.hint($hint))?,)*
        ];

        impl Action {
            /// This action's line of the table.
            pub fn row(self) -> &'static ActionRow {
                // Both lists in their order, so that each place is that of the line.
                enum View { $($view,)* Count }
                enum Other { $($action,)* }
                let place = match self {
                    $(Self::View(ViewId::$view) => View::$view as usize,)*
                    $(Self::$action => View::Count as usize + Other::$action as usize,)*
                };
                &ACTIONS[place]
            }
        }
    };
}

actions! {
    views {
        Overview, "view-overview", "1", "Overview";
        Victims, "view-victims", "2", "Victims";
        Groups, "view-groups", "3", "Groups";
        Justice, "view-justice", "4", "Justice";
        News, "view-news", "5", "News";
        Compare, "view-compare", "6", "Compare";
        Revisions, "view-revisions", "7", "Revisions";
        Sources, "view-sources", "8", "Sources";
        Data, "view-data", "9", "Data";
    }

    NextPane, "next-pane", ["tab"], Views, "Next pane", hint "pane";
    PreviousPane, "previous-pane", ["shift-tab"], Views, "Previous pane";

    Up, "up", ["up", "k"], Move, "Up";
    Down, "down", ["down", "j"], Move, "Down";
    PageUp, "page-up", ["pgup"], Move, "One screen up";
    PageDown, "page-down", ["pgdn"], Move, "One screen down";
    First, "first", ["home", "g"], Move, "First";
    Last, "last", ["end", "G"], Move, "Last";
    Open, "open", ["enter"], Move, "Open what is selected", hint "open";
    Back, "back", ["esc"], Move, "One step back: close, leave, clear the filter";

    PreviousPeriod, "previous-period", ["left", "h"], Time, "Previous period", hint "period";
    NextPeriod, "next-period", ["right", "l"], Time, "Next period", hint "period";
    EarlierPublication, "earlier-publication", ["["], Time, "As known one publication earlier", hint "as known";
    LaterPublication, "later-publication", ["]"], Time, "As known one publication later", hint "as known";
    Latest, "latest", ["a"], Time, "As known today";

    Frequency, "frequency", ["f"], Figures, "By year, by quarter, …";
    BreakDown, "break-down", ["b"], Figures, "By age, by sex, …", hint "break down";
    Display, "display", ["t"], Figures, "As a chart or as a table", hint "table";
    Crop, "crop", ["z"], Figures, "Let the axes of lines begin above zero, or not";
    Sort, "sort", ["S"], Figures, "Rows in another order";
    Compare, "compare", ["c"], Figures, "Compare the selected figure's series, or no longer";
    ChooseSeries, "choose-series", ["+"], Figures, "Choose series to compare from a list", hint "series";
    RemoveSeries, "remove-series", ["-"], Figures, "Take the selected series out of the comparison", hint "take out";
    Index, "index", ["i"], Figures, "Compare as values or as an index", hint "index";
    Filter, "filter", ["/"], Figures, "Show only what contains a text", hint "filter";

    Source, "source", ["s"], Sources, "Where the selected figure comes from", hint "source";
    Cite, "cite", ["y"], Sources, "Copy the citation of the selected figure", hint "cite";
    Mentions, "mentions", ["n"], Sources, "News that mentions the selected figure";
    OpenLink, "open-link", ["o"], Sources, "Open its web page";
    Export, "export", ["e"], Sources, "Write what is on screen to a file", hint "export";

    Unread, "unread", ["u"], News, "Read, or to be read again", hint "read";
    Star, "star", ["*"], News, "Give the item a star, or take it away", hint "star";
    NextUnread, "next-unread", ["."], News, "The next item that was not read", hint "next unread";
    Verify, "verify", ["v"], News, "Check the number under the cursor as a claim, or no longer", hint "check";
    CopyLink, "copy-link", ["Y"], News, "Copy the item's web address";
    Fetch, "fetch", ["F"], News, "Fetch the feeds that you follow", hint "fetch";
    Feeds, "feeds", ["ctrl-f"], News, "Choose the feeds to follow", hint "feeds";

    Command, "command", [":"], Program, "Write a command";
    Problems, "problems", ["p"], Program, "What is wrong in data, settings and news";
    Reload, "reload", ["r"], Program, "Read the data again";
    Theme, "theme", ["T"], Program, "Next theme";
    Help, "help", ["?"], Program, "This help", hint "help";
    Suspend, "suspend", ["ctrl-z"], Program, "Back to the shell until `fg`";
    Quit, "quit", ["q"], Program, "Leave (ctrl-c always does)", hint "quit";
}

impl Action {
    /// The action of this name, if there is one.
    pub fn parse(name: &str) -> Option<Self> {
        ACTIONS
            .iter()
            .find(|row| row.name == name)
            .map(|row| row.action)
    }

    /// Whether it moves within a list or opens an entry.
    pub fn moves(self) -> bool {
        self.row().group == Group::Move && self != Self::Back
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

//! The shape of the code as tests: which layer knows which, what is named where, how long a
//! thing may be. Each rule is a function from sources to offences; the last tests plant one
//! offence for each, so that no rule is a test that cannot fail.

#[path = "architecture/source.rs"]
mod source;

use std::collections::BTreeSet;

use source::{Source, TESTS_ALONE, all, item_end};

/// The layers from the bottom: each knows those of the lines above it, and not its neighbour.
/// `lib.rs` and `main.rs` stand outside, and so does the build script, `bake.rs`.
const LAYERS: &[&[&str]] = &[
    &["clean"],
    &["problem"],
    &["figures"],
    &["built_in"],
    &["measure"],
    &["claims"],
    &["news"],
    &["present"],
    &["load", "export", "delivery", "archive"],
    &["fetch"],
    &["gather"],
    &["config"],
    &["tui"],
    &["cli"],
];

/// Where files, threads, clocks, processes and the network may be named.
const WORLDLY: &[&str] = &[
    "src/main.rs",
    "src/load",
    "src/config.rs",
    "src/delivery",
    "src/archive",
    "src/fetch",
    "src/tui.rs",
    "src/tui/newsroom",
    "src/tui/runtime.rs",
    "src/tui/terminal",
    "src/tui/threads.rs",
    "src/tui/world.rs",
    "src/cli",
];

const FILE_LINES: usize = 400;
const FUNCTION_LINES: usize = 50;

/// A rule: the offences in some sources, each with its place.
type Rule = fn(&[Source]) -> Vec<String>;

fn offence(source: &Source, at: usize, what: &str) -> String {
    format!("{}:{}: {what}", source.path, source.line_of(at))
}

fn each(sources: &[Source], find: impl Fn(&Source) -> Vec<(usize, String)>) -> Vec<String> {
    let found = |source| {
        let offences = find(source).into_iter();
        offences.map(move |(at, what)| offence(source, at, &what))
    };
    sources.iter().flat_map(found).collect()
}

fn rank(layer: &str) -> Option<usize> {
    LAYERS.iter().position(|row| row.contains(&layer))
}

fn upward(sources: &[Source]) -> Vec<String> {
    each(sources, |source| {
        let layer = source.layer();
        if layer.is_empty() {
            return Vec::new();
        }
        let Some(own) = rank(layer) else {
            return vec![(0, format!("{layer} is no layer of the list"))];
        };
        let paths = source.paths(&["trafficdash"]).into_iter();
        let known = paths.filter_map(|(at, path)| Some((at, path.get(1)?.clone())));
        let strange = known.filter(|(_, to)| {
            let above = rank(to).is_some_and(|other| other >= own);
            to == "*" || above && to != layer
        });
        strange
            .map(|(at, to)| (at, format!("{layer} knows {to}")))
            .collect()
    })
}

fn terminal_outside_tui(sources: &[Source]) -> Vec<String> {
    each(sources, |source| {
        if source.layer() == "tui" {
            return Vec::new();
        }
        let named = source
            .words()
            .filter(|(_, word)| matches!(*word, "ratatui" | "crossterm"));
        named
            .map(|(at, word)| (at, format!("names {word}")))
            .collect()
    })
}

/// Whether it stands where the world may be named.
fn is_worldly(source: &Source) -> bool {
    let within = |place: &&str| source.stands_in(place);
    WORLDLY.iter().any(within)
}

/// What may be named in fewer places than those: each path with its own.
const NARROWER: &[(&str, &[&str])] = &[
    ("std::fs::write", WRITING),
    ("std::fs::copy", WRITING),
    ("std::fs::rename", WRITING),
    ("std::fs::hard_link", WRITING),
    ("std::fs::remove_file", WRITING),
    ("std::fs::remove_dir", WRITING),
    ("std::fs::remove_dir_all", WRITING),
    ("std::fs::create_dir", WRITING),
    ("std::fs::create_dir_all", WRITING),
    ("std::fs::DirBuilder", WRITING),
    ("std::fs::OpenOptions", WRITING),
    ("std::fs::File::create", WRITING),
    ("std::fs::File::create_new", WRITING),
    ("std::fs::File::options", WRITING),
    ("tempfile", WRITING),
    ("chrono::Local", CLOCKS),
    ("chrono::Utc", CLOCKS),
    ("chrono::prelude", CLOCKS),
    ("std::time::SystemTime", CLOCKS),
    ("std::time::Instant", &["src/fetch", "src/tui/newsroom"]),
    ("std::thread", THREADS),
    ("std::process", &["src/main.rs", "src/tui/world.rs"]),
    ("std::env", SURROUNDINGS),
    ("std::net", &["src/fetch"]),
    ("ureq", &["src/fetch"]),
    ("rustls", &["src/fetch"]),
    ("rusqlite", &["src/archive"]),
    (
        "notify",
        &["src/tui/newsroom/watch.rs", "src/tui/threads.rs"],
    ),
    (
        "signal_hook",
        &["src/cli/news/fetch.rs", "src/tui/threads.rs"],
    ),
    ("rustix", &["src/tui/threads.rs", "src/tui/world.rs"]),
    ("etcetera", &["src/archive/open.rs", "src/config.rs"]),
];

/// Where files are made, moved and removed: all else is given to `delivery`.
const WRITING: &[&str] = &["src/delivery", "src/archive", "src/cli/man.rs"];

/// Where it is asked what day it is.
const CLOCKS: &[&str] = &[
    "src/archive/mend.rs",
    "src/cli/news/room.rs",
    "src/cli/record.rs",
    "src/fetch/exchange.rs",
    "src/tui.rs",
    "src/tui/newsroom",
];

/// Where something is done beside something else, or waited for.
const THREADS: &[&str] = &[
    "src/archive/open.rs",
    "src/fetch",
    "src/load/parallel.rs",
    "src/tui/newsroom",
    "src/tui/terminal",
    "src/tui/threads.rs",
    "src/tui/world.rs",
];

/// Where variables, arguments and the working folder of the process are read.
const SURROUNDINGS: &[&str] = &[
    "src/main.rs",
    "src/config.rs",
    "src/cli/news/fetch.rs",
    "src/cli/plain/answers.rs",
    "src/tui.rs",
];

fn world_in_pure_code(sources: &[Source]) -> Vec<String> {
    const NAMES: &[&str] = &[
        "std::fs",
        "std::io::stdin",
        "std::io::stdout",
        "std::io::stderr",
    ];
    const MACROS: &[&str] = &["print", "println", "eprint", "eprintln"];
    const OF_PATHS: &[&str] = &[
        "exists",
        "try_exists",
        "is_file",
        "is_dir",
        "is_symlink",
        "metadata",
        "symlink_metadata",
        "canonicalize",
        "read_dir",
        "read_link",
    ];
    each(sources, |source| {
        let narrower = NARROWER.iter().map(|(name, places)| (*name, *places));
        let wide = NAMES.iter().map(|name| (*name, WORLDLY));
        let rules: Vec<(&str, &[&str])> = narrower.chain(wide).collect();
        let roots: Vec<&str> = rules
            .iter()
            .filter_map(|(name, _)| name.split("::").next())
            .collect();
        let strange = |path: &[String]| {
            let within = |(name, places): &(&str, &[&str])| {
                let mut own = path.iter().map(String::as_str);
                let names = name
                    .split("::")
                    .all(|one| own.next().is_some_and(|own| own == one || own == "*"));
                names && !places.iter().any(|place| source.stands_in(place))
            };
            rules.iter().any(within)
        };
        let paths = source.paths_in_full(&roots).into_iter();
        let mut found: Vec<(usize, String)> = paths
            .filter(|(_, path)| strange(path))
            .map(|(at, path)| (at, format!("names {}", path.join("::"))))
            .collect();
        let macros = source.words().filter(|(at, word)| {
            MACROS.contains(word) && source.code[at + word.len()..].starts_with('!')
        });
        found.extend(macros.map(|(at, word)| (at, format!("writes by {word}!"))));
        let asked = source.words().filter(|(at, word)| {
            let is_method = source.code[..*at].ends_with('.');
            is_method && OF_PATHS.contains(word) && !is_worldly(source)
        });
        found.extend(asked.map(|(at, word)| (at, format!("asks the disk: {word}"))));
        found.dedup();
        found
    })
}

/// What opens connections, and who may: only when the user asks, or has set that it be done.
const CONNECTING: &[&str] = &["src/fetch", "src/cli/news/fetch.rs", "src/tui/newsroom"];

fn connecting(sources: &[Source]) -> Vec<String> {
    each(sources, |source| {
        if CONNECTING.iter().any(|place| source.stands_in(place)) {
            return Vec::new();
        }
        let paths = source.paths_in_full(&["crate"]).into_iter();
        let strange = paths.filter(|(_, path)| match path.get(1..) {
            Some([fetch, what, ..]) => fetch == "fetch" && (what == "Client" || what == "round"),
            _ => false,
        });
        strange
            .map(|(at, path)| (at, format!("names {}", path.join("::"))))
            .collect()
    })
}

/// Where something is added up: how many observations there are, parts held against their total in
/// one publication, means of revisions, people in cells of one table, and the parts of a pile.
const ADDING: &[&str] = &[
    "src/figures/dataset.rs",
    "src/load/rules.rs",
    "src/measure/revision.rs",
    "src/present/pages/topic.rs",
    "src/present/plots.rs",
];

/// Figures that are added: two unit types, two publications or two sides of a break may be mixed.
fn adding(sources: &[Source]) -> Vec<String> {
    const LAYERS: &[&str] = &["figures", "measure", "claims", "present", "load"];
    each(sources, |source| {
        let listed = ADDING.contains(&source.path.as_str());
        if listed || !LAYERS.contains(&source.layer()) {
            return Vec::new();
        }
        let words = source.words().filter(|(at, word)| {
            let of_lengths = source.code[..*at].lines().next_back();
            let of_lengths = of_lengths.is_some_and(|line| line.contains("len"));
            *word == "sum" && source.code[..*at].ends_with('.') && !of_lengths
        });
        words.map(|(at, _)| (at, "adds".to_owned())).collect()
    })
}

/// Functions that draw and change what they draw from, sort it, or may do so unseen.
fn drawing_that_changes(sources: &[Source]) -> Vec<String> {
    const UNSEEN: &[&str] = &["RefCell", "OnceCell", "Mutex", "RwLock"];
    each(sources, |source| {
        if source.layer() != "tui" || is_worldly(source) {
            return Vec::new();
        }
        let words = source.words().filter(|(_, word)| UNSEEN.contains(word));
        let mut found: Vec<(usize, String)> = words
            .map(|(at, word)| (at, format!("holds a {word}")))
            .collect();
        // Not by its name alone, which the cells of the screen have too.
        let cells = source.paths_in_full(&["std"]).into_iter();
        let cells =
            cells.filter(|(_, path)| path.starts_with(&["std", "cell", "Cell"].map(String::from)));
        found.extend(cells.map(|(at, _)| (at, "holds a Cell".to_owned())));
        for (at, name, _) in functions(source) {
            let verb = name.split('_').next().unwrap_or_default();
            if verb != "render" && verb != "draw" {
                continue;
            }
            let code = &source.code[at..at + item_end(&source.code[at..])];
            let changes = ["&mut self", ".sort", ".retain(", ".dedup"].iter();
            let changes = changes.filter(|change| code.contains(*change));
            found.extend(changes.map(|change| (at, format!("{name}: {change}"))));
        }
        found
    })
}

/// Where decimals are written besides `present::number`: for machines, never for readers.
const DECIMALS: &[&str] = &[
    "src/present/number.rs",
    "src/export/page.rs",
    "src/export/svg/mark.rs",
];

fn decimals_written_elsewhere(sources: &[Source]) -> Vec<String> {
    each(sources, |source| {
        if DECIMALS.contains(&source.path.as_str()) {
            return Vec::new();
        }
        let decimals = source.texts().filter(|(_, text)| {
            let mut holes = text
                .split('{')
                .skip(1)
                .filter_map(|rest| rest.split_once('}'));
            holes.any(|(hole, _)| {
                let Some((name, how)) = hole.split_once(':') else {
                    return false;
                };
                let many = how.split_once('.').map_or("", |(_, many)| many);
                let word = |one: char| one == '_' || one.is_alphanumeric();
                name.chars().all(word) && many.starts_with(|one| one == '*' || word(one))
            })
        });
        decimals
            .map(|(at, _)| (at, "writes decimals".to_owned()))
            .collect()
    })
}

/// Where a rounded number stays one: what readers see is rounded by `present::number`, and ticks
/// of axes are round; what is drawn in cells becomes a whole number at once.
const ROUNDING: &[&str] = &["src/present/number.rs", "src/present/scale"];

/// Decimals that are made by rounding, and then written with as many places as are left.
fn rounded_elsewhere(sources: &[Source]) -> Vec<String> {
    const WAYS: &[&str] = &["round", "round_ties_even", "trunc", "floor", "ceil"];
    each(sources, |source| {
        if ROUNDING.iter().any(|place| source.stands_in(place)) {
            return Vec::new();
        }
        let stays = |(at, word): &(usize, &str)| {
            let before = source.code[..*at].trim_end();
            let of_numbers = before.ends_with("f64::") || before.ends_with("f32::");
            let call = &source.code[at + word.len()..];
            let method = call.strip_prefix("()").filter(|_| before.ends_with('.'));
            let whole = |rest: &str| {
                let rest = rest.trim_start_matches(|one: char| one == ')' || one.is_whitespace());
                ["as u", "as i"].iter().any(|kind| rest.starts_with(kind))
            };
            of_numbers || method.is_some_and(|rest| !whole(rest))
        };
        let ways = source.words().filter(|(_, word)| WAYS.contains(word));
        let strange = ways.filter(stays);
        strange
            .map(|(at, word)| (at, format!("rounds by {word}")))
            .collect()
    })
}

/// Where separators are put between thousands: for readers, and as they are written in data.
const SEPARATING: &[&str] = &["src/present/number.rs", "src/news/numbers/written.rs"];

fn thousands_separated_elsewhere(sources: &[Source]) -> Vec<String> {
    const IN_THREES: &[&str] = &["chunks(3)", "chunks_exact(3)", "% 1000", "% 1_000"];
    each(sources, |source| {
        if SEPARATING.contains(&source.path.as_str()) {
            return Vec::new();
        }
        let written = source.texts().filter(|(_, line)| {
            let put = ["push(", "insert(", "push_str(", "insert_str("].iter();
            let put = put.filter_map(|put| Some(line.split_once(put)?.1));
            let is_comma = |one: &str| one.starts_with("',')") || one.starts_with("\",\")");
            let mut last = put.map(|rest| rest.split_once(", ").map_or(rest, |(_, last)| last));
            line.contains(":03}") || last.any(is_comma)
        });
        let written = written.map(|(at, _)| (at, "puts separators".to_owned()));
        let threes = IN_THREES
            .iter()
            .flat_map(|text| source.code.match_indices(text));
        let threes = threes.map(|(at, text)| (at, format!("goes by thousands: {text}")));
        written.chain(threes).collect()
    })
}

/// A missing figure as a number that is none.
fn numbers_that_are_none(sources: &[Source]) -> Vec<String> {
    const NONE: &[&str] = &["unwrap_or(-1", "unwrap_or(f64::MIN", "0.0 / 0.0"];
    each(sources, |source| {
        let words = source.words().filter(|(_, word)| *word == "NAN");
        let found = words.map(|(at, word)| (at, word.to_owned()));
        let places = NONE.iter().flat_map(|text| source.code.match_indices(text));
        found
            .chain(places.map(|(at, text)| (at, text.to_owned())))
            .collect()
    })
}

/// What is made in one place alone, because a rule is decided there: what a line may join, and
/// which of several values stands.
const MADE: &[(&str, &str)] = &[
    ("Segment", "src/figures/series.rs"),
    ("Cell", "src/figures/vintage.rs"),
];

/// Where what stands gives way, and that is said: parts that belong together are taken from one
/// publication.
const CHOOSING: &[&str] = &["src/present/parts.rs", "src/present/parts/course.rs"];

fn made_elsewhere(sources: &[Source]) -> Vec<String> {
    each(sources, |source| {
        let words: Vec<(usize, &str)> = source.words().collect();
        let made = words.windows(2).filter(|two| {
            let (at, word) = two[1];
            let place = MADE.iter().find(|(name, _)| *name == word);
            let opens = source.code[at + word.len()..].trim_start().starts_with('{');
            let names = ["struct", "enum", "impl", "for", "let"].contains(&two[0].1);
            place.is_some_and(|(_, path)| *path != source.path) && opens && !names
        });
        let mut found: Vec<(usize, String)> = made
            .map(|two| (two[1].0, format!("makes a {}", two[1].1)))
            .collect();
        let chosen = source.code.match_indices(".stands = ");
        let chosen = chosen.filter(|_| !CHOOSING.contains(&source.path.as_str()));
        found.extend(chosen.map(|(at, _)| (at, "chooses what stands".to_owned())));
        found
    })
}

/// What views take from another one: the list beside a reading pane.
const SHARED: &[(&str, &str)] = &[("news", "list_and_reading"), ("news", "open_reading")];

fn views_that_know_each_other(sources: &[Source]) -> Vec<String> {
    each(sources, |source| {
        let module = source.module();
        let &["tui", "views", own, ..] = &module[..] else {
            return Vec::new();
        };
        let forbidden = |path: &[String]| match path {
            [_, tui, to, rest @ ..] if tui == "tui" => match (to.as_str(), rest) {
                (
                    "app" | "runtime" | "overlay" | "chrome" | "newsroom" | "terminal" | "threads"
                    | "world",
                    _,
                ) => true,
                ("views", [view, item, ..]) => {
                    view != own && !SHARED.contains(&(view.as_str(), item.as_str()))
                }
                _ => false,
            },
            _ => false,
        };
        let paths = source.paths(&[]).into_iter();
        let strange = paths.filter(|(_, path)| forbidden(path));
        strange
            .map(|(at, path)| (at, format!("{own} knows {}", path[1..].join("::"))))
            .collect()
    })
}

fn app_that_knows_a_view(sources: &[Source]) -> Vec<String> {
    let of_view = |source: &&Source| source.path.starts_with("src/tui/views/");
    let types: BTreeSet<&str> = sources
        .iter()
        .filter(of_view)
        .flat_map(type_names)
        .map(|(_, name)| name)
        .collect();
    each(sources, |source| {
        if source.path != "src/tui/app.rs" {
            return Vec::new();
        }
        let modules = source.paths(&[]).into_iter().filter(|(_, path)| {
            let inner = |module| path.get(2).is_some_and(|one| one == module);
            path.len() > 4 && (inner("views") || inner("overlay"))
        });
        let mut found: Vec<(usize, String)> = modules
            .map(|(at, path)| (at, format!("names {}", path[1..].join("::"))))
            .collect();
        let words = source.words().filter(|(_, word)| types.contains(word));
        found.extend(words.map(|(at, word)| (at, format!("names the view {word}"))));
        found
    })
}

fn empty_names(sources: &[Source]) -> Vec<String> {
    const EMPTY: &[&str] = &[
        "utils",
        "util",
        "misc",
        "common",
        "helpers",
        "helper",
        "constants",
        "prelude",
    ];
    each(sources, |source| {
        let module = source.module();
        let own = module
            .last()
            .filter(|name| EMPTY.contains(name) || **name == "mod");
        let mut found: Vec<(usize, String)> = own
            .map(|name| (0, format!("a file {name}.rs")))
            .into_iter()
            .collect();
        let words: Vec<(usize, &str)> = source.words().collect();
        let inner = words
            .windows(2)
            .filter(|two| two[0].1 == "mod" && EMPTY.contains(&two[1].1));
        found.extend(inner.map(|two| (two[0].0, format!("a module {}", two[1].1))));
        found
    })
}

fn empty_types(sources: &[Source]) -> Vec<String> {
    const EMPTY: &[&str] = &["Manager", "Handler", "Helper", "Service", "Info"];
    each(sources, |source| {
        let names = type_names(source);
        let empty = names.filter(|(_, name)| EMPTY.iter().any(|end| name.ends_with(end)));
        empty
            .map(|(at, name)| (at, format!("a type {name}")))
            .collect()
    })
}

fn type_names(source: &Source) -> impl Iterator<Item = (usize, &str)> {
    let words: Vec<(usize, &str)> = source.words().collect();
    let kinds = ["struct", "enum", "trait", "union", "type"];
    let named = words
        .windows(2)
        .filter(|two| kinds.contains(&two[0].1))
        .map(|two| two[1]);
    named.collect::<Vec<_>>().into_iter()
}

fn forbidden_code(sources: &[Source]) -> Vec<String> {
    const WORDS: &[&str] = &["unsafe", "static_mut", "unwrap", "unwrap_err"];
    const MACROS: &[&str] = &[
        "todo",
        "unimplemented",
        "unreachable",
        "panic",
        "dbg",
        "thread_local",
    ];
    const TEXTS: &[&str] = &[
        "Rc<RefCell",
        "cfg!(test",
        "crate::*",
        "static mut ",
        ".expect(  )",
    ];
    each(sources, |source| {
        let mut found = Vec::new();
        for (at, word) in source.words() {
            let called = source.code[at + word.len()..].starts_with('!');
            if WORDS.contains(&word) || called && MACROS.contains(&word) {
                found.push((at, word.to_owned()));
            }
        }
        for text in TEXTS.iter().chain([&TESTS_ALONE]) {
            let places = source.code.match_indices(text);
            found.extend(places.map(|(at, text)| (at, text.to_owned())));
        }
        found
    })
}

/// What many may change at once, wherever it is: Mutex and the like are made where they are used.
fn globals(sources: &[Source]) -> Vec<String> {
    const CHANGING: &[&str] = &["Atomic", "Cell", "Lock", "Mutex"];
    each(sources, |source| {
        let statics = source.words().filter(|(_, word)| *word == "static");
        let statics = statics.filter_map(|(at, _)| {
            let (kind, _) = source.code[at..].split_once(['=', ';'])?;
            let changes = CHANGING.iter().any(|one| kind.contains(one));
            // A lifetime is no item.
            (changes && !source.code[..at].ends_with('\'')).then(|| (at, kind.trim().to_owned()))
        });
        statics.collect()
    })
}

/// Warnings that are silenced, which say why.
const SILENCED: &[(&str, &str)] = &[("src/figures/day.rs", "trivially_copy_pass_by_ref")];

fn silenced(sources: &[Source]) -> Vec<String> {
    each(sources, |source| {
        let places = ["[allow(", "[expect("].into_iter();
        let places = places.flat_map(|text| source.code.match_indices(text));
        let strange = places.filter(|(at, _)| {
            let line = source.code[*at..].lines().next().unwrap_or_default();
            let known = |(path, what): &(&str, &str)| *path == source.path && line.contains(what);
            !SILENCED.iter().any(known)
        });
        strange.map(|(at, text)| (at, text.to_owned())).collect()
    })
}

/// The parameters of every function but `self`, with its place and name.
fn parameters(source: &Source) -> Vec<(usize, &str, Vec<&str>)> {
    let of = |at: usize| {
        let code = &source.code[at..];
        let from = at + source::opening(code)?;
        let parameters = source::arguments(&source.code[from..]).into_iter();
        let parameters = parameters.filter(|one| !one.trim_end().ends_with("self"));
        Some(parameters.collect())
    };
    let all = functions(source).into_iter();
    all.filter_map(|one| Some((one.0, one.1, of(one.0)?)))
        .collect()
}

/// What a trait of others gives a truth.
const OF_TRAITS: &[&str] = &["from", "visit_bool"];

fn is_truth(parameter: &str) -> bool {
    let kind = parameter.rsplit_once(':').map(|(_, kind)| kind.trim());
    kind == Some("bool")
}

fn truths_as_parameters(sources: &[Source]) -> Vec<String> {
    each(sources, |source| {
        let truths = parameters(source)
            .into_iter()
            .filter(|(_, name, parameters)| {
                parameters.iter().copied().any(is_truth) && !OF_TRAITS.contains(name)
            });
        truths
            .map(|(at, name, _)| (at, format!("{name} takes a bool")))
            .collect()
    })
}

const PARAMETERS: usize = 5;

fn many_parameters(sources: &[Source]) -> Vec<String> {
    each(sources, |source| {
        let many = parameters(source).into_iter();
        let many = many.filter(|(_, _, parameters)| parameters.len() > PARAMETERS);
        many.map(|(at, name, parameters)| (at, format!("{name} takes {}", parameters.len())))
            .collect()
    })
}

/// Files that do not say what they hold, and what was left to be done.
fn unsaid(sources: &[Source]) -> Vec<String> {
    const LEFT: &[&str] = &["TODO", "FIXME", "XXX", "HACK"];
    each(sources, |source| {
        let mut found = Vec::new();
        if !source.text.starts_with("//! ") {
            found.push((0, "does not say what it holds".to_owned()));
        }
        for (line, text) in source.text.lines().enumerate() {
            let Some(comment) = text.trim_start().strip_prefix("//") else {
                continue;
            };
            let plain = !comment.starts_with(['/', '!']);
            let is_code = plain && comment.ends_with([';', '{']);
            if is_code || LEFT.iter().any(|left| comment.contains(left)) {
                let at = source
                    .code
                    .split_inclusive('\n')
                    .take(line)
                    .map(str::len)
                    .sum();
                found.push((at, text.trim().to_owned()));
            }
        }
        found
    })
}

fn long_files(sources: &[Source]) -> Vec<String> {
    let long = sources.iter().filter(|source| source.lines > FILE_LINES);
    long.map(|source| format!("{}: {} lines", source.path, source.lines))
        .collect()
}

/// Every function with its length in lines.
fn functions(source: &Source) -> Vec<(usize, &str, usize)> {
    let words: Vec<(usize, &str)> = source.words().collect();
    let named = words
        .windows(2)
        .filter(|two| two[0].1 == "fn" && !two[1].1.is_empty());
    let named =
        named.filter(|two| source.code[two[0].0..].starts_with(&format!("fn {}", two[1].1)));
    named
        .map(|two| {
            let at = two[0].0;
            let end = item_end(&source.code[at..]);
            (
                at,
                two[1].1,
                source.code[at..at + end].matches('\n').count() + 1,
            )
        })
        .collect()
}

fn long_functions(sources: &[Source]) -> Vec<String> {
    each(sources, |source| {
        let long = functions(source).into_iter();
        let long = long.filter(|(_, _, lines)| *lines > FUNCTION_LINES);
        long.map(|(at, name, lines)| (at, format!("{name} has {lines} lines")))
            .collect()
    })
}

fn hold(rule: Rule, why: &str) {
    let offences = rule(all());
    assert!(offences.is_empty(), "{why}\n{}", offences.join("\n"));
}

#[test]
fn no_layer_knows_one_above_it_and_load_and_export_never_see_each_other() {
    hold(
        upward,
        "a layer may know those below it only; see the map in src/lib.rs",
    );
}

#[test]
fn ratatui_and_crossterm_are_named_under_tui_alone() {
    hold(
        terminal_outside_tui,
        "whatever is drawn belongs under src/tui",
    );
}

#[test]
fn files_threads_clocks_and_network_are_named_at_the_two_ends_alone() {
    hold(
        world_in_pure_code,
        "take the day, the text or the bytes as an argument",
    );
}

#[test]
fn every_place_where_the_world_may_be_named_is_there() {
    let sources = all();
    let narrower = NARROWER.iter().flat_map(|(_, places)| *places);
    let others = DECIMALS
        .iter()
        .chain(CONNECTING)
        .chain(ADDING)
        .chain(CHOOSING)
        .chain(ROUNDING)
        .chain(SEPARATING);
    for place in WORLDLY.iter().chain(others).chain(narrower) {
        let stands = sources.iter().any(|source| source.stands_in(place));
        assert!(stands, "take {place} off the list");
    }
}

#[test]
fn connections_are_opened_where_the_user_asks_for_them_alone() {
    hold(connecting, "nothing is fetched unasked");
}

#[test]
fn figures_are_added_in_few_places() {
    hold(
        adding,
        "a sum over two unit types or publications is no figure",
    );
}

#[test]
fn drawing_changes_nothing() {
    hold(
        drawing_that_changes,
        "sort, fetch and change before the frame, in `update` or `settle`",
    );
}

#[test]
fn numbers_are_written_in_one_place() {
    hold(decimals_written_elsewhere, "write it in present::number");
}

#[test]
fn numbers_are_rounded_for_readers_in_one_place() {
    hold(
        rounded_elsewhere,
        "let present::number say how many decimals are written",
    );
}

#[test]
fn thousands_are_separated_in_one_place() {
    hold(thousands_separated_elsewhere, "write it in present::number");
}

#[test]
fn a_missing_figure_is_no_number() {
    hold(numbers_that_are_none, "take an Option, or a Value");
}

#[test]
fn what_a_line_may_join_and_what_stands_are_decided_in_one_place() {
    hold(made_elsewhere, "ask Series::segments or Cell::as_of");
}

#[test]
fn views_know_neither_each_other_nor_the_app() {
    hold(
        views_that_know_each_other,
        "what two views share belongs in src/tui/views.rs",
    );
}

#[test]
fn the_app_knows_no_view_and_no_overlay_by_name() {
    hold(app_that_knows_a_view, "ask the trait View or Overlay");
}

#[test]
fn no_module_has_a_name_that_says_nothing() {
    hold(
        empty_names,
        "name a module for what it holds, in x.rs and never x/mod.rs",
    );
}

#[test]
fn no_type_has_a_name_that_says_nothing() {
    hold(empty_types, "name a type for what it is");
}

#[test]
fn nothing_is_unsafe_unfinished_global_or_different_under_test() {
    hold(forbidden_code, "not in this program");
}

#[test]
fn nothing_that_changes_is_shared_by_all() {
    hold(globals, "make it where it is used, and give it on");
}

#[test]
fn no_warning_is_silenced_that_is_not_on_the_list() {
    hold(silenced, "mend what is warned of");
}

#[test]
fn no_parameter_is_a_truth_without_a_name() {
    hold(
        truths_as_parameters,
        "make an enum of the two, or two functions",
    );
}

#[test]
fn no_function_takes_more_than_can_be_told_apart() {
    hold(many_parameters, "what belongs together is a type");
}

#[test]
fn every_file_says_what_it_holds_and_nothing_is_left_to_be_done() {
    hold(unsaid, "open it with a line of //!; do it, or leave it out");
}

#[test]
fn no_test_is_passed_over() {
    let mut texts = source::texts("src");
    texts.extend(source::texts("tests"));
    let mark = concat!("#[", "ignore");
    let passed_over = texts.iter().filter(|(_, text)| text.contains(mark));
    let paths: Vec<&str> = passed_over.map(|(path, _)| path.as_str()).collect();
    assert!(texts.len() > 400 && paths.is_empty(), "{paths:?}");
}

#[test]
fn no_file_needs_a_map() {
    hold(long_files, "split the file along what it does");
}

#[test]
fn no_function_is_longer_than_a_screen() {
    hold(long_functions, "name the steps as functions");
}

#[test]
fn the_whole_source_is_read() {
    let sources = all();
    assert!(sources.len() > 80, "{} files", sources.len());
    for layer in LAYERS.iter().copied().flatten() {
        assert!(
            sources.iter().any(|source| source.layer() == *layer),
            "{layer} is gone"
        );
    }
    assert!(
        sources
            .iter()
            .all(|source| !source.path.ends_with("/tests.rs"))
    );
    assert!(sources.iter().any(|source| functions(source).len() > 10));
}

#[test]
fn the_map_of_the_crate_lists_the_layers_from_the_bottom() {
    let sources = all();
    let map = sources.iter().find(|one| one.path == "src/lib.rs");
    let text = &map.expect("the crate").text;
    let named = text.split("[`").skip(1).filter_map(|rest| {
        let (name, _) = rest.split_once("`]")?;
        Some((rank(name)?, name))
    });
    let named: Vec<(usize, &str)> = named.collect();
    assert!(named.is_sorted_by_key(|(rank, _)| *rank), "{named:?}");
    let names: BTreeSet<&str> = named.iter().map(|(_, name)| *name).collect();
    let layers = LAYERS.iter().copied().flatten().copied();
    assert_eq!(
        (named.len(), names),
        (layers.clone().count(), layers.collect())
    );
}

/// How many offences a rule finds in a planted file.
fn planted(rule: Rule, path: &str, text: &str) -> usize {
    rule(&[
        Source::new("src/tui/views/news.rs", "pub struct News;"),
        Source::new(path, text),
    ])
    .len()
}

#[test]
fn a_planted_look_upward_is_found() {
    for (path, text) in [
        ("src/figures/value.rs", "use crate::load;"),
        ("src/figures/value.rs", "use crate::{clean, present::Page};"),
        (
            "src/figures/value.rs",
            "fn f() { super::super::tui::run() }",
        ),
        ("src/figures/value.rs", "use super::super::{cli, problem};"),
        ("src/problem.rs", "use crate::figures::Period;"),
        ("src/export.rs", "fn f(a: crate::load::Loaded) {}"),
        ("src/load/rows.rs", "use crate::export::csv;"),
        ("src/measure.rs", "use crate::*;"),
        ("src/measure.rs", "use crate::\n    config::Config;"),
        ("src/strange.rs", ""),
    ] {
        assert_eq!(planted(upward, path, text), 1, "{path}: {text}");
    }
    let fine = "use crate::{clean, figures::{Period, Value}}; use super::fields; mod rows;";
    assert_eq!(planted(upward, "src/load/rows.rs", fine), 0);
}

#[test]
fn a_planted_name_in_the_wrong_place_is_found() {
    for (rule, path, text) in [
        (
            terminal_outside_tui as Rule,
            "src/cli/show.rs",
            "use ratatui::style::Style;",
        ),
        (
            terminal_outside_tui,
            "src/present.rs",
            "fn f() { crossterm::terminal::size(); }",
        ),
        (
            views_that_know_each_other,
            "src/tui/views/data.rs",
            "use super::news::News;",
        ),
        (
            views_that_know_each_other,
            "src/tui/views/data.rs",
            "use crate::tui::{app::App, model};",
        ),
        (
            views_that_know_each_other,
            "src/tui/views/data.rs",
            "use super::{stack, topic::TopicView};",
        ),
        (
            app_that_knows_a_view,
            "src/tui/app.rs",
            "fn f() { views::create(News) }",
        ),
        (
            app_that_knows_a_view,
            "src/tui/app.rs",
            "use crate::tui::overlay::help::Help;",
        ),
    ] {
        assert_eq!(planted(rule, path, text), 1, "{path}: {text}");
    }
}

#[test]
fn a_planted_name_of_the_world_is_found() {
    for (path, text) in [
        ("src/present/page.rs", "use std::{fmt, fs};"),
        ("src/figures.rs", "use std::time::{Duration, Instant};"),
        ("src/export/csv.rs", "fn f() { chrono::Local::now(); }"),
        ("src/measure.rs", "fn f() { std::thread::sleep(x) }"),
        ("src/tui/app.rs", "use std::net::TcpStream;"),
        ("src/gather.rs", "fn f() { ureq::get(x); }"),
        ("src/cli/show.rs", "fn f() { std::fs::write(a, b); }"),
        (
            "src/tui/world.rs",
            "use std::{fs as disk}; fn f() { disk::File::create(a); }",
        ),
        ("src/cli/show.rs", "fn f() { chrono::Local::now(); }"),
        (
            "src/present.rs",
            "use std::time; fn f() { time::Instant::now(); }",
        ),
        (
            "src/present.rs",
            "use std::io::{self, Write}; fn f() { io::stdout(); }",
        ),
        ("src/present.rs", "fn f() { ::std::fs::read(a); }"),
        ("src/present.rs", "use chrono::*;"),
        ("src/present.rs", "use chrono::prelude::*;"),
        ("src/present.rs", "fn f(a: &Path) { a.exists(); }"),
        ("src/present.rs", "fn f() { println!(\"a\"); }"),
        ("src/cli/show.rs", "use rusqlite::Connection;"),
        ("src/news.rs", "use rusqlite::Connection;"),
    ] {
        assert_eq!(planted(world_in_pure_code, path, text), 1, "{path}: {text}");
    }
}

#[test]
fn planted_drawing_that_changes_is_found() {
    for text in [
        "impl View for A { fn render(&mut self, buffer: &mut Buffer) {} }",
        "fn draw_rows(rows: &mut Vec<u8>) { rows.sort(); }",
        "struct A { seen: RefCell<u8> }",
        "struct A { seen: std::cell::Cell<u8> }",
        "impl A { fn render_title(&mut self) {} }",
        "fn draw(rows: &mut Vec<u8>) { rows.dedup(); }",
    ] {
        let path = "src/tui/widgets/rows.rs";
        assert_eq!(planted(drawing_that_changes, path, text), 1, "{text}");
    }
    let fine = "fn render(&self, buffer: &mut Buffer) {} fn update(&mut self) { x.sort(); }";
    let path = "src/tui/widgets/rows.rs";
    assert_eq!(planted(drawing_that_changes, path, fine), 0);
}

#[test]
fn a_planted_decision_of_its_own_is_found() {
    for (rule, text) in [
        (
            decimals_written_elsewhere as Rule,
            "fn f(x: f64) -> String { format!(\"{x:.1}\") }",
        ),
        (
            decimals_written_elsewhere,
            "fn f(x: f64) -> String { format!(\"{:>8.places$} more\", x) }",
        ),
        (
            rounded_elsewhere,
            "fn f(x: f64) -> f64 { (x * 10.0).round() / 10.0 }",
        ),
        (
            rounded_elsewhere,
            "fn f(x: &[f64]) { x.iter().copied().map(f64::floor) }",
        ),
        (
            rounded_elsewhere,
            "fn f(x: f64) -> String { x.trunc().to_string() }",
        ),
        (
            thousands_separated_elsewhere,
            "fn f(a: &mut String) { a.insert(1, ','); }",
        ),
        (
            thousands_separated_elsewhere,
            "fn f(a: &mut String) { a.push_str(\",\"); }",
        ),
        (
            thousands_separated_elsewhere,
            "fn f(a: u32, b: u32) -> String { format!(\"{a},{b:03}\") }",
        ),
        (
            thousands_separated_elsewhere,
            "fn f(a: &[u8]) { a.rchunks(3) }",
        ),
        (
            numbers_that_are_none,
            "fn f(x: Option<f64>) -> f64 { x.unwrap_or(f64::NAN) }",
        ),
        (
            numbers_that_are_none,
            "fn f(x: Option<i32>) -> i32 { x.unwrap_or(-1) }",
        ),
        (made_elsewhere, "fn f() { g(Segment { cells }) }"),
        (made_elsewhere, "fn f() { cell.stands = newest; }"),
        (adding, "fn f(x: &[f64]) -> f64 { x.iter().sum() }"),
        (connecting, "fn f() { crate::fetch::Client::new() }"),
        (
            connecting,
            "use crate::fetch::{self, Job}; fn f() { fetch::round(x) }",
        ),
        (made_elsewhere, "fn f() -> A { Some(Cell { stands, ..x }) }"),
    ] {
        assert_eq!(planted(rule, "src/present/chart.rs", text), 1, "{text}");
    }
    for (rule, text) in [
        (
            decimals_written_elsewhere as Rule,
            "//! {x:.1}\nfn f() { format!(\"{x:?}: {}. {y:>4}\", x) }",
        ),
        (made_elsewhere, "fn f() { let Cell { stands, .. } = x; }"),
        (
            rounded_elsewhere,
            "fn f(x: f64) -> u16 { ((x * 8.0).round()) as u16 + x.ceil() as u16 + floor(x) }",
        ),
        (
            thousands_separated_elsewhere,
            "fn f(a: &[&str]) -> String { b.push(a.split(',')); a.join(\",\") }",
        ),
        (
            numbers_that_are_none,
            "fn f(x: f64) -> bool { x.is_nan() || x.unwrap_or(-x) > 0.0 }",
        ),
    ] {
        assert_eq!(planted(rule, "src/present/chart.rs", text), 0, "{text}");
    }
}

#[test]
fn a_planted_name_that_says_nothing_is_found() {
    for (rule, path, text) in [
        (empty_names as Rule, "src/present/utils.rs", ""),
        (empty_names, "src/present/mod.rs", ""),
        (empty_names, "src/present.rs", "pub mod prelude { }"),
        (empty_types, "src/load.rs", "pub struct LoadManager;"),
        (empty_types, "src/load.rs", "enum SeriesInfo<T> { A(T) }"),
        (empty_types, "src/load.rs", "trait KeyHandler {}"),
    ] {
        assert_eq!(planted(rule, path, text), 1, "{path}: {text}");
    }
}

#[test]
fn planted_code_that_must_not_exist_is_found() {
    for text in [
        "fn f() { todo!() }",
        "fn f() { unimplemented!(\"later\") }",
        "fn f(x: u8) -> u8 { dbg!(x) }",
        "fn f() { panic!(\"later\") }",
        "fn f(x: Option<u8>) -> u8 { x.unwrap() }",
        "fn f(x: Option<u8>) -> u8 { x.expect(\"\") }",
        "fn f() { unsafe { g() } }",
        "thread_local! { static A: u8 = 0; }",
        "struct A(Rc<RefCell<u8>>);",
        "fn f() -> bool { cfg!(test) }",
        "static mut COUNT: u8 = 0;",
        "enum A { B, #[cfg(test)] C, D }",
        "fn f(a: A) { match a { A::B => {} #[cfg(test)] A::C => {} } }",
    ] {
        assert_eq!(planted(forbidden_code, "src/load.rs", text), 1, "{text}");
    }
}

#[test]
fn a_planted_offence_against_the_style_is_found() {
    for (rule, text) in [
        (globals as Rule, "static A: Mutex<u8> = Mutex::new(0);"),
        (globals, "static A: AtomicUsize = AtomicUsize::new(0);"),
        (silenced, "#[allow(dead_code)]\nfn f() {}"),
        (silenced, "#![expect(clippy::unwrap_used)]"),
        (truths_as_parameters, "fn f(a: u8, loud: bool) {}"),
        (
            truths_as_parameters,
            "pub fn f<T: Fn(u8) -> u8>(&self, loud: bool,) {}",
        ),
        (
            many_parameters,
            "fn f(a: u8, b: u8, c: (u8, u8), d: u8, e: u8, f: u8) {}",
        ),
        (unsaid, "fn f() {}"),
        (unsaid, "//! A.\n// TODO: more\n"),
        (unsaid, "//! A.\n    // let a = f();\n"),
    ] {
        let source = Source::new("src/load.rs", text);
        assert_eq!(rule(&[source]).len(), 1, "{text}");
    }
    for (rule, text) in [
        (
            globals as Rule,
            "static A: &[u8] = &[1]; fn f(a: &'static Mutex<u8>) {}",
        ),
        (
            truths_as_parameters,
            "fn f(a: impl Fn(bool) -> bool) -> bool {} struct A { a: bool }",
        ),
        (
            many_parameters,
            "fn f(&self, a: u8, b: (u8, u8), c: [u8; 2], d: A<B, C>, e: u8) {}",
        ),
        (
            unsaid,
            "//! A;\n// why it is so.\nconst A: &str = \"https://x.uk/\";",
        ),
    ] {
        let source = Source::new("src/load.rs", text);
        assert_eq!(rule(&[source]), [""; 0], "{text}");
    }
}

#[test]
fn a_planted_long_file_and_function_are_found() {
    let lines = "    x();\n".repeat(FUNCTION_LINES);
    let long = format!("fn f(a: [u8; 3]) {{\n{lines}}}\n");
    assert_eq!(planted(long_functions, "src/load.rs", &long), 1);
    assert_eq!(
        planted(
            long_functions,
            "src/load.rs",
            &format!("#[cfg(test)]\nmod tests {{ {long} }}")
        ),
        0
    );
    let file = "fn f() {}\n".repeat(FILE_LINES + 1);
    assert_eq!(planted(long_files, "src/load.rs", &file), 1);
    let tests = format!("fn f() {{}}\n#[cfg(test)]\nmod tests {{\n{file}}}\n");
    assert_eq!(planted(long_files, "src/load.rs", &tests), 0);
}

#[test]
fn comments_texts_and_tests_are_no_code() {
    let text = r##"//! use crate::tui; todo!()
        /* unsafe /* ratatui */ std::fs */
        const A: &str = "use crate::cli; \" unsafe"; const B: &str = r#"dbg!(" crossterm"#;
        const C: char = '"'; const D: char = '\''; const E: &[u8] = b"unsafe";
        fn f<'a>(x: &'a str) -> &'a str { x }
        #[cfg(test)]
        mod tests { use crate::tui; fn f() { unsafe { todo!() } } }
        #[cfg(test)]
        fn only_there() { std::fs::read("x"); }
    "##;
    for rule in [
        upward,
        terminal_outside_tui,
        world_in_pure_code,
        forbidden_code,
    ] {
        assert_eq!(planted(rule as Rule, "src/figures.rs", text), 0);
    }
    let source = Source::new("src/figures.rs", text);
    assert_eq!(functions(&source).len(), 1, "{}", source.code);
    let after = format!("{text}\nfn g() {{ todo!() }}");
    assert_eq!(planted(forbidden_code, "src/figures.rs", &after), 1);
}

//! What the program is made of besides its own code: licences under which it may be handed out,
//! one version of what must not be there twice, and nothing that needs a newer Rust.

use std::collections::{BTreeMap, BTreeSet};
use std::process::Command;

use serde_json::Value as Json;

/// Licences that allow to hand out the program under its own; each asks for its text at most.
const LICENCES: [&str; 12] = [
    "0BSD",
    "Apache-2.0",
    "Apache-2.0 WITH LLVM-exception",
    "BSD-2-Clause",
    "BSD-3-Clause",
    "CC0-1.0",
    "CDLA-Permissive-2.0",
    "ISC",
    "MIT",
    "Unicode-3.0",
    "Unlicense",
    "Zlib",
];

/// Crates of which two versions would disagree or hold a thing twice: the screen, time, what is
/// read and written, encryption, the database, signals.
const ONCE: [&str; 16] = [
    "chrono",
    "clap",
    "crossterm",
    "csv",
    "libsqlite3-sys",
    "quick-xml",
    "ratatui-core",
    "ring",
    "rusqlite",
    "rustls",
    "serde",
    "serde_json",
    "signal-hook-registry",
    "toml",
    "unicode-width",
    "url",
];

/// A crate that is built into the program, or helps to build or test it.
struct Crate {
    name: String,
    version: String,
    licence: String,
    needs: String,
}

/// The output of a tool that comes with Rust.
fn tool(variable: &str, name: &str, arguments: &[&str]) -> String {
    let program = std::env::var_os(variable).unwrap_or_else(|| name.into());
    let output = Command::new(program)
        .args(arguments)
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .output()
        .expect(name);
    let why = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{name} {arguments:?}: {why}");
    String::from_utf8(output.stdout).expect("text")
}

fn crates() -> Vec<Crate> {
    let about = tool("RUSTC", "rustc", &["-vV"]);
    let host = about.lines().find_map(|line| line.strip_prefix("host: "));
    let arguments = [
        "metadata",
        "--format-version=1",
        "--locked",
        "--filter-platform",
        host.expect("a host"),
    ];
    let found: Json = serde_json::from_str(&tool("CARGO", "cargo", &arguments)).expect("JSON");
    let packages = found["packages"].as_array().expect("packages");
    let text = |value: &Json| value.as_str().unwrap_or_default().to_owned();
    packages
        .iter()
        .map(|one| Crate {
            name: text(&one["name"]),
            version: text(&one["version"]),
            licence: text(&one["license"]),
            needs: text(&one["rust_version"]),
        })
        .collect()
}

/// Whether what a licence expression (SPDX, or the slash of older crates) leaves to choose from
/// has a choice that is in the list throughout.
fn is_accepted(expression: &str) -> bool {
    let spaced = expression.replace('/', " OR ");
    let spaced = spaced.replace('(', " ( ").replace(')', " ) ");
    let words: Vec<&str> = spaced.split_whitespace().collect();
    let mut rest = &words[..];
    either(&mut rest) && rest.is_empty()
}

fn either(rest: &mut &[&str]) -> bool {
    let mut accepted = both(rest);
    while let ["OR", after @ ..] = rest {
        *rest = after;
        accepted |= both(rest);
    }
    accepted
}

fn both(rest: &mut &[&str]) -> bool {
    let mut accepted = one(rest);
    while let ["AND", after @ ..] = rest {
        *rest = after;
        accepted &= one(rest);
    }
    accepted
}

fn one(rest: &mut &[&str]) -> bool {
    match *rest {
        ["(", after @ ..] => {
            *rest = after;
            let accepted = either(rest);
            *rest = rest.strip_prefix(&[")"]).unwrap_or(&["unclosed"]);
            accepted
        }
        [licence, "WITH", exception, after @ ..] => {
            *rest = after;
            LICENCES.contains(&format!("{licence} WITH {exception}").as_str())
        }
        [licence, after @ ..] => {
            *rest = after;
            LICENCES.contains(licence)
        }
        [] => false,
    }
}

#[test]
fn every_licence_is_one_of_the_list_and_none_of_the_list_is_idle() {
    let crates = crates();
    assert!(crates.len() > 100, "{} crates", crates.len());
    for one in &crates {
        let Crate { name, licence, .. } = one;
        assert!(is_accepted(licence), "{name}: \"{licence}\"");
    }
    for licence in LICENCES {
        let used = crates.iter().any(|one| one.licence.contains(licence));
        assert!(used, "no crate is under {licence}: take it off the list");
    }
}

#[test]
fn an_expression_is_accepted_by_its_choices() {
    for fine in [
        "MIT",
        "GPL-3.0 OR MIT",
        "GPL-3.0/MIT",
        "(GPL-3.0 OR MIT) AND ISC",
        "Apache-2.0 WITH LLVM-exception OR GPL-2.0",
    ] {
        assert!(is_accepted(fine), "{fine}");
    }
    for bad in [
        "",
        "GPL-3.0",
        "MIT AND GPL-3.0",
        "(MIT",
        "MIT)",
        "ISC AND (GPL-3.0 OR AGPL-3.0)",
        "MIT WITH exceptions",
    ] {
        assert!(!is_accepted(bad), "{bad}");
    }
}

#[test]
fn what_must_be_there_once_is_there_once() {
    let mut versions: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for one in crates() {
        versions.entry(one.name).or_default().insert(one.version);
    }
    for name in ONCE {
        let found = versions.get(name);
        let count = found.map_or(0, BTreeSet::len);
        assert_eq!(count, 1, "{name}: {found:?}");
    }
}

/// Major and minor number.
fn release(version: &str) -> (u32, u32) {
    let mut parts = version.split('.').map(|part| part.parse().expect(version));
    (parts.next().unwrap_or(0), parts.next().unwrap_or(0))
}

#[test]
fn no_crate_needs_a_newer_rust_than_this_one_says() {
    let own = release(env!("CARGO_PKG_RUST_VERSION"));
    for one in crates().iter().filter(|one| !one.needs.is_empty()) {
        let Crate { name, needs, .. } = one;
        assert!(release(needs) <= own, "{name} needs Rust {needs}");
    }
}

//! What is installed beside the program: completions and manual pages, from the real binary.

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use trafficdash::export::format::FORMATS;
use trafficdash::tui::theme::Theme;
use trafficdash::tui::view_id::VIEWS;

const SHELLS: [&str; 5] = ["bash", "zsh", "fish", "powershell", "elvish"];

fn run(folder: &Path, arguments: &[&str]) -> Output {
    let mut command = Command::new(assert_cmd::cargo::cargo_bin!("trafficdash"));
    command.args(arguments).current_dir(folder);
    command.env("XDG_CONFIG_HOME", folder);
    command.output().expect("it runs")
}

/// Standard output of a run that is to succeed without a word.
fn fine(folder: &Path, arguments: &[&str]) -> String {
    let output = run(folder, arguments);
    assert!(output.status.success(), "{arguments:?}: {output:?}");
    assert!(output.stderr.is_empty(), "{arguments:?}: {output:?}");
    String::from_utf8(output.stdout).expect("text")
}

#[test]
fn every_shell_is_told_the_subcommands_and_their_values() {
    let folder = tempfile::tempdir().expect("a folder");
    for shell in SHELLS {
        let script = fine(folder.path(), &["completions", shell]);
        for word in ["check-claim", "--as-of", "--format"] {
            // fish writes options without their dashes.
            let bare = word.trim_start_matches('-');
            assert!(script.contains(bare), "{shell}: {word}");
        }
        for name in VIEWS.iter().map(|row| row.name) {
            assert!(script.contains(name), "{shell}: {name}");
        }
        // PowerShell and elvish complete no values of options.
        if !["powershell", "elvish"].contains(&shell) {
            for name in FORMATS.iter().map(|row| row.name) {
                assert!(script.contains(name), "{shell}: {name}");
            }
        }
    }
}

#[test]
fn bash_completes_what_it_is_given() {
    let folder = tempfile::tempdir().expect("a folder");
    let script = fine(folder.path(), &["completions", "bash"]);
    let file = folder.path().join("trafficdash.bash");
    fs::write(&file, script).expect("written");
    let complete = |words: &[&str]| {
        let line = format!(
            "source '{}'; COMP_WORDS=({}); COMP_CWORD={}; _trafficdash trafficdash '{}' '{}'; \
             printf '%s\\n' \"${{COMPREPLY[@]}}\"",
            file.display(),
            words.join(" "),
            words.len() - 1,
            words[words.len() - 1],
            words[words.len() - 2],
        );
        let output = Command::new("bash")
            .args(["--norc", "-c", &line])
            .output()
            .expect("bash");
        let text = String::from_utf8(output.stdout).expect("text");
        text.lines().map(str::to_owned).collect::<Vec<_>>()
    };
    assert_eq!(complete(&["trafficdash", "sho"]), ["show"]);
    let views: Vec<&str> = VIEWS.iter().map(|row| row.name).collect();
    let offered = complete(&["trafficdash", "show", "\"\""]);
    for view in views {
        assert!(offered.iter().any(|one| one == view), "{view}: {offered:?}");
    }
    let formats = complete(&["trafficdash", "show", "overview", "--format", "p"]);
    assert_eq!(formats, ["plain", "png"]);
    let indicators = complete(&["trafficdash", "export", "--indicator", "nrm-ref"]);
    assert!(
        indicators.contains(&"nrm-referrals".to_owned()),
        "{indicators:?}"
    );
    assert_eq!(complete(&["trafficdash", "--theme", "\"\""]), Theme::ALL);
    let heeded = complete(&["trafficdash", "keys", "--"]);
    assert_eq!(heeded, ["--config", "--help"]);
    let list = complete(&["trafficdash", "news", "list", "--p"]);
    assert_eq!(list, ["--period"]);
}

/// Whether a shell is installed that reads its completions as users do.
fn has(shell: &str) -> bool {
    Command::new(shell).arg("-c").arg("true").output().is_ok()
}

#[test]
fn fish_completes_what_it_is_given() {
    if !has("fish") {
        return;
    }
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("trafficdash.fish");
    fs::write(&file, fine(folder.path(), &["completions", "fish"])).expect("written");
    let complete = |line: &str| {
        let script = format!("source '{}'; complete -C '{line}'", file.display());
        let mut fish = Command::new("fish");
        fish.args(["--no-config", "-c", &script]);
        let output = fish.env("HOME", folder.path()).output().expect("fish");
        let text = String::from_utf8(output.stdout).expect("text");
        let words = text.lines().filter_map(|line| line.split('\t').next());
        words.map(str::to_owned).collect::<Vec<_>>()
    };
    let offered = complete("trafficdash show ");
    for row in VIEWS {
        assert!(offered.contains(&row.name.to_owned()), "{offered:?}");
    }
    assert_eq!(complete("trafficdash show over"), ["overview"]);
    assert_eq!(complete("trafficdash completions z"), ["zsh"]);
    assert_eq!(complete("trafficdash news mark k sta"), ["star"]);
    let mut themes = complete("trafficdash --theme ");
    themes.sort_by_key(|name| Theme::ALL.iter().position(|theme| theme == name));
    assert_eq!(themes, Theme::ALL);
    let indicators = complete("trafficdash export --indicator nrm-ref");
    assert!(indicators.contains(&"nrm-referrals".to_owned()));
}

#[test]
fn zsh_reads_its_script_and_has_the_views_in_it() {
    if !has("zsh") {
        return;
    }
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("_trafficdash");
    fs::write(&file, fine(folder.path(), &["completions", "zsh"])).expect("written");
    let script = format!(
        "autoload -U compinit && compinit -D -u && source '{}' && print -r --          $_comps[trafficdash] $functions[_trafficdash]",
        file.display()
    );
    let output = Command::new("zsh").args(["-f", "-c", &script]).output();
    let output = output.expect("zsh");
    let text = String::from_utf8_lossy(&output.stdout);
    assert!(text.starts_with("_trafficdash "), "{output:?}");
    for row in VIEWS {
        assert!(text.contains(row.name), "{}: {text}", row.name);
    }
}

#[test]
fn a_folder_gets_a_page_for_every_subcommand_and_keeps_what_is_there() {
    let folder = tempfile::tempdir().expect("a folder");
    let written = run(folder.path(), &["man", "-o", "man/man1"]);
    assert!(written.status.success(), "{written:?}");
    let pages = folder.path().join("man/man1");
    let main = fs::read_to_string(pages.join("trafficdash.1")).expect("the page");
    assert_eq!(main, fine(folder.path(), &["man"]));
    assert!(main.contains(".SH \"EXIT STATUS\""), "{main}");
    let names = main.lines().filter_map(|line| {
        let name = line.strip_prefix("trafficdash\\-")?;
        name.strip_suffix("(1)").map(|name| name.replace('\\', ""))
    });
    let names: Vec<String> = names.collect();
    assert!(names.iter().any(|name| name == "check-claim"), "{names:?}");
    for name in names {
        let page = fs::read_to_string(pages.join(format!("trafficdash-{name}.1")));
        assert!(page.expect(&name).contains(".SH EXAMPLES"), "{name}");
    }
    let refused = run(folder.path(), &["man", "-o", "man/man1"]);
    assert_eq!(refused.status.code(), Some(1), "{refused:?}");
    let why = String::from_utf8(refused.stderr).expect("text");
    assert!(why.contains("--force"), "{why}");
    let replaced = run(folder.path(), &["man", "-o", "man/man1", "--force"]);
    assert!(replaced.status.success(), "{replaced:?}");
}

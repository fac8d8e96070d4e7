//! Links are opened by a program of the system that gets the address as its one argument, or not
//! at all: no shell reads it, and nothing but http and https is opened.
#![cfg(target_os = "linux")] // where that program is called xdg-open

use std::fs;
use std::os::unix::fs::PermissionsExt as _;
use std::path::Path;

use portable_pty::CommandBuilder;
use rusqlite::Connection;

use crate::BINARY;
use crate::server::{Server, say};
use crate::session::Session;

/// Links that are opened as they stand.
const OPENED: [&str; 5] = [
    "https://a.example/\"quoted\"'q'",
    "https://a.example/$(touch${IFS}made)`touch${IFS}made`;touch|made&",
    "http://-oProxyCommand=x/",
    "https://a.example/%0a\\n\\",
    "https://a.example/a?b=c&d#--help",
];

/// Links that are not opened.
const REFUSED: [&str; 9] = [
    "-version",
    "--help https://a.example/",
    "javascript:alert(1)",
    "file:///etc/passwd",
    "HTTPS://a.example/x",
    "https://",
    "https://a.example/a b",
    "https://a.example/\ttab",
    "https://a.example/\u{202e}é",
];

/// A program that notes each of its arguments on a line.
fn opener(folder: &Path) {
    let noted = folder.join("noted").display().to_string();
    let script = format!(
        "#!/bin/sh\nprintf '%s\\n' \"$#\" \"$@\" > {noted}.part\nmv {noted}.part {noted}\n"
    );
    let path = folder.join("xdg-open");
    fs::write(&path, script).expect("written");
    fs::set_permissions(&path, fs::Permissions::from_mode(0o755)).expect("made a program");
}

fn command(folder: &Path) -> CommandBuilder {
    let mut command = CommandBuilder::new(BINARY);
    command.env_clear();
    let path = format!("{}:/usr/bin:/bin", folder.display());
    for (name, value) in [
        ("PATH", path.as_str()),
        ("TERM", "xterm"),
        ("LANG", "C.UTF-8"),
    ] {
        command.env(name, value);
    }
    for name in ["HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME"] {
        command.env(name, folder);
    }
    command.cwd(folder);
    command
}

/// An archive with one item that has these links, written by another program.
fn archive_with(folder: &Path, links: &[&str]) {
    let server = Server::start(|_, wire| {
        let item = "<item><title>Story</title><guid>1</guid><description>x &lt;a \
                    href=\"https://a.example/\"&gt;y&lt;/a&gt;</description></item>";
        let feed = format!("<rss version=\"2.0\"><channel><title>F</title>{item}</channel></rss>");
        say(wire, "200 OK", "", feed.as_bytes())
    });
    for arguments in [
        vec!["news", "follow", &server.address("/")],
        vec!["news", "fetch"],
    ] {
        let mut command = command(folder);
        command.args(arguments);
        assert_eq!(Session::start(command, (80, 24)).end().exit_code(), 0);
    }
    let archive = Connection::open(folder.join("trafficdash/news.sqlite3")).expect("the archive");
    let sql = "UPDATE body SET links = ?1";
    assert_eq!(
        archive.execute(sql, [links.join("\n")]).expect("written"),
        1
    );
}

#[test]
fn a_link_is_one_argument_of_the_opener_or_is_not_opened() {
    let folder = tempfile::tempdir().expect("a folder");
    opener(folder.path());
    let links = [&OPENED[..], &REFUSED[..]].concat();
    archive_with(folder.path(), &links);
    let noted = folder.path().join("noted");
    let mut dashboard = Session::start(command(folder.path()), (140, 40));
    dashboard.wait_for("Overview");
    dashboard.press("5");
    dashboard.wait_for("Story");
    dashboard.press("g\r");
    dashboard.wait_for("esc list");
    // What the archive has of the item comes a moment later.
    dashboard.wait_for("[14] https");
    for (at, link) in links.iter().enumerate() {
        dashboard.press(&format!(":link {}\r", at + 1));
        if OPENED.contains(link) {
            dashboard.wait_for(&format!("opened {}", &link[..20]));
            let arguments = fs::read_to_string(&noted).expect("it was run");
            assert_eq!(arguments, format!("1\n{link}\n"));
            fs::remove_file(&noted).expect("read");
        } else {
            dashboard.wait(&format!("refusal of {link:?}"), |screen| {
                screen.contents().contains("not opened: ")
            });
        }
        dashboard.press("\x1b[A");
        dashboard.wait_without("opened");
    }
    dashboard.press("\x03");
    assert_eq!(dashboard.end().exit_code(), 0);
    assert!(!noted.exists(), "what was refused was not opened");
    assert!(!folder.path().join("made").exists(), "no shell read a link");
}

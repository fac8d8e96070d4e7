//! Files that are built to be slow, deep or huge: the real program says what is wrong with each,
//! in little more memory than it needs for a file that is right.
#![cfg(target_os = "linux")] // where memory is counted in this way

use std::fs::{self, File};
use std::io::{BufWriter, Read as _, Write as _};
use std::net::TcpListener;
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::mpsc;
use std::thread;
use std::time::Duration;

use tempfile::TempDir;

const BINARY: &str = env!("CARGO_BIN_EXE_trafficdash");

/// What is refused may take so much memory more than what is right.
const MORE: u64 = 64 << 10;

/// What is not done by then hangs.
const HANGS: Duration = Duration::from_mins(2);

/// The exit status and what was said, of the program run in a folder with so many KiB of data;
/// no status if it was ended by its own fault.
fn run(folder: &Path, memory: u64, arguments: &[&str]) -> (Option<i32>, String) {
    let script = format!("ulimit -c 0; ulimit -d {memory} && exec \"$0\" \"$@\"");
    let mut child = Command::new("/bin/sh")
        .args(["-c", &script, BINARY])
        .args(arguments)
        .env_clear()
        .env("LANG", "C.UTF-8")
        .env("HOME", folder)
        .env("XDG_DATA_HOME", folder)
        .current_dir(folder)
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("started");
    let (sender, said) = mpsc::channel();
    let (out, err) = (child.stdout.take(), child.stderr.take());
    let read = |mut stream: Box<dyn std::io::Read + Send>| {
        let sender = sender.clone();
        thread::spawn(move || {
            let mut text = Vec::new();
            stream.read_to_end(&mut text).expect("read");
            let _ = sender.send(text);
        });
    };
    read(Box::new(out.expect("a pipe")));
    read(Box::new(err.expect("a pipe")));
    let mut text = Vec::new();
    for _ in 0..2 {
        let Ok(some) = said.recv_timeout(HANGS) else {
            child.kill().expect("ended");
            panic!("{arguments:?} hangs");
        };
        text.extend(some);
    }
    let status = child.wait().expect("ended").code();
    // A panic and what the shell makes of a signal are no answers.
    let status = status.filter(|status| *status < 100);
    (status, String::from_utf8_lossy(&text).into_owned())
}

/// How much data the program needs for what is right, in KiB.
fn base(folder: &Path) -> u64 {
    let mut steps = (1..).map(|step| step * 4096);
    let fits = |memory: &u64| run(folder, *memory, &["check"]).0 == Some(0);
    let base = steps.find(|memory| *memory > 512 << 10 || fits(memory));
    base.filter(|memory| *memory < 256 << 10).expect("it runs")
}

/// A text as often as it fits into so many bytes.
fn filled(head: &str, text: &str, bytes: usize) -> String {
    format!("{head}{}", text.repeat((bytes - head.len()) / text.len()))
}

const HEADING: &str = "geography,period,value,status,source,note\n";
const VALUES: &str = "indicators/ocg-human-trafficking.csv";

/// The most bytes that are read of a file of words, of values, of settings, of a list of feeds.
const WORDS: usize = 512 << 10;
const ROWS: usize = 8 << 20;
const SETTINGS: usize = (1 << 16) - 1;
const LIST: usize = (2 << 20) - 1;

#[test]
fn a_record_that_is_a_bomb_is_refused_in_little_memory() {
    let rows = |text: &str| (VALUES, filled(HEADING, text, ROWS));
    let toml = |head: &str, text: &str| ("events.toml", filled(head, text, WORDS));
    let keys = (0..40_000).map(|at| format!("k{at} = 1\n"));
    let bombs = [
        toml("x = ", "["),
        toml("x = ", "{a="),
        toml("[a", ".a"),
        toml("", "= =\n"),
        toml("", "[[event]]\n"),
        toml("title = \"\"\"", "a"),
        ("events.toml", keys.collect()),
        ("outline.toml", filled("", "[[chart]]\nx = 1\n", WORDS)),
        rows("uk,2012,92,,x,\n"),
        // Each of these rows is right by itself and is kept.
        (
            VALUES,
            filled(HEADING, "uk,2012,92,,article-2012-10-18,\n", ROWS),
        ),
        rows(","),
        rows("\"\n"),
        rows("\"\"\""),
    ];
    let folder = tempfile::tempdir().expect("a folder");
    let memory = base(folder.path()) + MORE;
    for (at, (path, text)) in bombs.iter().enumerate() {
        let record = tempfile::tempdir().expect("a folder");
        fs::create_dir(record.path().join("indicators")).expect("made");
        fs::write(record.path().join(path), text).expect("written");
        let record = record.path().display().to_string();
        let (status, said) = run(folder.path(), memory, &["check", &record]);
        let begin: String = said.chars().take(300).collect();
        assert_eq!(status, Some(1), "{at}: {path} {begin}");
        assert!(said.contains(path), "{at}: {path} is named in {begin}");
    }
}

/// A file of so many bytes that takes no room on disk.
fn hollow(path: &Path, bytes: u64) {
    fs::create_dir_all(path.parent().expect("a folder")).expect("made");
    File::create(path)
        .and_then(|file| file.set_len(bytes))
        .expect("made");
}

#[test]
fn a_file_that_is_too_large_is_not_read() {
    let folder = tempfile::tempdir().expect("a folder");
    let memory = base(folder.path()) + MORE;
    let path = |name: &str| folder.path().join(name).display().to_string();
    hollow(&folder.path().join("table").join(VALUES), 64 << 20);
    hollow(&folder.path().join("words/sources.toml"), 64 << 20);
    hollow(&folder.path().join("other/picture.bin"), 4 << 30);
    hollow(&folder.path().join("settings.toml"), 100 << 20);
    hollow(&folder.path().join("claims.toml"), 100 << 20);
    hollow(&folder.path().join("news.json"), 4 << 30);
    for (arguments, status, what) in [
        (["check", &path("table")].to_vec(), 1, "larger than 8 MiB"),
        (["check", &path("words")].to_vec(), 1, "larger than 512 KiB"),
        (["check", &path("other")].to_vec(), 1, "no file of a record"),
        (
            ["keys", "--config", &path("settings.toml")].to_vec(),
            0,
            "too large",
        ),
        (
            ["check-claim", "--file", &path("claims.toml")].to_vec(),
            1,
            "larger than 512 KiB",
        ),
        (
            ["news", "import", &path("news.json")].to_vec(),
            1,
            "it has 2 MiB or more",
        ),
    ] {
        let (ended, said) = run(folder.path(), memory, &arguments);
        let begin: String = said.chars().take(300).collect();
        assert_eq!(ended, Some(status), "{arguments:?} {begin}");
        assert!(said.contains(what), "{arguments:?} {begin}");
    }
}

#[test]
fn settings_claims_and_lists_that_are_bombs_are_refused_in_little_memory() {
    let mut laughs = String::new();
    for (name, of) in ('b'..='i').zip('a'..='h') {
        let more = format!("&{of};").repeat(20);
        laughs.push_str(&format!("<!ENTITY {name} \"{more}\">"));
    }
    let laughs = format!(
        "<!DOCTYPE x [<!ENTITY a \"ha\">{laughs}]><opml><outline text=\"&i;\" \
         xmlUrl=\"exec:&i;\"/></opml>"
    );
    let deep = |head: &str, text: &str| filled(head, text, LIST);
    let folder = tempfile::tempdir().expect("a folder");
    let memory = base(folder.path()) + MORE;
    let keys = (0..5_000).map(|at| format!("k{at} = 1\n"));
    for (arguments, text, status) in [
        (
            ["keys", "--config"].to_vec(),
            filled("x = ", "[", SETTINGS),
            0,
        ),
        (
            ["keys", "--config"].to_vec(),
            filled("", "= =\n", SETTINGS),
            0,
        ),
        (["keys", "--config"].to_vec(), keys.collect(), 0),
        (
            ["check-claim", "--file"].to_vec(),
            filled("x = ", "[", WORDS),
            1,
        ),
        (
            ["check-claim", "--file"].to_vec(),
            filled("", "[[claim]]\n", WORDS),
            1,
        ),
        (["news", "import"].to_vec(), laughs, 1),
        (
            ["news", "import"].to_vec(),
            deep("<opml>", "<outline text='a'>"),
            1,
        ),
        (
            ["news", "import"].to_vec(),
            deep("<opml>", "<outline xmlUrl='exec:x'/>"),
            1,
        ),
        (["news", "import"].to_vec(), deep("<opml ", "a='b' "), 1),
        (
            ["news", "import"].to_vec(),
            deep("{\"schema\":\"urn:trafficdash:schema:1\",\"archive\":", "["),
            2,
        ),
        (["news", "import"].to_vec(), deep("", "{\"a\":"), 2),
    ] {
        let file = folder.path().join("bomb");
        fs::write(&file, text).expect("written");
        let arguments = [arguments, vec![file.to_str().expect("text")]].concat();
        let (ended, said) = run(folder.path(), memory, &arguments);
        let begin: String = said.chars().take(300).collect();
        assert_eq!(ended, Some(status), "{arguments:?} {begin}");
        assert!(said.contains("trafficdash: "), "{arguments:?} {begin}");
    }
}

/// An archive as `news export` writes it, with so many items that each take so many bytes.
fn write_archive(path: &Path, items: usize, bytes: usize) {
    let mut file = BufWriter::new(File::create(path).expect("made"));
    let mut put = |text: &str| file.write_all(text.as_bytes()).expect("written");
    put("{\"schema\": \"urn:trafficdash:schema:1\", \"archive\": [\n");
    put("{\"is\": \"feed\", \"address\": \"https://x.uk/feed\", \"subscribed\": true}");
    let long = "a".repeat(bytes);
    for at in 0..items {
        put(&format!(
            ",\n{{\"is\": \"item\", \"key\": \"k{at}\", \"title\": \"T\", \"feeds\": \
             [{{\"feed\": \"https://x.uk/feed\", \"guid\": \"{long}\"}}]}}"
        ));
    }
    put("]}\n");
}

#[test]
fn an_archive_is_imported_in_little_memory_however_large_it_is() {
    let folder = tempfile::tempdir().expect("a folder");
    let memory = base(folder.path()) + MORE;
    let file = folder.path().join("news.json");
    let arguments = ["news", "import", "news.json"];
    write_archive(&file, 2, 1 << 20);
    let (status, said) = run(folder.path(), memory, &arguments);
    assert_eq!(status, Some(2), "{said}");
    let why = "a record has more than 1 MiB at line 3 ";
    assert!(said.contains(why), "{said}");

    write_archive(&file, 80, 1_000_000);
    let (status, said) = run(folder.path(), memory, &arguments);
    assert_eq!(status, Some(0), "{said}");
    assert!(said.contains("1 new feed, 80 new items"), "{said}");
}

/// A folder with a pipe in it that nobody writes to.
fn with_pipe() -> TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    let made = Command::new("mkfifo")
        .arg(folder.path().join("events.toml"))
        .status();
    assert!(made.expect("mkfifo").success());
    folder
}

#[test]
fn what_is_no_file_is_not_waited_for() {
    let folder = with_pipe();
    let record = folder.path().display().to_string();
    let pipe = folder.path().join("events.toml").display().to_string();
    let memory = base(Path::new("/")) + MORE;
    for arguments in [
        vec!["check", record.as_str()],
        vec!["keys", "--config", &pipe],
        vec!["check-claim", "--file", &pipe],
        vec!["news", "import", &pipe],
        vec!["keys", "--config", "/dev/zero"],
        vec!["check-claim", "--file", "/dev/zero"],
        vec!["check-claim", "--file", "/dev/stdin"],
        vec!["news", "import", "/dev/zero"],
        vec!["check", "/proc/self/fd"],
        vec!["check", "/dev"],
    ] {
        let (status, said) = run(folder.path(), memory, &arguments);
        assert!(status.is_some(), "{arguments:?} {said}");
    }
    let (_, said) = run(folder.path(), memory, &["check", &record]);
    assert!(said.contains("it is no regular file"), "{said}");
}

/// Answers every request with this, for as long as the test runs; gives its address.
fn served(body: String) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
    let address = listener.local_addr().expect("an address");
    thread::spawn(move || {
        for mut stream in listener.incoming().flatten() {
            let mut asked = Vec::new();
            let mut bytes = [0; 1024];
            while !asked.ends_with(b"\r\n\r\n") {
                match stream.read(&mut bytes) {
                    Ok(count) if count > 0 => asked.extend_from_slice(&bytes[..count]),
                    _ => break,
                }
            }
            let head = "HTTP/1.1 200 OK\r\nContent-Type: application/rss+xml\r\nConnection: close";
            let length = body.len();
            let answer = format!("{head}\r\nContent-Length: {length}\r\n\r\n{body}");
            // One that hangs up in the middle has had enough.
            let _ = stream.write_all(answer.as_bytes());
        }
    });
    format!("http://{address}/feed")
}

#[test]
fn an_item_whose_html_is_a_bomb_is_kept_and_read_in_little_memory() {
    const MARKUP: usize = 1 << 20;
    let attributes = (0..100_000).map(|at| format!(" a{at}='b'"));
    let bombs = [
        "<div>".repeat(50_000) + &"</div>".repeat(50_000),
        "<b><table><i>".repeat(50_000),
        filled("", "<ol></ol>", MARKUP),
        filled("", "<ol><li>a", MARKUP),
        filled("", "<blockquote>a", MARKUP),
        format!("<p{}>", attributes.collect::<String>()),
        filled("<p title='", "a", MARKUP),
        filled("", "&amp;", MARKUP),
        filled("", "&CounterClockwiseContourIntegral;", MARKUP),
        filled("", "&#x10ffff", MARKUP),
        filled("", "<", MARKUP),
        filled("", "<!--", MARKUP),
        filled("", "<a href='/x'>", MARKUP),
        filled("", "<p>a", 3 * MARKUP),
        // Each is a number that the record knows, and all are one sentence.
        "946 potential victims referred in 2011 ".repeat(5000),
    ];
    let home = tempfile::tempdir().expect("a folder");
    let memory = base(home.path()) + MORE;
    let fine = |arguments: &[&str]| {
        let (status, said) = run(home.path(), memory, arguments);
        let begin: String = said.chars().take(300).collect();
        assert_eq!(status, Some(0), "{arguments:?} {begin}");
        said
    };
    // No feed is larger than 5 MiB.
    for (feed, bombs) in bombs.chunks(4).enumerate() {
        let mut body = format!("<rss version='2.0'><channel><title>F{feed}</title>");
        for (at, bomb) in bombs.iter().enumerate() {
            body.push_str(&format!(
                "<item><guid>{at}</guid><title>Bomb {feed} {at}</title><description>\
                 <![CDATA[<p>Before</p>{bomb}</p>After]]></description></item>"
            ));
        }
        body.push_str("</channel></rss>");
        fine(&["news", "follow", &served(body)]);
    }
    fine(&["news", "fetch"]);
    let list = fine(&["news", "list", "bomb", "--format", "json"]);
    let keys = list.split("\"key\": \"").skip(1);
    let keys: Vec<&str> = keys
        .filter_map(|rest| Some(rest.split_once('"')?.0))
        .collect();
    assert_eq!(keys.len(), bombs.len(), "{list}");
    // One repeats a figure, one is a list of very many points, which are numbered.
    assert_eq!(list.matches("\"more_numbers\": true").count(), 2);
    let mut cut = 0;
    for key in keys {
        let said = fine(&["news", "show", key]);
        let begin: String = said.chars().take(300).collect();
        assert!(said.contains("Bomb") && said.contains("Before"), "{begin}");
        cut += usize::from(said.contains("only the first 1,000 were looked up"));
    }
    assert_eq!(cut, 2, "both say that they have more numbers");
}

#[test]
fn a_feed_of_very_many_entries_is_read_in_little_memory() {
    const FEED: usize = 4 << 20;
    let head = "<rss version='2.0'><channel><title>F</title>";
    let items = "{\"version\":\"https://jsonfeed.org/version/1.1\",\"items\":[{\"id\":\"a\"}";
    let bombs = [
        filled(head, "<item/>", FEED),
        filled(head, "<item>", FEED),
        filled(head, "<item><title>a</title></item>", FEED),
        filled(items, ",{}", FEED),
        filled(items, ",{}", FEED) + "]}",
        filled(items, ",{\"id\":\"b\"}", FEED) + "]}",
        filled(items, ",0", FEED) + "]}",
        filled(&items.replace("items", "x"), ",0", FEED) + "],\"items\":[{\"id\":\"c\"}]}",
        filled(&items.replace('}', ",\"x\":[0"), ",0", FEED) + "]}]}",
    ];
    for (at, bomb) in bombs.into_iter().enumerate() {
        let home = tempfile::tempdir().expect("a folder");
        let memory = base(home.path()) + MORE;
        let (status, said) = run(home.path(), memory, &["news", "follow", &served(bomb)]);
        assert_eq!(status, Some(0), "{at}: {said}");
        let (status, said) = run(home.path(), memory, &["news", "fetch"]);
        let begin: String = said.chars().take(300).collect();
        assert_eq!(status, Some(0), "{at}: {begin}");
        assert!(begin.contains("1 feed answered"), "{at}: {begin}");
    }
}

#[test]
fn the_limit_holds() {
    let folder = tempfile::tempdir().expect("a folder");
    assert_eq!(run(folder.path(), 4096, &["check"]).0, None);
}

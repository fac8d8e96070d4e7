//! Text that wants to be more than text, at every edge where text comes in: a record, settings,
//! feeds, a list of feeds, an archive that another program wrote.

use std::fs;
use std::path::Path;

use rusqlite::Connection;
use toml::{Table, Value};
use trafficdash::load::FileSet;

/// What is put before every text, one after the other.
pub const PIECES: [&str; 11] = [
    "\u{1b}[2J",
    "\u{1b}]52;c;aGFjaw==\u{7}",
    "\u{1b}]8;;http://evil.example\u{1b}\\x\u{1b}]8;;\u{1b}\\",
    "\u{1b}P1$r0m\u{1b}\\",
    "\u{9b}31m\u{90}q\u{9c}\u{85}",
    "\0\u{8}\r\u{7f}",
    "\u{202e}\u{2066}\u{200e}\u{61c}",
    "\u{200b}\u{200d}\u{feff}\u{ad}a\u{2028}b\u{2029}",
    "\u{e0041}\u{e007f}\u{fdd0}\u{ffff}\u{10ffff}",
    "人身 한국어 👩\u{200d}👧 👍\u{1f3fd} ❤\u{fe0f} 🇬🇧 \u{644}\u{627} क\u{94d}ष",
    "",
];

/// Whether something is seen that was hostile and was made harmless.
pub fn is_seen(text: &str) -> bool {
    let left = ["·[2J", "·]52;c", "·]8;;", "·P1", "·31m·q·", "人身"];
    left.iter().any(|one| text.contains(one))
}

/// A piece by its number; the last one is a letter under two thousand marks.
pub fn piece(at: usize) -> String {
    match PIECES[at % PIECES.len()] {
        "" => format!("e{}", "\u{301}".repeat(2000)),
        piece => piece.to_owned(),
    }
}

/// All of them in one text.
pub fn everything() -> String {
    (0..PIECES.len()).map(piece).collect()
}

/// The fields of a record that are text to be read.
const PROSE: [&str; 13] = [
    "title",
    "text",
    "publisher",
    "published-note",
    "definition",
    "note",
    "notes",
    "label",
    "reason",
    "name",
    "phone",
    "singular",
    "plural",
];

/// The shipped record with something hostile before every text, as a folder without a mistake.
pub fn record(folder: &Path) {
    let mut count = 0;
    for file in FileSet::embedded().files {
        let text = match file.path.rsplit_once('.') {
            Some((_, "toml")) => {
                let mut table: Table = file.text.parse().expect("the record");
                spoil_table(&mut table, &mut count);
                table.to_string()
            }
            Some((_, "csv")) => spoilt_rows(&file.text, &mut count),
            _ => continue,
        };
        let path = folder.join(&file.path);
        fs::create_dir_all(path.parent().expect("a folder")).expect("made");
        fs::write(path, text).expect("written");
    }
}

fn spoil_table(table: &mut Table, count: &mut usize) {
    for (name, value) in table.iter_mut() {
        let prose = PROSE.contains(&name.as_str());
        spoil(value, prose, count);
    }
}

fn spoil(value: &mut Value, prose: bool, count: &mut usize) {
    match value {
        Value::String(text) if prose => {
            *text = format!("{}{text}", piece(*count));
            *count += 1;
        }
        Value::Array(list) => list.iter_mut().for_each(|one| spoil(one, prose, count)),
        Value::Table(table) => spoil_table(table, count),
        _ => {}
    }
}

/// Rows whose last cell, the note, is hostile.
fn spoilt_rows(text: &str, count: &mut usize) -> String {
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    let mut writer = csv::Writer::from_writer(Vec::new());
    let heading = reader.headers().expect("a heading").clone();
    writer.write_record(&heading).expect("written");
    let has_note = heading.iter().next_back() == Some("note");
    for row in reader.records() {
        let mut cells: Vec<String> = row.expect("a row").iter().map(str::to_owned).collect();
        if let Some(note) = cells.last_mut().filter(|_| has_note) {
            // A row is a line.
            *note = format!("{}{note}", piece(*count).replace('\r', ""));
            *count += 1;
        }
        writer.write_record(&cells).expect("written");
    }
    String::from_utf8(writer.into_inner().expect("written")).expect("text")
}

/// A folder on top of the record in which everything is wrong: names of files, of fields, and
/// what stands in them.
pub fn mistakes(folder: &Path) {
    for at in 0..PIECES.len() {
        let name: String = piece(at)
            .replace(['/', '\0'], "_")
            .chars()
            .take(40)
            .collect();
        fs::write(folder.join(format!("{name}.toml")), "id = 1").expect("written");
        for inner in ["indicators", "articles"] {
            fs::create_dir_all(folder.join(inner)).expect("made");
            let path = folder.join(inner).join(format!("{name}.toml"));
            fs::write(path, format!("{} = 2\n", Value::String(piece(at)))).expect("written");
        }
    }
    let odd = Value::String(everything());
    let text = format!(
        "[[event]]\n{odd} = 1\ndate = {odd}\nkind = {odd}\ntitle = {odd}\nindicators = [{odd}]\n"
    );
    fs::write(folder.join("events.toml"), text).expect("written");
    let text =
        format!("[[source]]\nid = {odd}\nstanding = {odd}\npublished = {odd}\nurl = {odd}\n");
    fs::write(folder.join("sources.toml"), text).expect("written");
    fs::write(folder.join("feeds.toml"), everything()).expect("written");
    let rows = (0..PIECES.len()).map(|at| format!("{0},{0},{0}\n", piece(at)));
    let path = folder.join("indicators/ocg-human-trafficking.csv");
    fs::write(path, rows.collect::<String>()).expect("written");
    let more =
        "geography,period,value,status,source,note\nuk,2011,\"\u{1b}[2J\u{9b}\",\u{7},\u{202e},x\n";
    fs::write(folder.join("indicators/ocg-drugs.csv"), more).expect("written");
}

/// Settings with hostile names and values, and broken TOML.
pub fn settings() -> String {
    let odd = Value::String(everything());
    let first = Value::String(piece(0));
    format!(
        "theme = {odd}\nglyphs = {odd}\nmouse = {odd}\n{odd} = 1\n{first} = 2\nfetch-every = {odd}\n\
         [keys]\n{odd} = [\"x\"]\nquit = [{odd}, \"\\u001b\", \"\\u202e\", \"q\"]\nup = [{first}]\n\
         {first} = [1]\nbroken \u{1b}[2J\u{9b}\u{202e} = = 1\n"
    )
}

/// A feed of some kind with hostile entries.
pub fn feed(kind: &str) -> Vec<u8> {
    let entries = (0..PIECES.len()).map(|at| entry(kind, at, &piece(at)));
    let entries: Vec<String> = entries.collect();
    let title = xml(&everything());
    match kind {
        "json" => format!(
            "{{\"version\":\"https://jsonfeed.org/version/1.1\",\"title\":{},\"items\":[{}]}}",
            json(&everything()),
            entries.join(",")
        ),
        "atom" => format!(
            "<feed xmlns=\"http://www.w3.org/2005/Atom\"><title>{title}</title>{}</feed>",
            entries.concat()
        ),
        _ => format!(
            "<rss version=\"2.0\"><channel><title>{title}</title>{}</channel></rss>",
            entries.concat()
        ),
    }
    .into_bytes()
}

fn entry(kind: &str, at: usize, text: &str) -> String {
    let (day, safe) = (10 + at, xml(text));
    let link = format!("https://evil.example/{kind}/{at}?{}", safe.replace('"', ""));
    match kind {
        "json" => {
            let html = format!("<p>{text} 946 referrals</p><a href='javascript:alert({at})'>x</a>");
            format!(
                "{{\"id\":{0},\"url\":{1},\"title\":{0},\"content_html\":{2},\"authors\":[{{\"name\":{0}}}],\
                 \"date_published\":\"2026-11-{day}T10:00:00Z\"}}",
                json(&format!("{text} json story {at}")),
                json(&link),
                json(&html)
            )
        }
        "atom" => format!(
            "<entry><id>{safe}</id><title type=\"html\">{safe} atom story {at}</title>\
             <link href=\"{link}\"/><author><name>{safe}</name></author>\
             <updated>2026-11-{day}T09:00:00Z</updated><content type=\"html\">{safe} &lt;a \
             href=\"file:///etc/passwd\"&gt;{safe}&lt;/a&gt; 23,411 referrals in 2025</content></entry>"
        ),
        _ => format!(
            "<item><guid>{safe}</guid><title>{safe} rss &#27;[2J story {at}</title><link>{link}</link>\
             <pubDate>{day} Nov 2026 08:00:00 GMT</pubDate><author>{safe}</author><description>{safe} \
             <![CDATA[<b>{text}</b> &#155;31m &#x202e; <a href=\"http://x.example/{at}\">{text}</a>]]>\
             </description></item>"
        ),
    }
}

fn xml(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('"', "&quot;")
}

fn json(text: &str) -> String {
    serde_json::to_string(text).expect("a text")
}

/// A list of feeds with hostile titles and addresses.
pub fn opml() -> String {
    let outlines = (0..PIECES.len()).map(|at| {
        let title = xml(&piece(at));
        let scheme = if at == 0 {
            "http://127.0.0.1:1/"
        } else {
            "exec:"
        };
        format!("<outline text=\"{title}\" title=\"{title}\" xmlUrl=\"{scheme}{title}\"/>")
    });
    format!("<opml><body>{}</body></opml>", outlines.collect::<String>())
}

/// Writes hostile text into every column of text of an archive, as another program might.
pub fn spoil_archive(file: &Path) {
    let archive = Connection::open(file).expect("the archive");
    let spoil = |table: &str, column: &str, text: &str| {
        let sql = format!("UPDATE {table} SET {column} = ?1 || coalesce({column}, '')");
        archive.execute(&sql, [text]).expect("written");
    };
    let all = everything();
    for (table, column) in [
        ("item", "title"),
        ("body", "paragraphs"),
        ("body", "author"),
        ("body", "links"),
        ("feed", "title"),
        ("feed", "words"),
        ("feed", "failure"),
        ("feed", "etag"),
        ("feed", "last_modified"),
    ] {
        spoil(table, column, &all);
    }
}

//! The source as the rules see it: code without comments, texts and tests, lines kept.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::sync::LazyLock;

/// One file of `src/`.
pub struct Source {
    /// Its path from the root of the crate: `src/tui/app.rs`.
    pub path: String,
    /// Its text as it stands.
    pub text: String,
    /// Its code: comments, texts and tests are blank.
    pub code: String,
    /// How many lines it has without its tests.
    pub lines: usize,
}

impl Source {
    /// A file of this text.
    pub fn new(path: &str, text: &str) -> Self {
        let plain = without_comments_and_texts(text);
        let (code, tested) = without_tests(&plain);
        Self {
            path: path.to_owned(),
            text: text.to_owned(),
            code,
            lines: text.lines().count() - tested,
        }
    }

    /// The modules that it stands in: `["tui", "app"]`; the crate itself is empty.
    pub fn module(&self) -> Vec<&str> {
        let inside = self.path.trim_start_matches("src/").trim_end_matches(".rs");
        match inside {
            "lib" | "main" => Vec::new(),
            _ => inside.split('/').collect(),
        }
    }

    /// Its top module: `tui`.
    pub fn layer(&self) -> &str {
        self.module().first().copied().unwrap_or_default()
    }

    /// Whether it is this file or module, or stands below it.
    pub fn stands_in(&self, place: &str) -> bool {
        let rest = self.path.strip_prefix(place);
        rest.is_some_and(|rest| rest.is_empty() || rest == ".rs" || rest.starts_with('/'))
    }

    /// Every line with code or texts, as it stands, with its place in the code.
    pub fn texts(&self) -> impl Iterator<Item = (usize, &str)> {
        let mut next = 0;
        let lines = self.code.split('\n').zip(self.text.split('\n'));
        lines.filter_map(move |(code, text)| {
            let at = next;
            next += code.len() + 1;
            (!code.trim().is_empty()).then_some((at, text))
        })
    }

    /// The line, counted from one, of a byte of the code.
    pub fn line_of(&self, at: usize) -> usize {
        self.code[..at].matches('\n').count() + 1
    }

    /// Every word of the code with its place.
    pub fn words(&self) -> impl Iterator<Item = (usize, &str)> {
        let starts = self.code.char_indices().filter(|(at, char)| {
            is_word(*char) && !self.code[..*at].chars().next_back().is_some_and(is_word)
        });
        starts.map(|(at, _)| (at, word(&self.code[at..])))
    }

    /// Every path that begins with `crate`, `super`, `self` or one of `roots`, groups of a `use`
    /// taken apart, with its place. Paths within the crate begin with `crate`.
    pub fn paths(&self, roots: &[&str]) -> Vec<(usize, Vec<String>)> {
        let mut paths = Vec::new();
        for (at, root) in self.words() {
            let rest = &self.code[at + root.len()..];
            let own = ["crate", "super", "self"].contains(&root);
            let before = self.code[..at].trim_end();
            let goes_on = before.strip_suffix("::").is_some_and(|before| {
                let last = before.chars().next_back();
                last.is_some_and(|last| is_word(last) || last == '>')
            });
            if goes_on || !rest.starts_with("::") || !(own || roots.contains(&root)) {
                continue;
            }
            let mut found = Vec::new();
            tree(&self.code[at..], &[], &mut found);
            let whole = |(path, _)| (at, self.absolute(path));
            paths.extend(found.into_iter().map(whole));
        }
        paths
    }

    /// The same paths with those that begin with a name that a `use` brought in, written out.
    pub fn paths_in_full(&self, roots: &[&str]) -> Vec<(usize, Vec<String>)> {
        let mut paths = self.paths(roots);
        let brought: BTreeMap<String, Vec<String>> = self.brought(roots);
        for (at, name) in self.words() {
            let goes_on = self.code[..at].trim_end().ends_with("::");
            let Some(before) = brought.get(name).filter(|_| !goes_on) else {
                continue;
            };
            let Some(rest) = self.code[at + name.len()..].strip_prefix("::") else {
                continue;
            };
            let mut found = Vec::new();
            tree(rest, before, &mut found);
            paths.extend(found.into_iter().map(|(path, _)| (at, path)));
        }
        paths
    }

    /// What each name stands for that a `use` brings in from one of `roots`.
    fn brought(&self, roots: &[&str]) -> BTreeMap<String, Vec<String>> {
        let uses = self.words().filter(|(_, word)| *word == "use");
        let mut found = Vec::new();
        for (at, word) in uses {
            let rest = self.code[at + word.len()..].trim_start();
            tree(rest.trim_start_matches("::"), &[], &mut found);
        }
        found.retain(|(path, _)| {
            path.first()
                .is_some_and(|root| roots.contains(&root.as_str()))
        });
        let named = found.into_iter().filter_map(|(mut path, alias)| {
            path.pop_if(|last| last == "self");
            Some((alias.or(path.last().cloned())?, path))
        });
        named.collect()
    }

    fn absolute(&self, path: Vec<String>) -> Vec<String> {
        let mut from: Vec<String> = self.module().iter().map(|&one| one.to_owned()).collect();
        let mut rest = path.into_iter().peekable();
        match rest.peek().map(String::as_str) {
            Some("self" | "super") => {}
            _ => return rest.collect(),
        }
        while let Some(up) = rest.next_if(|one| one == "self" || one == "super") {
            if up == "super" {
                from.pop();
            }
        }
        from.insert(0, "crate".to_owned());
        from.extend(rest);
        from
    }
}

/// Every file of `src/`, those that are tests as a whole left out.
pub fn all() -> &'static [Source] {
    static ALL: LazyLock<Vec<Source>> = LazyLock::new(read);
    &ALL
}

fn read() -> Vec<Source> {
    let mut texts = texts("src");
    let tests: Vec<String> = texts
        .iter()
        .flat_map(|one| test_files(&one.0, &one.1))
        .collect();
    let tested = |path: &str| {
        let mut tests = tests.iter().map(|one| one.trim_end_matches(".rs"));
        tests.any(|test| {
            let rest = path.strip_prefix(test);
            rest.is_some_and(|rest| rest == ".rs" || rest.starts_with('/'))
        })
    };
    texts.retain(|(path, _)| !tested(path) && path != "src/bake.rs");
    texts
        .iter()
        .map(|(path, text)| Source::new(path, text))
        .collect()
}

/// The path and text of every file of a folder.
pub fn texts(folder: &str) -> Vec<(String, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut texts = Vec::new();
    collect(root, &root.join(folder), &mut texts);
    texts.sort();
    texts
}

fn collect(root: &Path, folder: &Path, into: &mut Vec<(String, String)>) {
    for entry in fs::read_dir(folder).expect("a folder of source") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            collect(root, &path, into);
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            let name = path.strip_prefix(root).expect("below the root");
            let name = name.to_string_lossy().replace('\\', "/");
            into.push((name, fs::read_to_string(&path).expect("source")));
        }
    }
}

/// The files that a file declares as `#[cfg(test)] mod name;`.
fn test_files(path: &str, text: &str) -> Vec<String> {
    let folder = match path {
        "src/lib.rs" | "src/main.rs" => "src",
        _ => path.trim_end_matches(".rs"),
    };
    let plain = without_comments_and_texts(text);
    let declared = plain.split(TESTS_ALONE).skip(1).filter_map(|rest| {
        let rest = rest.trim_start().trim_start_matches("pub ");
        let name = word(rest.strip_prefix("mod ")?);
        rest["mod ".len() + name.len()..]
            .starts_with(';')
            .then_some(name)
    });
    declared.map(|name| format!("{folder}/{name}.rs")).collect()
}

/// A path, and the name that a `use` gives it.
type Branch = (Vec<String>, Option<String>);

/// Takes a tree of a `use` apart, or a path of an expression.
fn tree(text: &str, before: &[String], into: &mut Vec<Branch>) {
    let mut path = before.to_vec();
    let mut rest = text.trim_start();
    let mut alias = None;
    loop {
        if let Some(group) = rest.strip_prefix('{') {
            for part in parts(group) {
                tree(part, &path, into);
            }
            return;
        }
        let name = word(rest);
        if name.is_empty() {
            let star = rest.starts_with('*');
            path.extend(star.then(|| "*".to_owned()));
            break;
        }
        path.push(name.to_owned());
        let after = rest[name.len()..].trim_start();
        let Some(next) = after.strip_prefix("::") else {
            let renamed = after.strip_prefix("as ");
            alias = renamed.map(|renamed| word(renamed.trim_start()).to_owned());
            break;
        };
        rest = next.trim_start();
    }
    into.push((path, alias));
}

/// The parts of a group up to its closing brace.
fn parts(group: &str) -> Vec<&str> {
    let mut parts = Vec::new();
    let (mut depth, mut from) = (0, 0);
    for (at, char) in group.char_indices() {
        match char {
            '{' => depth += 1,
            '}' if depth > 0 => depth -= 1,
            ',' if depth > 0 => {}
            ',' | '}' => {
                parts.push(group[from..at].trim());
                from = at + 1;
            }
            _ => {}
        }
        if char == '}' && from == at + 1 {
            break;
        }
    }
    parts.retain(|part| !part.is_empty());
    parts
}

fn is_word(char: char) -> bool {
    char.is_alphanumeric() || char == '_'
}

fn word(text: &str) -> &str {
    let end = text.find(|char| !is_word(char)).unwrap_or(text.len());
    &text[..end]
}

/// The code with every comment and every text as spaces.
fn without_comments_and_texts(text: &str) -> String {
    let mut code = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(char) = rest.chars().next() {
        let after_word = code.chars().next_back().is_some_and(is_word);
        let length = match char {
            '/' if rest.starts_with("//") => rest.find('\n').unwrap_or(rest.len()),
            '/' if rest.starts_with("/*") => block_comment(rest),
            '"' => quoted(rest),
            'r' | 'b' if !after_word => raw(rest),
            '\'' => character(rest),
            _ => 0,
        };
        if length == 0 {
            code.push(char);
            rest = &rest[char.len_utf8()..];
            continue;
        }
        let blank = |char| if char == '\n' { '\n' } else { ' ' };
        code.extend(rest[..length].chars().map(blank));
        rest = &rest[length..];
    }
    code
}

fn block_comment(text: &str) -> usize {
    let (mut depth, mut at) = (0, 0);
    while at < text.len() {
        let rest = &text.as_bytes()[at..];
        if rest.starts_with(b"/*") {
            (depth, at) = (depth + 1, at + 2);
        } else if rest.starts_with(b"*/") {
            (depth, at) = (depth - 1, at + 2);
            if depth == 0 {
                return at;
            }
        } else {
            at += 1;
        }
    }
    text.len()
}

fn quoted(text: &str) -> usize {
    let mut escaped = false;
    for (at, char) in text.char_indices().skip(1) {
        match char {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            '"' => return at + 1,
            _ => {}
        }
    }
    text.len()
}

/// The length of a raw text or text of bytes, 0 if it is another word.
fn raw(text: &str) -> usize {
    let rest = text.strip_prefix('b').unwrap_or(text);
    let begun = text.len() - rest.len();
    if begun == 1 && rest.starts_with('"') {
        return 1 + quoted(rest);
    }
    let Some(inner) = rest.strip_prefix('r') else {
        return 0;
    };
    let hashes = inner.len() - inner.trim_start_matches('#').len();
    if !inner[hashes..].starts_with('"') {
        return 0;
    }
    let close = format!("\"{}", "#".repeat(hashes));
    let body = &inner[hashes + 1..];
    let end = body.find(&close).map_or(body.len(), |at| at + close.len());
    text.len() - body.len() + end
}

/// The length of a character in quotes, 0 for a lifetime.
fn character(text: &str) -> usize {
    let mut chars = text.char_indices().skip(1);
    match chars.next() {
        Some((_, '\\')) => {
            chars.next();
            text[3..].find('\'').map_or(0, |at| at + 4)
        }
        Some((at, char)) if text[at + char.len_utf8()..].starts_with('\'') => {
            at + char.len_utf8() + 1
        }
        _ => 0,
    }
}

/// What stands before an item that is there for tests alone.
pub const TESTS_ALONE: &str = "#[cfg(test)]";

/// The code with each item under `#[cfg(test)]` as empty lines, and how many lines that were. The
/// attribute of a part of an item, such as a variant or an arm, stays: where it ends is not seen.
fn without_tests(code: &str) -> (String, usize) {
    let mut kept = String::with_capacity(code.len());
    let (mut rest, mut tested) = (code, 0);
    while let Some(at) = rest.find(TESTS_ALONE) {
        kept.push_str(&rest[..at]);
        if !is_item(&rest[at + TESTS_ALONE.len()..]) {
            kept.push_str(TESTS_ALONE);
            rest = &rest[at + TESTS_ALONE.len()..];
            continue;
        }
        let end = at + item_end(&rest[at..]);
        let lines = rest[at..end].matches('\n').count();
        kept.extend(std::iter::repeat_n('\n', lines));
        tested += lines + 1;
        rest = &rest[end..];
    }
    kept.push_str(rest);
    (kept, tested)
}

/// Whether an item begins here, after its attributes and how far it is seen.
fn is_item(code: &str) -> bool {
    const KINDS: [&str; 10] = [
        "const", "enum", "fn", "impl", "mod", "static", "struct", "trait", "type", "use",
    ];
    let mut rest = code.trim_start();
    while let Some(end) = rest.strip_prefix("#[").and(rest.find(']')) {
        rest = rest[end + 1..].trim_start();
    }
    if let Some(seen) = rest.strip_prefix("pub") {
        rest = seen.trim_start();
        if let Some(end) = rest.strip_prefix('(').and(rest.find(')')) {
            rest = rest[end + 1..].trim_start();
        }
    }
    KINDS.contains(&word(rest))
}

/// Where the item that begins here ends: after its block, or its semicolon if that comes first.
pub fn item_end(code: &str) -> usize {
    let (mut braces, mut others) = (0, 0);
    for (at, char) in code.char_indices() {
        match char {
            '(' | '[' => others += 1,
            ')' | ']' => others -= 1,
            '{' => braces += 1,
            '}' => braces -= 1,
            _ => {}
        }
        let ends = char == '}' || char == ';';
        if ends && braces == 0 && others == 0 {
            return at + 1;
        }
    }
    code.len()
}

/// Where the parentheses of a function open, past its name and what it is generic over.
pub fn opening(code: &str) -> Option<usize> {
    let mut depth = 0;
    let mut before = ' ';
    for (at, char) in code.char_indices() {
        match char {
            '<' => depth += 1,
            '>' if before != '-' => depth -= 1,
            '(' if depth == 0 => return Some(at),
            '{' | ';' if depth == 0 => return None,
            _ => {}
        }
        before = char;
    }
    None
}

/// What stands between the commas of the parentheses that a text begins with.
pub fn arguments(code: &str) -> Vec<&str> {
    let mut found = Vec::new();
    let (mut depth, mut from, mut before) = (0, 1, ' ');
    for (at, char) in code.char_indices() {
        let closes = matches!(char, ')' | ']' | '}') || char == '>' && before != '-';
        depth += i32::from(matches!(char, '(' | '[' | '{' | '<')) - i32::from(closes);
        let ends = depth == 0;
        if ends || depth == 1 && char == ',' {
            found.push(code[from..at].trim());
            from = at + 1;
        }
        if ends {
            break;
        }
        before = char;
    }
    found.retain(|one| !one.is_empty());
    found
}

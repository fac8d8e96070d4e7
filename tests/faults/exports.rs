//! Files that are exported while a call fails: each is there as it was or whole and new, and what
//! went wrong is told.

use std::collections::BTreeMap;
use std::ffi::OsString;
use std::fs;
use std::path::Path;

use crate::shim::{each_call, folder, program, with_failure};

/// Runs that write files into the folder they are run in, beside what is there.
const RUNS: [&[&str]; 5] = [
    &["show", "groups", "-o", "a.txt", "--force"],
    &[
        "report",
        "--indicator",
        "nrm-referrals",
        "-o",
        "a.html",
        "--force",
    ],
    &["export", "-o", "a.csv"],
    &["export", "-o", "a.csv", "--force"],
    &["man", "-o", "pages"],
];

/// The files of a folder and the folders in it, with their bytes.
fn files(folder: &Path) -> BTreeMap<OsString, Vec<u8>> {
    let mut found = BTreeMap::new();
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    for path in entries.map(|entry| entry.path()) {
        if path.is_dir() {
            found.extend(files(&path));
        } else {
            let name = path.file_name().expect("a name").to_owned();
            found.insert(name, fs::read(&path).expect("readable"));
        }
    }
    found
}

/// The files that a run finds: old ones if it may write over them.
fn old(arguments: &[&str], new: &BTreeMap<OsString, Vec<u8>>) -> BTreeMap<OsString, Vec<u8>> {
    if !arguments.contains(&"--force") {
        return BTreeMap::new();
    }
    let names = new.keys().cloned();
    names.map(|name| (name, b"old".to_vec())).collect()
}

#[test]
fn whichever_call_fails_a_file_is_the_old_one_or_the_new_one() {
    for arguments in RUNS {
        let whole = folder();
        let run = program(whole.path()).args(arguments).output();
        assert!(run.expect("it runs").status.success(), "{arguments:?}");
        let new = files(whole.path());
        let old = old(arguments, &new);
        let calls = each_call(|failing| try_once(arguments, failing, &old, &new));
        // Each file is made, written, synced and moved, and their folder is synced.
        assert!(calls > 4 * new.len(), "{arguments:?}: {calls} calls");
    }
}

/// Whether there was a call to fail.
fn try_once(
    arguments: &[&str],
    (at, failure): (usize, &str),
    old: &BTreeMap<OsString, Vec<u8>>,
    new: &BTreeMap<OsString, Vec<u8>>,
) -> bool {
    let place = folder();
    for (name, bytes) in old {
        fs::write(place.path().join(name), bytes).expect("written");
    }
    let Some(run) = with_failure(place.path(), place.path(), arguments, (at, failure)) else {
        assert_eq!(&files(place.path()), new, "{arguments:?}");
        return false;
    };
    let what = format!(
        "{arguments:?}, call {at}, {} {failure}: {}",
        run.call, run.told
    );
    let found = files(place.path());
    for (name, bytes) in &found {
        let whole = old.get(name) == Some(bytes) || new.get(name) == Some(bytes);
        assert!(whole, "{what}: {} is {} bytes", name.display(), bytes.len());
    }
    for name in old.keys() {
        assert!(
            found.contains_key(name),
            "{what}: {} is gone",
            name.display()
        );
    }
    let is_interrupted =
        failure == "EINTR" && ["open", "write", "fsync"].contains(&run.call.as_str());
    if failure == "SHORT" || is_interrupted {
        assert_eq!(run.status, 0, "{what}");
    }
    if run.status == 0 {
        assert_eq!(&found, new, "{what}");
        return true;
    }
    if old.is_empty() && &found != new {
        assert!(found.is_empty(), "{what}: a part stands alone");
    }
    let reason = match failure {
        "EIO" => "Input/output error",
        "EINTR" => "Interrupted system call",
        _ => "the disk is full",
    };
    let named = new
        .keys()
        .any(|name| run.told.contains(&*name.to_string_lossy()));
    assert!(named || run.told.contains("pages"), "{what}");
    assert!(run.told.contains(reason), "{what}");
    assert_eq!(run.told.lines().count(), 1, "{what}");
    true
}

//! Files of the shipped record, for tests that alter one of them.

use trafficdash::load::{DataFile, FileSet};

/// The files that `path` is read with: the lists, the sources and its partner.
fn around(path: &str) -> Vec<DataFile> {
    let always = ["record.toml", "codelists.toml", "sources.toml"];
    let stem = path.rsplit_once('.').map_or(path, |(stem, _)| stem);
    let mut files = FileSet::embedded().files;
    files.retain(|file| {
        always.contains(&file.path.as_str()) || file.path.starts_with(&format!("{stem}."))
    });
    files
}

/// Those files with another text at `path`.
pub fn altered(path: &str, text: &str) -> FileSet {
    let mut files = around(path);
    for file in &mut files {
        if file.path == path {
            text.clone_into(&mut file.text);
        }
    }
    FileSet {
        files,
        ..FileSet::default()
    }
}

//! Build script: packs every file of `data/` for embedding, so that a new figure is a new file and
//! no Rust, and writes the data set that they make in a form that is read in a moment. The font of
//! pictures is packed, too.

#![allow(dead_code, unused_imports)] // of the modules below it uses only what loads a record
#![allow(clippy::print_stdout)] // the way in which a build script speaks to cargo

mod clean;
mod figures;
mod load;
mod problem;

use std::error::Error;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs, io};

use chrono::NaiveDate;
use flate2::Compression;
use flate2::write::DeflateEncoder;

/// The font of pictures, from the root of the project.
const FONT: &str = "src/export/png/DejaVuSans.ttf";

/// What the program holds under this name; here nothing is built in yet.
mod built_in {
    use crate::figures::Dataset;

    pub fn files() -> Vec<(String, String)> {
        Vec::new()
    }

    pub fn dataset() -> Option<Dataset> {
        None
    }
}

fn main() -> Result<(), Box<dyn Error>> {
    let project = PathBuf::from(env::var("CARGO_MANIFEST_DIR")?);
    let root = project.join("data");
    let out = PathBuf::from(env::var("OUT_DIR")?);
    let mut paths = Vec::new();
    collect(&root, &mut paths)?;
    paths.sort();
    let files = paths.iter().map(|path| {
        let name = path.strip_prefix(&root)?.to_string_lossy();
        Ok((name.replace('\\', "/"), fs::read_to_string(path)?))
    });
    let files: Vec<(String, String)> = files.collect::<Result<_, Box<dyn Error>>>()?;
    fs::write(
        out.join("files.bin"),
        packed(&postcard::to_stdvec(&files)?)?,
    )?;
    fs::write(out.join("record.bin"), baked(&root)?)?;
    println!("cargo::rerun-if-changed={FONT}");
    fs::write(
        out.join("font.bin"),
        packed(&fs::read(project.join(FONT))?)?,
    )?;
    Ok(())
}

fn packed(bytes: &[u8]) -> io::Result<Vec<u8>> {
    let mut encoder = DeflateEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(bytes)?;
    encoder.finish()
}

/// The data set as bytes; none if it has a problem, which is then a warning of the build, and
/// the program reads the files when it starts and shows what is wrong.
fn baked(root: &Path) -> Result<Vec<u8>, Box<dyn Error>> {
    let loaded = load::load(&load::FileSet::folder(root), NaiveDate::MAX);
    for problem in &loaded.problems {
        println!("cargo::warning={problem}");
    }
    match loaded.dataset.filter(|_| loaded.problems.is_empty()) {
        Some(dataset) => Ok(postcard::to_stdvec(&dataset)?),
        None => Ok(Vec::new()),
    }
}

fn collect(folder: &Path, into: &mut Vec<PathBuf>) -> Result<(), Box<dyn Error>> {
    println!("cargo::rerun-if-changed={}", folder.display());
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        println!("cargo::rerun-if-changed={}", path.display());
        if path.is_dir() {
            collect(&path, into)?;
        } else {
            into.push(path);
        }
    }
    Ok(())
}

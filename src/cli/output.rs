//! Files that are written: whole or not at all, and never over another one unasked.

use std::io::Write as _;
use std::path::Path;

use anyhow::{Context as _, bail};

use super::Streams;
use super::arguments::Target;

/// What becomes of a file that is there already.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Existing {
    /// It stays, and nothing is written.
    Keep,
    /// It is replaced.
    Replace,
}

/// What becomes of a file that is there; one that is in the way is worth knowing before the
/// work.
pub fn existing(target: &Target) -> anyhow::Result<Existing> {
    let existing = if target.force {
        Existing::Replace
    } else {
        Existing::Keep
    };
    if let Some(path) = &target.output {
        check(path, existing)?;
    }
    Ok(existing)
}

/// Refuses a path where a file is in the way.
pub fn check(path: &Path, existing: Existing) -> anyhow::Result<()> {
    if existing == Existing::Keep && path.symlink_metadata().is_ok() {
        bail!("{} is there already; --force replaces it", path.display());
    }
    if path.is_dir() {
        bail!("{} is a folder; name a file in it", path.display());
    }
    Ok(())
}

/// Writes a file: first beside its place, then moved there when every byte is on disk.
pub fn write(path: &Path, bytes: &[u8], existing: Existing) -> anyhow::Result<()> {
    let shown = path.display();
    let parent = path
        .parent()
        .filter(|parent| !parent.as_os_str().is_empty());
    let folder = parent.unwrap_or(Path::new("."));
    let mut file = builder()
        .tempfile_in(folder)
        .with_context(|| format!("{shown} cannot be written"))?;
    file.write_all(bytes)
        .and_then(|()| file.as_file().sync_all())
        .with_context(|| format!("{shown} cannot be written"))?;
    let placed = match existing {
        Existing::Keep => file.persist_noclobber(path),
        Existing::Replace => file.persist(path),
    };
    placed
        .map(|_| ())
        .with_context(|| format!("{shown} cannot be put in its place"))
}

/// Writes to the file that was named, or to standard output.
pub fn deliver(
    bytes: &[u8],
    target: &Target,
    existing: Existing,
    streams: &mut Streams<'_>,
) -> anyhow::Result<()> {
    let Some(path) = &target.output else {
        streams.out.write_all(bytes)?;
        return Ok(());
    };
    write(path, bytes, existing)?;
    streams.say(&format!("written to {}", path.display()));
    Ok(())
}

/// A file beside its place that others may read as far as the user's mask allows.
fn builder() -> tempfile::Builder<'static, 'static> {
    let mut builder = tempfile::Builder::new();
    builder.prefix(".trafficdash-");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        builder.permissions(std::fs::Permissions::from_mode(0o666));
    }
    builder
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_replaced_only_if_asked() {
        let folder = tempfile::tempdir().expect("folder");
        let path = folder.path().join("a.csv");
        write(&path, b"one", Existing::Keep).expect("written");
        assert!(check(&path, Existing::Keep).is_err());
        assert!(write(&path, b"two", Existing::Keep).is_err());
        assert_eq!(std::fs::read(&path).expect("there"), b"one");
        write(&path, b"two", Existing::Replace).expect("replaced");
        assert_eq!(std::fs::read(&path).expect("there"), b"two");
        let left = std::fs::read_dir(folder.path()).expect("folder").count();
        assert_eq!(left, 1);
    }
}

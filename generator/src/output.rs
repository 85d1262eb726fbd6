//! Writing a folder of generated files: all of them or none, and never over somebody else's.

use crate::error::Error;
use crate::lang::{Files, HEADER};
use std::fmt::{self, Display, Formatter};
use std::fs;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

/// What interpreters and checkers leave behind; it may be in the folder.
const LITTER: [&str; 5] = ["__pycache__", ".mypy_cache", ".ruff_cache", ".pytest_cache", ".DS_Store"];

/// A file in the folder that is not as it would be generated.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Difference {
    /// It is not there.
    Missing(String),
    /// Its contents are others.
    Changed(String),
    /// It was generated before and would not be any more.
    Stale(String),
}

impl Display for Difference {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Difference::Missing(path) => write!(f, "missing  {path}"),
            Difference::Changed(path) => write!(f, "changed  {path}"),
            Difference::Stale(path) => write!(f, "stale    {path}"),
        }
    }
}

/// Compares a folder with what would be generated. Writes nothing.
///
/// # Errors
/// The folder cannot be read.
pub fn check(folder: &Path, files: &Files) -> Result<Vec<Difference>, Error> {
    let mut differences = Vec::new();
    for (path, contents) in files.iter() {
        match fs::read(folder.join(path)) {
            Ok(found) if found == contents.as_bytes() => {}
            Ok(_) => differences.push(Difference::Changed(path.to_owned())),
            Err(error) if absent(&error) => differences.push(Difference::Missing(path.to_owned())),
            Err(error) => return Err(unreadable(&folder.join(path), &error)),
        }
    }
    let listing = list(folder)?;
    differences
        .extend(listing.ours.into_iter().filter(|path| files.get(path).is_none()).map(Difference::Stale));
    Ok(differences)
}

/// Writes the files into the folder, which is made if there is none. Generated files of before
/// are replaced or removed, files that are as they should be stay untouched.
///
/// # Errors
/// The folder has files that were not generated, or cannot be written. Nothing has changed then.
pub fn write(folder: &Path, files: &Files) -> Result<(), Error> {
    let failed = |error: io::Error| Error::new(format!("{} cannot be written: {error}", folder.display()));
    if folder.exists() && !folder.is_dir() {
        return Err(Error::new(format!("{} is not a folder", folder.display())));
    }
    let listing = list(folder)?;
    if let Some(file) = listing.others.first() {
        let more = match listing.others.len() {
            1 => String::new(),
            count => format!(" and {} more", count - 1),
        };
        return Err(Error::new(format!(
            "{} has files that outwit did not generate: {file}{more}. Choose another folder, or remove them.",
            folder.display()
        )));
    }
    match folder.exists() {
        true => replace(folder, files, &listing.ours).map_err(failed),
        false => create(folder, files).map_err(failed),
    }
}

/// Fills a folder beside the wanted one, and gives it the name when it is whole.
fn create(folder: &Path, files: &Files) -> io::Result<()> {
    let parent = match folder.parent() {
        Some(parent) if !parent.as_os_str().is_empty() => parent,
        _ => Path::new("."),
    };
    fs::create_dir_all(parent)?;
    let stage = stage_in(parent)?;
    let whole = stage.path().join("whole");
    fs::create_dir(&whole)?;
    for (path, contents) in files.iter() {
        put(&whole, path, contents)?;
    }
    fs::rename(whole, folder)
}

/// Writes the new files into a folder inside, then moves the old ones out and the new ones in. If
/// a move fails, the ones before it are taken back.
fn replace(folder: &Path, files: &Files, ours: &[String]) -> io::Result<()> {
    let stage = stage_in(folder)?;
    let (new, old) = (stage.path().join("new"), stage.path().join("old"));
    let mut moves: Vec<(PathBuf, PathBuf)> = Vec::new();
    let mut arrivals: Vec<(PathBuf, PathBuf)> = Vec::new();
    for (path, contents) in files.iter() {
        let place = folder.join(path);
        if fs::read(&place).is_ok_and(|found| found == contents.as_bytes()) {
            continue;
        }
        put(&new, path, contents)?;
        if place.exists() {
            moves.push((place.clone(), old.join(path)));
        }
        arrivals.push((new.join(path), place));
    }
    let stale = ours.iter().filter(|path| files.get(path).is_none());
    moves.extend(stale.map(|path| (folder.join(path), old.join(path))));
    moves.append(&mut arrivals);

    for (done, (from, to)) in moves.iter().enumerate() {
        if let Err(error) = move_file(from, to) {
            for (from, to) in moves[..done].iter().rev() {
                // The error that is reported is the first one.
                let _ = move_file(to, from);
            }
            return Err(error);
        }
    }
    Ok(())
}

fn stage_in(folder: &Path) -> io::Result<tempfile::TempDir> {
    tempfile::Builder::new().prefix(".outwit-").tempdir_in(folder)
}

fn put(folder: &Path, path: &str, contents: &str) -> io::Result<()> {
    let place = folder.join(path);
    if let Some(parent) = place.parent() {
        fs::create_dir_all(parent)?;
    }
    fs::write(place, contents)
}

fn move_file(from: &Path, to: &Path) -> io::Result<()> {
    if let Some(parent) = to.parent() {
        fs::create_dir_all(parent)?;
    }
    fs::rename(from, to)
}

/// The files of a folder and of the folders in it, relative to it, sorted.
#[derive(Debug, Default)]
struct Listing {
    ours: Vec<String>,
    others: Vec<String>,
}

fn list(folder: &Path) -> Result<Listing, Error> {
    let mut listing = Listing::default();
    let mut folders = vec![(folder.to_owned(), String::new())];
    while let Some((folder, prefix)) = folders.pop() {
        let entries = match fs::read_dir(&folder) {
            Ok(entries) => entries,
            Err(error) if absent(&error) => continue,
            Err(error) => return Err(unreadable(&folder, &error)),
        };
        for entry in entries {
            let entry = entry.map_err(|error| unreadable(&folder, &error))?;
            let name = entry.file_name().to_string_lossy().into_owned();
            if LITTER.contains(&name.as_str()) {
                continue;
            }
            let kind = entry.file_type().map_err(|error| unreadable(&entry.path(), &error))?;
            let path = format!("{prefix}{name}");
            if kind.is_dir() {
                folders.push((entry.path(), format!("{path}/")));
            } else if kind.is_file() && is_ours(&entry.path()) {
                listing.ours.push(path);
            } else {
                listing.others.push(path);
            }
        }
    }
    listing.ours.sort();
    listing.others.sort();
    Ok(listing)
}

/// Whether the first line, after at most a comment sign, says that we generated the file.
fn is_ours(path: &Path) -> bool {
    let mut start = [0; 64];
    let read = fs::File::open(path).and_then(|mut file| file.read(&mut start));
    let Ok(length) = read else { return false };
    let start = String::from_utf8_lossy(&start[..length]);
    let line = start.lines().next().unwrap_or_default();
    line.trim_start_matches(['#', '/', '*', ' ']).starts_with(HEADER)
}

fn absent(error: &io::Error) -> bool {
    matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory)
}

fn unreadable(path: &Path, error: &io::Error) -> Error {
    Error::new(format!("{} cannot be read: {error}", path.display()))
}

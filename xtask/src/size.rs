//! The sizes of the bundle, as a visitor's connection feels them.

use std::fs;
use std::io::Write;
use std::path::Path;

use anyhow::{Context, Result};
use flate2::Compression;
use flate2::write::GzEncoder;

use crate::bundle::files_below;

/// The most bytes, gzipped, that the first load may take: a few seconds on a slow mobile connection.
const FIRST_LOAD_LIMIT: usize = 1_000_000;

/// When a file is loaded.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Load {
    /// Before the first screen.
    First,
    /// While the first screen is looked at.
    Screens,
    /// When something is computed.
    Worker,
    /// In the background, or on demand.
    Later,
}

struct Entry {
    name: String,
    load: Load,
    raw: usize,
    gzipped: usize,
}

/// Prints every file with its size, then what the first load and the worker come to.
///
/// # Errors
/// When there is no bundle, or its first load is larger than it may be.
pub fn report(dist: &Path) -> Result<()> {
    let entries = measured(dist)?;
    println!("\n    {:<48} {:>10} {:>10}", "file", "kB", "kB gzip");
    for entry in &entries {
        print_line(&entry.name, entry.raw, entry.gzipped);
    }
    for (title, load) in [
        ("first load (page, style, boot, program)", Load::First),
        ("the other screens, right after", Load::Screens),
        ("worker", Load::Worker),
        ("in the background or on demand", Load::Later),
    ] {
        let (raw, gzipped) = total(&entries, load);
        print_line(title, raw, gzipped);
    }
    check_limit(total(&entries, Load::First).1)
}

/// The bytes of all files that are loaded then: raw, and gzipped.
fn total(entries: &[Entry], load: Load) -> (usize, usize) {
    let of_load = entries.iter().filter(|entry| entry.load == load);
    of_load.fold((0, 0), |(raw, gzipped), entry| (raw + entry.raw, gzipped + entry.gzipped))
}

fn check_limit(first_load: usize) -> Result<()> {
    if first_load > FIRST_LOAD_LIMIT {
        anyhow::bail!(
            "the first load is {} kB gzipped and may be {} kB; docs/decisions/size.md says what it is made of",
            kilobytes(first_load),
            kilobytes(FIRST_LOAD_LIMIT)
        );
    }
    Ok(())
}

fn print_line(name: &str, raw: usize, gzipped: usize) {
    println!("    {name:<48} {:>10} {:>10}", kilobytes(raw), kilobytes(gzipped));
}

/// Thousands of bytes with one digit after the point.
fn kilobytes(bytes: usize) -> String {
    let tenths = (bytes + 50) / 100;
    format!("{}.{}", tenths / 10, tenths % 10)
}

fn measured(dist: &Path) -> Result<Vec<Entry>> {
    if !dist.join("index.html").is_file() {
        anyhow::bail!("there is no bundle; `cargo xtask build` makes one");
    }
    files_below(dist)?
        .into_iter()
        .map(|name| {
            let content = fs::read(dist.join(&name)).with_context(|| format!("cannot read {name}"))?;
            Ok(Entry { load: load_of(&name), raw: content.len(), gzipped: gzipped_length(&content)?, name })
        })
        .collect()
}

fn load_of(name: &str) -> Load {
    let starts = |prefixes: &[&str]| prefixes.iter().any(|prefix| name.starts_with(prefix));
    if starts(&["worker"]) {
        Load::Worker
    } else if name == "index.html"
        || name.ends_with(".css")
        || (starts(&["sextant", "start-", "parts-", "snippets"]) && !name.ends_with(".webmanifest"))
    {
        Load::First
    } else if name.ends_with(".wasm") {
        Load::Screens
    } else {
        Load::Later
    }
}

fn gzipped_length(content: &[u8]) -> Result<usize> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(content)?;
    Ok(encoder.finish()?.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn first_load_worker_and_later_are_told_apart() {
        assert_eq!(load_of("index.html"), Load::First);
        assert_eq!(load_of("sextant_bg-00.wasm"), Load::First);
        assert_eq!(load_of("sextant.webmanifest"), Load::Later);
        assert_eq!(load_of("worker_bg-00.wasm"), Load::Worker);
        assert_eq!(load_of("screens-00.wasm"), Load::Screens);
        assert_eq!(load_of("parts-00.js"), Load::First);
        assert_eq!(load_of("sw.js"), Load::Later);
    }

    #[test]
    fn a_first_load_above_its_limit_is_refused() {
        assert!(check_limit(FIRST_LOAD_LIMIT).is_ok());
        let refused = check_limit(FIRST_LOAD_LIMIT + 100).map_err(|error| error.to_string());
        assert!(refused.is_err_and(|why| why.starts_with("the first load is 1000.1 kB gzipped")));
    }

    #[test]
    fn sizes_are_rounded_to_tenths() {
        assert_eq!(kilobytes(1_049), "1.0");
        assert_eq!(kilobytes(1_050), "1.1");
        assert_eq!(kilobytes(99_960), "100.0");
    }
}

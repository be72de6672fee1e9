//! The service worker's list of files: what is there offline, and which version it is.

use anyhow::{Result, bail};

/// The lines of public/sw.js that the build fills in. As they stand, the file is valid too.
const VERSION_LINE: &str = "const VERSION = \"development\";";
const FILES_LINE: &str = "const FILES = [];";

/// Files that no page asks for: the service worker itself, and what only hosts read.
const LEFT_OUT: &[&str] = &["index.html", "sw.js", "_headers"];

/// The files to keep for offline use. The page itself is not among them: the service worker
/// treats it apart, since it has the one name that stays while its content changes.
#[must_use]
pub fn files_to_keep(files: &[String]) -> Vec<String> {
    let mut kept: Vec<String> = files.iter().filter(|file| !LEFT_OUT.contains(&file.as_str())).cloned().collect();
    kept.sort();
    kept
}

/// Fills the version and the list into the service worker's text.
///
/// # Errors
/// When the text lacks the lines to fill in.
pub fn fill_in(service_worker: &str, version: &str, files: &[String]) -> Result<String> {
    for line in [VERSION_LINE, FILES_LINE] {
        if !service_worker.contains(line) {
            bail!("public/sw.js must contain the line `{line}`");
        }
    }
    let list = files.iter().map(|file| format!("  {},\n", quoted(file))).collect::<String>();
    Ok(service_worker.replacen(VERSION_LINE, &format!("const VERSION = {};", quoted(version)), 1).replacen(
        FILES_LINE,
        &format!("const FILES = [\n{list}];"),
        1,
    ))
}

/// A JavaScript string. Names in the bundle hold neither control characters nor line ends.
fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_list_is_sorted_and_leaves_out_what_no_page_asks_for() {
        let files = ["sw.js", "b.js", "index.html", "_headers", "a.css"].map(str::to_owned);
        assert_eq!(files_to_keep(&files), ["a.css", "b.js"]);
    }

    #[test]
    fn fills_in_version_and_files() {
        let template = format!("{VERSION_LINE}\n{FILES_LINE}\nrest();");
        let filled = fill_in(&template, "0a", &["a \"b\".js".to_owned()]).expect("lines are there");
        assert_eq!(filled, "const VERSION = \"0a\";\nconst FILES = [\n  \"a \\\"b\\\".js\",\n];\nrest();");
        assert!(fill_in("rest();", "0a", &[]).is_err());
    }
}

//! Splits the page's WebAssembly: what only the screens behind the first use becomes a file of its own.
//!
//! The linker leaves in the page where each function and datum is used (app/build.rs). `wasm-split-cli` then moves what
//! can only be reached through a split point (`app/src/pages/later.rs`) into parts, and writes a script that loads
//! them. It works on what cargo made, so wasm-bindgen runs once more, on what remains.

use std::fs;
use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result, bail};

use crate::bundle::files_below;
use crate::program::output_of;
use crate::project::Project;
use crate::toolchain::{TARGET, Toolchain};
use crate::tools::Tools;

/// The script that loads the parts; the page's script imports it and is imported by it.
pub const LINK_SCRIPT: &str = "__wasm_split.js";
/// The program's name, and that of the cargo profile with which it was compiled.
const PROGRAM: &str = "sextant";
const PROFILE: &str = "page";

/// How the link script compiles a part, which fails on hosts that do not know WebAssembly's media type; and how it
/// shall do it.
const STREAMED: &str = "WebAssembly.instantiateStreaming(src, imports)";
const TOLERANT: &str = "WebAssembly.instantiate(await (await src).arrayBuffer(), imports)";

/// Splits the page that cargo made last; puts script, main part and other parts in `raw`, over what trunk put there.
///
/// # Errors
/// When a tool fails, or the page has no split point.
pub fn split_page(project: &Project, toolchain: &Toolchain, tools: &Tools, raw: &Path) -> Result<()> {
    let built = toolchain.target_folder(project).join(TARGET).join(PROFILE).join(PROGRAM).with_extension("wasm");
    let folder = project.root().join("target").join("split");
    drop(fs::remove_dir_all(&folder));
    output_of(
        Command::new(tools.wasm_split_folder.join("wasm-split-cli"))
            .args(["--out-name", PROGRAM])
            .arg(&built)
            .arg(&folder),
    )?;
    output_of(
        Command::new(tools.wasm_bindgen_folder.join("wasm-bindgen"))
            .args(["--target", "web", "--no-typescript", "--keep-lld-exports", "--out-dir"])
            .arg(raw)
            .arg(folder.join(PROGRAM).with_extension("wasm")),
    )?;
    let parts = parts_in(&folder)?;
    if parts.is_empty() {
        bail!("nothing was split off the page");
    }
    for file in parts.iter().map(String::as_str).chain([LINK_SCRIPT]) {
        fs::copy(folder.join(file), raw.join(file)).with_context(|| format!("cannot copy {file}"))?;
    }
    Ok(())
}

/// The parts in a folder, as `wasm-split-cli` names them.
///
/// # Errors
/// When the folder cannot be read.
pub fn parts_in(folder: &Path) -> Result<Vec<String>> {
    let is_part = |file: &String| file.ends_with(".wasm") && (file.starts_with("split_") || file.starts_with("chunk_"));
    Ok(files_below(folder)?.into_iter().filter(is_part).collect())
}

/// The link script, made to work with every host.
///
/// # Errors
/// When it is not as expected; a newer `wasm-split-cli` may write it otherwise.
pub fn tolerant(link_script: &str) -> Result<String> {
    if !link_script.contains(STREAMED) {
        bail!("{LINK_SCRIPT} does not contain `{STREAMED}`");
    }
    Ok(link_script.replace(STREAMED, TOLERANT))
}

/// The page's script with the link script imported under its new name. Only the import: the program itself knows the
/// link script by its old name, which is a key of what it is given.
pub fn linked(page_script: &str, link_name: &str) -> String {
    let line = |line: &str| match line.trim_start().starts_with("import ") {
        true => line.replace(LINK_SCRIPT, link_name),
        false => line.to_owned(),
    };
    page_script.lines().map(line).collect::<Vec<_>>().join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_program_still_finds_the_link_script_by_its_old_name() {
        let script = "import * as import1 from \"./__wasm_split.js\"\nreturn { \"./__wasm_split.js\": import1 };";
        let linked = linked(script, "parts-1.js");
        assert_eq!(linked, "import * as import1 from \"./parts-1.js\"\nreturn { \"./__wasm_split.js\": import1 };");
    }

    #[test]
    fn parts_are_compiled_whatever_the_host_calls_them() {
        let script = "return async (imports) => (WebAssembly.instantiateStreaming(src, imports));";
        assert!(tolerant(script).is_ok_and(|script| script.contains("arrayBuffer") && !script.contains("Streaming")));
        assert!(tolerant("export {}").is_err());
    }
}

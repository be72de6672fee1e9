//! The bundle: from the sources to the files that go on a static host.
//!
//! Trunk compiles the page and the worker, each with its own profile, and runs wasm-bindgen. What
//! follows is done here, on trunk's output: split the page, optimise the WebAssembly, name every file by its
//! content, write page, service worker and `_headers`, check the result, and only then replace
//! `dist/`. Trunk can name the page's files by content but not a worker's, and hashes before
//! optimising; doing it all in one place leaves one rule instead of two.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail};

use crate::content_hash::{content_hash, hashed_name, is_hashed};
use crate::page::{self, Entry};
use crate::program::{path_with, run};
use crate::project::Project;
use crate::steps::step;
use crate::toolchain::Toolchain;
use crate::tools::Tools;
use crate::wasm_opt::{self, Goal};
use crate::{csp, precache, setup, size, split};

/// Names that trunk and wasm-bindgen give, and that the bundle replaces.
const PAGE_SCRIPT: &str = "sextant.js";
const PAGE_WASM: &str = "sextant_bg.wasm";
const WORKER_SCRIPT: &str = "worker.js";
const WORKER_WASM: &str = "worker_bg.wasm";
const BOOT_SCRIPT: &str = "start.js";
const SERVICE_WORKER: &str = "sw.js";
const PAGE: &str = "index.html";
const SNIPPETS: &str = "snippets";

/// The name of the script that loads the page's parts, before it is named by its content.
const LINK_NAME: &str = "parts.js";

/// Appended to the worker's generated script; see public/worker-start.js.
const WORKER_BOOT: &str = "worker-start.js";

/// Builds the bundle and prints its sizes. Returns its folder.
///
/// # Errors
/// When something needed is absent, does not compile, or the result fails its check. `dist/`
/// then still holds the bundle of the last success.
pub fn build(project: &Project) -> Result<PathBuf> {
    let (toolchain, tools) = setup::for_bundle(project)?;
    build_with(project, &toolchain, &tools)
}

/// Builds the bundle with tools that were found already.
///
/// # Errors
/// As [`build`].
pub fn build_with(project: &Project, toolchain: &Toolchain, tools: &Tools) -> Result<PathBuf> {
    step("Compile page and worker with trunk", || run(&mut trunk(project, toolchain, tools)?))?;
    let raw = project.trunk_output();
    step("Split the page", || split::split_page(project, toolchain, tools, &raw))?;
    step("Optimise the WebAssembly", || optimise(&raw, tools))?;
    step("Assemble dist", || {
        let staging = project.root().join("target").join("bundle");
        Bundle::assemble(&raw, &project.public(), &staging)?;
        replace_folder(&staging, &project.dist())
    })?;
    size::report(&project.dist())?;
    Ok(project.dist())
}

fn trunk(project: &Project, toolchain: &Toolchain, tools: &Tools) -> Result<Command> {
    let program = tools.trunk_folder.join("trunk");
    let mut command = Command::new(program);
    command
        .current_dir(project.root())
        .args(["build", "--release", "--offline"])
        .env("PATH", path_with(&[&tools.trunk_folder, &tools.wasm_bindgen_folder])?)
        .env_remove("NO_COLOR"); // Trunk refuses values other than true and false.
    toolchain.apply(&mut command, project);
    Ok(command)
}

/// wasm-opt uses one core in node, so page and worker are optimised side by side.
fn optimise(raw: &Path, tools: &Tools) -> Result<()> {
    std::thread::scope(|scope| {
        let page = scope.spawn(|| {
            wasm_opt::optimise(tools, &raw.join(PAGE_WASM), Goal::Size)?;
            let mut parts = split::parts_in(raw)?.into_iter();
            parts.try_for_each(|part| wasm_opt::optimise(tools, &raw.join(part), Goal::Size))
        });
        wasm_opt::optimise(tools, &raw.join(WORKER_WASM), Goal::Speed)?;
        match page.join() {
            Ok(result) => result,
            Err(_) => bail!("optimising {PAGE_WASM} panicked"),
        }
    })
}

/// A bundle in the making: its folder, and the names of the files written so far.
struct Bundle {
    folder: PathBuf,
    files: Vec<String>,
}

impl Bundle {
    /// Writes a whole bundle into `folder` from trunk's output and the public files.
    fn assemble(raw: &Path, public: &Path, folder: &Path) -> Result<()> {
        remove_folder(folder)?;
        let mut bundle = Self { folder: folder.to_path_buf(), files: Vec::new() };
        let entry = bundle.write_programs(raw, public)?;
        let html = bundle.write_page_files(raw, public)?;
        let html = page::with_entry(&html, &entry)?;
        bundle.write_public_files(public)?;
        bundle.write_versioned(&html, public)?;
        bundle.write("_headers", csp::headers_file(&bundle.hashed_files()).as_bytes())?;
        bundle.check()
    }

    /// The page's and the worker's script and WebAssembly.
    fn write_programs(&mut self, raw: &Path, public: &Path) -> Result<Entry> {
        let page_wasm = self.write_hashed(PAGE_WASM, &read(raw, PAGE_WASM)?)?;
        let worker_wasm = self.write_hashed(WORKER_WASM, &read(raw, WORKER_WASM)?)?;
        let (page_script, link_script) = self.write_page_scripts(raw, &page_wasm)?;
        let worker_script = format!("{}\n{}", read_text(raw, WORKER_SCRIPT)?, read_text(public, WORKER_BOOT)?)
            .replace(WORKER_WASM, &worker_wasm);
        Ok(Entry {
            page_script,
            link_script,
            page_wasm,
            worker_script: self.write_hashed(WORKER_SCRIPT, worker_script.as_bytes())?,
        })
    }

    /// The page's script and the one that loads its parts. They import one another, so each is named by both.
    fn write_page_scripts(&mut self, raw: &Path, page_wasm: &str) -> Result<(String, String)> {
        let page_script = read_text(raw, PAGE_SCRIPT)?.replace(PAGE_WASM, page_wasm);
        let page_script = self.write_snippets(raw, page_script)?;
        let mut link_script = split::tolerant(&read_text(raw, split::LINK_SCRIPT)?)?;
        for part in split::parts_in(raw)? {
            let name = self.write_hashed(part.trim_start_matches("split_"), &read(raw, &part)?)?;
            link_script = link_script.replace(&part, &name);
        }
        let both = format!("{page_script}{link_script}");
        let page_name = hashed_name(PAGE_SCRIPT, both.as_bytes());
        let link_name = hashed_name(LINK_NAME, both.as_bytes());
        self.write(&page_name, split::linked(&page_script, &link_name).as_bytes())?;
        self.write(&link_name, link_script.replace(&format!("./{PAGE_SCRIPT}"), &format!("./{page_name}")).as_bytes())?;
        Ok((page_name, link_name))
    }

    /// JavaScript that crates bring along. The folder takes the hash, so that the snippets'
    /// references to one another stay as they are.
    fn write_snippets(&mut self, raw: &Path, page_script: String) -> Result<String> {
        let files = files_below(&raw.join(SNIPPETS))?;
        if files.is_empty() {
            return Ok(page_script);
        }
        let mut all = Vec::new();
        for file in &files {
            all.extend(file.as_bytes());
            all.extend(read(&raw.join(SNIPPETS), file)?);
        }
        let folder = format!("{SNIPPETS}-{}", content_hash(&all));
        for file in &files {
            let content = read(&raw.join(SNIPPETS), file)?;
            self.write(&format!("{folder}/{file}"), &content)?;
        }
        Ok(page_script.replace(&format!("./{SNIPPETS}/"), &format!("./{folder}/")))
    }

    /// The style sheets and the boot script. Returns the page with their names in it.
    fn write_page_files(&mut self, raw: &Path, public: &Path) -> Result<String> {
        let mut html = read_text(raw, PAGE)?;
        let mut sources = vec![(public, BOOT_SCRIPT.to_owned())];
        let styles = files_below(raw)?.into_iter();
        sources.extend(styles.filter(|file| file.ends_with(".css")).map(|file| (raw, file)));
        for (folder, file) in sources {
            let name = self.write_hashed(&file, &read(folder, &file)?)?;
            html = page::with_renamed(&html, &file, &name);
        }
        Ok(html)
    }

    /// The public files that keep their names.
    fn write_public_files(&mut self, public: &Path) -> Result<()> {
        for file in files_below(public)? {
            if ![BOOT_SCRIPT, WORKER_BOOT, SERVICE_WORKER].contains(&file.as_str()) {
                self.write(&file, &read(public, &file)?)?;
            }
        }
        Ok(())
    }

    /// The page and the service worker, which name the version made from all other files.
    fn write_versioned(&mut self, html: &str, public: &Path) -> Result<()> {
        let service_worker = read_text(public, SERVICE_WORKER)?;
        let kept = precache::files_to_keep(&self.files);
        let mut described = format!("{html}{service_worker}");
        for file in &kept {
            let hash = content_hash(&read(&self.folder, file)?);
            described.push_str(&format!("{file} {hash}\n"));
        }
        let version = content_hash(described.as_bytes());
        let service_worker = precache::fill_in(&service_worker, &version, &kept)?;
        self.write(SERVICE_WORKER, service_worker.as_bytes())?;
        self.write(PAGE, page::with_version(html, &version).as_bytes())
    }

    /// What would only be noticed in a browser, or on a host, is noticed here.
    fn check(&self) -> Result<()> {
        let html = read_text(&self.folder, PAGE)?;
        if let Some(found) = page::inline_code(&html) {
            bail!("the page contains {found}, which its security policy forbids");
        }
        for file in page::references(&html) {
            if !self.files.contains(&file) {
                bail!("the page refers to {file}, which is not in the bundle");
            }
        }
        for file in &self.files {
            let code = [".js", ".wasm", ".css"].iter().any(|end| file.ends_with(end));
            if code && file != SERVICE_WORKER && !is_hashed(file) {
                bail!("{file} is not named by its content; caches would keep an old one");
            }
        }
        Ok(())
    }

    fn hashed_files(&self) -> Vec<String> {
        let hashed = self.files.iter().filter(|file| is_hashed(file));
        hashed.cloned().collect()
    }

    /// Writes a file under a name made from its content; returns the name.
    fn write_hashed(&mut self, name: &str, content: &[u8]) -> Result<String> {
        let name = hashed_name(name, content);
        self.write(&name, content)?;
        Ok(name)
    }

    fn write(&mut self, name: &str, content: &[u8]) -> Result<()> {
        let path = self.folder.join(name);
        if let Some(parent) = path.parent() {
            fs::create_dir_all(parent).with_context(|| format!("cannot create {}", parent.display()))?;
        }
        fs::write(&path, content).with_context(|| format!("cannot write {}", path.display()))?;
        self.files.push(name.to_owned());
        Ok(())
    }
}

/// The files below a folder, relative to it, with `/` between parts, sorted; none without folder.
///
/// # Errors
/// When a folder cannot be read.
pub fn files_below(folder: &Path) -> Result<Vec<String>> {
    let mut files = Vec::new();
    let mut open = vec![folder.to_path_buf()];
    while let Some(current) = open.pop().filter(|current| current.is_dir()) {
        let entries = fs::read_dir(&current).with_context(|| format!("cannot read {}", current.display()))?;
        for entry in entries {
            let path = entry?.path();
            if path.is_dir() {
                open.push(path);
            } else if let Ok(relative) = path.strip_prefix(folder) {
                files.push(relative.to_string_lossy().replace('\\', "/"));
            }
        }
    }
    files.sort();
    Ok(files)
}

fn read(folder: &Path, name: &str) -> Result<Vec<u8>> {
    let path = folder.join(name);
    fs::read(&path).with_context(|| format!("cannot read {}", path.display()))
}

fn read_text(folder: &Path, name: &str) -> Result<String> {
    String::from_utf8(read(folder, name)?).with_context(|| format!("{name} is not UTF-8"))
}

fn remove_folder(folder: &Path) -> Result<()> {
    if folder.exists() {
        fs::remove_dir_all(folder).with_context(|| format!("cannot remove {}", folder.display()))?;
    }
    Ok(())
}

fn replace_folder(from: &Path, to: &Path) -> Result<()> {
    remove_folder(to)?;
    fs::rename(from, to).with_context(|| format!("cannot move the bundle to {}", to.display()))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A folder of trunk's output and public files, with `worker` as the worker's code.
    fn assembled(name: &str, worker: &str) -> PathBuf {
        let root = std::env::temp_dir().join(format!("sextant-{name}-{}", std::process::id()));
        remove_folder(&root).expect("temporary folder");
        let files = [
            ("raw/sextant.js", "import './snippets/some/inline0.js'; import './__wasm_split.js'; 'sextant_bg.wasm'"),
            (
                "raw/__wasm_split.js",
                "import './sextant.js'; './split_screens.wasm'; WebAssembly.instantiateStreaming(src, imports)",
            ),
            ("raw/split_screens.wasm", "screens wasm"),
            ("raw/sextant_bg.wasm", "page wasm"),
            ("raw/worker.js", "let wasm_bindgen;"),
            ("raw/worker_bg.wasm", worker),
            ("raw/main.css", "p{}"),
            ("raw/snippets/some/inline0.js", "export {}"),
            (
                "raw/index.html",
                "<head><!-- bundle --><link href=\"./main.css\">\
                 <script defer src=\"start.js\"></script></head>",
            ),
            ("public/start.js", "start();"),
            ("public/worker-start.js", "wasm_bindgen('worker_bg.wasm');"),
            ("public/sw.js", "const VERSION = \"development\";\nconst FILES = [];\n"),
            ("public/icon.svg", "<svg/>"),
        ];
        for (file, content) in files {
            let path = root.join(file);
            fs::create_dir_all(path.parent().expect("a parent")).expect("folder");
            fs::write(path, content).expect("file");
        }
        Bundle::assemble(&root.join("raw"), &root.join("public"), &root.join("out")).expect("a bundle");
        root
    }

    fn text_of(root: &Path, start: &str, end: &str) -> String {
        let out = root.join("out");
        let files = files_below(&out).expect("files");
        let name = files
            .iter()
            .find(|file| file.starts_with(start) && file.ends_with(end))
            .unwrap_or_else(|| panic!("no {start}*{end} in {files:?}"));
        read_text(&out, name).expect("text")
    }

    #[test]
    fn every_reference_leads_to_a_file_of_the_bundle() {
        let root = assembled("references", "worker wasm");
        let wasm = hashed_name("worker_bg.wasm", b"worker wasm");
        assert!(text_of(&root, "worker-", ".js").contains(&format!("wasm_bindgen('{wasm}')")));
        let page_script = text_of(&root, "sextant-", ".js");
        assert!(page_script.contains("'./snippets-") && page_script.contains("'./parts-"));
        let link_script = text_of(&root, "parts-", ".js");
        assert!(link_script.contains("'./sextant-") && link_script.contains("'./screens-"));
        let service_worker = text_of(&root, "sw", ".js");
        assert!(service_worker.contains(&wasm) && service_worker.contains("icon.svg"));
        assert!(!service_worker.contains("start.js\"") || service_worker.contains("start-"));
        remove_folder(&root).expect("temporary folder");
    }

    #[test]
    fn a_change_of_the_worker_changes_every_name_on_the_way_to_it() {
        let before = assembled("before", "one");
        let after = assembled("after", "two");
        for (start, end) in [("sw", ".js"), ("worker-", ".js"), ("index", ".html")] {
            assert_ne!(text_of(&before, start, end), text_of(&after, start, end));
        }
        assert_eq!(text_of(&before, "sextant-", ".js"), text_of(&after, "sextant-", ".js"));
        remove_folder(&before).expect("temporary folder");
        remove_folder(&after).expect("temporary folder");
    }
}

//! The programs that turn compiled WebAssembly into a bundle: trunk, wasm-bindgen, wasm-split, wasm-opt.
//!
//! Each is built or fetched once per user and version (see [`crate::project::tool_cache`]) from
//! the registries of cargo and npm, which are reachable where release pages may not be.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail};

use crate::apt;
use crate::program::{find_on_path, output_of};
use crate::project::{Project, tool_cache};
use crate::steps::step;

/// Newer versions ask for a newer compiler than the project's.
const TRUNK_VERSION: &str = "0.21.14";
/// It reads what the crate `wasm_split_helpers` leaves in the page, and says so where it is too old for that.
const WASM_SPLIT_VERSION: &str = "0.2.4";
/// Version of the npm package `binaryen`, which carries `wasm-opt`.
const BINARYEN_VERSION: &str = "132.0.0";

/// Where the tools are.
#[derive(Debug, Clone)]
pub struct Tools {
    /// The folder of the trunk program.
    pub trunk_folder: PathBuf,
    /// The folder of the wasm-bindgen program; trunk looks for it on PATH.
    pub wasm_bindgen_folder: PathBuf,
    /// The folder of the program `wasm-split-cli`.
    pub wasm_split_folder: PathBuf,
    /// `wasm-opt`, a script to be run by node.
    pub wasm_opt_script: PathBuf,
    /// The JavaScript runtime that runs it.
    pub node: PathBuf,
}

/// Finds the tools, installing those that are absent.
///
/// # Errors
/// When one can be neither found nor installed; the text says which and why.
pub fn ensure(project: &Project) -> Result<Tools> {
    let cache = tool_cache()?;
    fs::create_dir_all(&cache)
        .with_context(|| format!("cannot create {}; set SEXTANT_TOOLS to a folder you may write", cache.display()))?;
    let trunk_folder = ensure_crate(&cache, &trunk())?;
    let wasm_bindgen_folder = ensure_crate(&cache, &wasm_bindgen(project)?)?;
    let wasm_split_folder = ensure_crate(&cache, &wasm_split())?;
    drop(fs::remove_dir_all(shared_build_folder(&cache)));
    let node = ensure_node()?;
    let wasm_opt_script = ensure_binaryen(&cache)?;
    Ok(Tools { trunk_folder, wasm_bindgen_folder, wasm_split_folder, wasm_opt_script, node })
}

/// A program that `cargo install` builds.
struct CargoTool {
    package: &'static str,
    program: &'static str,
    version: String,
    arguments: &'static [&'static str],
    /// Optimisation: a tool that is built once and runs for a second gains nothing by it.
    opt_level: &'static str,
}

fn trunk() -> CargoTool {
    CargoTool {
        package: "trunk",
        program: "trunk",
        version: TRUNK_VERSION.to_owned(),
        arguments: &["--locked", "--no-default-features", "--features", "rustls"],
        opt_level: "0",
    }
}

/// It must be of exactly the version that the app is compiled against.
fn wasm_bindgen(project: &Project) -> Result<CargoTool> {
    Ok(CargoTool {
        package: "wasm-bindgen-cli",
        program: "wasm-bindgen",
        version: project.locked_version("wasm-bindgen")?,
        arguments: &[],
        opt_level: "1",
    })
}

fn wasm_split() -> CargoTool {
    CargoTool {
        package: "wasm_split_cli_support",
        program: "wasm-split-cli",
        version: WASM_SPLIT_VERSION.to_owned(),
        arguments: &["--locked", "--features", "build-binary"],
        opt_level: "1",
    }
}

fn shared_build_folder(cache: &Path) -> PathBuf {
    cache.join("build")
}

/// Returns the folder of the tool's program.
fn ensure_crate(cache: &Path, tool: &CargoTool) -> Result<PathBuf> {
    let name = format!("{} {}", tool.package, tool.version);
    let root = cache.join(name.replace(' ', "-"));
    let folder = root.join("bin");
    let program = format!("{}{}", tool.program, std::env::consts::EXE_SUFFIX);
    if folder.join(&program).is_file() {
        return Ok(folder);
    }
    step(&format!("Build {name} (once per user)"), || {
        cargo_install(tool, &root, cache)
            .with_context(|| format!("{name} could not be built; is the crate registry reachable?"))
    })?;
    if !folder.join(&program).is_file() {
        bail!("{name} was built but {program} is not in {}", folder.display());
    }
    Ok(folder)
}

/// The tools share dependencies, hence one build folder; debug information is left out, since
/// nobody debugs them and it doubles the time.
fn cargo_install(tool: &CargoTool, root: &Path, cache: &Path) -> Result<()> {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    output_of(
        Command::new(cargo)
            // Outside the project: its cargo settings are not for tools.
            .current_dir(cache)
            .args(["install", tool.package, "--version", &tool.version, "--debug"])
            .args(tool.arguments)
            .arg("--root")
            .arg(root)
            .arg("--target-dir")
            .arg(shared_build_folder(cache))
            .env("CARGO_PROFILE_DEV_DEBUG", "0")
            .env("CARGO_PROFILE_DEV_OPT_LEVEL", tool.opt_level)
            .env_remove("RUSTFLAGS")
            .env_remove("CARGO_TARGET_DIR"),
    )
    .map(drop)
}

fn ensure_node() -> Result<PathBuf> {
    if find_on_path(&["node"]).is_none() || find_on_path(&["npm"]).is_none() {
        apt::ensure(&["nodejs", "npm"], "Node.js, which runs wasm-opt")?;
    }
    find_on_path(&["node"]).context("there is no `node` on PATH; install Node.js 18 or newer")
}

/// Returns the script `wasm-opt`. Debian's own package of it is too old for what rustc emits.
fn ensure_binaryen(cache: &Path) -> Result<PathBuf> {
    let name = format!("binaryen-{BINARYEN_VERSION}");
    let folder = cache.join(&name);
    let script = folder.join("node_modules/binaryen/bin/wasm-opt");
    if script.is_file() {
        return Ok(script);
    }
    step("Fetch wasm-opt (npm package binaryen, once per user)", || {
        // Installed beside its place and moved there whole, so that a broken download leaves none.
        let partial = cache.join(format!("{name}.partial"));
        drop(fs::remove_dir_all(&partial));
        fs::create_dir_all(&partial)?;
        npm_install(&partial).context("binaryen could not be fetched; is the npm registry reachable?")?;
        drop(fs::remove_dir_all(&folder));
        fs::rename(&partial, &folder).context("cannot move binaryen to its place")
    })?;
    if !script.is_file() {
        bail!("the npm package binaryen {BINARYEN_VERSION} has no bin/wasm-opt");
    }
    Ok(script)
}

fn npm_install(folder: &Path) -> Result<()> {
    output_of(
        Command::new("npm")
            .current_dir(folder)
            .args(["install", "--no-save", "--no-audit", "--no-fund", "--prefix"])
            .arg(folder)
            .arg(format!("binaryen@{BINARYEN_VERSION}")),
    )
    .map(drop)
}

//! Debian's current Rust compiler, and a standard library for the browser built from its sources.
//!
//! Debian's security suite carries the compiler that its browsers are built with, together with
//! its sources, but no standard library for wasm32. Cargo can build one (`-Zbuild-std`) in less
//! than two minutes; it is put where the compiler looks for it, once per compiler version.
//! Building it within every build of the bundle would work too, and cost that time every time.
//!
//! `-Cembed-bitcode=yes` is needed because the release profile links with `lto = "fat"`.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail};

use crate::apt;
use crate::program::{find_on_path, output_of};
use crate::project::tool_cache;
use crate::steps::step;
use crate::toolchain::TARGET;

/// Where Debian installs; the toolchain's folder in rustup's sense.
pub const PREFIX: &str = "/usr";
/// Debian's compiler.
pub const RUSTC: &str = "/usr/bin/rustc";
const CARGO: &str = "/usr/bin/cargo";
const PACKAGES: &[&str] = &["rustc-web", "cargo-web", "rust-web-src"];
const WHY: &str = "compiling to WebAssembly";

/// Part of the library's identity: a change here makes every machine build it again.
const RUSTFLAGS: &str = "-Cembed-bitcode=yes";
const BUILD_STD: &str = "-Zbuild-std=std,panic_abort";

/// A file beside the library that says what it was built from.
const IDENTITY_FILE: &str = "sextant-std-identity";

/// Installs Debian's compiler and builds the standard library where either is absent or stale.
/// Returns the library's identity.
///
/// # Errors
/// When a package cannot be installed or the library cannot be built or put in its place.
pub fn ensure() -> Result<String> {
    if let Some(identity) = ready_identity() {
        return Ok(identity);
    }
    apt::ensure(PACKAGES, WHY)?;
    let identity = expected_identity()?;
    if installed_identity().as_deref() != Some(identity.as_str()) {
        apt::ensure(&[&linker_package()?], WHY)?;
        step("Build the standard library for the browser", || build_and_install(&identity))?;
    }
    Ok(identity)
}

/// The identity of the library in place, when it is the one this compiler needs.
#[must_use]
pub fn ready_identity() -> Option<String> {
    let installed = installed_identity()?;
    (expected_identity().ok()? == installed).then_some(installed)
}

/// The name of the linker that matches the compiler, installed if need be.
///
/// # Errors
/// When it cannot be installed.
pub fn linker() -> Result<String> {
    let package = linker_package()?;
    let linker = format!("wasm-{package}").replace("lld", "ld");
    if find_on_path(&[&linker]).is_none() {
        apt::ensure(&[&package], WHY)?;
    }
    Ok(linker)
}

/// Whether `folder` holds a compiled standard library.
#[must_use]
pub fn holds_std(folder: &Path) -> bool {
    fs::read_dir(folder)
        .is_ok_and(|entries| entries.flatten().any(|entry| is_std(&entry.file_name().to_string_lossy())))
}

fn is_std(file_name: &str) -> bool {
    file_name.starts_with("libstd-") && file_name.ends_with(".rlib")
}

fn library_folder() -> PathBuf {
    Path::new(PREFIX).join("lib/rustlib").join(TARGET).join("lib")
}

fn installed_identity() -> Option<String> {
    let folder = library_folder();
    if !holds_std(&folder) {
        return None;
    }
    let identity = fs::read_to_string(folder.join(IDENTITY_FILE)).ok()?;
    Some(identity.trim().to_owned())
}

fn expected_identity() -> Result<String> {
    let mut versions = Vec::new();
    for package in PACKAGES {
        let version =
            apt::installed_version(package).with_context(|| format!("the package {package} is not installed"))?;
        versions.push(format!("{package} {version}"));
    }
    Ok(format!("{}; {RUSTFLAGS} {BUILD_STD}", versions.join(", ")))
}

/// The package of the linker for the LLVM that the compiler is built on, such as `lld-22`.
fn linker_package() -> Result<String> {
    let version = output_of(Command::new(RUSTC).arg("-vV"))?;
    let major =
        llvm_major(&version).with_context(|| format!("{RUSTC} does not name its version of LLVM:\n{version}"))?;
    Ok(format!("lld-{major}"))
}

fn llvm_major(rustc_version: &str) -> Option<&str> {
    rustc_version.lines().find_map(|line| line.strip_prefix("LLVM version: "))?.split('.').next()
}

fn build_and_install(identity: &str) -> Result<()> {
    let folder = tool_cache()?.join("std-build");
    // Always from an empty folder: cargo does not notice that the compiler's sources changed.
    remove_if_there(&folder)?;
    let libraries = build_in(&folder)?;
    install(&libraries, identity, &folder)?;
    remove_if_there(&folder)
}

/// Builds an empty crate for the target, and with it the standard library. Returns its files.
fn build_in(folder: &Path) -> Result<Vec<PathBuf>> {
    fs::create_dir_all(folder.join("src")).with_context(|| format!("cannot create {}", folder.display()))?;
    fs::write(folder.join("src/lib.rs"), "")?;
    fs::write(
        folder.join("Cargo.toml"),
        "[package]\nname = \"empty\"\nedition = \"2021\"\n[lib]\ncrate-type = [\"cdylib\"]\n\
         [workspace]\n",
    )?;
    output_of(
        Command::new(CARGO)
            .current_dir(folder)
            .args(["build", "--release", "--target", TARGET, BUILD_STD])
            .env("RUSTC", RUSTC)
            .env("RUSTC_BOOTSTRAP", "1")
            .env("RUSTFLAGS", RUSTFLAGS)
            .env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_LINKER", linker()?)
            .env("CARGO_TARGET_DIR", folder.join("target"))
            .env_remove("LD_LIBRARY_PATH"),
    )?;
    let built = folder.join("target").join(TARGET).join("release/deps");
    let libraries: Vec<PathBuf> = fs::read_dir(&built)?
        .flatten()
        .map(|entry| entry.path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "rlib"))
        .collect();
    if libraries.is_empty() {
        bail!("cargo built no library in {}", built.display());
    }
    Ok(libraries)
}

/// Puts the libraries where the compiler looks, the identity last: it vouches for the others.
fn install(libraries: &[PathBuf], identity: &str, scratch: &Path) -> Result<()> {
    let folder = library_folder();
    let identity_file = scratch.join(IDENTITY_FILE);
    fs::write(&identity_file, identity)?;
    output_of(apt::privileged("rm")?.arg("-rf").arg(&folder))?;
    output_of(apt::privileged("mkdir")?.arg("-p").arg(&folder))?;
    output_of(apt::privileged("cp")?.args(libraries).arg(&folder))?;
    output_of(apt::privileged("cp")?.arg(&identity_file).arg(&folder))?;
    Ok(())
}

fn remove_if_there(folder: &Path) -> Result<()> {
    if folder.exists() {
        fs::remove_dir_all(folder).with_context(|| format!("cannot remove {}", folder.display()))?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_the_major_version_of_llvm() {
        assert_eq!(llvm_major("rustc 1.96.0\nrelease: 1.96.0\nLLVM version: 22.1.8"), Some("22"));
        assert_eq!(llvm_major("rustc 1.96.0"), None);
    }
}

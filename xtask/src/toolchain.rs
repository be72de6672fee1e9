//! The Rust toolchain that compiles for the browser (target wasm32-unknown-unknown).
//!
//! Two routes lead there. Where the active toolchain has the target, or rustup can add it, that
//! is all. Where rustup's server cannot be reached, Debian's current compiler is used with a
//! standard library built from its own sources (see [`crate::debian_std`]). `SEXTANT_WASM_ROUTE`
//! set to `rustup` or `debian` forces a route; otherwise the first that is ready is taken.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use anyhow::{Result, bail};

use crate::content_hash::content_hash;
use crate::debian_std;
use crate::program::{find_on_path, output_of, run_within};
use crate::project::Project;
use crate::steps::{note, step};

/// The compilation target of everything that runs in the browser.
pub const TARGET: &str = "wasm32-unknown-unknown";

/// A server that refuses answers at once and the download is 20 MB; longer means no way through.
const RUSTUP_PATIENCE: Duration = Duration::from_secs(90);

/// The name under which rustup knows Debian's compiler.
const LINKED_TOOLCHAIN: &str = "web";

/// A toolchain that is ready to compile for the browser.
#[derive(Debug, Clone)]
pub enum Toolchain {
    /// The active toolchain has the target.
    Rustup,
    /// Debian's compiler with our build of its standard library.
    Debian {
        /// The linker, such as `wasm-ld-22`.
        linker: String,
        /// What the standard library was built from.
        std_identity: String,
    },
}

impl Toolchain {
    /// Makes `command` (cargo, or something that calls cargo) use this toolchain.
    ///
    /// Cargo does not notice that a standard library was replaced and would link what is stale;
    /// hence the target folder's name carries the library's identity.
    pub fn apply(&self, command: &mut Command, project: &Project) {
        if let Self::Debian { linker, std_identity } = self {
            command
                .env("RUSTUP_TOOLCHAIN", LINKED_TOOLCHAIN)
                .env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_LINKER", linker)
                .env("CARGO_TARGET_DIR", debian_target(project, std_identity))
                // Set by the cargo that started us, for its own toolchain.
                .env_remove("CARGO")
                .env_remove("RUSTC")
                .env_remove("LD_LIBRARY_PATH");
        }
    }

    /// The folder in which cargo builds with this toolchain.
    #[must_use]
    pub fn target_folder(&self, project: &Project) -> PathBuf {
        match self {
            Self::Debian { std_identity, .. } => debian_target(project, std_identity),
            Self::Rustup => match std::env::var_os("CARGO_TARGET_DIR") {
                Some(chosen) => project.root().join(chosen),
                None => project.root().join("target"),
            },
        }
    }

    /// A cargo command for the browser's target.
    #[must_use]
    pub fn cargo(&self, project: &Project) -> Command {
        let started_by = std::env::var_os("CARGO").filter(|_| matches!(self, Self::Rustup));
        let mut command = Command::new(started_by.unwrap_or_else(|| "cargo".into()));
        command.current_dir(project.root());
        self.apply(&mut command, project);
        command
    }
}

/// Returns a toolchain for the browser, installing one when there is none.
///
/// # Errors
/// When neither route works; the text holds the reason of each.
pub fn ensure(project: &Project) -> Result<Toolchain> {
    let forced = std::env::var("SEXTANT_WASM_ROUTE").unwrap_or_default();
    match forced.as_str() {
        "rustup" => by_rustup(),
        "debian" => by_debian(project),
        "" => by_either(project),
        other => bail!("SEXTANT_WASM_ROUTE is `{other}`; it may be `rustup` or `debian`"),
    }
}

fn by_either(project: &Project) -> Result<Toolchain> {
    if active_toolchain_has_target() {
        return Ok(Toolchain::Rustup);
    }
    if debian_std::ready_identity().is_some() {
        return by_debian(project);
    }
    let refused = match by_rustup() {
        Ok(toolchain) => return Ok(toolchain),
        Err(refused) => refused,
    };
    note("rustup cannot add the target here; Debian's compiler is used instead");
    by_debian(project).map_err(|error| {
        error.context(format!(
            "there is no way to compile for the browser: `rustup target add {TARGET}` failed \
             ({refused:#}), and so did Debian's compiler"
        ))
    })
}

fn by_rustup() -> Result<Toolchain> {
    if !active_toolchain_has_target() {
        step(&format!("Add the target {TARGET} with rustup"), || {
            let mut rustup = Command::new("rustup");
            run_within(rustup.args(["target", "add", TARGET]), RUSTUP_PATIENCE)
        })?;
    }
    Ok(Toolchain::Rustup)
}

fn by_debian(project: &Project) -> Result<Toolchain> {
    let std_identity = debian_std::ensure()?;
    let linker = debian_std::linker()?;
    link_toolchain()?;
    remove_stale_targets(project, &std_identity);
    Ok(Toolchain::Debian { linker, std_identity })
}

fn active_toolchain_has_target() -> bool {
    output_of(Command::new("rustc").args(["--print", "target-libdir", "--target", TARGET]))
        .is_ok_and(|folder| debian_std::holds_std(Path::new(&folder)))
}

fn link_toolchain() -> Result<()> {
    if find_on_path(&["rustup"]).is_none() {
        bail!("rustup is not on PATH; install rustup, then run this again");
    }
    let linked = output_of(Command::new("rustup").args(["which", "--toolchain", LINKED_TOOLCHAIN, "rustc"]));
    if linked.is_ok_and(|path| path == debian_std::RUSTC) {
        return Ok(());
    }
    output_of(Command::new("rustup").args(["toolchain", "link", LINKED_TOOLCHAIN, debian_std::PREFIX])).map(drop)
}

fn debian_target(project: &Project, std_identity: &str) -> PathBuf {
    project.root().join("target").join(format!("web-{}", content_hash(std_identity.as_bytes())))
}

/// Folders of earlier standard libraries are of no more use. Failing to remove one does no harm.
fn remove_stale_targets(project: &Project, std_identity: &str) {
    let current = debian_target(project, std_identity);
    let Ok(entries) = std::fs::read_dir(project.root().join("target")) else {
        return;
    };
    for path in entries.flatten().map(|entry| entry.path()) {
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        if name.starts_with("web-") && path != current {
            drop(std::fs::remove_dir_all(&path));
        }
    }
}

//! Everything the other verbs need, installed where it is absent.

use std::process::Command;
use std::time::Instant;

use anyhow::Result;

use crate::program::output_of;
use crate::project::Project;
use crate::steps::{note, step};
use crate::toolchain::Toolchain;
use crate::tools::Tools;
use crate::{browser, toolchain, tools};

/// Installs what is absent and says what is in use.
///
/// # Errors
/// When something can be neither found nor installed.
pub fn everything(project: &Project) -> Result<()> {
    let started = Instant::now();
    let (toolchain, tools) = for_bundle(project)?;
    let browser = browser::ensure()?;
    match toolchain {
        Toolchain::Rustup => note("compiler: the active toolchain"),
        Toolchain::Debian { std_identity, .. } => note(&format!("compiler: {std_identity}")),
    }
    note(&format!("trunk: {}", tools.trunk_folder.display()));
    note(&format!("wasm-bindgen: {}", tools.wasm_bindgen_folder.display()));
    note(&format!("wasm-split: {}", tools.wasm_split_folder.display()));
    note(&format!("wasm-opt: {}", tools.wasm_opt_script.display()));
    note(&format!("browser: {}", browser.chromium.display()));
    note(&format!("driver: {}", browser.chromedriver.display()));
    note(&format!("all there, in {:.1} s", started.elapsed().as_secs_f64()));
    Ok(())
}

/// The compiler and the tools that a bundle needs, installed where they are absent.
///
/// # Errors
/// When something can be neither found nor installed.
pub fn for_bundle(project: &Project) -> Result<(Toolchain, Tools)> {
    fetch_crates(project)?;
    let toolchain = toolchain::ensure(project)?;
    let tools = tools::ensure(project)?;
    Ok((toolchain, tools))
}

/// Trunk builds without the network, so the crates have to be there before it starts.
fn fetch_crates(project: &Project) -> Result<()> {
    let offline = output_of(cargo_fetch(project).arg("--offline"));
    if offline.is_ok() {
        return Ok(());
    }
    step("Fetch the crates", || output_of(&mut cargo_fetch(project)).map(drop))
}

fn cargo_fetch(project: &Project) -> Command {
    let mut command = Command::new("cargo");
    command.current_dir(project.root()).args(["fetch", "--quiet"]);
    command
}

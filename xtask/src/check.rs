//! Every check of the project, in the order from fast to slow; CI runs exactly this.

use std::process::Command;

use anyhow::{Result, bail};

use crate::browser::{self, CHROMEDRIVER_VARIABLE, CHROMIUM_VARIABLE};
use crate::program;
use crate::project::{DIST_VARIABLE, Project};
use crate::setup;
use crate::steps::{last_step, step};
use crate::toolchain::{TARGET, Toolchain};
use crate::{apt, bundle};

/// The benchmark program, relative to the project's root.
pub const BENCH_SOURCE: &str = "tests/src/bin/bench.rs";
/// The calibration program, relative to the project's root.
pub const CALIBRATE_SOURCE: &str = "engine/examples/calibrate.rs";

/// Runs every check and stops at the first that fails.
///
/// The tests come last, and nothing is printed after them: their summary is what a reader of the
/// last lines looks for.
///
/// # Errors
/// The first check that failed, by name.
pub fn run(project: &Project) -> Result<()> {
    ensure_component("fmt", "rustfmt")?;
    ensure_component("clippy", "clippy")?;
    step("Check the format (cargo fmt)", || run_cargo(project, &["fmt", "--all", "--check"]))?;
    step("Lint, natively (clippy)", || {
        run_cargo(project, &["clippy", "--workspace", "--all-targets", "--", "-Dwarnings"])
    })?;
    step("Build the engine's documentation (cargo doc)", || {
        let mut doc = cargo(project, &["doc", "--no-deps", "--package", "engine"]);
        program::run(doc.env("RUSTDOCFLAGS", "-Dwarnings"))
    })?;
    let (toolchain, tools) = setup::for_bundle(project)?;
    if matches!(toolchain, Toolchain::Debian { .. }) {
        apt::ensure(&["rust-web-clippy"], "linting what runs in the browser")?;
    }
    step("Lint what runs in the browser (clippy)", || {
        program::run(toolchain.cargo(project).args([
            "clippy",
            "--package",
            "app",
            "--target",
            TARGET,
            "--",
            "-Dwarnings",
        ]))
    })?;
    bundle::build_with(project, &toolchain, &tools)?;
    let mut tests = tests(project)?;
    last_step("Test (cargo test)", || program::run(&mut tests))
}

/// Rustup's smallest profile comes without the formatter and the linter.
fn ensure_component(subcommand: &str, component: &str) -> Result<()> {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    if program::output_of(Command::new(cargo).args([subcommand, "--version"])).is_ok() {
        return Ok(());
    }
    step(&format!("Add {component} with rustup"), || {
        program::output_of(Command::new("rustup").args(["component", "add", component])).map(drop)
    })
}

/// Arguments of the benchmark with which nothing runs in a browser.
const WITHOUT_BUNDLE: [&str; 3] = ["--without-browser", "--peers-on-worlds", "--plans-on-worlds"];

/// Builds the bundle, unless nothing will run in a browser, then runs the benchmark with `arguments`.
///
/// # Errors
/// When there is no benchmark, or it fails.
pub fn bench(project: &Project, arguments: &[String]) -> Result<()> {
    require(project, BENCH_SOURCE)?;
    let mut bench = cargo(project, &["run", "--release", "--package", "sextant-tests", "--bin", "bench", "--"]);
    if !arguments.iter().any(|argument| WITHOUT_BUNDLE.contains(&argument.as_str())) {
        bundle::build(project)?;
        with_browser(&mut bench, project)?;
    }
    program::run(bench.args(arguments))
}

/// Runs the sampler's calibration with `arguments`.
///
/// # Errors
/// When there is none, or it fails.
pub fn calibrate(project: &Project, arguments: &[String]) -> Result<()> {
    require(project, CALIBRATE_SOURCE)?;
    program::run(
        cargo(project, &["run", "--release", "--package", "engine", "--example", "calibrate", "--"]).args(arguments),
    )
}

fn tests(project: &Project) -> Result<Command> {
    let mut tests = cargo(project, &["test", "--workspace", "--no-fail-fast"]);
    with_browser(&mut tests, project)?;
    Ok(tests)
}

/// Tells a program of the `tests` crate where the bundle and the browser are.
fn with_browser(command: &mut Command, project: &Project) -> Result<()> {
    let browser = browser::ensure()?;
    command
        .env(DIST_VARIABLE, project.dist())
        .env(CHROMIUM_VARIABLE, browser.chromium)
        .env(CHROMEDRIVER_VARIABLE, browser.chromedriver);
    Ok(())
}

fn require(project: &Project, source: &str) -> Result<()> {
    if !project.root().join(source).is_file() {
        bail!("there is no {source} in this version of the project");
    }
    Ok(())
}

fn run_cargo(project: &Project, arguments: &[&str]) -> Result<()> {
    program::run(&mut cargo(project, arguments))
}

/// The cargo that started this program, so that every check uses the same compiler.
fn cargo(project: &Project, arguments: &[&str]) -> Command {
    let program = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let mut command = Command::new(program);
    command.current_dir(project.root()).args(arguments);
    command
}

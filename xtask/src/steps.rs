//! What the user sees while something takes long: which step runs, how long it took, why it failed.

use std::time::Instant;

use anyhow::{Context, Result};

/// Runs one named step, and says what it is and how many seconds it took.
///
/// # Errors
/// The step's own error, with the step named in front of it.
pub fn step<T>(what: &str, work: impl FnOnce() -> Result<T>) -> Result<T> {
    println!("==> {what}");
    let started = Instant::now();
    let result = work();
    let verdict = if result.is_ok() { "done" } else { "FAILED" };
    println!("    {verdict} in {:.1} s", started.elapsed().as_secs_f64());
    result.with_context(|| format!("failed step: {what}"))
}

/// Announces the last step, after which nothing may be printed.
///
/// # Errors
/// The step's own error, with the step named in front of it.
pub fn last_step<T>(what: &str, work: impl FnOnce() -> Result<T>) -> Result<T> {
    println!("==> {what}");
    work().with_context(|| format!("failed step: {what}"))
}

/// Says that something was found and needs no work.
pub fn note(what: &str) {
    println!("    {what}");
}

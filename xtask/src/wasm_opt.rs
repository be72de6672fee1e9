//! `wasm-opt`: what the compiler leaves on the table, for size or for speed.

use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result};

use crate::program::output_of;
use crate::tools::Tools;

/// What rustc emits for the target, and `simd128`. Not `--all-features`: that would let the
/// optimiser use features which browsers of 2023 do not have.
const FEATURES: &[&str] = &[
    "--enable-simd",
    "--enable-bulk-memory",
    "--enable-bulk-memory-opt",
    "--enable-sign-ext",
    "--enable-mutable-globals",
    "--enable-nontrapping-float-to-int",
    "--enable-reference-types",
    "--enable-multivalue",
];

/// Puts functions that were made of one generic function beside each other, where a compressor, which looks back only
/// some 32 kB, finds how alike they are. The names themselves are left out of what is written.
const ORDER: &str = "--reorder-functions-by-name";

/// What a file is optimised for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Goal {
    /// The page: it is part of the first load.
    Size,
    /// The worker: it computes.
    Speed,
}

/// Optimises a file in place.
///
/// # Errors
/// When node or wasm-opt fails.
pub fn optimise(tools: &Tools, file: &Path, goal: Goal) -> Result<()> {
    let level = match goal {
        Goal::Size => "-Oz",
        Goal::Speed => "-O3",
    };
    let optimised = file.with_extension("wasm.optimised");
    output_of(
        Command::new(&tools.node)
            .arg(&tools.wasm_opt_script)
            .args(FEATURES)
            .args([level, ORDER])
            .arg(file)
            .arg("-o")
            .arg(&optimised),
    )?;
    std::fs::rename(&optimised, file).with_context(|| format!("cannot replace {}", file.display()))
}

//! Set-up, build, serve, test and measure: what stands behind `cargo xtask`.
//!
//! It is a library as well as a program so that the browser tests can start the same static
//! server in their own process ([`serve::spawn`]) and find the same bundle and browser.
//!
//! From the machine to the product: [`toolchain`] and [`tools`] (what has to be installed),
//! [`bundle`] (trunk, then [`split`], optimise, hash, assemble), [`precache`] and [`csp`] (what makes the
//! bundle work offline and keeps it closed), [`serve`], [`size`], [`check`].
//! [`bundle`] (trunk, then optimise, hash, assemble), [`precache`] and [`csp`] (what makes the
//! bundle work offline and keeps it closed), [`serve`], [`size`], [`check`]; [`peers`] and [`watched`] (other packages,
//! to be measured against).
#![allow(clippy::print_stdout, reason = "a command-line program: its output is its user interface")]

pub mod apt;
pub mod browser;
pub mod bundle;
pub mod check;
pub mod content_hash;
pub mod csp;
pub mod debian_std;
pub mod page;
pub mod peers;
pub mod precache;
pub mod program;
pub mod project;
pub mod serve;
pub mod setup;
pub mod size;
pub mod split;
pub mod steps;
pub mod toolchain;
pub mod tools;
pub mod wasm_opt;
pub mod watched;

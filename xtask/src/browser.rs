//! The browser that the tests drive, and its driver.

use std::path::PathBuf;

use anyhow::{Context, Result};

use crate::apt;
use crate::program::find_on_path;

/// Names the browser for the tests; set it to use another Chromium.
pub const CHROMIUM_VARIABLE: &str = "SEXTANT_CHROMIUM";
/// Names the WebDriver server for the tests; must match the browser's version.
pub const CHROMEDRIVER_VARIABLE: &str = "SEXTANT_CHROMEDRIVER";

const CHROMIUM_NAMES: &[&str] = &["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome"];

/// A browser and the server through which tests drive it.
#[derive(Debug, Clone)]
pub struct Browser {
    /// Chromium or Chrome.
    pub chromium: PathBuf,
    /// The matching chromedriver.
    pub chromedriver: PathBuf,
}

/// Finds a browser and its driver: by the variables, then on PATH. Installs nothing.
#[must_use]
pub fn find() -> Option<Browser> {
    Some(Browser {
        chromium: named_by(CHROMIUM_VARIABLE).or_else(|| find_on_path(CHROMIUM_NAMES))?,
        chromedriver: named_by(CHROMEDRIVER_VARIABLE).or_else(|| find_on_path(&["chromedriver"]))?,
    })
}

/// Finds a browser and its driver, installing Debian's where there are none.
///
/// # Errors
/// When there is none and none can be installed.
pub fn ensure() -> Result<Browser> {
    if find().is_none() {
        apt::ensure(&["chromium", "chromium-driver"], "the browser tests").with_context(|| {
            format!(
                "the tests need Chromium and chromedriver, on PATH or named by \
                 {CHROMIUM_VARIABLE} and {CHROMEDRIVER_VARIABLE}"
            )
        })?;
    }
    find().context("Chromium and chromedriver were installed but are not on PATH")
}

fn named_by(variable: &str) -> Option<PathBuf> {
    std::env::var_os(variable).filter(|value| !value.is_empty()).map(PathBuf::from)
}

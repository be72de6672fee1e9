//! Where things are: the project's folders, and the cache that its clones share.
//!
//! Tools go to a per-user cache rather than into `target/`: building trunk and wasm-bindgen takes
//! minutes, `cargo clean` would throw them away, and a second clone would build them again. Every
//! tool's folder carries its version, so clones at different versions do not disturb each other.
//! Nothing is put on the user's PATH.

use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};

/// Names the bundle's folder for the tests; without it they look in `dist/`.
pub const DIST_VARIABLE: &str = "SEXTANT_DIST";

/// The project's root folder and what is found relative to it.
#[derive(Debug, Clone)]
pub struct Project {
    root: PathBuf,
}

impl Project {
    /// Finds the project this program was built from.
    ///
    /// # Errors
    /// When the folder has moved since; building `xtask` again cures it.
    pub fn locate() -> Result<Self> {
        let crate_folder = std::env::var_os("CARGO_MANIFEST_DIR")
            .map_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")), PathBuf::from);
        let root = crate_folder.ancestors().find(|folder| folder.join("Trunk.toml").is_file()).with_context(|| {
            format!(
                "no Trunk.toml above {}; run this from inside the project with `cargo xtask`",
                crate_folder.display()
            )
        })?;
        Ok(Self { root: root.to_path_buf() })
    }

    /// The folder of the workspace's Cargo.toml.
    #[must_use]
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// The finished bundle: what goes on a static host.
    #[must_use]
    pub fn dist(&self) -> PathBuf {
        self.root.join("dist")
    }

    /// The bundle that the tests look at: named by [`DIST_VARIABLE`], else [`Self::dist`].
    #[must_use]
    pub fn bundle_under_test(&self) -> PathBuf {
        std::env::var_os(DIST_VARIABLE).map_or_else(|| self.dist(), PathBuf::from)
    }

    /// What trunk writes; raw material of the bundle (`build.dist` in Trunk.toml).
    #[must_use]
    pub fn trunk_output(&self) -> PathBuf {
        self.root.join("target").join("trunk")
    }

    /// Files that are copied into the bundle: icons, manifest, boot script, samples.
    #[must_use]
    pub fn public(&self) -> PathBuf {
        self.root.join("public")
    }

    /// The version of a crate in Cargo.lock.
    ///
    /// # Errors
    /// When the file cannot be read or does not name the crate.
    pub fn locked_version(&self, name: &str) -> Result<String> {
        let path = self.root.join("Cargo.lock");
        let lock = std::fs::read_to_string(&path).with_context(|| format!("cannot read {}", path.display()))?;
        locked_version(&lock, name)
            .with_context(|| format!("Cargo.lock has no `{name}`; the app must depend on it before it can be built"))
    }
}

/// The first version of `name` in the text of a Cargo.lock.
fn locked_version(lock: &str, name: &str) -> Option<String> {
    let wanted = format!("name = \"{name}\"");
    let mut lines = lock.lines();
    lines.find(|line| *line == wanted)?;
    let version = lines.next()?.strip_prefix("version = \"")?;
    Some(version.strip_suffix('"')?.to_owned())
}

/// The folder for tools that this user's clones share; `SEXTANT_TOOLS` overrides it.
///
/// # Errors
/// When neither that variable nor a home folder is known.
pub fn tool_cache() -> Result<PathBuf> {
    if let Some(chosen) = std::env::var_os("SEXTANT_TOOLS") {
        return Ok(PathBuf::from(chosen));
    }
    let base = ["XDG_CACHE_HOME", "LOCALAPPDATA"]
        .iter()
        .find_map(std::env::var_os)
        .filter(|value| !value.is_empty())
        .map(PathBuf::from)
        .or_else(|| std::env::home_dir().map(|home| home.join(".cache")));
    match base {
        Some(base) => Ok(base.join("sextant")),
        None => bail!("no home folder is known; set SEXTANT_TOOLS to a folder for the tools"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const LOCK: &str = "[[package]]\nname = \"wasm-bindgen-futures\"\nversion = \"0.4.1\"\n\n\
                        [[package]]\nname = \"wasm-bindgen\"\nversion = \"0.2.130\"\n";

    #[test]
    fn reads_the_version_of_exactly_the_named_crate() {
        assert_eq!(locked_version(LOCK, "wasm-bindgen").as_deref(), Some("0.2.130"));
        assert_eq!(locked_version(LOCK, "trunk"), None);
    }
}

//! The Python packages that this engine is measured against, each in an environment of its own.
//!
//! An environment lies in `target/bench/peers`, is made when it is first needed and kept; a file in it holds the
//! requirements that it was made for, so that it is renewed when they change. What is asked of the packages stands in
//! `tests/peers`: a script and a list of requirements for each.

use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail};

use crate::program;
use crate::project::Project;
use crate::steps::step;

/// Names the Python with which the environments are made.
pub const PYTHON_VARIABLE: &str = "SEXTANT_PYTHON";

/// The scripts and requirements, relative to the project's root.
const SCRIPTS: &str = "tests/peers";
/// The file in an environment that says for which requirements it was made.
const MARKER: &str = "made-for.txt";
/// PyMC-Marketing's current versions need it; with an older Python pip takes an old version and says nothing.
const OLDEST: (u32, u32) = (3, 12);
/// Newer ones often lack wheels.
const NEWEST: (u32, u32) = (3, 13);

/// A package with an environment of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Package {
    /// PyMC-Marketing with PyMC's, nutpie's and NumPyro's samplers.
    PyMcMarketing,
    /// Google Meridian on JAX.
    Meridian,
}

impl Package {
    /// The first part of its files' names.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::PyMcMarketing => "pymc",
            Self::Meridian => "meridian",
        }
    }
}

/// A finished environment.
#[derive(Debug, Clone)]
pub struct Environment {
    python: PathBuf,
    script: PathBuf,
}

impl Environment {
    /// Makes the environment of a package, unless it is there.
    ///
    /// # Errors
    /// When there is no suitable Python, or a package cannot be installed.
    pub fn ensure(project: &Project, package: Package) -> Result<Self> {
        let scripts = project.root().join(SCRIPTS);
        let list = scripts.join(format!("{}-requirements.txt", package.key()));
        let wanted = std::fs::read_to_string(&list).with_context(|| format!("cannot read {}", list.display()))?;
        let folder = folder(project).join(package.key());
        let python = if cfg!(windows) { folder.join("Scripts/python.exe") } else { folder.join("bin/python") };
        let marker = folder.join(MARKER);
        if std::fs::read_to_string(&marker).ok().as_deref() != Some(wanted.as_str()) {
            step(&format!("Install {}'s environment (some GB, once)", package.key()), || {
                make(&folder, &python, &list)?;
                Ok(std::fs::write(&marker, &wanted)?)
            })?;
        }
        Ok(Self { python, script: scripts.join(format!("fit_{}.py", package.key())) })
    }

    /// The package's script with `arguments`, ready to run.
    #[must_use]
    pub fn script(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(&self.python);
        command.arg(&self.script).args(arguments);
        // A kernel forced upon NumPy's linear algebra would be what is measured.
        command.env_remove("OPENBLAS_CORETYPE").env_remove("OPENBLAS_L2_SIZE");
        command.env("PYTHONDONTWRITEBYTECODE", "1");
        command
    }
}

/// Where environments, files and results of the comparison lie.
#[must_use]
pub fn folder(project: &Project) -> PathBuf {
    project.root().join("target").join("bench").join("peers")
}

/// Removes all environments.
///
/// # Errors
/// When a folder cannot be removed.
pub fn remove(project: &Project) -> Result<()> {
    for package in [Package::PyMcMarketing, Package::Meridian] {
        let folder = folder(project).join(package.key());
        if folder.is_dir() {
            std::fs::remove_dir_all(&folder).with_context(|| format!("cannot remove {}", folder.display()))?;
        }
    }
    Ok(())
}

fn make(folder: &Path, python: &Path, list: &Path) -> Result<()> {
    if !python.is_file() {
        program::output_of(Command::new(suitable_python()?).args(["-m", "venv"]).arg(folder))?;
    }
    let pip = ["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--requirement"];
    program::output_of(Command::new(python).args(pip).arg(list)).map(drop)
}

/// The named Python, else the first suitable one that is found on PATH or among pyenv's.
fn suitable_python() -> Result<PathBuf> {
    let named = std::env::var_os(PYTHON_VARIABLE).map(PathBuf::from);
    let on_path = ["python3.12", "python3.13", "python3"].map(PathBuf::from);
    let found = named.into_iter().chain(on_path).chain(pyenv_pythons()).find(|python| is_suitable(python));
    let Some(python) = found else {
        bail!(
            "the peers need Python {}.{} or {}.{}; name one in {PYTHON_VARIABLE}",
            OLDEST.0,
            OLDEST.1,
            NEWEST.0,
            NEWEST.1
        );
    };
    Ok(python)
}

fn pyenv_pythons() -> Vec<PathBuf> {
    let root = std::env::var_os("PYENV_ROOT").map(PathBuf::from);
    let root = root.or_else(|| std::env::home_dir().map(|home| home.join(".pyenv")));
    let versions = root.and_then(|root| std::fs::read_dir(root.join("versions")).ok());
    let mut found: Vec<PathBuf> =
        versions.into_iter().flatten().flatten().map(|v| v.path().join("bin/python")).collect();
    found.sort();
    found
}

fn is_suitable(python: &Path) -> bool {
    let asked = program::output_of(Command::new(python).args(["-c", "import sys; print(*sys.version_info[:2])"]));
    asked.ok().and_then(|text| version(&text)).is_some_and(|version| (OLDEST..=NEWEST).contains(&version))
}

/// `3 12` as numbers.
fn version(text: &str) -> Option<(u32, u32)> {
    let (major, minor) = text.trim().split_once(' ')?;
    Some((major.parse().ok()?, minor.parse().ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_are_compared_as_numbers() {
        assert_eq!(version("3 9\n"), Some((3, 9)));
        assert!(!(OLDEST..=NEWEST).contains(&(3, 9)));
        assert!((OLDEST..=NEWEST).contains(&(3, 12)));
        assert_eq!(version("Python"), None);
    }

    #[test]
    fn every_package_has_its_files() {
        let project = Project::locate().expect("the tests run inside the project");
        for package in [Package::PyMcMarketing, Package::Meridian] {
            let scripts = project.root().join(SCRIPTS);
            assert!(scripts.join(format!("{}-requirements.txt", package.key())).is_file());
            assert!(scripts.join(format!("fit_{}.py", package.key())).is_file());
        }
    }
}

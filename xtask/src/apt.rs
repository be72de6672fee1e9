//! Debian packages, for machines where a tool cannot be had from its own makers.

use std::process::Command;
use std::sync::atomic::{AtomicBool, Ordering};

use anyhow::{Context, Result, bail};

use crate::program::{find_on_path, output_of};
use crate::steps::step;

/// Package lists are fetched once per run: a fresh machine has none, and stale ones name
/// versions that the mirrors no longer hold.
static LISTS_FETCHED: AtomicBool = AtomicBool::new(false);

/// Installs those of `packages` that are absent. `why` ends the sentence "needed for ...".
///
/// # Errors
/// When there is no apt-get, no right to use it, or a package cannot be had; the text says which
/// and what to do by hand.
pub fn ensure(packages: &[&str], why: &str) -> Result<()> {
    let absent: Vec<&str> = packages.iter().copied().filter(|package| installed_version(package).is_none()).collect();
    if absent.is_empty() {
        return Ok(());
    }
    let names = absent.join(" ");
    step(&format!("Install {names} from Debian, for {why}"), || {
        install(&absent)
            .with_context(|| format!("{names} could not be installed; install by hand what gives you {why}"))
    })
}

/// The version of an installed package; none when it is absent.
#[must_use]
pub fn installed_version(package: &str) -> Option<String> {
    let answer = output_of(Command::new("dpkg-query").args(["-W", "-f=${Status} ${Version}", package])).ok()?;
    answer.strip_prefix("install ok installed ").map(str::to_owned)
}

/// A command that runs with the rights of root: as it is for root, else through sudo.
///
/// # Errors
/// When the user is not root and sudo is absent or would ask for a password.
pub fn privileged(program: &str) -> Result<Command> {
    if output_of(Command::new("id").arg("-u"))? == "0" {
        return Ok(Command::new(program));
    }
    if find_on_path(&["sudo"]).is_none() {
        bail!("this needs root: you are not root, and there is no sudo on this machine");
    }
    output_of(Command::new("sudo").args(["-n", "true"]))
        .context("this needs root, and sudo asks for a password; run `sudo -v` first, then this again")?;
    let mut command = Command::new("sudo");
    command.args(["-n", "--preserve-env=DEBIAN_FRONTEND", program]);
    Ok(command)
}

fn install(packages: &[&str]) -> Result<()> {
    if find_on_path(&["apt-get"]).is_none() {
        bail!("there is no apt-get on this machine");
    }
    if !LISTS_FETCHED.swap(true, Ordering::Relaxed) {
        output_of(apt_get()?.arg("update")).context("the package lists could not be fetched")?;
    }
    output_of(apt_get()?.args(["install", "-y", "--no-install-recommends"]).args(packages))?;
    Ok(())
}

fn apt_get() -> Result<Command> {
    let mut command = privileged("apt-get")?;
    command.env("DEBIAN_FRONTEND", "noninteractive");
    Ok(command)
}

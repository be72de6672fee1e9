//! Running other programs: shown as they run, or silent unless they fail; and finding them.

use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};

/// How many lines of a silent program's output are shown when it fails.
const LINES_SHOWN_ON_FAILURE: usize = 60;

/// Runs a program whose output the user sees.
///
/// # Errors
/// When it cannot be started or ends with a failure.
pub fn run(command: &mut Command) -> Result<()> {
    let status = command.status().with_context(|| format!("cannot start `{}`", described(command)))?;
    if !status.success() {
        bail!("`{}` ended with {status}", described(command));
    }
    Ok(())
}

/// Runs a program in silence and returns what it printed on its standard output.
///
/// # Errors
/// When it cannot be started or ends with a failure; the end of its output is in the error.
pub fn output_of(command: &mut Command) -> Result<String> {
    let output =
        command.stdin(Stdio::null()).output().with_context(|| format!("cannot start `{}`", described(command)))?;
    if !output.status.success() {
        bail!("`{}` ended with {}; its last lines:\n{}", described(command), output.status, last_lines(&output));
    }
    Ok(String::from_utf8_lossy(&output.stdout).trim().to_owned())
}

/// Runs a program that may hang; stops it after `limit`.
///
/// # Errors
/// When it cannot be started, ends with a failure or does not end in time.
pub fn run_within(command: &mut Command, limit: Duration) -> Result<()> {
    let mut child = command
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .with_context(|| format!("cannot start `{}`", described(command)))?;
    let started = Instant::now();
    loop {
        if let Some(status) = child.try_wait()? {
            if status.success() {
                return Ok(());
            }
            bail!("`{}` ended with {status}", described(command));
        }
        if started.elapsed() > limit {
            child.kill()?;
            child.wait()?;
            bail!("`{}` gave no answer in {} s", described(command), limit.as_secs());
        }
        sleep(Duration::from_millis(50));
    }
}

/// The first of `names` that is on PATH.
#[must_use]
pub fn find_on_path(names: &[&str]) -> Option<PathBuf> {
    let path = std::env::var_os("PATH")?;
    let folders: Vec<PathBuf> = std::env::split_paths(&path).collect();
    names.iter().find_map(|name| {
        let file = format!("{name}{}", std::env::consts::EXE_SUFFIX);
        folders.iter().map(|folder| folder.join(&file)).find(|candidate| candidate.is_file())
    })
}

/// PATH with `folders` in front of it.
///
/// # Errors
/// When a folder's name cannot stand in PATH.
pub fn path_with(folders: &[&Path]) -> Result<std::ffi::OsString> {
    let inherited = std::env::var_os("PATH").unwrap_or_default();
    let all = folders.iter().map(|folder| folder.to_path_buf()).chain(std::env::split_paths(&inherited));
    std::env::join_paths(all).context("a tool's folder cannot be put on PATH")
}

fn described(command: &Command) -> String {
    let program = Path::new(command.get_program());
    let name = program.file_name().unwrap_or(program.as_os_str());
    std::iter::once(name).chain(command.get_args()).map(|part| part.to_string_lossy()).collect::<Vec<_>>().join(" ")
}

fn last_lines(output: &Output) -> String {
    let text = [output.stdout.as_slice(), output.stderr.as_slice()].concat();
    let text = String::from_utf8_lossy(&text);
    let lines: Vec<&str> = text.lines().collect();
    lines[lines.len().saturating_sub(LINES_SHOWN_ON_FAILURE)..].join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_failure_names_the_program_without_its_folder_and_shows_what_it_said() {
        let error =
            output_of(Command::new("/bin/sh").args(["-c", "echo because; exit 3"])).expect_err("the shell ends with 3");
        let text = format!("{error:#}");
        assert!(text.starts_with("`sh -c"), "{text}");
        assert!(text.contains("because"), "{text}");
    }

    #[test]
    fn a_program_that_hangs_is_stopped() {
        let error =
            run_within(Command::new("sleep").arg("60"), Duration::from_millis(100)).expect_err("it sleeps longer");
        assert!(format!("{error:#}").contains("no answer"));
    }
}

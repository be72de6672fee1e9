//! A program that may take too long or too much memory: it runs, is watched, and is ended where it does.
//!
//! Memory is that of the program and of all that it started: the sum of their proportional set sizes (a page that n
//! processes share counts a n-th in each), read once a second, or the program's own largest resident size where that
//! is more. It is known on Linux only; elsewhere there is no limit of memory.

use std::path::Path;
use std::process::{Child, Command, ExitStatus};
use std::thread::sleep;
use std::time::{Duration, Instant};

use anyhow::{Context, Result};

const LOOK_EVERY: Duration = Duration::from_millis(1000);

/// How much a program may take.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Limits {
    /// From start to end.
    pub time: Duration,
    /// In MB.
    pub memory_mb: f64,
}

/// What a program used, where it is known.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Used {
    /// Largest memory in MB.
    pub peak_mb: Option<f64>,
    /// Processor time in seconds, as it was at most a second before the end.
    pub cpu_s: Option<f64>,
}

/// How it ended.
#[derive(Debug, Clone, PartialEq)]
pub enum Ending {
    /// By itself and well.
    Done(Used),
    /// By itself, with a failure.
    Failed(ExitStatus),
    /// It was ended for its time.
    OutOfTime,
    /// It was ended for its memory.
    OutOfMemory,
}

/// Runs a program within limits.
///
/// # Errors
/// When it cannot be started or watched.
pub fn watch(command: &mut Command, limits: Limits) -> Result<Ending> {
    let name = Path::new(command.get_program()).display().to_string();
    let mut child = command.spawn().with_context(|| format!("cannot start `{name}`"))?;
    let started = Instant::now();
    let mut used = Used::default();
    loop {
        if let Some(status) = child.try_wait()? {
            return Ok(if status.success() { Ending::Done(used) } else { Ending::Failed(status) });
        }
        let family = family(child.id());
        let largest = |now: f64| used.peak_mb.unwrap_or(0.0).max(now);
        used = Used {
            peak_mb: memory_mb(child.id(), &family).map(largest).or(used.peak_mb),
            cpu_s: total_cpu_s(&family).or(used.cpu_s),
        };
        if started.elapsed() > limits.time {
            end(&mut child, &family)?;
            return Ok(Ending::OutOfTime);
        }
        if used.peak_mb.is_some_and(|peak| peak > limits.memory_mb) {
            end(&mut child, &family)?;
            return Ok(Ending::OutOfMemory);
        }
        sleep(LOOK_EVERY);
    }
}

/// The largest resident size that a process has had, in MB.
#[must_use]
pub fn largest_resident_mb(process: &str) -> Option<f64> {
    entry_mb(&std::fs::read_to_string(format!("/proc/{process}/status")).ok()?, "VmHWM:")
}

/// Processor time in seconds that a process and its ended children have used.
#[must_use]
pub fn cpu_s(process: &str) -> Option<f64> {
    cpu_of_stat(&std::fs::read_to_string(format!("/proc/{process}/stat")).ok()?)
}

/// The 14th to 17th entry of /proc/N/stat: own and ended children's time, in user and in system mode, in ticks.
///
/// The second entry, the program's name in brackets, may hold spaces.
fn cpu_of_stat(stat: &str) -> Option<f64> {
    const TICKS_PER_SECOND: f64 = 100.0;
    let (_, after_name) = stat.rsplit_once(')')?;
    let ticks = after_name.split_whitespace().skip(11).take(4).map(|ticks| ticks.parse::<f64>().ok());
    Some(ticks.sum::<Option<f64>>()? / TICKS_PER_SECOND)
}

fn total_cpu_s(family: &[u32]) -> Option<f64> {
    family.iter().filter_map(|id| cpu_s(&id.to_string())).reduce(|a, b| a + b)
}

fn memory_mb(parent: u32, family: &[u32]) -> Option<f64> {
    let share = |id: &u32| {
        let text = std::fs::read_to_string(format!("/proc/{id}/smaps_rollup")).ok()?;
        entry_mb(&text, "Pss:")
    };
    let sum: f64 = family.iter().filter_map(share).sum();
    Some(largest_resident_mb(&parent.to_string())?.max(sum))
}

/// A size in kB of a file of /proc, in MB.
fn entry_mb(text: &str, key: &str) -> Option<f64> {
    let line = text.lines().find_map(|line| line.strip_prefix(key))?;
    Some(line.trim().trim_end_matches("kB").trim().parse::<f64>().ok()? / 1024.0)
}

/// A process, its children, theirs and so on; only itself where that cannot be known.
fn family(process: u32) -> Vec<u32> {
    let parents = parents();
    let mut family = vec![process];
    let mut next = 0;
    while let Some(&parent) = family.get(next) {
        family.extend(parents.iter().filter(|(_, p)| *p == parent).map(|(child, _)| *child));
        next += 1;
    }
    family
}

/// All processes, each with its parent.
fn parents() -> Vec<(u32, u32)> {
    let entries = std::fs::read_dir("/proc").into_iter().flatten().flatten();
    let processes = entries.filter_map(|entry| entry.file_name().to_str()?.parse::<u32>().ok());
    let parent = |id: u32| {
        let status = std::fs::read_to_string(format!("/proc/{id}/status")).ok()?;
        status.lines().find_map(|line| line.strip_prefix("PPid:"))?.trim().parse().ok()
    };
    processes.filter_map(|id| Some((id, parent(id)?))).collect()
}

/// Ends a program and all that it started.
fn end(child: &mut Child, family: &[u32]) -> Result<()> {
    // It cannot start others once it stands still: who it has started by then is all there will be.
    let _ = Command::new("kill").args(["-STOP", &child.id().to_string()]).output();
    let started: Vec<u32> = self::family(child.id()).into_iter().chain(family.iter().copied()).collect();
    child.kill()?;
    child.wait()?;
    for id in started.iter().filter(|id| **id != child.id()) {
        // It may have ended with its parent; then there is nothing to end.
        let _ = Command::new("kill").args(["-KILL", &id.to_string()]).output();
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn limits(milliseconds: u64) -> Limits {
        Limits { time: Duration::from_millis(milliseconds), memory_mb: 1e6 }
    }

    fn shell(script: &str) -> Command {
        let mut command = Command::new("/bin/sh");
        command.args(["-c", script]);
        command
    }

    #[test]
    fn tells_how_a_program_ended() {
        let ending = |script, time| watch(&mut shell(script), limits(time)).expect("the shell starts");
        assert!(matches!(ending("sleep 0.1", 60_000), Ending::Done(_)));
        assert!(matches!(ending("exit 3", 60_000), Ending::Failed(_)));
        assert_eq!(ending("sleep 60", 100), Ending::OutOfTime);
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn sees_memory_and_ends_children_too() {
        let little = Limits { time: Duration::from_secs(60), memory_mb: 0.01 };
        let ending = watch(&mut shell("sleep 61.25 & wait"), little).expect("the shell starts");
        assert_eq!(ending, Ending::OutOfMemory);
        let command = |id: &u32| std::fs::read_to_string(format!("/proc/{id}/cmdline")).unwrap_or_default();
        let is_there = || parents().iter().any(|(id, _)| command(id).starts_with("sleep\x0061.25"));
        // What was told to end may be seen for a moment longer.
        let is_gone = (0..100).any(|_| {
            sleep(LOOK_EVERY);
            !is_there()
        });
        assert!(is_gone);
    }

    #[test]
    fn reads_processor_time_behind_a_name_with_brackets() {
        let stat = "42 (a (b) c) S 1 2 3 4 5 6 7 8 9 10 100 50 30 20 0 0";
        assert_eq!(cpu_of_stat(stat), Some(2.0));
    }

    #[test]
    fn reads_a_size() {
        assert_eq!(entry_mb("Rss:  10 kB\nPss:    2048 kB\n", "Pss:"), Some(2.0));
        assert_eq!(entry_mb("Rss:  10 kB\n", "Pss:"), None);
    }
}

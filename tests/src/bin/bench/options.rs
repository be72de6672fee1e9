//! The options of the command line.

use crate::cases::CaseName;
use crate::tools::Peer;
use sextant_tests::browser::Result;
use std::time::Duration;
use xtask::watched::Limits;

/// What to measure.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Task {
    /// This engine alone: gradient, draw and fit.
    Speed,
    /// Plans, allocations, comparisons and forecasts of the demo.
    Plans,
    /// Fits of this engine and of its peers.
    Peers,
    /// How near the peers' results and this engine's come to the truth of so many random worlds.
    Worlds(u64),
    /// What the plans of the peers and of this engine really bring in so many random worlds.
    PlansOnWorlds(u64),
}

/// The options, with their defaults.
#[derive(Clone, Debug)]
pub(crate) struct Options {
    /// What to measure.
    pub(crate) task: Task,
    /// On which cases.
    pub(crate) cases: Vec<CaseName>,
    /// How often.
    pub(crate) runs: usize,
    /// Warm-up draws and kept draws a chain, in place of a case's own.
    pub(crate) draws: Option<usize>,
    /// The first of the random worlds.
    pub(crate) first_world: u64,
    /// The peers that run; those that the task usually runs where it is empty.
    pub(crate) peers: Vec<Peer>,
    /// What one run of a peer may take.
    pub(crate) limits: Limits,
    /// Leaves the browser out.
    pub(crate) without_browser: bool,
    /// Removes the peers' environments when all is measured.
    pub(crate) remove_peers: bool,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            task: Task::Speed,
            cases: vec![CaseName::MmmExample, CaseName::National8, CaseName::Geo20x6],
            runs: 3,
            draws: None,
            first_world: 0,
            peers: vec![],
            limits: Limits { time: Duration::from_secs(600), memory_mb: 12_000.0 },
            without_browser: false,
            remove_peers: false,
        }
    }
}

/// The options in words.
pub(crate) const USAGE: &str = "\
bench [--cases mmm_example,national_8,geo_20x6,geo_50x30] [--runs 3] [--draws N] [--first-world 0] [--without-browser]
      [--plans | --peers | --peers-on-worlds 10 | --plans-on-worlds 10]
      [--tools nutpie,nutpie-hill,numpyro,pymc,meridian,meridian-knots]
      [--limit-minutes 10] [--limit-gb 12] [--remove-peers]";

impl Options {
    /// Reads the words of the command line.
    pub(crate) fn parse(words: &[String]) -> Result<Self> {
        let mut options = Self::default();
        let mut words = words.iter();
        while let Some(word) = words.next() {
            let mut value = || words.next().ok_or_else(|| format!("{word} needs a value\n{USAGE}"));
            match word.as_str() {
                "--cases" => options.cases = value()?.split(',').map(CaseName::parse).collect::<Result<_>>()?,
                "--tools" => options.peers = value()?.split(',').map(Peer::parse).collect::<Result<_>>()?,
                "--runs" => options.runs = value()?.parse::<usize>()?.max(1),
                "--first-world" => options.first_world = value()?.parse()?,
                "--draws" => options.draws = Some(value()?.parse()?),
                "--limit-minutes" => options.limits.time = Duration::from_secs_f64(60.0 * value()?.parse::<f64>()?),
                "--limit-gb" => options.limits.memory_mb = 1000.0 * value()?.parse::<f64>()?,
                "--plans" => options.task = Task::Plans,
                "--peers" => options.task = Task::Peers,
                "--peers-on-worlds" => options.task = Task::Worlds(value()?.parse()?),
                "--plans-on-worlds" => options.task = Task::PlansOnWorlds(value()?.parse()?),
                "--without-browser" => options.without_browser = true,
                "--remove-peers" => options.remove_peers = true,
                other => return Err(format!("unknown option {other}\n{USAGE}").into()),
            }
        }
        Ok(options)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_lists_and_numbers() {
        let words = ["--peers", "--cases", "national_8,geo_50x30", "--tools", "nutpie", "--limit-minutes", "0.5"];
        let options = Options::parse(&words.map(str::to_owned)).unwrap();
        assert_eq!(options.task, Task::Peers);
        assert_eq!(options.cases, [CaseName::National8, CaseName::Geo50x30]);
        assert_eq!(options.limits.time, Duration::from_secs(30));
        assert!(Options::parse(&["--cases".into(), "nowhere".into()]).is_err());
        assert!(Options::parse(&["--runs".into()]).is_err());
    }
}

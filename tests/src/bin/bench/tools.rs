//! What measures a case: this engine natively and in Chromium, and its peers.

use crate::cases::Case;
use crate::measured::{Measured, Outcome, Planned};
use engine::math::Interval;
use engine::posterior::FitSettings;
use serde_json::Value;
use sextant_tests::browser::Result;
use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::fs::File;
use std::path::{Path, PathBuf};
use xtask::peers::{Environment, Package, folder};
use xtask::project::Project;
use xtask::watched::{Ending, Limits, Used, watch};

/// Another package with one of its samplers or settings.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Peer {
    /// PyMC-Marketing, logistic, nutpie.
    Nutpie,
    /// The same with Hill curves.
    NutpieHill,
    /// PyMC-Marketing, logistic, NumPyro.
    NumPyro,
    /// PyMC-Marketing, logistic, PyMC's own sampler.
    PyMc,
    /// Meridian as it comes.
    Meridian,
    /// Meridian with automatic knots.
    MeridianKnots,
}

impl Peer {
    /// All of them.
    pub(crate) const ALL: [Self; 6] =
        [Self::Nutpie, Self::NutpieHill, Self::NumPyro, Self::PyMc, Self::Meridian, Self::MeridianKnots];

    /// The name on the command line and in tables.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Nutpie => "nutpie",
            Self::NutpieHill => "nutpie-hill",
            Self::NumPyro => "numpyro",
            Self::PyMc => "pymc",
            Self::Meridian => "meridian",
            Self::MeridianKnots => "meridian-knots",
        }
    }

    /// The peer of that name.
    pub(crate) fn parse(name: &str) -> Result<Self> {
        let known = || Self::ALL.map(Self::name).join(", ");
        Self::ALL
            .into_iter()
            .find(|p| p.name() == name)
            .ok_or_else(|| format!("no tool {name}; there are {}", known()).into())
    }

    fn package(self) -> Package {
        match self {
            Self::Nutpie | Self::NutpieHill | Self::NumPyro | Self::PyMc => Package::PyMcMarketing,
            Self::Meridian | Self::MeridianKnots => Package::Meridian,
        }
    }

    fn arguments(self) -> &'static [&'static str] {
        match self {
            Self::Nutpie => &["--sampler", "nutpie"],
            Self::NutpieHill => &["--sampler", "nutpie", "--saturation", "hill"],
            Self::NumPyro => &["--sampler", "numpyro"],
            Self::PyMc => &["--sampler", "pymc"],
            Self::Meridian => &["--knots", "default"],
            Self::MeridianKnots => &["--knots", "auto"],
        }
    }
}

/// The peers' environments, made where they are not there.
pub(crate) struct Peers {
    environments: HashMap<Package, Environment>,
    folder: PathBuf,
    limits: Limits,
}

impl Peers {
    /// Makes what `peers` need.
    pub(crate) fn ensure(project: &Project, peers: &[Peer], limits: Limits) -> Result<Self> {
        let mut environments = HashMap::new();
        for package in peers.iter().map(|p| p.package()) {
            if let Entry::Vacant(free) = environments.entry(package) {
                free.insert(Environment::ensure(project, package)?);
            }
        }
        Ok(Self { environments, folder: folder(project), limits })
    }

    /// Where the files of all cases lie.
    pub(crate) fn files(&self) -> PathBuf {
        self.folder.join("files")
    }

    /// Fits a case, whose description lies in `description`, with one peer.
    pub(crate) fn fit(&self, peer: Peer, description: &Path, case: &Case) -> Result<Outcome> {
        let environment = self.environments.get(&peer.package()).ok_or("an environment that was not made")?;
        let results = self.folder.join("results");
        std::fs::create_dir_all(&results)?;
        let stem = results.join(format!("{}-{}", case.name, peer.name()));
        let (result, log) = (stem.with_extension("json"), stem.with_extension("log"));
        let (description, result_text) = (description.to_string_lossy(), result.to_string_lossy());
        let sampling = sampling(case.settings);
        let mut words: Vec<&str> = vec![&description, &result_text];
        words.extend(peer.arguments());
        words.extend(sampling.iter().map(String::as_str));
        let log_file = File::create(&log)?;
        let mut command = environment.script(&words);
        command.stdout(log_file.try_clone()?).stderr(log_file);
        Ok(match watch(&mut command, self.limits)? {
            Ending::Done(used) => {
                let told: Value = serde_json::from_str(&std::fs::read_to_string(&result)?)?;
                Outcome::Measured(measured(&told, used).ok_or("a result without its figures")?)
            }
            Ending::Failed(status) => Outcome::Stopped(format!("failed ({status}): {}", last_line(&log))),
            Ending::OutOfTime => {
                Outcome::Stopped(format!("did not finish in {:.0} min", self.limits.time.as_secs_f64() / 60.0))
            }
            Ending::OutOfMemory => {
                Outcome::Stopped(format!("needs more than {:.0} GB", self.limits.memory_mb / 1000.0))
            }
        })
    }
}

fn sampling(settings: FitSettings) -> Vec<String> {
    let numbers = [("--chains", settings.chains), ("--warmup", settings.warmup), ("--draws", settings.draws)];
    let seed = ["--seed".to_owned(), settings.seed.to_string()];
    numbers.into_iter().flat_map(|(name, n)| [name.to_owned(), n.to_string()]).chain(seed).collect()
}

fn measured(told: &Value, used: Used) -> Option<Measured> {
    let interval =
        |v: &Value| Some(Interval { mean: v["mean"].as_f64()?, lo: v["lo"].as_f64()?, hi: v["hi"].as_f64()? });
    // JSON has no infinity: a figure that a script could not tell is none.
    let figure = |key: &str| told[key].as_f64().unwrap_or(f64::NAN);
    Some(Measured {
        wall_s: told["wall_s"].as_f64()?,
        cpu_s: told["cpu_s"].as_f64().or(used.cpu_s),
        peak_mb: used.peak_mb,
        min_bulk_ess: Some(figure("min_bulk_ess")),
        min_total_ess: Some(figure("min_total_ess")),
        max_r_hat: Some(figure("max_r_hat")),
        divergences: Some(figure("divergences")),
        channels: told["channels"].as_array()?.iter().map(interval).collect::<Option<_>>()?,
        media: interval(&told["media"]),
        plan: planned(&told["plan"]),
    })
}

/// A plan, where one was asked for and found.
fn planned(told: &Value) -> Option<Planned> {
    let totals = told["totals"].as_array()?.iter().map(Value::as_f64).collect::<Option<_>>()?;
    Some(Planned { totals, promised: told["promised"].as_f64(), seconds: told["seconds"].as_f64()? })
}

fn last_line(log: &Path) -> String {
    let text = std::fs::read_to_string(log).unwrap_or_default();
    text.lines().rev().find(|line| !line.trim().is_empty()).unwrap_or_default().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn every_name_is_read_back() {
        Peer::ALL.iter().for_each(|p| assert_eq!(Peer::parse(p.name()).unwrap(), *p));
    }

    #[test]
    fn a_result_is_read() {
        let range = json!({ "mean": 2.0, "lo": 1.0, "hi": 3.0 });
        let told = json!({
            "wall_s": 10.0, "cpu_s": 8.0, "min_bulk_ess": 500.0, "min_total_ess": 600.0, "max_r_hat": null, "divergences": 1,
            "channels": [range], "media": range, "plan": { "totals": [4.0, 5.0], "seconds": 1.5 },
        });
        let read = measured(&told, Used { peak_mb: Some(700.0), cpu_s: None }).unwrap();
        assert_eq!((read.wall_s, read.peak_mb, read.divergences), (10.0, Some(700.0), Some(1.0)));
        assert_eq!(read.cpu_s, Some(8.0));
        assert!(read.max_r_hat.unwrap().is_nan());
        assert!(read.channels[0].contains(2.5));
        assert_eq!(read.plan, Some(Planned { totals: vec![4.0, 5.0], promised: None, seconds: 1.5 }));
    }
}

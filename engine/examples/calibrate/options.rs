//! The options of the command line.

use std::error::Error;
use std::path::PathBuf;

/// What to judge.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Task {
    /// The default and the oracle on worlds made one way or the other.
    Worlds(Maker),
    /// Simulation-based calibration of every family of saturation, with so many simulations each.
    Ranks(usize),
    /// The same of a channel of each kind alone.
    RanksOfKinds(usize),
    /// The same for the other forms of the outcome.
    Forms(usize),
    /// The same for several geographies measured together.
    RanksOfGeographies(usize),
    /// The same of their other forms of the outcome.
    FormsOfGeographies(usize),
    /// The files with published truth.
    Recovery,
    /// Forecasts of the last quarter of worlds made one way or the other.
    Forecasts(Maker),
}

/// Who makes the worlds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Maker {
    /// `engine::simulate::random_world`, whose distribution the oracle knows.
    Random,
    /// `engine::simulate::wandering_world`, built differently, without an oracle.
    Wandering,
    /// `engine::simulate::kinds_world`, with a channel of each kind, without an oracle.
    Kinds,
}

/// The options, with their defaults.
#[derive(Clone, Debug)]
pub(crate) struct Options {
    /// What to judge.
    pub(crate) task: Task,
    /// How many worlds.
    pub(crate) worlds: u64,
    /// The seed of the first.
    pub(crate) first: u64,
    /// Chains a fit.
    pub(crate) chains: usize,
    /// Warm-up draws and kept draws a chain.
    pub(crate) draws: usize,
    /// Noise over the mean outcome to which forecast worlds are set; `None`: as they are made.
    pub(crate) noise: Option<f64>,
    /// Where fits are kept and read again, so that a change of the forecast alone needs no new ones.
    pub(crate) fits: Option<PathBuf>,
}

impl Options {
    /// Reads the words of the command line.
    pub(crate) fn parse(words: &[String]) -> Result<Self, Box<dyn Error>> {
        let task = Task::Worlds(Maker::Random);
        let mut options = Self { task, worlds: 20, first: 0, chains: 4, draws: 500, noise: None, fits: None };
        let mut words = words.iter();
        while let Some(word) = words.next() {
            let mut value = || words.next().ok_or_else(|| format!("{word} needs a value"));
            let mut number = || -> Result<usize, Box<dyn Error>> { Ok(value()?.parse()?) };
            match word.as_str() {
                "--worlds" => options.worlds = number()? as u64,
                "--first" => options.first = number()? as u64,
                "--chains" => options.chains = number()?.max(1),
                "--draws" => options.draws = number()?,
                "--sbc-forms" => options.task = Task::Forms(number()?),
                "--sbc" => options.task = Task::Ranks(number()?),
                "--sbc-kinds" => options.task = Task::RanksOfKinds(number()?),
                "--sbc-geographies" => options.task = Task::RanksOfGeographies(number()?),
                "--sbc-geographies-forms" => options.task = Task::FormsOfGeographies(number()?),
                "--kinds" => options.task = Task::Worlds(Maker::Kinds),
                "--wandering" => options.task = Task::Worlds(Maker::Wandering),
                "--forecast" => options.task = Task::Forecasts(Maker::Random),
                "--forecast-wandering" => options.task = Task::Forecasts(Maker::Wandering),
                "--noise" => options.noise = Some(value()?.parse()?),
                "--fits" => options.fits = Some(value()?.into()),
                "--recovery" => options.task = Task::Recovery,
                other => return Err(format!("unknown option {other}").into()),
            }
        }
        Ok(options)
    }
}

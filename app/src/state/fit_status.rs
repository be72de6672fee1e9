//! How far a fit has come.

use super::content::FitId;
use super::moment::Moment;
use super::problem::Problem;
use engine::posterior::FitSettings;
use engine::sampler::{Phase, Progress};

/// Share of the work after which the time left is told: before it, the pace is not known.
const FORESEEABLE_SHARE: f64 = 0.03;

/// Where the fitting of the model stands.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum FitStatus {
    /// Nothing is running.
    #[default]
    Idle,
    /// Chains are running or waiting for a worker.
    Running(FitProgress),
    /// It broke off.
    Failed(Problem),
    /// It has just been finished.
    Done(FitId),
    /// The page was closed while it was running with these settings.
    Interrupted(FitSettings),
}

impl FitStatus {
    /// Whether chains are running.
    pub fn is_running(&self) -> bool {
        matches!(self, Self::Running(_))
    }

    /// The settings of a fit whose results would be missed if the page were closed now, or are missed already.
    pub fn unfinished(&self) -> Option<FitSettings> {
        match self {
            Self::Running(progress) => Some(progress.settings),
            Self::Interrupted(settings) => Some(*settings),
            Self::Idle | Self::Failed(_) | Self::Done(_) => None,
        }
    }
}

/// How far all chains have come.
#[derive(Clone, Debug, PartialEq)]
pub struct FitProgress {
    /// When the fit was started.
    pub started: Moment,
    /// How it is sampled.
    pub settings: FitSettings,
    /// One entry a chain.
    pub chains: Vec<ChainProgress>,
    /// Seconds still needed, as far as can be told; none in the first moments.
    pub seconds_left: Option<f64>,
}

/// What a chain is doing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ChainStage {
    /// Waiting for a worker.
    Waiting,
    /// Learning step size and metric.
    WarmingUp,
    /// Drawing.
    Sampling,
    /// Finished.
    Finished,
}

/// How far one chain has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ChainProgress {
    /// What it is doing.
    pub stage: ChainStage,
    /// Draws made, warm-up included.
    pub done: usize,
    /// Draws to make, warm-up included.
    pub total: usize,
    /// Divergences after warm-up so far.
    pub divergences: usize,
}

impl ChainProgress {
    /// A chain that has not begun.
    pub fn waiting(total: usize) -> Self {
        Self { stage: ChainStage::Waiting, done: 0, total, divergences: 0 }
    }

    /// How much of it is done, 0 to 1.
    pub fn share(&self) -> f64 {
        if self.total == 0 { 0.0 } else { self.done as f64 / self.total as f64 }
    }
}

impl FitProgress {
    /// How much of all chains is done, 0 to 1.
    pub fn share(&self) -> f64 {
        let total: usize = self.chains.iter().map(|c| c.total).sum();
        let done: usize = self.chains.iter().map(|c| c.done).sum();
        if total == 0 { 0.0 } else { done as f64 / total as f64 }
    }

    /// Divergences after warm-up so far, over all chains.
    pub fn divergences(&self) -> usize {
        self.chains.iter().map(|c| c.divergences).sum()
    }

    /// The progress after one chain has told its own; `elapsed_seconds` since the fit was started.
    pub fn with(mut self, chain: usize, told: Progress, elapsed_seconds: f64) -> Self {
        if let Some(c) = self.chains.get_mut(chain) {
            let stage = match told.phase {
                _ if told.done >= told.total => ChainStage::Finished,
                Phase::Warmup => ChainStage::WarmingUp,
                Phase::Sampling => ChainStage::Sampling,
            };
            *c = ChainProgress { stage, done: told.done, total: told.total, divergences: told.divergences };
        }
        let share = self.share();
        self.seconds_left = (share >= FORESEEABLE_SHARE).then(|| elapsed_seconds * (1.0 - share) / share);
        self
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(done: usize, seconds: f64, expected: Option<f64>) {
        let started = Moment { unix_millis: 0, day: jiff::civil::date(2026, 1, 1) };
        let chains = vec![ChainProgress::waiting(100); 2];
        let progress = FitProgress { started, settings: FitSettings::default(), chains, seconds_left: None };
        let told = Progress { phase: Phase::Warmup, done, total: 100, divergences: 1 };
        let progress = progress.with(1, told, seconds);
        assert_eq!(progress.seconds_left, expected);
        assert_eq!((progress.divergences(), progress.share()), (1, done as f64 / 200.0));
        assert_eq!(progress.chains[0].stage, ChainStage::Waiting);
    }

    #[test]
    fn only_a_fit_without_an_end_is_unfinished() {
        let settings = FitSettings { draws: 5, ..FitSettings::default() };
        let started = Moment { unix_millis: 0, day: jiff::civil::date(2026, 1, 1) };
        let running = FitProgress { started, settings, chains: vec![], seconds_left: None };
        assert_eq!(FitStatus::Running(running).unfinished(), Some(settings));
        assert_eq!(FitStatus::Interrupted(settings).unfinished(), Some(settings));
        assert_eq!([FitStatus::Idle, FitStatus::Done(FitId(1))].map(|status| status.unfinished()), [None; 2]);
    }

    #[test]
    fn the_time_left_follows_from_the_pace() {
        check(2, 1.0, None);
        check(50, 3.0, Some(9.0));
        check(100, 3.0, Some(3.0));
    }
}

//! How far a fit has come.

use super::content::FitId;
use super::moment::Moment;
use super::problem::Problem;

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
}

impl FitStatus {
    /// Whether chains are running.
    pub fn is_running(&self) -> bool {
        matches!(self, Self::Running(_))
    }
}

/// How far all chains have come.
#[derive(Clone, Debug, PartialEq)]
pub struct FitProgress {
    /// When the fit was started.
    pub started: Moment,
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
}

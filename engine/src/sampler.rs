//! Hamiltonian Monte Carlo: the No-U-Turn sampler, its warm-up, and the diagnostics that say whether to believe it.
//!
//! Knows a [`LogDensity`] and nothing of marketing. One chain is one call; chains share nothing, so that each can run
//! in a worker of its own and the result does not depend on which finished first.

mod bend;
mod chain;
mod diagnostics;
mod estimate;
mod metric;
mod nuts;
mod point;
mod schedule;
mod step_size;

pub use chain::{Chain, ChainSettings, Phase, Progress, Start, WarmStart, sample_chain};
pub use diagnostics::{Diagnostics, bulk_ess, diagnose, energy_bfmi, rank_normalised_r_hat, tail_ess};
pub use metric::Metric;

/// A differentiable log-density over unconstrained parameters.
pub trait LogDensity {
    /// The number of parameters.
    fn dimension(&self) -> usize;

    /// The log-density at `position`, up to a constant, with its gradient written into `gradient`.
    ///
    /// Minus infinity (or NaN) where the density is not defined: the sampler turns back there and counts a divergence.
    /// Takes `&mut self` so that buffers can be reused.
    fn log_density(&mut self, position: &[f64], gradient: &mut [f64]) -> f64;
}

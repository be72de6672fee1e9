//! A fit: the specification, the settings and the chains, all that is needed to rebuild every figure.

use crate::model::{Density, ModelSpec, SpecError};
use crate::panel::Panel;
use crate::random::Rng;
use crate::sampler::{Chain, ChainSettings, Progress, Start, WarmStart, sample_chain};
use serde::{Deserialize, Serialize};
use std::ops::ControlFlow;

/// How much to sample.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct FitSettings {
    /// Number of chains.
    pub chains: usize,
    /// Warm-up draws a chain.
    pub warmup: usize,
    /// Kept draws a chain.
    pub draws: usize,
    /// The seed of everything random in the fit.
    pub seed: u64,
    /// The acceptance statistic aimed at.
    pub target_acceptance: f64,
}

impl Default for FitSettings {
    fn default() -> Self {
        Self { chains: 4, warmup: 1000, draws: 1000, seed: 1, target_acceptance: 0.9 }
    }
}

impl FitSettings {
    /// The settings of one chain.
    pub fn chain(&self, chain: usize) -> ChainSettings {
        ChainSettings {
            warmup: self.warmup,
            draws: self.draws,
            seed: self.seed,
            chain: chain as u64,
            target_acceptance: self.target_acceptance,
            ..ChainSettings::default()
        }
    }
}

/// A finished fit.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Fit {
    /// The model.
    pub spec: ModelSpec,
    /// How it was sampled.
    pub settings: FitSettings,
    /// The draws, in the order of the chains.
    pub chains: Vec<Chain>,
}

/// Runs chain number `chain` of a fit from a start of its own; `Ok(None)` where `progress` breaks it off.
///
/// # Errors
/// [`SpecError`] where the specification does not fit the panel.
pub fn run_chain(
    spec: &ModelSpec,
    panel: &Panel,
    settings: &FitSettings,
    chain: usize,
    progress: &mut dyn FnMut(Progress) -> ControlFlow<()>,
) -> Result<Option<Chain>, SpecError> {
    run_chain_from(None, spec, panel, settings, chain, progress)
}

/// As [`run_chain`], started with what a former fit of the same parameters learned where there is one.
///
/// What was learned for another number of parameters is passed over.
///
/// # Errors
/// [`SpecError`] where the specification does not fit the panel.
pub fn run_chain_from(
    warm: Option<WarmStart>,
    spec: &ModelSpec,
    panel: &Panel,
    settings: &FitSettings,
    chain: usize,
    progress: &mut dyn FnMut(Progress) -> ControlFlow<()>,
) -> Result<Option<Chain>, SpecError> {
    let mut density = Density::new(spec, panel)?;
    let dimension = density.layout().dimension();
    let start = match warm.filter(|learned| learned.position.len() == dimension) {
        Some(learned) => Start::from(learned),
        None => Start::from(density.start(&mut Rng::new(settings.seed, 2 * chain as u64))),
    };
    Ok(sample_chain(&mut density, start, &settings.chain(chain), progress))
}

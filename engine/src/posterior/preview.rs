//! A quick answer: an approximate posterior in a fraction of a second, to be shown while the model is being edited.
//!
//! Laplace's approximation of the sampled parameters with Pareto smoothed importance weights; the baseline is drawn back
//! exactly, as after sampling. What comes out is a [`Summary`] like that of a fit, but wrapped in a type of its own: it
//! has no chains that could agree, belongs to no fit, and nothing that is planned, forecast or committed may rest on it.
//! It always starts from the prior's medians, so that the same data and model give the same preview, whatever was edited
//! before. Left out: further modes.

mod approximation;
mod importance;
mod laplace;
mod mode;

use super::draws::Posterior;
use super::fit::{Fit, FitSettings};
use super::summary::{Summary, summarise};
use crate::model::{Density, ModelSpec, SpecError};
use crate::panel::Panel;
use crate::random::Rng;
use crate::sampler::{Chain, LogDensity, Metric};
use approximation::{Approximation, Effort, approximate};
use laplace::Laplace;
use mode::find_mode;
use serde::{Deserialize, Serialize};

/// The seed: a preview is a picture, and the same model always gives the same one.
const SEED: u64 = 1;
/// The stream of random numbers for proposals; chains use the small ones.
const PROPOSAL_STREAM: u64 = (1 << 32) + 2;
/// Draws of equal weight: enough for a 90 % range.
const DRAWS: usize = 250;
/// Proposals that are weighted where a density is quick.
const PROPOSALS: usize = 800;
/// Proposals below which weights tell little.
const FEWEST_PROPOSALS: usize = 200;
/// Sampled parameters up to which there is a preview: the curvature takes two gradients each, and their square in memory.
const MOST_PARAMETERS: usize = 400;
/// Values of spend (channels x weeks x geographies) at which a density still is quick: three years of eight channels.
const QUICK_VALUES: usize = 1_250;

/// What a fit would roughly say.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Preview {
    /// Its figures; the diagnostics in it are of no meaning and never pass.
    pub summary: Summary,
    /// The shape of the tail of the importance weights: how far the approximation is from the posterior.
    pub k_hat: f64,
    /// The largest shape at which the preview is to be believed.
    pub k_limit: f64,
    /// How often the density was evaluated.
    pub evaluations: u64,
}

impl Preview {
    /// Whether the weights could correct the approximation, so that a fit will say about the same.
    pub fn is_reliable(&self) -> bool {
        self.k_hat <= self.k_limit
    }
}

/// Previews a fit of `spec` to `panel`; `Ok(None)` where the density is not defined at the prior's medians, and where so
/// many parameters are sampled (many geographies with outliers or counts) that nothing quick could be believed.
///
/// # Errors
/// [`SpecError`] where the specification does not fit the panel.
pub fn preview(spec: &ModelSpec, panel: &Panel) -> Result<Option<Preview>, SpecError> {
    let mut density = Density::new(spec, panel)?;
    let dimension = density.dimension();
    if dimension > MOST_PARAMETERS {
        return Ok(None);
    }
    let mut rng = Rng::new(SEED, PROPOSAL_STREAM);
    let Some(approximation) = approximate(&mut density, vec![0.0; dimension], effort_for(panel), &mut rng) else {
        return Ok(None);
    };
    let Approximation { positions, k_hat, k_limit, evaluations } = approximation;
    let settings = FitSettings { chains: 1, warmup: 0, draws: DRAWS, seed: SEED, ..FitSettings::default() };
    let fit = Fit { spec: spec.clone(), settings, chains: vec![chain_of(positions, dimension)] };
    let summary = summarise(&Posterior::new(fit, panel.clone())?);
    Ok(Some(Preview { summary, k_hat, k_limit, evaluations }))
}

/// The logarithm of the marginal likelihood of `spec` in Laplace's approximation, up to a constant that the number of
/// sampled parameters fixes; `Ok(None)` where the density is not defined at the prior's medians.
///
/// # Errors
/// [`SpecError`] where the specification does not fit the panel.
pub(super) fn log_evidence(spec: &ModelSpec, panel: &Panel) -> Result<Option<f64>, SpecError> {
    let mut density = Density::new(spec, panel)?;
    let start = vec![0.0; density.dimension()];
    let mode = find_mode(&mut density, start);
    Ok(mode.map(|mode| Laplace::at(&mut density, mode).log_evidence()))
}

/// Fewer proposals where each takes longer, so that the answer stays quick.
fn effort_for(panel: &Panel) -> Effort {
    let values = panel.channels().len() * panel.week_count() * panel.regions().len().max(1);
    let proposals = (PROPOSALS * QUICK_VALUES / values.max(1)).clamp(FEWEST_PROPOSALS, PROPOSALS);
    Effort { proposals, shifts: 2, draws: DRAWS }
}

/// Draws in the form in which a posterior takes them.
fn chain_of(positions: Vec<f64>, dimension: usize) -> Chain {
    Chain {
        dimension,
        positions,
        energies: vec![0.0; DRAWS],
        divergences: 0,
        gradients: 0,
        step_size: 0.0,
        metric: Metric::identity(dimension),
    }
}

#[cfg(test)]
mod tests {
    use super::super::run_chain;
    use super::*;
    use crate::model::default_spec;
    use crate::simulate::random_world;
    use std::ops::ControlFlow;

    fn sampled(spec: &ModelSpec, panel: &Panel) -> Summary {
        let settings = FitSettings { chains: 2, warmup: 300, draws: 300, ..FitSettings::default() };
        let chain = |c| run_chain(spec, panel, &settings, c, &mut |_| ControlFlow::Continue(())).unwrap().unwrap();
        let chains = (0..settings.chains).map(chain).collect();
        summarise(&Posterior::new(Fit { spec: spec.clone(), settings, chains }, panel.clone()).unwrap())
    }

    /// Contribution means within 0.6 posterior standard deviations of those of sampling, and within 0.3 on average.
    #[test]
    fn it_says_about_what_sampling_says() {
        let (mut squares, mut channels) = (0.0, 0.0);
        for seed in 0..2 {
            let panel = random_world(seed).simulate(120).unwrap().panel;
            let spec = default_spec(&panel);
            let (sampled, preview) = (sampled(&spec, &panel), preview(&spec, &panel).unwrap().unwrap());
            assert!(!preview.summary.diagnostics.passes(), "a preview is no fit");
            for (s, p) in sampled.channels.iter().zip(&preview.summary.channels) {
                let sd = (s.contribution.hi - s.contribution.lo) / 3.29;
                let error = (p.contribution.mean - s.contribution.mean) / sd;
                assert!(error.abs() < 0.6, "{} of world {seed}: {error}", s.name);
                squares += error * error;
                channels += 1.0;
            }
        }
        let typical: f64 = squares / channels;
        assert!(typical.sqrt() < 0.3, "{}", typical.sqrt());
    }

    /// Geographies with outliers or counts are previewed like others as long as there are few, and not beyond.
    #[test]
    fn geographies_of_every_form_are_previewed_or_refused() {
        use crate::model::{Link, NoiseFamily};
        let posterior = |noise, link| Posterior::of_form(link, noise, 2);
        for (link, noise) in [(Link::Identity, NoiseFamily::StudentT), (Link::Log, NoiseFamily::NegativeBinomial)] {
            let few = posterior(noise, link);
            let found = preview(few.spec(), &few.panel).unwrap().unwrap();
            assert_eq!(found.summary.regions.len(), 2);
            assert!(crate::posterior::prior_predictive(few.spec(), &few.panel, 10, 1).is_ok());
            assert!(found.summary.channels.iter().all(|c| c.contribution.mean.is_finite()));
        }
        let many = crate::simulate::regional_world(1, 40, 60, 2).unwrap().panel;
        let mut spec = default_spec(&many);
        assert!(preview(&spec, &many).unwrap().is_some());
        spec.outcome.noise = NoiseFamily::StudentT;
        assert_eq!(preview(&spec, &many), Ok(None));
    }

    #[test]
    fn it_depends_on_data_and_model_alone() {
        let panel = random_world(3).simulate(80).unwrap().panel;
        let spec = default_spec(&panel);
        assert_eq!(preview(&spec, &panel), preview(&spec, &panel));
        let mut other = spec.clone();
        other.noise.median *= 2.0;
        assert_ne!(preview(&spec, &panel), preview(&other, &panel));
        other.noise.median = -1.0;
        assert!(preview(&other, &panel).is_err());
    }
}

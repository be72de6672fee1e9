//! Prior against posterior, parameter by parameter: what the data said, and where they said nothing.

use super::draws::Posterior;
use crate::math::{Interval, exp, ln, logit, mean, variance};
use crate::model::{ParameterKind, ParameterPrior};
use serde::{Deserialize, Serialize};

/// Prior and posterior of one parameter.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Learning {
    /// The channel's name.
    pub channel: String,
    /// Which parameter.
    pub kind: ParameterKind,
    /// Its posterior.
    pub posterior: Interval,
    /// The prior's median and 90 % range, the median standing in `mean`.
    pub prior: Interval,
    /// Values at which the densities are given.
    pub grid: Vec<f64>,
    /// Prior density there.
    pub prior_density: Vec<f64>,
    /// Posterior density there (a normal kernel on the stretched scale).
    pub posterior_density: Vec<f64>,
    /// By how much the data narrowed the prior: 1 - posterior variance / prior variance on the stretched scale.
    pub contraction: f64,
    /// By how many prior standard deviations they moved it, on the stretched scale.
    pub shift: f64,
}

impl Learning {
    /// Whether the data said next to nothing: narrowed by less than a fifth and moved by less than half a deviation.
    pub fn mostly_prior(&self) -> bool {
        self.contraction < 0.2 && self.shift.abs() < 0.5
    }
}

/// A scale on which a prior is normal.
#[derive(Clone, Copy)]
enum Stretch {
    Log,
    Logit,
}

impl Stretch {
    fn of(self, x: f64) -> f64 {
        match self {
            Self::Log => ln(x.max(1e-300)),
            Self::Logit => logit(x.clamp(1e-12, 1.0 - 1e-12)),
        }
    }

    fn back(self, z: f64) -> f64 {
        match self {
            Self::Log => exp(z),
            Self::Logit => crate::math::logistic(z),
        }
    }

    /// d stretched / d value.
    fn slope(self, x: f64) -> f64 {
        match self {
            Self::Log => 1.0 / x,
            Self::Logit => 1.0 / (x * (1.0 - x)),
        }
    }
}

/// Compares prior and posterior of every channel parameter.
pub(super) fn learn(posterior: &Posterior) -> Vec<Learning> {
    let channels = 0..posterior.spec().channels.len();
    channels.flat_map(|c| channel_learning(posterior, c)).collect()
}

fn channel_learning(posterior: &Posterior, c: usize) -> Vec<Learning> {
    let spec = posterior.spec();
    let draws = |kind| posterior.draws.iter().map(|d| d.channels[c].parameters.value(kind)).collect();
    let learn = |(kind, prior)| {
        let (stretch, median, spread) = match prior {
            ParameterPrior::Log(prior) => (Stretch::Log, prior.median, prior.spread),
            ParameterPrior::Logit(prior) => (Stretch::Logit, prior.median, prior.spread),
        };
        compare(&spec.channels[c].name, kind, stretch, (median, spread), draws(kind))
    };
    spec.parameters_of(c).into_iter().map(learn).collect()
}

fn compare(channel: &str, kind: ParameterKind, stretch: Stretch, prior: (f64, f64), mut draws: Vec<f64>) -> Learning {
    const Z95: f64 = 1.644_853_626_951_472_2;
    let (median, spread) = prior;
    let centre = stretch.of(median);
    let z: Vec<f64> = draws.iter().map(|x| (stretch.of(*x) - centre) / spread).collect();
    let (z_mean, z_sd) = (mean(&z), variance(&z).sqrt());
    let grid = grid(stretch, centre, spread, (z_mean, z_sd));
    let density = |f: &dyn Fn(f64) -> f64| -> Vec<f64> {
        grid.iter().map(|&x| f((stretch.of(x) - centre) / spread) / spread * stretch.slope(x)).collect()
    };
    Learning {
        channel: channel.to_owned(),
        kind,
        prior: Interval {
            mean: median,
            lo: stretch.back(centre - Z95 * spread),
            hi: stretch.back(centre + Z95 * spread),
        },
        prior_density: density(&|u| standard_density(u)),
        posterior_density: density(&|u| kernel_density(&z, z_sd, u)),
        contraction: 1.0 - z_sd * z_sd,
        shift: z_mean,
        posterior: Interval::of(&mut draws),
        grid,
    }
}

/// 61 values, evenly spaced in the user's unit, over the bulk of prior and posterior.
fn grid(stretch: Stretch, centre: f64, spread: f64, (z_mean, z_sd): (f64, f64)) -> Vec<f64> {
    let low = stretch.back(centre + spread * (-2.6f64).min(z_mean - 3.0 * z_sd));
    let high = stretch.back(centre + spread * (1.6f64).max(z_mean + 3.0 * z_sd));
    (0..61).map(|i| low + (high - low) * f64::from(i) / 60.0).collect()
}

fn standard_density(u: f64) -> f64 {
    exp(-0.5 * u * u) / 2.506_628_274_631_000_7
}

/// Normal kernels of Silverman's width (1986, eq. 3.28) over at most 400 draws.
fn kernel_density(z: &[f64], sd: f64, u: f64) -> f64 {
    let step = (z.len() / 400).max(1);
    let sample: Vec<f64> = z.iter().step_by(step).copied().collect();
    let count = sample.len().max(1) as f64;
    let width = 1.06 * sd.max(1e-9) * exp(-0.2 * ln(count));
    sample.iter().map(|x| standard_density((u - x) / width)).sum::<f64>() / (count * width)
}

//! Prior against posterior of what is not a channel's: level, slope, the learned scales, and how geographies differ.

use super::draws::{Draw, Posterior};
use crate::math::{Interval, exp, ln, mean, variance};
use crate::model::{CoefficientKind, FEWEST_DEGREES, Link, LogNormal, NoiseFamily, Normal};
use serde::{Deserialize, Serialize};

/// What a draw says of a parameter.
type OfDraw = fn(&Draw) -> f64;

/// Which parameter of the base or the noise.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum BaseParameter {
    /// The level at the centre; in the outcome's unit in every form.
    Level,
    /// The first slope, per year.
    Slope,
    /// Standard deviation of changes of slope.
    SlopeChange,
    /// Standard deviation of the season's coefficients.
    Season,
    /// Standard deviation of the drivers' effects.
    Driver,
    /// The weekly noise.
    Noise,
    /// Degrees of freedom of Student's t.
    Degrees,
    /// Differences of the level between geographies.
    PlaceLevel,
    /// Differences of the rest of the base between geographies, as a share.
    PlaceBase,
    /// Differences of channels' effects between geographies, as a share.
    PlaceEffect,
}

/// Prior and posterior of one of them.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct BaseLearning {
    /// Which parameter.
    pub parameter: BaseParameter,
    /// The prior's median and 90 % range, the median standing in `mean`.
    pub prior: Interval,
    /// Its posterior.
    pub posterior: Interval,
    /// By how much the data narrowed the prior: 1 - posterior variance / prior variance where the prior is normal.
    pub contraction: f64,
    /// By how many prior standard deviations they moved it.
    pub shift: f64,
}

impl BaseLearning {
    /// Whether the data said next to nothing.
    pub fn mostly_prior(&self) -> bool {
        self.contraction < 0.2 && self.shift.abs() < 0.5
    }
}

/// Compares prior and posterior of everything that is not a channel's.
pub(super) fn learn_base(posterior: &Posterior) -> Vec<BaseLearning> {
    let spec = posterior.spec();
    let b = &spec.baseline;
    let coefficient = |kind: CoefficientKind| posterior.baseline.kinds.iter().position(|k| *k == kind);
    let draws = |of: &dyn Fn(&Draw) -> f64| posterior.draws.iter().map(of).collect::<Vec<f64>>();
    let mut all = Vec::new();
    if let Some(j) = coefficient(CoefficientKind::Level) {
        let values = draws(&|d| d.coefficients[j]);
        all.push(match spec.outcome.link {
            Link::Identity => of_normal(BaseParameter::Level, b.level, values),
            Link::Log => {
                let prior = LogNormal { median: exp(b.level.mean), spread: b.level.sd };
                of_log(BaseParameter::Level, prior, values.into_iter().map(exp).collect())
            }
        });
    }
    if let Some(j) = coefficient(CoefficientKind::Slope) {
        all.push(of_normal(BaseParameter::Slope, b.slope, draws(&|d| d.coefficients[j])));
    }
    let has_drivers = !b.drivers.is_empty();
    let scales: [(bool, BaseParameter, LogNormal, OfDraw); 4] = [
        (!b.knots.is_empty(), BaseParameter::SlopeChange, b.slope_change, |d| d.scales.slope_change),
        (b.season_pairs > 0, BaseParameter::Season, b.season, |d| d.scales.season),
        (has_drivers, BaseParameter::Driver, b.driver, |d| d.scales.driver),
        (true, BaseParameter::Noise, spec.noise, |d| d.scales.noise),
    ];
    let scales = scales.into_iter().filter(|s| s.0);
    all.extend(scales.map(|(_, parameter, prior, of)| of_log(parameter, prior, draws(&of))));
    if spec.outcome.noise == NoiseFamily::StudentT {
        let beyond = draws(&|d| d.scales.degrees - FEWEST_DEGREES);
        let learned = of_log(BaseParameter::Degrees, spec.outcome.degrees, beyond);
        let all_of = |i: Interval| Interval {
            mean: i.mean + FEWEST_DEGREES,
            lo: i.lo + FEWEST_DEGREES,
            hi: i.hi + FEWEST_DEGREES,
        };
        all.push(BaseLearning { prior: all_of(learned.prior), posterior: all_of(learned.posterior), ..learned });
    }
    if let Some(g) = spec.geography.filter(|_| posterior.region_count() > 0) {
        let geography = |of: fn(crate::model::GeographyScales) -> f64| {
            posterior.draws.iter().filter_map(|d| d.scales.geography.map(of)).collect()
        };
        all.push(of_log(BaseParameter::PlaceLevel, g.level, geography(|s| s.level)));
        all.push(of_log(BaseParameter::PlaceBase, g.base, geography(|s| s.base)));
        all.push(of_log(BaseParameter::PlaceEffect, g.effect, geography(|s| s.effect)));
    }
    all
}

fn of_normal(parameter: BaseParameter, prior: Normal, draws: Vec<f64>) -> BaseLearning {
    const Z95: f64 = 1.644_853_626_951_472_2;
    let z = draws.iter().map(|x| (x - prior.mean) / prior.sd).collect();
    let range = Interval { mean: prior.mean, lo: prior.mean - Z95 * prior.sd, hi: prior.mean + Z95 * prior.sd };
    compared(parameter, range, z, draws)
}

fn of_log(parameter: BaseParameter, prior: LogNormal, draws: Vec<f64>) -> BaseLearning {
    let z = draws.iter().map(|x| ln(x.max(1e-300) / prior.median) / prior.spread).collect();
    let (lo, hi) = prior.range();
    compared(parameter, Interval { mean: prior.median, lo, hi }, z, draws)
}

fn compared(parameter: BaseParameter, prior: Interval, z: Vec<f64>, mut draws: Vec<f64>) -> BaseLearning {
    let (shift, contraction) = (mean(&z), 1.0 - variance(&z));
    BaseLearning { parameter, prior, posterior: Interval::of(&mut draws), contraction, shift }
}

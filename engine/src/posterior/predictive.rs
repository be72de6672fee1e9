//! Posterior predictive check: does data made by the fitted model look like the data? (Gelman, Meng and Stern 1996)

use super::draws::Posterior;
use super::weekly::WeeklyDraws;
use crate::math::{mean, variance};
use crate::model::{Link, NoiseFamily};
use crate::random::Rng;
use serde::{Deserialize, Serialize};

/// How the replicated outcomes compare with the real one.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct PredictiveCheck {
    /// Share of weeks inside the 90 % predictive range; about 0.9 where the model fits.
    pub coverage: f64,
    /// Mean absolute error of the fitted mean over the mean absolute outcome.
    pub relative_error: f64,
    /// Share of the outcome's variance that the fitted mean explains.
    pub r_squared: f64,
    /// Probability that a replicated outcome varies more than the real one; near 0 or 1 is a misfit.
    pub spread_p: f64,
    /// Probability that a replicated outcome's highest week is above the real one's.
    pub peak_p: f64,
    /// Correlation of neighbouring weeks' residuals; far from 0 the ranges are too narrow.
    pub residual_autocorrelation: f64,
}

/// Adds the weekly noise of each draw to `expected`: several geographies' normal noise adds up to normal noise, but their
/// Student's t to none, so that each has its own.
pub(crate) fn with_noise(posterior: &Posterior, expected: &WeeklyDraws, rng: &mut Rng) -> WeeklyDraws {
    if posterior.multiplies() {
        return posterior.multiplied_replicas(expected, rng);
    }
    let mut outcome = expected.clone();
    let mut noise = vec![0.0; expected.weeks()];
    for (d, draw) in posterior.draws.iter().enumerate() {
        let one = [1.0];
        let (scale, shares) = match draw.form.noise {
            NoiseFamily::StudentT if posterior.region_count() > 0 => (draw.scales.noise, posterior.shares.as_slice()),
            _ => (draw.noise, one.as_slice()),
        };
        let mut sum = || shares.iter().map(|share| share * (scale * rng.student_t(draw.form.degrees))).sum();
        noise.iter_mut().for_each(|x| *x = sum());
        outcome.add(d, &noise);
    }
    outcome
}

/// Compares the outcome with its `replicas` (noise included) and with the `expected` mean.
///
/// Where effects multiply, weeks scatter in proportion to their size, so that the correlation is that of residuals over
/// the standard deviation of their week's replicas.
pub fn predictive_check(
    outcome: &[f64],
    expected: &WeeklyDraws,
    replicas: &WeeklyDraws,
    link: Link,
) -> PredictiveCheck {
    let ranges = replicas.intervals();
    let fitted = expected.means();
    let residual: Vec<f64> = outcome.iter().zip(&fitted).map(|(y, f)| y - f).collect();
    let size = mean(&outcome.iter().map(|y| y.abs()).collect::<Vec<_>>());
    let absolute = mean(&residual.iter().map(|r| r.abs()).collect::<Vec<_>>());
    let inside = outcome.iter().zip(&ranges).filter(|(y, r)| r.contains(**y)).count();
    let (actual_spread, actual_peak) = (variance(outcome), peak(outcome));
    let replica = |d: usize| (0..outcome.len()).map(|t| replicas.week(t)[d]).collect::<Vec<f64>>();
    let (mut wider, mut higher) = (0, 0);
    for d in 0..replicas.draws() {
        let r = replica(d);
        wider += usize::from(variance(&r) > actual_spread);
        higher += usize::from(peak(&r) > actual_peak);
    }
    let draws = replicas.draws().max(1) as f64;
    PredictiveCheck {
        coverage: inside as f64 / outcome.len().max(1) as f64,
        relative_error: if size > 0.0 { absolute / size } else { 0.0 },
        r_squared: if actual_spread > 0.0 { 1.0 - variance(&residual) / actual_spread } else { 0.0 },
        spread_p: wider as f64 / draws,
        peak_p: higher as f64 / draws,
        residual_autocorrelation: match link {
            Link::Identity => autocorrelation(&residual),
            Link::Log => autocorrelation(&standardised(&residual, replicas)),
        },
    }
}

/// Residuals over the standard deviation of their week's replicas.
fn standardised(residual: &[f64], replicas: &WeeklyDraws) -> Vec<f64> {
    let by_week = residual.iter().enumerate();
    by_week.map(|(t, r)| r / variance(replicas.week(t)).sqrt().max(f64::MIN_POSITIVE)).collect()
}

fn peak(values: &[f64]) -> f64 {
    values.iter().copied().fold(f64::NEG_INFINITY, f64::max)
}

fn autocorrelation(residual: &[f64]) -> f64 {
    let m = mean(residual);
    let squares: f64 = residual.iter().map(|r| (r - m) * (r - m)).sum();
    let products: f64 = residual.windows(2).map(|w| (w[0] - m) * (w[1] - m)).sum();
    if squares > 0.0 { products / squares } else { 0.0 }
}

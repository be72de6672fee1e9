//! Pareto smoothed importance sampling: weights that correct an approximation, and k-hat, which says whether they can.
//!
//! Vehtari, Simpson, Gelman, Yao and Gabry 2024, "Pareto Smoothed Importance Sampling", Journal of Machine Learning
//! Research 25. The largest weights, 3 sqrt(S) or a fifth of S draws, are taken to follow a generalised Pareto
//! distribution with shape k and are replaced by its expected order statistics. Above k = 0.7 the weights cannot
//! correct the approximation within any reasonable number of draws (their section 3.2.3). The shape is estimated as by Zhang
//! and Stephens 2009, Technometrics 51, with the weak prior towards 0.5 of the paper's appendix.

use crate::math::{exp, ln, mean};
use crate::random::Rng;

/// Weights whose largest lie this close together, the largest being 1, count as equal: rounding has no tail.
const EQUAL: f64 = 1e-4;

/// Weights with their verdict.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Weights {
    /// One weight a draw; they add up to one.
    pub values: Vec<f64>,
    /// The shape of their tail.
    pub k_hat: f64,
}

/// Smooths the weights of which these are the logarithms, up to a constant.
pub(super) fn smoothed(log_ratios: &[f64]) -> Weights {
    let largest = log_ratios.iter().copied().filter(|r| r.is_finite()).fold(f64::NEG_INFINITY, f64::max);
    let weight = |r: &f64| if r.is_finite() { exp(r - largest) } else { 0.0 };
    let mut values: Vec<f64> = log_ratios.iter().map(weight).collect();
    let k_hat = smooth_tail(&mut values);
    let sum: f64 = values.iter().sum();
    values.iter_mut().for_each(|w| *w /= sum);
    Weights { values, k_hat }
}

/// Replaces the tail of weights whose largest is 1, and gives its shape; 0 where there is no tail to speak of.
fn smooth_tail(values: &mut [f64]) -> f64 {
    let count = values.len() as f64;
    let tail = (0.2 * count).min(3.0 * count.sqrt()).max(0.0) as usize;
    if tail < 5 {
        return f64::INFINITY;
    }
    let mut order: Vec<usize> = (0..values.len()).collect();
    order.sort_by(|a, b| values[*a].total_cmp(&values[*b]));
    let (rest, tail) = order.split_at(values.len() - tail);
    let cutoff = rest.last().map_or(0.0, |i| values[*i]);
    let exceedances: Vec<f64> = tail.iter().map(|i| values[*i] - cutoff).collect();
    if exceedances[exceedances.len() - 1] < EQUAL {
        return 0.0;
    }
    let (shape, scale) = fit_pareto(&exceedances);
    for (rank, i) in tail.iter().enumerate() {
        let p = (rank as f64 + 0.5) / tail.len() as f64;
        values[*i] = (cutoff + pareto_quantile(p, shape, scale)).min(1.0);
    }
    shape
}

/// Shape and scale of a generalised Pareto distribution for values in ascending order.
fn fit_pareto(sorted: &[f64]) -> (f64, f64) {
    let n = sorted.len() as f64;
    let candidates = 30 + n.sqrt() as usize;
    let quartile = sorted[((n / 4.0 + 0.5) as usize).saturating_sub(1)].max(1e-300);
    let largest = sorted[sorted.len() - 1];
    let candidate = |j: usize| 1.0 / largest + (1.0 - (candidates as f64 / (j as f64 + 0.5)).sqrt()) / (3.0 * quartile);
    let shape_at = |theta: f64| mean(&sorted.iter().map(|x| ln((1.0 - theta * x).max(1e-300))).collect::<Vec<_>>());
    let thetas: Vec<f64> = (0..candidates).map(candidate).collect();
    let likelihood = |theta: &f64| {
        let shape = shape_at(*theta);
        n * (ln((-theta / shape).max(1e-300)) - shape - 1.0)
    };
    let profile: Vec<f64> = thetas.iter().map(likelihood).collect();
    let weight = |own: f64| 1.0 / profile.iter().map(|other| exp((other - own).min(700.0))).sum::<f64>();
    let theta: f64 = thetas.iter().zip(&profile).map(|(theta, own)| theta * weight(*own)).sum();
    let shape = shape_at(theta);
    ((n * shape + 5.0) / (n + 10.0), -shape / theta)
}

fn pareto_quantile(p: f64, shape: f64, scale: f64) -> f64 {
    let log_survival = ln(1.0 - p);
    if shape.abs() < 1e-12 { -scale * log_survival } else { scale * (exp(-shape * log_survival) - 1.0) / shape }
}

/// Draws `count` places with these weights by systematic resampling (Kitagawa 1996), which repeats as little as it can.
pub(super) fn resample(weights: &[f64], count: usize, rng: &mut Rng) -> Vec<usize> {
    let step = 1.0 / count as f64;
    let mut wanted = rng.uniform() * step;
    let (mut places, mut sum) = (Vec::with_capacity(count), 0.0);
    for (place, weight) in weights.iter().enumerate() {
        sum += weight;
        while places.len() < count && wanted < sum {
            places.push(place);
            wanted += step;
        }
    }
    // Rounding may leave the sum of all weights short of one.
    places.resize(count, weights.len().saturating_sub(1));
    places
}

#[cfg(test)]
mod tests {
    use super::*;

    /// An exponential density of rate 1 seen through one of rate `rate`: the weights have k = (rate - 1) / rate.
    fn check(rate: f64) {
        let mut rng = Rng::new(5, 0);
        let mut found = || {
            let log_ratios: Vec<f64> = (0..4_000).map(|_| (rate - 1.0) * -ln(rng.uniform()) / rate).collect();
            smoothed(&log_ratios).k_hat
        };
        let found = mean(&(0..20).map(|_| found()).collect::<Vec<_>>());
        let expected = (rate - 1.0) / rate;
        assert!((found - expected).abs() < 0.05, "{rate}: {found} for {expected}");
    }

    #[test]
    fn the_tail_of_known_weights_is_found() {
        check(1.5);
        check(2.0);
        check(4.0);
    }

    #[test]
    fn equal_weights_have_no_tail() {
        let found = smoothed(&[3.0; 400]);
        assert!((found.values.iter().sum::<f64>() - 1.0).abs() < 1e-12);
        assert_eq!(found.k_hat, 0.0);
        assert!(found.values.iter().all(|w| (w - 1.0 / 400.0).abs() < 1e-15));
    }

    #[test]
    fn a_heavy_draw_is_repeated_and_a_light_one_is_not() {
        let places = resample(&[0.5, 0.0, 0.25, 0.25], 8, &mut Rng::new(1, 0));
        assert_eq!(places, [0, 0, 0, 0, 2, 2, 3, 3]);
    }
}

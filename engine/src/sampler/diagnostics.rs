//! Convergence diagnostics: rank-normalised split R-hat, bulk and tail effective sample size (Vehtari et al. 2021,
//! Bayesian Analysis 16), and the energy fraction of missing information (Betancourt 2016).
//!
//! Autocovariances are summed directly, lag by lag, and stop with Geyer's initial positive sequence, so the cost
//! follows the mixing: a few lags for good chains.

use crate::math::{mean, normal_quantile, quantile, variance};
use serde::{Deserialize, Serialize};

use super::Chain;

/// The verdict on a set of chains; each figure is the worst over parameters.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Diagnostics {
    /// Largest rank-normalised split R-hat.
    pub max_r_hat: f64,
    /// Smallest bulk effective sample size.
    pub min_bulk_ess: f64,
    /// Smallest tail effective sample size.
    pub min_tail_ess: f64,
    /// Divergent trajectories after warm-up, over all chains.
    pub divergences: usize,
    /// Smallest energy fraction of missing information over chains; below 0.3 the tails were poorly explored.
    pub min_bfmi: f64,
    /// Draws kept, over all chains.
    pub draws: usize,
}

impl Diagnostics {
    /// The limit on R-hat.
    pub const MAX_R_HAT: f64 = 1.01;
    /// The limit on both effective sample sizes.
    pub const MIN_ESS: f64 = 400.0;

    /// Whether the fit may be shown without a warning: R-hat at most 1.01, ESS at least 400, no divergences.
    pub fn passes(&self) -> bool {
        self.chains_agree() && self.draws_suffice() && self.divergences == 0
    }

    /// Whether R-hat is at most 1.01 (`false` for NaN).
    pub fn chains_agree(&self) -> bool {
        self.max_r_hat <= Self::MAX_R_HAT
    }

    /// Whether both effective sample sizes are at least 400.
    pub fn draws_suffice(&self) -> bool {
        self.min_bulk_ess >= Self::MIN_ESS && self.min_tail_ess >= Self::MIN_ESS
    }
}

/// Diagnoses every quantity in `quantities`, each a list of chains of draws, together with the chains' energies.
pub fn diagnose(quantities: &[Vec<Vec<f64>>], chains: &[Chain]) -> Diagnostics {
    let worst = |start: f64, pick: fn(f64, f64) -> f64, f: fn(&[Vec<f64>]) -> f64| {
        quantities.iter().map(|q| f(q)).fold(start, |a, b| if b.is_nan() { b } else { pick(a, b) })
    };
    Diagnostics {
        max_r_hat: worst(f64::NEG_INFINITY, f64::max, rank_normalised_r_hat),
        min_bulk_ess: worst(f64::INFINITY, f64::min, bulk_ess),
        min_tail_ess: worst(f64::INFINITY, f64::min, tail_ess),
        divergences: chains.iter().map(|c| c.divergences).sum(),
        min_bfmi: chains.iter().map(|c| energy_bfmi(&c.energies)).fold(f64::INFINITY, f64::min),
        draws: chains.iter().map(|c| c.energies.len()).sum(),
    }
}

/// R-hat of split, rank-normalised chains: the larger of that of the draws and that of their distance from the median.
pub fn rank_normalised_r_hat(chains: &[Vec<f64>]) -> f64 {
    let halves = split(chains);
    let mut all: Vec<f64> = halves.concat();
    let median = quantile(&mut all, 0.5);
    let folded: Vec<Vec<f64>> = halves.iter().map(|c| c.iter().map(|x| (x - median).abs()).collect()).collect();
    let plain = r_hat(&rank_normalise(&halves));
    let spread = r_hat(&rank_normalise(&folded));
    if plain.is_nan() || spread.is_nan() { f64::NAN } else { plain.max(spread) }
}

/// Effective sample size of the centre of the distribution.
pub fn bulk_ess(chains: &[Vec<f64>]) -> f64 {
    effective_sample_size(&rank_normalise(&split(chains)))
}

/// Effective sample size of the 5 % and 95 % quantiles, the smaller of the two.
pub fn tail_ess(chains: &[Vec<f64>]) -> f64 {
    let halves = split(chains);
    let mut all: Vec<f64> = halves.concat();
    [0.05, 0.95]
        .map(|p| effective_sample_size(&indicators(&halves, quantile(&mut all, p))))
        .into_iter()
        .fold(f64::INFINITY, |a, b| if b.is_nan() { b } else { a.min(b) })
}

/// Energy fraction of missing information: how fast energy changes between draws against how much it varies.
pub fn energy_bfmi(energies: &[f64]) -> f64 {
    let steps: f64 = energies.windows(2).map(|w| (w[1] - w[0]) * (w[1] - w[0])).sum();
    let spread = variance(energies) * (energies.len().saturating_sub(1)) as f64;
    steps / spread
}

fn indicators(chains: &[Vec<f64>], limit: f64) -> Vec<Vec<f64>> {
    chains.iter().map(|c| c.iter().map(|x| f64::from(u8::from(*x <= limit))).collect()).collect()
}

/// Halves every chain, so that a drift within a chain shows as a disagreement between chains.
fn split(chains: &[Vec<f64>]) -> Vec<Vec<f64>> {
    chains
        .iter()
        .flat_map(|c| {
            let half = c.len() / 2;
            [c[..half].to_vec(), c[c.len() - half..].to_vec()]
        })
        .collect()
}

/// Replaces draws by normal scores of their ranks (Blom's offset 3/8), ties sharing their mean rank.
fn rank_normalise(chains: &[Vec<f64>]) -> Vec<Vec<f64>> {
    let flat: Vec<f64> = chains.concat();
    let mut order: Vec<usize> = (0..flat.len()).collect();
    order.sort_by(|&a, &b| flat[a].total_cmp(&flat[b]));
    let mut scores = vec![0.0; flat.len()];
    let mut start = 0;
    while start < order.len() {
        let value = flat[order[start]];
        let end = start + order[start..].iter().take_while(|&&i| flat[i] == value).count().max(1);
        let mean_rank = 0.5 * (start + 1 + end) as f64;
        let score = normal_quantile((mean_rank - 0.375) / (flat.len() as f64 + 0.25));
        order[start..end].iter().for_each(|&i| scores[i] = score);
        start = end;
    }
    let mut rest = scores.as_slice();
    chains
        .iter()
        .map(|c| {
            let (head, tail) = rest.split_at(c.len());
            rest = tail;
            head.to_vec()
        })
        .collect()
}

/// Within-chain and pooled variance estimates: (W, var+).
fn variances(chains: &[Vec<f64>]) -> (f64, f64) {
    let n = chains.first().map_or(0, Vec::len) as f64;
    let within = mean(&chains.iter().map(|c| variance(c)).collect::<Vec<_>>());
    let between = variance(&chains.iter().map(|c| mean(c)).collect::<Vec<_>>());
    (within, within * (n - 1.0) / n + between)
}

fn r_hat(chains: &[Vec<f64>]) -> f64 {
    let (within, pooled) = variances(chains);
    (pooled / within).sqrt()
}

/// Multi-chain effective sample size with Geyer's initial monotone sequence (Stan's `compute_effective_sample_size`).
fn effective_sample_size(chains: &[Vec<f64>]) -> f64 {
    let n = chains.first().map_or(0, Vec::len);
    let (within, pooled) = variances(chains);
    if n < 4 || pooled.is_nan() || pooled <= 0.0 {
        return f64::NAN;
    }
    let total = (n * chains.len()) as f64;
    let means: Vec<f64> = chains.iter().map(|c| mean(c)).collect();
    let correlation = |lag: usize| {
        let covariances = chains.iter().zip(&means).map(|(c, m)| autocovariance(c, *m, lag));
        1.0 - (within - covariances.sum::<f64>() / chains.len() as f64) / pooled
    };
    let mut sum = 0.0;
    let mut previous = f64::INFINITY;
    for lag in (0..n - 1).step_by(2) {
        let even = if lag == 0 { 1.0 } else { correlation(lag) };
        let pair = even + correlation(lag + 1);
        if pair.is_nan() || pair <= 0.0 {
            break;
        }
        previous = previous.min(pair);
        sum += previous;
    }
    // Antithetic chains can exceed the number of draws, but not without bound.
    let time = (2.0 * sum - 1.0).max(1.0 / crate::math::ln(total) * std::f64::consts::LN_10);
    total / time
}

/// Autocovariance at `lag` with divisor n - 1, matching the variance's.
fn autocovariance(chain: &[f64], m: f64, lag: usize) -> f64 {
    let products = chain.iter().zip(&chain[lag..]).map(|(a, b)| (a - m) * (b - m));
    products.sum::<f64>() / (chain.len() - 1) as f64
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::random::Rng;

    /// Four chains of a first-order autoregression with coefficient `phi` around `centre(chain)`.
    fn autoregression(phi: f64, n: usize, centre: fn(usize) -> f64) -> Vec<Vec<f64>> {
        let chain = |c: usize| {
            let mut rng = Rng::new(11, c as u64);
            let mut x = rng.normal();
            (0..n)
                .map(|_| {
                    x = phi * x + (1.0 - phi * phi).sqrt() * rng.normal();
                    x + centre(c)
                })
                .collect()
        };
        (0..4).map(chain).collect()
    }

    #[test]
    fn independent_draws_count_fully() {
        let chains = autoregression(0.0, 1000, |_| 0.0);
        assert!((rank_normalised_r_hat(&chains) - 1.0).abs() < 0.005);
        assert!((bulk_ess(&chains) / 4000.0 - 1.0).abs() < 0.15, "{}", bulk_ess(&chains));
        assert!((tail_ess(&chains) / 4000.0 - 1.0).abs() < 0.2);
    }

    /// The effective size of an AR(1) is N (1 - phi) / (1 + phi).
    #[test]
    fn autocorrelation_costs_what_theory_says() {
        let chains = autoregression(0.8, 20_000, |_| 0.0);
        assert!((bulk_ess(&chains) / (80_000.0 / 9.0) - 1.0).abs() < 0.1, "{}", bulk_ess(&chains));
    }

    #[test]
    fn chains_that_disagree_are_caught() {
        assert!(rank_normalised_r_hat(&autoregression(0.0, 500, |c| c as f64)) > 1.2);
        let mut frozen = autoregression(0.0, 500, |_| 0.0);
        frozen[0].iter_mut().for_each(|x| *x *= 0.01);
        assert!(rank_normalised_r_hat(&frozen) > 1.05);
        let constant = vec![vec![1.0; 100]; 4];
        assert!(rank_normalised_r_hat(&constant).is_nan() && bulk_ess(&constant).is_nan());
    }

    #[test]
    fn the_gate_refuses_what_is_not_a_number() {
        let d = Diagnostics {
            max_r_hat: f64::NAN,
            min_bulk_ess: 1e3,
            min_tail_ess: 1e3,
            divergences: 0,
            min_bfmi: 1.0,
            draws: 4000,
        };
        assert!(!d.passes());
        assert!(Diagnostics { max_r_hat: 1.01, ..d.clone() }.passes());
        assert!(!Diagnostics { max_r_hat: 1.0, divergences: 1, ..d }.passes());
    }
}

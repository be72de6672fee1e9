//! Carry-over (adstock): advertising that goes on working after the week in which it was paid for.
//!
//! a_t = sum over lags l of w_l x_(t-l), with weights that sum to one, so that a unit of spend stays a unit of spend,
//! spread over time. The geometric family never ends and is computed by recursion; the others end after a window of
//! weeks. Every family is stated in the same plain units: the share left a week later, and, where there is a second
//! parameter, the weeks to the peak or a shape. So a prior keeps its meaning when the family is changed.

mod binomial;
mod delayed;
mod filter;
mod geometric;
mod weibull_cdf;
mod weibull_pdf;
mod weights;

pub use filter::{Filter, Past};
pub use geometric::geometric;

use crate::math::{exp, ln};
use filter::convolve;
use geometric::geometric_with_slope;
use serde::{Deserialize, Serialize};
use weights::WeightSlopes;

/// A family of carry-over.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Carryover {
    /// All of the effect comes in the week of the spend.
    None,
    /// Each week keeps the same share of the week before, without end.
    #[default]
    Geometric,
    /// The effect rises to a peak some weeks later and falls off on both sides of it.
    Delayed,
    /// The effect fades slowly at first and is gone at the end of the window.
    Binomial,
    /// A share comes each week as by a Weibull density: from the start, or after a rise.
    WeibullPdf,
    /// What is left fades as by a Weibull survival function, faster and faster.
    WeibullCdf,
}

/// The parameters of one carry-over; a family ignores those that it does not have.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Fading {
    /// The share left a week later, between 0 and 1; see each family for later than what.
    pub retention: f64,
    /// Weeks from the spend to the peak; positive.
    pub peak_weeks: f64,
    /// The shape of a Weibull family; positive.
    pub shape: f64,
    /// Weeks over which a family with a window works, the week of the spend among them; at least 1.
    pub window_weeks: usize,
}

/// The longest window.
pub const MOST_WINDOW_WEEKS: usize = 26;

/// Retentions are kept this far from 0 and 1, where logarithms end.
const EDGE: f64 = 1e-12;

impl Carryover {
    /// Every family, in the order offered.
    pub const ALL: [Self; 6] =
        [Self::Geometric, Self::Delayed, Self::Binomial, Self::WeibullPdf, Self::WeibullCdf, Self::None];

    /// Whether anything is carried over.
    pub fn has_retention(self) -> bool {
        self != Self::None
    }

    /// Whether the effect peaks some weeks after the spend, as a parameter.
    pub fn has_peak(self) -> bool {
        self == Self::Delayed
    }

    /// Whether there is a shape parameter.
    pub fn has_shape(self) -> bool {
        matches!(self, Self::WeibullPdf | Self::WeibullCdf)
    }

    /// Whether the effect ends after a window of weeks.
    pub fn has_window(self) -> bool {
        !matches!(self, Self::None | Self::Geometric)
    }

    /// The carry-over with these parameters.
    pub fn filter(self, fading: Fading) -> Filter {
        if self == Self::Geometric {
            return Filter::recursive(fading.retention);
        }
        let mut weights = WeightSlopes::zeros(self.lags(fading.window_weeks));
        self.fill_weights(fading, &mut weights);
        Filter::window(weights.weight)
    }

    /// How many lags have a weight of their own.
    fn lags(self, window_weeks: usize) -> usize {
        if self.has_window() { window_weeks.max(1) } else { 1 }
    }

    /// Writes weights and slopes of a family that is not computed by recursion.
    fn fill_weights(self, fading: Fading, out: &mut WeightSlopes) {
        let fading = Fading { retention: fading.retention.clamp(EDGE, 1.0 - EDGE), ..fading };
        match self {
            Self::None | Self::Geometric => return out.all_at_once(),
            Self::Delayed => delayed::log_weights(fading, out),
            Self::Binomial => binomial::log_weights(fading, out),
            Self::WeibullPdf => weibull_pdf::log_weights(fading, out),
            Self::WeibullCdf => weibull_cdf::log_weights(fading, out),
        }
        out.normalise();
    }
}

/// A carry-over that gives slopes by its parameters, refilled at every position of a sampler.
#[derive(Clone, Debug)]
pub struct SlopedFilter {
    family: Carryover,
    retention: f64,
    weights: WeightSlopes,
}

/// Room for a stock and its slopes.
#[derive(Debug)]
pub struct StockSlopes<'a> {
    /// The stock.
    pub stock: &'a mut [f64],
    /// Its slope by the retention.
    pub by_retention: &'a mut [f64],
    /// Its slope by the logarithm of the second parameter (peak or shape).
    pub by_log_second: &'a mut [f64],
}

impl SlopedFilter {
    /// A filter without parameters yet.
    pub fn new(family: Carryover, window_weeks: usize) -> Self {
        Self { family, retention: 0.0, weights: WeightSlopes::zeros(family.lags(window_weeks)) }
    }

    /// Takes new parameters; the window stays.
    pub fn set(&mut self, fading: Fading) {
        self.retention = fading.retention;
        let window_weeks = self.weights.weight.len();
        self.family.fill_weights(Fading { window_weeks, ..fading }, &mut self.weights);
    }

    /// Carries `series` over into `stock`, of equal length, after the series `before`.
    pub fn carry(&self, before: &[f64], series: &[f64], stock: &mut [f64]) {
        match self.family {
            Carryover::Geometric => {
                let carried = geometric::left_behind(before, self.retention);
                geometric::geometric_from(carried, series, self.retention, stock);
            }
            _ => convolve(before, series, &self.weights.weight, stock),
        }
    }

    /// As [`Self::carry`], with slopes; those by a parameter that the family lacks are left as they are.
    pub fn carry_with_slopes(&self, before: &[f64], series: &[f64], out: StockSlopes<'_>) {
        if self.family == Carryover::Geometric {
            return geometric_with_slope(before, series, self.retention, out.stock, out.by_retention);
        }
        convolve(before, series, &self.weights.weight, out.stock);
        if self.family.has_retention() {
            convolve(before, series, &self.weights.by_retention, out.by_retention);
        }
        if self.family.has_peak() || self.family.has_shape() {
            convolve(before, series, &self.weights.by_log_second, out.by_log_second);
        }
    }
}

/// Weeks after which half of an effect is still to come, for a share `retention` carried into the next week.
///
/// Zero where nothing is carried over.
pub fn half_life_weeks(retention: f64) -> f64 {
    if retention <= 0.0 { 0.0 } else { ln(0.5) / ln(retention) }
}

/// The share carried into the next week that gives this half-life; the inverse of [`half_life_weeks`].
pub fn retention_of_half_life(weeks: f64) -> f64 {
    if weeks <= 0.0 { 0.0 } else { exp(ln(0.5) / weeks) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const N: usize = 20;
    const FADINGS: [(f64, f64, f64, usize); 4] =
        [(0.3, 1.0, 0.7, 13), (0.8, 2.5, 1.0, 8), (0.5, 0.3, 2.2, 13), (0.05, 4.0, 3.0, 3)];

    fn fading((retention, peak_weeks, shape, window_weeks): (f64, f64, f64, usize)) -> Fading {
        Fading { retention, peak_weeks, shape, window_weeks }
    }

    fn series(seed: u64, n: usize) -> Vec<f64> {
        let mut rng = crate::random::Rng::new(seed, 0);
        (0..n).map(|_| rng.between(0.0, 5.0)).collect()
    }

    fn carried(family: Carryover, fading: Fading) -> Vec<f64> {
        let mut filter = SlopedFilter::new(family, fading.window_weeks);
        filter.set(fading);
        let mut stock = vec![0.0; N];
        filter.carry(&series(1, 5), &series(2, N), &mut stock);
        stock
    }

    fn check_slopes(family: Carryover, at: Fading) {
        let mut filter = SlopedFilter::new(family, at.window_weeks);
        filter.set(at);
        let (mut stock, mut by_retention, mut by_log_second) = (vec![0.0; N], vec![0.0; N], vec![0.0; N]);
        let out = StockSlopes { stock: &mut stock, by_retention: &mut by_retention, by_log_second: &mut by_log_second };
        filter.carry_with_slopes(&series(1, 5), &series(2, N), out);
        assert_eq!(stock, carried(family, at));
        let h = 1e-6;
        let slope = |up: Fading, down: Fading| -> Vec<f64> {
            carried(family, up).iter().zip(carried(family, down)).map(|(u, d)| (u - d) / (2.0 * h)).collect()
        };
        let kept = |d: f64| Fading { retention: at.retention + d, ..at };
        let second = |d: f64| Fading { peak_weeks: at.peak_weeks * (1.0 + d), shape: at.shape * (1.0 + d), ..at };
        let (kept, second) = (slope(kept(h), kept(-h)), slope(second(h), second(-h)));
        for t in 0..N {
            assert!((by_retention[t] - kept[t]).abs() < 1e-7, "{family:?} {at:?} {t}: {} {}", by_retention[t], kept[t]);
            assert!((by_log_second[t] - second[t]).abs() < 1e-7, "{family:?} {at:?} second {t}");
        }
    }

    #[test]
    fn slopes_match_finite_differences() {
        for family in Carryover::ALL {
            FADINGS.iter().for_each(|at| check_slopes(family, fading(*at)));
        }
    }

    #[test]
    fn going_on_from_a_past_is_going_on() {
        for family in Carryover::ALL {
            let filter = family.filter(fading(FADINGS[0]));
            let all = series(3, 40);
            let (mut whole, mut rest) = (vec![0.0; 40], vec![0.0; 10]);
            filter.carry(&Past::default(), &all, &mut whole);
            filter.carry(&filter.past(&all[..30]), &all[30..], &mut rest);
            rest.iter().zip(&whole[30..]).for_each(|(r, w)| assert!((r - w).abs() < 1e-12, "{family:?}"));
        }
    }

    #[test]
    fn nothing_carried_over_is_the_spend_itself() {
        assert_eq!(carried(Carryover::None, fading(FADINGS[0])), series(2, N));
    }

    /// The retention is the share of the week before, from the week of the spend (or of the peak) to the next.
    #[test]
    fn retention_means_the_same_in_every_family() {
        for (family, week) in [(Carryover::Delayed, 2), (Carryover::Binomial, 0), (Carryover::WeibullCdf, 0)] {
            let at = Fading { retention: 0.4, peak_weeks: 2.0, shape: 0.8, window_weeks: 13 };
            let pulse = pulse_response(family, at);
            assert!((pulse[week + 1] / pulse[week] - 0.4).abs() < 1e-12, "{family:?} {pulse:?}");
        }
        let at = Fading { retention: 0.4, peak_weeks: 2.0, shape: 1.0, window_weeks: 13 };
        let pulse = pulse_response(Carryover::WeibullPdf, at);
        assert!((pulse[1] / pulse[0] - 0.4).abs() < 1e-12, "a Weibull density of shape 1 is geometric");
    }

    fn pulse_response(family: Carryover, at: Fading) -> Vec<f64> {
        let mut pulse = vec![0.0; 4000];
        pulse[0] = 1.0;
        let mut stock = vec![0.0; 4000];
        family.filter(at).carry(&Past::default(), &pulse, &mut stock);
        stock
    }

    proptest! {
        #[test]
        fn nothing_is_lost_or_made_and_nothing_negative(
            retention in 0.0..0.98f64, peak_weeks in 0.01..30.0f64, shape in 0.1..8.0f64, window_weeks in 1..27usize,
        ) {
            for family in Carryover::ALL {
                let pulse = pulse_response(family, Fading { retention, peak_weeks, shape, window_weeks });
                prop_assert!((pulse.iter().sum::<f64>() - 1.0).abs() < 1e-9, "{family:?}");
                prop_assert!(pulse.iter().all(|w| *w >= 0.0), "{family:?}");
            }
        }
    }

    #[test]
    fn half_lives_and_retentions_undo_each_other() {
        assert!((half_life_weeks(0.5) - 1.0).abs() < 1e-15);
        assert_eq!(half_life_weeks(0.0), 0.0);
        for weeks in [0.2, 1.0, 3.5, 12.0] {
            assert!((half_life_weeks(retention_of_half_life(weeks)) - weeks).abs() < 1e-10);
        }
    }
}

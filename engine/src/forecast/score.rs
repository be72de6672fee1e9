//! How good a committed forecast was, for the weeks that are known by now.
//!
//! Coverage: weeks inside the 50 and 90 % ranges. Sharpness and calibration in one figure: the CRPS of each week, beside
//! that of a seasonal-naive forecast; the skill is 1 - CRPS / CRPS of the naive one (Gneiting and Raftery 2007, section
//! 2.3). Calibration: the probability integral transform F(y), uniform over many weeks where a forecast is calibrated
//! (Dawid 1984; Diebold, Gunther and Tay 1998). The total: actual over forecast less one.
//!
//! Weeks of one forecast share its errors, so 13 weeks are not 13 independent trials.

use super::crps::crps_of_draws;
use super::fan::{FINE_LEVELS, LEVELS};
use super::project::Forecast;
use super::quantiles::QuantileCurve;
use super::seasonal_naive::seasonal_naive;
use serde::{Deserialize, Serialize};

/// Bins of the histogram of the probability integral transform.
pub const PIT_BINS: usize = 10;
/// Values by which a distribution that is known by its quantiles is scored.
const SCORED_DRAWS: usize = 400;

/// The scores of one forecast.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Scores {
    /// Weeks that were forecast.
    pub weeks: usize,
    /// Weeks inside the 50 % range.
    pub inside_50: usize,
    /// Weeks inside the 90 % range.
    pub inside_90: usize,
    /// The CRPS of every known week.
    pub crps: Vec<f64>,
    /// The same of the seasonal-naive forecast; empty without history.
    pub naive_crps: Vec<f64>,
    /// The probability that the forecast gave to an outcome of at most what happened, every known week.
    pub pit: Vec<f64>,
    /// The total of the known weeks; absent while none is.
    pub total: Option<TotalScore>,
}

/// The total of the known weeks against what was forecast for them.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct TotalScore {
    /// The committed mean.
    pub forecast: f64,
    /// What happened.
    pub actual: f64,
    /// What happened over the forecast, less one; 0 where nothing was forecast.
    pub error: f64,
    /// Whether the 50 % range held it.
    pub is_inside_50: bool,
    /// Whether the 90 % range held it.
    pub is_inside_90: bool,
    /// The probability that the forecast gave to a total of at most this.
    pub pit: f64,
}

/// Scores `forecast` by the outcomes of its first weeks; `history` is the outcome up to the week before them.
pub fn score(forecast: &Forecast, actual: &[f64], history: &[f64]) -> Scores {
    let weeks = forecast.weekly.quantiles.len();
    let mut scores = Scores { weeks, ..Scores::default() };
    let naive = if history.is_empty() { vec![] } else { seasonal_naive(history, weeks) };
    for (t, (actual, q)) in actual.iter().zip(&forecast.weekly.quantiles).enumerate() {
        scores.inside_50 += usize::from(is_inside(*actual, q[2], q[4]));
        scores.inside_90 += usize::from(is_inside(*actual, q[0], q[6]));
        let curve = forecast.curve(t);
        scores.crps.push(crps_of_draws(&curve.draws(SCORED_DRAWS), *actual));
        scores.pit.push(curve.probability(*actual));
        scores.naive_crps.extend(naive.get(t).map(|draws| crps_of_draws(draws, *actual)));
    }
    let known = scores.known();
    scores.total = known.checked_sub(1).and_then(|last| TotalScore::of(forecast, last, actual[..known].iter().sum()));
    scores
}

fn is_inside(x: f64, lo: f64, hi: f64) -> bool {
    (lo..=hi).contains(&x)
}

impl Forecast {
    /// The distribution of week `t`, by the finest quantiles that were written down.
    pub fn curve(&self, t: usize) -> QuantileCurve {
        match (self.fine.get(t), self.weekly.quantiles.get(t)) {
            (Some(fine), _) => QuantileCurve::new(&FINE_LEVELS, fine.map(f64::from)),
            (None, Some(quantiles)) => QuantileCurve::new(&LEVELS, *quantiles),
            (None, None) => QuantileCurve::new(&[], []),
        }
    }
}

impl TotalScore {
    fn of(forecast: &Forecast, last: usize, actual: f64) -> Option<Self> {
        let (mean, q) = (forecast.cumulative.mean.get(last)?, forecast.cumulative.quantiles.get(last)?);
        Some(Self {
            forecast: *mean,
            actual,
            error: if *mean == 0.0 { 0.0 } else { actual / mean - 1.0 },
            is_inside_50: is_inside(actual, q[2], q[4]),
            is_inside_90: is_inside(actual, q[0], q[6]),
            pit: QuantileCurve::new(&LEVELS, *q).probability(actual),
        })
    }
}

impl Scores {
    /// How many of the weeks are known.
    pub fn known(&self) -> usize {
        self.crps.len()
    }

    /// Whether all weeks are known.
    pub fn is_complete(&self) -> bool {
        self.known() > 0 && self.known() == self.weeks
    }

    /// The mean CRPS of the known weeks.
    pub fn mean_crps(&self) -> f64 {
        crate::math::mean(&self.crps)
    }

    /// What share of the seasonal-naive forecast's CRPS was saved: 1 is perfect, 0 no better, below 0 worse.
    pub fn skill(&self) -> Option<f64> {
        skill(&self.crps, &self.naive_crps)
    }

    /// How many weeks' probability integral transforms fall into each tenth.
    pub fn histogram(&self) -> [usize; PIT_BINS] {
        let mut bins = [0; PIT_BINS];
        self.pit.iter().for_each(|p| bins[((p * PIT_BINS as f64) as usize).min(PIT_BINS - 1)] += 1);
        bins
    }
}

/// One less the ratio of two sums of scores; none where the weeks are not the same or the naive one was perfect.
pub(super) fn skill(crps: &[f64], naive: &[f64]) -> Option<f64> {
    let sum = naive.iter().sum::<f64>();
    (crps.len() == naive.len() && sum > 0.0).then(|| 1.0 - crps.iter().sum::<f64>() / sum)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::forecast::fan::{fan, fan_of, fine_quantiles};
    use crate::posterior::WeeklyDraws;
    use crate::random::Rng;

    /// A forecast of `weeks` independent normal weeks around 100.
    fn normal(weeks: usize) -> Forecast {
        let mut rng = Rng::new(4, 0);
        let mut draws = WeeklyDraws::zeros(weeks, 2_000);
        for d in 0..2_000 {
            let series: Vec<f64> = (0..weeks).map(|_| 100.0 + 10.0 * rng.normal()).collect();
            draws.add(d, &series);
        }
        let (weekly, fine) = fan_of(&draws, fine_quantiles);
        Forecast { weekly, fine, cumulative: fan(&draws.cumulative()), ..Forecast::default() }
    }

    /// What happened, drawn from the same distribution.
    fn actual(weeks: usize, spread: f64) -> Vec<f64> {
        let mut rng = Rng::new(9, 0);
        (0..weeks).map(|_| 100.0 + spread * rng.normal()).collect()
    }

    #[test]
    fn a_calibrated_forecast_has_a_flat_histogram() {
        const WEEKS: usize = 2_000;
        let scores = score(&normal(WEEKS), &actual(WEEKS, 10.0), &[]);
        let expected = WEEKS as f64 / PIT_BINS as f64;
        let chi_squared: f64 =
            scores.histogram().iter().map(|n| (*n as f64 - expected) * (*n as f64 - expected) / expected).sum();
        // The 99.9 % quantile of chi-squared with 9 degrees of freedom.
        assert!(chi_squared < 27.9, "{:?}", scores.histogram());
        let share = |n: usize| n as f64 / WEEKS as f64;
        assert!((share(scores.inside_90) - 0.9).abs() < 0.03 && (share(scores.inside_50) - 0.5).abs() < 0.04);
        // 10 / sqrt(pi), the expected CRPS of a normal forecast that is right.
        assert!((scores.mean_crps() - 5.642).abs() < 0.2, "{}", scores.mean_crps());
    }

    #[test]
    fn a_forecast_of_too_narrow_ranges_is_seen() {
        let scores = score(&normal(500), &actual(500, 30.0), &[]);
        let bins = scores.histogram();
        assert!(bins[0] + bins[9] > 300, "{bins:?}");
        assert!(scores.inside_90 < 300);
    }

    #[test]
    fn known_weeks_alone_are_scored() {
        let history: Vec<f64> = (0..104).map(|t| 80.0 + f64::from(t % 52)).collect();
        let scores = score(&normal(13), &[100.0, 90.0, 111.0, 101.0], &history);
        assert_eq!((scores.known(), scores.weeks, scores.is_complete()), (4, 13, false));
        let total = scores.total.unwrap();
        assert_eq!(total.actual, 402.0);
        assert!((total.error - (402.0 / total.forecast - 1.0)).abs() < 1e-15 && total.is_inside_90);
        assert!(scores.skill().unwrap() > 0.3);
        let none = score(&normal(13), &[], &history);
        assert_eq!((none.known(), none.total, none.skill()), (0, None, None));
    }

    /// A forecast that was written down before there were finer quantiles is scored by its seven.
    #[test]
    fn forecasts_of_earlier_days_can_be_scored() {
        let now = normal(13);
        let before = Forecast { fine: vec![], ..now.clone() };
        let (new, old) = (score(&now, &actual(13, 10.0), &[]), score(&before, &actual(13, 10.0), &[]));
        assert!((new.mean_crps() / old.mean_crps() - 1.0).abs() < 0.05);
    }
}

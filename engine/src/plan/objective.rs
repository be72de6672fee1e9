//! How draws of a plan's value become one number, and which draws that number listens to.
//!
//! Expected: the mean. Cautious: the mean of the worst share of draws (conditional value at risk; Rockafellar and
//! Uryasev 2000). Goal: the share of draws whose total reaches an amount, smoothed by a logistic step a fifth of the
//! total's spread wide, so that it has slopes; what is reported is the share itself.

use super::aim::Risk;
use crate::math::{logistic, mean, variance};

/// Width of the smoothed step, in standard deviations of the total.
const STEP: f64 = 0.2;

/// How draws are judged.
#[derive(Clone, Debug)]
pub(super) enum Objective {
    /// By their mean.
    Expected,
    /// By the mean of this share of them, the worst.
    Cautious(f64),
    /// By the probability to reach an amount with `rest`, what comes without the plan in each draw.
    Goal { amount: f64, rest: Vec<f64>, width: f64 },
}

impl Objective {
    /// For a risk, with what comes without the plan in each draw, in the aim's metric.
    pub(super) fn new(risk: Risk, rest: &[f64]) -> Self {
        match risk {
            Risk::Expected => Self::Expected,
            Risk::Cautious { worst } => Self::Cautious(worst.clamp(1e-3, 1.0)),
            Risk::Goal { amount } => {
                let width = (STEP * variance(rest).sqrt()).max(1e-9 * amount.abs()).max(f64::MIN_POSITIVE);
                Self::Goal { amount, rest: rest.to_vec(), width }
            }
        }
    }

    /// Whether only the mean counts.
    pub(super) fn is_mean(&self) -> bool {
        matches!(self, Self::Expected)
    }

    /// The score of draws of a plan's value; higher is better.
    pub(super) fn score(&self, values: &[f64]) -> f64 {
        match self {
            Self::Expected => mean(values),
            Self::Cautious(worst) => worst_mean(values, *worst),
            Self::Goal { amount, rest, width } => {
                let steps = values.iter().zip(rest).map(|(v, r)| logistic((v + r - amount) / width));
                steps.sum::<f64>() / values.len().max(1) as f64
            }
        }
    }

    /// How much the score listens to each draw; the weights sum to one.
    pub(super) fn weights(&self, values: &[f64]) -> Vec<f64> {
        let even = || vec![1.0 / values.len().max(1) as f64; values.len()];
        let weights: Vec<f64> = match self {
            Self::Expected => return even(),
            Self::Cautious(worst) => {
                let mut order: Vec<usize> = (0..values.len()).collect();
                order.sort_by(|a, b| values[*a].total_cmp(&values[*b]));
                let mut weights = vec![0.0; values.len()];
                order.iter().take(count(values.len(), *worst)).for_each(|d| weights[*d] = 1.0);
                weights
            }
            Self::Goal { amount, rest, width } => {
                let slope = |z: f64| logistic(z) * logistic(-z);
                values.iter().zip(rest).map(|(v, r)| slope((v + r - amount) / width)).collect()
            }
        };
        let sum: f64 = weights.iter().sum();
        if sum > 1e-300 { weights.iter().map(|w| w / sum).collect() } else { even() }
    }
}

fn count(draws: usize, worst: f64) -> usize {
    ((draws as f64 * worst).round() as usize).clamp(1, draws.max(1))
}

/// The mean of the worst share of draws.
pub(crate) fn worst_mean(values: &[f64], worst: f64) -> f64 {
    if values.is_empty() {
        return 0.0;
    }
    let k = count(values.len(), worst);
    let mut sorted = values.to_vec();
    if k < sorted.len() {
        sorted.select_nth_unstable_by(k, f64::total_cmp);
    }
    mean(&sorted[..k])
}

#[cfg(test)]
mod tests {
    use super::*;

    const VALUES: [f64; 5] = [3.0, -1.0, 2.0, 5.0, 0.0];

    #[test]
    fn the_worst_are_counted() {
        assert_eq!(worst_mean(&VALUES, 0.4), -0.5);
        assert_eq!(worst_mean(&VALUES, 1.0), 1.8);
        assert_eq!(Objective::Cautious(0.4).weights(&VALUES), [0.0, 0.5, 0.0, 0.0, 0.5]);
    }

    #[test]
    fn the_smoothed_probability_is_close_to_the_share_and_its_weights_are_its_slopes() {
        let rest: Vec<f64> = (0..400).map(|i| f64::from(i) / 40.0).collect();
        let values = vec![2.0; 400];
        let goal = Objective::new(Risk::Goal { amount: 7.0 }, &rest);
        assert!((goal.score(&values) - 0.5).abs() < 0.01, "{}", goal.score(&values));
        let weights = goal.weights(&values);
        assert!((weights.iter().sum::<f64>() - 1.0).abs() < 1e-12);
        let near = rest.iter().position(|r| *r >= 5.0).unwrap();
        assert!(weights[near] > weights[0] && weights[near] > weights[399]);
    }
}

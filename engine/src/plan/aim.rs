//! What a plan is for: in which metric it is judged, over which weeks, and how much risk it takes.

use crate::calendar::DAYS_PER_YEAR;
use crate::math::{exp, ln};
use serde::{Deserialize, Serialize};

/// In what a plan is judged.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Metric {
    /// The outcome itself, in its own unit: revenue, orders, new customers.
    #[default]
    Outcome,
    /// Money from the outcome.
    Revenue,
    /// Revenue less cost of goods.
    Margin,
    /// Margin less planned spend.
    Profit,
}

/// What a unit of the outcome is worth.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Economics {
    /// Revenue per unit of the outcome; 1 where the outcome is revenue.
    pub revenue_per_unit: f64,
    /// What is left of revenue after cost of goods, as a share.
    pub margin: f64,
}

/// Which weeks count.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub enum Reach {
    /// Those of the horizon.
    Horizon,
    /// Those in which carry-over fades as well, discounted.
    LongTerm {
        /// The share by which a year's delay lowers the worth: 0.1 for 10 %.
        discount_a_year: f64,
    },
}

/// How much risk a plan takes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub enum Risk {
    /// The mean over draws is as large as can be.
    #[default]
    Expected,
    /// The mean over the worst draws is (conditional value at risk).
    Cautious {
        /// Which share of draws is the worst: 0.1 for one in ten.
        worst: f64,
    },
    /// The probability is that the metric's total over the horizon, base included, reaches an amount.
    Goal {
        /// The amount, in the metric's unit.
        amount: f64,
    },
}

/// What a plan is for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Aim {
    /// In what it is judged.
    pub metric: Metric,
    /// What a unit of the outcome is worth.
    pub economics: Economics,
    /// Which weeks count.
    pub reach: Reach,
    /// How much risk it takes.
    pub risk: Risk,
}

impl Default for Economics {
    fn default() -> Self {
        Self { revenue_per_unit: 1.0, margin: 1.0 }
    }
}

impl Default for Reach {
    fn default() -> Self {
        Self::LongTerm { discount_a_year: 0.0 }
    }
}

impl Metric {
    /// The metric per unit of the outcome.
    pub fn per_unit(self, economics: Economics) -> f64 {
        match self {
            Self::Outcome => 1.0,
            Self::Revenue => economics.revenue_per_unit,
            Self::Margin | Self::Profit => economics.revenue_per_unit * economics.margin,
        }
    }

    /// The metric that a unit of spend takes away.
    pub fn per_spend(self) -> f64 {
        if self == Self::Profit { 1.0 } else { 0.0 }
    }
}

impl Reach {
    /// What each of the planned weeks and of the `tail` weeks after them counts.
    pub fn weights(self, horizon: usize, tail: usize) -> Vec<f64> {
        let weight = |t: usize| match self {
            Self::Horizon => f64::from(u8::from(t < horizon)),
            Self::LongTerm { discount_a_year } => {
                let weeks = t.saturating_sub(horizon.saturating_sub(1)) as f64;
                exp(weeks * 7.0 / DAYS_PER_YEAR * ln((1.0 - discount_a_year).clamp(1e-9, 1.0)))
            }
        };
        (0..horizon + tail).map(weight).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn weeks_count_as_they_are_reached() {
        assert_eq!(Reach::Horizon.weights(2, 2), [1.0, 1.0, 0.0, 0.0]);
        assert_eq!(Reach::default().weights(2, 2), [1.0; 4]);
        let discounted = Reach::LongTerm { discount_a_year: 0.1 }.weights(1, 53);
        assert_eq!(discounted[0], 1.0);
        assert!((discounted[52] - 0.9).abs() < 1e-3 && discounted[53] < discounted[52], "{}", discounted[52]);
    }

    #[test]
    fn profit_is_margin_less_spend() {
        let economics = Economics { revenue_per_unit: 20.0, margin: 0.4 };
        assert_eq!(Metric::Profit.per_unit(economics), 8.0);
        assert_eq!((Metric::Profit.per_spend(), Metric::Margin.per_spend()), (1.0, 0.0));
        assert_eq!(Metric::Outcome.per_unit(economics), 1.0);
    }
}

//! Where a forecast's range comes from: shares of the variance of the horizon's total.
//!
//! A draw's total is the sum of four parts that are drawn independently: what the parameters make of the plan, later
//! changes of the trend, chance from week to week, and wrong assumptions. So their variances add up to that of the total,
//! and each is stated as a share of their sum. (Where effects multiply the parts are not quite independent, and the
//! shares are of the sum of the parts' variances.)

use crate::math::variance;
use serde::{Deserialize, Serialize};

/// Shares of the variance of a horizon's total; they add up to one (to zero where nothing varies).
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Spread {
    /// What is not known about the model's parameters.
    pub parameters: f64,
    /// Changes of the trend still to come.
    pub process: f64,
    /// Chance from week to week.
    pub observation: f64,
    /// Drivers and activities that turn out other than assumed.
    pub assumptions: f64,
}

impl Spread {
    /// The shares, from each part's draws of the total in the order of the fields.
    pub(super) fn of(parts: [&[f64]; 4]) -> Self {
        let variances = parts.map(variance);
        let sum: f64 = variances.iter().sum();
        let [parameters, process, observation, assumptions] = variances.map(|v| if sum > 0.0 { v / sum } else { 0.0 });
        Self { parameters, process, observation, assumptions }
    }
}

//! The outlook on a goal: how likely it is, and what lies on either side.

use crate::math::{mean, quantile_of_sorted};
use serde::{Deserialize, Serialize};

/// The outlook on a goal for the total of a horizon.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct GoalOutlook {
    /// Share of draws that reach the goal.
    pub probability: f64,
    /// The total that one draw in ten falls below: the downside.
    pub downside: f64,
    /// The total that one draw in ten exceeds: the upside.
    pub upside: f64,
    /// Mean shortfall of the draws that miss it; 0 where none does.
    pub shortfall: f64,
    /// Mean excess of the draws that reach it; 0 where none does.
    pub excess: f64,
}

/// Judges `goal` against the ascending draws of a total.
pub fn goal_outlook(sorted_totals: &[f64], goal: f64) -> GoalOutlook {
    let missed = sorted_totals.partition_point(|x| *x < goal);
    let (below, above) = sorted_totals.split_at(missed);
    GoalOutlook {
        probability: above.len() as f64 / sorted_totals.len().max(1) as f64,
        downside: quantile_of_sorted(sorted_totals, 0.1),
        upside: quantile_of_sorted(sorted_totals, 0.9),
        shortfall: if below.is_empty() { 0.0 } else { goal - mean(below) },
        excess: if above.is_empty() { 0.0 } else { mean(above) - goal },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_goal_is_judged_by_the_draws() {
        let totals: Vec<f64> = (1..=10).map(f64::from).collect();
        let outlook = goal_outlook(&totals, 8.0);
        assert!((outlook.probability - 0.3).abs() < 1e-15);
        assert!((outlook.shortfall - 4.0).abs() < 1e-15 && (outlook.excess - 1.0).abs() < 1e-15);
        assert_eq!(goal_outlook(&totals, 0.0).probability, 1.0);
        assert_eq!(goal_outlook(&[], 1.0).probability, 0.0);
    }
}

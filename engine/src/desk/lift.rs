//! The cheapest change of plan that lifts the probability of a goal to a level.

use crate::plan::{PlanRequest, Scenario};
use serde::{Deserialize, Serialize};

/// What to reach.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct LiftRequest {
    /// Limits and today's plan; the budget is where the search starts. The aim's metric is that of the goal.
    pub plan: PlanRequest,
    /// The goal for the total over the horizon, in the aim's metric.
    pub amount: f64,
    /// The probability wanted.
    pub level: f64,
}

/// What it takes.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Lift {
    /// The probability with today's plan.
    pub today: f64,
    /// The highest probability with the same budget.
    pub same_budget: f64,
    /// The budget of the plan that was found.
    pub budget: f64,
    /// The plan that was found: the cheapest that reaches the level, or the likeliest where none does.
    pub scenario: Scenario,
    /// Its probability.
    pub probability: f64,
    /// Whether it reaches the level.
    pub reached: bool,
}

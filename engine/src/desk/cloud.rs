//! Thousands of allowed allocations, by what they bring and what they risk, and the best at each risk.

use crate::plan::PlanRequest;
use serde::{Deserialize, Serialize};

/// What to draw.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct CloudRequest {
    /// Limits, aim and today's plan.
    pub plan: PlanRequest,
    /// How many allocations.
    pub count: usize,
    /// The seed.
    pub seed: u64,
}

/// One allocation. All figures are in the aim's metric, less what today's plan brings in the mean, over the weeks that count.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Spot {
    /// Each channel's total.
    pub totals: Vec<f64>,
    /// The mean over draws.
    pub expected: f64,
    /// How far the mean of the worst tenth of draws falls below it: the risk.
    pub risk: f64,
    /// What the next unit of spend brings where it brings the most.
    pub next_unit: f64,
    /// Probability that it brings more than today's plan.
    pub better: f64,
}

/// Allocations by return and risk.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Cloud {
    /// Every allocation's risk and expected value, for the picture.
    pub points: Vec<[f32; 2]>,
    /// The efficient frontier, from the least risk to the highest expected value.
    pub frontier: Vec<Spot>,
    /// The best allocations, those whose next unit brings the most first.
    pub best: Vec<Spot>,
    /// Today's plan; its expected value is 0.
    pub today: Spot,
}

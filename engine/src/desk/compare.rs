//! What scenarios are worth, and by how much each differs from the first, draw by draw.

use crate::math::Interval;
use crate::plan::{Economics, Metric, Scenario};
use serde::{Deserialize, Serialize};

/// What to compare.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Question {
    /// The scenarios; the first is what the others are compared with.
    pub scenarios: Vec<Scenario>,
    /// What a unit of the outcome is worth.
    pub economics: Economics,
    /// The goal for the total over the horizon, and the metric it is in.
    pub goal: Option<(Metric, f64)>,
}

/// What a scenario is worth over its horizon.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Worth {
    /// Planned spend.
    pub spend: f64,
    /// The outcome, base and noise included.
    pub outcome: Interval,
    /// Revenue.
    pub revenue: Interval,
    /// Revenue less cost of goods.
    pub margin: Interval,
    /// Margin less spend.
    pub profit: Interval,
    /// The outcome that planned spend brings, until its carry-over has faded.
    pub media: Interval,
    /// The same per unit of spend; zeros without spend.
    pub returns: Interval,
    /// Probability of the goal.
    pub goal: Option<f64>,
}

/// By how much a scenario differs from the first, in the horizon.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Difference {
    /// Spend.
    pub spend: f64,
    /// The outcome.
    pub outcome: Interval,
    /// Revenue.
    pub revenue: Interval,
    /// Margin.
    pub margin: Interval,
    /// Profit.
    pub profit: Interval,
    /// The outcome that planned spend brings, until its carry-over has faded.
    pub media: Interval,
    /// Probability of the goal.
    pub goal: Option<f64>,
    /// Probability that profit is higher.
    pub better: f64,
}

/// A scenario beside the first.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Compared {
    /// What it is worth.
    pub worth: Worth,
    /// What it differs by; zeros for the first.
    pub difference: Difference,
}

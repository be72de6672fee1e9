//! A planner's answer against the truth: the uplift that `docs/method/peers.md` speaks of.

use crate::measured::Planned;
use crate::quarter::Quarter;
use serde_json::{Value, json};

/// A judged answer. Uplifts are over what the spend of today's plan really brings.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Answer {
    /// What the plan really brings more than today's.
    pub(crate) uplift: f64,
    /// The same of the truly best plan.
    pub(crate) possible: f64,
    /// What the planner's own model says that it brings more, over what it says of today's; where it says it.
    pub(crate) promised: Option<f64>,
    /// By how much the totals leave what was asked, over the budget.
    pub(crate) excess: f64,
    /// From the fitted model to the answer.
    pub(crate) seconds: f64,
}

impl Answer {
    /// Judges totals.
    pub(crate) fn of(planned: &Planned, quarter: &Quarter) -> Self {
        let today = quarter.today_brings();
        Self {
            uplift: quarter.uplift(&planned.totals) / today,
            possible: quarter.uplift(&quarter.truly_best()) / today,
            promised: planned.promised,
            excess: quarter.excess(&planned.totals),
            seconds: planned.seconds,
        }
    }

    /// The share of the possible uplift.
    pub(crate) fn share(&self) -> f64 {
        self.uplift / self.possible
    }

    /// For the report.
    pub(crate) fn json(&self) -> Value {
        json!({
            "uplift": self.uplift,
            "possible": self.possible,
            "promised": self.promised,
            "excess": self.excess,
            "seconds": self.seconds,
        })
    }
}

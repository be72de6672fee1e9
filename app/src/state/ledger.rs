//! The ledger: plans as they were committed, with the forecast that was made for them. Append-only.

use super::content::FitId;
use super::moment::Moment;
use super::plan_draft::SpendChoice;
use engine::forecast::Forecast;
use engine::plan::{Economics, Metric, Scenario};
use jiff::civil::Date;

/// Numbers a workspace's committed plans, from 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CommitId(pub u32);

/// A committed plan. Never changed once it is there.
#[derive(Clone, Debug, PartialEq)]
pub struct Committed {
    /// Its number.
    pub id: CommitId,
    /// When it was committed.
    pub at: Moment,
    /// The fit on which the forecast rests.
    pub fit: FitId,
    /// Which spend was committed.
    pub choice: SpendChoice,
    /// Spend and assumptions, week by week.
    pub scenario: Scenario,
    /// The forecast.
    pub forecast: Forecast,
    /// How much is to be reached, in the goal's metric, where a goal was set.
    pub goal: Option<f64>,
    /// What the goal counts.
    pub goal_metric: Metric,
    /// What a unit of the outcome was worth, so that the goal can be judged later.
    pub economics: Economics,
    /// The last day that counts for it; none: that of the plan.
    pub goal_by: Option<Date>,
    /// Who answers for it; may be empty.
    pub goal_owner: String,
}

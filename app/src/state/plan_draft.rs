//! The plan as it is being edited: horizon, budget, limits, and which spend the forecast is for.

use engine::panel::Panel;
use engine::plan::{Bounds, PlanRequest, Scenario};

/// Weeks planned unless the user says otherwise: a quarter.
pub const HORIZON_WEEKS: usize = 13;
/// The longest horizon, in weeks.
pub const MAX_HORIZON_WEEKS: usize = 52;

/// Which spend the forecast and the commitment are for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SpendChoice {
    /// Going on as before.
    Today,
    /// The optimum.
    Optimum,
}

/// The limits of one channel's total over the horizon.
#[derive(Clone, Debug, PartialEq)]
pub struct ChannelLimits {
    /// The channel.
    pub channel: String,
    /// The least and the most it may get.
    pub bounds: Bounds,
}

/// A plan that is being edited.
#[derive(Clone, Debug, PartialEq)]
pub struct PlanDraft {
    /// Going on as before for the horizon: what the optimum is compared with.
    pub today: Scenario,
    /// Spend to be handed out over the horizon.
    pub budget: f64,
    /// One entry a channel, in the panel's order.
    pub limits: Vec<ChannelLimits>,
    /// Which spend the forecast is for.
    pub choice: SpendChoice,
}

impl PlanDraft {
    /// Today's budget for `horizon` weeks, each channel between half and twice what it gets today.
    ///
    /// A channel that got nothing lately may get up to its mean over all weeks, so that no limit starts at nothing.
    pub fn going_on(panel: &Panel, horizon: usize) -> Self {
        let horizon = horizon.clamp(1, MAX_HORIZON_WEEKS);
        let today = Scenario::going_on(panel, horizon);
        let totals = today.totals();
        let limits = panel.channels().iter().zip(&totals).map(|(channel, &total)| {
            let usual = channel.spend_by_week.iter().sum::<f64>() / panel.week_count() as f64 * horizon as f64;
            let bounds = Bounds { min: 0.5 * total, max: if total > 0.0 { 2.0 * total } else { usual } };
            ChannelLimits { channel: channel.name.clone(), bounds }
        });
        Self { budget: totals.iter().sum(), limits: limits.collect(), today, choice: SpendChoice::Today }
    }

    /// Weeks planned.
    pub fn horizon(&self) -> usize {
        self.today.weeks.len()
    }

    /// The same as a question to the engine.
    pub fn request(&self) -> PlanRequest {
        PlanRequest {
            today: self.today.clone(),
            budget: self.budget,
            bounds: self.limits.iter().map(|l| l.bounds).collect(),
        }
    }

    /// Whether an answer to the one is an answer to the other: all but the choice of spend is equal.
    pub fn asks_the_same(&self, other: &Self) -> bool {
        self.today == other.today && self.budget == other.budget && self.limits == other.limits
    }
}

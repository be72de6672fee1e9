//! What a plan must keep: the budget, and limits of channels, groups and weeks.
//!
//! Amounts are in the currency of the panel and over the whole horizon unless a week is named.

use serde::{Deserialize, Serialize};

/// The least and the most.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Bounds {
    /// The least.
    pub min: f64,
    /// The most.
    pub max: f64,
}

/// How much is spent in all.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub enum Total {
    /// Exactly this.
    Fixed(f64),
    /// As much as pays, up to a most.
    Free {
        /// The most.
        most: f64,
        /// Until what it pays.
        until: Until,
    },
}

/// Up to where a free budget goes.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub enum Until {
    /// As long as the aim's value rises: profit, for one, falls once the next unit of spend brings less than it costs.
    ValueFalls,
    /// As long as all planned spend together returns at least this much of the aim's metric per unit of spend.
    Return(f64),
    /// As long as the next unit of spend returns at least this much of the aim's metric.
    MarginalReturn(f64),
}

/// How far a total may move against today's plan, as shares of it: `{ down: 0.2, up: 0.3 }` is 80 % to 130 %.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Change {
    /// The largest cut.
    pub down: f64,
    /// The largest rise.
    pub up: f64,
}

/// What may be spent on a channel in one week.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub enum WeekRule {
    /// Anything within the weekly limits.
    #[default]
    Free,
    /// Nothing.
    Blackout,
    /// Exactly this, which is already promised.
    Committed(f64),
}

/// The limits of one channel.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct ChannelLimits {
    /// Its total.
    pub total: Bounds,
    /// How far the total may move against today's plan; as far as `total` says where none.
    #[serde(default)]
    pub change: Option<Change>,
    /// The least in every week that is neither black nor committed; 0 for none. A channel that is not used at all need
    /// not keep it where its total may be zero.
    #[serde(default)]
    pub weekly_floor: f64,
    /// The most in every week that is not committed.
    #[serde(default)]
    pub weekly_cap: Option<f64>,
    /// Rules for single weeks; weeks beyond its end are free.
    #[serde(default)]
    pub weeks: Vec<WeekRule>,
    /// What using the channel at all costs before any of its spend works (production, set-up); part of the budget.
    #[serde(default)]
    pub step_cost: f64,
}

/// The limits of several channels together.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct GroupLimits {
    /// What it is called.
    pub name: String,
    /// The channels, by their places. Two groups share no channel, or one is inside the other.
    pub channels: Vec<usize>,
    /// Their total.
    pub total: Bounds,
    /// How far their total may move against today's plan.
    #[serde(default)]
    pub change: Option<Change>,
}

/// All that a plan must keep.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Limits {
    /// The budget.
    pub total: Total,
    /// One entry a channel.
    pub channels: Vec<ChannelLimits>,
    /// Groups of channels.
    #[serde(default)]
    pub groups: Vec<GroupLimits>,
}

impl ChannelLimits {
    /// Only the total is limited.
    pub fn of_total(total: Bounds) -> Self {
        Self { total, ..Self::default() }
    }

    /// The rule of week `t`.
    pub fn week(&self, t: usize) -> WeekRule {
        self.weeks.get(t).copied().unwrap_or_default()
    }
}

impl Limits {
    /// A fixed budget, and bounds on each channel's total.
    pub fn of_totals(budget: f64, bounds: &[Bounds]) -> Self {
        let channels = bounds.iter().map(|b| ChannelLimits::of_total(*b)).collect();
        Self { total: Total::Fixed(budget), channels, groups: vec![] }
    }
}

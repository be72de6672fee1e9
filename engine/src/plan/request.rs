//! What is asked of a plan, and what is answered.

use super::aim::Aim;
use super::error::Limit;
use super::limits::{Bounds, Limits};
use super::scenario::Scenario;
use crate::math::Interval;
use serde::{Deserialize, Serialize};

/// Whether a plan may move money between weeks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Flighting {
    /// Every channel keeps the weekly pattern of today's plan, as far as the limits of weeks allow.
    #[default]
    AsToday,
    /// The weeks are planned as well.
    ByWeek,
}

/// What to plan.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct PlanRequest {
    /// Today's plan: the pattern of each channel's weeks, and what the optimum is compared with.
    pub today: Scenario,
    /// What the plan must keep.
    pub limits: Limits,
    /// What it is for.
    pub aim: Aim,
    /// Whether it may move money between weeks.
    pub flighting: Flighting,
}

impl PlanRequest {
    /// The most of the mean outcome for a fixed budget, with bounds on each channel's total.
    pub fn of_totals(today: Scenario, budget: f64, bounds: &[Bounds]) -> Self {
        let limits = Limits::of_totals(budget, bounds);
        Self { today, limits, aim: Aim::default(), flighting: Flighting::default() }
    }
}

/// Which bound a channel's plan touches.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Binding {
    /// None: its marginal return equals that of the other free channels.
    Free,
    /// Its minimum.
    AtMinimum,
    /// Its maximum.
    AtMaximum,
}

/// One channel in the plan.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ChannelPlan {
    /// Its name.
    pub name: String,
    /// Today's total.
    pub today: f64,
    /// The planned total.
    pub planned: f64,
    /// Which bound it touches.
    pub binding: Binding,
    /// Outcome of today's total, over the weeks that count.
    pub today_response: Interval,
    /// Outcome of the planned total.
    pub planned_response: Interval,
    /// Outcome of the next unit at the planned total.
    pub marginal_return: Interval,
}

/// What a limit costs: by how much one unit more room would raise the aim's metric, in the mean.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Price {
    /// The limit that binds.
    pub limit: Limit,
    /// The gain of the first unit of room, in the aim's metric per unit of spend.
    pub per_unit: f64,
}

/// Why a plan is the best: where money could still be moved, its next unit brings the same everywhere.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Evidence {
    /// What the next unit of spend brings in the free channels, in the aim's metric and as the aim weighs risk.
    pub next_unit: Option<f64>,
    /// The largest relative difference of it between two free channels.
    pub spread: f64,
    /// How many channels are free.
    pub free: usize,
    /// What binding limits cost, the dearest first.
    pub prices: Vec<Price>,
}

/// The optimum.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Plan {
    /// Spend and assumptions, week by week.
    pub scenario: Scenario,
    /// One entry a channel.
    pub channels: Vec<ChannelPlan>,
    /// Outcome of all planned spend.
    pub planned_response: Interval,
    /// Outcome of all of today's spend.
    pub today_response: Interval,
    /// What the plan brings more than today's, in the outcome's unit.
    pub uplift: Interval,
    /// Probability that it brings more than today's, in the aim's metric.
    pub probability_better: f64,
    /// What the plan brings more than today's, in the aim's metric.
    #[serde(default)]
    pub gain: Interval,
    /// Why it is the best.
    #[serde(default)]
    pub evidence: Evidence,
}

//! Plan and Forecast: horizon, budget, limits, optimum, goal.

use crate::state::app_state::AppState;
use crate::state::plan_draft::SpendChoice;
use engine::plan::Bounds;

impl AppState {
    /// Plans this many weeks; budget and limits go back to today's.
    pub fn set_horizon(self, _weeks: usize) {}

    /// Sets the budget to be handed out over the horizon.
    pub fn set_budget(self, _budget: f64) {}

    /// Sets the least and the most that a channel, named by its place, may get over the horizon.
    pub fn set_bounds(self, _channel: usize, _bounds: Bounds) {}

    /// Assumes a value of a driver, named by its place, in one week of the horizon, counted from 0.
    pub fn set_assumption(self, _driver: usize, _week: usize, _value: f64) {}

    /// Puts horizon, budget, limits and assumptions back to today's. Can be undone.
    pub fn reset_plan(self) {}

    /// Seeks the split of the budget that brings the most, and chooses it.
    pub fn optimise(self) {}

    /// Chooses which spend the forecast and the commitment are for.
    pub fn choose_spend(self, _choice: SpendChoice) {}

    /// Sets the total to be reached over the horizon.
    pub fn set_goal(self, _goal: Option<f64>) {}
}

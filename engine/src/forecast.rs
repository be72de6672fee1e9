//! Forecasts: what a scenario brings, as draws, and the probability of a goal.
//!
//! Uncertain are the parameters, the weekly noise and the trend, whose slope may go on changing at the spacing of the
//! knots and with the standard deviation learned from the past. Price, promotion, events and controls are as the
//! scenario assumes them.

mod fan;
mod goal;
mod project;

pub use fan::{Fan, LEVELS, fan};
pub use goal::{GoalOutlook, goal_outlook};
pub use project::{Forecast, ProjectedDraws, forecast, project};

//! Forecasts: what a scenario brings, as draws; goals and how likely they are; and how good the forecasts were.
//!
//! Uncertain are the parameters, the weekly noise, the trend, whose slope may go on changing at the spacing of the
//! knots and with the standard deviation learned from the past, and those assumptions about prices, promotions, events,
//! controls and activities that the scenario marks as uncertain. Formulas and figures: `docs/method/forecast.md`.

mod assumptions;
mod backtest;
mod course;
mod crps;
mod fan;
mod goal;
mod history;
mod project;
mod quantiles;
mod record;
mod requirement;
mod score;
mod seasonal_naive;
mod spread;

pub use assumptions::{AssumedRow, assumed_rows, doubted, usually_doubted};
pub use backtest::{Origin, happened, origins};
pub use crps::crps_of_draws;
pub use fan::{FINE_LEVELS, Fan, LEVELS, fan};
pub use goal::{GoalOutlook, goal_outlook};
pub use history::{Goal, GoalMoment, GoalUnit, goal_history};
pub use project::{Forecast, GeographyFan, ProjectedDraws, forecast, project};
pub use quantiles::QuantileCurve;
pub use record::{Margin, Record};
pub use requirement::{Condition, Piece, Requirement, requirement};
pub use score::{PIT_BINS, Scores, TotalScore, score};
pub use seasonal_naive::seasonal_naive;
pub use spread::Spread;

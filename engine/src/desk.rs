//! The planning desk: plans and forecasts together, draw by draw. What scenarios are worth beside each other, the best
//! plan for a goal, and what lifts its probability.

mod best;
mod compare;
mod lift;
mod view;

pub use best::best_plan;
pub use compare::{Compared, Desk, Difference, Question, Worth};
pub use lift::{Lift, LiftRequest, lift};

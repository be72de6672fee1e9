//! The planning desk: what scenarios are worth beside each other, thousands of allocations, room for more, and what
//! lifts the probability of a goal. Plans and forecasts together, draw by draw.

mod cloud;
mod compare;
mod headroom;
mod lift;

pub use cloud::{Cloud, CloudRequest, Spot, cloud};
pub use compare::{Compared, Difference, Question, Worth, compare};
pub use headroom::{Headroom, headroom};
pub use lift::{Lift, LiftRequest, lift};

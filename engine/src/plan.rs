//! Planning: where the next quarter's budget brings the most, over all draws of the posterior, under limits.
//!
//! A request says what a plan must keep ([`Limits`]) and what it is for ([`Aim`]); `resolve` makes a tree of room of the
//! limits, `surface` tables what each channel's total brings, `split` finds the best totals, `flight` the best weeks,
//! `judge` the exact figures over all draws, and `evidence` why it is the best.

mod aim;
mod cloud;
mod error;
mod evidence;
mod flight;
mod headroom;
mod judge;
mod lead;
mod limits;
mod media;
mod objective;
mod optimum;
mod path;
mod request;
mod resolve;
mod scenario;
mod search;
mod split;
mod surface;
mod together;

pub use aim::{Aim, Economics, Metric, Reach, Risk};
pub use cloud::{Cloud, CloudRequest, Spot, cloud};
pub use error::{Conflict, Limit, PlanError};
pub use headroom::{Headroom, headroom};
pub use lead::{Lead, MAX_LEAD_WEEKS};
pub use limits::{Bounds, Change, ChannelLimits, GroupLimits, Limits, Total, Until, WeekRule};
pub use media::TAIL_WEEKS;
pub(crate) use media::{Media, Room};
pub(crate) use optimum::media_totals;
pub use optimum::{appraise, most_budget, optimise, optimise_with};
pub use request::{Binding, ChannelPlan, Evidence, Flighting, Plan, PlanRequest, Price};
pub use scenario::Scenario;
pub(crate) use scenario::organic;

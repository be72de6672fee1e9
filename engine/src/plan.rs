//! Planning: where the next quarter's budget brings the most, over all draws of the posterior.

mod allocate;
mod multiplied;
mod optimum;
mod response;
mod scenario;

pub use allocate::{Bounds, allocate};
pub use optimum::{Binding, ChannelPlan, Plan, PlanError, PlanRequest, optimise};
pub use response::{PlannedResponse, TAIL_WEEKS};
pub use scenario::Scenario;
pub(crate) use scenario::organic;

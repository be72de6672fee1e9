//! Reconciliation: what happened against what was committed, step by step, adding up exactly.
//!
//! forecast + execution + environment + learning + unexplained = actual, where
//! - execution: what the old posterior makes of the actual against the planned spend, channel by channel;
//! - environment: what it makes of the actual against the assumed drivers, driver by driver;
//! - learning: the new posterior less the old, both at what really happened, by channel and for the base;
//! - unexplained: what even the new posterior did not expect. Without a new posterior, learning is still in here.
//!
//! Means add up by construction: the base's learning and the unexplained part are differences of means.

mod bridge;
mod flags;

pub use bridge::{Cause, ReconcileError, Reconciliation, Step, reconcile};
pub use flags::{Flag, chance_of_at_least, flags};

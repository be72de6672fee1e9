//! From spend to response: carry-over in time and saturation, in either order.
//!
//! Each family is an enum with one line per member and one file per member; a new member is one file, one line and one
//! reference test. Each offers the value and, for the sampler, the slopes by its parameters.

pub mod carryover;
pub mod frequency;
pub mod response;
pub mod saturation;

//! Sextant's statistics: pure functions from data to draws, plans, forecasts and reconciliations.
//!
//! No browser, clock, thread, console, file or global random state: seeds and dates are arguments, long work takes a
//! callback that can stop it. Data flows one way, in the order of the modules below.

pub mod calendar;
pub mod ingest;
pub mod math;
pub mod panel;
pub mod random;
pub mod sampler;
pub mod transforms;

//! Sextant's statistics: pure functions from data to draws, plans, forecasts and reconciliations.
//!
//! No browser, clock, thread, console, file or global random state: seeds and dates are arguments, long work takes a
//! callback that can stop it. Data flows one way, in the order of the modules below: a module uses those above it.

// Blank lines keep the order, which formatting would sort.
pub mod math;

pub mod random;

pub mod calendar;

pub mod panel;

pub mod quality;

pub mod ingest;

pub mod tabular;

pub mod exports;

pub mod taxonomy;

pub mod money;

pub mod finance;

pub mod dataset;

pub mod transforms;

pub mod sampler;

pub mod model;

pub mod posterior;

pub mod plan;

pub mod forecast;

pub mod desk;

pub mod plan_file;

pub mod reconcile;

pub mod simulate;

//! What a person can do: one method for each intention, in one file for each part of the loop.

mod data;
mod fit;
mod ledger;
mod model;
mod opening;
mod plan;
mod workspace;

pub use data::RepairChoice;

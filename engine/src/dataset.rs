//! The data set: sources, taxonomy, money and calendar put together into one panel of which every cell can be traced.
//!
//! ```text
//! Log of events --fold--> State --with the sources' tallies--> Frame --flow, day by day--> cells --> Panel
//!                                                                       '--> origins of one cell, on demand
//! ```
//!
//! The state is nothing but the fold of an append-only log, so that undoing an event is the same as never having had
//! it. Amounts are whole millionths until the panel's last step: the order of files and rows cannot matter, and origins
//! add up to their cell. See docs/method/dataset.md.

mod audit;
mod build;
mod checks;
mod days;
mod event;
mod flow;
mod frame;
mod issue;
mod ledger;
mod lineage;
mod log;
mod overlap;
mod overview;
mod propose;
mod regions;
mod repair;
mod settings;
mod source;
mod spread;
mod window;

pub use audit::audit_csv;
pub(crate) use audit::inert;
pub use build::{BuildError, Built, build};
pub use checks::{Check, CheckId, CheckKind, Evidence, Score, check_sources, score};
pub use event::{Entry, Event};
pub use frame::Column;
pub use issue::{Issue, days_in_words};
pub use ledger::{ledger_parts, profit_by_week};
pub use lineage::{Cell, Lineage, Origin, lineage};
pub use log::{Log, LogError, State};
pub use overlap::{DayChange, Restatement, SharedCampaign, restatements, shared_campaigns};
pub use overview::{Overview, overview};
pub use propose::{Proposal, drivers_seen, lifespans, propose, spend_seen};
pub use repair::{Repair, RepairId, Scope};
pub use settings::{ChannelGrain, OutcomeDefinition, OutcomeMeasure, Returns, Settings, TaxState};
pub use source::{Cadence, Lateness, Source, SourceId};
pub use spread::share_of_day;
pub use window::{Edge, PartialWeek};

use crate::exports::Tally;
use std::collections::BTreeMap;

/// The tallies of all sources that were ever imported.
pub type Tallies = BTreeMap<SourceId, Tally>;

#[cfg(test)]
mod properties;

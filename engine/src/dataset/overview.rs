//! All that the sources come to, of one look at them: what each of the functions beside this one says alone.
//!
//! Sources are made ready once (repairs, days, which export counts), and names are placed once.

use super::Tallies;
use super::build::{Built, build_in};
use super::checks::{Check, check_lanes};
use super::frame::{Asked, Frame, rates};
use super::ledger::{parts_in, profit_in};
use super::log::State;
use super::overlap::{Restatement, SharedCampaign, restated, shared_in};
use super::propose::{lifespans_in, spend_in};
use crate::finance::{Part, Profit};
use crate::taxonomy::{Lifespan, Seen};
use jiff::civil::Date;

/// What the sources come to.
#[derive(Clone, Debug, PartialEq)]
pub struct Overview {
    /// As [`build`](super::build).
    pub built: Built,
    /// As [`spend_seen`](super::spend_seen).
    pub seen: Vec<Seen>,
    /// As [`check_sources`](super::check_sources).
    pub checks: Vec<Check>,
    /// As [`lifespans`](super::lifespans).
    pub lifespans: Vec<Lifespan>,
    /// As [`restatements`](super::restatements).
    pub restatements: Vec<Restatement>,
    /// As [`shared_campaigns`](super::shared_campaigns).
    pub shared: Vec<SharedCampaign>,
    /// As [`ledger_parts`](super::ledger_parts); none where the ledger is empty.
    pub parts: Vec<Part>,
    /// As [`profit_by_week`](super::profit_by_week).
    pub profit: Vec<(Date, Profit)>,
}

/// Looks at the sources of a state; `today` decides what is late.
pub fn overview(state: &State, tallies: &Tallies, today: Date) -> Overview {
    let lanes = Frame::lanes_only(state, tallies);
    let (restatements, shared) = (restated(state, &lanes), shared_in(state, &lanes));
    let checks = check_lanes(state, &lanes, (&restatements, &shared), today);
    let lifespans = lifespans_in(&lanes);
    let frame = Frame::of_lanes(state, lanes, rates(state, tallies), &Asked::All);
    Overview {
        built: build_in(&frame),
        checks,
        lifespans,
        restatements,
        shared,
        parts: if state.ledger.is_empty() { vec![] } else { parts_in(&frame) },
        profit: profit_in(&frame),
        seen: spend_in(frame),
    }
}

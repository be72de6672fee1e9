//! Diminishing returns: where each channel stands, and up to where its next unit of spend pays for itself.

use crate::math::Interval;
use serde::{Deserialize, Serialize};

/// One channel's room.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Headroom {
    /// Its name.
    pub name: String,
    /// Today's total over the horizon.
    pub today: f64,
    /// What today's spend brings, in the aim's metric before spend.
    pub value: Interval,
    /// What the next unit brings today, in the aim's metric before spend.
    pub next_unit: Interval,
    /// The total from which the next unit brings less than it costs.
    pub pays_until: Interval,
    /// Share of draws in which even the most that was looked at pays for itself (there `pays_until` is that most).
    pub beyond: f64,
    /// The largest total over as many weeks that was ever spent: beyond it, figures are extrapolated.
    pub observed: f64,
    /// The curve: totals.
    pub totals: Vec<f64>,
    /// The curve: what each total brings.
    pub curve: Vec<Interval>,
}

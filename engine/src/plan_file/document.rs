//! What leaves with a plan: the plan, what was asked of it, and by whom and when it was written.

use crate::panel::Panel;
use crate::plan::{Plan, PlanRequest, Scenario};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// The names of a plan's rows, in the order of the fit.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Names {
    /// The channels.
    pub channels: Vec<String>,
    /// Whether money is spent on each.
    pub is_paid: Vec<bool>,
    /// The drivers.
    pub drivers: Vec<String>,
}

/// When and by what a file was written, and what its figures are in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Made {
    /// The version of the program.
    pub version: String,
    /// The day.
    pub day: Date,
    /// The currency of all amounts, by its code.
    pub currency: String,
    /// What the outcome is called.
    pub outcome: String,
    /// Tells which data the fit has seen.
    pub data_hash: String,
}

/// A plan with all that its files say.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct PlanDocument {
    /// What it is called.
    pub name: String,
    /// When and by what it is written.
    pub made: Made,
    /// The names of its rows.
    pub names: Names,
    /// What is planned: spend and assumptions.
    pub scenario: Scenario,
    /// Today's plan, the limits and the aim.
    pub request: PlanRequest,
    /// What it brings, where it was sought.
    pub plan: Option<Plan>,
}

impl Names {
    /// The names of a panel.
    pub fn of(panel: &Panel) -> Self {
        Self {
            channels: panel.channels().iter().map(|c| c.name.clone()).collect(),
            is_paid: panel.channels().iter().map(crate::panel::Channel::is_paid).collect(),
            drivers: panel.drivers().iter().map(|d| d.name.clone()).collect(),
        }
    }

    /// The channels of one kind, with their places.
    pub(super) fn of_kind(&self, paid: Paid) -> impl Iterator<Item = (usize, &String)> {
        let is_it = move |c: usize| self.is_paid.get(c).copied().unwrap_or(true) == (paid == Paid::Yes);
        self.channels.iter().enumerate().filter(move |(c, _)| is_it(*c))
    }
}

/// Whether money is spent on a channel.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Paid {
    /// It is.
    Yes,
    /// It is not: its activity is assumed.
    No,
}

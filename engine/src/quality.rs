//! Before any fit: how much this data can say, and what stands in the way.
//!
//! Each check is a file that looks at the panel and gives [`Remark`]s: a [`Concern`] with its evidence in numbers and how
//! much it matters. From them each channel gets a [`Standing`]. Thresholds stand in the checks, each with its source;
//! none of them refuses anything, since a prior can stand in for what the data do not say. What is looked at is linear
//! and without carry-over: a first look, quick enough for every change of the data, not the model.

mod active_weeks;
mod cells;
mod collinearity;
mod demand;
mod design;
mod history;
mod least_squares;
mod outliers;
mod precision;
mod share;
mod variation;

pub use active_weeks::FEW_ACTIVE_WEEKS;
pub use cells::{CELLS_DIRECTIONAL, CELLS_TOO_FEW};
pub use collinearity::Partner;
pub use demand::FOLLOWS_CORRELATION;
pub use history::{FULL_HISTORY_WEEKS, TWO_SEASONS_WEEKS};
pub use precision::SIGNAL_WELL;

use crate::panel::Panel;
use design::Design;
use jiff::civil::Date;
use least_squares::LeastSquares;
use serde::{Deserialize, Serialize};

/// How much a concern matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Severity {
    /// Good to know.
    Note,
    /// Results are to be read with care.
    Caution,
    /// The data say little or nothing here.
    Serious,
}

/// What stands in the way, with its evidence.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Concern {
    /// Few weeks for each thing that is to be learned.
    FewCells {
        /// Weeks.
        weeks: usize,
        /// What is to be learned from them.
        parameters: usize,
    },
    /// Too short a history for the season.
    ShortHistory {
        /// Weeks.
        weeks: usize,
    },
    /// Weeks whose outcome lies far from all others, once trend, season, drivers and spend are allowed for.
    Outliers {
        /// The weeks, the furthest first.
        weeks: Vec<Date>,
    },
    /// A channel's spend moves with the others, with drivers, with trend or season.
    Collinear {
        /// Variance inflation factor; 1 where the spend moves alone.
        vif: f64,
        /// The column with which it moves most, and their correlation.
        with: Option<(Partner, f64)>,
    },
    /// A channel's spend hardly varies.
    HardlyVaries {
        /// Standard deviation of its weekly spend over its mean.
        variation: f64,
    },
    /// A channel with a small part of the spend.
    SmallShare {
        /// Its part.
        share: f64,
    },
    /// A channel that was on in few weeks.
    FewActiveWeeks {
        /// The weeks with spend.
        weeks: usize,
    },
    /// A channel whose spend follows demand.
    FollowsDemand {
        /// Correlation of its spend with trend, season and drivers as the outcome has them.
        correlation: f64,
    },
    /// A usual effect of the channel would hardly stand out from the noise.
    Faint {
        /// The usual effect in standard errors.
        signal: f64,
    },
}

/// A concern, about the whole or a channel.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Remark {
    /// The channel's place in the panel; none for the whole.
    pub channel: Option<usize>,
    /// What, with its evidence.
    pub concern: Concern,
    /// How much it matters.
    pub severity: Severity,
}

/// What the data can say about a channel.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Standing {
    /// Next to nothing: the result will rest on its prior.
    OnPrior,
    /// Something.
    Partly,
    /// Enough to tell its effect from nothing.
    Well,
}

/// How much the data can say.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Verdict {
    /// What stands in the way, what matters most first.
    pub remarks: Vec<Remark>,
    /// What can be said of each channel.
    pub standings: Vec<Standing>,
    /// Each channel's usual effect in standard errors, on which its standing rests.
    pub signals: Vec<f64>,
}

/// What all checks look at.
struct Look<'a> {
    panel: &'a Panel,
    /// Level, trend, season, drivers and spend, week by week.
    design: Design,
    /// The outcome explained by them; none where there are too few weeks for it.
    explained: Option<LeastSquares>,
}

/// The checks, in the order in which their remarks are read where they matter alike. One file each.
const CHECKS: [fn(&Look<'_>) -> Vec<Remark>; 9] = [
    history::check,
    cells::check,
    precision::check,
    collinearity::check,
    demand::check,
    variation::check,
    active_weeks::check,
    share::check,
    outliers::check,
];

impl Verdict {
    /// Looks at a panel.
    pub fn on(panel: &Panel) -> Self {
        let design = Design::of(panel);
        let explained = LeastSquares::fit(&design.columns(), panel.outcome());
        let look = Look { panel, design, explained };
        let mut remarks: Vec<Remark> = CHECKS.iter().flat_map(|check| check(&look)).collect();
        remarks.sort_by_key(|remark| std::cmp::Reverse(remark.severity));
        let standings = (0..panel.channels().len()).map(|c| standing(&look, c, &remarks)).collect();
        let signals = (0..panel.channels().len()).map(|c| precision::signal(&look, c)).collect();
        Self { remarks, standings, signals }
    }

    /// The remarks about one channel.
    pub fn about(&self, channel: usize) -> impl Iterator<Item = &Remark> {
        self.remarks.iter().filter(move |remark| remark.channel == Some(channel))
    }

    /// The remarks about the whole.
    pub fn about_all(&self) -> impl Iterator<Item = &Remark> {
        self.remarks.iter().filter(|remark| remark.channel.is_none())
    }
}

/// By the signal, and at most `Partly` where something serious is the matter with the channel: a spend that follows
/// demand gives a precise figure that is wrong.
fn standing(look: &Look<'_>, channel: usize, remarks: &[Remark]) -> Standing {
    let by_signal = precision::standing(look, channel);
    let is_serious = |remark: &Remark| remark.channel == Some(channel) && remark.severity == Severity::Serious;
    if remarks.iter().any(is_serious) { by_signal.min(Standing::Partly) } else { by_signal }
}

impl Remark {
    fn on_all(severity: Severity, concern: Concern) -> Self {
        Self { channel: None, concern, severity }
    }

    fn on_channel(channel: usize, severity: Severity, concern: Concern) -> Self {
        Self { channel: Some(channel), concern, severity }
    }
}

/// How much a value matters that is worse the smaller it is; none at or above `note`.
fn by_low(value: f64, serious: f64, caution: f64, note: f64) -> Option<Severity> {
    match value {
        v if v < serious => Some(Severity::Serious),
        v if v < caution => Some(Severity::Caution),
        v if v < note => Some(Severity::Note),
        _ => None,
    }
}

#[cfg(test)]
mod tests;

//! The specification of a model: every choice and every prior, in the user's units, so that it can be shown, edited,
//! kept with the fit and used again on later data without any number changing its meaning.

use super::prior::{LogNormal, LogitNormal, Normal};
use crate::panel::{DriverKind, Panel};
use crate::transforms::saturation::Saturation;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use std::fmt;

/// A whole model.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ModelSpec {
    /// The paid channels, in the panel's order.
    pub channels: Vec<ChannelSpec>,
    /// What channels without a return prior of their own share.
    pub pool: ReturnPool,
    /// Everything that is not media.
    pub baseline: BaselineSpec,
    /// Standard deviation of the weekly noise, in the outcome's unit.
    pub noise: LogNormal,
}

/// One paid channel.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ChannelSpec {
    /// The panel's channel.
    pub name: String,
    /// The family of the saturation curve.
    pub saturation: Saturation,
    /// Outcome per unit of spend, over the observed weeks.
    pub return_prior: ReturnPrior,
    /// Share of the effect carried into the next week.
    pub retention: LogitNormal,
    /// Spend a week, after carry-over, that brings half of the maximum.
    pub half_saturation: LogNormal,
    /// Exponent of a Hill curve.
    pub shape: LogNormal,
}

/// Where a channel's return prior comes from.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub enum ReturnPrior {
    /// From the overall return, which is learned from all channels together.
    Pooled,
    /// Its own, for example from a lift test.
    Own(LogNormal),
}

/// Returns that share an overall return: ln return_c ~ N(ln overall, between^2), ln overall ~ N(ln median, spread^2).
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct ReturnPool {
    /// The overall return, in outcome per unit of spend.
    pub overall: LogNormal,
    /// Standard deviation of the logarithm between channels; positive.
    pub between: f64,
}

impl ReturnPool {
    /// The prior of one channel's return when nothing is known of the others.
    pub fn channel(&self) -> LogNormal {
        let spread = (self.overall.spread * self.overall.spread + self.between * self.between).sqrt();
        LogNormal { median: self.overall.median, spread }
    }

    /// Prior correlation between two channels' log returns.
    pub fn correlation(&self) -> f64 {
        let shared = self.overall.spread * self.overall.spread;
        shared / (shared + self.between * self.between)
    }
}

/// Level, trend, season and drivers.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct BaselineSpec {
    /// The week from which the trend counts.
    pub first_week: Date,
    /// The week, counted from the first, at which the level is stated.
    pub centre: f64,
    /// Outcome a week without media, season and drivers, at the centre.
    pub level: Normal,
    /// Its change in a year.
    pub slope: Normal,
    /// Weeks, counted from the first, after which the slope may change.
    pub knots: Vec<usize>,
    /// Weeks between knots, also after the last one, where forecasts allow for further changes.
    pub knot_spacing: usize,
    /// Standard deviation of the changes of slope, per year: learned.
    pub slope_change: LogNormal,
    /// Pairs of sine and cosine in the yearly season.
    pub season_pairs: usize,
    /// Standard deviation of the first pair's coefficients, the p-th pair's being p^2 times smaller: learned.
    pub season: LogNormal,
    /// The drivers, in the panel's order.
    pub drivers: Vec<DriverSpec>,
    /// Standard deviation of the drivers' effects per `unit`: learned.
    pub driver: LogNormal,
}

/// One driver.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct DriverSpec {
    /// The panel's driver.
    pub name: String,
    /// What it is.
    pub kind: DriverKind,
    /// The value at which it counts as having no effect, in its own unit.
    pub reference: f64,
    /// The difference to which its prior refers, in its own unit; positive.
    pub unit: f64,
}

/// Why a specification cannot be fitted to a panel.
#[derive(Clone, Debug, PartialEq)]
pub enum SpecError {
    /// The panel's channels or drivers are not those of the specification.
    Columns {
        /// What the specification names, in order.
        expected: Vec<String>,
        /// What the panel has, in order.
        found: Vec<String>,
    },
    /// A prior has a median, range or spread that cannot be used.
    Prior {
        /// Whose prior.
        of: String,
    },
    /// There is nothing to explain: the outcome never differs from zero.
    FlatOutcome,
}

impl fmt::Display for SpecError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Columns { expected, found } => {
                write!(f, "The model was set up for the columns {expected:?}, the data have {found:?}.")
            }
            Self::Prior { of } => write!(f, "The prior of {of} needs a range from a smaller to a larger number."),
            Self::FlatOutcome => write!(f, "The outcome is zero in every week; choose another column."),
        }
    }
}

impl std::error::Error for SpecError {}

impl ModelSpec {
    /// The return prior that holds for channel `c` on its own.
    pub fn return_of(&self, c: usize) -> LogNormal {
        match self.channels[c].return_prior {
            ReturnPrior::Pooled => self.pool.channel(),
            ReturnPrior::Own(prior) => prior,
        }
    }

    /// Checks that the specification can be fitted to `panel`.
    ///
    /// # Errors
    /// The first of [`SpecError`]'s cases that applies.
    pub fn check(&self, panel: &Panel) -> Result<(), SpecError> {
        self.check_columns(panel)?;
        self.check_priors()?;
        if panel.outcome().iter().all(|y| *y == 0.0) {
            return Err(SpecError::FlatOutcome);
        }
        Ok(())
    }

    fn check_columns(&self, panel: &Panel) -> Result<(), SpecError> {
        let channels = self.channels.iter().map(|c| c.name.clone());
        let expected: Vec<String> = channels.chain(self.baseline.drivers.iter().map(|d| d.name.clone())).collect();
        let channels = panel.channels().iter().map(|c| c.name.clone());
        let found: Vec<String> = channels.chain(panel.drivers().iter().map(|d| d.name.clone())).collect();
        if expected == found { Ok(()) } else { Err(SpecError::Columns { expected, found }) }
    }

    fn check_priors(&self) -> Result<(), SpecError> {
        let b = &self.baseline;
        let mut all = vec![
            ("the noise", self.noise.is_proper()),
            ("the overall return", self.pool.overall.is_proper() && self.pool.between > 0.0),
            ("the level", b.level.is_proper()),
            ("the slope", b.slope.is_proper()),
            ("changes of the trend", b.slope_change.is_proper()),
            ("the season", b.season.is_proper()),
            ("the drivers", b.driver.is_proper() && b.drivers.iter().all(|d| d.unit > 0.0)),
        ];
        for c in &self.channels {
            let own = match c.return_prior {
                ReturnPrior::Pooled => true,
                ReturnPrior::Own(prior) => prior.is_proper(),
            };
            let proper = own && c.retention.is_proper() && c.half_saturation.is_proper() && c.shape.is_proper();
            all.push((&c.name, proper));
        }
        match all.into_iter().find(|(_, proper)| !proper) {
            Some((of, _)) => Err(SpecError::Prior { of: of.to_owned() }),
            None => Ok(()),
        }
    }
}

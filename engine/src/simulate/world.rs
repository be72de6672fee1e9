//! A world: everything that makes the outcome, week by week, so that what really happened is known.

use crate::calendar::add_weeks;
use crate::panel::{Channel, Driver, DriverKind, OutcomeKind, Panel, PanelError, PanelParts};
use crate::transforms::carryover::geometric;
use crate::transforms::saturation::{Curve, Saturation};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// A channel that works in a known way.
#[derive(Clone, Debug, PartialEq)]
pub struct WorldChannel {
    /// Its name.
    pub name: String,
    /// Spend a week.
    pub spend: Vec<f64>,
    /// Share carried into the next week.
    pub retention: f64,
    /// The family of its curve.
    pub saturation: Saturation,
    /// Half-saturation (spend a week) and shape.
    pub curve: Curve,
    /// Outcome a week at full saturation.
    pub effect: f64,
}

/// A driver with a known effect.
#[derive(Clone, Debug, PartialEq)]
pub struct WorldDriver {
    /// Its name.
    pub name: String,
    /// What it is.
    pub kind: DriverKind,
    /// Its value a week.
    pub value: Vec<f64>,
    /// The value without effect.
    pub reference: f64,
    /// Outcome per unit of difference from the reference.
    pub effect: f64,
}

/// A world. All series have the length of `base`.
#[derive(Clone, Debug, PartialEq)]
pub struct World {
    /// First day of the first week.
    pub first_week: Date,
    /// The outcome's name.
    pub outcome_name: String,
    /// The channels.
    pub channels: Vec<WorldChannel>,
    /// The drivers.
    pub drivers: Vec<WorldDriver>,
    /// Level, trend and season a week.
    pub base: Vec<f64>,
    /// Noise a week.
    pub noise: Vec<f64>,
}

/// What really happened in one channel.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ChannelTruth {
    /// Its name.
    pub name: String,
    /// Contribution per unit of spend over the simulated weeks; 0 without spend.
    pub return_on_spend: f64,
    /// Share carried into the next week.
    pub retention: f64,
    /// Spend a week that brings half of the maximum.
    pub half_saturation: f64,
    /// Exponent of a Hill curve.
    pub shape: f64,
    /// Contribution a week.
    pub contribution_by_week: Vec<f64>,
}

/// What really happened.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Truth {
    /// One entry a channel.
    pub channels: Vec<ChannelTruth>,
    /// Level, trend, season and drivers a week.
    pub base_by_week: Vec<f64>,
}

/// Data and the truth behind them.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Simulated {
    /// What a team would see.
    pub panel: Panel,
    /// What it would not.
    pub truth: Truth,
}

impl World {
    /// Lets the first `weeks` weeks happen.
    ///
    /// # Errors
    /// [`PanelError`] where the world's series do not form a panel.
    pub fn simulate(&self, weeks: usize) -> Result<Simulated, PanelError> {
        let weeks = weeks.min(self.base.len());
        let channels: Vec<ChannelTruth> = self.channels.iter().map(|c| c.happen(weeks)).collect();
        let mut base = self.base[..weeks].to_vec();
        for d in &self.drivers {
            base.iter_mut().zip(&d.value).for_each(|(b, x)| *b += d.effect * (x - d.reference));
        }
        let media = |t: usize| channels.iter().map(|c| c.contribution_by_week[t]).sum::<f64>();
        let outcome = (0..weeks).map(|t| base[t] + media(t) + self.noise[t]).collect();
        let panel = Panel::new(PanelParts {
            weeks: (0..weeks).map(|t| add_weeks(self.first_week, t as i64)).collect(),
            outcome_name: self.outcome_name.clone(),
            outcome_kind: OutcomeKind::Money,
            outcome,
            channels: self.channels.iter().map(|c| c.observed(weeks)).collect(),
            drivers: self.drivers.iter().map(|d| d.observed(weeks)).collect(),
            regions: vec![],
        })?;
        Ok(Simulated { panel, truth: Truth { channels, base_by_week: base } })
    }
}

impl WorldChannel {
    fn happen(&self, weeks: usize) -> ChannelTruth {
        let mut contribution = vec![0.0; weeks];
        geometric(&self.spend[..weeks], self.retention, &mut contribution);
        self.saturation.respond(self.curve, &mut contribution);
        contribution.iter_mut().for_each(|h| *h *= self.effect);
        let (total, spend): (f64, f64) = (contribution.iter().sum(), self.spend[..weeks].iter().sum());
        ChannelTruth {
            name: self.name.clone(),
            return_on_spend: if spend > 0.0 { total / spend } else { 0.0 },
            retention: self.retention,
            half_saturation: self.curve.half_saturation,
            shape: self.curve.shape,
            contribution_by_week: contribution,
        }
    }

    /// Sets the effect so that the channel brings `return_on_spend` over its first `weeks` weeks.
    pub(super) fn scale_to_return(&mut self, return_on_spend: f64, weeks: usize) {
        self.effect = 1.0;
        let truth = self.happen(weeks);
        self.effect = if truth.return_on_spend > 0.0 { return_on_spend / truth.return_on_spend } else { 0.0 };
    }

    fn observed(&self, weeks: usize) -> Channel {
        Channel::new(&self.name, self.spend[..weeks].to_vec())
    }
}

impl WorldDriver {
    fn observed(&self, weeks: usize) -> Driver {
        Driver { name: self.name.clone(), kind: self.kind, value_by_week: self.value[..weeks].to_vec() }
    }
}

//! The specification of a model: every choice and every prior, in the user's units, so that it can be shown, edited,
//! kept with the fit and used again on later data without any number changing its meaning.

use super::anchor::MARGINAL_WEEKS;
use super::outcome::OutcomeSpec;
use super::parameters::{ParameterKind, ParameterPrior};
use super::prior::{LogNormal, LogitNormal, Normal};
use crate::panel::{ChannelKind, DriverKind, Panel};
use crate::transforms::carryover::{Carryover, MOST_WINDOW_WEEKS};
use crate::transforms::response::{Families, Order};
use crate::transforms::saturation::Saturation;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use std::fmt;

/// A whole model.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ModelSpec {
    /// The channels, in the panel's order.
    pub channels: Vec<ChannelSpec>,
    /// What channels without a return prior of their own share.
    pub pool: ReturnPool,
    /// Everything that is not media.
    pub baseline: BaselineSpec,
    /// Standard deviation of the weekly noise, in the outcome's unit; relative where effects multiply, and the scale of
    /// Student's t.
    pub noise: LogNormal,
    /// How effects combine and weeks scatter.
    #[serde(default)]
    pub outcome: OutcomeSpec,
    /// How geographies differ; without it a panel of several is measured as one.
    #[serde(default)]
    pub geography: Option<GeographySpec>,
}

/// How geographies may differ from what they have in common; all three are learned.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct GeographySpec {
    /// Standard deviation of the level: outcome a week of a nation that behaves like the geography.
    pub level: LogNormal,
    /// Standard deviation of trend, season and drivers' effects, as a share of their common one.
    pub base: LogNormal,
    /// Standard deviation of the relative differences of a channel's effect.
    pub effect: LogNormal,
}

/// One channel: the families of its response, and a prior for every parameter that a family may have, so that none
/// is lost when another family is tried. What is absent from a text is as it was before there was a choice.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ChannelSpec {
    /// The panel's channel.
    pub name: String,
    /// The family of the carry-over.
    #[serde(default)]
    pub carryover: Carryover,
    /// Weeks over which a carry-over with a window works, the week of the spend among them.
    #[serde(default = "default_window_weeks")]
    pub window_weeks: usize,
    /// Whether spend is carried over first or saturates first.
    #[serde(default)]
    pub order: Order,
    /// The family of the saturation curve.
    pub saturation: Saturation,
    /// What its effect is stated by, and the prior of that.
    pub return_prior: ReturnPrior,
    /// Share of the effect left a week later.
    pub retention: LogitNormal,
    /// Weeks from the spend to the peak of a delayed carry-over.
    #[serde(default = "default_peak_weeks")]
    pub peak_weeks: LogNormal,
    /// Shape of a Weibull carry-over.
    #[serde(default = "default_carryover_shape")]
    pub carryover_shape: LogNormal,
    /// Spend a week, after carry-over where that comes first, that brings half of the maximum.
    pub half_saturation: LogNormal,
    /// Exponent of a Hill curve.
    pub shape: LogNormal,
    /// Exponent of a root.
    #[serde(default = "default_exponent")]
    pub exponent: LogitNormal,
    /// How it is measured: what half-saturation and elasticity refer to.
    #[serde(default)]
    pub kind: ChannelKind,
    /// What being reached so often does, for a channel of reach and frequency.
    #[serde(default)]
    pub frequency: Option<FrequencySpec>,
}

/// The curve of frequencies of a channel of reach and frequency.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct FrequencySpec {
    /// Contacts a person and week at which being reached counts half.
    pub half: LogNormal,
    /// Exponent of the curve.
    pub shape: LogNormal,
}

impl Default for FrequencySpec {
    /// Meridian's priors, .1 + log-normal (.7, .4) and log-normal (.7, .4), each as one log-normal.
    fn default() -> Self {
        Self { half: LogNormal { median: 2.1, spread: 0.38 }, shape: LogNormal { median: 2.0, spread: 0.4 } }
    }
}

/// A quarter, as in LightweightMMM.
pub(super) fn default_window_weeks() -> usize {
    13
}

/// One week, give or take a factor of 2.7.
pub(super) fn default_peak_weeks() -> LogNormal {
    LogNormal { median: 1.0, spread: 0.6 }
}

/// As geometric as not, give or take a factor of 2.3.
pub(super) fn default_carryover_shape() -> LogNormal {
    LogNormal { median: 1.0, spread: 0.5 }
}

/// The square root, 0.2 to 0.8.
pub(super) fn default_exponent() -> LogitNormal {
    LogitNormal { median: 0.5, spread: 0.85 }
}

impl ChannelSpec {
    /// The families of the response.
    pub fn families(&self) -> Families {
        Families { carryover: self.carryover, saturation: self.saturation, order: self.order }
    }

    /// Chooses other families; all priors stay.
    pub fn set_families(&mut self, families: Families) {
        let Families { carryover, saturation, order } = families;
        (self.carryover, self.saturation, self.order) = (carryover, saturation, order);
    }

    /// The parameters that the families have, with their priors: first the carry-over's, then the curve's, then those of
    /// the curve of frequencies.
    pub fn parameters(&self) -> Vec<(ParameterKind, ParameterPrior)> {
        use ParameterPrior::{Log, Logit};
        let (c, s) = (self.carryover, self.saturation);
        let all = [
            (c.has_retention(), ParameterKind::Retention, Logit(self.retention)),
            (c.has_peak(), ParameterKind::Peak, Log(self.peak_weeks)),
            (c.has_shape(), ParameterKind::CarryoverShape, Log(self.carryover_shape)),
            (s.has_half_saturation(), ParameterKind::HalfSaturation, Log(self.half_saturation)),
            (s.has_shape(), ParameterKind::Shape, Log(self.shape)),
            (s.has_exponent(), ParameterKind::Exponent, Logit(self.exponent)),
        ];
        let frequency = self.frequency.into_iter().flat_map(|f| {
            [(true, ParameterKind::FrequencyHalf, Log(f.half)), (true, ParameterKind::FrequencyShape, Log(f.shape))]
        });
        all.into_iter().chain(frequency).filter(|(has, ..)| *has).map(|(_, kind, prior)| (kind, prior)).collect()
    }
}

/// What a channel's effect is stated by, with the prior of that. The quantity itself is sampled and the effect solved
/// for, so that the prior is exactly the quantity's, whatever carry-over and saturation are.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub enum ReturnPrior {
    /// Its return, from the overall return, which is learned from all channels together.
    Pooled,
    /// Its return: its own, for example from a lift test.
    Own(LogNormal),
    /// The outcome of the next unit of spend, spread like the last year's.
    Marginal(LogNormal),
    /// The part of the outcome of all weeks that it brings.
    Share(LogitNormal),
    /// The outcome a week per unit of response: at full saturation, where the curve has a maximum.
    Coefficient(LogNormal),
    /// By how many per cent the outcome of all weeks changes for 1 % more spend (or activity) in all of them.
    Elasticity(LogNormal),
}

impl ReturnPrior {
    /// Whether it speaks of money that was spent on the channel.
    pub fn needs_spend(self) -> bool {
        matches!(self, Self::Pooled | Self::Own(_) | Self::Marginal(_))
    }
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
    /// In which direction it may work.
    #[serde(default)]
    pub sign: Sign,
}

/// In which direction a driver may work.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Sign {
    /// In either.
    #[default]
    Free,
    /// More of it never lowers the outcome.
    Positive,
    /// More of it never raises the outcome.
    Negative,
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
    /// A carry-over works over no week, or over too many.
    Window {
        /// Whose carry-over.
        channel: String,
    },
    /// Counts are to scatter around effects that add up, which may be expected below zero.
    CountsAddUp,
    /// Counts are expected, and a week's outcome is none, in the nation or in a geography.
    NotACount {
        /// The week.
        week: Date,
    },
    /// Effects are to multiply, and a week's outcome is not above zero.
    NotPositive {
        /// The week.
        week: Date,
    },
    /// There is nothing to explain: the outcome never differs from zero.
    FlatOutcome,
    /// The channel is measured in another way than the specification says.
    ChannelKind {
        /// Whose.
        channel: String,
    },
    /// A prior speaks of spend that there is not.
    NoSpend {
        /// Whose prior.
        channel: String,
    },
}

impl fmt::Display for SpecError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Columns { expected, found } => {
                write!(f, "The model was set up for the columns {expected:?}, the data have {found:?}.")
            }
            Self::Prior { of } => write!(f, "The prior of {of} needs a range from a smaller to a larger number."),
            Self::Window { channel } => {
                write!(f, "The carry-over of {channel} can last from 1 to {MOST_WINDOW_WEEKS} weeks.")
            }
            Self::ChannelKind { channel } => {
                write!(f, "{channel} is measured in another way than when the model was set up; set the model up anew.")
            }
            Self::NoSpend { channel } => {
                write!(
                    f,
                    "{channel} has no spend to which its prior could refer; state its share of the outcome instead."
                )
            }
            Self::CountsAddUp => write!(f, "Counts need effects that multiply; choose that, or another scatter."),
            Self::NotACount { week } => {
                write!(
                    f,
                    "The outcome of the week of {week} is not a whole number of zero or more; choose another scatter."
                )
            }
            Self::NotPositive { week } => write!(
                f,
                "The outcome of the week of {week} is not above zero, so its effects cannot multiply; let them add up, or \
                 choose counts."
            ),
            Self::FlatOutcome => write!(f, "The outcome is zero in every week; choose another column."),
        }
    }
}

impl std::error::Error for SpecError {}

impl ModelSpec {
    /// What the effect of channel `c` is stated by, and the prior that holds for that on its own.
    pub fn quantity_of(&self, c: usize) -> (ParameterKind, ParameterPrior) {
        use ParameterPrior::{Log, Logit};
        match self.channels[c].return_prior {
            ReturnPrior::Pooled => (ParameterKind::Return, Log(self.pool.channel())),
            ReturnPrior::Own(prior) => (ParameterKind::Return, Log(prior)),
            ReturnPrior::Marginal(prior) => (ParameterKind::MarginalReturn, Log(prior)),
            ReturnPrior::Share(prior) => (ParameterKind::ContributionShare, Logit(prior)),
            ReturnPrior::Coefficient(prior) => (ParameterKind::Coefficient, Log(prior)),
            ReturnPrior::Elasticity(prior) => (ParameterKind::Elasticity, Log(prior)),
        }
    }

    /// The sampled parameters of channel `c` with their priors, in the order of their coordinates; what its effect is
    /// stated by first.
    pub fn parameters_of(&self, c: usize) -> Vec<(ParameterKind, ParameterPrior)> {
        let mut all = vec![self.quantity_of(c)];
        all.extend(self.channels[c].parameters());
        all
    }

    /// Checks that the specification can be fitted to `panel`.
    ///
    /// # Errors
    /// The first of [`SpecError`]'s cases that applies.
    pub fn check(&self, panel: &Panel) -> Result<(), SpecError> {
        self.check_columns(panel)?;
        self.check_priors()?;
        let misfits = |c: &&ChannelSpec| !(1..=MOST_WINDOW_WEEKS).contains(&c.window_weeks);
        if let Some(c) = self.channels.iter().find(misfits) {
            return Err(SpecError::Window { channel: c.name.clone() });
        }
        if panel.outcome().iter().all(|y| *y == 0.0) {
            return Err(SpecError::FlatOutcome);
        }
        self.check_kinds(panel)?;
        self.check_outcome(panel)
    }

    fn check_kinds(&self, panel: &Panel) -> Result<(), SpecError> {
        for (spec, channel) in self.channels.iter().zip(panel.channels()) {
            let name = || channel.name.clone();
            if spec.kind != channel.kind() || spec.frequency.is_some() != channel.activity.frequency().is_some() {
                return Err(SpecError::ChannelKind { channel: name() });
            }
            let spend = &channel.spend_by_week;
            let recent = &spend[spend.len().saturating_sub(MARGINAL_WEEKS)..];
            let is_marginal = matches!(spec.return_prior, ReturnPrior::Marginal(_));
            let lacks_spend = !channel.is_paid() || is_marginal && recent.iter().all(|x| *x == 0.0);
            if spec.return_prior.needs_spend() && lacks_spend {
                return Err(SpecError::NoSpend { channel: name() });
            }
        }
        Ok(())
    }

    /// Checks that the specification names the columns of `panel`.
    pub(crate) fn check_columns(&self, panel: &Panel) -> Result<(), SpecError> {
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
            (
                "the differences between geographies",
                self.geography.iter().all(|g| [g.level, g.base, g.effect].iter().all(LogNormal::is_proper)),
            ),
            ("the drivers", b.driver.is_proper() && b.drivers.iter().all(|d| d.unit > 0.0)),
        ];
        for (i, c) in self.channels.iter().enumerate() {
            all.push((&c.name, self.parameters_of(i).iter().all(|(_, prior)| prior.is_proper())));
        }
        match all.into_iter().find(|(_, proper)| !proper) {
            Some((of, _)) => Err(SpecError::Prior { of: of.to_owned() }),
            None => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A channel as it was written before there was a choice of carry-over.
    const BEFORE: &str = r#"{"name":"tv","saturation":"Hill","return_prior":"Pooled",
        "retention":{"median":0.5,"spread":0.9},"half_saturation":{"median":100.0,"spread":0.8},
        "shape":{"median":1.0,"spread":0.4}}"#;

    fn kinds(carryover: Carryover, saturation: Saturation) -> Vec<ParameterKind> {
        let mut channel: ChannelSpec = serde_json::from_str(BEFORE).unwrap();
        (channel.carryover, channel.saturation) = (carryover, saturation);
        channel.parameters().into_iter().map(|(kind, _)| kind).collect()
    }

    #[test]
    fn older_texts_mean_what_they_meant() {
        let channel: ChannelSpec = serde_json::from_str(BEFORE).unwrap();
        assert_eq!(channel.families(), Families::default());
        assert_eq!(channel.window_weeks, 13);
        assert_eq!(
            (channel.return_prior, channel.kind, channel.frequency),
            (ReturnPrior::Pooled, ChannelKind::Spend, None)
        );
    }

    #[test]
    fn families_have_their_own_parameters_alone() {
        use ParameterKind::{CarryoverShape, Exponent, HalfSaturation, Peak, Retention, Shape};
        assert_eq!(kinds(Carryover::Geometric, Saturation::Hill), [Retention, HalfSaturation, Shape]);
        assert_eq!(kinds(Carryover::None, Saturation::Linear), []);
        assert_eq!(kinds(Carryover::Delayed, Saturation::Root), [Retention, Peak, Exponent]);
        assert_eq!(kinds(Carryover::WeibullPdf, Saturation::Logistic), [Retention, CarryoverShape, HalfSaturation]);
        assert_eq!(kinds(Carryover::Binomial, Saturation::MichaelisMenten), [Retention, HalfSaturation]);
    }
}

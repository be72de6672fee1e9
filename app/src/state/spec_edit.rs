//! Edits of the model: one change of one prior or one family, in the user's units.

use engine::model::{GeographySpec, Link, LogNormal, LogitNormal, ModelSpec, NoiseFamily, Normal, ReturnPrior, Sign};
use engine::transforms::carryover::Carryover;
use engine::transforms::response::Order;
use engine::transforms::saturation::Saturation;
use jiff::civil::Date;

/// One change of the model. Channels are named by their place in the panel.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum SpecEdit {
    /// What one channel's effect is stated by: its return, pooled or its own, or another quantity.
    Return(usize, ReturnPrior),
    /// The contacts a person at which being reached by one channel counts half.
    FrequencyHalf(usize, LogNormal),
    /// The exponent of one channel's curve of frequencies.
    FrequencyShape(usize, LogNormal),
    /// The family of one channel's carry-over.
    Carryover(usize, Carryover),
    /// Weeks over which a carry-over with an end works.
    WindowWeeks(usize, usize),
    /// Whether one channel's spend is carried over first or saturates first.
    Order(usize, Order),
    /// The share of one channel's effect left a week later.
    Retention(usize, LogitNormal),
    /// The weeks from one channel's spend to the peak of its effect.
    PeakWeeks(usize, LogNormal),
    /// The shape of one channel's Weibull carry-over.
    CarryoverShape(usize, LogNormal),
    /// The weekly spend that brings half of one channel's maximum.
    HalfSaturation(usize, LogNormal),
    /// The exponent of one channel's Hill curve.
    Shape(usize, LogNormal),
    /// The exponent of one channel's root.
    Exponent(usize, LogitNormal),
    /// The family of one channel's saturation curve.
    Saturation(usize, Saturation),
    /// The overall return that pooled channels share.
    OverallReturn(LogNormal),
    /// How much pooled channels differ: the standard deviation of the logarithm of their returns.
    BetweenChannels(f64),
    /// The outcome a week without media, season and drivers.
    Level(Normal),
    /// Its change in a year.
    Slope(Normal),
    /// How much the slope may change.
    SlopeChange(LogNormal),
    /// Pairs of sine and cosine in the yearly season.
    SeasonPairs(usize),
    /// The size of the season.
    Season(LogNormal),
    /// The size of the drivers' effects.
    Driver(LogNormal),
    /// The weekly noise.
    Noise(LogNormal),
    /// How effects combine, where a week brings about so much.
    Link(Link, f64),
    /// How weeks scatter, where a week brings about so much; counts bring effects that multiply.
    NoiseFamily(NoiseFamily, f64),
    /// The degrees of freedom of Student's t.
    Degrees(LogNormal),
    /// In which direction a driver may work; drivers are named by their place in the panel.
    Sign(usize, Sign),
    /// Weeks between the bends of the trend up to this week; `None`: it is straight.
    Knots(Option<usize>, Date),
    /// How much one thing differs between geographies.
    Between(GeographyScale, LogNormal),
}

/// What differs between geographies.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum GeographyScale {
    /// The level.
    Level,
    /// Trend, season and drivers' effects.
    Base,
    /// The channels' effects.
    Effect,
}

impl GeographyScale {
    fn of(self, geography: &mut GeographySpec) -> &mut LogNormal {
        match self {
            Self::Level => &mut geography.level,
            Self::Base => &mut geography.base,
            Self::Effect => &mut geography.effect,
        }
    }
}

impl SpecEdit {
    /// The edited model; the same where the edit names a channel that it does not have.
    pub fn apply(self, spec: &ModelSpec) -> ModelSpec {
        let mut spec = spec.clone();
        match self {
            Self::Return(c, prior) => with_channel(&mut spec, c, |c| c.return_prior = prior),
            Self::FrequencyHalf(c, prior) => with_frequency(&mut spec, c, |f| f.half = prior),
            Self::FrequencyShape(c, prior) => with_frequency(&mut spec, c, |f| f.shape = prior),
            Self::Carryover(c, family) => with_channel(&mut spec, c, |c| c.carryover = family),
            Self::WindowWeeks(c, weeks) => with_channel(&mut spec, c, |c| c.window_weeks = weeks),
            Self::Order(c, order) => with_channel(&mut spec, c, |c| c.order = order),
            Self::PeakWeeks(c, prior) => with_channel(&mut spec, c, |c| c.peak_weeks = prior),
            Self::CarryoverShape(c, prior) => with_channel(&mut spec, c, |c| c.carryover_shape = prior),
            Self::Exponent(c, prior) => with_channel(&mut spec, c, |c| c.exponent = prior),
            Self::Retention(c, prior) => with_channel(&mut spec, c, |c| c.retention = prior),
            Self::HalfSaturation(c, prior) => with_channel(&mut spec, c, |c| c.half_saturation = prior),
            Self::Shape(c, prior) => with_channel(&mut spec, c, |c| c.shape = prior),
            Self::Saturation(c, family) => with_channel(&mut spec, c, |c| c.saturation = family),
            Self::OverallReturn(prior) => spec.pool.overall = prior,
            Self::BetweenChannels(spread) => spec.pool.between = spread,
            Self::Level(prior) => spec.baseline.level = prior,
            Self::Slope(prior) => spec.baseline.slope = prior,
            Self::SlopeChange(prior) => spec.baseline.slope_change = prior,
            Self::SeasonPairs(pairs) => spec.baseline.season_pairs = pairs,
            Self::Season(prior) => spec.baseline.season = prior,
            Self::Driver(prior) => spec.baseline.driver = prior,
            Self::Noise(prior) => spec.noise = prior,
            Self::Link(link, mean_outcome) => {
                spec.set_link(link, mean_outcome);
                if link == Link::Identity && spec.outcome.noise == NoiseFamily::NegativeBinomial {
                    spec.outcome.noise = NoiseFamily::Normal;
                }
            }
            Self::NoiseFamily(noise, mean_outcome) => {
                spec.outcome.noise = noise;
                if noise == NoiseFamily::NegativeBinomial {
                    spec.set_link(Link::Log, mean_outcome);
                }
            }
            Self::Degrees(prior) => spec.outcome.degrees = prior,
            Self::Sign(i, sign) => {
                if let Some(driver) = spec.baseline.drivers.get_mut(i) {
                    driver.sign = sign;
                }
            }
            Self::Knots(spacing, last_week) => spec.baseline.set_knots(spacing, last_week),
            Self::Between(scale, prior) => {
                spec.geography.iter_mut().for_each(|geography| *scale.of(geography) = prior);
            }
        }
        spec
    }
}

fn with_channel(spec: &mut ModelSpec, c: usize, change: impl FnOnce(&mut engine::model::ChannelSpec)) {
    if let Some(channel) = spec.channels.get_mut(c) {
        change(channel);
    }
}

fn with_frequency(spec: &mut ModelSpec, c: usize, change: impl FnOnce(&mut engine::model::FrequencySpec)) {
    if let Some(frequency) = spec.channels.get_mut(c).and_then(|channel| channel.frequency.as_mut()) {
        change(frequency);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_edit_changes_one_thing() {
        let spec = engine::model::default_spec(&engine::simulate::demo(60).unwrap().panel);
        let prior = LogNormal { median: 2.0, spread: 0.1 };
        let edited = SpecEdit::Return(1, ReturnPrior::Own(prior)).apply(&spec);
        assert_eq!(edited.channels[1].return_prior, ReturnPrior::Own(prior));
        let delayed = SpecEdit::Carryover(0, Carryover::Delayed).apply(&spec);
        assert_eq!(delayed.channels[0].retention, spec.channels[0].retention, "priors outlive a change of family");
        assert_eq!(SpecEdit::Carryover(0, Carryover::Geometric).apply(&delayed), spec);
        let back = SpecEdit::Return(1, spec.channels[1].return_prior).apply(&edited);
        assert_eq!(back, spec);
    }

    #[test]
    fn a_channel_that_is_not_there_changes_nothing() {
        let spec = engine::model::default_spec(&engine::simulate::demo(60).unwrap().panel);
        assert_eq!(SpecEdit::Saturation(99, Saturation::Logistic).apply(&spec), spec);
    }
}

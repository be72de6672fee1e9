//! The form of the outcome: how effects combine, and how weeks scatter around what is expected of them.
//!
//! What is expected is a sum (identity link) or the exponential of a sum (log link), so that base, season, drivers and
//! media multiply. Weeks scatter normally, as Student's t, or as counts of the negative binomial distribution. With a
//! log link normal scatter is that of ln y: the outcome is log-normal.
//!
//! With a log link everything that is an amount a week becomes relative: level is a logarithm of the outcome, and
//! slope, season, drivers and noise are differences of logarithms, so that .1 is about a tenth. Returns stay what they
//! are, outcome per unit of spend: a channel's effect on the logarithm is R S h_t / (y sum h) with the outcome y of a
//! usual week, so that R S is what the channel brings, to first order, in such weeks. y is a number of the
//! specification and does not move with the data.

use super::prior::{LogNormal, Normal};
use super::spec::{ModelSpec, SpecError};
use crate::math::{exp, ln};
use crate::panel::Panel;
use serde::{Deserialize, Serialize};

/// The outcome of a usual week over the mean outcome: the logarithmic mean of 1 and .8, between a week with media and
/// the same week without, when media bring a fifth.
const USUAL: f64 = 0.9;

/// Student's t has more degrees of freedom than these: with fewer its variance is infinite, and with one its mean, so
/// that no average of weeks would mean anything.
pub const FEWEST_DEGREES: f64 = 2.0;

/// How effects combine.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Link {
    /// They add up.
    #[default]
    Identity,
    /// They multiply: their logarithms add up.
    Log,
}

/// How weeks scatter around what is expected of them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum NoiseFamily {
    /// Normally; with a log link, log-normally.
    #[default]
    Normal,
    /// As Student's t: a few weeks may lie far off without pulling everything towards them.
    StudentT,
    /// As counts, whose chance variation grows with their number: negative binomial.
    NegativeBinomial,
}

/// The form of the outcome.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct OutcomeSpec {
    /// How effects combine.
    pub link: Link,
    /// How weeks scatter.
    pub noise: NoiseFamily,
    /// Degrees of freedom of Student's t beyond [`FEWEST_DEGREES`]: learned. Many are nearly normal.
    pub degrees: LogNormal,
    /// Outcome of a usual week, at which returns are stated where effects multiply.
    pub usual_week: f64,
}

impl Default for OutcomeSpec {
    /// Effects that add up, normal noise; 4 to 24 degrees of freedom should they be asked for.
    fn default() -> Self {
        Self {
            link: Link::Identity,
            noise: NoiseFamily::Normal,
            degrees: LogNormal { median: 6.0, spread: 0.8 },
            usual_week: 1.0,
        }
    }
}

impl OutcomeSpec {
    /// Whether the baseline can be integrated out: what is left of the outcome, or of its logarithm, is normal.
    pub fn is_normal(&self) -> bool {
        self.noise == NoiseFamily::Normal
    }
}

impl ModelSpec {
    /// Combines effects in another way; every prior keeps its meaning where a week brings about `mean_outcome`.
    pub fn set_link(&mut self, link: Link, mean_outcome: f64) {
        if self.outcome.link == link || mean_outcome <= 0.0 || !mean_outcome.is_finite() {
            return;
        }
        let factor = match link {
            Link::Identity => mean_outcome,
            Link::Log => 1.0 / mean_outcome,
        };
        let Normal { mean, sd } = self.baseline.level;
        self.baseline.level = match link {
            Link::Identity => Normal { mean: exp(mean), sd: sd * exp(mean) },
            Link::Log if mean > 0.0 => Normal { mean: ln(mean), sd: sd / mean },
            Link::Log => Normal { mean: ln(mean_outcome), sd: sd / mean_outcome },
        };
        self.baseline.slope = Normal { mean: self.baseline.slope.mean * factor, sd: self.baseline.slope.sd * factor };
        let b = &mut self.baseline;
        for scale in [&mut b.slope_change, &mut b.season, &mut b.driver, &mut self.noise] {
            *scale = scale.scaled(factor);
        }
        self.geography.iter_mut().for_each(|g| g.level = g.level.scaled(factor));
        self.outcome.link = link;
        self.outcome.usual_week = USUAL * mean_outcome;
    }

    /// Checks that the form of the outcome suits `panel`.
    pub(super) fn check_outcome(&self, panel: &Panel) -> Result<(), SpecError> {
        let OutcomeSpec { link, noise, degrees, usual_week } = self.outcome;
        let is_proper = degrees.is_proper() && (link == Link::Identity || (usual_week > 0.0 && usual_week.is_finite()));
        if !is_proper {
            return Err(SpecError::Prior { of: "the form of the outcome".to_owned() });
        }
        let by_geography = super::geography::is_by_geography(self, panel);
        let regions = panel.regions().iter().filter(|_| by_geography).map(|r| r.outcome.as_slice());
        let mut series = std::iter::once(panel.outcome()).chain(regions);
        match noise {
            NoiseFamily::NegativeBinomial if link == Link::Identity => return Err(SpecError::CountsAddUp),
            NoiseFamily::NegativeBinomial => {
                let is_count = |y: &f64| *y >= 0.0 && y.fract() == 0.0;
                let odd = series.find_map(|outcome| outcome.iter().position(|y| !is_count(y)));
                return odd.map_or(Ok(()), |t| Err(SpecError::NotACount { week: panel.weeks()[t] }));
            }
            NoiseFamily::Normal | NoiseFamily::StudentT => {}
        }
        if link == Link::Identity {
            return Ok(());
        }
        let empty = series.find_map(|outcome| outcome.iter().position(|y| *y <= 0.0));
        empty.map_or(Ok(()), |t| Err(SpecError::NotPositive { week: panel.weeks()[t] }))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::default_spec;
    use crate::panel::PanelParts;
    use crate::simulate::random_world;

    fn panel() -> Panel {
        random_world(1).simulate(60).unwrap().panel
    }

    #[test]
    fn there_and_back_is_where_it_was() {
        let spec = default_spec(&panel());
        let mut other = spec.clone();
        other.set_link(Link::Log, 1.7);
        assert!((other.baseline.season.median - spec.baseline.season.median / 1.7).abs() < 1e-15);
        other.set_link(Link::Identity, 1.7);
        assert!((other.baseline.level.mean / spec.baseline.level.mean - 1.0).abs() < 1e-12);
        assert!((other.baseline.level.sd / spec.baseline.level.sd - 1.0).abs() < 1e-12);
        assert!((other.noise.median / spec.noise.median - 1.0).abs() < 1e-12);
    }

    #[test]
    fn forms_that_do_not_suit_the_outcome_are_refused() {
        let panel = panel();
        let mut spec = default_spec(&panel);
        spec.outcome.noise = NoiseFamily::NegativeBinomial;
        assert_eq!(spec.check(&panel), Err(SpecError::CountsAddUp));
        spec.set_link(Link::Log, 1.0);
        assert_eq!(spec.check(&panel), Err(SpecError::NotACount { week: panel.weeks()[0] }));
        spec.outcome.noise = NoiseFamily::StudentT;
        assert_eq!(spec.check(&panel), Ok(()));
        let mut parts = PanelParts::from(panel);
        parts.outcome[3] = 0.0;
        let panel = Panel::new(parts).unwrap();
        assert_eq!(spec.check(&panel), Err(SpecError::NotPositive { week: panel.weeks()[3] }));
        assert_eq!(serde_json::from_str::<OutcomeSpec>("{}").unwrap(), OutcomeSpec::default());
    }
}

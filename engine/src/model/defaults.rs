//! Default priors: from published evidence, stated in the units of the data at hand.
//!
//! The overall return needs no currency: meta-analyses give the elasticity of sales to advertising, about 0.12 in the
//! short run. A channel at half saturation has an elasticity of about half its share of the outcome, so media as a
//! whole bring about a fifth of the outcome, give or take a factor of three; divided by the spend, that is a return.
//! The spread between channels, the carry-over by medium and the shape are as cited in [`EVIDENCE`](super::EVIDENCE).

use super::outcome::OutcomeSpec;
use super::parameters::ParameterKind;
use super::prior::{LogNormal, LogitNormal, Normal};
use super::spec::{
    BaselineSpec, ChannelSpec, DriverSpec, FrequencySpec, GeographySpec, ModelSpec, ReturnPool, ReturnPrior, Sign,
};
use super::spec::{default_carryover_shape, default_exponent, default_peak_weeks, default_window_weeks};
use crate::math::{mean, variance};
use crate::panel::{Channel, ChannelKind, Driver, DriverKind, Panel};
use crate::transforms::carryover::Carryover;
use crate::transforms::response::Order;
use crate::transforms::saturation::{Curve, Saturation};

/// Prior median of the share of the outcome that media bring.
const MEDIA_SHARE: f64 = 0.2;
/// Spread of the overall return: a factor of 3.2 either way.
const OVERALL_SPREAD: f64 = 0.7;
/// Spread of channels around it: a factor of 3.2 either way.
const BETWEEN_SPREAD: f64 = 0.7;
/// Spread of the shape: 90 % between .52 and 1.9. With .5 some fits of few channels mixed too slowly to pass the gate.
const SHAPE_SPREAD: f64 = 0.4;
/// Share of the outcome that an organic channel brings: 90 % between .15 and 8 %. Meridian's Beta(1, 99) has its median at
/// .7 % and 90 % between .05 and 3 %; wider here, since a newsletter can bring more.
pub const ORGANIC_SHARE: LogitNormal = LogitNormal { median: 0.011, spread: 1.25 };
/// Standard deviation of the level over the mean outcome.
///
/// The data fix the sum of base and media, so this bounds what saturated always-on channels, which look like base, can
/// take from it: without it their long upper tail is credited to media.
const LEVEL_SD: f64 = 0.3;
/// Waves of the season: a year, half a year, a third.
const SEASON_PAIRS: usize = 3;
/// Weeks between possible changes of the trend.
const KNOT_SPACING: usize = 26;

/// A kind of medium, as far as its usual carry-over goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Medium {
    /// Television and other video for brands.
    Television,
    /// Out-of-home, print, radio and sponsorship.
    Traditional,
    /// Search, shopping, social, display, e-mail, affiliates.
    Digital,
    /// Not recognised.
    Unknown,
}

impl Medium {
    /// Recognises a medium by a channel's name.
    pub fn of(name: &str) -> Self {
        let name = name.to_lowercase();
        let words: Vec<&str> = name.split(|c: char| !c.is_alphanumeric()).collect();
        let has = |list: &[&str]| list.iter().any(|w| words.contains(w) || (w.len() > 4 && name.contains(w)));
        if has(&["tv", "ctv", "television", "fernsehen", "youtube", "video"]) {
            Self::Television
        } else if has(&["ooh", "dooh", "outdoor", "print", "radio", "audio", "billboard", "sponsorship", "cinema"]) {
            Self::Traditional
        } else if has(&[
            "search",
            "sea",
            "ppc",
            "shopping",
            "social",
            "facebook",
            "instagram",
            "meta",
            "google",
            "bing",
            "tiktok",
            "linkedin",
            "pinterest",
            "display",
            "email",
            "affiliate",
            "criteo",
            "amazon",
            "snapchat",
            "programmatic",
        ]) {
            Self::Digital
        } else {
            Self::Unknown
        }
    }

    /// The prior of the share carried into the next week.
    pub fn retention(self) -> LogitNormal {
        let (median, spread) = match self {
            Self::Television => (0.5, 0.9),
            Self::Traditional => (0.3, 1.0),
            Self::Digital => (0.2, 1.1),
            Self::Unknown => (0.3, 1.1),
        };
        LogitNormal { median, spread }
    }
}

/// The default specification for a panel.
///
/// Never fails: a panel that cannot be fitted is refused by [`ModelSpec::check`].
pub fn default_spec(panel: &Panel) -> ModelSpec {
    let n = panel.week_count() as f64;
    let mean_outcome = panel.outcome().iter().map(|y| y.abs()).sum::<f64>().max(f64::MIN_POSITIVE) / n;
    let total_spend: f64 = panel.channels().iter().flat_map(|c| &c.spend_by_week).sum();
    let overall = if total_spend > 0.0 { MEDIA_SHARE * mean_outcome * n / total_spend } else { 1.0 };
    ModelSpec {
        channels: panel.channels().iter().map(default_channel).collect(),
        pool: ReturnPool { overall: LogNormal { median: overall, spread: OVERALL_SPREAD }, between: BETWEEN_SPREAD },
        baseline: default_baseline(panel, mean_outcome),
        noise: LogNormal { median: 0.05 * mean_outcome, spread: 1.0 },
        outcome: OutcomeSpec::default(),
        geography: (panel.regions().len() > 1).then(|| default_geography(mean_outcome)),
    }
}

/// The prior of channel `c` when its effect is stated by `kind`: as it would be proposed for this panel.
///
/// All say about the same: a return's is learned together; a share is the channel's part of the usual media share; at
/// half saturation an elasticity is half the share, a marginal return two thirds of a return and the maximum twice what
/// comes. `None` where the channel has no spend to which the quantity could refer.
pub fn proposed_statement(panel: &Panel, spec: &ModelSpec, c: usize, kind: ParameterKind) -> Option<ReturnPrior> {
    let channel = panel.channels().get(c)?;
    let saturation = spec.channels.get(c)?.saturation;
    let outcome: f64 = panel.outcome().iter().map(|y| y.abs()).sum();
    let spend: f64 = channel.spend_by_week.iter().sum();
    let returns = spec.pool.channel();
    let share = match channel.is_paid() {
        true => LogitNormal { median: (returns.median * spend / outcome).clamp(0.001, 0.5), spread: returns.spread },
        false => ORGANIC_SHARE,
    };
    let of_share = |factor: f64| LogNormal { median: share.median * factor, spread: share.spread };
    let amounts = channel.amount_by_week();
    let usual = mean(&amounts.iter().copied().filter(|x| *x > 0.0).collect::<Vec<f64>>());
    let prior = match kind {
        ParameterKind::Return => ReturnPrior::Pooled,
        ParameterKind::MarginalReturn => ReturnPrior::Marginal(returns.scaled(2.0 / 3.0)),
        ParameterKind::ContributionShare => ReturnPrior::Share(share),
        ParameterKind::Elasticity => ReturnPrior::Elasticity(of_share(0.5)),
        ParameterKind::Coefficient => {
            let weekly = outcome / panel.week_count() as f64;
            let active = amounts.iter().filter(|x| **x > 0.0).count().max(1) as f64 / amounts.len().max(1) as f64;
            let mut at_usual = [if usual > 0.0 { usual } else { 1.0 }];
            let exponent = spec.channels[c].exponent.median;
            saturation.respond(Curve { half_saturation: at_usual[0], shape: exponent }, &mut at_usual);
            ReturnPrior::Coefficient(of_share(weekly / active / at_usual[0]))
        }
        _ => return None,
    };
    (channel.is_paid() || !prior.needs_spend()).then_some(prior)
}

/// Levels differ by a third, returns by a fifth, other coefficients by a third of their common size.
fn default_geography(mean_outcome: f64) -> GeographySpec {
    GeographySpec {
        level: LogNormal { median: 0.3 * mean_outcome, spread: 0.8 },
        base: LogNormal { median: 0.3, spread: 0.8 },
        effect: LogNormal { median: 0.2, spread: 0.8 },
    }
}

fn default_channel(channel: &Channel) -> ChannelSpec {
    let active: Vec<f64> = channel.amount_by_week().iter().copied().filter(|x| *x > 0.0).collect();
    let usual = if active.is_empty() { 1.0 } else { mean(&active) };
    let is_weighted_reach = channel.kind() == ChannelKind::ReachFrequency;
    ChannelSpec {
        name: channel.name.clone(),
        carryover: Carryover::Geometric,
        window_weeks: default_window_weeks(),
        order: Order::CarryoverFirst,
        // Meridian's form: what saturates is how often people are reached, and not how many are.
        saturation: if is_weighted_reach { Saturation::Linear } else { Saturation::Hill },
        return_prior: if channel.is_paid() { ReturnPrior::Pooled } else { ReturnPrior::Share(ORGANIC_SHARE) },
        retention: Medium::of(&channel.name).retention(),
        peak_weeks: default_peak_weeks(),
        carryover_shape: default_carryover_shape(),
        half_saturation: LogNormal { median: usual, spread: 0.8 },
        shape: LogNormal { median: 1.0, spread: SHAPE_SPREAD },
        exponent: default_exponent(),
        kind: channel.kind(),
        frequency: is_weighted_reach.then(FrequencySpec::default),
    }
}

fn default_baseline(panel: &Panel, mean_outcome: f64) -> BaselineSpec {
    let weeks = panel.week_count();
    BaselineSpec {
        first_week: panel.weeks()[0],
        centre: 0.5 * (weeks as f64 - 1.0),
        level: Normal { mean: (1.0 - MEDIA_SHARE) * mean_outcome, sd: LEVEL_SD * mean_outcome },
        slope: Normal { mean: 0.0, sd: 0.2 * mean_outcome },
        knots: (1..).map(|i| i * KNOT_SPACING).take_while(|k| k + KNOT_SPACING / 2 <= weeks).collect(),
        knot_spacing: KNOT_SPACING,
        slope_change: LogNormal { median: 0.1 * mean_outcome, spread: 1.0 },
        season_pairs: SEASON_PAIRS,
        season: LogNormal { median: 0.08 * mean_outcome, spread: 0.8 },
        drivers: panel.drivers().iter().map(default_driver).collect(),
        driver: LogNormal { median: 0.04 * mean_outcome, spread: 1.0 },
    }
}

/// Promotions and events count from nothing, prices and controls from their mean; the unit is one standard deviation.
fn default_driver(driver: &Driver) -> DriverSpec {
    let values = &driver.value_by_week;
    let sd = variance(values).sqrt();
    let reference = match driver.kind {
        DriverKind::Promotion | DriverKind::Event | DriverKind::Calendar(_) => 0.0,
        DriverKind::Price | DriverKind::Control => mean(values),
    };
    let unit = if sd > 0.0 { sd } else { 1.0 };
    DriverSpec { name: driver.name.clone(), kind: driver.kind, reference, unit, sign: Sign::Free }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::math::Interval;
    use crate::posterior::prior_predictive;
    use crate::simulate::kinds_world;

    /// Whatever the effect is stated by, the priors expect contributions of about the same size.
    #[test]
    fn proposed_statements_say_about_the_same() {
        let panel = kinds_world(2).unwrap().panel;
        let expected = |spec: &ModelSpec, c: usize| -> Interval {
            prior_predictive(spec, &panel, 400, 1).unwrap().contributions[c]
        };
        let kinds = [ParameterKind::MarginalReturn, ParameterKind::ContributionShare, ParameterKind::Elasticity];
        for c in 0..panel.channels().len() {
            let spec = default_spec(&panel);
            let usual = expected(&spec, c);
            for kind in kinds.into_iter().chain([ParameterKind::Coefficient]) {
                let mut other = spec.clone();
                let Some(prior) = proposed_statement(&panel, &spec, c, kind) else {
                    assert!(!panel.channels()[c].is_paid());
                    continue;
                };
                other.channels[c].return_prior = prior;
                let ratio = expected(&other, c).mean / usual.mean;
                assert!((0.3..3.5).contains(&ratio), "channel {c} {kind:?}: {ratio}");
            }
        }
    }

    #[test]
    fn media_are_recognised_by_name() {
        let known = [
            ("tv_S", Medium::Television),
            ("TV", Medium::Television),
            ("x3_Video", Medium::Television),
            ("ooh_S", Medium::Traditional),
            ("Out-of-home", Medium::Unknown),
            ("x1_Search-Ads", Medium::Digital),
            ("facebook_S", Medium::Digital),
            ("Channel0_spend", Medium::Unknown),
            ("activity", Medium::Unknown),
        ];
        known.iter().for_each(|(name, medium)| assert_eq!(Medium::of(name), *medium, "{name}"));
    }
}

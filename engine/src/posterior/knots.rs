//! How often the trend may bend: chosen by the data.
//!
//! Each spacing is judged by its marginal likelihood, ln p(y | spacing), in Laplace's approximation around the mode:
//! the log-density there less half the logarithm of the determinant of its negative Hessian (Kass and Raftery 1995,
//! Journal of the American Statistical Association 90, section 4.1). The coefficients are integrated out exactly, and
//! all candidates have the same sampled parameters, so that constants cancel. More bends fit better and cost more; the
//! marginal likelihood holds one against the other. The choice is made with normal noise, whatever the model's is, and
//! with effects that add up where an outcome of zero has no logarithm. Left out: bends at chosen weeks.

use super::preview::log_evidence;
use crate::math::mean;
use crate::model::{Link, ModelSpec, NoiseFamily, SpecError};
use crate::panel::Panel;
use serde::{Deserialize, Serialize};

/// Weeks between bends that are tried; `None`: a straight trend.
pub const KNOT_SPACINGS: [Option<usize>; 4] = [None, Some(52), Some(26), Some(13)];
/// By how much a more bending trend has to be likelier: a factor of 3 is worth more than a bare mention (Kass and
/// Raftery 1995, section 3.2).
const WORTH_MORE: f64 = 1.098_612_288_668_109_8;

/// A choice, with what it rests on.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct KnotChoice {
    /// Weeks between bends; `None`: a straight trend.
    pub spacing: Option<usize>,
    /// Logarithm of how much likelier it makes the data than each other spacing of [`KNOT_SPACINGS`], in that order; 0
    /// for itself.
    pub advantages: Vec<f64>,
}

/// Chooses the spacing of the trend's bends for `panel`; `Ok(None)` where no spacing can be judged.
///
/// # Errors
/// [`SpecError`] where the specification does not fit the panel.
pub fn choose_knots(spec: &ModelSpec, panel: &Panel) -> Result<Option<KnotChoice>, SpecError> {
    spec.check(panel)?;
    let mut judged = spec.clone();
    judged.outcome.noise = NoiseFamily::Normal;
    if panel.outcome().iter().any(|y| *y <= 0.0) {
        judged.set_link(Link::Identity, mean(panel.outcome()));
    }
    let mut evidence = Vec::with_capacity(KNOT_SPACINGS.len());
    for spacing in KNOT_SPACINGS {
        judged.baseline.set_knots(spacing, panel.last_week());
        let Some(found) = log_evidence(&judged, panel)? else { return Ok(None) };
        evidence.push(found);
    }
    // The straightest trend that no more bending one beats clearly.
    let mut best = 0;
    for (i, found) in evidence.iter().enumerate().skip(1) {
        if *found > evidence[best] + WORTH_MORE {
            best = i;
        }
    }
    let advantages = evidence.iter().map(|e| evidence[best] - e).collect();
    Ok(Some(KnotChoice { spacing: KNOT_SPACINGS[best], advantages }))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::default_spec;
    use crate::panel::PanelParts;
    use crate::simulate::random_world;

    /// A world whose trend is bent by hand.
    fn chosen(bend: impl Fn(usize) -> f64) -> KnotChoice {
        let mut parts = PanelParts::from(random_world(4).simulate(156).unwrap().panel);
        parts.channels.truncate(3);
        parts.outcome.iter_mut().enumerate().for_each(|(t, y)| *y += bend(t));
        let panel = Panel::new(parts).unwrap();
        let spec = default_spec(&panel);
        let choice = choose_knots(&spec, &panel).unwrap().unwrap();
        assert_eq!(Some(&choice), choose_knots(&spec, &panel).unwrap().as_ref(), "the same data, the same choice");
        choice
    }

    #[test]
    fn a_trend_that_zigzags_is_given_more_bends() {
        let zigzag = |t: usize| {
            let phase = t % 52;
            0.04 * if phase < 26 { phase as f64 } else { (52 - phase) as f64 } * if t % 104 < 52 { 1.0 } else { -1.0 }
        };
        assert!(chosen(zigzag).spacing.is_some_and(|weeks| weeks <= 26), "{:?}", chosen(zigzag));
    }
}

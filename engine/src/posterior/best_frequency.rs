//! How often people should be reached: the return at each frequency when the same contacts are spread over more or fewer.
//!
//! Contacts a week (reach times frequency) and spend stay what they were; with frequency f in every week, reach is
//! contacts / f. The best frequency is the one with the largest mean return, as Meridian's optimal frequency; its range
//! is that of each draw's own best. Frequencies run from one contact to the most that was observed: beyond that the
//! curve would be extrapolated. Computed from at most [`DRAWS`] draws, evenly spaced.

use super::draws::{Draw, Posterior, SpentPlace};
use crate::math::{Interval, mean};
use crate::transforms::carryover::Past;
use crate::transforms::frequency::weight_of;
use serde::{Deserialize, Serialize};

/// The most draws used.
const DRAWS: usize = 300;
/// Frequencies looked at.
const POINTS: usize = 31;
/// The least that the highest frequency looked at is.
const LEAST_TOP: f64 = 2.0;

/// What reaching the same people more or less often would bring.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct FrequencyCurve {
    /// Contribution at each frequency, over what was spent or, where nothing was, in all.
    pub points: Vec<FrequencyPoint>,
    /// The best frequency: that of the largest mean, with the 90 % range over draws.
    pub best: Interval,
    /// The frequency of the last quarter.
    pub recent: f64,
}

/// A point of a frequency curve.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct FrequencyPoint {
    /// Contacts a person and week.
    pub frequency: f64,
    /// Contribution per unit of spend.
    pub return_on_spend: Interval,
}

/// The frequency curve of channel `c`; none for one of another kind.
pub(super) fn frequency_curve(posterior: &Posterior, c: usize) -> Option<FrequencyCurve> {
    let channel = &posterior.panel.channels()[c];
    let observed = channel.activity.frequency()?;
    let top = observed.by_week.iter().copied().fold(LEAST_TOP, f64::max);
    let grid: Vec<f64> = (0..POINTS).map(|i| 1.0 + (top - 1.0) * i as f64 / (POINTS - 1) as f64).collect();
    let spend: f64 = channel.spend_by_week.iter().sum();
    let per = if spend > 0.0 { 1.0 / spend } else { 1.0 };
    let spent = posterior.spent(c);
    let weeks = posterior.panel.week_count();
    let every = posterior.draws.len().div_ceil(DRAWS).max(1);
    let curves: Vec<Vec<f64>> = posterior
        .draws
        .iter()
        .step_by(every)
        .map(|draw| grid.iter().map(|f| per * contribution(draw, c, &spent.places, *f, weeks)).collect())
        .collect();
    let column = |i: usize| -> Vec<f64> { curves.iter().map(|curve| curve[i]).collect() };
    let means: Vec<f64> = (0..POINTS).map(|i| mean(&column(i))).collect();
    let mut bests: Vec<f64> = curves.iter().map(|curve| grid[largest(curve)]).collect();
    Some(FrequencyCurve {
        points: (0..POINTS)
            .map(|i| FrequencyPoint { frequency: grid[i], return_on_spend: Interval::of(&mut column(i)) })
            .collect(),
        best: Interval { mean: grid[largest(&means)], ..Interval::of(&mut bests) },
        recent: spent.places.first().and_then(|p| p.frequency.as_ref()).map_or(0.0, |f| f.recent),
    })
}

fn largest(values: &[f64]) -> usize {
    (0..values.len()).max_by(|a, b| values[*a].total_cmp(&values[*b])).unwrap_or(0)
}

/// What the observed contacts would have brought over the last `weeks` weeks at this frequency.
fn contribution(draw: &Draw, c: usize, places: &[SpentPlace], frequency: f64, weeks: usize) -> f64 {
    let channel = &draw.channels[c];
    let weight = weight_of(channel.parameters.frequency, frequency) / frequency;
    let of_place = |(place, effect): (&SpentPlace, &f64)| {
        let often = place.frequency.iter().flat_map(|f| &f.by_week);
        let drive: Vec<f64> = place.amount.iter().zip(often).map(|(reach, often)| reach * often * weight).collect();
        let mut response = vec![0.0; drive.len()];
        channel.response.respond(&Past::default(), &drive, &mut response);
        effect * response.iter().rev().take(weeks).sum::<f64>()
    };
    places.iter().zip(&channel.effects).map(of_place).sum()
}

#[cfg(test)]
mod tests {
    use crate::posterior::summarise;
    use crate::simulate::kinds_world;

    #[test]
    fn the_best_frequency_is_that_of_the_formula() {
        let panel = kinds_world(1).unwrap().panel;
        let spec = crate::model::default_spec(&panel);
        let c = panel.channels().iter().position(|c| c.activity.frequency().is_some()).unwrap();
        let layout = crate::model::Layout::new(&spec, &panel);
        let posterior = super::Posterior::of_positions(&spec, &panel, &[vec![0.1; layout.dimension()]]);
        let curve = posterior.draws[0].channels[c].parameters.frequency;
        let expected = curve.half_saturation * crate::math::exp(crate::math::ln(curve.shape - 1.0) / curve.shape);
        let found = summarise(&posterior).channels[c].frequency.clone().unwrap();
        let step = found.points[1].frequency - found.points[0].frequency;
        assert!((found.best.mean - expected).abs() <= step, "{} {expected}", found.best.mean);
    }
}

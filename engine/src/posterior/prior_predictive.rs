//! Prior predictive check: what the priors alone expect, before the data are asked.

use crate::math::Interval;
use crate::model::{Density, Drive, Layout, ModelSpec, OutcomeSpec, ReturnPrior, SpecError, places};
use crate::panel::Panel;
use crate::random::Rng;
use serde::{Deserialize, Serialize};

use super::draws::national_baseline;
use super::form::Form;
use super::weekly::WeeklyDraws;

/// What the priors expect.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct PriorPredictive {
    /// The outcome a week, noise included: mean and 90 % range.
    pub outcome_by_week: Vec<Interval>,
    /// Share of the outcome's actual total that media bring.
    pub media_share: Interval,
    /// Contribution of each channel over the observed weeks.
    pub contributions: Vec<Interval>,
}

/// Draws outcomes from the prior of `spec` for the spend and drivers of `panel`.
///
/// # Errors
/// [`SpecError`] where the specification does not fit the panel.
pub fn prior_predictive(
    spec: &ModelSpec,
    panel: &Panel,
    draws: usize,
    seed: u64,
) -> Result<PriorPredictive, SpecError> {
    // A draw of the prior is one of the nation, whatever differs between geographies.
    let spec = &ModelSpec { geography: None, ..spec.clone() };
    let mut density = Density::new(spec, panel)?;
    let (layout, n) = (density.layout().clone(), panel.week_count());
    let drives: Vec<Drive> =
        (0..panel.channels().len()).flat_map(|c| places(spec, panel).first().map(|p| p.drive(c))).collect();
    let baseline = national_baseline(spec, panel);
    let mut rng = Rng::new(seed, 0);
    let mut outcome = WeeklyDraws::zeros(n, draws);
    let mut totals = vec![Vec::with_capacity(draws); panel.channels().len()];
    let mut series = vec![0.0; n];
    let mut media = vec![vec![0.0; n]; panel.channels().len()];
    for d in 0..draws {
        let position = prior_position(spec, &layout, &mut rng);
        let parameters = layout.parameters(&position);
        let OutcomeSpec { link, noise, .. } = spec.outcome;
        let form = Form { link, noise, scale: parameters.noise, degrees: parameters.degrees };
        for (c, effect) in density.effects_at(&position).enumerate() {
            let p = &parameters.channels[c];
            let response = p.response(spec.channels[c].families());
            let (now, history) = drives[c].with(p);
            response.respond(&response.past(&history), &now, &mut series);
            media[c].iter_mut().zip(&series).for_each(|(m, h)| *m = effect * h);
        }
        let scales = [parameters.slope_change, parameters.season, parameters.driver];
        let coefficients = spec.baseline.draw_from_prior(&baseline.kinds, scales, &mut rng);
        series.fill(0.0);
        baseline.add_part(&coefficients, |_| true, &mut series);
        let shares: Vec<f64> =
            series.iter().enumerate().map(|(t, base)| form.share(base + sum_at(&media, t), *base)).collect();
        for (total, channel) in totals.iter_mut().zip(&media) {
            total.push(channel.iter().zip(&shares).map(|(m, share)| m * share).sum());
        }
        for (t, y) in series.iter_mut().enumerate() {
            *y = form.scatter(form.expected(*y + sum_at(&media, t)), &mut rng);
        }
        outcome.add(d, &series);
    }
    let actual: f64 = panel.outcome().iter().map(|y| y.abs()).sum();
    let mut shares: Vec<f64> =
        (0..draws).map(|d| totals.iter().map(|t: &Vec<f64>| t[d]).sum::<f64>() / actual).collect();
    Ok(PriorPredictive {
        outcome_by_week: outcome.intervals(),
        media_share: Interval::of(&mut shares),
        contributions: totals.iter_mut().map(|t| Interval::of(t)).collect(),
    })
}

fn sum_at(media: &[Vec<f64>], t: usize) -> f64 {
    media.iter().map(|m| m[t]).sum()
}

/// Coordinates from the prior: standard normal, the pooled returns sharing one component.
fn prior_position(spec: &ModelSpec, layout: &Layout, rng: &mut Rng) -> Vec<f64> {
    let mut position = vec![0.0; layout.dimension()];
    rng.fill_normal(&mut position);
    let (shared, correlation) = (rng.normal(), spec.pool.correlation());
    for (channel, i) in spec.channels.iter().zip(layout.quantity_coordinates()) {
        if channel.return_prior == ReturnPrior::Pooled {
            position[i] = correlation.sqrt() * shared + (1.0 - correlation).sqrt() * position[i];
        }
    }
    position
}

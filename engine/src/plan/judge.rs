//! What plans bring, draw by draw over all draws: the exact figures that are reported.

use super::media::{Media, TAIL_WEEKS, Weights};
use super::scenario::Scenario;
use super::together::Together;
use crate::posterior::Posterior;

/// A posterior with everything ready to judge plans for the same weeks and assumptions.
pub(super) struct Judge<'a> {
    media: Media,
    together: Option<Together<'a>>,
    weights: Weights,
}

/// What a plan brings: channels x draws, in the outcome's unit, over the weeks that count.
pub(super) struct Judged {
    pub(super) channels: Vec<Vec<f64>>,
}

impl Judged {
    /// All channels together, draw by draw.
    pub(super) fn totals(&self) -> Vec<f64> {
        let draws = self.channels.first().map_or(0, Vec::len);
        (0..draws).map(|d| self.channels.iter().map(|c| c[d]).sum()).collect()
    }
}

impl<'a> Judge<'a> {
    /// For the weeks of `scenario`, which count as `weeks` says.
    pub(super) fn new(posterior: &'a Posterior, scenario: &Scenario, weeks: &[f64]) -> Self {
        Self {
            media: Media::new(posterior, scenario.weeks.len(), TAIL_WEEKS, 1),
            together: posterior.multiplies().then(|| Together::new(posterior, scenario, weeks)),
            weights: Weights::Same(weeks.to_vec()),
        }
    }

    /// What each of several plans brings.
    pub(super) fn judge(&self, plans: &[&[Vec<f64>]]) -> Vec<Judged> {
        if let Some(together) = &self.together {
            return together.parts(plans).into_iter().map(|channels| Judged { channels }).collect();
        }
        let mut room = self.media.room();
        let mut values = |c: usize, spend: &[f64]| -> Vec<f64> {
            (0..self.media.draws()).map(|d| self.media.value(c, d, spend, &self.weights, &mut room)).collect()
        };
        let mut judged: Vec<Judged> = plans.iter().map(|_| Judged { channels: vec![] }).collect();
        for c in 0..plans.first().map_or(0, |plan| plan.len()) {
            // What the past alone brings is the same with every plan.
            let mut without: Option<Vec<f64>> = None;
            for (plan, judged) in plans.iter().zip(&mut judged) {
                let spend = &plan[c];
                if spend.iter().all(|x| *x == 0.0) {
                    judged.channels.push(vec![0.0; self.media.draws()]);
                    continue;
                }
                let without = without.get_or_insert_with(|| values(c, &[]));
                let with = values(c, spend);
                judged.channels.push(with.iter().zip(without).map(|(v, o)| v - *o).collect());
            }
        }
        judged
    }

    /// What the next unit of each channel brings where its weeks share it so: channels x draws.
    pub(super) fn marginal(&self, plan: &[Vec<f64>], shares: &[Vec<f64>]) -> Vec<Vec<f64>> {
        let own = self.together.as_ref().map(|together| Weights::Own(together.weights(plan, 1)));
        let weights = own.as_ref().unwrap_or(&self.weights);
        let mut room = self.media.room();
        let mut of = |c: usize| {
            let slope = |d: usize| self.media.along((c, d), &plan[c], &shares[c], weights, &mut room).1;
            (0..self.media.draws()).map(slope).collect()
        };
        (0..plan.len()).map(&mut of).collect()
    }
}

//! Plans where effects multiply: what a channel brings depends on all others.
//!
//! With e_ct the effect of channel c in week t on the logarithm and m_t the expected outcome, the mean over draws of
//! sum m_t is to be as large as can be. As m is convex in the e_ct, its tangent lies below it:
//!
//! ```text
//! sum m_t(x) >= sum m_t(x0) + sum m_t(x0) (e_ct(x_c) - e_ct(x0_c))
//! ```
//!
//! The right side is a sum over channels of curves of their own totals, weighted by the weeks' outcome at x0, and its best
//! split is found as where effects add up. Going there and drawing the tangent anew never loses and ends where marginal
//! returns are equal (minorisation and maximisation: Hunter and Lange 2004, The American Statistician 58). A local
//! optimum, though the mesh looks beyond those of each channel's own curve.
//!
//! What a plan is worth is the expected outcome with it less that without any planned spend, over the weeks that count;
//! the channels' parts of it follow the logarithmic mean and add up.

use super::media::TAIL_WEEKS;
use super::scenario::Scenario;
use crate::posterior::{Ahead, Draw, Posterior, Sums};

/// A plan's weeks, with those in which it fades.
pub(super) struct Together<'a> {
    posterior: &'a Posterior,
    ahead: Ahead<'a>,
    /// What is assumed until the plan starts, and the activity of the channels that are not paid for.
    assumed: Scenario,
    /// What each week counts: none before the plan starts.
    weeks: Vec<f64>,
}

impl<'a> Together<'a> {
    /// For the weeks of `scenario`, which count as `weeks` says; after them drivers go on as they did before.
    pub(super) fn new(posterior: &'a Posterior, scenario: &Scenario, weeks: &[f64]) -> Self {
        let (lead, horizon) = (scenario.lead.weeks(), scenario.weeks.len());
        let mut drivers = Scenario::going_on(&posterior.panel, lead + horizon + TAIL_WEEKS).drivers;
        for (all, planned) in drivers.iter_mut().zip(&scenario.whole().drivers) {
            all.iter_mut().zip(planned).for_each(|(x, planned)| *x = *planned);
        }
        let ahead = Ahead::new(posterior, lead + horizon + TAIL_WEEKS, &drivers);
        let weeks = [&vec![0.0; lead], weeks].concat();
        Self { posterior, ahead, assumed: scenario.clone(), weeks }
    }

    /// What happens from the end of the data on: what is assumed until the plan starts, then spend, and activity in the
    /// places of the channels that are not paid for.
    fn with_assumed(&self, spend: &[Vec<f64>]) -> Vec<Vec<f64>> {
        let one = |(c, spend): (usize, &Vec<f64>)| {
            let assumed = self.assumed.organic.get(c).filter(|row| !row.is_empty());
            [self.assumed.lead.planned(c), assumed.unwrap_or(spend)].concat()
        };
        spend.iter().enumerate().map(one).collect()
    }

    /// What a unit of effect counts in every cell at this spend, for every `every`-th draw: a geography's planned weeks and
    /// those in which they fade after another's.
    pub(super) fn weights(&self, spend: &[Vec<f64>], every: usize) -> Vec<Vec<f64>> {
        let spend = self.with_assumed(spend);
        let mut sums = Sums::zeros(self.posterior, self.ahead.weeks());
        let of_draw = |(d, draw): (usize, &Draw)| {
            self.ahead.sums(d, draw, &spend, &mut sums);
            let (weeks, lead) = (self.ahead.weeks().max(1), self.assumed.lead.weeks());
            let planned = (0..sums.base.len()).filter(|cell| cell % weeks >= lead);
            planned.map(|cell| self.counted(cell) * sums.expected(cell)).collect()
        };
        self.posterior.draws.iter().enumerate().step_by(every).map(of_draw).collect()
    }

    /// What the week of a cell counts.
    fn counted(&self, cell: usize) -> f64 {
        self.weeks[cell % self.ahead.weeks().max(1)]
    }

    /// What every channel brings with each of several spends, draw by draw: spends x channels x draws.
    pub(super) fn parts(&self, spends: &[&[Vec<f64>]]) -> Vec<Vec<Vec<f64>>> {
        let channels = self.posterior.panel.channels().len();
        let mut parts = vec![vec![Vec::with_capacity(self.posterior.draws.len()); channels]; spends.len()];
        let nothing = self.with_assumed(&vec![vec![]; channels]);
        let spends: Vec<Vec<Vec<f64>>> = spends.iter().map(|s| self.with_assumed(s)).collect();
        let mut without = Sums::zeros(self.posterior, self.ahead.weeks());
        let mut with = without.clone();
        for (d, draw) in self.posterior.draws.iter().enumerate() {
            self.ahead.sums(d, draw, &nothing, &mut without);
            for (spend, parts) in spends.iter().zip(&mut parts) {
                self.ahead.sums(d, draw, spend, &mut with);
                self.parts_of(&with, &without).zip(parts).for_each(|(worth, own)| own.push(worth));
            }
        }
        parts
    }

    /// What every channel has of the difference between the outcome with a plan and without it.
    fn parts_of(&self, with: &Sums, without: &Sums) -> impl Iterator<Item = f64> {
        let share = |cell: usize| self.counted(cell) * with.share(cell, without.with_media(cell));
        let shares: Vec<f64> = (0..with.base.len()).map(share).collect();
        let worth = move |(after, before): (&Vec<f64>, &Vec<f64>)| -> f64 {
            shares.iter().zip(after).zip(before).map(|((share, a), b)| share * (a - b)).sum()
        };
        let worths: Vec<f64> = with.media.iter().zip(&without.media).map(worth).collect();
        worths.into_iter()
    }
}

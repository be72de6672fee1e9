//! The weeks after the data where effects multiply, draw by draw: what a plan, a forecast and a reconciliation agree on.
//!
//! The trend's slope may go on changing at the spacing of the knots; each draw has changes of its own, the same for every
//! plan and every horizon, so that differences between plans are theirs alone.

use super::draws::{Draw, Posterior, Spent};
use super::multiplied::Sums;
use crate::calendar::DAYS_PER_YEAR;
use crate::model::{Baseline, CoefficientKind};
use crate::random::Rng;

/// The stream of random numbers for the first draw's future changes of slope; the other draws' follow.
const CHANGE_STREAM: u64 = 1 << 33;

/// The weeks after the data, under assumed drivers.
#[derive(Clone, Debug)]
pub(crate) struct Ahead<'a> {
    posterior: &'a Posterior,
    baseline: Baseline,
    spent: Vec<Spent>,
    /// Week of the specification from which the weeks count.
    observed: usize,
}

impl<'a> Ahead<'a> {
    /// The first `weeks` weeks after the data, with these values of the drivers.
    pub(crate) fn new(posterior: &'a Posterior, weeks: usize, drivers: &[Vec<f64>]) -> Self {
        let spec = &posterior.spec().baseline;
        let last = posterior.panel.last_week();
        let observed = (crate::calendar::days_between(spec.first_week, last) / 7).max(0) as usize + 1;
        let drivers: Vec<&[f64]> = drivers.iter().map(Vec::as_slice).collect();
        let channels = 0..posterior.panel.channels().len();
        Self {
            baseline: Baseline::new(spec, observed, weeks, &drivers),
            spent: channels.map(|c| posterior.spent(c)).collect(),
            observed,
            posterior,
        }
    }

    /// How many weeks there are.
    pub(crate) fn weeks(&self) -> usize {
        self.baseline.weeks
    }

    /// Sums of the `d`-th draw with this spend (or activity) of the nation (channels x weeks; weeks that it does not reach have
    /// none).
    pub(crate) fn sums(&self, d: usize, draw: &Draw, spend: &[Vec<f64>], sums: &mut Sums) {
        sums.form = draw.form;
        self.base(d, draw, &mut sums.base);
        for ((c, out), spend) in sums.media.iter_mut().enumerate().zip(spend) {
            self.media(draw, c, spend, out);
        }
    }

    /// Writes the base's sums of the `d`-th draw into `out`, cell by cell.
    pub(crate) fn base(&self, d: usize, draw: &Draw, out: &mut [f64]) {
        out.fill(0.0);
        let places = self.places(draw);
        let changes = self.changes(d, draw);
        for (coefficients, out) in places.zip(out.chunks_exact_mut(self.weeks().max(1))) {
            self.baseline.add_part(coefficients, |_| true, out);
            out.iter_mut().zip(&changes).for_each(|(y, change)| *y += change);
        }
    }

    /// Writes channel `c`'s sums into `out`, cell by cell.
    pub(crate) fn media(&self, draw: &Draw, c: usize, spend: &[f64], out: &mut [f64]) {
        let channel = &draw.channels[c];
        let weeks = self.weeks();
        let mut own = vec![0.0; weeks];
        let places = self.spent[c].places.iter().zip(&channel.effects);
        for ((place, effect), out) in places.zip(out.chunks_exact_mut(weeks.max(1))) {
            own.fill(0.0);
            let intensity = channel.intensity(place);
            own.iter_mut().zip(spend).for_each(|(x, spend)| *x = spend * intensity);
            channel.response.respond(&channel.response.past(&channel.drive(place)), &own, out);
            out.iter_mut().for_each(|h| *h *= effect);
        }
    }

    /// Each geography's coefficient of driver `i` per its own unit.
    pub(crate) fn driver_effects(&self, draw: &Draw, i: usize) -> Vec<f64> {
        let kind = CoefficientKind::Driver(i);
        let unit = self.posterior.spec().baseline.drivers.get(i).map_or(1.0, |d| d.unit);
        let column = self.baseline.kinds.iter().position(|k| *k == kind);
        self.places(draw).map(|b| column.map_or(0.0, |j| b[j] / unit)).collect()
    }

    /// The coefficients of every geography.
    fn places<'b>(&self, draw: &'b Draw) -> impl Iterator<Item = &'b [f64]> + use<'b> {
        let nation = draw.regions.is_empty().then_some(draw.coefficients.as_slice());
        nation.into_iter().chain(draw.regions.iter().map(|r| r.coefficients.as_slice()))
    }

    /// What changes of slope at the knots that lie ahead add to each week.
    pub(crate) fn changes(&self, d: usize, draw: &Draw) -> Vec<f64> {
        let spec = &self.posterior.spec().baseline;
        let spacing = spec.knot_spacing.max(1);
        let next = spec.knots.last().map_or(spacing, |k| k + spacing).max(self.observed);
        let mut series = vec![0.0; self.weeks()];
        let mut rng = Rng::new(self.posterior.fit.settings.seed, CHANGE_STREAM + d as u64);
        for knot in (next..self.observed + series.len()).step_by(spacing) {
            let change = draw.scales.slope_change * rng.normal();
            for (t, y) in series.iter_mut().enumerate() {
                *y += change * (self.observed + t).saturating_sub(knot) as f64 * 7.0 / DAYS_PER_YEAR;
            }
        }
        series
    }
}

//! The weeks to come in one draw, taken apart: what base, changes of the trend, each channel, each wrong assumption and
//! chance bring, in the outcome's unit.
//!
//! A cell is a week of a geography (of the nation, where there is one). Where effects add up, the pieces are those of the
//! sum. Where they multiply, with b the base's sum, s_b the same with changes and wrong drivers and s the whole, the base
//! is m(b), changes and wrong drivers share m(s_b) - m(b) and media share m(s) - m(s_b), both by the logarithmic mean
//! ([`Form::share`](crate::posterior::Form::share)). Either way the pieces add up to what happens, cell by cell.

use super::assumptions::{AssumedRow, Doubt, doubts};
use crate::calendar::DAYS_PER_YEAR;
use crate::model::{Baseline, BaselineSpec, CoefficientKind};
use crate::plan::Scenario;
use crate::posterior::{Ahead, ChannelDraw, Draw, Posterior, Spent};
use crate::random::Rng;
use crate::transforms::carryover::Past;

/// The stream of random numbers for forecasts.
const FORECAST_STREAM: u64 = (1 << 32) + 2;
/// The stream for wrong assumptions, so that all else is the same with and without them.
const ASSUMPTION_STREAM: u64 = (1 << 32) + 4;

/// One draw's pieces, cell by cell: the weeks of one geography after those of another.
#[derive(Clone, Debug)]
pub(super) struct Course {
    /// How many weeks there are.
    pub(super) weeks: usize,
    /// Level, trend, season and drivers as assumed.
    pub(super) base: Vec<f64>,
    /// Changes of the trend's slope still to come.
    pub(super) changes: Vec<f64>,
    /// One entry a channel, with activities as assumed.
    pub(super) media: Vec<Vec<f64>>,
    /// One entry an uncertain row: what being wrong about it brings.
    pub(super) wrong: Vec<Vec<f64>>,
    /// All of these together.
    pub(super) expected: Vec<f64>,
    /// What chance adds.
    pub(super) noise: Vec<f64>,
}

impl Course {
    fn zeros(weeks: usize, places: usize, channels: usize, rows: usize) -> Self {
        let cells = || vec![0.0; weeks * places];
        Self {
            weeks,
            base: cells(),
            changes: cells(),
            media: vec![cells(); channels],
            wrong: vec![cells(); rows],
            expected: cells(),
            noise: cells(),
        }
    }

    /// Adds a piece's cells up over geographies, week by week, into `out`.
    pub(super) fn add_by_week(&self, cells: &[f64], out: &mut [f64]) {
        let weeks = self.weeks.max(1);
        cells.chunks_exact(weeks).for_each(|place| out.iter_mut().zip(place).for_each(|(sum, x)| *sum += x));
    }

    /// A piece's total over geographies and the first `weeks` weeks.
    pub(super) fn total(&self, cells: &[f64], weeks: usize) -> f64 {
        cells.chunks_exact(self.weeks.max(1)).flat_map(|place| place.iter().take(weeks)).sum()
    }

    /// Writes its weeks from the `first` on into `out`.
    fn copy_from_week(&self, first: usize, out: &mut Self) {
        let (all, rest) = (self.weeks.max(1), out.weeks.max(1));
        let copy = |from: &[f64], to: &mut [f64]| {
            let places = to.chunks_exact_mut(rest).zip(from.chunks_exact(all));
            places.for_each(|(to, from)| to.copy_from_slice(&from[first..]));
        };
        copy(&self.base, &mut out.base);
        copy(&self.changes, &mut out.changes);
        copy(&self.expected, &mut out.expected);
        copy(&self.noise, &mut out.noise);
        let rows = self.media.iter().zip(&mut out.media).chain(self.wrong.iter().zip(&mut out.wrong));
        rows.for_each(|(from, to)| copy(from, to));
    }

    fn add_up(&mut self) {
        self.expected.copy_from_slice(&self.base);
        for piece in std::iter::once(&self.changes).chain(&self.media).chain(&self.wrong) {
            self.expected.iter_mut().zip(piece).for_each(|(sum, x)| *sum += x);
        }
    }
}

/// What all draws have in common.
pub(super) struct Future<'a> {
    posterior: &'a Posterior,
    scenario: &'a Scenario,
    /// Where effects multiply, changes of slope are those of every plan.
    ahead: Option<Ahead<'a>>,
    baseline: Baseline,
    spent: Vec<Spent>,
    doubts: Vec<Doubt<'a>>,
    observed: usize,
    lead: usize,
    rng: Rng,
    assumption_rng: Rng,
    room: Room,
}

/// Room for one row of weeks.
struct Room {
    changes: Vec<f64>,
    error: Vec<f64>,
    planned: Vec<f64>,
    own: Vec<f64>,
}

impl<'a> Future<'a> {
    /// The weeks of `scenario` after the data of `posterior`, of which the first `lead` are not to be seen.
    pub(super) fn new(posterior: &'a Posterior, scenario: &'a Scenario, lead: usize) -> Self {
        let spec = &posterior.spec().baseline;
        let weeks = scenario.weeks.len();
        let days = crate::calendar::days_between(spec.first_week, posterior.panel.last_week());
        let observed = (days / 7).max(0) as usize + 1;
        let drivers: Vec<&[f64]> = scenario.drivers.iter().map(Vec::as_slice).collect();
        let seed = posterior.fit.settings.seed;
        let row = || vec![0.0; weeks];
        Self {
            ahead: posterior.multiplies().then(|| Ahead::new(posterior, weeks, &scenario.drivers)),
            baseline: Baseline::new(spec, observed, weeks, &drivers),
            spent: (0..posterior.panel.channels().len()).map(|c| posterior.spent(c)).collect(),
            doubts: doubts(scenario, &posterior.panel),
            observed,
            rng: Rng::new(seed, FORECAST_STREAM),
            assumption_rng: Rng::new(seed, ASSUMPTION_STREAM),
            room: Room { changes: row(), error: row(), planned: row(), own: row() },
            lead,
            posterior,
            scenario,
        }
    }

    /// The rows that may be wrong, in the order of a course's.
    pub(super) fn rows(&self) -> impl Iterator<Item = AssumedRow> + use<'_> {
        self.doubts.iter().map(|doubt| doubt.row)
    }

    /// Calls `visit` with every draw's number and course.
    pub(super) fn for_each(mut self, mut visit: impl FnMut(usize, &Course)) {
        let posterior = self.posterior;
        let places = posterior.shares.len();
        let of_weeks = |weeks: usize| Course::zeros(weeks, places, self.spent.len(), self.doubts.len());
        let weeks = self.scenario.weeks.len();
        let (mut course, mut shown) = (of_weeks(weeks), of_weeks(weeks.saturating_sub(self.lead)));
        for (d, draw) in posterior.draws.iter().enumerate() {
            self.base(d, draw, &mut course);
            (0..self.spent.len()).for_each(|c| self.media(draw, c, &mut course.media[c]));
            (0..self.doubts.len()).for_each(|r| self.wrong(draw, r, &mut course));
            if self.ahead.is_some() {
                self.multiply(draw, &mut course);
            }
            course.add_up();
            self.noise(draw, &mut course);
            if self.lead == 0 {
                visit(d, &course);
            } else {
                course.copy_from_week(self.lead, &mut shown);
                visit(d, &shown);
            }
        }
    }

    /// Base and changes of slope; on the logarithmic scale where effects multiply.
    fn base(&mut self, d: usize, draw: &Draw, course: &mut Course) {
        let weeks = course.weeks.max(1);
        match &self.ahead {
            Some(ahead) => self.room.changes.copy_from_slice(&ahead.changes(d, draw)),
            None => {
                self.room.changes.fill(0.0);
                let spec = &self.posterior.spec().baseline;
                add_changes(spec, self.observed, draw, &mut self.rng, &mut self.room.changes);
            }
        }
        course.base.fill(0.0);
        let cells = course.base.chunks_exact_mut(weeks).zip(course.changes.chunks_exact_mut(weeks));
        for (g, (base, changes)) in cells.enumerate() {
            self.baseline.add_part(coefficients(draw, g), |_| true, base);
            let share = self.share(g);
            base.iter_mut().for_each(|x| *x *= share);
            changes.iter_mut().zip(&self.room.changes).for_each(|(out, x)| *out = share * x);
        }
    }

    /// The share of the nation that a geography's sums stand for: all of it where effects multiply.
    fn share(&self, g: usize) -> f64 {
        if self.ahead.is_some() { 1.0 } else { self.posterior.shares[g] }
    }

    /// What channel `c` brings, as planned or assumed.
    fn media(&mut self, draw: &Draw, c: usize, out: &mut [f64]) {
        let weeks = self.scenario.weeks.len().max(1);
        let (channel, planned) = (&draw.channels[c], self.scenario.planned(c));
        let places = self.spent[c].places.iter().zip(&channel.effects);
        for ((place, effect), out) in places.zip(out.chunks_exact_mut(weeks)) {
            let past = channel.response.past(&channel.drive(place));
            respond(channel, &past, planned, channel.intensity(place), *effect, &mut self.room.own, out);
        }
    }

    /// What being wrong about the `r`-th uncertain row brings.
    fn wrong(&mut self, draw: &Draw, r: usize, course: &mut Course) {
        let weeks = course.weeks.max(1);
        let doubt = &self.doubts[r];
        doubt.draw(&mut self.assumption_rng, &mut self.room.error);
        match doubt.row {
            AssumedRow::Driver(i) => {
                let unit = self.posterior.spec().baseline.drivers.get(i).map_or(1.0, |d| d.unit);
                let column = self.baseline.kinds.iter().position(|k| *k == CoefficientKind::Driver(i));
                for (g, out) in course.wrong[r].chunks_exact_mut(weeks).enumerate() {
                    let effect = column.map_or(0.0, |j| self.share(g) * coefficients(draw, g)[j] / unit);
                    out.iter_mut().zip(&self.room.error).for_each(|(x, error)| *x = effect * error);
                }
            }
            AssumedRow::Activity(c) => {
                let channel = &draw.channels[c];
                let Room { planned, error, own, .. } = &mut self.room;
                planned.iter_mut().zip(self.scenario.planned(c)).zip(&*error).for_each(|((x, p), e)| *x = p + e);
                let places = self.spent[c].places.iter().zip(&channel.effects);
                for ((place, effect), out) in places.zip(course.wrong[r].chunks_exact_mut(weeks)) {
                    let past = channel.response.past(&channel.drive(place));
                    respond(channel, &past, planned, channel.intensity(place), *effect, own, out);
                }
                course.wrong[r].iter_mut().zip(&course.media[c]).for_each(|(x, assumed)| *x -= assumed);
            }
        }
    }

    /// Turns the pieces' sums on the logarithmic scale into shares of the outcome.
    fn multiply(&self, draw: &Draw, course: &mut Course) {
        let form = draw.form;
        let weeks = course.weeks.max(1);
        let is_driver: Vec<bool> = self.rows().map(|row| matches!(row, AssumedRow::Driver(_))).collect();
        for cell in 0..course.base.len() {
            let population = self.posterior.shares[cell / weeks];
            let sum = |wanted: bool| -> f64 {
                let rows = course.wrong.iter().zip(&is_driver).filter(|(_, driver)| **driver == wanted);
                rows.map(|(row, _)| row[cell]).sum()
            };
            let base = course.base[cell];
            let with_base = base + course.changes[cell] + sum(true);
            let whole = with_base + course.media.iter().map(|m| m[cell]).sum::<f64>() + sum(false);
            let of_base = population * form.share(with_base, base);
            let of_media = population * form.share(whole, with_base);
            course.base[cell] = population * form.expected(base);
            course.changes[cell] *= of_base;
            course.media.iter_mut().for_each(|m| m[cell] *= of_media);
            let rows = course.wrong.iter_mut().zip(&is_driver);
            rows.for_each(|(row, driver)| row[cell] *= if *driver { of_base } else { of_media });
        }
    }

    /// How far chance moves every cell: each geography on its own.
    fn noise(&mut self, draw: &Draw, course: &mut Course) {
        let weeks = course.weeks.max(1);
        for (cell, noise) in course.noise.iter_mut().enumerate() {
            *noise = if self.ahead.is_some() {
                let expected = course.expected[cell];
                draw.form.scatter(expected, &mut self.rng) - expected
            } else {
                self.posterior.shares[cell / weeks] * draw.scales.noise * self.rng.student_t(draw.form.degrees)
            };
        }
    }
}

/// The baseline's coefficients of geography `g`.
fn coefficients(draw: &Draw, g: usize) -> &[f64] {
    draw.regions.get(g).map_or(&draw.coefficients, |region| &region.coefficients)
}

/// Writes what spend (or activity) of the nation brings in one geography into `out`, with room for its own.
fn respond(
    channel: &ChannelDraw,
    past: &Past,
    planned: &[f64],
    intensity: f64,
    effect: f64,
    own: &mut [f64],
    out: &mut [f64],
) {
    own.fill(0.0);
    own.iter_mut().zip(planned).for_each(|(x, spend)| *x = spend * intensity);
    channel.response.respond(past, own, out);
    out.iter_mut().for_each(|h| *h *= effect);
}

/// Adds changes of slope at the knots that lie ahead.
fn add_changes(spec: &BaselineSpec, observed: usize, draw: &Draw, rng: &mut Rng, series: &mut [f64]) {
    let spacing = spec.knot_spacing.max(1);
    let next = spec.knots.last().map_or(spacing, |k| k + spacing).max(observed);
    for knot in (next..observed + series.len()).step_by(spacing) {
        let change = draw.scales.slope_change * rng.normal();
        for (t, y) in series.iter_mut().enumerate() {
            *y += change * (observed + t).saturating_sub(knot) as f64 * 7.0 / DAYS_PER_YEAR;
        }
    }
}

//! The search for the best plan: splits between channels and weeks within channels, over a part of the draws.
//!
//! Where only the mean counts the split is exact for its curves (`split`). Otherwise the score listens to some draws more
//! than to others: going towards the split that is best for the draws it listens to never loses where curves are concave
//! (the conditional-gradient method of Frank and Wolfe 1956, with separate curves in place of a line), and moving a little
//! money between pairs of channels ends it.

use super::error::PlanError;
use super::flight::Flight;
use super::limits::{Bounds, Total, Until};
use super::media::{Media, TAIL_WEEKS, Weights};
use super::objective::Objective;
use super::path::Path;
use super::request::{Flighting, PlanRequest};
use super::resolve::Room;
use super::split::{Problem, Stop};
use super::surface::{Curve, Sheet};
use super::together::Together;
use crate::posterior::Posterior;

/// Draws over which the search is refined.
const DRAWS: usize = 500;
/// The same where effects multiply, or several geographies are added up.
const FEWER_DRAWS: usize = 200;
/// Draws over which weeks are sought.
const FLIGHT_DRAWS: usize = 60;
/// Totals at which a channel's response is computed over the whole of its room, and around what was found.
const WIDE: usize = 25;
const NARROW: usize = 9;
/// How far around what was found is looked.
const AROUND: f64 = 0.25;
/// Rounds in which weeks and totals are sought in turn.
const FLIGHTS: usize = 2;
/// Tangents that are drawn at most where effects multiply.
const TANGENTS: usize = 12;
/// A split that moves by less than this share of the budget has settled.
const SETTLED: f64 = 1e-5;
/// Steps towards the best split for the draws that are listened to.
const TOWARDS: usize = 12;

/// The search.
pub(super) struct Search<'a> {
    pub(super) request: &'a PlanRequest,
    pub(super) room: &'a Room,
    pub(super) objective: Objective,
    media: Media,
    every: usize,
    together: Option<Together<'a>>,
    weeks: Vec<f64>,
    per_unit: f64,
    per_spend: f64,
}

/// What every channel's totals bring.
pub(super) struct Tables {
    sheets: Vec<Sheet>,
    /// In the mean over draws, in the aim's metric.
    means: Vec<Curve>,
    /// What is added to each channel's values, as a line through two totals: there the mean is that of all draws.
    lines: Vec<Line>,
}

/// A straight line.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Line {
    at_zero: f64,
    slope: f64,
}

impl Line {
    /// Through two points; flat where they lie above each other, and none where the channel is left out in both.
    pub(super) fn through([(x, y), (u, v)]: [(f64, f64); 2], width: f64) -> Self {
        if (u - x).abs() <= 1e-3 * width {
            return Self { at_zero: y, slope: 0.0 };
        }
        let slope = (v - y) / (u - x);
        Self { at_zero: y - slope * x, slope }
    }

    fn at(self, x: f64) -> f64 {
        self.at_zero + self.slope * x
    }
}

/// Totals and how they lie over the weeks.
#[derive(Clone, Debug)]
pub(super) struct Found {
    pub(super) totals: Vec<f64>,
    pub(super) paths: Vec<Path>,
}

impl Found {
    /// Spend, channels x weeks.
    pub(super) fn spend(&self) -> Vec<Vec<f64>> {
        let of = |(path, total): (&Path, &f64)| {
            // Nothing at all is a plan too, whatever the weeks' least.
            if *total > 0.0 { path.at(*total).0 } else { vec![0.0; path.weeks().0.len()] }
        };
        self.paths.iter().zip(&self.totals).map(of).collect()
    }

    /// What the next unit of each channel would be shared out like.
    pub(super) fn shares(&self) -> Vec<Vec<f64>> {
        self.paths.iter().zip(&self.totals).map(|(path, total)| path.at(*total).1).collect()
    }
}

impl<'a> Search<'a> {
    /// Over every `every`-th draw of a posterior; `rest` is what comes without the plan in each of all draws.
    pub(super) fn new(
        posterior: &'a Posterior,
        request: &'a PlanRequest,
        room: &'a Room,
        rest: &[f64],
        weeks: &[f64],
    ) -> Self {
        let together = posterior.multiplies().then(|| Together::new(posterior, &request.today, weeks));
        let several = together.is_some() || posterior.region_count() > 0;
        let every = posterior.draws.len().div_ceil(if several { FEWER_DRAWS } else { DRAWS }).max(1);
        let aim = &request.aim;
        let per_unit = aim.metric.per_unit(aim.economics);
        let rest: Vec<f64> = rest.iter().step_by(every).map(|r| r * per_unit).collect();
        Self {
            objective: Objective::new(aim.risk, &rest),
            media: Media::new(posterior, &request.today, TAIL_WEEKS, every),
            weeks: weeks.to_vec(),
            per_spend: aim.metric.per_spend(),
            request,
            room,
            every,
            together,
            per_unit,
        }
    }

    /// How many draws it looks at.
    pub(super) fn draws(&self) -> usize {
        self.media.draws()
    }

    /// Planned weeks.
    pub(super) fn horizon(&self) -> usize {
        self.request.today.weeks.len()
    }

    /// Today's plan as a place to stand.
    fn today(&self) -> Found {
        let paths = self.room.leaves.iter().map(|leaf| leaf.path.clone()).collect();
        Found { totals: self.start(), paths }
    }

    /// The weeks of these totals, like today.
    pub(super) fn spend_of(&self, totals: &[f64]) -> Vec<Vec<f64>> {
        Found { totals: totals.to_vec(), ..self.today() }.spend()
    }

    /// What every total within the limits brings, week by week like today.
    pub(super) fn tables(&self) -> Tables {
        let today = self.today();
        let sheets = self.sheets(&today.paths, self.room, WIDE, &self.weights(&today));
        let even = vec![1.0 / self.draws().max(1) as f64; self.draws()];
        let means = sheets.iter().map(|sheet| sheet.weighted(&even, self.per_unit, self.per_spend)).collect();
        let lines = vec![Line::default(); sheets.len()];
        Tables { sheets, means, lines }
    }

    /// What the totals of one channel between some bounds bring, whatever its limits.
    pub(super) fn sheet(&self, c: usize, path: &Path, bounds: Bounds, points: usize) -> Sheet {
        let weights = self.weights(&self.today());
        let mut room = self.media.room();
        let without: Vec<f64> = (0..self.draws()).map(|d| self.media.without(c, d, &weights, &mut room)).collect();
        Sheet::of((&self.media, c), path, (bounds, points), &weights, &without)
    }

    /// The best totals by the mean over all draws, or over the worst share of them.
    ///
    /// # Errors
    /// [`PlanError::ReturnTooHigh`].
    pub(super) fn best_of(&self, tables: &Tables, worst: Option<f64>) -> Result<Vec<f64>, PlanError> {
        let objective = worst.map_or(Objective::Expected, Objective::Cautious);
        self.split_by(&objective, &tables.sheets, self.room)
    }

    /// Every draw's value of these totals, in the aim's metric.
    pub(super) fn table_values(&self, tables: &Tables, totals: &[f64]) -> Vec<f64> {
        let mut values = self.values(&tables.sheets, self.room, totals);
        let used = tables.lines.iter().zip(totals).filter(|(_, x)| **x > 0.0);
        let more: f64 = used.map(|(line, x)| self.per_unit * line.at(*x)).sum();
        values.iter_mut().for_each(|v| *v += more);
        values
    }

    /// Makes tables agree in the mean with what each channel brings over all draws with two splits.
    pub(super) fn align(&self, tables: &mut Tables, splits: [(&[f64], &[f64]); 2]) {
        let mean_at = |sheet: &Sheet, x: f64| {
            let mut values = vec![0.0; self.draws()];
            sheet.add_values(x, 1.0, &mut values);
            crate::math::mean(&values)
        };
        let line = |(c, sheet): (usize, &Sheet)| {
            let off = |(totals, exact): (&[f64], &[f64])| (totals[c], exact[c] - mean_at(sheet, totals[c]));
            Line::through(splits.map(off), splits[0].0[c].max(splits[1].0[c]))
        };
        tables.lines = tables.sheets.iter().enumerate().map(line).collect();
    }

    /// What the next unit of spend brings where it brings the most and may go.
    pub(super) fn next_unit(&self, tables: &Tables, totals: &[f64]) -> f64 {
        let slope = |(c, x): (usize, &f64)| {
            let leaf = &self.room.leaves[c];
            let has_room = *x < leaf.most.amount && (*x > 0.0 || !leaf.optional);
            has_room.then(|| tables.means[c].at(*x).1)
        };
        totals.iter().enumerate().filter_map(slope).fold(f64::NEG_INFINITY, f64::max).max(-1e300)
    }

    fn stop(&self) -> Stop {
        match self.request.limits.total {
            Total::Fixed(_) => Stop::Never,
            Total::Free { until: Until::ValueFalls, .. } => Stop::Unspent(0.0),
            Total::Free { until: Until::MarginalReturn(least), .. } => Stop::Unspent(least),
            Total::Free { until: Until::Return(least), .. } => Stop::Average(least),
        }
    }

    /// The best totals with today's weeks, and, where weeks may move, the best weeks too.
    ///
    /// # Errors
    /// [`PlanError::ReturnTooHigh`].
    pub(super) fn run(&self) -> Result<Vec<Found>, PlanError> {
        let paths: Vec<Path> = self.room.leaves.iter().map(|leaf| leaf.path.clone()).collect();
        let first = self.settle(paths)?;
        if self.request.flighting == Flighting::AsToday {
            return Ok(vec![first]);
        }
        let mut found = vec![first];
        for _ in 0..FLIGHTS {
            let last = found[found.len() - 1].clone();
            found.push(self.settle(self.best_weeks(&last))?);
        }
        Ok(found)
    }

    /// The best totals of these weeks: the tangent is drawn anew until they settle.
    fn settle(&self, paths: Vec<Path>) -> Result<Found, PlanError> {
        let start = self.start();
        let mut found = Found { totals: start, paths };
        let rounds = if self.together.is_some() { TANGENTS } else { 1 };
        for _ in 0..rounds {
            let weights = self.weights(&found);
            let wide = self.sheets(&found.paths, self.room, WIDE, &weights);
            let near = self.split(&wide, self.room)?;
            let room = self.around(&near);
            let totals = self.split(&self.sheets(&found.paths, &room, NARROW, &weights), &room).unwrap_or(near);
            let moved = totals.iter().zip(&found.totals).map(|(a, b)| (a - b).abs()).fold(0.0, f64::max);
            found.totals = totals;
            if moved < SETTLED * self.room.budget {
                break;
            }
        }
        Ok(found)
    }

    /// The same weeks with totals at which `slopes`, the exact marginal values over all draws where it stands, meet: the
    /// curves of the search keep their bend and take these slopes.
    pub(super) fn refined(&self, found: &Found, slopes: &[f64]) -> Option<Found> {
        if !self.objective.is_mean() {
            return None;
        }
        let room = self.around(&found.totals);
        let sheets = self.sheets(&found.paths, &room, NARROW, &self.weights(found));
        let even = vec![1.0 / self.draws().max(1) as f64; self.draws()];
        let curve = |((sheet, x), slope): ((&Sheet, &f64), &f64)| {
            let curve = sheet.weighted(&even, self.per_unit, self.per_spend);
            let more = slope - curve.at(*x).1;
            curve.tilted(*x, if more.is_finite() { more } else { 0.0 })
        };
        let curves: Vec<Curve> = sheets.iter().zip(&found.totals).zip(slopes).map(curve).collect();
        let totals = Problem { room: &room, curves: &curves, stop: self.stop() }.best().ok()?;
        Some(Found { totals, paths: found.paths.clone() })
    }

    /// Today's totals, moved into their bounds.
    fn start(&self) -> Vec<f64> {
        let today = self.request.today.totals();
        let inside = |(x, leaf): (&f64, &super::resolve::Leaf)| {
            if *x <= 0.0 && leaf.optional { 0.0 } else { x.clamp(leaf.least.amount, leaf.most.amount) }
        };
        today.iter().zip(&self.room.leaves).map(inside).collect()
    }

    /// What a unit of response counts, where the plan stands.
    fn weights(&self, at: &Found) -> Weights {
        match &self.together {
            None => Weights::Same(self.weeks.clone()),
            Some(together) => Weights::Own(together.weights(&at.spend(), self.every)),
        }
    }

    fn sheets(&self, paths: &[Path], within: &Room, points: usize, weights: &Weights) -> Vec<Sheet> {
        let all = within.span_of(&within.members);
        let mut room = self.media.room();
        let mut sheet = |(c, (path, leaf)): (usize, (&Path, &super::resolve::Leaf))| {
            // No channel gets more than what the others leave.
            let least = if leaf.optional { 0.0 } else { leaf.taken(leaf.least.amount) };
            let left = (within.budget - (all.min - least) - leaf.step_cost).max(leaf.least.amount);
            let bounds = Bounds { min: leaf.least.amount, max: leaf.most.amount.min(left) };
            let without: Vec<f64> =
                (0..self.media.draws()).map(|d| self.media.without(c, d, weights, &mut room)).collect();
            Sheet::of((&self.media, c), path, (bounds, points), weights, &without)
        };
        paths.iter().zip(&within.leaves).enumerate().map(&mut sheet).collect()
    }

    /// The same room, with every channel close to what it has.
    fn around(&self, totals: &[f64]) -> Room {
        let mut room = self.room.clone();
        for (leaf, x) in room.leaves.iter_mut().zip(totals) {
            if *x <= 0.0 && leaf.optional {
                leaf.least.amount = 0.0;
                leaf.most.amount = 0.0;
                continue;
            }
            leaf.optional = false;
            leaf.least.amount = leaf.least.amount.max(x * (1.0 - AROUND));
            leaf.most.amount = leaf.most.amount.min(x * (1.0 + AROUND)).max(leaf.least.amount);
        }
        room
    }

    fn split(&self, sheets: &[Sheet], room: &Room) -> Result<Vec<f64>, PlanError> {
        self.split_by(&self.objective, sheets, room)
    }

    fn split_by(&self, objective: &Objective, sheets: &[Sheet], room: &Room) -> Result<Vec<f64>, PlanError> {
        let draws = self.media.draws();
        let best_for = |weights: &[f64]| {
            let curve = |sheet: &Sheet| sheet.weighted(weights, self.per_unit, self.per_spend);
            let curves: Vec<_> = sheets.iter().map(curve).collect();
            let best = Problem { room, curves: &curves, stop: self.stop() }.best();
            best.map_err(|best| PlanError::ReturnTooHigh { best })
        };
        let mean = best_for(&vec![1.0 / draws.max(1) as f64; draws])?;
        if objective.is_mean() {
            return Ok(mean);
        }
        let mut at = mean;
        for _ in 0..TOWARDS {
            let values = self.values(sheets, room, &at);
            let target = best_for(&objective.weights(&values))?;
            let now = objective.score(&values);
            let step = |share: f64| -> Vec<f64> { at.iter().zip(&target).map(|(x, y)| x + share * (y - x)).collect() };
            let tried = [1.0, 0.5, 0.25, 0.1].into_iter().map(step).filter(|x| room.allows(x));
            let scored = tried.map(|x| (objective.score(&self.values(sheets, room, &x)), x));
            match scored.max_by(|a, b| a.0.total_cmp(&b.0)) {
                Some((score, next)) if score > now + 1e-9 * now.abs() => at = next,
                _ => break,
            }
        }
        self.nudge(objective, sheets, room, &mut at);
        Ok(at)
    }

    /// Every draw's value of these totals, in the aim's metric.
    fn values(&self, sheets: &[Sheet], room: &Room, totals: &[f64]) -> Vec<f64> {
        let mut values = vec![-self.per_spend * room.spent(totals); self.media.draws()];
        for ((sheet, x), leaf) in sheets.iter().zip(totals).zip(&room.leaves) {
            if *x > 0.0 || !leaf.optional {
                sheet.add_values(*x, self.per_unit, &mut values);
            }
        }
        if let (Stop::Unspent(worth), Objective::Cautious(_)) = (self.stop(), &self.objective) {
            let unspent = worth * (room.budget - room.spent(totals));
            values.iter_mut().for_each(|v| *v += unspent);
        }
        values
    }

    /// Moves a little between pairs of channels as long as the score rises, less and less.
    fn nudge(&self, objective: &Objective, sheets: &[Sheet], room: &Room, at: &mut Vec<f64>) {
        let n = at.len();
        let mut score = objective.score(&self.values(sheets, room, at));
        for halving in 0..6 {
            let step = room.budget / f64::from(25 << halving);
            let mut gained = true;
            while gained {
                gained = false;
                for (up, down) in (0..n * n).map(|i| (i / n, i % n)).filter(|(a, b)| a != b) {
                    let mut next = at.clone();
                    next[up] += step;
                    next[down] -= step;
                    if next[down] < 0.0 || at[up] <= 0.0 || !room.allows(&next) {
                        continue;
                    }
                    let new = objective.score(&self.values(sheets, room, &next));
                    if new > score + 1e-9 * score.abs() {
                        (score, *at, gained) = (new, next, true);
                    }
                }
            }
        }
    }

    /// The best weeks of every channel's total.
    fn best_weeks(&self, found: &Found) -> Vec<Path> {
        let weights = self.weights(found);
        let listened = self.listened(found, &weights);
        let best = |(c, (path, total)): (usize, (&Path, &f64))| {
            let flight = Flight { media: &self.media, channel: c, weights: &weights, draws: listened.clone() };
            path.with_pattern(&flight.best(path, *total))
        };
        found.paths.iter().zip(&found.totals).enumerate().map(best).collect()
    }

    /// The draws that weeks are sought over, and how much the score listens to each.
    fn listened(&self, found: &Found, weights: &Weights) -> Vec<(usize, f64)> {
        let every = self.media.draws().div_ceil(FLIGHT_DRAWS).max(1);
        let even = 1.0 / self.media.draws().div_ceil(every).max(1) as f64;
        if self.objective.is_mean() {
            return (0..self.media.draws()).step_by(every).map(|d| (d, even)).collect();
        }
        let room = self.around(&found.totals);
        let values = self.values(&self.sheets(&found.paths, &room, 2, weights), &room, &found.totals);
        let weights = self.objective.weights(&values).into_iter().enumerate();
        let mut heard: Vec<(usize, f64)> = weights.filter(|(_, q)| *q > 0.0).collect();
        heard.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
        heard.truncate(2 * FLIGHT_DRAWS);
        heard
    }
}

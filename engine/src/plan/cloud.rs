//! Thousands of allowed allocations, by what they bring and what they risk, and the best at each risk.
//!
//! Allocations are drawn at random inside the limits: a budget is handed out in a random order, each member of a group
//! getting a share between what the others leave and what they can take, so that every one is allowed. A part of them
//! lies on the way from such a split to one that is best for some appetite for risk, where the frontier is. They keep
//! today's weekly patterns.
//!
//! They are judged over a part of the draws; each channel's values are shifted by a line so that today's plan and the best
//! one bring in the mean exactly what they bring over all draws, as on every other screen.

use super::PlanRequest;
use super::aim::Risk;
use super::error::PlanError;
use super::judge::{Judge, Judged};
use super::limits::Bounds;
use super::objective::worst_mean;
use super::optimum::{room_of, weeks_that_count};
use super::resolve::{Node, Room};
use super::search::{Search, Tables};
use crate::math::mean;
use crate::posterior::Posterior;
use crate::random::Rng;
use serde::{Deserialize, Serialize};

/// The stream of random numbers for allocations.
const CLOUD_STREAM: u64 = (1 << 32) + 3;
/// The share of draws that is the worst, by which risk is measured.
const WORST: f64 = 0.1;
/// Appetites for risk whose best splits are added: the mean over so much of the draws, the worst, is the highest.
const APPETITES: [f64; 5] = [0.05, 0.15, 0.35, 0.6, 0.85];
/// Allocations of the frontier and of the list of the best that are named.
const NAMED: usize = 40;
const BEST: usize = 20;

/// What to draw.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct CloudRequest {
    /// Limits, aim and today's plan.
    pub plan: PlanRequest,
    /// How many allocations.
    pub count: usize,
    /// The seed.
    pub seed: u64,
}

/// One allocation. All figures are in the aim's metric, less what today's plan brings in the mean, over the weeks that count.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Spot {
    /// Each channel's total.
    pub totals: Vec<f64>,
    /// The mean over draws.
    pub expected: f64,
    /// How far the mean of the worst tenth of draws falls below it: the risk.
    pub risk: f64,
    /// What the next unit of spend brings where it brings the most.
    pub next_unit: f64,
    /// Probability that it brings more than today's plan.
    pub better: f64,
}

/// Allocations by return and risk.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Cloud {
    /// Every allocation's risk and expected value, for the picture.
    pub points: Vec<[f32; 2]>,
    /// Every allocation's totals: points x channels.
    pub totals: Vec<f32>,
    /// The efficient frontier, from the least risk to the highest expected value.
    pub frontier: Vec<Spot>,
    /// The best allocations, those whose next unit brings the most first.
    pub best: Vec<Spot>,
    /// Today's plan; its expected value is 0.
    pub today: Spot,
}

/// Draws allocations and judges them over the draws of a search.
///
/// # Errors
/// [`PlanError`] where limits contradict each other or the request does not belong to the fit.
pub fn cloud(posterior: &Posterior, request: &CloudRequest) -> Result<Cloud, PlanError> {
    // Return and risk are those of the plan itself, whatever the appetite.
    let mut plan = request.plan.clone();
    plan.aim.risk = Risk::Expected;
    let room = room_of(posterior, &plan)?;
    let weeks = weeks_that_count(&plan);
    let search = Search::new(posterior, &plan, &room, &[], &weeks);
    let mut tables = search.tables();
    let today = plan.today.totals();
    let mut known: Vec<Vec<f64>> = vec![search.best_of(&tables, None)?];
    let exact = Judge::new(posterior, &plan.today, &weeks);
    let judged = exact.judge(&[&plan.today.spend, &search.spend_of(&known[0])]);
    let means = |judged: &Judged| judged.channels.iter().map(|c| mean(c)).collect::<Vec<f64>>();
    let (today_means, best_means) = (means(&judged[0]), means(&judged[1]));
    search.align(&mut tables, [(&today, &today_means), (&known[0], &best_means)]);
    let today_values = search.table_values(&tables, &today);
    let judge = Judging { search: &search, tables: &tables, today: &today_values };
    for worst in APPETITES {
        known.push(search.best_of(&tables, Some(worst))?);
    }
    let mut rng = Rng::new(request.seed, CLOUD_STREAM);
    let mut splits = known.clone();
    while splits.len() < request.count.max(known.len()) {
        splits.push(random_split(&room, &known, &mut rng));
    }
    let spots: Vec<Spot> = splits.into_iter().map(|totals| judge.spot(totals)).collect();
    let own = judge.of_values(today, &today_values);
    Ok(Cloud {
        points: spots.iter().map(|s| [s.risk as f32, s.expected as f32]).collect(),
        totals: spots.iter().flat_map(|s| s.totals.iter().map(|x| *x as f32)).collect(),
        frontier: frontier(&spots),
        best: best(&spots),
        today: own,
    })
}

/// What allocations are judged by.
struct Judging<'a> {
    search: &'a Search<'a>,
    tables: &'a Tables,
    /// Today's value in each draw.
    today: &'a [f64],
}

impl Judging<'_> {
    fn spot(&self, totals: Vec<f64>) -> Spot {
        let values = self.search.table_values(self.tables, &totals);
        self.of_values(totals, &values)
    }

    fn of_values(&self, totals: Vec<f64>, values: &[f64]) -> Spot {
        let expected = mean(values);
        let better = values.iter().zip(self.today).filter(|(v, t)| v > t).count();
        Spot {
            expected: expected - mean(self.today),
            risk: expected - worst_mean(values, WORST),
            next_unit: self.search.next_unit(self.tables, &totals),
            better: better as f64 / values.len().max(1) as f64,
            totals,
        }
    }
}

/// A random split that keeps every limit.
fn random_split(room: &Room, known: &[Vec<f64>], rng: &mut Rng) -> Vec<f64> {
    let mut totals = vec![0.0; room.leaves.len()];
    let span = room.span_of(&room.members);
    let most = span.max.min(room.budget);
    let budget = if room.fixed { room.budget } else { rng.between(span.min.min(most), most.max(span.min)) };
    hand_out(room, &room.members, budget, rng, &mut totals);
    let towards = &known[(rng.between(0.0, known.len() as f64) as usize).min(known.len() - 1)];
    // Squared, so that more of them lie close to the best.
    let share = 1.0 - rng.between(0.0, 1.0);
    let share = share * share;
    let mixed: Vec<f64> = totals.iter().zip(towards).map(|(x, y)| y + share * (x - y)).collect();
    if room.allows(&mixed) { mixed } else { totals }
}

/// Hands `budget` out among nodes in a random order.
fn hand_out(room: &Room, nodes: &[Node], budget: f64, rng: &mut Rng, totals: &mut [f64]) {
    let mut order: Vec<&Node> = nodes.iter().collect();
    for i in (1..order.len()).rev() {
        order.swap(i, (rng.between(0.0, (i + 1) as f64) as usize).min(i));
    }
    let spans: Vec<Bounds> = order.iter().map(|node| room.span(node)).collect();
    let mut left = budget;
    for (i, node) in order.iter().enumerate() {
        let rest = spans[i + 1..].iter().fold((0.0, 0.0), |(min, max), s| (min + s.min, max + s.max));
        let low = spans[i].min.max(left - rest.1);
        let high = spans[i].max.min(left - rest.0).max(low);
        let own = rng.between(low, high);
        left -= own;
        match node {
            Node::Channel(c) => {
                let leaf = &room.leaves[*c];
                let media = own - leaf.step_cost;
                let is_out = leaf.optional && media < leaf.least.amount.max(1e-9 * room.budget);
                totals[*c] = if is_out { 0.0 } else { media.clamp(leaf.least.amount, leaf.most.amount) };
            }
            Node::Group { members, .. } => hand_out(room, members, own, rng, totals),
        }
    }
}

/// Allocations that no other beats in both, thinned out evenly.
fn frontier(spots: &[Spot]) -> Vec<Spot> {
    let mut order: Vec<&Spot> = spots.iter().collect();
    order.sort_by(|a, b| a.risk.total_cmp(&b.risk).then(b.expected.total_cmp(&a.expected)));
    let mut efficient: Vec<&Spot> = vec![];
    for spot in order {
        if efficient.last().is_none_or(|last| spot.expected > last.expected) {
            efficient.push(spot);
        }
    }
    let step = efficient.len().saturating_sub(1) as f64 / (NAMED.min(efficient.len()).max(2) - 1) as f64;
    let mut picked: Vec<usize> = (0..NAMED.min(efficient.len())).map(|i| (i as f64 * step).round() as usize).collect();
    picked.dedup();
    picked.into_iter().filter_map(|i| efficient.get(i)).map(|s| (*s).clone()).collect()
}

/// The highest expected values, those with the most in the next unit first.
fn best(spots: &[Spot]) -> Vec<Spot> {
    let mut order: Vec<&Spot> = spots.iter().collect();
    order.sort_by(|a, b| b.expected.total_cmp(&a.expected));
    let mut best: Vec<Spot> = order.into_iter().take(BEST).cloned().collect();
    best.sort_by(|a, b| b.next_unit.total_cmp(&a.next_unit));
    best
}

#[cfg(test)]
mod tests {
    use super::super::limits::{GroupLimits, Limits};
    use super::super::{Scenario, optimise};
    use super::*;
    use crate::model::{Link, NoiseFamily};

    fn request(posterior: &Posterior) -> PlanRequest {
        let today = Scenario::going_on(&posterior.panel, 9);
        let totals = today.totals();
        let bounds: Vec<Bounds> = totals.iter().map(|x| Bounds { min: 0.3 * x, max: 1.9 * x + 0.1 }).collect();
        let pair = GroupLimits {
            name: "pair".into(),
            channels: vec![0, 1],
            total: Bounds { min: 0.0, max: 1.1 * (totals[0] + totals[1]) },
            change: None,
        };
        let limits = Limits { groups: vec![pair], ..Limits::of_totals(totals.iter().sum(), &bounds) };
        PlanRequest { limits, ..PlanRequest::of_totals(today, 0.0, &[]) }
    }

    #[test]
    fn every_allocation_is_allowed_and_none_beats_the_optimum() {
        for link in [Link::Identity, Link::Log] {
            let posterior = Posterior::of_form(link, NoiseFamily::Normal, 0);
            let plan = request(&posterior);
            let found = cloud(&posterior, &CloudRequest { plan: plan.clone(), count: 500, seed: 1 }).unwrap();
            assert_eq!((found.points.len(), found.totals.len()), (500, 1500));
            let room = room_of(&posterior, &plan).unwrap();
            for totals in found.totals.chunks_exact(3) {
                let totals: Vec<f64> = totals.iter().map(|x| f64::from(*x)).collect();
                let slack: Vec<f64> = totals.iter().map(|x| x * (1.0 + 1e-7)).collect();
                assert!(room.allows(&totals) || room.allows(&slack), "{totals:?}");
            }
            let optimum = optimise(&posterior, &plan).unwrap().uplift.mean;
            let most = found.points.iter().map(|p| f64::from(p[1])).fold(f64::NEG_INFINITY, f64::max);
            // Where effects multiply, tables are tangents at today's plan.
            let close = if link == Link::Identity { 1e-3 } else { 1e-2 };
            assert!(most <= optimum * (1.0 + close) && most >= optimum * 0.9, "{most} {optimum}");
            assert!(found.frontier.windows(2).all(|w| w[0].risk <= w[1].risk && w[0].expected < w[1].expected));
            assert!(found.best.windows(2).all(|w| w[0].next_unit >= w[1].next_unit));
            assert!(found.today.expected.abs() < 1e-9);
        }
    }

    #[test]
    fn the_same_seed_draws_the_same() {
        let posterior = Posterior::of_form(Link::Identity, NoiseFamily::Normal, 0);
        let draw = |seed| cloud(&posterior, &CloudRequest { plan: request(&posterior), count: 60, seed }).unwrap();
        assert_eq!(draw(3), draw(3));
        assert_ne!(draw(3).totals, draw(4).totals);
    }
}

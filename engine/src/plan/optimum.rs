//! The optimum beside today's plan, with what it adds, how sure that is, and why it is the best.

use super::aim::{Aim, Reach, Risk};
use super::error::PlanError;
use super::evidence::{binding, evidence};
use super::judge::{Judge, Judged};
use super::limits::{Bounds, ChannelLimits, Limits, Total, Until};
use super::media::TAIL_WEEKS;
use super::objective::Objective;
use super::path::Path;
use super::request::{ChannelPlan, Evidence, Plan, PlanRequest};
use super::resolve::Room;
use super::scenario::Scenario;
use super::search::{Found, Search};
use crate::math::{Interval, mean};
use crate::posterior::Posterior;

/// Finds the best plan of a request whose aim does not need to know what comes without the plan.
///
/// Never worse than today's plan by the aim's score, where that is allowed.
///
/// # Errors
/// [`PlanError`] where limits contradict each other or the request does not belong to the fit.
pub fn optimise(posterior: &Posterior, request: &PlanRequest) -> Result<Plan, PlanError> {
    optimise_with(posterior, request, &[])
}

/// As [`optimise`], with what comes over the horizon without any planned spend: one total a draw, in the outcome's unit,
/// noise included. An aim of reaching a goal needs it; without it such an aim is that of the highest mean.
///
/// # Errors
/// As [`optimise`].
pub fn optimise_with(posterior: &Posterior, request: &PlanRequest, rest: &[f64]) -> Result<Plan, PlanError> {
    let room = room_of(posterior, request)?;
    let weeks = weeks_that_count(request);
    let rest = if rest.len() == posterior.draws.len() { rest } else { &[] };
    let request = &if rest.is_empty() { without_goal(request) } else { request.clone() };
    let judge = Judge::new(posterior, &request.today, &weeks);
    let scale = Scale::of(request, rest);
    let search = Search::new(posterior, request, &room, rest, &weeks);
    let mut found = search.run()?;
    if let Some(last) = found.last() {
        let slopes = scale.mean_slopes(&judge.marginal(&last.spend(), &last.shares()));
        found.extend(search.refined(last, &slopes));
    }
    let today = &request.today.spend;
    let spends: Vec<Vec<Vec<f64>>> = found.iter().map(Found::spend).collect();
    let plans: Vec<&[Vec<f64>]> = std::iter::once(today.as_slice()).chain(spends.iter().map(Vec::as_slice)).collect();
    let judged = judge.judge(&plans);
    let score = |i: usize| scale.score(&judged[i], scale.cost(&room, plans[i]));
    let best = (1..plans.len()).max_by(|a, b| score(*a).total_cmp(&score(*b))).unwrap_or(0);
    let is_allowed = allows_today(&room, &request.today);
    let chosen = if is_allowed && score(0) > score(best) { 0 } else { best };
    let last = &found[best.saturating_sub(1)];
    let shares = last.shares();
    let marginal = judge.marginal(plans[chosen], &shares);
    Ok(report(posterior, request, &room, &scale, (plans[chosen], &judged[0], &judged[chosen]), marginal))
}

/// What a plan of someone's own brings beside today's: the figures of a plan, without any evidence that it is the best.
/// Limits have no part in it.
///
/// # Errors
/// [`PlanError`] where the request or the spend (channels x weeks) does not belong to the fit.
pub fn appraise(posterior: &Posterior, request: &PlanRequest, spend: &[Vec<f64>]) -> Result<Plan, PlanError> {
    let own = Scenario { spend: spend.to_vec(), ..request.today.clone() };
    own.check(&posterior.panel)?;
    let totals = own.totals();
    let open = |total: &f64| ChannelLimits::of_total(Bounds { min: 0.0, max: 2.0 * total });
    let most = totals.iter().sum::<f64>().max(f64::MIN_POSITIVE);
    let request = PlanRequest {
        limits: Limits {
            total: Total::Free { most, until: Until::ValueFalls },
            channels: totals.iter().map(open).collect(),
            groups: vec![],
        },
        aim: Aim { risk: Risk::Expected, ..request.aim },
        ..request.clone()
    };
    let room = room_of(posterior, &request)?;
    let judge = Judge::new(posterior, &request.today, &weeks_that_count(&request));
    let judged = judge.judge(&[&request.today.spend, spend]);
    let next = |row: &Vec<f64>| Path::new(row, &ChannelLimits::default()).at(row.iter().sum()).1;
    let marginal = judge.marginal(spend, &spend.iter().map(next).collect::<Vec<_>>());
    let scale = Scale::of(&request, &[]);
    let plan = report(posterior, &request, &room, &scale, (spend, &judged[0], &judged[1]), marginal);
    Ok(Plan { evidence: Evidence::default(), ..plan })
}

/// The room of a request, checked against the fit.
pub(super) fn room_of(posterior: &Posterior, request: &PlanRequest) -> Result<Room, PlanError> {
    check(posterior, request)?;
    let channels = posterior.panel.channels();
    let names: Vec<String> = channels.iter().map(|c| c.name.clone()).collect();
    let paid: Vec<bool> = channels.iter().map(crate::panel::Channel::is_paid).collect();
    Room::of(request, &names, &paid)
}

/// The most that the limits of a request's channels and groups leave to spend, whatever its budget.
///
/// # Errors
/// As [`optimise`].
pub fn most_budget(posterior: &Posterior, request: &PlanRequest) -> Result<f64, PlanError> {
    let mut open = request.clone();
    open.limits.total = Total::Free { most: f64::MAX, until: Until::ValueFalls };
    let room = room_of(posterior, &open)?;
    Ok(room.span_of(&room.members).max)
}

/// What a scenario's planned spend brings until its carry-over has faded, draw by draw, in the outcome's unit.
pub(crate) fn media_totals(posterior: &Posterior, scenario: &Scenario) -> Vec<f64> {
    let weeks = Reach::default().weights(scenario.weeks.len(), TAIL_WEEKS);
    let judge = Judge::new(posterior, scenario, &weeks);
    judge.judge(&[&scenario.spend]).swap_remove(0).totals()
}

/// What each week counts: a goal is for the horizon.
pub(super) fn weeks_that_count(request: &PlanRequest) -> Vec<f64> {
    let reach = if matches!(request.aim.risk, Risk::Goal { .. }) { Reach::Horizon } else { request.aim.reach };
    reach.weights(request.today.weeks.len(), TAIL_WEEKS)
}

fn without_goal(request: &PlanRequest) -> PlanRequest {
    let mut request = request.clone();
    if matches!(request.aim.risk, Risk::Goal { .. }) {
        request.aim.risk = Risk::Expected;
    }
    request
}

fn check(posterior: &Posterior, request: &PlanRequest) -> Result<(), PlanError> {
    if posterior.draws.is_empty() {
        return Err(PlanError::NoDraws);
    }
    let channels = posterior.panel.channels().len();
    if request.today.spend.len() != channels || request.limits.channels.len() != channels {
        return Err(PlanError::NotOfThisFit);
    }
    request.today.check(&posterior.panel)
}

fn allows_today(room: &Room, today: &Scenario) -> bool {
    let in_week = |(leaf, spend): (&super::resolve::Leaf, &Vec<f64>)| {
        let (low, high) = leaf.path.weeks();
        let slack = 1e-6 * room.budget;
        let inside = |(x, (l, h)): (&f64, (&f64, &f64))| *x >= l - slack && *x <= h + slack;
        let is_out = leaf.optional && spend.iter().all(|x| *x == 0.0);
        is_out || spend.iter().zip(low.iter().zip(high)).all(inside)
    };
    room.allows(&today.totals()) && room.leaves.iter().zip(&today.spend).all(in_week)
}

/// From outcome to the aim's metric.
pub(super) struct Scale {
    per_unit: f64,
    per_spend: f64,
    objective: Objective,
}

impl Scale {
    pub(super) fn of(request: &PlanRequest, rest: &[f64]) -> Self {
        let aim = &request.aim;
        let per_unit = aim.metric.per_unit(aim.economics);
        let rest: Vec<f64> = rest.iter().map(|r| r * per_unit).collect();
        Self { per_unit, per_spend: aim.metric.per_spend(), objective: Objective::new(aim.risk, &rest) }
    }

    /// What a plan's spend takes from the metric.
    pub(super) fn cost(&self, room: &Room, spend: &[Vec<f64>]) -> f64 {
        let totals: Vec<f64> = spend.iter().map(|s| s.iter().sum()).collect();
        self.per_spend * room.spent(&totals)
    }

    /// Every draw in the aim's metric.
    pub(super) fn values(&self, judged: &Judged, cost: f64) -> Vec<f64> {
        judged.totals().iter().map(|v| self.per_unit * v - cost).collect()
    }

    /// Every channel's marginal value, in the mean over draws.
    fn mean_slopes(&self, marginal: &[Vec<f64>]) -> Vec<f64> {
        marginal.iter().map(|row| self.per_unit * mean(row) - self.per_spend).collect()
    }

    fn score(&self, judged: &Judged, cost: f64) -> f64 {
        self.objective.score(&self.values(judged, cost))
    }
}

fn report(
    posterior: &Posterior,
    request: &PlanRequest,
    room: &Room,
    scale: &Scale,
    (spend, before, after): (&[Vec<f64>], &Judged, &Judged),
    mut marginal: Vec<Vec<f64>>,
) -> Plan {
    let totals: Vec<f64> = spend.iter().map(|s| s.iter().sum()).collect();
    let today = request.today.totals();
    let after_values = scale.values(after, scale.cost(room, spend));
    let weights = scale.objective.weights(&after_values);
    let weighted = |row: &Vec<f64>| row.iter().zip(&weights).map(|(m, q)| m * q).sum::<f64>();
    let in_metric: Vec<f64> = marginal.iter().map(|row| scale.per_unit * weighted(row) - scale.per_spend).collect();
    let evidence = evidence(room, &totals, &in_metric);
    let differ = |a: &[f64], b: &[f64]| -> Vec<f64> { a.iter().zip(b).map(|(a, b)| a - b).collect() };
    let mut gain = differ(&after_values, &scale.values(before, scale.cost(room, &request.today.spend)));
    let better = gain.iter().filter(|g| **g > 0.0).count() as f64 / gain.len() as f64;
    let (mut before_all, mut after_all) = (before.totals(), after.totals());
    let mut uplift = differ(&after_all, &before_all);
    let channels = (0..totals.len()).map(|c| ChannelPlan {
        name: posterior.panel.channels()[c].name.clone(),
        today: today[c],
        planned: totals[c],
        binding: binding(room, &room.leaves[c], totals[c]),
        today_response: Interval::of(&mut before.channels[c].clone()),
        planned_response: Interval::of(&mut after.channels[c].clone()),
        marginal_return: Interval::of(&mut marginal[c]),
    });
    Plan {
        channels: channels.collect(),
        scenario: Scenario { spend: spend.to_vec(), ..request.today.clone() },
        planned_response: Interval::of(&mut after_all),
        today_response: Interval::of(&mut before_all),
        uplift: Interval::of(&mut uplift),
        gain: Interval::of(&mut gain),
        probability_better: better,
        evidence,
    }
}

#[cfg(test)]
mod tests {
    use super::super::limits::{GroupLimits, WeekRule};
    use super::super::{Economics, Flighting, Metric};
    use super::*;
    use crate::forecast::project;
    use crate::model::{Link, NoiseFamily};
    use crate::transforms::response::Families;
    use proptest::prelude::*;

    fn request(posterior: &Posterior, freedom: f64) -> PlanRequest {
        let today = Scenario::going_on(&posterior.panel, 9);
        let totals = today.totals();
        let bound = |x: &f64| Bounds { min: (1.0 - freedom) * x, max: (1.0 + freedom) * x + 0.1 };
        let bounds: Vec<Bounds> = totals.iter().map(bound).collect();
        PlanRequest::of_totals(today, totals.iter().sum(), &bounds)
    }

    /// Invariant of the loop: what a plan adds is what the forecasts differ by, until its carry-over has faded.
    #[test]
    fn a_plan_is_worth_what_its_forecasts_differ_by() {
        let log = |noise, regions| Posterior::of_form(Link::Log, noise, regions);
        let posteriors = [
            log(NoiseFamily::Normal, 0),
            log(NoiseFamily::NegativeBinomial, 0),
            log(NoiseFamily::Normal, 2),
            log(NoiseFamily::NegativeBinomial, 2),
            Posterior::of_form(Link::Identity, NoiseFamily::Normal, 2),
            Posterior::of_form(Link::Identity, NoiseFamily::StudentT, 2),
        ];
        for posterior in posteriors {
            let request = request(&posterior, 0.7);
            let plan = optimise(&posterior, &request).unwrap();
            let faded = Scenario::going_on(&posterior.panel, 9 + TAIL_WEEKS);
            let total = |scenario: &Scenario| {
                let spend = scenario.spend.iter().map(|s| [s.as_slice(), &[0.0; TAIL_WEEKS]].concat()).collect();
                let expected = project(&posterior, &Scenario { spend, ..faded.clone() }).expected;
                mean(&expected.totals(0, 9 + TAIL_WEEKS))
            };
            let difference = total(&plan.scenario) - total(&request.today);
            assert!((difference / plan.uplift.mean - 1.0).abs() < 1e-6, "{difference} {}", plan.uplift.mean);
            let parts: f64 = plan.channels.iter().map(|c| c.planned_response.mean).sum();
            assert!((parts / plan.planned_response.mean - 1.0).abs() < 1e-9);
            assert!(plan.uplift.mean >= 0.0);
        }
    }

    /// The mean over draws of what a plan brings more than today's.
    fn gain_of(posterior: &Posterior, request: &PlanRequest, spend: &[Vec<f64>]) -> f64 {
        let judge = Judge::new(posterior, &request.today, &weeks_that_count(request));
        let judged = judge.judge(&[&request.today.spend, spend]);
        mean(&judged[1].totals()) - mean(&judged[0].totals())
    }

    /// No move of a little money between two channels with room does better, and marginal returns are slopes.
    #[test]
    fn the_optimum_is_one_and_marginal_returns_are_its_slopes() {
        for link in [Link::Log, Link::Identity] {
            let posterior = Posterior::of_form(link, NoiseFamily::Normal, 0);
            let request = request(&posterior, 0.7);
            let plan = optimise(&posterior, &request).unwrap();
            let totals = plan.scenario.totals();
            let moved_by = |moves: &[(usize, f64)]| {
                let mut totals = totals.clone();
                moves.iter().for_each(|(c, x)| totals[*c] += x);
                (plan.scenario.with_totals(&totals).spend, totals)
            };
            let best = gain_of(&posterior, &request, &plan.scenario.spend);
            let step = 2e-3 * totals.iter().sum::<f64>();
            for (from, to) in (0..9).map(|i| (i / 3, i % 3)).filter(|(a, b)| a != b) {
                let (spend, totals) = moved_by(&[(from, -step), (to, step)]);
                let limits = &request.limits.channels;
                if totals.iter().zip(limits).all(|(x, l)| *x >= l.total.min && *x <= l.total.max) {
                    let gain = gain_of(&posterior, &request, &spend) - best;
                    assert!(gain < 1e-5 * plan.planned_response.mean, "{link:?} {from} to {to}: {gain}");
                }
            }
            let h = 1e-5 * totals[0];
            let up = gain_of(&posterior, &request, &moved_by(&[(0, h)]).0);
            let down = gain_of(&posterior, &request, &moved_by(&[(0, -h)]).0);
            let (numeric, found) = ((up - down) / (2.0 * h), plan.channels[0].marginal_return.mean);
            assert!((found / numeric - 1.0).abs() < 1e-4, "{link:?}: {found} {numeric}");
        }
    }

    #[test]
    fn the_next_unit_brings_the_same_wherever_nothing_binds() {
        let posterior = Posterior::of_form(Link::Identity, NoiseFamily::Normal, 0);
        let plan = optimise(&posterior, &request(&posterior, 0.95)).unwrap();
        assert!(plan.evidence.free >= 2 && plan.evidence.spread < 2e-3, "{:?}", plan.evidence);
        let tight = optimise(&posterior, &request(&posterior, 0.05)).unwrap();
        for price in tight.evidence.prices {
            assert!(price.per_unit > 0.0, "{price:?}");
        }
    }

    /// More room for what binds is worth its price, to first order.
    #[test]
    fn a_price_is_what_more_room_brings() {
        let posterior = Posterior::of_form(Link::Identity, NoiseFamily::Normal, 0);
        let mut asked = request(&posterior, 0.9);
        let free = optimise(&posterior, &asked).unwrap();
        let most = free.channels.iter().enumerate().max_by(|a, b| a.1.planned.total_cmp(&b.1.planned)).unwrap().0;
        asked.limits.channels[most].total.max = 0.8 * free.channels[most].planned;
        let capped = optimise(&posterior, &asked).unwrap();
        let name = capped.channels[most].name.clone();
        let of_cap = |p: &&super::super::Price| p.limit == super::super::Limit::Maximum(name.clone());
        let price = capped.evidence.prices.iter().find(of_cap).unwrap().per_unit;
        let room = 1e-3 * capped.channels[most].planned;
        asked.limits.channels[most].total.max += room;
        let wider = optimise(&posterior, &asked).unwrap();
        let gained = (wider.uplift.mean - capped.uplift.mean) / room;
        assert!((gained / price - 1.0).abs() < 0.1, "{gained} {price}");
    }

    /// The optimum, handed in as a plan of one's own, brings what it brings as the optimum.
    #[test]
    fn a_plan_of_ones_own_is_judged_as_any_other() {
        for link in [Link::Log, Link::Identity] {
            let posterior = Posterior::of_form(link, NoiseFamily::Normal, 0);
            let asked = request(&posterior, 0.5);
            let best = optimise(&posterior, &asked).unwrap();
            let own = appraise(&posterior, &asked, &best.scenario.spend).unwrap();
            assert_eq!((own.uplift, own.gain, own.scenario.clone()), (best.uplift, best.gain, best.scenario.clone()));
            for (own, best) in own.channels.iter().zip(&best.channels) {
                let near = own.marginal_return.mean / best.marginal_return.mean - 1.0;
                assert!(own.planned_response == best.planned_response && near.abs() < 1e-9, "{own:?} {best:?}");
            }
            let none = appraise(&posterior, &asked, &vec![vec![0.0; 9]; 3]).unwrap();
            assert!(none.uplift.mean < 0.0 && none.planned_response.mean == 0.0);
            assert_eq!(appraise(&posterior, &asked, &[]), Err(PlanError::NotOfThisFit));
        }
    }

    #[test]
    fn weeks_that_may_move_never_lose() {
        for families in Families::all().step_by(5) {
            let posterior = Posterior::of_families(families, 60);
            let mut asked = request(&posterior, 0.5);
            let as_today = optimise(&posterior, &asked).unwrap();
            asked.flighting = Flighting::ByWeek;
            asked.limits.channels[0].weeks = vec![WeekRule::Blackout, WeekRule::Committed(0.1)];
            asked.limits.channels[0].weekly_cap = Some(asked.limits.channels[0].total.max / 3.0);
            let by_week = optimise(&posterior, &asked).unwrap();
            let first = &by_week.scenario.spend[0];
            assert!(first[0] == 0.0 && (first[1] - 0.1).abs() < 1e-9, "{first:?}");
            asked.limits.channels[0] = ChannelLimits::of_total(asked.limits.channels[0].total);
            let free = optimise(&posterior, &asked).unwrap();
            assert!(free.uplift.mean >= as_today.uplift.mean - 1e-9 * as_today.planned_response.mean, "{families:?}");
        }
    }

    /// Promises of .1 and .2 are more than .3 by a hair.
    #[test]
    fn promises_may_fill_a_total_to_the_last_cent() {
        let posterior = Posterior::of_families(Families::default(), 60);
        let mut asked = request(&posterior, 0.7);
        let budget = 0.3 + asked.today.totals()[1..].iter().sum::<f64>();
        let weeks = [0.1, 0.2].into_iter().chain([0.0; 7]).map(WeekRule::Committed).collect();
        asked.limits.channels[0] = ChannelLimits { weeks, ..ChannelLimits::of_total(Bounds { min: 0.0, max: 0.3 }) };
        asked.limits.total = Total::Fixed(budget);
        for flighting in [Flighting::AsToday, Flighting::ByWeek] {
            asked.flighting = flighting;
            let plan = optimise(&posterior, &asked).unwrap();
            assert!((plan.channels[0].planned - 0.3).abs() < 1e-9, "{:?}", plan.channels[0]);
        }
    }

    #[test]
    fn profit_stops_where_the_next_unit_no_longer_pays() {
        let posterior = Posterior::of_form(Link::Identity, NoiseFamily::Normal, 0);
        let mut asked = request(&posterior, 1.0);
        let most = 20.0 * asked.today.totals().iter().sum::<f64>();
        asked.limits.channels.iter_mut().for_each(|c| c.total.max = most);
        asked.limits.total = Total::Free { most, until: Until::ValueFalls };
        // So that the next unit pays today, and no longer at twenty times as much.
        let today = optimise(&posterior, &request(&posterior, 0.0)).unwrap();
        let returns = mean(&today.channels.iter().map(|c| c.marginal_return.mean).collect::<Vec<f64>>());
        let economics = Economics { revenue_per_unit: 1.0, margin: 2.0 / returns };
        asked.aim = Aim { metric: Metric::Profit, economics, ..Aim::default() };
        let plan = optimise(&posterior, &asked).unwrap();
        let spent: f64 = plan.scenario.totals().iter().sum();
        assert!(spent < 0.99 * most && spent > 0.0, "{spent} {most}");
        for channel in plan.channels.iter().filter(|c| c.planned > 1e-3 * spent) {
            let next = channel.marginal_return.mean * economics.margin;
            assert!((next - 1.0).abs() < 0.02, "{channel:?}");
        }
    }

    /// Caution and goals are scored by what they are for: never worse there than the plan of the highest mean.
    #[test]
    fn every_risk_is_served_best_by_its_own_plan() {
        let posterior = Posterior::of_families(Families::default(), 60);
        let asked = request(&posterior, 0.9);
        let rest: Vec<f64> = (0..posterior.draws.len()).map(|d| 100.0 + d as f64).collect();
        let expected = optimise_with(&posterior, &asked, &rest).unwrap();
        for risk in [Risk::Cautious { worst: 0.3 }, Risk::Goal { amount: 105.0 + expected.planned_response.mean }] {
            let mut own = asked.clone();
            own.aim.risk = risk;
            let plan = optimise_with(&posterior, &own, &rest).unwrap();
            let judge = Judge::new(&posterior, &own.today, &weeks_that_count(&own));
            let judged = judge.judge(&[&plan.scenario.spend, &expected.scenario.spend]);
            let scale = Scale::of(&own, &rest);
            let (found, mean) = (scale.score(&judged[0], 0.0), scale.score(&judged[1], 0.0));
            assert!(found >= mean - 1e-3 * mean.abs(), "{risk:?}: {found} {mean}");
        }
    }

    #[test]
    fn what_does_not_belong_to_the_fit_is_refused() {
        let posterior = Posterior::of_families(Families::default(), 60);
        let asked = request(&posterior, 0.5);
        let refused = |change: &dyn Fn(&mut PlanRequest)| {
            let mut own = asked.clone();
            change(&mut own);
            optimise(&posterior, &own).unwrap_err()
        };
        assert_eq!(refused(&|r| r.today.weeks.clear()), PlanError::NoWeeks);
        assert_eq!(
            refused(&|r| {
                r.limits.channels.pop();
            }),
            PlanError::NotOfThisFit
        );
        let before = crate::calendar::weeks_after(jiff::civil::date(2001, 1, 1), 9);
        assert_eq!(refused(&|r| r.today.weeks.clone_from(&before)), PlanError::BeforeTheDataEnd);
        assert_eq!(refused(&|r| r.limits.total = Total::Fixed(-1.0)), PlanError::NoBudget);
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(24))]
        #[test]
        fn limits_are_kept_and_a_plan_is_never_worse(
            freedom in 0.05..0.95f64, cap in 0.15..1.0f64, floor in 0.0..0.05f64, by_week in proptest::bool::ANY,
            group in 0.4..1.2f64, more in 0.0..0.3f64,
        ) {
            let posterior = Posterior::of_form(Link::Identity, NoiseFamily::Normal, 0);
            let mut asked = request(&posterior, freedom);
            if by_week {
                asked.flighting = Flighting::ByWeek;
            }
            let today = asked.today.totals();
            for (limits, today) in asked.limits.channels.iter_mut().zip(&today) {
                limits.weekly_cap = Some(cap * today + 0.1);
                limits.weekly_floor = floor * today / 9.0;
            }
            let pair = GroupLimits {
                name: "pair".into(), channels: vec![0, 1], change: None,
                total: Bounds { min: 0.0, max: group * (today[0] + today[1]) },
            };
            asked.limits.groups = vec![pair];
            match optimise(&posterior, &asked) {
                Err(PlanError::Conflicts(conflicts)) => prop_assert!(!conflicts.is_empty()),
                Err(other) => prop_assert!(false, "{other}"),
                Ok(plan) => {
                    let room = room_of(&posterior, &asked).unwrap();
                    prop_assert!(allows_today(&room, &plan.scenario), "{:?}", plan.scenario.spend);
                    if allows_today(&room, &asked.today) {
                        prop_assert!(plan.uplift.mean >= -1e-9 * plan.planned_response.mean);
                    }
                    // More budget never brings less.
                    let Total::Fixed(budget) = asked.limits.total else { unreachable!() };
                    let mut larger = asked.clone();
                    larger.limits = Limits { total: Total::Fixed(budget * (1.0 + more * freedom)), ..larger.limits };
                    if let Ok(larger) = optimise(&posterior, &larger) {
                        let slack = 1e-4 * plan.planned_response.mean;
                        prop_assert!(larger.planned_response.mean >= plan.planned_response.mean - slack);
                    }
                }
            }
        }
    }
}

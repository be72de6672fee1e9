//! The optimum beside today's plan, with what it adds and how sure that is.

use super::allocate::{Bounds, GridCurve, allocate};
use super::multiplied::Together;
use super::response::PlannedResponse;
use super::scenario::Scenario;
use crate::math::{Interval, mean};
use crate::posterior::{Draw, Posterior};
use serde::{Deserialize, Serialize};
use std::fmt;

/// Draws over which the optimum is sought; all draws judge the result.
const SEARCH_DRAWS: usize = 500;
/// Points at which each channel's mean response is computed.
const GRID: usize = 33;

/// What to plan.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct PlanRequest {
    /// Today's plan: the pattern of each channel's weeks, and what the optimum is compared with.
    pub today: Scenario,
    /// Spend to be handed out over the horizon.
    pub budget: f64,
    /// Bounds on each channel's total.
    pub bounds: Vec<Bounds>,
}

/// Why there is no plan.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum PlanError {
    /// A bound or the budget is negative or not a number.
    NotAnAmount {
        /// The channel, or `None` for the budget.
        channel: Option<String>,
    },
    /// A channel's minimum exceeds its maximum.
    MinimumAboveMaximum {
        /// The channel.
        channel: String,
    },
    /// The minima need more than the budget.
    BudgetTooSmall {
        /// What the minima sum to.
        needed: f64,
    },
    /// The maxima cannot take the whole budget.
    BudgetTooLarge {
        /// What the maxima sum to.
        room: f64,
    },
    /// The fit has no draws.
    NoDraws,
}

impl fmt::Display for PlanError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotAnAmount { channel: Some(c) } => write!(f, "The limits of {c} must be amounts of zero or more."),
            Self::NotAnAmount { channel: None } => write!(f, "The budget must be an amount above zero."),
            Self::MinimumAboveMaximum { channel } => write!(f, "The minimum of {channel} is above its maximum."),
            Self::BudgetTooSmall { needed } => write!(
                f,
                "The minimums need {needed:.0} together, which is more than the budget; lower one or raise the budget."
            ),
            Self::BudgetTooLarge { room } => write!(
                f,
                "The maximums leave room for {room:.0} only, which is less than the budget; raise one or lower the \
                 budget."
            ),
            Self::NoDraws => write!(f, "The fit has no draws; fit the model first."),
        }
    }
}

impl std::error::Error for PlanError {}

/// Which bound a channel's plan touches.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Binding {
    /// None: its marginal return equals that of the other free channels.
    Free,
    /// Its minimum.
    AtMinimum,
    /// Its maximum.
    AtMaximum,
}

/// One channel in the plan.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ChannelPlan {
    /// Its name.
    pub name: String,
    /// Today's total.
    pub today: f64,
    /// The planned total.
    pub planned: f64,
    /// Which bound it touches.
    pub binding: Binding,
    /// Outcome of today's total, carry-over after the horizon included.
    pub today_response: Interval,
    /// Outcome of the planned total.
    pub planned_response: Interval,
    /// Outcome of the next unit at the planned total.
    pub marginal_return: Interval,
}

/// The optimum.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Plan {
    /// Spend and assumptions, week by week.
    pub scenario: Scenario,
    /// One entry a channel.
    pub channels: Vec<ChannelPlan>,
    /// Outcome of all planned spend.
    pub planned_response: Interval,
    /// Outcome of all of today's spend.
    pub today_response: Interval,
    /// What the plan brings more than today's.
    pub uplift: Interval,
    /// Probability that it brings more than today's.
    pub probability_better: f64,
}

/// Finds the split of the budget that brings the most on average over draws.
///
/// Never worse, on average, than today's plan where that is allowed.
///
/// # Errors
/// [`PlanError`] where budget and bounds contradict each other.
pub fn optimise(posterior: &Posterior, request: &PlanRequest) -> Result<Plan, PlanError> {
    let request = &without_organic(posterior, request);
    check(posterior, request)?;
    let patterns = request.today.with_totals(&vec![1.0; request.bounds.len()]).spend;
    if posterior.multiplies() {
        return Ok(optimise_together(posterior, request, &patterns));
    }
    let curves: Vec<GridCurve> = (0..patterns.len()).map(|c| mean_curve(posterior, request, c, &patterns[c])).collect();
    let mut totals = allocate(request.budget, &request.bounds, &|c, x| curves[c].at(x));
    let today = request.today.totals();
    let mut judged = judge(posterior, &patterns, &today, &totals);
    if allowed(request, &today) && mean(&judged.uplift) < 0.0 {
        totals.clone_from(&today);
        judged = judge(posterior, &patterns, &today, &totals);
    }
    Ok(report(posterior, request, &totals, judged))
}

/// As [`optimise`], where effects multiply.
fn optimise_together(posterior: &Posterior, request: &PlanRequest, patterns: &[Vec<f64>]) -> Plan {
    let together = Together::new(posterior, request, patterns);
    let today = request.today.totals();
    let mut totals = together.best_totals(request, &today);
    let mut judged = together.judge(&today, &totals);
    if allowed(request, &today) && mean(&judged.uplift) < 0.0 {
        totals.clone_from(&today);
        judged = together.judge(&today, &totals);
    }
    report(posterior, request, &totals, judged)
}

/// The same request with nothing to spend on channels that are not paid for.
fn without_organic(posterior: &Posterior, request: &PlanRequest) -> PlanRequest {
    let mut request = request.clone();
    for (channel, bounds) in posterior.panel.channels().iter().zip(&mut request.bounds) {
        if !channel.is_paid() {
            *bounds = Bounds { min: 0.0, max: 0.0 };
        }
    }
    request
}

fn check(posterior: &Posterior, request: &PlanRequest) -> Result<(), PlanError> {
    if posterior.draws.is_empty() {
        return Err(PlanError::NoDraws);
    }
    if !request.budget.is_finite() || request.budget <= 0.0 {
        return Err(PlanError::NotAnAmount { channel: None });
    }
    for (b, channel) in request.bounds.iter().zip(posterior.panel.channels()) {
        let channel = channel.name.clone();
        if !(b.min >= 0.0 && b.max >= 0.0 && b.max.is_finite()) {
            return Err(PlanError::NotAnAmount { channel: Some(channel) });
        }
        if b.min > b.max {
            return Err(PlanError::MinimumAboveMaximum { channel });
        }
    }
    let needed: f64 = request.bounds.iter().map(|b| b.min).sum();
    let room: f64 = request.bounds.iter().map(|b| b.max).sum();
    let slack = 1e-9 * request.budget;
    if needed > request.budget + slack {
        return Err(PlanError::BudgetTooSmall { needed });
    }
    if room + slack < request.budget {
        return Err(PlanError::BudgetTooLarge { room });
    }
    Ok(())
}

/// Whether today's totals respect the budget and every bound.
fn allowed(request: &PlanRequest, today: &[f64]) -> bool {
    let slack = 1e-9 * request.budget;
    let inside = today.iter().zip(&request.bounds).all(|(x, b)| *x >= b.min - slack && *x <= b.max + slack);
    inside && (today.iter().sum::<f64>() - request.budget).abs() <= 1e-6 * request.budget
}

/// The mean response of channel `c` over the draws of the search, on a grid over its bounds.
fn mean_curve(posterior: &Posterior, request: &PlanRequest, c: usize, pattern: &[f64]) -> GridCurve {
    let free = request.budget - request.bounds.iter().map(|b| b.min).sum::<f64>();
    let Bounds { min, max } = request.bounds[c];
    let bounds = Bounds { min, max: max.min(min + free.max(0.0)) };
    let points = if bounds.max > bounds.min { GRID } else { 1 };
    let step = (bounds.max - bounds.min) / (GRID - 1) as f64;
    let every = posterior.draws.len().div_ceil(SEARCH_DRAWS).max(1);
    let draws: Vec<&Draw> = posterior.draws.iter().step_by(every).collect();
    let mut response = PlannedResponse::new(posterior, c, pattern);
    let (mut values, mut slopes) = (Vec::with_capacity(points), Vec::with_capacity(points));
    for i in 0..points {
        let total = bounds.min + step * i as f64;
        let (mut value, mut slope) = (0.0, 0.0);
        for draw in &draws {
            let (v, s) = response.value_and_slope(&draw.channels[c], total);
            value += v;
            slope += s;
        }
        values.push(value / draws.len() as f64);
        slopes.push(slope / draws.len() as f64);
    }
    GridCurve { bounds, values, slopes }
}

/// Draws of what today's and the planned totals bring: channels x draws, and the sum of the differences.
pub(super) struct Judged {
    pub(super) today: Vec<Vec<f64>>,
    pub(super) planned: Vec<Vec<f64>>,
    pub(super) marginal: Vec<Vec<f64>>,
    pub(super) uplift: Vec<f64>,
}

fn judge(posterior: &Posterior, patterns: &[Vec<f64>], today: &[f64], planned: &[f64]) -> Judged {
    let draws = posterior.draws.len();
    let mut judged = Judged { today: vec![], planned: vec![], marginal: vec![], uplift: vec![0.0; draws] };
    for (c, pattern) in patterns.iter().enumerate() {
        let mut response = PlannedResponse::new(posterior, c, pattern);
        let mut at = |total: f64| -> (Vec<f64>, Vec<f64>) {
            posterior.draws.iter().map(|d| response.value_and_slope(&d.channels[c], total)).unzip()
        };
        let (before, _) = at(today[c]);
        let (after, marginal) = at(planned[c]);
        for (d, uplift) in judged.uplift.iter_mut().enumerate() {
            *uplift += after[d] - before[d];
        }
        judged.today.push(before);
        judged.planned.push(after);
        judged.marginal.push(marginal);
    }
    judged
}

fn report(posterior: &Posterior, request: &PlanRequest, totals: &[f64], mut judged: Judged) -> Plan {
    let today = request.today.totals();
    let sum = |channels: &[Vec<f64>]| -> Interval {
        let draws = 0..judged.uplift.len();
        Interval::of(&mut draws.map(|d| channels.iter().map(|c| c[d]).sum()).collect::<Vec<f64>>())
    };
    let (planned_response, today_response) = (sum(&judged.planned), sum(&judged.today));
    let better = judged.uplift.iter().filter(|u| **u > 0.0).count();
    let channels = (0..totals.len()).map(|c| ChannelPlan {
        name: posterior.panel.channels()[c].name.clone(),
        today: today[c],
        planned: totals[c],
        binding: binding(&request.bounds[c], totals[c], request.budget),
        today_response: Interval::of(&mut judged.today[c]),
        planned_response: Interval::of(&mut judged.planned[c]),
        marginal_return: Interval::of(&mut judged.marginal[c]),
    });
    Plan {
        channels: channels.collect(),
        scenario: request.today.with_totals(totals),
        planned_response,
        today_response,
        probability_better: better as f64 / judged.uplift.len() as f64,
        uplift: Interval::of(&mut judged.uplift),
    }
}

fn binding(bounds: &Bounds, total: f64, budget: f64) -> Binding {
    let close = 1e-6 * budget;
    if total <= bounds.min + close {
        Binding::AtMinimum
    } else if total >= bounds.max - close {
        Binding::AtMaximum
    } else {
        Binding::Free
    }
}

//! The cheapest change of plan that lifts the probability of a goal to a level.
//!
//! With each budget the plan of the highest probability is sought; the least budget that reaches the level is found by
//! halving the interval between today's and the most that the limits allow.

use super::best::best_plan;
use super::compare::{Desk, Question};
use crate::plan::{PlanError, PlanRequest, Risk, Scenario, Total, most_budget};
use crate::posterior::Posterior;
use serde::{Deserialize, Serialize};

/// Halvings of the interval of budgets: to within two per cent of it.
const HALVINGS: usize = 6;

/// What to reach.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct LiftRequest {
    /// Limits and today's plan; the budget is where the search starts. The aim's metric is that of the goal.
    pub plan: PlanRequest,
    /// The goal for the total over the horizon, in the aim's metric.
    pub amount: f64,
    /// The probability wanted.
    pub level: f64,
}

/// What it takes.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Lift {
    /// The probability with today's plan.
    pub today: f64,
    /// The highest probability with the same budget.
    pub same_budget: f64,
    /// The budget of the plan that was found.
    pub budget: f64,
    /// The plan that was found: the cheapest that reaches the level, or the likeliest where none does.
    pub scenario: Scenario,
    /// Its probability.
    pub probability: f64,
    /// Whether it reaches the level.
    pub reached: bool,
}

/// Seeks it.
///
/// # Errors
/// [`PlanError`] where limits contradict each other or the request does not belong to the fit.
pub fn lift(desk: &mut Desk, posterior: &Posterior, request: &LiftRequest) -> Result<Lift, PlanError> {
    let mut plan = request.plan.clone();
    plan.aim.risk = Risk::Goal { amount: request.amount };
    let economics = plan.aim.economics;
    let goal = (plan.aim.metric, request.amount);
    let chance = |desk: &mut Desk, scenario: &Scenario| -> Result<f64, PlanError> {
        let question = Question { scenarios: vec![scenario.clone()], economics, goal: Some(goal) };
        Ok(desk.compare(posterior, &question)?.first().and_then(|c| c.worth.goal).unwrap_or(0.0))
    };
    let today = chance(desk, &plan.today)?;
    let mut at = |desk: &mut Desk, budget: f64| -> Result<(f64, f64, Scenario), PlanError> {
        plan.limits.total = Total::Fixed(budget);
        let scenario = best_plan(desk, posterior, &plan)?.scenario;
        Ok((chance(desk, &scenario)?, budget, scenario))
    };
    let budget = match request.plan.limits.total {
        Total::Fixed(budget) => budget,
        Total::Free { .. } => request.plan.today.totals().iter().sum(),
    };
    let first = at(desk, budget)?;
    let same_budget = first.0;
    let mut found = first;
    if same_budget < request.level {
        let (mut low, mut high) = (budget, most_budget(posterior, &request.plan)?.max(budget));
        found = better(found, at(desk, high)?);
        if found.0 >= request.level {
            for _ in 0..HALVINGS {
                let middle = 0.5 * (low + high);
                let tried = at(desk, middle)?;
                if tried.0 >= request.level {
                    (high, found) = (middle, tried);
                } else {
                    low = middle;
                }
            }
        }
    }
    let (probability, budget, scenario) = found;
    Ok(Lift { today, same_budget, budget, scenario, probability, reached: probability >= request.level })
}

fn better(a: (f64, f64, Scenario), b: (f64, f64, Scenario)) -> (f64, f64, Scenario) {
    if b.0 > a.0 { b } else { a }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::forecast::forecast;
    use crate::model::{Link, NoiseFamily};
    use crate::plan::Bounds;

    #[test]
    fn more_money_is_asked_for_only_where_it_is_needed_and_helps() {
        let posterior = Posterior::of_form(Link::Identity, NoiseFamily::Normal, 0);
        let today = Scenario::going_on(&posterior.panel, 6);
        let totals = today.totals();
        let bounds: Vec<Bounds> = totals.iter().map(|x| Bounds { min: 0.0, max: 3.0 * x + 0.1 }).collect();
        let plan = PlanRequest::of_totals(today.clone(), totals.iter().sum(), &bounds);
        let sorted = forecast(&posterior, &today).sorted_totals;
        let mut desk = Desk::default();
        let budget: f64 = totals.iter().sum();
        let mut ask = |amount: f64, level: f64| {
            lift(&mut desk, &posterior, &LiftRequest { plan: plan.clone(), amount, level }).unwrap()
        };
        let easy = ask(sorted[0], 0.5);
        assert!(easy.reached && easy.budget == budget && easy.today == 1.0);
        let hard = ask(2.0 * sorted[sorted.len() - 1], 0.9);
        assert!(!hard.reached && hard.probability < 0.9);
        let more = ask(sorted[sorted.len() - 1] * 1.0001, 0.5);
        assert!(more.today < 0.5 && more.same_budget >= more.today);
        assert!(!more.reached || more.probability >= 0.5);
        assert!(more.budget >= budget);
    }
}

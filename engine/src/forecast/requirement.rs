//! What would have to be true for a goal to be reached: the draws that reach it against all draws, piece by piece.
//!
//! Every draw's total is the sum of its pieces, so the difference between the mean total of the draws that reach the goal
//! and that of all draws is exactly the sum of the pieces' differences. The pieces with the largest ones are what the
//! goal hangs on. It is a statement about what goes together, under the model, not about causes.

use super::assumptions::AssumedRow;
use super::course::Future;
use super::history::Goal;
use crate::math::mean;
use crate::plan::Scenario;
use crate::posterior::Posterior;
use serde::{Deserialize, Serialize};

/// A piece of a horizon's total.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Piece {
    /// What comes without media, later changes of the trend included.
    Base,
    /// What the channel with this index brings.
    Channel(usize),
    /// What a row that turns out other than assumed adds.
    Assumption(AssumedRow),
    /// Chance from week to week.
    Chance,
}

/// A piece in all draws and in those that reach the goal, in the outcome's unit.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Condition {
    /// The piece.
    pub piece: Piece,
    /// Its mean over all draws.
    pub expected: f64,
    /// Its mean over the draws that reach the goal.
    pub required: f64,
}

/// What the draws that reach a goal have in common.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Requirement {
    /// Share of draws that reach the goal.
    pub probability: f64,
    /// The mean total of all draws.
    pub expected: f64,
    /// The mean total of the draws that reach the goal.
    pub required: f64,
    /// The pieces, those that differ most first; their differences add up to that of the totals.
    pub conditions: Vec<Condition>,
}

impl Condition {
    /// How much more the piece brings where the goal is reached.
    pub fn difference(&self) -> f64 {
        self.required - self.expected
    }

    /// The same as a share of what is expected of it; none for what is expected to bring nothing.
    pub fn relative(&self) -> Option<f64> {
        let is_around_zero = matches!(self.piece, Piece::Chance | Piece::Assumption(_)) || self.expected == 0.0;
        (!is_around_zero).then(|| self.difference() / self.expected.abs())
    }
}

/// What would have to be true for the goal to be reached under `scenario`; none where no draw or every draw reaches it,
/// or no week ends by its day.
pub fn requirement(posterior: &Posterior, scenario: &Scenario, goal: &Goal) -> Option<Requirement> {
    let end = goal.weeks(&scenario.weeks);
    let future = Future::new(posterior, scenario);
    let channels = (0..posterior.panel.channels().len()).map(Piece::Channel);
    let wrong = future.rows().map(Piece::Assumption);
    let pieces: Vec<Piece> = [Piece::Base, Piece::Chance].into_iter().chain(channels).chain(wrong).collect();
    let mut draws = vec![Vec::with_capacity(posterior.draws.len()); pieces.len()];
    future.for_each(|_, course| {
        let total = |cells: &Vec<f64>| course.total(cells, end);
        let base = total(&course.base) + total(&course.changes);
        let others = course.media.iter().chain(&course.wrong).map(total);
        let all = [base, total(&course.noise)].into_iter().chain(others);
        draws.iter_mut().zip(all).for_each(|(piece, x)| piece.push(x));
    });
    let totals: Vec<f64> = (0..posterior.draws.len()).map(|d| draws.iter().map(|piece| piece[d]).sum()).collect();
    let reaching: Vec<usize> = (0..totals.len()).filter(|d| totals[*d] >= goal.amount).collect();
    if end == 0 || reaching.is_empty() || reaching.len() == totals.len() {
        return None;
    }
    let of_reaching = |values: &[f64]| reaching.iter().map(|d| values[*d]).sum::<f64>() / reaching.len() as f64;
    let condition =
        |(piece, draws): (Piece, &Vec<f64>)| Condition { piece, expected: mean(draws), required: of_reaching(draws) };
    let mut conditions: Vec<Condition> = pieces.into_iter().zip(&draws).map(condition).collect();
    conditions.sort_by(|a, b| b.difference().abs().total_cmp(&a.difference().abs()));
    Some(Requirement {
        probability: reaching.len() as f64 / totals.len() as f64,
        expected: mean(&totals),
        required: of_reaching(&totals),
        conditions,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::forecast::{GoalUnit, doubted, project};
    use crate::math::quantile;
    use crate::model::{Link, NoiseFamily};

    #[test]
    fn differences_add_up_to_that_of_the_totals() {
        for (link, regions) in [(Link::Identity, 0), (Link::Identity, 2), (Link::Log, 0), (Link::Log, 2)] {
            let posterior = Posterior::of_form(link, NoiseFamily::Normal, regions);
            let scenario = doubted(Scenario::going_on(&posterior.panel, 8), &posterior.panel);
            let totals = project(&posterior, &scenario).outcome.totals(0, 8);
            let amount = quantile(&mut totals.clone(), 0.5);
            let by = scenario.weeks[7] + jiff::ToSpan::days(6);
            let goal = Goal { unit: GoalUnit::of(&posterior.panel), amount, by, owner: String::new() };
            let found = requirement(&posterior, &scenario, &goal).unwrap();
            assert!((found.expected / mean(&totals) - 1.0).abs() < 1e-9, "{link:?} {regions}");
            let sum: f64 = found.conditions.iter().map(Condition::difference).sum();
            let whole = found.required - found.expected;
            assert!((sum - whole).abs() < 1e-9 * found.expected.abs(), "{sum} {whole}");
            assert!(whole > 0.0 && (found.probability - 0.5).abs() < 1e-12);
            assert_eq!(found.conditions.len(), 3 + 2 + 1);
            assert!(found.conditions.is_sorted_by(|a, b| a.difference().abs() >= b.difference().abs()));
            assert_eq!(requirement(&posterior, &scenario, &Goal { amount: f64::MAX, ..goal }), None);
        }
    }
}

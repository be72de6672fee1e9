//! What scenarios are worth, and by how much each differs from the first, draw by draw.

use super::view::{View, without_spend};
use crate::forecast::project;
use crate::math::Interval;
use crate::plan::{Economics, Metric, PlanError, PlanRequest, Scenario, media_totals};
use crate::posterior::Posterior;
use serde::{Deserialize, Serialize};

/// Sets of assumptions that are kept ready.
const VIEWS: usize = 4;

/// What to compare.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Question {
    /// The scenarios; the first is what the others are compared with.
    pub scenarios: Vec<Scenario>,
    /// What a unit of the outcome is worth.
    pub economics: Economics,
    /// The goal for the total over the horizon, and the metric it is in.
    pub goal: Option<(Metric, f64)>,
}

/// What a scenario is worth over its horizon.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Worth {
    /// Planned spend.
    pub spend: f64,
    /// The outcome, base and noise included.
    pub outcome: Interval,
    /// Revenue.
    pub revenue: Interval,
    /// Revenue less cost of goods.
    pub margin: Interval,
    /// Margin less spend.
    pub profit: Interval,
    /// The outcome that planned spend brings, until its carry-over has faded.
    pub media: Interval,
    /// The same per unit of spend; zeros without spend.
    pub returns: Interval,
    /// Probability of the goal.
    pub goal: Option<f64>,
}

/// By how much a scenario differs from the first, in the horizon.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Difference {
    /// Spend.
    pub spend: f64,
    /// The outcome.
    pub outcome: Interval,
    /// Revenue.
    pub revenue: Interval,
    /// Margin.
    pub margin: Interval,
    /// Profit.
    pub profit: Interval,
    /// The outcome that planned spend brings, until its carry-over has faded.
    pub media: Interval,
    /// Probability of the goal.
    pub goal: Option<f64>,
    /// Probability that profit is higher.
    pub better: f64,
}

/// A scenario beside the first.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Compared {
    /// What it is worth.
    pub worth: Worth,
    /// What it differs by; zeros for the first.
    pub difference: Difference,
}

/// What is kept ready of one fit, so that the next question is answered at once.
#[derive(Debug, Default)]
pub struct Desk {
    views: Vec<View>,
}

/// A scenario's draws over its horizon.
struct Draws {
    spend: f64,
    outcome: Vec<f64>,
    media: Vec<f64>,
}

impl Desk {
    /// What scenarios are worth beside the first. A desk is for one fit: always ask it with the same posterior.
    ///
    /// # Errors
    /// [`PlanError`] where a scenario does not belong to the fit.
    pub fn compare(&mut self, posterior: &Posterior, question: &Question) -> Result<Vec<Compared>, PlanError> {
        if posterior.draws.is_empty() {
            return Err(PlanError::NoDraws);
        }
        question.scenarios.iter().try_for_each(|scenario| scenario.check(&posterior.panel))?;
        let draws: Vec<Draws> = question.scenarios.iter().map(|s| self.draws(posterior, s)).collect();
        let Some(first) = draws.first() else { return Ok(vec![]) };
        Ok(draws.iter().map(|own| compared(own, first, question)).collect())
    }

    /// What comes without planned spend over the horizon, draw by draw, noise included.
    pub(super) fn rest(&mut self, posterior: &Posterior, request: &PlanRequest) -> Vec<f64> {
        if posterior.multiplies() {
            let alone = without_spend(&request.today);
            return project(posterior, &alone).outcome.totals(0, alone.weeks.len());
        }
        self.view(posterior, &request.today).rest().to_vec()
    }

    fn view(&mut self, posterior: &Posterior, scenario: &Scenario) -> &mut View {
        let found = self.views.iter().position(|view| view.is_of(scenario));
        let place = found.unwrap_or_else(|| {
            if self.views.len() == VIEWS {
                self.views.remove(0);
            }
            self.views.push(View::new(posterior, scenario));
            self.views.len() - 1
        });
        &mut self.views[place]
    }

    fn draws(&mut self, posterior: &Posterior, scenario: &Scenario) -> Draws {
        let spend = scenario.totals().iter().sum();
        if posterior.multiplies() {
            let outcome = project(posterior, scenario).outcome.totals(0, scenario.weeks.len());
            return Draws { spend, outcome, media: media_totals(posterior, scenario) };
        }
        let [outcome, media] = self.view(posterior, scenario).draws_of(&scenario.spend);
        Draws { spend, outcome, media }
    }
}

/// The figures that follow from draws of outcome and media by fixed factors.
struct Figures {
    outcome: Interval,
    revenue: Interval,
    margin: Interval,
    profit: Interval,
    media: Interval,
}

fn figures(mut outcome: Vec<f64>, mut media: Vec<f64>, spend: f64, economics: Economics) -> Figures {
    let outcome = Interval::of(&mut outcome);
    let margin = outcome.scaled(Metric::Margin.per_unit(economics));
    Figures {
        revenue: outcome.scaled(economics.revenue_per_unit),
        profit: Interval { mean: margin.mean - spend, lo: margin.lo - spend, hi: margin.hi - spend },
        media: Interval::of(&mut media),
        outcome,
        margin,
    }
}

fn compared(own: &Draws, first: &Draws, question: &Question) -> Compared {
    let economics = question.economics;
    let reaches = |draws: &Draws| question.goal.map(|goal| probability(&draws.outcome, draws.spend, economics, goal));
    let Figures { outcome, revenue, margin, profit, media } =
        figures(own.outcome.clone(), own.media.clone(), own.spend, economics);
    let goal = reaches(own);
    let returns = if own.spend > 0.0 { media.scaled(1.0 / own.spend) } else { Interval::default() };
    let worth = Worth { spend: own.spend, outcome, revenue, margin, profit, media, returns, goal };
    let less = |a: &[f64], b: &[f64]| -> Vec<f64> { a.iter().zip(b).map(|(a, b)| a - b).collect() };
    let (differs, spend) = (less(&own.outcome, &first.outcome), own.spend - first.spend);
    let per_unit = Metric::Profit.per_unit(economics);
    let better = differs.iter().filter(|d| per_unit * **d - spend > 0.0).count() as f64 / differs.len().max(1) as f64;
    let Figures { outcome, revenue, margin, profit, media } =
        figures(differs, less(&own.media, &first.media), spend, economics);
    let goal = goal.zip(reaches(first)).map(|(own, first)| own - first);
    let difference = Difference { spend, outcome, revenue, margin, profit, media, goal, better };
    Compared { worth, difference }
}

/// The share of draws that reach a goal.
pub(super) fn probability(outcome: &[f64], spend: f64, economics: Economics, (metric, amount): (Metric, f64)) -> f64 {
    let (per_unit, cost) = (metric.per_unit(economics), metric.per_spend() * spend);
    outcome.iter().filter(|y| per_unit * **y - cost >= amount).count() as f64 / outcome.len().max(1) as f64
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::forecast::forecast;
    use crate::math::mean;
    use crate::model::{Link, NoiseFamily};

    fn question(scenarios: Vec<Scenario>, amount: f64) -> Question {
        let economics = Economics { revenue_per_unit: 2.0, margin: 0.5 };
        Question { scenarios, economics, goal: Some((Metric::Outcome, amount)) }
    }

    /// What is compared is what is forecast: the same totals, the same probability of a goal.
    #[test]
    fn it_agrees_with_the_forecast() {
        let forms = [
            (Link::Identity, NoiseFamily::Normal),
            (Link::Log, NoiseFamily::Normal),
            (Link::Identity, NoiseFamily::StudentT),
            (Link::Log, NoiseFamily::NegativeBinomial),
        ];
        for (link, noise) in forms {
            let posterior = Posterior::of_form(link, noise, 2);
            let today = Scenario::going_on(&posterior.panel, 6);
            let more = today.with_totals(&today.totals().iter().map(|x| 1.3 * x + 0.1).collect::<Vec<f64>>());
            let mut desk = Desk::default();
            for scenario in [&today, &more] {
                let whole = forecast(&posterior, scenario);
                let middle = whole.sorted_totals[whole.sorted_totals.len() / 2];
                let asked = question(vec![today.clone(), scenario.clone()], middle);
                let found = desk.compare(&posterior, &asked).unwrap();
                let expected = mean(&whole.sorted_totals);
                assert!((found[1].worth.outcome.mean / expected - 1.0).abs() < 1e-9, "{link:?}");
                let outlook = crate::forecast::goal_outlook(&whole.sorted_totals, middle * (1.0 - 1e-12)).probability;
                assert!((found[1].worth.goal.unwrap() - outlook).abs() <= 1.0 / whole.sorted_totals.len() as f64);
                let profit = expected - scenario.totals().iter().sum::<f64>();
                assert!((found[1].worth.profit.mean - profit).abs() < 1e-9 * expected);
            }
        }
    }

    #[test]
    fn the_first_differs_by_nothing_and_more_spend_brings_more() {
        let posterior = Posterior::of_form(Link::Identity, NoiseFamily::Normal, 0);
        let today = Scenario::going_on(&posterior.panel, 6);
        let more = today.with_totals(&today.totals().iter().map(|x| 1.3 * x + 0.1).collect::<Vec<f64>>());
        let found = Desk::default().compare(&posterior, &question(vec![today, more], 0.0)).unwrap();
        assert_eq!(found[0].difference, Difference { goal: Some(0.0), ..Difference::default() });
        assert!(found[1].difference.outcome.lo > 0.0 && found[1].difference.spend > 0.0);
        assert!(found[1].difference.media.mean > found[1].difference.outcome.mean, "carry-over comes on top");
    }

    #[test]
    fn what_does_not_belong_to_the_fit_is_refused() {
        let posterior = Posterior::of_form(Link::Identity, NoiseFamily::Normal, 0);
        let mut wrong = Scenario::going_on(&posterior.panel, 6);
        wrong.drivers[0].truncate(4);
        let refused = Desk::default().compare(&posterior, &question(vec![wrong], 0.0));
        assert_eq!(refused, Err(PlanError::AssumptionMissing { assumption: 0, week: 4 }));
    }
}

//! The home screen's answer: how likely the goal is, what media returned, or what is missing for either.

use super::{Standing, compact_of, count_of, in_sentence};
use crate::present::chance::chance;
use crate::present::format::{self, Unit};
use crate::present::plan::Verdict;
use crate::state::{Freshness, NextStep};
use engine::calendar::week_end;
use engine::forecast::GoalOutlook;
use engine::panel::OutcomeKind;

/// The answer and what stands under it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HomeHeadline {
    /// A full sentence.
    pub answer: String,
    /// Its range, and the one thing to do.
    pub below: String,
}

/// The headline of the home screen.
#[must_use]
pub fn headline(standing: &Standing) -> HomeHeadline {
    let answer = match standing.step {
        NextStep::BringData => "Bring the weeks you have, and see what each channel returned".to_owned(),
        NextStep::SettleData => "The file is read; something in it has to be settled".to_owned(),
        NextStep::ConfirmData => "The data are ready for you to confirm".to_owned(),
        NextStep::Fit => ready_to_measure(standing),
        NextStep::MendFit => "These results cannot be trusted yet".to_owned(),
        _ => outlook_answer(standing)
            .or_else(|| result_answer(standing))
            .or_else(|| return_answer(standing))
            .unwrap_or_else(|| "The results are being read".to_owned()),
    };
    let below = [range(standing), advice(standing)].into_iter().flatten().collect::<Vec<_>>().join(" ");
    HomeHeadline { answer, below }
}

fn ready_to_measure(standing: &Standing) -> String {
    let weeks = standing.panel.as_ref().map_or(0, |panel| panel.week_count());
    format!("{} of data are ready to be measured", count_of(weeks, "week"))
}

/// The goal's probability, where there is a goal and the forecast may be believed.
fn outlook_answer(standing: &Standing) -> Option<String> {
    let (_, outlook) = goal_ahead(standing)?;
    let weeks = &standing.forecast.as_ref()?.weeks;
    let end = standing.locale.date(week_end(*weeks.last()?));
    let likely = chance(&standing.locale, outlook.probability);
    Some(format!("The {} to {end} are {likely} likely to reach the goal", count_of(weeks.len(), "week")))
}

fn goal_ahead(standing: &Standing) -> Option<(f64, GoalOutlook)> {
    standing.goal_ahead().filter(|_| standing.is_trusted())
}

/// Whether the committed goal was reached, once its weeks are over.
fn result_answer(standing: &Standing) -> Option<String> {
    let result = standing.goal_result()?;
    let end = standing.locale.date(week_end(result.last_week));
    let weeks = count_of(result.weeks, "week");
    let missing = compact_of(&standing.locale, standing.unit(), result.goal - result.actual);
    Some(match result.actual >= result.goal {
        true => format!("The {weeks} to {end} reached the goal"),
        false => format!("The {weeks} to {end} missed the goal by {missing}"),
    })
}

fn return_answer(standing: &Standing) -> Option<String> {
    let summary = standing.summary.as_ref()?;
    let locale = &standing.locale;
    let one = format::money_compact(locale, 1.0);
    let back = summary.media_return;
    let amount = format::estimate(locale, Unit::Number, back.mean, back.lo, back.hi);
    let amount = match standing.panel.as_ref()?.outcome_kind() {
        OutcomeKind::Money => amount,
        OutcomeKind::Count => format!("{amount} {}", in_sentence(standing.outcome_name())),
    };
    Some(format!("Every {one} spent on media brought back {amount}"))
}

/// The range of what the answer says.
fn range(standing: &Standing) -> Option<String> {
    let is_measured = |step| {
        use NextStep::{AwaitWeeks, Commit, Plan, Reconcile, Refit};
        matches!(step, Plan | Commit | AwaitWeeks | Reconcile | Refit)
    };
    if !is_measured(standing.step) {
        return None;
    }
    let locale = &standing.locale;
    if let Some((goal, _)) = goal_ahead(standing) {
        let goal = compact_of(locale, standing.unit(), goal);
        let total = standing.forecast.as_ref().and_then(|forecast| total_range(standing, forecast))?;
        return Some(format!("Goal {goal}; expected {total}."));
    }
    if let Some(result) = standing.goal_result() {
        let [goal, actual] = [result.goal, result.actual].map(|value| compact_of(locale, standing.unit(), value));
        return Some(format!("Goal {goal}; {actual} came in."));
    }
    let summary = standing.summary.as_ref()?;
    let back = summary.media_return;
    Some(format!("{}.", format::range_sentence(locale, Unit::Number, 0.9, back.lo, back.hi)))
}

fn total_range(standing: &Standing, forecast: &engine::forecast::Forecast) -> Option<String> {
    let (mean, low, high) = super::figures::total_interval(forecast)?;
    let (locale, unit) = (&standing.locale, standing.unit());
    let mean = format::estimate(locale, unit, mean, low, high);
    Some(format!("{mean}, {}", format::range_sentence(locale, unit, 0.9, low, high)))
}

/// The one thing to do.
fn advice(standing: &Standing) -> Option<String> {
    let blocking = standing.findings.iter().filter(|finding| finding.blocks()).count();
    Some(match standing.step {
        NextStep::BringData => "One file is enough: a row a week, what you sold, what each channel cost.".to_owned(),
        NextStep::SettleData => format!("{} in the way. Each says what to do.", are(blocking, "finding")),
        NextStep::ConfirmData => "Look over what each column was taken for, then confirm.".to_owned(),
        NextStep::Fit => "Look at what is assumed before the data speak, then fit the model.".to_owned(),
        NextStep::MendFit => {
            "The sampler's chains do not agree well enough. The trust page says what to change, most often more \
             draws or a tighter prior."
                .to_owned()
        }
        NextStep::Refit => match standing.freshness {
            Freshness::ModelChanged => "The model has changed since this fit: fit it again.".to_owned(),
            _ => "The data are newer than this fit: fit it again.".to_owned(),
        },
        NextStep::Plan => "One thing to do: see which split of the budget brings the most.".to_owned(),
        NextStep::Commit => found_plan(standing).unwrap_or_else(|| "One thing to do: commit the plan.".to_owned()),
        NextStep::AwaitWeeks => awaited(standing)?,
        NextStep::Reconcile => "New weeks are in: see what happened against what was forecast.".to_owned(),
    })
}

/// The plan that was found, with no more promise than the Plan screen makes.
fn found_plan(standing: &Standing) -> Option<String> {
    let plan = standing.plan.as_ref()?;
    let (locale, unit, uplift) = (&standing.locale, standing.unit(), plan.uplift);
    let style = format::NumberStyle::for_range(unit, uplift.lo, uplift.hi);
    let range = format::range_sentence(locale, unit, 0.9, uplift.lo, uplift.hi);
    let worth = format!("worth {} ({range})", style.signed(locale, uplift.mean));
    Some(match Verdict::of(plan) {
        Verdict::TodayIsBest => {
            "One thing to do: commit the plan. No other split within the limits is better.".to_owned()
        }
        Verdict::NoBetter => "One thing to do: commit the plan. Today's split is about as good as any.".to_owned(),
        Verdict::MayBringMore | Verdict::LikelyBringsMore => {
            format!("One thing to do: look at the better split, {worth}.")
        }
        Verdict::Worse | Verdict::OtherBudget => {
            format!("One thing to do: look at the plan, {worth} against today's.")
        }
    })
}

fn awaited(standing: &Standing) -> Option<String> {
    let first = standing.committed.as_ref()?.scenario.weeks.first()?;
    Some(format!("The plan is committed. Add the week to {} when it is over.", standing.locale.date(week_end(*first))))
}

fn are(count: usize, thing: &str) -> String {
    if count == 1 { format!("1 {thing} is") } else { format!("{count} {thing}s are") }
}

//! The home screen's answer: how likely the goal is, what media returned, or what is missing for either.

use super::{Standing, compact_of, count_of, in_sentence, week_end};
use crate::present::chance::chance;
use crate::present::format::{self, Unit};
use crate::state::{Freshness, NextStep};
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
    let outlook = standing.outlook.filter(|_| shows_outlook(standing))?;
    let weeks = &standing.forecast.as_ref()?.weeks;
    let end = standing.locale.date(week_end(*weeks.last()?));
    let likely = chance(&standing.locale, outlook.probability);
    Some(format!("The {} to {end} are {likely} likely to reach the goal", count_of(weeks.len(), "week")))
}

fn shows_outlook(standing: &Standing) -> bool {
    standing.is_trusted() && standing.outlook.is_some()
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
    if shows_outlook(standing) {
        let goal = standing.goal.map(|goal| compact_of(locale, standing.unit(), goal))?;
        let total = standing.forecast.as_ref().and_then(|forecast| total_range(standing, forecast))?;
        return Some(format!("Goal {goal}; expected {total}."));
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
        NextStep::Commit => uplift(standing).unwrap_or_else(|| "One thing to do: commit the plan.".to_owned()),
        NextStep::AwaitWeeks => awaited(standing)?,
        NextStep::Reconcile => "New weeks are in: see what happened against what was forecast.".to_owned(),
    })
}

fn uplift(standing: &Standing) -> Option<String> {
    let uplift = standing.plan.as_ref()?.uplift;
    let (locale, unit) = (&standing.locale, standing.unit());
    let style = format::NumberStyle::for_range(unit, uplift.lo, uplift.hi);
    let range = format::range_sentence(locale, unit, 0.9, uplift.lo, uplift.hi);
    Some(format!("One thing to do: look at the better split, worth {} ({range}).", style.signed(locale, uplift.mean)))
}

fn awaited(standing: &Standing) -> Option<String> {
    let first = standing.committed.as_ref()?.scenario.weeks.first()?;
    Some(format!("The plan is committed. Add the week to {} when it is over.", standing.locale.date(week_end(*first))))
}

fn are(count: usize, thing: &str) -> String {
    if count == 1 { format!("1 {thing} is") } else { format!("{count} {thing}s are") }
}

//! Why the plan is the best, and what can go wrong.

use super::Facts;
use crate::present::chance::chance;
use crate::present::format::{self, NumberStyle, Unit};
use crate::present::home::capitalised;
use crate::present::locale::Locale;
use crate::present::measure::terms::Terms;
use crate::present::plan::{extrapolated, goal_text, listed};
use engine::forecast::{Forecast, goal_outlook};
use engine::math::{Interval, mean, quantile_of_sorted};
use engine::plan::{Aim, Limit, Metric, Plan, Price};

/// The most limits whose price is told.
const MOST_PRICES: usize = 3;
/// The share of outcomes that is called the worst.
const WORST: f64 = 0.1;

/// Why the plan is the best, or how it stands to the best.
pub(super) fn why(facts: &Facts, terms: &Terms) -> Vec<String> {
    match facts.best {
        Some(best) => beside(facts.plan, best, facts.aim, terms),
        None => why_best(facts.plan, facts.aim, terms),
    }
}

/// A plan of the team's own beside the best one.
fn beside(plan: &Plan, best: &Plan, aim: Aim, terms: &Terms) -> Vec<String> {
    let unit = if aim.metric == Metric::Outcome { terms.unit() } else { Unit::Money };
    let size = |gain: Interval| {
        let style = NumberStyle::for_range(unit, gain.lo, gain.hi);
        let text = |x: f64| style.text(&terms.locale, x);
        format!("{} (90\u{a0}% range {} to {})", text(gain.mean), text(gain.lo), text(gain.hi))
    };
    let own = if is_todays(plan) {
        "This is today's plan: spend goes on as it did.".to_owned()
    } else {
        format!("This split was set by hand. Against today's plan it brings {}.", size(plan.gain))
    };
    vec![own, format!("The best split that was found within the limits brings {} against today's.", size(best.gain))]
}

fn is_todays(plan: &Plan) -> bool {
    plan.uplift == Interval::default()
}

fn why_best(plan: &Plan, aim: Aim, terms: &Terms) -> Vec<String> {
    let evidence = &plan.evidence;
    let unit = terms.spend_unit();
    let brought = |per_unit: f64| brought(per_unit, aim, terms);
    let mut said = vec![match (evidence.next_unit, evidence.free) {
        (Some(next), free) if free > 1 => format!(
            "In the {free} channels that are free to move, the next {unit} brings the same, {}: moving money from one to \
             another would bring next to nothing.",
            brought(next)
        ),
        (Some(next), _) => {
            format!("One channel is free to move; its next {unit} brings {}.", brought(next))
        }
        (None, _) => "Every channel stands at one of its limits, so the limits decide the plan.".to_owned(),
    }];
    let binds = |price: &&Price| price.limit != Limit::Budget && price.per_unit > 0.0;
    let prices = evidence.prices.iter().filter(binds).take(MOST_PRICES);
    said.extend(prices.map(|price| {
        format!(
            "{} binds: the first {unit} of room would bring {}.",
            capitalised(&price.limit.to_string()),
            brought(price.per_unit)
        )
    }));
    said
}

/// `1.02 dollars of revenue`, `21 orders`, `0.35 dollars of profit`.
fn brought(per_unit: f64, aim: Aim, terms: &Terms) -> String {
    let locale = &terms.locale;
    let shown = terms.shown_return(per_unit);
    let number = if terms.is_money() || aim.metric != Metric::Outcome {
        format::number(locale, shown, 2)
    } else {
        NumberStyle::for_value(Unit::Number, shown).text(locale, shown)
    };
    let code = &locale.currency.code;
    match aim.metric {
        Metric::Outcome if terms.is_money() => format!("{number} {code} of {}", terms.outcome()),
        Metric::Outcome => format!("{number} {}", terms.outcome()),
        Metric::Revenue => format!("{number} {code} of revenue"),
        Metric::Margin => format!("{number} {code} of margin"),
        Metric::Profit => format!("{number} {code} of profit"),
    }
}

/// What can go wrong.
pub(super) fn risks(facts: &Facts, terms: &Terms) -> Vec<String> {
    let Facts { plan, locale, panel, .. } = *facts;
    let mut said: Vec<String> = (!is_todays(plan)).then(|| better(plan, terms)).into_iter().collect();
    said.extend(facts.goal.zip(facts.forecast).map(|(goal, forecast)| goal_sentence(goal, forecast, locale)));
    said.extend(facts.forecast.and_then(|forecast| worst(forecast, terms)));
    let beyond = extrapolated(plan, panel);
    if !beyond.is_empty() {
        said.push(format!(
            "More is planned a week than was ever spent on {}: there the curve is followed beyond what was seen.",
            listed(&beyond)
        ));
    }
    said
}

fn better(plan: &Plan, terms: &Terms) -> String {
    let likely = chance(&terms.locale, plan.probability_better);
    let uplift = plan.uplift;
    let below = if uplift.lo < 0.0 {
        let style = NumberStyle::for_range(terms.unit(), uplift.lo, uplift.hi);
        format!("; at the lower end of its range it brings {} less", style.text(&terms.locale, uplift.lo.abs()))
    } else {
        String::new()
    };
    format!("The chance that it beats today's plan is {likely}{below}.")
}

fn goal_sentence(goal: f64, forecast: &Forecast, locale: &Locale) -> String {
    let outlook = goal_outlook(&forecast.sorted_totals, goal);
    let likely = chance(locale, outlook.probability);
    let missed = if outlook.shortfall > 0.0 {
        format!("; where it is missed, {} are missing on average", format::compact(locale, outlook.shortfall))
    } else {
        String::new()
    };
    format!("The goal of {} is reached with a probability of {likely}{missed}.", goal_text(locale, goal))
}

/// The worst tenth of what may come.
fn worst(forecast: &Forecast, terms: &Terms) -> Option<String> {
    let totals = &forecast.sorted_totals;
    let (low, high) = (quantile_of_sorted(totals, 0.05), quantile_of_sorted(totals, 0.95));
    let until = quantile_of_sorted(totals, WORST);
    let tail = totals.get(..((totals.len() as f64 * WORST) as usize).max(1)).filter(|tail| !tail.is_empty())?;
    let style = NumberStyle::for_range(terms.unit(), low, high);
    let locale = &terms.locale;
    Some(format!(
        "In the worst tenth of all cases {} stays below {}, at {} on average.",
        terms.outcome(),
        style.text(locale, until),
        style.text(locale, mean(tail))
    ))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::present::forecast::samples::forecast;
    use crate::present::measure::example;
    use crate::present::plan::samples::plan;
    use engine::plan::Evidence;

    fn said(evidence: Evidence, metric: Metric) -> Vec<String> {
        let plan = Plan { evidence, ..plan() };
        why_best(&plan, Aim { metric, ..Aim::default() }, &example::terms())
    }

    #[test]
    fn equal_returns_and_prices_of_limits_are_the_reason() {
        let price = |limit: Limit, per_unit: f64| Price { limit, per_unit };
        let prices = vec![price(Limit::Budget, 1.02), price(Limit::Maximum("Shopping".into()), 0.42)];
        let found = said(Evidence { next_unit: Some(1.02), spread: 0.0, free: 2, prices }, Metric::Profit);
        assert!(
            found[0].starts_with(
                "In the 2 channels that are free to move, the next dollar brings the same, 1.02 USD of profit"
            ),
            "{found:?}"
        );
        assert_eq!(found[1], "The maximum of Shopping binds: the first dollar of room would bring 0.42 USD of profit.");
        assert_eq!(found.len(), 2);
        assert!(said(Evidence::default(), Metric::Outcome)[0].starts_with("Every channel stands"));
        let one = Evidence { next_unit: Some(0.8), free: 1, ..Evidence::default() };
        assert!(said(one, Metric::Outcome)[0].starts_with("One channel is free"));
    }

    #[test]
    fn a_plan_of_ones_own_is_held_beside_the_best() {
        let gain = |mean: f64| Interval { mean, lo: mean - 20e3, hi: mean + 20e3 };
        let with = |x: f64| Plan { gain: gain(x), uplift: gain(x), ..plan() };
        let found = beside(&with(10e3), &with(30e3), Aim::default(), &example::terms());
        assert_eq!(
            found,
            [
                "This split was set by hand. Against today's plan it brings $10k (90\u{a0}% range −$10k to $30k).",
                "The best split that was found within the limits brings $30k (90\u{a0}% range $10k to $50k) against today's."
            ]
        );
        let today = Plan { gain: Interval::default(), uplift: Interval::default(), ..plan() };
        assert!(beside(&today, &with(30e3), Aim::default(), &example::terms())[0].contains("goes on as it did"));
    }

    #[test]
    fn the_worst_tenth_is_told() {
        let found = worst(&forecast(), &example::terms()).unwrap();
        assert!(found.contains("stays below $2.60M, at $2.55M on average."), "{found}");
    }

    #[test]
    fn a_loss_at_the_lower_end_is_told() {
        let mut plan = plan();
        plan.uplift = Interval { mean: 30e3, lo: -20e3, hi: 80e3 };
        plan.probability_better = 0.8;
        let found = better(&plan, &example::terms());
        assert_eq!(
            found,
            "The chance that it beats today's plan is 80\u{a0}%; at the lower end of its range it brings $20k less."
        );
    }

    #[test]
    fn goals_that_are_missed_say_by_how_much() {
        let found = goal_sentence(2.6e6, &forecast(), &Locale::default());
        assert_eq!(
            found,
            "The goal of 2.6M is reached with a probability of 90\u{a0}%; where it is missed, 50.5k are missing on average."
        );
    }
}

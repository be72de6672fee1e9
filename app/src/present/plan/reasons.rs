//! Why the plan is the best, with its figures, and where it leaves what was ever observed.

use super::metric::metric_name;
use super::obstacle::limit_name;
use crate::present::format;
use crate::present::home::capitalised;
use crate::present::locale::Locale;
use crate::present::measure::terms::coin;
use crate::present::outcome::Outcome;
use engine::panel::Panel;
use engine::plan::{Aim, Limit, Plan, Price, Reach, Risk, TAIL_WEEKS};

/// A limit that costs less for each unit of spend is not told.
const WORTH_SAYING: f64 = 0.005;

/// The reasons, one a paragraph.
#[must_use]
pub fn reasons(plan: &Plan, aim: &Aim, outcome: &Outcome, locale: &Locale) -> Vec<String> {
    let coin = coin(&locale.currency.code).0;
    let mut said = vec![equal_returns(plan, &coin, locale)];
    let prices = plan.evidence.prices.iter().filter(|price| price.per_unit >= WORTH_SAYING);
    said.extend(prices.map(|price| price_sentence(price, plan, &coin, locale)));
    said.push(judged_by(aim, outcome));
    said.push(
        "The responses are the fitted curves; nothing else is assumed to change. The plan's range compares both plans \
         draw by draw, so what is uncertain in both alike cancels."
            .to_owned(),
    );
    said
}

fn equal_returns(plan: &Plan, coin: &str, locale: &Locale) -> String {
    let evidence = &plan.evidence;
    let Some(next) = evidence.next_unit else {
        return "Every channel stands at one of its limits, so the limits decide the plan.".to_owned();
    };
    let next = format::number(locale, next, 2);
    if evidence.free < 2 {
        return format!("Only one channel stands between its limits; its next {coin} brings {next}.");
    }
    let apart = if evidence.spread < 0.01 {
        "under 1\u{a0}%".to_owned()
    } else {
        format!("at most {}", format::percent(locale, evidence.spread, 0))
    };
    format!(
        "In the {} channels between their limits the next {coin} brings about the same, {next} ({apart} apart): moving \
         money from one to another would bring next to nothing. That is what makes the plan the best.",
        evidence.free
    )
}

/// `One more dollar for Search would bring 1.44 instead of 1.02: its maximum costs 0.42 a dollar.`
fn price_sentence(price: &Price, plan: &Plan, coin: &str, locale: &Locale) -> String {
    let amount = |value: f64| format::number(locale, value, 2);
    let costs = amount(price.per_unit);
    let next = plan.evidence.next_unit;
    let than = |more: f64| {
        next.map_or_else(String::new, |next| format!(" {} instead of {}", amount(next + more), amount(next)))
    };
    match (&price.limit, next) {
        (Limit::Budget, _) => format!("One more {coin} of budget would bring {costs}."),
        (Limit::Maximum(c) | Limit::LargestRise(c) | Limit::WeeklyCap(c), Some(_)) => format!(
            "One more {coin} for {c} would bring{}: {} costs {costs} a {coin}.",
            than(price.per_unit),
            limit_of(&price.limit)
        ),
        (Limit::Minimum(c) | Limit::LargestCut(c) | Limit::WeeklyFloor(c) | Limit::Committed(c), Some(_)) => format!(
            "The last {coin} of {c} brings{}: {} costs {costs} a {coin}.",
            than(-price.per_unit),
            limit_of(&price.limit)
        ),
        (limit, _) => format!("{} binds: a {coin} more room would bring {costs}.", capitalised(&limit_name(limit))),
    }
}

/// A channel's limit after its name.
fn limit_of(limit: &Limit) -> &'static str {
    match limit {
        Limit::Maximum(_) => "its maximum",
        Limit::LargestRise(_) => "the largest rise",
        Limit::WeeklyCap(_) => "what its weeks can take",
        Limit::Minimum(_) => "its minimum",
        Limit::LargestCut(_) => "the largest cut",
        Limit::WeeklyFloor(_) => "its weekly minimum",
        Limit::Committed(_) => "what is promised",
        _ => "the limit",
    }
}

fn judged_by(aim: &Aim, outcome: &Outcome) -> String {
    let what = metric_name(aim.metric, outcome).to_lowercase();
    let by = match aim.risk {
        Risk::Expected => format!(
            "Every split is judged by the {what} it brings on average over the draws of the fit, so that a channel that \
             is known badly counts with all that it may be."
        ),
        Risk::Cautious { .. } => format!(
            "Every split is judged by the {what} it brings in the worst tenth of the draws of the fit, so that a channel \
             that is known badly counts for less."
        ),
        Risk::Goal { .. } => {
            "Every split is judged by the share of draws in which the goal is reached, base and noise included."
                .to_owned()
        }
    };
    let reach = match aim.reach {
        Reach::Horizon => "Only what happens within the weeks planned counts.".to_owned(),
        Reach::LongTerm { .. } => format!(
            "What earlier spend still brings is counted first, and what the planned spend brings in the {TAIL_WEEKS} \
             weeks after the last planned one is counted too."
        ),
    };
    format!("{by} {reach}")
}

/// The channels whose planned weeks exceed every week in the data: there the curve is extrapolated.
#[must_use]
pub fn extrapolated(plan: &Plan, panel: &Panel) -> Vec<String> {
    let beyond = |(channel, planned): (&engine::panel::Channel, &Vec<f64>)| {
        let most = |weeks: &[f64]| weeks.iter().copied().fold(0.0, f64::max);
        (most(planned) > 1.001 * most(&channel.spend_by_week)).then(|| channel.name.clone())
    };
    panel.channels().iter().zip(&plan.scenario.spend).filter_map(beyond).collect()
}

#[cfg(test)]
mod tests {
    use super::super::samples::plan;
    use super::*;
    use engine::panel::{Channel, OutcomeKind, PanelParts};

    #[test]
    fn the_figures_are_shown() {
        let outcome = Outcome { name: "Revenue".to_owned(), kind: OutcomeKind::Money };
        let said = reasons(&plan(), &Aim::default(), &outcome, &Locale::default());
        assert!(said[0].contains("the next dollar brings about the same, 1.02 (under 1"), "{}", said[0]);
        assert_eq!(
            said[1],
            "One more dollar for Shopping would bring 1.44 instead of 1.02: its maximum costs 0.42 a dollar."
        );
        assert!(said[2].contains("the revenue it brings on average"), "{}", said[2]);
    }

    #[test]
    fn every_limit_has_its_price_in_words() {
        let check = |limit: Limit, next_unit: Option<f64>, expected: &str| {
            let mut plan = plan();
            plan.evidence.next_unit = next_unit;
            let price = Price { limit, per_unit: 0.25 };
            assert_eq!(price_sentence(&price, &plan, "dollar", &Locale::default()), expected);
        };
        let tv = || "TV".to_owned();
        check(Limit::Budget, Some(1.0), "One more dollar of budget would bring 0.25.");
        check(
            Limit::Minimum(tv()),
            Some(1.0),
            "The last dollar of TV brings 0.75 instead of 1.00: its minimum costs 0.25 a dollar.",
        );
        check(Limit::Maximum(tv()), None, "The maximum of TV binds: a dollar more room would bring 0.25.");
    }

    #[test]
    fn spend_beyond_the_data_is_named() {
        let channel = |name: &str, most: f64| Channel::new(name, vec![most]);
        let parts = PanelParts {
            weeks: vec![jiff::civil::date(2026, 6, 22)],
            outcome_name: "Revenue".to_owned(),
            outcome_kind: OutcomeKind::Money,
            outcome: vec![1.0],
            channels: vec![channel("Search", 9e3), channel("Shopping", 5e3), channel("TV", 9e3)],
            drivers: vec![],
            regions: vec![],
        };
        assert_eq!(extrapolated(&plan(), &Panel::new(parts).unwrap()), ["Shopping"]);
    }
}

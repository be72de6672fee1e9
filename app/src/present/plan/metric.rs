//! In what a plan is judged, in words, and the figures of a comparison in it.

use crate::present::outcome::Outcome;
use engine::desk::{Difference, Worth};
use engine::math::Interval;
use engine::panel::OutcomeKind;
use engine::plan::{Aim, Economics, Metric, Reach};

/// What amounts in this metric are called. Profit and margin carry their names as things that are counted do.
#[must_use]
pub fn counted_in(metric: Metric, outcome: &Outcome) -> Outcome {
    let named = |name: &str| Outcome { name: name.to_owned(), kind: OutcomeKind::Count };
    match metric {
        Metric::Outcome => outcome.clone(),
        Metric::Revenue if outcome.kind == OutcomeKind::Money => outcome.clone(),
        Metric::Revenue => named("revenue"),
        Metric::Margin => named("margin"),
        Metric::Profit => named("profit"),
    }
}

/// The name of a metric in a list to choose from.
#[must_use]
pub fn metric_name(metric: Metric, outcome: &Outcome) -> String {
    match metric {
        Metric::Outcome => outcome.title(),
        Metric::Revenue => "Revenue".to_owned(),
        Metric::Margin => "Contribution margin".to_owned(),
        Metric::Profit => "Profit after media".to_owned(),
    }
}

/// Whether a unit of the outcome has a value in money: it is money itself, or one was given.
#[must_use]
pub fn has_value(economics: Economics, outcome: &Outcome) -> bool {
    outcome.kind == OutcomeKind::Money || economics != Economics::default()
}

/// What a plan is worth over its weeks, in the metric.
#[must_use]
pub fn worth_in(worth: &Worth, metric: Metric) -> Interval {
    match metric {
        Metric::Outcome => worth.outcome,
        Metric::Revenue => worth.revenue,
        Metric::Margin => worth.margin,
        Metric::Profit => worth.profit,
    }
}

/// What a plan brings more than another, in the aim's metric, over the weeks that the aim counts.
#[must_use]
pub fn gain_of(difference: &Difference, aim: &Aim) -> Interval {
    if aim.reach == Reach::Horizon {
        return match aim.metric {
            Metric::Outcome => difference.outcome,
            Metric::Revenue => difference.revenue,
            Metric::Margin => difference.margin,
            Metric::Profit => difference.profit,
        };
    }
    let (unit, cost) = (aim.metric.per_unit(aim.economics), aim.metric.per_spend() * difference.spend);
    let at = |media: f64| unit * media - cost;
    let media = difference.media;
    Interval { mean: at(media.mean), lo: at(media.lo), hi: at(media.hi) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn orders() -> Outcome {
        Outcome { name: "orders".to_owned(), kind: OutcomeKind::Count }
    }

    #[test]
    fn amounts_carry_the_name_of_the_metric() {
        assert_eq!(counted_in(Metric::Profit, &orders()).compared("118k", "more"), "118k more profit");
        assert_eq!(counted_in(Metric::Outcome, &orders()).compared("118k", "more"), "118k more orders");
        assert_eq!(metric_name(Metric::Outcome, &orders()), "Orders");
    }

    #[test]
    fn orders_are_worth_money_only_once_it_is_said() {
        assert!(!has_value(Economics::default(), &orders()));
        assert!(has_value(Economics { revenue_per_unit: 40.0, margin: 1.0 }, &orders()));
    }

    #[test]
    fn profit_is_what_media_bring_less_what_they_cost() {
        let media = Interval { mean: 100.0, lo: 50.0, hi: 160.0 };
        let difference = Difference { spend: 20.0, media, ..Difference::default() };
        let economics = Economics { revenue_per_unit: 1.0, margin: 0.5 };
        let aim = Aim { metric: Metric::Profit, economics, ..Aim::default() };
        assert_eq!(gain_of(&difference, &aim), Interval { mean: 30.0, lo: 5.0, hi: 60.0 });
        let within = Aim { reach: Reach::Horizon, ..aim };
        assert_eq!(gain_of(&difference, &within), Interval::default());
    }
}

//! The headline of the Plan page: what another split of the budget would bring, said no surer than it is.

use super::metric::counted_in;
use super::{spend_text, weeks_text};
use crate::present::chance::chance;
use crate::present::format::{self, Unit};
use crate::present::locale::Locale;
use crate::present::outcome::Outcome;
use engine::math::Interval;
use engine::plan::{Metric, Plan};

/// Below this chance of beating today's plan the optimum is called about as good as today's.
const WORTH_SAYING: f64 = 0.75;
/// From this chance on it "could" bring more; below it "may".
const LIKELY: f64 = 0.9;
/// Budgets that differ by less than this share are the same.
const SAME_BUDGET: f64 = 0.005;
/// A plan that moves less than this share of the budget is today's plan.
const SAME_SPLIT: f64 = 0.005;

/// What a plan comes to, said no surer than its draws are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// It spends another total than today's.
    OtherBudget,
    /// It is today's plan: no other is expected to bring more within the limits.
    TodayIsBest,
    /// Its limits make it worse than today's.
    Worse,
    /// It may well bring no more than today's.
    NoBetter,
    /// It may bring more.
    MayBringMore,
    /// It is likely to bring more.
    LikelyBringsMore,
}

impl Verdict {
    /// The verdict on a plan, by what it brings more of the outcome.
    #[must_use]
    pub fn of(plan: &Plan) -> Self {
        Self::by(plan, plan.uplift)
    }

    fn by(plan: &Plan, gain: Interval) -> Self {
        let (today, planned) = totals(plan);
        match () {
            () if (planned - today).abs() > SAME_BUDGET * today => Self::OtherBudget,
            () if moved(plan) <= SAME_SPLIT * planned => Self::TodayIsBest,
            () if gain.mean <= 0.0 => Self::Worse,
            () if plan.probability_better < WORTH_SAYING => Self::NoBetter,
            () if plan.probability_better < LIKELY => Self::MayBringMore,
            () => Self::LikelyBringsMore,
        }
    }
}

/// A full sentence, and its range.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    /// The answer.
    pub sentence: String,
    /// Its range and what to know about it.
    pub range: String,
}

/// The answer that a plan gives, in the outcome's unit.
#[must_use]
pub fn answer(plan: &Plan, outcome: &Outcome, locale: &Locale) -> Answer {
    answer_in(Metric::Outcome, plan, outcome, locale)
}

/// The same in the metric in which the plan is judged.
#[must_use]
pub fn answer_in(metric: Metric, plan: &Plan, outcome: &Outcome, locale: &Locale) -> Answer {
    let gain = if metric == Metric::Outcome { plan.uplift } else { plan.gain };
    let counted = counted_in(metric, outcome);
    let more = || counted.compared(&size(gain, locale), "more");
    let sentence = match Verdict::by(plan, gain) {
        Verdict::OtherBudget => return other_budget(plan, gain, &counted, locale),
        Verdict::TodayIsBest => return today_is_best(),
        Verdict::Worse => format!("These limits cost {} against today's plan", counted.amount(&size(gain, locale))),
        Verdict::NoBetter => "Today's plan is about as good as any".to_owned(),
        Verdict::MayBringMore => format!("The same budget may bring {}", more()),
        Verdict::LikelyBringsMore => format!("The same budget could bring {}", more()),
    };
    Answer { sentence, range: range(plan, gain, locale) }
}

/// What a split of one's own comes to beside today's plan: `gain` in the metric of the aim.
#[must_use]
pub fn own_answer(gain: Interval, extra: f64, metric: Metric, outcome: &Outcome, locale: &Locale) -> Answer {
    let counted = counted_in(metric, outcome);
    let sure = gain.lo > 0.0 || gain.hi < 0.0;
    let spending = match extra {
        extra if extra.abs() < 0.5 => String::new(),
        extra if extra > 0.0 => format!(" for {} more", spend_text(locale, extra)),
        extra => format!(" for {} less", spend_text(locale, -extra)),
    };
    let sentence = match (gain.mean >= 0.0, sure) {
        _ if gain == Interval::default() => "Your split is today's plan".to_owned(),
        (true, true) => format!("Your split could bring {}{spending}", counted.compared(&size(gain, locale), "more")),
        (true, false) => format!("Your split may bring {}{spending}", counted.compared(&size(gain, locale), "more")),
        (false, true) => format!("Your split would cost about {}{spending}", counted.amount(&size(gain, locale))),
        (false, false) => format!("Your split may cost {}{spending}", counted.amount(&size(gain, locale))),
    };
    let range = format::range_sentence(locale, Unit::Number, 0.9, gain.lo, gain.hi);
    Answer { sentence, range: format!("{range} against today's plan, draw by draw.") }
}

fn today_is_best() -> Answer {
    let range = "No other split of the same budget is expected to bring more. Wider limits may show one that does.";
    Answer { sentence: "Today's plan is already the best within these limits".to_owned(), range: range.to_owned() }
}

fn totals(plan: &Plan) -> (f64, f64) {
    (plan.channels.iter().map(|c| c.today).sum(), plan.channels.iter().map(|c| c.planned).sum())
}

/// Spend that goes elsewhere.
fn moved(plan: &Plan) -> f64 {
    plan.channels.iter().map(|c| (c.planned - c.today).max(0.0)).sum()
}

fn other_budget(plan: &Plan, gain: Interval, outcome: &Outcome, locale: &Locale) -> Answer {
    let (today, planned) = totals(plan);
    let extra = planned - today;
    let spend = spend_text(locale, extra.abs());
    let change = size(gain, locale);
    let sentence = match (extra > 0.0, gain.mean > 0.0) {
        (true, true) => format!("Spending {spend} more could bring {}", outcome.compared(&change, "more")),
        (true, false) => format!("Spending {spend} more is not expected to bring more within these limits"),
        (false, true) => format!("Spending {spend} less could still bring {}", outcome.compared(&change, "more")),
        (false, false) => format!("Spending {spend} less would cost about {}", outcome.amount(&change)),
    };
    Answer { sentence, range: range(plan, gain, locale) }
}

fn size(gain: Interval, locale: &Locale) -> String {
    format::estimate(locale, Unit::Number, gain.mean.abs(), gain.lo, gain.hi)
}

/// The uplift counts what the spend of these weeks still brings after them (`engine::plan::TAIL_WEEKS`), which a
/// forecast of these weeks does not; the sentence says so, since both numbers are shown.
fn range(plan: &Plan, uplift: Interval, locale: &Locale) -> String {
    let span = format::range_sentence(locale, Unit::Number, 0.9, uplift.lo, uplift.hi);
    let better = chance(locale, plan.probability_better);
    let weeks = weeks_text(plan.scenario.weeks.len());
    format!(
        "{span} from the spend of {weeks}, with what it still brings afterwards; the chance that it beats today's plan \
         is {better}."
    )
}

#[cfg(test)]
mod tests {
    use super::super::samples::plan;
    use super::*;
    use engine::panel::OutcomeKind;

    fn revenue() -> Outcome {
        Outcome { name: "Revenue".to_owned(), kind: OutcomeKind::Money }
    }

    fn check(change: impl FnOnce(&mut Plan), sentence: &str) {
        let mut plan = plan();
        change(&mut plan);
        assert_eq!(answer(&plan, &revenue(), &Locale::default()).sentence, sentence);
    }

    #[test]
    fn the_sentence_is_no_surer_than_the_draws() {
        check(|_| (), "The same budget could bring 118k more");
        check(|p| p.probability_better = 0.8, "The same budget may bring 118k more");
        check(|p| p.probability_better = 0.6, "Today's plan is about as good as any");
        check(|p| p.uplift.mean = -18e3, "These limits cost 18k against today's plan");
        check(
            |p| p.channels.iter_mut().for_each(|c| c.planned = c.today),
            "Today's plan is already the best within these limits",
        );
    }

    #[test]
    fn another_budget_is_named() {
        check(|p| p.channels[0].planned += 60e3, "Spending $60k more could bring 118k more");
        check(
            |p| {
                p.channels[0].planned -= 60e3;
                p.uplift = Interval { mean: -30e3, lo: -70e3, hi: 5e3 };
            },
            "Spending $60k less would cost about 30k",
        );
    }

    #[test]
    fn the_range_stands_underneath() {
        let found = answer(&plan(), &revenue(), &Locale::default()).range;
        assert_eq!(
            found,
            "90\u{a0}% range 41k to 203k from the spend of 13 weeks, with what it still brings afterwards; the chance \
             that it beats today's plan is 97\u{a0}%."
        );
    }

    #[test]
    fn another_metric_is_named() {
        let plan = Plan { gain: Interval { mean: 52e3, lo: 11e3, hi: 94e3 }, ..plan() };
        let found = answer_in(Metric::Profit, &plan, &revenue(), &Locale::default()).sentence;
        assert_eq!(found, "The same budget could bring 52k more profit");
    }

    #[test]
    fn a_split_of_ones_own_is_no_surer_than_its_range() {
        let found = |mean, lo, hi, extra| {
            own_answer(Interval { mean, lo, hi }, extra, Metric::Outcome, &revenue(), &Locale::default()).sentence
        };
        assert_eq!(found(50e3, 10e3, 90e3, 0.0), "Your split could bring 50k more");
        assert_eq!(found(50e3, -10e3, 90e3, 20e3), "Your split may bring 50k more for $20k more");
        assert_eq!(found(-50e3, -90e3, -10e3, 0.0), "Your split would cost about 50k");
    }

    #[test]
    fn things_are_named() {
        let orders = Outcome { name: "orders".to_owned(), kind: OutcomeKind::Count };
        let found = answer(&plan(), &orders, &Locale::default()).sentence;
        assert_eq!(found, "The same budget could bring 118k more orders");
    }
}

//! The headline of the Reconcile page: how far off, and how much of it is known.

use super::bridge::{difference, shown_change};
use super::causes::{Told, sentence};
use crate::present::format::{self, NumberStyle, Unit};
use crate::present::locale::Locale;
use crate::present::order::largest_first;
use crate::present::plan::{Answer, weeks_text};
use crate::state::Committed;
use engine::reconcile::{Cause, Reconciliation};

/// At most this share of the difference may be unexplained for most of it to be known.
const MOSTLY_KNOWN: f64 = 0.5;
/// Causes told under the headline.
const TOLD_CAUSES: usize = 2;
/// A cause smaller than this share of the largest is not told.
const WORTH_TELLING: f64 = 0.25;

/// The answer.
#[must_use]
pub fn answer(told: &[Told], reconciliation: &Reconciliation, committed: &Committed, locale: &Locale) -> Answer {
    let forecast: f64 = reconciliation.forecast.iter().sum();
    let actual: f64 = reconciliation.actual.iter().sum();
    let gap = actual - forecast;
    let weeks = reconciliation.weeks.len();
    let all = weeks == committed.scenario.weeks.len();
    let who = if all { format!("All {}", weeks_text(weeks)) } else { format!("The first {}", weeks_text(weeks)) };
    let who = if weeks == 1 { "The first week".to_owned() } else { who };
    let Some(range) = Range::of(committed, weeks) else {
        return Answer { sentence: format!("{who} came in"), range: String::new() };
    };
    let size = difference(told, reconciliation, locale);
    let side = if gap < 0.0 { "below" } else { "above" };
    let sentence = if range.is_near_middle(actual) {
        format!("{who} came in as forecast, within {size}")
    } else {
        format!("{who} came in {size} {side} forecast{}", known(told, reconciliation, gap))
    };
    Answer { sentence, range: format!("{} {}", range.sentence(actual, locale), causes(told, reconciliation, locale)) }
}

/// The committed range of the sum over the weeks that have happened.
struct Range {
    quantiles: [f64; 7],
}

impl Range {
    fn of(committed: &Committed, weeks: usize) -> Option<Self> {
        let last = weeks.checked_sub(1)?;
        committed.forecast.cumulative.quantiles.get(last).map(|quantiles| Self { quantiles: *quantiles })
    }

    /// Whether a sum lies in the inner half of the range.
    fn is_near_middle(&self, sum: f64) -> bool {
        (self.quantiles[2]..=self.quantiles[4]).contains(&sum)
    }

    fn style(&self) -> NumberStyle {
        NumberStyle::for_range(Unit::Number, self.quantiles[0], self.quantiles[6])
    }

    fn sentence(&self, actual: f64, locale: &Locale) -> String {
        let (style, low, high) = (self.style(), self.quantiles[0], self.quantiles[6]);
        let place = match actual {
            sum if sum < low => "below the",
            sum if sum > high => "above the",
            _ => "inside the",
        };
        let share = format::percent(locale, 0.9, 0);
        let (actual, low, high) = (style.text(locale, actual), style.text(locale, low), style.text(locale, high));
        format!("{actual} lies {place} {share} range, {low} to {high}.")
    }
}

/// Whether most of the difference has a cause.
fn known(told: &[Told], reconciliation: &Reconciliation, gap: f64) -> &'static str {
    let rest = told.iter().find(|t| t.step.cause == Cause::Unexplained).map_or(0.0, |t| t.step.amount.mean);
    match (rest.abs() <= MOSTLY_KNOWN * gap.abs(), reconciliation.learned) {
        (true, _) => ", and most of it is known",
        (false, true) => ", and most of it is not explained",
        (false, false) => ", and the reason is not known yet",
    }
}

/// The largest causes, one sentence each.
fn causes(told: &[Told], reconciliation: &Reconciliation, locale: &Locale) -> String {
    let (rest, known): (Vec<usize>, Vec<usize>) =
        (0..told.len()).partition(|index| told[*index].step.cause == Cause::Unexplained);
    let size = |index: usize| told[index].step.amount.mean.abs();
    let mut ranked = largest_first(known, |index| size(*index));
    let largest = ranked.first().map_or(0.0, |index| size(*index));
    ranked.retain(|index| largest > 0.0 && size(*index) >= WORTH_TELLING * largest);
    let (plain, learned): (Vec<usize>, Vec<usize>) = ranked
        .into_iter()
        .partition(|index| matches!(told[*index].step.cause, Cause::Execution { .. } | Cause::Environment { .. }));
    let change = |index: usize| shown_change(told, index, reconciliation, locale);
    let tell = |index: usize| sentence(&told[index], &change(index), locale);
    let mut said: Vec<String> = plain.into_iter().take(TOLD_CAUSES).filter_map(tell).collect();
    said.extend(learned.into_iter().filter_map(tell).take(TOLD_CAUSES));
    if !reconciliation.learned {
        let open = |index: usize| format!("{} is still open: fit again to see what was learned.", change(index));
        said.extend(rest.into_iter().map(open));
    }
    said.join(" ")
}

#[cfg(test)]
mod tests {
    use super::super::causes::{Happened, told};
    use super::super::samples::{committed, panel, reconciliation};
    use super::*;

    fn check(change: impl FnOnce(&mut Reconciliation), parts: &[&str]) {
        let (mut reconciliation, committed, panel) = (reconciliation(), committed(), panel());
        change(&mut reconciliation);
        let happened = Happened { reconciliation: &reconciliation, planned: &committed.scenario, panel: &panel };
        let told = told(&happened, &Locale::default());
        let found = answer(&told, &reconciliation, &committed, &Locale::default());
        let text = format!("{} | {}", found.sentence, found.range);
        for part in parts {
            assert!(text.contains(part), "{text}");
        }
    }

    #[test]
    fn the_difference_and_its_causes_are_told() {
        check(
            |_| (),
            &[
                "The first 4 weeks came in 34k below forecast, and most of it is known |",
                "578k lies inside the 90\u{a0}% range, 563k to 661k.",
                "Price (86 on average, 84 assumed): \u{2212}21k. TV spend ($24k of $40k spent): \u{2212}14k.",
            ],
        );
        check(|r| r.steps[3].amount.mean = -20e3, &["Search works less well than believed; 84\u{a0}% sure."]);
    }

    #[test]
    fn what_is_not_known_is_not_claimed() {
        check(
            |r| {
                r.learned = false;
                r.steps.retain(|s| !matches!(s.cause, Cause::Learning { .. } | Cause::LearningBase));
                if let Some(rest) = r.steps.last_mut() {
                    rest.amount.mean = -30e3;
                }
            },
            &["and the reason is not known yet", "fit again to see what was learned"],
        );
        check(|r| r.actual = vec![152e3; 4], &["came in as forecast, within 4k"]);
    }
}

//! What media are expected to bring, planned and today, as a tile.

use crate::present::format::{self, Unit};
use crate::present::locale::Locale;
use crate::present::outcome::Outcome;
use engine::math::Interval;
use engine::plan::Plan;

/// The texts of a tile.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ResponseFigures {
    /// What is counted.
    pub label: String,
    /// The plan's number.
    pub planned: String,
    /// Its range, and today's number with its own.
    pub today: String,
}

/// What all planned spend brings, beside today's.
#[must_use]
pub fn response_figures(plan: &Plan, outcome: &Outcome, locale: &Locale) -> ResponseFigures {
    let text = |i: Interval| format::estimate(locale, Unit::Number, i.mean, i.lo, i.hi);
    let range = |i: Interval| format::range(locale, Unit::Number, i.lo, i.hi);
    let (planned, today) = (plan.planned_response, plan.today_response);
    ResponseFigures {
        label: format!("{} from the planned spend", outcome.title()),
        planned: text(planned),
        today: format!("90\u{a0}% range {}; today's plan {} ({})", range(planned), text(today), range(today)),
    }
}

#[cfg(test)]
mod tests {
    use super::super::samples::plan;
    use super::*;
    use engine::panel::OutcomeKind;

    #[test]
    fn both_plans_have_their_ranges() {
        let outcome = Outcome { name: "Revenue".to_owned(), kind: OutcomeKind::Money };
        let found = response_figures(&plan(), &outcome, &Locale::default());
        assert_eq!(found.planned, "630k");
        assert_eq!(found.today, "90\u{a0}% range 500k to 790k; today's plan 512k (420k to 640k)");
    }
}

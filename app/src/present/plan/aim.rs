//! What a plan is for, as plain choices.

use super::metric::{has_value, metric_name};
use crate::present::outcome::Outcome;
use engine::panel::OutcomeKind;
use engine::plan::{Aim, Economics, Flighting, Metric, Reach, Risk};

/// How much risk a plan takes, as it is chosen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RiskChoice {
    /// The most on average.
    Average,
    /// The best of the worst tenth.
    Guard,
    /// The goal, as surely as possible.
    Goal,
}

/// The share of draws that counts as bad.
const WORST: f64 = 0.1;

impl RiskChoice {
    /// All.
    pub const ALL: [Self; 3] = [Self::Average, Self::Guard, Self::Goal];

    /// The choice that an aim is.
    #[must_use]
    pub fn of(risk: Risk) -> Self {
        match risk {
            Risk::Expected => Self::Average,
            Risk::Cautious { .. } => Self::Guard,
            Risk::Goal { .. } => Self::Goal,
        }
    }

    /// Its key in a list.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::Average => "average",
            Self::Guard => "guard",
            Self::Goal => "goal",
        }
    }

    /// What is shown.
    #[must_use]
    pub fn label(self) -> &'static str {
        match self {
            Self::Average => "The most on average",
            Self::Guard => "Guard against bad outcomes (worst 10\u{a0}%)",
            Self::Goal => "Reach the goal as surely as possible",
        }
    }

    /// The risk that it stands for, with the amount that is the goal.
    #[must_use]
    pub fn risk(self, amount: f64) -> Risk {
        match self {
            Self::Average => Risk::Expected,
            Self::Guard => Risk::Cautious { worst: WORST },
            Self::Goal => Risk::Goal { amount },
        }
    }
}

/// The metrics that can be chosen, with their keys and names: money only where the outcome has a value.
#[must_use]
pub fn metrics(economics: Economics, outcome: &Outcome) -> Vec<(Metric, &'static str, String)> {
    let all = [
        (Metric::Outcome, "outcome"),
        (Metric::Revenue, "revenue"),
        (Metric::Margin, "margin"),
        (Metric::Profit, "profit"),
    ];
    let is_offered = |metric: Metric| match metric {
        Metric::Outcome => true,
        Metric::Revenue => outcome.kind == OutcomeKind::Count && has_value(economics, outcome),
        Metric::Margin => economics.margin < 1.0 && has_value(economics, outcome),
        Metric::Profit => has_value(economics, outcome),
    };
    let offered = all.into_iter().filter(|(metric, _)| is_offered(*metric));
    offered.map(|(metric, key)| (metric, key, metric_name(metric, outcome))).collect()
}

/// The aim as one sentence: what the plan on the screen was sought for.
#[must_use]
pub fn aim_sentence(aim: &Aim, flighting: Flighting, outcome: &Outcome) -> String {
    let what = metric_name(aim.metric, outcome).to_lowercase();
    let risk = match aim.risk {
        Risk::Expected => format!("The most {what} on average"),
        Risk::Cautious { .. } => format!("The most {what} in the worst tenth of outcomes"),
        Risk::Goal { .. } => "The highest chance of the goal".to_owned(),
    };
    let reach = match aim.reach {
        Reach::Horizon => "within these weeks only",
        Reach::LongTerm { discount_a_year } if discount_a_year > 0.0 => "with what comes afterwards, discounted",
        Reach::LongTerm { .. } => "with what the spend still brings afterwards",
    };
    let weeks = match flighting {
        Flighting::AsToday => "each channel keeps its weekly pattern",
        Flighting::ByWeek => "the weeks are planned as well",
    };
    format!("{risk}, {reach}; {weeks}.")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn choices_survive_being_chosen() {
        for choice in RiskChoice::ALL {
            assert_eq!(RiskChoice::of(choice.risk(5.0)), choice);
        }
    }

    #[test]
    fn money_is_offered_where_the_outcome_has_a_value() {
        let count = |kind, economics: Economics| metrics(economics, &Outcome { name: "orders".to_owned(), kind }).len();
        assert_eq!(count(OutcomeKind::Count, Economics::default()), 1);
        assert_eq!(count(OutcomeKind::Count, Economics { revenue_per_unit: 40.0, margin: 0.5 }), 4);
        assert_eq!(count(OutcomeKind::Money, Economics::default()), 2);
    }

    #[test]
    fn the_aim_is_said_in_one_sentence() {
        let revenue = Outcome { name: "Revenue".to_owned(), kind: OutcomeKind::Money };
        assert_eq!(
            aim_sentence(&Aim::default(), Flighting::AsToday, &revenue),
            "The most revenue on average, with what the spend still brings afterwards; each channel keeps its weekly pattern."
        );
    }
}

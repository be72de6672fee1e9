//! The few words at the end of a channel's row, each from a rule that is stated in [`Standing::rule`].

use super::learning::is_mostly_prior;
use super::terms::Terms;
use engine::posterior::{ChannelSummary, Summary};

/// A range whose upper end is more than this many times its lower end is wide.
const WIDE: f64 = 3.0;
/// A channel whose next unit returns at least this share of the average still has room.
const ROOM: f64 = 0.6;
/// A channel whose next unit returns less than this share of the average is near its limit.
const LIMIT: f64 = 0.45;
/// Returns diminish where the next unit returns less than this share of the average.
const DIMINISHED: f64 = 0.9;

/// The remark on every number of a fit that failed its checks.
pub const UNTRUSTED: &str = "untrusted";

/// How a channel stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// There was no spend.
    NoSpend,
    /// The data said next to nothing about its return.
    MostlyPrior,
    /// The next unit of money costs more than it brings.
    BelowCost,
    /// The range is too wide to act on.
    WideRange,
    /// It is not paid for, so that there is no return.
    Organic,
    /// The next unit brings more than it costs and nearly as much as the average one.
    RoomToGrow,
    /// The next unit brings much less than the average one.
    NearLimit,
    /// The next unit brings clearly less than the average one.
    Diminishing,
    /// The next unit brings about as much as the average one, but perhaps less than it costs.
    PerhapsBelowCost,
}

impl Standing {
    /// Every standing, in the order in which the rules are tried.
    pub const ALL: [Self; 9] = [
        Self::Organic,
        Self::NoSpend,
        Self::MostlyPrior,
        Self::BelowCost,
        Self::WideRange,
        Self::RoomToGrow,
        Self::NearLimit,
        Self::Diminishing,
        Self::PerhapsBelowCost,
    ];

    /// How channel `c` stands.
    #[must_use]
    pub fn of(summary: &Summary, c: usize, terms: &Terms) -> Self {
        let channel = &summary.channels[c];
        if !channel.kind.is_paid() {
            if is_mostly_prior(summary, &channel.name) { Self::MostlyPrior } else { Self::Organic }
        } else if channel.return_on_spend.is_none() {
            Self::NoSpend
        } else if is_mostly_prior(summary, &channel.name) {
            Self::MostlyPrior
        } else {
            Self::by_returns(channel, terms)
        }
    }

    fn by_returns(channel: &ChannelSummary, terms: &Terms) -> Self {
        let (Some(average), Some(next)) = (channel.return_on_spend, channel.marginal_return) else {
            return Self::NoSpend;
        };
        let share = if average.mean > 0.0 { next.mean / average.mean } else { 0.0 };
        let pays = !terms.is_money() || next.lo >= 1.0;
        if terms.is_money() && next.hi < 1.0 {
            Self::BelowCost
        } else if average.lo <= 0.0 || average.hi > WIDE * average.lo {
            Self::WideRange
        } else if pays && share >= ROOM {
            Self::RoomToGrow
        } else if share < LIMIT {
            Self::NearLimit
        } else if share < DIMINISHED {
            Self::Diminishing
        } else {
            Self::PerhapsBelowCost
        }
    }

    /// The words at the end of the row.
    #[must_use]
    pub fn words(self) -> &'static str {
        match self {
            Self::Organic => "no spend",
            Self::NoSpend => "no spend lately",
            Self::MostlyPrior => "mostly prior",
            Self::BelowCost => "below cost at the margin",
            Self::WideRange => "wide range",
            Self::RoomToGrow => "room to grow",
            Self::NearLimit => "near its limit",
            Self::Diminishing => "diminishing",
            Self::PerhapsBelowCost => "not surely above cost",
        }
    }

    /// The words at the end of channel `c`'s row; a fit that failed its checks says nothing else.
    #[must_use]
    pub fn remark(summary: &Summary, c: usize, terms: &Terms) -> &'static str {
        if summary.diagnostics.passes() { Self::of(summary, c, terms).words() } else { UNTRUSTED }
    }

    /// When these words are used, for the explanation.
    #[must_use]
    pub fn rule(self) -> &'static str {
        match self {
            Self::Organic => "The channel is not paid for: it has a contribution and no return.",
            Self::NoSpend => "There was no spend in the last year, so nothing can be said about more of it.",
            Self::MostlyPrior => {
                "The data narrowed the prior by less than a fifth and hardly moved it: the number is what was assumed."
            }
            Self::BelowCost => "The whole 90 % range of the next unit's return lies below 1.",
            Self::WideRange => "The upper end of the range is more than 3 times its lower end.",
            Self::RoomToGrow => {
                "The next unit returns at least 60 % of the average one and, where the outcome is money, its whole \
                 range is at or above 1."
            }
            Self::NearLimit => "The next unit returns less than 45 % of the average one.",
            Self::Diminishing => "The next unit returns less than 90 % of the average one.",
            Self::PerhapsBelowCost => {
                "The next unit returns about as much as the average one or more, but its range reaches below 1."
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::present::measure::example;
    use engine::math::Interval;

    fn check(average: (f64, f64, f64), next: (f64, f64, f64), expected: Standing) {
        let interval = |(lo, mean, hi)| Some(Interval { mean, lo, hi });
        let mut summary = example::summary();
        summary.channels[0].return_on_spend = interval(average);
        summary.channels[0].marginal_return = interval(next);
        assert_eq!(Standing::of(&summary, 0, &example::terms()), expected, "{average:?} {next:?}");
    }

    #[test]
    fn each_rule_has_its_case() {
        check((2.5, 3.1, 3.8), (1.4, 1.9, 2.4), Standing::RoomToGrow);
        check((2.5, 3.1, 3.8), (0.8, 1.9, 2.4), Standing::Diminishing);
        check((0.8, 1.24, 1.7), (0.8, 1.31, 1.9), Standing::PerhapsBelowCost);
        check((2.1, 2.6, 3.2), (0.7, 1.1, 1.5), Standing::NearLimit);
        check((0.6, 1.4, 2.3), (0.5, 1.1, 1.9), Standing::WideRange);
        check((0.6, 0.9, 1.2), (0.3, 0.6, 0.9), Standing::BelowCost);
        check((-0.1, 0.9, 1.2), (0.3, 0.6, 1.1), Standing::WideRange);
    }

    #[test]
    fn a_channel_that_is_mostly_prior_says_so() {
        let mut summary = example::summary();
        summary.learning[0].contraction = 0.1;
        summary.learning[0].shift = 0.2;
        assert_eq!(Standing::of(&summary, 0, &example::terms()), Standing::MostlyPrior);
    }

    #[test]
    fn an_untrusted_fit_gives_no_advice() {
        let mut summary = example::summary();
        assert_eq!(Standing::remark(&summary, 0, &example::terms()), "room to grow");
        summary.diagnostics.max_r_hat = 1.2;
        assert_eq!(Standing::remark(&summary, 0, &example::terms()), UNTRUSTED);
    }

    #[test]
    fn a_count_is_never_below_cost() {
        let summary = example::summary();
        let terms = example::count_terms();
        assert!((0..2).all(|c| Standing::of(&summary, c, &terms) != Standing::BelowCost));
    }
}

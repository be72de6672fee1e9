//! The families of carry-over and saturation and their order in plain words: what is offered, and what each means.

use crate::present::locale::Locale;
use crate::present::measure::prior_range::{RangeForm, half_life_sentence};
use engine::model::ChannelSpec;
use engine::transforms::carryover::{Carryover, half_life_weeks, retention_of_half_life};
use engine::transforms::response::Order;
use engine::transforms::saturation::Saturation;

/// The orders in the order offered.
pub const ORDERS: [Order; 2] = [Order::CarryoverFirst, Order::SaturationFirst];

/// The windows that are offered, in weeks.
pub const WINDOWS: [usize; 5] = [4, 8, 13, 20, 26];

/// A carry-over's name within a sentence, by which it can also be chosen.
#[must_use]
pub fn carryover_name(family: Carryover) -> &'static str {
    match family {
        Carryover::None => "no carry-over",
        Carryover::Geometric => "steady fading",
        Carryover::Delayed => "delayed peak",
        Carryover::Binomial => "fading to an end",
        Carryover::WeibullPdf => "rise and fall",
        Carryover::WeibullCdf => "ever faster fading",
    }
}

/// A carry-over as it is offered.
#[must_use]
pub fn carryover_label(family: Carryover) -> &'static str {
    match family {
        Carryover::None => "None: works in its week alone",
        Carryover::Geometric => "Steady fading (geometric)",
        Carryover::Delayed => "Delayed peak (delayed geometric)",
        Carryover::Binomial => "Fading to an end (binomial)",
        Carryover::WeibullPdf => "Rise and fall (Weibull density)",
        Carryover::WeibullCdf => "Ever faster fading (Weibull survival)",
    }
}

/// What a carry-over means.
#[must_use]
pub fn carryover_help(family: Carryover) -> &'static str {
    match family {
        Carryover::None => "All of the effect comes in the week of the spend: for search on ready buyers.",
        Carryover::Geometric => "Each week keeps the same share of the effect of the week before, without end.",
        Carryover::Delayed => "The effect is largest some weeks after the spend: for long decisions and late bookings.",
        Carryover::Binomial => "The effect fades slowly at first and is gone when the window ends.",
        Carryover::WeibullPdf => {
            "With a shape above 1 the effect rises to a peak before it fades; with 1 it fades steadily."
        }
        Carryover::WeibullCdf => "The effect fades faster and faster: for offers that end.",
    }
}

/// What the share that a carry-over keeps is called.
#[must_use]
pub fn retention_label(family: Carryover) -> &'static str {
    match family {
        Carryover::Delayed => "Left one week after the peak",
        Carryover::Binomial | Carryover::WeibullCdf => "Left after one week",
        Carryover::WeibullPdf => "Half-life, as the share that steady fading would leave a week",
        Carryover::None | Carryover::Geometric => "Carry-over into the next week",
    }
}

/// One line on the share that a carry-over keeps.
#[must_use]
pub fn retention_help(family: Carryover, range: (f64, f64), locale: &Locale) -> String {
    match family {
        Carryover::Geometric | Carryover::WeibullPdf => half_life_sentence(range, locale),
        Carryover::Delayed => {
            "Of the effect of the strongest week. The same share is left one week before it.".to_owned()
        }
        _ => "Of the effect of the week in which the money was spent.".to_owned(),
    }
}

/// How the range of what is carried over is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RetentionView {
    /// As the share that is left a week later.
    Share,
    /// As the weeks after which half is over.
    HalfLife,
}

impl RetentionView {
    /// The view of a family: as `asked` where both make sense, a half-life where only that does, else the share.
    #[must_use]
    pub fn of(family: Carryover, asked: Self) -> Self {
        match family {
            Carryover::Geometric => asked,
            Carryover::WeibullPdf => Self::HalfLife,
            _ => Self::Share,
        }
    }

    /// The other one.
    #[must_use]
    pub fn other(self) -> Self {
        match self {
            Self::Share => Self::HalfLife,
            Self::HalfLife => Self::Share,
        }
    }

    /// The words on the button that leads to this view.
    #[must_use]
    pub fn invitation(self) -> &'static str {
        match self {
            Self::Share => "Tell it as the share left a week later",
            Self::HalfLife => "Tell it as a half-life in weeks",
        }
    }

    /// How a range is shown and read.
    #[must_use]
    pub fn form(self) -> RangeForm {
        match self {
            Self::Share => RangeForm::SHARE,
            Self::HalfLife => RangeForm::NUMBER,
        }
    }

    /// A range of shares in this view.
    #[must_use]
    pub fn of_shares(self, (from, to): (f64, f64)) -> (f64, f64) {
        match self {
            Self::Share => (from, to),
            Self::HalfLife => (half_life_weeks(from), half_life_weeks(to)),
        }
    }

    /// A range in this view as shares.
    #[must_use]
    pub fn to_shares(self, (from, to): (f64, f64)) -> (f64, f64) {
        match self {
            Self::Share => (from, to),
            Self::HalfLife => (retention_of_half_life(from), retention_of_half_life(to)),
        }
    }
}

/// A saturation's name within a sentence, by which it can also be chosen.
#[must_use]
pub fn saturation_name(family: Saturation) -> &'static str {
    match family {
        Saturation::Hill => "Hill",
        Saturation::Logistic => "logistic",
        Saturation::MichaelisMenten => "Michaelis-Menten",
        Saturation::Root => "root",
        Saturation::Linear => "no saturation",
    }
}

/// A saturation as it is offered.
#[must_use]
pub fn saturation_label(family: Saturation) -> &'static str {
    match family {
        Saturation::Hill => "Hill: may be S-shaped",
        Saturation::Logistic => "Logistic (tanh): simpler, no S-shape",
        Saturation::MichaelisMenten => "Michaelis-Menten: simpler, long tail",
        Saturation::Root => "Root: less and less, without a maximum",
        Saturation::Linear => "None: every unit brings the same",
    }
}

/// What a saturation means.
#[must_use]
pub fn saturation_help(family: Saturation) -> &'static str {
    match family {
        Saturation::Hill => "The shape is learned: the most flexible, and the hardest to learn from few data.",
        Saturation::Logistic => "No shape to learn: take it where the data are few or the chains do not agree.",
        Saturation::MichaelisMenten => {
            "The Hill curve of shape 1: no shape to learn, and the maximum is reached slowly."
        }
        Saturation::Root => {
            "1 % more spend always brings the same share of a percent more: for channels far from a limit."
        }
        Saturation::Linear => {
            "Twice the spend brings twice as much. A plan will then put all it may into the best channel."
        }
    }
}

/// An order's name by which it can be chosen.
#[must_use]
pub fn order_name(order: Order) -> &'static str {
    match order {
        Order::CarryoverFirst => "carry-over first",
        Order::SaturationFirst => "saturation first",
    }
}

/// An order as it is offered.
#[must_use]
pub fn order_label(order: Order) -> &'static str {
    match order {
        Order::CarryoverFirst => "Carry-over, then saturation",
        Order::SaturationFirst => "Saturation, then carry-over",
    }
}

/// What an order means.
#[must_use]
pub fn order_help(order: Order) -> &'static str {
    match order {
        Order::CarryoverFirst => "What earlier weeks left behind counts towards saturation: the usual choice.",
        Order::SaturationFirst => "Each week saturates on its own, for example where a week's audience is limited.",
    }
}

/// The families of a channel in a few words.
#[must_use]
pub fn summary(channel: &ChannelSpec) -> String {
    let families = format!("{}, {}", carryover_name(channel.carryover), saturation_name(channel.saturation));
    match channel.order {
        Order::CarryoverFirst => families,
        Order::SaturationFirst => format!("{families}, {}", order_name(channel.order)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    #[test]
    fn every_choice_has_its_own_name_and_label() {
        let check = |all: Vec<&str>| assert_eq!(all.iter().collect::<HashSet<_>>().len(), all.len(), "{all:?}");
        check(Carryover::ALL.into_iter().flat_map(|f| [carryover_name(f), carryover_label(f)]).collect());
        check(Saturation::ALL.into_iter().flat_map(|f| [saturation_name(f), saturation_label(f)]).collect());
        check(ORDERS.into_iter().flat_map(|o| [order_name(o), order_label(o)]).collect());
    }

    #[test]
    fn a_half_life_is_another_view_of_the_same_range() {
        let shares = (0.2, 0.65);
        let weeks = RetentionView::HalfLife.of_shares(shares);
        assert!((weeks.0 - 0.43).abs() < 0.01 && (weeks.1 - 1.61).abs() < 0.01, "{weeks:?}");
        let back = RetentionView::HalfLife.to_shares(weeks);
        assert!((back.0 - shares.0).abs() < 1e-12 && (back.1 - shares.1).abs() < 1e-12);
    }
}

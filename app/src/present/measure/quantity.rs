//! What a channel's effect is stated by: what it is called, in which unit its range is typed, and what it means.

use super::prior_range::{Domain, RangeForm};
use super::terms::Terms;
use crate::present::format;
use engine::math::Interval;
use engine::model::{ChannelSpec, LogNormal, LogitNormal, ParameterKind, ReturnPool, ReturnPrior};
use engine::panel::Channel;

/// The quantities by which a channel's effect can be stated, in the order offered.
#[must_use]
pub fn offered(is_paid: bool) -> &'static [ParameterKind] {
    const ALL: [ParameterKind; 5] = [
        ParameterKind::Return,
        ParameterKind::MarginalReturn,
        ParameterKind::ContributionShare,
        ParameterKind::Elasticity,
        ParameterKind::Coefficient,
    ];
    if is_paid { &ALL } else { &ALL[2..] }
}

/// The quantity of a prior.
#[must_use]
pub fn quantity(prior: ReturnPrior) -> ParameterKind {
    match prior {
        ReturnPrior::Pooled | ReturnPrior::Own(_) => ParameterKind::Return,
        ReturnPrior::Marginal(_) => ParameterKind::MarginalReturn,
        ReturnPrior::Share(_) => ParameterKind::ContributionShare,
        ReturnPrior::Coefficient(_) => ParameterKind::Coefficient,
        ReturnPrior::Elasticity(_) => ParameterKind::Elasticity,
    }
}

/// The 90 % range of what a channel's effect is stated by.
#[must_use]
pub fn range(channel: &ChannelSpec, pool: &ReturnPool) -> (f64, f64) {
    match channel.return_prior {
        ReturnPrior::Pooled => pool.channel().range(),
        ReturnPrior::Share(prior) => prior.range(),
        ReturnPrior::Own(prior)
        | ReturnPrior::Marginal(prior)
        | ReturnPrior::Coefficient(prior)
        | ReturnPrior::Elasticity(prior) => prior.range(),
    }
}

/// The prior of a quantity with this 90 % range; `None` where the range cannot be used.
#[must_use]
pub fn of_range(quantity: ParameterKind, (from, to): (f64, f64)) -> Option<ReturnPrior> {
    let positive = || LogNormal::from_range(from, to);
    match quantity {
        ParameterKind::MarginalReturn => positive().map(ReturnPrior::Marginal),
        ParameterKind::ContributionShare => LogitNormal::from_range(from, to).map(ReturnPrior::Share),
        ParameterKind::Coefficient => positive().map(ReturnPrior::Coefficient),
        ParameterKind::Elasticity => positive().map(ReturnPrior::Elasticity),
        _ => positive().map(ReturnPrior::Own),
    }
}

/// How a quantity's range is shown and read.
#[must_use]
pub fn form(quantity: ParameterKind, terms: &Terms) -> RangeForm {
    match quantity {
        ParameterKind::ContributionShare => RangeForm::SHARE,
        ParameterKind::Coefficient => RangeForm::of_amounts(terms, Domain::Positive),
        ParameterKind::Elasticity => RangeForm::NUMBER,
        _ => RangeForm::of_returns(terms),
    }
}

/// A quantity's name.
#[must_use]
pub fn name(quantity: ParameterKind, terms: &Terms) -> String {
    match quantity {
        ParameterKind::MarginalReturn => terms.marginal_name(),
        ParameterKind::ContributionShare => format!("Share of {}", terms.outcome()),
        ParameterKind::Coefficient => "Coefficient".to_owned(),
        ParameterKind::Elasticity => "Elasticity, in\u{a0}%".to_owned(),
        _ => terms.return_name(),
    }
}

/// What a range of the quantity says.
#[must_use]
pub fn help(prior: ReturnPrior, has_maximum: bool, terms: &Terms) -> String {
    let outcome = terms.outcome();
    match prior {
        ReturnPrior::Pooled => {
            "Learned from all channels together. A range typed here makes it the channel's own, for example from a lift \
             test."
                .to_owned()
        }
        ReturnPrior::Own(_) => "This channel's own range; the others do not learn from it.".to_owned(),
        ReturnPrior::Marginal(_) => {
            "What a little more of the last year's spend would have brought, per unit of it.".to_owned()
        }
        ReturnPrior::Share(_) => format!("The part of {outcome} over all weeks that comes from this channel."),
        ReturnPrior::Elasticity(_) => {
            format!("By how many per cent {outcome} changes when the channel does 1\u{a0}% more in every week.")
        }
        ReturnPrior::Coefficient(_) if has_maximum => {
            format!("The {outcome} a week that the channel would bring at full saturation.")
        }
        ReturnPrior::Coefficient(_) => format!("The {outcome} a week that each unit of the channel's response brings."),
    }
}

/// What the prior as a whole makes of the channel: its return, or its share of the outcome where it costs nothing.
#[must_use]
pub fn implied(contribution: Interval, channel: &Channel, outcome: f64, terms: &Terms) -> String {
    let spend: f64 = channel.spend_by_week.iter().sum();
    if spend > 0.0 {
        let returns = contribution.scaled(1.0 / spend);
        return format!(
            "With the rest of its priors: {} {}.",
            terms.return_name().to_lowercase(),
            terms.return_range(returns)
        );
    }
    let share = |x: f64| format::percent(&terms.locale, x / outcome.max(f64::MIN_POSITIVE), 1);
    format!(
        "With the rest of its priors: {} to {} of {}.",
        share(contribution.lo),
        share(contribution.hi),
        terms.outcome()
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::present::measure::example;

    #[test]
    fn every_quantity_survives_being_typed() {
        for kind in offered(true) {
            let prior = of_range(*kind, (0.01, 0.2)).unwrap();
            assert_eq!(quantity(prior), *kind);
            assert!(!name(*kind, &example::terms()).is_empty() && !help(prior, true, &example::terms()).is_empty());
        }
        assert!(of_range(ParameterKind::ContributionShare, (0.1, 1.0)).is_none());
        assert!(!offered(false).contains(&ParameterKind::Return));
    }

    #[test]
    fn what_a_prior_implies_is_told() {
        let contribution = Interval { mean: 30.0, lo: 10.0, hi: 60.0 };
        let paid = Channel::new("tv", vec![10.0, 10.0]);
        let text = implied(contribution, &paid, 1_000.0, &example::terms());
        assert_eq!(text, "With the rest of its priors: return on spend 0.5 to 3.0.");
        let free = Channel::organic("mail", vec![1.0, 2.0]);
        let text = implied(contribution, &free, 1_000.0, &example::terms());
        assert_eq!(text, "With the rest of its priors: 1.0\u{a0}% to 6.0\u{a0}% of revenue.");
    }
}

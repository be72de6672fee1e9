//! What changed between two models, in words and in the user's units.

use super::families;
use super::learning::parameter_name;
use super::outcome_form::{SCATTERS, SIGNS};
use super::prior_range::{Domain, RangeForm, degrees_range, level_range, normal_range};
use super::quantity;
use super::terms::Terms;
use engine::model::{
    BaselineSpec, ChannelSpec, Link, LogNormal, ModelSpec, ParameterKind, ParameterPrior, ReturnPrior,
};

/// One sentence a change; empty where the models are the same.
#[must_use]
pub fn changes(before: &ModelSpec, after: &ModelSpec, terms: &Terms) -> Vec<String> {
    if before == after {
        return vec![];
    }
    let mut told = vec![];
    for channel in &after.channels {
        match before.channels.iter().find(|old| old.name == channel.name) {
            Some(old) => told.extend(channel_changes((old, before), (channel, after), terms)),
            None => told.push(format!("{} was added.", channel.name)),
        }
    }
    let gone = before.channels.iter().filter(|old| after.channels.iter().all(|c| c.name != old.name));
    told.extend(gone.map(|old| format!("{} was taken out.", old.name)));
    told.extend(outcome_changes(before, after, terms));
    told.extend(common_changes(before, after, terms));
    told.extend(base_changes(before, after, terms));
    if told.is_empty() {
        told.push("Something else in the model changed.".to_owned());
    }
    told
}

fn became(what: &str, form: RangeForm, ranges: ((f64, f64), (f64, f64)), terms: &Terms) -> Option<String> {
    let (before, after) = ranges;
    let text = |range| form.range_text(range, &terms.locale);
    (before != after).then(|| format!("{what}: {} became {}.", text(before), text(after)))
}

fn channel_changes(
    (before, old): (&ChannelSpec, &ModelSpec),
    (after, new): (&ChannelSpec, &ModelSpec),
    terms: &Terms,
) -> Vec<String> {
    let name = &after.name;
    let own = |channel: &ChannelSpec, spec: &ModelSpec| quantity::range(channel, &spec.pool);
    let kinds = (quantity::quantity(before.return_prior), quantity::quantity(after.return_prior));
    let is_pooled = |channel: &ChannelSpec| channel.return_prior == ReturnPrior::Pooled;
    let mut told = vec![];
    if kinds.0 != kinds.1 {
        let said = |kind, channel, spec| {
            let range = quantity::form(kind, terms).range_text(own(channel, spec), &terms.locale);
            format!("{} {range}", quantity::name(kind, terms).to_lowercase())
        };
        told.push(format!("{name}: {} became {}.", said(kinds.0, before, old), said(kinds.1, after, new)));
    } else if !(is_pooled(before) && is_pooled(after)) {
        let what = match kinds.1 {
            ParameterKind::Return => format!("{name}, return"),
            kind => format!("{name}, {}", quantity::name(kind, terms).to_lowercase()),
        };
        let form = quantity::form(kinds.1, terms);
        told.extend(became(&what, form, (own(before, old), own(after, new)), terms));
    }
    if before.families() != after.families() {
        told.push(format!("{name}: {} became {}.", families::summary(before), families::summary(after)));
    }
    let earlier = before.parameters();
    for (kind, prior) in after.parameters() {
        // A parameter that only one of the families has is told with the family.
        if let Some((_, old)) = earlier.iter().find(|(of, _)| *of == kind) {
            let what = format!("{name}, {}", parameter_name(kind, terms).to_lowercase());
            told.extend(became(&what, form(kind), (range(*old), range(prior)), terms));
        }
    }
    if told.is_empty() && before != after && before.return_prior == after.return_prior {
        told.push(format!("{name}: something else changed."));
    }
    told
}

fn form(kind: ParameterKind) -> RangeForm {
    match kind {
        ParameterKind::Retention | ParameterKind::Exponent => RangeForm::SHARE,
        ParameterKind::HalfSaturation => RangeForm::SPEND,
        _ => RangeForm::NUMBER,
    }
}

fn range(prior: ParameterPrior) -> (f64, f64) {
    match prior {
        ParameterPrior::Log(prior) => prior.range(),
        ParameterPrior::Logit(prior) => prior.range(),
    }
}

fn common_changes(before: &ModelSpec, after: &ModelSpec, terms: &Terms) -> Vec<String> {
    let ranges = |f: fn(&ModelSpec) -> LogNormal| (f(before).range(), f(after).range());
    let returns = RangeForm::of_returns(terms);
    let amounts = amounts(after, terms, Domain::Positive);
    let same_form = before.outcome.link == after.outcome.link;
    let between = |spec: &ModelSpec| LogNormal { median: 1.0, spread: spec.pool.between };
    let differ = (between(before).range(), between(after).range());
    let mut told: Vec<String> = [
        became("The return that channels share", returns, ranges(|s| s.pool.overall), terms),
        became("Factor by which channels differ", RangeForm::NUMBER, differ, terms),
        same_form.then(|| became("Weekly noise", amounts, ranges(|s| s.noise), terms)).flatten(),
    ]
    .into_iter()
    .flatten()
    .collect();
    match (&before.geography, &after.geography) {
        (None, Some(_)) => told.push("Geographies are measured each, together.".to_owned()),
        (Some(_), None) => told.push("Geographies are measured as one.".to_owned()),
        (one, other) if one != other && same_form => told.push("How geographies may differ changed.".to_owned()),
        _ => {}
    }
    told
}

/// Amounts, or shares of the outcome where effects multiply.
fn amounts(spec: &ModelSpec, terms: &Terms, domain: Domain) -> RangeForm {
    match spec.outcome.link {
        Link::Identity => RangeForm::of_amounts(terms, domain),
        Link::Log => RangeForm { domain, ..RangeForm::SHARE },
    }
}

/// How effects combine, how weeks scatter, and in which direction drivers may work.
fn outcome_changes(before: &ModelSpec, after: &ModelSpec, terms: &Terms) -> Vec<String> {
    let mut told = vec![];
    let (old, new) = (before.outcome, after.outcome);
    match (old.link, new.link) {
        (Link::Identity, Link::Log) => told.push("Effects multiply; before, they added up.".to_owned()),
        (Link::Log, Link::Identity) => told.push("Effects add up; before, they multiplied.".to_owned()),
        _ => {}
    }
    let scatter = |noise| SCATTERS.iter().find(|(.., own)| *own == noise).map_or("", |(_, name, _)| name);
    if old.noise != new.noise {
        told.push(format!("How weeks scatter: {} became {}.", scatter(old.noise), scatter(new.noise)));
    }
    let degrees = (degrees_range(before), degrees_range(after));
    told.extend(became("Degrees of freedom", RangeForm::NUMBER, degrees, terms));
    let pairs = after.baseline.drivers.iter().filter_map(|driver| {
        let old = before.baseline.drivers.iter().find(|d| d.name == driver.name)?;
        Some((driver, old.sign)).filter(|(driver, sign)| driver.sign != *sign)
    });
    let direction = |sign| SIGNS.iter().find(|(.., own)| *own == sign).map_or("", |(_, name, _)| name);
    told.extend(pairs.map(|(d, old)| format!("{}: {} became {}.", d.name, direction(old), direction(d.sign))));
    told
}

fn base_changes(old: &ModelSpec, new: &ModelSpec, terms: &Terms) -> Vec<String> {
    let (before, after) = (&old.baseline, &new.baseline);
    let same_form = old.outcome.link == new.outcome.link;
    let (any, positive) = (amounts(new, terms, Domain::Any), amounts(new, terms, Domain::Positive));
    let scale = |f: fn(&BaselineSpec) -> LogNormal| (f(before).range(), f(after).range());
    let level = (level_range(old), level_range(new));
    let slope = (normal_range(before.slope), normal_range(after.slope));
    let mut told: Vec<String> = [
        became("Base of a week", RangeForm::of_amounts(terms, Domain::Any), level, terms),
        became("Change of the base in a year", any, slope, terms),
        became("Bends of the trend", positive, scale(|b| b.slope_change), terms),
        became("Size of the season", positive, scale(|b| b.season), terms),
        became("Size of the drivers' effects", positive, scale(|b| b.driver), terms),
    ]
    .into_iter()
    .flatten()
    .filter(|_| same_form)
    .collect();
    if before.season_pairs != after.season_pairs {
        told.push(format!("Waves of the season: {} became {}.", before.season_pairs, after.season_pairs));
    }
    if before.knots != after.knots {
        told.push(format!("Bends that the trend may have: {} became {}.", before.knots.len(), after.knots.len()));
    }
    let has = |base: &BaselineSpec, name: &str| base.drivers.iter().any(|driver| driver.name == name);
    let added = after.drivers.iter().filter(|d| !has(before, &d.name));
    told.extend(added.map(|d| format!("Driver {} was added.", d.name)));
    let gone = before.drivers.iter().filter(|d| !has(after, &d.name));
    told.extend(gone.map(|d| format!("Driver {} was taken out.", d.name)));
    told
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::present::measure::example;
    use engine::model::default_spec;
    use engine::panel::OutcomeKind;

    fn check(change: impl FnOnce(&mut ModelSpec), expected: &[&str]) {
        let before = default_spec(&example::panel(OutcomeKind::Money));
        let mut after = before.clone();
        change(&mut after);
        assert_eq!(changes(&before, &after, &example::terms()), expected);
    }

    #[test]
    fn changes_are_told_in_the_users_units() {
        check(|_| {}, &[]);
        check(|s| s.baseline.season_pairs = 4, &["Waves of the season: 3 became 4."]);
        check(|s| s.channels[1].window_weeks += 1, &["Audio: something else changed."]);
        check(
            |s| {
                s.channels.remove(0);
            },
            &["Shopping was taken out."],
        );
        check(
            |s| {
                s.set_link(Link::Log, 100_000.0);
                s.baseline.drivers[0].sign = engine::model::Sign::Negative;
            },
            &["Effects multiply; before, they added up.", "Price: Either way became More never raises the outcome."],
        );
        check(|s| s.baseline.centre += 1.0, &["Something else in the model changed."]);
    }

    #[test]
    fn a_return_of_its_own_is_a_change_of_one_channel() {
        let mut told = vec![];
        let before = default_spec(&example::panel(OutcomeKind::Money));
        let mut after = before.clone();
        after.channels[0].return_prior = ReturnPrior::Own(LogNormal { median: 2.0, spread: 0.1 });
        told.extend(changes(&before, &after, &example::terms()));
        assert_eq!(told.len(), 1);
        assert!(told[0].starts_with("Shopping, return: ") && told[0].contains(" became "), "{}", told[0]);
    }
}

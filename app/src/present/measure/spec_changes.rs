//! What changed between two models, in words and in the user's units.

use super::prior_range::{Domain, RangeForm, normal_range};
use super::terms::Terms;
use engine::model::{BaselineSpec, ChannelSpec, LogNormal, ModelSpec, ReturnPrior};
use engine::transforms::saturation::Saturation;

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
    told.extend(common_changes(before, after, terms));
    told.extend(base_changes(&before.baseline, &after.baseline, terms));
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
    let of = |what: &str| format!("{name}, {what}");
    let own = |channel: &ChannelSpec, spec: &ModelSpec| match channel.return_prior {
        ReturnPrior::Own(prior) => prior.range(),
        ReturnPrior::Pooled => spec.pool.channel().range(),
    };
    let is_pooled = |channel: &ChannelSpec| channel.return_prior == ReturnPrior::Pooled;
    let returns = if is_pooled(before) && is_pooled(after) {
        None
    } else {
        became(&of("return"), RangeForm::of_returns(terms), (own(before, old), own(after, new)), terms)
    };
    let carried = (before.retention.range(), after.retention.range());
    let half = (before.half_saturation.range(), after.half_saturation.range());
    let shape = (before.shape.range(), after.shape.range());
    let mut told: Vec<String> = [
        returns,
        became(&of("carry-over into the next week"), RangeForm::SHARE, carried, terms),
        became(&of("weekly spend at half saturation"), RangeForm::SPEND, half, terms),
        became(&of("shape of the curve"), RangeForm::NUMBER, shape, terms),
    ]
    .into_iter()
    .flatten()
    .collect();
    if before.saturation != after.saturation {
        told.push(format!("{name}: the curve became {}.", family(after.saturation)));
    }
    if told.is_empty() && before != after && returns_alike(before, after) {
        told.push(format!("{name}: something else changed."));
    }
    told
}

/// Whether neither return is the channel's own, so that a change of it is told with the pool.
fn returns_alike(before: &ChannelSpec, after: &ChannelSpec) -> bool {
    before.return_prior == after.return_prior
}

fn family(saturation: Saturation) -> String {
    format!("{saturation:?}")
}

fn common_changes(before: &ModelSpec, after: &ModelSpec, terms: &Terms) -> Vec<String> {
    let ranges = |f: fn(&ModelSpec) -> LogNormal| (f(before).range(), f(after).range());
    let returns = RangeForm::of_returns(terms);
    let amounts = RangeForm::of_amounts(terms, Domain::Positive);
    let between = |spec: &ModelSpec| LogNormal { median: 1.0, spread: spec.pool.between };
    let differ = (between(before).range(), between(after).range());
    let mut told: Vec<String> = [
        became("The return that channels share", returns, ranges(|s| s.pool.overall), terms),
        became("Factor by which channels differ", RangeForm::NUMBER, differ, terms),
        became("Weekly noise", amounts, ranges(|s| s.noise), terms),
    ]
    .into_iter()
    .flatten()
    .collect();
    match (&before.geography, &after.geography) {
        (None, Some(_)) => told.push("Geographies are measured each, together.".to_owned()),
        (Some(_), None) => told.push("Geographies are measured as one.".to_owned()),
        (one, other) if one != other => told.push("How geographies may differ changed.".to_owned()),
        _ => {}
    }
    told
}

fn base_changes(before: &BaselineSpec, after: &BaselineSpec, terms: &Terms) -> Vec<String> {
    let any = RangeForm::of_amounts(terms, Domain::Any);
    let positive = RangeForm::of_amounts(terms, Domain::Positive);
    let scale = |f: fn(&BaselineSpec) -> LogNormal| (f(before).range(), f(after).range());
    let level = (normal_range(before.level), normal_range(after.level));
    let slope = (normal_range(before.slope), normal_range(after.slope));
    let mut told: Vec<String> = [
        became("Base of a week", any, level, terms),
        became("Change of the base in a year", any, slope, terms),
        became("Bends of the trend", positive, scale(|b| b.slope_change), terms),
        became("Size of the season", positive, scale(|b| b.season), terms),
        became("Size of the drivers' effects", positive, scale(|b| b.driver), terms),
    ]
    .into_iter()
    .flatten()
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
        check(|s| s.baseline.season_pairs = 3, &["Waves of the season: 2 became 3."]);
        check(|s| s.channels[1].saturation = Saturation::Logistic, &["Audio: the curve became Logistic."]);
        check(
            |s| {
                s.channels.remove(0);
            },
            &["Shopping was taken out."],
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

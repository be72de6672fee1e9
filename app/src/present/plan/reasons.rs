//! Why the plan is the best, with its figures, and where it leaves what was ever observed.

use crate::present::format;
use crate::present::locale::Locale;
use crate::present::outcome::Outcome;
use engine::panel::Panel;
use engine::plan::{Binding, Bounds, ChannelPlan, Plan};

/// The reasons, one a paragraph.
#[must_use]
pub fn reasons(plan: &Plan, bounds: &[Bounds], outcome: &Outcome, locale: &Locale) -> Vec<String> {
    let mut said = vec![equal_returns(plan, bounds, outcome, locale)];
    said.extend(at_limits(plan, bounds, locale));
    said.push(
        "Every split is judged by what it brings on average over the draws of the fit, so that a channel that is \
         known badly counts with all that it may be. What earlier spend still brings is counted first, and what the \
         planned spend brings in the 26 weeks after the last planned one is counted too; each channel keeps the weekly \
         pattern of its latest weeks."
            .to_owned(),
    );
    said.push(
        "The responses are the fitted curves; nothing else is assumed to change. The plan's range compares both plans \
         draw by draw, so what is uncertain in both alike cancels."
            .to_owned(),
    );
    said
}

fn is_fixed(index: usize, bounds: &[Bounds]) -> bool {
    bounds.get(index).is_some_and(|b| b.max <= b.min)
}

fn equal_returns(plan: &Plan, bounds: &[Bounds], outcome: &Outcome, locale: &Locale) -> String {
    let free: Vec<&ChannelPlan> = plan
        .channels
        .iter()
        .enumerate()
        .filter(|(index, c)| c.binding == Binding::Free && !is_fixed(*index, bounds))
        .map(|(_, c)| c)
        .collect();
    let unit = outcome.per_unit_of_spend(locale);
    match free.as_slice() {
        [] => "Every channel stands at one of its limits, so the limits decide the plan.".to_owned(),
        [one] => format!(
            "Only {} stands between its limits; its next unit of spend returns {} {unit}.",
            one.name,
            format::number(locale, one.marginal_return.mean, 2)
        ),
        many => {
            let means = many.iter().map(|c| c.marginal_return.mean);
            let (low, high) = means.fold((f64::INFINITY, f64::NEG_INFINITY), |(l, h), m| (l.min(m), h.max(m)));
            let figures: Vec<String> = many
                .iter()
                .map(|c| format!("{} {}", c.name, format::number(locale, c.marginal_return.mean, 2)))
                .collect();
            let (low, high) = (format::number(locale, low, 2), format::number(locale, high, 2));
            let figure = if low == high { low } else { format!("{low} to {high}") };
            format!(
                "In the channels between their limits the next unit of spend returns about the same, {figure} {unit} ({}): \
                 moving money from one to another would bring next to nothing. The search uses up to 500 of the \
                 draws and these figures all of them, so they differ a little.",
                figures.join(", ")
            )
        }
    }
}

fn at_limits(plan: &Plan, bounds: &[Bounds], locale: &Locale) -> Option<String> {
    let paid = plan.channels.iter().enumerate().filter(|(index, _)| plan.scenario.is_paid(*index));
    let told = paid.filter_map(|(index, c)| {
        let words = super::binding_words(c.binding, bounds.get(index).copied());
        let place = match words {
            "nothing" => "without spend",
            "at minimum" => "at its minimum",
            "at maximum" => "at its maximum",
            other => other,
        };
        let next = format::number(locale, c.marginal_return.mean, 2);
        (!words.is_empty()).then(|| format!("{} is {place} (its next unit returns {next})", c.name))
    });
    let told: Vec<String> = told.collect();
    (!told.is_empty()).then(|| format!("{}. Moving such a limit changes the plan.", told.join("; ")))
}

/// The channels whose planned weeks exceed every week in the data: there the curve is extrapolated.
#[must_use]
pub fn extrapolated(plan: &Plan, panel: &Panel) -> Vec<String> {
    let beyond = |(channel, planned): (&engine::panel::Channel, &Vec<f64>)| {
        let most = |weeks: &[f64]| weeks.iter().copied().fold(0.0, f64::max);
        (most(planned) > 1.001 * most(&channel.spend_by_week)).then(|| channel.name.clone())
    };
    panel.channels().iter().zip(&plan.scenario.spend).filter_map(beyond).collect()
}

#[cfg(test)]
mod tests {
    use super::super::samples::plan;
    use super::*;
    use engine::panel::{Channel, OutcomeKind, PanelParts};

    #[test]
    fn the_figures_are_shown() {
        let outcome = Outcome { name: "Revenue".to_owned(), kind: OutcomeKind::Money };
        let plan = plan();
        let bounds: Vec<Bounds> = plan.channels.iter().map(|_| Bounds { min: 0.0, max: 1e6 }).collect();
        let said = reasons(&plan, &bounds, &outcome, &Locale::default());
        assert!(said[0].contains("returns about the same, 1.02 USD per USD (Search 1.02, TV 1.02)"), "{}", said[0]);
        assert!(said[1].starts_with("Shopping is at its maximum (its next unit returns 1.44)"), "{}", said[1]);
    }

    #[test]
    fn spend_beyond_the_data_is_named() {
        let channel = |name: &str, most: f64| Channel::new(name, vec![most]);
        let parts = PanelParts {
            weeks: vec![jiff::civil::date(2026, 6, 22)],
            outcome_name: "Revenue".to_owned(),
            outcome_kind: OutcomeKind::Money,
            outcome: vec![1.0],
            channels: vec![channel("Search", 9e3), channel("Shopping", 5e3), channel("TV", 9e3)],
            drivers: vec![],
            regions: vec![],
        };
        assert_eq!(extrapolated(&plan(), &Panel::new(parts).unwrap()), ["Shopping"]);
    }
}

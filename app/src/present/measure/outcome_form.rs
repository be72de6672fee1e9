//! The form of the outcome in words: how effects combine, how weeks scatter, how often the trend bends; and which of
//! these suit the data.

use crate::present::format;
use crate::present::locale::Locale;
use engine::math::mean;
use engine::model::{Link, ModelSpec, NoiseFamily, Sign};
use engine::panel::Panel;
use engine::posterior::{KNOT_SPACINGS, KnotChoice};

/// A choice: its key, its name, and itself.
pub type Named<T> = (&'static str, &'static str, T);

/// How effects can combine.
pub const LINKS: [Named<Link>; 2] = [("add", "They add up", Link::Identity), ("multiply", "They multiply", Link::Log)];

/// How weeks can scatter.
pub const SCATTERS: [Named<NoiseFamily>; 3] = [
    ("normal", "Evenly (normal)", NoiseFamily::Normal),
    ("outliers", "With outliers (Student's t)", NoiseFamily::StudentT),
    ("counts", "As counts (negative binomial)", NoiseFamily::NegativeBinomial),
];

/// In which direction a driver can work.
pub const SIGNS: [Named<Sign>; 3] = [
    ("free", "Either way", Sign::Free),
    ("up", "More never lowers the outcome", Sign::Positive),
    ("down", "More never raises the outcome", Sign::Negative),
];

/// The mean size of the outcome, by which amounts become shares where effects multiply.
#[must_use]
pub fn mean_outcome(panel: &Panel) -> f64 {
    mean(&panel.outcome().iter().map(|y| y.abs()).collect::<Vec<_>>())
}

/// A proposed model with effects combined as in `spec`, so that their numbers can be compared.
#[must_use]
pub fn in_form_of(proposed: &ModelSpec, spec: &ModelSpec, panel: &Panel) -> ModelSpec {
    let mut proposed = proposed.clone();
    proposed.set_link(spec.outcome.link, mean_outcome(panel));
    proposed
}

/// The links that suit the data.
#[must_use]
pub fn links(spec: &ModelSpec, panel: &Panel) -> Vec<Named<Link>> {
    let suits = |link: Link| link == spec.outcome.link || suits(spec, panel, |s| s.outcome.link = link);
    LINKS.into_iter().filter(|(.., link)| suits(*link)).collect()
}

/// The scatters that suit the data; counts bring effects that multiply.
#[must_use]
pub fn scatters(spec: &ModelSpec, panel: &Panel) -> Vec<Named<NoiseFamily>> {
    let change = |noise: NoiseFamily| {
        move |s: &mut ModelSpec| {
            s.outcome.noise = noise;
            if noise == NoiseFamily::NegativeBinomial {
                s.outcome.link = Link::Log;
            }
        }
    };
    let suits = |noise: NoiseFamily| noise == spec.outcome.noise || suits(spec, panel, change(noise));
    SCATTERS.into_iter().filter(|(.., noise)| suits(*noise)).collect()
}

fn suits(spec: &ModelSpec, panel: &Panel, change: impl FnOnce(&mut ModelSpec)) -> bool {
    let mut changed = spec.clone();
    changed.outcome.usual_week = 1.0;
    change(&mut changed);
    changed.check(panel).is_ok()
}

/// What the chosen link means, and why the other is not offered.
#[must_use]
pub fn link_help(spec: &ModelSpec, panel: &Panel) -> String {
    let meaning = match spec.outcome.link {
        Link::Identity => "A campaign brings the same in a strong week as in a weak one.",
        Link::Log => {
            "A campaign brings the same percentage in every week, so more in strong ones; channels help each other."
        }
    };
    if links(spec, panel).len() == LINKS.len() {
        return meaning.to_owned();
    }
    let why = match spec.outcome.noise {
        NoiseFamily::NegativeBinomial => "Counts always go with effects that multiply.",
        NoiseFamily::Normal | NoiseFamily::StudentT => "Multiplying needs an outcome above zero in every week.",
    };
    format!("{meaning} {why}")
}

/// What the chosen scatter means, and why others are not offered.
#[must_use]
pub fn scatter_help(spec: &ModelSpec, panel: &Panel) -> String {
    let meaning = match spec.outcome.noise {
        NoiseFamily::Normal => "Weeks lie around what is expected, seldom far off.",
        NoiseFamily::StudentT => "A few odd weeks may lie far off without pulling the results towards them.",
        NoiseFamily::NegativeBinomial => "Small whole numbers, where chance alone makes weeks differ.",
    };
    let offered = scatters(spec, panel);
    if offered.len() == SCATTERS.len() {
        return meaning.to_owned();
    }
    let why = match spec.geography.is_some() && panel.regions().len() > 1 {
        true => "Counts need whole numbers of zero or more in every geography.",
        false => "Counts need whole numbers of zero or more.",
    };
    format!("{meaning} {why}")
}

/// The spacings of the trend's bends that are offered: key, name, weeks.
#[must_use]
pub fn spacings() -> Vec<(String, String, Option<usize>)> {
    KNOT_SPACINGS.into_iter().map(|s| (spacing_key(s), spacing_name(s), s)).collect()
}

/// The key of a spacing.
#[must_use]
pub fn spacing_key(spacing: Option<usize>) -> String {
    spacing.map_or_else(|| "never".to_owned(), |weeks| weeks.to_string())
}

/// A spacing in words.
#[must_use]
pub fn spacing_name(spacing: Option<usize>) -> String {
    match spacing {
        None => "Never: a straight line".to_owned(),
        Some(13) => "Every quarter".to_owned(),
        Some(26) => "Every half-year".to_owned(),
        Some(52) => "Every year".to_owned(),
        Some(weeks) => format!("Every {weeks} weeks"),
    }
}

/// Which spacing the data chose, and why.
#[must_use]
pub fn choice_sentence(choice: &KnotChoice, locale: &Locale) -> String {
    let chosen = spacing_name(choice.spacing).to_lowercase();
    let others = KNOT_SPACINGS.into_iter().zip(&choice.advantages).filter(|(s, _)| *s != choice.spacing);
    let next = others.min_by(|a, b| a.1.total_cmp(b.1));
    let Some((other, advantage)) = next else { return format!("The data chose: {chosen}.") };
    let other = spacing_name(other).to_lowercase();
    if *advantage < 0.0 {
        return format!("The data chose: {chosen}. More bends are hardly likelier, so the straighter trend is kept.");
    }
    // Beyond a thousand nobody counts.
    let factor = advantage.min(7.0).exp();
    let times = if *advantage > 7.0 { "more than 1,000".to_owned() } else { format::number(locale, factor, 1) };
    format!("The data chose: {chosen}. It makes them {times} times as likely as the next best ({other}).")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::present::measure::example;
    use engine::model::default_spec;
    use engine::panel::OutcomeKind;

    #[test]
    fn counts_bring_effects_that_multiply() {
        let panel = example::panel(OutcomeKind::Count);
        let mut spec = default_spec(&panel);
        assert_eq!((links(&spec, &panel).len(), scatters(&spec, &panel).len()), (2, 3));
        spec.set_link(Link::Log, mean_outcome(&panel));
        spec.outcome.noise = NoiseFamily::NegativeBinomial;
        assert_eq!(links(&spec, &panel).len(), 1);
        assert!(link_help(&spec, &panel).ends_with("Counts always go with effects that multiply."));
    }

    #[test]
    fn the_choice_of_bends_is_told() {
        let choice = KnotChoice { spacing: Some(52), advantages: vec![1.5, 0.0, 4.0, 9.0] };
        assert_eq!(
            choice_sentence(&choice, &Locale::default()),
            "The data chose: every year. It makes them 4.5 times as likely as the next best (never: a straight line)."
        );
    }
}

//! What the model expects before it has seen the outcome: one sentence, one picture, and what looks wrong about it.

use super::terms::Terms;
use crate::present::format;
use crate::present::line_band::{Along, Band, Line, LineBand};
use crate::present::palette::Ink;
use engine::panel::Panel;
use engine::posterior::PriorPredictive;

/// Less than this share of weeks inside the prior's range means that the priors rule out what happened.
const RULED_OUT: f64 = 0.7;

/// The expected share of media, with its range.
#[must_use]
pub fn sentence(prior: &PriorPredictive, terms: &Terms) -> String {
    let share = |value: f64| format::percent(&terms.locale, value, 0);
    let media = prior.media_share;
    format!(
        "Before seeing the outcome, the model expects media to bring {} of {}, 90\u{a0}% range {} to {}.",
        share(media.mean),
        terms.outcome(),
        share(media.lo),
        share(media.hi)
    )
}

/// The actual outcome inside the prior's 90 % range.
#[must_use]
pub fn picture(prior: &PriorPredictive, panel: &Panel, terms: &Terms) -> LineBand {
    let mut picture = LineBand::new(terms.outcome_title(), terms.unit(), Along::Weeks(panel.weeks().to_vec()));
    picture.bands = vec![Band {
        share: 0.9,
        ink: Ink::Accent,
        low: prior.outcome_by_week.iter().map(|week| week.lo).collect(),
        high: prior.outcome_by_week.iter().map(|week| week.hi).collect(),
    }];
    picture.height = 290.0;
    picture.lines = vec![Line {
        name: format!("Actual {}", terms.outcome()),
        ink: Ink::Text,
        values: panel.outcome().to_vec(),
        observed: panel.week_count(),
    }];
    picture
}

/// What looks wrong about the priors; empty where nothing does.
#[must_use]
pub fn warning(prior: &PriorPredictive, panel: &Panel, terms: &Terms) -> String {
    let ranges = prior.outcome_by_week.iter();
    let inside = panel.outcome().iter().zip(ranges).filter(|(y, range)| range.contains(**y)).count();
    let share = inside as f64 / panel.week_count() as f64;
    if share < RULED_OUT {
        let share = format::percent(&terms.locale, share, 0);
        return format!(
            "Only {share} of weeks lie inside what the priors expect. Widen the level of the base, or check the data."
        );
    }
    if prior.media_share.hi > 1.0 {
        let outcome = terms.outcome();
        return format!("The priors allow media to bring more than all of {outcome}. Lower the overall return.");
    }
    String::new()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::present::measure::example;
    use engine::math::Interval;
    use engine::panel::OutcomeKind;

    fn prior(lo: f64, hi: f64, media: Interval) -> PriorPredictive {
        let week = example::interval(lo, 90_000.0, hi);
        PriorPredictive { outcome_by_week: vec![week; 4], media_share: media, contributions: vec![] }
    }

    #[test]
    fn the_expectation_is_a_sentence() {
        let prior = prior(20_000.0, 190_000.0, example::interval(0.06, 0.22, 0.57));
        assert_eq!(
            sentence(&prior, &example::terms()),
            "Before seeing the outcome, the model expects media to bring 22\u{a0}% of revenue, 90\u{a0}% range \
             6\u{a0}% to 57\u{a0}%."
        );
        assert_eq!(warning(&prior, &example::panel(OutcomeKind::Money), &example::terms()), "");
    }

    #[test]
    fn priors_that_cannot_be_meant_are_noticed() {
        let (panel, terms) = (example::panel(OutcomeKind::Money), example::terms());
        let narrow = prior(0.0, 50_000.0, example::interval(0.1, 0.2, 0.3));
        assert!(warning(&narrow, &panel, &terms).starts_with("Only 0\u{a0}% of weeks"));
        let high = prior(0.0, 500_000.0, example::interval(0.1, 0.7, 1.4));
        assert!(warning(&high, &panel, &terms).contains("more than all of revenue"));
    }
}

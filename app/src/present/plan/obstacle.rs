//! Limits that contradict each other or the budget: which ones, and what would mend it.

use super::spend_text;
use crate::present::locale::Locale;
use crate::present::order::largest_first;
use crate::state::{ChannelLimits, PlanDraft};

/// Why no plan can be sought.
#[derive(Clone, Debug, PartialEq)]
pub struct Obstacle {
    /// What contradicts what.
    pub title: String,
    /// What to do, with the names.
    pub what_to_do: String,
    /// What one press could do about it.
    pub remedy: Option<Remedy>,
}

/// A change that makes the limits fit.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Remedy {
    /// Set the budget to this.
    Budget(f64),
}

/// What stands in the way of a plan; none where there is one.
#[must_use]
pub fn obstacle(draft: &PlanDraft, locale: &Locale) -> Option<Obstacle> {
    if !(draft.budget.is_finite() && draft.budget > 0.0) {
        return Some(Obstacle {
            title: "The budget is zero".to_owned(),
            what_to_do: "Enter the amount that can be spent over the weeks planned.".to_owned(),
            remedy: None,
        });
    }
    crossed(draft, locale).or_else(|| too_small(draft, locale)).or_else(|| too_large(draft, locale))
}

fn crossed(draft: &PlanDraft, locale: &Locale) -> Option<Obstacle> {
    let wrong: Vec<&ChannelLimits> = draft.limits.iter().filter(|l| l.bounds.min > l.bounds.max).collect();
    let first = wrong.first()?;
    let names: Vec<&str> = wrong.iter().map(|l| l.channel.as_str()).collect();
    Some(Obstacle {
        title: format!("The minimum is above the maximum: {}", names.join(", ")),
        what_to_do: format!(
            "{} is to get at least {} and at most {}. Lower the one or raise the other.",
            first.channel,
            spend_text(locale, first.bounds.min),
            spend_text(locale, first.bounds.max)
        ),
        remedy: None,
    })
}

fn too_small(draft: &PlanDraft, locale: &Locale) -> Option<Obstacle> {
    let needed: f64 = draft.limits.iter().map(|l| l.bounds.min).sum();
    (needed > draft.budget * (1.0 + 1e-9)).then(|| Obstacle {
        title: format!(
            "The minimums need {}, the budget is {}",
            spend_text(locale, needed),
            spend_text(locale, draft.budget)
        ),
        what_to_do: format!(
            "Lower a minimum by {} in all, or raise the budget. The largest are {}.",
            spend_text(locale, needed - draft.budget),
            largest(draft, |l| l.bounds.min, locale)
        ),
        remedy: Some(Remedy::Budget(needed)),
    })
}

fn too_large(draft: &PlanDraft, locale: &Locale) -> Option<Obstacle> {
    let room: f64 = draft.limits.iter().map(|l| l.bounds.max).sum();
    if room <= 0.0 {
        return Some(Obstacle {
            title: "Every maximum is zero".to_owned(),
            what_to_do: "Raise the maximum of at least one channel: as it is, none may get anything.".to_owned(),
            remedy: None,
        });
    }
    (room * (1.0 + 1e-9) < draft.budget).then(|| Obstacle {
        title: format!(
            "The maximums leave room for {}, the budget is {}",
            spend_text(locale, room),
            spend_text(locale, draft.budget)
        ),
        what_to_do: format!(
            "Raise a maximum by {} in all, or lower the budget. The largest are {}.",
            spend_text(locale, draft.budget - room),
            largest(draft, |l| l.bounds.max, locale)
        ),
        remedy: Some(Remedy::Budget(room)),
    })
}

/// The three channels with the largest limits.
fn largest(draft: &PlanDraft, limit: impl Fn(&ChannelLimits) -> f64, locale: &Locale) -> String {
    let limits = largest_first(draft.limits.iter().collect(), |l| limit(l));
    let name = |l: &&ChannelLimits| format!("{} ({})", l.channel, spend_text(locale, limit(l)));
    limits.iter().take(3).map(name).collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::state::SpendChoice;
    use engine::plan::{Bounds, Scenario};

    fn draft(budget: f64, limits: &[(f64, f64)]) -> PlanDraft {
        let names = ["Search", "TV"];
        let limit = |(name, (min, max)): (&&str, &(f64, f64))| ChannelLimits {
            channel: (*name).to_owned(),
            bounds: Bounds { min: *min, max: *max },
        };
        PlanDraft {
            today: Scenario { weeks: vec![], spend: vec![], drivers: vec![], organic: vec![], uncertain: vec![] },
            budget,
            limits: names.iter().zip(limits).map(limit).collect(),
            choice: SpendChoice::Today,
        }
    }

    fn check(draft: &PlanDraft, parts: &[&str], remedy: Option<Remedy>) {
        let found = obstacle(draft, &Locale::default()).unwrap();
        let text = format!("{} {}", found.title, found.what_to_do);
        for part in parts {
            assert!(text.contains(part), "{text}");
        }
        assert_eq!(found.remedy, remedy);
    }

    #[test]
    fn contradictions_are_named() {
        check(&draft(0.0, &[(0.0, 1.0)]), &["budget is zero"], None);
        check(&draft(100.0, &[(9.0, 3.0), (0.0, 200.0)]), &["Search", "at least $9 and at most $3"], None);
        check(
            &draft(100.0, &[(80.0, 90.0), (40.0, 90.0)]),
            &["need $120", "Search ($80), TV ($40)"],
            Some(Remedy::Budget(120.0)),
        );
        check(&draft(100.0, &[(0.0, 30.0), (0.0, 50.0)]), &["room for $80", "by $20"], Some(Remedy::Budget(80.0)));
        check(&draft(100.0, &[(0.0, 0.0), (0.0, 0.0)]), &["Every maximum is zero", "Raise"], None);
        assert_eq!(obstacle(&draft(100.0, &[(0.0, 50.0), (0.0, 50.0)]), &Locale::default()), None);
    }
}

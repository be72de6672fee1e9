//! Limits that contradict each other or the budget: which ones, and what would mend it.

use super::{listed, spend_text};
use crate::present::format;
use crate::present::home::capitalised;
use crate::present::locale::Locale;
use engine::plan::{Conflict, Limit, PlanError};

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

/// What stands in the way of a plan; none where it is no matter of limits.
#[must_use]
pub fn obstacle(error: &PlanError, assumptions: &[String], locale: &Locale) -> Option<Obstacle> {
    let plain = |title: &str, what_to_do: String| Some(Obstacle { title: title.to_owned(), what_to_do, remedy: None });
    match error {
        PlanError::NoBudget => {
            plain("The budget is zero", "Enter the amount that can be spent over the weeks planned.".to_owned())
        }
        PlanError::NotAnAmount(limit) => {
            plain("A limit is no amount", format!("Enter zero or more for {}.", limit_name(limit)))
        }
        PlanError::Conflicts(conflicts) => Some(of_conflicts(conflicts, locale)),
        PlanError::GroupsOverlap { first, second } => plain(
            "Two groups share a channel",
            format!("Take it out of {first} or {second}, or put one of the two inside the other."),
        ),
        PlanError::BeforeTheDataEnd => plain(
            "The plan starts before the data end",
            "Plans start in the week after the data. Choose the number of weeks again to start there.".to_owned(),
        ),
        PlanError::NoWeeks => plain("There are no weeks to plan", "Choose at least one week.".to_owned()),
        PlanError::AssumptionMissing { assumption, week } => {
            let name = assumptions.get(*assumption).cloned().unwrap_or_else(|| format!("{}", assumption + 1));
            plain(
                &format!("The assumption on {name} has no value for week {}", week + 1),
                "Fill it in on the Forecast screen; all other weeks are kept.".to_owned(),
            )
        }
        PlanError::ReturnTooHigh { best } => plain(
            "No allowed plan returns that much",
            format!("The best that these limits allow returns {}. Ask for less.", format::number(locale, *best, 2)),
        ),
        _ => None,
    }
}

fn of_conflicts(conflicts: &[Conflict], locale: &Locale) -> Obstacle {
    let title = match conflicts {
        [one] => format!("{} against {}", capitalised(&limit_name(&one.needs)), limit_name(&one.allows)),
        many => format!("{} limits contradict each other", many.len()),
    };
    let sentences: Vec<String> = conflicts.iter().map(|c| conflict_sentence(c, locale)).collect();
    let advice = if conflicts.len() == 1 { "Lower the one or raise the other." } else { "Mend them one by one." };
    let remedy = match conflicts {
        [Conflict { allows: Limit::Budget, at_least, .. }] => Some(Remedy::Budget(*at_least)),
        [Conflict { needs: Limit::Budget, at_most, .. }] if *at_most > 0.0 => Some(Remedy::Budget(*at_most)),
        _ => None,
    };
    Obstacle { title, what_to_do: format!("{} {advice}", sentences.join(" ")), remedy }
}

/// `The minimum of TV is $90k, but the largest rise of TV allows $70k.`
#[must_use]
pub fn conflict_sentence(conflict: &Conflict, locale: &Locale) -> String {
    let Conflict { needs, at_least, allows, at_most } = conflict;
    let verb = if *needs == Limit::AllNeed || matches!(needs, Limit::MembersNeed(_)) { "is" } else { "asks for" };
    format!(
        "{} {verb} {}, but {} allows {}.",
        capitalised(&limit_name(needs)),
        spend_text(locale, *at_least),
        limit_name(allows),
        spend_text(locale, *at_most)
    )
}

/// The conflicts that name a channel or a group, as sentences.
#[must_use]
pub fn conflicts_of(error: Option<&PlanError>, name: &str, locale: &Locale) -> Vec<String> {
    match error {
        Some(PlanError::Conflicts(conflicts)) => {
            let concerns = |c: &&Conflict| [&c.needs, &c.allows].into_iter().any(|limit| subject(limit) == Some(name));
            conflicts.iter().filter(concerns).map(|c| conflict_sentence(c, locale)).collect()
        }
        Some(PlanError::NotAnAmount(limit)) if subject(limit) == Some(name) => {
            vec![format!("Enter zero or more for {}.", limit_name(limit))]
        }
        Some(PlanError::GroupsOverlap { first, second }) if first == name || second == name => {
            vec![format!("{} share a channel.", capitalised(&listed(&[first.clone(), second.clone()])))]
        }
        _ => vec![],
    }
}

/// Whose limit it is.
fn subject(limit: &Limit) -> Option<&str> {
    match limit {
        Limit::Minimum(name)
        | Limit::Maximum(name)
        | Limit::LargestCut(name)
        | Limit::LargestRise(name)
        | Limit::WeeklyFloor(name)
        | Limit::WeeklyCap(name)
        | Limit::Committed(name)
        | Limit::GroupMinimum(name)
        | Limit::GroupMaximum(name)
        | Limit::GroupLargestCut(name)
        | Limit::GroupLargestRise(name)
        | Limit::MembersNeed(name)
        | Limit::MembersTake(name) => Some(name),
        Limit::Budget | Limit::AllNeed | Limit::AllTake => None,
    }
}

/// A limit in plain words, in the middle of a sentence.
#[must_use]
pub fn limit_name(limit: &Limit) -> String {
    match limit {
        Limit::Budget => "the budget".to_owned(),
        Limit::Minimum(c) => format!("the minimum of {c}"),
        Limit::Maximum(c) => format!("the maximum of {c}"),
        Limit::LargestCut(c) => format!("the largest cut of {c}"),
        Limit::LargestRise(c) => format!("the largest rise of {c}"),
        Limit::WeeklyFloor(c) => format!("the weekly minimum of {c}"),
        Limit::WeeklyCap(c) => format!("what the weeks of {c} can take"),
        Limit::Committed(c) => format!("what is promised for {c}"),
        Limit::GroupMinimum(g) => format!("the minimum of the group {g}"),
        Limit::GroupMaximum(g) => format!("the maximum of the group {g}"),
        Limit::GroupLargestCut(g) => format!("the largest cut of the group {g}"),
        Limit::GroupLargestRise(g) => format!("the largest rise of the group {g}"),
        Limit::MembersNeed(g) => format!("what the channels of {g} must get together"),
        Limit::MembersTake(g) => format!("what the channels of {g} can take together"),
        Limit::AllNeed => "what all channels must get together".to_owned(),
        Limit::AllTake => "what all channels can take together".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn conflict(needs: Limit, at_least: f64, allows: Limit, at_most: f64) -> PlanError {
        PlanError::Conflicts(vec![Conflict { needs, at_least, allows, at_most }])
    }

    fn check(error: &PlanError, parts: &[&str], remedy: Option<Remedy>) {
        let found = obstacle(error, &["Price".to_owned()], &Locale::default()).unwrap();
        let text = format!("{} {}", found.title, found.what_to_do);
        for part in parts {
            assert!(text.contains(part), "{text}");
        }
        assert_eq!(found.remedy, remedy);
    }

    #[test]
    fn contradictions_are_named() {
        check(&PlanError::NoBudget, &["budget is zero"], None);
        check(
            &conflict(Limit::Minimum("TV".to_owned()), 90.0, Limit::LargestRise("TV".to_owned()), 70.0),
            &["The minimum of TV against the largest rise of TV", "asks for $90", "allows $70"],
            None,
        );
        check(
            &conflict(Limit::AllNeed, 120.0, Limit::Budget, 100.0),
            &["What all channels must get together is $120, but the budget allows $100"],
            Some(Remedy::Budget(120.0)),
        );
        check(&conflict(Limit::Budget, 100.0, Limit::AllTake, 80.0), &["asks for $100"], Some(Remedy::Budget(80.0)));
        check(&conflict(Limit::Budget, 100.0, Limit::AllTake, 0.0), &["allows $0"], None);
        check(&PlanError::AssumptionMissing { assumption: 0, week: 2 }, &["Price", "week 3"], None);
        assert_eq!(obstacle(&PlanError::NoDraws, &[], &Locale::default()), None);
    }

    #[test]
    fn a_conflict_stands_at_its_channel() {
        let error = conflict(Limit::Minimum("TV".to_owned()), 90.0, Limit::GroupMaximum("Brand".to_owned()), 70.0);
        let found = |name| conflicts_of(Some(&error), name, &Locale::default()).len();
        assert_eq!((found("TV"), found("Brand"), found("Search")), (1, 1, 0));
        assert!(conflicts_of(None, "TV", &Locale::default()).is_empty());
    }
}

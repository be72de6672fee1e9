//! The grain: how far the rows of a file lie apart.

use crate::calendar::days_between;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// How far the rows of a file lie apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Grain {
    /// A row a day; days are added up to weeks.
    Daily,
    /// A row a week.
    Weekly,
    /// A row a month, or another step longer than a week: too coarse to tell one channel's effect from another's.
    Coarse,
}

/// The grain of the dates, from the step that most rows have; weekly where there is one date only.
pub(crate) fn detect(dates: &[Date]) -> Grain {
    match usual_step(dates) {
        None => Grain::Weekly,
        Some(..=4) => Grain::Daily,
        Some(5..=9) => Grain::Weekly,
        Some(_) => Grain::Coarse,
    }
}

/// The most usual number of days from one date to the next; the smallest of several.
pub(crate) fn usual_step(dates: &[Date]) -> Option<i64> {
    let mut sorted = dates.to_vec();
    sorted.sort_unstable();
    sorted.dedup();
    let mut counts = BTreeMap::new();
    for pair in sorted.windows(2) {
        *counts.entry(days_between(pair[0], pair[1])).or_insert(0_usize) += 1;
    }
    counts.into_iter().rev().max_by_key(|&(_, count)| count).map(|(step, _)| step)
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::ToSpan;
    use jiff::civil::date;

    fn check(step_days: &[i64], expected: Grain) {
        let mut day = date(2024, 1, 1);
        let mut dates = vec![day];
        for &step in step_days {
            day = day.saturating_add(step.days());
            dates.push(day);
        }
        assert_eq!(detect(&dates), expected, "{step_days:?}");
        dates.reverse();
        assert_eq!(detect(&dates), expected, "{step_days:?} reversed");
    }

    #[test]
    fn the_usual_step_decides() {
        check(&[], Grain::Weekly);
        check(&[1, 1, 3, 1, 1], Grain::Daily);
        check(&[7, 7, 14, 7, 0, 7], Grain::Weekly);
        check(&[14, 14, 14], Grain::Coarse);
        check(&[31, 29, 31, 30, 31, 30], Grain::Coarse);
    }
}

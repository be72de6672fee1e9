//! Campaigns that seem to have been renamed: one ends about when another of its platform begins, under a like name.
//!
//! Likeness is the share of words in common (Jaccard 1901).

use super::names::{Alias, folded, words};
use crate::calendar::days_between;
use crate::exports::Platform;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// Days that may lie between the end of the one and the beginning of the other, or by which they overlap.
const NEAR_DAYS: i64 = 7;
/// Words in common, from which two names are alike.
const ALIKE: f64 = 0.5;

/// When a campaign ran.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Lifespan {
    /// On which platform.
    pub platform: Platform,
    /// Its name.
    pub campaign: String,
    /// Its first day.
    pub first: Date,
    /// Its last day.
    pub last: Date,
}

/// A campaign that seems to go on under another name.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Rename {
    /// What to write down if it is so.
    pub alias: Alias,
    /// The last day of the old name.
    pub until: Date,
    /// The first day of the new one.
    pub from: Date,
    /// Words in common, 0 to 1.
    pub likeness: f64,
}

/// The most alike successor of each campaign that ends.
pub fn suggest_renames(lifespans: &[Lifespan]) -> Vec<Rename> {
    let mut sorted: Vec<&Lifespan> = lifespans.iter().collect();
    sorted.sort();
    let best = |old: &&Lifespan| {
        let followers = sorted.iter().filter_map(|new| rename(old, new));
        followers.max_by(|a, b| a.likeness.total_cmp(&b.likeness).then_with(|| b.alias.to.cmp(&a.alias.to)))
    };
    sorted.iter().filter_map(best).collect()
}

fn rename(old: &Lifespan, new: &Lifespan) -> Option<Rename> {
    let is_other = old.platform == new.platform && folded(&old.campaign) != folded(&new.campaign);
    let follows = days_between(old.last, new.first).abs() <= NEAR_DAYS && old.first < new.first && old.last < new.last;
    let likeness = likeness(&old.campaign, &new.campaign);
    (is_other && follows && likeness >= ALIKE).then(|| Rename {
        alias: Alias { from: old.campaign.clone(), to: new.campaign.clone() },
        until: old.last,
        from: new.first,
        likeness,
    })
}

fn likeness(a: &str, b: &str) -> f64 {
    let [a, b] = [a, b].map(|name| words(name).into_iter().collect::<BTreeSet<_>>());
    let all = a.union(&b).count();
    if all == 0 { 0.0 } else { a.intersection(&b).count() as f64 / all as f64 }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn a_campaign_that_goes_on_is_found() {
        let span = |campaign: &str, first: Date, last: Date| Lifespan {
            platform: Platform::Meta,
            campaign: campaign.into(),
            first,
            last,
        };
        let spans = [
            span("US Prospecting Broad", date(2025, 1, 1), date(2025, 6, 30)),
            span("US_Prospecting_Broad_v2", date(2025, 7, 2), date(2025, 12, 31)),
            span("US Retargeting", date(2025, 1, 1), date(2025, 12, 31)),
            span("us prospecting", date(2025, 9, 1), date(2025, 12, 31)),
        ];
        let found = suggest_renames(&spans);
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].alias.to, "US_Prospecting_Broad_v2");
        assert_eq!(found[0].likeness, 0.75);
    }
}

//! Days that two sources share: a newer export of a day replaces the older one, and the change is shown.
//!
//! Two sources of one platform that share days and at least half of the names on them (of the one with fewer) are
//! exports of the same thing at two times. On the shared days the newer one counts, with all its names: what it no
//! longer has was taken back. Newer is what was imported later; of files dropped together, the one with the higher
//! number in its name (`plan v2`, `report (1)`) where the names are otherwise the same, else the one that reaches
//! further, since no export has days after it was made.
//!
//! A newer export replaces the days that it has a row for. A newer plan of flights (media, posters, sponsorships)
//! replaces all days from its first to its last: a day without a flight is planned without.
//!
//! Names are compared by the parts that both sources have (an export by ad group has groups, one by campaign has none).
//! Sources without a part in common are not compared. Two parts of one list of orders, cut at a number of rows, share
//! the day of the cut without being the same thing: see [`is_cut`].

use super::Tallies;
use super::days::{self, DaySet};
use super::frame::{Frame, Lane, MEASURES};
use super::log::State;
use super::repair::Repair;
use super::source::SourceId;
use super::spread::share_of_day;
use crate::exports::{Amount, Measure, Platform, Subject};
use crate::taxonomy::folded;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use std::cmp::Ordering;
use std::collections::{BTreeMap, BTreeSet};

/// Names in common, over those of the source with fewer, from which two sources are the same thing.
const SAME_NAMES: f64 = 0.5;
/// Days on which amounts are equal, over those shared, from which a campaign of two platforms is one campaign.
const SAME_DAYS: f64 = 0.5;

/// Measures that are replaced on their own; refunds are with their revenue.
const ALL: [Measure; MEASURES - 2] = [
    Measure::Spend,
    Measure::Impressions,
    Measure::Reach,
    Measure::Clicks,
    Measure::ClaimedConversions,
    Measure::ClaimedValue,
    Measure::Revenue,
    Measure::Orders,
    Measure::Units,
    Measure::NewCustomers,
    Measure::CostOfGoods,
    Measure::Level,
    Measure::Event,
    Measure::RatingPoints,
    Measure::Visits,
];
/// The measures of which changes are shown.
const SHOWN: [Measure; 6] =
    [Measure::Spend, Measure::Revenue, Measure::Orders, Measure::Units, Measure::NewCustomers, Measure::Level];

/// A day of which a newer export has another amount.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DayChange {
    /// The day.
    pub day: Date,
    /// What it was.
    pub old: Amount,
    /// What it is.
    pub new: Amount,
}

/// A source that replaces days of another one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Restatement {
    /// The source that counts.
    pub newer: SourceId,
    /// The source that does not.
    pub older: SourceId,
    /// What was measured, in the sources' own currency.
    pub measure: Measure,
    /// The days that both have, as stretches.
    pub shared: Vec<(Date, Date)>,
    /// Those of them with another amount, oldest first.
    pub changes: Vec<DayChange>,
}

/// A campaign that stands in two sources and counts in both.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SharedCampaign {
    /// The campaign, as the first source writes it.
    pub campaign: String,
    /// The sources.
    pub sources: (SourceId, SourceId),
    /// The days on which both have spend.
    pub days: u32,
    /// What each has on them, in its own currency.
    pub amounts: (Amount, Amount),
}

/// How two sources stand to each other on the days that they share.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Relation {
    /// Other things: both count.
    Strangers,
    /// The same thing: the newer one counts.
    Restated,
}

/// Writes into each lane the days on which another one counts.
pub(super) fn replace(lanes: &mut [Lane<'_>], state: &State) {
    for (newer, older, measure, shared) in replaced_days(lanes, state) {
        let Some(lane) = lanes.get_mut(older) else { continue };
        let Some((first, last)) = lane.whole_extent() else { continue };
        let Some(replaced) = lane.replaced.get_mut(measure as usize) else { continue };
        debug_assert_ne!(newer, older);
        if replaced.is_empty() {
            *replaced = DaySet::within(first, last);
        }
        shared.into_iter().for_each(|day| replaced.insert(day));
    }
}

/// Newer lane, older lane, measure, days.
fn replaced_days(lanes: &[Lane<'_>], state: &State) -> Vec<(usize, usize, Measure, Vec<i32>)> {
    let mut all = vec![];
    for a in 0..lanes.len() {
        for b in a + 1..lanes.len() {
            let (Some(one), Some(other)) = (lanes.get(a), lanes.get(b)) else { continue };
            let decided = decided(state, &one.source.id, &other.source.id);
            if decided == Some(Decision::Both) || (decided.is_none() && one.source.platform != other.source.platform) {
                continue;
            }
            let is_newer = match decided {
                Some(Decision::First) => true,
                Some(Decision::Second) => false,
                _ => is_newer(one, other),
            };
            let (newer, older) = if is_newer { (a, b) } else { (b, a) };
            for measure in ALL {
                let Some(shared) = shared_days(one, other, measure) else { continue };
                if decided.is_some() || relation(one, other, measure, &shared) == Relation::Restated {
                    let lanes = if is_newer { (one, other) } else { (other, one) };
                    all.push((newer, older, measure, replaced(lanes, measure, shared)));
                }
            }
        }
    }
    all
}

/// The days of the older that the newer replaces.
fn replaced((newer, older): (&Lane<'_>, &Lane<'_>), measure: Measure, shared: Vec<i32>) -> Vec<i32> {
    match (newer.extent(measure), older.has.get(measure as usize)) {
        (Some((first, last)), Some(has)) if is_plan(newer.source.platform) => {
            has.days().filter(|day| (first..=last).contains(day)).collect()
        }
        _ => shared,
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Decision {
    First,
    Second,
    Both,
}

/// What a repair says of two sources.
fn decided(state: &State, a: &SourceId, b: &SourceId) -> Option<Decision> {
    state.repairs.values().find_map(|repair| match repair {
        Repair::Prefer { keep, over } if keep == a && over == b => Some(Decision::First),
        Repair::Prefer { keep, over } if keep == b && over == a => Some(Decision::Second),
        Repair::KeepBoth(x, y) if (x, y) == (a, b) || (x, y) == (b, a) => Some(Decision::Both),
        _ => None,
    })
}

fn is_newer(one: &Lane<'_>, other: &Lane<'_>) -> bool {
    // The id breaks ties, so that the order of files cannot.
    let age = |lane: &Lane<'_>| {
        let (first, last) = lane.whole_extent().unwrap_or((0, 0));
        (last, first, lane.source.id.clone())
    };
    let [(name, version), (other_name, other_version)] = [one, other].map(|lane| versioned(&lane.source.shown()));
    let by_import = one.source.imported.cmp(&other.source.imported);
    let by_version = if name == other_name { version.cmp(&other_version) } else { Ordering::Equal };
    by_import.then(by_version).then_with(|| age(one).cmp(&age(other))) == Ordering::Greater
}

/// A file's name without its version, and the version: `plan v2.xlsx` is `plan xlsx` in version 2, `report (1).csv` is
/// `report csv` in version 1, anything else in version 0.
fn versioned(name: &str) -> (String, u32) {
    let parts: Vec<&str> = name.split_inclusive([' ', '_', '-', '.', '(', ')']).collect();
    let mut version = 0;
    let mut rest = vec![];
    for (i, part) in parts.iter().enumerate() {
        let word = part.trim_matches([' ', '_', '-', '.', '(', ')']).to_lowercase();
        let in_brackets = part.ends_with(')') && i > 0 && parts.get(i - 1).is_some_and(|before| before.ends_with('('));
        let digits = word.strip_prefix('v').or(in_brackets.then_some(word.as_str()));
        match digits.and_then(|digits| digits.parse::<u32>().ok()) {
            Some(number) if number < 1_000 => version = number,
            _ if word.is_empty() => {}
            _ => rest.push(word),
        }
    }
    (rest.join(" "), version)
}

/// Whether a platform's exports are plans of flights rather than records of days.
fn is_plan(platform: Platform) -> bool {
    matches!(platform, Platform::MediaPlan | Platform::OutOfHome | Platform::Sponsorship)
}

fn shared_days(a: &Lane<'_>, b: &Lane<'_>, measure: Measure) -> Option<Vec<i32>> {
    let [one, other] = [a, b].map(|lane| lane.has.get(measure as usize));
    let (one, other) = (one?, other?);
    let shared: Vec<i32> = one.days().filter(|day| other.contains(*day)).collect();
    (!shared.is_empty()).then_some(shared)
}

fn relation(a: &Lane<'_>, b: &Lane<'_>, measure: Measure, shared: &[i32]) -> Relation {
    let Some(parts) = common_parts(a, b).filter(|_| !is_in_other_money(a, b)) else { return Relation::Strangers };
    let [one, other] = [a, b].map(|lane| names(lane, measure, shared, parts));
    let fewer = one.len().min(other.len());
    if fewer == 0 || (one.intersection(&other).count() as f64) < SAME_NAMES * fewer as f64 {
        return Relation::Strangers;
    }
    if is_cut(a, b, measure, shared) { Relation::Strangers } else { Relation::Restated }
}

/// Whether two sources have no currency in common: accounts in two countries, however alike their campaigns are called.
fn is_in_other_money(a: &Lane<'_>, b: &Lane<'_>) -> bool {
    let [one, other] = [a, b].map(|lane| &lane.tally.currencies);
    !one.is_empty() && !other.is_empty() && !one.iter().any(|currency| other.contains(currency))
}

/// Whether the one shared day is where a list was cut in two: the last day of one and the first of the other, with a
/// usual day's amount only when both are added up. A restated day would have about the usual amount in either.
fn is_cut(a: &Lane<'_>, b: &Lane<'_>, measure: Measure, shared: &[i32]) -> bool {
    let (&[day], Measure::Revenue | Measure::Orders | Measure::Units | Measure::NewCustomers) = (shared, measure)
    else {
        return false;
    };
    let (Some(one), Some(other)) = (a.extent(measure), b.extent(measure)) else { return false };
    let meets = (one.1 == day && other.0 == day) || (other.1 == day && one.0 == day);
    let [one, other] = [a, b].map(|lane| daily(lane, measure));
    let [of_one, of_other] = [&one, &other].map(|daily| daily.get(&day).copied().unwrap_or(0));
    let mut usual: Vec<i64> = one.iter().chain(&other).filter(|(at, _)| **at != day).map(|(_, sum)| *sum).collect();
    usual.sort_unstable();
    let Some(&usual) = usual.get(usual.len() / 2) else { return false };
    let distance = |amount: i64| usual.abs_diff(amount);
    meets && distance(of_one.saturating_add(of_other)) < distance(of_one.max(of_other))
}

/// Which parts of names both sources have: a bit each. None where they have none in common but have some.
fn common_parts(a: &Lane<'_>, b: &Lane<'_>) -> Option<u8> {
    let has = |lane: &Lane<'_>| {
        let bits = |subject: &Subject| {
            let parts = fields(subject).into_iter().enumerate();
            parts.filter(|(_, part)| !part.trim().is_empty()).fold(0_u8, |bits, (i, _)| bits | 1 << i)
        };
        lane.tally.subjects.iter().fold(0_u8, |all, subject| all | bits(subject))
    };
    let (one, other) = (has(a), has(b));
    let common = one & other;
    (common != 0 || (one == 0 && other == 0)).then_some(common)
}

fn fields(subject: &Subject) -> [&str; 6] {
    [&subject.account, &subject.campaign, &subject.group, &subject.kind, &subject.market, &subject.product]
}

/// The names of a source on some days, by the given parts.
fn names(lane: &Lane<'_>, measure: Measure, on: &[i32], parts: u8) -> BTreeSet<String> {
    let (Some(&first), Some(&last)) = (on.first(), on.last()) else { return BTreeSet::new() };
    let mut days = DaySet::within(first, last);
    on.iter().for_each(|day| days.insert(*day));
    let mut is_on = vec![false; lane.tally.subjects.len()];
    for (_, line) in lane.lines() {
        let Some((from, to)) = lane.span(line) else { continue };
        let touches = (from.max(first)..=to.min(last)).any(|day| days.contains(day));
        if touches && line.amounts.has(measure) {
            is_on.get_mut(line.subject as usize).into_iter().for_each(|on| *on = true);
        }
    }
    let name = |subject: &Subject| {
        let parts = fields(subject).into_iter().enumerate().filter(|(i, _)| parts >> i & 1 == 1);
        parts.map(|(_, part)| folded(part)).collect::<Vec<_>>().join("\n")
    };
    lane.tally.subjects.iter().zip(is_on).filter(|(_, is_on)| *is_on).map(|(subject, _)| name(subject)).collect()
}

/// A source's total of a measure by day, in its own currency, after repairs.
pub(super) fn daily(lane: &Lane<'_>, measure: Measure) -> BTreeMap<i32, i64> {
    let Some((first, last)) = lane.extent(measure) else { return BTreeMap::new() };
    let mut sums = vec![None::<i64>; (last - first + 1).max(0) as usize];
    for (_, line) in lane.lines() {
        let (Some(amount), Some((from, to))) = (line.amounts.of(measure), lane.span(line)) else { continue };
        let amount = lane.repaired(line, measure, amount, &mut vec![]);
        for day in from..=to {
            // What is left out is nothing, but the day is there.
            let is_out = lane.is_left_out(line, measure, day);
            let share = match measure {
                Measure::Level | Measure::Event => amount,
                _ => share_of_day(amount, (day - from) as u32, (to - from + 1) as u32),
            };
            let sum = usize::try_from(day - first).ok().and_then(|place| sums.get_mut(place));
            let Some(sum) = sum else { continue };
            *sum = Some(sum.unwrap_or(0).saturating_add(if is_out { 0 } else { share.0 }));
        }
    }
    (first..).zip(sums).filter_map(|(day, sum)| Some((day, sum?))).collect()
}

/// Which sources replace days of others, and what changed, day by day.
pub fn restatements(state: &State, tallies: &Tallies) -> Vec<Restatement> {
    restated(state, &Frame::lanes_only(state, tallies))
}

/// The same, of lanes that are ready.
pub(super) fn restated(state: &State, lanes: &[Lane<'_>]) -> Vec<Restatement> {
    let mut totals: BTreeMap<(usize, Measure), BTreeMap<i32, i64>> = BTreeMap::new();
    let mut all = vec![];
    for (newer, older, measure, shared) in replaced_days(lanes, state) {
        let (Some(new), Some(old)) = (lanes.get(newer), lanes.get(older)) else { continue };
        if !SHOWN.contains(&measure) {
            continue;
        }
        for (place, lane) in [(newer, new), (older, old)] {
            totals.entry((place, measure)).or_insert_with(|| daily(lane, measure));
        }
        let amount = |place: usize, day: i32| {
            Amount(totals.get(&(place, measure)).and_then(|sums| sums.get(&day)).copied().unwrap_or(0))
        };
        let change = |&day: &i32| DayChange { day: days::day(day), old: amount(older, day), new: amount(newer, day) };
        let changes = shared.iter().map(change).filter(|change| change.old != change.new).collect();
        let (newer, older) = (new.source.id.clone(), old.source.id.clone());
        all.push(Restatement { newer, older, measure, shared: days::stretches(shared), changes });
    }
    all
}

/// Campaigns that have spend in two sources on the same days and count in both: within a platform by their name alone,
/// between platforms only where the amounts are the same too, since teams name campaigns alike everywhere.
pub fn shared_campaigns(state: &State, tallies: &Tallies) -> Vec<SharedCampaign> {
    shared_in(state, &Frame::lanes_only(state, tallies))
}

/// The same, of lanes that are ready.
pub(super) fn shared_in(state: &State, lanes: &[Lane<'_>]) -> Vec<SharedCampaign> {
    let keys: Vec<Vec<String>> = lanes.iter().map(campaign_keys).collect();
    let wanted = in_two(&keys);
    if wanted.is_empty() {
        return vec![];
    }
    let by_campaign: Vec<Vec<Option<Campaign<'_>>>> =
        lanes.iter().zip(&keys).map(|(lane, keys)| campaigns(lane, keys, &wanted)).collect();
    let mut shared = vec![];
    for a in 0..lanes.len() {
        for b in a + 1..lanes.len() {
            let (Some(one), Some(other)) = (lanes.get(a), lanes.get(b)) else { continue };
            if decided(state, &one.source.id, &other.source.id).is_some() {
                continue;
            }
            let (Some(of_one), Some(of_other)) = (by_campaign.get(a), by_campaign.get(b)) else { continue };
            let is_one_platform = one.source.platform == other.source.platform && !is_in_other_money(one, other);
            let both = of_one.iter().zip(of_other).filter_map(|(x, y)| Some((x.as_ref()?, y.as_ref()?)));
            let found = both.filter_map(|(x, y)| x.shared_with(y, is_one_platform));
            shared.extend(found.map(|(campaign, days, amounts)| {
                let sources = (one.source.id.clone(), other.source.id.clone());
                SharedCampaign { campaign, sources, days, amounts }
            }));
        }
    }
    shared
}

/// The spend of a campaign by day.
struct Campaign<'a> {
    written: &'a str,
    days: BTreeMap<i32, i64>,
}

/// Of each name of a source, its campaign, folded.
fn campaign_keys(lane: &Lane<'_>) -> Vec<String> {
    lane.tally.subjects.iter().map(|subject| folded(&subject.campaign)).collect()
}

/// The campaigns that stand in two sources, sorted.
fn in_two(keys: &[Vec<String>]) -> Vec<&str> {
    let mut count: BTreeMap<&str, u32> = BTreeMap::new();
    for keys in keys {
        let own: BTreeSet<&str> = keys.iter().map(String::as_str).filter(|key| !key.is_empty()).collect();
        own.into_iter().for_each(|key| *count.entry(key).or_default() += 1);
    }
    count.into_iter().filter(|(_, sources)| *sources > 1).map(|(key, _)| key).collect()
}

/// A source's spend by day under each of the wanted campaigns.
fn campaigns<'l>(lane: &'l Lane<'_>, keys: &[String], wanted: &[&str]) -> Vec<Option<Campaign<'l>>> {
    let places: Vec<Option<usize>> = keys.iter().map(|key| wanted.binary_search(&key.as_str()).ok()).collect();
    let mut all: Vec<Option<Campaign<'l>>> = wanted.iter().map(|_| None).collect();
    for line in lane.tally.lines.iter() {
        let name = line.subject as usize;
        let (Some(place), Some(subject)) = (places.get(name).copied().flatten(), lane.tally.subjects.get(name)) else {
            continue;
        };
        let spend = line.amounts.of(Measure::Spend).filter(|amount| amount.0 != 0);
        let (Some((from, to)), Some(spend), Some(slot)) = (lane.span(line), spend, all.get_mut(place)) else {
            continue;
        };
        let written = subject.campaign.trim();
        let campaign = slot.get_or_insert_with(|| Campaign { written, days: BTreeMap::new() });
        let counts =
            |day: &i32| !lane.is_replaced(Measure::Spend, *day) && !lane.is_left_out(line, Measure::Spend, *day);
        for day in (from..=to).filter(counts) {
            let share = share_of_day(spend, (day - from) as u32, (to - from + 1) as u32);
            let sum = campaign.days.entry(day).or_default();
            *sum = sum.saturating_add(share.0);
        }
    }
    all
}

impl Campaign<'_> {
    fn shared_with(&self, other: &Self, by_name_alone: bool) -> Option<(String, u32, (Amount, Amount))> {
        let both: Vec<(i64, i64)> =
            self.days.iter().filter_map(|(day, own)| Some((*own, *other.days.get(day)?))).collect();
        let is_same = |(a, b): &&(i64, i64)| a.abs_diff(*b) <= a.unsigned_abs() / 100;
        let same = both.iter().filter(is_same).count();
        if both.is_empty() || !(by_name_alone || same as f64 >= SAME_DAYS * both.len() as f64) {
            return None;
        }
        let sum = |of: fn(&(i64, i64)) -> i64| Amount(both.iter().map(of).fold(0, i64::saturating_add));
        Some((self.written.to_owned(), both.len() as u32, (sum(|(a, _)| *a), sum(|(_, b)| *b))))
    }
}

#[cfg(test)]
mod tests {
    use super::versioned;

    #[test]
    fn versions_are_told_from_names() {
        let check = |name: &str, rest: &str, version| assert_eq!(versioned(name), (rest.to_owned(), version), "{name}");
        check("TV plan v2.xlsx", "tv plan xlsx", 2);
        check("tv_plan_V10.xlsx", "tv plan xlsx", 10);
        check("report (1).csv", "report csv", 1);
        check("report.csv", "report csv", 0);
        check("Meta-2025-03-01-to-2026-06-28.csv", "meta 2025 03 01 to 2026 06 28 csv", 0);
        check("orders (final).csv", "orders final csv", 0);
    }
}

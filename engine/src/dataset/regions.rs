//! The panel by market: geographies whose sums are the whole, to the millionth.
//!
//! A market with an outcome is a geography; what has no market is one more, where it has an outcome. Spend without a
//! market of its own, and of markets without an outcome, is shared by the outcomes of the whole window, so that the
//! parts add up (cumulative rounding, as flights over days).

use super::build::{Cells, driver_kind, without_gaps};
use super::days;
use super::frame::{Column, Frame};
use super::issue::Issue;
use super::window::Window;
use crate::exports::Amount;
use crate::panel::{DriverKind, PanelParts, Region};

/// The name of the geography of what has no market.
const ELSEWHERE: &str = "Elsewhere";

/// A geography in the making.
struct Place {
    name: String,
    /// Its market; none for what has none.
    market: Option<usize>,
    outcome: i64,
}

/// Adds the geographies to the parts of a panel.
pub(super) fn add(frame: &Frame<'_>, cells: &Cells, window: &Window, parts: &mut PanelParts, issues: &mut Vec<Issue>) {
    let places = places(frame, cells, window);
    let total: i64 = places.iter().fold(0, |sum: i64, place| sum.saturating_add(place.outcome));
    if places.len() < 2 || total <= 0 {
        return;
    }
    issues.extend(without_outcome(frame, cells, window, &places));
    let shares = Shares::of(&places);
    let region = |(i, place): (usize, &Place)| Region {
        activities: vec![],
        name: place.name.clone(),
        share: place.outcome as f64 / total as f64,
        outcome: weeks(window).map(|day| Amount(cells.of_market(0, place.market, day).sum).to_f64()).collect(),
        spend: spend(frame, cells, &places, &shares, i, &weeks(window).collect::<Vec<_>>()),
        drivers: drivers(frame, cells, window, place, parts),
        history: history(frame, cells, window, &places, &shares, i),
    };
    let mut regions: Vec<Region> = places.iter().enumerate().map(region).collect();
    clamp(frame, &mut regions, window, issues);
    parts.regions = regions;
}

fn weeks(window: &Window) -> impl Iterator<Item = i32> + use<> {
    let first = window.first;
    (0..window.weeks as i32).map(move |i| first + 7 * i)
}

fn places(frame: &Frame<'_>, cells: &Cells, window: &Window) -> Vec<Place> {
    let markets = frame.markets.iter().enumerate().map(|(i, name)| (name.clone(), Some(i)));
    let all = markets.chain([(ELSEWHERE.to_owned(), None)]);
    let with_outcome = all.map(|(name, market)| {
        let sums = weeks(window).map(|day| cells.of_market(0, market, day).sum);
        Place { name, market, outcome: sums.fold(0, i64::saturating_add) }
    });
    with_outcome.filter(|place| place.outcome > 0).collect()
}

fn without_outcome(frame: &Frame<'_>, cells: &Cells, window: &Window, places: &[Place]) -> Vec<Issue> {
    let is_place = |market: usize| places.iter().any(|place| place.market == Some(market));
    let others = frame.markets.iter().enumerate().filter(|(market, _)| !is_place(*market));
    let spend = |market: usize| {
        let channels = frame.columns.iter().enumerate().filter(|(_, c)| matches!(c, Column::Channel(_)));
        let slots = channels.flat_map(|(c, _)| weeks(window).map(move |day| cells.of_market(c, Some(market), day).sum));
        slots.fold(0, i64::saturating_add)
    };
    let with_spend = others.map(|(market, name)| (name.clone(), spend(market))).filter(|(_, spend)| *spend != 0);
    with_spend.map(|(market, spend)| Issue::MarketWithoutOutcome { market, spend: Amount(spend) }).collect()
}

/// Cumulative outcomes, by which amounts are shared.
struct Shares {
    cumulative: Vec<i128>,
}

impl Shares {
    fn of(places: &[Place]) -> Self {
        let mut sum = 0;
        let cumulative = std::iter::once(0).chain(places.iter().map(|place| {
            sum += i128::from(place.outcome);
            sum
        }));
        Self { cumulative: cumulative.collect() }
    }

    /// What place `i` gets of an amount; the places' parts add up to it.
    fn part(&self, amount: i64, i: usize) -> i64 {
        let total = self.cumulative.last().copied().unwrap_or(1).max(1);
        // In halves of the bits, as amount times outcome can exceed even 128 bits only beyond 10^19 each.
        let up_to = |i: usize| (i128::from(amount) * self.cumulative.get(i).copied().unwrap_or(0)).div_euclid(total);
        (up_to(i + 1) - up_to(i)) as i64
    }
}

/// One series a channel, in the panel's order.
fn spend(frame: &Frame<'_>, cells: &Cells, places: &[Place], shares: &Shares, i: usize, days: &[i32]) -> Vec<Vec<f64>> {
    let Some(place) = places.get(i) else { return vec![] };
    let channels = frame.columns.iter().enumerate().filter(|(_, column)| matches!(column, Column::Channel(_)));
    let series = |column: usize| {
        let one = |&day: &i32| {
            let whole = cells.whole(column, day, false).sum;
            let own = |place: &Place| cells.of_market(column, place.market, day).sum;
            let placed = places.iter().map(own).fold(0, i64::saturating_add);
            let shared = shares.part(whole.saturating_sub(placed), i);
            Amount(own(place).saturating_add(shared)).to_f64()
        };
        days.iter().map(one).collect()
    };
    channels.map(|(column, _)| series(column)).collect()
}

fn history(
    frame: &Frame<'_>,
    cells: &Cells,
    window: &Window,
    places: &[Place],
    shares: &Shares,
    i: usize,
) -> Vec<Vec<f64>> {
    let before = (window.first - cells.first_day()).max(0) / 7;
    let days: Vec<i32> = (0..before).map(|i| window.first - 7 * (before - i)).collect();
    let known = |series: Vec<f64>| {
        let first = series.iter().position(|&x| x > 0.0).unwrap_or(series.len());
        series.into_iter().skip(first).map(|x| x.max(0.0)).collect()
    };
    spend(frame, cells, places, shares, i, &days).into_iter().map(known).collect()
}

/// A market's own values where it has any, else the nation's.
fn drivers(frame: &Frame<'_>, cells: &Cells, window: &Window, place: &Place, parts: &PanelParts) -> Vec<Vec<f64>> {
    let of_name = |name: &str| frame.columns.iter().position(|c| frame.name(c) == name && *c != Column::Outcome);
    let own = |driver: &crate::panel::Driver| {
        let column = of_name(&driver.name)?;
        let kind = driver_kind(frame, frame.columns.get(column)?).unwrap_or(DriverKind::Control);
        let known: Vec<Option<f64>> =
            weeks(window).map(|day| cells.of_market(column, Some(place.market?), day).mean()).collect();
        without_gaps(kind, &known).map(|(values, _)| values)
    };
    parts.drivers.iter().map(|driver| own(driver).unwrap_or_else(|| driver.value_by_week.clone())).collect()
}

/// Weeks in which a market's credits exceed its spend count as nothing, as in the whole.
fn clamp(frame: &Frame<'_>, regions: &mut [Region], window: &Window, issues: &mut Vec<Issue>) {
    let names: Vec<String> =
        frame.columns.iter().filter(|c| matches!(c, Column::Channel(_))).map(|c| frame.name(c)).collect();
    for region in regions {
        for (series, channel) in region.spend.iter_mut().zip(&names) {
            for (value, day) in series.iter_mut().zip(weeks(window)).filter(|(value, _)| **value < 0.0) {
                let amount = Amount((*value * Amount::UNIT as f64) as i64);
                let (channel, market) = (channel.clone(), Some(region.name.clone()));
                issues.push(Issue::NegativeSpend { channel, market, week: days::day(day), amount });
                *value = 0.0;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn parts_add_up(amount in -1_000_000_000_000_i64..1_000_000_000_000, outcomes in prop::collection::vec(1_i64..1_000_000_000, 1..9)) {
            let places: Vec<Place> =
                outcomes.iter().map(|&outcome| Place { name: String::new(), market: None, outcome }).collect();
            let shares = Shares::of(&places);
            prop_assert_eq!((0..places.len()).map(|i| shares.part(amount, i)).sum::<i64>(), amount);
        }
    }
}

//! Time zone: what a platform claims follows what was sold, but a day late or early.
//!
//! Changes from day to day of the claimed value are correlated with those of the outcome on the same day, the day
//! before and the day after. A neighbour that fits far better says that the days are cut elsewhere.

use super::super::repair::{Repair, Scope};
use super::{Check, CheckKind, Daily, Evidence, Look};
use crate::exports::Measure;
use crate::quality::Severity;

/// How well the neighbouring day must fit.
const FITS: f64 = 0.5;
/// And by how much better than the same day.
const BETTER: f64 = 0.2;
/// Pairs of days below which nothing is said.
const FEWEST: usize = 60;

pub(super) fn check(look: &Look<'_>) -> Vec<Check> {
    let Some(claimed) = look.daily(Measure::ClaimedValue) else { return vec![] };
    let others = look.lanes.iter().filter(|lane| lane.source.platform != look.lane.source.platform);
    let sold: Vec<Daily> = others.filter_map(|lane| Daily::of(lane, Measure::Revenue)).collect();
    let longest = sold.iter().max_by_key(|daily| daily.values.len());
    longest.and_then(|sold| of_pair(look, claimed, sold)).into_iter().collect()
}

fn of_pair(look: &Look<'_>, claimed: &Daily, sold: &Daily) -> Option<Check> {
    let [early, same, late] = [1, 0, -1].map(|shift| correlation(claimed, sold, shift));
    let (early, same, late) = (early?, same?, late?);
    let (days, best) = if early > late { (1, early) } else { (-1, late) };
    if best < FITS || best < same + BETTER {
        return None;
    }
    let sentence = format!(
        "The claimed value moves with the sales of the day {} (correlation {best:.2}, same day {same:.2}): the days may be cut in another time zone.",
        if days > 0 { "after" } else { "before" }
    );
    let evidence = Evidence { days: vec![], found: Some(best), expected: Some(same), sentence };
    let mut check = look.finding(CheckKind::TimeZoneShift, Severity::Caution, Some(Measure::ClaimedValue), evidence);
    let scope = Scope { source: Some(look.lane.source.id.clone()), ..Scope::platform(look.lane.source.platform) };
    check.repair = Some(Repair::ShiftDays { scope, days });
    Some(check)
}

/// Of the changes of one on a day with those of the other so many days later.
fn correlation(one: &Daily, other: &Daily, shift: i32) -> Option<f64> {
    let change = |daily: &Daily, day: i32| {
        let place = usize::try_from(day - daily.first).ok().filter(|place| *place > 0)?;
        Some(daily.at(place)? - daily.at(place - 1)?)
    };
    let days = (0..one.values.len()).map(|place| one.day(place));
    let pairs: Vec<(f64, f64)> = days.filter_map(|day| Some((change(one, day)?, change(other, day + shift)?))).collect();
    if pairs.len() < FEWEST {
        return None;
    }
    let n = pairs.len() as f64;
    let (mean_x, mean_y) = (pairs.iter().map(|p| p.0).sum::<f64>() / n, pairs.iter().map(|p| p.1).sum::<f64>() / n);
    let sum = |of: &dyn Fn(f64, f64) -> f64| pairs.iter().map(|(x, y)| of(x - mean_x, y - mean_y)).sum::<f64>();
    let scale = (sum(&|x, _| x * x) * sum(&|_, y| y * y)).sqrt();
    (scale > 0.0).then(|| sum(&|x, y| x * y) / scale)
}

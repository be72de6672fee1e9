//! How a channel's total is spread over its weeks: like a pattern, as far as the limits of weeks allow.
//!
//! x_t = clamp(k p_t, low_t, high_t) with k such that the weeks sum to the total. Weeks without a share of the pattern
//! get more than their least only once all others are full, and then evenly.

use super::limits::{Bounds, ChannelLimits, WeekRule};

/// Halvings of the interval in which k is sought.
const HALVINGS: usize = 80;

/// A channel's weeks: their shares and their limits.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Path {
    pattern: Vec<f64>,
    low: Vec<f64>,
    high: Vec<f64>,
}

impl Path {
    /// For the weeks of `pattern` under these limits; an empty pattern is an even one.
    pub(super) fn new(pattern: &[f64], limits: &ChannelLimits) -> Self {
        let cap = limits.weekly_cap.unwrap_or(f64::INFINITY);
        let bounds = (0..pattern.len()).map(|t| match limits.week(t) {
            WeekRule::Free => (limits.weekly_floor.min(cap), cap),
            WeekRule::Blackout => (0.0, 0.0),
            WeekRule::Committed(amount) => (amount, amount),
        });
        let (low, high) = bounds.unzip();
        Self { pattern: vec![], low, high }.with_pattern(pattern)
    }

    /// The same limits with another pattern.
    pub(super) fn with_pattern(&self, pattern: &[f64]) -> Self {
        let has_room = |t: usize| self.high[t] > self.low[t];
        let is_empty = !(0..pattern.len()).any(|t| has_room(t) && pattern[t] > 0.0);
        let share = |(t, p): (usize, &f64)| if is_empty { f64::from(u8::from(has_room(t))) } else { p.max(0.0) };
        Self { pattern: pattern.iter().enumerate().map(share).collect(), ..self.clone() }
    }

    /// The least and the most of the total.
    pub(super) fn bounds(&self) -> Bounds {
        Bounds { min: self.low.iter().sum(), max: self.high.iter().sum() }
    }

    /// The least and the most of each week.
    pub(super) fn weeks(&self) -> (&[f64], &[f64]) {
        (&self.low, &self.high)
    }

    /// The weeks of a total, which is moved into the bounds, and the share that each week has of the next unit.
    pub(super) fn at(&self, total: f64) -> (Vec<f64>, Vec<f64>) {
        let spend = fill_up(&self.pattern, (&self.low, &self.high), total);
        let shares = self.next_shares(&spend);
        (spend, shares)
    }

    /// Weeks at neither limit share the next unit as the pattern does; where there are none, those with room above.
    fn next_shares(&self, spend: &[f64]) -> Vec<f64> {
        let inside = |t: usize| spend[t] > self.low[t] && spend[t] < self.high[t];
        let below = |t: usize| spend[t] < self.high[t];
        for wanted in [&inside as &dyn Fn(usize) -> bool, &below] {
            let sum: f64 = (0..spend.len()).filter(|t| wanted(*t)).map(|t| self.pattern[t]).sum();
            if sum > 0.0 {
                let share = |t: usize| if wanted(t) { self.pattern[t] / sum } else { 0.0 };
                return (0..spend.len()).map(share).collect();
            }
        }
        let even = (0..spend.len()).filter(|t| below(*t)).count();
        (0..spend.len()).map(|t| if below(t) { 1.0 / even as f64 } else { 0.0 }).collect()
    }
}

/// Spreads `total` over weeks like `pattern` between their limits; it is moved to what they can take.
pub(super) fn fill_up(pattern: &[f64], (low, high): (&[f64], &[f64]), total: f64) -> Vec<f64> {
    let weeks = 0..pattern.len();
    let has_share = |t: usize| pattern[t] > 0.0;
    let full: f64 = weeks.clone().map(|t| if has_share(t) { high[t] } else { low[t] }).sum();
    if total < full {
        return level(pattern, (low, high), total);
    }
    // Every week with a share is full: the rest is spread evenly over the others.
    let even: Vec<f64> = weeks.clone().map(|t| f64::from(u8::from(!has_share(t)))).collect();
    let floor: Vec<f64> = weeks.map(|t| if has_share(t) { high[t] } else { low[t] }).collect();
    level(&even, (&floor, high), total)
}

/// clamp(k pattern, low, high) with k by halving intervals, so that the sum is `total` as far as that is possible.
fn level(pattern: &[f64], (low, high): (&[f64], &[f64]), total: f64) -> Vec<f64> {
    let at = |k: f64| -> Vec<f64> {
        // A share of zero stays zero however large k is.
        let week = |(p, (l, h)): (&f64, (&f64, &f64))| if *p > 0.0 { (k * p).clamp(*l, *h) } else { *l };
        pattern.iter().zip(low.iter().zip(high)).map(week).collect()
    };
    let least = pattern.iter().copied().filter(|p| *p > 0.0).fold(f64::INFINITY, f64::min);
    if !least.is_finite() {
        return low.to_vec();
    }
    let (mut small, mut large) = (0.0, total.max(0.0) / least);
    let unlimited = total / pattern.iter().sum::<f64>();
    let first = at(unlimited);
    if (first.iter().sum::<f64>() - total).abs() <= 1e-14 * total {
        return first;
    }
    for _ in 0..HALVINGS {
        let middle = 0.5 * (small + large);
        if at(middle).iter().sum::<f64>() < total { small = middle } else { large = middle }
    }
    at(0.5 * (small + large))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn without_limits_the_pattern_is_kept() {
        let path = Path::new(&[1.0, 0.0, 3.0], &ChannelLimits::default());
        let (spend, shares) = path.at(8.0);
        assert_eq!(spend, [2.0, 0.0, 6.0]);
        assert_eq!(shares, [0.25, 0.0, 0.75]);
        let even = Path::new(&[0.0, 0.0], &ChannelLimits::default());
        assert_eq!(even.at(8.0).0, [4.0, 4.0]);
    }

    #[test]
    fn weeks_keep_their_rules() {
        let weeks = vec![WeekRule::Committed(5.0), WeekRule::Blackout, WeekRule::Free, WeekRule::Free];
        let limits = ChannelLimits { weekly_floor: 1.0, weekly_cap: Some(4.0), weeks, ..ChannelLimits::default() };
        let path = Path::new(&[1.0, 1.0, 1.0, 3.0], &limits);
        assert_eq!(path.bounds(), Bounds { min: 7.0, max: 13.0 });
        let (spend, shares) = path.at(10.0);
        spend.iter().zip([5.0, 0.0, 1.25, 3.75]).for_each(|(x, e)| assert!((x - e).abs() < 1e-9, "{spend:?}"));
        shares.iter().zip([0.0, 0.0, 0.25, 0.75]).for_each(|(x, e)| assert!((x - e).abs() < 1e-9, "{shares:?}"));
        assert_eq!(path.at(20.0).0, [5.0, 0.0, 4.0, 4.0]);
    }

    proptest! {
        #[test]
        fn totals_and_limits_are_kept(
            pattern in proptest::collection::vec(0.0..5.0f64, 6), floor in 0.0..1.0f64, room in 0.0..9.0f64,
            share in 0.0..1.0f64,
        ) {
            let limits = ChannelLimits { weekly_floor: floor, weekly_cap: Some(floor + room), ..ChannelLimits::default() };
            let path = Path::new(&pattern, &limits);
            let Bounds { min, max } = path.bounds();
            let total = min + share * (max - min);
            let (spend, shares) = path.at(total);
            prop_assert!((spend.iter().sum::<f64>() - total).abs() < 1e-9 * total.max(1.0));
            prop_assert!(spend.iter().all(|x| *x >= floor - 1e-12 && *x <= floor + room + 1e-12));
            let sum: f64 = shares.iter().sum();
            prop_assert!((sum - 1.0).abs() < 1e-9 || sum == 0.0);
        }
    }
}

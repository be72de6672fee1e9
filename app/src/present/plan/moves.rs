//! Moving money between channels: what every week gets when one channel's total is dragged or typed.

use engine::plan::Bounds;

/// Where the money comes from, or goes to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Source {
    /// All other channels, each in proportion to what it has.
    #[default]
    Others,
    /// One other channel, by its place.
    One(usize),
    /// Nowhere: the total changes.
    Total,
}

impl Source {
    /// Its key in a list to choose from.
    #[must_use]
    pub fn key(self) -> String {
        match self {
            Self::Others => "others".to_owned(),
            Self::One(channel) => channel.to_string(),
            Self::Total => "total".to_owned(),
        }
    }

    /// The source of a key.
    #[must_use]
    pub fn of_key(key: &str) -> Self {
        match key {
            "others" => Self::Others,
            "total" => Self::Total,
            channel => channel.parse().map_or(Self::Others, Self::One),
        }
    }
}

/// The largest total that a channel can get from there.
#[must_use]
pub fn most(spend: &[Vec<f64>], channel: usize, from: Source) -> f64 {
    let totals = totals(spend);
    let own = totals.get(channel).copied().unwrap_or_default();
    match from {
        Source::Others => totals.iter().sum(),
        Source::One(other) if other == channel => own,
        Source::One(other) => own + totals.get(other).copied().unwrap_or_default(),
        Source::Total => f64::INFINITY,
    }
}

/// The spend with one channel's total set, the rest of the money taken from or given to others. Each channel keeps the
/// pattern of its weeks; one without spend gets that of `pattern`. Where all others are asked, they stay within `bounds`
/// as long as those that have room can take or give enough.
#[must_use]
pub fn moved(
    spend: &[Vec<f64>],
    channel: usize,
    total: f64,
    from: Source,
    (pattern, bounds): (&[Vec<f64>], &[Bounds]),
) -> Vec<Vec<f64>> {
    let before = totals(spend);
    let own = before.get(channel).copied().unwrap_or_default();
    let total = total.clamp(0.0, most(spend, channel, from));
    let extra = total - own;
    let shared = shared(&before, channel, extra, bounds);
    let new_total = |place: usize| match from {
        _ if place == channel => total,
        Source::One(other) if other == place => (before[place] - extra).max(0.0),
        Source::Others => shared[place],
        _ => before[place],
    };
    let scaled = |(place, weeks): (usize, &Vec<f64>)| {
        spread(weeks, pattern.get(place).map_or(&[], Vec::as_slice), before[place], new_total(place))
    };
    spend.iter().enumerate().map(scaled).collect()
}

/// The totals when `extra` is taken from all others (or, negative, given to them), in proportion to what they have:
/// first as far as their bounds let them, then beyond.
fn shared(before: &[f64], channel: usize, extra: f64, bounds: &[Bounds]) -> Vec<f64> {
    // What is outside its bounds already goes no farther.
    let bound = |place: usize| match bounds.get(place) {
        Some(b) if extra > 0.0 => b.min.min(before[place]),
        Some(b) => b.max.max(before[place]),
        None => end(extra),
    };
    let mut totals = before.to_vec();
    let left = take(&mut totals, (before, channel), extra, &bound);
    // What rounding leaves over has any sign: only what is really left is taken, and never in the other direction.
    if left.abs() > 1e-9 * extra.abs() && left * extra > 0.0 {
        take(&mut totals, (before, channel), left, &|_| end(extra));
    }
    totals
}

/// Where taking or giving ends in any case.
fn end(extra: f64) -> f64 {
    if extra > 0.0 { 0.0 } else { f64::INFINITY }
}

/// Takes `extra` from all but one in proportion to what they had, each as far as its end; returns what is left over.
fn take(totals: &mut [f64], (before, channel): (&[f64], usize), extra: f64, end: &dyn Fn(usize) -> f64) -> f64 {
    let mut left = extra;
    // Each round brings at least one to its end, or is the last.
    for _ in 0..before.len() {
        let has_room = |place: usize| (totals[place] - end(place)).abs() > 1e-9 * before[place];
        let others = (0..before.len()).filter(|place| *place != channel && before[*place] > 0.0);
        let open: Vec<usize> = others.filter(|place| has_room(*place)).collect();
        let weight: f64 = open.iter().map(|place| before[*place]).sum();
        if weight <= 0.0 || left * extra <= 0.0 {
            break;
        }
        let share = left / weight;
        for place in open {
            let wanted = totals[place] - share * before[place];
            let new = if extra > 0.0 { wanted.max(end(place)) } else { wanted.min(end(place)) };
            left -= totals[place] - new;
            totals[place] = new;
        }
    }
    left
}

/// Weeks with another total.
fn spread(weeks: &[f64], pattern: &[f64], before: f64, after: f64) -> Vec<f64> {
    if before > 0.0 {
        return weeks.iter().map(|week| week * after / before).collect();
    }
    let sum: f64 = pattern.iter().sum();
    let even = 1.0 / weeks.len().max(1) as f64;
    let share = |week: usize| if sum > 0.0 { pattern.get(week).copied().unwrap_or_default() / sum } else { even };
    (0..weeks.len()).map(|week| after * share(week)).collect()
}

/// Each channel's total.
#[must_use]
pub fn totals(spend: &[Vec<f64>]) -> Vec<f64> {
    spend.iter().map(|weeks| weeks.iter().sum()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn check(total: f64, from: Source, expected: [f64; 3]) {
        let spend = vec![vec![10.0, 30.0], vec![40.0, 40.0], vec![0.0, 0.0]];
        let found = totals(&moved(&spend, 0, total, from, (&[], &[])));
        for (found, expected) in found.iter().zip(expected) {
            assert!((found - expected).abs() < 1e-9, "{found} instead of {expected}");
        }
    }

    #[test]
    fn money_is_moved_and_none_is_lost() {
        check(60.0, Source::Others, [60.0, 60.0, 0.0]);
        check(60.0, Source::One(1), [60.0, 60.0, 0.0]);
        check(20.0, Source::One(2), [20.0, 80.0, 20.0]);
        check(60.0, Source::Total, [60.0, 80.0, 0.0]);
        check(500.0, Source::Others, [120.0, 0.0, 0.0]);
        check(-3.0, Source::One(1), [0.0, 120.0, 0.0]);
    }

    /// Of 60 that are taken, the second gives what it may, the third the rest; beyond that both give in proportion.
    #[test]
    fn others_stay_within_their_bounds_as_long_as_they_can() {
        let spend = vec![vec![100.0], vec![50.0], vec![50.0]];
        let bounds = [(0.0, 500.0), (40.0, 60.0), (0.0, 60.0)].map(|(min, max)| Bounds { min, max });
        let after = |total: f64| totals(&moved(&spend, 0, total, Source::Others, (&[], &bounds)));
        let close = |found: Vec<f64>, expected: [f64; 3]| {
            assert!(found.iter().zip(expected).all(|(f, e)| (f - e).abs() < 1e-6), "{found:?} {expected:?}");
        };
        close(after(110.0), [110.0, 45.0, 45.0]);
        close(after(150.0), [150.0, 40.0, 10.0]);
        close(after(170.0), [170.0, 30.0, 0.0]);
        close(after(70.0), [70.0, 65.0, 65.0]);
    }

    proptest! {
        /// Whatever is dragged how often: the total stays, nothing falls below zero, and others go one way only.
        #[test]
        fn many_moves_lose_nothing(
            start in proptest::collection::vec(0.0..9_000.0f64, 2..9),
            moves in proptest::collection::vec((0_usize..9, -0.2..0.3f64), 1..12),
        ) {
            let bounds: Vec<Bounds> = start.iter().map(|x| Bounds { min: 0.5 * x, max: 2.0 * x }).collect();
            let mut spend: Vec<Vec<f64>> = start.iter().map(|x| vec![x / 3.0; 3]).collect();
            let all: f64 = start.iter().sum();
            for (channel, by) in moves {
                let (channel, before) = (channel % start.len(), totals(&spend));
                let wanted = before[channel] * (1.0 + by);
                spend = moved(&spend, channel, wanted, Source::Others, (&spend, &bounds));
                let after = totals(&spend);
                let others: f64 = (0..after.len()).filter(|c| *c != channel).map(|c| before[c]).sum();
                let has_others = others > 1e-6 * all;
                let kept = after.iter().sum::<f64>() - before.iter().sum::<f64>();
                prop_assert!(!has_others || kept.abs() < 1e-6 * all, "{before:?} {after:?}");
                for c in (0..after.len()).filter(|c| *c != channel) {
                    let moved = (after[c] - before[c]) * by;
                    prop_assert!(after[c] >= 0.0 && moved <= 1e-9 * all, "{channel} by {by}: {before:?} {after:?}");
                    let is_within = before[c] >= bounds[c].min && wanted - before[channel] < 0.2 * others;
                    prop_assert!(!is_within || after[c] > 0.0 || before[c] == 0.0);
                }
            }
        }
    }

    #[test]
    fn weeks_keep_their_pattern() {
        let spend = vec![vec![10.0, 30.0], vec![0.0, 0.0]];
        let found = moved(&spend, 0, 20.0, Source::One(1), (&[vec![], vec![1.0, 3.0]], &[]));
        assert_eq!(found, [vec![5.0, 15.0], vec![5.0, 15.0]]);
        assert_eq!(moved(&spend, 1, 8.0, Source::Total, (&[], &[]))[1], [4.0, 4.0]);
    }

    #[test]
    fn sources_have_keys() {
        for source in [Source::Others, Source::One(3), Source::Total] {
            assert_eq!(Source::of_key(&source.key()), source);
        }
    }
}

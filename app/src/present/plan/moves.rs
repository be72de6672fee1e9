//! Moving money between channels: what every week gets when one channel's total is dragged or typed.

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
/// pattern of its weeks; one without spend gets that of `pattern`.
#[must_use]
pub fn moved(spend: &[Vec<f64>], channel: usize, total: f64, from: Source, pattern: &[Vec<f64>]) -> Vec<Vec<f64>> {
    let before = totals(spend);
    let own = before.get(channel).copied().unwrap_or_default();
    let total = total.clamp(0.0, most(spend, channel, from));
    let extra = total - own;
    let others: f64 = before.iter().sum::<f64>() - own;
    let new_total = |place: usize| match from {
        _ if place == channel => total,
        Source::One(other) if other == place => (before[place] - extra).max(0.0),
        Source::Others if others > 0.0 => before[place] * (1.0 - extra / others),
        _ => before[place],
    };
    let scaled = |(place, weeks): (usize, &Vec<f64>)| {
        spread(weeks, pattern.get(place).map_or(&[], Vec::as_slice), before[place], new_total(place))
    };
    spend.iter().enumerate().map(scaled).collect()
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

    fn check(total: f64, from: Source, expected: [f64; 3]) {
        let spend = vec![vec![10.0, 30.0], vec![40.0, 40.0], vec![0.0, 0.0]];
        let found = totals(&moved(&spend, 0, total, from, &[]));
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

    #[test]
    fn weeks_keep_their_pattern() {
        let spend = vec![vec![10.0, 30.0], vec![0.0, 0.0]];
        let found = moved(&spend, 0, 20.0, Source::One(1), &[vec![], vec![1.0, 3.0]]);
        assert_eq!(found, [vec![5.0, 15.0], vec![5.0, 15.0]]);
        assert_eq!(moved(&spend, 1, 8.0, Source::Total, &[])[1], [4.0, 4.0]);
    }

    #[test]
    fn sources_have_keys() {
        for source in [Source::Others, Source::One(3), Source::Total] {
            assert_eq!(Source::of_key(&source.key()), source);
        }
    }
}

//! The forecast that every other has to beat: the same week last year, as wrong as it was in the past.
//!
//! A week's distribution is y_(t-52) + e, where e runs through y_s - y_(s-52) of all known weeks s (Hyndman and
//! Athanasopoulos 2021, section 5.2, with the errors of the past in place of a normal). With less than a year and a quarter
//! of history it is the last 13 weeks as they were.

/// Weeks in a year.
const YEAR: usize = 52;
/// Weeks in a quarter.
const QUARTER: usize = 13;

/// The ascending draws of each of `horizon` weeks after `history`.
pub fn seasonal_naive(history: &[f64], horizon: usize) -> Vec<Vec<f64>> {
    let n = history.len();
    let mut errors: Vec<f64> = history.iter().skip(YEAR).zip(history).map(|(now, before)| now - before).collect();
    if errors.len() < QUARTER {
        let mut last = history[n.saturating_sub(QUARTER)..].to_vec();
        last.sort_unstable_by(f64::total_cmp);
        return vec![last; horizon];
    }
    errors.sort_unstable_by(f64::total_cmp);
    let week = |t: usize| errors.iter().map(|e| history[n - YEAR + t % YEAR] + e).collect();
    (0..horizon).map(week).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_repeats_last_year_with_its_errors() {
        let history: Vec<f64> = (0..70).map(f64::from).collect();
        let found = seasonal_naive(&history, 60);
        assert_eq!(found[0], [18.0 + 52.0; 18]);
        assert_eq!(found[52], found[0]);
        assert_eq!(seasonal_naive(&history[..20], 2)[1], (7..20).map(f64::from).collect::<Vec<_>>());
        assert!(seasonal_naive(&[], 1)[0].is_empty());
    }
}

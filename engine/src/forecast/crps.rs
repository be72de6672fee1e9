//! The continuous ranked probability score: how far a forecast distribution is from what happened, in the outcome's unit.
//!
//! CRPS(F, y) = E|X - y| - E|X - X'| / 2 with X and X' drawn independently from F (Gneiting and Raftery 2007, Journal of the
//! American Statistical Association 102, eq. 21); the absolute error where F is a single value, and lower is better.
//! Of n ascending draws x_1 to x_n it is (1/n) sum |x_i - y| - (1/n^2) sum (2 i - n - 1) x_i.

/// The score of ascending draws for what happened; 0 for no draws.
pub fn crps_of_draws(sorted: &[f64], actual: f64) -> f64 {
    let n = sorted.len() as f64;
    if sorted.is_empty() {
        return 0.0;
    }
    let distance: f64 = sorted.iter().map(|x| (x - actual).abs()).sum();
    // Around what happened, so that large outcomes lose no digits; the weights add up to zero.
    let spread: f64 = sorted.iter().enumerate().map(|(i, x)| (2.0 * i as f64 + 1.0 - n) * (x - actual)).sum();
    distance / n - spread / (n * n)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::forecast::{FINE_LEVELS, QuantileCurve};
    use crate::math::normal_quantile;

    /// Gneiting and Raftery 2007, p. 367: for the standard normal y (2 Phi(y) - 1) + 2 phi(y) - 1 / sqrt(pi), which is
    /// .2336950 at 0, .6024414 at 1 and 1.4528070 at 2.
    #[test]
    fn the_normal_has_its_reference_values() {
        let draws: Vec<f64> = (0..20_000).map(|i| normal_quantile((f64::from(i) + 0.5) / 20_000.0)).collect();
        let curve = QuantileCurve::new(&FINE_LEVELS, FINE_LEVELS.map(normal_quantile));
        for (y, expected) in [(0.0, 0.233_695_0), (1.0, 0.602_441_4), (-1.0, 0.602_441_4), (2.0, 1.452_807_0)] {
            let found = crps_of_draws(&draws, y);
            assert!((found - expected).abs() < 1e-4, "{y}: {found}");
            let by_quantiles = crps_of_draws(&curve.draws(400), y);
            assert!((by_quantiles - expected).abs() < 0.01, "{y}: {by_quantiles}");
        }
    }

    #[test]
    fn it_is_the_definition_over_pairs() {
        let draws = [1.0, 1.5, 4.0, 9.0];
        let pairs = draws.iter().flat_map(|a: &f64| draws.map(|b: f64| (a - b).abs())).sum::<f64>() / 16.0;
        let direct = draws.iter().map(|x| (x - 3.0f64).abs()).sum::<f64>() / 4.0 - 0.5 * pairs;
        assert!((crps_of_draws(&draws, 3.0) - direct).abs() < 1e-12);
        assert_eq!(crps_of_draws(&[2.0], 5.0), 3.0);
        assert_eq!(crps_of_draws(&[], 5.0), 0.0);
    }
}

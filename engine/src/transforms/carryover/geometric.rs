//! Geometric carry-over: each week keeps the share alpha of the week before.
//!
//! a_t = (1 - alpha) x_t + alpha a_(t-1), whose weights (1 - alpha) alpha^l sum to one, so that a unit of spend stays a
//! unit of spend, spread over time (Broadbent 1979; normalised as in Jin et al. 2017, eq. 1). Before the first
//! week that is known nothing is assumed to have been spent.

/// Carries `spend` over with the share `alpha` into `stock`, of equal length, from an empty start.
pub fn geometric(spend: &[f64], alpha: f64, stock: &mut [f64]) {
    geometric_from(0.0, spend, alpha, stock);
}

/// As [`geometric`], from the stock `before` that the week before the first one left behind.
pub(super) fn geometric_from(before: f64, spend: &[f64], alpha: f64, stock: &mut [f64]) {
    let mut carried = before;
    for (a, x) in stock.iter_mut().zip(spend) {
        carried = (1.0 - alpha) * x + alpha * carried;
        *a = carried;
    }
}

/// The stock that `spend` leaves behind after its last week.
pub(super) fn left_behind(spend: &[f64], alpha: f64) -> f64 {
    spend.iter().fold(0.0, |carried, x| (1.0 - alpha) * x + alpha * carried)
}

/// Carries `spend` over after the weeks `before`, with the slope of every week's stock by `alpha`.
///
/// d a_t = a_(t-1) - x_t + alpha d a_(t-1).
pub(super) fn geometric_with_slope(before: &[f64], spend: &[f64], alpha: f64, stock: &mut [f64], by_alpha: &mut [f64]) {
    let step = |(a, slope): (f64, f64), x: f64| ((1.0 - alpha) * x + alpha * a, (a - x) + alpha * slope);
    let mut carried = before.iter().fold((0.0, 0.0), |carried, x| step(carried, *x));
    for ((&x, stock), by_alpha) in spend.iter().zip(stock).zip(by_alpha) {
        carried = step(carried, x);
        (*stock, *by_alpha) = carried;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Weights from pymc-marketing 1.3 `geometric_adstock(x, alpha=0.4, l_max=8, normalize=True)` of a unit pulse,
    /// whose cut at eight weeks moves them by 0.4^8 at most.
    #[test]
    fn a_pulse_decays_as_in_pymc_marketing() {
        let reference = [0.600_393_47, 0.240_157_39, 0.096_062_96, 0.038_425_18, 0.015_370_07];
        let mut stock = [0.0; 5];
        geometric(&[1.0, 0.0, 0.0, 0.0, 0.0], 0.4, &mut stock);
        stock.iter().zip(reference).for_each(|(a, r)| assert!((a - r).abs() < 7e-4, "{a} {r}"));
    }

    #[test]
    fn the_slope_matches_finite_differences() {
        let spend = [3.0, 0.0, 1.0, 4.0, 0.0, 0.0];
        let [mut stock, mut slope, mut up, mut down] = [[0.0; 6]; 4];
        for alpha in [0.05, 0.4, 0.9] {
            geometric_with_slope(&[], &spend, alpha, &mut stock, &mut slope);
            geometric(&spend, alpha + 1e-6, &mut up);
            geometric(&spend, alpha - 1e-6, &mut down);
            (0..6).for_each(|t| assert!((slope[t] - (up[t] - down[t]) / 2e-6).abs() < 1e-8));
        }
    }

    proptest! {
        #[test]
        fn nothing_is_lost_or_made(spend in proptest::collection::vec(0.0..1e6, 1..60), alpha in 0.0..0.95f64) {
            let mut long = spend.clone();
            long.extend([0.0; 600]);
            let mut stock = vec![0.0; long.len()];
            geometric(&long, alpha, &mut stock);
            let (total, carried): (f64, f64) = (spend.iter().sum(), stock.iter().sum());
            prop_assert!((total - carried).abs() <= 1e-9 * total.max(1.0));
            let left = left_behind(&spend, alpha);
            prop_assert!((left - stock[spend.len() - 1]).abs() <= 1e-9 * total.max(1.0));
        }
    }
}

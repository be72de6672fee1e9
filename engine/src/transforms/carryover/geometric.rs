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
///
/// Two weeks a step, so that the second does not wait for the first: a_(t+1) = (1 - alpha) (x_(t+1) + alpha x_t) +
/// alpha^2 a_(t-1).
pub(super) fn geometric_from(before: f64, spend: &[f64], alpha: f64, stock: &mut [f64]) {
    let (fresh, square) = (1.0 - alpha, alpha * alpha);
    let mut carried = before;
    let (pairs, last) = spend.as_chunks::<2>();
    let (stock_pairs, stock_last) = stock[..spend.len()].as_chunks_mut::<2>();
    for ([x, y], [first, second]) in pairs.iter().zip(stock_pairs) {
        let new = fresh * x;
        *first = new + alpha * carried;
        carried = (fresh * y + alpha * new) + square * carried;
        *second = carried;
    }
    stock_last.iter_mut().zip(last).for_each(|(a, x)| *a = fresh * x + alpha * carried);
}

/// The stock that `spend` leaves behind after its last week.
pub(super) fn left_behind(spend: &[f64], alpha: f64) -> f64 {
    spend.iter().fold(0.0, |carried, x| (1.0 - alpha) * x + alpha * carried)
}

/// Carries `spend` over after the weeks `before`, with the slope of every week's stock by `alpha`.
///
/// d a_t = (a_(t-1) - x_t) + alpha d a_(t-1), two weeks a step as in [`geometric_from`], whose stock it gives.
pub(super) fn geometric_with_slope(before: &[f64], spend: &[f64], alpha: f64, stock: &mut [f64], by_alpha: &mut [f64]) {
    let (fresh, square, n) = (1.0 - alpha, alpha * alpha, spend.len());
    let step = |(a, slope): (f64, f64), x: &f64| (fresh * x + alpha * a, (a - x) + alpha * slope);
    let (mut carried, mut slope) = before.iter().fold((0.0, 0.0), step);
    let (pairs, last) = spend.as_chunks::<2>();
    let (stock_pairs, stock_last) = stock[..n].as_chunks_mut::<2>();
    let (slope_pairs, slope_last) = by_alpha[..n].as_chunks_mut::<2>();
    for (([x, y], stock), slopes) in pairs.iter().zip(stock_pairs).zip(slope_pairs) {
        let (new, grown) = (fresh * x, carried - x);
        stock[0] = new + alpha * carried;
        slopes[0] = grown + alpha * slope;
        slope = ((stock[0] - y) + alpha * grown) + square * slope;
        carried = (fresh * y + alpha * new) + square * carried;
        (stock[1], slopes[1]) = (carried, slope);
    }
    if let ([x], [a], [by_alpha]) = (last, stock_last, slope_last) {
        (*a, *by_alpha) = step((carried, slope), x);
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

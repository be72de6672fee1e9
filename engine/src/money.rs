//! Money and its calendar: other currencies, tax, fiscal periods.
//!
//! Everything is exact to a millionth and rounds once, half away from zero, so that parts can be traced and added up.

mod periods;
mod rates;
mod tax;

pub use periods::{FiscalCalendar, FiscalPeriod, Quarters, month_days, week_of};
pub use rates::{Conversion, Rate, RateFault, RateRow, RateTable, When};
pub use tax::{TaxRule, TaxScope, TaxWay};

/// `amount * numerator / denominator`, rounded half away from zero; held at the largest magnitude beyond it.
pub(crate) fn scaled(amount: i64, numerator: i64, denominator: i64) -> i64 {
    let (n, d) = (i128::from(amount) * i128::from(numerator), i128::from(denominator));
    if d == 0 {
        return 0;
    }
    let (n, d) = if d < 0 { (-n, -d) } else { (n, d) };
    let rounded = if n >= 0 { (n + d / 2) / d } else { (n - d / 2) / d };
    rounded.clamp(i128::from(i64::MIN), i128::from(i64::MAX)) as i64
}

#[cfg(test)]
mod tests {
    use super::scaled;

    #[test]
    fn it_rounds_half_away_from_zero() {
        assert_eq!([scaled(5, 1, 2), scaled(-5, 1, 2), scaled(4, 1, 3), scaled(-5, 1, 3)], [3, -3, 1, -2]);
        assert_eq!(scaled(i64::MAX, 2, 1), i64::MAX);
        assert_eq!(scaled(1, 1, 0), 0);
    }
}

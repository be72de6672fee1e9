//! How many digits a total and its parts are printed with, so that the parts add up as printed.

use crate::present::format::{NumberStyle, Unit};

/// The smallest difference that a style prints.
#[must_use]
pub fn step_of(style: NumberStyle) -> f64 {
    let percent = if style.unit == Unit::Percent { 100.0 } else { 1.0 };
    style.magnitude.factor() / percent / 10f64.powi(i32::try_from(style.decimals).unwrap_or(0))
}

/// The style that prints `total` with four digits, so that even small parts can be told from nothing.
#[must_use]
pub fn style_of_total(unit: Unit, total: f64) -> NumberStyle {
    let style = NumberStyle::for_value(unit, total);
    let size = (total.abs() / style.magnitude.factor()).max(1.0).log10().floor();
    NumberStyle { decimals: (3.0 - size).max(0.0) as usize, ..style }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::present::locale::Locale;

    #[test]
    fn four_digits_of_the_total() {
        for (total, text) in [(25_123_456.0, "25.12M"), (9_876_543.0, "9.877M"), (812_345.0, "812.3k"), (54.0, "54.00")]
        {
            assert_eq!(style_of_total(Unit::Number, total).text(&Locale::default(), total), text);
        }
    }
}

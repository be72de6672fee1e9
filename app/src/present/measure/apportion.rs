//! Rounding that adds up: parts rounded so that their sum is the rounded total (largest remainders, Hamilton 1792).

use crate::present::format::{NumberStyle, Unit};

/// The parts as whole multiples of `step` whose sum is the total's nearest multiple; as they are without a usable step.
#[must_use]
pub fn apportion(parts: &[f64], step: f64) -> Vec<f64> {
    let total: f64 = parts.iter().sum();
    if !(step > 0.0 && total.is_finite()) {
        return parts.to_vec();
    }
    let floors: Vec<f64> = parts.iter().map(|part| (part / step).floor()).collect();
    let missing = ((total / step).round() - floors.iter().sum::<f64>()).clamp(0.0, parts.len() as f64) as usize;
    let remainder = |index: &usize| parts[*index] / step - floors[*index];
    let mut order: Vec<usize> = (0..parts.len()).collect();
    order.sort_by(|a, b| remainder(b).total_cmp(&remainder(a)));
    let mut rounded = floors.clone();
    order.iter().take(missing).for_each(|index| rounded[*index] += 1.0);
    rounded.iter().map(|whole| whole * step).collect()
}

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
    use proptest::prelude::*;

    #[test]
    fn thirds_make_a_whole() {
        assert_eq!(apportion(&[1.0 / 3.0; 3], 0.01), [0.34, 0.33, 0.33]);
        assert_eq!(apportion(&[-0.4, 1.2, 0.2], 1.0), [0.0, 1.0, 0.0]);
    }

    #[test]
    fn four_digits_of_the_total() {
        for (total, text) in [(25_123_456.0, "25.12M"), (9_876_543.0, "9.877M"), (812_345.0, "812.3k"), (54.0, "54.00")]
        {
            assert_eq!(style_of_total(Unit::Number, total).text(&Locale::default(), total), text);
        }
    }

    proptest! {
        #[test]
        fn parts_add_up_and_stay_near(parts in prop::collection::vec(-1e6..1e6f64, 1..20), step in 0.5..5_000.0f64) {
            let rounded = apportion(&parts, step);
            let (sum, total): (f64, f64) = (rounded.iter().sum(), parts.iter().sum());
            prop_assert!((sum - (total / step).round() * step).abs() < 1e-6);
            prop_assert!(rounded.iter().zip(&parts).all(|(r, p)| (r - p).abs() <= step * 1.000_001));
        }
    }
}

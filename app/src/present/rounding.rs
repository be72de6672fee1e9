//! Rounding of parts so that, as shown, they add up to their total as shown: the method of the largest remainder
//! (Hamilton 1792).

use crate::present::order::descending;

/// Whole numbers near `parts` that add up to `total` exactly.
///
/// Each part is rounded down; what is then missing goes, one each, to the parts that lost the most by it. Where `total`
/// is not the sum of the parts the difference is spread in the same order. No parts have nothing to add up.
#[must_use]
pub fn rounded_to_sum(parts: &[f64], total: i64) -> Vec<i64> {
    let mut whole: Vec<i64> = parts.iter().map(|part| part.floor() as i64).collect();
    let Ok(count) = i64::try_from(parts.len()) else { return whole };
    if count == 0 {
        return whole;
    }
    let missing = total - whole.iter().sum::<i64>();
    let (each, rest) = (missing.div_euclid(count), missing.rem_euclid(count));
    let lost: Vec<f64> = parts.iter().map(|part| part - part.floor()).collect();
    for (rank, index) in (0..).zip(descending(&lost)) {
        whole[index] += each + i64::from(rank < rest);
    }
    whole
}

/// As [`rounded_to_sum`] in steps of `unit`, to the rounded sum of the parts.
#[must_use]
pub fn rounded_in(parts: &[f64], unit: f64) -> Vec<f64> {
    let scaled: Vec<f64> = parts.iter().map(|part| part / unit).collect();
    let total = scaled.iter().sum::<f64>().round() as i64;
    rounded_to_sum(&scaled, total).into_iter().map(|steps| steps as f64 * unit).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn the_largest_remainders_are_rounded_up() {
        assert_eq!(rounded_to_sum(&[1.4, 1.4, 1.2], 4), [2, 1, 1]);
        assert_eq!(rounded_to_sum(&[-1.5, 0.6], -1), [-2, 1]);
        assert_eq!(rounded_to_sum(&[], 0), [0i64; 0]);
    }

    proptest! {
        #[test]
        fn parts_add_up_and_stay_near(parts in proptest::collection::vec(-1e6..1e6f64, 1..40)) {
            let total = parts.iter().sum::<f64>().round() as i64;
            let whole = rounded_to_sum(&parts, total);
            prop_assert_eq!(whole.iter().sum::<i64>(), total);
            for (part, whole) in parts.iter().zip(whole) {
                prop_assert!((part - whole as f64).abs() <= 1.0 + 1e-6);
            }
        }
    }
}

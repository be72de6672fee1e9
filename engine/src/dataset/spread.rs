//! A flight's amount over its days, evenly and to the last millionth.
//!
//! Day k of n (from 0) gets `floor((k+1) a / n) - floor(k a / n)`: the parts differ by a millionth at most, add up to
//! the amount whatever it is, and depend on nothing but a, k and n.

use crate::exports::Amount;

/// What day `k` of `n` gets of an amount, counted from 0; nothing outside.
pub fn share_of_day(amount: Amount, k: u32, n: u32) -> Amount {
    if k >= n {
        return Amount(0);
    }
    if n == 1 {
        return amount;
    }
    let up_to = |days: u32| (i128::from(amount.0) * i128::from(days)).div_euclid(i128::from(n));
    Amount((up_to(k + 1) - up_to(k)) as i64)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn parts_add_up_and_are_even(amount in any::<i64>(), n in 1_u32..800) {
            let parts: Vec<i64> = (0..n).map(|k| share_of_day(Amount(amount), k, n).0).collect();
            prop_assert_eq!(parts.iter().map(|&part| i128::from(part)).sum::<i128>(), i128::from(amount));
            let (least, most) = (parts.iter().min(), parts.iter().max());
            prop_assert!(most.zip(least).is_some_and(|(most, least)| most - least <= 1));
        }
    }

    #[test]
    fn a_day_outside_gets_nothing() {
        assert_eq!(share_of_day(Amount(10), 3, 3), Amount(0));
        assert_eq!([0, 1, 2].map(|k| share_of_day(Amount(10), k, 3).0), [3, 3, 4]);
    }
}

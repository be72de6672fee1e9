//! Sums over several columns at once, so that every number that is read serves several results.
//!
//! The inner loops of small matrix algebra: weighted sums of columns, and the products of two sets of columns. One column
//! at a time, such loops load and store more than they compute. Written with vector types, since sums over a column
//! depend on their order and no compiler changes it: a product has one running sum for the even places and one for the
//! odd ones. Two numbers at a time on every target, no fused multiply-add: the same bits everywhere.

use wide::f64x2;

/// Two numbers: eight running sums of them and what they are made of fit the registers.
type Pair = f64x2;

/// How many numbers a [`Pair`] holds.
pub(crate) const PAIR: usize = 2;

/// How many columns are read in one pass.
pub(crate) const PASS: usize = 4;

/// Subtracts `count` weighted columns from each of `out`; `term` gives the weights (one an output) and the column, which
/// is at least as long as the outputs.
#[inline(always)]
pub(crate) fn subtract<'a, const O: usize>(
    out: [&mut [f64]; O],
    count: usize,
    term: impl Fn(usize) -> ([f64; O], &'a [f64]),
) {
    let mut out = out;
    let mut next = 0;
    while next + PASS <= count {
        subtract_some(&mut out, std::array::from_fn::<_, PASS, _>(|i| term(next + i)));
        next += PASS;
    }
    while next < count {
        subtract_some(&mut out, [term(next)]);
        next += 1;
    }
}

#[inline(always)]
fn subtract_some<const O: usize, const N: usize>(out: &mut [&mut [f64]; O], terms: [([f64; O], &[f64]); N]) {
    let n = out[0].len();
    let weights = terms.map(|(weights, _)| weights.map(Pair::splat));
    let columns = terms.map(|(_, column)| column[..n].as_chunks::<PAIR>());
    let mut out = out.each_mut().map(|o| o[..n].as_chunks_mut::<PAIR>());
    for i in 0..n / PAIR {
        let values = columns.map(|(pairs, _)| Pair::new(pairs[i]));
        for (o, (pairs, _)) in out.iter_mut().enumerate() {
            pairs[i] = (Pair::new(pairs[i]) - weighted(&weights, &values, o)).to_array();
        }
    }
    if n % PAIR == 1 {
        let values = columns.map(|(_, rest)| Pair::splat(rest[0]));
        for (o, (_, rest)) in out.iter_mut().enumerate() {
            rest[0] -= weighted(&weights, &values, o).to_array()[0];
        }
    }
}

#[inline(always)]
fn weighted<const O: usize, const N: usize>(weights: &[[Pair; O]; N], values: &[Pair; N], o: usize) -> Pair {
    (1..N).fold(weights[0][o] * values[0], |sum, t| sum + weights[t][o] * values[t])
}

/// The sums of products of each of `left` with each of `right`, all of them at least as long as the first.
#[inline(always)]
pub(crate) fn products<const L: usize, const R: usize>(left: [&[f64]; L], right: [&[f64]; R]) -> [[f64; R]; L] {
    let n = left[0].len();
    let left = left.map(|column| column[..n].as_chunks::<PAIR>());
    let right = right.map(|column| column[..n].as_chunks::<PAIR>());
    let mut sums = [[Pair::splat(0.0); R]; L];
    for i in 0..n / PAIR {
        let x = left.map(|(pairs, _)| Pair::new(pairs[i]));
        let y = right.map(|(pairs, _)| Pair::new(pairs[i]));
        for (row, x) in sums.iter_mut().zip(x) {
            row.iter_mut().zip(y).for_each(|(sum, y)| *sum += x * y);
        }
    }
    let mut sums = sums.map(|row| {
        row.map(|sum| {
            let [even, odd] = sum.to_array();
            even + odd
        })
    });
    if n % PAIR == 1 {
        for (row, (_, x)) in sums.iter_mut().zip(left) {
            row.iter_mut().zip(right).for_each(|(sum, (_, y))| *sum += x[0] * y[0]);
        }
    }
    sums
}

/// The products of each of `left` with `count` columns, handed to `take` with the column's number.
#[inline(always)]
pub(crate) fn products_with<'a, const L: usize>(
    left: [&[f64]; L],
    count: usize,
    column: impl Fn(usize) -> &'a [f64],
    mut take: impl FnMut(usize, [f64; L]),
) {
    let mut next = 0;
    while next + PASS <= count {
        let sums = products(left, std::array::from_fn::<_, PASS, _>(|i| column(next + i)));
        (0..PASS).for_each(|i| take(next + i, sums.map(|row| row[i])));
        next += PASS;
    }
    while next < count {
        take(next, products(left, [column(next)]).map(|[sum]| sum));
        next += 1;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::random::Rng;

    fn columns(count: usize, n: usize) -> Vec<Vec<f64>> {
        let mut rng = Rng::new(3, 0);
        (0..count).map(|_| (0..n).map(|_| rng.normal()).collect()).collect()
    }

    #[test]
    fn passes_add_up_to_what_single_columns_give() {
        for (count, n) in [(0, 3), (1, 1), (3, 4), (4, 5), (6, 7), (9, 12), (5, 0)] {
            let columns = columns(count + 2, n);
            let (first, second) = (&columns[count], &columns[count + 1]);
            let weights = |j: usize| [j as f64 - 1.5, 0.5 * j as f64];
            let (mut one, mut two) = (first.clone(), second.clone());
            subtract([&mut one, &mut two], count, |j| (weights(j), columns[j].as_slice()));
            for (found, (start, w)) in [(one, (first, 0)), (two, (second, 1))] {
                for t in 0..n {
                    let expected = start[t] - (0..count).map(|j| weights(j)[w] * columns[j][t]).sum::<f64>();
                    assert!((found[t] - expected).abs() < 1e-13, "{count} {n}");
                }
            }
            let mut seen = 0;
            products_with(
                [first, second],
                count,
                |j| &columns[j],
                |j, found| {
                    for (found, left) in found.iter().zip([first, second]) {
                        let expected: f64 = left.iter().zip(&columns[j]).map(|(x, y)| x * y).sum();
                        assert!((found - expected).abs() < 1e-13, "{count} {n}");
                    }
                    seen += 1;
                },
            );
            assert_eq!(seen, count);
        }
    }
}

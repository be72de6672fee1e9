//! A distribution known by some of its quantiles: straight between them, and beyond the outermost ones as steep as the
//! stretch beside them.

/// A quantile function through points.
#[derive(Clone, Debug, PartialEq)]
pub struct QuantileCurve {
    /// Probability and quantile, both ascending.
    points: Vec<(f64, f64)>,
}

impl QuantileCurve {
    /// The curve through quantiles at these levels, both ascending.
    pub fn new(levels: &[f64], quantiles: impl IntoIterator<Item = f64>) -> Self {
        let mut points: Vec<(f64, f64)> = levels.iter().copied().zip(quantiles).collect();
        if let [(p1, q1), (p2, q2), ..] = points[..] {
            points.insert(0, (0.0, q1 - p1 * (q2 - q1) / (p2 - p1)));
        }
        if let [.., (p1, q1), (p2, q2)] = points[..] {
            points.push((1.0, q2 + (1.0 - p2) * (q2 - q1) / (p2 - p1)));
        }
        Self { points }
    }

    /// The quantile at `p`, between 0 and 1; 0 of an empty curve.
    pub fn quantile(&self, p: f64) -> f64 {
        let next = self.points.partition_point(|(level, _)| *level < p);
        let between = |(p1, q1): (f64, f64), (p2, q2): (f64, f64)| q1 + (p - p1) / (p2 - p1) * (q2 - q1);
        match (next.checked_sub(1).and_then(|i| self.points.get(i)), self.points.get(next)) {
            (Some(before), Some(after)) => between(*before, *after),
            (Some(edge), None) | (None, Some(edge)) => edge.1,
            (None, None) => 0.0,
        }
    }

    /// The probability of a value of at most `x`: the inverse of [`Self::quantile`].
    ///
    /// Where several levels share the value, the middle of them.
    pub fn probability(&self, x: f64) -> f64 {
        let below = self.points.partition_point(|(_, q)| *q < x);
        let upto = self.points.partition_point(|(_, q)| *q <= x);
        if upto > below {
            return 0.5 * (self.points[below].0 + self.points[upto - 1].0);
        }
        match (below.checked_sub(1).and_then(|i| self.points.get(i)), self.points.get(below)) {
            (Some((p1, q1)), Some((p2, q2))) => p1 + (x - q1) / (q2 - q1) * (p2 - p1),
            (Some(_), None) => 1.0,
            (None, _) => 0.0,
        }
    }

    /// So many values of equal probability, ascending: the quantiles at the middles of equal stretches.
    pub fn draws(&self, count: usize) -> Vec<f64> {
        (0..count).map(|i| self.quantile((i as f64 + 0.5) / count as f64)).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn probabilities_undo_quantiles() {
        let curve = QuantileCurve::new(&[0.1, 0.5, 0.9], [1.0, 2.0, 5.0]);
        for p in [0.0, 0.05, 0.1, 0.3, 0.5, 0.77, 0.95, 1.0] {
            assert!((curve.probability(curve.quantile(p)) - p).abs() < 1e-12, "{p}");
        }
        assert!((curve.quantile(1.0) - 5.75).abs() < 1e-12);
        assert_eq!((curve.probability(-9.0), curve.probability(9.0)), (0.0, 1.0));
    }

    #[test]
    fn a_certain_value_and_an_empty_curve_do_no_harm() {
        let certain = QuantileCurve::new(&[0.1, 0.5, 0.9], [2.0; 3]);
        assert_eq!((certain.probability(2.0), certain.probability(1.0), certain.quantile(0.3)), (0.5, 0.0, 2.0));
        let empty = QuantileCurve::new(&[], []);
        assert_eq!((empty.probability(2.0), empty.quantile(0.3)), (0.0, 0.0));
    }
}

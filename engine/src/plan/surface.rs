//! What each channel's total brings, draw by draw, at a few totals, and smoothly between them.
//!
//! Between two totals the value is the cubic through both values and slopes (Hermite). Totals are closer together where
//! there is less: x_i = low + width (i / n)^2, since responses bend the most there.

use super::limits::Bounds;
use super::media::{Media, Weights};
use super::path::Path;

/// One channel's values: points x draws.
#[derive(Clone, Debug)]
pub(super) struct Sheet {
    bounds: Bounds,
    draws: usize,
    values: Vec<f64>,
    slopes: Vec<f64>,
}

/// A smooth curve: one channel's values weighted over draws.
#[derive(Clone, Debug)]
pub(super) struct Curve {
    bounds: Bounds,
    values: Vec<f64>,
    slopes: Vec<f64>,
}

/// Where a total lies between two points, and what values and slopes there count for its value and for its slope.
struct Cell {
    first: usize,
    value: [f64; 4],
    slope: [f64; 4],
}

/// The `i`-th of `n + 1` totals between the bounds.
fn point(bounds: Bounds, i: usize, n: usize) -> f64 {
    let u = i as f64 / n.max(1) as f64;
    bounds.min + (bounds.max - bounds.min) * u * u
}

/// The cell of `x`, which is moved into the bounds.
fn cell(bounds: Bounds, n: usize, x: f64) -> Cell {
    let width = bounds.max - bounds.min;
    let at = if width > 0.0 { ((x - bounds.min) / width).clamp(0.0, 1.0).sqrt() * n as f64 } else { 0.0 };
    let first = (at as usize).min(n.saturating_sub(1));
    let (low, high) = (point(bounds, first, n), point(bounds, first + 1, n));
    let step = high - low;
    if step <= 0.0 {
        return Cell { first, value: [1.0, 0.0, 0.0, 0.0], slope: [0.0, 1.0, 0.0, 0.0] };
    }
    let u = ((x - low) / step).clamp(0.0, 1.0);
    let v = 1.0 - u;
    Cell {
        first,
        value: [v * v * (1.0 + 2.0 * u), u * v * v * step, u * u * (1.0 + 2.0 * v), -u * u * v * step],
        slope: [-6.0 * u * v / step, v * (v - 2.0 * u), 6.0 * u * v / step, u * (u - 2.0 * v)],
    }
}

impl Sheet {
    /// Channel `c`'s values between the bounds of its total at `points` totals (one where the bounds meet), less what the
    /// past alone brings, `without` a draw.
    pub(super) fn of(
        (media, c): (&Media, usize),
        path: &Path,
        (bounds, points): (Bounds, usize),
        weights: &Weights,
        without: &[f64],
    ) -> Self {
        let bounds = Bounds { max: bounds.max.max(bounds.min), ..bounds };
        let points = if bounds.max > bounds.min { points.max(2) } else { 1 };
        let draws = media.draws();
        let (mut values, mut slopes) = (Vec::with_capacity(points * draws), Vec::with_capacity(points * draws));
        let mut room = media.room();
        for i in 0..points {
            let (spend, shares) = path.at(point(bounds, i, points - 1));
            for (d, without) in without.iter().enumerate() {
                let (value, slope) = media.along((c, d), &spend, &shares, weights, &mut room);
                values.push(value - without);
                slopes.push(slope);
            }
        }
        Self { bounds, draws, values, slopes }
    }

    fn points(&self) -> usize {
        self.values.len() / self.draws.max(1)
    }

    /// Adds `factor` times every draw's value at `x` to `out`.
    pub(super) fn add_values(&self, x: f64, factor: f64, out: &mut [f64]) {
        let n = self.points();
        if n < 2 {
            return out.iter_mut().zip(&self.values).for_each(|(sum, v)| *sum += factor * v);
        }
        let Cell { first, value, .. } = cell(self.bounds, n - 1, x);
        let [a, b, c, d] = value.map(|w| w * factor);
        let row = |i: usize| i * self.draws..(i + 1) * self.draws;
        let (low, high) = (row(first), row(first + 1));
        let lows = self.values[low.clone()].iter().zip(&self.slopes[low]);
        let highs = self.values[high.clone()].iter().zip(&self.slopes[high]);
        for ((sum, (v0, s0)), (v1, s1)) in out.iter_mut().zip(lows).zip(highs) {
            *sum += (a * v0 + b * s0) + (c * v1 + d * s1);
        }
    }

    /// The curve of values weighted over draws, times `factor`, less `cost` a unit.
    pub(super) fn weighted(&self, weights: &[f64], factor: f64, cost: f64) -> Curve {
        let rows = |all: &[f64]| -> Vec<f64> {
            all.chunks_exact(self.draws.max(1))
                .map(|row| factor * row.iter().zip(weights).map(|(v, w)| v * w).sum::<f64>())
                .collect()
        };
        let (mut values, mut slopes) = (rows(&self.values), rows(&self.slopes));
        let n = values.len().saturating_sub(1);
        values.iter_mut().enumerate().for_each(|(i, v)| *v -= cost * point(self.bounds, i, n));
        slopes.iter_mut().for_each(|s| *s -= cost);
        Curve { bounds: self.bounds, values, slopes }
    }

    /// One draw's curve.
    pub(super) fn of_draw(&self, d: usize) -> Curve {
        let pick = |all: &[f64]| all.chunks_exact(self.draws.max(1)).map(|row| row[d]).collect();
        Curve { bounds: self.bounds, values: pick(&self.values), slopes: pick(&self.slopes) }
    }
}

impl Curve {
    /// The same with the slope at `x` raised by `more`, and so everywhere.
    pub(super) fn tilted(mut self, x: f64, more: f64) -> Self {
        let n = self.values.len().saturating_sub(1);
        self.values.iter_mut().enumerate().for_each(|(i, v)| *v += more * (point(self.bounds, i, n) - x));
        self.slopes.iter_mut().for_each(|s| *s += more);
        self
    }

    /// Value and slope at `x`, which is moved into the bounds.
    pub(super) fn at(&self, x: f64) -> (f64, f64) {
        if self.values.len() < 2 {
            return (self.values[0], self.slopes[0]);
        }
        let Cell { first, value, slope } = cell(self.bounds, self.values.len() - 1, x);
        let parts = [self.values[first], self.slopes[first], self.values[first + 1], self.slopes[first + 1]];
        let sum = |weights: [f64; 4]| weights.iter().zip(parts).map(|(w, p)| w * p).sum();
        (sum(value), sum(slope))
    }
}

#[cfg(test)]
impl Curve {
    /// A curve through known values and slopes.
    pub(super) fn through(bounds: Bounds, points: usize, f: impl Fn(f64) -> (f64, f64)) -> Self {
        let (values, slopes) = (0..points).map(|i| f(point(bounds, i, points - 1))).unzip();
        Self { bounds, values, slopes }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::posterior::Posterior;
    use crate::transforms::response::Families;

    #[test]
    fn a_cubic_is_met_exactly() {
        let f = |x: f64| (x * x * x - x, 3.0 * x * x - 1.0);
        let curve = Curve::through(Bounds { min: 1.0, max: 3.0 }, 4, f);
        for x in [1.0, 1.3, 2.0, 2.9, 3.0] {
            let (value, slope) = curve.at(x);
            assert!((value - f(x).0).abs() < 1e-12 && (slope - f(x).1).abs() < 1e-12, "{x}: {value} {slope}");
        }
        let one = Curve::through(Bounds { min: 2.0, max: 2.0 }, 1, f);
        assert_eq!(one.at(5.0), f(2.0));
    }

    #[test]
    fn between_points_it_is_close_to_the_truth() {
        let posterior = Posterior::of_families(Families::default(), 60);
        let media = Media::new(&posterior, 4, 26, 1);
        let weights = Weights::Same(vec![1.0; 30]);
        let path = Path::new(&[1.0, 2.0, 0.0, 1.0], &crate::plan::ChannelLimits::default());
        let mut room = media.room();
        let without: Vec<f64> = (0..media.draws()).map(|d| media.without(0, d, &weights, &mut room)).collect();
        let total: f64 = posterior.panel.channels()[0].spend_by_week.iter().sum::<f64>() / 10.0;
        let sheet = Sheet::of((&media, 0), &path, (Bounds { min: 0.0, max: total }, 33), &weights, &without);
        for share in [0.0, 0.013, 0.2, 0.77, 1.0] {
            let x = total * share;
            let mut found = vec![0.0; media.draws()];
            sheet.add_values(x, 1.0, &mut found);
            for (d, found) in found.iter().enumerate() {
                let expected = media.value(0, d, &path.at(x).0, &weights, &mut room) - without[d];
                let most = sheet.of_draw(d).at(total).0;
                assert!((found - expected).abs() < 1e-4 * most, "{share}: {found} {expected}");
                assert!((sheet.of_draw(d).at(x).0 - found).abs() < 1e-12 * most.abs().max(1.0));
            }
        }
    }
}

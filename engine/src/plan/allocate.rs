//! The best split of a total among channels whose responses are known curves.
//!
//! Responses add up, so the best split can be found exactly on a mesh by dynamic programming over channels, whatever
//! the curves' shape (S-shaped responses have several local optima, in which gradient methods get stuck). The mesh
//! optimum is then polished by moving money between the pair of channels whose marginal returns differ most, until
//! no pair with room is left: equal marginal returns among channels that touch no bound.

/// The least and the most a channel may get.
#[derive(Clone, Copy, Debug, PartialEq, serde::Serialize, serde::Deserialize)]
pub struct Bounds {
    /// The least.
    pub min: f64,
    /// The most.
    pub max: f64,
}

/// Cells of the mesh.
const MESH: usize = 1000;
/// Transfers of the polish.
const TRANSFERS: usize = 200;

/// A smooth curve through values and slopes on an even grid (cubic Hermite).
#[derive(Clone, Debug)]
pub(super) struct GridCurve {
    pub(super) bounds: Bounds,
    pub(super) values: Vec<f64>,
    pub(super) slopes: Vec<f64>,
}

impl GridCurve {
    /// Value and slope at `x`, which is moved into the bounds.
    pub(super) fn at(&self, x: f64) -> (f64, f64) {
        let cells = self.values.len().saturating_sub(1);
        let width = (self.bounds.max - self.bounds.min) / cells.max(1) as f64;
        if cells == 0 || width <= 0.0 {
            return (self.values[0], self.slopes[0]);
        }
        let position = ((x - self.bounds.min) / width).clamp(0.0, cells as f64);
        let i = (position as usize).min(cells - 1);
        let u = position - i as f64;
        let (y0, y1) = (self.values[i], self.values[i + 1]);
        let (s0, s1) = (self.slopes[i] * width, self.slopes[i + 1] * width);
        let (a, b) = (s0 - (y1 - y0), (y1 - y0) - s1);
        let value = y0 * (1.0 - u) + y1 * u + u * (1.0 - u) * (a * (1.0 - u) + b * u);
        let slope = (y1 - y0) + (1.0 - 2.0 * u) * (a * (1.0 - u) + b * u) + u * (1.0 - u) * (b - a);
        (value, slope / width)
    }
}

/// Splits `total` among channels with these bounds and responses `value_and_slope(channel, spend)`.
///
/// The caller has checked that the bounds leave room: minima sum to at most `total`, maxima to at least `total`.
pub fn allocate(total: f64, bounds: &[Bounds], value_and_slope: &dyn Fn(usize, f64) -> (f64, f64)) -> Vec<f64> {
    let mut split = mesh_optimum(total, bounds, &|c, x| value_and_slope(c, x).0);
    for _ in 0..TRANSFERS {
        let moved = transfer(&mut split, bounds, value_and_slope, total);
        if moved <= 1e-9 * total.max(1.0) {
            break;
        }
    }
    split
}

/// Dynamic programming: best[j] is the most that the channels so far bring with j cells above their minima.
fn mesh_optimum(total: f64, bounds: &[Bounds], value: &dyn Fn(usize, f64) -> f64) -> Vec<f64> {
    let free = (total - bounds.iter().map(|b| b.min).sum::<f64>()).max(0.0);
    let cell = free / MESH as f64;
    let mut best = vec![0.0];
    let mut choices: Vec<Vec<usize>> = Vec::with_capacity(bounds.len());
    for (c, b) in bounds.iter().enumerate() {
        let room = if cell > 0.0 { (((b.max - b.min) / cell) + 1e-9) as usize } else { 0 };
        let gains: Vec<f64> = (0..=room.min(MESH)).map(|j| value(c, b.min + cell * j as f64)).collect();
        let reach = (best.len() - 1 + gains.len() - 1).min(MESH);
        let pick = |j: usize| {
            let (low, high) = (j.saturating_sub(best.len() - 1), j.min(gains.len() - 1));
            (low..=high).map(|k| (best[j - k] + gains[k], k)).max_by(|a, b| a.0.total_cmp(&b.0)).unwrap_or((0.0, 0))
        };
        let (next, chosen): (Vec<f64>, Vec<usize>) = (0..=reach).map(pick).unzip();
        best = next;
        choices.push(chosen);
    }
    let mut left = best.len() - 1;
    let mut split: Vec<f64> = bounds.iter().map(|b| b.min).collect();
    for (c, chosen) in choices.iter().enumerate().rev() {
        split[c] += cell * chosen[left] as f64;
        left -= chosen[left];
    }
    hand_out_rest(total, bounds, &mut split);
    split
}

/// Cells do not fill every bound to the last cent; the rest goes wherever there is room.
fn hand_out_rest(total: f64, bounds: &[Bounds], split: &mut [f64]) {
    for (x, b) in split.iter_mut().zip(bounds) {
        *x = x.clamp(b.min, b.max);
    }
    let mut rest = total - split.iter().sum::<f64>();
    for (x, b) in split.iter_mut().zip(bounds) {
        let take = rest.clamp(b.min - *x, b.max - *x);
        *x += take;
        rest -= take;
    }
}

/// Moves money from the channel with the lowest marginal return to the one with the highest; returns the amount.
fn transfer(split: &mut [f64], bounds: &[Bounds], f: &dyn Fn(usize, f64) -> (f64, f64), total: f64) -> f64 {
    let tiny = 1e-9 * total.max(1e-300);
    let slope = |c: usize| f(c, split[c]).1;
    let up =
        (0..split.len()).filter(|&c| split[c] + tiny < bounds[c].max).max_by(|&a, &b| slope(a).total_cmp(&slope(b)));
    let down =
        (0..split.len()).filter(|&c| split[c] > bounds[c].min + tiny).min_by(|&a, &b| slope(a).total_cmp(&slope(b)));
    let (Some(up), Some(down)) = (up, down) else { return 0.0 };
    if up == down || slope(up) <= slope(down) {
        return 0.0;
    }
    let most = (bounds[up].max - split[up]).min(split[down] - bounds[down].min);
    // The gain of moving d has the slope f'_up(x + d) - f'_down(y - d): bisect for its first zero.
    let gain = |d: f64| f(up, split[up] + d).1 - f(down, split[down] - d).1;
    let (mut low, mut high) = (0.0, most);
    if gain(most) < 0.0 {
        for _ in 0..50 {
            let middle = 0.5 * (low + high);
            if gain(middle) > 0.0 { low = middle } else { high = middle }
        }
    } else {
        low = most;
    }
    split[up] += low;
    split[down] -= low;
    low
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// a sqrt(x): the best split gives each channel a share proportional to a^2.
    #[test]
    fn square_roots_are_split_by_their_squares() {
        let weights = [1.0, 2.0, 3.0];
        let f = |c: usize, x: f64| (weights[c] * x.sqrt(), 0.5 * weights[c] / x.max(1e-12).sqrt());
        let bounds = [Bounds { min: 0.0, max: 1e9 }; 3];
        let split = allocate(1400.0, &bounds, &f);
        for (x, expected) in split.iter().zip([100.0, 400.0, 900.0]) {
            assert!((x - expected).abs() < 0.01, "{split:?}");
        }
    }

    /// Two S-shaped responses: half and half is a local trap, all in one is best.
    #[test]
    fn s_shaped_responses_do_not_trap_it() {
        let f = |_: usize, x: f64| {
            let (k, x) = (60.0f64.powi(4), x.powi(4));
            (x / (x + k), 4.0 * k * x.powf(0.75) / ((x + k) * (x + k)))
        };
        let split = allocate(100.0, &[Bounds { min: 0.0, max: 100.0 }; 2], &f);
        assert!(split.iter().any(|x| *x > 95.0), "{split:?}");
    }

    #[test]
    fn the_curve_passes_through_its_points() {
        let curve = GridCurve {
            bounds: Bounds { min: 1.0, max: 3.0 },
            values: vec![1.0, 4.0, 9.0],
            slopes: vec![2.0, 4.0, 6.0],
        };
        for x in [1.0f64, 1.3, 2.0, 2.9, 3.0] {
            let (value, slope) = curve.at(x);
            assert!((value - x * x).abs() < 1e-12 && (slope - 2.0 * x).abs() < 1e-12);
        }
    }

    proptest! {
        #[test]
        fn bounds_and_total_are_kept(
            limits in proptest::collection::vec((0.0..50.0f64, 0.0..100.0f64), 1..6),
            share in 0.0..1.0f64,
            weights in proptest::collection::vec(0.1..5.0f64, 6),
        ) {
            let bounds: Vec<Bounds> = limits.iter().map(|(min, room)| Bounds { min: *min, max: min + room }).collect();
            let (low, high): (f64, f64) = (bounds.iter().map(|b| b.min).sum(), bounds.iter().map(|b| b.max).sum());
            let total = low + share * (high - low);
            let f = |c: usize, x: f64| (weights[c] * x / (x + 20.0), weights[c] * 20.0 / ((x + 20.0) * (x + 20.0)));
            let split = allocate(total, &bounds, &f);
            prop_assert!((split.iter().sum::<f64>() - total).abs() < 1e-6 * total.max(1.0));
            for (x, b) in split.iter().zip(&bounds) {
                prop_assert!(*x >= b.min - 1e-9 && *x <= b.max + 1e-9);
            }
        }
    }
}

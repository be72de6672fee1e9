//! One coefficient in several geographies: from white coordinates to its values, and the gradient back.
//!
//! A priori c_g = b + d_g with b ~ N(0, P) and d_g ~ N(0, D); of c_g the data say about s_g / i_g with variance 1 / i_g.
//! With q_g = 1 + i_g D, T = sum s_g / q_g and I = sum i_g / q_g, and white x and x_g,
//!
//! ```text
//! b   = w T + sqrt(w) x,                   w   = P / (1 + P I)
//! d_g = w_g (s_g - i_g b) + sqrt(w_g) x_g, w_g = D / q_g
//! ```
//!
//! which are draws from the posterior if that is all the data say (Lindley and Smith 1972). Where i_g D is small, d_g is
//! sqrt(D) x_g: non-centred; where it is large, d_g + b is s_g / i_g + x_g / sqrt(i_g), whatever D: centred. The density of b
//! and all d_g times the map's determinant is, up to a constant,
//!
//! ```text
//! ln p = -(b^2 / P + ln(1 + P I) + sum (d_g^2 / D + ln q_g)) / 2
//! ```

use crate::math::ln;

/// Prior variances of a coefficient.
#[derive(Clone, Copy, Debug)]
pub(super) struct Variances {
    /// P: of what all geographies share.
    pub(super) shared: f64,
    /// D: of what is each one's own.
    pub(super) own: f64,
}

/// What the data say, or the slopes by that.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Known {
    /// s: the estimate times its information.
    pub(super) score: f64,
    /// i.
    pub(super) information: f64,
}

/// b with what it is made of.
struct SharedValue {
    score: f64,
    information: f64,
    /// w.
    variance: f64,
    value: f64,
}

impl SharedValue {
    fn of(prior: Variances, known: &[Known], x: f64) -> Self {
        let (mut score, mut information) = (0.0, 0.0);
        for own in known {
            let q = 1.0 + own.information * prior.own;
            score += own.score / q;
            information += own.information / q;
        }
        let variance = prior.shared / (1.0 + prior.shared * information);
        Self { score, information, variance, value: variance * score + variance.sqrt() * x }
    }
}

/// d_g with what it is made of.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct OwnValue {
    /// q_g.
    ratio: f64,
    /// w_g.
    variance: f64,
    /// d_g.
    pub(super) value: f64,
}

/// Slopes by what an [`OwnValue`] is made of.
pub(super) struct OwnSlopes {
    pub(super) by_coordinate: f64,
    pub(super) by_log_own: f64,
    pub(super) by_known: Known,
}

impl OwnValue {
    /// The deviation from `shared` of prior variance `own` at the coordinate `x`.
    pub(super) fn of(own: f64, known: Known, shared: f64, x: f64) -> Self {
        let ratio = 1.0 + known.information * own;
        let variance = own / ratio;
        Self { ratio, variance, value: variance * (known.score - known.information * shared) + variance.sqrt() * x }
    }

    /// Its part of ln p.
    pub(super) fn log_prior(&self, own: f64) -> f64 {
        -0.5 * (self.value * self.value / own + ln(self.ratio))
    }

    /// The slopes of ln p and of what else has the slope `by_value` by the deviation, its prior included, and `by_ratio` by
    /// q_g; the arguments are those of [`Self::of`].
    pub(super) fn back(&self, own: f64, known: Known, shared: f64, x: f64, by_value: f64, by_ratio: f64) -> OwnSlopes {
        let Self { ratio, variance, value } = *self;
        let root = variance.sqrt();
        let by_variance = by_value * (known.score - known.information * shared + 0.5 * x / root);
        let by_ratio = by_ratio - by_variance * variance / ratio - 0.5 / ratio;
        OwnSlopes {
            by_coordinate: by_value * root,
            by_log_own: by_variance * variance + 0.5 * value * value / own + by_ratio * known.information * own,
            by_known: Known { score: by_value * variance, information: by_ratio * own - by_value * variance * shared },
        }
    }
}

/// Writes every geography's coefficient into `values`; `coordinates` holds x, then the x_g.
pub(super) fn values(prior: Variances, known: &[Known], coordinates: &[f64], values: &mut [f64]) {
    let shared = SharedValue::of(prior, known, coordinates[0]).value;
    for ((value, known), x) in values.iter_mut().zip(known).zip(&coordinates[1..]) {
        *value = shared + OwnValue::of(prior.own, *known, shared, *x).value;
    }
}

/// What [`slopes`] finds beside the slopes by coordinates and by what is known.
pub(super) struct Found {
    /// ln p, less the log-density of standard normal coordinates.
    pub(super) log_prior: f64,
    pub(super) by_log_shared: f64,
    pub(super) by_log_own: f64,
}

/// ln p, less the log-density of standard normal coordinates; adds its gradient, and that of what has the slopes `by_value`
/// by the values, to `by_coordinate` and `by_known`.
pub(super) fn slopes(
    prior: Variances,
    known: &[Known],
    coordinates: &[f64],
    by_value: &[f64],
    (by_coordinate, by_known): (&mut [f64], &mut [Known]),
) -> Found {
    let own = &coordinates[1..];
    let b = SharedValue::of(prior, known, coordinates[0]);
    let mut log_prior = 0.0;
    let mut by_shared = -b.value / prior.shared;
    for ((known, x), slope) in known.iter().zip(own).zip(by_value) {
        let d = OwnValue::of(prior.own, *known, b.value, *x);
        log_prior += d.log_prior(prior.own) + 0.5 * x * x;
        let by_deviation = slope - d.value / prior.own;
        by_shared += slope - by_deviation * d.variance * known.information;
    }
    let (x, root) = (coordinates[0], b.variance.sqrt());
    let widening = 1.0 + prior.shared * b.information;
    by_coordinate[0] += by_shared * root + x;
    let by_score = by_shared * b.variance;
    let by_variance = by_shared * (b.score + 0.5 * x / root);
    let by_information = -by_variance * b.variance * b.variance - 0.5 * prior.shared / widening;
    let square = b.value * b.value / prior.shared;
    let by_log_shared =
        by_variance * b.variance / widening + 0.5 * square - 0.5 * prior.shared * b.information / widening;
    log_prior += 0.5 * x * x - 0.5 * (square + ln(widening));
    let mut by_log_own = 0.0;
    for (g, (known, x)) in known.iter().zip(own).enumerate() {
        let d = OwnValue::of(prior.own, *known, b.value, *x);
        let q = d.ratio;
        let by_ratio = -(by_score * known.score + by_information * known.information) / (q * q);
        let back = d.back(prior.own, *known, b.value, *x, by_value[g] - d.value / prior.own, by_ratio);
        by_coordinate[1 + g] += back.by_coordinate + x;
        by_known[g].score += back.by_known.score + by_score / q;
        by_known[g].information += back.by_known.information + by_information / q;
        by_log_own += back.by_log_own;
    }
    Found { log_prior, by_log_shared, by_log_own }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::math::exp;

    const COORDINATES: [f64; 4] = [0.7, -0.4, 1.3, 0.2];
    const BY_VALUE: [f64; 3] = [1.5, -2.0, 0.3];

    fn known(ratio: f64) -> [Known; 3] {
        [(0.4, 3.0), (-2.0, 0.5), (0.9, 7.0)].map(|(score, i)| Known { score, information: ratio * i })
    }

    /// ln p and what has the slopes `BY_VALUE`.
    fn whole(prior: Variances, known: &[Known], x: &[f64]) -> f64 {
        let mut out = [0.0; 3];
        values(prior, known, x, &mut out);
        let sum: f64 = out.iter().zip(BY_VALUE).map(|(c, slope)| c * slope).sum();
        sum + slopes(prior, known, x, &[0.0; 3], (&mut [0.0; 4], &mut [Known::default(); 3])).log_prior
    }

    /// From hardly known to well known.
    #[test]
    fn slopes_match_finite_differences() {
        for (ratio, own) in [(1e-3, 0.2), (1.0, 0.2), (50.0, 0.01), (1e3, 2.0)] {
            let (prior, data, h) = (Variances { shared: 0.8, own }, known(ratio), 1e-5);
            let (mut by_coordinate, mut by_known) = ([0.0; 4], [Known::default(); 3]);
            let found = slopes(prior, &data, &COORDINATES, &BY_VALUE, (&mut by_coordinate, &mut by_known));
            let close = |found: f64, at: &dyn Fn(f64) -> f64| {
                let numeric = (8.0 * (at(h) - at(-h)) - (at(2.0 * h) - at(-2.0 * h))) / (12.0 * h);
                assert!((found - numeric).abs() < 1e-6 * (1.0 + numeric.abs()), "{ratio}: {found} {numeric}");
            };
            for i in 0..4 {
                let at = |h: f64| {
                    let mut x = COORDINATES;
                    x[i] += h;
                    whole(prior, &data, &x)
                };
                close(by_coordinate[i], &at);
            }
            close(found.by_log_shared, &|h| {
                whole(Variances { shared: prior.shared * exp(h), ..prior }, &data, &COORDINATES)
            });
            close(found.by_log_own, &|h| whole(Variances { own: own * exp(h), ..prior }, &data, &COORDINATES));
            for g in 0..3 {
                let moved = |score: f64, information: f64| {
                    let mut data = data;
                    data[g].score += score;
                    data[g].information += information;
                    whole(prior, &data, &COORDINATES)
                };
                close(by_known[g].score, &|h| moved(h, 0.0));
                close(by_known[g].information, &|h| moved(0.0, h));
            }
        }
    }

    /// Where all that the data say is a normal estimate of each value, the coordinates are white: the posterior's
    /// log-density falls by half their square, whatever the variances.
    #[test]
    fn coordinates_are_white_where_the_data_are_normal() {
        let data = known(1.0);
        for prior in [Variances { shared: 0.8, own: 0.2 }, Variances { shared: 5.0, own: 1e-4 }] {
            let at = |x: &[f64]| {
                let mut out = [0.0; 3];
                values(prior, &data, x, &mut out);
                let likelihood: f64 =
                    out.iter().zip(&data).map(|(c, k)| k.score * c - 0.5 * k.information * c * c).sum();
                let found = slopes(prior, &data, x, &[0.0; 3], (&mut [0.0; 4], &mut [Known::default(); 3]));
                likelihood + found.log_prior - x.iter().map(|x| 0.5 * x * x).sum::<f64>()
            };
            let fall = at(&[0.0; 4]) - at(&COORDINATES);
            let expected: f64 = COORDINATES.iter().map(|x| 0.5 * x * x).sum();
            assert!((fall - expected).abs() < 1e-10, "{fall} {expected}");
        }
    }
}

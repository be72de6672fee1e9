//! Bends: coordinates are straightened one by one before the metric is learned.
//!
//! A metric removes scales and correlations, but no skewness: where a marginal has one long tail, steps that suit its
//! steep side are short on the other, and the tail is visited seldom. So the sampler runs in coordinates y with
//!
//! ```text
//! x = y + b w (sqrt(1 + t^2) - 1),   t = (y - c) / w,   |b| < 1
//! ```
//!
//! which stretches the line on one side of c and shrinks it on the other, by dx/dy = 1 + b t / sqrt(1 + t^2). Up to
//! shift and scale this is the sinh-arcsinh transformation with tails left as they are (Jones and Pewsey 2009), b being
//! tanh of its skewness. It maps the line onto itself smoothly and one to one, and the density by y is that by x times
//! dx/dy, so that the draws are the target's whatever the bends are; they only change how fast it is explored. With
//! U = (x - c)/w + b the way back is t = (U - b sqrt(U^2 + 1 - b^2)) / (1 - b^2).
//!
//! A bend is told by draws: c is their median, w and b are such that their 5 % and 95 % quantiles become those of a
//! normal distribution around it. Left out: heavy tails on both sides, and bends of one coordinate along another.

use super::LogDensity;
use crate::math::{ln, quantile};

/// The 95 % quantile of the standard normal distribution.
const Z95: f64 = 1.644_853_626_951_472_2;
/// sqrt(1 + z^2) - 1 there.
const RISE: f64 = 0.924_978_819_129_034_7;
/// A coordinate is bent by at most this much.
const MOST: f64 = 0.8;
/// How many draws without skewness a bend counts for.
const SHRINKAGE: f64 = 50.0;
/// Slopes that are multiplied before their logarithm is taken; (1 - 0.8)^64 is far from the smallest number.
const SLOPES_A_LOGARITHM: usize = 64;

/// The bend of one coordinate.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Bend {
    centre: f64,
    width: f64,
    slant: f64,
}

/// A bent coordinate where y has some value.
#[derive(Clone, Copy, Debug)]
struct Bent {
    x: f64,
    /// dx/dy.
    slope: f64,
    /// d ln(dx/dy)/dy.
    log_slope_by_y: f64,
}

impl Bend {
    /// The bend of a coordinate with these draws, which are reordered; none where they are all the same.
    fn of(draws: &mut [f64]) -> Self {
        let [low, centre, high] = [0.05, 0.5, 0.95].map(|p| quantile(draws, p));
        let spread = high - low;
        if !(spread > 0.0 && spread.is_finite()) {
            return Self { centre: 0.0, width: 1.0, slant: 0.0 };
        }
        let count = draws.len() as f64;
        let slant = (high + low - 2.0 * centre) / spread * Z95 / RISE * count / (count + SHRINKAGE);
        Self { centre, width: spread / (2.0 * Z95), slant: slant.clamp(-MOST, MOST) }
    }

    fn at(&self, y: f64) -> Bent {
        let t = (y - self.centre) / self.width;
        let root = (1.0 + t * t).sqrt();
        let slope = 1.0 + self.slant * t / root;
        Bent {
            x: y + self.slant * self.width * (root - 1.0),
            slope,
            log_slope_by_y: self.slant / (self.width * root * root * root * slope),
        }
    }

    /// The y whose x this is.
    fn straighten(&self, x: f64) -> f64 {
        let b = self.slant;
        let u = (x - self.centre) / self.width + b;
        let t = (u - b * (u * u + 1.0 - b * b).sqrt()) / (1.0 - b * b);
        self.centre + self.width * t
    }
}

/// A density over straightened coordinates; without bends it is the density itself.
#[derive(Debug)]
pub(super) struct Straightened<'a, D> {
    density: &'a mut D,
    /// One a coordinate, or none at all.
    bends: Vec<Bend>,
    position: Vec<f64>,
    bent: Vec<Bent>,
}

impl<'a, D: LogDensity> Straightened<'a, D> {
    /// The density as it is.
    pub(super) fn not(density: &'a mut D) -> Self {
        Self { density, bends: vec![], position: vec![], bent: vec![] }
    }

    /// Appends the position whose straightened coordinates are `straight` to `positions`.
    pub(super) fn push_position(&self, straight: &[f64], positions: &mut Vec<f64>) {
        if self.bends.is_empty() {
            positions.extend_from_slice(straight);
        }
        positions.extend(self.bends.iter().zip(straight).map(|(bend, y)| bend.at(*y).x));
    }

    /// Takes new bends from draws, given in the present coordinates with their gradients by these, and expresses them in
    /// the new ones.
    pub(super) fn learn(&mut self, draws: &mut [Vec<f64>], gradients: &mut [Vec<f64>]) -> Relearned {
        let former = std::mem::take(&mut self.bends);
        for (draw, gradient) in draws.iter_mut().zip(gradients.iter_mut()) {
            for ((y, g), bend) in draw.iter_mut().zip(gradient).zip(&former) {
                let bent = bend.at(*y);
                *y = bent.x;
                *g = (*g - bent.log_slope_by_y) / bent.slope;
            }
        }
        let column = |i: usize| Bend::of(&mut draws.iter().map(|draw| draw[i]).collect::<Vec<_>>());
        self.bends = (0..self.density.dimension()).map(column).collect();
        for (draw, gradient) in draws.iter_mut().zip(gradients.iter_mut()) {
            for ((x, g), bend) in draw.iter_mut().zip(gradient).zip(&self.bends) {
                *x = bend.straighten(*x);
                let bent = bend.at(*x);
                *g = *g * bent.slope + bent.log_slope_by_y;
            }
        }
        Relearned { former }
    }

    /// Expresses a position in the new coordinates.
    pub(super) fn restate(&self, Relearned { former }: &Relearned, position: &mut [f64]) {
        position.iter_mut().zip(former).for_each(|(y, bend)| *y = bend.at(*y).x);
        position.iter_mut().zip(&self.bends).for_each(|(x, bend)| *x = bend.straighten(*x));
    }
}

/// The bends that were given up for new ones.
#[derive(Debug)]
pub(super) struct Relearned {
    former: Vec<Bend>,
}

impl<D: LogDensity> LogDensity for Straightened<'_, D> {
    fn dimension(&self) -> usize {
        self.density.dimension()
    }

    fn log_density(&mut self, position: &[f64], gradient: &mut [f64]) -> f64 {
        if self.bends.is_empty() {
            return self.density.log_density(position, gradient);
        }
        self.bent.clear();
        self.bent.extend(self.bends.iter().zip(position).map(|(bend, y)| bend.at(*y)));
        self.position.clear();
        self.position.extend(self.bent.iter().map(|bent| bent.x));
        let mut log_density = self.density.log_density(&self.position, gradient);
        for slopes in self.bent.chunks(SLOPES_A_LOGARITHM) {
            log_density += ln(slopes.iter().map(|bent| bent.slope).product());
        }
        gradient.iter_mut().zip(&self.bent).for_each(|(g, bent)| *g = *g * bent.slope + bent.log_slope_by_y);
        log_density
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::math::{exp, mean, variance};
    use crate::random::Rng;
    use crate::sampler::{ChainSettings, sample_chain};
    use std::ops::ControlFlow;

    /// A coordinate whose exponential is exponentially distributed, beside a normal one.
    struct Skewed;

    impl LogDensity for Skewed {
        fn dimension(&self) -> usize {
            2
        }

        fn log_density(&mut self, position: &[f64], gradient: &mut [f64]) -> f64 {
            let [x, y] = [position[0], position[1]];
            gradient[0] = 1.0 - exp(x);
            gradient[1] = -y;
            x - exp(x) - 0.5 * y * y
        }
    }

    /// Draws of [`Skewed`] with their gradients.
    fn draws(count: usize) -> (Vec<Vec<f64>>, Vec<Vec<f64>>) {
        let mut rng = Rng::new(2, 0);
        let draw = |_| {
            let x = ln(-ln(rng.uniform()));
            let y = rng.normal();
            (vec![x, y], vec![1.0 - exp(x), -y])
        };
        (0..count).map(draw).unzip()
    }

    #[test]
    fn straightening_undoes_bending() {
        for slant in [-0.8, -0.3, 0.0, 0.5, 0.8] {
            let bend = Bend { centre: 0.7, width: 0.4, slant };
            for y in [-30.0, -1.0, 0.3, 0.7, 0.9, 2.0, 50.0] {
                let bent = bend.at(y);
                assert!((bend.straighten(bent.x) - y).abs() < 1e-12 * (1.0 + y.abs()), "{slant} {y}");
                let h = 1e-5;
                let slope = (bend.at(y + h).x - bend.at(y - h).x) / (2.0 * h);
                let bending = (ln(bend.at(y + h).slope) - ln(bend.at(y - h).slope)) / (2.0 * h);
                assert!((slope - bent.slope).abs() < 1e-8 && (bending - bent.log_slope_by_y).abs() < 1e-7);
            }
        }
    }

    #[test]
    fn draws_lose_their_skewness() {
        let (mut draws, mut gradients) = draws(4_000);
        let mut skewed = Skewed;
        let mut density = Straightened::not(&mut skewed);
        let skewness = |draws: &[Vec<f64>], i: usize| {
            let x: Vec<f64> = draws.iter().map(|d| d[i]).collect();
            let (m, v) = (mean(&x), variance(&x));
            mean(&x.iter().map(|x| (x - m) * (x - m) * (x - m)).collect::<Vec<_>>()) / (v * v.sqrt())
        };
        assert!(skewness(&draws, 0) < -1.0);
        density.learn(&mut draws, &mut gradients);
        assert!(skewness(&draws, 0).abs() < 0.25 && skewness(&draws, 1).abs() < 0.1, "{}", skewness(&draws, 0));
        // The gradients are those of the straightened density, and learning again changes next to nothing.
        let mut gradient = vec![0.0; 2];
        for (draw, found) in draws.iter().zip(&gradients).step_by(100) {
            density.log_density(draw, &mut gradient);
            gradient.iter().zip(found).for_each(|(g, f)| assert!((g - f).abs() < 1e-9 * (1.0 + g.abs())));
        }
        let before = draws.clone();
        let relearned = density.learn(&mut draws, &mut gradients);
        let mut moved = before[0].clone();
        density.restate(&relearned, &mut moved);
        moved.iter().zip(&before[0]).for_each(|(a, b)| assert!((a - b).abs() < 1e-9));
    }

    #[test]
    fn the_gradient_matches_finite_differences() {
        let (mut draws, mut gradients) = draws(500);
        let mut skewed = Skewed;
        let mut density = Straightened::not(&mut skewed);
        density.learn(&mut draws, &mut gradients);
        let (mut gradient, mut unused) = (vec![0.0; 2], vec![0.0; 2]);
        for position in [[-2.0, 0.5], [0.1, -1.0], [0.8, 2.0]] {
            density.log_density(&position, &mut gradient);
            for i in 0..2 {
                let mut at = |h: f64| {
                    let mut moved = position;
                    moved[i] += h;
                    density.log_density(&moved, &mut unused)
                };
                let numeric = (at(1e-5) - at(-1e-5)) / 2e-5;
                assert!((gradient[i] - numeric).abs() < 1e-7 * (1.0 + numeric.abs()), "{} {numeric}", gradient[i]);
            }
        }
    }

    /// Mean and variance of the logarithm of an exponential variable: minus Euler's constant, and pi^2 / 6.
    #[test]
    fn a_chain_in_straightened_coordinates_draws_from_the_target() {
        let settings = ChainSettings { draws: 20_000, ..ChainSettings::default() };
        let go_on = &mut |_| ControlFlow::Continue(());
        let chain = sample_chain(&mut Skewed, vec![0.0, 0.0], &settings, go_on).unwrap();
        for (i, expected) in [(-0.577_215_664_901_532_9, 1.644_934_066_848_226_4), (0.0, 1.0)].into_iter().enumerate() {
            let x: Vec<f64> = chain.draws().map(|d| d[i]).collect();
            let (m, v) = (mean(&x), variance(&x));
            assert!((m - expected.0).abs() < 0.03 && (v / expected.1 - 1.0).abs() < 0.04, "{m} {v}");
        }
        assert_eq!(chain.divergences, 0);
    }

    #[test]
    fn draws_that_are_all_the_same_are_not_bent() {
        let bend = Bend::of(&mut [3.0; 10]);
        assert_eq!(bend.at(5.0).x, 5.0);
    }
}

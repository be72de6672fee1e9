//! Points in phase space and the arena they lie in.

use super::LogDensity;
use super::metric::Whitening;
use crate::math::dot;
use crate::random::Rng;
use std::ops::Index;

/// A point in phase space with what is known there.
#[derive(Clone, Debug, Default)]
pub(super) struct Point {
    pub(super) position: Vec<f64>,
    /// The log-density's gradient by the position.
    pub(super) gradient: Vec<f64>,
    pub(super) log_density: f64,
    /// The position in white coordinates, and the gradient by these.
    white: Vec<f64>,
    white_gradient: Vec<f64>,
    /// The momentum, in white coordinates.
    pub(super) momentum: Vec<f64>,
    /// Room for the momentum summed over a stretch of trajectory that this point stands for.
    pub(super) momentum_sum: Vec<f64>,
}

impl Point {
    fn zeros(n: usize) -> Self {
        let [position, gradient, white, white_gradient, momentum, momentum_sum] = std::array::from_fn(|_| vec![0.0; n]);
        Self { position, gradient, log_density: 0.0, white, white_gradient, momentum, momentum_sum }
    }

    /// Total energy, infinite where the density is undefined.
    pub(super) fn energy(&self) -> f64 {
        let h = 0.5 * dot(&self.momentum, &self.momentum) - self.log_density;
        if h.is_nan() { f64::INFINITY } else { h }
    }

    /// Becomes the point one leapfrog step of length `step` (negative: backwards in time) after `start`.
    fn follow(&mut self, start: &Self, step: f64, whitening: &Whitening, density: &mut impl LogDensity) {
        let half = 0.5 * step;
        let old = start.momentum.iter().zip(&start.white_gradient).zip(&start.white);
        for ((p, z), ((p0, g0), z0)) in self.momentum.iter_mut().zip(&mut self.white).zip(old) {
            *p = p0 + half * g0;
            *z = z0 + step * *p;
        }
        whitening.colour(&self.white, &mut self.position);
        self.log_density = density.log_density(&self.position, &mut self.gradient);
        whitening.pull_back(&self.gradient, &mut self.white_gradient);
        self.momentum.iter_mut().zip(&self.white_gradient).for_each(|(p, g)| *p += half * g);
        self.momentum_sum.copy_from_slice(&self.momentum);
    }
}

/// The points of one transition; the first is where the chain is. Buffers are kept from transition to transition.
#[derive(Clone, Debug)]
pub(super) struct Arena {
    points: Vec<Point>,
    used: usize,
}

impl Arena {
    /// An arena whose chain is at `position`.
    pub(super) fn at(position: &[f64], density: &mut impl LogDensity) -> Self {
        let mut here = Point::zeros(position.len());
        here.position.copy_from_slice(position);
        here.log_density = density.log_density(position, &mut here.gradient);
        here.white.copy_from_slice(position);
        here.white_gradient.copy_from_slice(&here.gradient);
        Self { points: vec![here], used: 1 }
    }

    /// Where the chain is.
    pub(super) fn here(&self) -> &Point {
        &self.points[0]
    }

    /// Expresses the chain's point in the coordinates of another whitening.
    pub(super) fn rewhiten(&mut self, whitening: &Whitening) {
        let here = &mut self.points[0];
        whitening.whiten(&here.position, &mut here.white);
        whitening.pull_back(&here.gradient, &mut here.white_gradient);
    }

    /// Forgets all points but the chain's.
    pub(super) fn forget(&mut self) {
        self.used = 1;
    }

    /// Forgets all points but the chain's and gives that a fresh momentum.
    pub(super) fn restart(&mut self, rng: &mut Rng) {
        self.forget();
        let here = &mut self.points[0];
        rng.fill_normal(&mut here.momentum);
        here.momentum_sum.copy_from_slice(&here.momentum);
    }

    /// Takes a leapfrog step from the point at `from` and returns the new point's place.
    pub(super) fn leapfrog(
        &mut self,
        from: usize,
        step: f64,
        whitening: &Whitening,
        density: &mut impl LogDensity,
    ) -> usize {
        let place = self.used;
        if place == self.points.len() {
            self.points.push(Point::zeros(self.points[0].position.len()));
        }
        let (before, after) = self.points.split_at_mut(place);
        after[0].follow(&before[from], step, whitening, density);
        self.used += 1;
        place
    }

    /// Adds the momentum sum of the point at `source` to that at `target`.
    pub(super) fn add_momentum_sum(&mut self, target: usize, source: usize) {
        let mut sum = std::mem::take(&mut self.points[target].momentum_sum);
        sum.iter_mut().zip(&self.points[source].momentum_sum).for_each(|(t, s)| *t += s);
        self.points[target].momentum_sum = sum;
    }

    /// Makes the point at `place` the chain's.
    pub(super) fn keep(&mut self, place: usize) {
        self.points.swap(0, place);
    }
}

impl Index<usize> for Arena {
    type Output = Point;

    fn index(&self, place: usize) -> &Point {
        &self.points[place]
    }
}

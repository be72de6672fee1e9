//! The mode of a log-density by L-BFGS, the same for the same density and start.
//!
//! Nocedal and Wright 2006, "Numerical Optimization", algorithm 7.4 (two-loop recursion) with the initial scale of
//! eq. 7.20 and a backtracking line search with Armijo's condition (eq. 3.4). Backtracking alone does not assure
//! positive curvature; pairs without it are left out of the memory. What is found is a local mode: of several, the one
//! downhill from the start.

use crate::math::dot;
use crate::sampler::LogDensity;

/// Pairs of steps and gradient changes that are remembered.
const MEMORY: usize = 12;
/// Steps after which the search ends, whatever the gradient.
const MAX_STEPS: usize = 300;
/// Halvings of a step.
const MAX_HALVINGS: usize = 30;
/// The largest component of the gradient at which a point counts as the mode; coordinates are of order one.
const TOLERANCE: f64 = 1e-4;
/// Share of the predicted increase that a step has to bring.
const ARMIJO: f64 = 1e-4;

/// A point with its density.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Mode {
    /// Where.
    pub position: Vec<f64>,
    /// The log-density there.
    pub log_density: f64,
    /// Gradients evaluated on the way.
    pub gradients: u64,
}

/// A step and by how much it changed the (descending) gradient.
struct Pair {
    step: Vec<f64>,
    change: Vec<f64>,
    product: f64,
}

/// Climbs from `start`; `None` where the density is not defined there.
pub(super) fn find_mode(density: &mut impl LogDensity, start: Vec<f64>) -> Option<Mode> {
    let mut gradient = vec![0.0; start.len()];
    let log_density = density.log_density(&start, &mut gradient);
    if !log_density.is_finite() {
        return None;
    }
    let mut here = Mode { position: start, log_density, gradients: 1 };
    let mut memory: Vec<Pair> = Vec::with_capacity(MEMORY);
    for _ in 0..MAX_STEPS {
        if gradient.iter().all(|g| g.abs() < TOLERANCE) {
            break;
        }
        let direction = ascent(&memory, &gradient);
        let Some((next, next_gradient)) = climb(density, &mut here, &gradient, &direction) else {
            if memory.is_empty() {
                break;
            }
            // The remembered curvature misleads: begin again with the gradient alone.
            memory.clear();
            continue;
        };
        remember(&mut memory, &here.position, &next, &gradient, &next_gradient);
        (here.position, gradient) = (next, next_gradient);
    }
    Some(here)
}

/// The quasi-Newton direction; the gradient, at most one long, before anything is remembered.
fn ascent(memory: &[Pair], gradient: &[f64]) -> Vec<f64> {
    let mut direction = gradient.to_vec();
    let Some(last) = memory.last() else {
        let length = dot(gradient, gradient).sqrt().max(1.0);
        direction.iter_mut().for_each(|d| *d /= length);
        return direction;
    };
    let mut shares = vec![0.0; memory.len()];
    for (pair, share) in memory.iter().zip(&mut shares).rev() {
        *share = dot(&pair.step, &direction) / pair.product;
        add(&mut direction, -*share, &pair.change);
    }
    let scale = last.product / dot(&last.change, &last.change);
    direction.iter_mut().for_each(|d| *d *= scale);
    for (pair, share) in memory.iter().zip(&shares) {
        let back = dot(&pair.change, &direction) / pair.product;
        add(&mut direction, share - back, &pair.step);
    }
    direction
}

/// Goes along `direction` as far as the density grows enough; the new density and the cost are noted in `here`.
fn climb(
    density: &mut impl LogDensity,
    here: &mut Mode,
    gradient: &[f64],
    direction: &[f64],
) -> Option<(Vec<f64>, Vec<f64>)> {
    let slope = dot(gradient, direction);
    let mut next_gradient = vec![0.0; gradient.len()];
    let mut length = 1.0;
    for _ in 0..MAX_HALVINGS {
        let mut next = here.position.clone();
        add(&mut next, length, direction);
        let reached = density.log_density(&next, &mut next_gradient);
        here.gradients += 1;
        if reached >= here.log_density + ARMIJO * length * slope && reached.is_finite() && slope > 0.0 {
            here.log_density = reached;
            return Some((next, next_gradient));
        }
        length *= 0.5;
    }
    None
}

fn remember(memory: &mut Vec<Pair>, here: &[f64], next: &[f64], gradient: &[f64], next_gradient: &[f64]) {
    let difference = |a: &[f64], b: &[f64]| a.iter().zip(b).map(|(a, b)| a - b).collect::<Vec<_>>();
    // The gradients climb, so that their change along a concave step is the other way round.
    let (step, change) = (difference(next, here), difference(gradient, next_gradient));
    let product = dot(&step, &change);
    if product <= 1e-10 * dot(&change, &change) {
        return;
    }
    if memory.len() == MEMORY {
        memory.remove(0);
    }
    memory.push(Pair { step, change, product });
}

fn add(to: &mut [f64], factor: f64, what: &[f64]) {
    to.iter_mut().zip(what).for_each(|(t, w)| *t += factor * w);
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Rosenbrock's valley (1960) turned upside down: its mode is (1, 1), at the end of a bent ridge.
    struct Valley;

    impl LogDensity for Valley {
        fn dimension(&self) -> usize {
            2
        }

        fn log_density(&mut self, position: &[f64], gradient: &mut [f64]) -> f64 {
            let (x, y) = (position[0], position[1]);
            let bend = y - x * x;
            gradient[0] = 2.0 * (1.0 - x) + 400.0 * x * bend;
            gradient[1] = -200.0 * bend;
            -(1.0 - x) * (1.0 - x) - 100.0 * bend * bend
        }
    }

    #[test]
    fn the_end_of_a_bent_valley_is_found() {
        let mode = find_mode(&mut Valley, vec![-1.2, 1.0]).unwrap();
        assert!(mode.position.iter().all(|x| (x - 1.0).abs() < 1e-5), "{mode:?}");
        assert!(mode.gradients < 100, "{}", mode.gradients);
    }

    /// Not defined below zero: -x + ln x, with its mode at 1.
    struct HalfLine;

    impl LogDensity for HalfLine {
        fn dimension(&self) -> usize {
            1
        }

        fn log_density(&mut self, position: &[f64], gradient: &mut [f64]) -> f64 {
            gradient[0] = 1.0 / position[0] - 1.0;
            if position[0] > 0.0 { crate::math::ln(position[0]) - position[0] } else { f64::NEG_INFINITY }
        }
    }

    #[test]
    fn it_turns_back_where_there_is_no_density() {
        assert!((find_mode(&mut HalfLine, vec![20.0]).unwrap().position[0] - 1.0).abs() < 1e-4);
        assert_eq!(find_mode(&mut HalfLine, vec![-1.0]), None);
    }
}

//! The prior of the linear coefficients: their means, and their variances, fixed or learned.

use super::{DRIVER, SEASON, SLOPE_CHANGE};
use crate::model::baseline::CoefficientKind;
use crate::model::spec::BaselineSpec;

/// Prior variance of a coefficient: fixed, or the square of one of the learned scales.
#[derive(Clone, Copy, Debug)]
pub(super) enum Variance {
    Fixed(f64),
    /// Index into the scales.
    Learned(usize),
}

/// Prior of the coefficients in which one place differs; empty for a nation.
#[derive(Clone, Debug)]
pub(super) struct Own {
    pub(super) variance: Vec<f64>,
    /// s^2 over the variance.
    pub(super) pull: Vec<f64>,
}

pub(super) fn prior_mean(spec: &BaselineSpec, kind: CoefficientKind) -> f64 {
    match kind {
        CoefficientKind::Level => spec.level.mean,
        CoefficientKind::Slope => spec.slope.mean,
        _ => 0.0,
    }
}

pub(super) fn variance_of(spec: &BaselineSpec, kind: CoefficientKind, outcome_scale: f64) -> Variance {
    let square = |sd: f64| (sd / outcome_scale) * (sd / outcome_scale);
    match kind {
        CoefficientKind::Level => Variance::Fixed(square(spec.level.sd)),
        CoefficientKind::Slope => Variance::Fixed(square(spec.slope.sd)),
        CoefficientKind::SlopeChange => Variance::Learned(SLOPE_CHANGE),
        CoefficientKind::Season => Variance::Learned(SEASON),
        CoefficientKind::Driver(_) => Variance::Learned(DRIVER),
    }
}

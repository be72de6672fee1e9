//! Coefficients of the baseline that are sampled in standard normal coordinates: those of drivers that may work in one
//! direction only, which cannot be integrated out, and, where the noise is not normal, the changes of slope, of which
//! the data know little.
//!
//! Each has one standard normal coordinate u. A free coefficient is mean + sd u; one whose scale is learned is scale u;
//! a one-sided one is scale q(u) with q(u) = the normal quantile of (1 + Phi(u)) / 2, which makes it half-normal, as
//! the coefficient of a free driver is normal. dq/du = phi(u) / (2 phi(q)).

use super::baseline::{Baseline, CoefficientKind};
use super::linear::{DRIVER, SEASON, SLOPE_CHANGE};
use super::spec::{BaselineSpec, Sign};
use crate::math::{dot, exp, normal_cdf, normal_quantile};

/// A coefficient's prior.
#[derive(Clone, Copy, Debug)]
pub(super) enum Rule {
    /// Normal with these moments.
    Fixed { mean: f64, sd: f64 },
    /// Normal about zero; index of the learned scale.
    Learned(usize),
    /// Half-normal, of this sign; index of the learned scale.
    OneSided(f64, usize),
}

impl Rule {
    /// The prior's centre.
    pub(super) fn mean(&self) -> f64 {
        if let Self::Fixed { mean, .. } = self { *mean } else { 0.0 }
    }

    /// The learned scale, where it has one.
    pub(super) fn scale(&self) -> Option<usize> {
        match self {
            Self::Fixed { .. } => None,
            Self::Learned(s) | Self::OneSided(_, s) => Some(*s),
        }
    }

    /// The variance of a normal prior.
    pub(super) fn variance(&self, scales: &[f64]) -> f64 {
        match self {
            Self::Fixed { sd, .. } => sd * sd,
            Self::Learned(s) | Self::OneSided(_, s) => scales[*s] * scales[*s],
        }
    }
}

/// The sampled coefficients, at the last position that was set.
#[derive(Clone, Debug)]
pub(super) struct Sampled {
    /// Their first coordinate.
    first: usize,
    rules: Vec<Rule>,
    /// Their columns, coefficients x cells (the weeks of every geography, one geography after the other).
    columns: Vec<f64>,
    cells: usize,
    values: Vec<f64>,
    /// d value / d coordinate.
    slopes: Vec<f64>,
}

impl Sampled {
    /// The coefficients of `designs`' columns (one design a geography), in units of `outcome_scale`.
    pub(super) fn new(spec: &BaselineSpec, designs: &[Baseline], first: usize, outcome_scale: f64) -> Self {
        let kinds = designs.first().map(|d| d.kinds.clone()).unwrap_or_default();
        let column = |j: usize| designs.iter().flat_map(move |d| d.column(j));
        Self {
            first,
            rules: kinds.iter().map(|kind| rule(spec, *kind, outcome_scale)).collect(),
            columns: (0..kinds.len()).flat_map(column).copied().collect(),
            cells: designs.iter().map(|d| d.weeks).sum(),
            values: vec![0.0; kinds.len()],
            slopes: vec![0.0; kinds.len()],
        }
    }

    /// The coefficients, in scaled units.
    pub(super) fn values(&self) -> &[f64] {
        &self.values
    }

    /// Computes the coefficients at a position.
    pub(super) fn set(&mut self, position: &[f64], scales: &[f64]) {
        let coordinates = &position[self.first..];
        for (((value, slope), rule), u) in
            self.values.iter_mut().zip(&mut self.slopes).zip(&self.rules).zip(coordinates)
        {
            (*value, *slope) = match rule {
                Rule::Fixed { mean, sd } => (mean + sd * u, *sd),
                Rule::Learned(s) => (scales[*s] * u, scales[*s]),
                Rule::OneSided(sign, s) => {
                    let (q, by_u) = one_sided(*u);
                    (sign * scales[*s] * q, sign * scales[*s] * by_u)
                }
            };
        }
    }

    /// Takes the columns' part off each cell of `residual`.
    pub(super) fn subtract_from(&self, residual: &mut [f64]) {
        for (b, column) in self.values.iter().zip(self.columns.chunks_exact(self.cells.max(1))) {
            residual.iter_mut().zip(column).for_each(|(r, z)| *r -= b * z);
        }
    }

    /// Adds the gradient of a likelihood whose slope by the part of a cell is `slope` times `factor`; scales' coordinates
    /// begin at `first_scale` and move their logarithms by `spreads`.
    pub(super) fn add_gradient(
        &self,
        slope: &[f64],
        factor: f64,
        (first_scale, spreads): (usize, &[f64]),
        gradient: &mut [f64],
    ) {
        for (j, column) in self.columns.chunks_exact(self.cells.max(1)).enumerate() {
            let by_value = factor * dot(slope, column);
            gradient[self.first + j] += by_value * self.slopes[j];
            if let Rule::Learned(s) | Rule::OneSided(_, s) = self.rules[j] {
                gradient[first_scale + s] += spreads[s] * by_value * self.values[j];
            }
        }
    }
}

/// The prior of a coefficient, in units of `outcome_scale`.
pub(super) fn rule(spec: &BaselineSpec, kind: CoefficientKind, outcome_scale: f64) -> Rule {
    match kind {
        CoefficientKind::Level => {
            Rule::Fixed { mean: spec.level.mean / outcome_scale, sd: spec.level.sd / outcome_scale }
        }
        CoefficientKind::Slope => {
            Rule::Fixed { mean: spec.slope.mean / outcome_scale, sd: spec.slope.sd / outcome_scale }
        }
        CoefficientKind::SlopeChange => Rule::Learned(SLOPE_CHANGE),
        CoefficientKind::Season => Rule::Learned(SEASON),
        CoefficientKind::Driver(i) => match spec.drivers[i].sign {
            Sign::Free => Rule::Learned(DRIVER),
            Sign::Positive => Rule::OneSided(1.0, DRIVER),
            Sign::Negative => Rule::OneSided(-1.0, DRIVER),
        },
    }
}

/// The half-normal value of a standard normal coordinate, and its slope.
pub(super) fn one_sided(u: f64) -> (f64, f64) {
    // By the upper tail, which keeps its digits: 1 - (1 + Phi(u)) / 2 = Phi(-u) / 2.
    let q = -normal_quantile(0.5 * normal_cdf(-u));
    (q, 0.5 * exp(0.5 * (q * q - u * u)))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Quantiles of the half-normal distribution: SciPy 1.11 `halfnorm.ppf(norm.cdf(u))`.
    #[test]
    fn one_sided_coefficients_are_half_normal() {
        assert!((one_sided(0.0).0 - 0.674_489_750_196_081_7).abs() < 1e-13);
        assert!((one_sided(1.644_853_626_951_472_2).0 - 1.959_963_984_540_054).abs() < 1e-12);
        for i in -60..=60 {
            let u = 0.1 * f64::from(i) + 0.013;
            let h = 1e-5;
            let numeric = (one_sided(u + h).0 - one_sided(u - h).0) / (2.0 * h);
            assert!((one_sided(u).1 - numeric).abs() < 1e-6 * (1e-3 + numeric), "{u}: {} {numeric}", one_sided(u).1);
        }
        assert!(one_sided(-30.0).0.abs() < 1e-12 && one_sided(-30.0).1 < 1e-100);
    }
}

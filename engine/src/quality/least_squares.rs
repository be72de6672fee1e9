//! Ordinary least squares with a level, on standardised columns.
//!
//! With R the correlation matrix of the columns (a trace of 1e-8 on its diagonal keeps it invertible) and r their
//! correlations with the outcome, the standardised coefficients are R^-1 r, the variance inflation factor of column j
//! is (R^-1)_jj, and its coefficient's standard error is sigma sqrt(vif_j / (n - 1)) / sd_j (Fox 2016, chapter 13).

use crate::math::{Cholesky, dot, mean, variance};

/// Keeps the matrix of columns that repeat each other invertible; inflation then ends at about its inverse.
const RIDGE: f64 = 1e-8;
/// The fewest weeks beyond the columns from which noise can be told.
const SPARE_WEEKS: usize = 5;

/// A fit by least squares.
pub(super) struct LeastSquares {
    /// Variance inflation factor of each column.
    pub(super) inflation: Vec<f64>,
    /// Standard error of each coefficient; infinite for a column that never varies.
    pub(super) standard_errors: Vec<f64>,
    /// The fitted values.
    pub(super) fitted: Vec<f64>,
    /// Outcome minus fitted values.
    pub(super) residuals: Vec<f64>,
}

impl LeastSquares {
    /// Fits `outcome` by `columns` and a level; `None` where there are too few weeks.
    pub(super) fn fit(columns: &[&[f64]], outcome: &[f64]) -> Option<Self> {
        let (n, p) = (outcome.len(), columns.len());
        if n < p + 1 + SPARE_WEEKS {
            return None;
        }
        let standardised: Vec<Vec<f64>> = columns.iter().map(|column| standardised(column)).collect();
        let per = 1.0 / (n - 1) as f64;
        let mut correlations = vec![0.0; p * p];
        for i in 0..p {
            for j in 0..p {
                correlations[i * p + j] = per * dot(&standardised[i], &standardised[j]);
            }
            correlations[i * p + i] = 1.0 + RIDGE;
        }
        let mut factor = Cholesky::identity(p);
        if !factor.factor(&correlations) {
            return None;
        }
        let mut inflation = vec![0.0; p];
        factor.inverse_diagonal(&mut inflation, &mut vec![0.0; p * p]);
        let centre = mean(outcome);
        let centred: Vec<f64> = outcome.iter().map(|y| y - centre).collect();
        let mut coefficients: Vec<f64> = standardised.iter().map(|column| per * dot(column, &centred)).collect();
        factor.solve(&mut coefficients);
        let explained = |t: usize| standardised.iter().zip(&coefficients).map(|(z, b)| z[t] * b).sum::<f64>();
        let fitted: Vec<f64> = (0..n).map(|t| centre + explained(t)).collect();
        let residuals: Vec<f64> = outcome.iter().zip(&fitted).map(|(y, f)| y - f).collect();
        let noise = (dot(&residuals, &residuals) / (n - p - 1) as f64).sqrt();
        let error = |(column, vif): (&&[f64], &f64)| noise * (vif * per).sqrt() / variance(column).sqrt();
        let standard_errors = columns.iter().zip(&inflation).map(error).collect();
        Some(Self { inflation, standard_errors, fitted, residuals })
    }
}

/// A column with mean 0 and standard deviation 1; all 0 where it never varies.
fn standardised(column: &[f64]) -> Vec<f64> {
    let (centre, sd) = (mean(column), variance(column).sqrt());
    column.iter().map(|x| if sd > 0.0 { (x - centre) / sd } else { 0.0 }).collect()
}

/// The correlation of two columns; 0 where one never varies.
pub(super) fn correlation(a: &[f64], b: &[f64]) -> f64 {
    dot(&standardised(a), &standardised(b)) / (a.len().max(2) - 1) as f64
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Longley's data (1967), as in R's `longley`: GNP and population correlate with 0.991, and with two columns both
    /// inflations are 1 / (1 - r^2).
    #[test]
    fn it_agrees_with_a_reference() {
        let gnp = [
            234.289, 259.426, 258.054, 284.599, 328.975, 346.999, 365.385, 363.112, 397.469, 419.18, 442.769, 444.546,
            482.704, 502.601, 518.173, 554.894,
        ];
        let population = [
            107.608, 108.632, 109.773, 110.929, 112.075, 113.27, 115.094, 116.219, 117.388, 118.734, 120.445, 121.95,
            123.366, 125.368, 127.852, 130.081,
        ];
        let employed = [
            60.323, 61.122, 60.171, 61.187, 63.221, 63.639, 64.989, 63.761, 66.019, 67.857, 68.169, 66.513, 68.655,
            69.564, 69.331, 70.551,
        ];
        let fit = LeastSquares::fit(&[&gnp, &population], &employed).unwrap();
        let r = correlation(&gnp, &population);
        assert!((r - 0.991).abs() < 5e-4, "{r}");
        for vif in &fit.inflation {
            assert!((vif - 1.0 / (1.0 - r * r)).abs() < 1e-3 * vif, "{vif}");
        }
        assert!(fit.residuals.iter().sum::<f64>().abs() < 1e-8);
    }

    #[test]
    fn a_coefficient_s_error_is_that_of_the_formula_for_one_column() {
        let x: Vec<f64> = (0..20).map(f64::from).collect();
        let y: Vec<f64> = x.iter().map(|x| 2.0 * x + if x % 2.0 == 0.0 { 1.0 } else { -1.0 }).collect();
        let fit = LeastSquares::fit(&[&x], &y).unwrap();
        let sum: f64 = fit.residuals.iter().map(|r| r * r).sum();
        let expected = (sum / 18.0).sqrt() / (variance(&x) * 19.0).sqrt();
        assert!((fit.standard_errors[0] - expected).abs() < 1e-6 * expected);
        assert!((fit.fitted[10] + fit.residuals[10] - y[10]).abs() < 1e-12);
    }

    #[test]
    fn too_few_weeks_and_constant_columns_are_met_calmly() {
        assert!(LeastSquares::fit(&[&[1.0, 2.0, 3.0]], &[1.0, 2.0, 3.0]).is_none());
        let (flat, y) = ([1.0; 12], [1.0, 2.0, 1.0, 2.0, 1.0, 2.0, 1.0, 2.0, 1.0, 2.0, 1.0, 3.0]);
        let fit = LeastSquares::fit(&[&flat], &y).unwrap();
        assert_eq!(fit.standard_errors[0], f64::INFINITY);
        assert_eq!(correlation(&flat, &y), 0.0);
    }
}

//! Weeks whose outcome lies far from the others.
//!
//! Tukey's fences (1977) on what trend, season, drivers and spend leave unexplained, so that a yearly peak is none.
//! Meridian's data check takes 1.5 interquartile ranges, beyond which one week in 140 lies by chance; a remark on one
//! week in nearly every data set would teach people to pass over it, so we take Tukey's outer fence of 3.

use super::{Concern, Look, Remark, Severity};
use crate::math::quantile_of_sorted;

/// Interquartile ranges beyond the quartiles from which a week is far out.
const FENCE: f64 = 3.0;
/// Weeks that are named.
const MOST_NAMED: usize = 6;

pub(super) fn check(look: &Look<'_>) -> Vec<Remark> {
    let Some(explained) = &look.explained else { return vec![] };
    let residuals = &explained.residuals;
    let mut sorted = residuals.clone();
    sorted.sort_by(f64::total_cmp);
    let (low, high) = (quantile_of_sorted(&sorted, 0.25), quantile_of_sorted(&sorted, 0.75));
    let reach = FENCE * (high - low);
    let beyond = |r: f64| (low - reach - r).max(r - high - reach);
    let mut far: Vec<(usize, f64)> =
        residuals.iter().map(|r| beyond(*r)).enumerate().filter(|(_, beyond)| *beyond > 0.0).collect();
    if far.is_empty() || reach <= 0.0 {
        return vec![];
    }
    far.sort_by(|a, b| b.1.total_cmp(&a.1));
    let weeks = far.iter().take(MOST_NAMED).map(|(week, _)| look.panel.weeks()[*week]).collect();
    vec![Remark::on_all(Severity::Caution, Concern::Outliers { weeks })]
}

//! Draws of a weekly series: one value a week and draw, kept week by week so that quantiles are contiguous.

use crate::math::{Interval, mean};

/// Draws of a series over weeks.
#[derive(Clone, Debug, PartialEq)]
pub struct WeeklyDraws {
    weeks: usize,
    draws: usize,
    /// weeks x draws.
    values: Vec<f64>,
}

impl WeeklyDraws {
    /// All zeros.
    pub fn zeros(weeks: usize, draws: usize) -> Self {
        Self { weeks, draws, values: vec![0.0; weeks * draws] }
    }

    /// How many weeks there are.
    pub fn weeks(&self) -> usize {
        self.weeks
    }

    /// How many draws there are.
    pub fn draws(&self) -> usize {
        self.draws
    }

    /// The draws of one week.
    pub fn week(&self, t: usize) -> &[f64] {
        &self.values[t * self.draws..(t + 1) * self.draws]
    }

    /// The weeks `from..to` alone.
    pub fn weeks_between(&self, from: usize, to: usize) -> Self {
        let (from, to) = (from.min(self.weeks), to.min(self.weeks));
        Self { weeks: to - from, draws: self.draws, values: self.values[from * self.draws..to * self.draws].to_vec() }
    }

    /// Adds a series to draw `d`.
    pub fn add(&mut self, d: usize, series: &[f64]) {
        for (t, x) in series.iter().enumerate().take(self.weeks) {
            self.values[t * self.draws + d] += x;
        }
    }

    /// Adds another set of draws of the same shape.
    pub fn add_all(&mut self, other: &Self) {
        self.values.iter_mut().zip(&other.values).for_each(|(a, b)| *a += b);
    }

    /// The mean of each week.
    pub fn means(&self) -> Vec<f64> {
        (0..self.weeks).map(|t| mean(self.week(t))).collect()
    }

    /// Mean and 90 % interval of each week.
    pub fn intervals(&self) -> Vec<Interval> {
        (0..self.weeks).map(|t| Interval::of(&mut self.week(t).to_vec())).collect()
    }

    /// The sum over weeks `from..to` of each draw.
    pub fn totals(&self, from: usize, to: usize) -> Vec<f64> {
        let mut sums = vec![0.0; self.draws];
        for t in from..to.min(self.weeks) {
            sums.iter_mut().zip(self.week(t)).for_each(|(s, x)| *s += x);
        }
        sums
    }

    /// The running sum over weeks.
    pub fn cumulative(&self) -> Self {
        let mut sums = self.clone();
        for t in 1..self.weeks {
            let (before, from_t) = sums.values.split_at_mut(t * self.draws);
            let last = &before[(t - 1) * self.draws..];
            from_t[..self.draws].iter_mut().zip(last).for_each(|(x, s)| *x += s);
        }
        sums
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sums_run_over_weeks() {
        let mut w = WeeklyDraws::zeros(3, 2);
        w.add(0, &[1.0, 2.0, 3.0]);
        w.add(1, &[10.0, 20.0, 30.0]);
        assert_eq!(w.totals(0, 3), [6.0, 60.0]);
        assert_eq!(w.totals(1, 2), [2.0, 20.0]);
        assert_eq!(w.cumulative().week(2), [6.0, 60.0]);
        assert_eq!(w.means(), [5.5, 11.0, 16.5]);
    }
}

//! How good forecasts of the past would have been: what was found, and how far a test has come.

use super::fit_status::FitProgress;
use super::moment::Moment;
use super::problem::Problem;
use engine::forecast::{Origin, Scores};
use jiff::civil::Date;

/// Share of the work after which the time left is told.
const FORESEEABLE_SHARE: f64 = 0.03;

/// What a test of forecasts of the past came to.
#[derive(Clone, Debug, PartialEq)]
pub struct Backtest {
    /// When it was made.
    pub at: Moment,
    /// The last week of the data on which it was.
    pub until: Date,
    /// Each origin, the newest first.
    pub origins: Vec<OriginTest>,
}

/// A forecast of the past and its scores.
#[derive(Clone, Debug, PartialEq)]
pub struct OriginTest {
    /// The first week that was forecast.
    pub first_week: Date,
    /// How much was known, and how much was forecast.
    pub origin: Origin,
    /// The scores.
    pub scores: Scores,
    /// Divergences of the fit.
    pub divergences: usize,
}

/// Where a test stands.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Backtesting {
    /// Nothing is running.
    #[default]
    Idle,
    /// The fits are running one after another.
    Running(BacktestProgress),
    /// It broke off.
    Failed(Problem),
}

/// How far a test has come.
#[derive(Clone, Debug, PartialEq)]
pub struct BacktestProgress {
    /// How many origins there are.
    pub origins: usize,
    /// How many have been scored.
    pub done: usize,
    /// How far the fit of the next one is.
    pub fit: FitProgress,
    /// Seconds still needed, as far as can be told.
    pub seconds_left: Option<f64>,
}

impl BacktestProgress {
    /// How much of all is done, 0 to 1.
    pub fn share(&self) -> f64 {
        if self.origins == 0 { 0.0 } else { (self.done as f64 + self.fit.share()) / self.origins as f64 }
    }

    /// The same with the time left, from the time that has passed.
    pub fn after(mut self, elapsed_seconds: f64) -> Self {
        let share = self.share();
        self.seconds_left = (share >= FORESEEABLE_SHARE).then(|| elapsed_seconds * (1.0 - share) / share);
        self
    }
}

impl Backtesting {
    /// Whether fits are running.
    pub fn is_running(&self) -> bool {
        matches!(self, Self::Running(_))
    }
}

/// Whether all figures have a text: what is kept cannot hold others.
pub(super) fn can_be_kept(scores: &Scores) -> bool {
    let totals = scores.total.iter().flat_map(|t| [t.forecast, t.actual, t.error, t.pit]);
    let mut figures = scores.crps.iter().chain(&scores.naive_crps).chain(&scores.pit).copied().chain(totals);
    figures.all(f64::is_finite)
}

#[cfg(test)]
mod tests {
    use super::super::fit_status::ChainProgress;
    use super::*;
    use engine::posterior::FitSettings;

    #[test]
    fn the_share_counts_all_origins() {
        let started = Moment { unix_millis: 0, day: jiff::civil::date(2026, 1, 1) };
        let mut chain = ChainProgress::waiting(100);
        chain.done = 50;
        let fit = FitProgress { started, settings: FitSettings::default(), chains: vec![chain], seconds_left: None };
        let progress = BacktestProgress { origins: 4, done: 1, fit, seconds_left: None }.after(30.0);
        assert_eq!((progress.share(), progress.seconds_left), (0.375, Some(50.0)));
    }

    #[test]
    fn figures_without_a_text_are_not_kept() {
        assert!(can_be_kept(&Scores::default()));
        assert!(!can_be_kept(&Scores { crps: vec![f64::NAN], ..Scores::default() }));
    }
}

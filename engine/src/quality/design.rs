//! The columns of the first look: trend, yearly season, drivers and spend, week by week, without a level.
//!
//! A straight trend that may bend once a year (the model's may bend every half year, but its bends are held small by
//! their prior), two waves of the year, the drivers, and each channel's spend (or contacts, activity, reach) as it is.

use crate::calendar::season_phase;
use crate::math::sin_cos;
use crate::panel::Panel;

/// Weeks between bends of the trend.
const BEND_WEEKS: usize = 52;
/// Waves of the year.
const WAVES: usize = 2;

/// The columns.
pub(super) struct Design {
    /// Trend and season.
    pub(super) base: Vec<Vec<f64>>,
    /// Drivers.
    pub(super) drivers: Vec<Vec<f64>>,
    /// Spend.
    pub(super) channels: Vec<Vec<f64>>,
}

impl Design {
    /// The columns of a panel.
    pub(super) fn of(panel: &Panel) -> Self {
        let n = panel.week_count();
        let mut base = vec![(0..n).map(|t| t as f64).collect::<Vec<f64>>()];
        let bends = (1..).map(|i| i * BEND_WEEKS).take_while(|bend| bend + BEND_WEEKS / 2 <= n);
        base.extend(bends.map(|bend| (0..n).map(|t| (t as f64 - bend as f64).max(0.0)).collect()));
        for wave in 1..=WAVES {
            let turns: Vec<(f64, f64)> =
                panel.weeks().iter().map(|week| sin_cos(wave as f64 * season_phase(*week))).collect();
            base.push(turns.iter().map(|turn| turn.0).collect());
            base.push(turns.iter().map(|turn| turn.1).collect());
        }
        Self {
            base,
            drivers: panel.drivers().iter().map(|d| d.value_by_week.clone()).collect(),
            channels: panel.channels().iter().map(|c| c.amount_by_week().to_vec()).collect(),
        }
    }

    /// All columns: spend first, so that a channel's place is its column's.
    pub(super) fn columns(&self) -> Vec<&[f64]> {
        self.channels.iter().chain(&self.drivers).chain(&self.base).map(Vec::as_slice).collect()
    }

    /// All columns but the spend.
    pub(super) fn without_channels(&self) -> Vec<&[f64]> {
        self.drivers.iter().chain(&self.base).map(Vec::as_slice).collect()
    }
}

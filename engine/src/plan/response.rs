//! What a channel's planned spend brings: inside the horizon and after it, on top of what earlier spend still brings.
//!
//! The stock that the past left behind is counted before the first planned week, and the weeks after the last one are
//! counted until the carry-over has gone (with no further spend). What the past alone would have brought is taken
//! off, so that the figure is the plan's own.

use crate::panel::Panel;
use crate::posterior::ChannelDraw;
use crate::transforms::carryover::{carried_into_next_week, geometric_from};
use crate::transforms::saturation::ResponseSlopes;

/// Weeks after the horizon over which carry-over is counted.
pub const TAIL_WEEKS: usize = 26;

/// The response of one channel to its plan, with room to compute it.
#[derive(Clone, Debug)]
pub struct PlannedResponse {
    /// Share of the total that each week of the horizon gets, then zeros for the tail.
    pattern: Vec<f64>,
    past_spend: Vec<f64>,
    stock: Vec<f64>,
    past_stock: Vec<f64>,
    slopes: ResponseSlopes,
}

impl PlannedResponse {
    /// For channel `c` of `panel`, whose plan spreads its total like `pattern` (one share a week, summing to 1).
    pub fn new(panel: &Panel, c: usize, pattern: &[f64]) -> Self {
        let mut pattern = pattern.to_vec();
        pattern.resize(pattern.len() + TAIL_WEEKS, 0.0);
        let n = pattern.len();
        Self {
            pattern,
            past_spend: panel.channels()[c].spend_by_week.clone(),
            stock: vec![0.0; n],
            past_stock: vec![0.0; n],
            slopes: ResponseSlopes::zeros(n),
        }
    }

    /// Outcome that a total spend of `total` brings in one draw, and its slope by the total.
    pub fn value_and_slope(&mut self, channel: &ChannelDraw, total: f64) -> (f64, f64) {
        let before = carried_into_next_week(&self.past_spend, channel.retention);
        // The stock is linear in spend: that of the past alone plus `total` times that of one unit.
        geometric_from(0.0, &self.pattern, channel.retention, &mut self.stock);
        let mut left = before;
        for past in &mut self.past_stock {
            left *= channel.retention;
            *past = left;
        }
        let unit = self.stock.clone();
        self.stock.iter_mut().zip(&self.past_stock).for_each(|(s, past)| *s = total * *s + past);
        channel.saturation.respond_with_slopes(channel.curve, &self.stock, &mut self.slopes);
        channel.saturation.respond(channel.curve, &mut self.past_stock);
        let with: f64 = self.slopes.response.iter().sum();
        let without: f64 = self.past_stock.iter().sum();
        let slope: f64 = self.slopes.by_stock.iter().zip(&unit).map(|(s, u)| s * u).sum();
        (channel.effect * (with - without), channel.effect * slope)
    }
}

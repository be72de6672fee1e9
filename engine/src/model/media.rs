//! One channel's contribution at a position, and the slopes of a likelihood by its coordinates.
//!
//! contribution_t = R S h_t / H over all cells t, with the return R, the total spend S, the response h and H = sum w h,
//! so that a channel brings its return times its spend whatever carry-over and saturation are (Zhang et al. 2023). Cells
//! are the weeks of every geography, one geography after the other; carry-over stays inside a geography. Spend and
//! contribution of a geography are divided by its share w of the population: as if the nation behaved like it.
//!
//! For a likelihood with slope g_t by contribution_t: the slope by ln R is sum g_t contribution_t, and that by h_t is
//! (R S / H) (g_t - w_t m) with m = sum g h / H, since a larger h_t also enlarges the divisor H.
//!
//! Spend is divided by its largest cell inside; nothing outside this file sees that scale.

use super::parameters::ChannelLayout;
use crate::math::dot;
use crate::transforms::carryover::geometric_with_slope;
use crate::transforms::saturation::{Curve, ResponseSlopes};

/// The weeks of one geography.
#[derive(Clone, Copy, Debug)]
pub(super) struct Segment {
    /// How many there are.
    pub(super) weeks: usize,
    /// The geography's share of the population.
    pub(super) share: f64,
}

/// One channel's data and buffers.
#[derive(Clone, Debug)]
pub(super) struct ChannelData {
    layout: ChannelLayout,
    /// The geographies; their weeks add up to the number of cells.
    segments: Vec<Segment>,
    /// Spend a cell over its largest.
    spend: Vec<f64>,
    spend_scale: f64,
    /// Total spend over the outcome's scale: turns a return into a scaled contribution.
    total: f64,
    stock: Vec<f64>,
    stock_by_retention: Vec<f64>,
    slopes: ResponseSlopes,
    effect: f64,
    response_sum: f64,
}

impl ChannelData {
    /// A channel that spent `spend` in each cell, over the share of the geography in `segments` to which it belongs.
    pub(super) fn new(spend: &[f64], segments: &[Segment], layout: ChannelLayout, outcome_scale: f64) -> Self {
        let largest = spend.iter().copied().fold(0.0, f64::max);
        let spend_scale = if largest > 0.0 { largest } else { 1.0 };
        let n = spend.len();
        Self {
            layout,
            segments: segments.to_vec(),
            spend: spend.iter().map(|x| x / spend_scale).collect(),
            spend_scale,
            total: weighted_sum(segments, spend) / outcome_scale,
            stock: vec![0.0; n],
            stock_by_retention: vec![0.0; n],
            slopes: ResponseSlopes::zeros(n),
            effect: 0.0,
            response_sum: 0.0,
        }
    }

    /// The response of each cell at the position of the last [`Self::respond`].
    pub(super) fn response(&self) -> &[f64] {
        &self.slopes.response
    }

    /// Contribution per unit of response there, over the outcome's scale.
    pub(super) fn effect(&self) -> f64 {
        self.effect
    }

    /// Computes carry-over, saturation and effect at a position.
    pub(super) fn respond(&mut self, position: &[f64]) {
        let p = self.layout.parameters(position);
        let curve = Curve { half_saturation: p.curve.half_saturation / self.spend_scale, ..p.curve };
        let mut from = 0;
        for &Segment { weeks, .. } in &self.segments {
            let cells = from..from + weeks;
            let (stock, slope) = (&mut self.stock[cells.clone()], &mut self.stock_by_retention[cells.clone()]);
            geometric_with_slope(&self.spend[cells], p.retention, stock, slope);
            from += weeks;
        }
        self.layout.saturation.respond_with_slopes(curve, &self.stock, &mut self.slopes);
        self.response_sum = weighted_sum(&self.segments, &self.slopes.response);
        // A channel that never responds (no spend, or a half-saturation beyond all reason) contributes nothing.
        self.effect = if self.response_sum > 1e-300 { p.return_on_spend * self.total / self.response_sum } else { 0.0 };
    }

    /// Takes the contribution off each cell of `residual`.
    pub(super) fn subtract_contribution_from(&self, residual: &mut [f64]) {
        residual.iter_mut().zip(self.response()).for_each(|(r, h)| *r -= self.effect() * h);
    }

    /// Adds the gradient of a normal likelihood, given the error e whose e / s^2 is its slope by the contribution.
    pub(super) fn add_gradient(&self, position: &[f64], error: &[f64], inverse_variance: f64, gradient: &mut [f64]) {
        self.add_scaled_gradient(position, error, inverse_variance, gradient);
    }

    /// Adds the gradient of any likelihood, given its slope by the contribution of each cell.
    pub(super) fn add_gradient_from(&self, position: &[f64], slope_by_contribution: &[f64], gradient: &mut [f64]) {
        self.add_scaled_gradient(position, slope_by_contribution, 1.0, gradient);
    }

    /// The slope by the contribution of cell t is `slope[t] * scale`.
    fn add_scaled_gradient(&self, position: &[f64], slope: &[f64], scale: f64, gradient: &mut [f64]) {
        if self.effect == 0.0 {
            return;
        }
        let ResponseSlopes { response, by_stock, by_log_half, by_log_shape } = &self.slopes;
        let weighted = dot(slope, response);
        let centre = weighted / self.response_sum;
        let (mut by_retention, mut by_half, mut by_shape) = (0.0, 0.0, 0.0);
        let mut from = 0;
        for &Segment { weeks, share } in &self.segments {
            let centre = share * centre;
            for t in from..from + weeks {
                let slope = slope[t] - centre;
                by_retention += slope * by_stock[t] * self.stock_by_retention[t];
                by_half += slope * by_log_half[t];
                by_shape += slope * by_log_shape[t];
            }
            from += weeks;
        }
        let scale = self.effect * scale;
        let l = &self.layout;
        let retention = l.retention.at(position[l.first + 1]);
        gradient[l.first] += l.return_on_spend.spread * scale * weighted;
        gradient[l.first + 1] += l.retention.spread * retention * (1.0 - retention) * scale * by_retention;
        gradient[l.first + 2] += l.half_saturation.spread * scale * by_half;
        if l.saturation.has_shape() {
            gradient[l.first + 3] += l.shape.spread * scale * by_shape;
        }
    }
}

/// The sum over cells, each weighted by its geography's share.
fn weighted_sum(segments: &[Segment], values: &[f64]) -> f64 {
    let mut from = 0;
    let mut sum = 0.0;
    for segment in segments {
        sum += segment.share * values[from..from + segment.weeks].iter().sum::<f64>();
        from += segment.weeks;
    }
    sum
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::prior::{LogNormal, LogitNormal};
    use crate::transforms::saturation::Saturation;

    const POSITION: [f64; 4] = [0.3, -0.2, 0.4, 0.1];
    const SPEND: [f64; 8] = [3.0, 0.0, 5.0, 1.0, 2.0, 0.0, 0.0, 4.0];

    const TWO: [Segment; 2] = [Segment { weeks: 5, share: 0.4 }, Segment { weeks: 3, share: 0.6 }];

    fn channel(spend: &[f64], segments: &[Segment]) -> ChannelData {
        let layout = ChannelLayout {
            first: 0,
            saturation: Saturation::Hill,
            return_on_spend: LogNormal { median: 2.0, spread: 0.7 },
            retention: LogitNormal { median: 0.4, spread: 1.0 },
            half_saturation: LogNormal { median: 2.0, spread: 0.8 },
            shape: LogNormal { median: 1.2, spread: 0.4 },
        };
        ChannelData::new(spend, segments, layout, 10.0)
    }

    fn contribution(channel: &mut ChannelData, position: &[f64]) -> Vec<f64> {
        channel.respond(position);
        channel.response().iter().map(|h| channel.effect() * h).collect()
    }

    #[test]
    fn nothing_is_carried_over_a_border() {
        let mut both = channel(&SPEND, &TWO);
        let together = contribution(&mut both, &POSITION);
        let mut second = SPEND;
        second[..5].fill(0.0);
        let mut alone = channel(&second, &TWO);
        alone.respond(&POSITION);
        assert_eq!(alone.response()[..5], [0.0; 5]);
        let total = weighted_sum(&TWO, &together);
        let expected = 2.0 * crate::math::exp(0.7 * POSITION[0]) * weighted_sum(&TWO, &SPEND) / 10.0;
        assert!((total - expected).abs() < 1e-12 * expected, "the return holds over all cells");
    }

    /// The slope of sum of w_t contribution_t for arbitrary w.
    #[test]
    fn the_gradient_from_any_likelihood_matches_finite_differences() {
        let weight = [0.5, -1.0, 2.0, 0.3, -0.7, 1.1, 0.2, -0.4];
        let mut channel = channel(&SPEND, &TWO);
        let mut gradient = [0.0; 4];
        channel.respond(&POSITION);
        channel.add_gradient_from(&POSITION, &weight, &mut gradient);
        for (i, found) in gradient.into_iter().enumerate() {
            let mut at = |h: f64| {
                let mut moved = POSITION;
                moved[i] += h;
                dot(&contribution(&mut channel, &moved), &weight)
            };
            let numeric = (at(1e-5) - at(-1e-5)) / 2e-5;
            assert!((found - numeric).abs() < 1e-8, "{i}: {found} {numeric}");
        }
    }
}

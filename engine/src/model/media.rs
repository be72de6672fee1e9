//! One channel's contribution at a position, and the slopes of a likelihood by its coordinates.
//!
//! contribution_t = R S h_t / H over all cells t, with the return R, the total spend S, the response h and H = sum w h,
//! so that a channel brings its return times its spend whatever carry-over and saturation are (Zhang et al. 2023). Cells
//! are the weeks of every geography, one geography after the other; carry-over stays inside a geography and starts
//! from the spend before its first week where that is known. Spend and contribution of a geography are divided by its
//! share w of the population: as if the nation behaved like it.
//!
//! For a likelihood with slope g_t by contribution_t: the slope by ln R is sum g_t contribution_t, and that by h_t is
//! (R S / H) (g_t - w_t m) with m = sum g h / H, since a larger h_t also enlarges the divisor H. Where carry-over comes
//! first, h = f(a) and a parameter of the carry-over moves h_t by f'(a_t) da_t; where saturation comes first, h is the
//! carried-over f(x) and every slope of f(x) is carried over like f(x) itself.
//!
//! Where the effect is stated by something else than a return, R S / H becomes q N / D ([`Anchor`]), and where contacts,
//! an activity or reach drive the response, they stand where spend stands here. Reach is weighted by frequency at every
//! position before it is carried over.
//!
//! Spend is divided by its largest cell inside; nothing outside this file sees that scale.

use super::anchor::{Anchor, At, Gains, SlopeSums};
use super::parameters::{ChannelLayout, ParameterKind, ParameterPrior};
use crate::math::lanes::{Lanes, sums};
use crate::math::{dot, exp, ln};
use crate::transforms::carryover::{SlopedFilter, StockSlopes};
use crate::transforms::frequency::SlopedReach;
use crate::transforms::response::Order;
use crate::transforms::saturation::{Curve, ResponseSlopes};
use std::ops::Range;

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
    /// The geographies.
    segments: Vec<Cells>,
    /// Spend a cell over its largest.
    spend: Vec<f64>,
    /// What was spent before, geography after geography, over the same scale.
    history: Vec<f64>,
    spend_scale: f64,
    /// Total spend over the outcome's scale: turns a return into a scaled contribution.
    total: f64,
    filter: SlopedFilter,
    /// What was carried over: the stock, or the response where saturation comes first.
    carried: Carried,
    /// Saturation of the stock, or of the spend where saturation comes first.
    saturated: ResponseSlopes,
    /// Saturation of the history, where saturation comes first.
    saturated_history: ResponseSlopes,
    /// Reach and frequency, from which the spend above is filled.
    reach: Option<Box<Reach>>,
    anchor: Anchor,
    effect: f64,
    response_sum: f64,
    /// The exponent by which the response grows with the inner scale: 0 where the curve has a half-saturation.
    scale_exponent: f64,
}

/// Reach and frequency.
#[derive(Clone, Debug)]
struct Reach {
    now: SlopedReach,
    history: SlopedReach,
    /// Slopes of the stock (of the response, where saturation comes first) by half-saturation and shape of the curve of
    /// frequencies.
    carried: [Vec<f64>; 2],
}

/// The cells of one geography, the part of the histories that is its own, and its share of the population.
#[derive(Clone, Debug)]
struct Cells {
    cells: Range<usize>,
    history: Range<usize>,
    share: f64,
}

/// A carried-over series and its slopes, a value a cell; zeros for parameters that there are not.
#[derive(Clone, Debug)]
struct Carried {
    value: Vec<f64>,
    by_retention: Vec<f64>,
    by_log_second: Vec<f64>,
    /// Slopes by the curve's parameters and by the stock, where saturation comes first; there nothing comes after.
    by_log_half: Vec<f64>,
    by_log_shape: Vec<f64>,
    by_itself: Vec<f64>,
}

impl ChannelData {
    /// A channel that spent `spend` in each cell, over the share of the geography in `segments` to which it belongs.
    pub(super) fn new(spend: &[f64], segments: &[Segment], layout: ChannelLayout, outcome_scale: f64) -> Self {
        let largest = spend.iter().copied().fold(0.0, f64::max);
        let spend_scale = if largest > 0.0 { largest } else { 1.0 };
        let n = spend.len();
        let ends = segments.iter().scan(0, |end, segment| {
            *end += segment.weeks;
            Some(*end)
        });
        let cells = |(end, segment): (usize, &Segment)| Cells {
            cells: end - segment.weeks..end,
            history: 0..0,
            share: segment.share,
        };
        let cells: Vec<Cells> = ends.zip(segments).map(cells).collect();
        Self {
            spend: spend.iter().map(|x| x / spend_scale).collect(),
            history: vec![],
            spend_scale,
            total: weighted_sum(&cells, spend) / outcome_scale,
            segments: cells,
            filter: SlopedFilter::new(layout.families.carryover, layout.window_weeks),
            carried: Carried::zeros(n),
            saturated: ResponseSlopes::zeros(n),
            saturated_history: ResponseSlopes::zeros(0),
            reach: None,
            anchor: Anchor::Response,
            effect: 0.0,
            response_sum: 0.0,
            scale_exponent: 0.0,
            layout,
        }
    }

    /// The same channel with what was spent before the first week, one series a geography, each of any length.
    pub(super) fn with_history(mut self, histories: &[Vec<f64>]) -> Self {
        for (segment, history) in self.segments.iter_mut().zip(histories) {
            let from = self.history.len();
            self.history.extend(history.iter().map(|x| x / self.spend_scale));
            segment.history = from..self.history.len();
        }
        self.saturated_history = ResponseSlopes::zeros(self.history.len());
        self
    }

    /// The same, what was taken for spend being reach: each cell is weighted by how often those reached were.
    pub(super) fn with_frequency(mut self, frequency: Vec<f64>, history: Vec<f64>) -> Self {
        let n = self.spend.len();
        self.reach = Some(Box::new(Reach {
            now: SlopedReach::new(self.spend.clone(), frequency),
            history: SlopedReach::new(self.history.clone(), history),
            carried: [vec![0.0; n], vec![0.0; n]],
        }));
        self
    }

    /// The same with the quantity being contribution over `numerator`, which is over the outcome's scale.
    pub(super) fn stated_by_response(self, numerator: f64) -> Self {
        Self { total: numerator, anchor: Anchor::Response, ..self }
    }

    /// The same with the quantity being the gain of the last `weeks` weeks over `numerator`.
    pub(super) fn stated_by_gain(self, numerator: f64, weeks: usize) -> Self {
        let geographies = self.segments.iter().map(|s| (s.cells.clone(), s.history.clone(), s.share));
        let anchor = Anchor::Gain(Box::new(Gains::new(geographies, weeks)));
        Self { total: numerator, anchor, ..self }
    }

    /// The same with the quantity being the effect over `numerator`.
    pub(super) fn stated_by_unit(self, numerator: f64) -> Self {
        let log_scale = ln(self.spend_scale);
        Self { total: numerator, anchor: Anchor::Unit { log_scale }, ..self }
    }

    /// The response of each cell at the position of the last [`Self::respond`].
    pub(super) fn response(&self) -> &[f64] {
        match self.layout.families.order {
            Order::CarryoverFirst => &self.saturated.response,
            Order::SaturationFirst => &self.carried.value,
        }
    }

    /// Contribution per unit of response there, over the outcome's scale.
    pub(super) fn effect(&self) -> f64 {
        self.effect
    }

    /// Contribution per unit of a response to what drives the channel in the user's unit, over the outcome's scale.
    pub(super) fn effect_in_units(&self) -> f64 {
        if self.scale_exponent == 0.0 {
            self.effect
        } else {
            self.effect * exp(-self.scale_exponent * ln(self.spend_scale))
        }
    }

    /// Computes carry-over, saturation and effect at a position.
    pub(super) fn respond(&mut self, position: &[f64]) {
        let p = self.layout.parameters(position);
        let curve = Curve { half_saturation: p.curve.half_saturation / self.spend_scale, ..p.curve };
        self.filter.set(p.fading);
        if let Some(reach) = &mut self.reach {
            reach.now.weigh(p.frequency, &mut self.spend);
            reach.history.weigh(p.frequency, &mut self.history);
        }
        match self.layout.families.order {
            Order::CarryoverFirst => self.carry_then_saturate(curve),
            Order::SaturationFirst => self.saturate_then_carry(curve),
        }
        self.carry_slopes_by_frequency();
        self.response_sum = weighted_sum(&self.segments, self.response());
        self.scale_exponent = self.layout.families.saturation.degree(curve);
        let divisor = self.divisor(curve);
        // A channel that never responds (no spend, or a half-saturation beyond all reason) contributes nothing.
        self.effect = if divisor > 1e-300 { p.quantity * self.total / divisor } else { 0.0 };
    }

    /// D: by what a quantity times its numerator is divided to give the effect.
    fn divisor(&mut self, curve: Curve) -> f64 {
        let by_frequency = self.reach.as_ref().map(|reach| match self.layout.families.order {
            Order::CarryoverFirst => [0, 1].map(|i| (reach.carried[i].as_slice(), &[][..])),
            Order::SaturationFirst => [
                (reach.now.by_log_half.as_slice(), reach.history.by_log_half.as_slice()),
                (reach.now.by_log_shape.as_slice(), reach.history.by_log_shape.as_slice()),
            ],
        });
        match &mut self.anchor {
            Anchor::Response => self.response_sum,
            Anchor::Unit { log_scale } => exp(-self.scale_exponent * *log_scale),
            Anchor::Gain(gains) => gains.sum(&At {
                saturation: self.layout.families.saturation,
                order: self.layout.families.order,
                curve,
                filter: &self.filter,
                saturating: match self.layout.families.order {
                    Order::CarryoverFirst => &self.carried.value,
                    Order::SaturationFirst => &self.spend,
                },
                saturated: &self.saturated,
                history: &self.history,
                saturated_history: &self.saturated_history,
                by_retention: &self.carried.by_retention,
                by_log_second: &self.carried.by_log_second,
                by_frequency,
            }),
        }
    }

    /// Carries the slopes of the weighted reach over.
    fn carry_slopes_by_frequency(&mut self) {
        let Some(reach) = &mut self.reach else { return };
        let Reach { now, history, carried } = reach.as_mut();
        let times = |a: &[f64], b: &[f64]| a.iter().zip(b).map(|(a, b)| a * b).collect::<Vec<f64>>();
        let slopes = [(&now.by_log_half, &history.by_log_half), (&now.by_log_shape, &history.by_log_shape)];
        for ((slope, before), out) in slopes.into_iter().zip(carried) {
            for Cells { cells, history, .. } in &self.segments {
                let (now, old) = (&slope[cells.clone()], &before[history.clone()]);
                let out = &mut out[cells.clone()];
                match self.layout.families.order {
                    Order::CarryoverFirst => self.filter.carry(old, now, out),
                    Order::SaturationFirst => {
                        let old = times(old, &self.saturated_history.by_stock[history.clone()]);
                        self.filter.carry(&old, &times(now, &self.saturated.by_stock[cells.clone()]), out);
                    }
                }
            }
        }
    }

    fn carry_then_saturate(&mut self, curve: Curve) {
        for Cells { cells, history, .. } in &self.segments {
            let before = &self.history[history.clone()];
            self.filter.carry_with_slopes(before, &self.spend[cells.clone()], self.carried.stock(cells));
        }
        self.layout.families.saturation.respond_with_slopes(curve, &self.carried.value, &mut self.saturated);
    }

    fn saturate_then_carry(&mut self, curve: Curve) {
        let saturation = self.layout.families.saturation;
        saturation.respond_with_slopes(curve, &self.spend, &mut self.saturated);
        saturation.respond_with_slopes(curve, &self.history, &mut self.saturated_history);
        let (now, before) = (&self.saturated, &self.saturated_history);
        for Cells { cells, history, .. } in &self.segments {
            let (c, h) = (cells.clone(), history.clone());
            let of = |series: fn(&ResponseSlopes) -> &[f64]| (&series(before)[h.clone()], &series(now)[c.clone()]);
            let (old, new) = of(|s| &s.response);
            self.filter.carry_with_slopes(old, new, self.carried.stock(cells));
            if saturation.has_half_saturation() {
                let (old, new) = of(|s| &s.by_log_half);
                self.filter.carry(old, new, &mut self.carried.by_log_half[c.clone()]);
            }
            if saturation.has_shape() || saturation.has_exponent() {
                let (old, new) = of(|s| &s.by_log_shape);
                self.filter.carry(old, new, &mut self.carried.by_log_shape[c.clone()]);
            }
        }
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
        let weighted = dot(slope, self.response());
        let sums = match &self.anchor {
            Anchor::Response => self.slope_sums(slope, weighted / self.response_sum),
            Anchor::Gain(gains) => self.slope_sums(slope, 0.0).less(weighted, gains.log_slopes()),
            Anchor::Unit { log_scale } => {
                let by_log_shape = -self.scale_exponent * log_scale;
                self.slope_sums(slope, 0.0).less(weighted, &SlopeSums { by_log_shape, ..SlopeSums::default() })
            }
        };
        let scale = self.effect * scale;
        let first = self.layout.first;
        for (i, (kind, prior)) in self.layout.parameters.iter().enumerate() {
            let sum = match kind {
                ParameterKind::Return
                | ParameterKind::MarginalReturn
                | ParameterKind::Coefficient
                | ParameterKind::Elasticity => weighted,
                // By the share itself.
                ParameterKind::ContributionShare => weighted / prior.at(position[first + i]),
                ParameterKind::FrequencyHalf => sums.by_frequency_half,
                ParameterKind::FrequencyShape => sums.by_frequency_shape,
                ParameterKind::Retention => sums.by_retention,
                ParameterKind::Peak | ParameterKind::CarryoverShape => sums.by_log_second,
                ParameterKind::HalfSaturation => sums.by_log_half,
                ParameterKind::Shape => sums.by_log_shape,
                // By the exponent itself, since a share's coordinate moves it and not its logarithm.
                ParameterKind::Exponent => sums.by_log_shape / prior.at(position[first + i]),
            };
            gradient[first + i] += match prior {
                ParameterPrior::Log(prior) => prior.spread * scale * sum,
                ParameterPrior::Logit(prior) => {
                    let value = prior.at(position[first + i]);
                    prior.spread * value * (1.0 - value) * scale * sum
                }
            };
        }
    }

    /// Sums over cells of (slope - centre) times the response's slope by each parameter.
    fn slope_sums(&self, slope: &[f64], centre: f64) -> SlopeSums {
        let (carried, saturated) = (&self.carried, &self.saturated);
        let (by_stock, by_log_half, by_log_shape) = match self.layout.families.order {
            Order::CarryoverFirst => (&saturated.by_stock, &saturated.by_log_half, &saturated.by_log_shape),
            Order::SaturationFirst => (&carried.by_itself, &carried.by_log_half, &carried.by_log_shape),
        };
        let mut total = self.slope_sums_by_frequency(slope, centre, by_stock);
        for Cells { cells, share, .. } in &self.segments {
            let centre = Lanes::splat(share * centre);
            let series = [slope, by_stock, &carried.by_retention, &carried.by_log_second, by_log_half, by_log_shape];
            let terms = |[slope, by_stock, by_retention, by_log_second, by_log_half, by_log_shape]: [Lanes; 6]| {
                let slope = slope - centre;
                let at_stock = slope * by_stock;
                [at_stock * by_retention, at_stock * by_log_second, slope * by_log_half, slope * by_log_shape]
            };
            total.add(sums(series.map(|s| &s[cells.clone()]), terms));
        }
        total
    }

    /// The same by the parameters of the curve of frequencies, the others being 0.
    fn slope_sums_by_frequency(&self, slope: &[f64], centre: f64, by_stock: &[f64]) -> SlopeSums {
        let mut sums = SlopeSums::default();
        let Some(reach) = &self.reach else { return sums };
        for Cells { cells, share, .. } in &self.segments {
            for t in cells.clone() {
                let at_stock = (slope[t] - share * centre) * by_stock[t];
                sums.by_frequency_half += at_stock * reach.carried[0][t];
                sums.by_frequency_shape += at_stock * reach.carried[1][t];
            }
        }
        sums
    }
}

impl SlopeSums {
    fn add(&mut self, [by_retention, by_log_second, by_log_half, by_log_shape]: [f64; 4]) {
        self.by_retention += by_retention;
        self.by_log_second += by_log_second;
        self.by_log_half += by_log_half;
        self.by_log_shape += by_log_shape;
    }
}

impl Carried {
    fn zeros(n: usize) -> Self {
        Self {
            value: vec![0.0; n],
            by_retention: vec![0.0; n],
            by_log_second: vec![0.0; n],
            by_log_half: vec![0.0; n],
            by_log_shape: vec![0.0; n],
            by_itself: vec![1.0; n],
        }
    }

    /// The value and its slopes by the carry-over's parameters in `cells`.
    fn stock(&mut self, cells: &Range<usize>) -> StockSlopes<'_> {
        StockSlopes {
            stock: &mut self.value[cells.clone()],
            by_retention: &mut self.by_retention[cells.clone()],
            by_log_second: &mut self.by_log_second[cells.clone()],
        }
    }
}

/// The sum over cells, each weighted by its geography's share.
fn weighted_sum(segments: &[Cells], values: &[f64]) -> f64 {
    segments.iter().map(|s| s.share * sums([&values[s.cells.clone()]], |x| x)[0]).sum()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::prior::{LogNormal, LogitNormal};
    use crate::transforms::carryover::Past;
    use crate::transforms::response::Families;

    const POSITION: [f64; 6] = [0.3, -0.2, 0.4, 0.1, -0.5, 0.2];
    const SPEND: [f64; 8] = [3.0, 0.0, 5.0, 1.0, 2.0, 0.0, 0.0, 4.0];
    const HISTORY: [f64; 3] = [2.0, 0.0, 6.0];
    const TWO: [Segment; 2] = [Segment { weeks: 5, share: 0.4 }, Segment { weeks: 3, share: 0.6 }];

    fn layout(families: Families) -> ChannelLayout {
        let log = |median, spread| ParameterPrior::Log(LogNormal { median, spread });
        let logit = |median, spread| ParameterPrior::Logit(LogitNormal { median, spread });
        let (c, s) = (families.carryover, families.saturation);
        let all = [
            (true, ParameterKind::Return, log(2.0, 0.7)),
            (c.has_retention(), ParameterKind::Retention, logit(0.4, 1.0)),
            (c.has_peak(), ParameterKind::Peak, log(1.0, 0.6)),
            (c.has_shape(), ParameterKind::CarryoverShape, log(1.0, 0.5)),
            (s.has_half_saturation(), ParameterKind::HalfSaturation, log(2.0, 0.8)),
            (s.has_shape(), ParameterKind::Shape, log(1.2, 0.4)),
            (s.has_exponent(), ParameterKind::Exponent, logit(0.5, 0.8)),
        ];
        let parameters = all.into_iter().filter(|a| a.0).map(|(_, kind, prior)| (kind, prior)).collect();
        ChannelLayout { first: 0, families, window_weeks: 4, parameters }
    }

    fn channel(families: Families, spend: &[f64]) -> ChannelData {
        ChannelData::new(spend, &TWO, layout(families), 10.0).with_history(&[HISTORY.to_vec(), vec![]])
    }

    fn contribution(channel: &mut ChannelData, position: &[f64]) -> Vec<f64> {
        channel.respond(position);
        channel.response().iter().map(|h| channel.effect() * h).collect()
    }

    #[test]
    fn nothing_is_carried_over_a_border() {
        for families in Families::all() {
            let together = contribution(&mut channel(families, &SPEND), &POSITION);
            let weighted =
                |values: &[f64]| 0.4 * values[..5].iter().sum::<f64>() + 0.6 * values[5..].iter().sum::<f64>();
            let total = weighted(&together);
            let expected = 2.0 * crate::math::exp(0.7 * POSITION[0]) * weighted(&SPEND) / 10.0;
            assert!((total - expected).abs() < 1e-12 * expected, "the return holds over all cells");
            let mut second = SPEND;
            second[..5].fill(0.0);
            let mut alone = ChannelData::new(&second, &TWO, layout(families), 10.0);
            alone.respond(&POSITION);
            assert_eq!(alone.response()[..5], [0.0; 5]);
        }
    }

    /// What the sampler explores is what every figure is computed with.
    #[test]
    fn it_is_the_response_of_the_draws() {
        for families in Families::all() {
            let mut channel = channel(families, &SPEND);
            let found = contribution(&mut channel, &POSITION);
            let response = channel.layout.parameters(&POSITION).response(families);
            let mut expected = [0.0; 8];
            response.respond(&response.past(&HISTORY), &SPEND[..5], &mut expected[..5]);
            response.respond(&Past::default(), &SPEND[5..], &mut expected[5..]);
            let scale = found.iter().sum::<f64>() / expected.iter().sum::<f64>();
            let close = found.iter().zip(expected).all(|(f, e)| (f - scale * e).abs() < 1e-12);
            assert!(close, "{families:?}: {found:?} {expected:?}");
        }
    }

    /// The slope of sum of w_t contribution_t for arbitrary w.
    #[test]
    fn the_gradient_from_any_likelihood_matches_finite_differences() {
        let weight = [0.5, -1.0, 2.0, 0.3, -0.7, 1.1, 0.2, -0.4];
        for families in Families::all() {
            let mut channel = channel(families, &SPEND);
            let mut gradient = [0.0; 6];
            channel.respond(&POSITION);
            channel.add_gradient_from(&POSITION, &weight, &mut gradient);
            for (i, found) in gradient.into_iter().enumerate() {
                let mut at = |h: f64| {
                    let mut moved = POSITION;
                    moved[i] += h;
                    dot(&contribution(&mut channel, &moved), &weight)
                };
                let numeric = (at(1e-5) - at(-1e-5)) / 2e-5;
                assert!((found - numeric).abs() < 1e-7, "{families:?} {i}: {found} {numeric}");
            }
        }
    }

    /// The whole density, with two channels of the family, one of which has a history.
    #[test]
    fn the_gradient_of_the_density_matches_finite_differences() {
        let mut parts = crate::panel::PanelParts::from(crate::simulate::random_world(3).simulate(60).unwrap().panel);
        parts.channels.truncate(2);
        parts.channels[1].history = vec![0.3, 0.0, 0.9];
        let panel = crate::panel::Panel::new(parts).unwrap();
        for families in Families::all() {
            let mut spec = crate::model::default_spec(&panel);
            spec.channels.iter_mut().for_each(|c| c.set_families(families));
            check_density(&mut crate::model::Density::new(&spec, &panel).unwrap(), &format!("{families:?}"));
        }
    }

    fn check_density(density: &mut impl crate::sampler::LogDensity, name: &str) {
        let n = density.dimension();
        let mut rng = crate::random::Rng::new(9, 0);
        let position: Vec<f64> = (0..n).map(|_| 0.7 * rng.normal()).collect();
        let (mut gradient, mut unused) = (vec![0.0; n], vec![0.0; n]);
        density.log_density(&position, &mut gradient);
        for i in 0..n {
            let mut at = |h: f64| {
                let mut moved = position.clone();
                moved[i] += h;
                density.log_density(&moved, &mut unused)
            };
            let h = 1e-4;
            let numeric = (8.0 * (at(h) - at(-h)) - (at(2.0 * h) - at(-2.0 * h))) / (12.0 * h);
            let error = (gradient[i] - numeric).abs();
            assert!(error < 1e-6 * (1.0 + numeric.abs()), "{name}, coordinate {i}: {} {numeric}", gradient[i]);
        }
    }
}

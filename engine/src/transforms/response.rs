//! The response of one channel with its parameters fixed: carry-over and saturation, in either order.
//!
//! Carry-over first (the usual order): money piles up over weeks and saturates together. Saturation first: each week
//! saturates on its own, and what it brought is spread over the weeks that follow. Both have the same response to a
//! constant spend, since the weights of a carry-over sum to one.

use super::carryover::{Carryover, Fading, Filter, Past};
use super::saturation::{Curve, ResponseSlopes, Saturation};
use serde::{Deserialize, Serialize};

/// Which of the two comes first.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Order {
    /// Spend is carried over, and the stock saturates.
    #[default]
    CarryoverFirst,
    /// Each week's spend saturates, and the response is carried over.
    SaturationFirst,
}

/// One channel's response with its parameters fixed.
#[derive(Clone, Debug, PartialEq)]
pub struct Response {
    filter: Filter,
    saturation: Saturation,
    curve: Curve,
    order: Order,
}

/// The families of a response and their order.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Families {
    /// The carry-over.
    pub carryover: Carryover,
    /// The saturation.
    pub saturation: Saturation,
    /// Which comes first.
    pub order: Order,
}

impl Families {
    /// Every choice of families and order.
    #[cfg(test)]
    pub(crate) fn all() -> impl Iterator<Item = Self> {
        let orders = [Order::CarryoverFirst, Order::SaturationFirst];
        orders.into_iter().flat_map(|order| {
            let pairs = Carryover::ALL.into_iter().flat_map(|c| Saturation::ALL.map(|s| (c, s)));
            pairs.map(move |(carryover, saturation)| Self { carryover, saturation, order })
        })
    }
}

/// A response along a line of spends: its value and its slope by a step along the line.
#[derive(Clone, Debug)]
pub struct Along {
    /// The response a week.
    pub response: Vec<f64>,
    /// Its slope.
    pub by_step: Vec<f64>,
    stock: Vec<f64>,
    slopes: ResponseSlopes,
}

impl Along {
    /// Room for `n` weeks.
    pub fn zeros(n: usize) -> Self {
        Self { response: vec![0.0; n], by_step: vec![0.0; n], stock: vec![0.0; n], slopes: ResponseSlopes::zeros(n) }
    }

    /// Makes room for `n` weeks where there was another number.
    pub fn resize(&mut self, n: usize) {
        if self.response.len() != n {
            *self = Self::zeros(n);
        }
    }
}

impl Response {
    /// The response of these families with these parameters.
    pub fn new(families: Families, fading: Fading, curve: Curve) -> Self {
        let Families { carryover, saturation, order } = families;
        Self { filter: carryover.filter(fading), saturation, curve, order }
    }

    /// The families and their parameters' curve.
    pub fn saturation(&self) -> Saturation {
        self.saturation
    }

    /// The parameters of the saturation.
    pub fn curve(&self) -> Curve {
        self.curve
    }

    /// What the weekly spend `before` leaves behind.
    pub fn past(&self, before: &[f64]) -> Past {
        match self.order {
            Order::CarryoverFirst => self.filter.past(before),
            Order::SaturationFirst => {
                let mut responses = before.to_vec();
                self.saturation.respond(self.curve, &mut responses);
                self.filter.past(&responses)
            }
        }
    }

    /// Writes the response a week to `spend` after `past` into `out`, of equal length.
    pub fn respond(&self, past: &Past, spend: &[f64], out: &mut [f64]) {
        match self.order {
            Order::CarryoverFirst => {
                self.filter.carry(past, spend, out);
                self.saturation.respond(self.curve, out);
            }
            Order::SaturationFirst => {
                let mut responses = spend.to_vec();
                self.saturation.respond(self.curve, &mut responses);
                self.filter.carry(past, &responses, out);
            }
        }
    }

    /// The response a week to a constant spend, once the carry-over has settled.
    pub fn steady(&self, spend: f64) -> f64 {
        let mut response = [spend];
        self.saturation.respond(self.curve, &mut response);
        response[0]
    }

    /// The response to `spend` after `past`, and its slope by e in `spend` + e `direction`, written into `out`.
    pub fn respond_along(&self, past: &Past, spend: &[f64], direction: &[f64], out: &mut Along) {
        let Along { response, by_step, stock, slopes } = out;
        let nothing = Past::default();
        match self.order {
            Order::CarryoverFirst => {
                self.filter.carry(past, spend, stock);
                self.saturation.respond_with_slopes(self.curve, stock, slopes);
                response.copy_from_slice(&slopes.response);
                self.filter.carry(&nothing, direction, by_step);
                by_step.iter_mut().zip(&slopes.by_stock).for_each(|(step, slope)| *step *= slope);
            }
            Order::SaturationFirst => {
                self.saturation.respond_with_slopes(self.curve, spend, slopes);
                self.filter.carry(past, &slopes.response, response);
                stock.iter_mut().zip(direction).zip(&slopes.by_stock).for_each(|((s, d), slope)| *s = d * slope);
                self.filter.carry(&nothing, stock, by_step);
            }
        }
    }

    /// The sum of the response to `spend` after `past`, weighted by `weights`, and its slope by every week's spend,
    /// written into `out.by_step`; all of equal length.
    pub fn respond_back(&self, past: &Past, spend: &[f64], weights: &[f64], out: &mut Along) -> f64 {
        let Along { response, by_step, stock, slopes } = out;
        match self.order {
            Order::CarryoverFirst => {
                self.filter.carry(past, spend, stock);
                self.saturation.respond_with_slopes(self.curve, stock, slopes);
                let cells = by_step.iter_mut().zip(weights).zip(&slopes.by_stock);
                cells.for_each(|((step, weight), slope)| *step = weight * slope);
                self.filter.carry_back(by_step);
                weighted_sum(&slopes.response, weights)
            }
            Order::SaturationFirst => {
                self.saturation.respond_with_slopes(self.curve, spend, slopes);
                self.filter.carry(past, &slopes.response, response);
                by_step.copy_from_slice(weights);
                self.filter.carry_back(by_step);
                by_step.iter_mut().zip(&slopes.by_stock).for_each(|(step, slope)| *step *= slope);
                weighted_sum(response, weights)
            }
        }
    }
}

fn weighted_sum(values: &[f64], weights: &[f64]) -> f64 {
    values.iter().zip(weights).map(|(v, w)| v * w).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    const SPEND: [f64; 10] = [3.0, 0.0, 5.0, 1.0, 2.0, 0.5, 0.0, 4.0, 2.5, 1.0];

    fn every_response() -> impl Iterator<Item = Response> {
        let fading = Fading { retention: 0.5, peak_weeks: 1.3, shape: 1.4, window_weeks: 6 };
        let curve = Curve { half_saturation: 2.0, shape: 0.7 };
        Families::all().map(move |families| Response::new(families, fading, curve))
    }

    #[test]
    fn a_series_goes_on_from_its_past() {
        for response in every_response() {
            let (mut whole, mut rest) = ([0.0; 10], [0.0; 4]);
            response.respond(&Past::default(), &SPEND, &mut whole);
            response.respond(&response.past(&SPEND[..6]), &SPEND[6..], &mut rest);
            rest.iter().zip(&whole[6..]).for_each(|(r, w)| assert!((r - w).abs() < 1e-12, "{response:?}"));
        }
    }

    #[test]
    fn a_constant_spend_settles() {
        for response in every_response() {
            let mut out = [0.0; 200];
            response.respond(&Past::default(), &[1.7; 200], &mut out);
            assert!((out[199] - response.steady(1.7)).abs() < 1e-12, "{response:?}");
        }
    }

    #[test]
    fn slopes_along_a_line_match_finite_differences() {
        let direction: Vec<f64> = SPEND.iter().map(|x| 0.3 * x).collect();
        for response in every_response() {
            let past = response.past(&[2.0, 4.0, 1.0]);
            let mut along = Along::zeros(10);
            response.respond_along(&past, &SPEND, &direction, &mut along);
            let at = |e: f64| {
                let moved: Vec<f64> = SPEND.iter().zip(&direction).map(|(x, d)| x + e * d).collect();
                let mut out = [0.0; 10];
                response.respond(&past, &moved, &mut out);
                out
            };
            let (value, up, down) = (at(0.0), at(1e-6), at(-1e-6));
            for t in 0..10 {
                assert!((along.response[t] - value[t]).abs() < 1e-14);
                assert!((along.by_step[t] - (up[t] - down[t]) / 2e-6).abs() < 1e-8, "{response:?} {t}");
            }
        }
    }

    #[test]
    fn slopes_by_every_week_match_finite_differences() {
        let weights = [1.0, 0.5, 0.0, 2.0, 1.0, 1.0, 0.3, 0.7, 1.1, 0.2];
        for response in every_response() {
            let past = response.past(&[2.0, 4.0, 1.0]);
            let mut along = Along::zeros(10);
            let value = response.respond_back(&past, &SPEND, &weights, &mut along);
            let at = |spend: &[f64]| {
                let mut out = [0.0; 10];
                response.respond(&past, spend, &mut out);
                weighted_sum(&out, &weights)
            };
            assert!((value - at(&SPEND)).abs() < 1e-12);
            for t in (0..10).filter(|t| SPEND[*t] > 0.0) {
                let moved = |e: f64| {
                    let mut spend = SPEND;
                    spend[t] += e;
                    at(&spend)
                };
                let numeric = (moved(1e-6) - moved(-1e-6)) / 2e-6;
                assert!((along.by_step[t] - numeric).abs() < 1e-8, "{response:?} {t}: {} {numeric}", along.by_step[t]);
            }
        }
    }
}

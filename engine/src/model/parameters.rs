//! The sampled parameters: where each lies in a position, and what it is in the user's units.
//!
//! A position holds standardised coordinates: 0 is the prior median, 1 is one prior standard deviation on the stretched
//! scale. Order: for each channel return, retention, half-saturation and (Hill only) shape; then the noise and the
//! three learned scales of the baseline.

use super::prior::{LogNormal, LogitNormal};
use super::spec::ModelSpec;
use crate::transforms::saturation::{Curve, Saturation};

/// One channel's parameters in the user's units.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ChannelParameters {
    /// Outcome per unit of spend over the observed weeks.
    pub return_on_spend: f64,
    /// Share carried into the next week.
    pub retention: f64,
    /// Half-saturation (spend a week) and shape.
    pub curve: Curve,
}

/// All sampled parameters in the user's units.
#[derive(Clone, Debug, PartialEq)]
pub struct Parameters {
    /// One entry a channel.
    pub channels: Vec<ChannelParameters>,
    /// Standard deviation of the weekly noise.
    pub noise: f64,
    /// Standard deviation of changes of slope, per year.
    pub slope_change: f64,
    /// Standard deviation of the season's coefficients.
    pub season: f64,
    /// Standard deviation of the drivers' effects.
    pub driver: f64,
}

/// The coordinates of one channel.
#[derive(Clone, Copy, Debug)]
pub(super) struct ChannelLayout {
    pub(super) first: usize,
    pub(super) saturation: Saturation,
    pub(super) return_on_spend: LogNormal,
    pub(super) retention: LogitNormal,
    pub(super) half_saturation: LogNormal,
    pub(super) shape: LogNormal,
}

/// Where each parameter lies and how its coordinate becomes a value.
#[derive(Clone, Debug)]
pub struct Layout {
    pub(super) channels: Vec<ChannelLayout>,
    /// Noise, slope change, season, driver: the last four coordinates.
    pub(super) scales: [LogNormal; 4],
    dimension: usize,
}

impl Layout {
    /// The layout of a specification.
    pub fn new(spec: &ModelSpec) -> Self {
        let mut dimension = 0;
        let mut channels = Vec::with_capacity(spec.channels.len());
        for (i, c) in spec.channels.iter().enumerate() {
            channels.push(ChannelLayout {
                first: dimension,
                saturation: c.saturation,
                return_on_spend: spec.return_of(i),
                retention: c.retention,
                half_saturation: c.half_saturation,
                shape: c.shape,
            });
            dimension += if c.saturation.has_shape() { 4 } else { 3 };
        }
        let b = &spec.baseline;
        Self { channels, scales: [spec.noise, b.slope_change, b.season, b.driver], dimension: dimension + 4 }
    }

    /// The number of coordinates.
    pub fn dimension(&self) -> usize {
        self.dimension
    }

    /// The coordinate of each channel's return.
    pub fn return_coordinates(&self) -> impl Iterator<Item = usize> {
        self.channels.iter().map(|c| c.first)
    }

    /// The four scales at a position.
    pub(super) fn scales_at(&self, position: &[f64]) -> [f64; 4] {
        let first = self.dimension - 4;
        std::array::from_fn(|i| self.scales[i].at(position[first + i]))
    }

    /// The parameters at a position.
    pub fn parameters(&self, position: &[f64]) -> Parameters {
        let [noise, slope_change, season, driver] = self.scales_at(position);
        let channels = self.channels.iter().map(|c| c.parameters(position)).collect();
        Parameters { channels, noise, slope_change, season, driver }
    }
}

impl ChannelLayout {
    pub(super) fn parameters(&self, position: &[f64]) -> ChannelParameters {
        let u = &position[self.first..];
        let shape = if self.saturation.has_shape() { self.shape.at(u[3]) } else { 1.0 };
        ChannelParameters {
            return_on_spend: self.return_on_spend.at(u[0]),
            retention: self.retention.at(u[1]),
            curve: Curve { half_saturation: self.half_saturation.at(u[2]), shape },
        }
    }
}

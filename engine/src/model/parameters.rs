//! The sampled parameters: where each lies in a position, and what it is in the user's units.
//!
//! A position holds standardised coordinates: 0 is the prior median, 1 is one prior standard deviation on the stretched
//! scale. Order: for each channel return, retention, half-saturation and (Hill only) shape; then the noise, the
//! three learned scales of the baseline and, with geographies, the three of the differences between them.

use super::prior::{LogNormal, LogitNormal};
use super::spec::ModelSpec;
use crate::transforms::saturation::{Curve, Saturation};

/// How many scales a model has at most.
pub(super) const SCALES: usize = 7;

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
    /// How geographies differ, where there are several.
    pub geography: Option<GeographyScales>,
}

/// How geographies differ.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct GeographyScales {
    /// Standard deviation of the level, in the outcome's unit as if the nation behaved like the geography.
    pub level: f64,
    /// Standard deviation of the other coefficients of the base, as a share of their common one.
    pub base: f64,
    /// Standard deviation of the relative differences of a channel's effect.
    pub effect: f64,
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
    /// Noise, slope change, season, driver and, with geographies, level, base and effect: the last coordinates.
    pub(super) scales: Vec<LogNormal>,
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
        let mut scales = vec![spec.noise, b.slope_change, b.season, b.driver];
        scales.extend(spec.geography.iter().flat_map(|g| [g.level, g.base, g.effect]));
        Self { channels, dimension: dimension + scales.len(), scales }
    }

    /// The number of coordinates.
    pub fn dimension(&self) -> usize {
        self.dimension
    }

    /// The coordinate of each channel's return.
    pub fn return_coordinates(&self) -> impl Iterator<Item = usize> {
        self.channels.iter().map(|c| c.first)
    }

    /// The first of the scales' coordinates.
    pub(super) fn first_scale(&self) -> usize {
        self.dimension - self.scales.len()
    }

    /// The scales at a position; those that the model does not have are 1.
    pub(super) fn scales_at(&self, position: &[f64]) -> [f64; SCALES] {
        let coordinates = &position[self.first_scale()..];
        let mut scales = [1.0; SCALES];
        scales.iter_mut().zip(&self.scales).zip(coordinates).for_each(|((s, prior), u)| *s = prior.at(*u));
        scales
    }

    /// The parameters at a position.
    pub fn parameters(&self, position: &[f64]) -> Parameters {
        let [noise, slope_change, season, driver, level, base, effect] = self.scales_at(position);
        let channels = self.channels.iter().map(|c| c.parameters(position)).collect();
        let geography = (self.scales.len() == SCALES).then_some(GeographyScales { level, base, effect });
        Parameters { channels, noise, slope_change, season, driver, geography }
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

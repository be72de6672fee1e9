//! The sampled parameters: where each lies in a position, and what it is in the user's units.
//!
//! A position holds standardised coordinates: 0 is the prior median, 1 is one prior standard deviation on the stretched
//! scale. Order: for each channel what its effect is stated by (its return, as a rule), then the parameters of its
//! carry-over and those of its curve, as many as its families have ([`ModelSpec::parameters_of`]); then the coefficients
//! of the baseline that are not integrated out ([`ModelSpec::sampled_kinds`], [`ModelSpec::projected_kinds`]), with
//! geographies theirs and the deviations of effects ([`super::pooled`]), and the degrees of freedom of Student's t, where there are any; then the noise, the three learned scales of the baseline and,
//! with geographies, the three of the differences between them.

use super::baseline::CoefficientKind;
use super::geography::place_count;
use super::outcome::{FEWEST_DEGREES, NoiseFamily};
use super::pooled::coordinate_count;
use super::prior::{LogNormal, LogitNormal};
use super::spec::{ModelSpec, Sign};
use crate::panel::Panel;
use crate::transforms::carryover::Fading;
use crate::transforms::response::{Families, Response};
use crate::transforms::saturation::Curve;
use serde::{Deserialize, Serialize};

/// Which parameter of a channel. The first five are what its effect can be stated by; a channel has one of them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum ParameterKind {
    /// Outcome per unit of spend.
    Return,
    /// Outcome of the next unit of spend, spread like the last year's.
    MarginalReturn,
    /// The part of the outcome that it brings.
    ContributionShare,
    /// Outcome a week per unit of response: at full saturation, where the curve has a maximum.
    Coefficient,
    /// By how many per cent the outcome changes for 1 % more spend in all weeks.
    Elasticity,
    /// Share of the effect left a week later.
    Retention,
    /// Spend a week that brings half of the maximum.
    HalfSaturation,
    /// Exponent of a Hill curve.
    Shape,
    /// Weeks from the spend to the peak of its effect.
    Peak,
    /// Shape of a Weibull carry-over.
    CarryoverShape,
    /// Exponent of a root.
    Exponent,
    /// Contacts a person and week at which being reached counts half.
    FrequencyHalf,
    /// Exponent of the curve of frequencies.
    FrequencyShape,
}

/// The prior of a channel's parameter.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum ParameterPrior {
    /// Of a positive quantity.
    Log(LogNormal),
    /// Of a share.
    Logit(LogitNormal),
}

impl ParameterPrior {
    /// The value `z` standard deviations from the median on the stretched scale.
    pub fn at(&self, z: f64) -> f64 {
        match self {
            Self::Log(prior) => prior.at(z),
            Self::Logit(prior) => prior.at(z),
        }
    }

    /// Whether its numbers can be used.
    pub fn is_proper(&self) -> bool {
        match self {
            Self::Log(prior) => prior.is_proper(),
            Self::Logit(prior) => prior.is_proper(),
        }
    }
}

/// How many scales a model has at most.
pub(super) const SCALES: usize = 7;

/// One channel's parameters in the user's units.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ChannelParameters {
    /// What its effect is stated by, such as its return: the first of [`ModelSpec::parameters_of`].
    pub quantity: f64,
    /// How the effect is spread over weeks.
    pub fading: Fading,
    /// Half-saturation (spend a week) and shape.
    pub curve: Curve,
    /// What being reached so often does: half-saturation (contacts a person and week) and shape.
    pub frequency: Curve,
}

/// All sampled parameters in the user's units.
#[derive(Clone, Debug, PartialEq)]
pub struct Parameters {
    /// One entry a channel.
    pub channels: Vec<ChannelParameters>,
    /// Standard deviation of the weekly noise, or the scale of Student's t; relative where effects multiply.
    pub noise: f64,
    /// Degrees of freedom of Student's t; infinite where the noise is normal.
    pub degrees: f64,
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
#[derive(Clone, Debug)]
pub(super) struct ChannelLayout {
    /// The first coordinate; the others follow.
    pub(super) first: usize,
    pub(super) families: Families,
    pub(super) window_weeks: usize,
    /// The parameters, one a coordinate.
    pub(super) parameters: Vec<(ParameterKind, ParameterPrior)>,
}

/// Where each parameter lies and how its coordinate becomes a value.
#[derive(Clone, Debug)]
pub struct Layout {
    pub(super) channels: Vec<ChannelLayout>,
    /// The first coordinate of the baseline's coefficients that are sampled.
    pub(super) first_coefficient: usize,
    /// The first coordinate of those that are sampled as distances from a regression, geography by geography where there
    /// are several.
    pub(super) first_projected: usize,
    /// The coordinate of the degrees of freedom, with their prior.
    degrees: Option<(usize, LogNormal)>,
    /// Noise, slope change, season, driver and, with geographies, level, base and effect: the last coordinates.
    pub(super) scales: Vec<LogNormal>,
    dimension: usize,
}

impl Layout {
    /// The layout of a specification for the geographies of a panel.
    pub fn new(spec: &ModelSpec, panel: &Panel) -> Self {
        let places = place_count(spec, panel);
        let mut dimension = 0;
        let mut channels = Vec::with_capacity(spec.channels.len());
        for (i, c) in spec.channels.iter().enumerate() {
            let parameters = spec.parameters_of(i);
            let next = dimension + parameters.len();
            channels.push(ChannelLayout {
                first: dimension,
                families: c.families(),
                window_weeks: c.window_weeks,
                parameters,
            });
            dimension = next;
        }
        let first_coefficient = dimension;
        dimension += spec.sampled_kinds(places).len();
        let first_projected = dimension;
        let projected = spec.projected_kinds(places).len();
        dimension += match places {
            1 => projected,
            _ if spec.outcome.is_normal() => 0,
            _ => coordinate_count(places, projected, spec.channels.len()),
        };
        let degrees = (spec.outcome.noise == NoiseFamily::StudentT).then_some((dimension, spec.outcome.degrees));
        dimension += usize::from(degrees.is_some());
        let b = &spec.baseline;
        let mut scales = vec![spec.noise, b.slope_change, b.season, b.driver];
        scales.extend(spec.geography.iter().flat_map(|g| [g.level, g.base, g.effect]));
        Self { channels, first_coefficient, first_projected, degrees, dimension: dimension + scales.len(), scales }
    }

    /// The number of coordinates.
    pub fn dimension(&self) -> usize {
        self.dimension
    }

    /// The coordinate of what each channel's effect is stated by.
    pub fn quantity_coordinates(&self) -> impl Iterator<Item = usize> {
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
        Parameters { channels, noise, degrees: self.degrees_at(position), slope_change, season, driver, geography }
    }

    /// The degrees of freedom at a position; infinite where the noise is normal.
    pub(super) fn degrees_at(&self, position: &[f64]) -> f64 {
        self.degrees.map_or(f64::INFINITY, |(i, prior)| FEWEST_DEGREES + prior.at(position[i]))
    }

    /// The coordinate of the degrees of freedom, with what a step of it moves their logarithm.
    pub(super) fn degrees_coordinate(&self, position: &[f64]) -> Option<(usize, f64)> {
        let degrees = self.degrees_at(position);
        self.degrees.map(|(i, prior)| (i, prior.spread * (degrees - FEWEST_DEGREES) / degrees))
    }
}

impl ModelSpec {
    /// The coefficients of the baseline that are sampled in coordinates of their own: those of drivers that may work in
    /// one direction only and, where the noise of a nation is not normal, the changes of slope.
    pub(super) fn sampled_kinds(&self, places: usize) -> Vec<CoefficientKind> {
        let is_sampled = |kind: &CoefficientKind| match kind {
            CoefficientKind::Driver(i) => self.baseline.drivers[*i].sign != Sign::Free,
            CoefficientKind::SlopeChange => places == 1 && !self.outcome.is_normal(),
            CoefficientKind::Level | CoefficientKind::Slope | CoefficientKind::Season => false,
        };
        self.baseline.kinds().into_iter().filter(is_sampled).collect()
    }

    /// The coefficients that are sampled as distances from a regression: all others, where the noise is not normal.
    pub(super) fn projected_kinds(&self, places: usize) -> Vec<CoefficientKind> {
        let sampled = self.sampled_kinds(places);
        let rest = self.baseline.kinds().into_iter().filter(|kind| !sampled.contains(kind));
        rest.filter(|_| !self.outcome.is_normal()).collect()
    }
}

impl ChannelLayout {
    /// The channel's parameters at a position; those that its families lack have values that nothing reads.
    pub(super) fn parameters(&self, position: &[f64]) -> ChannelParameters {
        let mut all = ChannelParameters {
            quantity: 0.0,
            fading: Fading { retention: 0.0, peak_weeks: 1.0, shape: 1.0, window_weeks: self.window_weeks },
            curve: Curve { half_saturation: 1.0, shape: 1.0 },
            frequency: Curve { half_saturation: 1.0, shape: 1.0 },
        };
        for ((kind, prior), z) in self.parameters.iter().zip(&position[self.first..]) {
            let value = match kind {
                ParameterKind::Return
                | ParameterKind::MarginalReturn
                | ParameterKind::ContributionShare
                | ParameterKind::Coefficient
                | ParameterKind::Elasticity => &mut all.quantity,
                ParameterKind::Retention => &mut all.fading.retention,
                ParameterKind::Peak => &mut all.fading.peak_weeks,
                ParameterKind::CarryoverShape => &mut all.fading.shape,
                ParameterKind::HalfSaturation => &mut all.curve.half_saturation,
                ParameterKind::Shape | ParameterKind::Exponent => &mut all.curve.shape,
                ParameterKind::FrequencyHalf => &mut all.frequency.half_saturation,
                ParameterKind::FrequencyShape => &mut all.frequency.shape,
            };
            *value = prior.at(*z);
        }
        all
    }
}

impl ChannelParameters {
    /// The response with these parameters.
    pub fn response(&self, families: Families) -> Response {
        Response::new(families, self.fading, self.curve)
    }

    /// The value of one parameter; of use only where the channel's families have it.
    pub fn value(&self, kind: ParameterKind) -> f64 {
        match kind {
            ParameterKind::Return
            | ParameterKind::MarginalReturn
            | ParameterKind::ContributionShare
            | ParameterKind::Coefficient
            | ParameterKind::Elasticity => self.quantity,
            ParameterKind::Retention => self.fading.retention,
            ParameterKind::Peak => self.fading.peak_weeks,
            ParameterKind::CarryoverShape => self.fading.shape,
            ParameterKind::HalfSaturation => self.curve.half_saturation,
            ParameterKind::Shape | ParameterKind::Exponent => self.curve.shape,
            ParameterKind::FrequencyHalf => self.frequency.half_saturation,
            ParameterKind::FrequencyShape => self.frequency.shape,
        }
    }
}

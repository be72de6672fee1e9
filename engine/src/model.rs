//! The marketing-mix model of one nation: priors in the user's units, and the density that the sampler explores.
//!
//! outcome_t = level + trend + season + drivers + sum over channels of contribution_ct + noise_t, where
//! contribution_ct = return_c * total spend_c * h(a_ct) / sum over t of h(a_ct), a = carry-over of spend, h = saturation.
//! So a channel's contribution over the observed weeks is its return times its spend, and a prior on return is a
//! prior on the very number that people argue about (Zhang et al. 2023, "Media Mix Model Calibration With Bayesian
//! Priors"). See `docs/method/model.md`.

mod anchor;
mod baseline;
mod defaults;
mod density;
mod evidence;
mod geography;
mod linear;
mod media;
mod outcome;
mod parameters;
mod pooled;
mod prior;
mod projected;
mod sampled;
mod scatter;
mod spec;

pub(crate) use anchor::MARGINAL_WEEKS;
pub use baseline::{Baseline, CoefficientKind};
pub use defaults::{Medium, ORGANIC_SHARE, default_spec, proposed_statement};
pub use density::Density;
pub use evidence::{
    ChannelType, EVIDENCE, Evidence, EvidencePrior, EvidenceTopic, EvidenceUnit, LIBRARY, Published, Range, applicable,
};
pub(crate) use geography::{Drive, PlaceData, places};
pub(crate) use linear::PlaceDraw;
pub use outcome::{FEWEST_DEGREES, Link, NoiseFamily, OutcomeSpec};
pub use parameters::{ChannelParameters, GeographyScales, Layout, ParameterKind, ParameterPrior, Parameters};
pub use prior::{LogNormal, LogitNormal, Normal};
pub use spec::{
    BaselineSpec, ChannelSpec, DriverSpec, FrequencySpec, GeographySpec, ModelSpec, ReturnPool, ReturnPrior, Sign,
    SpecError,
};

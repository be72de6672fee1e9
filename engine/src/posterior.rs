//! From draws to what they mean: contributions, returns, curves, fit, checks.
//!
//! Draws are the truth: every figure here is computed draw by draw and summarised once.

mod ahead;
mod base_learning;
mod best_frequency;
mod draws;
mod fit;
mod form;
mod knots;
mod learning;
mod multiplied;
mod predictive;
mod preview;
mod prior_predictive;
mod regions;
mod summary;
mod weekly;

pub use crate::model::ParameterKind;
pub(crate) use ahead::Ahead;
pub use base_learning::{BaseLearning, BaseParameter};
pub use best_frequency::{FrequencyCurve, FrequencyPoint};
pub use draws::{ChannelDraw, Draw, DrawnScales, Posterior, RegionDraw, Spent, SpentFrequency, SpentPlace};
pub use fit::{Fit, FitSettings, run_chain, run_chain_from};
pub use form::Form;
pub use knots::{KNOT_SPACINGS, KnotChoice, choose_knots};
pub use learning::Learning;
pub(crate) use multiplied::Sums;
pub use predictive::{PredictiveCheck, predictive_check};
pub use preview::{Preview, preview};
pub use prior_predictive::{PriorPredictive, prior_predictive};
pub use regions::{RegionChannel, RegionSummary};
pub use summary::{ChannelSummary, CurvePoint, DriverSummary, ResponseCurve, Summary, summarise};
pub use weekly::WeeklyDraws;

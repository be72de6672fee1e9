//! From draws to what they mean: contributions, returns, curves, fit, checks.
//!
//! Draws are the truth: every figure here is computed draw by draw and summarised once.

mod best_frequency;
mod draws;
mod fit;
mod learning;
mod predictive;
mod preview;
mod prior_predictive;
mod regions;
mod summary;
mod weekly;

pub use crate::model::ParameterKind;
pub use best_frequency::{FrequencyCurve, FrequencyPoint};
pub use draws::{ChannelDraw, Draw, Posterior, RegionDraw, Spent, SpentFrequency, SpentPlace};
pub use fit::{Fit, FitSettings, run_chain, run_chain_from};
pub use learning::Learning;
pub use predictive::{PredictiveCheck, predictive_check};
pub use preview::{Preview, preview};
pub use prior_predictive::{PriorPredictive, prior_predictive};
pub use regions::{RegionChannel, RegionSummary};
pub use summary::{ChannelSummary, CurvePoint, DriverSummary, ResponseCurve, Summary, summarise};
pub use weekly::WeeklyDraws;

//! What the Measure screens say: answers, checks, priors and charts from the engine's results, in the user's words.

pub mod answer;
pub mod checks;
pub mod contributions;
pub mod curve;
pub mod decomposition;
pub mod digits;
pub mod drivers;
pub mod evidence;
pub mod families;
pub mod fit_picture;
pub mod fits;
pub mod frequency;
pub mod geographies;
pub mod learning;
pub mod outcome_form;
pub mod outlook;
pub mod preview;
pub mod prior_range;
pub mod progress;
pub mod quantity;
pub mod remarks;
pub mod returns;
pub mod spec_changes;
pub mod standing;
pub mod terms;
pub mod verdict;
pub mod wording;

#[cfg(test)]
pub(in crate::present) mod example;

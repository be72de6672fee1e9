//! Where in the loop a workspace stands: the headline, the figures, the loop's list and the outlook.
//!
//! Every number here is taken from a result that another screen shows in full; nothing is computed from a summary.

mod figures;
mod goal;
mod headline;
mod late;
mod loop_status;
mod outlook;
mod welcome;

pub use figures::{HomeFigure, figures};
pub use headline::{HomeHeadline, headline};
pub use late::late_sources;
pub use loop_status::{LoopRow, loop_status};
pub use outlook::{outlook_chart, outlook_title};
pub use welcome::{SAMPLE_FILE_NAME, demo_picture, example_table, sample_csv};

use super::format::{self, Unit};
use super::locale::Locale;
use crate::state::{Committed, FitProgress, Freshness, Importing, NextStep};
use engine::forecast::{Forecast, GoalOutlook};
use engine::ingest::Finding;
use engine::panel::{OutcomeKind, Panel};
use engine::plan::Plan;
use engine::posterior::Summary;
use engine::simulate::Truth;
use std::sync::Arc;

/// What the home screen is made of.
#[derive(Clone, Debug)]
pub struct Standing {
    /// The one next step.
    pub step: NextStep,
    /// The file that is being read.
    pub importing: Importing,
    /// What is noteworthy about the files.
    pub findings: Arc<Vec<Finding>>,
    /// The confirmed data.
    pub panel: Option<Arc<Panel>>,
    /// How far a running fit is.
    pub fitting: Option<FitProgress>,
    /// The results of the shown fit.
    pub summary: Option<Arc<Summary>>,
    /// Whether they are those of the data and the model shown.
    pub freshness: Freshness,
    /// What really happened; in the demo only.
    pub truth: Option<Arc<Truth>>,
    /// The optimum, where it answers the plan as it stands.
    pub plan: Option<Arc<Plan>>,
    /// The forecast for the chosen spend.
    pub forecast: Option<Arc<Forecast>>,
    /// The total to be reached.
    pub goal: Option<f64>,
    /// How likely it is.
    pub outlook: Option<GoalOutlook>,
    /// The last committed plan.
    pub committed: Option<Arc<Committed>>,
    /// How numbers are written.
    pub locale: Locale,
}

impl Standing {
    /// Whether there are results and they passed the gate.
    #[must_use]
    pub fn is_trusted(&self) -> bool {
        self.summary.as_ref().is_some_and(|summary| summary.diagnostics.passes())
    }

    fn unit(&self) -> Unit {
        match self.panel.as_ref().map(|panel| panel.outcome_kind()) {
            Some(OutcomeKind::Count) => Unit::Number,
            Some(OutcomeKind::Money) | None => Unit::Money,
        }
    }

    /// The outcome's name as the data have it.
    fn outcome_name(&self) -> &str {
        self.panel.as_ref().map_or("outcome", |panel| panel.outcome_name())
    }
}

/// A number with no range, compact, in its unit.
#[must_use]
pub fn compact_of(locale: &Locale, unit: Unit, value: f64) -> String {
    format::NumberStyle::for_value(unit, value).text(locale, value)
}

/// A name at the head of a title: with a capital.
#[must_use]
pub fn capitalised(name: &str) -> String {
    let mut letters = name.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// A name inside a sentence: without the capital of a title; `B2B sales` and `GMV` stay as they are.
#[must_use]
pub fn in_sentence(name: &str) -> String {
    let mut letters = name.chars();
    match (letters.next(), letters.as_str()) {
        (Some(first), rest) if !rest.chars().any(char::is_uppercase) => first.to_lowercase().collect::<String>() + rest,
        _ => name.to_owned(),
    }
}

/// A count with the thing it counts: `1 week`, `13 weeks`.
#[must_use]
pub fn count_of(count: usize, thing: &str) -> String {
    if count == 1 { format!("1 {thing}") } else { format!("{count} {thing}s") }
}

#[cfg(test)]
mod tests;

//! Findings about sources, and the repairs that stand, in words.

use super::{measure_name, platform_name, with_files};
use crate::present::home::capitalised;
use crate::state::LibraryView;
use engine::dataset::{Check, Repair, Scope, days_in_words};
use engine::quality::Severity;

/// A finding as it stands in the list.
#[derive(Clone, Debug, PartialEq)]
pub struct CheckWords {
    /// Its id.
    pub id: String,
    /// What was found.
    pub sentence: String,
    /// In which source.
    pub source: String,
    /// On which days.
    pub days: String,
    /// How much it matters.
    pub severity: &'static str,
    /// Whether it matters much.
    pub is_serious: bool,
    /// What one click does.
    pub repair: Option<Repair>,
    /// That in words.
    pub repair_label: String,
    /// Whether somebody found it as it should be.
    pub is_accepted: bool,
}

/// All findings, what matters most first.
#[must_use]
pub fn check_words(view: &LibraryView) -> Vec<CheckWords> {
    let of = |check: &Check| {
        let (severity, is_serious) = match check.severity {
            Severity::Serious => ("serious", true),
            Severity::Caution => ("take care", true),
            Severity::Note => ("note", false),
        };
        CheckWords {
            id: check.id.0.clone(),
            sentence: with_files(&view.state, &check.evidence.sentence),
            source: view.state.sources.get(&check.source).map(|s| s.shown()).unwrap_or_default(),
            days: days_in_words(&check.evidence.days),
            severity: if check.is_accepted { "accepted" } else { severity },
            is_serious: is_serious && !check.is_accepted,
            repair: check.repair.clone(),
            repair_label: check.repair.as_ref().map(|r| repair_label(view, r)).unwrap_or_default(),
            is_accepted: check.is_accepted,
        }
    };
    view.checks.iter().map(of).collect()
}

/// The repairs that stand: their ids, and what they do.
#[must_use]
pub fn repairs(view: &LibraryView) -> Vec<(String, String)> {
    view.state.repairs.iter().map(|(id, repair)| (id.0.clone(), repair_label(view, repair))).collect()
}

fn repair_label(view: &LibraryView, repair: &Repair) -> String {
    with_files(&view.state, &capitalised(&repair_words(repair)))
}

fn repair_words(repair: &Repair) -> String {
    match repair {
        Repair::LeaveOut(scope) => format!("leave out {}", scope_words(scope)),
        Repair::Scale { scope, numerator, denominator } => {
            format!("multiply {} by {numerator}/{denominator}", scope_words(scope))
        }
        Repair::ShiftDays { scope, days } => format!("move {} by {days} days", scope_words(scope)),
        Repair::LeaveOutRepeats(scope) => format!("count repeated rows once: {}", scope_words(scope)),
        Repair::FillGap(scope) => format!("fill the gap in {}", scope_words(scope)),
        Repair::Prefer { keep, over } => format!("count {keep}, not {over}, where both have a day"),
        Repair::KeepBoth(..) => "count both".to_owned(),
        Repair::Accept(_) => "accepted as it is".to_owned(),
    }
}

fn scope_words(scope: &Scope) -> String {
    let what = scope.measure.map_or("all amounts", measure_name);
    let campaign = scope.campaign.as_ref().map(|c| format!(" of \"{c}\"")).unwrap_or_default();
    let from = scope.from.map(|d| format!(" from {d}")).unwrap_or_default();
    let to = scope.to.map(|d| format!(" to {d}")).unwrap_or_default();
    format!("{what}{campaign} of {}{from}{to}", platform_name(scope.platform))
}

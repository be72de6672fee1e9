//! The loop's list: each phase with how it stands.

use super::figures::total_interval;
use super::{Standing, count_of};
use crate::present::chance::chance;
use crate::present::format;
use crate::present::measure::checks::{CheckOutcome, checks};
use crate::present::measure::terms::Terms;
use crate::present::plan::Verdict;
use crate::route::{MeasureView, Route};
use crate::state::{Freshness, Importing, NextStep};
use engine::calendar::week_end;
use engine::posterior::Summary;

/// One phase of the loop.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LoopRow {
    /// Its screen.
    pub route: Route,
    /// Its name.
    pub name: &'static str,
    /// How it stands.
    pub status: String,
    /// Whether the next step is here.
    pub is_next: bool,
}

/// The phases in the order of the loop.
#[must_use]
pub fn loop_status(standing: &Standing) -> Vec<LoopRow> {
    let next = phase_of(standing.step);
    let phases = [
        (Route::Know, "Know", know(standing)),
        (Route::Measure(MeasureView::Results), "Measure", measure(standing)),
        (Route::PLAN, "Plan", plan(standing)),
        (Route::FORECAST, "Forecast", forecast(standing)),
        (Route::Reconcile, "Reconcile", reconcile(standing)),
    ];
    phases.map(|(route, name, status)| LoopRow { route, name, status, is_next: route == next }).to_vec()
}

fn phase_of(step: NextStep) -> Route {
    match step {
        NextStep::BringData | NextStep::SettleData | NextStep::ConfirmData | NextStep::AwaitWeeks => Route::Know,
        NextStep::Fit | NextStep::MendFit | NextStep::Refit => Route::Measure(MeasureView::Results),
        NextStep::Plan | NextStep::Commit => Route::PLAN,
        NextStep::Reconcile => Route::Reconcile,
    }
}

fn know(standing: &Standing) -> String {
    let blocking = standing.findings.iter().filter(|finding| finding.blocks()).count();
    match (&standing.panel, standing.step, &standing.importing) {
        (_, _, Importing::Reading { file }) => format!("reading {file}"),
        (_, NextStep::SettleData, _) => format!("{} to settle", count_of(blocking, "finding")),
        (_, NextStep::ConfirmData, _) => "read, to be confirmed".to_owned(),
        (Some(panel), _, _) => {
            format!("{} to {}", count_of(panel.week_count(), "week"), standing.locale.date(week_end(panel.last_week())))
        }
        (None, _, _) => "no data yet".to_owned(),
    }
}

fn measure(standing: &Standing) -> String {
    if let Some(progress) = &standing.fitting {
        return format!("fitting, {} done", format::percent(&standing.locale, progress.share(), 0));
    }
    let Some(summary) = &standing.summary else {
        return if standing.freshness == Freshness::NoFit { "not fitted yet" } else { "results are being read" }
            .to_owned();
    };
    match (summary.diagnostics.passes(), standing.freshness) {
        (false, _) => "not to be trusted yet".to_owned(),
        (true, Freshness::DataChanged | Freshness::BothChanged) => "older than the data".to_owned(),
        (true, Freshness::ModelChanged) => "model changed since".to_owned(),
        (true, _) => checked(standing, summary),
    }
}

/// Nothing that did not pass goes unsaid here; what it was stands on the trust page.
fn checked(standing: &Standing, summary: &Summary) -> String {
    let Some(panel) = &standing.panel else { return "fitted".to_owned() };
    let checks = checks(summary, &Terms::of(panel, &standing.locale));
    let passed = checks.iter().filter(|check| check.outcome == CheckOutcome::Passed).count();
    match checks.len() {
        all if passed == all => "fitted, the checks passed".to_owned(),
        all => format!("fitted, {passed} of {all} checks passed"),
    }
}

fn plan(standing: &Standing) -> String {
    let Some(plan) = &standing.plan else { return waiting(standing, "not planned yet") };
    let (locale, unit, uplift) = (&standing.locale, standing.unit(), plan.uplift);
    let style = format::NumberStyle::for_range(unit, uplift.lo, uplift.hi);
    let range = format!("{} to {}", style.signed(locale, uplift.lo), style.signed(locale, uplift.hi));
    match Verdict::of(plan) {
        Verdict::TodayIsBest => "today's plan is the best".to_owned(),
        Verdict::NoBetter => "today's plan is about as good".to_owned(),
        Verdict::MayBringMore | Verdict::LikelyBringsMore => format!("better split, {range}"),
        Verdict::Worse | Verdict::OtherBudget => format!("against today's plan, {range}"),
    }
}

fn forecast(standing: &Standing) -> String {
    let Some(forecast) = &standing.forecast else { return waiting(standing, "no forecast yet") };
    if let Some((_, outlook)) = standing.goal_ahead() {
        return format!("goal {} likely", chance(&standing.locale, outlook.probability));
    }
    let range = total_interval(forecast);
    range.map_or_else(String::new, |(_, low, high)| format::range(&standing.locale, standing.unit(), low, high))
}

fn reconcile(standing: &Standing) -> String {
    let Some(committed) = &standing.committed else { return "no plan committed yet".to_owned() };
    let weeks = &committed.scenario.weeks;
    let last = standing.panel.as_ref().map(|panel| panel.last_week());
    let happened = weeks.iter().filter(|week| Some(**week) <= last).count();
    match (happened, weeks.first()) {
        (0, Some(first)) => format!("committed, begins {}", standing.locale.date(*first)),
        _ => format!("{happened} of {} are in", count_of(weeks.len(), "week")),
    }
}

fn waiting(standing: &Standing, then: &str) -> String {
    if standing.freshness == Freshness::NoFit { "after the fit".to_owned() } else { then.to_owned() }
}

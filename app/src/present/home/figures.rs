//! The tiles of the home screen: what came in, what media brought of it, what a unit of spend returned, what is ahead.

use super::{Standing, capitalised, compact_of, count_of};
use crate::present::chance::chance;
use crate::present::format::{self, Unit};
use crate::state::{Freshness, NextStep};
use engine::calendar::week_end;
use engine::forecast::Forecast;
use engine::math::{Interval, mean, quantile_of_sorted};
use engine::panel::{OutcomeKind, Panel};
use engine::simulate::Truth;

/// One tile.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct HomeFigure {
    /// What the number is.
    pub label: String,
    /// The number.
    pub value: String,
    /// Its range, or what it is held against.
    pub range: String,
    /// A word on how it stands; empty for none.
    pub badge: String,
    /// Whether the word is a warning.
    pub warns: bool,
}

/// The tiles; none before there are data.
#[must_use]
pub fn figures(standing: &Standing) -> Vec<HomeFigure> {
    let Some(panel) = &standing.panel else { return vec![] };
    let estimates: Vec<HomeFigure> =
        [incremental(standing), return_on_spend(standing), ahead(standing)].into_iter().flatten().collect();
    let spend = estimates.is_empty().then(|| spend_to_date(standing, panel));
    std::iter::once(outcome_to_date(standing, panel)).chain(spend).chain(estimates).collect()
}

fn spend_to_date(standing: &Standing, panel: &Panel) -> HomeFigure {
    let total: f64 = panel.channels().iter().flat_map(|channel| &channel.spend_by_week).sum();
    HomeFigure {
        label: "Media spend to date".to_owned(),
        value: compact_of(&standing.locale, Unit::Money, total),
        range: format!("on {}", count_of(panel.channels().len(), "channel")),
        ..HomeFigure::default()
    }
}

fn outcome_to_date(standing: &Standing, panel: &Panel) -> HomeFigure {
    let total: f64 = panel.outcome().iter().sum();
    HomeFigure {
        label: format!("{} to date", capitalised(panel.outcome_name())),
        value: compact_of(&standing.locale, standing.unit(), total),
        range: format!(
            "{} to {}",
            count_of(panel.week_count(), "week"),
            standing.locale.date(week_end(panel.last_week()))
        ),
        ..HomeFigure::default()
    }
}

fn incremental(standing: &Standing) -> Option<HomeFigure> {
    let summary = standing.summary.as_ref()?;
    let truth = standing.truth.as_ref().map(|truth| media_total(truth, summary.weeks.len()));
    Some(estimate(standing, "Incremental from media", standing.unit(), summary.media, truth))
}

fn return_on_spend(standing: &Standing) -> Option<HomeFigure> {
    let summary = standing.summary.as_ref()?;
    let spend: f64 = summary.channels.iter().map(|channel| channel.spend).sum();
    let truth = standing.truth.as_ref().map(|truth| media_total(truth, summary.weeks.len()) / spend);
    let one = format::money_compact(&standing.locale, 1.0);
    let label = match standing.panel.as_ref()?.outcome_kind() {
        OutcomeKind::Money => "Return on spend".to_owned(),
        OutcomeKind::Count => format!("{} per {one} spent", capitalised(standing.outcome_name())),
    };
    Some(estimate(standing, &label, Unit::Number, summary.media_return, truth))
}

/// An estimate with its range, in the demo with the truth beside it.
fn estimate(standing: &Standing, label: &str, unit: Unit, of: Interval, truth: Option<f64>) -> HomeFigure {
    let locale = &standing.locale;
    let style = format::NumberStyle::for_range(unit, of.lo, of.hi);
    let range = format::range_sentence(locale, unit, 0.9, of.lo, of.hi);
    let truth = truth.map(|truth| format!("; truth {}", style.text(locale, truth))).unwrap_or_default();
    let figure = HomeFigure {
        label: label.to_owned(),
        value: style.text(locale, of.mean),
        range: range + &truth,
        ..HomeFigure::default()
    };
    doubted(standing, figure)
}

fn ahead(standing: &Standing) -> Option<HomeFigure> {
    let forecast = standing.forecast.as_ref()?;
    let (mean, low, high) = total_interval(forecast)?;
    let (locale, unit) = (&standing.locale, standing.unit());
    let (first, last) = (forecast.weeks.first()?, forecast.weeks.last()?);
    let figure = HomeFigure {
        label: format!("Forecast, {} to {}", standing.locale.day(*first), standing.locale.date(week_end(*last))),
        value: format::estimate(locale, unit, mean, low, high),
        range: format::range_sentence(locale, unit, 0.9, low, high),
        ..HomeFigure::default()
    };
    let goal = standing.goal_ahead().map(|(_, outlook)| goal_badge(standing, outlook.probability));
    let (badge, warns) = goal.unwrap_or_default();
    Some(doubted(standing, HomeFigure { badge, warns, ..figure }))
}

fn goal_badge(standing: &Standing, share: f64) -> (String, bool) {
    (format!("goal {} likely", chance(&standing.locale, share)), share < 0.5)
}

/// The figure with a word of doubt, where what it rests on asks for one.
fn doubted(standing: &Standing, figure: HomeFigure) -> HomeFigure {
    let badge = match (standing.step, standing.freshness) {
        (NextStep::MendFit, _) => "not trusted",
        (_, _) if !standing.is_trusted() => "not trusted",
        (_, Freshness::Current | Freshness::NoFit) => return figure,
        (_, Freshness::ModelChanged) => "model changed since",
        (_, Freshness::DataChanged | Freshness::BothChanged) => "older than the data",
    };
    HomeFigure { badge: badge.to_owned(), warns: true, ..figure }
}

/// Mean and 90 % range of the total of a forecast, from its draws.
pub(super) fn total_interval(forecast: &Forecast) -> Option<(f64, f64, f64)> {
    let totals = &forecast.sorted_totals;
    let at = |share| quantile_of_sorted(totals, share);
    (!totals.is_empty()).then(|| (mean(totals), at(0.05), at(0.95)))
}

/// What media really brought in the first `weeks` weeks.
fn media_total(truth: &Truth, weeks: usize) -> f64 {
    truth.channels.iter().flat_map(|channel| channel.contribution_by_week.iter().take(weeks)).sum()
}

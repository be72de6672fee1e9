//! Checks of the sources, before any panel: what looks wrong, how badly, by what evidence, and the repair that one
//! click makes. A repair that was made is in force when checks run again, so that its finding is gone.

mod days;
mod gap;
mod impressions;
mod late;
mod level_shift;
mod magnitude;
mod negative;
mod outlier;
mod repeated;
mod restated;
mod sudden_zero;
mod time_zone;
mod twice;
mod units;

use super::Tallies;
use super::days::stretches;
use super::frame::{Frame, Lane};
use super::log::State;
use super::overlap::{self, Restatement, SharedCampaign};
use super::repair::{Repair, Scope};
use super::source::SourceId;
use crate::exports::Measure;
use crate::quality::Severity;
use days::Daily;
use jiff::civil::Date;
use magnitude::Prices;
use serde::{Deserialize, Serialize};

/// By what a finding is known: the same finding has the same id when the checks run again.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct CheckId(pub String);

/// What looks wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum CheckKind {
    /// Days are missing in the middle.
    Gap,
    /// The next file is late.
    Late,
    /// A newer export has other amounts for days that were there already.
    Restated,
    /// A day far above those around it.
    Outlier,
    /// The level changed at once and for good.
    LevelShift,
    /// Amounts seem to be in another unit: cents, thousands or millionths.
    UnitMixup,
    /// Amounts below zero.
    Negative,
    /// Money was spent and nothing shown.
    SpendWithoutImpressions,
    /// What was there every day is there no more.
    SuddenZero,
    /// Days seem to be cut in another time zone.
    TimeZoneShift,
    /// A campaign counts in two sources.
    SameCampaign,
    /// Rows of one file are the same in days, name and all amounts.
    RepeatedRows,
}

/// What a finding rests on.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Evidence {
    /// The days, as stretches.
    pub days: Vec<(Date, Date)>,
    /// What was found, in the source's own unit.
    pub found: Option<f64>,
    /// What would have been expected.
    pub expected: Option<f64>,
    /// The finding in a sentence.
    pub sentence: String,
}

/// A finding.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Check {
    /// By what it is known.
    pub id: CheckId,
    /// What looks wrong.
    pub kind: CheckKind,
    /// How much it matters.
    pub severity: Severity,
    /// In which source.
    pub source: SourceId,
    /// In which measure, where in one.
    pub measure: Option<Measure>,
    /// What it rests on.
    pub evidence: Evidence,
    /// What one click does; where none, the finding can be accepted.
    pub repair: Option<Repair>,
    /// Whether somebody looked at it and found it as it should be.
    pub is_accepted: bool,
}

/// How good a source is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Score {
    /// The source.
    pub source: SourceId,
    /// 0 to 100: 100 less 25 for each serious finding, 8 for each caution and 2 for each note that nobody accepted.
    pub points: u8,
    /// Findings that count, serious first: how many of each severity.
    pub findings: (u32, u32, u32),
}

/// What the checks look at: one source, its days, and all others.
struct Look<'a> {
    lane: &'a Lane<'a>,
    lanes: &'a [Lane<'a>],
    /// One a measure of [`LOOKED_AT`], where the source has it.
    daily: Vec<Daily>,
    /// What media cost, of each lane.
    prices: &'a [Option<Prices>],
    today: Date,
}

/// The measures whose days are looked at.
const LOOKED_AT: [Measure; 5] =
    [Measure::Spend, Measure::Impressions, Measure::Revenue, Measure::Orders, Measure::ClaimedValue];

/// The checks of one source. One file each.
const CHECKS: [fn(&Look<'_>) -> Vec<Check>; 11] = [
    late::check,
    gap::check,
    sudden_zero::check,
    units::check,
    outlier::check,
    level_shift::check,
    negative::check,
    impressions::check,
    time_zone::check,
    repeated::check,
    magnitude::check,
];

/// Checks all sources; what matters most first. `today` decides what is late.
pub fn check_sources(state: &State, tallies: &Tallies, today: Date) -> Vec<Check> {
    let lanes = Frame::lanes_only(state, tallies);
    check_lanes(state, &lanes, (&overlap::restated(state, &lanes), &overlap::shared_in(state, &lanes)), today)
}

/// The same, of lanes that are ready, with what was found between them.
pub(super) fn check_lanes(
    state: &State,
    lanes: &[Lane<'_>],
    (restatements, shared): (&[Restatement], &[SharedCampaign]),
    today: Date,
) -> Vec<Check> {
    let prices: Vec<Option<Prices>> = lanes.iter().map(Prices::of).collect();
    let mut all: Vec<Check> = vec![];
    for lane in lanes {
        let daily = LOOKED_AT.iter().filter_map(|&measure| Daily::of(lane, measure)).collect();
        let look = Look { lane, lanes, daily, prices: &prices, today };
        all.extend(CHECKS.iter().flat_map(|check| check(&look)));
    }
    all.extend(restated::check(restatements));
    all.extend(twice::check(state, shared));
    for check in &mut all {
        check.is_accepted = state.repairs.values().any(|r| matches!(r, Repair::Accept(id) if *id == check.id.0));
    }
    all.sort_by(|a, b| b.severity.cmp(&a.severity).then_with(|| a.id.cmp(&b.id)));
    all
}

/// The score of a source by its findings.
pub fn score(checks: &[Check], source: &SourceId) -> Score {
    let counted = |severity: Severity| {
        let own = checks.iter().filter(|check| check.source == *source && !check.is_accepted);
        own.filter(|check| check.severity == severity).count() as u32
    };
    let findings = (counted(Severity::Serious), counted(Severity::Caution), counted(Severity::Note));
    let lost = findings.0.saturating_mul(25) + findings.1.saturating_mul(8) + findings.2.saturating_mul(2);
    Score { source: source.clone(), points: 100_u32.saturating_sub(lost) as u8, findings }
}

impl Look<'_> {
    fn daily(&self, measure: Measure) -> Option<&Daily> {
        self.daily.iter().find(|daily| daily.measure == measure)
    }

    fn finding(&self, kind: CheckKind, severity: Severity, measure: Option<Measure>, evidence: Evidence) -> Check {
        finding(kind, severity, (&self.lane.source.id, measure), evidence)
    }

    /// The source's platform, the measure and the days: what a repair of these days speaks of.
    fn scope(&self, measure: Measure, from: i32, to: i32) -> Scope {
        let (from, to) = (super::days::day(from), super::days::day(to));
        Scope { measure: Some(measure), from: Some(from), to: Some(to), ..Scope::platform(self.lane.source.platform) }
    }
}

fn finding(
    kind: CheckKind,
    severity: Severity,
    (source, measure): (&SourceId, Option<Measure>),
    evidence: Evidence,
) -> Check {
    let first = evidence.days.first().map_or_else(String::new, |(from, _)| from.to_string());
    let measure_name = measure.map_or_else(String::new, |measure| format!("{measure:?}"));
    Check {
        id: CheckId(format!("{kind:?} {source} {measure_name} {first}")),
        kind,
        severity,
        source: source.clone(),
        measure,
        evidence,
        repair: None,
        is_accepted: false,
    }
}

/// The middle value; the upper of two.
fn median(mut values: Vec<f64>) -> Option<f64> {
    values.sort_by(f64::total_cmp);
    values.get(values.len() / 2).copied()
}

/// A measure as people call it.
fn called(measure: Measure) -> &'static str {
    match measure {
        Measure::Spend => "spend",
        Measure::Impressions => "impressions",
        Measure::Reach => "reach",
        Measure::Clicks => "clicks",
        Measure::ClaimedConversions => "claimed conversions",
        Measure::ClaimedValue => "claimed value",
        Measure::Revenue => "revenue",
        Measure::Orders => "orders",
        Measure::Units => "units",
        Measure::NewCustomers => "new customers",
        Measure::CostOfGoods => "cost of goods",
        Measure::Level => "level",
        Measure::Event => "event",
        Measure::RatingPoints => "rating points",
        Measure::Visits => "visits",
        Measure::Refund | Measure::RefundBeside => "refunds",
    }
}

/// One stretch as evidence.
fn on(from: i32, to: i32) -> Vec<(Date, Date)> {
    stretches(from..=to)
}

#[cfg(test)]
mod tests;

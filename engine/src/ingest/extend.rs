//! Extending a panel with a newer one: the refresh of every week or month.
//!
//! The columns must be the same, since a model is a model of its columns; only events may be in one file alone, where
//! the other has none of them. The newer file is right where both have a week, and what it changes is listed.

use super::findings::{Finding, FindingId, Findings, Places, count_of};
use crate::calendar::{add_weeks, days_between};
use crate::panel::{
    Activity, Channel, ChannelKind, Driver, DriverKind, OutcomeKind, Panel, PanelError, PanelParts, Region, Series,
};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use std::fmt;

/// A panel that was extended, and what the newer file changed.
#[derive(Clone, Debug, PartialEq)]
pub struct Extension {
    /// All weeks, the newer values where both files have one.
    pub panel: Panel,
    /// The weeks that the older panel did not have.
    pub added_weeks: Vec<Date>,
    /// The values that the newer file changed.
    pub restated: Vec<Restatement>,
    /// What else is worth knowing.
    pub findings: Vec<Finding>,
}

/// A value that the newer file gives differently.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Restatement {
    /// The week.
    pub week: Date,
    /// The column's name.
    pub column: String,
    /// The value before.
    pub old: f64,
    /// The value now.
    pub new: f64,
}

/// Why a newer panel does not continue an older one; [`ExtendError::advice`] says what to do.
#[derive(Clone, Debug, PartialEq)]
pub enum ExtendError {
    /// The outcomes have different names.
    Outcome {
        /// The older panel's outcome.
        old: String,
        /// The newer panel's outcome.
        new: String,
    },
    /// One outcome is money, the other a count.
    OutcomeKind {
        /// What the older panel's outcome is counted in.
        old: OutcomeKind,
        /// What the newer panel's outcome is counted in.
        new: OutcomeKind,
    },
    /// The newer panel has not all columns of the older.
    Missing {
        /// The names.
        columns: Vec<String>,
    },
    /// The newer panel has columns that the older has not.
    Unknown {
        /// The names.
        columns: Vec<String>,
    },
    /// A column changed from channel to driver, or the reverse, or to another kind of driver.
    Role {
        /// The names.
        columns: Vec<String>,
    },
    /// The weeks begin on different weekdays.
    Weekday {
        /// The older panel's last week.
        old: Date,
        /// The newer panel's first week.
        new: Date,
    },
    /// One panel is measured by geography and the other is not, or by others.
    Geographies,
    /// There are weeks between the two that neither has.
    Gap {
        /// The older panel's last week, or the newer's where that lies before all of the older.
        last: Date,
        /// The week with which the other begins.
        next: Date,
    },
    /// The two together are no panel.
    NotAPanel(PanelError),
}

impl ExtendError {
    /// What to do about it, in a sentence or two.
    pub fn advice(&self) -> &'static str {
        match self {
            Self::Outcome { .. } | Self::OutcomeKind { .. } => {
                "Set the outcome of the newer file as it was, or begin a new data set."
            }
            Self::Missing { .. } => {
                "Export the newer file with these columns; write 0 where a channel has stopped. If a column was renamed, \
                 give it its old name."
            }
            Self::Unknown { .. } => {
                "Give them no role, or read one file that holds them for all weeks: a model cannot take in a channel \
                 whose past it does not know."
            }
            Self::Role { .. } => "Give the columns the roles that they had.",
            Self::Weekday { .. } => "Export the newer file with weeks that begin on the same weekday.",
            Self::Geographies => "Read the newer file with the same geographies, each with all its rows.",
            Self::Gap { .. } => {
                "Export the newer file so that it begins no later than the week after the older one ends."
            }
            Self::NotAPanel(_) => "Read one file that holds all weeks.",
        }
    }
}

impl fmt::Display for ExtendError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let list = |columns: &[String]| format!("\"{}\"", columns.join("\", \""));
        match self {
            Self::Outcome { old, new } => {
                write!(f, "The outcome was \"{old}\" and is \"{new}\" in the newer file.")
            }
            Self::OutcomeKind { old, new } => {
                write!(f, "The outcome was {} and is {} in the newer file.", kind_name(*old), kind_name(*new))
            }
            Self::Missing { columns } => write!(f, "The newer file lacks {}.", list(columns)),
            Self::Unknown { columns } => {
                write!(f, "The newer file has columns that were not there before: {}.", list(columns))
            }
            Self::Role { columns } => {
                write!(f, "These columns have another role in the newer file: {}.", list(columns))
            }
            Self::Weekday { old, new } => {
                write!(f, "The weeks do not begin on the same weekday: {old} before, {new} in the newer file.")
            }
            Self::Geographies => write!(f, "The newer file has other geographies."),
            Self::Gap { last, next } => write!(f, "No file has the weeks between {last} and {next}."),
            Self::NotAPanel(error) => write!(f, "{error}"),
        }
    }
}

impl std::error::Error for ExtendError {}

fn kind_name(kind: OutcomeKind) -> &'static str {
    match kind {
        OutcomeKind::Money => "money",
        OutcomeKind::Count => "a count",
    }
}

/// Continues `old` with `new`, read from `file`: newer values replace older ones for the same week, and are listed.
///
/// # Errors
/// Where the columns, the weekday or the weeks do not continue the older panel; see [`ExtendError`].
pub fn extend(old: &Panel, new: &Panel, file: &str) -> Result<Extension, ExtendError> {
    check_outcome(old, new)?;
    let names = |panel: &Panel| panel.regions().iter().map(|r| r.name.clone()).collect::<BTreeSet<_>>();
    if names(old) != names(new) {
        return Err(ExtendError::Geographies);
    }
    let events = check_columns(old, new)?;
    let span = Span::of(old, new)?;
    let mut restated = vec![];
    let parts = joined(old, new, &span, &mut restated);
    let panel = Panel::new(parts).map_err(ExtendError::NotAPanel)?;
    let added_weeks: Vec<Date> = panel.weeks().iter().copied().filter(|week| !old.weeks().contains(week)).collect();
    let findings = report(file, &restated, &events);
    Ok(Extension { panel, added_weeks, restated, findings })
}

fn check_outcome(old: &Panel, new: &Panel) -> Result<(), ExtendError> {
    let (name, newer) = (old.outcome_name().to_owned(), new.outcome_name().to_owned());
    let (kind, newer_kind) = (old.outcome_kind(), new.outcome_kind());
    match () {
        () if name != newer => Err(ExtendError::Outcome { old: name, new: newer }),
        () if kind != newer_kind => Err(ExtendError::OutcomeKind { old: kind, new: newer_kind }),
        () => Ok(()),
    }
}

/// What a column but the outcome is.
#[derive(Clone, Copy, PartialEq)]
enum Column {
    Channel(ChannelKind),
    Driver(DriverKind),
}

/// The role of each column but the outcome.
fn roles(panel: &Panel) -> Vec<(&str, Column)> {
    let channels = panel.channels().iter().map(|c| (c.name.as_str(), Column::Channel(c.kind())));
    channels.chain(panel.drivers().iter().map(|d| (d.name.as_str(), Column::Driver(d.kind)))).collect()
}

/// Checks that the columns are the same, and gives the events that one of the panels has alone.
fn check_columns(old: &Panel, new: &Panel) -> Result<Vec<String>, ExtendError> {
    let (olds, news) = (roles(old), roles(new));
    let only_in = |these: &[(&str, Column)], those: &[(&str, Column)]| {
        let alone = these.iter().filter(|(name, _)| those.iter().all(|(other, _)| other != name));
        let (events, others): (Vec<_>, Vec<_>) =
            alone.partition(|(_, kind)| *kind == Column::Driver(DriverKind::Event));
        let names = |list: Vec<&(&str, Column)>| list.iter().map(|(name, _)| (*name).to_owned()).collect();
        (names(events), names(others))
    };
    let (mut events, missing): (Vec<String>, Vec<String>) = only_in(&olds, &news);
    let (new_events, unknown): (Vec<String>, Vec<String>) = only_in(&news, &olds);
    let changed = news.iter().filter(|(name, kind)| olds.iter().any(|(other, was)| other == name && was != kind));
    let changed: Vec<String> = changed.map(|(name, _)| (*name).to_owned()).collect();
    events.extend(new_events);
    match () {
        () if !missing.is_empty() => Err(ExtendError::Missing { columns: missing }),
        () if !unknown.is_empty() => Err(ExtendError::Unknown { columns: unknown }),
        () if !changed.is_empty() => Err(ExtendError::Role { columns: changed }),
        () => Ok(events),
    }
}

/// Where the weeks of two panels lie among the weeks of both.
struct Span {
    first: Date,
    weeks: usize,
    old_start: usize,
    new_start: usize,
}

impl Span {
    fn of(old: &Panel, new: &Panel) -> Result<Self, ExtendError> {
        let (old_first, new_first) = (old.weeks()[0], new.weeks()[0]);
        if days_between(old_first, new_first) % 7 != 0 {
            return Err(ExtendError::Weekday { old: old.last_week(), new: new_first });
        }
        for (before, next) in [(old, new_first), (new, old_first)] {
            if next > add_weeks(before.last_week(), 1) {
                return Err(ExtendError::Gap { last: before.last_week(), next });
            }
        }
        let first = old_first.min(new_first);
        let place = |week: Date| usize::try_from(days_between(first, week) / 7).unwrap_or(0);
        let weeks = place(old.last_week().max(new.last_week())) + 1;
        Ok(Self { first, weeks, old_start: place(old_first), new_start: place(new_first) })
    }

    /// The values of both, the newer where both have a week.
    fn join(&self, old: &[f64], new: &[f64]) -> Vec<f64> {
        let mut all = vec![0.0; self.weeks];
        all[self.old_start..][..old.len()].copy_from_slice(old);
        all[self.new_start..][..new.len()].copy_from_slice(new);
        all
    }

    /// What was spent before the first of all weeks: known to the panel that begins there, to the newer where both do.
    fn history<'a>(&self, old: &'a [f64], new: &'a [f64]) -> &'a [f64] {
        let newer = if self.new_start == 0 { new } else { &[] };
        let older = if self.old_start == 0 { old } else { &[] };
        if newer.is_empty() { older } else { newer }
    }

    /// What drives a channel, continued; the kinds are the same.
    fn activity(&self, old: &Activity, new: &Activity) -> Activity {
        let mut newer = new.series();
        old.map(|series, _| {
            let next = newer.next().unwrap_or(series);
            Series {
                by_week: self.join(&series.by_week, &next.by_week),
                history: self.history(&series.history, &next.history).to_vec(),
            }
        })
    }

    fn week(&self, place: usize) -> Date {
        add_weeks(self.first, place as i64)
    }

    /// The weeks that both have and in which their values differ.
    fn restated(&self, column: &str, old: &[f64], new: &[f64]) -> Vec<Restatement> {
        let start = self.old_start.max(self.new_start);
        let shared = old.iter().skip(start - self.old_start).zip(new.iter().skip(start - self.new_start)).enumerate();
        let changed = shared.filter(|(_, (old, new))| old != new);
        changed
            .map(|(i, (&old, &new))| Restatement { week: self.week(start + i), column: column.to_owned(), old, new })
            .collect()
    }
}

fn joined(old: &Panel, new: &Panel, span: &Span, restated: &mut Vec<Restatement>) -> PanelParts {
    let mut join = |name: &str, olds: &[f64], news: &[f64]| {
        restated.extend(span.restated(name, olds, news));
        span.join(olds, news)
    };
    let outcome = join(old.outcome_name(), old.outcome(), new.outcome());
    let channels = old.channels().iter().map(|c| {
        let newer = new.channels().iter().find(|n| n.name == c.name);
        let spend = newer.map_or(&[][..], |n| &n.spend_by_week);
        let spend_by_week = join(&c.name, &c.spend_by_week, spend);
        let newest = newer.map_or(&c.activity, |n| &n.activity);
        let history = span.history(&c.history, newer.map_or(&[], |n| &n.history)).to_vec();
        Channel { name: c.name.clone(), spend_by_week, history, activity: span.activity(&c.activity, newest) }
    });
    let channels = channels.collect();
    let new_drivers = new.drivers().iter().filter(|n| old.drivers().iter().all(|d| d.name != n.name));
    let drivers = old.drivers().iter().chain(new_drivers).map(|d| {
        let values = |panel: &Panel, missing: usize| match panel.drivers().iter().find(|other| other.name == d.name) {
            Some(driver) => driver.value_by_week.clone(),
            None => vec![0.0; missing],
        };
        let value_by_week = join(&d.name, &values(old, old.week_count()), &values(new, new.week_count()));
        Driver { name: d.name.clone(), kind: d.kind, value_by_week }
    });
    PanelParts {
        drivers: drivers.collect(),
        weeks: (0..span.weeks).map(|i| span.week(i)).collect(),
        outcome_name: old.outcome_name().to_owned(),
        outcome_kind: old.outcome_kind(),
        outcome,
        channels,
        regions: joined_regions(old, new, span),
    }
}

/// The geographies that both panels have, continued; none where one lacks a geography of the other.
fn joined_regions(old: &Panel, new: &Panel, span: &Span) -> Vec<Region> {
    let pair = |region: &Region| -> Option<Region> {
        let newer = new.regions().iter().find(|other| other.name == region.name)?;
        let place = |name: &str| new.channels().iter().position(|c| c.name == name);
        let spend = old.channels().iter().zip(&region.spend);
        let spend = spend.map(|(c, olds)| Some(span.join(olds, newer.spend.get(place(&c.name)?)?)));
        let activities = old.channels().iter().zip(&region.activities);
        let activities = activities.map(|(c, olds)| Some(span.activity(olds, newer.activity(place(&c.name)?))));
        let drivers = old.drivers().iter().zip(&region.drivers).map(|(d, olds)| {
            let place = new.drivers().iter().position(|other| other.name == d.name);
            let none = vec![0.0; new.week_count()];
            span.join(olds, place.and_then(|i| newer.drivers.get(i)).unwrap_or(&none))
        });
        let later = new.drivers().iter().zip(&newer.drivers);
        let later = later.filter(|(n, _)| old.drivers().iter().all(|d| d.name != n.name));
        let later = later.map(|(_, news)| span.join(&vec![0.0; old.week_count()], news));
        Some(Region {
            name: region.name.clone(),
            share: region.share,
            outcome: span.join(&region.outcome, &newer.outcome),
            history: if span.old_start == 0 { region.history.clone() } else { vec![] },
            spend: spend.collect::<Option<_>>()?,
            activities: activities.collect::<Option<_>>()?,
            drivers: drivers.chain(later).collect(),
        })
    };
    if old.regions().len() != new.regions().len() {
        return vec![];
    }
    old.regions().iter().map(pair).collect::<Option<_>>().unwrap_or_default()
}

fn report(file: &str, restated: &[Restatement], events: &[String]) -> Vec<Finding> {
    let none_refused = BTreeSet::new();
    let mut findings = Findings::new(file, &none_refused);
    if !restated.is_empty() {
        let columns: BTreeSet<&str> = restated.iter().map(|r| r.column.as_str()).collect();
        let differ = if restated.len() == 1 { "differs" } else { "differ" };
        let values = count_of(restated.len(), "value");
        let problem = format!("{values} {differ} from what was known; what the newer file says is used.");
        let advice = "Platforms restate the last weeks as a rule. Look at the list where a change is large.";
        findings.note(FindingId::RestatedWeeks, &problem, advice, Places::of_columns(columns));
    }
    if !events.is_empty() {
        let problem =
            "the event is in one of the two files only; it counts as not having happened in the other's weeks.";
        let advice = "Check that it has not been renamed.";
        findings.note(FindingId::EventInOneFile, problem, advice, Places::of_columns(events));
    }
    findings.into_sorted()
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    const MONDAY: Date = date(2024, 1, 1);

    fn parts(first: Date, outcome: &[f64]) -> PanelParts {
        let zeros = vec![0.0; outcome.len()];
        PanelParts {
            weeks: (0..outcome.len()).map(|i| add_weeks(first, i as i64)).collect(),
            outcome_name: "revenue".into(),
            outcome_kind: OutcomeKind::Money,
            outcome: outcome.to_vec(),
            channels: vec![Channel::new("tv", zeros.clone())],
            drivers: vec![Driver { name: "price".into(), kind: DriverKind::Price, value_by_week: zeros }],
            regions: vec![],
        }
    }

    fn extended(new: PanelParts) -> Result<Extension, ExtendError> {
        let old = Panel::new(parts(MONDAY, &[1.0, 2.0, 3.0])).unwrap();
        extend(&old, &Panel::new(new).unwrap(), "november.csv")
    }

    fn check(start: i64, outcome: &[f64], expected: &[f64], added: usize, restated: &[(i64, f64, f64)]) {
        let extension = extended(parts(add_weeks(MONDAY, start), outcome)).unwrap();
        assert_eq!(extension.panel.outcome(), expected);
        assert_eq!(extension.added_weeks.len(), added);
        let found: Vec<_> =
            extension.restated.iter().map(|r| (days_between(MONDAY, r.week) / 7, r.old, r.new)).collect();
        assert_eq!(found, restated);
        assert_eq!(extension.findings.len(), restated.len().min(1));
    }

    #[test]
    fn newer_weeks_follow_and_replace() {
        check(3, &[4.0], &[1.0, 2.0, 3.0, 4.0], 1, &[]);
        check(2, &[3.0, 4.0], &[1.0, 2.0, 3.0, 4.0], 1, &[]);
        check(1, &[2.5, 3.0, 4.0], &[1.0, 2.5, 3.0, 4.0], 1, &[(1, 2.0, 2.5)]);
        check(-1, &[0.5, 1.0], &[0.5, 1.0, 2.0, 3.0], 1, &[]);
        check(1, &[2.0], &[1.0, 2.0, 3.0], 0, &[]);
    }

    fn check_refused(start: i64, change: impl FnOnce(&mut PanelParts), expected: &str) {
        let mut new = parts(add_weeks(MONDAY, start), &[4.0, 5.0]);
        change(&mut new);
        let error = extended(new).unwrap_err();
        assert!(error.to_string().contains(expected), "{error}");
        assert!(!error.advice().is_empty());
    }

    #[test]
    fn what_does_not_continue_is_refused() {
        check_refused(4, |_| {}, "between 2024-01-15 and 2024-01-29");
        check_refused(-3, |_| {}, "between 2023-12-18 and 2024-01-01");
        check_refused(3, |p| p.weeks = vec![date(2024, 1, 23), date(2024, 1, 30)], "same weekday");
        check_refused(3, |p| p.outcome_name = "orders".into(), "was \"revenue\" and is \"orders\"");
        check_refused(3, |p| p.outcome_kind = OutcomeKind::Count, "was money and is a count");
        check_refused(3, |p| p.drivers.clear(), "lacks \"price\"");
        check_refused(3, |p| p.channels[0].name = "radio".into(), "lacks \"tv\"");
        check_refused(3, |p| p.drivers[0].kind = DriverKind::Control, "another role in the newer file: \"price\"");
        let radio = || Channel::new("radio", vec![1.0, 1.0]);
        check_refused(3, |p| p.channels.push(radio()), "not there before: \"radio\"");
    }

    #[test]
    fn a_restated_value_names_the_file() {
        let extension = extended(parts(add_weeks(MONDAY, 2), &[3.5, 4.0])).unwrap();
        let expected = "\"november.csv\", column \"revenue\": 1 value differs from what was known;";
        assert!(extension.findings[0].message.starts_with(expected), "{:?}", extension.findings);
    }

    #[test]
    fn an_event_may_be_new() {
        let mut new = parts(add_weeks(MONDAY, 3), &[4.0]);
        new.drivers.push(Driver { name: "events: launch".into(), kind: DriverKind::Event, value_by_week: vec![1.0] });
        let extension = extended(new).unwrap();
        assert_eq!(extension.panel.drivers()[1].value_by_week, [0.0, 0.0, 0.0, 1.0]);
        assert_eq!(extension.findings[0].id, FindingId::EventInOneFile);
    }
}

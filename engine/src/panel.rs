//! The panel: one row a week, one outcome, the channels' spend and the other drivers, checked once and trusted after.
//!
//! Everything downstream (model, plan, forecast, reconciliation) reads a [`Panel`]; whatever was wrong with the files
//! has been settled before one exists.

mod activity;
mod fingerprint;

pub use activity::{Activity, ChannelKind, Series};
pub use fingerprint::DataHash;

use crate::calendar::holidays::Occasion;
use crate::calendar::{add_weeks, days_between};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use std::collections::HashSet;
use std::fmt;

/// What the outcome is counted in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum OutcomeKind {
    /// An amount of money in the workspace's currency, such as revenue.
    Money,
    /// A number of things, such as orders or conversions.
    Count,
}

/// What a non-media column is. All kinds enter the base linearly; the kind decides words and scenario defaults.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum DriverKind {
    /// The price that customers met.
    Price,
    /// A promotion: a share, a depth or a yes/no.
    Promotion,
    /// Something that happened in some weeks: a holiday, a launch, an outage.
    Event,
    /// Days of the calendar in each week, which are known for the weeks to come: see [`Occasion::days_by_week`].
    Calendar(Occasion),
    /// Anything else that moves the outcome and is not bought: weather, a competitor, sentiment.
    Control,
}

/// A channel of any kind: see [`ChannelKind`].
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Channel {
    /// The name shown everywhere.
    pub name: String,
    /// Spend a week in the workspace's currency, never negative; length `weeks`. Zeros for an organic channel.
    pub spend_by_week: Vec<f64>,
    /// Spend in the weeks before the first, oldest first, where it is known: carry-over starts from it.
    #[serde(default)]
    pub history: Vec<f64>,
    /// What drives the response.
    #[serde(default)]
    pub activity: Activity,
}

impl Channel {
    /// A channel that is measured by its spend and of whose past nothing is known.
    pub fn new(name: impl Into<String>, spend_by_week: Vec<f64>) -> Self {
        Self { name: name.into(), spend_by_week, history: vec![], activity: Activity::Spend }
    }

    /// A channel that is not paid for.
    pub fn organic(name: impl Into<String>, activity: impl Into<Series>) -> Self {
        let activity = activity.into();
        let spend_by_week = vec![0.0; activity.by_week.len()];
        Self { activity: Activity::Organic(activity), ..Self::new(name, spend_by_week) }
    }

    /// Its kind.
    pub fn kind(&self) -> ChannelKind {
        self.activity.kind()
    }

    /// Whether money is spent on it.
    pub fn is_paid(&self) -> bool {
        self.kind().is_paid()
    }

    /// All known spend, history first.
    pub fn spend_with_history(&self) -> Vec<f64> {
        [self.history.as_slice(), &self.spend_by_week].concat()
    }

    /// What drives the response, a value a week: spend, contacts, activity or reach.
    pub fn amount_by_week(&self) -> &[f64] {
        self.activity.amount().map_or(&self.spend_by_week, |series| &series.by_week)
    }

    /// The same in the weeks before the first.
    pub fn amount_history(&self) -> &[f64] {
        self.activity.amount().map_or(&self.history, |series| &series.history)
    }

    /// What its future is stated in, a value a week: spend, or the activity of a channel that is not paid for.
    pub fn planned_by_week(&self) -> &[f64] {
        if self.is_paid() { &self.spend_by_week } else { self.amount_by_week() }
    }
}

/// A column that explains the base.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Driver {
    /// The name shown everywhere.
    pub name: String,
    /// What it is.
    pub kind: DriverKind,
    /// Its value a week in its own unit; length `weeks`.
    pub value_by_week: Vec<f64>,
}

/// One geography of a panel that was measured in several: the same weeks and columns as the whole.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Region {
    /// The name shown everywhere.
    pub name: String,
    /// Its share of the population, positive; the shares of all geographies add up to one.
    pub share: f64,
    /// The outcome a week.
    pub outcome: Vec<f64>,
    /// Spend a week, one series a channel, in the panel's order.
    pub spend: Vec<Vec<f64>>,
    /// Values a week, one series a driver, in the panel's order.
    pub drivers: Vec<Vec<f64>>,
    /// Spend in the weeks before the first, oldest first, one series a channel where it is known.
    #[serde(default)]
    pub history: Vec<Vec<f64>>,
    /// What drives each channel's response here, of the panel's kinds; empty where that is the spend of all.
    #[serde(default)]
    pub activities: Vec<Activity>,
}

impl Region {
    /// What drives channel `c`'s response here.
    pub fn activity(&self, c: usize) -> &Activity {
        self.activities.get(c).unwrap_or(&Activity::Spend)
    }
}

/// The columns from which a [`Panel`] is made; nothing about them has been checked.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct PanelParts {
    /// First day of each week, oldest first.
    pub weeks: Vec<Date>,
    /// The outcome's name.
    pub outcome_name: String,
    /// What the outcome is counted in.
    pub outcome_kind: OutcomeKind,
    /// The outcome a week.
    pub outcome: Vec<f64>,
    /// The channels, in the order shown.
    pub channels: Vec<Channel>,
    /// The other drivers, in the order shown.
    pub drivers: Vec<Driver>,
    /// The geographies whose sums the columns are; empty for a nation measured as one.
    #[serde(default)]
    pub regions: Vec<Region>,
}

/// A checked panel: consecutive weeks, equal lengths, finite values, unique names, spend never negative.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(try_from = "PanelParts", into = "PanelParts")]
pub struct Panel(PanelParts);

/// Why columns do not form a panel.
#[derive(Clone, Debug, PartialEq)]
pub enum PanelError {
    /// There is no week at all.
    Empty,
    /// The column has another length than there are weeks.
    Length {
        /// The column's name.
        column: String,
        /// Its length.
        found: usize,
        /// The number of weeks.
        weeks: usize,
    },
    /// Two columns share a name.
    DuplicateName(String),
    /// A value is missing, infinite or, for spend, negative.
    Value {
        /// The column's name.
        column: String,
        /// The week.
        week: Date,
        /// The value.
        value: f64,
    },
    /// The next week does not begin seven days after this one.
    Gap {
        /// The week before the gap.
        after: Date,
    },
    /// A geography lacks columns or weeks of the whole, or has an impossible value or share.
    Region(String),
}

impl fmt::Display for PanelError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Empty => write!(f, "There is no week in the data."),
            Self::Length { column, found, weeks } => {
                write!(f, "Column \"{column}\" has {found} values for {weeks} weeks.")
            }
            Self::DuplicateName(name) => write!(f, "Two columns are called \"{name}\"; rename one."),
            Self::Value { column, week, value } => {
                write!(f, "Column \"{column}\" cannot be {value} in the week of {week}.")
            }
            Self::Gap { after } => write!(f, "The week after {after} is missing."),
            Self::Region(name) => {
                write!(f, "The geography \"{name}\" does not have the weeks and columns of the whole.")
            }
        }
    }
}

impl std::error::Error for PanelError {}

impl Panel {
    /// Checks the parts and makes a panel of them.
    ///
    /// # Errors
    /// The first of [`PanelError`]'s cases that applies.
    pub fn new(parts: PanelParts) -> Result<Self, PanelError> {
        check_weeks(&parts.weeks)?;
        check_names(&parts)?;
        check_column(&parts.outcome_name, &parts.outcome, &parts.weeks, f64::is_finite)?;
        for c in &parts.channels {
            check_column(&c.name, &c.spend_by_week, &parts.weeks, is_spend)?;
            check_history(&c.name, &c.history, parts.weeks[0])?;
            for series in c.activity.series() {
                check_column(&c.name, &series.by_week, &parts.weeks, is_spend)?;
                check_history(&c.name, &series.history, parts.weeks[0])?;
            }
        }
        for d in &parts.drivers {
            check_column(&d.name, &d.value_by_week, &parts.weeks, f64::is_finite)?;
        }
        match parts.regions.iter().find(|region| !region_fits(region, &parts)) {
            Some(region) => Err(PanelError::Region(region.name.clone())),
            None => Ok(Self(parts)),
        }
    }

    /// First day of each week, oldest first.
    pub fn weeks(&self) -> &[Date] {
        &self.0.weeks
    }

    /// How many weeks there are; at least one.
    pub fn week_count(&self) -> usize {
        self.0.weeks.len()
    }

    /// The last week.
    pub fn last_week(&self) -> Date {
        self.0.weeks[self.0.weeks.len() - 1]
    }

    /// The outcome's name.
    pub fn outcome_name(&self) -> &str {
        &self.0.outcome_name
    }

    /// What the outcome is counted in.
    pub fn outcome_kind(&self) -> OutcomeKind {
        self.0.outcome_kind
    }

    /// The outcome a week.
    pub fn outcome(&self) -> &[f64] {
        &self.0.outcome
    }

    /// The channels, paid and organic.
    pub fn channels(&self) -> &[Channel] {
        &self.0.channels
    }

    /// The other drivers.
    pub fn drivers(&self) -> &[Driver] {
        &self.0.drivers
    }

    /// The geographies; empty for a nation measured as one.
    pub fn regions(&self) -> &[Region] {
        &self.0.regions
    }

    /// The first `n` weeks (all of them where there are fewer, one where `n` is 0).
    pub fn first_weeks(&self, n: usize) -> Self {
        let n = n.clamp(1, self.week_count());
        let mut parts = self.0.clone();
        parts.weeks.truncate(n);
        parts.outcome.truncate(n);
        for c in &mut parts.channels {
            c.spend_by_week.truncate(n);
            c.activity = c.activity.first_weeks(n);
        }
        parts.drivers.iter_mut().for_each(|d| d.value_by_week.truncate(n));
        for region in &mut parts.regions {
            region.outcome.truncate(n);
            region.spend.iter_mut().chain(&mut region.drivers).for_each(|series| series.truncate(n));
            region.activities.iter_mut().for_each(|activity| *activity = activity.first_weeks(n));
        }
        Self(parts)
    }
}

impl TryFrom<PanelParts> for Panel {
    type Error = PanelError;

    fn try_from(parts: PanelParts) -> Result<Self, PanelError> {
        Self::new(parts)
    }
}

impl From<Panel> for PanelParts {
    fn from(panel: Panel) -> Self {
        panel.0
    }
}

fn check_weeks(weeks: &[Date]) -> Result<(), PanelError> {
    if weeks.is_empty() {
        return Err(PanelError::Empty);
    }
    match weeks.windows(2).find(|w| days_between(w[0], w[1]) != 7) {
        Some(w) => Err(PanelError::Gap { after: w[0] }),
        None => Ok(()),
    }
}

fn check_names(parts: &PanelParts) -> Result<(), PanelError> {
    let channels = parts.channels.iter().map(|c| &c.name);
    let drivers = parts.drivers.iter().map(|d| &d.name);
    let mut seen = HashSet::from([&parts.outcome_name]);
    match channels.chain(drivers).find(|name| !seen.insert(name)) {
        Some(name) => Err(PanelError::DuplicateName(name.clone())),
        None => Ok(()),
    }
}

fn check_column(name: &str, values: &[f64], weeks: &[Date], allowed: fn(f64) -> bool) -> Result<(), PanelError> {
    if values.len() != weeks.len() {
        return Err(PanelError::Length { column: name.to_owned(), found: values.len(), weeks: weeks.len() });
    }
    match values.iter().position(|&x| !allowed(x)) {
        Some(i) => Err(PanelError::Value { column: name.to_owned(), week: weeks[i], value: values[i] }),
        None => Ok(()),
    }
}

fn region_fits(region: &Region, parts: &PanelParts) -> bool {
    let fits = |series: &Vec<f64>, allowed: fn(f64) -> bool| {
        series.len() == parts.weeks.len() && series.iter().all(|&x| allowed(x))
    };
    region.share > 0.0
        && region.share.is_finite()
        && fits(&region.outcome, f64::is_finite)
        && region.spend.len() == parts.channels.len()
        && region.spend.iter().all(|series| fits(series, is_spend))
        && region.history.iter().flatten().all(|&x| is_spend(x))
        && parts.channels.iter().enumerate().all(|(c, channel)| region.activity(c).kind() == channel.kind())
        && region
            .activities
            .iter()
            .flat_map(Activity::series)
            .all(|series| fits(&series.by_week, is_spend) && series.history.iter().all(|&x| is_spend(x)))
        && region.drivers.len() == parts.drivers.len()
        && region.drivers.iter().all(|series| fits(series, f64::is_finite))
}

fn is_spend(x: f64) -> bool {
    x.is_finite() && x >= 0.0
}

/// A history has any length, and no other faults than a column.
fn check_history(name: &str, history: &[f64], first: Date) -> Result<(), PanelError> {
    match history.iter().position(|&x| !is_spend(x)) {
        Some(i) => {
            let week = add_weeks(first, i as i64 - history.len() as i64);
            Err(PanelError::Value { column: name.to_owned(), week, value: history[i] })
        }
        None => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn parts() -> PanelParts {
        PanelParts {
            weeks: vec![date(2026, 1, 5), date(2026, 1, 12)],
            outcome_name: "revenue".into(),
            outcome_kind: OutcomeKind::Money,
            outcome: vec![1.0, 2.0],
            channels: vec![Channel::new("tv", vec![0.0, 3.0])],
            drivers: vec![Driver { name: "price".into(), kind: DriverKind::Price, value_by_week: vec![9.0, 9.5] }],
            regions: vec![],
        }
    }

    fn check(change: impl FnOnce(&mut PanelParts), expected: &str) {
        let mut p = parts();
        change(&mut p);
        let error = Panel::new(p).unwrap_err().to_string();
        assert!(error.contains(expected), "{error}");
    }

    #[test]
    fn faults_are_named() {
        check(|p| p.weeks.clear(), "no week");
        check(|p| p.weeks[1] = date(2026, 1, 19), "after 2026-01-05");
        check(|p| p.outcome.truncate(1), "1 values for 2 weeks");
        check(|p| p.drivers[0].name = "tv".into(), "called \"tv\"");
        check(|p| p.channels[0].spend_by_week[1] = -1.0, "\"tv\" cannot be -1");
        check(|p| p.outcome[0] = f64::NAN, "NaN");
        check(|p| p.channels[0].history = vec![1.0, -2.0, 3.0], "\"tv\" cannot be -2 in the week of 2025-12-22");
        check(|p| p.channels[0].activity = Activity::Exposure(vec![1.0].into()), "1 values for 2 weeks");
        check(|p| p.channels.push(Channel::organic("mail", vec![1.0, -1.0])), "\"mail\" cannot be -1");
    }

    #[test]
    fn it_survives_being_written_and_read() {
        let panel = Panel::new(parts()).unwrap();
        let text = serde_json::to_string(&panel).unwrap();
        assert_eq!(serde_json::from_str::<Panel>(&text).unwrap(), panel);
        assert!(serde_json::from_str::<Panel>(&text.replace("3.0", "-3.0")).is_err());
        let before = text.replace(r#","activity":"Spend""#, "");
        assert!(before.len() < text.len());
        assert_eq!(serde_json::from_str::<Panel>(&before).unwrap(), panel, "older texts mean what they meant");
    }

    #[test]
    fn an_organic_channel_has_activity_and_no_spend() {
        let channel = Channel::organic("mail", vec![1.0, 2.0]);
        assert!(!channel.is_paid());
        assert_eq!((channel.amount_by_week(), channel.planned_by_week()), (&[1.0, 2.0][..], &[1.0, 2.0][..]));
        assert_eq!(channel.spend_by_week, [0.0; 2]);
        assert_eq!(channel.activity.first_weeks(1).amount().map(|s| s.by_week.len()), Some(1));
    }
}

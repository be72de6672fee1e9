//! What drives a channel's response: its spend, or what was counted of it.
//!
//! | kind | drives the response | pays | example |
//! | --- | --- | --- | --- |
//! | spend | spend | spend | search, television |
//! | exposure | a count of contacts | spend | display by impressions, television by rating points |
//! | organic | an activity | nothing | newsletters sent, posts, branded press |
//! | reach and frequency | reach times h(frequency) | spend | a campaign with a capped frequency |
//!
//! Reach and frequency as in Meridian (Zhang et al. 2024, "Bayesian Hierarchical Media Mix Model Incorporating Reach and
//! Frequency Data"): those reached count by what being reached so often does to them.

use serde::{Deserialize, Serialize};

/// The kind of a channel.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum ChannelKind {
    /// Paid, and measured by what was spent.
    #[default]
    Spend,
    /// Paid, and measured by contacts.
    Exposure,
    /// Not paid for: an activity.
    Organic,
    /// Paid, and measured by how many were reached how often.
    ReachFrequency,
}

/// A value a week, and in the weeks before the first, oldest first, where that is known.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Series {
    /// The values, never negative; as many as the panel has weeks.
    pub by_week: Vec<f64>,
    /// The values before the first week.
    #[serde(default)]
    pub history: Vec<f64>,
}

/// What drives a channel's response.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub enum Activity {
    /// Its spend.
    #[default]
    Spend,
    /// Contacts that its spend paid for.
    Exposure(Series),
    /// Something that was done and not paid for by the piece.
    Organic(Series),
    /// How many were reached, and how often each.
    ReachFrequency {
        /// How many were reached.
        reach: Series,
        /// How often each of them was, on average.
        frequency: Series,
    },
}

impl From<Vec<f64>> for Series {
    fn from(by_week: Vec<f64>) -> Self {
        Self { by_week, history: vec![] }
    }
}

impl ChannelKind {
    /// Whether money is spent on it.
    pub fn is_paid(self) -> bool {
        self != Self::Organic
    }
}

impl Activity {
    /// The kind of channel that has it.
    pub fn kind(&self) -> ChannelKind {
        match self {
            Self::Spend => ChannelKind::Spend,
            Self::Exposure(_) => ChannelKind::Exposure,
            Self::Organic(_) => ChannelKind::Organic,
            Self::ReachFrequency { .. } => ChannelKind::ReachFrequency,
        }
    }

    /// What adds up over people and geographies: contacts, activity or reach; none where that is the spend.
    pub fn amount(&self) -> Option<&Series> {
        match self {
            Self::Spend => None,
            Self::Exposure(series) | Self::Organic(series) | Self::ReachFrequency { reach: series, .. } => Some(series),
        }
    }

    /// How often each of those reached was.
    pub fn frequency(&self) -> Option<&Series> {
        match self {
            Self::ReachFrequency { frequency, .. } => Some(frequency),
            _ => None,
        }
    }

    /// Every series of it.
    pub fn series(&self) -> impl Iterator<Item = &Series> {
        self.amount().into_iter().chain(self.frequency())
    }

    /// The same with each series changed by `change`, which is told whether the series is one of frequencies.
    pub fn map(&self, mut change: impl FnMut(&Series, bool) -> Series) -> Self {
        match self {
            Self::Spend => Self::Spend,
            Self::Exposure(series) => Self::Exposure(change(series, false)),
            Self::Organic(series) => Self::Organic(change(series, false)),
            Self::ReachFrequency { reach, frequency } => {
                Self::ReachFrequency { reach: change(reach, false), frequency: change(frequency, true) }
            }
        }
    }

    /// The first `n` weeks.
    pub(super) fn first_weeks(&self, n: usize) -> Self {
        self.map(|series, _| Series {
            by_week: series.by_week.iter().copied().take(n).collect(),
            history: series.history.clone(),
        })
    }

    /// A number for the kind, for hashes; none for spend, so that panels without other kinds keep theirs.
    pub(super) fn code(&self) -> Option<u8> {
        match self {
            Self::Spend => None,
            Self::Exposure(_) => Some(1),
            Self::Organic(_) => Some(2),
            Self::ReachFrequency { .. } => Some(3),
        }
    }
}

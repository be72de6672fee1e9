//! Repairs: what was found wrong in a source and how it is put right, recorded, reversible, and said of names and days
//! rather than of one file, so that it holds for the next file too.

use super::source::SourceId;
use crate::exports::{Measure, Platform, Subject};
use crate::taxonomy::folded;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// By what a repair is known for good.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct RepairId(pub String);

/// Of which amounts a repair speaks.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Scope {
    /// Whose exports.
    pub platform: Platform,
    /// Only this source; every source of the platform, also those to come, where none.
    pub source: Option<SourceId>,
    /// Only this campaign, however written; all where none.
    pub campaign: Option<String>,
    /// Only this measure; all where none.
    pub measure: Option<Measure>,
    /// From this day on; from ever where none.
    pub from: Option<Date>,
    /// Up to this day; for ever where none.
    pub to: Option<Date>,
}

/// A repair.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Repair {
    /// The amounts count for nothing.
    LeaveOut(Scope),
    /// The amounts are multiplied by a fraction: cents become units by 1/100.
    Scale {
        /// Which.
        scope: Scope,
        /// Above the line.
        numerator: i64,
        /// Below the line; a repair with 0 here does nothing.
        denominator: i64,
    },
    /// The days are moved: by minus one where a source counts a day late.
    ShiftDays {
        /// Which.
        scope: Scope,
        /// By how many days.
        days: i32,
    },
    /// Days without any row in the scope get the mean of the day before and the day after, campaign by campaign.
    FillGap(Scope),
    /// On days that both have, the first source counts and not the second.
    Prefer {
        /// The one that counts.
        keep: SourceId,
        /// The one that does not.
        over: SourceId,
    },
    /// Two sources that share days and names are different things: both count.
    KeepBoth(SourceId, SourceId),
    /// A finding was looked at and is as it should be.
    Accept(String),
    /// Of rows that are the same in days, name and all amounts, one counts.
    LeaveOutRepeats(Scope),
}

impl Scope {
    /// All amounts of a platform.
    pub fn platform(platform: Platform) -> Self {
        Self { platform, source: None, campaign: None, measure: None, from: None, to: None }
    }

    pub(super) fn has_source(&self, platform: Platform, source: &SourceId) -> bool {
        self.platform == platform && self.source.as_ref().is_none_or(|own| own == source)
    }

    pub(super) fn has_measure(&self, measure: Measure) -> bool {
        self.measure.is_none_or(|own| own == measure)
    }

    pub(super) fn has_name(&self, subject: &Subject) -> bool {
        self.campaign.as_ref().is_none_or(|own| folded(own) == folded(&subject.campaign))
    }

    pub(super) fn has_day(&self, day: Date) -> bool {
        self.from.is_none_or(|from| from <= day) && self.to.is_none_or(|to| day <= to)
    }
}

impl Repair {
    /// Of which amounts it speaks, where it speaks of amounts.
    pub fn scope(&self) -> Option<&Scope> {
        match self {
            Self::LeaveOut(scope)
            | Self::Scale { scope, .. }
            | Self::ShiftDays { scope, .. }
            | Self::FillGap(scope)
            | Self::LeaveOutRepeats(scope) => Some(scope),
            Self::Prefer { .. } | Self::KeepBoth(..) | Self::Accept(_) => None,
        }
    }
}

//! What was decided about the panel: its outcome, currency, calendar and grain.

use super::source::SourceId;
use crate::exports::Measure;
use crate::money::FiscalCalendar;
use crate::panel::OutcomeKind;
use jiff::civil::Weekday;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// What is measured as the outcome.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum OutcomeMeasure {
    /// Money earned.
    #[default]
    Revenue,
    /// Money earned less cost of goods.
    GrossMargin,
    /// Units sold.
    Units,
    /// Orders.
    Orders,
    /// New customers.
    NewCustomers,
}

impl OutcomeMeasure {
    /// The measure of exports that it counts; cost of goods is taken off for the gross margin.
    pub fn measure(self) -> Measure {
        match self {
            Self::Revenue | Self::GrossMargin => Measure::Revenue,
            Self::Units => Measure::Units,
            Self::Orders => Measure::Orders,
            Self::NewCustomers => Measure::NewCustomers,
        }
    }

    /// Money or a number of things.
    pub fn kind(self) -> OutcomeKind {
        match self {
            Self::Revenue | Self::GrossMargin => OutcomeKind::Money,
            Self::Units | Self::Orders | Self::NewCustomers => OutcomeKind::Count,
        }
    }

    /// Its plain name.
    pub fn name(self) -> &'static str {
        match self {
            Self::Revenue => "revenue",
            Self::GrossMargin => "gross margin",
            Self::Units => "units",
            Self::Orders => "orders",
            Self::NewCustomers => "new customers",
        }
    }
}

/// Whether money given back for goods that came back is taken off revenue (and gross margin; units, orders and customers
/// are always as exported).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Returns {
    /// As the exports have it.
    #[default]
    AsExported,
    /// They are taken off: also those that an export has in a column beside revenue that is not less of them.
    TakenOff,
    /// They are not: those that an export's revenue is already less of are put back in.
    LeftIn,
}

/// Whether tax is part of the outcome.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum TaxState {
    /// As the exports have it.
    #[default]
    AsExported,
    /// It is not: rules of tax take it out.
    Out,
    /// It is.
    In,
}

/// What the outcome is, word for word what finance would be told.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct OutcomeDefinition {
    /// The name shown everywhere; the measure's where empty.
    pub name: String,
    /// What is measured.
    pub measure: OutcomeMeasure,
    /// The sources that count; where none, the systems of record (see [`super::propose`]).
    pub sources: Option<BTreeSet<SourceId>>,
    /// Returns.
    pub returns: Returns,
    /// Tax.
    pub tax: TaxState,
    /// Whatever else is to be known.
    pub note: String,
}

/// Which nodes of the tree are columns of the panel.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum ChannelGrain {
    /// Channels; sub-channels add to theirs.
    #[default]
    Channels,
    /// Every node for itself.
    SubChannels,
}

/// What was decided about the panel.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Settings {
    /// The workspace's currency; the one of most of the outcome's rows where none.
    pub currency: Option<String>,
    /// The weekday on which weeks begin: 1 Monday to 7 Sunday.
    pub first_weekday: i8,
    /// The calendar of finance, where it has one of its own.
    pub fiscal: Option<FiscalCalendar>,
    /// Whether weeks of which days are missing at the panel's edges stay in.
    pub keep_partial_weeks: bool,
    /// Whether the panel is built by market.
    pub by_market: bool,
    /// Which nodes are columns.
    pub grain: ChannelGrain,
    /// The time zone in which days are counted, by its IANA name; a day is the day as written where none. Only rows
    /// with a time of day can be on another day elsewhere.
    #[serde(default)]
    pub zone: Option<String>,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            currency: None,
            first_weekday: 1,
            fiscal: None,
            keep_partial_weeks: false,
            by_market: false,
            grain: ChannelGrain::Channels,
            zone: None,
        }
    }
}

impl Settings {
    /// The weekday on which weeks begin.
    pub fn weekday(&self) -> Weekday {
        Weekday::from_monday_one_offset(self.first_weekday).unwrap_or(Weekday::Monday)
    }
}

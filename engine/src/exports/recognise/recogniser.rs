//! What is one platform's own.

use super::super::fact::{Measure, Platform};
use super::super::reading::{Field, ReadColumn, RowKind};
use crate::ingest::DateOrder;

/// Which side of the ledger an export is on, which says what its amounts are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Side {
    /// Media: what it calls revenue or orders is what it claims.
    Paid,
    /// Sales: what it calls cost is no media spend.
    Sold,
    /// Prices, events, rates, and tables of any kind.
    Neutral,
}

/// A platform, by what is its own.
pub(super) struct Recogniser {
    /// Whose export it is.
    pub(super) platform: Platform,
    /// Headers (folded) that hardly anyone else writes.
    pub(super) own: &'static [&'static str],
    /// Headers that it usually has.
    pub(super) usual: &'static [&'static str],
    /// Words in the file's or sheet's name or in the preamble.
    pub(super) hints: &'static [&'static str],
    /// Its own names for columns, the better first; they go before all others.
    pub(super) fields: &'static [(&'static str, Field)],
    /// What its amounts are.
    pub(super) side: Side,
    /// How its rows become facts.
    pub(super) rows: RowKind,
    /// Whether the columns can be its: more points where their content speaks for it, none where they cannot.
    pub(super) fits: fn(&Mapped) -> Option<u32>,
    /// The order of day and month that it writes where it has a habit.
    pub(super) order: Option<DateOrder>,
    /// Status texts with which alone a row counts (contained), and with which it never does (equal).
    pub(super) only: &'static [&'static str],
    /// See `only`.
    pub(super) never: &'static [&'static str],
    /// Whether a row without any name is a sum of others.
    pub(super) nameless_is_total: bool,
    /// The time zone of its times where nothing else names one.
    pub(super) zone: Option<&'static str>,
}

impl Recogniser {
    /// A platform of paid media: dated rows with spend or impressions.
    pub(super) const MEDIA: Self = Self {
        platform: Platform::Other,
        own: &[],
        usual: &[],
        hints: &[],
        fields: &[],
        side: Side::Paid,
        rows: RowKind::Facts,
        fits: |mapped| (mapped.is_dated() && mapped.has_any(&[Measure::Spend, Measure::Impressions])).then_some(0),
        order: None,
        only: &[],
        never: &[],
        nameless_is_total: true,
        zone: None,
    };

    /// A place that sells: dated rows with revenue.
    pub(super) const SALES: Self = Self {
        side: Side::Sold,
        fits: |mapped| (mapped.is_dated() && mapped.has_any(&[Measure::Revenue])).then_some(0),
        nameless_is_total: false,
        ..Self::MEDIA
    };

    /// Orders, payments or deals: one or several rows each.
    pub(super) const ORDERS: Self = Self { rows: RowKind::Orders, ..Self::SALES };

    /// Bookings with a first and a last day and a cost.
    pub(super) const FLIGHTS: Self = Self {
        fits: |mapped| {
            (mapped.is_dated() && mapped.has_any(&[Measure::Spend])).then(|| 2 * u32::from(mapped.has_end()))
        },
        nameless_is_total: false,
        ..Self::MEDIA
    };
}

/// The columns as one recogniser maps them.
pub(super) struct Mapped<'a>(pub(super) &'a [ReadColumn]);

impl Mapped<'_> {
    /// Whether rows can be dated.
    pub(super) fn is_dated(&self) -> bool {
        let date =
            |f| matches!(f, Field::Date(_) | Field::From | Field::WeekNumber | Field::MonthNumber | Field::On { .. });
        self.0.iter().any(|c| date(c.field))
    }

    /// Whether rows have a last day.
    pub(super) fn has_end(&self) -> bool {
        self.has(Field::To) || self.has(Field::Days) || self.has(Field::Weeks)
    }

    /// Whether a column is this.
    pub(super) fn has(&self, field: Field) -> bool {
        self.0.iter().any(|c| c.field == field)
    }

    /// Whether a column is one of these amounts.
    pub(super) fn has_any(&self, measures: &[Measure]) -> bool {
        self.0.iter().any(|c| match c.field {
            Field::Measure(measure) | Field::On { measure, .. } => measures.contains(&measure),
            _ => false,
        })
    }

    /// Whether a column prices one currency in another.
    pub(super) fn has_rates(&self) -> bool {
        self.0.iter().any(|c| matches!(c.field, Field::Rate { .. }))
    }
}

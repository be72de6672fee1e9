//! The reading of a sheet: every decision about how its rows become facts, for the user to see and to change.
//!
//! It is remembered by the names of the sheet's columns, so that next month's file is read the same way.

use super::currency::CurrencyCode;
use super::fact::{Measure, Platform};
use super::personal::Personal;
use crate::ingest::{Basis, DateOrder, DecimalMark};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// What a column is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Field {
    /// The day, or the beginning or end of a longer stretch.
    Date(Period),
    /// The first day of a flight or a reported stretch.
    From,
    /// Its last day, inclusive.
    To,
    /// The year, where week or month stand in another column.
    Year,
    /// The number of the ISO week in its year.
    WeekNumber,
    /// The month, by number or name.
    MonthNumber,
    /// Account or shop.
    Account,
    /// Campaign, flight or event.
    Campaign,
    /// Ad group, ad set or site.
    Group,
    /// The platform's own type: campaign type, channel, medium. In a table of exchange rates the currency that is priced.
    Kind,
    /// Country, region or store.
    Market,
    /// Product or category.
    Product,
    /// The code of the row's currency.
    Currency,
    /// The number of an order.
    Order,
    /// The state of an order, payment or deal, which says whether the row counts.
    Status,
    /// When an order was cancelled; empty where it stands.
    Cancelled,
    /// Money given back, taken off the revenue.
    Refund,
    /// An amount.
    Measure(Measure),
    /// The price of one unit of `base` in `quote`.
    Rate {
        /// The currency that is priced.
        base: CurrencyCode,
        /// The currency in which it is priced.
        quote: CurrencyCode,
    },
    /// An amount of the days that the header names, as plans have a column for each week or month.
    On {
        /// First day.
        from: Date,
        /// Last day, inclusive.
        to: Date,
        /// Of what.
        measure: Measure,
    },
    /// How many days it lasts from [`Field::From`] on.
    Days,
    /// How many weeks it lasts from [`Field::From`] on.
    Weeks,
    /// Personal data: not read.
    Personal(Personal),
    /// Not used.
    Ignored,
}

/// How long a row's date lasts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Period {
    /// A day, unless the dates lie whole weeks or months apart.
    #[default]
    Auto,
    /// A day.
    Day,
    /// Seven days from the date on.
    Week,
    /// Seven days up to the date.
    WeekEnding,
    /// The date's month.
    Month,
    /// The date's quarter.
    Quarter,
}

/// What one unit of a column's number is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Scale {
    /// One.
    #[default]
    One,
    /// A millionth, as in `cost_micros`.
    Micro,
    /// A hundredth: cents, or per cent.
    Hundredth,
    /// A thousand.
    Thousand,
}

/// Why a column was taken for what it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Why {
    /// The platform calls it so.
    Platform,
    /// Its name is a usual one.
    Name,
    /// Its name is like a usual one.
    Similar,
    /// By what its cells hold.
    Content,
    /// Another column says the same, or says it better.
    Second,
    /// Nothing says what it is.
    Unknown,
    /// The user said so.
    Chosen,
}

/// One column.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReadColumn {
    /// Its header.
    pub name: String,
    /// What it is.
    pub field: Field,
    /// The currency that its header names.
    pub currency: Option<CurrencyCode>,
    /// What one unit of its numbers is.
    pub scale: Scale,
    /// Why it was taken for that.
    pub why: Why,
    /// What a row above the names says of it and its neighbours, such as their channel: its amounts' name in a wide
    /// table. Empty where there is no such row, or it says when.
    #[serde(default)]
    pub band: String,
}

/// How rows become facts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum RowKind {
    /// Each row is one fact.
    Facts,
    /// Each row is an order, payment or deal, or a further line of one, which leaves the total blank.
    Orders,
    /// Each amount of a row is a fact of its own, under the name of its column.
    Wide,
}

/// Which rows count, by their status. Texts are compared in small letters and without accents.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Statuses {
    /// Rows count only where the status has one of these in it; all do where there are none.
    pub only: Vec<String>,
    /// Rows do not count where the status is one of these.
    pub never: Vec<String>,
}

/// Whether rows say when on its day something happened.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Times {
    /// They do not, or all of them at midnight, or their amounts do not add up: a row is of its day.
    #[default]
    Days,
    /// They do, and not all say in which time zone.
    Local,
    /// They do, each with its offset from UTC.
    Offset,
}

/// How a sheet is read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reading {
    /// Whose export it is.
    pub platform: Platform,
    /// The row of the header; what stands above is a preamble.
    pub header_row: u32,
    /// The columns from left to right.
    pub columns: Vec<ReadColumn>,
    /// How rows become facts.
    pub rows: RowKind,
    /// How long a date lasts.
    pub period: Period,
    /// In which order day, month and year stand.
    pub date_order: DateOrder,
    /// What the order rests on. [`Basis::Guess`] is to be asked about.
    pub date_basis: Basis,
    /// What separates whole numbers from fractions.
    pub decimal: DecimalMark,
    /// What the mark rests on.
    pub decimal_basis: Basis,
    /// The currency where neither cell nor header names one.
    pub currency: Option<CurrencyCode>,
    /// The time zone of its times and days: as the export names it, in its words, or as its kind has it.
    pub zone: Option<String>,
    /// Whether the user chose the zone, so that it holds for the next file too.
    #[serde(default)]
    pub zone_is_chosen: bool,
    /// Whether rows say when on their day.
    #[serde(default)]
    pub times: Times,
    /// Which rows count.
    pub statuses: Statuses,
    /// Whether a row without any name is a sum of others.
    pub nameless_is_total: bool,
}

impl Reading {
    /// What tells sheets of one kind: the names of the columns, whatever their order.
    pub fn signature(&self) -> String {
        signature(self.columns.iter().map(|column| column.name.as_str()))
    }

    /// The first column that is this.
    pub fn position(&self, field: Field) -> Option<usize> {
        self.columns.iter().position(|column| column.field == field)
    }

    /// The column of the one date of each row; none where rows are dated otherwise.
    pub(super) fn single_date(&self) -> Option<usize> {
        let is_date = |column: &ReadColumn| matches!(column.field, Field::Date(_));
        let has_end = [Field::To, Field::Days, Field::Weeks].into_iter().any(|end| self.position(end).is_some());
        let of_day = self.columns.iter().position(is_date);
        of_day.or_else(|| self.position(Field::From).filter(|_| !has_end))
    }

    /// Whether all amounts of a day are a sum, so that they can be cut at another hour.
    pub(super) fn adds_up(&self) -> bool {
        self.columns.iter().all(|column| match column.field {
            Field::Measure(measure) => !matches!(measure, Measure::Level | Measure::Event | Measure::Reach),
            Field::Rate { .. } | Field::On { .. } => false,
            _ => true,
        })
    }

    /// Whether any column is an amount.
    pub fn has_amounts(&self) -> bool {
        self.columns.iter().any(|c| matches!(c.field, Field::Measure(_) | Field::Rate { .. } | Field::On { .. }))
    }

    /// Whether rows can be dated.
    pub fn has_dates(&self) -> bool {
        let has = |wanted: fn(&Field) -> bool| self.columns.iter().any(|c| wanted(&c.field));
        let numbered = has(|f| matches!(f, Field::WeekNumber | Field::MonthNumber)) && has(|f| *f == Field::Year);
        numbered || has(|f| matches!(f, Field::Date(_) | Field::From | Field::On { .. }))
    }
}

/// The names of a sheet's columns as one text, sorted.
pub(super) fn signature<'a>(names: impl Iterator<Item = &'a str>) -> String {
    let mut names: Vec<String> = names.map(super::title::fold).filter(|name| !name.is_empty()).collect();
    names.sort_unstable();
    names.join("|")
}

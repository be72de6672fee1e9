//! One row, understood: its days, its names, its amounts, or why it is none of the facts.

mod dating;
mod give;
mod names;
mod orders;
mod totals;

use self::dating::Dating;
use self::orders::is_net;
use self::totals::begins_as_total;
use super::amounts::{Marks, Parsed, parse_amount, parse_stored};
use super::clock::{Clock, Time};
use super::currency::CurrencyCode;
use super::days::{DateEvidence, Days};
use super::fact::{Amount, Fact, Measure, Subject};
use super::head::filled;
use super::personal;
use super::reading::{Field, ReadColumn, Reading, RowKind, Scale, Times};
use super::report::{Fault, Report, Skip};
use super::title::fold;
use crate::tabular::{CellKind, CellRef, Row};
use jiff::civil::Date;
use std::collections::HashSet;

/// A column of amounts.
#[derive(Clone, Copy, Debug)]
struct AmountColumn {
    at: usize,
    measure: Measure,
    currency: Option<CurrencyCode>,
    scale: Scale,
    /// The currency that a rate prices.
    base: Option<CurrencyCode>,
    /// The days that the header names.
    days: Option<Days>,
}

/// What the dates of all rows say of times of day.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct TimesSeen {
    /// Whether any is not midnight.
    pub(super) any: bool,
    /// Whether any has no offset from UTC beside it.
    pub(super) without_offset: bool,
}

/// Reads the rows of a sheet.
pub(super) struct RowReader {
    reading: Reading,
    dating: Dating,
    names: Vec<(usize, Field)>,
    amounts: Vec<AmountColumn>,
    refund: Option<AmountColumn>,
    /// Whether revenue is less of what its refund column holds.
    is_net: bool,
    /// What the row gave back: already taken off its revenue, and beside it.
    given_back: (Amount, Amount),
    currency: Option<usize>,
    status: Option<usize>,
    cancelled: Option<usize>,
    order: Option<usize>,
    /// What the dates say of their order.
    pub(super) dates: DateEvidence,
    /// What they say of times of day.
    pub(super) times: TimesSeen,
    /// What the numbers say of their decimal mark.
    pub(super) marks: Marks,
    /// What each column of amounts adds up to.
    sums: Vec<i128>,
    totals: Vec<(u32, Vec<(usize, Amount)>)>,
    orders: HashSet<u64>,
    /// Used again for each row.
    fact: Fact,
    found: Vec<(usize, Amount, Option<CurrencyCode>)>,
}

impl RowReader {
    pub(super) fn new(reading: Reading) -> Self {
        let at = |wanted: Field| reading.position(wanted);
        let amounts = amount_columns(&reading, |field| match field {
            Field::Measure(measure) => Some(measure),
            Field::Rate { .. } => Some(Measure::Level),
            Field::On { measure, .. } => Some(measure),
            _ => None,
        });
        let refund = amount_columns(&reading, |f| (f == Field::Refund).then_some(Measure::Revenue)).first().copied();
        let named = |f: Field| {
            use Field::{Account, Campaign, Group, Kind, Market, Product};
            matches!(f, Account | Campaign | Group | Kind | Market | Product)
        };
        let columns = reading.columns.iter().enumerate();
        Self {
            dating: Dating::of(&reading),
            names: columns.filter(|(_, c)| named(c.field)).map(|(at, c)| (at, c.field)).collect(),
            sums: vec![0; amounts.len()],
            amounts,
            refund,
            is_net: is_net(&reading),
            given_back: (Amount(0), Amount(0)),
            currency: at(Field::Currency),
            status: at(Field::Status),
            cancelled: at(Field::Cancelled),
            order: at(Field::Order),
            dates: DateEvidence::default(),
            times: TimesSeen::default(),
            marks: Marks::default(),
            totals: vec![],
            orders: HashSet::new(),
            fact: Fact {
                row: 0,
                from: Date::ZERO,
                to: Date::ZERO,
                clock: Clock::default(),
                subject: Subject::default(),
                currency: None,
                amounts: vec![],
            },
            found: vec![],
            reading,
        }
    }

    /// Reads a row: its facts go to `on_fact`, everything else into the report.
    pub(super) fn read(&mut self, row: &Row, report: &mut Report, on_fact: &mut dyn FnMut(&Fact, &mut Report)) {
        report.rows += 1;
        match self.understand(row, report) {
            Err(skip) => {
                if let Some(why) = skip {
                    report.skip(why, row.number(), &sample_of(row));
                }
            }
            Ok(()) => {
                report.used += 1;
                self.give(report, on_fact);
            }
        }
    }

    /// Fills `fact` and `found`; otherwise why the row is no fact, or nothing where a fault says so.
    fn understand(&mut self, row: &Row, report: &mut Report) -> Result<(), Option<Skip>> {
        if row.number() <= self.reading.header_row {
            return Err(Some(Skip::Preamble));
        }
        let days = match self.dating.days(row, &self.reading, &mut self.dates) {
            Ok(days) => days,
            Err(fault) => return Err(self.undated(row, fault, report)),
        };
        if self.is_total(row) {
            self.note_total(row);
            return Err(Some(Skip::Total));
        }
        if let Dating::Stretch(_, to) | Dating::Length(_, to, _) = self.dating
            && is_dashes(row.cell(to).text)
        {
            report.fault(Fault::EndMissing, self.name(to), row.number(), "");
        }
        self.fact.row = row.number();
        (self.fact.from, self.fact.to) = days;
        self.fact.clock = self.clock(row, days);
        self.read_amounts(row, report);
        if self.reading.rows == RowKind::Orders {
            self.order(row, report)?;
        } else {
            self.note_refund(row, report);
        }
        if self.found.is_empty() {
            return Err(Some(Skip::NoAmount));
        }
        self.read_names(row, report);
        self.fact.currency = self.row_currency(row, report);
        for &(column, amount, _) in &self.found {
            if let Some(sum) = self.sums.get_mut(column) {
                *sum += i128::from(amount.0);
            }
        }
        Ok(())
    }

    /// A column's header.
    fn name(&self, column: usize) -> &str {
        self.reading.columns.get(column).map_or("", |c| c.name.as_str())
    }

    /// When on its day, where that is kept.
    fn clock(&mut self, row: &Row, days: Days) -> Clock {
        let is_kept = self.reading.times != Times::Days;
        let TimesSeen { any, without_offset } = self.times;
        let Dating::Single(at) = self.dating else { return Clock::default() };
        if !is_kept && any && without_offset {
            return Clock::default();
        }
        let Some(time) = Time::of(row.cell(at)) else { return Clock::default() };
        self.times.any |= !time.is_midnight();
        self.times.without_offset |= time.clock().offset().is_none();
        if is_kept && days.0 == days.1 { time.clock() } else { Clock::default() }
    }

    /// What a row without a date is.
    fn undated(&mut self, row: &Row, (fault, column): (Fault, usize), report: &mut Report) -> Option<Skip> {
        if filled(row) == 0 {
            return Some(Skip::Blank);
        }
        if self.is_header(row) {
            return Some(Skip::RepeatedHeader);
        }
        let has_amount = self.amounts.iter().any(|c| self.amount(row.cell(c.at)).is_some());
        let named = self.names.iter().any(|&(at, _)| !is_dashes(row.cell(at).text));
        // "Total US" beside a date that cannot be read is a fault; in place of the date it is a total.
        let total = match fault {
            Fault::DateMissing => {
                row.cells().filter(|cell| cell.kind == CellKind::Text).any(|cell| begins_as_total(cell.text))
            }
            _ => begins_as_total(row.cell(column).text),
        };
        let sum = fault == Fault::DateMissing && !named;
        if has_amount && (total || sum && !self.names.is_empty()) {
            self.note_total(row);
            return Some(Skip::Total);
        }
        if total {
            return Some(Skip::Total);
        }
        if !has_amount {
            return Some(Skip::Footer);
        }
        report.fault(fault, self.name(column), row.number(), row.cell(column).text);
        None
    }

    fn is_header(&self, row: &Row) -> bool {
        let same = |(at, c): (usize, &ReadColumn)| !c.name.is_empty() && fold(row.cell(at).text) == fold(&c.name);
        let repeated = self.reading.columns.iter().enumerate().filter(|&column| same(column)).count();
        repeated >= 2 && repeated * 2 >= filled(row)
    }

    /// A cell's number, whatever is wrong with it.
    fn amount(&self, cell: CellRef) -> Option<Amount> {
        match self.parse(cell) {
            Parsed::Amount(amount, ..) => Some(amount),
            _ => None,
        }
    }

    fn parse(&self, cell: CellRef) -> Parsed {
        match cell.kind {
            CellKind::Empty => Parsed::Empty,
            CellKind::Number => parse_stored(cell.text),
            CellKind::Text => parse_amount(cell.text, self.reading.decimal),
            CellKind::Date => Parsed::Text,
        }
    }

    fn read_amounts(&mut self, row: &Row, report: &mut Report) {
        self.found.clear();
        for i in 0..self.amounts.len() {
            if let Some(&column) = self.amounts.get(i)
                && let Some((amount, currency)) = self.read_amount(row, column, report)
            {
                self.found.push((i, amount, currency));
            }
        }
    }

    fn read_amount(
        &mut self,
        row: &Row,
        column: AmountColumn,
        report: &mut Report,
    ) -> Option<(Amount, Option<CurrencyCode>)> {
        let cell = row.cell(column.at);
        let parsed = self.parse(cell);
        if cell.kind == CellKind::Text {
            self.marks.add(parsed, column.measure.is_count() && column.scale == Scale::One);
        }
        let fault = match parsed {
            Parsed::Empty => return None,
            Parsed::Amount(amount, currency, _) => match scaled(amount, column.scale) {
                Some(amount) => return Some((amount, currency.or(column.currency))),
                None => Fault::NumberTooLarge,
            },
            Parsed::Withheld => Fault::NumberWithheld,
            Parsed::TooLarge => Fault::NumberTooLarge,
            Parsed::OtherMark => Fault::OtherDecimalMark,
            Parsed::Text => Fault::NumberUnreadable,
        };
        report.fault(fault, self.name(column.at), row.number(), cell.text);
        None
    }

    fn row_currency(&mut self, row: &Row, report: &mut Report) -> Option<CurrencyCode> {
        let cell = self.currency.map(|at| (at, row.cell(at).text.trim())).filter(|(_, text)| !is_dashes(text));
        let code = cell.and_then(|(_, text)| CurrencyCode::new(text).or_else(|| CurrencyCode::named(text)));
        if let (Some((at, text)), None) = (cell, code) {
            report.fault(Fault::CurrencyUnreadable, self.name(at), row.number(), text);
        }
        code.or(self.reading.currency)
    }
}

fn amount_columns(reading: &Reading, measure: impl Fn(Field) -> Option<Measure>) -> Vec<AmountColumn> {
    let column = |(at, c): (usize, &ReadColumn)| {
        let days = match c.field {
            Field::On { from, to, .. } => Some((from, to)),
            _ => None,
        };
        let (base, currency) = match c.field {
            Field::Rate { base, quote } => (Some(base), Some(quote)),
            _ => (None, c.currency),
        };
        Some(AmountColumn { at, measure: measure(c.field)?, currency, scale: c.scale, base, days })
    };
    reading.columns.iter().enumerate().filter_map(column).collect()
}

/// Whether the text is empty or dashes, as totals and blanks have them.
fn is_dashes(text: &str) -> bool {
    text.trim().trim_matches(['-', '–', '—', ' ']).is_empty()
}

fn scaled(amount: Amount, scale: Scale) -> Option<Amount> {
    let rounded = |by: i64| Amount((amount.0 + amount.0.signum() * by / 2) / by);
    match scale {
        Scale::One => Some(amount),
        Scale::Micro => Some(rounded(1_000_000)),
        Scale::Hundredth => Some(rounded(100)),
        Scale::Thousand => amount.0.checked_mul(1_000).map(Amount),
    }
}

/// The first text of a row, to show it by, without email addresses.
fn sample_of(row: &Row) -> String {
    let text = row.cells().map(|cell| cell.text.trim()).find(|text| !text.is_empty()).unwrap_or("");
    personal::without_email(text)
}

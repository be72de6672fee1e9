//! One row, understood: its days, its names, its amounts, or why it is none of the facts.

use super::amounts::{Marks, Parsed, parse_amount, parse_stored};
use super::clock::{Clock, Time};
use super::currency::CurrencyCode;
use super::days::{DateEvidence, Days, spread, week};
use super::fact::{Amount, Fact, Measure, Platform, Subject};
use super::head::filled;
use super::personal;
use super::reading::{Field, Period, Reading, RowKind, Scale, Times};
use super::report::{Fault, Report, Skip};
use super::title::fold;
use crate::ingest::{DateOrder, parse_date};
use crate::tabular::{CellKind, CellRef, Row};
use jiff::civil::Date;
use std::collections::HashSet;
use std::hash::{DefaultHasher, Hash, Hasher};

/// The longest name that is kept, in bytes.
const NAME_BYTES: usize = 300;
/// The most days of a flight; a longer one is a mistake.
const MOST_DAYS: i64 = 3_660;
/// Rows of totals that are held against the sum of all.
const MOST_TOTALS: usize = 4;

/// Beginnings of rows that add up others, folded.
const TOTALS: &[&str] = &[
    "total",
    "totals",
    "grand total",
    "subtotal",
    "sub total",
    "gesamt",
    "gesamtsumme",
    "gesamtergebnis",
    "summe",
    "insgesamt",
    "zwischensumme",
    "total general",
    "total generale",
    "totaux",
    "sous total",
    "suma",
    "totale",
    "sum",
    "totaal",
    "account total",
    "report total",
    "overall total",
    "gesamttotal",
];

/// How a row is dated.
#[derive(Clone, Copy, Debug)]
enum Dating {
    Single(usize),
    Stretch(usize, usize),
    /// From a day on, so many times a number of days.
    Length(usize, usize, i64),
    Week {
        year: usize,
        number: usize,
    },
    Month {
        year: usize,
        number: usize,
    },
    /// Each column of amounts has its own days.
    Columns,
    None,
}

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
            dating: dating(&reading),
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
        let days = match self.days(row) {
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

    /// The row's days; a fault with its column otherwise.
    fn days(&mut self, row: &Row) -> Result<Days, (Fault, usize)> {
        let order = self.reading.date_order;
        let read = |dates: &mut DateEvidence, at: usize, period: Period| {
            let cell = row.cell(at);
            let missing = if is_dashes(cell.text) { Fault::DateMissing } else { Fault::DateUnreadable };
            dates.days_of(cell, order, period).ok_or((missing, at))
        };
        match self.dating {
            Dating::Single(at) => read(&mut self.dates, at, self.reading.period),
            Dating::Stretch(from, to) => {
                let first = read(&mut self.dates, from, Period::Day)?;
                match read(&mut self.dates, to, Period::Day) {
                    Ok(last) if last.1 < first.0 => Err((Fault::EndsBeforeStart, to)),
                    Ok(last) => Ok((first.0, last.1)),
                    Err((Fault::DateMissing, _)) => Err((Fault::EndMissing, to)),
                    Err(fault) => Err(fault),
                }
            }
            Dating::Length(from, length, days) => {
                let first = read(&mut self.dates, from, Period::Day)?;
                let cell = row.cell(length).text;
                let missing = if is_dashes(cell) { Fault::EndMissing } else { Fault::LengthUnreadable };
                last_day(first.0, cell, days).map(|last| (first.0, last)).ok_or((missing, length))
            }
            Dating::Week { year, number } => {
                let digits = row.cell(number).text.trim().trim_matches(|c: char| !c.is_ascii_digit());
                week(row.cell(year).text, digits).ok_or((Fault::DateUnreadable, number))
            }
            Dating::Month { year, number } => {
                month(row.cell(year).text, row.cell(number).text).ok_or((Fault::DateUnreadable, number))
            }
            Dating::Columns => Ok((Date::ZERO, Date::ZERO)),
            Dating::None => Err((Fault::DateMissing, 0)),
        }
        .or_else(|(fault, at)| match (fault, self.dating) {
            // A flight without an end is a day's.
            (Fault::EndMissing, Dating::Stretch(from, _) | Dating::Length(from, ..)) => {
                read(&mut self.dates, from, Period::Day)
            }
            _ => Err((fault, at)),
        })
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
        let same = |(at, c): (usize, &super::reading::ReadColumn)| {
            !c.name.is_empty() && fold(row.cell(at).text) == fold(&c.name)
        };
        let repeated = self.reading.columns.iter().enumerate().filter(|&column| same(column)).count();
        repeated >= 2 && repeated * 2 >= filled(row)
    }

    /// Whether a dated row adds up others: by a name that is "Total", or by having no name where all others have one.
    fn is_total(&self, row: &Row) -> bool {
        let mut nameless = self.reading.nameless_is_total;
        for &(at, field) in &self.names {
            let text = row.cell(at).text.trim();
            let counts = matches!(field, Field::Campaign | Field::Group | Field::Kind);
            nameless &= !counts || is_dashes(text);
            if field != Field::Product && could_be_total(text) && TOTALS.contains(&fold(text).as_str()) {
                return true;
            }
        }
        nameless
    }

    fn note_total(&mut self, row: &Row) {
        if self.totals.len() < MOST_TOTALS || self.totals.iter().any(|(known, _)| *known > row.number()) {
            let stated = |(i, c): (usize, &AmountColumn)| Some((i, self.amount(row.cell(c.at))?));
            let stated = self.amounts.iter().enumerate().filter_map(stated).collect();
            self.totals.push((row.number(), stated));
            self.totals.sort_unstable();
            self.totals.truncate(MOST_TOTALS);
        }
    }

    /// The rows of totals, with what was read.
    pub(super) fn stated_totals(&self) -> Vec<super::report::StatedTotal> {
        let total = |row: u32, &(column, stated): &(usize, Amount)| {
            let scale = self.amounts.get(column)?;
            let read = Amount(i64::try_from(*self.sums.get(column)?).ok()?);
            let stated = scaled(stated, scale.scale)?;
            Some(super::report::StatedTotal { row, measure: scale.measure, stated, read })
        };
        let summed = |measure: Measure| !matches!(measure, Measure::Level | Measure::Event | Measure::Reach);
        let all = self.totals.iter().flat_map(|(row, stated)| stated.iter().filter_map(|s| total(*row, s)));
        all.filter(|total| summed(total.measure)).collect()
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

    /// Whether an order counts; its refund is taken off, and it is counted.
    fn order(&mut self, row: &Row, report: &mut Report) -> Result<(), Option<Skip>> {
        let is = |measure: Measure| move |c: &AmountColumn| c.measure == measure;
        let revenue = self.amounts.iter().position(is(Measure::Revenue));
        let units = self.amounts.iter().position(is(Measure::Units));
        let Some(at) = self.found.iter().position(|&(column, ..)| Some(column) == revenue) else {
            self.found.retain(|&(column, ..)| Some(column) == units);
            return if self.found.is_empty() { Err(Some(Skip::FurtherLine)) } else { Ok(()) };
        };
        if self.cancelled.is_some_and(|column| !is_dashes(row.cell(column).text)) {
            return Err(Some(Skip::Cancelled));
        }
        self.check_status(row)?;
        if self.is_repeated(row, at) {
            return Err(Some(Skip::RepeatedOrder));
        }
        let refund = self.read_refund(row, report);
        if let Some((_, revenue, _)) = self.found.get_mut(at) {
            let below = revenue.0.min(0).saturating_neg();
            self.given_back = (Amount(refund.saturating_add(below)), Amount(0));
            revenue.0 = revenue.0.saturating_sub(refund);
        }
        Ok(())
    }

    /// What a row gave back that is no order of its own: revenue below zero, or the column of refunds.
    fn note_refund(&mut self, row: &Row, report: &mut Report) {
        self.given_back = (Amount(0), Amount(0));
        let revenue = self.amounts.iter().position(|c| c.measure == Measure::Revenue);
        let Some(&(_, Amount(revenue), _)) = self.found.iter().find(|found| Some(found.0) == revenue) else { return };
        let refund = self.read_refund(row, report);
        self.given_back = match (revenue < 0, self.is_net) {
            // A row of refunds: the column says the same once more.
            (true, _) => (Amount(revenue.saturating_neg()), Amount(0)),
            (false, true) => (Amount(refund), Amount(0)),
            (false, false) => (Amount(0), Amount(refund)),
        };
    }

    /// The amount in the column of refunds, above zero however it is written.
    fn read_refund(&mut self, row: &Row, report: &mut Report) -> i64 {
        let refund = self.refund.and_then(|column| self.read_amount(row, column, report));
        refund.map_or(0, |(refund, _)| refund.0.saturating_abs())
    }

    fn check_status(&self, row: &Row) -> Result<(), Option<Skip>> {
        let Some(column) = self.status else { return Ok(()) };
        let rules = &self.reading.statuses;
        if rules.only.is_empty() && rules.never.is_empty() {
            return Ok(());
        }
        let status = fold(row.cell(column).text);
        let never = rules.never.contains(&status);
        let only = rules.only.is_empty() || rules.only.iter().any(|part| status.contains(part.as_str()));
        if never || !only { Err(Some(Skip::Status)) } else { Ok(()) }
    }

    /// Whether the same order was read with the same day and total: an export with a row for each item may repeat them.
    fn is_repeated(&mut self, row: &Row, revenue: usize) -> bool {
        let Some(order) = self.order.map(|column| row.cell(column).text.trim()).filter(|id| !id.is_empty()) else {
            return false;
        };
        let mut hasher = DefaultHasher::new();
        (order, self.fact.from, self.found.get(revenue).map(|found| found.1)).hash(&mut hasher);
        !self.orders.insert(hasher.finish())
    }

    fn read_names(&mut self, row: &Row, report: &mut Report) {
        let Self { names, fact, reading, .. } = self;
        for &(at, field) in names.iter() {
            let Some(slot) = slot(&mut fact.subject, field) else { continue };
            slot.clear();
            let text = row.cell(at).text.trim();
            if is_dashes(text) {
                continue;
            }
            let usual = text.len() <= NAME_BYTES && !text.bytes().any(|b| b == b'@' || b < b' ');
            if usual {
                slot.push_str(text);
                continue;
            }
            let column = reading.columns.get(at).map_or("", |c| c.name.as_str());
            slot.push_str(&cleaned(text, column, row.number(), report));
        }
    }

    fn row_currency(&mut self, row: &Row, report: &mut Report) -> Option<CurrencyCode> {
        let cell = self.currency.map(|at| (at, row.cell(at).text.trim())).filter(|(_, text)| !is_dashes(text));
        let code = cell.and_then(|(_, text)| CurrencyCode::new(text).or_else(|| CurrencyCode::named(text)));
        if let (Some((at, text)), None) = (cell, code) {
            report.fault(Fault::CurrencyUnreadable, self.name(at), row.number(), text);
        }
        code.or(self.reading.currency)
    }

    /// Gives the facts of an understood row.
    fn give(&mut self, report: &mut Report, on_fact: &mut dyn FnMut(&Fact, &mut Report)) {
        match self.reading.rows {
            RowKind::Wide => self.give_wide(report, on_fact),
            RowKind::Facts => self.give_narrow(false, report, on_fact),
            RowKind::Orders => self.give_narrow(true, report, on_fact),
        }
    }

    /// One fact of all amounts; one more for each further currency.
    fn give_narrow(&mut self, orders: bool, report: &mut Report, on_fact: &mut dyn FnMut(&Fact, &mut Report)) {
        let of_row = self.fact.currency;
        let measure = |column: usize| self.amounts.get(column).map(|c| c.measure);
        let money =
            |&&(column, ..): &&(usize, Amount, Option<CurrencyCode>)| measure(column).is_some_and(Measure::is_money);
        let main = self.found.iter().find(money).map_or(of_row, |&(_, _, currency)| currency.or(of_row));
        self.fact.currency = main;
        if let (Platform::ExchangeRates, Some(quote)) = (self.reading.platform, main) {
            self.fact.subject.campaign = pair_name(&self.fact.subject.kind, quote.as_str());
        }
        self.fact.amounts.clear();
        let mut elsewhere = vec![];
        for &(column, amount, currency) in &self.found {
            let Some(measure) = measure(column) else { continue };
            let currency = if measure.is_money() { currency.or(of_row) } else { main };
            if currency == main {
                self.fact.amounts.push((measure, amount))
            } else {
                elsewhere.push((measure, amount, currency))
            }
        }
        let counts = |m: Measure| self.fact.amounts.iter().find(|(known, _)| *known == m).map(|(_, amount)| *amount);
        if orders && counts(Measure::Orders).is_none() && counts(Measure::Revenue).is_some_and(|r| r.0 >= 0) {
            self.fact.amounts.push((Measure::Orders, Amount(Amount::UNIT)));
        }
        add_refunds(&mut self.fact, self.given_back);
        on_fact(&self.fact, report);
        for (measure, amount, currency) in elsewhere {
            self.fact.currency = currency;
            self.fact.amounts.clear();
            self.fact.amounts.push((measure, amount));
            add_refunds(&mut self.fact, self.given_back);
            on_fact(&self.fact, report);
        }
    }

    /// A fact for each amount, under the name of its column.
    fn give_wide(&mut self, report: &mut Report, on_fact: &mut dyn FnMut(&Fact, &mut Report)) {
        let of_row = self.fact.currency;
        let first_revenue = self.amounts.iter().position(|c| c.measure == Measure::Revenue);
        let named = self.names.iter().any(|(_, field)| *field == Field::Campaign);
        for &(i, amount, currency) in &self.found {
            let Some(column) = self.amounts.get(i) else { continue };
            if let Some((from, to)) = column.days {
                (self.fact.from, self.fact.to) = (from, to);
                self.fact.currency = currency.or(of_row);
                self.fact.amounts.clear();
                self.fact.amounts.push((column.measure, amount));
                add_refunds(&mut self.fact, (Amount(amount.0.min(0).saturating_neg()), Amount(0)));
                on_fact(&self.fact, report);
                continue;
            }
            let name =
                self.reading.columns.get(column.at).map_or("", |c| if c.band.is_empty() { &c.name } else { &c.band });
            let slot = if named { &mut self.fact.subject.group } else { &mut self.fact.subject.campaign };
            slot.clear();
            match (column.base, column.currency) {
                (Some(base), Some(quote)) => slot.push_str(&pair_name(base.as_str(), quote.as_str())),
                _ => slot.push_str(name),
            }
            let in_money = column.measure.is_money() || column.base.is_some();
            self.fact.currency = currency.or(of_row).filter(|_| in_money);
            self.fact.amounts.clear();
            self.fact.amounts.push((column.measure, amount));
            let of_column = (Amount(amount.0.min(0).saturating_neg()), Amount(0));
            add_refunds(&mut self.fact, if first_revenue == Some(i) { self.given_back } else { of_column });
            on_fact(&self.fact, report);
        }
    }
}

/// Adds what was given back to a fact of revenue.
fn add_refunds(fact: &mut Fact, (taken_off, beside): (Amount, Amount)) {
    if !fact.amounts.iter().any(|(measure, _)| *measure == Measure::Revenue) {
        return;
    }
    let both = [(Measure::Refund, taken_off), (Measure::RefundBeside, beside)];
    fact.amounts.extend(both.into_iter().filter(|(_, amount)| amount.0 > 0));
}

/// Whether revenue is less of what the column of refunds holds: by its name, and in GA4 unless it says "gross"
/// (Google Analytics help, "Analytics dimensions and metrics": purchase and total revenue are less of refunds).
fn is_net(reading: &Reading) -> bool {
    let revenue = reading.columns.iter().find(|c| c.field == Field::Measure(Measure::Revenue));
    let name = revenue.map_or_else(String::new, |c| fold(&c.name));
    let has = |word: &str| name.split(' ').any(|own| own == word);
    has("net") || reading.platform == Platform::Ga4 && !has("gross")
}

fn dating(reading: &Reading) -> Dating {
    let at = |field| reading.position(field);
    let single = reading.columns.iter().position(|c| matches!(c.field, Field::Date(_)));
    let year = at(Field::Year);
    if reading.columns.iter().any(|c| matches!(c.field, Field::On { .. })) {
        return Dating::Columns;
    }
    let length = at(Field::Days).map(|at| (at, 1)).or_else(|| at(Field::Weeks).map(|at| (at, 7)));
    match (single, at(Field::From), at(Field::To).or(length.map(|(at, _)| at))) {
        (Some(date), ..) => Dating::Single(date),
        (None, Some(from), Some(to)) => match length.filter(|_| at(Field::To).is_none()) {
            Some((length, days)) => Dating::Length(from, length, days),
            None => Dating::Stretch(from, to),
        },
        (None, Some(date), None) => Dating::Single(date),
        _ => match (year, at(Field::WeekNumber), at(Field::MonthNumber)) {
            (Some(year), Some(number), _) => Dating::Week { year, number },
            (Some(year), None, Some(number)) => Dating::Month { year, number },
            _ => Dating::None,
        },
    }
}

fn amount_columns(reading: &Reading, measure: impl Fn(Field) -> Option<Measure>) -> Vec<AmountColumn> {
    let column = |(at, c): (usize, &super::reading::ReadColumn)| {
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

fn slot(subject: &mut Subject, field: Field) -> Option<&mut String> {
    Some(match field {
        Field::Account => &mut subject.account,
        Field::Campaign => &mut subject.campaign,
        Field::Group => &mut subject.group,
        Field::Kind => &mut subject.kind,
        Field::Market => &mut subject.market,
        Field::Product => &mut subject.product,
        _ => return None,
    })
}

/// Whether the text is empty or dashes, as totals and blanks have them.
fn is_dashes(text: &str) -> bool {
    text.trim().trim_matches(['-', '–', '—', ' ']).is_empty()
}

/// Whether it is worth looking closer: the beginnings of all words for totals.
fn could_be_total(text: &str) -> bool {
    const BEGINNINGS: [&str; 11] = ["tot", "gra", "sub", "ges", "sum", "ins", "zwi", "sou", "acc", "rep", "ove"];
    let start = text.get(..3).filter(|_| text.len() <= 24);
    start.is_some_and(|start| BEGINNINGS.iter().any(|known| known.eq_ignore_ascii_case(start)))
}

fn begins_as_total(text: &str) -> bool {
    let text = fold(text);
    TOTALS.iter().any(|word| text.strip_prefix(word).is_some_and(|rest| rest.is_empty() || rest.starts_with(' ')))
}

/// The last of so many days, or weeks, from the first on: "28", "4 weeks", "2 Wochen". Without a word, a number counts
/// `days` each.
fn last_day(first: Date, text: &str, days: i64) -> Option<Date> {
    let text = text.trim();
    let end = text.find(|c: char| !c.is_ascii_digit()).unwrap_or(text.len());
    let (number, word) = text.split_at_checked(end)?;
    let word = word.strip_prefix(".0").unwrap_or(word).trim().to_lowercase();
    let days = match word.as_str() {
        "" => days,
        _ if ["w", "sem"].iter().any(|weeks| word.starts_with(weeks)) => 7,
        _ if ["d", "t", "j"].iter().any(|days| word.starts_with(days)) => 1,
        _ => return None,
    };
    let count = number.parse::<i64>().ok()?.checked_mul(days).filter(|days| (1..=MOST_DAYS).contains(days))?;
    first.checked_add(jiff::Span::new().days(count - 1)).ok()
}

/// The month of a year, by number or name.
fn month(year: &str, month: &str) -> Option<Days> {
    let month = month.trim();
    let text = match month.parse::<u8>() {
        Ok(number) => format!("{}-{number:02}", year.trim()),
        Err(_) => format!("{month} {}", year.trim()),
    };
    spread(parse_date(&text, DateOrder::YearFirst)?, Period::Month)
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

/// A name on one line, without email addresses, at most so long.
fn cleaned(text: &str, column: &str, row: u32, report: &mut Report) -> String {
    let words: Vec<&str> =
        text.split(|c: char| c.is_whitespace() || c.is_control()).filter(|w| !w.is_empty()).collect();
    let mut name = words.join(" ");
    if personal::has_email(&name) {
        name = personal::without_email(&name);
        report.fault(Fault::AddressInName, column, row, &name);
    }
    if name.len() > NAME_BYTES {
        let end = (0..=NAME_BYTES).rev().find(|&at| name.is_char_boundary(at)).unwrap_or(0);
        name.truncate(end);
        report.fault(Fault::NameTooLong, column, row, &name);
    }
    name
}

/// How a pair of currencies is called, whatever its file calls it: `EUR_USD` is the price of a euro in dollars.
fn pair_name(base: &str, quote: &str) -> String {
    format!("{base}_{quote}")
}

/// The first text of a row, to show it by, without email addresses.
fn sample_of(row: &Row) -> String {
    let text = row.cells().map(|cell| cell.text.trim()).find(|text| !text.is_empty()).unwrap_or("");
    personal::without_email(text)
}

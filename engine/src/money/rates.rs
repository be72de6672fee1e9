//! Exchange rates that the user gives, by day, by month or once and for all.
//!
//! The rate of a day is, in this order: the one given for the day; for the nearest day before, up to four days back, as
//! central banks publish none on weekends and holidays; for its month; for always; and then the same of the opposite
//! pair, turned around. Where a table prices both currencies in a third one (as a central bank's does), the way leads
//! through that one. Without any, there is no conversion: the caller says which currency and days are missing.

use super::scaled;
use crate::exports::{Amount, Measure, Tally};
use jiff::ToSpan;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use std::fmt;

/// Days back to the last published rate.
const DAYS_BACK: i32 = 4;

/// An exact rate in billionths.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Rate(i64);

impl Rate {
    /// Billionths in one.
    pub const UNIT: i64 = 1_000_000_000;
    /// One for one.
    pub const ONE: Self = Self(Self::UNIT);

    /// A rate in billionths; none unless positive.
    pub fn from_billionths(billionths: i64) -> Option<Self> {
        (billionths > 0).then_some(Self(billionths))
    }

    /// Reads a decimal number with a point or a comma; none where it is no positive number below a billion.
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim().replace(',', ".");
        let (whole, part) = text.split_once('.').unwrap_or((&text, ""));
        let is_number = |digits: &str| digits.chars().all(|c| c.is_ascii_digit());
        if !is_number(whole) || !is_number(part) || whole.len() > 9 || (whole.is_empty() && part.is_empty()) {
            return None;
        }
        let nine: String = part.chars().chain(std::iter::repeat('0')).take(9).collect();
        let whole = if whole.is_empty() { 0 } else { whole.parse::<i64>().ok()? };
        Self::from_billionths(whole.checked_mul(Self::UNIT)?.checked_add(nine.parse().ok()?)?)
    }

    /// The rate as a number.
    pub fn to_f64(self) -> f64 {
        self.0 as f64 / Self::UNIT as f64
    }
}

impl fmt::Display for Rate {
    /// As [`Rate::parse`] reads it.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let part = format!("{:09}", self.0 % Self::UNIT);
        let part = part.trim_end_matches('0');
        write!(f, "{}{}{part}", self.0 / Self::UNIT, if part.is_empty() { "" } else { "." })
    }
}

/// For when a rate is given.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum When {
    /// One day.
    Day(Date),
    /// A month.
    Month {
        /// The year.
        year: i16,
        /// 1 to 12.
        month: i8,
    },
    /// Whenever nothing nearer is given.
    Always,
}

/// One rate: a unit of `from` costs that many of `to`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct RateRow {
    /// ISO 4217, upper case.
    pub from: String,
    /// ISO 4217, upper case.
    pub to: String,
    /// For when.
    pub when: When,
    /// The rate.
    pub rate: Rate,
}

/// All rates given.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct RateTable {
    rows: Vec<RateRow>,
}

/// A line of typed rates that cannot be read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RateFault {
    /// Its number, from 1.
    pub line: usize,
    /// The line.
    pub text: String,
}

impl fmt::Display for RateFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Line {}: \"{}\" is not like \"2026-01 EUR USD 1.1035\".", self.line, self.text)
    }
}

impl fmt::Display for RateRow {
    /// As [`RateTable::parse`] reads it.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.when {
            When::Day(day) => write!(f, "{day} ")?,
            When::Month { year, month } => write!(f, "{year:04}-{month:02} ")?,
            When::Always => {}
        }
        write!(f, "{} {} {}", self.from, self.to, self.rate)
    }
}

/// How amounts of one day are converted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Conversion {
    /// The rate as given.
    pub rate: Rate,
    /// Whether it is given for the opposite pair: amounts are divided by it.
    pub is_inverse: bool,
    /// For when it is given.
    pub when: When,
    /// Where the way leads through a third currency, the rate from there, and whether it is divided by.
    pub then: Option<(Rate, bool)>,
}

impl Conversion {
    /// The converted amount; rounded after each rate.
    pub fn of(self, amount: Amount) -> Amount {
        let first = by_rate(amount, self.rate, self.is_inverse);
        self.then.map_or(first, |(rate, is_inverse)| by_rate(first, rate, is_inverse))
    }
}

fn by_rate(amount: Amount, rate: Rate, is_inverse: bool) -> Amount {
    let (n, d) = if is_inverse { (Rate::UNIT, rate.0) } else { (rate.0, Rate::UNIT) };
    Amount(scaled(amount.0, n, d))
}

impl RateTable {
    /// A table of rows. Of two rows for the same pair and time, the later in the list counts.
    pub fn new(rows: impl IntoIterator<Item = RateRow>) -> Self {
        let mut rows: Vec<RateRow> = rows.into_iter().filter(|row| row.from != row.to).collect();
        rows.reverse();
        rows.sort_by(|a, b| key(a).cmp(&key(b)));
        rows.dedup_by(|later, kept| key(later) == key(kept));
        Self { rows }
    }

    /// The rows, sorted.
    pub fn rows(&self) -> &[RateRow] {
        &self.rows
    }

    /// Both tables; where both have a rate, that of `other` counts.
    #[must_use]
    pub fn and(&self, other: &Self) -> Self {
        Self::new(self.rows.iter().chain(&other.rows).cloned())
    }

    /// Reads typed lines: a day or a month (or nothing, for always), two currencies, a rate, apart by spaces, commas,
    /// semicolons or tabs. Lines that cannot be read are given back.
    pub fn parse(text: &str) -> (Self, Vec<RateFault>) {
        let (mut rows, mut faults) = (vec![], vec![]);
        for (i, line) in text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty()) {
            match typed(line) {
                Some(row) => rows.push(row),
                None => faults.push(RateFault { line: i + 1, text: line.to_owned() }),
            }
        }
        (Self::new(rows), faults)
    }

    /// Takes the rates out of the tally of a rates' file: levels whose names hold two currency codes. Where all of a
    /// pair's days are the first of a month, they stand for their months.
    pub fn from_tally(tally: &Tally) -> Self {
        let mut rows = vec![];
        for (i, subject) in tally.subjects.iter().enumerate() {
            let lines = || tally.lines.iter().filter(|line| line.subject as usize == i);
            let is_monthly = lines().all(|line| line.from == line.to && line.from.day() == 1);
            for line in lines() {
                let own = line.currency.and_then(|c| tally.currencies.get(usize::from(c))).map(String::as_str);
                let names = [&subject.campaign, &subject.kind, &subject.group, &subject.market];
                let pair = names.iter().find_map(|name| pair(name, own));
                let level = line.amounts.of(Measure::Level);
                let rate = level.and_then(|level| Rate::from_billionths(scaled(level.0, 1_000, 1)));
                if let (Some((from, to)), Some(rate)) = (pair, rate) {
                    let at = whens(line.from, line.to, is_monthly);
                    rows.extend(at.map(|when| RateRow { from: from.clone(), to: to.clone(), when, rate }));
                }
            }
        }
        Self::new(rows)
    }

    /// How amounts of the day are converted; none where no rate is given.
    pub fn on(&self, from: &str, to: &str, day: Date) -> Option<Conversion> {
        self.straight(from, to, day).or_else(|| self.through_a_third(from, to, day))
    }

    fn straight(&self, from: &str, to: &str, day: Date) -> Option<Conversion> {
        let conversion = |is_inverse| move |(when, rate)| Conversion { rate, is_inverse, when, then: None };
        let given = self.find(from, to, day).map(conversion(false));
        given.or_else(|| self.find(to, from, day).map(conversion(true)))
    }

    /// Through the first currency, by the alphabet, that has a rate to both.
    fn through_a_third(&self, from: &str, to: &str, day: Date) -> Option<Conversion> {
        let thirds: BTreeSet<&str> = self.rows.iter().flat_map(|row| [row.from.as_str(), &row.to]).collect();
        thirds.into_iter().filter(|third| *third != from && *third != to).find_map(|third| {
            let (first, second) = (self.straight(from, third, day)?, self.straight(third, to, day)?);
            Some(Conversion { then: Some((second.rate, second.is_inverse)), ..first })
        })
    }

    fn find(&self, from: &str, to: &str, day: Date) -> Option<(When, Rate)> {
        let days = (0..=DAYS_BACK).map(|back| When::Day(day.saturating_sub(back.days())));
        let mut whens = days.chain([When::Month { year: day.year(), month: day.month() }, When::Always]);
        whens.find_map(|when| {
            let place = self.rows.binary_search_by(|row| key(row).cmp(&(from, to, when))).ok()?;
            self.rows.get(place).map(|row| (when, row.rate))
        })
    }
}

fn key(row: &RateRow) -> (&str, &str, When) {
    (&row.from, &row.to, row.when)
}

fn typed(line: &str) -> Option<RateRow> {
    // A comma between digits is a decimal mark, elsewhere it separates.
    let chars: Vec<char> = line.chars().collect();
    let is_digit = |i: Option<usize>| i.and_then(|i| chars.get(i)).is_some_and(char::is_ascii_digit);
    let separates = |(i, c): (usize, char)| match c {
        ',' => !(is_digit(i.checked_sub(1)) && is_digit(Some(i + 1))),
        ';' | '\t' | ' ' | '/' | '_' | '=' | ':' => true,
        _ => false,
    };
    let spaced: String = chars.iter().enumerate().map(|(i, &c)| if separates((i, c)) { ' ' } else { c }).collect();
    let words: Vec<&str> = spaced.split_whitespace().collect();
    let (when, rest) = match words.first().and_then(|word| when(word)) {
        Some(when) => (when, words.get(1..)?),
        None => (When::Always, words.as_slice()),
    };
    let (rate, codes) = rest.split_last()?;
    let codes = Some(codes.join(" ")).filter(|codes| !codes.contains(|c: char| c.is_ascii_digit()))?;
    let (from, to) = pair(&codes, None)?;
    Some(RateRow { from, to, when, rate: Rate::parse(rate)? })
}

fn when(word: &str) -> Option<When> {
    if let Ok(day) = word.parse::<Date>() {
        return Some(When::Day(day));
    }
    let (year, month) = word.split_once('-')?;
    let (year, month): (i16, i8) = (year.parse().ok()?, month.parse().ok()?);
    ((1..=12).contains(&month) && (1900..=2999).contains(&year)).then_some(When::Month { year, month })
}

/// The two currency codes of a name such as `EUR_USD`, `EUR/USD`, `EURUSD` or `EUR to USD`; with one code alone, `own`
/// is the other one.
fn pair(name: &str, own: Option<&str>) -> Option<(String, String)> {
    let letters = name.split(|c: char| !c.is_ascii_alphabetic());
    let mut codes = vec![];
    for word in letters {
        match word.len() {
            3 if is_code(word) => codes.push(word.to_uppercase()),
            6 if is_code(word) => {
                let (from, to) = word.split_at(3);
                codes.extend([from.to_uppercase(), to.to_uppercase()]);
            }
            _ => {}
        }
    }
    match (codes.as_slice(), own) {
        ([from, to], _) => Some((from.clone(), to.clone())),
        ([to], Some(from)) => Some((from.to_owned(), to.clone())),
        _ => None,
    }
}

/// In capitals, or all in small letters: `per` within `EUR per USD` is none.
fn is_code(word: &str) -> bool {
    word.bytes().all(|b| b.is_ascii_uppercase())
        || (word.bytes().all(|b| b.is_ascii_lowercase()) && !["per", "the", "fx"].contains(&word) && word != "for")
}

/// The times that a span of days stands for.
fn whens(from: Date, to: Date, is_monthly: bool) -> Box<dyn Iterator<Item = When>> {
    let month = When::Month { year: from.year(), month: from.month() };
    if is_monthly || (from.day() == 1 && to == from.last_of_month() && from != to) {
        return Box::new(std::iter::once(month));
    }
    Box::new(from.series(1.day()).take_while(move |day| *day <= to).map(When::Day))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::exports::{Line, Subject};
    use jiff::civil::date;

    fn table() -> RateTable {
        let (table, faults) = RateTable::parse(
            "2026-01 EUR USD 1.10\n2026-01-09,EUR/USD,1,20\nGBP_EUR;1.15\n\nnonsense\n2026-13 EUR USD 1",
        );
        assert_eq!(faults.iter().map(|fault| fault.line).collect::<Vec<_>>(), [5, 6]);
        table
    }

    fn check(from: &str, to: &str, day: Date, expected: Option<i64>) {
        let converted = table().on(from, to, day).map(|conversion| conversion.of(Amount(100_000_000)).0);
        assert_eq!(converted, expected, "{from} {to} {day}");
    }

    #[test]
    fn the_nearest_rate_counts() {
        check("EUR", "USD", date(2026, 1, 5), Some(110_000_000));
        check("EUR", "USD", date(2026, 1, 9), Some(120_000_000));
        check("EUR", "USD", date(2026, 1, 11), Some(120_000_000));
        check("EUR", "USD", date(2026, 1, 20), Some(110_000_000));
        check("EUR", "USD", date(2026, 2, 20), None);
        check("USD", "EUR", date(2026, 1, 20), Some(90_909_091));
        check("GBP", "EUR", date(2020, 1, 1), Some(115_000_000));
        // Through the euro.
        check("GBP", "USD", date(2026, 1, 20), Some(126_500_000));
        check("USD", "CHF", date(2026, 1, 20), None);
    }

    #[test]
    fn rates_are_written_as_they_are_typed() {
        let written: Vec<String> = table().rows().iter().map(ToString::to_string).collect();
        assert_eq!(written, ["2026-01-09 EUR USD 1.2", "2026-01 EUR USD 1.1", "GBP EUR 1.15"]);
        assert_eq!(RateTable::parse(&written.join("\n")).0, table());
    }

    #[test]
    fn rates_are_read_exactly() {
        assert_eq!(Rate::parse("1.1035"), Some(Rate(1_103_500_000)));
        assert_eq!(Rate::parse("0,000045"), Some(Rate(45_000)));
        assert_eq!(["", ".", "-1", "0", "1e3", "x"].map(Rate::parse), [None; 6]);
    }

    #[test]
    fn a_file_of_months_is_understood() {
        let line = |month: i8, rate: i64| Line {
            from: date(2026, month, 1),
            to: date(2026, month, 1),
            subject: 0,
            currency: None,
            amounts: vec![(Measure::Level, Amount(rate))],
            rows: (2, 2, 1),
        };
        let subject = Subject { campaign: "EUR_USD".into(), ..Subject::default() };
        let lines = vec![line(1, 1_103_500), line(2, 1_107_900)].into();
        let table = RateTable::from_tally(&Tally { subjects: vec![subject], lines, ..Tally::default() });
        let found = table.on("EUR", "USD", date(2026, 2, 28)).unwrap();
        assert_eq!(found.when, When::Month { year: 2026, month: 2 });
        assert_eq!(found.rate.to_f64(), 1.1079);
    }
}

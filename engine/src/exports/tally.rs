//! The tally of one source: its facts summed by days, subject and currency, each sum knowing the rows it came from.
//!
//! Sums are exact (the mean of a level is rounded to a millionth, once) and sorted in the end, so that a tally depends neither on the order of rows nor on how they were cut
//! into chunks. Memory grows with distinct days and names, not with rows.

use super::clock::Clock;
use super::currency::CurrencyCode;
use super::fact::{Amount, Fact, Measure, Subject};
use super::lines::{LineRef, Lines};
use super::mix::Mixing;
use super::seats::Seats;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use std::collections::{HashMap, HashSet};
use std::hash::BuildHasher;

/// All facts of one source.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tally {
    /// Names, sorted.
    pub subjects: Vec<Subject>,
    /// ISO 4217 codes, sorted.
    pub currencies: Vec<String>,
    /// Sums, sorted.
    pub lines: Lines,
    /// What rows add to lines of which another row is the same in days, name, currency and all amounts, sorted: such a
    /// row may be there twice by mistake. Their rows are the line's first and last, and how many are repeats. Without
    /// levels and events, and without rows of nothing. Orders have their own numbers and are not looked at.
    #[serde(default)]
    pub repeats: Lines,
    /// When on its day each line was, where rows say so: a line then is a quarter of an hour, and
    /// [`in_days`](Tally::in_days) makes days of them. Empty otherwise.
    #[serde(default)]
    pub clocks: Vec<Clock>,
    /// The same of the repeats.
    #[serde(default)]
    pub repeat_clocks: Vec<Clock>,
}

/// A tally while its facts come in: columns of sums instead of lines, so that a row costs no memory of its own.
#[derive(Clone, Debug, Default)]
pub struct Tallying {
    subjects: HashMap<Subject, u32, Mixing>,
    currencies: Vec<CurrencyCode>,
    seats: Seats,
    keys: Vec<Key>,
    rows: Vec<(u32, u32, u32)>,
    sums: Vec<Column>,
    repeats: Repeats,
}

/// Sums by measure.
type Sums = Vec<(Measure, Amount)>;

/// Rows that are there more than once.
#[derive(Clone, Debug, Default)]
struct Repeats {
    is_off: bool,
    /// Marks of the first row of each line.
    firsts: Vec<u64>,
    /// Line and mark of each other row that is like no row before.
    others: HashSet<(u32, u64), Mixing>,
    found: HashMap<u32, (Sums, u32), Mixing>,
}

impl Repeats {
    /// Notes a row of a line.
    fn note(&mut self, line: usize, fact: &Fact) {
        let counted = || fact.amounts.iter().filter(|(m, a)| a.0 != 0 && !matches!(m, Measure::Level | Measure::Event));
        if self.is_off || counted().next().is_none() {
            return;
        }
        // 64 bits by multiplication: two different rows of one line look alike once in 10^19.
        let mix = |mark: u64, (m, a): &(Measure, Amount)| {
            (mark.rotate_left(23) ^ (a.0 as u64) ^ ((*m as u64) << 57)).wrapping_mul(0x9E37_79B9_7F4A_7C15)
        };
        let mark = fact.amounts.iter().fold(1, mix).max(1);
        if self.firsts.len() <= line {
            self.firsts.resize(line + 1, 0);
        }
        let Some(first) = self.firsts.get_mut(line) else { return };
        if *first == 0 {
            *first = mark;
        } else if *first == mark || !self.others.insert((line as u32, mark)) {
            let (sums, count) = self.found.entry(line as u32).or_default();
            *count = count.saturating_add(1);
            for &(measure, amount) in counted() {
                match sums.iter_mut().find(|(known, _)| *known == measure) {
                    Some((_, sum)) => sum.0 = sum.0.saturating_add(amount.0),
                    None => sums.push((measure, amount)),
                }
            }
        }
    }

    /// Adds the repeats of the line `at` where it has any.
    fn give(&self, at: u32, key: Key, rows: (u32, u32, u32), lines: &mut Clocked) {
        let Some((amounts, count)) = self.found.get(&at) else { return };
        let mut amounts = amounts.clone();
        amounts.sort_unstable();
        lines.push(key, (rows.0, rows.1, *count), amounts);
    }
}

/// Stands for no sum; no sum becomes it.
const NONE: Amount = Amount(i64::MIN);

/// The sums of one measure, by line; [`NONE`] where a line has none. Shorter than the lines where the last have none.
#[derive(Clone, Debug)]
struct Column {
    measure: Measure,
    sums: Vec<Amount>,
    /// Of a level, how many rows have one; empty for all else.
    counts: Vec<u32>,
}

impl Column {
    fn sum(&self, line: usize) -> Option<Amount> {
        self.sums.get(line).copied().filter(|sum| *sum != NONE)
    }

    /// A line's sum; of a level its mean.
    fn amount(&self, line: usize) -> Option<Amount> {
        let sum = self.sum(line)?;
        let count = self.counts.get(line).copied().unwrap_or(1).max(1);
        Some(if count == 1 { sum } else { mean(sum, count) })
    }
}

/// The sum over the count, halves away from zero.
fn mean(sum: Amount, count: u32) -> Amount {
    let (sum, count) = (i128::from(sum.0), i128::from(count));
    Amount(((2 * sum + sum.signum() * count) / (2 * count)) as i64)
}

/// What a line is of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Key {
    from: Date,
    to: Date,
    subject: u32,
    currency: Option<u16>,
    clock: Clock,
}

impl Key {
    /// The key as one number, which sorts as the line does.
    fn packed(self) -> u128 {
        let day = |d: Date| (d.year().max(0) as u128) << 9 | (d.month() as u128) << 5 | d.day() as u128;
        let currency = self.currency.map_or(0, |at| u128::from(at) + 1);
        let whole = ((day(self.from) << 24 | day(self.to)) << 32 | u128::from(self.subject)) << 17 | currency;
        whole << 16 | u128::from(self.clock.number())
    }

    /// The beginning of the packed key: days, and names as far as there is room.
    fn coarse(self) -> u64 {
        let days = (self.packed() >> 65) as u64 & 0xFFFF_FFFF_FFFF;
        days << 16 | u64::from(self.subject.min(0xFFFF))
    }

    /// As a line without amounts.
    fn bare(self, rows: (u32, u32, u32)) -> LineRef<'static> {
        LineRef::bare((self.from, self.to), self.subject, self.currency, rows)
    }
}

/// Lines with the clock of each.
#[derive(Default)]
struct Clocked {
    lines: Lines,
    clocks: Vec<Clock>,
}

impl Clocked {
    fn push(&mut self, key: Key, rows: (u32, u32, u32), amounts: impl IntoIterator<Item = (Measure, Amount)>) {
        self.lines.push(key.bare(rows), amounts);
        if key.clock != Clock::default() {
            self.clocks.resize(self.lines.len(), Clock::default());
            self.clocks.last_mut().into_iter().for_each(|clock| *clock = key.clock);
        } else if !self.clocks.is_empty() {
            self.clocks.push(key.clock);
        }
    }
}

/// A sum went beyond the largest amount; the fact was not added.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SumTooLarge;

impl Tallying {
    /// Of orders: two may well be alike.
    pub fn of_orders() -> Self {
        Self { repeats: Repeats { is_off: true, ..Repeats::default() }, ..Self::default() }
    }

    /// Adds a fact.
    ///
    /// # Errors
    /// [`SumTooLarge`] where one of its amounts does not fit into its sum; then nothing of it is added.
    pub fn add(&mut self, fact: &Fact) -> Result<(), SumTooLarge> {
        let subject = self.subject(&fact.subject);
        let currency = fact.currency.and_then(|code| self.currency(code));
        let key = Key { from: fact.from, to: fact.to, subject, currency, clock: fact.clock };
        let hash_of = |key: &Key| Mixing::default().hash_one(key.packed());
        let line = self.seats.find_or_add(&key, &self.keys, hash_of) as usize;
        if line == self.keys.len() {
            self.keys.push(key);
            self.rows.push((fact.row, fact.row, 0));
        }
        let fits = |&(measure, amount): &(Measure, Amount)| {
            self.sum(line, measure).checked_add(amount).is_some_and(|sum| sum != NONE)
        };
        if !fact.amounts.iter().all(fits) {
            return Err(SumTooLarge);
        }
        for &(measure, amount) in &fact.amounts {
            self.add_to(line, measure, amount);
        }
        self.repeats.note(line, fact);
        if let Some(rows) = self.rows.get_mut(line) {
            *rows = (rows.0.min(fact.row), rows.1.max(fact.row), rows.2.saturating_add(1));
        }
        Ok(())
    }

    fn sum(&self, line: usize, measure: Measure) -> Amount {
        let column = self.sums.iter().find(|column| column.measure == measure);
        column.and_then(|column| column.sum(line)).unwrap_or(Amount(0))
    }

    fn add_to(&mut self, line: usize, measure: Measure, amount: Amount) {
        let at = self.sums.iter().position(|column| column.measure == measure).unwrap_or_else(|| {
            self.sums.push(Column { measure, sums: vec![], counts: vec![] });
            self.sums.len() - 1
        });
        let Some(column) = self.sums.get_mut(at) else { return };
        if column.sums.len() <= line {
            column.sums.resize(line + 1, NONE);
        }
        if let Some(sum) = column.sums.get_mut(line) {
            // The caller made sure that it fits.
            sum.0 = if *sum == NONE { amount.0 } else { sum.0.saturating_add(amount.0) };
        }
        if measure == Measure::Level {
            column.counts.resize(column.sums.len(), 0);
            column.counts.get_mut(line).into_iter().for_each(|count| *count = count.saturating_add(1));
        }
    }

    fn subject(&mut self, subject: &Subject) -> u32 {
        match self.subjects.get(subject) {
            Some(&id) => id,
            None => {
                let id = self.subjects.len() as u32;
                self.subjects.insert(subject.clone(), id);
                id
            }
        }
    }

    fn currency(&mut self, code: CurrencyCode) -> Option<u16> {
        let at = self.currencies.iter().position(|known| *known == code).unwrap_or_else(|| {
            self.currencies.push(code);
            self.currencies.len() - 1
        });
        u16::try_from(at).ok()
    }

    /// The tally, sorted.
    pub fn finish(self) -> Tally {
        let Self { subjects, currencies, seats, mut keys, rows, mut sums, repeats } = self;
        drop(seats);
        let mut named: Vec<(Subject, u32)> = subjects.into_iter().collect();
        named.sort_unstable();
        let subject_places = places_of(named.iter().map(|(_, id)| *id as usize));
        let mut codes: Vec<(CurrencyCode, usize)> = currencies.into_iter().zip(0..).collect();
        codes.sort_unstable();
        let currency_places = places_of(codes.iter().map(|(_, id)| *id));
        for key in &mut keys {
            key.subject = subject_places.get(key.subject as usize).copied().unwrap_or(0);
            key.currency = key.currency.and_then(|id| Some(*currency_places.get(usize::from(id))? as u16));
        }
        sums.sort_unstable_by_key(|column| column.measure);
        let (lines, repeats) = in_order(&keys, &rows, &sums, &repeats);
        Tally {
            subjects: named.into_iter().map(|(subject, _)| subject).collect(),
            currencies: codes.into_iter().map(|(code, _)| code.to_string()).collect(),
            lines: lines.lines,
            clocks: lines.clocks,
            repeats: repeats.lines,
            repeat_clocks: repeats.clocks,
        }
    }
}

/// The lines to which a fact was added, and their repeats, both sorted.
fn in_order(keys: &[Key], rows: &[(u32, u32, u32)], sums: &[Column], repeats: &Repeats) -> (Clocked, Clocked) {
    let whole = |at: u32| keys.get(at as usize).map(|key| key.packed());
    // Most of the order is in half of a key.
    let mut order: Vec<(u64, u32)> = keys.iter().map(|key| key.coarse()).zip(0..).collect();
    order.sort_unstable_by(|a, b| a.0.cmp(&b.0).then_with(|| whole(a.1).cmp(&whole(b.1))));
    let amounts = sums.iter().map(|column| column.sums.iter().filter(|sum| **sum != NONE).count()).sum();
    let lines = Lines::with_capacity(keys.len(), amounts);
    let (mut lines, mut repeated) = (Clocked { lines, clocks: vec![] }, Clocked::default());
    for (_, at) in order {
        let (place, both) = (at as usize, (keys.get(at as usize), rows.get(at as usize)));
        let (Some(&key), Some(&rows)) = both else { continue };
        if rows.2 > 0 {
            let amount = |column: &Column| Some((column.measure, column.amount(place)?));
            lines.push(key, rows, sums.iter().filter_map(amount));
            repeats.give(at, key, rows, &mut repeated);
        }
    }
    (lines, repeated)
}

/// Where each id stands in the sorted list.
fn places_of(sorted: impl ExactSizeIterator<Item = usize>) -> Vec<u32> {
    let mut places = vec![0; sorted.len()];
    for (place, id) in sorted.enumerate() {
        if let Some(slot) = places.get_mut(id) {
            *slot = place as u32;
        }
    }
    places
}

impl Tally {
    /// The tally of facts; those whose sums grow too large are left out.
    pub fn of<'a>(facts: impl IntoIterator<Item = &'a Fact>) -> Self {
        let mut tallying = Tallying::default();
        for fact in facts {
            let _too_large = tallying.add(fact);
        }
        tallying.finish()
    }

    /// The sum of a measure over all lines.
    pub fn total(&self, measure: Measure) -> Amount {
        Amount(self.lines.iter().filter_map(|l| l.amounts.of(measure)).fold(0, |sum, a| sum.saturating_add(a.0)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn fact(row: u32, day: i8, campaign: &str, cents: i64) -> Fact {
        let day = date(2024, 1, day);
        Fact {
            row,
            from: day,
            to: day,
            clock: Clock::default(),
            subject: Subject { campaign: campaign.to_owned(), ..Subject::default() },
            currency: CurrencyCode::new("EUR"),
            amounts: vec![(Measure::Spend, Amount(cents * 10_000))],
        }
    }

    #[test]
    fn facts_of_a_day_and_a_name_are_summed() {
        let tally = Tally::of(&[fact(5, 1, "b", 10), fact(3, 1, "a", 20), fact(4, 1, "b", 5)]);
        assert_eq!(tally.subjects.iter().map(|s| s.campaign.as_str()).collect::<Vec<_>>(), ["a", "b"]);
        assert_eq!(tally.lines.len(), 2);
        let second = tally.lines.get(1).unwrap();
        assert_eq!(second.to_line().amounts, [(Measure::Spend, Amount(150_000))]);
        assert_eq!(second.rows, (4, 5, 2));
        assert_eq!(tally.total(Measure::Spend), Amount(350_000));
    }

    #[test]
    fn a_level_is_the_mean_of_the_rows_that_have_one() {
        let with = |row: u32, amounts: Vec<(Measure, Amount)>| Fact { amounts, ..fact(row, 1, "a", 0) };
        let (price, sold) = (|millionths| (Measure::Level, Amount(millionths)), (Measure::Units, Amount(5)));
        let rows =
            [with(2, vec![price(10)]), with(3, vec![sold]), with(4, vec![price(20), sold]), with(5, vec![price(15)])];
        let tally = Tally::of(&rows);
        let line = tally.lines.first().unwrap().to_line();
        assert_eq!((line.amounts, line.rows), (vec![(Measure::Units, Amount(10)), price(15)], (2, 5, 4)));
    }

    #[test]
    fn a_row_that_is_there_twice_is_noted_in_any_order() {
        let rows =
            [fact(2, 1, "a", 20), fact(3, 1, "a", 30), fact(4, 1, "a", 30), fact(5, 2, "a", 30), fact(6, 3, "a", 0)];
        let mut all = rows.to_vec();
        all.push(fact(7, 3, "a", 0));
        let tally = Tally::of(&all);
        assert_eq!(tally.repeats.len(), 1);
        let repeat = tally.repeats.first().unwrap().to_line();
        assert_eq!((repeat.amounts, repeat.rows.2), (vec![(Measure::Spend, Amount(300_000))], 1));
        all.reverse();
        assert_eq!(Tally::of(&all), tally);
        let mut orders = Tallying::of_orders();
        all.iter().for_each(|fact| assert_eq!(orders.add(fact), Ok(())));
        assert!(orders.finish().repeats.is_empty());
    }

    #[test]
    fn sums_never_wrap() {
        let mut tallying = Tallying::default();
        let mut huge = fact(1, 1, "a", 1);
        huge.amounts = vec![(Measure::Spend, Amount(i64::MAX))];
        assert_eq!(tallying.add(&huge), Ok(()));
        assert_eq!(tallying.add(&huge), Err(SumTooLarge));
        assert_eq!(tallying.finish().total(Measure::Spend), Amount(i64::MAX));
    }
}

//! A tally as it is kept: columns of small numbers, packed.
//!
//! A tally can have a million sums. As text it would take hundreds of megabytes; as columns of differences, which are
//! mostly 0 and 1, it takes a few. The first byte is the format's version; what follows is gzip of postcard: names,
//! currencies, then the columns of the lines and of the repeats, one after the other, each as a list.
//!
//! | column of lines | |
//! | --- | --- |
//! | days since the line before began | `i32` |
//! | days from the first to the last | `i32` |
//! | place of the name | `u32` |
//! | currency: 0 for none, else the place plus one | `u32` |
//! | first row, less that of the line before | `i64` |
//! | last row, less the first | `u32` |
//! | how many rows | `u32` |
//! | which measures: a bit each, by their place in [`Measure`] | `u32` |
//! | of each measure that any line has: its amounts, in the order of the lines that have it | `(Measure, i64)` |
//!
//! Columns are written and read one at a time, so that a tally is never in memory twice. Another shape is another
//! version; [`Measure`] may grow at its end only. Version 2 is version 1 with two more columns behind it: the clocks of
//! the lines and of the repeats, as numbers. It is written only where there are any.

use engine::calendar::days_between;
use engine::exports::{Amount, Clock, LineRef, Lines, Measure, Subject, Tally};
use flate2::Compression;
use flate2::read::GzDecoder;
use flate2::write::GzEncoder;
use jiff::ToSpan;
use jiff::civil::{Date, date};
use serde::de::DeserializeOwned;
use serde::{Serialize, Serializer};
use std::cell::Cell;
use std::io::{BufWriter, Read};

/// The version of a tally of days.
const VERSION: u8 = 1;
/// The version of a tally with times of day.
const WITH_CLOCKS: u8 = 2;
/// Bytes beyond which nothing is unpacked: a damaged or made-up file could hold anything.
const LARGEST: u64 = 1 << 29;
/// The day from which days are counted.
const EPOCH: Date = date(2000, 1, 1);

/// Numbers come one by one, which the packer is not made for.
type Packer = BufWriter<GzEncoder<Vec<u8>>>;

/// A tally as bytes.
///
/// # Errors
/// Where it cannot be written; the text says why.
pub fn pack(tally: &Tally) -> Result<Vec<u8>, String> {
    let version = if tally.has_times() { WITH_CLOCKS } else { VERSION };
    let mut packer = BufWriter::new(GzEncoder::new(vec![version], Compression::fast()));
    put(&mut packer, &tally.subjects)?;
    put(&mut packer, &tally.currencies)?;
    put_lines(&mut packer, &tally.lines)?;
    put_lines(&mut packer, &tally.repeats)?;
    if version == WITH_CLOCKS {
        for clocks in [&tally.clocks, &tally.repeat_clocks] {
            put_list(&mut packer, clocks.len(), clocks.iter().map(|clock| clock.number()))?;
        }
    }
    let packer = packer.into_inner().map_err(|error| error.to_string())?;
    packer.finish().map_err(|error| error.to_string())
}

fn put(packer: &mut Packer, value: &impl Serialize) -> Result<(), String> {
    postcard::to_io(value, packer).map(|_| ()).map_err(|error| error.to_string())
}

/// A list that is made while it is written.
struct List<I>(Cell<Option<I>>, usize);

impl<I: Iterator<Item: Serialize>> Serialize for List<I> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        use serde::ser::SerializeSeq;
        let mut list = serializer.serialize_seq(Some(self.1))?;
        self.0.take().into_iter().flatten().try_for_each(|item| list.serialize_element(&item))?;
        list.end()
    }
}

fn put_list<I: Iterator<Item: Serialize>>(packer: &mut Packer, count: usize, items: I) -> Result<(), String> {
    put(packer, &List(Cell::new(Some(items)), count))
}

fn put_lines(packer: &mut Packer, lines: &Lines) -> Result<(), String> {
    let count = lines.len();
    let begins = |line: LineRef<'_>| days_between(EPOCH, line.from) as i32;
    let first_row = |line: LineRef<'_>| i64::from(line.rows.0);
    let (mut day, mut row) = (0, 0);
    let step = |line| begins(line) - std::mem::replace(&mut day, begins(line));
    put_list(packer, count, lines.iter().map(step))?;
    put_list(packer, count, lines.iter().map(|line| days_between(line.from, line.to) as i32))?;
    put_list(packer, count, lines.iter().map(|line| line.subject))?;
    put_list(packer, count, lines.iter().map(|line| line.currency.map_or(0, |place| u32::from(place) + 1)))?;
    let step = |line| first_row(line) - std::mem::replace(&mut row, first_row(line));
    put_list(packer, count, lines.iter().map(step))?;
    put_list(packer, count, lines.iter().map(|line| line.rows.1.saturating_sub(line.rows.0)))?;
    put_list(packer, count, lines.iter().map(|line| line.rows.2))?;
    put_list(packer, count, lines.iter().map(measures_of))?;
    let all = lines.iter().fold(0, |all, line| all | measures_of(line));
    for place in (0..u32::BITS).filter(|place| all >> place & 1 == 1) {
        let own = |line: LineRef<'_>| line.amounts.iter().find(|(measure, _)| *measure as u32 == place);
        let amounts = lines.iter().filter_map(own);
        put(packer, &amounts.clone().next().map(|(measure, _)| measure))?;
        put_list(packer, amounts.clone().count(), amounts.map(|(_, amount)| amount.0))?;
    }
    put(packer, &None::<Measure>)
}

/// A bit for each measure of a line.
fn measures_of(line: LineRef<'_>) -> u32 {
    line.amounts.iter().fold(0, |all, (measure, _)| all | 1 << measure as u32)
}

/// The tally in these bytes.
///
/// # Errors
/// Where they are damaged, or were written by a newer program; the text says which.
pub fn unpack(bytes: &[u8]) -> Result<Tally, String> {
    let (version, packed) = match bytes.split_first() {
        Some((&version @ (VERSION | WITH_CLOCKS), packed)) => (version, packed),
        Some((&newer, _)) if newer > WITH_CLOCKS => return Err("a newer version of Sextant wrote it".into()),
        _ => return Err("it is no source".into()),
    };
    let mut plain = Vec::new();
    GzDecoder::new(packed).take(LARGEST).read_to_end(&mut plain).map_err(|error| error.to_string())?;
    let mut rest = &plain[..];
    let (subjects, currencies): (Vec<Subject>, Vec<String>) = (take(&mut rest)?, take(&mut rest)?);
    let mut lines = || {
        let columns = Columns::take(&mut rest)?;
        columns.into_lines(subjects.len(), currencies.len()).ok_or("its parts do not fit together".to_owned())
    };
    let (lines, repeats) = (lines()?, lines()?);
    let mut clocks = |of: &Lines| match version {
        WITH_CLOCKS => take_clocks(&mut rest, of.len()),
        _ => Ok(vec![]),
    };
    let (clocks, repeat_clocks) = (clocks(&lines)?, clocks(&repeats)?);
    Ok(Tally { subjects, currencies, lines, repeats, clocks, repeat_clocks })
}

/// The clocks of so many lines, or none at all.
fn take_clocks(rest: &mut &[u8], lines: usize) -> Result<Vec<Clock>, String> {
    let numbers: Vec<u16> = take(rest)?;
    if !numbers.is_empty() && numbers.len() != lines {
        return Err("its parts do not fit together".into());
    }
    Ok(numbers.into_iter().map(Clock::of_number).collect())
}

fn take<T: DeserializeOwned>(rest: &mut &[u8]) -> Result<T, String> {
    let (value, after) = postcard::take_from_bytes(rest).map_err(|error| error.to_string())?;
    *rest = after;
    Ok(value)
}

/// A list of numbers that is read while it is gone through.
struct Column<'a> {
    rest: &'a [u8],
    count: usize,
}

impl<'a> Column<'a> {
    /// Goes past the column: the last byte of each number is below 128.
    fn take(rest: &mut &'a [u8]) -> Result<Self, String> {
        let count: u32 = take(rest)?;
        let count = count as usize;
        let ends = |(at, byte): (usize, &u8)| (*byte < 0x80).then_some(at + 1);
        let length = match count {
            0 => Some(0),
            _ => rest.iter().enumerate().filter_map(ends).nth(count - 1),
        };
        let (own, after) = length.and_then(|length| rest.split_at_checked(length)).ok_or("it ends too early")?;
        *rest = after;
        Ok(Self { rest: own, count })
    }

    fn next<T: DeserializeOwned>(&mut self) -> Option<T> {
        take(&mut self.rest).ok()
    }
}

/// The columns of lines.
struct Columns<'a> {
    begins: Column<'a>,
    lasts: Column<'a>,
    subjects: Column<'a>,
    currencies: Column<'a>,
    first_rows: Column<'a>,
    last_rows: Column<'a>,
    counts: Column<'a>,
    measures: Column<'a>,
    amounts: Vec<(Measure, Column<'a>)>,
}

impl<'a> Columns<'a> {
    fn take(rest: &mut &'a [u8]) -> Result<Self, String> {
        let mut columns = Self {
            begins: Column::take(rest)?,
            lasts: Column::take(rest)?,
            subjects: Column::take(rest)?,
            currencies: Column::take(rest)?,
            first_rows: Column::take(rest)?,
            last_rows: Column::take(rest)?,
            counts: Column::take(rest)?,
            measures: Column::take(rest)?,
            amounts: vec![],
        };
        while let Some(measure) = take::<Option<Measure>>(rest)? {
            columns.amounts.push((measure, Column::take(rest)?));
        }
        Ok(columns)
    }

    /// The lines; none where the columns do not fit together or name what is not there.
    fn into_lines(mut self, subjects: usize, currencies: usize) -> Option<Lines> {
        let amounts = self.amounts.iter().map(|(_, column)| column.count).sum();
        let mut lines = Lines::with_capacity(self.begins.count, amounts);
        let (mut day, mut row) = (Day { number: 0, date: EPOCH }, 0_i64);
        for _ in 0..self.begins.count {
            day = day.later(self.begins.next::<i32>()?)?;
            row = row.checked_add(self.first_rows.next()?)?;
            let subject = self.subjects.next::<u32>().filter(|place| (*place as usize) < subjects)?;
            let currency = match self.currencies.next::<u32>()? {
                0 => None,
                place => Some(u16::try_from(place - 1).ok().filter(|place| usize::from(*place) < currencies)?),
            };
            let to = day.later(self.lasts.next::<i32>()?)?.date;
            let first = u32::try_from(row).ok()?;
            let rows = (first, first.checked_add(self.last_rows.next()?)?, self.counts.next()?);
            let measures: u32 = self.measures.next()?;
            let own = self.amounts.iter_mut().filter(|(measure, _)| measures >> *measure as u32 & 1 == 1);
            let line = LineRef::bare((day.date, to), subject, currency, rows);
            lines.push(line, own.filter_map(|(measure, column)| Some((*measure, Amount(column.next()?)))));
            if lines.last_count() != measures.count_ones() as usize {
                return None;
            }
        }
        Some(lines)
    }
}

/// A day, and how far it is from the first.
#[derive(Clone, Copy)]
struct Day {
    number: i32,
    date: Date,
}

impl Day {
    fn later(self, days: i32) -> Option<Self> {
        if days == 0 {
            return Some(self);
        }
        let number = self.number.checked_add(days)?;
        Some(Self { number, date: EPOCH.checked_add(i64::from(number).days()).ok()? })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use engine::exports::Line;
    use proptest::prelude::*;

    fn line() -> impl Strategy<Value = Line> {
        let days = (-9_000_i64..20_000, 0_i64..400);
        let rows = (1_u32..1_000_000, 0_u32..1_000, 1_u32..50);
        let amounts = prop::collection::btree_map(0_usize..3, any::<i64>(), 0..3);
        (days, 0_u32..2, prop::option::of(0_u16..2), rows, amounts).prop_map(
            |((from, length), subject, currency, (first, more, count), amounts)| {
                let from = EPOCH.saturating_add(from.days());
                let measures = [Measure::Spend, Measure::Clicks, Measure::Revenue];
                let mut amounts: Vec<_> = amounts.into_iter().map(|(m, a)| (measures[m], Amount(a))).collect();
                amounts.sort_unstable();
                let to = from.saturating_add(length.days());
                Line { from, to, subject, currency, amounts, rows: (first, first + more, count) }
            },
        )
    }

    fn tally() -> impl Strategy<Value = Tally> {
        let parts = (prop::collection::vec(line(), 0..30), prop::collection::vec(line(), 0..3), any::<bool>());
        parts.prop_map(|(lines, repeats, has_times)| Tally {
            subjects: vec![Subject::default(), Subject { campaign: "<b>".into(), ..Subject::default() }],
            currencies: vec!["EUR".into(), "USD".into()],
            clocks: (0..lines.len()).filter(|_| has_times).map(|i| Clock::new(i as u8, Some(-20))).collect(),
            repeat_clocks: (0..repeats.len()).filter(|_| has_times).map(|i| Clock::new(i as u8, None)).collect(),
            lines: lines.into(),
            repeats: repeats.into(),
        })
    }

    proptest! {
        #[test]
        fn what_is_packed_is_unpacked(tally in tally()) {
            prop_assert_eq!(unpack(&pack(&tally).unwrap()).unwrap(), tally);
        }

        #[test]
        fn damaged_bytes_are_refused_calmly(tally in tally(), at in 0_usize..200, to in any::<u8>()) {
            let mut bytes = pack(&tally).unwrap();
            let at = at % bytes.len();
            bytes[at] = to;
            drop(unpack(&bytes));
            bytes.truncate(at);
            prop_assert!(unpack(&bytes).is_err());
        }
    }

    #[test]
    fn other_versions_are_told_apart() {
        assert!(unpack(&[3]).unwrap_err().contains("newer"));
        assert!(unpack(b"").is_err() && unpack(&[0]).is_err());
    }
}

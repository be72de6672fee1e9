//! A tally as it is kept: columns of small numbers, packed.
//!
//! A tally can have a million sums. As text it would take hundreds of megabytes; as columns of differences, which are
//! mostly 0 and 1, it takes a few. The first byte is the format's version; what follows is gzip of postcard, which has no
//! names of fields, so that [`Columns`] is never changed: another shape is another version. [`Measure`] may grow at its
//! end only.

use engine::calendar::days_between;
use engine::exports::{Amount, Line, Measure, Subject, Tally};
use flate2::Compression;
use flate2::read::GzDecoder;
use flate2::write::GzEncoder;
use jiff::ToSpan;
use jiff::civil::{Date, date};
use serde::{Deserialize, Serialize};
use std::io::{Read, Write};

/// The version that this program writes.
const VERSION: u8 = 1;
/// Bytes beyond which nothing is unpacked: a damaged or made-up file could hold anything.
const LARGEST: u64 = 1 << 29;
/// The day from which days are counted.
const EPOCH: Date = date(2000, 1, 1);

#[derive(Serialize, Deserialize)]
struct Columns {
    subjects: Vec<Subject>,
    currencies: Vec<String>,
    lines: Lines,
    repeats: Lines,
}

/// One entry a line, but for amounts: of each measure the lines that have it, and how much.
#[derive(Default, Serialize, Deserialize)]
struct Lines {
    /// Days since the line before began.
    begins: Vec<i32>,
    /// Days from the first to the last.
    lasts: Vec<i32>,
    subjects: Vec<u32>,
    /// 0 for none, else the place plus one.
    currencies: Vec<u32>,
    /// First row, less that of the line before.
    first_rows: Vec<i64>,
    /// Last row, less the first.
    last_rows: Vec<u32>,
    counts: Vec<u32>,
    amounts: Vec<(Measure, Vec<u32>, Vec<i64>)>,
}

/// A tally as bytes.
///
/// # Errors
/// Where it cannot be written; the text says why.
pub fn pack(tally: &Tally) -> Result<Vec<u8>, String> {
    let columns = Columns {
        subjects: tally.subjects.clone(),
        currencies: tally.currencies.clone(),
        lines: Lines::of(&tally.lines),
        repeats: Lines::of(&tally.repeats),
    };
    let plain = postcard::to_allocvec(&columns).map_err(|error| error.to_string())?;
    let mut packer = GzEncoder::new(vec![VERSION], Compression::fast());
    packer.write_all(&plain).and_then(|()| packer.finish()).map_err(|error| error.to_string())
}

/// The tally in these bytes.
///
/// # Errors
/// Where they are damaged, or were written by a newer program; the text says which.
pub fn unpack(bytes: &[u8]) -> Result<Tally, String> {
    let packed = match bytes.split_first() {
        Some((&VERSION, packed)) => packed,
        Some((&newer, _)) if newer > VERSION => return Err("a newer version of Sextant wrote it".into()),
        _ => return Err("it is no source".into()),
    };
    let mut plain = Vec::new();
    GzDecoder::new(packed).take(LARGEST).read_to_end(&mut plain).map_err(|error| error.to_string())?;
    let columns: Columns = postcard::from_bytes(&plain).map_err(|error| error.to_string())?;
    let Columns { subjects, currencies, lines, repeats } = columns;
    let of = |all: &Lines| all.to_lines(subjects.len(), currencies.len()).ok_or("its parts do not fit together");
    let (lines, repeats) = (of(&lines)?, of(&repeats)?);
    Ok(Tally { subjects, currencies, lines, repeats })
}

impl Lines {
    fn of(lines: &[Line]) -> Self {
        let mut columns = Self::default();
        let (mut day, mut row) = (0, 0);
        for (place, line) in lines.iter().enumerate() {
            let begins = days_between(EPOCH, line.from) as i32;
            columns.begins.push(begins - day);
            columns.lasts.push(days_between(line.from, line.to) as i32);
            columns.subjects.push(line.subject);
            columns.currencies.push(line.currency.map_or(0, |place| u32::from(place) + 1));
            let (first, last, count) = line.rows;
            columns.first_rows.push(i64::from(first) - row);
            columns.last_rows.push(last.saturating_sub(first));
            columns.counts.push(count);
            (day, row) = (begins, i64::from(first));
            line.amounts.iter().for_each(|(measure, amount)| columns.add(place as u32, *measure, amount.0));
        }
        columns
    }

    fn add(&mut self, line: u32, measure: Measure, amount: i64) {
        let known = self.amounts.iter().position(|(one, ..)| *one == measure);
        let at = known.unwrap_or_else(|| {
            self.amounts.push((measure, vec![], vec![]));
            self.amounts.len() - 1
        });
        if let Some((_, lines, amounts)) = self.amounts.get_mut(at) {
            lines.push(line);
            amounts.push(amount);
        }
    }

    /// The lines; none where the columns do not fit together or name what is not there.
    fn to_lines(&self, subjects: usize, currencies: usize) -> Option<Vec<Line>> {
        let (mut day, mut row) = (0_i64, 0_i64);
        let mut lines = Vec::with_capacity(self.begins.len());
        for (i, begins) in self.begins.iter().enumerate() {
            day += i64::from(*begins);
            row += *self.first_rows.get(i)?;
            let (subject, first) = (*self.subjects.get(i)?, u32::try_from(row).ok()?);
            let currency = match *self.currencies.get(i)? {
                0 => None,
                place => Some(u16::try_from(place - 1).ok().filter(|place| usize::from(*place) < currencies)?),
            };
            let from = EPOCH.checked_add(day.days()).ok().filter(|_| (subject as usize) < subjects)?;
            let to = from.checked_add(i64::from(*self.lasts.get(i)?).days()).ok()?;
            let rows = (first, first.checked_add(*self.last_rows.get(i)?)?, *self.counts.get(i)?);
            lines.push(Line { from, to, subject, currency, amounts: vec![], rows });
        }
        for (measure, places, amounts) in &self.amounts {
            for (place, amount) in places.iter().zip(amounts) {
                lines.get_mut(*place as usize)?.amounts.push((*measure, Amount(*amount)));
            }
        }
        // As the engine has them: by measure.
        lines.iter_mut().for_each(|line| line.amounts.sort_unstable());
        Some(lines)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
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
        (prop::collection::vec(line(), 0..30), prop::collection::vec(line(), 0..3)).prop_map(|(lines, repeats)| Tally {
            subjects: vec![Subject::default(), Subject { campaign: "<b>".into(), ..Subject::default() }],
            currencies: vec!["EUR".into(), "USD".into()],
            lines,
            repeats,
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
        assert!(unpack(&[2]).unwrap_err().contains("newer"));
        assert!(unpack(b"").is_err() && unpack(&[0]).is_err());
    }
}

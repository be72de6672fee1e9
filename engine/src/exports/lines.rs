//! Sums side by side: what a tally of a million of them is kept in.
//!
//! Days, names and rows of all lines stand in one list, measures and amounts of all lines in two others, of which each
//! line has a stretch: 32 bytes a line and 9 an amount, and no piece of memory of its own for any line.

use super::fact::{Amount, Measure};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// One sum with amounts of its own, to be put into [`Lines`]. Ordered, so that a tally does not depend on the order of
/// rows.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Line {
    /// First day.
    pub from: Date,
    /// Last day, inclusive.
    pub to: Date,
    /// Index into [`Tally::subjects`](super::Tally::subjects).
    pub subject: u32,
    /// Index into [`Tally::currencies`](super::Tally::currencies); `None` where the export names none.
    pub currency: Option<u16>,
    /// Sums, by measure; of a [`Measure::Level`] the mean of the rows that have one.
    pub amounts: Vec<(Measure, Amount)>,
    /// Rows it came from: first, last, how many.
    pub rows: (u32, u32, u32),
}

/// One sum, as it is looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LineRef<'a> {
    /// First day.
    pub from: Date,
    /// Last day, inclusive.
    pub to: Date,
    /// Index into [`Tally::subjects`](super::Tally::subjects).
    pub subject: u32,
    /// Index into [`Tally::currencies`](super::Tally::currencies); `None` where the export names none.
    pub currency: Option<u16>,
    /// Sums, by measure; of a [`Measure::Level`] the mean of the rows that have one.
    pub amounts: Sums<'a>,
    /// Rows it came from: first, last, how many.
    pub rows: (u32, u32, u32),
}

/// The amounts of a line.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Sums<'a> {
    measures: &'a [Measure],
    amounts: &'a [Amount],
}

impl<'a> Sums<'a> {
    /// Measures and amounts.
    pub fn iter(self) -> impl ExactSizeIterator<Item = (Measure, Amount)> + Clone + use<'a> {
        self.measures.iter().copied().zip(self.amounts.iter().copied())
    }

    /// The amount of a measure; none where the line has none.
    pub fn of(self, measure: Measure) -> Option<Amount> {
        let at = self.measures.iter().position(|known| *known == measure)?;
        self.amounts.get(at).copied()
    }

    /// Whether the line has the measure.
    pub fn has(self, measure: Measure) -> bool {
        self.measures.contains(&measure)
    }
}

/// Sums, one after the other.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Lines {
    heads: Vec<Head>,
    measures: Vec<Measure>,
    amounts: Vec<Amount>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Head {
    from: Date,
    to: Date,
    subject: u32,
    currency: Option<u16>,
    rows: (u32, u32, u32),
    /// Where its amounts end.
    end: u32,
}

impl Lines {
    /// Room for so many lines and amounts.
    pub fn with_capacity(lines: usize, amounts: usize) -> Self {
        Self {
            heads: Vec::with_capacity(lines),
            measures: Vec::with_capacity(amounts),
            amounts: Vec::with_capacity(amounts),
        }
    }

    /// How many lines there are.
    pub fn len(&self) -> usize {
        self.heads.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.heads.is_empty()
    }

    /// How many amounts all lines have.
    pub fn amount_count(&self) -> usize {
        self.amounts.len()
    }

    /// Adds a line with the given amounts; those that the line points to are not looked at.
    pub fn push(&mut self, line: LineRef<'_>, amounts: impl IntoIterator<Item = (Measure, Amount)>) {
        for (measure, amount) in amounts {
            self.measures.push(measure);
            self.amounts.push(amount);
        }
        let LineRef { from, to, subject, currency, rows, .. } = line;
        self.heads.push(Head { from, to, subject, currency, rows, end: self.amounts.len() as u32 });
    }

    /// How many amounts the last line has.
    pub fn last_count(&self) -> usize {
        self.len().checked_sub(1).and_then(|last| self.get(last)).map_or(0, |line| line.amounts.iter().len())
    }

    /// The line at a place.
    pub fn get(&self, place: usize) -> Option<LineRef<'_>> {
        let head = self.heads.get(place)?;
        let start = place.checked_sub(1).and_then(|before| self.heads.get(before)).map_or(0, |before| before.end);
        let stretch = start as usize..head.end as usize;
        let measures = self.measures.get(stretch.clone()).unwrap_or_default();
        let amounts = self.amounts.get(stretch).unwrap_or_default();
        Some(head.with(Sums { measures, amounts }))
    }

    /// The first line.
    pub fn first(&self) -> Option<LineRef<'_>> {
        self.get(0)
    }

    /// The lines in their order.
    pub fn iter(&self) -> impl Iterator<Item = LineRef<'_>> + Clone {
        let mut start = 0;
        self.heads.iter().map(move |head| {
            let stretch = start..head.end as usize;
            start = head.end as usize;
            let measures = self.measures.get(stretch.clone()).unwrap_or_default();
            let amounts = self.amounts.get(stretch).unwrap_or_default();
            head.with(Sums { measures, amounts })
        })
    }

    /// The lines, each with amounts of its own.
    pub fn to_vec(&self) -> Vec<Line> {
        self.iter().map(LineRef::to_line).collect()
    }
}

impl Head {
    fn with(self, amounts: Sums<'_>) -> LineRef<'_> {
        let Self { from, to, subject, currency, rows, .. } = self;
        LineRef { from, to, subject, currency, amounts, rows }
    }
}

impl LineRef<'_> {
    /// A line of nothing: its days and what it belongs to, to be given amounts.
    pub fn bare(days: (Date, Date), subject: u32, currency: Option<u16>, rows: (u32, u32, u32)) -> Self {
        LineRef { from: days.0, to: days.1, subject, currency, amounts: Sums::default(), rows }
    }

    /// The line with amounts of its own.
    pub fn to_line(self) -> Line {
        let Self { from, to, subject, currency, amounts, rows } = self;
        Line { from, to, subject, currency, amounts: amounts.iter().collect(), rows }
    }
}

impl FromIterator<Line> for Lines {
    fn from_iter<T: IntoIterator<Item = Line>>(lines: T) -> Self {
        let mut all = Self::default();
        all.extend(lines);
        all
    }
}

impl Extend<Line> for Lines {
    fn extend<T: IntoIterator<Item = Line>>(&mut self, lines: T) {
        for Line { from, to, subject, currency, amounts, rows } in lines {
            self.push(LineRef::bare((from, to), subject, currency, rows), amounts);
        }
    }
}

impl From<Vec<Line>> for Lines {
    fn from(lines: Vec<Line>) -> Self {
        lines.into_iter().collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn lines_come_out_as_they_went_in() {
        let day = date(2026, 1, 5);
        let line = |subject: u32, amounts: Vec<(Measure, Amount)>| Line {
            from: day,
            to: day,
            subject,
            currency: Some(0),
            amounts,
            rows: (2, 3, 2),
        };
        let spend = (Measure::Spend, Amount(5));
        let all = vec![line(0, vec![spend, (Measure::Clicks, Amount(7))]), line(1, vec![]), line(2, vec![spend])];
        let lines = Lines::from(all.clone());
        assert_eq!((lines.to_vec(), lines.len(), lines.amount_count()), (all.clone(), 3, 3));
        for (place, line) in all.iter().enumerate() {
            assert_eq!(lines.get(place).map(LineRef::to_line).as_ref(), Some(line));
        }
        assert_eq!(lines.get(3), None);
        let first = lines.first().unwrap().amounts;
        assert_eq!((first.of(Measure::Clicks), first.of(Measure::Reach)), (Some(Amount(7)), None));
    }
}

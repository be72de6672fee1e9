//! The tally of one source: its facts summed by days, subject and currency, each sum knowing the rows it came from.
//!
//! Sums are exact and sorted in the end, so that a tally depends neither on the order of rows nor on how they were cut
//! into chunks. Memory grows with distinct days and names, not with rows.

use super::currency::CurrencyCode;
use super::fact::{Amount, Fact, Measure, Subject};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use std::collections::HashMap;

/// One sum. Ordered, so that a tally does not depend on the order of rows.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Line {
    /// First day.
    pub from: Date,
    /// Last day, inclusive.
    pub to: Date,
    /// Index into [`Tally::subjects`].
    pub subject: u32,
    /// Index into [`Tally::currencies`]; `None` where the export names none.
    pub currency: Option<u16>,
    /// Sums, by measure. A [`Measure::Level`] is summed as well: over the number of rows it is the average.
    pub amounts: Vec<(Measure, Amount)>,
    /// Rows it came from: first, last, how many.
    pub rows: (u32, u32, u32),
}

/// All facts of one source.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tally {
    /// Names, sorted.
    pub subjects: Vec<Subject>,
    /// ISO 4217 codes, sorted.
    pub currencies: Vec<String>,
    /// Sums, sorted.
    pub lines: Vec<Line>,
}

/// A tally while its facts come in.
#[derive(Clone, Debug, Default)]
pub struct Tallying {
    subjects: HashMap<Subject, u32>,
    currencies: Vec<CurrencyCode>,
    places: HashMap<(Date, Date, u32, Option<u16>), u32>,
    lines: Vec<Line>,
}

/// A sum went beyond the largest amount; the fact was not added.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SumTooLarge;

impl Tallying {
    /// Adds a fact.
    ///
    /// # Errors
    /// [`SumTooLarge`] where one of its amounts does not fit into its sum; then nothing of it is added.
    pub fn add(&mut self, fact: &Fact) -> Result<(), SumTooLarge> {
        let subject = self.subject(&fact.subject);
        let currency = fact.currency.and_then(|code| self.currency(code));
        let key = (fact.from, fact.to, subject, currency);
        let at = *self.places.entry(key).or_insert(self.lines.len() as u32) as usize;
        if at == self.lines.len() {
            let rows = (fact.row, fact.row, 0);
            self.lines.push(Line { from: fact.from, to: fact.to, subject, currency, amounts: vec![], rows });
        }
        let line = self.lines.get_mut(at).ok_or(SumTooLarge)?;
        let fits = |&(measure, amount): &(Measure, Amount)| sum_of(line, measure).checked_add(amount).is_some();
        if !fact.amounts.iter().all(fits) {
            return Err(SumTooLarge);
        }
        for &(measure, amount) in &fact.amounts {
            match line.amounts.iter_mut().find(|(known, _)| *known == measure) {
                Some((_, sum)) => *sum = sum.checked_add(amount).unwrap_or(*sum),
                None => line.amounts.push((measure, amount)),
            }
        }
        line.rows = (line.rows.0.min(fact.row), line.rows.1.max(fact.row), line.rows.2.saturating_add(1));
        Ok(())
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
        let mut named: Vec<(Subject, u32)> = self.subjects.into_iter().collect();
        named.sort_unstable();
        let subject_places = places(named.iter().map(|(_, id)| *id as usize));
        let mut codes: Vec<(CurrencyCode, usize)> = self.currencies.into_iter().zip(0..).collect();
        codes.sort_unstable();
        let currency_places = places(codes.iter().map(|(_, id)| *id));
        let mut lines = self.lines;
        for line in &mut lines {
            line.subject = subject_places.get(line.subject as usize).copied().unwrap_or(0);
            line.currency = line.currency.and_then(|id| Some(*currency_places.get(usize::from(id))? as u16));
            line.amounts.sort_unstable();
        }
        lines.retain(|line| line.rows.2 > 0);
        lines.sort_unstable();
        Tally {
            subjects: named.into_iter().map(|(subject, _)| subject).collect(),
            currencies: codes.into_iter().map(|(code, _)| code.to_string()).collect(),
            lines,
        }
    }
}

fn sum_of(line: &Line, measure: Measure) -> Amount {
    line.amounts.iter().find(|(known, _)| *known == measure).map_or(Amount(0), |(_, sum)| *sum)
}

/// Where each id stands in the sorted list.
fn places(sorted: impl ExactSizeIterator<Item = usize>) -> Vec<u32> {
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
        let amounts = self.lines.iter().flat_map(|line| &line.amounts).filter(|(known, _)| *known == measure);
        Amount(amounts.fold(0, |sum, (_, amount)| sum.saturating_add(amount.0)))
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
        assert_eq!(tally.lines[1].amounts, [(Measure::Spend, Amount(150_000))]);
        assert_eq!(tally.lines[1].rows, (4, 5, 2));
        assert_eq!(tally.total(Measure::Spend), Amount(350_000));
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

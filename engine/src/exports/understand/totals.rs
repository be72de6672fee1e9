//! Rows that add up others: how they are told, and what they say against the sum of all rows.

use super::{AmountColumn, RowReader, is_dashes, scaled};
use crate::exports::fact::{Amount, Measure};
use crate::exports::reading::Field;
use crate::exports::report::StatedTotal;
use crate::exports::title::fold;
use crate::tabular::Row;

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

impl RowReader {
    /// Whether a dated row adds up others: by a name that is "Total", or by having no name where all others have one.
    pub(super) fn is_total(&self, row: &Row) -> bool {
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

    pub(super) fn note_total(&mut self, row: &Row) {
        if self.totals.len() < MOST_TOTALS || self.totals.iter().any(|(known, _)| *known > row.number()) {
            let stated = |(i, c): (usize, &AmountColumn)| Some((i, self.amount(row.cell(c.at))?));
            let stated = self.amounts.iter().enumerate().filter_map(stated).collect();
            self.totals.push((row.number(), stated));
            self.totals.sort_unstable();
            self.totals.truncate(MOST_TOTALS);
        }
    }

    /// The rows of totals, with what was read.
    pub(in crate::exports) fn stated_totals(&self) -> Vec<StatedTotal> {
        let total = |row: u32, &(column, stated): &(usize, Amount)| {
            let scale = self.amounts.get(column)?;
            let read = Amount(i64::try_from(*self.sums.get(column)?).ok()?);
            let stated = scaled(stated, scale.scale)?;
            Some(StatedTotal { row, measure: scale.measure, stated, read })
        };
        let summed = |measure: Measure| !matches!(measure, Measure::Level | Measure::Event | Measure::Reach);
        let all = self.totals.iter().flat_map(|(row, stated)| stated.iter().filter_map(|s| total(*row, s)));
        all.filter(|total| summed(total.measure)).collect()
    }
}

/// Whether it is worth looking closer: the beginnings of all words for totals.
fn could_be_total(text: &str) -> bool {
    const BEGINNINGS: [&str; 11] = ["tot", "gra", "sub", "ges", "sum", "ins", "zwi", "sou", "acc", "rep", "ove"];
    let start = text.get(..3).filter(|_| text.len() <= 24);
    start.is_some_and(|start| BEGINNINGS.iter().any(|known| known.eq_ignore_ascii_case(start)))
}

pub(super) fn begins_as_total(text: &str) -> bool {
    let text = fold(text);
    TOTALS.iter().any(|word| text.strip_prefix(word).is_some_and(|rest| rest.is_empty() || rest.starts_with(' ')))
}

//! Orders and refunds: which order counts, and what it or its row gave back.

use super::{AmountColumn, RowReader, is_dashes};
use crate::exports::fact::{Amount, Measure, Platform};
use crate::exports::reading::{Field, Reading};
use crate::exports::report::{Report, Skip};
use crate::exports::title::fold;
use crate::tabular::Row;
use std::hash::{DefaultHasher, Hash, Hasher};

impl RowReader {
    /// Whether an order counts; its refund is taken off, and it is counted.
    pub(super) fn order(&mut self, row: &Row, report: &mut Report) -> Result<(), Option<Skip>> {
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
    pub(super) fn note_refund(&mut self, row: &Row, report: &mut Report) {
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
}

/// Whether revenue is less of what the column of refunds holds: by its name, and in GA4 unless it says "gross"
/// (Google Analytics help, "Analytics dimensions and metrics": purchase and total revenue are less of refunds).
pub(super) fn is_net(reading: &Reading) -> bool {
    let revenue = reading.columns.iter().find(|c| c.field == Field::Measure(Measure::Revenue));
    let name = revenue.map_or_else(String::new, |c| fold(&c.name));
    let has = |word: &str| name.split(' ').any(|own| own == word);
    has("net") || reading.platform == Platform::Ga4 && !has("gross")
}

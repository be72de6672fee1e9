//! From an understood row to its facts: one of all amounts, or, in a wide table, one a column.

use super::RowReader;
use crate::exports::currency::CurrencyCode;
use crate::exports::fact::{Amount, Fact, Measure, Platform};
use crate::exports::reading::{Field, RowKind};
use crate::exports::report::Report;

impl RowReader {
    /// Gives the facts of an understood row.
    pub(super) fn give(&mut self, report: &mut Report, on_fact: &mut dyn FnMut(&Fact, &mut Report)) {
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

/// How a pair of currencies is called, whatever its file calls it: `EUR_USD` is the price of a euro in dollars.
fn pair_name(base: &str, quote: &str) -> String {
    format!("{base}_{quote}")
}

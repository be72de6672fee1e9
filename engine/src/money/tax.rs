//! Tax in or out: which amounts are reckoned with it, and at what rate it is taken out or put in.

use super::scaled;
use crate::exports::{Amount, Measure};
use serde::{Deserialize, Serialize};

/// Parts of a whole in which rates of tax are given.
const MILLION: i64 = 1_000_000;

/// Of which amounts a rule speaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum TaxScope {
    /// Money earned.
    Revenue,
    /// Money spent.
    Spend,
}

/// What a rule does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum TaxWay {
    /// The export has tax in its amounts; it is taken out.
    TakeOut,
    /// The export has none; it is put in.
    PutIn,
}

/// A rate of tax.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TaxRule {
    /// The source it is for, by its id; all where none.
    pub source: Option<String>,
    /// The market it is for; all where none.
    pub market: Option<String>,
    /// Of which amounts.
    pub scope: TaxScope,
    /// What is done.
    pub way: TaxWay,
    /// The rate in millionths of the net amount: 190,000 is 19 %.
    pub millionths: u32,
}

impl TaxRule {
    /// Whether it speaks of such amounts.
    pub fn applies(&self, source: &str, market: Option<&str>, measure: Measure) -> bool {
        let scope = match measure {
            Measure::Revenue | Measure::Refund | Measure::RefundBeside => Some(TaxScope::Revenue),
            Measure::Spend => Some(TaxScope::Spend),
            _ => None,
        };
        scope == Some(self.scope)
            && self.source.as_deref().is_none_or(|own| own == source)
            && self.market.as_deref().is_none_or(|own| market == Some(own))
    }

    /// The amount after it.
    pub fn of(&self, amount: Amount) -> Amount {
        let with_tax = MILLION + i64::from(self.millionths);
        match self.way {
            TaxWay::TakeOut => Amount(scaled(amount.0, MILLION, with_tax)),
            TaxWay::PutIn => Amount(scaled(amount.0, with_tax, MILLION)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tax_is_taken_out_and_put_in() {
        let rule = |way| TaxRule {
            source: None,
            market: Some("DE".into()),
            scope: TaxScope::Revenue,
            way,
            millionths: 190_000,
        };
        assert_eq!(rule(TaxWay::TakeOut).of(Amount(119_000_000)), Amount(100_000_000));
        assert_eq!(rule(TaxWay::PutIn).of(Amount(100_000_000)), Amount(119_000_000));
        assert!(rule(TaxWay::PutIn).applies("any", Some("DE"), Measure::Revenue));
        assert!(!rule(TaxWay::PutIn).applies("any", None, Measure::Revenue));
        assert!(!rule(TaxWay::PutIn).applies("any", Some("DE"), Measure::Spend));
    }
}

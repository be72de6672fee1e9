//! The marks of one locale: how its numbers, its money and its dates are written.
//!
//! A value, not a look-up: the page fills it once from the browser, and everything that prints or reads a number takes
//! it as an argument, so that printing stays pure.

use super::dates::Dates;

/// How numbers, money and dates are written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Locale {
    /// Between the whole part and the fraction.
    pub decimal: char,
    /// Between groups of three digits, where the locale has such a mark.
    pub group: Option<char>,
    /// The workspace's currency.
    pub currency: Currency,
    /// How dates are written.
    pub dates: Dates,
}

/// A currency as the locale writes it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Currency {
    /// ISO 4217 code, such as `EUR`.
    pub code: String,
    /// What is printed beside the number, such as `€`.
    pub symbol: String,
    /// Where it is printed.
    pub placement: Placement,
    /// Digits of its smallest unit: two for the euro, none for the yen.
    pub decimals: usize,
}

/// Where the currency's symbol stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Placement {
    /// `$5`
    Before,
    /// `CHF 5`
    BeforeSpaced,
    /// `5€`
    After,
    /// `5 €`
    AfterSpaced,
}

impl Default for Locale {
    fn default() -> Self {
        let currency = Currency::named("USD", "$", Placement::Before);
        Self { decimal: '.', group: Some(','), currency, dates: Dates::default() }
    }
}

impl Currency {
    /// A currency of two decimals.
    #[must_use]
    pub fn named(code: &str, symbol: &str, placement: Placement) -> Self {
        Self { code: code.to_owned(), symbol: symbol.to_owned(), placement, decimals: 2 }
    }
}

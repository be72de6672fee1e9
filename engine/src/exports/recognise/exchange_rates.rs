//! Exchange rates: a month or a day, and a column for each pair ("EUR_USD": one euro in dollars).
//!
//! Its facts: the currency that is priced as kind, the one in which it is priced as the fact's currency, the price as
//! level.

use super::super::fact::{Measure, Platform};
use super::super::reading::{Field, RowKind};
use super::recogniser::{Recogniser, Side};

pub(super) const RECOGNISER: Recogniser = Recogniser {
    platform: Platform::ExchangeRates,
    own: &[
        "exchange rate",
        "fx rate",
        "base currency",
        "quote currency",
        "wechselkurs",
        "taux de change",
        "tipo de cambio",
        "base",
        "from currency",
        "to currency",
        "target currency",
    ],
    usual: &["month", "date", "rate", "currency", "monat", "mois", "mes", "kurs", "datum"],
    hints: &["fx", "exchange", "rates", "wechselkurse", "kurse", "taux de change", "devisen", "tipos de cambio"],
    fields: &[
        ("base", Field::Kind),
        ("base currency", Field::Kind),
        ("from currency", Field::Kind),
        ("quote", Field::Currency),
        ("quote currency", Field::Currency),
        ("to currency", Field::Currency),
        ("target currency", Field::Currency),
        ("rate", Field::Measure(Measure::Level)),
        ("exchange rate", Field::Measure(Measure::Level)),
    ],
    side: Side::Neutral,
    rows: RowKind::Facts,
    fits: |m| {
        let long = m.has(Field::Kind) && m.has(Field::Currency) && m.has_any(&[Measure::Level]);
        (m.is_dated() && (m.has_rates() || long)).then_some(if m.has_rates() { 8 } else { 4 })
    },
    nameless_is_total: false,
    ..Recogniser::MEDIA
};

#[cfg(test)]
mod tests {
    use super::super::check_recognised;
    use super::*;

    #[test]
    fn its_headers_are_known() {
        check_recognised("table.csv", "month,EUR_USD,GBP_USD\n2024-01,1.1035,1.27\n", Platform::ExchangeRates);
        let long = "Date,Base currency,Quote currency,Rate\n2024-01-13,EUR,USD,1.1035\n2024-01-13,GBP,USD,1.27\n";
        check_recognised("fx.csv", long, Platform::ExchangeRates);
    }
}

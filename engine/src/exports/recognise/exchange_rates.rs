//! Exchange rates: a month or a day, and a column for each pair ("EUR_USD": one euro in dollars).
//!
//! Its facts are levels under the name of the pair, whatever the file calls it, in the currency that the price is in.

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
    use crate::exports::CurrencyCode;

    #[test]
    fn its_headers_are_known() {
        check_recognised("table.csv", "month,EUR_USD,GBP_USD\n2024-01,1.1035,1.27\n", Platform::ExchangeRates);
        let long = "Date,Base currency,Quote currency,Rate\n2024-01-13,EUR,USD,1.1035\n2024-01-13,GBP,USD,1.27\n";
        check_recognised("fx.csv", long, Platform::ExchangeRates);
        let bank = "Date,USD,JPY,GBP\n2024-01-15,1.0945,159.67,0.86\n2024-01-12,1.0942,158.7,0.859\n";
        let found = check_recognised("eurofxref-hist.csv", bank, Platform::ExchangeRates);
        let code = |text| CurrencyCode::new(text).expect("a code");
        assert_eq!(found.reading.columns[1].field, Field::Rate { base: code("EUR"), quote: code("USD") });
    }
}

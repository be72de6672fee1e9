//! Prices, discounts and promotions: a date and a column for each.

use super::super::fact::{Measure, Platform};
use super::super::reading::RowKind;
use super::recogniser::{Recogniser, Side};

pub(super) const RECOGNISER: Recogniser = Recogniser {
    platform: Platform::PriceAndPromotion,
    own: &[
        "average list price",
        "list price",
        "average price",
        "discount",
        "promo",
        "promotion",
        "promo depth",
        "rabatt",
        "listenpreis",
        "price index",
        "remise",
        "prix moyen",
        "descuento",
        "precio medio",
        "durchschnittspreis",
        "promotion depth",
        "avg price",
    ],
    usual: &[
        "week commencing",
        "week",
        "date",
        "note",
        "price",
        "woche",
        "datum",
        "preis",
        "semaine",
        "prix",
        "semana",
        "precio",
        "woche ab",
    ],
    hints: &[
        "price",
        "prices",
        "promo",
        "promotion",
        "promotions",
        "pricing",
        "preise",
        "preis",
        "rabatte",
        "prix",
        "precios",
        "promociones",
    ],
    side: Side::Neutral,
    rows: RowKind::Wide,
    fits: |m| {
        let priced = m.has_any(&[Measure::Level, Measure::Event]);
        let other = m.has_any(&[Measure::Spend, Measure::Revenue, Measure::Impressions, Measure::Units]);
        (m.is_dated() && priced && !other && !m.has_rates()).then_some(1)
    },
    nameless_is_total: false,
    ..Recogniser::MEDIA
};

#[cfg(test)]
mod tests {
    use super::super::check_recognised;
    use super::*;

    #[test]
    fn its_header_is_known() {
        let text =
            "Week commencing,Average list price,Discount %,Note\n2024-01-01,42,0,\n2024-01-08,42.17,0.15,promotion\n";
        check_recognised("calendar.csv", text, Platform::PriceAndPromotion);
    }
}

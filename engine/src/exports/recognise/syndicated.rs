//! Syndicated panels (Nielsen, IRI, Circana): markets, products and periods such as "1 W/E 01/28/24".

use super::super::fact::{Measure, Platform};
use super::super::reading::{Field, Period};
use super::recogniser::Recogniser;
use crate::ingest::DateOrder;

pub(super) const RECOGNISER: Recogniser = Recogniser {
    platform: Platform::Syndicated,
    own: &[
        "markets",
        "periods",
        "dollar sales",
        "unit sales",
        "volume sales",
        "acv weighted distribution",
        "acv",
        "any promo",
        "base dollar sales",
        "incr dollars",
        "upc",
        "value sales",
        "dollars",
        "tdp",
        "base units",
    ],
    usual: &[
        "products",
        "product",
        "geography",
        "units",
        "avg price",
        "time",
        "period",
        "week ending",
        "market",
        "category",
        "brand",
    ],
    hints: &["nielsen", "iri", "circana", "syndicated", "scan", "niq", "kantar"],
    fields: &[
        ("periods", Field::Date(Period::WeekEnding)),
        ("period", Field::Date(Period::WeekEnding)),
        ("time", Field::Date(Period::WeekEnding)),
        ("markets", Field::Market),
        ("market", Field::Market),
        ("geography", Field::Market),
        ("products", Field::Product),
        ("dollar sales", Field::Measure(Measure::Revenue)),
        ("value sales", Field::Measure(Measure::Revenue)),
        ("dollars", Field::Measure(Measure::Revenue)),
        ("unit sales", Field::Measure(Measure::Units)),
        ("units", Field::Measure(Measure::Units)),
        ("avg price", Field::Measure(Measure::Level)),
        ("base dollar sales", Field::Ignored),
    ],
    order: Some(DateOrder::MonthFirst),
    ..Recogniser::SALES
};

#[cfg(test)]
mod tests {
    use super::super::check_recognised;
    use super::*;

    #[test]
    fn its_header_is_known() {
        let text = "Markets,Products,Periods,Dollar Sales,Unit Sales,Avg Price,%ACV\nTotal US,Brand A,1 W/E 01/28/24,1200.5,300,4.00,85\n";
        check_recognised("export.csv", text, Platform::Syndicated);
    }
}

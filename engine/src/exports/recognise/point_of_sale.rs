//! Takings of shops, by day, week or month, with a row for each shop.

use super::super::fact::{Measure, Platform};
use super::recogniser::Recogniser;

pub(super) const RECOGNISER: Recogniser = Recogniser {
    platform: Platform::PointOfSale,
    own: &[
        "filiale",
        "bons",
        "store",
        "store id",
        "store name",
        "branch",
        "magasin",
        "tienda",
        "receipts",
        "kassenbons",
        "takings",
        "point de vente",
        "punto de venta",
        "baskets",
        "shop",
        "footfall",
        "tageumsatz",
        "tagesumsatz",
        "sucursal",
        "boutique",
        "tickets",
    ],
    usual: &[
        "umsatz",
        "woche ab",
        "woche",
        "datum",
        "date",
        "week",
        "sales",
        "net sales",
        "revenue",
        "units",
        "transactions",
        "chiffre d affaires",
        "ventas",
        "ca",
        "semaine",
        "semana",
        "menge",
        "turnover",
        "jahr",
        "kw",
        "fecha",
        "dia",
        "jour",
        "tag",
    ],
    hints: &[
        "pos",
        "filialen",
        "filiale",
        "kasse",
        "kassen",
        "store",
        "stores",
        "retail",
        "till",
        "tills",
        "shop revenue",
        "magasins",
        "tiendas",
        "caisse",
    ],
    fits: |m| (m.is_dated() && m.has_any(&[Measure::Revenue])).then_some(1),
    ..Recogniser::SALES
};

#[cfg(test)]
mod tests {
    use super::super::check_recognised;
    use super::*;
    use crate::exports::Period;

    #[test]
    fn its_headers_are_known() {
        let german = "Filiale;Woche ab;Umsatz EUR;Bons\nNord;01.01.2024;12.615,35;206\n";
        let found = check_recognised("umsatz.csv", german, Platform::PointOfSale);
        assert_eq!(found.reading.period, Period::Week);
        let english = "Store ID,Date,Net Sales,Transactions,Units\n7,2024-01-13,1261.35,20,31\n";
        check_recognised("sales.csv", english, Platform::PointOfSale);
        let french = "Magasin;Semaine du;Chiffre d'affaires (EUR);Tickets\nLyon;13/01/2024;12 615,35;206\n";
        check_recognised("ventes.csv", french, Platform::PointOfSale);
    }
}

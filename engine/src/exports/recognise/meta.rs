//! Meta Ads: a stretch of days a row; a row of totals without a campaign, where it was exported with one.

use super::super::fact::{Measure, Platform};
use super::super::reading::{Field, Period};
use super::recogniser::Recogniser;
use crate::ingest::DateOrder;

pub(super) const RECOGNISER: Recogniser = Recogniser {
    platform: Platform::Meta,
    own: &[
        "amount spent",
        "reporting starts",
        "reporting ends",
        "result indicator",
        "ad set name",
        "purchases conversion value",
        "berichtsstart",
        "berichtsende",
        "ausgegebener betrag",
        "link klicks",
        "debut des rapports",
        "fin des rapports",
        "montant depense",
        "inicio del informe",
        "fin del informe",
        "importe gastado",
        "inline link clicks",
    ],
    usual: &[
        "campaign name",
        "impressions",
        "reach",
        "link clicks",
        "results",
        "frequency",
        "kampagnenname",
        "reichweite",
        "nom de la campagne",
        "couverture",
        "nombre de la campana",
        "alcance",
        "spend",
        "adset name",
    ],
    hints: &["meta", "facebook", "instagram", "fb"],
    fields: &[
        ("day", Field::Date(Period::Day)),
        ("tag", Field::Date(Period::Day)),
        ("jour", Field::Date(Period::Day)),
        ("dia", Field::Date(Period::Day)),
        ("purchases", Field::Measure(Measure::ClaimedConversions)),
        ("results", Field::Measure(Measure::ClaimedConversions)),
    ],
    order: Some(DateOrder::MonthFirst),
    ..Recogniser::MEDIA
};

#[cfg(test)]
mod tests {
    use super::super::check_recognised;
    use super::*;

    #[test]
    fn its_header_is_known() {
        let english = "Reporting starts,Reporting ends,Campaign name,Ad set name,Impressions,Reach,Link clicks,Amount spent (USD),Results\n\
            2024-01-01,2024-01-01,P,S,14089,8287,253,169.71,14.35\n";
        check_recognised("export.csv", english, Platform::Meta);
        let french = "Début des rapports,Fin des rapports,Nom de la campagne,Impressions,Couverture,Montant dépensé (EUR)\n\
            2024-01-01,2024-01-01,P,14089,8287,\"169,71\"\n";
        check_recognised("export.csv", french, Platform::Meta);
        let spanish = "Inicio del informe,Fin del informe,Nombre de la campaña,Impresiones,Alcance,Importe gastado (EUR)\n\
            2024-01-01,2024-01-01,P,14089,8287,\"169,71\"\n";
        check_recognised("export.csv", spanish, Platform::Meta);
    }
}

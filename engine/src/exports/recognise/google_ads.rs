//! Google Ads: a title line and a date line, then the header; a row of totals at the end or below the header.

use super::super::fact::{Measure, Platform};
use super::super::reading::Field;
use super::recogniser::Recogniser;
use crate::ingest::DateOrder;

pub(super) const RECOGNISER: Recogniser = Recogniser {
    platform: Platform::GoogleAds,
    own: &[
        "impr",
        "campaign type",
        "conv value",
        "kampagnentyp",
        "conv wert",
        "type de campagne",
        "valeur de conv",
        "tipo de campana",
        "valor de conv",
        "search impr share",
        "cost micros",
        "conversions value",
    ],
    usual: &[
        "day",
        "campaign",
        "ad group",
        "cost",
        "clicks",
        "conversions",
        "currency code",
        "tag",
        "kampagne",
        "kosten",
        "klicks",
        "wahrungscode",
        "jour",
        "campagne",
        "cout",
        "clics",
        "dia",
        "campana",
        "coste",
    ],
    hints: &[
        "google",
        "adwords",
        "campaign report",
        "kampagnenbericht",
        "rapport sur les campagnes",
        "informe de campanas",
        "ad group report",
    ],
    fields: &[
        ("conv value", Field::Measure(Measure::ClaimedValue)),
        ("conversions value", Field::Measure(Measure::ClaimedValue)),
        ("campaign type", Field::Kind),
        ("advertising channel type", Field::Kind),
        ("customer id", Field::Account),
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
        let english = "Campaign report\n\"January 1, 2024 - June 28, 2026\"\n\
            Day,Campaign,Campaign type,Currency code,Impr.,Clicks,Cost,Conversions,Conv. value\n\
            2024-01-01,Brand,Search,USD,\"1,435\",12,3.50,1.0,20\n";
        check_recognised("report.csv", english, Platform::GoogleAds);
        let german =
            "Tag;Kampagne;Kampagnentyp;Währungscode;Impr.;Klicks;Kosten\n01.02.2024;Marke;Suche;EUR;1.435;12;3,50\n";
        check_recognised("bericht.csv", german, Platform::GoogleAds);
        let connector = "customer_id,date,campaign_name,clicks,conversions,conversions_value,cost_micros,impressions\n\
            1,2024-01-01,Brand,3,1,9.5,1250000,100\n";
        check_recognised("google_ads.csv", connector, Platform::GoogleAds);
    }
}

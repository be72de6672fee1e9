//! Amazon Ads: sponsored products, brands and display; sales within 7 or 14 days are what it claims.

use super::super::fact::{Measure, Platform};
use super::super::reading::Field;
use super::recogniser::Recogniser;
use crate::ingest::DateOrder;

pub(super) const RECOGNISER: Recogniser = Recogniser {
    platform: Platform::AmazonAds,
    own: &[
        "14 day total sales",
        "7 day total sales",
        "14 day total orders",
        "7 day total orders",
        "total advertising cost of sales acos",
        "advertised asin",
        "portfolio name",
        "sales 14 d",
        "purchases 14 d",
        "advertised sku",
        "acos",
        "7 tage umsatz gesamt",
        "14 tage umsatz gesamt",
        "portfolioname",
    ],
    usual: &[
        "date",
        "campaign name",
        "ad group name",
        "impressions",
        "clicks",
        "spend",
        "targeting",
        "cost per click cpc",
        "currency",
        "datum",
        "kampagnenname",
        "ausgaben",
    ],
    hints: &["amazon", "sponsored products", "sponsored brands"],
    fields: &[
        ("14 day total sales", Field::Measure(Measure::ClaimedValue)),
        ("7 day total sales", Field::Measure(Measure::ClaimedValue)),
        ("sales 14 d", Field::Measure(Measure::ClaimedValue)),
        ("14 day total orders", Field::Measure(Measure::ClaimedConversions)),
        ("7 day total orders", Field::Measure(Measure::ClaimedConversions)),
        ("purchases 14 d", Field::Measure(Measure::ClaimedConversions)),
        ("portfolio name", Field::Account),
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
        let text = "Date,Portfolio name,Currency,Campaign Name,Ad Group Name,Impressions,Clicks,Spend($),14 Day Total Sales ($),\
            Total Advertising Cost of Sales (ACOS),14 Day Total Orders (#)\n\"Jan 13, 2024\",P,USD,C,G,1000,10,$12.50,$50.00,25%,2\n";
        check_recognised("report.csv", text, Platform::AmazonAds);
    }
}

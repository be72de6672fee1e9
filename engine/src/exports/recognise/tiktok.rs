//! TikTok Ads: the currency stands in the cells of the cost.

use super::super::fact::{Measure, Platform};
use super::super::reading::{Field, Period};
use super::recogniser::Recogniser;
use crate::ingest::DateOrder;

pub(super) const RECOGNISER: Recogniser = Recogniser {
    platform: Platform::TikTok,
    own: &[
        "by day",
        "by week",
        "clicks destination",
        "complete payment",
        "total complete payment value",
        "stat time day",
        "stat time hour",
        "total purchase value",
    ],
    usual: &[
        "campaign name",
        "ad group name",
        "ad name",
        "cost",
        "impressions",
        "conversion",
        "spend",
        "kosten",
        "cout",
    ],
    hints: &["tiktok", "tik tok"],
    fields: &[
        ("by day", Field::Date(Period::Day)),
        ("by week", Field::Date(Period::Week)),
        ("stat time hour", Field::Date(Period::Day)),
        ("complete payment", Field::Measure(Measure::ClaimedConversions)),
        ("total complete payment value", Field::Measure(Measure::ClaimedValue)),
    ],
    order: Some(DateOrder::YearFirst),
    ..Recogniser::MEDIA
};

#[cfg(test)]
mod tests {
    use super::super::check_recognised;
    use super::*;

    #[test]
    fn its_header_is_known() {
        let text = "By Day,Campaign name,Ad group name,Ad name,Cost,Impressions,Clicks (destination),Complete payment\n\
            2024-05-20,A,B,C,950.19 USD,139817,2435,112.19\n";
        check_recognised("report.csv", text, Platform::TikTok);
    }
}

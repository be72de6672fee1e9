//! Pinterest Ads.

use super::super::fact::{Measure, Platform};
use super::super::reading::Field;
use super::recogniser::Recogniser;
use crate::ingest::DateOrder;

pub(super) const RECOGNISER: Recogniser = Recogniser {
    platform: Platform::Pinterest,
    own: &[
        "spend in account currency",
        "pin clicks",
        "outbound clicks",
        "saves",
        "spend in micro dollar",
        "pin promotion name",
        "engagements",
    ],
    usual: &[
        "date",
        "campaign name",
        "ad group name",
        "impressions",
        "paid impressions",
        "total conversions",
        "campaign objective",
        "total conversion value",
    ],
    hints: &["pinterest"],
    fields: &[
        ("spend in account currency", Field::Measure(Measure::Spend)),
        ("paid impressions", Field::Measure(Measure::Impressions)),
        ("pin clicks", Field::Measure(Measure::Clicks)),
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
        let text = "Date,Campaign name,Ad group name,Spend in account currency,Impressions,Pin clicks,Outbound clicks,Saves\n\
            2024-01-01,C,G,12.50,1000,10,5,2\n";
        check_recognised("report.csv", text, Platform::Pinterest);
    }
}

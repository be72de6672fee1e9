//! Display & Video 360: what it calls revenue is what the advertiser pays.

use super::super::fact::{Measure, Platform};
use super::super::reading::Field;
use super::recogniser::Recogniser;
use crate::ingest::DateOrder;

pub(super) const RECOGNISER: Recogniser = Recogniser {
    platform: Platform::DisplayVideo360,
    own: &[
        "insertion order",
        "revenue adv currency",
        "advertiser currency",
        "line item",
        "media cost advertiser currency",
        "billable cost adv currency",
        "insertion order id",
        "line item id",
        "revenue usd",
    ],
    usual: &["date", "advertiser", "campaign", "impressions", "billable impressions", "clicks", "total conversions"],
    hints: &["dv 360", "dv360", "display video 360", "dbm"],
    fields: &[
        ("revenue adv currency", Field::Measure(Measure::Spend)),
        ("billable cost adv currency", Field::Measure(Measure::Spend)),
        ("media cost advertiser currency", Field::Measure(Measure::Spend)),
        ("revenue usd", Field::Measure(Measure::Spend)),
        ("revenue", Field::Measure(Measure::Spend)),
        ("campaign", Field::Campaign),
        ("insertion order", Field::Campaign),
        ("line item", Field::Group),
        ("advertiser currency", Field::Currency),
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
        let text = "Date,Advertiser,Advertiser Currency,Insertion Order,Line Item,Impressions,Clicks,Revenue (Adv Currency)\n\
            2024/01/13,A,EUR,IO,LI,1000,10,12.50\n,,,,,1000,10,12.50\nReport Time:,2024/01/14\n";
        check_recognised("report.csv", text, Platform::DisplayVideo360);
    }
}

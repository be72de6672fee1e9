//! Campaign Manager 360: "Report Fields" before the header, "Grand Total:" at the end.

use super::super::fact::{Measure, Platform};
use super::super::reading::Field;
use super::recogniser::Recogniser;
use crate::ingest::DateOrder;

pub(super) const RECOGNISER: Recogniser = Recogniser {
    platform: Platform::CampaignManager360,
    own: &[
        "site cm 360",
        "site dcm",
        "placement id",
        "total conversions",
        "active view viewable impressions",
        "creative type",
        "package roadblock",
    ],
    usual: &["date", "campaign", "placement", "site", "advertiser", "impressions", "clicks", "media cost"],
    hints: &["cm 360", "cm360", "dcm", "campaign manager 360", "report fields", "doubleclick"],
    fields: &[
        ("campaign", Field::Campaign),
        ("site cm 360", Field::Group),
        ("site dcm", Field::Group),
        ("media cost", Field::Measure(Measure::Spend)),
        ("placement", Field::Kind),
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
        let text = "Daily report\nDate Range,1/1/2024 - 1/31/2024\n\nReport Fields\n\
            Date,Campaign,Site (CM360),Placement,Impressions,Clicks,Media Cost\n2024-01-13,C,S,P,1000,10,12.50\n\
            Grand Total:,---,---,---,1000,10,12.50\n";
        check_recognised("report.csv", text, Platform::CampaignManager360);
    }
}

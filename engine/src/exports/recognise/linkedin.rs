//! LinkedIn Campaign Manager: a preamble with account, currency and range; days in UTC.

use super::super::fact::{Measure, Platform};
use super::super::reading::Field;
use super::recogniser::Recogniser;
use crate::ingest::DateOrder;

pub(super) const RECOGNISER: Recogniser = Recogniser {
    platform: Platform::LinkedIn,
    own: &[
        "start date in utc",
        "total spent",
        "campaign objective",
        "campaign group name",
        "startdatum in utc",
        "gesamtausgaben",
        "cost in local currency",
        "total depense",
        "sponsored creative",
        "total engagements",
    ],
    usual: &[
        "start date",
        "account name",
        "campaign name",
        "campaign type",
        "impressions",
        "clicks",
        "conversions",
        "leads",
        "currency",
        "kampagnenname",
        "klicks",
    ],
    hints: &["linkedin", "campaign performance report in utc"],
    fields: &[
        ("campaign name", Field::Campaign),
        ("campaign group name", Field::Group),
        ("total spent", Field::Measure(Measure::Spend)),
        ("conversions", Field::Measure(Measure::ClaimedConversions)),
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
        let text = "Campaign Performance Report (in UTC)\nCurrency: EUR\n\
            Start Date (in UTC),Account Name,Currency,Campaign Name,Campaign Type,Total Spent,Impressions,Clicks\n\
            01/13/2024,A,EUR,C,Sponsored Updates,136.95,13544,291\n";
        let found = check_recognised("report.csv", text, Platform::LinkedIn);
        assert_eq!(found.reading.zone.as_deref(), Some("UTC"));
    }
}

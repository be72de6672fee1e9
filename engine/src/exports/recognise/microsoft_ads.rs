//! Microsoft Advertising: a preamble with the time zone, a copyright line as footer.

use super::super::fact::Platform;
use super::recogniser::Recogniser;
use crate::ingest::DateOrder;

pub(super) const RECOGNISER: Recogniser = Recogniser {
    platform: Platform::MicrosoftAds,
    own: &[
        "gregorian date",
        "gregorianisches datum",
        "date gregorienne",
        "fecha gregoriana",
        "delivered match type",
        "device os",
        "quality impact",
    ],
    usual: &[
        "campaign name",
        "campaign id",
        "impressions",
        "clicks",
        "spend",
        "conversions",
        "revenue",
        "time period",
        "kampagnenname",
        "impressionen",
        "klicks",
        "ausgaben",
        "account name",
        "currency code",
    ],
    hints: &["microsoft", "bing", "report name"],
    order: Some(DateOrder::MonthFirst),
    ..Recogniser::MEDIA
};

#[cfg(test)]
mod tests {
    use super::super::check_recognised;
    use super::*;

    #[test]
    fn its_header_is_known() {
        let text = "Report name: Campaign performance\nTime zone: Pacific Time\n\n\
            Gregorian date,Campaign name,Campaign ID,Impressions,Clicks,Spend,Conversions,Revenue\n1/1/2024,C,4,32086,711,332.72,27.16,2309.81\n";
        let found = check_recognised("report.csv", text, Platform::MicrosoftAds);
        assert_eq!(found.reading.zone.as_deref(), Some("Pacific Time"));
    }
}

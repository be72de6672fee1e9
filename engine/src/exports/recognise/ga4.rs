//! Google Analytics 4: the report as the interface exports it, and flat events as BigQuery does. What it counts as
//! revenue is claimed, for the shop's own books say what was sold.

use super::super::fact::{Measure, Platform};
use super::super::reading::{Field, Period};
use super::recogniser::Recogniser;
use crate::ingest::DateOrder;

pub(super) const RECOGNISER: Recogniser = Recogniser {
    platform: Platform::Ga4,
    own: &[
        "session default channel group",
        "session primary channel group",
        "session source medium",
        "session campaign",
        "engaged sessions",
        "key events",
        "event count",
        "active users",
        "total users",
        "event name",
        "event timestamp",
        "user pseudo id",
        "session manual campaign name",
        "first user default channel group",
        "event value in usd",
        "purchase revenue in usd",
        "ga session id",
    ],
    usual: &[
        "date",
        "sessions",
        "total revenue",
        "purchase revenue",
        "transactions",
        "event date",
        "source",
        "medium",
        "new users",
        "conversions",
        "engagement rate",
    ],
    hints: &["ga4", "ga 4", "google analytics", "analytics"],
    fields: &[
        ("event date", Field::Date(Period::Day)),
        ("session campaign", Field::Campaign),
        ("session manual campaign name", Field::Campaign),
        ("traffic source name", Field::Campaign),
        ("session source medium", Field::Group),
        ("traffic source source", Field::Group),
        ("session default channel group", Field::Kind),
        ("session primary channel group", Field::Kind),
        ("first user default channel group", Field::Kind),
        ("traffic source medium", Field::Kind),
        ("event name", Field::Status),
        ("total revenue", Field::Measure(Measure::ClaimedValue)),
        ("purchase revenue", Field::Measure(Measure::ClaimedValue)),
        ("ecommerce purchase revenue", Field::Measure(Measure::ClaimedValue)),
        ("purchase revenue in usd", Field::Measure(Measure::ClaimedValue)),
        ("event value in usd", Field::Measure(Measure::ClaimedValue)),
        ("ecommerce purchases", Field::Measure(Measure::ClaimedConversions)),
        ("transactions", Field::Measure(Measure::ClaimedConversions)),
        ("key events", Field::Measure(Measure::ClaimedConversions)),
        ("sessions", Field::Measure(Measure::Visits)),
    ],
    fits: |m| {
        (m.is_dated() && m.has_any(&[Measure::ClaimedValue, Measure::ClaimedConversions, Measure::Visits])).then_some(0)
    },
    order: Some(DateOrder::YearFirst),
    only: &["purchase"],
    nameless_is_total: false,
    ..Recogniser::MEDIA
};

#[cfg(test)]
mod tests {
    use super::super::check_recognised;
    use super::*;

    #[test]
    fn its_headers_are_known() {
        let report = "# ----------------------------------------\n# Traffic acquisition\n# Start date: 20240101\n\
            # ----------------------------------------\nDate,Session default channel group,Sessions,Engaged sessions,Key events,Total revenue\n\
            20240113,Organic Search,100,60,3,250.5\n";
        check_recognised("download.csv", report, Platform::Ga4);
        let events = "event_date,event_timestamp,event_name,user_pseudo_id,traffic_source_name,traffic_source_medium,event_value_in_usd\n\
            20240113,1705104000000000,purchase,123.456,spring,cpc,25.5\n";
        let found = check_recognised("events.csv", events, Platform::Ga4);
        assert_eq!(found.left_out.len(), 1);
    }
}

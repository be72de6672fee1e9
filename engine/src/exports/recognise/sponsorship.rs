//! Sponsorships and events: from a day to a day, for a fee.

use super::super::fact::Platform;
use super::recogniser::Recogniser;

pub(super) const RECOGNISER: Recogniser = Recogniser {
    platform: Platform::Sponsorship,
    own: &[
        "event",
        "fee",
        "sponsorship",
        "sponsorship fee",
        "event name",
        "rights fee",
        "race",
        "property",
        "veranstaltung",
        "sponsoring",
        "evenement",
        "parrainage",
        "evento",
        "patrocinio",
        "honorar",
    ],
    usual: &[
        "starts",
        "ends",
        "start",
        "end",
        "cost",
        "from",
        "to",
        "start date",
        "end date",
        "kosten",
        "von",
        "bis",
        "contact email",
        "debut",
        "fin",
        "inicio",
        "amount",
    ],
    hints: &[
        "sponsorship",
        "sponsorships",
        "sponsoring",
        "events",
        "event",
        "parrainage",
        "patrocinios",
        "partnerships",
    ],
    fields: &[
        ("amount", super::super::reading::Field::Measure(super::super::fact::Measure::Spend)),
        ("value", super::super::reading::Field::Measure(super::super::fact::Measure::Spend)),
        ("budget", super::super::reading::Field::Measure(super::super::fact::Measure::Spend)),
    ],
    ..Recogniser::FLIGHTS
};

#[cfg(test)]
mod tests {
    use super::super::check_recognised;
    use super::*;

    #[test]
    fn its_header_is_known() {
        let text =
            "event,starts,ends,fee_usd,contact_email\nTrail race 1,2024-02-20,2024-03-29,82180.24,o@example.org\n";
        let found = check_recognised("list.csv", text, Platform::Sponsorship);
        assert_eq!(found.left_out.len(), 1);
    }
}

//! HubSpot deals: the amount of a deal counts on its close date, once it is won.

use super::super::fact::{Measure, Platform};
use super::super::reading::{Field, Period};
use super::recogniser::Recogniser;

pub(super) const RECOGNISER: Recogniser = Recogniser {
    platform: Platform::HubSpot,
    own: &[
        "deal name",
        "deal stage",
        "deal owner",
        "associated contact ids",
        "associated contact",
        "associated company",
        "dealname",
        "dealstage",
        "deal name deal",
        "dealphase",
    ],
    usual: &["record id", "amount", "close date", "create date", "pipeline", "deal type", "closedate"],
    hints: &["hubspot", "deals"],
    fields: &[
        ("close date", Field::Date(Period::Day)),
        ("closedate", Field::Date(Period::Day)),
        ("amount in company currency", Field::Measure(Measure::Revenue)),
        ("amount", Field::Measure(Measure::Revenue)),
        ("deal stage", Field::Status),
        ("dealstage", Field::Status),
        ("record id", Field::Order),
        ("deal type", Field::Kind),
        ("pipeline", Field::Group),
        ("original traffic source", Field::Kind),
        ("deal name", Field::Ignored),
        ("dealname", Field::Ignored),
        ("create date", Field::Ignored),
        ("last modified date", Field::Ignored),
    ],
    only: &["won", "gewonnen", "gagne", "remporte", "ganad", "abgeschlossen und gewonnen"],
    ..Recogniser::ORDERS
};

#[cfg(test)]
mod tests {
    use super::super::check_recognised;
    use super::*;

    #[test]
    fn its_header_is_known() {
        let text = "Record ID,Deal Name,Deal Stage,Amount,Close Date,Deal owner,Pipeline,Associated Contact IDs\n\
            1,Acme,Closed Won (Sales Pipeline),1200,2024-01-13 10:00,Ann Lee,Sales,55\n";
        let found = check_recognised("all.csv", text, Platform::HubSpot);
        assert_eq!(found.left_out.len(), 2);
    }
}

//! Salesforce opportunities: the amount counts on the close date, once it is won.

use super::super::fact::{Measure, Platform};
use super::super::reading::{Field, Period};
use super::recogniser::Recogniser;

pub(super) const RECOGNISER: Recogniser = Recogniser {
    platform: Platform::Salesforce,
    own: &[
        "opportunity name",
        "opportunity owner",
        "lead source",
        "stage name",
        "is won",
        "fiscal period",
        "probability",
        "next step",
        "opportunity id",
        "opportunityname",
        "primary campaign source",
    ],
    usual: &[
        "amount",
        "close date",
        "stage",
        "type",
        "account name",
        "created date",
        "account id",
        "campaign id",
        "is closed",
    ],
    hints: &["salesforce", "opportunities", "opportunity"],
    fields: &[
        ("close date", Field::Date(Period::Day)),
        ("amount converted", Field::Measure(Measure::Revenue)),
        ("amount", Field::Measure(Measure::Revenue)),
        ("stage", Field::Status),
        ("stage name", Field::Status),
        ("lead source", Field::Kind),
        ("primary campaign source", Field::Campaign),
        ("amount currency", Field::Currency),
        ("amount converted currency", Field::Currency),
        ("opportunity name", Field::Ignored),
        ("account name", Field::Ignored),
        ("name", Field::Ignored),
        ("created date", Field::Ignored),
        ("type", Field::Group),
        ("id", Field::Order),
        ("opportunity id", Field::Order),
    ],
    only: &["won", "gewonnen", "gagne", "ganad"],
    ..Recogniser::ORDERS
};

#[cfg(test)]
mod tests {
    use super::super::check_recognised;
    use super::*;

    #[test]
    fn its_headers_are_known() {
        let report = "Opportunity Owner,Account Name,Opportunity Name,Stage,Amount,Close Date,Lead Source,Type\n\
            Ann Lee,Acme,Acme - 10,Closed Won,1200.00,1/13/2024,Web,New\n";
        check_recognised("report.csv", report, Platform::Salesforce);
        let connector = "id,account_id,amount,close_date,created_date,is_closed,is_won,lead_source,name,owner_id,probability,stage_name,type\n\
            1,2,1200,2024-01-13,2024-01-01,true,true,Web,Acme,3,100,Closed Won,New\n";
        check_recognised("table.csv", connector, Platform::Salesforce);
    }
}

//! Stripe: payments, and the history of the balance, in which payouts and fees are no revenue.

use super::super::fact::{Measure, Platform};
use super::super::reading::{Field, Period};
use super::recogniser::Recogniser;

pub(super) const RECOGNISER: Recogniser = Recogniser {
    platform: Platform::Stripe,
    own: &[
        "seller message",
        "created date utc",
        "converted amount",
        "amount refunded",
        "converted currency",
        "available on utc",
        "created utc",
        "card brand",
        "statement descriptor",
        "balance transaction id",
        "reporting category",
        "payment source type",
        "captured",
    ],
    usual: &[
        "id",
        "amount",
        "currency",
        "fee",
        "net",
        "status",
        "description",
        "customer id",
        "type",
        "source",
        "customer email",
    ],
    hints: &["stripe", "unified payments", "balance history"],
    fields: &[
        ("created date utc", Field::Date(Period::Day)),
        ("created utc", Field::Date(Period::Day)),
        ("created", Field::Date(Period::Day)),
        ("converted amount", Field::Measure(Measure::Revenue)),
        ("amount", Field::Measure(Measure::Revenue)),
        ("gross", Field::Measure(Measure::Revenue)),
        ("converted amount refunded", Field::Refund),
        ("amount refunded", Field::Refund),
        ("converted currency", Field::Currency),
        ("currency", Field::Currency),
        ("reporting category", Field::Status),
        ("status", Field::Status),
        ("type", Field::Status),
        ("id", Field::Order),
        ("source", Field::Ignored),
        ("fee", Field::Ignored),
        ("description", Field::Ignored),
    ],
    never: &[
        "failed",
        "canceled",
        "cancelled",
        "incomplete",
        "requires payment method",
        "requires action",
        "blocked",
        "payout",
        "transfer",
        "stripe fee",
        "adjustment",
        "topup",
        "reserve transaction",
        "advance",
        "fee",
        "network cost",
        "uncaptured",
    ],
    // Stripe documentation, "Understanding time zones in reports": exports are in UTC unless another was chosen.
    zone: Some("UTC"),
    ..Recogniser::ORDERS
};

#[cfg(test)]
mod tests {
    use super::super::check_recognised;
    use super::*;

    #[test]
    fn its_headers_are_known() {
        let payments = "id,Created date (UTC),Amount,Amount Refunded,Currency,Captured,Status,Seller Message,Customer Email\n\
            ch_1,2024-01-13 10:00:00,20.00,0.00,usd,true,Paid,Payment complete.,a@b.example\n";
        check_recognised("payments.csv", payments, Platform::Stripe);
        let balance = "id,Type,Source,Amount,Fee,Net,Currency,Created (UTC),Available On (UTC)\n\
            txn_1,charge,ch_1,20.00,0.80,19.20,usd,2024-01-13 10:00,2024-01-15 00:00\n";
        check_recognised("balance.csv", balance, Platform::Stripe);
    }
}

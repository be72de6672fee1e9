//! Shopify orders: several rows an order, of which the later leave the totals blank. The revenue is the order's total
//! less what was refunded, on the day of the order; cancelled and voided orders do not count.

use super::super::fact::{Measure, Platform};
use super::super::reading::{Field, Period};
use super::recogniser::Recogniser;

pub(super) const RECOGNISER: Recogniser = Recogniser {
    platform: Platform::Shopify,
    own: &[
        "financial status",
        "fulfillment status",
        "lineitem quantity",
        "lineitem name",
        "lineitem price",
        "accepts marketing",
        "refunded amount",
        "discount code",
    ],
    usual: &[
        "name",
        "paid at",
        "currency",
        "subtotal",
        "shipping",
        "taxes",
        "total",
        "created at",
        "cancelled at",
        "id",
    ],
    hints: &["shopify", "orders export"],
    fields: &[
        ("name", Field::Order),
        ("created at", Field::Date(Period::Day)),
        ("total", Field::Measure(Measure::Revenue)),
        ("refunded amount", Field::Refund),
        ("lineitem quantity", Field::Measure(Measure::Units)),
        ("financial status", Field::Status),
        ("cancelled at", Field::Cancelled),
        ("billing country", Field::Market),
        ("shipping country", Field::Market),
        ("source", Field::Kind),
        ("lineitem name", Field::Ignored),
        ("lineitem sku", Field::Ignored),
        ("vendor", Field::Ignored),
        ("location", Field::Ignored),
        ("shipping", Field::Ignored),
        ("fulfillment status", Field::Ignored),
        ("shipping method", Field::Ignored),
    ],
    never: &["voided", "expired"],
    ..Recogniser::ORDERS
};

#[cfg(test)]
mod tests {
    use super::super::check_recognised;
    use super::*;

    #[test]
    fn its_header_is_known() {
        let text = "Name,Email,Financial Status,Paid at,Currency,Subtotal,Total,Created at,Lineitem quantity,Lineitem name,Billing Name,\
            Cancelled at,Refunded Amount\n#1001,a@b.example,paid,2024-01-06 16:52:37 +0000,USD,120.12,120.12,2024-01-06 16:52:37 +0000,1,Crew,A B,,0.00\n";
        let found = check_recognised("orders.csv", text, Platform::Shopify);
        let left_out: Vec<&str> = found.left_out.iter().map(|(name, _)| name.as_str()).collect();
        assert_eq!(left_out, ["Email", "Billing Name"]);
    }
}

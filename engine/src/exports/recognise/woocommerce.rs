//! WooCommerce: the orders of its analytics and of the usual export plugins, one row an order.

use super::super::fact::{Measure, Platform};
use super::super::reading::{Field, Period};
use super::recogniser::Recogniser;

pub(super) const RECOGNISER: Recogniser = Recogniser {
    platform: Platform::WooCommerce,
    own: &[
        "items sold",
        "customer type",
        "coupon s",
        "product s",
        "order total amount",
        "order subtotal amount",
        "cart discount amount",
        "order currency",
        "billing state",
        "order total tax amount",
        "n revenue",
        "wc order id",
        "order key",
    ],
    usual: &[
        "date",
        "order",
        "order number",
        "order status",
        "status",
        "order date",
        "net sales",
        "attribution",
        "customer",
    ],
    hints: &["woocommerce", "woo", "wc orders", "wc"],
    fields: &[
        ("date", Field::Date(Period::Day)),
        ("order date", Field::Date(Period::Day)),
        ("order", Field::Order),
        ("order number", Field::Order),
        ("net sales", Field::Measure(Measure::Revenue)),
        ("order total amount", Field::Measure(Measure::Revenue)),
        ("order total", Field::Measure(Measure::Revenue)),
        ("order refund amount", Field::Refund),
        ("items sold", Field::Measure(Measure::Units)),
        ("order status", Field::Status),
        ("status", Field::Status),
        ("order currency", Field::Currency),
        ("attribution", Field::Kind),
        ("billing country", Field::Market),
        ("customer type", Field::Ignored),
    ],
    never: &[
        "cancelled",
        "failed",
        "pending",
        "pending payment",
        "trash",
        "draft",
        "checkout draft",
        "wc cancelled",
        "wc failed",
        "storniert",
        "fehlgeschlagen",
        "annulee",
        "echouee",
        "cancelado",
        "fallido",
    ],
    ..Recogniser::ORDERS
};

#[cfg(test)]
mod tests {
    use super::super::check_recognised;
    use super::*;

    #[test]
    fn its_header_is_known() {
        let text = "Date,Order #,N. Revenue (formatted),Status,Customer,Customer type,Product(s),Items sold,Coupon(s),Net Sales,Attribution\n\
            2024-01-13 10:00:00,17,$20.00,completed,Ann Lee,new,1x Cap,1,,20,Organic: Google\n";
        let found = check_recognised("orders.csv", text, Platform::WooCommerce);
        assert_eq!(found.left_out.len(), 1);
    }
}

//! Email tools (Mailchimp, Klaviyo, Brevo and their like): one row a campaign sent.

use super::super::fact::{Measure, Platform};
use super::super::reading::{Field, Period};
use super::recogniser::Recogniser;

pub(super) const RECOGNISER: Recogniser = Recogniser {
    platform: Platform::Email,
    own: &[
        "total recipients",
        "successful deliveries",
        "unique opens",
        "open rate",
        "unsubscribes",
        "send weekday",
        "send date",
        "soft bounces",
        "hard bounces",
        "unsubscribed",
        "total opens",
        "offnungsrate",
        "abmeldungen",
        "taux d ouverture",
        "desabonnements",
        "tasa de apertura",
        "send time",
        "recipients",
        "bounces",
        "subject",
    ],
    usual: &[
        "title",
        "subject",
        "list",
        "campaign name",
        "clicks",
        "unique clicks",
        "click rate",
        "revenue",
        "opens",
        "delivered",
        "versanddatum",
        "date d envoi",
        "fecha de envio",
    ],
    hints: &[
        "email",
        "newsletter",
        "mailchimp",
        "klaviyo",
        "brevo",
        "mailing",
        "sendinblue",
        "hubspot email",
        "emails",
    ],
    fields: &[
        ("send date", Field::Date(Period::Day)),
        ("campaign name", Field::Campaign),
        ("title", Field::Campaign),
        ("subject", Field::Campaign),
        ("list", Field::Group),
        ("successful deliveries", Field::Measure(Measure::Impressions)),
        ("delivered", Field::Measure(Measure::Impressions)),
        ("total recipients", Field::Measure(Measure::Impressions)),
        ("recipients", Field::Measure(Measure::Impressions)),
    ],
    nameless_is_total: false,
    ..Recogniser::MEDIA
};

#[cfg(test)]
mod tests {
    use super::super::check_recognised;
    use super::*;

    #[test]
    fn its_header_is_known() {
        let text = "Title,Subject,List,Send Date,Send Weekday,Total Recipients,Successful Deliveries,Unique Opens,Open Rate,Unique Clicks,Revenue\n\
            Spring,Hello,All,\"Jan 13, 2024 10:00 am\",Saturday,1000,990,300,30.3%,40,250.00\n";
        check_recognised("campaigns.csv", text, Platform::Email);
    }
}

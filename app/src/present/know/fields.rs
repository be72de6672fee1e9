//! What a column of an export can be, with keys for a list to choose from.

use super::measure_name;
use engine::exports::{Field, Measure, Period};

const MEASURES: [Measure; 15] = [
    Measure::Spend,
    Measure::Revenue,
    Measure::Orders,
    Measure::Units,
    Measure::NewCustomers,
    Measure::Impressions,
    Measure::Reach,
    Measure::Clicks,
    Measure::ClaimedConversions,
    Measure::ClaimedValue,
    Measure::CostOfGoods,
    Measure::RatingPoints,
    Measure::Visits,
    Measure::Level,
    Measure::Event,
];

const NAMES: [(Field, &str); 22] = [
    (Field::Ignored, "not used"),
    (Field::Date(Period::Auto), "date"),
    (Field::Date(Period::Week), "first day of the week"),
    (Field::Date(Period::WeekEnding), "last day of the week"),
    (Field::Date(Period::Month), "month"),
    (Field::From, "first day"),
    (Field::To, "last day"),
    (Field::Days, "length in days"),
    (Field::Weeks, "length in weeks"),
    (Field::Year, "year"),
    (Field::WeekNumber, "week's number"),
    (Field::MonthNumber, "month's number"),
    (Field::Account, "account"),
    (Field::Campaign, "campaign"),
    (Field::Group, "ad group or site"),
    (Field::Kind, "type"),
    (Field::Market, "market"),
    (Field::Product, "product"),
    (Field::Currency, "currency"),
    (Field::Order, "order number"),
    (Field::Status, "status"),
    (Field::Refund, "refund"),
];

/// What a column stays where it is none of the choices.
const OTHER: &str = "other";

fn all() -> impl Iterator<Item = (Field, &'static str)> {
    let measures = MEASURES.into_iter().map(|m| (Field::Measure(m), measure_name(m)));
    NAMES.into_iter().chain(measures)
}

/// The choices for a column that is `field` now: keys and labels.
#[must_use]
pub fn field_choices(field: Field) -> Vec<(String, String)> {
    let known = all().enumerate().map(|(i, (_, label))| (i.to_string(), label.to_owned()));
    let other = (field_key(field) == OTHER).then(|| (OTHER.to_owned(), other_name(field).to_owned()));
    other.into_iter().chain(known).collect()
}

fn other_name(field: Field) -> &'static str {
    match field {
        Field::Personal(_) => "personal, not read",
        Field::Rate { .. } => "exchange rate",
        _ => "as it is",
    }
}

/// The key of what a column is.
#[must_use]
pub fn field_key(field: Field) -> String {
    all().position(|(one, _)| one == field).map_or_else(|| OTHER.to_owned(), |i| i.to_string())
}

/// What a column is by its key; none where it stays as it is.
#[must_use]
pub fn column_field_of_key(key: &str) -> Option<Field> {
    all().nth(key.parse().ok()?).map(|(field, _)| field)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_lead_back_to_their_fields() {
        for (field, _) in all() {
            assert_eq!(column_field_of_key(&field_key(field)), Some(field));
        }
        assert_eq!(column_field_of_key(OTHER), None);
    }
}

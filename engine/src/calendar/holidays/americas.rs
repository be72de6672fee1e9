//! Public holidays of the Americas: those of the whole country.

use super::rule::{Holiday, Rule, Weekend};
use jiff::civil::Weekday;

/// The federal holidays (5 U.S.C. 6103).
pub(super) const UNITED_STATES: &[Holiday] = &[
    Holiday::fixed("New Year's Day", 1, 1).on_weekends(Weekend::Nearest),
    Holiday::nth("Martin Luther King Jr. Day", 3, Weekday::Monday, 1),
    Holiday::nth("Presidents' Day", 3, Weekday::Monday, 2),
    Holiday::nth("Memorial Day", -1, Weekday::Monday, 5),
    Holiday::fixed("Juneteenth", 6, 19).on_weekends(Weekend::Nearest).since(2021),
    Holiday::fixed("Independence Day", 7, 4).on_weekends(Weekend::Nearest),
    Holiday::nth("Labor Day", 1, Weekday::Monday, 9),
    Holiday::nth("Columbus Day", 2, Weekday::Monday, 10),
    Holiday::fixed("Veterans Day", 11, 11).on_weekends(Weekend::Nearest),
    Holiday::nth("Thanksgiving", 4, Weekday::Thursday, 11),
    Holiday::fixed("Christmas Day", 12, 25).on_weekends(Weekend::Nearest),
];

/// The general holidays of the Canada Labour Code; those of provinces are left out.
pub(super) const CANADA: &[Holiday] = &[
    Holiday::fixed("New Year's Day", 1, 1),
    Holiday::easter("Good Friday", -2),
    Holiday::new("Victoria Day", Rule::Before(Weekday::Monday, 5, 25)),
    Holiday::fixed("Canada Day", 7, 1).on_weekends(Weekend::SundayToMonday),
    Holiday::nth("Labour Day", 1, Weekday::Monday, 9),
    Holiday::fixed("Truth and Reconciliation", 9, 30).since(2021),
    Holiday::nth("Thanksgiving", 2, Weekday::Monday, 10),
    Holiday::fixed("Remembrance Day", 11, 11),
    Holiday::fixed("Christmas Day", 12, 25),
    Holiday::fixed("Boxing Day", 12, 26),
];

/// The days of rest of the Ley Federal del Trabajo.
pub(super) const MEXICO: &[Holiday] = &[
    Holiday::fixed("New Year's Day", 1, 1),
    Holiday::nth("Constitution Day", 1, Weekday::Monday, 2),
    Holiday::nth("Benito Juárez Day", 3, Weekday::Monday, 3),
    Holiday::fixed("Labour Day", 5, 1),
    Holiday::fixed("Independence Day", 9, 16),
    Holiday::once("Change of government", 2024, 10, 1),
    Holiday::nth("Revolution Day", 3, Weekday::Monday, 11),
    Holiday::fixed("Christmas Day", 12, 25),
];

/// The national holidays; Carnival and Corpus Christi are optional and left out.
pub(super) const BRAZIL: &[Holiday] = &[
    Holiday::fixed("New Year's Day", 1, 1),
    Holiday::easter("Good Friday", -2),
    Holiday::fixed("Tiradentes", 4, 21),
    Holiday::fixed("Labour Day", 5, 1),
    Holiday::fixed("Independence Day", 9, 7),
    Holiday::fixed("Our Lady of Aparecida", 10, 12),
    Holiday::fixed("All Souls' Day", 11, 2),
    Holiday::fixed("Republic Day", 11, 15),
    Holiday::fixed("Black Awareness Day", 11, 20).since(2024),
    Holiday::fixed("Christmas Day", 12, 25),
];

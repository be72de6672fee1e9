//! Public holidays of the north: those by law, without the eves on which many are off.

use super::rule::{Holiday, Rule};
use jiff::civil::Weekday;

/// The holidays of lagen om allmänna helgdagar.
pub(super) const SWEDEN: &[Holiday] = &[
    Holiday::fixed("New Year's Day", 1, 1),
    Holiday::fixed("Epiphany", 1, 6),
    Holiday::easter("Good Friday", -2),
    Holiday::easter("Easter Monday", 1),
    Holiday::fixed("Labour Day", 5, 1),
    Holiday::easter("Ascension Day", 39),
    Holiday::fixed("National Day", 6, 6),
    Holiday::new("Midsummer Day", Rule::OnOrAfter(Weekday::Saturday, 6, 20)),
    Holiday::new("All Saints' Day", Rule::OnOrAfter(Weekday::Saturday, 10, 31)),
    Holiday::fixed("Christmas Day", 12, 25),
    Holiday::fixed("Boxing Day", 12, 26),
];

/// The public holidays.
pub(super) const NORWAY: &[Holiday] = &[
    Holiday::fixed("New Year's Day", 1, 1),
    Holiday::easter("Maundy Thursday", -3),
    Holiday::easter("Good Friday", -2),
    Holiday::easter("Easter Monday", 1),
    Holiday::fixed("Labour Day", 5, 1),
    Holiday::fixed("Constitution Day", 5, 17),
    Holiday::easter("Ascension Day", 39),
    Holiday::easter("Whit Monday", 50),
    Holiday::fixed("Christmas Day", 12, 25),
    Holiday::fixed("Boxing Day", 12, 26),
];

/// The public holidays; Great Prayer Day was one until 2023.
pub(super) const DENMARK: &[Holiday] = &[
    Holiday::fixed("New Year's Day", 1, 1),
    Holiday::easter("Maundy Thursday", -3),
    Holiday::easter("Good Friday", -2),
    Holiday::easter("Easter Monday", 1),
    Holiday::easter("Great Prayer Day", 26).until(2023),
    Holiday::easter("Ascension Day", 39),
    Holiday::easter("Whit Monday", 50),
    Holiday::fixed("Christmas Day", 12, 25),
    Holiday::fixed("Boxing Day", 12, 26),
];

/// The public holidays.
pub(super) const FINLAND: &[Holiday] = &[
    Holiday::fixed("New Year's Day", 1, 1),
    Holiday::fixed("Epiphany", 1, 6),
    Holiday::easter("Good Friday", -2),
    Holiday::easter("Easter Monday", 1),
    Holiday::fixed("May Day", 5, 1),
    Holiday::easter("Ascension Day", 39),
    Holiday::new("Midsummer Day", Rule::OnOrAfter(Weekday::Saturday, 6, 20)),
    Holiday::new("All Saints' Day", Rule::OnOrAfter(Weekday::Saturday, 10, 31)),
    Holiday::fixed("Independence Day", 12, 6),
    Holiday::fixed("Christmas Day", 12, 25),
    Holiday::fixed("Boxing Day", 12, 26),
];

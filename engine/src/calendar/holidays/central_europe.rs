//! Public holidays between the Rhine and the Bug.

use super::rule::Holiday;

/// The holidays of all sixteen states; those of single states are left out.
pub(super) const GERMANY: &[Holiday] = &[
    Holiday::fixed("New Year's Day", 1, 1),
    Holiday::easter("Good Friday", -2),
    Holiday::easter("Easter Monday", 1),
    Holiday::fixed("Labour Day", 5, 1),
    Holiday::easter("Ascension Day", 39),
    Holiday::easter("Whit Monday", 50),
    Holiday::fixed("German Unity Day", 10, 3),
    Holiday::once("Reformation Day", 2017, 10, 31),
    Holiday::fixed("Christmas Day", 12, 25),
    Holiday::fixed("Boxing Day", 12, 26),
];

/// The legal holidays.
pub(super) const AUSTRIA: &[Holiday] = &[
    Holiday::fixed("New Year's Day", 1, 1),
    Holiday::fixed("Epiphany", 1, 6),
    Holiday::easter("Easter Monday", 1),
    Holiday::fixed("Labour Day", 5, 1),
    Holiday::easter("Ascension Day", 39),
    Holiday::easter("Whit Monday", 50),
    Holiday::easter("Corpus Christi", 60),
    Holiday::fixed("Assumption Day", 8, 15),
    Holiday::fixed("National Day", 10, 26),
    Holiday::fixed("All Saints' Day", 11, 1),
    Holiday::fixed("Immaculate Conception", 12, 8),
    Holiday::fixed("Christmas Day", 12, 25),
    Holiday::fixed("St Stephen's Day", 12, 26),
];

/// National Day and the holidays of nearly all cantons.
pub(super) const SWITZERLAND: &[Holiday] = &[
    Holiday::fixed("New Year's Day", 1, 1),
    Holiday::easter("Good Friday", -2),
    Holiday::easter("Easter Monday", 1),
    Holiday::easter("Ascension Day", 39),
    Holiday::easter("Whit Monday", 50),
    Holiday::fixed("National Day", 8, 1),
    Holiday::fixed("Christmas Day", 12, 25),
    Holiday::fixed("St Stephen's Day", 12, 26),
];

/// The days off work.
pub(super) const POLAND: &[Holiday] = &[
    Holiday::fixed("New Year's Day", 1, 1),
    Holiday::fixed("Epiphany", 1, 6).since(2011),
    Holiday::easter("Easter Monday", 1),
    Holiday::fixed("Labour Day", 5, 1),
    Holiday::fixed("Constitution Day", 5, 3),
    Holiday::easter("Corpus Christi", 60),
    Holiday::fixed("Assumption Day", 8, 15),
    Holiday::fixed("All Saints' Day", 11, 1),
    Holiday::fixed("Independence Day", 11, 11),
    Holiday::fixed("Christmas Eve", 12, 24).since(2025),
    Holiday::fixed("Christmas Day", 12, 25),
    Holiday::fixed("Boxing Day", 12, 26),
];

/// State and other holidays.
pub(super) const CZECHIA: &[Holiday] = &[
    Holiday::fixed("New Year's Day", 1, 1),
    Holiday::easter("Good Friday", -2).since(2016),
    Holiday::easter("Easter Monday", 1),
    Holiday::fixed("Labour Day", 5, 1),
    Holiday::fixed("Victory Day", 5, 8),
    Holiday::fixed("Cyril and Methodius", 7, 5),
    Holiday::fixed("Jan Hus Day", 7, 6),
    Holiday::fixed("Statehood Day", 9, 28),
    Holiday::fixed("Independence Day", 10, 28),
    Holiday::fixed("Freedom Day", 11, 17),
    Holiday::fixed("Christmas Eve", 12, 24),
    Holiday::fixed("Christmas Day", 12, 25),
    Holiday::fixed("St Stephen's Day", 12, 26),
];

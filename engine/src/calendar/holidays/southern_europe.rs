//! Public holidays of Italy, Spain and Portugal.

use super::rule::Holiday;

/// The national holidays, without patron saints of towns.
pub(super) const ITALY: &[Holiday] = &[
    Holiday::fixed("New Year's Day", 1, 1),
    Holiday::fixed("Epiphany", 1, 6),
    Holiday::easter("Easter Monday", 1),
    Holiday::fixed("Liberation Day", 4, 25),
    Holiday::fixed("Labour Day", 5, 1),
    Holiday::fixed("Republic Day", 6, 2),
    Holiday::fixed("Assumption Day", 8, 15),
    Holiday::fixed("St Francis", 10, 4).since(2026),
    Holiday::fixed("All Saints' Day", 11, 1),
    Holiday::fixed("Immaculate Conception", 12, 8),
    Holiday::fixed("Christmas Day", 12, 25),
    Holiday::fixed("St Stephen's Day", 12, 26),
];

/// The holidays of the whole country; those of regions are left out.
pub(super) const SPAIN: &[Holiday] = &[
    Holiday::fixed("New Year's Day", 1, 1),
    Holiday::fixed("Epiphany", 1, 6),
    Holiday::easter("Good Friday", -2),
    Holiday::fixed("Labour Day", 5, 1),
    Holiday::fixed("Assumption Day", 8, 15),
    Holiday::fixed("National Day", 10, 12),
    Holiday::fixed("All Saints' Day", 11, 1),
    Holiday::fixed("Constitution Day", 12, 6),
    Holiday::fixed("Immaculate Conception", 12, 8),
    Holiday::fixed("Christmas Day", 12, 25),
];

/// The obligatory holidays; four of them had been abolished until 2016.
pub(super) const PORTUGAL: &[Holiday] = &[
    Holiday::fixed("New Year's Day", 1, 1),
    Holiday::easter("Good Friday", -2),
    Holiday::fixed("Freedom Day", 4, 25),
    Holiday::fixed("Labour Day", 5, 1),
    Holiday::easter("Corpus Christi", 60).since(2016),
    Holiday::fixed("Portugal Day", 6, 10),
    Holiday::fixed("Assumption Day", 8, 15),
    Holiday::fixed("Republic Day", 10, 5).since(2016),
    Holiday::fixed("All Saints' Day", 11, 1).since(2016),
    Holiday::fixed("Restoration of Independence", 12, 1).since(2016),
    Holiday::fixed("Immaculate Conception", 12, 8),
    Holiday::fixed("Christmas Day", 12, 25),
];

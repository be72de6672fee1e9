//! Public holidays of the British Isles, France and the Low Countries.

use super::rule::{Holiday, Weekend};
use jiff::civil::Weekday;

/// The bank holidays of England and Wales.
pub(super) const UNITED_KINGDOM: &[Holiday] = &[
    Holiday::fixed("New Year's Day", 1, 1).on_weekends(Weekend::Next),
    Holiday::easter("Good Friday", -2),
    Holiday::easter("Easter Monday", 1),
    Holiday::nth("Early May bank holiday", 1, Weekday::Monday, 5).until(2019),
    Holiday::once("Early May bank holiday", 2020, 5, 8),
    Holiday::nth("Early May bank holiday", 1, Weekday::Monday, 5).since(2021),
    Holiday::nth("Spring bank holiday", -1, Weekday::Monday, 5).until(2021),
    Holiday::once("Spring bank holiday", 2022, 6, 2),
    Holiday::once("Platinum Jubilee", 2022, 6, 3),
    Holiday::nth("Spring bank holiday", -1, Weekday::Monday, 5).since(2023),
    Holiday::once("State Funeral", 2022, 9, 19),
    Holiday::once("Coronation", 2023, 5, 8),
    Holiday::nth("Summer bank holiday", -1, Weekday::Monday, 8),
    Holiday::fixed("Christmas Day", 12, 25).on_weekends(Weekend::Next),
    Holiday::fixed("Boxing Day", 12, 26).on_weekends(Weekend::Next),
];

/// The public holidays; St Brigid's Day is 1 February itself where that is a Friday.
pub(super) const IRELAND: &[Holiday] = &[
    Holiday::fixed("New Year's Day", 1, 1),
    Holiday::nth("St Brigid's Day", 1, Weekday::Monday, 2).since(2023).until(2029),
    Holiday::once("St Brigid's Day", 2030, 2, 1),
    Holiday::nth("St Brigid's Day", 1, Weekday::Monday, 2).since(2031),
    Holiday::once("Day of Remembrance", 2022, 3, 18),
    Holiday::fixed("St Patrick's Day", 3, 17),
    Holiday::easter("Easter Monday", 1),
    Holiday::nth("May Day", 1, Weekday::Monday, 5),
    Holiday::nth("June holiday", 1, Weekday::Monday, 6),
    Holiday::nth("August holiday", 1, Weekday::Monday, 8),
    Holiday::nth("October holiday", -1, Weekday::Monday, 10),
    Holiday::fixed("Christmas Day", 12, 25),
    Holiday::fixed("St Stephen's Day", 12, 26),
];

/// The jours fériés of the Code du travail, without those of Alsace and Moselle.
pub(super) const FRANCE: &[Holiday] = &[
    Holiday::fixed("New Year's Day", 1, 1),
    Holiday::easter("Easter Monday", 1),
    Holiday::fixed("Labour Day", 5, 1),
    Holiday::fixed("Victory Day", 5, 8),
    Holiday::easter("Ascension Day", 39),
    Holiday::easter("Whit Monday", 50),
    Holiday::fixed("Bastille Day", 7, 14),
    Holiday::fixed("Assumption Day", 8, 15),
    Holiday::fixed("All Saints' Day", 11, 1),
    Holiday::fixed("Armistice Day", 11, 11),
    Holiday::fixed("Christmas Day", 12, 25),
];

/// The general holidays; Liberation Day, a day off every five years in some trades, is left out.
pub(super) const NETHERLANDS: &[Holiday] = &[
    Holiday::fixed("New Year's Day", 1, 1),
    Holiday::easter("Easter Monday", 1),
    Holiday::fixed("King's Day", 4, 27).on_weekends(Weekend::SundayToSaturday).since(2014),
    Holiday::easter("Ascension Day", 39),
    Holiday::easter("Whit Monday", 50),
    Holiday::fixed("Christmas Day", 12, 25),
    Holiday::fixed("Boxing Day", 12, 26),
];

/// The ten legal holidays.
pub(super) const BELGIUM: &[Holiday] = &[
    Holiday::fixed("New Year's Day", 1, 1),
    Holiday::easter("Easter Monday", 1),
    Holiday::fixed("Labour Day", 5, 1),
    Holiday::easter("Ascension Day", 39),
    Holiday::easter("Whit Monday", 50),
    Holiday::fixed("National Day", 7, 21),
    Holiday::fixed("Assumption Day", 8, 15),
    Holiday::fixed("All Saints' Day", 11, 1),
    Holiday::fixed("Armistice Day", 11, 11),
    Holiday::fixed("Christmas Day", 12, 25),
];

/// The legal holidays.
pub(super) const LUXEMBOURG: &[Holiday] = &[
    Holiday::fixed("New Year's Day", 1, 1),
    Holiday::easter("Easter Monday", 1),
    Holiday::fixed("Labour Day", 5, 1),
    Holiday::fixed("Europe Day", 5, 9).since(2019),
    Holiday::easter("Ascension Day", 39),
    Holiday::easter("Whit Monday", 50),
    Holiday::fixed("National Day", 6, 23),
    Holiday::fixed("Assumption Day", 8, 15),
    Holiday::fixed("All Saints' Day", 11, 1),
    Holiday::fixed("Christmas Day", 12, 25),
    Holiday::fixed("St Stephen's Day", 12, 26),
];

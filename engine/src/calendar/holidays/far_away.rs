//! Public holidays of Oceania, Japan, India and South Africa.

use super::rule::{Holiday, Rule, Weekend};
use jiff::civil::Weekday;

/// The holidays of all states; those of single states are left out.
pub(super) const AUSTRALIA: &[Holiday] = &[
    Holiday::fixed("New Year's Day", 1, 1).on_weekends(Weekend::Adds),
    Holiday::fixed("Australia Day", 1, 26).on_weekends(Weekend::Next),
    Holiday::easter("Good Friday", -2),
    Holiday::easter("Easter Monday", 1),
    Holiday::fixed("Anzac Day", 4, 25),
    Holiday::once("Day of Mourning", 2022, 9, 22),
    Holiday::fixed("Christmas Day", 12, 25).on_weekends(Weekend::Adds),
    Holiday::fixed("Boxing Day", 12, 26).on_weekends(Weekend::Adds),
];

/// The public holidays; Matariki as laid down by law until 2030.
pub(super) const NEW_ZEALAND: &[Holiday] = &[
    Holiday::fixed("New Year's Day", 1, 1).on_weekends(Weekend::Next),
    Holiday::fixed("Day after New Year's Day", 1, 2).on_weekends(Weekend::Next),
    Holiday::fixed("Waitangi Day", 2, 6).on_weekends(Weekend::Next),
    Holiday::easter("Good Friday", -2),
    Holiday::easter("Easter Monday", 1),
    Holiday::fixed("Anzac Day", 4, 25).on_weekends(Weekend::Next),
    Holiday::nth("King's Birthday", 1, Weekday::Monday, 6),
    Holiday::once("Matariki", 2022, 6, 24),
    Holiday::once("Matariki", 2023, 7, 14),
    Holiday::once("Matariki", 2024, 6, 28),
    Holiday::once("Matariki", 2025, 6, 20),
    Holiday::once("Matariki", 2026, 7, 10),
    Holiday::once("Matariki", 2027, 6, 25),
    Holiday::once("Matariki", 2028, 7, 14),
    Holiday::once("Matariki", 2029, 7, 6),
    Holiday::once("Matariki", 2030, 6, 21),
    Holiday::once("Memorial Day", 2022, 9, 26),
    Holiday::nth("Labour Day", 4, Weekday::Monday, 10),
    Holiday::fixed("Christmas Day", 12, 25).on_weekends(Weekend::Next),
    Holiday::fixed("Boxing Day", 12, 26).on_weekends(Weekend::Next),
];

/// The national holidays, with the moves of 2019 to 2021 and the days between two holidays.
pub(super) const JAPAN: &[Holiday] = &[
    Holiday::fixed("New Year's Day", 1, 1).on_weekends(Weekend::SundayAdds),
    Holiday::nth("Coming of Age Day", 2, Weekday::Monday, 1),
    Holiday::fixed("Foundation Day", 2, 11).on_weekends(Weekend::SundayAdds),
    Holiday::fixed("Emperor's Birthday", 2, 23).on_weekends(Weekend::SundayAdds).since(2020),
    Holiday::new("Vernal Equinox Day", Rule::SpringEquinox).on_weekends(Weekend::SundayAdds),
    Holiday::fixed("Showa Day", 4, 29).on_weekends(Weekend::SundayAdds),
    Holiday::once("Day of the abdication", 2019, 4, 30),
    Holiday::once("Day of the accession", 2019, 5, 1),
    Holiday::once("Day after the accession", 2019, 5, 2),
    Holiday::fixed("Constitution Day", 5, 3).on_weekends(Weekend::SundayAdds),
    Holiday::fixed("Greenery Day", 5, 4).on_weekends(Weekend::SundayAdds),
    Holiday::fixed("Children's Day", 5, 5).on_weekends(Weekend::SundayAdds),
    Holiday::nth("Marine Day", 3, Weekday::Monday, 7).until(2019),
    Holiday::once("Marine Day", 2020, 7, 23),
    Holiday::once("Marine Day", 2021, 7, 22),
    Holiday::nth("Marine Day", 3, Weekday::Monday, 7).since(2022),
    Holiday::fixed("Mountain Day", 8, 11).on_weekends(Weekend::SundayAdds).since(2016).until(2019),
    Holiday::once("Mountain Day", 2020, 8, 10),
    Holiday::once("Mountain Day", 2021, 8, 8).on_weekends(Weekend::SundayAdds),
    Holiday::fixed("Mountain Day", 8, 11).on_weekends(Weekend::SundayAdds).since(2022),
    Holiday::nth("Respect for the Aged Day", 3, Weekday::Monday, 9),
    Holiday::once("Day between holidays", 2026, 9, 22),
    Holiday::once("Day between holidays", 2032, 9, 21),
    Holiday::new("Autumnal Equinox Day", Rule::AutumnEquinox).on_weekends(Weekend::SundayAdds),
    Holiday::nth("Sports Day", 2, Weekday::Monday, 10).until(2019),
    Holiday::once("Sports Day", 2020, 7, 24),
    Holiday::once("Sports Day", 2021, 7, 23),
    Holiday::nth("Sports Day", 2, Weekday::Monday, 10).since(2022),
    Holiday::once("Enthronement", 2019, 10, 22),
    Holiday::fixed("Culture Day", 11, 3).on_weekends(Weekend::SundayAdds),
    Holiday::fixed("Labour Thanksgiving Day", 11, 23).on_weekends(Weekend::SundayAdds),
    Holiday::fixed("Emperor's Birthday", 12, 23).on_weekends(Weekend::SundayAdds).until(2018),
];

/// The national holidays of fixed date; those by moon and state are left out.
pub(super) const INDIA: &[Holiday] = &[
    Holiday::fixed("Republic Day", 1, 26),
    Holiday::fixed("Independence Day", 8, 15),
    Holiday::fixed("Gandhi Jayanti", 10, 2),
    Holiday::fixed("Christmas Day", 12, 25),
];

/// The holidays of the Public Holidays Act.
pub(super) const SOUTH_AFRICA: &[Holiday] = &[
    Holiday::fixed("New Year's Day", 1, 1).on_weekends(Weekend::SundayAdds),
    Holiday::fixed("Human Rights Day", 3, 21).on_weekends(Weekend::SundayAdds),
    Holiday::easter("Good Friday", -2),
    Holiday::easter("Family Day", 1),
    Holiday::fixed("Freedom Day", 4, 27).on_weekends(Weekend::SundayAdds),
    Holiday::fixed("Workers' Day", 5, 1).on_weekends(Weekend::SundayAdds),
    Holiday::once("Election day", 2024, 5, 29),
    Holiday::fixed("Youth Day", 6, 16).on_weekends(Weekend::SundayAdds),
    Holiday::fixed("National Women's Day", 8, 9).on_weekends(Weekend::SundayAdds),
    Holiday::fixed("Heritage Day", 9, 24).on_weekends(Weekend::SundayAdds),
    Holiday::once("World Cup victory", 2023, 12, 15),
    Holiday::fixed("Day of Reconciliation", 12, 16).on_weekends(Weekend::SundayAdds),
    Holiday::fixed("Christmas Day", 12, 25).on_weekends(Weekend::SundayAdds),
    Holiday::fixed("Day of Goodwill", 12, 26).on_weekends(Weekend::SundayAdds),
];

//! Days and times as numbers: Excel's serial dates, and days since 1970.
//!
//! Excel counts days from 1 January 1900, and counts a 29 February 1900 that never was, or from 1 January 1904 (ECMA-376
//! part 1, 18.17.4.1). Whether a number is a date is told by its format alone (18.8.30 and 18.8.31). Days become year,
//! month and day by Howard Hinnant's `civil_from_days`.

use super::row::CellKind;
use std::fmt::Write;

/// Day 0 of the 1900 system, as of the first of March 1900, in days since 1970.
const DAY_0_OF_1900: i64 = -25_569;
/// Day 0 of the 1904 system, in days since 1970.
const DAY_0_OF_1904: i64 = -24_107;
/// 9999-12-31 in the 1900 system, and a day.
const SERIAL_END: f64 = 2_958_466.0;
const SECONDS_A_DAY: i64 = 86_400;

/// From which day a workbook counts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Epoch {
    /// 1900, with a leap day too many.
    #[default]
    Y1900,
    /// 1904.
    Y1904,
}

/// What a number's format makes of it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Format {
    /// A number.
    #[default]
    Number,
    /// A date, or a date and a time.
    Date,
    /// A time of day.
    Time,
}

impl Format {
    /// The format of a number that Excel knows without a code.
    pub(super) fn built_in(id: u16) -> Self {
        match id {
            14..=17 | 22 | 27..=31 | 34..=36 | 50..=58 => Self::Date,
            18..=21 | 32 | 33 | 45 | 47 => Self::Time,
            _ => Self::Number,
        }
    }

    /// The format that a code stands for: `yyyy-mm-dd`, `#,##0.00 "EUR"`. A duration (`[h]:mm`) stays a number.
    pub(super) fn of_code(code: &str) -> Self {
        let (mut letters, mut characters) = (String::new(), code.chars());
        while let Some(c) = characters.next() {
            match c {
                ';' => break,
                '"' => drop(characters.find(|&c| c == '"')),
                '\\' | '_' | '*' => drop(characters.next()),
                '[' => {
                    let inside: String = characters.by_ref().take_while(|&c| c != ']').collect();
                    if matches!(inside.to_ascii_lowercase().as_str(), "h" | "hh" | "m" | "mm" | "s" | "ss") {
                        return Self::Number;
                    }
                }
                c => letters.push(c.to_ascii_lowercase()),
            }
        }
        let has = |wanted: &[char]| letters.contains(wanted);
        match () {
            () if letters == "general" => Self::Number,
            () if has(&['y', 'd']) => Self::Date,
            () if has(&['h', 's']) => Self::Time,
            () if has(&['m']) => Self::Date,
            () => Self::Number,
        }
    }
}

/// Writes a number as its format shows it, and says what it is then.
pub(super) fn write_number(out: &mut String, value: f64, format: Format, epoch: Epoch) -> CellKind {
    if !value.is_finite() {
        return CellKind::Empty;
    }
    let last_day_is_sure = value > 0.0 && value < SERIAL_END;
    if format == Format::Number || !last_day_is_sure {
        let _ = write!(out, "{value}");
        return CellKind::Number;
    }
    let seconds = (value * SECONDS_A_DAY as f64 + 0.5) as i64;
    let (day, second) = (seconds / SECONDS_A_DAY, seconds % SECONDS_A_DAY);
    if day == 0 {
        push_time(out, second);
        return CellKind::Text;
    }
    let days = match epoch {
        Epoch::Y1900 if day < 60 => DAY_0_OF_1900 + 1 + day,
        Epoch::Y1900 => DAY_0_OF_1900 + day,
        Epoch::Y1904 => DAY_0_OF_1904 + day,
    };
    push_date(out, days);
    if second != 0 {
        out.push('T');
        push_time(out, second);
    }
    CellKind::Date
}

/// Writes a day, counted from 1970, as `2026-01-31`; days beyond the years 1 to 9999 are not written.
pub(super) fn push_date(out: &mut String, days: i64) -> bool {
    if !(-719_162..=2_932_896).contains(&days) {
        return false;
    }
    let z = days + 719_468;
    let era = z.div_euclid(146_097);
    let doe = z.rem_euclid(146_097);
    let yoe = (doe - doe / 1460 + doe / 36_524 - doe / 146_096) / 365;
    let doy = doe - (365 * yoe + yoe / 4 - yoe / 100);
    let mp = (5 * doy + 2) / 153;
    let (day, month) = (doy - (153 * mp + 2) / 5 + 1, if mp < 10 { mp + 3 } else { mp - 9 });
    let year = yoe + era * 400 + i64::from(month <= 2);
    let _ = write!(out, "{year:04}-{month:02}-{day:02}");
    true
}

/// Writes a second of the day as `13:45:00`.
pub(super) fn push_time(out: &mut String, second: i64) {
    let _ = write!(out, "{:02}:{:02}:{:02}", second / 3600, second / 60 % 60, second % 60);
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(value: f64, format: Format, epoch: Epoch, text: &str, kind: CellKind) {
        let mut out = String::new();
        assert_eq!(write_number(&mut out, value, format, epoch), kind, "{value}");
        assert_eq!(out, text);
    }

    #[test]
    fn serial_dates_are_dates() {
        // ECMA-376 part 1, 18.17.4.1: serial 3687.4207639 is 3 February 1910, 10:05:54 in the 1900 system.
        check(3687.420_763_9, Format::Date, Epoch::Y1900, "1910-02-03T10:05:54", CellKind::Date);
        check(1.0, Format::Date, Epoch::Y1900, "1900-01-01", CellKind::Date);
        check(59.0, Format::Date, Epoch::Y1900, "1900-02-28", CellKind::Date);
        check(61.0, Format::Date, Epoch::Y1900, "1900-03-01", CellKind::Date);
        check(45_292.0, Format::Date, Epoch::Y1900, "2024-01-01", CellKind::Date);
        check(45_292.0 - 1462.0, Format::Date, Epoch::Y1904, "2024-01-01", CellKind::Date);
        check(45_351.0, Format::Date, Epoch::Y1900, "2024-02-29", CellKind::Date);
        check(2_958_465.0, Format::Date, Epoch::Y1900, "9999-12-31", CellKind::Date);
        check(0.5, Format::Time, Epoch::Y1900, "12:00:00", CellKind::Text);
        check(45_292.999_999_9, Format::Date, Epoch::Y1900, "2024-01-02", CellKind::Date);
    }

    #[test]
    fn other_numbers_stay_numbers() {
        check(1234.5, Format::Number, Epoch::Y1900, "1234.5", CellKind::Number);
        check(1e21, Format::Number, Epoch::Y1900, "1000000000000000000000", CellKind::Number);
        check(-1.0, Format::Date, Epoch::Y1900, "-1", CellKind::Number);
        check(3e6, Format::Date, Epoch::Y1900, "3000000", CellKind::Number);
        check(f64::NAN, Format::Number, Epoch::Y1900, "", CellKind::Empty);
    }

    #[test]
    fn formats_are_told_apart() {
        for code in ["yyyy-mm-dd", "dd.mm.yy", "[$-409]mmm d, yyyy;@", "mmm", "d/m/yyyy\\ h:mm AM/PM"] {
            assert_eq!(Format::of_code(code), Format::Date, "{code}");
        }
        for code in ["General", "#,##0.00\\ \"days\"", "0%", "[Red]-0.00", "[h]:mm:ss", "0.00E+00", "[$USD] #,##0", "_-0"] {
            assert_eq!(Format::of_code(code), Format::Number, "{code}");
        }
        assert_eq!(Format::of_code("hh:mm"), Format::Time);
        assert_eq!((Format::built_in(14), Format::built_in(2)), (Format::Date, Format::Number));
    }
}

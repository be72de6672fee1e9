//! What a column's values mean, and values as text (parquet-format, LogicalTypes.md).

use super::super::little::{f32_at, f64_at, u32_at, u64_at};
use super::super::row::CellKind;
use super::super::serial::{push_date, push_time};
use super::thrift::Value;
use std::fmt::Write;

const SECONDS_A_DAY: i64 = 86_400;
/// The day 1970-01-01 as astronomers count.
const JULIAN_1970: i64 = 2_440_588;

/// How a value is stored.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Storage {
    Boolean,
    Int32,
    Int64,
    /// Nanoseconds of the day and the day: times in old files.
    Int96,
    Float,
    Double,
    Bytes,
    FixedBytes(usize),
}

/// What a stored value means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Meaning {
    /// Just what is stored; integers may be without sign.
    Plain { storage: Storage, unsigned: bool },
    /// An integer of which so many digits stand behind the point.
    Decimal { storage: Storage, scale: usize },
    /// Days since 1970.
    Date,
    /// So many to a second, since 1970.
    Timestamp { per_second: i64 },
    /// So many to a second, since midnight.
    Time { storage: Storage, per_second: i64 },
}

impl Storage {
    fn of(element: &Value) -> Option<Self> {
        Some(match element.integer(1)? {
            0 => Self::Boolean,
            1 => Self::Int32,
            2 => Self::Int64,
            3 => Self::Int96,
            4 => Self::Float,
            5 => Self::Double,
            6 => Self::Bytes,
            7 => Self::FixedBytes(usize::try_from(element.integer(2)?).ok().filter(|n| (1..=1 << 16).contains(n))?),
            _ => return None,
        })
    }

    /// How many bytes a plain value takes; none where each says so itself, or where bits are packed.
    pub(super) fn width(self) -> Option<usize> {
        match self {
            Self::Boolean | Self::Bytes => None,
            Self::Int32 | Self::Float => Some(4),
            Self::Int64 | Self::Double => Some(8),
            Self::Int96 => Some(12),
            Self::FixedBytes(width) => Some(width),
        }
    }
}

impl Meaning {
    /// The meaning of a column, by its new description or by its old one.
    pub(super) fn of(element: &Value) -> Option<Self> {
        let storage = Storage::of(element)?;
        let logical = element.field(10);
        let logical_field = |id| logical.and_then(|l| l.field(id));
        let converted = element.integer(6);
        let scale = logical_field(5).and_then(|d| d.integer(1)).or_else(|| element.integer(7)).unwrap_or(0);
        let unit = |id| logical_field(id).and_then(|t| t.field(2)).map(per_second);
        let is_decimal = logical_field(5).is_some() || converted == Some(5);
        let unsigned = logical_field(10).and_then(|i| i.boolean(2)) == Some(false)
            || matches!(converted, Some(11..=14));
        Some(match (storage, converted) {
            (Storage::Int32, _) if logical_field(6).is_some() || converted == Some(6) => Self::Date,
            (Storage::Int64, Some(9)) => Self::Timestamp { per_second: 1_000 },
            (Storage::Int64, Some(10)) => Self::Timestamp { per_second: 1_000_000 },
            (Storage::Int64, _) if unit(8).is_some() => Self::Timestamp { per_second: unit(8)? },
            (Storage::Int32, Some(7)) => Self::Time { storage, per_second: 1_000 },
            (Storage::Int64, Some(8)) => Self::Time { storage, per_second: 1_000_000 },
            (Storage::Int32 | Storage::Int64, _) if unit(7).is_some() => Self::Time { storage, per_second: unit(7)? },
            (Storage::Boolean | Storage::Float | Storage::Double | Storage::Int96, _) => {
                Self::Plain { storage, unsigned: false }
            }
            _ if is_decimal => Self::Decimal { storage, scale: usize::try_from(scale).ok().filter(|&s| s <= 38)? },
            _ => Self::Plain { storage, unsigned },
        })
    }

    pub(super) fn storage(self) -> Storage {
        match self {
            Self::Plain { storage, .. } | Self::Decimal { storage, .. } | Self::Time { storage, .. } => storage,
            Self::Date => Storage::Int32,
            Self::Timestamp { .. } => Storage::Int64,
        }
    }

    /// Writes a stored value as text, and says what it is; none where bytes are missing.
    pub(super) fn write(self, bytes: &[u8], text: &mut String) -> Option<CellKind> {
        match self {
            Self::Plain { storage, unsigned } => write_plain(storage, unsigned, bytes, text),
            Self::Decimal { storage, scale } => {
                push_decimal(text, stored_integer(storage, bytes)?, scale);
                Some(CellKind::Number)
            }
            Self::Date => {
                let days = stored_integer(Storage::Int32, bytes)? as i64;
                Some(if push_date(text, days) { CellKind::Date } else { number(text, days) })
            }
            Self::Timestamp { per_second } => {
                Some(write_moment(text, u64_at(bytes, 0)?.cast_signed(), per_second))
            }
            Self::Time { storage, per_second } => {
                let since_midnight = stored_integer(storage, bytes)? as i64;
                push_time(text, (since_midnight / per_second).rem_euclid(SECONDS_A_DAY));
                Some(CellKind::Text)
            }
        }
    }
}

/// The unit of a time: milliseconds, microseconds, nanoseconds.
fn per_second(unit: &Value) -> i64 {
    match () {
        () if unit.field(1).is_some() => 1_000,
        () if unit.field(2).is_some() => 1_000_000,
        () => 1_000_000_000,
    }
}

fn write_plain(storage: Storage, unsigned: bool, bytes: &[u8], text: &mut String) -> Option<CellKind> {
    Some(match storage {
        // Booleans are bits, of which a dictionary holds none.
        Storage::Boolean => return None,
        Storage::Int32 if unsigned => number(text, u32_at(bytes, 0)?),
        Storage::Int32 => number(text, u32_at(bytes, 0)?.cast_signed()),
        Storage::Int64 if unsigned => number(text, u64_at(bytes, 0)?),
        Storage::Int64 => number(text, u64_at(bytes, 0)?.cast_signed()),
        Storage::Int96 => {
            let day = i64::from(u32_at(bytes, 8)?) - JULIAN_1970;
            let second = u64_at(bytes, 0)?.cast_signed() / 1_000_000_000;
            write_moment(text, day * SECONDS_A_DAY + second.clamp(0, SECONDS_A_DAY), 1)
        }
        // Missing numbers are kept as "not a number" by some tools.
        Storage::Float => f32_at(bytes, 0).map(|v| if v.is_finite() { number(text, v) } else { CellKind::Empty })?,
        Storage::Double => f64_at(bytes, 0).map(|v| if v.is_finite() { number(text, v) } else { CellKind::Empty })?,
        Storage::Bytes | Storage::FixedBytes(_) => {
            text.push_str(&String::from_utf8_lossy(bytes));
            if bytes.is_empty() { CellKind::Empty } else { CellKind::Text }
        }
    })
}

fn number(text: &mut String, value: impl std::fmt::Display) -> CellKind {
    let _ = write!(text, "{value}");
    CellKind::Number
}

fn write_moment(text: &mut String, since_1970: i64, per_second: i64) -> CellKind {
    let seconds = since_1970.div_euclid(per_second);
    if !push_date(text, seconds.div_euclid(SECONDS_A_DAY)) {
        return number(text, since_1970);
    }
    text.push('T');
    push_time(text, seconds.rem_euclid(SECONDS_A_DAY));
    CellKind::Date
}

/// A stored integer: low byte first in numbers, high byte first in bytes.
fn stored_integer(storage: Storage, bytes: &[u8]) -> Option<i128> {
    match storage {
        Storage::Int32 => u32_at(bytes, 0).map(|v| i128::from(v.cast_signed())),
        Storage::Int64 => u64_at(bytes, 0).map(|v| i128::from(v.cast_signed())),
        Storage::Bytes | Storage::FixedBytes(_) if bytes.len() <= 16 => {
            let sign = if bytes.first().is_some_and(|b| b & 0x80 != 0) { -1 } else { 0 };
            Some(bytes.iter().fold(sign, |value, &b| value << 8 | i128::from(b)))
        }
        _ => None,
    }
}

fn push_decimal(text: &mut String, value: i128, scale: usize) {
    let digits = format!("{:0width$}", value.unsigned_abs(), width = scale + 1);
    let (whole, fraction) = digits.split_at_checked(digits.len() - scale).unwrap_or((&digits, ""));
    if value < 0 {
        text.push('-');
    }
    text.push_str(whole);
    if !fraction.is_empty() {
        text.push('.');
        text.push_str(fraction);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(meaning: Meaning, bytes: &[u8], expected: &str, kind: CellKind) {
        let mut text = String::new();
        assert_eq!(meaning.write(bytes, &mut text), Some(kind), "{meaning:?}");
        assert_eq!(text, expected);
    }

    #[test]
    fn values_are_written_as_they_are_meant() {
        let plain = |storage| Meaning::Plain { storage, unsigned: false };
        check(plain(Storage::Int32), &(-5_i32).to_le_bytes(), "-5", CellKind::Number);
        check(plain(Storage::Double), &0.1_f64.to_le_bytes(), "0.1", CellKind::Number);
        check(plain(Storage::Double), &f64::NAN.to_le_bytes(), "", CellKind::Empty);
        check(plain(Storage::Bytes), "Käse".as_bytes(), "Käse", CellKind::Text);
        check(Meaning::Date, &19_723_i32.to_le_bytes(), "2024-01-01", CellKind::Date);
        let moment = (19_723_i64 * 86_400 + 3_661) * 1_000;
        let meaning = Meaning::Timestamp { per_second: 1_000 };
        check(meaning, &moment.to_le_bytes(), "2024-01-01T01:01:01", CellKind::Date);
        check(meaning, &(-1_i64).to_le_bytes(), "1969-12-31T23:59:59", CellKind::Date);
        let decimal = Meaning::Decimal { storage: Storage::FixedBytes(2), scale: 2 };
        check(decimal, &[0xFF, 0xFB], "-0.05", CellKind::Number);
        check(decimal, &[0x30, 0x39], "123.45", CellKind::Number);
        let whole = Meaning::Decimal { storage: Storage::Int64, scale: 0 };
        check(whole, &7_i64.to_le_bytes(), "7", CellKind::Number);
    }
}

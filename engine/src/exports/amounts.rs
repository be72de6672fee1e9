//! Amounts as exports write them, read exactly: millionths, never a binary fraction, so that sums add up to the cent.
//!
//! Whether "1.234" is about one or about a thousand cannot be told from the cell. It is decided for a sheet, from all
//! its cells that admit one reading only ([`Marks`]); a cell that does not fit the decision is no number, never another
//! one.

use super::currency::CurrencyCode;
use super::fact::Amount;
use crate::ingest::{DecimalMark, without_sign};
use std::borrow::Cow;

/// What a cell says as an amount.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Parsed {
    /// Nothing, or a word for it.
    Empty,
    /// An amount; a percentage is already a share.
    Amount(Amount, Option<CurrencyCode>, Says),
    /// "<10": the platform keeps the number to itself.
    Withheld,
    /// Beyond what can be added up exactly.
    TooLarge,
    /// No number under the mark; with the other mark it would be one.
    OtherMark,
    /// Something else.
    Text,
}

/// What a number's text says about the decimal mark under which it was read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Says {
    /// Nothing: digits alone.
    Nothing,
    /// That it is the right one.
    Sure,
    /// It was read as three decimals, and could be thousands.
    Decimals,
    /// It was read as thousands, and could be three decimals.
    Thousands,
}

/// Words that stand for an empty cell.
const NOTHING: &[&str] = &[
    "na",
    "n/a",
    "#n/a",
    "n.a.",
    "nan",
    "null",
    "none",
    "nil",
    "-",
    "--",
    "---",
    "–",
    "—",
    "(blank)",
    "k.a.",
    "s.o.",
    "not set",
    "(not set)",
    "\\n",
];

/// Whether the text stands for an empty cell.
pub(super) fn is_nothing(text: &str) -> bool {
    let text = text.trim();
    text.is_empty() || text.len() <= 9 && NOTHING.iter().any(|word| word.eq_ignore_ascii_case(text))
}

/// Reads a cell's text under a decimal mark.
pub(super) fn parse_amount(text: &str, mark: DecimalMark) -> Parsed {
    if let Some((amount, says)) = plain(text.as_bytes(), mark) {
        return Parsed::Amount(amount, None, says);
    }
    if is_nothing(text) {
        return Parsed::Empty;
    }
    let text = text.trim();
    if text.starts_with(['<', '≤']) && text.bytes().any(|b| b.is_ascii_digit()) {
        return Parsed::Withheld;
    }
    match dressed(text, mark) {
        Some(parsed) => parsed,
        None if dressed(text, other(mark)).is_some() => Parsed::OtherMark,
        None => Parsed::Text,
    }
}

/// The amount of a number that the file keeps as a number: a point, perhaps an exponent, perhaps a binary fraction's
/// noise, which rounding to millionths takes away.
pub(super) fn parse_stored(text: &str) -> Parsed {
    match plain(text.as_bytes(), DecimalMark::Point) {
        Some((amount, _)) => Parsed::Amount(amount, None, Says::Nothing),
        None => text.trim().parse().map_or(Parsed::Text, from_f64),
    }
}

fn from_f64(value: f64) -> Parsed {
    let millionths = value * Amount::UNIT as f64;
    if millionths.is_nan() || millionths.abs() >= 9.2e18 {
        return Parsed::TooLarge;
    }
    let half = if millionths < 0.0 { -0.5 } else { 0.5 };
    Parsed::Amount(Amount((millionths + half) as i64), None, Says::Nothing)
}

pub(super) fn other(mark: DecimalMark) -> DecimalMark {
    match mark {
        DecimalMark::Point => DecimalMark::Comma,
        DecimalMark::Comma => DecimalMark::Point,
    }
}

/// The usual cell: a minus, digits in groups of three or without groups, decimals. None for everything else.
fn plain(text: &[u8], mark: DecimalMark) -> Option<(Amount, Says)> {
    let (negative, digits) = match text {
        [b'-', rest @ ..] => (true, rest),
        _ => (false, text),
    };
    let (point, comma) = if mark == DecimalMark::Point { (b'.', b',') } else { (b',', b'.') };
    let mut number = Digits::default();
    for &b in digits {
        match b {
            b'0'..=b'9' => number.digit(i64::from(b - b'0'))?,
            b if b == comma => number.group()?,
            b if b == point => number.decimals()?,
            _ => return None,
        }
    }
    let (amount, says) = number.finish()?;
    Some((Amount(if negative { -amount } else { amount }), says))
}

/// A number while its digits come in.
#[derive(Default)]
struct Digits {
    value: i64,
    whole: u32,
    groups: u32,
    in_group: u32,
    fraction: Option<u32>,
    round_up: bool,
    leading_zero: bool,
}

impl Digits {
    fn digit(&mut self, digit: i64) -> Option<()> {
        match &mut self.fraction {
            None => {
                self.leading_zero |= self.whole == 0 && digit == 0;
                self.whole += 1;
                self.in_group += 1;
            }
            Some(6) => {
                self.round_up = digit >= 5;
                self.fraction = Some(7);
                return Some(());
            }
            Some(7) => return Some(()),
            Some(n) => *n += 1,
        }
        self.value = self.value.checked_mul(10)?.checked_add(digit)?;
        Some(())
    }

    /// A thousands mark: one to three digits before the first, three before every other.
    fn group(&mut self) -> Option<()> {
        let fits = if self.groups == 0 { (1..=3).contains(&self.in_group) } else { self.in_group == 3 };
        (self.fraction.is_none() && fits && !(self.groups == 0 && self.leading_zero)).then_some(())?;
        self.groups += 1;
        self.in_group = 0;
        Some(())
    }

    fn decimals(&mut self) -> Option<()> {
        let groups_end = self.groups == 0 || self.in_group == 3;
        (self.fraction.is_none() && groups_end).then(|| self.fraction = Some(0))
    }

    fn finish(self) -> Option<(i64, Says)> {
        let decimals = self.fraction.unwrap_or(0).min(6);
        let no_digits = self.whole == 0 && decimals == 0;
        let open_group = self.fraction.is_none() && self.groups > 0 && self.in_group != 3;
        (!no_digits && !open_group).then_some(())?;
        let scale = [1_000_000, 100_000, 10_000, 1_000, 100, 10, 1].get(decimals as usize)?;
        let value = self.value.checked_mul(*scale)?.checked_add(i64::from(self.round_up))?;
        let says = match (self.fraction, self.groups) {
            (None, 0) => Says::Nothing,
            (Some(3), 0) if (1..=3).contains(&self.whole) && !self.leading_zero => Says::Decimals,
            (None, 1) => Says::Thousands,
            _ => Says::Sure,
        };
        Some((value, says))
    }
}

/// A number with signs, units, spaces or an exponent around it: "€ 1.234,50", "(1,000)", "5-", "12,5 %", "1 234".
fn dressed(text: &str, mark: DecimalMark) -> Option<Parsed> {
    let mut rest = text.trim_matches(|c: char| c.is_whitespace() || c == '\u{feff}' || c == '\u{200e}');
    let (mut negative, mut percent, mut currency) = (None, false, None);
    loop {
        let before = rest.len();
        if let Some((inside, minus)) = without_sign(rest) {
            if negative.replace(minus).is_some() {
                return None;
            }
            rest = inside.trim();
        }
        if let Some(inside) = rest.strip_suffix('%').or_else(|| rest.strip_prefix('%')) {
            if std::mem::replace(&mut percent, true) {
                return None;
            }
            rest = inside.trim();
        }
        if let Some((inside, code)) = CurrencyCode::split_off(rest) {
            if currency.replace(code).is_some() {
                return None;
            }
            rest = inside.trim();
        }
        if rest.len() == before {
            break;
        }
    }
    let found = bare_digits(rest, mark)?;
    let Parsed::Amount(Amount(value), _, says) = found else { return Some(found) };
    let value = if negative == Some(true) { -value } else { value };
    let value = if percent { (value + 50 * value.signum()) / 100 } else { value };
    Some(Parsed::Amount(Amount(value), currency, says))
}

fn bare_digits(text: &str, mark: DecimalMark) -> Option<Parsed> {
    if text.starts_with('-') || !text.bytes().any(|b| b.is_ascii_digit()) {
        return None;
    }
    let spaced = text.contains(is_space_mark);
    let text = with_usual_groups(text, mark)?;
    if let Some((amount, says)) = plain(text.as_bytes(), mark) {
        // Spaces say nothing of the decimal mark.
        return Some(Parsed::Amount(
            amount,
            None,
            if spaced && says == Says::Thousands { Says::Nothing } else { says },
        ));
    }
    if text.bytes().filter(u8::is_ascii_digit).count() > 12 && text.bytes().all(|b| b.is_ascii_digit()) {
        return Some(Parsed::TooLarge);
    }
    exponential(&text, mark).or_else(|| indian(&text, mark))
}

fn is_space_mark(c: char) -> bool {
    matches!(c, ' ' | '\u{a0}' | '\u{202f}' | '\u{2009}' | '\'' | '’' | '_')
}

/// Spaces and apostrophes that stand between digits as thousands marks become the usual mark; two kinds of thousands
/// marks in one number are no number.
fn with_usual_groups(text: &str, mark: DecimalMark) -> Option<Cow<'_, str>> {
    if !text.contains(is_space_mark) {
        return Some(Cow::Borrowed(text));
    }
    let usual = if mark == DecimalMark::Point { ',' } else { '.' };
    let one_kind = !text.contains(usual);
    one_kind.then(|| Cow::Owned(text.chars().map(|c| if is_space_mark(c) { usual } else { c }).collect()))
}

fn exponential(text: &str, mark: DecimalMark) -> Option<Parsed> {
    let (mantissa, exponent) = text.split_once(['e', 'E'])?;
    exponent.parse::<i16>().ok()?;
    plain(mantissa.as_bytes(), mark)?;
    let digits = mantissa.replace(if mark == DecimalMark::Point { ',' } else { '.' }, "").replace(',', ".");
    format!("{digits}e{exponent}").parse().ok().map(from_f64)
}

/// 12,34,567: groups of two, the last of three.
fn indian(text: &str, mark: DecimalMark) -> Option<Parsed> {
    let (comma, point) = if mark == DecimalMark::Point { (',', '.') } else { ('.', ',') };
    let (whole, fraction) = text.split_once(point).unwrap_or((text, ""));
    let groups: Vec<&str> = whole.split(comma).collect();
    let [first, middle @ .., last] = groups.as_slice() else { return None };
    let fits = !middle.is_empty() && (1..=2).contains(&first.len()) && last.len() == 3;
    (fits && middle.iter().all(|group| group.len() == 2)).then_some(())?;
    let (amount, _) = plain(format!("{}{point}{fraction}", groups.concat()).as_bytes(), mark)?;
    Some(Parsed::Amount(amount, None, Says::Sure))
}

/// How many cells speak for and against the decimal mark under which they are read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Marks {
    /// Cells that can only be read so.
    pub(super) sure: u64,
    /// Cells that can only be read with the other mark.
    pub(super) against: u64,
    /// Cells that can be read both ways, as different numbers.
    pub(super) either: u64,
}

impl Marks {
    /// Counts a cell. `whole`: the column counts things (impressions), so that three digits behind a mark are thousands.
    pub(super) fn add(&mut self, parsed: Parsed, whole: bool) {
        match parsed {
            Parsed::Amount(_, _, Says::Decimals) if whole => self.against += 1,
            Parsed::Amount(_, _, Says::Thousands) if whole => self.sure += 1,
            Parsed::Amount(_, _, Says::Decimals | Says::Thousands) => self.either += 1,
            Parsed::Amount(_, _, Says::Sure) => self.sure += 1,
            Parsed::OtherMark => self.against += 1,
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use DecimalMark::{Comma, Point};

    fn check(text: &str, mark: DecimalMark, millionths: i64) {
        match parse_amount(text, mark) {
            Parsed::Amount(amount, ..) => assert_eq!(amount, Amount(millionths), "{text}"),
            other => panic!("{text}: {other:?}"),
        }
    }

    fn check_none(texts: &[&str], mark: DecimalMark, expected: Parsed) {
        for text in texts {
            assert_eq!(parse_amount(text, mark), expected, "{text}");
        }
    }

    #[test]
    fn amounts_are_read_exactly() {
        check("0.1", Point, 100_000);
        check("1,234.56", Point, 1_234_560_000);
        check("2,314,000.13", Point, 2_314_000_130_000);
        check("1.234,56", Comma, 1_234_560_000);
        check("1.234", Comma, 1_234_000_000);
        check("1 234,5", Comma, 1_234_500_000);
        check("1\u{a0}234\u{202f}567,5", Comma, 1_234_567_500_000);
        check("1'234.50", Point, 1_234_500_000);
        check("1’234’567", Point, 1_234_567_000_000);
        check("12,34,567.5", Point, 1_234_567_500_000);
        check("91774.99000000001", Point, 91_774_990_000);
        check("0.00000049", Point, 0);
        check("0.0000005", Point, 1);
        check("1.5E+05", Point, 150_000_000_000);
        check("1,5e-3", Comma, 1_500);
        check(".5", Point, 500_000);
        assert_eq!(parse_stored("7.0000000000000007E-2"), Parsed::Amount(Amount(70_000), None, Says::Nothing));
    }

    #[test]
    fn signs_and_units_are_taken_off() {
        check("(1,000)", Point, -1_000_000_000);
        check("($1,000.50)", Point, -1_000_500_000);
        check("5-", Point, -5_000_000);
        check("−5", Point, -5_000_000);
        check("-$5.25", Point, -5_250_000);
        check("$-5.25", Point, -5_250_000);
        check("12,5 %", Comma, 125_000);
        check("€ 1.234,50", Comma, 1_234_500_000);
        check("1 234,50 €", Comma, 1_234_500_000);
        check("CHF 1'200.00", Point, 1_200_000_000);
        let euro = CurrencyCode::new("EUR");
        assert_eq!(parse_amount("-3 EUR", Point), Parsed::Amount(Amount(-3_000_000), euro, Says::Nothing));
    }

    #[test]
    fn what_does_not_fit_is_no_other_number() {
        check_none(&["1,5", "1,23", "1.234,50", "0,500"], Point, Parsed::OtherMark);
        check_none(&["1.5", "0.250", "1,234.5"], Comma, Parsed::OtherMark);
        check_none(&["abc", "12a", "5 $ €", "--5", "()", "1.2.3", "2024-01-05", "=1+1", "$"], Point, Parsed::Text);
        check_none(&["", " ", "--", "n/a", "NULL", "–"], Point, Parsed::Empty);
        check_none(&["<10", "< 10", "< 10%"], Point, Parsed::Withheld);
        check_none(&["99999999999999999999", "1e300"], Point, Parsed::TooLarge);
    }

    fn check_marks(texts: &[&str], whole: bool, expected: (u64, u64, u64)) {
        let mut marks = Marks::default();
        texts.iter().for_each(|text| marks.add(parse_amount(text, Point), whole));
        assert_eq!((marks.sure, marks.against, marks.either), expected, "{texts:?}");
    }

    #[test]
    fn cells_speak_for_and_against_a_mark() {
        check_marks(&["1", "12"], false, (0, 0, 0));
        check_marks(&["1.5", "1,234.5", "1,234,567", "0.250"], false, (4, 0, 0));
        check_marks(&["1,5", "1.234,50"], false, (0, 2, 0));
        check_marks(&["1.234", "1,234"], false, (0, 0, 2));
        check_marks(&["1.234"], true, (0, 1, 0));
        check_marks(&["10.000"], true, (0, 1, 0));
        check_marks(&["1,234"], true, (1, 0, 0));
        check_marks(&["1 000", "1'000"], true, (0, 0, 0));
        check_marks(&["1 000,5", "1 000.5"], false, (1, 1, 0));
    }
}

//! Numbers as people write them: decimal and thousands marks, currency and percent signs, words for "nothing".
//!
//! Whether "1.234" is about one or about a thousand cannot be told from the cell. It is decided once for a file, from
//! all its cells that admit one reading only: "1.5", "0.250" and "1,234.5" speak for the point, "1,5" and "1.234,5"
//! for the comma. A cell that does not fit the decision is text, never another number.

use super::mapping::Basis;
use serde::{Deserialize, Serialize};
use std::borrow::Cow;

/// What separates whole numbers from fractions.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum DecimalMark {
    /// 1,234.5
    Point,
    /// 1.234,5
    Comma,
}

/// What a cell says as a number.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum NumberCell {
    /// Nothing: an empty cell or a word for it, such as "n/a".
    Empty,
    /// A finite number; a percentage is already a share.
    Number(f64, Unit),
    /// A number beyond all bounds.
    Infinite,
    /// Something else.
    Text,
}

/// What stood beside a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Unit {
    /// Nothing.
    None,
    /// A percent sign.
    Percent,
    /// A currency, by its code ("kr" is several countries', and stands for itself).
    Currency(&'static str),
}

/// Signs and codes of currencies. Longer ones first where one begins with another.
const CURRENCIES: &[(&str, &str)] = &[
    ("us$", "USD"),
    ("a$", "AUD"),
    ("c$", "CAD"),
    ("r$", "BRL"),
    ("$", "USD"),
    ("€", "EUR"),
    ("£", "GBP"),
    ("¥", "JPY"),
    ("₹", "INR"),
    ("zł", "PLN"),
    ("usd", "USD"),
    ("eur", "EUR"),
    ("gbp", "GBP"),
    ("jpy", "JPY"),
    ("inr", "INR"),
    ("chf", "CHF"),
    ("fr.", "CHF"),
    ("sek", "SEK"),
    ("nok", "NOK"),
    ("dkk", "DKK"),
    ("pln", "PLN"),
    ("czk", "CZK"),
    ("huf", "HUF"),
    ("aud", "AUD"),
    ("cad", "CAD"),
    ("brl", "BRL"),
    ("mxn", "MXN"),
    ("kr.", "kr"),
    ("kr", "kr"),
];

/// Words that stand for an empty cell.
const NOTHING: &[&str] =
    &["na", "n/a", "#n/a", "#na", "n.a.", "nan", "null", "none", "nil", "-", "--", "–", "—", ".", "(blank)", "missing"];

/// Whether the text stands for an empty cell.
pub(crate) fn is_nothing(text: &str) -> bool {
    let text = text.trim();
    text.is_empty() || !has_digit(text) && text.len() <= 9 && NOTHING.iter().any(|word| word.eq_ignore_ascii_case(text))
}

fn has_digit(text: &str) -> bool {
    text.bytes().any(|b| b.is_ascii_digit())
}

/// What the text says as a number under a decimal mark.
pub(crate) fn parse_number(text: &str, mark: DecimalMark) -> NumberCell {
    if let Some(value) = plain_number(text, mark) {
        return finite(value, Unit::None);
    }
    if is_nothing(text) {
        return NumberCell::Empty;
    }
    let Some(bare) = Bare::of(text) else { return NumberCell::Text };
    if !has_digit(bare.digits) && ["inf", "infinity", "∞"].iter().any(|word| bare.digits.eq_ignore_ascii_case(word)) {
        return NumberCell::Infinite;
    }
    match digits_value(bare.digits, mark) {
        None => NumberCell::Text,
        Some(value) => {
            let share = if bare.unit == Unit::Percent { value / 100.0 } else { value };
            finite(if bare.negative { -share } else { share }, bare.unit)
        }
    }
}

/// Whether the text is a number under either mark, or nearly: digits and marks with a sign or unit.
pub(crate) fn looks_numeric(text: &str) -> bool {
    let is_number = |mark| matches!(parse_number(text, mark), NumberCell::Number(..) | NumberCell::Infinite);
    is_number(DecimalMark::Point) || is_number(DecimalMark::Comma)
}

fn finite(value: f64, unit: Unit) -> NumberCell {
    if value.is_finite() { NumberCell::Number(value, unit) } else { NumberCell::Infinite }
}

/// The short way for the usual cell: digits with at most one decimal point, a minus before them.
fn plain_number(text: &str, mark: DecimalMark) -> Option<f64> {
    let digits = text.strip_prefix('-').unwrap_or(text).as_bytes();
    let points = digits.iter().filter(|&&b| b == b'.').count();
    let plain =
        digits.first().is_some_and(u8::is_ascii_digit) && digits.iter().all(|b| b.is_ascii_digit() || *b == b'.');
    let fits = points == 0 || points == 1 && mark == DecimalMark::Point;
    if plain && fits { text.parse().ok() } else { None }
}

/// A number's text without sign and unit.
struct Bare<'a> {
    digits: &'a str,
    negative: bool,
    unit: Unit,
}

impl<'a> Bare<'a> {
    /// Takes signs and units off both ends; none where two units stand there, or two signs.
    fn of(text: &'a str) -> Option<Self> {
        let mut bare = Bare { digits: text.trim(), negative: false, unit: Unit::None };
        let mut signed = false;
        loop {
            let before = bare.digits.len();
            if let Some((rest, negative)) = without_sign(bare.digits) {
                if std::mem::replace(&mut signed, true) {
                    return None;
                }
                (bare.digits, bare.negative) = (rest.trim(), negative);
            }
            if let Some((rest, unit)) = without_unit(bare.digits) {
                if bare.unit != Unit::None {
                    return None;
                }
                (bare.digits, bare.unit) = (rest.trim(), unit);
            }
            if bare.digits.len() == before {
                return Some(bare);
            }
        }
    }
}

/// The text without a sign, and whether that was a minus: "-5", "5-" (SAP), "(5)" (accountants).
pub(crate) fn without_sign(text: &str) -> Option<(&str, bool)> {
    const MINUS: [char; 2] = ['-', '\u{2212}'];
    if let Some(inside) = text.strip_prefix('(').and_then(|rest| rest.strip_suffix(')')) {
        return Some((inside, true));
    }
    if let Some(rest) = text.strip_prefix('+') {
        return Some((rest, false));
    }
    text.strip_prefix(MINUS).or_else(|| text.strip_suffix(MINUS)).map(|rest| (rest, true))
}

fn without_unit(text: &str) -> Option<(&str, Unit)> {
    if let Some(rest) = text.strip_suffix('%').or_else(|| text.strip_prefix('%')) {
        return Some((rest, Unit::Percent));
    }
    let is_bare_digit = |c: Option<char>| c.is_none_or(|c| c.is_ascii_digit());
    if is_bare_digit(text.chars().next()) && is_bare_digit(text.chars().last()) {
        return None;
    }
    CURRENCIES.iter().find_map(|&(sign, code)| Some((without_end(text, sign)?, Unit::Currency(code))))
}

/// The text without `sign` (in small letters) before or behind it.
fn without_end<'a>(text: &'a str, sign: &str) -> Option<&'a str> {
    let matches = |part: Option<&str>| part.is_some_and(|part| part.to_lowercase() == sign);
    let tail = text.len().checked_sub(sign.len())?;
    if matches(text.get(..sign.len())) {
        return text.get(sign.len()..);
    }
    if matches(text.get(tail..)) { text.get(..tail) } else { None }
}

/// The value of digits with marks and an exponent.
fn digits_value(digits: &str, mark: DecimalMark) -> Option<f64> {
    let (mantissa, exponent) = match digits.split_once(['e', 'E']) {
        Some((mantissa, exponent)) => (mantissa, exponent_value(exponent)?),
        None => (digits, 0),
    };
    let decimal = if mark == DecimalMark::Point { '.' } else { ',' };
    let (whole, fraction) = mantissa.split_once(decimal).unwrap_or((mantissa, ""));
    let whole = ungrouped(whole)?;
    let no_digits = whole.is_empty() && fraction.is_empty();
    if no_digits || !fraction.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    let mut plain = whole.into_owned();
    if !fraction.is_empty() {
        plain.push('.');
        plain.push_str(fraction);
    }
    if exponent != 0 {
        plain.push_str(&format!("e{exponent}"));
    }
    plain.parse().ok()
}

fn exponent_value(text: &str) -> Option<i32> {
    let digits = text.strip_prefix(['+', '-']).unwrap_or(text);
    let plain = (1..=4).contains(&digits.len()) && digits.bytes().all(|b| b.is_ascii_digit());
    if plain { text.parse().ok() } else { None }
}

/// The digits without thousands marks. Marks must be all the same and leave groups of three at the end and two (as in
/// India) or three before.
fn ungrouped(whole: &str) -> Option<Cow<'_, str>> {
    let is_mark = |c: char| !c.is_ascii_digit();
    let Some(mark) = whole.chars().find(|&c| is_mark(c)) else { return Some(Cow::Borrowed(whole)) };
    let known = matches!(mark, ',' | '.' | ' ' | '\u{a0}' | '\u{202f}' | '\u{2009}' | '\'' | '’');
    if !known || whole.chars().any(|c| is_mark(c) && c != mark) {
        return None;
    }
    are_groups(whole, mark).then(|| Cow::Owned(whole.chars().filter(|&c| c != mark).collect()))
}

fn are_groups(whole: &str, mark: char) -> bool {
    let mut groups = whole.split(mark);
    let (Some(first), Some(last)) = (groups.next(), groups.next_back()) else { return false };
    let middle_fits = groups.clone().all(|g| g.len() == 3) || groups.all(|g| g.len() == 2);
    (1..=3).contains(&first.len()) && last.len() == 3 && middle_fits && first != "0"
}

/// What one cell says about the decimal mark.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Evidence {
    /// Nothing.
    None,
    /// It can be read with this mark only.
    Only(DecimalMark),
    /// It can be read with both, as different numbers; with this mark it is a whole number in the thousands.
    Either(DecimalMark),
}

/// What the text says about the decimal mark.
pub(crate) fn evidence(text: &str) -> Evidence {
    if let Some(evidence) = plain_evidence(text) {
        return evidence;
    }
    let value = |mark| match parse_number(text, mark) {
        NumberCell::Number(value, _) => Some(value),
        _ => None,
    };
    match (value(DecimalMark::Point), value(DecimalMark::Comma)) {
        (Some(_), None) => Evidence::Only(DecimalMark::Point),
        (None, Some(_)) => Evidence::Only(DecimalMark::Comma),
        (Some(p), Some(c)) if p.abs() > c.abs() => Evidence::Either(DecimalMark::Point),
        (Some(p), Some(c)) if p.abs() < c.abs() => Evidence::Either(DecimalMark::Comma),
        _ => Evidence::None,
    }
}

/// The short way for the usual cell: digits with marks, a minus before them. The last mark is the decimal mark, unless
/// all marks are the same and stand where thousands marks may.
fn plain_evidence(text: &str) -> Option<Evidence> {
    let digits = text.strip_prefix('-').unwrap_or(text);
    let Some(at) = digits.rfind(['.', ',']) else { return Some(Evidence::None) };
    let (whole, fraction) = (&digits[..at], &digits[at + 1..]);
    let all_digits = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
    let (decimal, thousands, mark, other) = match digits.as_bytes()[at] {
        b'.' => (DecimalMark::Point, DecimalMark::Comma, '.', ','),
        _ => (DecimalMark::Comma, DecimalMark::Point, ',', '.'),
    };
    match (all_digits(whole), all_digits(fraction)) {
        (true, true) if are_groups(digits, mark) => Some(Evidence::Either(thousands)),
        (true, true) => Some(Evidence::Only(decimal)),
        (false, true) if whole.split(other).all(all_digits) && are_groups(whole, other) => {
            Some(Evidence::Only(decimal))
        }
        _ => None,
    }
}

/// How many cells speak for which mark.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Tally {
    only_point: usize,
    only_comma: usize,
    thousands_by_point_mark: usize,
    thousands_by_comma_mark: usize,
}

impl Tally {
    /// Counts a cell.
    pub(crate) fn add(&mut self, evidence: Evidence) {
        match evidence {
            Evidence::None => {}
            Evidence::Only(DecimalMark::Point) => self.only_point += 1,
            Evidence::Only(DecimalMark::Comma) => self.only_comma += 1,
            Evidence::Either(DecimalMark::Point) => self.thousands_by_point_mark += 1,
            Evidence::Either(DecimalMark::Comma) => self.thousands_by_comma_mark += 1,
        }
    }

    /// The mark for the file. Where no cell decides, marks that cut off three digits everywhere are taken for thousands
    /// marks: the comma always, the point where the cells are not separated by commas.
    pub(crate) fn decide(self, comma_separates_cells: CommaUse) -> (DecimalMark, Basis) {
        match (self.only_point, self.only_comma) {
            (point, comma) if point > comma => (DecimalMark::Point, Basis::OnlyFit),
            (point, comma) if point < comma => (DecimalMark::Comma, Basis::OnlyFit),
            _ => self.guess(comma_separates_cells),
        }
    }

    fn guess(self, commas: CommaUse) -> (DecimalMark, Basis) {
        let basis = match self.thousands_by_comma_mark + self.thousands_by_point_mark + self.only_point {
            0 => Basis::OnlyFit,
            _ => Basis::Guess,
        };
        let points_are_thousands = self.thousands_by_comma_mark > self.thousands_by_point_mark;
        match commas {
            CommaUse::InCells if points_are_thousands => (DecimalMark::Comma, basis),
            _ => (DecimalMark::Point, basis),
        }
    }
}

/// Whether the file separates its cells by commas.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum CommaUse {
    /// Commas stand between cells.
    BetweenCells,
    /// Commas stand in cells only.
    InCells,
}

#[cfg(test)]
mod tests {
    use super::*;
    use DecimalMark::{Comma, Point};

    fn check(text: &str, mark: DecimalMark, expected: f64) {
        match parse_number(text, mark) {
            NumberCell::Number(value, _) => assert_eq!(value, expected, "{text}"),
            other => panic!("{text}: {other:?}"),
        }
    }

    fn check_cell(texts: &[&str], mark: DecimalMark, expected: NumberCell) {
        for text in texts {
            assert_eq!(parse_number(text, mark), expected, "{text:?}");
        }
    }

    #[test]
    fn numbers_are_read_as_written() {
        check("1234.5", Point, 1234.5);
        check("1,234.5", Point, 1234.5);
        check("1.234,5", Comma, 1234.5);
        check("1.234", Point, 1.234);
        check("1.234", Comma, 1234.0);
        check("12.345.678", Comma, 12_345_678.0);
        check("1 234,5", Comma, 1234.5);
        check("1\u{a0}234\u{a0}567,5", Comma, 1_234_567.5);
        check("1\u{202f}234,5", Comma, 1234.5);
        check("1'234.50", Point, 1234.5);
        check("1’234’567", Point, 1_234_567.0);
        check("12,34,567", Point, 1_234_567.0);
        check("1e5", Point, 1e5);
        check("1.5E+05", Point, 1.5e5);
        check("1,5e-3", Comma, 1.5e-3);
        check(".5", Point, 0.5);
        check("5.", Point, 5.0);
        check("-0", Point, 0.0);
        check("24301284.2375304", Point, 24_301_284.237_530_4);
        check("0.019999500475", Point, 0.019_999_500_475);
    }

    #[test]
    fn signs_and_units_are_taken_off() {
        check("€ 1.234,50", Comma, 1234.5);
        check("1.234,50 €", Comma, 1234.5);
        check("-$5", Point, -5.0);
        check("$-5.25", Point, -5.25);
        check("($1,000)", Point, -1000.0);
        check("5-", Point, -5.0);
        check("−5", Point, -5.0);
        check("+5", Point, 5.0);
        check("12,5 %", Comma, 0.125);
        check("EUR 12", Point, 12.0);
        check("12 kr", Point, 12.0);
        check("CHF 1'200.00", Point, 1200.0);
        assert_eq!(parse_number("US$ 5", Point), NumberCell::Number(5.0, Unit::Currency("USD")));
        assert_eq!(parse_number("5%", Point), NumberCell::Number(0.05, Unit::Percent));
    }

    #[test]
    fn what_does_not_fit_is_text() {
        check_cell(&["1,5", "1,23", "1,2345", "0,500", "1,234,56", "1.2.3", "1,,234"], Point, NumberCell::Text);
        check_cell(&["1.5", "1.23", "0.250", "1.234.56", "1,5,5"], Comma, NumberCell::Text);
        check_cell(
            &["abc", "12a", "e5", "1e", "1e+", "0x10", "5 $ €", "--5", "5%%", "$", "()"],
            Point,
            NumberCell::Text,
        );
        check_cell(&["#REF!", "2024-01-05", "1.234 567", "1 2", "1 234'567"], Point, NumberCell::Text);
    }

    #[test]
    fn words_for_nothing_are_empty() {
        check_cell(&["", " ", "na", "NA", "n/a", "NaN", "null", "None", "-", "–", "#N/A"], Point, NumberCell::Empty);
        check_cell(&["inf", "-Infinity", "1e999", "∞"], Point, NumberCell::Infinite);
    }

    fn check_evidence(texts: &[&str]) {
        for text in texts {
            let slow = evidence(&format!("+{text}"));
            assert_eq!(evidence(text), slow, "{text}");
        }
    }

    #[test]
    fn the_short_way_says_the_same() {
        check_evidence(&["1", "1.5", "1,5", "1.234", "1,234", "0.250", "0,250", "1234.567", "1234,567", "1.2345"]);
        check_evidence(&["1,234.5", "1.234,5", "12,34,567.8", "1.234.567", "1,234,567", "1.23,4", "1,2,3.4", "1.,5"]);
        check_evidence(&["1.234,567", "1,234.567", "1..5", ".5", "5.", ",", ".", "1.2.3"]);
    }

    fn check_mark(texts: &[&str], commas: CommaUse, expected: (DecimalMark, Basis)) {
        let mut tally = Tally::default();
        texts.iter().for_each(|text| tally.add(evidence(text)));
        assert_eq!(tally.decide(commas), expected, "{texts:?}");
    }

    #[test]
    fn the_mark_follows_from_all_cells() {
        check_mark(&["1", "2"], CommaUse::BetweenCells, (Point, Basis::OnlyFit));
        check_mark(&["1.234", "1.5"], CommaUse::InCells, (Point, Basis::OnlyFit));
        check_mark(&["1.234", "1,5"], CommaUse::InCells, (Comma, Basis::OnlyFit));
        check_mark(&["1.234,50"], CommaUse::InCells, (Comma, Basis::OnlyFit));
        check_mark(&["1,234.50"], CommaUse::BetweenCells, (Point, Basis::OnlyFit));
        check_mark(&["0.250", "1.234"], CommaUse::InCells, (Point, Basis::OnlyFit));
        check_mark(&["1.234.567"], CommaUse::InCells, (Comma, Basis::OnlyFit));
        check_mark(&["1.234"], CommaUse::InCells, (Comma, Basis::Guess));
        check_mark(&["1.234"], CommaUse::BetweenCells, (Point, Basis::Guess));
        check_mark(&["1,234"], CommaUse::BetweenCells, (Point, Basis::Guess));
    }
}

//! Numbers as text: as many digits as they deserve, compact, with the locale's marks.
//!
//! The digits shown follow the width `w` of the range beside a number: the last digit stands for about `w / 100` to
//! `w / 10`, because a finer one would be noise. Numbers that stand together share one [`NumberStyle`], so that they
//! can be compared digit by digit.

use super::locale::{Locale, Placement};

/// What a number counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unit {
    /// A plain number; money too, where the currency is named once for the whole screen.
    Number,
    /// Money with its currency beside it.
    Money,
    /// A share: 0.71 is printed as 71 %.
    Percent,
}

/// How a family of numbers is printed: unit, order of magnitude, digits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NumberStyle {
    /// What the numbers count.
    pub unit: Unit,
    /// The order of magnitude they are printed in.
    pub magnitude: Magnitude,
    /// Digits after the decimal mark.
    pub decimals: usize,
}

/// The order of magnitude a number is printed in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Magnitude {
    /// As it is.
    One,
    /// In thousands, `k`.
    Thousand,
    /// In millions, `M`.
    Million,
    /// In thousand millions, `bn`.
    Billion,
}

/// What is printed for a number that is not one.
const MISSING: &str = "–";
const NO_BREAK_SPACE: char = '\u{a0}';
const MINUS: char = '\u{2212}';

impl Magnitude {
    /// The order that prints `largest` in at most four digits before the mark.
    #[must_use]
    pub fn of(largest: f64) -> Self {
        match largest.abs() {
            size if size >= 999.5e6 => Self::Billion,
            size if size >= 999.5e3 => Self::Million,
            size if size >= 9_999.5 => Self::Thousand,
            _ => Self::One,
        }
    }

    /// What a number is divided by.
    #[must_use]
    pub fn factor(self) -> f64 {
        match self {
            Self::One => 1.0,
            Self::Thousand => 1e3,
            Self::Million => 1e6,
            Self::Billion => 1e9,
        }
    }

    fn below(self) -> Self {
        match self {
            Self::One | Self::Thousand => Self::One,
            Self::Million => Self::Thousand,
            Self::Billion => Self::Million,
        }
    }

    fn suffix(self) -> &'static str {
        match self {
            Self::One => "",
            Self::Thousand => "k",
            Self::Million => "M",
            Self::Billion => "bn",
        }
    }
}

impl NumberStyle {
    /// The style of a number with no range: three significant digits, whole numbers as they are.
    #[must_use]
    pub fn for_value(unit: Unit, value: f64) -> Self {
        let (magnitude, shown) = shown(unit, value);
        let size = shown.abs();
        let whole = (size - size.round()).abs() < 1e-9;
        let decimals = match size {
            _ if whole && magnitude == Magnitude::One => 0,
            _ if unit == Unit::Percent => usize::from(size < 10.0),
            _ if size >= 99.95 => 0,
            _ if size >= 9.995 => 1,
            _ => 2,
        };
        Self { unit, magnitude, decimals }
    }

    /// The style of amounts in full that stand together, the largest of them `largest`: whole where that shows three
    /// digits of it, else with the decimals that do.
    #[must_use]
    pub fn for_amounts(unit: Unit, largest: f64) -> Self {
        let size = largest.abs();
        let decimals = if size > 0.0 && size < 99.5 { decimals_of(size / 100.0) } else { 0 };
        Self { unit, magnitude: Magnitude::One, decimals }
    }

    /// The smallest step that this style shows.
    #[must_use]
    pub fn step(self) -> f64 {
        self.magnitude.factor() / 10f64.powi(i32::try_from(self.decimals).unwrap_or(0)) / per_unit(self.unit)
    }

    /// The style of a number and its range.
    #[must_use]
    pub fn for_range(unit: Unit, low: f64, high: f64) -> Self {
        let largest = if low.abs() > high.abs() { low } else { high };
        if (high - low).abs() <= f64::EPSILON * largest.abs() || !(high - low).is_finite() {
            return Self::for_value(unit, largest);
        }
        let (magnitude, _) = shown(unit, largest);
        let width = (high - low).abs() * per_unit(unit) / magnitude.factor();
        Self { unit, magnitude, decimals: decimals_of(width / 10.0) }
    }

    /// The style of an axis whose ticks are `step` apart and reach `largest`.
    #[must_use]
    pub fn for_ticks(unit: Unit, largest: f64, step: f64) -> Self {
        let (magnitude, _) = shown(unit, largest);
        let shown_step = step * per_unit(unit) / magnitude.factor();
        let decimals = (0..4)
            .find(|&digits| {
                let scaled = shown_step * 10f64.powi(digits);
                (scaled - scaled.round()).abs() < 1e-6
            })
            .unwrap_or(4);
        Self { unit, magnitude, decimals: decimals.unsigned_abs() as usize }
    }

    /// The style of changes between numbers in this style, the largest of them `largest`: the same step, in an order of
    /// magnitude in which it is at least one. Between 2.578M and 2.600M lie 22k, not 0.022M.
    #[must_use]
    pub fn for_changes(self, largest: f64) -> Self {
        let mut style = self;
        while largest.abs() < style.magnitude.factor() && style.magnitude != Magnitude::One {
            style.magnitude = style.magnitude.below();
            style.decimals = style.decimals.saturating_sub(3);
        }
        style
    }

    /// The number as text.
    #[must_use]
    pub fn text(self, locale: &Locale, value: f64) -> String {
        let shown = value * per_unit(self.unit) / self.magnitude.factor();
        if !shown.is_finite() {
            return MISSING.to_owned();
        }
        let digits = format!("{:.*}", self.decimals, shown.abs());
        let is_zero = !digits.bytes().any(|digit| (b'1'..=b'9').contains(&digit));
        let is_negative = shown < 0.0 && !is_zero;
        // Nothing is nothing in thousands too.
        let body = match self.magnitude {
            Magnitude::One => grouped(&digits, locale),
            _ if is_zero => "0".to_owned(),
            magnitude => grouped(&digits, locale) + magnitude.suffix(),
        };
        let body = with_unit(self.unit, body, locale);
        if is_negative { format!("{MINUS}{body}") } else { body }
    }

    /// The number as text with its sign, `+` included; zero has none.
    #[must_use]
    pub fn signed(self, locale: &Locale, value: f64) -> String {
        let text = self.text(locale, value);
        let shows_digits = text.chars().any(|letter| ('1'..='9').contains(&letter));
        if value > 0.0 && shows_digits { format!("+{text}") } else { text }
    }
}

/// A number with no range, compact: `118k`, `1.96M`, `1,300`.
#[must_use]
pub fn compact(locale: &Locale, value: f64) -> String {
    NumberStyle::for_value(Unit::Number, value).text(locale, value)
}

/// A number in full, with fixed decimals: `1,960,412.50`.
#[must_use]
pub fn number(locale: &Locale, value: f64, decimals: usize) -> String {
    NumberStyle { unit: Unit::Number, magnitude: Magnitude::One, decimals }.text(locale, value)
}

/// Money to its smallest unit, with the currency: `$1,960,412.50`.
#[must_use]
pub fn money(locale: &Locale, value: f64) -> String {
    let decimals = locale.currency.decimals;
    NumberStyle { unit: Unit::Money, magnitude: Magnitude::One, decimals }.text(locale, value)
}

/// Money, compact: `$1.96M`.
#[must_use]
pub fn money_compact(locale: &Locale, value: f64) -> String {
    NumberStyle::for_value(Unit::Money, value).text(locale, value)
}

/// A share as per cent, with fixed decimals: 0.713 is `71 %`.
#[must_use]
pub fn percent(locale: &Locale, share: f64, decimals: usize) -> String {
    NumberStyle { unit: Unit::Percent, magnitude: Magnitude::One, decimals }.text(locale, share)
}

/// A change, compact, with its sign: `+118k`.
#[must_use]
pub fn signed(locale: &Locale, unit: Unit, value: f64) -> String {
    NumberStyle::for_value(unit, value).signed(locale, value)
}

/// An estimate with the digits that its range deserves.
#[must_use]
pub fn estimate(locale: &Locale, unit: Unit, value: f64, low: f64, high: f64) -> String {
    NumberStyle::for_range(unit, low, high).text(locale, value)
}

/// A range: `41k to 203k`.
#[must_use]
pub fn range(locale: &Locale, unit: Unit, low: f64, high: f64) -> String {
    let style = NumberStyle::for_range(unit, low, high);
    format!("{} to {}", style.text(locale, low), style.text(locale, high))
}

/// A range that says what it is: `90 % range 41k to 203k`.
#[must_use]
pub fn range_sentence(locale: &Locale, unit: Unit, share: f64, low: f64, high: f64) -> String {
    format!("{} range {}", percent(locale, share, 0), range(locale, unit, low, high))
}

fn shown(unit: Unit, value: f64) -> (Magnitude, f64) {
    let magnitude = if unit == Unit::Percent { Magnitude::One } else { Magnitude::of(value) };
    (magnitude, value * per_unit(unit) / magnitude.factor())
}

fn per_unit(unit: Unit) -> f64 {
    if unit == Unit::Percent { 100.0 } else { 1.0 }
}

/// The decimals that show a step of this size.
fn decimals_of(step: f64) -> usize {
    let exponent = step.log10().floor().clamp(-6.0, 6.0);
    if exponent >= 0.0 { 0 } else { exponent.abs() as usize }
}

fn grouped(digits: &str, locale: &Locale) -> String {
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    let mut text = String::with_capacity(digits.len() + 4);
    for (position, digit) in whole.chars().enumerate() {
        if position > 0 && (whole.len() - position).is_multiple_of(3) {
            text.extend(locale.group);
        }
        text.push(digit);
    }
    if !fraction.is_empty() {
        text.push(locale.decimal);
        text.push_str(fraction);
    }
    text
}

fn with_unit(unit: Unit, body: String, locale: &Locale) -> String {
    let symbol = &locale.currency.symbol;
    match (unit, locale.currency.placement) {
        (Unit::Number, _) => body,
        (Unit::Percent, _) => format!("{body}{NO_BREAK_SPACE}%"),
        (Unit::Money, Placement::Before) => format!("{symbol}{body}"),
        (Unit::Money, Placement::BeforeSpaced) => format!("{symbol}{NO_BREAK_SPACE}{body}"),
        (Unit::Money, Placement::After) => format!("{body}{symbol}"),
        (Unit::Money, Placement::AfterSpaced) => format!("{body}{NO_BREAK_SPACE}{symbol}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::present::locale::Currency;

    fn german() -> Locale {
        let currency = Currency::named("EUR", "€", Placement::AfterSpaced);
        Locale { decimal: ',', group: Some('.'), currency, ..Locale::default() }
    }

    #[test]
    fn compact_numbers_keep_three_digits() {
        let cases = [
            (118_200.0, "118k"),
            (1_960_000.0, "1.96M"),
            (1_300.0, "1,300"),
            (9.0, "9"),
            (1.918, "1.92"),
            (999_700.0, "1.00M"),
            (-13_950.0, "\u{2212}13.9k"),
            (2.5e9, "2.50bn"),
            (f64::NAN, "–"),
            (-0.001, "0.00"),
        ];
        for (value, expected) in cases {
            assert_eq!(compact(&Locale::default(), value), expected);
        }
    }

    #[test]
    fn the_range_decides_the_digits() {
        let locale = Locale::default();
        assert_eq!(range(&locale, Unit::Number, 41_300.0, 203_400.0), "41k to 203k");
        assert_eq!(range(&locale, Unit::Number, 1.913e6, 2.072e6), "1.91M to 2.07M");
        assert_eq!(range(&locale, Unit::Number, 0.0, 203_400.0), "0 to 203k");
        assert_eq!(range(&locale, Unit::Number, 662e3, 1.031e6), "0.66M to 1.03M");
        assert_eq!(estimate(&locale, Unit::Number, 1.9234, 1.51, 2.36), "1.92");
        assert_eq!(range_sentence(&locale, Unit::Percent, 0.9, 0.61, 0.79), "90\u{a0}% range 61\u{a0}% to 79\u{a0}%");
    }

    #[test]
    fn amounts_show_three_digits_of_the_largest() {
        let decimals = |largest| NumberStyle::for_amounts(Unit::Number, largest).decimals;
        assert_eq!([0.0, 535e3, 99.5, 85.0, 4.1, 0.31].map(decimals), [0, 0, 0, 1, 2, 3]);
        assert!((NumberStyle::for_amounts(Unit::Number, 4.1).step() - 0.01).abs() < 1e-12);
    }

    #[test]
    fn a_range_of_no_width_still_prints() {
        assert_eq!(range(&Locale::default(), Unit::Number, 5.0, 5.0), "5 to 5");
    }

    #[test]
    fn the_locale_sets_the_marks() {
        assert_eq!(money(&german(), 1_960_412.5), "1.960.412,50\u{a0}€");
        assert_eq!(money_compact(&german(), 1_960_412.5), "1,96M\u{a0}€");
        assert_eq!(money(&Locale::default(), -3.0), "\u{2212}$3.00");
    }

    #[test]
    fn changes_show_their_sign() {
        let locale = Locale::default();
        assert_eq!(signed(&locale, Unit::Number, 118_000.0), "+118k");
        assert_eq!(signed(&locale, Unit::Percent, -0.1), "\u{2212}10\u{a0}%");
        assert_eq!(signed(&locale, Unit::Number, 0.0), "0");
    }

    #[test]
    fn changes_between_millions_are_told_in_thousands() {
        let totals = NumberStyle { unit: Unit::Number, magnitude: Magnitude::Million, decimals: 3 };
        assert_eq!(totals.for_changes(26_400.0).signed(&Locale::default(), 26_400.0), "+26k");
        assert_eq!(totals.for_changes(1.2e6), totals);
        assert_eq!(totals.for_changes(400.0).text(&Locale::default(), 400.0), "400");
    }

    #[test]
    fn ticks_share_their_decimals() {
        let style = NumberStyle::for_ticks(Unit::Number, 3.2e6, 0.8e6);
        assert_eq!(style.text(&Locale::default(), 1.6e6), "1.6M");
        let style = NumberStyle::for_ticks(Unit::Number, 300e3, 100e3);
        assert_eq!(style.text(&Locale::default(), 100e3), "100k");
    }
}

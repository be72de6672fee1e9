//! Text as a number: what a person typed, with the locale's marks, read or refused with a reason.

use super::locale::Locale;

/// Why a text is not a number.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NumberError {
    /// Nothing was typed.
    Empty,
    /// A letter or mark that no number has.
    Unexpected(char),
    /// The marks stand where the locale does not put them, so that the number could mean two things.
    Ambiguous,
}

impl NumberError {
    /// What to tell the person who typed it.
    #[must_use]
    pub fn sentence(&self, locale: &Locale) -> String {
        match self {
            Self::Empty => "Enter a number.".to_owned(),
            Self::Unexpected(letter) => format!("“{letter}” is not part of a number."),
            Self::Ambiguous => format!("Use “{}” before the decimals.", locale.decimal),
        }
    }
}

/// Reads a number: group marks, a leading sign, the currency, a per-cent sign, and `k`, `M` or `bn` or such a word
/// (`2.7 million`, `2,7 Mio.`) are understood.
///
/// # Errors
/// [`NumberError`] says what could not be read.
pub fn parse_number(text: &str, locale: &Locale) -> Result<f64, NumberError> {
    let text = text.replace(locale.currency.symbol.as_str(), "").replace(locale.currency.code.as_str(), "");
    let text: String = text.chars().filter(|letter| !is_blank(*letter)).collect();
    let (negative, text) = split_sign(&text);
    let (factor, digits) = split_suffix(text);
    let plain = plain_digits(digits, locale)?;
    let size: f64 = plain.parse().map_err(|_| NumberError::Ambiguous)?;
    Ok(if negative { -size * factor } else { size * factor })
}

fn is_blank(letter: char) -> bool {
    letter.is_whitespace() || matches!(letter, '\u{a0}' | '\u{202f}' | '\'' | '’')
}

fn split_sign(text: &str) -> (bool, &str) {
    match text.strip_prefix(['-', '\u{2212}']) {
        Some(rest) => (true, rest),
        None => (false, text.strip_prefix('+').unwrap_or(text)),
    }
}

fn split_suffix(text: &str) -> (f64, &str) {
    // In small letters, a longer one before the one that it ends in.
    const SUFFIXES: [(&str, f64); 23] = [
        ("thousand", 1e3),
        ("tausend", 1e3),
        ("tsd.", 1e3),
        ("tsd", 1e3),
        ("k", 1e3),
        ("millions", 1e6),
        ("million", 1e6),
        ("millionen", 1e6),
        ("mio.", 1e6),
        ("mio", 1e6),
        ("mln.", 1e6),
        ("mln", 1e6),
        ("mn", 1e6),
        ("m", 1e6),
        ("billions", 1e9),
        ("billion", 1e9),
        ("milliarden", 1e9),
        ("milliarde", 1e9),
        ("mrd.", 1e9),
        ("mrd", 1e9),
        ("bn", 1e9),
        ("b", 1e9),
        ("%", 0.01),
    ];
    let small = text.to_ascii_lowercase();
    SUFFIXES
        .iter()
        .find_map(|(suffix, factor)| small.strip_suffix(suffix).map(|digits| (*factor, &text[..digits.len()])))
        .unwrap_or((1.0, text))
}

/// The digits with a full stop before the decimals and no group marks.
fn plain_digits(text: &str, locale: &Locale) -> Result<String, NumberError> {
    if text.is_empty() {
        return Err(NumberError::Empty);
    }
    let is_part = |letter: char| letter.is_ascii_digit() || letter == locale.decimal || Some(letter) == locale.group;
    if let Some(letter) = text.chars().find(|letter| !is_part(*letter)) {
        return Err(if matches!(letter, '.' | ',') { NumberError::Ambiguous } else { NumberError::Unexpected(letter) });
    }
    let (whole, fraction) = text.split_once(locale.decimal).unwrap_or((text, ""));
    if !fraction.chars().all(|letter| letter.is_ascii_digit()) {
        return Err(NumberError::Ambiguous);
    }
    let whole = without_groups(whole, locale.group)?;
    Ok(format!("0{whole}.{fraction}0"))
}

fn without_groups(whole: &str, group: Option<char>) -> Result<String, NumberError> {
    let Some(mark) = group else { return Ok(whole.to_owned()) };
    let mut parts = whole.split(mark);
    let first = parts.next().unwrap_or_default();
    let rest: Vec<&str> = parts.collect();
    let well_grouped = rest.is_empty() || (!first.is_empty() && first.len() <= 3);
    if well_grouped && rest.iter().all(|part| part.len() == 3) {
        Ok(std::iter::once(first).chain(rest).collect())
    } else {
        Err(NumberError::Ambiguous)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::present::format;
    use crate::present::locale::{Currency, Placement};

    fn german() -> Locale {
        let currency = Currency::named("EUR", "€", Placement::AfterSpaced);
        Locale { decimal: ',', group: Some('.'), currency, ..Locale::default() }
    }

    #[test]
    fn reads_what_people_type() {
        let cases = [
            ("1,300", 1_300.0),
            (" 12.5 ", 12.5),
            ("$118k", 118e3),
            ("-14k", -14e3),
            ("\u{2212}3", -3.0),
            ("71 %", 0.71),
            ("1.96M", 1.96e6),
            (".5", 0.5),
            ("2.7 million", 2.7e6),
            ("250 Thousand", 250e3),
            ("3 mn", 3e6),
            ("1.2 billion", 1.2e9),
        ];
        for (text, expected) in cases {
            let value = parse_number(text, &Locale::default()).unwrap();
            assert!((value - expected).abs() < 1e-9, "{text}: {value}");
        }
        assert_eq!(parse_number("1.234,5 €", &german()), Ok(1234.5));
        for text in ["2,7 Mio", "2,7 Mio.", "2,7 Millionen", "2.700 Tsd."] {
            assert_eq!(parse_number(text, &german()), Ok(2.7e6), "{text}");
        }
    }

    #[test]
    fn refuses_what_could_mean_two_things() {
        assert_eq!(parse_number("12,5", &Locale::default()), Err(NumberError::Ambiguous));
        assert_eq!(parse_number("1.5", &german()), Err(NumberError::Ambiguous));
        assert_eq!(parse_number("", &german()), Err(NumberError::Empty));
        assert_eq!(parse_number("12x3", &german()), Err(NumberError::Unexpected('x')));
    }

    #[test]
    fn reads_back_what_is_printed() {
        for locale in [Locale::default(), german()] {
            for value in [0.0, 1.25, -1_960_412.5, 12_345.75] {
                assert_eq!(parse_number(&format::money(&locale, value), &locale), Ok(value));
            }
        }
    }
}

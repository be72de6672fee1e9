//! Currencies by the signs and codes that exports write (ISO 4217).

use serde::{Deserialize, Serialize};

/// A currency's ISO 4217 code, three capital letters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct CurrencyCode([u8; 3]);

/// Codes that are told from words of three letters by being written in capitals.
const CODES: &[&str] = &[
    "AED", "ALL", "ARS", "AUD", "BDT", "BGN", "BHD", "BOB", "BRL", "CAD", "CHF", "CLP", "CNY", "COP", "CRC", "CZK",
    "DKK", "DOP", "DZD", "EGP", "EUR", "GBP", "GEL", "GHS", "GTQ", "HKD", "HRK", "HUF", "IDR", "ILS", "INR", "ISK",
    "JOD", "JPY", "KES", "KRW", "KWD", "KZT", "LKR", "MAD", "MXN", "MYR", "NGN", "NOK", "NZD", "OMR", "PAB", "PEN",
    "PHP", "PKR", "PLN", "PYG", "QAR", "RON", "RSD", "RUB", "SAR", "SEK", "SGD", "THB", "TND", "TRY", "TWD", "UAH",
    "USD", "UYU", "VND", "ZAR",
];

/// Codes that are words as well, so that small letters do not count.
const WORDS: &[&str] = &["ALL", "MAD", "TRY", "PEN", "COP", "RON", "PHP"];

/// Signs, the longer first where one ends in the other. A bare `$` is taken for US dollars and said to be so.
const SIGNS: &[(&str, &str)] = &[
    ("US$", "USD"),
    ("AU$", "AUD"),
    ("CA$", "CAD"),
    ("NZ$", "NZD"),
    ("MX$", "MXN"),
    ("HK$", "HKD"),
    ("A$", "AUD"),
    ("C$", "CAD"),
    ("R$", "BRL"),
    ("S$", "SGD"),
    ("$", "USD"),
    ("€", "EUR"),
    ("£", "GBP"),
    ("¥", "JPY"),
    ("￥", "JPY"),
    ("₹", "INR"),
    ("₩", "KRW"),
    ("₺", "TRY"),
    ("₪", "ILS"),
    ("₽", "RUB"),
    ("zł", "PLN"),
    ("Kč", "CZK"),
    ("Ft", "HUF"),
    ("Fr.", "CHF"),
    ("SFr.", "CHF"),
];

impl CurrencyCode {
    /// The code of three letters, whatever their case, as a column of currencies has them.
    pub fn new(text: &str) -> Option<Self> {
        let text = text.trim();
        let bytes: [u8; 3] = text.as_bytes().try_into().ok()?;
        bytes.iter().all(u8::is_ascii_alphabetic).then(|| Self(bytes.map(|b| b.to_ascii_uppercase())))
    }

    /// A known code among other words: capitals, or small letters where the code is no word.
    pub(super) fn among_words(text: &str) -> Option<Self> {
        let code = Self::new(text)?;
        let known = CODES.contains(&code.as_str());
        let certain = text == code.as_str() || !WORDS.contains(&code.as_str());
        (known && certain).then_some(code)
    }

    /// The currency that is all the text says, as a sign or a code: `€`, `USD`, `$`.
    pub(super) fn named(text: &str) -> Option<Self> {
        let text = text.trim();
        Self::among_words(text).or_else(|| {
            let sign = SIGNS.iter().find(|(sign, _)| *sign == text)?;
            Self::new(sign.1)
        })
    }

    /// Takes a sign or a code off either end of a number's text.
    pub(super) fn split_off(text: &str) -> Option<(&str, Self)> {
        for (sign, code) in SIGNS {
            if let Some(rest) = text.strip_prefix(sign).or_else(|| text.strip_suffix(sign)) {
                return Some((rest.trim(), Self::new(code)?));
            }
        }
        let head = text.get(..3).zip(text.get(3..));
        let tail = text.len().checked_sub(3).and_then(|at| Some((text.get(at..)?, text.get(..at)?)));
        let found = |part: Option<(&'_ str, &'_ str)>| part.and_then(|(code, _)| Self::among_words(code));
        match (found(head), found(tail)) {
            (Some(code), _) => Some((head?.1.trim(), code)),
            (_, Some(code)) => Some((tail?.1.trim(), code)),
            _ => None,
        }
    }

    /// The code as text.
    pub fn as_str(&self) -> &str {
        std::str::from_utf8(&self.0).unwrap_or("")
    }
}

impl std::fmt::Display for CurrencyCode {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.as_str())
    }
}

impl TryFrom<String> for CurrencyCode {
    type Error = String;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        Self::new(&text).ok_or_else(|| format!("\"{text}\" is not a currency's code of three letters"))
    }
}

impl From<CurrencyCode> for String {
    fn from(code: CurrencyCode) -> Self {
        code.as_str().to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: Option<(&str, &str)>) {
        let found = CurrencyCode::split_off(text).map(|(rest, code)| (rest, code.to_string()));
        assert_eq!(found, expected.map(|(rest, code)| (rest, code.to_owned())), "{text}");
    }

    #[test]
    fn signs_and_codes_are_taken_off_numbers() {
        check("€ 1.234,50", Some(("1.234,50", "EUR")));
        check("1.234,50 €", Some(("1.234,50", "EUR")));
        check("950.19 USD", Some(("950.19", "USD")));
        check("CHF 1'200.00", Some(("1'200.00", "CHF")));
        check("A$5", Some(("5", "AUD")));
        check("eur5", Some(("5", "EUR")));
        check("5 all", None);
        check("5", None);
        check("€", Some(("", "EUR")));
    }

    #[test]
    fn a_code_is_three_letters() {
        assert_eq!(CurrencyCode::new(" eur ").map(|c| c.to_string()), Some("EUR".to_owned()));
        assert_eq!(CurrencyCode::new("euro"), None);
        assert_eq!(CurrencyCode::among_words("all"), None);
        assert_eq!(CurrencyCode::named("(all)"), None);
        assert!(CurrencyCode::among_words("ALL").is_some());
    }
}

//! How the browser's locale writes numbers, money and dates: asked once of `Intl`, by looking at how it writes an example.

use js_sys::{Array, Function, Object, Reflect};
use wasm_bindgen::{JsCast, JsValue};

/// The marks of a locale.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Marks {
    /// Between the whole part and the fraction.
    pub decimal: char,
    /// Between groups of three digits, where the locale has such a mark.
    pub group: Option<char>,
}

/// How a locale writes a currency.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Money {
    /// What is printed beside the number.
    pub symbol: String,
    /// Whether it is printed in front of the number.
    pub in_front: bool,
    /// Whether a space stands between the two.
    pub spaced: bool,
    /// Digits of the smallest unit.
    pub decimals: usize,
}

/// How a locale writes dates.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Dates {
    /// The twelve months' short names inside a date.
    pub inside: Vec<String>,
    /// The twelve months' short names on their own.
    pub alone: Vec<String>,
    /// A date with its year.
    pub full: Vec<Part>,
    /// A date without its year.
    pub short: Vec<Part>,
}

/// A piece of a written number or date: what it is and its text.
pub type Part = (String, String);

/// The marks of the browser's locale.
pub fn marks() -> Option<Marks> {
    marks_of(&parts(1_234_567.5, None)?)
}

/// How the browser's locale writes the currency of that ISO 4217 code; none where the browser does not know it.
pub fn money(code: &str) -> Option<Money> {
    money_of(&parts(1_234.5, Some(code))?)
}

/// How the browser's locale writes dates; none for English, whose sentences have their own way here.
pub fn dates() -> Option<Dates> {
    if super::page::window()?.navigator().language()?.starts_with("en") {
        return None;
    }
    let inside = |month: i32| {
        let mut parts = date_parts(&FULL_DATE, month)?.into_iter();
        parts.find(|(kind, _)| kind == "month").map(|(_, name)| name)
    };
    // Some languages write the month with a sign of its own, which only makes a whole with it.
    let alone = |month: i32| Some(date_parts(&FULL_DATE[..1], month)?.into_iter().map(|(_, text)| text).collect());
    Some(Dates {
        inside: (0..12).map(inside).collect::<Option<_>>()?,
        alone: (0..12).map(alone).collect::<Option<_>>()?,
        full: date_parts(&FULL_DATE, 1)?,
        short: date_parts(&FULL_DATE[..2], 1)?,
    })
}

/// An option of a formatter and its value.
type Setting = (&'static str, &'static str);

/// The first alone asks for a month, the first two for a day of a month.
const FULL_DATE: [Setting; 3] = [("month", "short"), ("day", "numeric"), ("year", "numeric")];

/// How the 21st of a month of 2027, counted from 0, is written.
fn date_parts(options: &[Setting], month: i32) -> Option<Vec<Part>> {
    let day = js_sys::Date::new_with_year_month_day(2027, month, 21);
    let mut settings = vec![("calendar", "gregory")];
    settings.extend_from_slice(options);
    format_to_parts("DateTimeFormat", &settings, &day)
}

/// The currency of the browser's region, as far as its locale names a region that is known here.
pub fn home_currency() -> Option<&'static str> {
    let language = super::page::window()?.navigator().language()?;
    currency_of_region(language.rsplit('-').next()?)
}

fn marks_of(parts: &[Part]) -> Option<Marks> {
    let text = |kind: &str| parts.iter().find(|(k, _)| k == kind).and_then(|(_, text)| text.chars().next());
    Some(Marks { decimal: text("decimal")?, group: text("group") })
}

fn money_of(parts: &[Part]) -> Option<Money> {
    let place = |kind: &str| parts.iter().position(|(k, _)| k == kind);
    let (currency, number) = (place("currency")?, place("integer")?);
    let between = &parts[currency.min(number)..currency.max(number)];
    Some(Money {
        symbol: parts[currency].1.clone(),
        in_front: currency < number,
        spaced: between.iter().any(|(kind, text)| kind == "literal" && text.chars().any(char::is_whitespace)),
        decimals: place("fraction").map_or(0, |i| parts[i].1.chars().count()),
    })
}

fn parts(value: f64, currency: Option<&str>) -> Option<Vec<Part>> {
    let mut settings = Vec::new();
    if let Some(code) = currency {
        settings.extend([("style", "currency"), ("currency", code), ("currencyDisplay", "narrowSymbol")]);
    }
    format_to_parts("NumberFormat", &settings, &value.into())
}

/// What `Intl[formatter](undefined, settings).formatToParts(value)` gives, in western digits.
fn format_to_parts(formatter: &str, settings: &[(&str, &str)], value: &JsValue) -> Option<Vec<Part>> {
    let options = Object::new();
    for (name, value) in settings.iter().chain([&("numberingSystem", "latn")]) {
        Reflect::set(&options, &(*name).into(), &(*value).into()).ok()?;
    }
    let intl = Reflect::get(&js_sys::global(), &"Intl".into()).ok()?;
    let format: Function = Reflect::get(&intl, &formatter.into()).ok()?.dyn_into().ok()?;
    let format = Reflect::construct(&format, &Array::of2(&JsValue::UNDEFINED, &options)).ok()?;
    let to_parts: Function = Reflect::get(&format, &"formatToParts".into()).ok()?.dyn_into().ok()?;
    let list: Array = to_parts.call1(&format, value).ok()?.dyn_into().ok()?;
    let text = |part: &JsValue, name: &str| Reflect::get(part, &name.into()).ok()?.as_string();
    list.iter().map(|part| Some((text(&part, "type")?, text(&part, "value")?))).collect()
}

fn currency_of_region(region: &str) -> Option<&'static str> {
    Some(match region {
        "US" => "USD",
        "GB" => "GBP",
        "CH" | "LI" => "CHF",
        "JP" => "JPY",
        "CN" => "CNY",
        "IN" => "INR",
        "AU" => "AUD",
        "NZ" => "NZD",
        "CA" => "CAD",
        "BR" => "BRL",
        "MX" => "MXN",
        "SE" => "SEK",
        "NO" => "NOK",
        "DK" => "DKK",
        "PL" => "PLN",
        "CZ" => "CZK",
        "HU" => "HUF",
        "TR" => "TRY",
        "ZA" => "ZAR",
        "KR" => "KRW",
        "SG" => "SGD",
        "AE" => "AED",
        "AT" | "BE" | "BG" | "CY" | "DE" | "EE" | "ES" | "FI" | "FR" | "GR" | "HR" | "IE" | "IT" | "LT" | "LU"
        | "LV" | "MT" | "NL" | "PT" | "SI" | "SK" => "EUR",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn owned(parts: &[(&str, &str)]) -> Vec<Part> {
        parts.iter().map(|(kind, text)| ((*kind).to_owned(), (*text).to_owned())).collect()
    }

    #[test]
    fn a_german_amount_is_understood() {
        let parts = owned(&[
            ("integer", "1"),
            ("group", "."),
            ("integer", "234"),
            ("decimal", ","),
            ("fraction", "50"),
            ("literal", "\u{a0}"),
            ("currency", "€"),
        ]);
        assert_eq!(marks_of(&parts), Some(Marks { decimal: ',', group: Some('.') }));
        let expected = Money { symbol: "€".into(), in_front: false, spaced: true, decimals: 2 };
        assert_eq!(money_of(&parts), Some(expected));
    }

    #[test]
    fn a_japanese_amount_is_understood() {
        let parts = owned(&[("currency", "¥"), ("integer", "1"), ("group", ","), ("integer", "235")]);
        let expected = Money { symbol: "¥".into(), in_front: true, spaced: false, decimals: 0 };
        assert_eq!(money_of(&parts), Some(expected));
        assert_eq!(marks_of(&parts), None);
    }
}

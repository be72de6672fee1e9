//! How numbers, money and dates are written: the browser's locale with the workspace's currency.

use crate::browser::locale::{self, Money, Part, home_currency, marks, money};
use crate::present::dates::{Dates, Piece};
use crate::present::locale::{Currency, Locale, Placement};

/// The currency of a new workspace, by its ISO 4217 code: that of the browser's region, where it is known.
pub(super) fn usual_currency() -> &'static str {
    home_currency().unwrap_or("EUR")
}

/// The browser's locale with a currency, by its ISO 4217 code.
pub(super) fn of_browser(code: &str) -> Locale {
    let code = if code.is_empty() { usual_currency() } else { code };
    let usual = Locale::default();
    let marks = marks();
    Locale {
        decimal: marks.as_ref().map_or(usual.decimal, |m| m.decimal),
        group: marks.map_or(usual.group, |m| m.group),
        currency: currency(code, money(code)),
        dates: locale::dates().and_then(dates).unwrap_or_default(),
    }
}

/// A currency that the browser does not know is written by its code.
fn currency(code: &str, money: Option<Money>) -> Currency {
    let Some(money) = money else { return Currency::named(code, code, Placement::BeforeSpaced) };
    let placement = match (money.in_front, money.spaced) {
        (true, false) => Placement::Before,
        (true, true) => Placement::BeforeSpaced,
        (false, false) => Placement::After,
        (false, true) => Placement::AfterSpaced,
    };
    Currency { code: code.to_owned(), symbol: money.symbol, placement, decimals: money.decimals }
}

/// None where a month or a piece is missing: then dates are written as in English.
fn dates(written: locale::Dates) -> Option<Dates> {
    Some(Dates {
        inside: written.inside.try_into().ok()?,
        alone: written.alone.try_into().ok()?,
        full: pieces(&written.full, 3)?,
        short: pieces(&written.short, 2)?,
    })
}

/// The pieces, where as many of them as expected hold a part of the date.
fn pieces(parts: &[Part], expected: usize) -> Option<Vec<Piece>> {
    let piece = |(kind, text): &Part| match kind.as_str() {
        "day" => Piece::Day,
        "month" => Piece::Month,
        "year" => Piece::Year,
        _ => Piece::Mark(text.clone()),
    };
    let pieces: Vec<Piece> = parts.iter().map(piece).collect();
    let found = pieces.iter().filter(|piece| !matches!(piece, Piece::Mark(_))).count();
    (found == expected).then_some(pieces)
}

/// Whether a text can be a currency's code: three capital letters.
pub(super) fn is_currency_code(code: &str) -> bool {
    code.len() == 3 && code.bytes().all(|b| b.is_ascii_uppercase())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_unknown_currency_is_written_by_its_code() {
        let c = currency("XTS", None);
        assert_eq!((c.symbol.as_str(), c.placement), ("XTS", Placement::BeforeSpaced));
    }

    #[test]
    fn dates_are_read_off_an_example() {
        let part = |kind: &str, text: &str| (kind.to_owned(), text.to_owned());
        let short = vec![part("day", "21"), part("literal", ". "), part("month", "Feb.")];
        let mut full = short.clone();
        full.extend([part("literal", " "), part("year", "2027")]);
        let names = |end: &str| (1..=12).map(|month| format!("m{month}{end}")).collect::<Vec<_>>();
        let written = locale::Dates { inside: names("."), alone: names(""), full, short };
        let usual = Locale::default();
        let german = Locale { dates: dates(written.clone()).unwrap(), ..usual };
        assert_eq!(german.date(jiff::civil::date(2027, 2, 21)), "21. m2. 2027");
        assert_eq!(german.month(jiff::civil::date(2027, 2, 21)), "m2");
        assert_eq!(dates(locale::Dates { inside: vec![], ..written.clone() }), None);
        assert_eq!(dates(locale::Dates { full: vec![part("year", "2027")], ..written }), None);
    }

    #[test]
    fn codes_are_three_capitals() {
        assert!(is_currency_code("EUR"));
        assert!(!is_currency_code("eur") && !is_currency_code("EURO") && !is_currency_code("€€€"));
    }
}

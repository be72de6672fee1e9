//! How numbers and money are written: the browser's locale with the workspace's currency.

use crate::browser::locale::{Money, home_currency, marks, money};
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
    fn codes_are_three_capitals() {
        assert!(is_currency_code("EUR"));
        assert!(!is_currency_code("eur") && !is_currency_code("EURO") && !is_currency_code("€€€"));
    }
}

//! The outcome's words and units: what a return is called, how money and counts are printed, who "the next dollar" is.
//!
//! Where the outcome is a count, a return per single unit of money is a small fraction; it is then stated per 10, 100,
//! 1,000 and so on, the smallest power of ten at which a fifth of the outcome over all spend is at least one.

use crate::present::format::{self, NumberStyle, Unit};
use crate::present::locale::Locale;
use engine::math::Interval;
use engine::panel::{OutcomeKind, Panel};

/// The share of the outcome by which the scale of returns of a count is chosen.
const TYPICAL_SHARE: f64 = 0.2;

/// The words and units of one workspace.
#[derive(Clone, Debug, PartialEq)]
pub struct Terms {
    /// How numbers and money are written.
    pub locale: Locale,
    name: String,
    kind: OutcomeKind,
    /// Spend to which a return refers: 1 where the outcome is money.
    per: f64,
}

impl Terms {
    /// The terms of a panel.
    #[must_use]
    pub fn of(panel: &Panel, locale: &Locale) -> Self {
        let kind = panel.outcome_kind();
        let spend: f64 = panel.channels().iter().flat_map(|c| &c.spend_by_week).sum();
        let outcome: f64 = panel.outcome().iter().map(|y| y.abs()).sum();
        let per = if kind == OutcomeKind::Money { 1.0 } else { return_scale(TYPICAL_SHARE * outcome / spend) };
        Self { locale: locale.clone(), name: panel.outcome_name().to_owned(), kind, per }
    }

    /// The outcome's name at the head of something: a plain word in small letters gets a capital.
    #[must_use]
    pub fn outcome_title(&self) -> String {
        let is_plain_word = self.name.len() > 2 && self.name.chars().all(char::is_lowercase);
        let mut letters = self.name.chars();
        match letters.next() {
            Some(first) if is_plain_word => first.to_uppercase().collect::<String>() + letters.as_str(),
            _ => self.name.clone(),
        }
    }

    /// The outcome's name inside a sentence: a plain capitalised word loses its capital.
    #[must_use]
    pub fn outcome(&self) -> String {
        let mut letters = self.name.chars();
        let is_plain_word = letters.next().is_some_and(char::is_uppercase) && letters.all(|l| l.is_lowercase());
        if is_plain_word { self.name.to_lowercase() } else { self.name.clone() }
    }

    /// Whether the outcome is money, so that a return of 1 means that the spend comes back.
    #[must_use]
    pub fn is_money(&self) -> bool {
        self.kind == OutcomeKind::Money
    }

    /// The unit of the outcome.
    #[must_use]
    pub fn unit(&self) -> Unit {
        if self.is_money() { Unit::Money } else { Unit::Number }
    }

    /// The spend to which a return refers, in words: "dollar", "1,000 dollars".
    #[must_use]
    pub fn spend_unit(&self) -> String {
        let (one, many) = coin(&self.locale.currency.code);
        if self.per > 1.0 { format!("{} {many}", format::number(&self.locale, self.per, 0)) } else { one }
    }

    /// What a return is called.
    #[must_use]
    pub fn return_name(&self) -> String {
        if self.is_money() {
            "Return on spend".to_owned()
        } else {
            format!("{} per {}", self.outcome_title(), self.spend_unit())
        }
    }

    /// What the return at the margin is called.
    #[must_use]
    pub fn marginal_name(&self) -> String {
        format!("Return of the next {}", self.spend_unit())
    }

    /// Outcome per unit of money in the unit in which returns are shown.
    #[must_use]
    pub fn shown_return(&self, per_unit: f64) -> f64 {
        per_unit * self.per
    }

    /// The same, as an interval.
    #[must_use]
    pub fn shown_returns(&self, per_unit: Interval) -> Interval {
        per_unit.scaled(self.per)
    }

    /// By how much shown returns exceed outcome per unit of money.
    #[must_use]
    pub fn return_factor(&self) -> f64 {
        self.per
    }

    /// A return with the digits that its range deserves.
    #[must_use]
    pub fn return_text(&self, per_unit: Interval) -> String {
        let shown = self.shown_returns(per_unit);
        format::estimate(&self.locale, Unit::Number, shown.mean, shown.lo, shown.hi)
    }

    /// A return's range.
    #[must_use]
    pub fn return_range(&self, per_unit: Interval) -> String {
        let shown = self.shown_returns(per_unit);
        format::range(&self.locale, Unit::Number, shown.lo, shown.hi)
    }

    /// An amount of the outcome with the digits that its range deserves.
    #[must_use]
    pub fn amount(&self, amount: Interval) -> String {
        format::estimate(&self.locale, self.unit(), amount.mean, amount.lo, amount.hi)
    }

    /// An amount's range.
    #[must_use]
    pub fn amount_range(&self, amount: Interval) -> String {
        format::range(&self.locale, self.unit(), amount.lo, amount.hi)
    }

    /// The style in which `total` and parts whose range is `width` wide can stand beside each other.
    #[must_use]
    pub fn style_beside(&self, total: f64, width: f64) -> NumberStyle {
        NumberStyle::for_range(self.unit(), total - width.abs(), total)
    }
}

/// The smallest power of ten at which `typical` outcomes per unit of money are at least one.
fn return_scale(typical: f64) -> f64 {
    if !(typical.is_finite() && typical > 0.0) {
        return 1.0;
    }
    10f64.powf((-typical.log10()).ceil().clamp(0.0, 9.0))
}

/// A unit of the currency and several of them; the code where there is no everyday word.
pub(in crate::present) fn coin(code: &str) -> (String, String) {
    let (one, many) = match code {
        "USD" | "AUD" | "CAD" | "NZD" | "SGD" | "HKD" => ("dollar", "dollars"),
        "EUR" => ("euro", "euros"),
        "GBP" => ("pound", "pounds"),
        "CHF" => ("franc", "francs"),
        "JPY" => ("yen", "yen"),
        "INR" => ("rupee", "rupees"),
        "MXN" => ("peso", "pesos"),
        code => (code, code),
    };
    (one.to_owned(), many.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::present::measure::example;

    #[test]
    fn the_outcome_is_named_as_people_write_it() {
        for (name, expected) in [("Revenue", "revenue"), ("KPI", "KPI"), ("y", "y"), ("Orders_total", "Orders_total")] {
            let terms = Terms { name: name.to_owned(), ..example::terms() };
            assert_eq!(terms.outcome(), expected);
        }
        for (name, expected) in [("revenue", "Revenue"), ("y", "y"), ("kpi_total", "kpi_total"), ("KPI", "KPI")] {
            let terms = Terms { name: name.to_owned(), ..example::terms() };
            assert_eq!(terms.outcome_title(), expected);
        }
    }

    #[test]
    fn counts_are_stated_for_as_much_money_as_it_takes() {
        for (typical, per) in [(2.5, 1.0), (1.0, 1.0), (0.3, 10.0), (0.02, 100.0), (0.0011, 1_000.0), (0.0, 1.0)] {
            assert_eq!(return_scale(typical), per, "{typical}");
        }
        let terms = Terms { kind: OutcomeKind::Count, per: 1_000.0, name: "Orders".into(), ..example::terms() };
        assert_eq!(terms.return_name(), "Orders per 1,000 dollars");
        assert_eq!(terms.return_text(Interval { mean: 0.0213, lo: 0.012, hi: 0.031 }), "21");
    }
}

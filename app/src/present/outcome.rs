//! What the outcome is called and counted in, for sentences, axes and headings.

use super::format::Unit;
use super::home::in_sentence;
use super::locale::Locale;
use engine::panel::{OutcomeKind, Panel};

/// The outcome's name and kind.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outcome {
    /// Its name, as the data have it.
    pub name: String,
    /// What it is counted in.
    pub kind: OutcomeKind,
}

impl Outcome {
    /// The outcome of a panel.
    #[must_use]
    pub fn of(panel: &Panel) -> Self {
        Self { name: panel.outcome_name().to_owned(), kind: panel.outcome_kind() }
    }

    /// Its name at the head of something: plain words in small letters get a capital.
    #[must_use]
    pub fn title(&self) -> String {
        let is_plain = self.name.len() > 2 && self.name.chars().all(|letter| letter.is_lowercase() || letter == ' ');
        let mut letters = self.name.chars();
        match letters.next() {
            Some(first) if is_plain => first.to_uppercase().chain(letters).collect(),
            _ => self.name.clone(),
        }
    }

    /// The unit of its axes.
    #[must_use]
    pub fn unit(&self) -> Unit {
        match self.kind {
            OutcomeKind::Money => Unit::Money,
            OutcomeKind::Count => Unit::Number,
        }
    }

    /// `118k more`, or, of things that are counted, `118k more orders`.
    #[must_use]
    pub fn compared(&self, amount: &str, comparison: &str) -> String {
        match self.kind {
            OutcomeKind::Money => format!("{amount} {comparison}"),
            OutcomeKind::Count => format!("{amount} {comparison} {}", self.name),
        }
    }

    /// `118k`, or, of things that are counted, `118k orders`.
    #[must_use]
    pub fn amount(&self, amount: &str) -> String {
        match self.kind {
            OutcomeKind::Money => amount.to_owned(),
            OutcomeKind::Count => format!("{amount} {}", self.name),
        }
    }

    /// `118k of revenue`, or, of things that are counted, `118k orders`.
    #[must_use]
    pub fn named(&self, amount: &str) -> String {
        match self.kind {
            OutcomeKind::Money => format!("{amount} of {}", in_sentence(&self.name)),
            OutcomeKind::Count => format!("{amount} {}", self.name),
        }
    }

    /// Its name with what it is counted in: `Revenue, USD`.
    #[must_use]
    pub fn heading(&self, locale: &Locale) -> String {
        match self.kind {
            OutcomeKind::Money => format!("{}, {}", self.title(), locale.currency.code),
            OutcomeKind::Count => self.title(),
        }
    }

    /// What one more unit of spend returns is called: money for money, or things for money.
    #[must_use]
    pub fn per_unit_of_spend(&self, locale: &Locale) -> String {
        match self.kind {
            OutcomeKind::Money => format!("{code} per {code}", code = locale.currency.code),
            OutcomeKind::Count => format!("{} per {}", self.name, locale.currency.code),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_plain_name_gets_a_capital_at_the_head() {
        let check = |name: &str, title: &str| {
            assert_eq!(Outcome { name: name.to_owned(), kind: OutcomeKind::Count }.title(), title);
        };
        check("conversions", "Conversions");
        check("new customers", "New customers");
        check("GMV", "GMV");
        check("y", "y");
        check("total_sales", "total_sales");
    }
}

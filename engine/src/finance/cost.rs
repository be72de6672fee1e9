//! From revenue to contribution margin and profit.
//!
//! ```text
//! contribution margin = revenue - cost of goods
//! profit              = contribution margin - spend
//! ```
//!
//! Cost of goods is taken from the exports where they have it, and otherwise is a rate of revenue: the first rule that
//! speaks of the product and the day.

use crate::exports::Amount;
use crate::money::scaled;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// Parts of a whole in which rates are given.
const MILLION: i64 = 1_000_000;

/// A rate of cost of goods.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CostRule {
    /// The product it is for; all where none.
    pub product: Option<String>,
    /// The first day it holds; from ever where none.
    pub from: Option<Date>,
    /// The last day it holds; for ever where none.
    pub to: Option<Date>,
    /// Cost of goods in millionths of revenue: 400,000 is a margin of 60 %.
    pub cost_millionths: u32,
}

/// What goods cost.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct CostModel {
    /// The rules, in order.
    pub rules: Vec<CostRule>,
}

/// Revenue and what is left of it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Profit {
    /// Revenue.
    pub revenue: Amount,
    /// Cost of goods.
    pub cost_of_goods: Amount,
    /// Spend.
    pub spend: Amount,
    /// Revenue less cost of goods.
    pub contribution_margin: Amount,
    /// Contribution margin less spend.
    pub profit: Amount,
}

impl CostModel {
    /// The rate for a product on a day, in millionths of revenue; none where no rule speaks of them.
    pub fn rate(&self, product: Option<&str>, day: Date) -> Option<u32> {
        let holds = |rule: &&CostRule| {
            rule.product.as_deref().is_none_or(|own| product == Some(own))
                && rule.from.is_none_or(|from| from <= day)
                && rule.to.is_none_or(|to| day <= to)
        };
        self.rules.iter().find(holds).map(|rule| rule.cost_millionths)
    }

    /// The cost of goods in a revenue; none where no rule speaks of it.
    pub fn cost_of(&self, revenue: Amount, product: Option<&str>, day: Date) -> Option<Amount> {
        self.rate(product, day).map(|rate| Amount(scaled(revenue.0, i64::from(rate), MILLION)))
    }
}

impl Profit {
    /// What is left; it adds up by construction.
    pub fn new(revenue: Amount, cost_of_goods: Amount, spend: Amount) -> Self {
        let contribution_margin = Amount(revenue.0.saturating_sub(cost_of_goods.0));
        let profit = Amount(contribution_margin.0.saturating_sub(spend.0));
        Self { revenue, cost_of_goods, spend, contribution_margin, profit }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn the_first_rule_of_the_product_and_day_counts() {
        let rule = |product: Option<&str>, from: Option<Date>, cost_millionths| CostRule {
            product: product.map(str::to_owned),
            from,
            to: None,
            cost_millionths,
        };
        let rules = vec![
            rule(Some("Crew"), Some(date(2026, 1, 1)), 500_000),
            rule(Some("Crew"), None, 400_000),
            rule(None, Some(date(2025, 1, 1)), 250_000),
        ];
        let model = CostModel { rules };
        let cost = |product, day| model.cost_of(Amount(100), product, day).map(|cost| cost.0);
        assert_eq!(cost(Some("Crew"), date(2026, 2, 1)), Some(50));
        assert_eq!(cost(Some("Crew"), date(2024, 2, 1)), Some(40));
        assert_eq!(cost(Some("Tote"), date(2026, 2, 1)), Some(25));
        assert_eq!(cost(None, date(2024, 2, 1)), None);
        let left = Profit::new(Amount(100), Amount(40), Amount(35));
        assert_eq!((left.contribution_margin, left.profit), (Amount(60), Amount(25)));
    }
}

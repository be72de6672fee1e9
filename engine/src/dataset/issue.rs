//! What is to be known of a panel that was built: what was left out, assumed or filled. Nothing happens silently.

use super::source::SourceId;
use crate::exports::Amount;
use crate::taxonomy::RuleId;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use std::fmt;

/// Something to be known.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Issue {
    /// Amounts in a currency for which no rate is given on these days: they are not in the panel.
    MissingRate {
        /// The currency.
        currency: String,
        /// The source.
        source: SourceId,
        /// The days, as stretches.
        days: Vec<(Date, Date)>,
        /// How much, in that currency.
        amount: Amount,
    },
    /// Spend that no rule catches: it is not in the panel.
    Uncaught {
        /// The source.
        source: SourceId,
        /// The names.
        names: u32,
        /// How much in the workspace's currency, as far as rates are given.
        spend: Amount,
    },
    /// Amounts without a currency were taken to be in this one.
    CurrencyAssumed {
        /// The source.
        source: SourceId,
        /// The currency.
        currency: String,
    },
    /// Credits exceed the spend of a week: it counts as nothing.
    NegativeSpend {
        /// The channel.
        channel: String,
        /// The market; none for the whole.
        market: Option<String>,
        /// The week.
        week: Date,
        /// What it came to.
        amount: Amount,
    },
    /// Weeks for which a driver has no value got the last one known.
    DriverFilled {
        /// The driver.
        driver: String,
        /// How many.
        weeks: u32,
    },
    /// Rows whose days no source can plausibly have (before 1990, after 2099, or flights of over ten years): left out.
    ImplausibleDays {
        /// The source.
        source: SourceId,
        /// How many rows.
        rows: u32,
    },
    /// A rule that cannot be asked catches nothing.
    RuleFault {
        /// The rule.
        rule: RuleId,
        /// Why.
        reason: String,
    },
    /// Revenue for which no cost of goods is given counts as margin whole.
    NoCost {
        /// The source.
        source: SourceId,
        /// How much revenue.
        revenue: Amount,
    },
    /// The source has the outcome's measure too, and does not count: it would count what others record a second time.
    NotCounted {
        /// The source.
        source: SourceId,
    },
    /// One of the outcome's sources ends long before the others: the weeks after it are without it.
    OutcomeEnded {
        /// The source that ended last of its platform.
        source: SourceId,
        /// Its last day.
        last: Date,
    },
    /// One of the outcome's sources begins later than the others.
    OutcomeBegins {
        /// The source that began first of its platform.
        source: SourceId,
        /// Its first day.
        first: Date,
    },
    /// A market without an outcome of its own: its spend is shared among the others.
    MarketWithoutOutcome {
        /// The market.
        market: String,
        /// Its spend.
        spend: Amount,
    },
}

/// Stretches of days as text: `2026-01-01 to 2026-01-05, 2026-02-01`, the first five.
pub fn days_in_words(days: &[(Date, Date)]) -> String {
    const MOST: usize = 5;
    let one = |(from, to): &(Date, Date)| if from == to { from.to_string() } else { format!("{from} to {to}") };
    let mut text = days.iter().take(MOST).map(one).collect::<Vec<_>>().join(", ");
    if days.len() > MOST {
        text.push_str(&format!(" and {} more", days.len() - MOST));
    }
    text
}

impl fmt::Display for Issue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::MissingRate { currency, source, days, amount } => {
                let (days, amount) = (days_in_words(days), amount.to_f64());
                write!(f, "{source}: no rate is given for {currency} on {days}; {amount:.2} {currency} are left out.")
            }
            Self::Uncaught { source, names, spend } => {
                write!(f, "{source}: no rule catches {names} names with {:.2} spent; they are left out.", spend.to_f64())
            }
            Self::CurrencyAssumed { source, currency } => {
                write!(f, "{source}: the file names no currency; {currency} is assumed.")
            }
            Self::NegativeSpend { channel, market, week, amount } => {
                let market = market.as_ref().map_or_else(String::new, |market| format!(" in {market}"));
                let amount = amount.to_f64();
                write!(f, "{channel}{market}: credits exceed the spend of the week of {week} ({amount:.2}); it counts as 0.")
            }
            Self::DriverFilled { driver, weeks } => {
                write!(f, "{driver}: {weeks} weeks have no value and got the nearest known one.")
            }
            Self::ImplausibleDays { source, rows } => {
                write!(f, "{source}: {rows} rows have impossible days and are left out.")
            }
            Self::RuleFault { rule, reason } => write!(f, "Rule {rule} catches nothing. {reason}"),
            Self::NoCost { source, revenue } => {
                write!(f, "{source}: no cost of goods is given for {:.2} of revenue.", revenue.to_f64())
            }
            Self::NotCounted { source } => {
                write!(f, "{source} has the outcome too, and does not count: others record it already.")
            }
            Self::OutcomeEnded { source, last } => write!(f, "{source} ends on {last}; the weeks after it are without it."),
            Self::OutcomeBegins { source, first } => {
                write!(f, "{source} begins on {first}; the weeks before it are without it.")
            }
            Self::MarketWithoutOutcome { market, spend } => {
                let spend = spend.to_f64();
                write!(f, "{market} has {spend:.2} spent and no outcome; the spend is shared among the others.")
            }
        }
    }
}

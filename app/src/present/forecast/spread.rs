//! Where a forecast's range comes from, in words.

use crate::present::format;
use crate::present::home::capitalised;
use crate::present::locale::Locale;
use crate::present::table::{Cell, Column, Table};
use engine::forecast::Spread;

/// The parts with their names, the largest first.
fn parts(spread: &Spread) -> [(&'static str, f64); 4] {
    let mut parts = [
        ("what is not known about the model", spread.parameters),
        ("changes of the trend still to come", spread.process),
        ("chance from week to week", spread.observation),
        ("assumptions that may turn out otherwise", spread.assumptions),
    ];
    parts.sort_by(|a, b| b.1.total_cmp(&a.1));
    parts
}

/// What most of the range comes from; none for forecasts that do not say.
#[must_use]
pub fn spread_sentence(spread: &Spread, locale: &Locale) -> Option<String> {
    let parts = parts(spread);
    let told: Vec<String> = parts
        .iter()
        .filter(|(_, share)| *share >= 0.005)
        .map(|(name, share)| format!("{name} ({})", format::percent(locale, *share, 0)))
        .collect();
    let (first, others) = told.split_first()?;
    let most = if parts[0].1 > 0.5 { "Most of the range" } else { "The largest part of the range" };
    Some(match others {
        [] => format!("{most} comes from {first}."),
        others => format!("{most} comes from {first}; the rest from {}.", crate::present::plan::listed(others)),
    })
}

/// One row a part.
#[must_use]
pub fn spread_table(spread: &Spread, locale: &Locale) -> Table {
    let row = |(name, share): (&str, f64)| {
        vec![Cell::words(capitalised(name)), Cell::number(share, format::percent(locale, share, 0))]
    };
    let columns = vec![Column::words("Source"), Column::numbers("Share of the variance of the total")];
    Table { caption: "Where the range comes from".to_owned(), columns, rows: parts(spread).map(row).to_vec() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_largest_part_comes_first() {
        let spread = Spread { parameters: 0.3, process: 0.1, observation: 0.6, assumptions: 0.0 };
        assert_eq!(
            spread_sentence(&spread, &Locale::default()).unwrap(),
            "Most of the range comes from chance from week to week (60\u{a0}%); the rest from what is not known about \
             the model (30\u{a0}%) and changes of the trend still to come (10\u{a0}%)."
        );
        assert_eq!(spread_sentence(&Spread::default(), &Locale::default()), None);
        let rows = spread_table(&spread, &Locale::default()).rows;
        assert_eq!((rows[0][0].text.as_str(), rows[3][1].text.as_str()), ("Chance from week to week", "0\u{a0}%"));
    }
}

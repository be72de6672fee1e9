//! The ledger: what was committed, when, on which fit; and which week is awaited.

use crate::present::forecast::Total;
use crate::present::format;
use crate::present::locale::Locale;
use crate::present::plan::{goal_text, period};
use crate::present::table::{Cell, Column, Table};
use crate::state::{Committed, FitId, FitRecord, SpendChoice};
use engine::panel::Panel;
use jiff::civil::Date;
use std::sync::Arc;

/// One entry in a line, for a list to choose from: `Plan 2, 27 Jun 2026: 13 weeks from 29 Jun 2026`.
#[must_use]
pub fn ledger_entry(committed: &Committed) -> String {
    format!("Plan {}, {}: {}", committed.id.0, format::date(committed.at.day), period(&committed.scenario.weeks))
}

/// All entries, the newest first.
#[must_use]
pub fn ledger_table(ledger: &[Arc<Committed>], fits: &[Arc<FitRecord>], locale: &Locale) -> Table {
    let row = |committed: &Arc<Committed>| {
        let spend: f64 = committed.scenario.totals().iter().sum();
        let total = Total::of(&committed.forecast);
        let goal = committed.goal.map_or_else(Cell::default, |goal| Cell::number(goal, goal_text(locale, goal)));
        vec![
            Cell::words(format!("Plan {}", committed.id.0)),
            Cell::words(format::date(committed.at.day)),
            Cell::words(period(&committed.scenario.weeks)),
            Cell::words(choice_name(committed.choice)),
            Cell::number(spend, format::compact(locale, spend)),
            Cell::number(total.mean, total.text(locale)),
            Cell::words(total.range(locale)),
            goal,
            Cell::words(fit_name(committed.fit, fits)),
        ]
    };
    let code = &locale.currency.code;
    let columns = vec![
        Column::words("Plan"),
        Column::words("Committed"),
        Column::words("Weeks"),
        Column::words("Spend as"),
        Column::numbers(format!("Spend, {code}")),
        Column::numbers("Forecast"),
        Column::words(""),
        Column::numbers("Goal"),
        Column::words("Rests on"),
    ];
    Table { caption: "Committed plans".to_owned(), columns, rows: ledger.iter().rev().map(row).collect() }
}

fn choice_name(choice: SpendChoice) -> &'static str {
    match choice {
        SpendChoice::Today => "before",
        SpendChoice::Optimum => "optimum",
    }
}

fn fit_name(fit: FitId, fits: &[Arc<FitRecord>]) -> String {
    let found = fits.iter().find(|record| record.id == fit);
    let weeks = found.map(|record| format!(", {} weeks of data", record.panel.week_count())).unwrap_or_default();
    format!("fit {}{weeks}", fit.0)
}

/// The next committed week that the data do not have yet; none once all have happened.
#[must_use]
pub fn awaited(committed: &Committed, panel: &Panel) -> Option<Date> {
    committed.scenario.weeks.iter().copied().find(|week| *week > panel.last_week())
}

#[cfg(test)]
mod tests {
    use super::super::samples::{committed, panel};
    use super::*;
    use jiff::civil::date;

    #[test]
    fn entries_say_when_and_what() {
        assert_eq!(ledger_entry(&committed()), "Plan 1, 27 Jun 2026: 13 weeks from 29 Jun 2026");
        let table = ledger_table(&[Arc::new(committed())], &[], &Locale::default());
        let texts: Vec<&str> = table.rows[0].iter().map(|cell| cell.text.as_str()).collect();
        assert_eq!(texts[3..6], ["optimum", "247k", "1.99M"]);
        assert_eq!(texts[7..], ["2.0M", "fit 1"]);
    }

    #[test]
    fn the_awaited_week_is_the_first_that_is_missing() {
        assert_eq!(awaited(&committed(), &panel()), Some(date(2026, 7, 27)));
    }
}

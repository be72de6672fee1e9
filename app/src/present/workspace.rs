//! The workspace screen: its money, its storage, and the histories of fits and commitments.

use super::format::{self, Unit};
use super::home::{compact_of, count_of};
use super::locale::Locale;
use super::table::{Cell, Column, Table};
use crate::state::{Committed, FitRecord, SaveState, SpendChoice};
use engine::calendar::week_end;
use engine::math::{mean, quantile_of_sorted};
use engine::panel::OutcomeKind;
use std::sync::Arc;

/// Currencies that are offered, by their ISO 4217 codes, the most usual first.
pub const CURRENCIES: [&str; 24] = [
    "USD", "EUR", "GBP", "CHF", "JPY", "CNY", "AUD", "CAD", "NZD", "SEK", "NOK", "DKK", "PLN", "CZK", "HUF", "INR",
    "KRW", "SGD", "HKD", "BRL", "MXN", "ZAR", "AED", "TRY",
];

/// The currencies that are offered, with the workspace's own where it is none of them.
#[must_use]
pub fn currencies(own: &str) -> Vec<String> {
    let extra = (!own.is_empty() && !CURRENCIES.contains(&own)).then_some(own);
    extra.into_iter().chain(CURRENCIES).map(str::to_owned).collect()
}

/// Whether what is on the screen is kept, in a few words.
#[must_use]
pub fn saved_words(save: &SaveState) -> &'static str {
    match save {
        SaveState::Nothing => "",
        SaveState::Saved { .. } => "Saved on this device",
        SaveState::Saving => "Saving…",
        SaveState::Unsaved { .. } => "Not saved",
        SaveState::ReadOnly => "Open in another tab; read only here",
    }
}

/// An amount of storage: `3.2 MB`.
#[must_use]
pub fn bytes(locale: &Locale, count: f64) -> String {
    let (divisor, unit) = match count {
        count if count < 1e6 => (1e3, "kB"),
        count if count < 1e9 => (1e6, "MB"),
        _ => (1e9, "GB"),
    };
    let value = count / divisor;
    format!("{}\u{a0}{unit}", format::number(locale, value, usize::from(value < 9.95)))
}

/// The fits, newest first.
#[must_use]
pub fn fit_history(fits: &[Arc<FitRecord>], locale: &Locale) -> Table {
    let row = |fit: &Arc<FitRecord>| {
        let settings = &fit.settings;
        let draws = settings.draws * settings.chains;
        vec![
            Cell::words(format!("Fit {}", fit.id.0)),
            Cell::date(fit.finished.day, locale),
            Cell::words(format!(
                "{} to {}",
                count_of(fit.panel.week_count(), "week"),
                locale.date(week_end(fit.panel.last_week()))
            )),
            Cell::number(draws as f64, format::number(locale, draws as f64, 0)),
            Cell::number(settings.seed as f64, settings.seed.to_string()),
            Cell::number(fit.seconds, duration(fit.seconds)),
            Cell::words(fit.version.clone()),
        ]
    };
    let columns = vec![
        Column::words("Fit"),
        Column::words("Finished"),
        Column::words("Data"),
        Column::numbers("Draws"),
        Column::numbers("Seed"),
        Column::numbers("Took"),
        Column::words("Version"),
    ];
    Table { caption: "Finished fits, newest first".to_owned(), columns, rows: fits.iter().rev().map(row).collect() }
}

/// The committed plans, newest first, each with the forecast that was written down for it.
#[must_use]
pub fn ledger_table(ledger: &[Arc<Committed>], kind: OutcomeKind, locale: &Locale) -> Table {
    let unit = if kind == OutcomeKind::Money { Unit::Money } else { Unit::Number };
    let row = |committed: &Arc<Committed>| {
        let spend: f64 = committed.scenario.totals().iter().sum();
        let totals = &committed.forecast.sorted_totals;
        let (low, high) = (quantile_of_sorted(totals, 0.05), quantile_of_sorted(totals, 0.95));
        vec![
            Cell::words(format!("Plan {}", committed.id.0)),
            Cell::date(committed.at.day, locale),
            Cell::words(weeks_covered(committed, locale)),
            Cell::words(choice(committed.choice)),
            Cell::number(spend, compact_of(locale, Unit::Money, spend)),
            Cell::number(mean(totals), format::estimate(locale, unit, mean(totals), low, high)),
            Cell::words(format::range(locale, unit, low, high)),
            committed.goal.map_or_else(|| Cell::words("–"), |goal| Cell::number(goal, compact_of(locale, unit, goal))),
        ]
    };
    let columns = vec![
        Column::words("Plan"),
        Column::words("Committed"),
        Column::words("Weeks"),
        Column::words("Spend as"),
        Column::numbers("Spend"),
        Column::numbers("Forecast"),
        Column::numbers("90\u{a0}% range"),
        Column::numbers("Goal"),
    ];
    let rows = ledger.iter().rev().map(row).collect();
    Table { caption: "Committed plans, newest first".to_owned(), columns, rows }
}

fn weeks_covered(committed: &Committed, locale: &Locale) -> String {
    match (committed.scenario.weeks.first(), committed.scenario.weeks.last()) {
        (Some(first), Some(last)) => format!("{} to {}", locale.day(*first), locale.date(week_end(*last))),
        _ => String::new(),
    }
}

fn choice(choice: SpendChoice) -> &'static str {
    match choice {
        SpendChoice::Today => "today",
        SpendChoice::Optimum => "best split",
        SpendChoice::Own => "own split",
    }
}

/// A length of time: `41 s`, `2 min 5 s`.
#[must_use]
pub fn duration(seconds: f64) -> String {
    let whole = seconds.max(0.0).round() as u64;
    match whole {
        0..60 => format!("{whole}\u{a0}s"),
        _ => format!("{}\u{a0}min {}\u{a0}s", whole / 60, whole % 60),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn storage_and_time_are_read_at_a_glance() {
        let locale = Locale::default();
        for (count, text) in
            [(900.0, "0.9\u{a0}kB"), (3.21e6, "3.2\u{a0}MB"), (64e6, "64\u{a0}MB"), (1.5e9, "1.5\u{a0}GB")]
        {
            assert_eq!(bytes(&locale, count), text);
        }
        assert_eq!(duration(41.2), "41\u{a0}s");
        assert_eq!(duration(125.0), "2\u{a0}min 5\u{a0}s");
    }

    #[test]
    fn the_own_currency_is_always_offered() {
        assert_eq!(currencies("ISK")[0], "ISK");
        assert_eq!(currencies("EUR").len(), CURRENCIES.len());
    }
}

//! How good forecasts were: each one's scores, and the measured margin of error with the number it rests on.

use crate::present::format::{self, NumberStyle, Unit};
use crate::present::home::count_of;
use crate::present::locale::Locale;
use crate::present::plan::Answer;
use crate::present::table::{Cell, Column, Table};
use crate::state::{Backtest, Committed};
use engine::forecast::{Margin, Record, Scores, score};
use engine::panel::Panel;
use jiff::civil::Date;
use std::sync::Arc;

/// A committed forecast with its scores.
#[derive(Clone, Debug, PartialEq)]
pub struct Scored {
    /// When it was committed.
    pub committed: Date,
    /// Its first week.
    pub first_week: Date,
    /// The scores.
    pub scores: Scores,
}

/// Scores every committed forecast by the weeks that the panel knows, the newest first.
#[must_use]
pub fn scored(ledger: &[Arc<Committed>], panel: &Panel) -> Vec<Scored> {
    let of = |entry: &Arc<Committed>| {
        let first_week = *entry.forecast.weeks.first()?;
        let from = panel.weeks().iter().position(|week| *week == first_week).unwrap_or(panel.week_count());
        let (history, after) = panel.outcome().split_at_checked(from)?;
        let actual = &after[..after.len().min(entry.forecast.weeks.len())];
        let scores = score(&entry.forecast, actual, history);
        Some(Scored { committed: entry.at.day, first_week, scores })
    };
    ledger.iter().rev().filter_map(of).collect()
}

/// The measured margin of error: of committed forecasts where one is complete, else of forecasts of the past.
#[must_use]
pub fn record_answer(committed: &[Scored], backtest: Option<&Backtest>, locale: &Locale) -> Answer {
    let own = record_of(committed);
    let past = backtest.map(past_record);
    if let Some(margin) = own.margin {
        return margin_answer(&margin, "Committed forecasts missed the total by", locale);
    }
    if let Some(margin) = past.and_then(|record| record.margin) {
        let quarters = count_of(margin.forecasts, "quarter");
        let what = format!("Over the last {quarters} forecasts missed the total by");
        return margin_answer(&margin, &what, locale);
    }
    let known = own.weeks;
    Answer {
        sentence: "No forecast has been measured to its end yet".to_owned(),
        range: match known {
            0 => "Commit a plan and let its weeks come in, or test the forecast on your own past now.".to_owned(),
            known => format!(
                "{} of committed forecasts {} known so far; the total is measured when all of them are.",
                count_of(known, "week"),
                if known == 1 { "is" } else { "are" }
            ),
        },
    }
}

fn margin_answer(margin: &Margin, what: &str, locale: &Locale) -> Answer {
    let percent = |share: f64| format::percent(locale, share, 1);
    let n = margin.forecasts;
    let lean = match margin.bias {
        bias if bias > 0.005 => format!("on average {} more came than was forecast", percent(bias)),
        bias if bias < -0.005 => format!("on average {} less came than was forecast", percent(-bias)),
        _ => "on average as much came as was forecast".to_owned(),
    };
    let wide = if margin.is_telling {
        format!("nine in ten missed it by less than {}", percent(margin.nine_in_ten))
    } else {
        format!("from {} the margin is itself uncertain", count_of(n, "forecast"))
    };
    Answer {
        sentence: format!("{what} {} (median of {n})", percent(margin.median)),
        range: format!("{} of {n} totals fell inside the 90\u{a0}% range; {lean}; {wide}.", margin.inside_90),
    }
}

/// The record of committed forecasts.
fn record_of(committed: &[Scored]) -> Record {
    Record::of(&committed.iter().map(|s| s.scores.clone()).collect::<Vec<_>>())
}

/// The record of forecasts of the past.
fn past_record(backtest: &Backtest) -> Record {
    Record::of(&backtest.origins.iter().map(|o| o.scores.clone()).collect::<Vec<_>>())
}

/// What several forecasts' weeks say together, sentence by sentence; empty before a week is known.
#[must_use]
pub fn record_sentences(scores: &[Scores], locale: &Locale) -> Vec<String> {
    let record = Record::of(scores);
    if record.weeks == 0 {
        return vec![];
    }
    let share = |inside: usize| format::percent(locale, inside as f64 / record.weeks as f64, 0);
    let mut said = vec![format!(
        "{} of {} fell inside the 90\u{a0}% range ({}), {} inside the 50\u{a0}% range ({}).",
        record.inside_90,
        count_of(record.weeks, "week"),
        share(record.inside_90),
        record.inside_50,
        share(record.inside_50)
    )];
    said.extend(record.skill.map(|skill| match skill {
        skill if skill >= 0.0 => format!(
            "Against a forecast that repeats last year's weeks, {} of the error (CRPS) was saved.",
            format::percent(locale, skill, 0)
        ),
        skill => format!(
            "A forecast that repeats last year's weeks would have been better: the error (CRPS) was {} larger.",
            format::percent(locale, -skill, 0)
        ),
    }));
    said
}

/// One row a committed forecast.
#[must_use]
pub fn record_table(committed: &[Scored], locale: &Locale) -> Table {
    let row = |scored: &Scored| {
        let mut row = vec![Cell::date(scored.committed, locale), Cell::date(scored.first_week, locale)];
        row.extend(score_cells(&scored.scores, locale));
        row
    };
    let mut columns = vec![Column::words("Committed"), Column::words("First week")];
    columns.extend(score_columns());
    Table {
        caption: "Committed forecasts and how good they were".to_owned(),
        columns,
        rows: committed.iter().map(row).collect(),
    }
}

/// One row an origin.
#[must_use]
pub fn backtest_table(backtest: &Backtest, locale: &Locale) -> Table {
    let row = |test: &crate::state::OriginTest| {
        let known = Cell::number(test.origin.weeks as f64, test.origin.weeks.to_string());
        let mut row = vec![Cell::date(test.first_week, locale), known];
        row.extend(score_cells(&test.scores, locale));
        row.push(Cell::number(test.divergences as f64, test.divergences.to_string()));
        row
    };
    let mut columns = vec![Column::words("First week"), Column::numbers("Weeks known then")];
    columns.extend(score_columns());
    columns.push(Column::numbers("Divergences"));
    let rows = backtest.origins.iter().map(row).collect();
    Table { caption: "Forecasts of the past and how good they would have been".to_owned(), columns, rows }
}

fn score_columns() -> [Column; 7] {
    [
        Column::numbers("Weeks in"),
        Column::numbers("Forecast"),
        Column::numbers("Actual"),
        Column::numbers("Total missed by"),
        Column::numbers("Inside 90\u{a0}%"),
        Column::numbers("Inside 50\u{a0}%"),
        Column::numbers("CRPS saved against last year"),
    ]
}

fn score_cells(scores: &Scores, locale: &Locale) -> [Cell; 7] {
    let none = || Cell::words("–");
    let percent = |decimals| NumberStyle { unit: Unit::Percent, magnitude: format::Magnitude::One, decimals };
    let known = scores.known();
    let inside = |n: usize| match known {
        0 => none(),
        known => Cell::number(n as f64 / known as f64, format!("{n} of {known}")),
    };
    let amount = |value: f64| Cell::number(value, NumberStyle::for_value(Unit::Number, value).text(locale, value));
    [
        Cell::number(known as f64, format!("{known} of {}", scores.weeks)),
        scores.total.map_or_else(none, |t| amount(t.forecast)),
        scores.total.map_or_else(none, |t| amount(t.actual)),
        scores.total.map_or_else(none, |t| Cell::number(t.error, percent(1).signed(locale, t.error))),
        inside(scores.inside_90),
        inside(scores.inside_50),
        scores.skill().map_or_else(none, |skill| Cell::number(skill, percent(0).signed(locale, skill))),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::present::reconcile::samples::{committed as sample_committed, panel as sample_panel};
    use crate::state::{Moment, OriginTest};
    use engine::forecast::{Origin, TotalScore};
    use jiff::civil::date;

    fn complete(error: f64) -> Scores {
        let total = TotalScore {
            forecast: 100.0,
            actual: 100.0 * (1.0 + error),
            error,
            is_inside_50: false,
            is_inside_90: error.abs() < 0.05,
            pit: 0.5,
        };
        Scores {
            weeks: 4,
            inside_50: 2,
            inside_90: 4,
            crps: vec![1.0; 4],
            naive_crps: vec![4.0; 4],
            pit: vec![0.5; 4],
            total: Some(total),
        }
    }

    fn backtest() -> Backtest {
        let origin = |error: f64| OriginTest {
            first_week: date(2026, 3, 30),
            origin: Origin { weeks: 104, horizon: 4 },
            scores: complete(error),
            divergences: 0,
        };
        let at = Moment { unix_millis: 0, day: date(2026, 7, 1) };
        Backtest { at, until: date(2026, 6, 22), origins: [0.02, -0.04, 0.042, 0.08].map(origin).to_vec() }
    }

    #[test]
    fn the_margin_is_measured_and_says_on_how_many() {
        let locale = Locale::default();
        assert_eq!(record_answer(&[], None, &locale).sentence, "No forecast has been measured to its end yet");
        let past = record_answer(&[], Some(&backtest()), &locale);
        assert_eq!(past.sentence, "Over the last 4 quarters forecasts missed the total by 4.1\u{a0}% (median of 4)");
        assert_eq!(
            past.range,
            "3 of 4 totals fell inside the 90\u{a0}% range; on average 2.6\u{a0}% more came than was forecast; from 4 \
             forecasts the margin is itself uncertain."
        );
        let own = Scored { committed: date(2026, 6, 27), first_week: date(2026, 6, 29), scores: complete(0.01) };
        let found = record_answer(&[own], Some(&backtest()), &locale);
        assert_eq!(found.sentence, "Committed forecasts missed the total by 1.0\u{a0}% (median of 1)");
    }

    #[test]
    fn every_forecast_has_its_row() {
        let table = backtest_table(&backtest(), &Locale::default());
        let row: Vec<&str> = table.rows[1].iter().map(|cell| cell.text.as_str()).collect();
        assert_eq!(row[5..], ["\u{2212}4.0\u{a0}%", "4 of 4", "2 of 4", "+75\u{a0}%", "0"]);
        assert_eq!(table.columns.len(), row.len());
    }

    #[test]
    fn committed_forecasts_are_scored_by_their_known_weeks() {
        let found = scored(&[Arc::new(sample_committed())], &sample_panel());
        assert_eq!((found[0].scores.known(), found[0].scores.weeks), (4, 13));
        assert_eq!(record_table(&found, &Locale::default()).rows[0][2].text, "4 of 13");
        let scores: Vec<Scores> = found.iter().map(|s| s.scores.clone()).collect();
        assert!(record_sentences(&scores, &Locale::default())[0].contains("of 4 weeks fell inside"));
        assert!(record_sentences(&[], &Locale::default()).is_empty());
    }
}

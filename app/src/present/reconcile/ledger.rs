//! The ledger: what was committed, when, on which fit; and which week is awaited.

use crate::present::forecast::Total;
use crate::present::format;
use crate::present::goal::{counted_as, goal_amount};
use crate::present::home::capitalised;
use crate::present::locale::Locale;
use crate::present::plan::{Answer, period, weeks_text};
use crate::present::table::{Cell, Column, Table};
use crate::state::{Committed, FitId, FitRecord, GoalTerms, Moment, SpendChoice};
use engine::panel::Panel;
use engine::reconcile::Reconciliation;
use jiff::civil::Date;
use std::sync::Arc;

/// One entry in a line, for a list to choose from: `Plan 2, 27 Jun 2026`.
#[must_use]
pub fn ledger_entry(committed: &Committed, locale: &Locale) -> String {
    format!("Plan {}, {}", committed.id.0, locale.date(committed.at.day))
}

/// All entries, the newest first.
#[must_use]
pub fn ledger_table(ledger: &[Arc<Committed>], fits: &[Arc<FitRecord>], locale: &Locale) -> Table {
    let row = |committed: &Arc<Committed>| {
        let spend: f64 = committed.scenario.totals().iter().sum();
        let total = Total::of(&committed.forecast);
        let of = |goal: f64| Cell::number(goal, goal_amount(committed.goal_metric, goal, locale));
        let goal = committed.goal.map_or_else(Cell::default, of);
        vec![
            Cell::words(format!("Plan {}", committed.id.0)),
            Cell::words(committed_at(committed.at, locale)),
            Cell::words(period(&committed.scenario.weeks, locale)),
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

/// The user's day with the time by the world's clock: `27 Jun 2026 (22:40 UTC)`.
fn committed_at(at: Moment, locale: &Locale) -> String {
    let minutes = at.unix_millis.div_euclid(60_000).rem_euclid(24 * 60);
    format!("{} ({:02}:{:02} UTC)", locale.date(at.day), minutes / 60, minutes % 60)
}

fn choice_name(choice: SpendChoice) -> &'static str {
    match choice {
        SpendChoice::Today => "before",
        SpendChoice::Optimum => "optimum",
        SpendChoice::Own => "own split",
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

/// The headline before the first committed week is there.
#[must_use]
pub fn waiting_answer(week: Option<Date>, committed: Option<&Committed>, locale: &Locale) -> Answer {
    let sentence = match week {
        Some(week) => format!("The week of {} is awaited", locale.date(week)),
        None => "The committed weeks cannot be looked at yet".to_owned(),
    };
    let range = committed.map_or_else(String::new, |entry| {
        let total = Total::of(&entry.forecast);
        format!(
            "Committed on {}: {} expected, {}, over {}.",
            locale.date(entry.at.day),
            total.text(locale),
            total.range(locale),
            period(&entry.scenario.weeks, locale)
        )
    });
    Answer { sentence, range }
}

/// Which week comes next, as a card's title.
#[must_use]
pub fn awaited_sentence(week: Date, locale: &Locale) -> String {
    format!("Next to come: the week of {}", locale.date(week))
}

/// The goal of a committed plan, and where the weeks so far stand.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GoalSoFar {
    /// What the number is.
    pub label: String,
    /// What came in.
    pub value: String,
    /// What it is held against.
    pub range: String,
}

/// What came in so far, against the goal where there is one: in its metric, with what was really spent, in the weeks up
/// to its day.
#[must_use]
pub fn goal_so_far(
    reconciliation: &Reconciliation,
    committed: &Committed,
    panel: &Panel,
    locale: &Locale,
) -> GoalSoFar {
    let all = &committed.scenario.weeks;
    let judged = GoalTerms::of_committed(committed).and_then(|terms| {
        let count = Some(terms.weeks(all)).filter(|count| *count > 0)?;
        let known = reconciliation.weeks.get(..count).unwrap_or(&reconciliation.weeks);
        Some((terms, terms.came_in(panel, known)?, format!("{} of {}", known.len(), weeks_text(count))))
    });
    let Some((terms, actual, weeks)) = judged else {
        let actual: f64 = reconciliation.actual.iter().sum();
        let weeks = format!("{} of {}", reconciliation.weeks.len(), weeks_text(all.len()));
        let why =
            if committed.goal.is_some() { "none of them ends by the goal's day" } else { "no goal was committed" };
        let range = format!("after {weeks}; {why}");
        return GoalSoFar { label: "Came in so far".to_owned(), value: format::compact(locale, actual), range };
    };
    let goal = goal_amount(terms.metric, terms.amount, locale);
    let share = match terms.amount {
        amount if amount > 0.0 => format!("{} of the goal of {goal}", format::percent(locale, actual / amount, 0)),
        _ => format!("the goal is {goal}"),
    };
    let label = match counted_as(terms.metric) {
        Some(name) => format!("{} so far", capitalised(name)),
        None => "Came in so far".to_owned(),
    };
    GoalSoFar { label, value: format::compact(locale, actual), range: format!("{share} after {weeks}") }
}

#[cfg(test)]
mod tests {
    use super::super::samples::{committed, panel, reconciliation};
    use super::*;
    use engine::plan::{Economics, Metric};
    use jiff::civil::date;

    #[test]
    fn entries_say_when_and_what() {
        assert_eq!(ledger_entry(&committed(), &Locale::default()), "Plan 1, 27 Jun 2026");
        let table = ledger_table(&[Arc::new(committed())], &[], &Locale::default());
        let texts: Vec<&str> = table.rows[0].iter().map(|cell| cell.text.as_str()).collect();
        assert_eq!(texts[3..6], ["optimum", "247k", "1.99M"]);
        assert_eq!(texts[7..], ["2.0M", "fit 1"]);
    }

    #[test]
    fn the_awaited_week_is_the_first_that_is_missing() {
        assert_eq!(awaited(&committed(), &panel()), Some(date(2026, 7, 27)));
    }

    #[test]
    fn before_the_first_week_it_says_which_one_is_awaited() {
        let found = waiting_answer(Some(date(2026, 6, 29)), Some(&committed()), &Locale::default());
        assert_eq!(found.sentence, "The week of 29 Jun 2026 is awaited");
        assert_eq!(
            found.range,
            "Committed on 27 Jun 2026: 1.99M expected, 90\u{a0}% range 1.82M to 2.16M, over 13 weeks from 29 Jun 2026."
        );
    }

    #[test]
    fn the_weeks_so_far_are_held_against_the_goal() {
        let told = |committed: &Committed| {
            let found = goal_so_far(&reconciliation(), committed, &panel(), &Locale::default());
            [found.label, found.value, found.range]
        };
        let mut entry = committed();
        assert_eq!(told(&entry), ["Came in so far", "578k", "29\u{a0}% of the goal of 2.0M after 4 of 13 weeks"]);
        // Half of 440k in three weeks, less 45k that were really spent; 57k had been planned.
        (entry.goal, entry.goal_metric) = (Some(250e3), Metric::Profit);
        entry.economics = Economics { revenue_per_unit: 1.0, margin: 0.5 };
        entry.goal_by = Some(date(2026, 7, 20));
        assert_eq!(
            told(&entry),
            [
                "Profit after media so far",
                "175k",
                "70\u{a0}% of the goal of 250k profit after media after 3 of 3 weeks"
            ]
        );
        entry.goal = None;
        assert_eq!(told(&entry)[2], "after 4 of 13 weeks; no goal was committed");
    }
}

//! Weeks outside the committed range, with how many are expected by chance, and the chart that marks them.

use crate::present::axis::{Base, day_number};
use crate::present::chance::chance;
use crate::present::format::{self, NumberStyle, Unit};
use crate::present::line_band::{Along, Band, Line, LineBand, Spot};
use crate::present::locale::Locale;
use crate::present::outcome::Outcome;
use crate::present::palette::Ink;
use crate::present::plan::weeks_text;
use crate::present::table::{Cell, Column, Table};
use crate::state::Committed;
use engine::reconcile::{Flag, Reconciliation};

/// Below this chance so many flags are surprising.
const SURPRISING: f64 = 0.1;

/// The flags as a sentence, with what a perfect forecast would have had.
#[must_use]
pub fn flags_sentence(reconciliation: &Reconciliation, locale: &Locale) -> String {
    let (flagged, weeks) = (reconciliation.flags.len(), reconciliation.weeks.len());
    let expected = format::number(locale, weeks as f64 * 0.1, 1);
    let basis =
        format!("even a perfect forecast has one week in ten outside, here {expected} of {}", weeks_text(weeks));
    if flagged == 0 {
        return format!("No week outside its 90\u{a0}% range; {basis}.");
    }
    let likely = chance(locale, reconciliation.chance_of_flags);
    let verdict = if reconciliation.chance_of_flags < SURPRISING {
        "More than chance explains: look for a cause"
    } else {
        "Nothing unusual"
    };
    let number = if flagged == 1 { "1 week".to_owned() } else { format!("{flagged} weeks") };
    format!("{number} outside; {basis}. The chance of at least so many is {likely}. {verdict}.")
}

/// One row a flagged week.
#[must_use]
pub fn flags_table(reconciliation: &Reconciliation, locale: &Locale) -> Table {
    let row = |flag: &Flag| {
        let style = NumberStyle::for_range(Unit::Number, flag.lo, flag.hi);
        let number = |value: f64| Cell::number(value, style.text(locale, value));
        let (side, edge) = if flag.actual < flag.lo { ("below", flag.lo) } else { ("above", flag.hi) };
        let beyond = (flag.actual - edge).abs();
        let beyond = Cell::words(format!("{} {side}", style.for_changes(beyond).text(locale, beyond)));
        vec![Cell::date(flag.week, locale), number(flag.actual), number(flag.lo), number(flag.hi), beyond]
    };
    let columns = vec![
        Column::words("Week from"),
        Column::numbers("Actual"),
        Column::numbers("90\u{a0}% range, from"),
        Column::numbers("to"),
        Column::words("Outside by"),
    ];
    Table {
        caption: "Weeks outside the committed range".to_owned(),
        columns,
        rows: reconciliation.flags.iter().map(row).collect(),
    }
}

/// Actual against the committed range, week by week, flagged weeks marked.
#[must_use]
pub fn weekly_chart(
    reconciliation: &Reconciliation,
    committed: &Committed,
    outcome: &Outcome,
    locale: &Locale,
) -> LineBand {
    let fan = &committed.forecast.weekly;
    let weeks = committed.forecast.weeks.clone();
    let edge = |place: usize| fan.quantiles.iter().map(|q| q[place]).collect();
    let mut actual = reconciliation.actual.clone();
    let known = actual.len();
    actual.resize(weeks.len().max(known), f64::NAN);
    let mut chart = LineBand::new(format!("{} a week", outcome.heading(locale)), outcome.unit(), Along::Weeks(weeks));
    chart.bands = vec![Band { share: 0.9, ink: Ink::Accent, low: edge(0), high: edge(6) }];
    chart.lines = vec![
        Line { name: "Committed".to_owned(), ink: Ink::Accent, values: fan.mean.clone(), observed: 0 },
        Line { name: "Actual".to_owned(), ink: Ink::Text, values: actual, observed: known },
    ];
    chart.spots = reconciliation.flags.iter().map(spot).collect();
    chart.base = Base::Data;
    chart.height = 280.0;
    chart
}

/// A mark without words: neighbouring weeks would write over each other, and the table beside it names them.
fn spot(flag: &Flag) -> Spot {
    Spot { along: day_number(flag.week), value: flag.actual, label: String::new(), ink: Ink::Shortfall }
}

#[cfg(test)]
mod tests {
    use super::super::samples::{committed, reconciliation};
    use super::*;
    use engine::panel::OutcomeKind;

    #[test]
    fn chance_is_allowed_for() {
        let found = flags_sentence(&reconciliation(), &Locale::default());
        assert!(found.starts_with("1 week outside; even a perfect forecast"), "{found}");
        assert!(found.contains("here 0.4 of 4 weeks") && found.contains("is 34\u{a0}%. Nothing unusual."), "{found}");
        let many = Reconciliation { chance_of_flags: 0.02, ..reconciliation() };
        assert!(flags_sentence(&many, &Locale::default()).ends_with("look for a cause."));
        let none = Reconciliation { flags: vec![], chance_of_flags: 1.0, ..reconciliation() };
        assert!(flags_sentence(&none, &Locale::default()).starts_with("No week outside"));
    }

    #[test]
    fn flagged_weeks_are_marked_and_listed() {
        let outcome = Outcome { name: "Revenue".to_owned(), kind: OutcomeKind::Money };
        let chart = weekly_chart(&reconciliation(), &committed(), &outcome, &Locale::default());
        assert_eq!((chart.spots.len(), chart.lines[1].observed, chart.lines[1].values.len()), (1, 4, 13));
        let row = &flags_table(&reconciliation(), &Locale::default()).rows[0];
        assert_eq!(row[4].text, "3k below");
    }
}

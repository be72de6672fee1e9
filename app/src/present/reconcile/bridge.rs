//! The bridge: the table of all steps, and the waterfall with the small ones joined. In both the parts as shown sum
//! to the totals as shown.
//!
//! Joined steps have no range: ranges cannot be added up, and a range of the sum is not among the results.

use super::causes::{Told, sureness};
use crate::present::chance::chance;
use crate::present::format::{NumberStyle, Unit};
use crate::present::locale::Locale;
use crate::present::order::largest_first;
use crate::present::outcome::Outcome;
use crate::present::rounding::rounded_to_sum;
use crate::present::table::{Cell, Column, Table};
use crate::present::waterfall::{Step as Bar, StepKind, Waterfall};
use engine::reconcile::{Cause, Reconciliation};

/// More steps than this are joined in the picture.
const MOST_BARS: usize = 10;
/// Steps that keep a bar of their own where some are joined; base and the unexplained part always do.
const OWN_BARS: usize = 6;

/// Numbers of a bridge, rounded so that they add up as shown.
struct Rounded {
    style: NumberStyle,
    start: f64,
    changes: Vec<f64>,
    end: f64,
}

impl Rounded {
    /// Start and end are rounded to the nearest step of the style, the changes by the largest remainder in between.
    fn of(start: f64, changes: &[f64], end: f64) -> Self {
        let mut style = style(start, changes, end);
        let mut rounded = Self::in_style(style, start, changes, end);
        // Rounding can lift a change over the edge of a coarser style, which the picture would then choose.
        for _ in 0..3 {
            let chosen = self::style(rounded.start, &rounded.changes, rounded.end);
            if chosen == style {
                break;
            }
            style = chosen;
            rounded = Self::in_style(style, start, changes, end);
        }
        rounded
    }

    /// One style for all changes.
    fn change_style(&self) -> NumberStyle {
        self.style.for_changes(self.changes.iter().map(|change| change.abs()).fold(0.0, f64::max))
    }

    fn in_style(style: NumberStyle, start: f64, changes: &[f64], end: f64) -> Self {
        let unit = style.magnitude.factor() / 10f64.powi(i32::try_from(style.decimals).unwrap_or(0));
        let (first, last) = ((start / unit).round() as i64, (end / unit).round() as i64);
        let scaled: Vec<f64> = changes.iter().map(|change| change / unit).collect();
        let back = |steps: i64| steps as f64 * unit;
        let changes = rounded_to_sum(&scaled, last - first).into_iter().map(back).collect();
        Self { style, start: back(first), changes, end: back(last) }
    }
}

/// The whole difference, without its sign, with the digits of the bridge, so that they agree with it as shown.
#[must_use]
pub fn difference(told: &[Told], reconciliation: &Reconciliation, locale: &Locale) -> String {
    let rounded = rounded(told, reconciliation);
    let size = (rounded.end - rounded.start).abs();
    rounded.style.for_changes(size).text(locale, size)
}

/// A step as the bridge shows it.
#[must_use]
pub fn shown_change(told: &[Told], index: usize, reconciliation: &Reconciliation, locale: &Locale) -> String {
    let rounded = rounded(told, reconciliation);
    rounded.changes.get(index).map_or_else(String::new, |change| rounded.change_style().signed(locale, *change))
}

fn rounded(told: &[Told], reconciliation: &Reconciliation) -> Rounded {
    let (start, end) = totals(reconciliation);
    let changes: Vec<f64> = told.iter().map(|t| t.step.amount.mean).collect();
    Rounded::of(start, &changes, end)
}

/// The digits that show the largest change to a tenth to a hundredth; the waterfall chooses the same.
fn style(start: f64, changes: &[f64], end: f64) -> NumberStyle {
    let largest = start.abs().max(end.abs());
    let widest = changes.iter().map(|change| change.abs()).fold(0.0, f64::max);
    NumberStyle::for_range(Unit::Number, largest - widest, largest)
}

fn totals(reconciliation: &Reconciliation) -> (f64, f64) {
    (reconciliation.forecast.iter().sum(), reconciliation.actual.iter().sum())
}

/// Every step with its range and how sure its direction is, from forecast to actual.
#[must_use]
pub fn bridge_table(told: &[Told], reconciliation: &Reconciliation, outcome: &Outcome, locale: &Locale) -> Table {
    let rounded = rounded(told, reconciliation);
    let total = |name: &str, value: f64| {
        let text = rounded.style.text(locale, value);
        let mut row = vec![Cell::words(name), Cell::default(), Cell::number(value, text)];
        row.resize(6, Cell::default());
        row
    };
    let style = rounded.change_style();
    let row = |(told, change): (&Told, &f64)| {
        let range = told.step.amount;
        let signed = |value: f64| Cell::number(value, style.signed(locale, value));
        let (low, high) = if has_range(told, reconciliation) {
            (signed(range.lo), signed(range.hi))
        } else {
            (Cell::default(), Cell::default())
        };
        let shown = Cell::number(*change, style.signed(locale, *change));
        vec![
            Cell::words(&told.label),
            Cell::words(&told.detail),
            shown,
            low,
            high,
            sure_cell(told, reconciliation, locale),
        ]
    };
    let mut rows = vec![total("Forecast", rounded.start)];
    rows.extend(told.iter().zip(&rounded.changes).map(row));
    rows.push(total("Actual", rounded.end));
    let columns = vec![
        Column::words("Step"),
        Column::words("What happened"),
        Column::numbers(outcome.heading(locale)),
        Column::numbers("90\u{a0}% range, from"),
        Column::numbers("to"),
        Column::words("Direction"),
    ];
    Table { caption: "From forecast to actual".to_owned(), columns, rows }
}

/// Without a newer fit the unexplained part is a plain difference and has no range.
fn has_range(told: &Told, reconciliation: &Reconciliation) -> bool {
    told.step.cause != Cause::Unexplained || reconciliation.learned
}

fn sure_cell(told: &Told, reconciliation: &Reconciliation, locale: &Locale) -> Cell {
    if !has_range(told, reconciliation) || told.step.amount.mean == 0.0 {
        return Cell::default();
    }
    let side = if told.step.amount.mean < 0.0 { "below" } else { "above" };
    Cell::words(format!("{} sure it is {side} zero", chance(locale, sureness(&told.step))))
}

/// The picture; where there are many steps the small ones of each kind are joined.
#[must_use]
pub fn waterfall(told: &[Told], reconciliation: &Reconciliation, outcome: &Outcome, locale: &Locale) -> Waterfall {
    let (start, end) = totals(reconciliation);
    let mut bars = bars(told, reconciliation);
    let changes: Vec<f64> = bars.iter().map(|bar| bar.change).collect();
    let rounded = Rounded::of(start, &changes, end);
    for (bar, change) in bars.iter_mut().zip(&rounded.changes) {
        bar.change = *change;
    }
    bars.retain(|bar| bar.change != 0.0 || bar.kind == StepKind::Unexplained);
    Waterfall {
        quantity: outcome.heading(locale),
        unit: Unit::Number,
        share: 0.9,
        start: ("Forecast".to_owned(), rounded.start),
        steps: bars,
        end: ("Actual".to_owned(), rounded.end),
        height: 320.0,
    }
}

fn bars(told: &[Told], reconciliation: &Reconciliation) -> Vec<Bar> {
    let own = own_bars(told);
    let mut bars = Vec::new();
    for kind in [Kind::Execution, Kind::Environment, Kind::Learning, Kind::Rest] {
        let members = told.iter().enumerate().filter(|(_, t)| Kind::of(&t.step.cause) == kind);
        let (alone, joined): (Vec<_>, Vec<_>) = members.partition(|(index, _)| own.contains(index));
        bars.extend(alone.into_iter().map(|(_, told)| bar(told, reconciliation)));
        match joined.as_slice() {
            [] => {}
            [(_, one)] => bars.push(bar(one, reconciliation)),
            many => bars.push(joined_bar(kind, many.iter().map(|(_, t)| t.step.amount.mean).sum())),
        }
    }
    bars
}

/// The steps that get a bar of their own.
fn own_bars(told: &[Told]) -> Vec<usize> {
    if told.len() <= MOST_BARS {
        return (0..told.len()).collect();
    }
    let is_rest = |index: &usize| Kind::of(&told[*index].step.cause) == Kind::Rest;
    let (rest, causes): (Vec<usize>, Vec<usize>) = (0..told.len()).partition(is_rest);
    let mut causes = largest_first(causes, |index| told[*index].step.amount.mean.abs());
    causes.truncate(OWN_BARS);
    causes.extend(rest);
    causes
}

/// What steps have in common.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Execution,
    Environment,
    Learning,
    Rest,
}

impl Kind {
    fn of(cause: &Cause) -> Self {
        match cause {
            Cause::Execution { .. } => Self::Execution,
            Cause::Environment { .. } => Self::Environment,
            Cause::Learning { .. } => Self::Learning,
            Cause::LearningBase | Cause::Unexplained => Self::Rest,
        }
    }

    fn joined(self) -> &'static str {
        match self {
            Self::Execution => "Other spend",
            Self::Environment => "Other drivers",
            Self::Learning => "Other channels",
            Self::Rest => "Rest",
        }
    }
}

fn bar(told: &Told, reconciliation: &Reconciliation) -> Bar {
    let kind = if told.step.cause == Cause::Unexplained { StepKind::Unexplained } else { StepKind::Cause };
    let range = has_range(told, reconciliation).then_some((told.step.amount.lo, told.step.amount.hi));
    Bar { label: told.label.clone(), change: told.step.amount.mean, range, kind }
}

fn joined_bar(kind: Kind, change: f64) -> Bar {
    Bar { label: kind.joined().to_owned(), change, range: None, kind: StepKind::Cause }
}

#[cfg(test)]
mod tests {
    use super::super::causes::{Happened, told};
    use super::super::samples::{committed, panel, reconciliation};
    use super::*;
    use engine::math::Interval;
    use engine::panel::OutcomeKind;
    use engine::reconcile::Step;
    use proptest::prelude::*;

    fn outcome() -> Outcome {
        Outcome { name: "Revenue".to_owned(), kind: OutcomeKind::Money }
    }

    fn sample() -> (Vec<Told>, Reconciliation) {
        let (reconciliation, committed, panel) = (reconciliation(), committed(), panel());
        let happened = Happened { reconciliation: &reconciliation, planned: &committed.scenario, panel: &panel };
        (told(&happened, &Locale::default()), reconciliation)
    }

    /// A number as a person reads it off the screen.
    fn read(text: &str) -> f64 {
        let plain = text.replace('\u{2212}', "-").replace(['+', ','], "");
        let factor = [("k", 1e3), ("M", 1e6), ("bn", 1e9)].into_iter().find(|(suffix, _)| plain.ends_with(suffix));
        let (suffix, factor) = factor.unwrap_or(("", 1.0));
        plain.trim_end_matches(suffix).parse::<f64>().unwrap() * factor
    }

    fn adds_up(texts: &[String]) -> bool {
        let numbers: Vec<f64> = texts.iter().map(|text| read(text)).collect();
        let (end, parts) = numbers.split_last().unwrap();
        (parts.iter().sum::<f64>() - end).abs() < 1e-6 * end.abs().max(1.0)
    }

    fn shown(table: &Table, column: usize) -> Vec<String> {
        table.rows.iter().map(|row| row[column].text.clone()).collect()
    }

    #[test]
    fn the_table_adds_up_and_says_what_happened() {
        let (told, reconciliation) = sample();
        let table = bridge_table(&told, &reconciliation, &outcome(), &Locale::default());
        assert!(adds_up(&shown(&table, 2)), "{:?}", shown(&table, 2));
        assert_eq!((table.rows[0][2].text.as_str(), table.rows[8][2].text.as_str()), ("612k", "578k"));
        assert_eq!(table.rows[2][1].text, "$24k of $40k spent");
        assert_eq!(table.rows[4][5].text, "84\u{a0}% sure it is below zero");
    }

    #[test]
    fn changes_between_millions_are_told_in_thousands() {
        let (told, mut reconciliation) = sample();
        reconciliation.forecast.iter_mut().for_each(|week| *week += 500e3);
        reconciliation.actual.iter_mut().for_each(|week| *week += 500e3);
        let locale = Locale::default();
        assert_eq!(difference(&told, &reconciliation, &locale), "34k");
        let table = bridge_table(&told, &reconciliation, &outcome(), &locale);
        assert_eq!((table.rows[0][2].text.as_str(), table.rows[8][2].text.as_str()), ("2.612M", "2.578M"));
        assert_eq!(table.rows[2][2].text, "\u{2212}14k");
    }

    #[test]
    fn without_a_newer_fit_the_rest_has_no_range() {
        let (told, mut reconciliation) = sample();
        reconciliation.learned = false;
        let table = bridge_table(&told, &reconciliation, &outcome(), &Locale::default());
        assert_eq!(table.rows[7][3], Cell::default());
    }

    #[test]
    fn many_steps_are_joined_by_kind() {
        let (mut told, mut reconciliation) = sample();
        for channel in 0..12 {
            let mean = 100.0 + f64::from(channel);
            let step = Step {
                cause: Cause::Learning { channel: format!("c{channel}") },
                amount: Interval { mean, lo: mean - 1.0, hi: mean + 1.0 },
                by_week: vec![mean / 4.0; 4],
                probability_negative: 0.5,
            };
            reconciliation.actual[0] += mean;
            told.push(Told { label: format!("c{channel} stronger"), detail: String::new(), step });
        }
        let chart = waterfall(&told, &reconciliation, &outcome(), &Locale::default());
        let labels: Vec<&str> = chart.steps.iter().map(|step| step.label.as_str()).collect();
        assert!(labels.contains(&"Other channels") && labels.len() <= 11, "{labels:?}");
        assert_eq!(chart.steps.iter().find(|step| step.label.starts_with("Other")).unwrap().range, None);
        let sum = chart.start.1 + chart.steps.iter().map(|step| step.change).sum::<f64>();
        assert!((sum - chart.end.1).abs() < 1e-6);
    }

    proptest! {
        #[test]
        fn table_and_picture_add_up_as_shown(
            start in 1.0..5e7f64,
            shares in proptest::collection::vec(-0.2..0.2f64, 1..24),
        ) {
            let step = |share: &f64| {
                let mean = share * start;
                let amount = Interval { mean, lo: mean - 1.0, hi: mean + 1.0 };
                let cause = Cause::Learning { channel: "c".to_owned() };
                let step = Step { cause, amount, by_week: vec![mean], probability_negative: 0.3 };
                Told { label: "c".to_owned(), detail: String::new(), step }
            };
            let told: Vec<Told> = shares.iter().map(step).collect();
            let end = start + told.iter().map(|t| t.step.amount.mean).sum::<f64>();
            let reconciliation = Reconciliation { forecast: vec![start], actual: vec![end], ..reconciliation() };
            let table = bridge_table(&told, &reconciliation, &outcome(), &Locale::default());
            prop_assert!(adds_up(&shown(&table, 2)), "{:?}", shown(&table, 2));
            let picture = waterfall(&told, &reconciliation, &outcome(), &Locale::default());
            let chart = picture.picture(900.0, &Locale::default()).table;
            prop_assert!(adds_up(&shown(&chart, 1)), "{:?}", shown(&chart, 1));
        }
    }
}

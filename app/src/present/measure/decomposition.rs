//! Where the outcome came from, week by week: base and channels stacked, the actual outcome as a line.

use super::digits::{step_of, style_of_total};
use super::standing::UNTRUSTED;
use super::terms::Terms;
use crate::present::format::NumberStyle;
use crate::present::palette::Ink;
use crate::present::rounding::rounded_in;
use crate::present::stacked_areas::{Layer, StackedAreas};
use crate::present::table::{Cell, Column, Table};
use engine::posterior::Summary;

/// The stacked picture.
#[must_use]
pub fn picture(summary: &Summary, terms: &Terms) -> StackedAreas {
    let base = Layer { name: "Base".to_owned(), ink: Ink::Base, values: summary.base_by_week.clone() };
    let channel = |(c, channel): (usize, &engine::posterior::ChannelSummary)| Layer {
        name: channel.name.clone(),
        ink: Ink::Channel(c),
        values: channel.contribution_by_week.iter().map(|week| week.mean).collect(),
    };
    let mut layers = vec![base];
    layers.extend(summary.channels.iter().enumerate().map(channel));
    StackedAreas {
        quantity: terms.outcome_title(),
        unit: terms.unit(),
        weeks: summary.weeks.clone(),
        layers,
        actual: summary.outcome.clone(),
        height: 340.0,
    }
}

/// The weeks as a table: base, channels and what is not explained add up to the actual outcome of each week.
#[must_use]
pub fn table(summary: &Summary, terms: &Terms) -> Table {
    let picture = picture(summary, terms);
    let is_untrusted = !summary.diagnostics.passes();
    let mut columns = vec![Column::words("Week from"), Column::numbers("Actual")];
    columns.extend(picture.layers.iter().map(|layer| Column::numbers(&layer.name)));
    columns.push(Column::numbers("Not explained"));
    if is_untrusted {
        columns.push(Column::words("Note"));
    }
    let largest = summary.outcome.iter().fold(0.0_f64, |most, y| most.max(y.abs()));
    let style = style_of_total(terms.unit(), largest);
    let row = |week: usize| {
        let mut row = vec![Cell::date(picture.weeks[week], &terms.locale)];
        row.extend(week_cells(&picture, week, style, terms));
        row.extend(is_untrusted.then(|| Cell::words(UNTRUSTED)));
        row
    };
    let caption = format!("Where {} came from, week by week", terms.outcome());
    Table { caption, columns, rows: (0..picture.weeks.len()).map(row).collect() }
}

/// The actual outcome of a week, then its parts.
fn week_cells(picture: &StackedAreas, week: usize, style: NumberStyle, terms: &Terms) -> Vec<Cell> {
    let at = |values: &[f64]| values.get(week).copied().unwrap_or(0.0);
    let actual = at(&picture.actual);
    let mut parts: Vec<f64> = picture.layers.iter().map(|layer| at(&layer.values)).collect();
    parts.push(actual - parts.iter().sum::<f64>());
    let shown = rounded_in(&parts, step_of(style));
    let cell = |(value, shown): (&f64, &f64)| Cell::number(*value, style.text(&terms.locale, *shown));
    let total = Cell::number(actual, style.text(&terms.locale, shown.iter().sum()));
    std::iter::once(total).chain(parts.iter().zip(&shown).map(cell)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::present::measure::example;
    use crate::present::parse::parse_number;

    #[test]
    fn every_week_adds_up_as_printed() {
        let mut summary = example::summary();
        summary.outcome = vec![100_049.9, 99_950.1, 101_234.5, 98_765.4];
        let terms = example::terms();
        let table = table(&summary, &terms);
        for row in &table.rows {
            let read = |cell: &Cell| parse_number(&cell.text, &terms.locale).unwrap();
            let parts: f64 = row[2..].iter().map(read).sum();
            assert!((parts - read(&row[1])).abs() < 1e-6, "{row:?}");
        }
        assert_eq!(table.columns.len(), 6);
        assert_eq!(table.rows[0][0].text, "5 Jan 2026");
        assert!(table.to_csv().contains("\r\n2026-01-05,"), "{}", table.to_csv());
    }
}

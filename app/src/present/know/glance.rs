//! The confirmed data at a glance: how much there is, how it went, what was spent on what.
//!
//! The parts of a table are rounded so that they add up to its total as shown (largest remainder).

use crate::present::axis::Base;
use crate::present::format::{self, Unit};
use crate::present::home::{compact_of, count_of, in_sentence};
use crate::present::line_band::{Along, Line, LineBand};
use crate::present::locale::Locale;
use crate::present::palette::Ink;
use crate::present::rounding::rounded_in;
use crate::present::table::{Cell, Column, Table};
use engine::calendar::week_end;
use engine::panel::{OutcomeKind, Panel};

/// The figures of the data.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Glance {
    /// How many weeks, and of what.
    pub answer: String,
    /// From when to when, and how many drivers.
    pub below: String,
    /// The total of the outcome.
    pub outcome: String,
    /// The total spend.
    pub spend: String,
}

/// The data at a glance.
#[must_use]
pub fn glance(panel: &Panel, locale: &Locale) -> Glance {
    let weeks = count_of(panel.week_count(), "week");
    let first = panel.weeks().first().copied().unwrap_or_else(|| panel.last_week());
    let channels = count_of(panel.channels().len(), "channel");
    let drivers = count_of(panel.drivers().len(), "other driver");
    Glance {
        answer: format!("{weeks} of {} and {channels}", in_sentence(panel.outcome_name())),
        below: format!("{} to {}, with {drivers}.", locale.date(first), locale.date(week_end(panel.last_week()))),
        outcome: compact_of(locale, unit(panel), panel.outcome().iter().sum()),
        spend: compact_of(locale, Unit::Money, spend_totals(panel).iter().sum()),
    }
}

/// The outcome week by week.
#[must_use]
pub fn outcome_chart(panel: &Panel) -> LineBand {
    let along = Along::Weeks(panel.weeks().to_vec());
    let mut chart = LineBand::new(panel.outcome_name(), unit(panel), along);
    chart.lines.push(Line {
        name: panel.outcome_name().to_owned(),
        ink: Ink::Text,
        values: panel.outcome().to_vec(),
        observed: panel.week_count(),
    });
    chart.base = Base::Zero;
    chart.height = 200.0;
    chart
}

/// A small picture of each channel's spend, on a scale of its own.
#[must_use]
pub fn channel_charts(panel: &Panel) -> Vec<(String, Ink, LineBand)> {
    let chart = |(index, channel): (usize, &engine::panel::Channel)| {
        let ink = Ink::Channel(index);
        let (what, unit) = if channel.is_paid() { ("spend", Unit::Money) } else { ("activity", Unit::Number) };
        let quantity = format!("{}, {what} a week", channel.name);
        let mut chart = LineBand::new(quantity, unit, Along::Weeks(panel.weeks().to_vec()));
        let values = channel.planned_by_week().to_vec();
        chart.lines.push(Line { name: channel.name.clone(), ink, values, observed: panel.week_count() });
        chart.height = 104.0;
        (channel.name.clone(), ink, chart)
    };
    panel.channels().iter().enumerate().map(chart).collect()
}

/// The spend of each channel in each week.
#[must_use]
pub fn weekly_spend_table(panel: &Panel, locale: &Locale) -> Table {
    let names = panel.channels().iter().map(|channel| Column::numbers(&channel.name));
    let row = |(week, date): (usize, &jiff::civil::Date)| {
        let spent = |channel: &engine::panel::Channel| {
            let spend = channel.spend_by_week[week];
            Cell::number(spend, whole_money(locale, spend))
        };
        std::iter::once(Cell::date(*date, locale)).chain(panel.channels().iter().map(spent)).collect()
    };
    Table {
        caption: "Spend a week by channel".to_owned(),
        columns: std::iter::once(Column::words("Week from")).chain(names).collect(),
        rows: panel.weeks().iter().enumerate().map(row).collect(),
    }
}

/// The spend of each channel, and its share; the last row is the total.
#[must_use]
pub fn spend_table(panel: &Panel, locale: &Locale) -> Table {
    let totals = spend_totals(panel);
    let shown = rounded_in(&totals, 1.0);
    let all: f64 = shown.iter().sum();
    let shares = rounded_in(&shares_of(&totals), 1.0);
    let weeks =
        |channel: &engine::panel::Channel| channel.planned_by_week().iter().filter(|spend| **spend > 0.0).count();
    let row = |(index, channel): (usize, &engine::panel::Channel)| {
        let spend = match channel.is_paid() {
            true => Cell::number(totals[index], whole_money(locale, shown[index])),
            false => Cell::words("no spend"),
        };
        vec![
            Cell::channel(channel.name.clone(), Ink::Channel(index)),
            spend,
            Cell::number(shares[index] / 100.0, format::percent(locale, shares[index] / 100.0, 0)),
            Cell::number(weeks(channel) as f64, weeks(channel).to_string()),
        ]
    };
    let mut rows: Vec<Vec<Cell>> = panel.channels().iter().enumerate().map(row).collect();
    rows.push(vec![
        Cell::words("All channels"),
        Cell::number(totals.iter().sum(), whole_money(locale, all)),
        Cell::number(1.0, format::percent(locale, 1.0, 0)),
        Cell::words(""),
    ]);
    let columns = vec![
        Column::words("Channel"),
        Column::numbers("Spend"),
        Column::numbers("Share"),
        Column::numbers("Weeks with spend"),
    ];
    Table { caption: "Spend by channel".to_owned(), columns, rows }
}

fn unit(panel: &Panel) -> Unit {
    match panel.outcome_kind() {
        OutcomeKind::Money => Unit::Money,
        OutcomeKind::Count => Unit::Number,
    }
}

fn spend_totals(panel: &Panel) -> Vec<f64> {
    panel.channels().iter().map(|channel| channel.spend_by_week.iter().sum()).collect()
}

fn whole_money(locale: &Locale, value: f64) -> String {
    format::NumberStyle { unit: Unit::Money, magnitude: format::Magnitude::One, decimals: 0 }.text(locale, value)
}

/// Each part of the sum in hundredths; all nothing where there is no sum.
fn shares_of(totals: &[f64]) -> Vec<f64> {
    let all: f64 = totals.iter().sum();
    totals.iter().map(|total| if all > 0.0 { total / all * 100.0 } else { 0.0 }).collect()
}

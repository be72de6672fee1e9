//! What each channel brought, as a table whose parts add up to the totals shown.
//!
//! Channels add up to media; media, base and what the model does not explain add up to the actual outcome. Printed
//! amounts and shares are rounded by largest remainder; the file has them in full.

use super::digits::{step_of, style_of_total};
use super::standing::{Standing, UNTRUSTED};
use super::terms::Terms;
use crate::present::format::{Magnitude, NumberStyle, Unit};
use crate::present::palette::Ink;
use crate::present::rounding::rounded_in;
use crate::present::table::{Cell, Column, Table};
use engine::math::Interval;
use engine::posterior::Summary;

/// One row before it is printed.
struct Row {
    name: Cell,
    spend: Option<f64>,
    spend_shown: Option<f64>,
    amount: f64,
    amount_shown: f64,
    range: Option<Interval>,
    share: f64,
    share_shown: f64,
    average: Option<Interval>,
    next: Option<Interval>,
    remark: String,
}

struct Styles {
    spend: NumberStyle,
    amount: NumberStyle,
    share: NumberStyle,
    returns: NumberStyle,
}

/// The table of contributions.
#[must_use]
pub fn table(summary: &Summary, terms: &Terms) -> Table {
    let styles = styles(summary, terms);
    let rows = rows(summary, terms, &styles);
    let columns = columns(terms);
    let print = |row: Row| print(row, terms, &styles);
    Table {
        caption: format!("What each channel brought of {}", terms.outcome()),
        columns,
        rows: rows.into_iter().map(print).collect(),
    }
}

fn columns(terms: &Terms) -> Vec<Column> {
    vec![
        Column::words("Channel"),
        Column::numbers("Spend"),
        Column::numbers(terms.outcome_title()),
        Column::numbers("90\u{a0}% range, from"),
        Column::numbers("to"),
        Column::numbers("Share"),
        Column::numbers(terms.return_name()),
        Column::numbers("90\u{a0}% range, from"),
        Column::numbers("to"),
        Column::numbers(terms.marginal_name()),
        Column::words("Remark"),
    ]
}

fn styles(summary: &Summary, terms: &Terms) -> Styles {
    let total: f64 = summary.outcome.iter().sum();
    let spend: f64 = summary.channels.iter().map(|c| c.spend).sum();
    let highs = summary.channels.iter().filter_map(|c| c.return_on_spend).map(|r| terms.shown_returns(r).hi);
    let largest = highs.fold(0.0, f64::max);
    let decimals = if largest < 10.0 { 2 } else { usize::from(largest < 100.0) };
    Styles {
        spend: style_of_total(Unit::Money, spend),
        amount: style_of_total(terms.unit(), total),
        share: NumberStyle { unit: Unit::Percent, magnitude: Magnitude::One, decimals: 1 },
        returns: NumberStyle { unit: Unit::Number, magnitude: Magnitude::of(largest), decimals },
    }
}

fn rows(summary: &Summary, terms: &Terms, styles: &Styles) -> Vec<Row> {
    let count = summary.channels.len();
    let total: f64 = summary.outcome.iter().sum();
    let spends: Vec<f64> = summary.channels.iter().map(|c| c.spend).collect();
    let mut amounts: Vec<f64> = summary.channels.iter().map(|c| c.contribution.mean).collect();
    let explained: f64 = amounts.iter().sum::<f64>() + summary.base.mean;
    amounts.extend([summary.base.mean, total - explained]);
    let shares: Vec<f64> = amounts.iter().map(|amount| amount / total).collect();
    let shown = Shown {
        spends: rounded_in(&spends, step_of(styles.spend)),
        amounts: rounded_in(&amounts, step_of(styles.amount)),
        shares: rounded_in(&shares, step_of(styles.share)),
    };
    let remark = if summary.diagnostics.passes() { "" } else { UNTRUSTED };
    let part = |i: usize, name: Cell, range: Option<Interval>| Row {
        name,
        spend: spends.get(i).copied(),
        spend_shown: shown.spends.get(i).copied(),
        amount: amounts[i],
        amount_shown: shown.amounts[i],
        range,
        share: shares[i],
        share_shown: shown.shares[i],
        average: summary.channels.get(i).and_then(|c| c.return_on_spend),
        next: summary.channels.get(i).and_then(|c| c.marginal_return),
        remark: remark.to_owned(),
    };
    let channel = |(i, c): (usize, &engine::posterior::ChannelSummary)| Row {
        remark: Standing::remark(summary, i, terms).to_owned(),
        spend: spends.get(i).copied().filter(|_| c.kind.is_paid()),
        ..part(i, Cell::channel(&c.name, Ink::Channel(i)), Some(c.contribution))
    };
    let mut rows: Vec<Row> = summary.channels.iter().enumerate().map(channel).collect();
    let media = Row {
        average: Some(summary.media_return).filter(|_| spends.iter().sum::<f64>() > 0.0),
        remark: remark.to_owned(),
        ..sum(&rows, "All media", Some(summary.media))
    };
    let base = part(count, Cell::channel("Base", Ink::Base), Some(summary.base));
    let rest = part(count + 1, Cell::words("Not explained"), None);
    let actual = Row {
        remark: remark.to_owned(),
        spend: None,
        spend_shown: None,
        ..sum_of([&media, &base, &rest], &terms.outcome_title())
    };
    rows.extend([media, base, rest, actual]);
    rows
}

/// What is printed of spend, amounts and shares.
struct Shown {
    spends: Vec<f64>,
    amounts: Vec<f64>,
    shares: Vec<f64>,
}

fn sum(rows: &[Row], name: &str, range: Option<Interval>) -> Row {
    Row { range, ..sum_of(rows, name) }
}

/// A row whose every number, shown and in full, is the sum of those of `rows`.
fn sum_of<'a>(rows: impl IntoIterator<Item = &'a Row>, name: &str) -> Row {
    let mut total = Row {
        name: Cell::words(name),
        spend: Some(0.0),
        spend_shown: Some(0.0),
        amount: 0.0,
        amount_shown: 0.0,
        range: None,
        share: 0.0,
        share_shown: 0.0,
        average: None,
        next: None,
        remark: String::new(),
    };
    for row in rows {
        total.spend = total.spend.map(|spend| spend + row.spend.unwrap_or(0.0));
        total.spend_shown = total.spend_shown.map(|spend| spend + row.spend_shown.unwrap_or(0.0));
        total.amount += row.amount;
        total.amount_shown += row.amount_shown;
        total.share += row.share;
        total.share_shown += row.share_shown;
    }
    total
}

fn print(row: Row, terms: &Terms, styles: &Styles) -> Vec<Cell> {
    let cell = |style: NumberStyle, value: Option<f64>, shown: Option<f64>| match (value, shown) {
        (Some(value), Some(shown)) => Cell::number(value, style.text(&terms.locale, shown)),
        _ => Cell::default(),
    };
    let plain = |style: NumberStyle, value: Option<f64>| cell(style, value, value);
    let average = row.average.map(|r| terms.shown_returns(r));
    let next = row.next.map(|r| terms.shown_returns(r).mean);
    vec![
        row.name,
        cell(styles.spend, row.spend, row.spend_shown),
        cell(styles.amount, Some(row.amount), Some(row.amount_shown)),
        plain(styles.amount, row.range.map(|r| r.lo)),
        plain(styles.amount, row.range.map(|r| r.hi)),
        cell(styles.share, Some(row.share), Some(row.share_shown)),
        plain(styles.returns, average.map(|r| r.mean)),
        plain(styles.returns, average.map(|r| r.lo)),
        plain(styles.returns, average.map(|r| r.hi)),
        plain(styles.returns, next),
        Cell::words(row.remark),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::present::measure::example;
    use crate::present::parse::parse_number;

    /// The printed numbers of a column, read back.
    fn column(table: &Table, title: &str) -> Vec<f64> {
        let place = table.columns.iter().position(|c| c.title == title).unwrap();
        let read = |text: &str| parse_number(text, &example::terms().locale).unwrap_or(0.0);
        table.rows.iter().map(|row| read(&row[place].text)).collect()
    }

    #[test]
    fn what_is_printed_adds_up() {
        let mut summary = example::summary();
        for (channel, amount) in summary.channels.iter_mut().zip([123_456.7, 18_543.3]) {
            channel.contribution.mean = amount;
        }
        let table = table(&summary, &example::terms());
        for title in ["Revenue", "Share"] {
            let shown = column(&table, title);
            let [first, second, media, base, rest, total] = shown[..] else { panic!("{shown:?}") };
            assert!((first + second - media).abs() < 1e-9, "{title} {shown:?}");
            assert!((media + base + rest - total).abs() < 1e-9, "{title} {shown:?}");
        }
        assert_eq!(column(&table, "Share").last(), Some(&1.0));
        assert_eq!(column(&table, "Revenue").last(), Some(&400_000.0));
        assert_eq!(column(&table, "Spend")[..3], [40_000.0, 20_000.0, 60_000.0]);
    }

    #[test]
    fn the_file_says_when_it_is_not_to_be_trusted() {
        let mut summary = example::summary();
        assert!(!table(&summary, &example::terms()).to_csv().contains("untrusted"));
        summary.diagnostics.divergences = 2;
        let csv = table(&summary, &example::terms()).to_csv();
        assert_eq!(csv.matches(UNTRUSTED).count(), 6, "{csv}");
    }
}

//! Reconciliation with the ledger: what finance booked in a span against what the data have in it, and what makes most
//! of the difference.

use crate::exports::Amount;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::fmt;

/// What was booked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum LedgerKind {
    /// Media spend.
    Spend,
    /// The outcome, where it is money.
    Revenue,
}

/// When: a stretch of days, the last one included.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct LedgerSpan {
    /// First day.
    pub from: Date,
    /// Last day.
    pub to: Date,
}

/// A total of the ledger.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LedgerTotal {
    /// Spend or revenue.
    pub kind: LedgerKind,
    /// When.
    pub span: LedgerSpan,
    /// The channel it is for, by its id; the whole where none.
    pub channel: Option<String>,
    /// How much, in the workspace's currency.
    pub amount: Amount,
}

/// What one contributor has in the data on one day.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Part {
    /// Spend or revenue.
    pub kind: LedgerKind,
    /// The channel's id; none for revenue, and for spend that nothing catches.
    pub channel: Option<String>,
    /// The source, as shown.
    pub source: String,
    /// The day.
    pub day: Date,
    /// How much, in the workspace's currency.
    pub amount: Amount,
}

/// A total held against the data.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Reconciled {
    /// The total.
    pub total: LedgerTotal,
    /// What the data have.
    pub data: Amount,
    /// Data less ledger.
    pub difference: Amount,
    /// The difference over the ledger's total; none where that is nothing.
    pub share: Option<f64>,
    /// What the data's sum is made of, the largest first: source, channel, amount. They add up to `data`.
    pub contributors: Vec<(String, Option<String>, Amount)>,
}

/// A line of typed totals that cannot be read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LedgerFault {
    /// Its number, from 1.
    pub line: usize,
    /// The line.
    pub text: String,
}

impl fmt::Display for LedgerFault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "Line {}: \"{}\" is not like \"2026-01 spend 125000.50\" or \"2026-Q1 revenue 2000000\".",
            self.line, self.text
        )
    }
}

/// Holds each total against the parts of its kind, span and channel.
pub fn reconcile(totals: &[LedgerTotal], parts: &[Part]) -> Vec<Reconciled> {
    totals.iter().map(|total| reconciled(total, parts)).collect()
}

fn reconciled(total: &LedgerTotal, parts: &[Part]) -> Reconciled {
    let belongs = |part: &&Part| {
        part.kind == total.kind
            && (total.span.from..=total.span.to).contains(&part.day)
            && (total.channel.is_none() || total.channel == part.channel)
    };
    let mut by: BTreeMap<(&str, Option<&str>), i64> = BTreeMap::new();
    for part in parts.iter().filter(belongs) {
        let sum = by.entry((&part.source, part.channel.as_deref())).or_default();
        *sum = sum.saturating_add(part.amount.0);
    }
    let data = Amount(by.values().fold(0, |sum: i64, one| sum.saturating_add(*one)));
    let difference = Amount(data.0.saturating_sub(total.amount.0));
    let share = (total.amount.0 != 0).then(|| difference.to_f64() / total.amount.to_f64());
    let mut contributors: Vec<(String, Option<String>, Amount)> = by
        .into_iter()
        .map(|((source, channel), sum)| (source.to_owned(), channel.map(str::to_owned), Amount(sum)))
        .collect();
    contributors.sort_by_key(|(_, _, amount)| std::cmp::Reverse(amount.0.unsigned_abs()));
    Reconciled { total: total.clone(), data, difference, share, contributors }
}

impl LedgerSpan {
    /// Reads `2026`, `2026-01`, `2026-Q1` or `2026-01-05..2026-02-01`.
    pub fn parse(text: &str) -> Option<Self> {
        if let Some((from, to)) = text.split_once("..") {
            let (from, to) = (from.parse().ok()?, to.parse().ok()?);
            return (from <= to).then_some(Self { from, to });
        }
        let (year, part) = text.split_once('-').map_or((text, None), |(year, part)| (year, Some(part)));
        let year: i16 = year.parse().ok().filter(|year| (1900..=2999).contains(year))?;
        let (first, last) = match part {
            None => (1, 12),
            Some(part) => match part.strip_prefix(['Q', 'q']) {
                Some(quarter) => {
                    let quarter: i8 = quarter.parse().ok().filter(|quarter| (1..=4).contains(quarter))?;
                    (3 * quarter - 2, 3 * quarter)
                }
                None => {
                    let month: i8 = part.parse().ok()?;
                    (month, month)
                }
            },
        };
        let (from, to) = (Date::new(year, first, 1).ok()?, Date::new(year, last, 1).ok()?.last_of_month());
        Some(Self { from, to })
    }
}

impl LedgerTotal {
    /// Reads typed lines: a span, spend or revenue, a channel or none, an amount. Lines that cannot be read are given
    /// back.
    pub fn parse(text: &str) -> (Vec<Self>, Vec<LedgerFault>) {
        let (mut totals, mut faults) = (vec![], vec![]);
        for (i, line) in text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty()) {
            match Self::typed(line) {
                Some(total) => totals.push(total),
                None => faults.push(LedgerFault { line: i + 1, text: line.to_owned() }),
            }
        }
        (totals, faults)
    }

    fn typed(line: &str) -> Option<Self> {
        let words: Vec<&str> = line.split([' ', ';', '\t']).filter(|word| !word.is_empty()).collect();
        let (span, kind, channel, amount) = match words.as_slice() {
            [span, kind, amount] => (span, kind, None, amount),
            [span, kind, channel, amount] => (span, kind, Some((*channel).to_owned()), amount),
            _ => return None,
        };
        let kind = match kind.to_ascii_lowercase().as_str() {
            "spend" | "cost" => LedgerKind::Spend,
            "revenue" | "sales" => LedgerKind::Revenue,
            _ => return None,
        };
        Some(Self { kind, span: LedgerSpan::parse(span)?, channel, amount: amount_of(amount)? })
    }
}

impl fmt::Display for LedgerSpan {
    /// As [`LedgerSpan::parse`] reads it.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { from, to } = *self;
        let is_whole = from.day() == 1 && to == to.last_of_month() && from.year() == to.year();
        match (from.month(), to.month()) {
            (1, 12) if is_whole => write!(f, "{:04}", from.year()),
            (first, last) if is_whole && first == last => write!(f, "{:04}-{first:02}", from.year()),
            (first, last) if is_whole && first % 3 == 1 && last == first + 2 => {
                write!(f, "{:04}-Q{}", from.year(), last / 3)
            }
            _ => write!(f, "{from}..{to}"),
        }
    }
}

impl fmt::Display for LedgerTotal {
    /// As [`LedgerTotal::parse`] reads it.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let kind = match self.kind {
            LedgerKind::Spend => "spend",
            LedgerKind::Revenue => "revenue",
        };
        write!(f, "{} {kind} ", self.span)?;
        if let Some(channel) = &self.channel {
            write!(f, "{channel} ")?;
        }
        let (unit, size) = (Amount::UNIT.unsigned_abs(), self.amount.0.unsigned_abs());
        let sign = if self.amount.0 < 0 { "-" } else { "" };
        let part = format!("{:06}", size % unit);
        let part = part.trim_end_matches('0');
        write!(f, "{sign}{}{}{part}", size / unit, if part.is_empty() { "" } else { "." })
    }
}

/// An amount with a point for decimals and commas, apostrophes or nothing for thousands.
fn amount_of(text: &str) -> Option<Amount> {
    let plain: String = text.chars().filter(|c| !matches!(c, ',' | '\'' | '\u{a0}')).collect();
    let (sign, plain) = plain.strip_prefix('-').map_or((1, plain.as_str()), |rest| (-1, rest));
    let (whole, part) = plain.split_once('.').unwrap_or((plain, ""));
    let digits = |text: &str| text.bytes().all(|b| b.is_ascii_digit());
    if whole.is_empty() || !digits(whole) || !digits(part) || part.len() > 6 {
        return None;
    }
    let part: i64 = format!("{part:0<6}").parse().ok()?;
    let magnitude = whole.parse::<i64>().ok()?.checked_mul(Amount::UNIT)?.checked_add(part)?;
    Some(Amount(sign * magnitude))
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn totals_are_written_as_they_are_typed() {
        let text = "2026-01 spend 1200.5\n2026-Q2 spend tv 700\n2026 revenue -3.000001\n2026-01-05..2026-02-01 spend 1";
        let (totals, faults) = LedgerTotal::parse(text);
        assert_eq!(totals.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n"), text);
        assert!(faults.is_empty());
    }

    #[test]
    fn totals_are_held_against_the_parts() {
        let (totals, faults) =
            LedgerTotal::parse("2026-01 spend 1,200.50\n2026-Q1 spend tv 700\nnothing\n2026 revenue 0");
        assert_eq!((totals.len(), faults.len()), (3, 1));
        let part = |channel: &str, source: &str, day: Date, amount: i64| Part {
            kind: LedgerKind::Spend,
            channel: Some(channel.into()),
            source: source.into(),
            day,
            amount: Amount(amount * Amount::UNIT),
        };
        let parts = [
            part("tv", "plan", date(2026, 1, 31), 500),
            part("tv", "plan", date(2026, 2, 1), 300),
            part("meta", "ads", date(2026, 1, 1), 600),
            part("meta", "ads", date(2026, 1, 2), 100),
        ];
        let found = reconcile(&totals, &parts);
        assert_eq!(found[0].difference, Amount(-500_000));
        assert_eq!(found[0].contributors[0], ("ads".into(), Some("meta".into()), Amount(700_000_000)));
        assert_eq!((found[1].data, found[1].share), (Amount(800_000_000), Some(1.0 / 7.0)));
        assert_eq!((found[2].difference, found[2].share), (Amount(0), None));
    }
}

//! How the money is split: today, plan, change and share of each channel, in rows that add up as shown.

use crate::present::format::{self, Magnitude, NumberStyle, Unit};
use crate::present::locale::Locale;
use crate::present::order::largest_first;
use crate::present::rounding::rounded_in;
use engine::plan::Plan;

/// The most rows of channels on one page.
const MOST_ROWS: usize = 12;

/// The table.
#[derive(Clone, Debug, PartialEq)]
pub struct Allocation {
    /// The unit of the amounts, by its code.
    pub currency: String,
    /// The channels, in their order; small ones together where they are many.
    pub rows: Vec<AllocationRow>,
    /// All together.
    pub total: AllocationRow,
}

/// One row.
#[derive(Clone, Debug, PartialEq)]
pub struct AllocationRow {
    /// The channel's name.
    pub name: String,
    /// Its place in the workspace's list, which decides its colour; none for several channels together.
    pub channel: Option<usize>,
    /// Today's spend.
    pub today: String,
    /// The planned spend.
    pub planned: String,
    /// The change, in per cent as well.
    pub change: String,
    /// The share of the planned budget.
    pub share: String,
    /// The lengths of the bars of today and plan, from 0 to 1.
    pub bars: (f64, f64),
}

/// A channel's spend before it is text.
struct Spend {
    name: String,
    channel: Option<usize>,
    today: f64,
    planned: f64,
}

/// The table of a plan.
pub(super) fn allocation(plan: &Plan, locale: &Locale) -> Allocation {
    let spends = shortened(paid(plan));
    let (today, planned): (Vec<f64>, Vec<f64>) = spends.iter().map(|s| (s.today, s.planned)).unzip();
    let largest = today.iter().chain(&planned).copied().fold(0.0, f64::max);
    let of_one = spends.iter().filter(|s| s.channel.is_some()).map(|s| s.today.max(s.planned)).fold(0.0, f64::max);
    let style = style(of_one);
    let shown: Vec<(f64, f64)> =
        rounded_in(&today, style.step()).into_iter().zip(rounded_in(&planned, style.step())).collect();
    let budget: f64 = planned.iter().sum();
    let row = |(spend, shown): (&Spend, &(f64, f64))| {
        let length = |amount: f64| if largest > 0.0 { amount / largest } else { 0.0 };
        let bars = (length(spend.today), length(spend.planned));
        AllocationRow { bars, ..row(spend, *shown, budget, style, locale) }
    };
    let rows = spends.iter().zip(&shown).map(row).collect();
    let all = Spend { name: "Together".to_owned(), channel: None, today: today.iter().sum(), planned: budget };
    let sums = shown.iter().fold((0.0, 0.0), |sum, s| (sum.0 + s.0, sum.1 + s.1));
    let total = self::row(&all, sums, budget, style, locale);
    Allocation { currency: locale.currency.code.clone(), rows, total }
}

fn paid(plan: &Plan) -> Vec<Spend> {
    let channels = plan.channels.iter().enumerate().filter(|(c, _)| plan.scenario.is_paid(*c));
    let spend = |(c, channel): (usize, &engine::plan::ChannelPlan)| Spend {
        name: channel.name.clone(),
        channel: Some(c),
        today: channel.today,
        planned: channel.planned,
    };
    channels.map(spend).collect()
}

/// The largest channels in their order, and the others together.
fn shortened(spends: Vec<Spend>) -> Vec<Spend> {
    if spends.len() <= MOST_ROWS {
        return spends;
    }
    let ranked = largest_first(spends, |s| s.planned.max(s.today));
    let (mut kept, mut others): (Vec<Spend>, Vec<Spend>) = (vec![], vec![]);
    for spend in ranked {
        if kept.len() < MOST_ROWS - 1 { kept.push(spend) } else { others.push(spend) }
    }
    let mut kept = largest_first(kept, |s| -(s.channel.unwrap_or_default() as f64));
    kept.push(Spend {
        name: format!("{} smaller channels", others.len()),
        channel: None,
        today: others.iter().map(|s| s.today).sum(),
        planned: others.iter().map(|s| s.planned).sum(),
    });
    kept
}

/// Amounts as small as a hundredth of the largest channel's still show a digit.
fn style(largest: f64) -> NumberStyle {
    let style = NumberStyle::for_value(Unit::Number, largest);
    match style.magnitude {
        Magnitude::One => NumberStyle::for_amounts(Unit::Number, largest),
        Magnitude::Thousand => NumberStyle { decimals: 1, ..style },
        Magnitude::Million | Magnitude::Billion => NumberStyle { decimals: 2, ..style },
    }
}

fn row(spend: &Spend, shown: (f64, f64), budget: f64, style: NumberStyle, locale: &Locale) -> AllocationRow {
    let change = shown.1 - shown.0;
    let share = |of: f64| format::percent(locale, of, 0);
    let words = match spend.today {
        _ if change.abs() < style.step() / 2.0 => "same".to_owned(),
        today if today > 0.0 => {
            let percent = NumberStyle { unit: Unit::Percent, magnitude: Magnitude::One, decimals: 0 };
            format!("{} ({})", style.signed(locale, change), percent.signed(locale, spend.planned / today - 1.0))
        }
        _ => format!("{} (new)", style.signed(locale, change)),
    };
    AllocationRow {
        name: spend.name.clone(),
        channel: spend.channel,
        today: style.text(locale, shown.0),
        planned: style.text(locale, shown.1),
        change: words,
        share: if budget > 0.0 { share(spend.planned / budget) } else { String::new() },
        bars: (0.0, 0.0),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::present::plan::samples::plan;

    #[test]
    fn rows_say_today_plan_change_and_share() {
        let found = allocation(&plan(), &Locale::default());
        let texts = |row: &AllocationRow| [&row.today, &row.planned, &row.change, &row.share].map(String::clone);
        assert_eq!(texts(&found.rows[0]), ["120.0k", "100.0k", "\u{2212}20.0k (\u{2212}17\u{a0}%)", "37\u{a0}%"]);
        assert_eq!(texts(&found.rows[2])[2], "same");
        assert_eq!(texts(&found.total), ["270.0k", "270.0k", "same", "100\u{a0}%"]);
        assert_eq!(found.rows[0].bars, (1.0, 100.0 / 120.0));
    }

    #[test]
    fn many_channels_fit_on_a_page_and_still_add_up() {
        let mut plan = plan();
        let one = plan.channels[0].clone();
        plan.channels =
            (0..30).map(|c| engine::plan::ChannelPlan { planned: f64::from(c) * 10e3, ..one.clone() }).collect();
        plan.scenario.spend = vec![vec![1.0; 13]; 30];
        plan.channels[29].today = 0.0;
        let found = allocation(&plan, &Locale::default());
        assert_eq!(found.rows.len(), MOST_ROWS);
        assert_eq!(found.rows[11].name, "19 smaller channels");
        assert!(found.rows.iter().any(|row| row.change.ends_with("(new)")), "{found:?}");
        let shown = |text: &str| text.trim_end_matches(['k', 'M']).replace(',', "").parse::<f64>().unwrap();
        let sum: f64 = found.rows.iter().map(|row| shown(&row.planned)).sum();
        assert!((sum - shown(&found.total.planned)).abs() < 1e-6, "{found:?}");
    }
}

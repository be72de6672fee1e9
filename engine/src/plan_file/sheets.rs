//! The four sheets of a plan's workbook: the plan week by week, what it comes to, what is assumed, what it must keep.

use super::columns::{self, Column, TOTAL, WEEK};
use super::document::{Paid, PlanDocument};
use super::workbook::{Cell, Look, Sheet, place};
use crate::math::Interval;
use crate::plan::{
    Aim, Binding, Bounds, Change, ChannelLimits, Flighting, Metric, Plan, Reach, Risk, Total, Until, WeekRule,
};
use jiff::civil::Date;

/// The widest and the narrowest column, in characters.
const WIDTHS: (usize, usize) = (11, 32);

/// The sheets.
pub(super) fn sheets(document: &PlanDocument) -> Vec<Sheet> {
    vec![plan(document), summary(document), assumptions(document), limits(document)]
}

/// Weeks and channels, with sums at both edges.
fn plan(document: &PlanDocument) -> Sheet {
    let weeks = &document.scenario.weeks;
    let spend = columns::spend(document);
    let total = columns::total(&spend, weeks.len());
    let mut sheet = by_week("Plan", weeks, &spend, Look::Amount);
    let Some((head, rows)) = sheet.rows.split_first_mut() else { return sheet };
    head.push(Cell::heading(TOTAL));
    let last = spend.len();
    for (t, row) in rows.iter_mut().enumerate() {
        let formula = format!("SUM({}:{})", place(1, t + 1), place(last.max(1), t + 1));
        let value = total.values.get(t).copied().unwrap_or_default();
        row.push(if spend.is_empty() { Cell::amount(0.0) } else { Cell::Formula(formula, value, Look::TotalAmount) });
    }
    let mut sums = vec![Cell::Text("Total".into(), Look::TotalLabel)];
    sums.extend(spend.iter().chain([&total]).enumerate().map(|(c, column)| {
        let formula = format!("SUM({}:{})", place(c + 1, 1), place(c + 1, weeks.len().max(1)));
        Cell::Formula(formula, column.sum(), Look::TotalAmount)
    }));
    sheet.rows.push(sums);
    sheet.widths.push(width(TOTAL));
    sheet
}

fn assumptions(document: &PlanDocument) -> Sheet {
    by_week("Assumptions", &document.scenario.weeks, &columns::assumed(document), Look::Number)
}

fn by_week(name: &'static str, weeks: &[Date], columns: &[Column], look: Look) -> Sheet {
    let titles = columns.iter().map(|c| Cell::heading(&c.title));
    let head = std::iter::once(Cell::heading(WEEK)).chain(titles).collect();
    let row = |(t, week): (usize, &Date)| {
        let values = columns.iter().map(|c| Cell::Number(c.values.get(t).copied().unwrap_or_default(), look));
        std::iter::once(Cell::Day(*week)).chain(values).collect()
    };
    let rows = std::iter::once(head).chain(weeks.iter().enumerate().map(row)).collect();
    let widths = std::iter::once(width(WEEK)).chain(columns.iter().map(|c| width(&c.title))).collect();
    Sheet { name, widths, frozen: (1, 1), rows }
}

fn width(title: &str) -> usize {
    (title.chars().count() + 3).clamp(WIDTHS.0, WIDTHS.1)
}

fn words(cells: &[&str], look: Look) -> Vec<Cell> {
    cells.iter().map(|text| Cell::Text((*text).to_owned(), look)).collect()
}

/// What each channel gets, what that brings, and what limits cost.
fn summary(document: &PlanDocument) -> Sheet {
    let mut rows = vec![words(&[&document.name], Look::Title)];
    rows.extend(about(document).iter().map(|line| words(&[line], Look::Note)));
    rows.push(vec![]);
    let (first, plan) = (rows.len(), document.plan.as_ref());
    let mut head = vec!["Channel", "Today", "Plan", "Change", "Change, %"];
    if plan.is_some() {
        head.extend(["Brings", "from", "to", "Next unit brings", "from", "to", "Limit"]);
    }
    rows.push(words(&head, Look::Heading));
    let (today, planned) = (document.request.today.totals(), document.scenario.totals());
    for (c, name) in document.names.of_kind(Paid::Yes) {
        let total = |totals: &[f64]| totals.get(c).copied().unwrap_or_default();
        let mut row = vec![Cell::text(name)];
        row.extend(change(total(&today), total(&planned), Look::Amount, Look::Share));
        if let Some(channel) = plan.and_then(|plan| plan.channels.get(c)) {
            row.extend(range(channel.planned_response, Look::Amount));
            row.extend(range(channel.marginal_return, Look::Number));
            row.push(Cell::text(binding(channel.binding)));
        }
        rows.push(row);
    }
    let mut sum = vec![Cell::Text("Together".into(), Look::TotalLabel)];
    sum.extend(change(today.iter().sum(), planned.iter().sum(), Look::TotalAmount, Look::TotalShare));
    sum.extend(plan.into_iter().flat_map(|plan| range(plan.planned_response, Look::TotalAmount)));
    rows.push(sum);
    rows.extend(plan.into_iter().flat_map(found));
    let widths = std::iter::once(28).chain([14; 11]).collect();
    Sheet { name: "Summary", widths, frozen: (first + 1, 1), rows }
}

/// What to know before reading the figures.
fn about(document: &PlanDocument) -> [String; 3] {
    let (made, weeks) = (&document.made, &document.scenario.weeks);
    let from = weeks.first().map_or_else(String::new, |first| format!(" from {first}"));
    [
        format!("{} weeks{from}. Amounts are in {}.", weeks.len(), made.currency),
        format!("What spend brings is {}: the mean over all draws, then the ends of the 90 % range.", made.outcome),
        format!("Written by Sextant {} on {}; data {}.", made.version, made.day, made.data_hash),
    ]
}

fn change(today: f64, planned: f64, amount: Look, share: Look) -> [Cell; 4] {
    let relative = if today > 0.0 { Cell::Number(planned / today - 1.0, share) } else { Cell::Empty };
    [Cell::Number(today, amount), Cell::Number(planned, amount), Cell::Number(planned - today, amount), relative]
}

fn range(interval: Interval, look: Look) -> [Cell; 3] {
    [interval.mean, interval.lo, interval.hi].map(|value| Cell::Number(value, look))
}

fn binding(binding: Binding) -> &'static str {
    match binding {
        Binding::Free => "",
        Binding::AtMinimum => "at its minimum",
        Binding::AtMaximum => "at its maximum",
    }
}

/// What the plan brings more, how sure that is, and what limits cost.
fn found(plan: &Plan) -> Vec<Vec<Cell>> {
    let line = |label: &str, interval| {
        let mut row = words(&[label, "", "", "", ""], Look::Plain);
        row.extend(range(interval, Look::Amount));
        row
    };
    let mut rows = vec![
        vec![],
        line("Today's spend brings", plan.today_response),
        line("The plan brings more than today's", plan.uplift),
        line("The same, as the plan is judged", plan.gain),
        vec![Cell::text("Probability that it is better"), Cell::Number(plan.probability_better, Look::Share)],
    ];
    if !plan.evidence.prices.is_empty() {
        rows.push(vec![]);
        rows.push(words(&["Limit", "The first unit of room would bring"], Look::Heading));
        let price =
            |p: &crate::plan::Price| vec![Cell::text(p.limit.to_string()), Cell::Number(p.per_unit, Look::Number)];
        rows.extend(plan.evidence.prices.iter().map(price));
    }
    rows
}

/// What the plan must keep and what it is for.
fn limits(document: &PlanDocument) -> Sheet {
    let (limits, names) = (&document.request.limits, &document.names);
    let head = [
        "Channel",
        "At least",
        "At most",
        "Largest cut",
        "Largest rise",
        "At least a week",
        "At most a week",
        "Cost of starting",
        "Weeks without spend",
        "Promised",
    ];
    let mut rows = vec![words(&head, Look::Heading)];
    for (c, name) in names.of_kind(Paid::Yes) {
        rows.extend(limits.channels.get(c).map(|channel| channel_row(name, channel, &document.scenario.weeks)));
    }
    if !limits.groups.is_empty() {
        rows.push(vec![]);
        rows.push(words(&["Group", "At least", "At most", "Largest cut", "Largest rise", "Channels"], Look::Heading));
    }
    for group in &limits.groups {
        let members = group.channels.iter().filter_map(|c| names.channels.get(*c)).map(String::as_str);
        let mut row = vec![Cell::text(&group.name)];
        row.extend(bounds(group.total));
        row.extend(changes(group.change));
        row.push(Cell::text(members.collect::<Vec<_>>().join(", ")));
        rows.push(row);
    }
    rows.push(vec![]);
    rows.extend(budget(limits.total));
    rows.extend(aim(&document.request.aim, document.request.flighting));
    let widths = std::iter::once(28).chain([16; 7]).chain([28; 2]).collect();
    Sheet { name: "Limits", widths, frozen: (1, 1), rows }
}

fn channel_row(name: &str, limits: &ChannelLimits, weeks: &[Date]) -> Vec<Cell> {
    let mut row = vec![Cell::text(name)];
    row.extend(bounds(limits.total));
    row.extend(changes(limits.change));
    row.push(Cell::amount(limits.weekly_floor));
    row.push(limits.weekly_cap.map_or(Cell::Empty, Cell::amount));
    row.push(Cell::amount(limits.step_cost));
    let ruled = |told: fn(&Date, WeekRule) -> Option<String>| {
        let weeks = weeks.iter().zip(0..).filter_map(|(week, t)| told(week, limits.week(t)));
        Cell::text(weeks.collect::<Vec<_>>().join(", "))
    };
    row.push(ruled(|week, rule| (rule == WeekRule::Blackout).then(|| week.to_string())));
    row.push(ruled(|week, rule| match rule {
        WeekRule::Committed(amount) => Some(format!("{week}: {amount:.2}")),
        WeekRule::Free | WeekRule::Blackout => None,
    }));
    row
}

/// The most stays empty where there is none.
fn bounds(bounds: Bounds) -> [Cell; 2] {
    [Cell::amount(bounds.min), Cell::amount(if bounds.max < f64::MAX { bounds.max } else { f64::INFINITY })]
}

fn changes(change: Option<Change>) -> [Cell; 2] {
    change.map_or([Cell::Empty, Cell::Empty], |c| [c.down, c.up].map(|share| Cell::Number(share, Look::Share)))
}

fn pair(label: &str, value: Cell) -> Vec<Cell> {
    vec![Cell::text(label), value]
}

fn budget(total: Total) -> Vec<Vec<Cell>> {
    match total {
        Total::Fixed(amount) => vec![pair("Budget, spent in full", Cell::amount(amount))],
        Total::Free { most, until } => {
            let stop = match until {
                Until::ValueFalls => pair("Spent as long as the value rises", Cell::Empty),
                Until::Return(least) => {
                    pair("Spent while all of it returns at least", Cell::Number(least, Look::Number))
                }
                Until::MarginalReturn(least) => {
                    pair("Spent while the next unit returns at least", Cell::Number(least, Look::Number))
                }
            };
            vec![pair("Budget, at most", Cell::amount(most)), stop]
        }
    }
}

fn aim(aim: &Aim, flighting: Flighting) -> Vec<Vec<Cell>> {
    let metric = match aim.metric {
        Metric::Outcome => "the outcome",
        Metric::Revenue => "revenue",
        Metric::Margin => "revenue less cost of goods",
        Metric::Profit => "margin less spend",
    };
    let weeks = match flighting {
        Flighting::AsToday => "as today's plan has them",
        Flighting::ByWeek => "planned as well",
    };
    let reach = match aim.reach {
        Reach::Horizon => pair("What counts", Cell::text("the planned weeks alone")),
        Reach::LongTerm { discount_a_year } => {
            let mut row = pair("What counts", Cell::text("later effects too, worth less a year later by"));
            row.push(Cell::Number(discount_a_year, Look::Share));
            row
        }
    };
    let risk = match aim.risk {
        Risk::Expected => pair("Risk", Cell::text("the mean over all draws")),
        Risk::Cautious { worst } => {
            let mut row = pair("Risk", Cell::text("the mean over the worst draws, this share of all"));
            row.push(Cell::Number(worst, Look::Share));
            row
        }
        Risk::Goal { amount } => {
            let mut row = pair("Risk", Cell::text("the probability of reaching"));
            row.push(Cell::amount(amount));
            row
        }
    };
    vec![
        pair("Judged by", Cell::text(metric)),
        pair("Revenue of a unit of the outcome", Cell::Number(aim.economics.revenue_per_unit, Look::Number)),
        pair("Left of revenue after cost of goods", Cell::Number(aim.economics.margin, Look::Share)),
        reach,
        risk,
        pair("Weeks", Cell::text(weeks)),
    ]
}

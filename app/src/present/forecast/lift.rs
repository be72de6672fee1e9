//! What it takes to reach the goal with a probability: how much more, and where it is spent.

use crate::present::chance::chance;
use crate::present::format::{self, NumberStyle, Unit};
use crate::present::locale::Locale;
use crate::present::plan::{Answer, listed, spend_text};
use crate::present::table::{Cell, Column, Table};
use crate::state::Lifted;

/// Channels that the sentence names.
const NAMED: usize = 3;
/// Share of the budget below which a change is none.
const NOTHING: f64 = 0.005;

fn today(lifted: &Lifted) -> f64 {
    lifted.draft.today.totals().iter().sum()
}

/// The channels that get more than today, the most first.
fn raised(lifted: &Lifted) -> Vec<(String, f64)> {
    let (before, after) = (lifted.draft.today.totals(), lifted.lift.scenario.totals());
    let changes =
        lifted.draft.channels.iter().zip(after.iter().zip(&before)).map(|(name, (a, b))| (name.clone(), a - b));
    let mut raised: Vec<(String, f64)> = changes.filter(|(_, more)| *more > NOTHING * today(lifted)).collect();
    raised.sort_by(|a, b| b.1.total_cmp(&a.1));
    raised
}

/// What it takes, as a sentence.
#[must_use]
pub fn lift_answer(lifted: &Lifted, locale: &Locale) -> Answer {
    let lift = &lifted.lift;
    let level = format::percent(locale, lifted.level, 0);
    let (before, found) = (chance(locale, lift.today), chance(locale, lift.probability));
    let more = lift.budget - today(lifted);
    let names = raised(lifted).into_iter().take(NAMED);
    let best: Vec<String> = names.map(|(name, more)| format!("{name} (+{})", format::compact(locale, more))).collect();
    let spent = if best.is_empty() { String::new() } else { format!(", best spent on {}", listed(&best)) };
    let sentence = match (lift.reached, more) {
        _ if lift.today >= lifted.level => format!("Today's plan already reaches the goal {before} of the time"),
        (false, _) => format!(
            "{level} is out of reach within the limits: at most {found}, with {}",
            spend_text(locale, lift.budget)
        ),
        (true, more) if more > NOTHING * today(lifted) => {
            format!("Reaching {level} takes {} more{spent}", spend_text(locale, more))
        }
        (true, _) => {
            format!("Reaching {level} takes no more money{}", spent.replace(", best spent on", ", but more of it on"))
        }
    };
    let range = format!(
        "{before} with today's plan, {} with the same money spent as well as the limits allow, {found} with {}.",
        chance(locale, lift.same_budget),
        spend_text(locale, lift.budget)
    );
    Answer { sentence, range }
}

/// One row a channel: today and in the plan that was found.
#[must_use]
pub fn lift_table(lifted: &Lifted, locale: &Locale) -> Table {
    let (before, after) = (lifted.draft.today.totals(), lifted.lift.scenario.totals());
    let largest = before.iter().chain(&after).copied().fold(0.0, f64::max);
    let style = NumberStyle::for_range(Unit::Number, 0.0, largest);
    let row = |name: &str, a: f64, b: f64| {
        vec![
            Cell::words(name),
            Cell::number(a, style.text(locale, a)),
            Cell::number(b, style.text(locale, b)),
            Cell::number(b - a, style.signed(locale, b - a)),
        ]
    };
    let paid = |c: &usize| lifted.draft.today.is_paid(*c);
    let mut rows: Vec<Vec<Cell>> = (0..lifted.draft.channels.len().min(before.len()).min(after.len()))
        .filter(paid)
        .map(|c| row(&lifted.draft.channels[c], before[c], after[c]))
        .collect();
    rows.push(row("In all", before.iter().sum(), after.iter().sum()));
    let code = &locale.currency.code;
    let columns = vec![
        Column::words("Channel"),
        Column::numbers(format!("Today, {code}")),
        Column::numbers("Then"),
        Column::numbers("Difference"),
    ];
    Table { caption: "What it takes".to_owned(), columns, rows }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::state::{FitId, PlanDraft};
    use engine::desk::Lift;

    fn lifted(level: f64, factor: f64, reached: bool) -> Lifted {
        let panel = engine::simulate::demo(60).unwrap().panel;
        let draft = PlanDraft::going_on(&panel, 13);
        let mut totals = draft.today.totals();
        let budget = totals.iter().sum::<f64>() * factor;
        totals[0] += budget - totals.iter().sum::<f64>();
        let scenario = draft.today.with_totals(&totals);
        let probability = if reached { level + 0.01 } else { 0.62 };
        let lift = Lift { today: 0.55, same_budget: 0.6, budget, scenario, probability, reached };
        Lifted { fit: FitId(1), draft, metric: engine::plan::Metric::Outcome, amount: 1e6, level, lift }
    }

    #[test]
    fn what_it_takes_is_said() {
        let locale = Locale::default();
        let sentence = |l: &Lifted| lift_answer(l, &locale).sentence;
        let more = lifted(0.8, 1.2, true);
        let start = format!("Reaching 80\u{a0}% takes {} more, best spent on {} (+", "$", more.draft.channels[0]);
        let found = sentence(&more);
        assert!(found.starts_with("Reaching 80\u{a0}% takes $") && found.contains("best spent on"), "{found} {start}");
        assert!(sentence(&lifted(0.8, 1.0, true)).starts_with("Reaching 80\u{a0}% takes no more money"));
        assert!(
            sentence(&lifted(0.95, 1.5, false)).starts_with("95\u{a0}% is out of reach within the limits: at most 62")
        );
        assert!(sentence(&lifted(0.5, 1.0, true)).starts_with("Today's plan already reaches"));
        let table = lift_table(&more, &locale);
        let difference = |row: &Vec<Cell>| row[3].value.unwrap();
        let (last, rows) = table.rows.split_last().unwrap();
        assert!((rows.iter().map(difference).sum::<f64>() / difference(last) - 1.0).abs() < 1e-9);
    }
}

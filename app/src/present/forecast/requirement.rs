//! What would have to be true for the goal to be reached: amounts that add up, in words.

use crate::present::format::{self, NumberStyle, Unit};
use crate::present::locale::Locale;
use crate::present::outcome::Outcome;
use crate::present::plan::listed;
use crate::present::table::{Cell, Column, Table};
use engine::forecast::{AssumedRow, Condition, Piece, Requirement};
use engine::panel::Panel;

/// Pieces that the sentence names.
const NAMED: usize = 3;

fn name(piece: Piece, panel: &Panel) -> String {
    let channel = |c: usize| panel.channels().get(c).map_or_else(|| "a channel".to_owned(), |c| c.name.clone());
    match piece {
        Piece::Base => "what comes without media".to_owned(),
        Piece::Channel(c) => channel(c),
        Piece::Assumption(AssumedRow::Driver(d)) => {
            let driver = panel.drivers().get(d).map_or("a driver", |driver| driver.name.as_str());
            format!("{driver}, other than assumed")
        }
        Piece::Assumption(AssumedRow::Activity(c)) => format!("{}, other than assumed", channel(c)),
        Piece::Chance => "good luck from week to week".to_owned(),
    }
}

/// One style for all amounts, fine enough for the smallest that is named.
fn style(requirement: &Requirement) -> NumberStyle {
    let whole = requirement.required - requirement.expected;
    NumberStyle::for_range(Unit::Number, 0.0, whole.abs().max(f64::MIN_POSITIVE))
}

/// How much more it takes than what is expected, and where it would come from.
#[must_use]
pub fn requirement_sentence(requirement: &Requirement, panel: &Panel, locale: &Locale) -> String {
    let style = style(requirement);
    let amount = |value: f64| style.text(locale, value);
    let told = requirement.conditions.iter().filter(|c| c.difference() > 0.0).take(NAMED);
    let told: Vec<String> = told.map(|c| format!("{} from {}", amount(c.difference()), name(c.piece, panel))).collect();
    let more = amount(requirement.required - requirement.expected);
    let reached = Outcome::of(panel).named(&format::compact(locale, requirement.required));
    match told.is_empty() {
        true => format!("Where the goal is reached, {reached} come in on average."),
        false => format!(
            "Where the goal is reached, {reached} come in on average, {more} more than expected: {}.",
            listed(&told)
        ),
    }
}

/// One row a piece, and their sum.
#[must_use]
pub fn requirement_table(requirement: &Requirement, panel: &Panel, outcome: &Outcome, locale: &Locale) -> Table {
    let fine = style(requirement);
    let totals =
        NumberStyle::for_changes(NumberStyle::for_value(Unit::Number, requirement.required), requirement.required);
    let row = |name: String, expected: f64, required: f64, relative: Option<f64>| {
        let difference = required - expected;
        vec![
            Cell::words(crate::present::home::capitalised(&name)),
            Cell::number(expected, totals.text(locale, expected)),
            Cell::number(required, totals.text(locale, required)),
            Cell::number(difference, fine.signed(locale, difference)),
            relative.map_or_else(
                || Cell::words("–"),
                |share| {
                    let style = NumberStyle { unit: Unit::Percent, magnitude: format::Magnitude::One, decimals: 1 };
                    Cell::number(share, style.signed(locale, share))
                },
            ),
        ]
    };
    let piece = |c: &Condition| row(name(c.piece, panel), c.expected, c.required, c.relative());
    let mut rows: Vec<Vec<Cell>> = requirement.conditions.iter().map(piece).collect();
    let relative = (requirement.expected != 0.0)
        .then(|| (requirement.required - requirement.expected) / requirement.expected.abs());
    rows.push(row("in all".to_owned(), requirement.expected, requirement.required, relative));
    let columns = vec![
        Column::words("Piece"),
        Column::numbers(format!("{} expected", outcome.heading(locale))),
        Column::numbers("Where the goal is reached"),
        Column::numbers("Difference"),
        Column::numbers("in per cent"),
    ];
    Table { caption: "What would have to be true".to_owned(), columns, rows }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn requirement() -> Requirement {
        let condition = |piece, expected: f64, required: f64| Condition { piece, expected, required };
        Requirement {
            probability: 0.4,
            expected: 3.0e6,
            required: 3.15e6,
            conditions: vec![
                condition(Piece::Base, 2.5e6, 2.59e6),
                condition(Piece::Chance, 0.0, 40e3),
                condition(Piece::Channel(0), 0.5e6, 0.52e6),
            ],
        }
    }

    #[test]
    fn the_pieces_are_named_and_add_up() {
        let panel = engine::simulate::demo(60).unwrap().panel;
        let sentence = requirement_sentence(&requirement(), &panel, &Locale::default());
        let first = &panel.channels()[0].name;
        assert_eq!(
            sentence,
            format!(
                "Where the goal is reached, 3.15M of revenue come in on average, 150k more than expected: 90k from what \
                 comes without media, 40k from good luck from week to week and 20k from {first}."
            )
        );
        let table = requirement_table(&requirement(), &panel, &Outcome::of(&panel), &Locale::default());
        let sum: f64 = table.rows[..3].iter().map(|row| row[3].value.unwrap()).sum();
        assert!((sum - table.rows[3][3].value.unwrap()).abs() < 1e-6);
        assert_eq!((table.rows[0][3].text.as_str(), table.rows[1][4].text.as_str()), ("+90k", "–"));
    }
}

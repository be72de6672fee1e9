//! The plan week by week, to be edited: what is pasted from a spreadsheet, and weeks that are black or promised.

use crate::present::format::{NumberStyle, Unit};
use crate::present::line_band::{Along, Line, LineBand};
use crate::present::locale::Locale;
use crate::present::palette::Ink;
use crate::present::parse::parse_number;
use engine::plan::{ChannelLimits, Scenario, WeekRule};

/// A block of cells as it is copied from a spreadsheet: rows of numbers; none where a cell was empty.
///
/// # Errors
/// A sentence that names the first cell that is no amount.
pub fn read_block(text: &str, locale: &Locale) -> Result<Vec<Vec<Option<f64>>>, String> {
    let lines = text.trim_end_matches(['\r', '\n']).lines();
    let cell = |row: usize, column: usize, text: &str| match text.trim() {
        "" => Ok(None),
        text => match parse_number(text, locale) {
            Ok(number) if number >= 0.0 => Ok(Some(number)),
            _ => {
                Err(format!("“{text}”, in row {} and column {} of what was pasted, is no amount.", row + 1, column + 1))
            }
        },
    };
    let row = |(row, line): (usize, &str)| {
        line.split('\t').enumerate().map(|(column, text)| cell(row, column, text)).collect::<Result<Vec<_>, String>>()
    };
    lines.enumerate().map(row).collect()
}

/// The spend with a block of cells put in from a week and a channel on; `columns` are the channels as they are shown.
#[must_use]
pub fn filled(
    spend: &[Vec<f64>],
    columns: &[usize],
    (week, column): (usize, usize),
    block: &[Vec<Option<f64>>],
) -> Vec<Vec<f64>> {
    let mut filled = spend.to_vec();
    for (row, cells) in block.iter().enumerate() {
        for (offset, cell) in cells.iter().enumerate() {
            let channel = columns.get(column + offset).and_then(|channel| filled.get_mut(*channel));
            if let (Some(place), Some(amount)) = (channel.and_then(|weeks| weeks.get_mut(week + row)), cell) {
                *place = *amount;
            }
        }
    }
    filled
}

/// Sets the rule of one week; weeks before it that had none stay free.
pub fn set_rule(limits: &mut ChannelLimits, week: usize, rule: WeekRule) {
    if limits.weeks.len() <= week {
        limits.weeks.resize(week + 1, WeekRule::Free);
    }
    if let Some(place) = limits.weeks.get_mut(week) {
        *place = rule;
    }
    while limits.weeks.last() == Some(&WeekRule::Free) {
        limits.weeks.pop();
    }
}

/// How amounts of weeks are printed: so that the largest has three digits or more.
#[must_use]
pub fn cell_style(spend: &[Vec<f64>]) -> NumberStyle {
    NumberStyle::for_amounts(Unit::Number, spend.iter().flatten().copied().fold(0.0, f64::max))
}

/// Spend a week, today's and the plan's.
#[must_use]
pub fn weekly_lines(today: &Scenario, spend: &[Vec<f64>]) -> LineBand {
    let sums = |rows: &[Vec<f64>]| -> Vec<f64> {
        (0..today.weeks.len()).map(|week| rows.iter().filter_map(|row| row.get(week)).sum()).collect()
    };
    let count = today.weeks.len();
    let mut picture = LineBand::new("Spend a week", Unit::Money, Along::Weeks(today.weeks.clone()));
    let line = |name: &str, ink, values, observed| Line { name: name.to_owned(), ink, values, observed };
    picture.lines =
        vec![line("Today", Ink::Muted, sums(&today.spend), count), line("Plan", Ink::Accent, sums(spend), 0)];
    picture.height = 200.0;
    picture
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_block_is_read_and_put_in() {
        let block = read_block("1,200\t\r\n300\t40\n", &Locale::default()).unwrap();
        assert_eq!(block, [vec![Some(1_200.0), None], vec![Some(300.0), Some(40.0)]]);
        let spend = vec![vec![1.0; 3], vec![2.0; 3], vec![3.0; 3]];
        // The second channel is not shown.
        let filled = filled(&spend, &[0, 2], (1, 0), &block);
        assert_eq!(filled, [vec![1.0, 1_200.0, 300.0], vec![2.0; 3], vec![3.0, 3.0, 40.0]]);
        assert!(read_block("a lot\t3", &Locale::default()).unwrap_err().contains("row 1 and column 1"));
        assert!(read_block("-3", &Locale::default()).is_err());
    }

    #[test]
    fn rules_are_set_and_idle_ones_forgotten() {
        let mut limits = ChannelLimits::default();
        set_rule(&mut limits, 2, WeekRule::Blackout);
        assert_eq!(limits.weeks, [WeekRule::Free, WeekRule::Free, WeekRule::Blackout]);
        set_rule(&mut limits, 0, WeekRule::Committed(5.0));
        set_rule(&mut limits, 2, WeekRule::Free);
        assert_eq!(limits.weeks, [WeekRule::Committed(5.0)]);
    }

    #[test]
    fn both_plans_are_drawn() {
        let weeks = super::super::samples::weeks();
        let today = Scenario { spend: vec![vec![1.0; 13], vec![2.0; 13]], weeks, ..Scenario::default() };
        let lines = weekly_lines(&today, &[vec![3.0; 13], vec![2.0; 13]]).lines;
        assert_eq!((lines[0].values[0], lines[1].values[12]), (3.0, 5.0));
    }
}

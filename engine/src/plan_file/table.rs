//! A plan as CSV (RFC 4180): one row a week with its first day in ISO 8601, one column a channel, their total, and what
//! is assumed. Numbers have a point and no thousands marks; names cannot be formulas.

use super::columns::{self, WEEK};
use super::document::PlanDocument;
use crate::dataset::inert;

/// The file, with the mark that makes spreadsheets read UTF-8.
pub(super) fn csv(document: &PlanDocument) -> String {
    let mut all = columns::spend(document);
    all.push(columns::total(&all, document.scenario.weeks.len()));
    all.extend(columns::assumed(document));
    let titles = all.iter().map(|c| inert(&c.title));
    let mut file = format!("\u{feff}{}", line(std::iter::once(inert(WEEK)).chain(titles)));
    for (t, week) in document.scenario.weeks.iter().enumerate() {
        let values = all.iter().map(|c| number(c.values.get(t).copied().unwrap_or_default()));
        file.push_str(&line(std::iter::once(week.to_string()).chain(values)));
    }
    file
}

fn line(cells: impl Iterator<Item = String>) -> String {
    cells.collect::<Vec<_>>().join(",") + "\r\n"
}

/// A number to twelve significant digits, so that 2.3000000000000003 is 2.3; nothing where it is none.
fn number(value: f64) -> String {
    if value.is_finite() { format!("{value:.11e}").parse().unwrap_or(value).to_string() } else { String::new() }
}

#[cfg(test)]
mod tests {
    use super::super::samples::document;
    use super::*;

    #[test]
    fn a_row_a_week_a_column_a_channel() {
        let file = csv(&document());
        let lines: Vec<&str> = file.lines().collect();
        assert_eq!(
            lines[0],
            "\u{feff}\"Week from\",\"Search\",\"'=cmd|'/c calc'!A1\",\"Total spend\",\"Assumed: Price\",\
             \"Assumed: Rain, mm\",\"Activity: Newsletter\""
        );
        assert_eq!(lines[1], "2026-06-29,1000.1,250,1250.1,84,3.5,12");
        assert_eq!(lines.len(), 4);
    }

    #[test]
    fn numbers_are_in_full() {
        assert_eq!([0.1 + 2.2, -1e15 / 3.0, 156.0].map(number), ["2.3", "-333333333333000", "156"]);
        assert_eq!(number(f64::NAN), "");
    }
}

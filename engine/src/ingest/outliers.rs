//! Outliers: values so far beyond what a column usually holds that they are most likely a slip of the keyboard.
//!
//! A value is one where its size exceeds 100 times the median of the sizes other than 0 in its column, taken within a
//! geography where rows are split by geography. Real peaks stay far below; nothing is changed, it is only said.

use super::columns::Series;
use super::findings::{FindingId, Findings, Places, count_of};
use super::mapping::{Geography, Mapping};
use super::rows::DatedRow;
use super::table::Table;
use std::collections::BTreeMap;

/// How many times the median a value must exceed.
const TIMES_MEDIAN: f64 = 100.0;
/// The fewest values other than 0 that tell what is usual.
const FEWEST_VALUES: usize = 5;

/// Notes the values that are most likely slips.
pub(super) fn report_outliers(
    table: &Table,
    mapping: &Mapping,
    rows: &[DatedRow],
    series: &[Series],
    findings: &mut Findings,
) {
    let groups = by_geography(table, mapping, rows);
    let mut places = Places::default();
    for one in series {
        let mut found: Vec<usize> = groups.iter().flat_map(|group| outliers(&one.values, group)).collect();
        found.sort_unstable();
        found.iter().for_each(|&i| places.add_cell(table.row_number(rows[i].row), &one.name));
    }
    if places.is_empty() {
        return;
    }
    let are = if places.len() == 1 { "is" } else { "are" };
    let message = format!(
        "{} {are} more than 100 times as large as the column's values usually are.",
        count_of(places.len(), "value")
    );
    let advice = "Correct the file if that is a slip; otherwise the value is used as it stands.";
    findings.note(FindingId::Outlier, &message, advice, places);
}

/// The places of the rows, those of one geography together.
fn by_geography(table: &Table, mapping: &Mapping, rows: &[DatedRow]) -> Vec<Vec<usize>> {
    let column = match &mapping.geography {
        Geography::Each { column, .. } | Geography::Undecided { column } | Geography::AddedUp { column } => {
            table.column(column)
        }
        Geography::Whole | Geography::Only { .. } => None,
    };
    let mut groups: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (i, row) in rows.iter().enumerate() {
        let geography = column.map_or("", |column| column.cells.get(row.row));
        groups.entry(geography).or_default().push(i);
    }
    groups.into_values().collect()
}

/// The members of a group whose values are outliers in it.
fn outliers(values: &[f64], group: &[usize]) -> Vec<usize> {
    let mut sizes: Vec<f64> = group.iter().map(|&i| values[i].abs()).filter(|&size| size > 0.0).collect();
    if sizes.len() < FEWEST_VALUES {
        return vec![];
    }
    sizes.sort_unstable_by(f64::total_cmp);
    let median = sizes[(sizes.len() - 1) / 2];
    group.iter().copied().filter(|&i| values[i].abs() > TIMES_MEDIAN * median).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(values: &[f64], expected: &[usize]) {
        let all: Vec<usize> = (0..values.len()).collect();
        assert_eq!(outliers(values, &all), expected, "{values:?}");
    }

    #[test]
    fn only_absurd_values_are_outliers() {
        check(&[100.0, 120.0, 999_999_999_999_999_999.0, 90.0, 110.0, 105.0], &[2]);
        check(&[100.0, 120.0, -99_999.0, 90.0, 110.0, 105.0], &[2]);
        check(&[100.0, 120.0, 9_000.0, 90.0, 110.0, 105.0], &[]);
        check(&[0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 50_000.0], &[]);
        check(&[1.0, f64::NAN, 1.0, 2.0, 1.0, 1.0, 101.0], &[6]);
        check(&[], &[]);
    }
}

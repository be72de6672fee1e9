//! Proposing a mapping from a table's names and contents.

use super::dates::DateOrder;
use super::grain::Grain;
use super::mapping::{Basis, Geography, Mapping};
use super::numbers::DecimalMark;
use super::table::Table;
use crate::panel::OutcomeKind;
use std::collections::BTreeSet;

/// Proposes what each column is and how its texts are to be read; the user may change all of it.
pub fn propose(table: &Table) -> Mapping {
    let _ = table;
    Mapping {
        date_column: None,
        date_order: DateOrder::YearFirst,
        date_basis: Basis::Guess,
        decimal: DecimalMark::Point,
        decimal_basis: Basis::Guess,
        grain: Grain::Weekly,
        geography: Geography::Whole,
        outcome_kind: OutcomeKind::Count,
        columns: vec![],
        refused_repairs: BTreeSet::new(),
    }
}

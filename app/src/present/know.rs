//! The data screen: how a file was read, what its columns are, what was found in it, and the data that came of it.

mod audit;
mod calendar;
mod checks;
mod columns;
mod dimensions;
mod fields;
mod findings;
mod glance;
mod reading;
mod rules;
mod sources;
mod update;
mod zones;

pub use audit::{EntryWords, entries, ledger_table, lineage_table, profit_table, restated_days_table};
pub use calendar::{countries, in_country, occasion_label, preview, with_occasion};
pub use checks::{CheckWords, check_words, repairs};
pub use columns::{ColumnWords, RoleChoice, columns, role_key, role_of_key, spend_columns};
pub use dimensions::{
    DIMENSIONS, Dimension, HOW, TYPED, asked_choices, condition_of, dimension_of_key, values_table, without,
};
pub use fields::{column_field_of_key, field_choices, field_key};
pub use findings::{FindingGroup, FindingKind, FindingWords, blocked_because, finding_group};
pub use glance::{Glance, channel_charts, glance, outcome_chart, spend_table, weekly_spend_table};
pub use reading::{
    date_order_key, date_order_of_key, date_orders, decimal_key, decimal_marks, decimal_of_key, outcome_kind_key,
    outcome_kind_of_key, outcome_kinds, recognised,
};
pub use rules::{
    RuleWords, condition, contested_table, lint_sentence, parents_of, rules, tree_table, uncaught_table, would_catch,
};
pub use sources::{
    SourceWords, issues, library_answer, measure_name, platform_name, score_history, source_words, with_files,
};
pub use update::{happened_sentence, restated_table, update_sentence};
pub use zones::{has_times, times_sentence, zone_choices};

#[cfg(test)]
mod tests;

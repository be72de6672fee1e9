//! The data screen: how a file was read, what its columns are, what was found in it, and the data that came of it.

mod calendar;
mod columns;
mod findings;
mod glance;
mod reading;
mod update;

pub use calendar::{countries, in_country, occasion_label, preview, with_occasion};
pub use columns::{ColumnWords, RoleChoice, columns, role_key, role_of_key, spend_columns};
pub use findings::{FindingGroup, FindingKind, FindingWords, blocked_because, finding_group};
pub use glance::{Glance, channel_charts, glance, outcome_chart, spend_table, weekly_spend_table};
pub use reading::{
    date_order_key, date_order_of_key, date_orders, decimal_key, decimal_marks, decimal_of_key, outcome_kind_key,
    outcome_kind_of_key, outcome_kinds, recognised,
};
pub use update::{happened_sentence, restated_table, update_sentence};

#[cfg(test)]
mod tests;

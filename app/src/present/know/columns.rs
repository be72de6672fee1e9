//! The columns of a file, each with what it was taken for and why.

use crate::present::home::capitalised;
use crate::state::SourceFile;
use engine::ingest::{Mapping, Role};
use engine::panel::DriverKind;

/// How many first cells of a column are shown.
const CELLS_SHOWN: usize = 3;

/// One column.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ColumnWords {
    /// Its name.
    pub name: String,
    /// The key of its role.
    pub role: &'static str,
    /// Why, in plain words.
    pub reason: String,
    /// The column of spend that pays for it, for contacts, reach and frequency; empty where there is none yet.
    pub paid_by: Option<String>,
    /// Its first cells, as the file has them.
    pub first_cells: String,
}

/// A role that a column can have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RoleChoice {
    /// The role.
    pub role: Role,
    /// Its key.
    pub key: &'static str,
    /// What it is called.
    pub label: &'static str,
}

impl RoleChoice {
    /// All roles, in the order in which they are offered.
    pub const ALL: [Self; 11] = [
        Self { role: Role::Outcome, key: "outcome", label: "The outcome" },
        Self { role: Role::Spend, key: "spend", label: "Spend of a channel" },
        Self { role: Role::Exposure, key: "exposure", label: "Paid contacts" },
        Self { role: Role::Reach, key: "reach", label: "Reach" },
        Self { role: Role::Frequency, key: "frequency", label: "Frequency" },
        Self { role: Role::Organic, key: "organic", label: "Organic channel" },
        Self { role: Role::Driver(DriverKind::Price), key: "price", label: "Price" },
        Self { role: Role::Driver(DriverKind::Promotion), key: "promotion", label: "Promotion" },
        Self { role: Role::Driver(DriverKind::Event), key: "event", label: "Event" },
        Self { role: Role::Driver(DriverKind::Control), key: "control", label: "Other driver" },
        Self { role: Role::Ignored, key: "ignored", label: "Not used" },
    ];
}

/// The key of a role.
#[must_use]
pub fn role_key(role: Role) -> &'static str {
    RoleChoice::ALL.iter().find(|choice| choice.role == role).map_or("ignored", |choice| choice.key)
}

/// The role of a key.
#[must_use]
pub fn role_of_key(key: &str) -> Option<Role> {
    RoleChoice::ALL.iter().find(|choice| choice.key == key).map(|choice| choice.role)
}

/// The columns of a file from left to right, without the one that dates the rows.
#[must_use]
pub fn columns(file: &SourceFile, mapping: &Mapping) -> Vec<ColumnWords> {
    let is_dated = |name: &str| mapping.date_column.as_deref() == Some(name);
    let words = |column: &engine::ingest::ColumnRole| ColumnWords {
        name: column.name.clone(),
        role: role_key(column.role),
        paid_by: matches!(column.role, Role::Exposure | Role::Reach | Role::Frequency)
            .then(|| mapping.channel_of(&column.name).unwrap_or_default().to_owned()),
        reason: format!("{}.", capitalised(column.reason.trim_end_matches('.'))),
        first_cells: first_cells(file, &column.name),
    };
    mapping.columns.iter().filter(|column| !is_dated(&column.name)).map(words).collect()
}

/// The columns of spend, of which one may pay for contacts.
#[must_use]
pub fn spend_columns(mapping: &Mapping) -> Vec<String> {
    mapping.columns.iter().filter(|column| column.role == Role::Spend).map(|column| column.name.clone()).collect()
}

fn first_cells(file: &SourceFile, name: &str) -> String {
    let column = file.columns.iter().find(|column| column.name == name);
    let cells = column.map_or(&[][..], |column| column.first_cells.as_slice());
    let shown = |cell: &String| match cell.trim() {
        "" => "(empty)".to_owned(),
        cell => shortened(cell),
    };
    cells.iter().take(CELLS_SHOWN).map(shown).collect::<Vec<_>>().join(" · ")
}

/// At most 11 characters; a number keeps the digits that matter.
fn shortened(cell: &str) -> String {
    const MOST: usize = 11;
    if cell.chars().count() <= MOST {
        return cell.to_owned();
    }
    let kept: String = cell.chars().take(MOST - 1).collect();
    format!("{}…", kept.trim_end_matches(['.', ',', ' ']))
}

//! The mapping: every decision about a file that the user can see and change.

use super::dates::DateOrder;
use super::findings::FindingId;
use super::grain::Grain;
use super::numbers::DecimalMark;
use super::propose::has_word;
use crate::calendar::holidays::CalendarEvents;
use crate::panel::{DriverKind, OutcomeKind};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// Words in the name of a column of populations.
const POPULATION_WORDS: &[&str] =
    &["population", "inhabitants", "residents", "households", "einwohner", "bevölkerung", "habitants", "población"];

/// How a table becomes a panel. Columns are named, not numbered, so that it also fits a newer export of the report.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Mapping {
    /// The column that dates each row, where one was found.
    pub date_column: Option<String>,
    /// In which order day, month and year stand.
    pub date_order: DateOrder,
    /// What the order rests on. [`Basis::Guess`] blocks until the user has chosen.
    pub date_basis: Basis,
    /// What separates whole numbers from fractions.
    pub decimal: DecimalMark,
    /// What the mark rests on.
    pub decimal_basis: Basis,
    /// How far the rows lie apart.
    pub grain: Grain,
    /// Whether the rows are split by geography, and what to do about it.
    pub geography: Geography,
    /// What the outcome is counted in.
    pub outcome_kind: OutcomeKind,
    /// What each column is, from left to right.
    pub columns: Vec<ColumnRole>,
    /// The repairs that the user has switched off; each then asks for a correction in the file.
    pub refused_repairs: BTreeSet<FindingId>,
    /// Holidays and days of trade that are added as drivers, where the user wants any.
    #[serde(default)]
    pub calendar: Option<CalendarEvents>,
}

/// What one column is, and why that was proposed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ColumnRole {
    /// The column's name in the table.
    pub name: String,
    /// What it is.
    pub role: Role,
    /// Why, in plain words.
    pub reason: String,
}

/// What a column is to the model.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Role {
    /// What is to be explained; one column.
    Outcome,
    /// What a paid channel cost.
    Spend,
    /// Something else that moves the outcome. A column of words becomes one 0/1 driver for each word.
    Driver(DriverKind),
    /// Not used.
    Ignored,
}

/// What a decision about the whole file rests on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Basis {
    /// It is the only reading that fits the rows.
    OnlyFit,
    /// Another reading fits as well, but only this one gives rows at regular steps.
    RegularSteps,
    /// Several readings fit equally; this one was taken for want of a better.
    Guess,
    /// The user chose it.
    Chosen,
}

/// Rows that are split by geography: several rows for one date.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Geography {
    /// The rows are not split.
    Whole,
    /// They are, and the user has not said what to do; this blocks.
    Undecided {
        /// The column that names the geography.
        column: String,
    },
    /// Add all geographies up.
    AddedUp {
        /// The column that names the geography.
        column: String,
    },
    /// Measure each geography, all learning from one another.
    Each {
        /// The column that names the geography.
        column: String,
        /// The column that holds its population, where there is one.
        population: Option<String>,
    },
    /// Keep the rows of one geography.
    Only {
        /// The column that names the geography.
        column: String,
        /// The text in that column.
        value: String,
    },
}

impl Mapping {
    /// What the column of that name is; a column that the mapping does not know is not used.
    pub fn role(&self, column: &str) -> Role {
        self.columns.iter().find(|c| c.name == column).map_or(Role::Ignored, |c| c.role)
    }

    /// Gives a column another role, as the user's choice; giving it the outcome takes it from the column that had it.
    pub fn set_role(&mut self, column: &str, role: Role) {
        for c in &mut self.columns {
            if c.name == column {
                c.role = role;
                "chosen by you".clone_into(&mut c.reason);
            } else if role == Role::Outcome && c.role == Role::Outcome {
                c.role = Role::Ignored;
                c.reason = format!("you chose \"{column}\" as the outcome");
            }
        }
    }

    /// Measures each geography that `column` names; a column of populations is found by its name.
    pub fn measure_each(&mut self, column: &str) {
        let population = self.columns.iter_mut().find(|c| has_word(&c.name, POPULATION_WORDS));
        let population = population.map(|c| {
            c.role = Role::Ignored;
            "it holds the population of each geography".clone_into(&mut c.reason);
            c.name.clone()
        });
        self.geography = Geography::Each { column: column.to_owned(), population };
    }

    /// Fixes the order of day and month, as the user's choice.
    pub fn choose_date_order(&mut self, order: DateOrder) {
        self.date_order = order;
        self.date_basis = Basis::Chosen;
    }

    /// Fixes the decimal mark, as the user's choice.
    pub fn choose_decimal(&mut self, mark: DecimalMark) {
        self.decimal = mark;
        self.decimal_basis = Basis::Chosen;
    }
}

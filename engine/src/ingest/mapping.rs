//! The mapping: every decision about a file that the user can see and change.

use super::dates::DateOrder;
use super::findings::FindingId;
use super::grain::Grain;
use super::numbers::DecimalMark;
use super::propose::has_word;
use super::roles::subject::channel_words;
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
    /// The column of spend that pays for these contacts, reach or frequency, where the user chose it; otherwise that is
    /// told from the names ([`Mapping::channel_of`]).
    #[serde(default)]
    pub channel: Option<String>,
}

/// What a column is to the model.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Role {
    /// What is to be explained; one column.
    Outcome,
    /// What a paid channel cost.
    Spend,
    /// Contacts that a paid channel's spend bought, such as impressions; they drive its response.
    Exposure,
    /// How many a paid channel reached.
    Reach,
    /// How often each of those reached was, on average.
    Frequency,
    /// What was done and not paid for by the piece, such as newsletters sent: a channel without spend.
    Organic,
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

    /// The column of spend that pays for a column of contacts, reach or frequency: the user's choice, or the one whose name
    /// is the same but for the words of its unit.
    pub fn channel_of(&self, column: &str) -> Option<&str> {
        let chosen = self.columns.iter().find(|c| c.name == column).and_then(|c| c.channel.as_deref());
        let mut spend = self.columns.iter().filter(|c| c.role == Role::Spend).map(|c| c.name.as_str());
        let words = channel_words(column);
        match chosen {
            Some(chosen) => spend.find(|name| *name == chosen),
            None => spend.find(|name| channel_words(name) == words),
        }
    }

    /// Fixes the column of spend that pays for a column of contacts, reach or frequency.
    pub fn set_channel(&mut self, column: &str, spend: &str) {
        self.columns.iter_mut().filter(|c| c.name == column).for_each(|c| c.channel = Some(spend.to_owned()));
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

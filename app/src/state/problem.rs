//! What did not work, said so that a person knows what to do next.

use std::sync::Arc;

/// Something that did not work.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// What did not work, as a sentence.
    pub what: String,
    /// Why, as a sentence; empty where there is nothing to add.
    pub why: String,
    /// What to do about it, as a sentence.
    pub what_to_do: String,
}

impl Problem {
    /// A problem in three sentences.
    pub fn new(what: impl Into<String>, why: impl Into<String>, what_to_do: impl Into<String>) -> Self {
        Self { what: what.into(), why: why.into(), what_to_do: what_to_do.into() }
    }

    /// Why, and what to do about it, as one text.
    pub fn advice(&self) -> String {
        format!("{} {}", self.why, self.what_to_do).trim().to_owned()
    }
}

/// A result that is computed elsewhere.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Loadable<T> {
    /// Nothing was asked for, or what it needs is missing.
    #[default]
    Empty,
    /// It is being computed.
    Loading,
    /// Here it is.
    Ready(Arc<T>),
    /// It could not be computed.
    Failed(Problem),
}

impl<T> Loadable<T> {
    /// The result, where it is there.
    pub fn ready(&self) -> Option<&Arc<T>> {
        match self {
            Self::Ready(value) => Some(value),
            _ => None,
        }
    }

    /// Whether it is being computed.
    pub fn is_loading(&self) -> bool {
        matches!(self, Self::Loading)
    }

    /// The problem, where there is one.
    pub fn problem(&self) -> Option<&Problem> {
        match self {
            Self::Failed(problem) => Some(problem),
            _ => None,
        }
    }
}

//! How a workspace is written down: records of bytes, and what their text means.
//!
//! The text of each version has types of its own (`v1.rs`), so that the page's types can change without what was kept
//! becoming unreadable: a new version adds a file, and a function from the version before. The engine's own types
//! inside (panel, specification, mapping, scenario, forecast, truth) are written as the engine writes them; a test
//! reads a text written by the first version for ever.

pub mod tally;
pub mod v1;

use serde::{Deserialize, Serialize};
use std::fmt;

/// The newest version that this program writes and reads.
pub const VERSION: u32 = 1;

/// What kind of record.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Kind {
    /// The workspace itself: one record, numbered 0.
    Workspace,
    /// A file's table.
    Table,
    /// A fit without its draws.
    Fit,
    /// A fit's draws: 64-bit floating-point numbers, little-endian; for each chain the positions, then the energies.
    Draws,
    /// A committed plan.
    Ledger,
}

impl Kind {
    /// Every kind, in the order in which they are written.
    pub const ALL: [Self; 5] = [Self::Workspace, Self::Table, Self::Fit, Self::Draws, Self::Ledger];

    /// Its name in the database.
    pub fn name(self) -> &'static str {
        match self {
            Self::Workspace => "workspace",
            Self::Table => "tables",
            Self::Fit => "fits",
            Self::Draws => "draws",
            Self::Ledger => "ledger",
        }
    }
}

/// A record: what kind, its number within its kind, and its bytes.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Record {
    /// What kind.
    pub kind: Kind,
    /// Its number.
    pub number: u32,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

/// A text with the version in which it was written.
#[derive(Serialize, Deserialize)]
struct Versioned<T> {
    version: u32,
    content: T,
}

/// The version alone.
#[derive(Deserialize)]
struct VersionOnly {
    version: u32,
}

/// Why a record cannot be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SavedError {
    /// A newer program wrote it.
    Newer {
        /// In this version.
        version: u32,
    },
    /// It is not what it should be.
    Unreadable {
        /// Which record.
        what: &'static str,
        /// Why.
        why: String,
    },
}

impl fmt::Display for SavedError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Newer { version } => write!(
                f,
                "It was written by a newer version of Sextant (format {version}, this one knows up to {VERSION})."
            ),
            Self::Unreadable { what, why } => write!(f, "A part of it ({what}) cannot be read: {why}."),
        }
    }
}

impl std::error::Error for SavedError {}

/// Writes a value in the newest version.
///
/// # Errors
/// Where the value holds something that has no text, such as a number that is not finite as a map's key.
pub fn write<T: Serialize>(what: &'static str, content: &T) -> Result<Vec<u8>, SavedError> {
    serde_json::to_vec(&Versioned { version: VERSION, content })
        .map_err(|error| SavedError::Unreadable { what, why: error.to_string() })
}

/// Reads a value of any version that is known.
///
/// # Errors
/// [`SavedError`] says why not.
pub fn read<T: Migrate>(what: &'static str, bytes: &[u8]) -> Result<T, SavedError> {
    let unreadable = |error: serde_json::Error| SavedError::Unreadable { what, why: error.to_string() };
    let VersionOnly { version } = serde_json::from_slice(bytes).map_err(unreadable)?;
    if version > VERSION {
        return Err(SavedError::Newer { version });
    }
    T::migrate(version, bytes).map_err(unreadable)
}

/// What can be read in every version so far.
pub trait Migrate: Sized {
    /// Reads a text of that version, which is at most [`VERSION`].
    ///
    /// # Errors
    /// Where the text is not such a value.
    fn migrate(version: u32, bytes: &[u8]) -> Result<Self, serde_json::Error>;
}

/// Reads the content of a versioned text as it stands.
fn content_of<T: for<'a> Deserialize<'a>>(bytes: &[u8]) -> Result<T, serde_json::Error> {
    Ok(serde_json::from_slice::<Versioned<T>>(bytes)?.content)
}

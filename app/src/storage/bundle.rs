//! The exported file: a whole workspace in one.
//!
//! ```text
//! magic "SEXTANT\n" | format u32 | number of records u32 |
//!   for each record: kind u32, number u32, length u64, bytes | SHA-256 of all before
//! ```
//!
//! All integers little-endian; records in ascending order of kind and number, so that one workspace has one file. A
//! file is checked to the last byte before anything is done with it.

use super::saved::v1::{Commitment, Fit, Workspace};
use super::saved::{Kind, Record, SavedError, read};
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;
use std::fmt;

const MAGIC: &[u8; 8] = b"SEXTANT\n";
/// The newest format that is written and read.
const FORMAT: u32 = 1;
const CHECKSUM_BYTES: usize = 32;
const HEAD_BYTES: usize = MAGIC.len() + 8;
const RECORD_HEAD_BYTES: usize = 16;

/// Why a file is refused.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum BundleError {
    /// It does not begin as an exported workspace does.
    Foreign,
    /// A newer program wrote it.
    Newer {
        /// In this format.
        format: u32,
    },
    /// Bytes are missing or were changed.
    Damaged,
    /// The bytes are as they were written, but do not make a workspace.
    Contents(String),
}

impl fmt::Display for BundleError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Foreign => f.write_str("It is not a workspace that Sextant exported."),
            Self::Newer { format } => write!(
                f,
                "It was exported by a newer version of Sextant (format {format}, this one knows up to {FORMAT})."
            ),
            Self::Damaged => f.write_str("It is damaged: bytes are missing or were changed since it was exported."),
            Self::Contents(why) => write!(f, "It does not hold a whole workspace. {why}"),
        }
    }
}

impl std::error::Error for BundleError {}

impl From<SavedError> for BundleError {
    fn from(error: SavedError) -> Self {
        match error {
            SavedError::Newer { version } => Self::Newer { format: version },
            SavedError::Unreadable { .. } => Self::Contents(error.to_string()),
        }
    }
}

/// Writes the records of a workspace as one file.
pub fn write_bundle(records: &[Record]) -> Vec<u8> {
    let mut sorted: Vec<&Record> = records.iter().collect();
    sorted.sort_by_key(|record| (record.kind, record.number));
    let content: usize = sorted.iter().map(|record| RECORD_HEAD_BYTES + record.bytes.len()).sum();
    let mut file = Vec::with_capacity(HEAD_BYTES + content + CHECKSUM_BYTES);
    file.extend_from_slice(MAGIC);
    file.extend_from_slice(&FORMAT.to_le_bytes());
    file.extend_from_slice(&u32::try_from(sorted.len()).unwrap_or(u32::MAX).to_le_bytes());
    for record in sorted {
        file.extend_from_slice(&code_of(record.kind).to_le_bytes());
        file.extend_from_slice(&record.number.to_le_bytes());
        file.extend_from_slice(&(record.bytes.len() as u64).to_le_bytes());
        file.extend_from_slice(&record.bytes);
    }
    let checksum = Sha256::digest(&file);
    file.extend_from_slice(&checksum);
    file
}

/// Reads the records of a workspace from a file, all of which has been checked.
///
/// # Errors
/// [`BundleError`] says why the file is refused.
pub fn read_bundle(file: &[u8]) -> Result<Vec<Record>, BundleError> {
    if !file.starts_with(MAGIC) {
        return Err(BundleError::Foreign);
    }
    // A newer format may be checked otherwise, so that its number comes before its checksum.
    let format = number_at(file, MAGIC.len()).ok_or(BundleError::Damaged)?;
    if format > FORMAT {
        return Err(BundleError::Newer { format });
    }
    let end = file.len().checked_sub(CHECKSUM_BYTES).filter(|end| *end >= HEAD_BYTES).ok_or(BundleError::Damaged)?;
    if Sha256::digest(&file[..end]).as_slice() != &file[end..] {
        return Err(BundleError::Damaged);
    }
    let records = split(&file[..end])?;
    check(&records)?;
    Ok(records)
}

fn code_of(kind: Kind) -> u32 {
    match kind {
        Kind::Workspace => 1,
        Kind::Table => 2,
        Kind::Fit => 3,
        Kind::Draws => 4,
        Kind::Ledger => 5,
    }
}

fn number_at(file: &[u8], at: usize) -> Option<u32> {
    Some(u32::from_le_bytes(*file.get(at..)?.first_chunk()?))
}

/// Cuts the file, without its checksum, into records.
fn split(file: &[u8]) -> Result<Vec<Record>, BundleError> {
    let broken = || BundleError::Contents("Its parts do not add up.".into());
    let count = number_at(file, MAGIC.len() + 4).ok_or_else(broken)?;
    let (mut at, mut records) = (HEAD_BYTES, vec![]);
    for _ in 0..count {
        let code = number_at(file, at).ok_or_else(broken)?;
        let number = number_at(file, at + 4).ok_or_else(broken)?;
        let length = file.get(at + 8..).and_then(|rest| rest.first_chunk()).ok_or_else(broken)?;
        let length = usize::try_from(u64::from_le_bytes(*length)).map_err(|_| broken())?;
        at += RECORD_HEAD_BYTES;
        let end = at.checked_add(length).ok_or_else(broken)?;
        let bytes = file.get(at..end).ok_or_else(broken)?.to_vec();
        let kind = Kind::ALL.into_iter().find(|kind| code_of(*kind) == code).ok_or_else(broken)?;
        records.push(Record { kind, number, bytes });
        at = end;
    }
    if at == file.len() { Ok(records) } else { Err(broken()) }
}

/// Checks that the records make one whole workspace.
fn check(records: &[Record]) -> Result<(), BundleError> {
    let by_name: BTreeMap<(Kind, u32), &Record> = records.iter().map(|r| ((r.kind, r.number), r)).collect();
    let missing = |what: String| BundleError::Contents(format!("{what} is missing."));
    if by_name.len() != records.len() {
        return Err(BundleError::Contents("A part is there twice.".into()));
    }
    let workspace = by_name.get(&(Kind::Workspace, 0)).ok_or_else(|| missing("The workspace".into()))?;
    let workspace: Workspace = read("the workspace", &workspace.bytes)?;
    for file in &workspace.files {
        by_name.get(&(Kind::Table, file.id)).ok_or_else(|| missing(format!("The table of \"{}\"", file.name)))?;
    }
    for sheet in &workspace.sources.sheets {
        let name = || missing(format!("What was read of \"{}\"", sheet.read.source.file));
        by_name.get(&(Kind::Table, sheet.table)).ok_or_else(name)?;
    }
    for id in &workspace.fits {
        let fit = by_name.get(&(Kind::Fit, *id)).ok_or_else(|| missing(format!("Fit {id}")))?;
        let fit: Fit = read("a fit", &fit.bytes)?;
        let draws = by_name.get(&(Kind::Draws, *id)).ok_or_else(|| missing(format!("The draws of fit {id}")))?;
        if fit.draws_bytes() != Some(draws.bytes.len()) {
            return Err(BundleError::Contents(format!("The draws of fit {id} are not complete.")));
        }
    }
    for id in &workspace.ledger {
        let entry = by_name.get(&(Kind::Ledger, *id)).ok_or_else(|| missing(format!("Committed plan {id}")))?;
        let entry: Commitment = read("a committed plan", &entry.bytes)?;
        if !workspace.fits.contains(&entry.fit) {
            return Err(missing(format!("The fit of committed plan {id}")));
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::storage::saved::v1::{Confirmed, Owner};
    use crate::storage::saved::write;
    use proptest::prelude::*;

    fn workspace() -> Workspace {
        Workspace {
            kind: Owner::Own,
            name: "Shop".into(),
            currency: "EUR".into(),
            truth: None,
            files: vec![],
            files_ever: 1,
            sources: Default::default(),
            mapping: None,
            findings: vec![],
            proposed: None,
            confirmed: Confirmed::Nothing,
            spec: None,
            fits: vec![],
            outcomes: vec![],
            shown_fit: None,
            plan_draft: None,
            planned: None,
            scenarios: vec![],
            goal: Some(0.1),
            goal_metric: Default::default(),
            goal_by: None,
            goal_owner: String::new(),
            backtest: None,
            ledger: vec![],
            running_fit: None,
        }
    }

    fn records(workspace: &Workspace) -> Vec<Record> {
        let bytes = write("the workspace", workspace).unwrap();
        let table = Record { kind: Kind::Table, number: 1, bytes: b"{}".to_vec() };
        vec![table, Record { kind: Kind::Workspace, number: 0, bytes }]
    }

    #[test]
    fn a_file_is_read_and_written_again_alike() {
        let file = write_bundle(&records(&workspace()));
        let read = read_bundle(&file).unwrap();
        assert_eq!(read.len(), 2);
        assert_eq!(write_bundle(&read), file);
    }

    #[test]
    fn foreign_newer_and_empty_files_are_refused() {
        assert_eq!(read_bundle(b""), Err(BundleError::Foreign));
        assert_eq!(read_bundle(b"week,revenue\n"), Err(BundleError::Foreign));
        assert_eq!(read_bundle(b"SEXTANT\n"), Err(BundleError::Damaged));
        let mut newer = write_bundle(&records(&workspace()));
        newer[8] = 9;
        assert_eq!(read_bundle(&newer), Err(BundleError::Newer { format: 9 }));
    }

    #[test]
    fn parts_that_are_missing_are_named() {
        let broken = Workspace { fits: vec![3], ..workspace() };
        let refused = read_bundle(&write_bundle(&records(&broken)));
        assert_eq!(refused, Err(BundleError::Contents("Fit 3 is missing.".into())));
        let none = read_bundle(&write_bundle(&[]));
        assert_eq!(none, Err(BundleError::Contents("The workspace is missing.".into())));
    }

    proptest! {
        #[test]
        fn any_changed_byte_is_noticed(at in any::<prop::sample::Index>(), change in 1..=255u8) {
            let mut file = write_bundle(&records(&workspace()));
            let at = at.index(file.len());
            file[at] ^= change;
            prop_assert!(read_bundle(&file).is_err());
        }

        #[test]
        fn any_missing_end_is_noticed(at in any::<prop::sample::Index>()) {
            let file = write_bundle(&records(&workspace()));
            prop_assert!(read_bundle(&file[..at.index(file.len())]).is_err());
        }

        #[test]
        fn any_bytes_are_refused_without_a_panic(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
            let named = [MAGIC.as_slice(), &bytes].concat();
            prop_assert!(read_bundle(&named).is_err());
        }
    }
}

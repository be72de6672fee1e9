//! Answers requests about what was kept: text into values, which the page then need not do.

use super::compute::Answered;
use super::protocol::{Answer, Refusal};
use crate::storage::saved::{Kind, Record, SavedError};
use crate::storage::{BundleError, read_bundle, whole_of};

/// Reads the records of a workspace; their bytes are the buffers.
///
/// # Errors
/// Where a record is missing or cannot be read.
pub fn read_kept(names: Vec<(Kind, u32)>, buffers: Vec<Vec<u8>>) -> Answered {
    if names.len() != buffers.len() {
        return Err(Refusal::NotUnderstood("a record is missing".into()));
    }
    let records = names.into_iter().zip(buffers).map(|((kind, number), bytes)| Record { kind, number, bytes });
    let whole = whole_of(&records.collect::<Vec<_>>())?;
    Ok((Answer::Kept(whole.map(Box::new)), vec![]))
}

/// Reads an exported workspace, all of which is checked.
///
/// # Errors
/// Where the file is refused.
pub fn read_exported(file: &[u8]) -> Answered {
    let records = read_bundle(file)?;
    let whole = whole_of(&records)?.ok_or_else(|| Refusal::Kept("It holds no workspace.".into()))?;
    let of_blob = |record: &Record| matches!(record.kind, Kind::Table | Kind::Draws);
    let blobs = records.into_iter().filter(of_blob).map(|r| ((r.kind, r.number), r.bytes));
    let (blobs, buffers) = blobs.unzip();
    Ok((Answer::Exported { whole: Box::new(whole), blobs }, buffers))
}

impl From<SavedError> for Refusal {
    fn from(error: SavedError) -> Self {
        Self::Kept(error.to_string())
    }
}

impl From<BundleError> for Refusal {
    fn from(error: BundleError) -> Self {
        Self::Kept(error.to_string())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_workspace_is_refused() {
        assert!(matches!(read_exported(b"week,revenue"), Err(Refusal::Kept(_))));
        assert!(matches!(read_kept(vec![(Kind::Workspace, 0)], vec![b"{}".to_vec()]), Err(Refusal::Kept(_))));
        assert!(matches!(read_kept(vec![(Kind::Workspace, 0)], vec![]), Err(Refusal::NotUnderstood(_))));
        assert_eq!(read_kept(vec![], vec![]), Ok((Answer::Kept(None), vec![])));
    }
}

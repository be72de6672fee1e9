//! A workspace as it was written down, read as a whole.
//!
//! Reading the text takes more code than all else about it and a while of computing; both are the worker's, which hands
//! the values over. The page only writes text.

use super::saved::v1::{Commitment, Fit, Workspace};
use super::saved::{Kind, Record, SavedError, read};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// The number of the workspace's own record.
pub const WORKSPACE: u32 = 0;

/// All of a workspace but its tables and draws.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Whole {
    /// The workspace itself.
    pub workspace: Workspace,
    /// Its fits, in its order.
    pub fits: Vec<Fit>,
    /// Its committed plans, in its order.
    pub ledger: Vec<Commitment>,
}

/// The workspace in these records; `None` where there is none in them.
///
/// # Errors
/// [`SavedError`] where a part is missing or cannot be read.
pub fn whole_of(records: &[Record]) -> Result<Option<Whole>, SavedError> {
    let by_name: BTreeMap<(Kind, u32), &[u8]> = records.iter().map(|r| ((r.kind, r.number), &*r.bytes)).collect();
    let Some(bytes) = by_name.get(&(Kind::Workspace, WORKSPACE)) else { return Ok(None) };
    let workspace: Workspace = read("the workspace", bytes)?;
    let part = |kind, number: u32, what| {
        let lost = || SavedError::Unreadable { what, why: "it is missing".into() };
        by_name.get(&(kind, number)).copied().ok_or_else(lost)
    };
    let fit = |id: &u32| read("a fit", part(Kind::Fit, *id, "a fit")?);
    let entry = |id: &u32| read("a committed plan", part(Kind::Ledger, *id, "a committed plan")?);
    let fits = workspace.fits.iter().map(fit).collect::<Result<_, _>>()?;
    let ledger = workspace.ledger.iter().map(entry).collect::<Result<_, _>>()?;
    Ok(Some(Whole { workspace, fits, ledger }))
}

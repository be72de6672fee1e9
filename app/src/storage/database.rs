//! The one file that knows IndexedDB.
//!
//! One database a workspace, one object store a kind of record, all values as bytes. Traps that are minded here: a
//! transaction ends when nothing is asked of it, so that nothing else is awaited inside one; the library aborts a
//! transaction that is dropped without `commit`; a request goes out when it is built; browsers write lazily unless
//! asked for strict durability; a newer tab that wants to change the database waits until this one closes it.

use super::saved::{Kind, Record};
use indexed_db_futures::database::Database as Connection;
use indexed_db_futures::error::{Error, OpenDbError};
use indexed_db_futures::prelude::*;
use indexed_db_futures::transaction::{Transaction, TransactionDurability, TransactionMode, TransactionOptions};
use indexed_db_futures::typed_array::{Uint8Array, Uint8ArraySlice};
use std::fmt;
use wasm_bindgen_futures::spawn_local;

/// The version of the stores, raised when one is added.
const STORES_VERSION: u32 = 1;
/// The store of the counter by which writers notice each other.
const REVISION_STORE: &str = "revision";
/// The number of its only record.
const REVISION_KEY: u32 = 0;

/// An open database.
#[derive(Clone, Debug)]
pub struct Database {
    connection: Connection,
}

/// What is in a database.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Stored {
    /// Raised with every write.
    pub revision: u64,
    /// The kind and number of every record.
    pub numbers: Vec<(Kind, u32)>,
    /// The records that were wanted.
    pub records: Vec<Record>,
}

/// What is written in one transaction.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Batch {
    /// Whether everything that was there is removed first.
    pub replace: bool,
    /// What is written, over records of the same kind and number.
    pub put: Vec<Record>,
    /// What is removed.
    pub remove: Vec<(Kind, u32)>,
}

/// Whether to look for other writers before writing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Check {
    /// The database must still be at this revision.
    Revision(u64),
    /// There is no time: the page is being left, and the lock says that nobody else writes.
    Nothing {
        /// The revision that is written.
        next: u64,
    },
}

/// How sure a write has to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Durability {
    /// The browser may write it to the disk a little later.
    Relaxed,
    /// It is on the disk when it is reported as written.
    Strict,
}

/// Why something could not be kept or read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum StorageError {
    /// The browser keeps nothing here: a private window, a foreign frame, or storage is switched off.
    Unavailable(String),
    /// There is no room left.
    Full,
    /// Another tab has written since.
    Outrun,
    /// Another tab with an older or newer page holds the database.
    Blocked,
    /// A newer program made the database.
    Newer,
    /// Anything else.
    Failed(String),
}

impl fmt::Display for StorageError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unavailable(_) => f.write_str(
                "This browser keeps nothing here (a private window, perhaps). Export the workspace before you leave.",
            ),
            Self::Full => f.write_str("There is no room left on this machine. Export the workspace, then free some."),
            Self::Outrun => f.write_str("Another tab has changed the workspace. Reload this one to see it."),
            Self::Blocked => f.write_str("Another tab with a different version of Sextant is open. Close it."),
            Self::Newer => f.write_str("A newer version of Sextant wrote it. Reload the page to get that version."),
            Self::Failed(why) => write!(f, "The browser could not write it: {why}."),
        }
    }
}

impl std::error::Error for StorageError {}

impl From<Error> for StorageError {
    fn from(error: Error) -> Self {
        named(&format!("{error:?}"), error.to_string())
    }
}

impl From<OpenDbError> for StorageError {
    fn from(error: OpenDbError) -> Self {
        match error {
            OpenDbError::Base(error) => error.into(),
            OpenDbError::UnsupportedEnvironment | OpenDbError::NullFactory => Self::Unavailable(error.to_string()),
            OpenDbError::VersionZero => Self::Failed(error.to_string()),
        }
    }
}

/// The browser's exceptions differ in their names, which the library hands on as text.
fn named(name: &str, message: String) -> StorageError {
    let is = |part: &str| name.contains(part) || message.contains(part);
    if is("Quota") {
        StorageError::Full
    } else if is("VersionError") || is("less than the existing version") {
        StorageError::Newer
    } else if is("Security") || is("InvalidState") || is("insecure") {
        StorageError::Unavailable(message)
    } else {
        StorageError::Failed(message)
    }
}

impl Database {
    /// Opens the database of that name, and makes it where there is none.
    ///
    /// # Errors
    /// [`StorageError`] where the browser refuses.
    pub async fn open(name: &str) -> Result<Self, StorageError> {
        let connection = Connection::open(name)
            .with_version(STORES_VERSION)
            .with_on_blocked(|_| Ok(()))
            .with_on_upgrade_needed(|_, connection| {
                for store in all_stores() {
                    connection.create_object_store(store).build()?;
                }
                Ok(())
            })
            .await?;
        close_when_outdated(connection.clone());
        Ok(Self { connection })
    }

    /// Everything that is there, with the bytes of the kinds wanted only.
    ///
    /// # Errors
    /// [`StorageError`] where the browser refuses.
    pub async fn read_all(&self, wanted: &[Kind]) -> Result<Stored, StorageError> {
        let transaction = self.connection.transaction(all_stores()).build()?;
        let mut stored = Stored { revision: revision(&transaction).await?, ..Stored::default() };
        for kind in Kind::ALL {
            let store = transaction.object_store(kind.name())?;
            let numbers = store.get_all_keys::<u32>().primitive()?.await?.collect::<Result<Vec<u32>, _>>()?;
            stored.numbers.extend(numbers.iter().map(|number| (kind, *number)));
            if wanted.contains(&kind) {
                // In the order of their numbers, like the numbers themselves.
                let values = store.get_all::<Uint8Array>().primitive()?.await?.collect::<Result<Vec<_>, _>>()?;
                let record = |(number, bytes): (u32, Uint8Array)| Record { kind, number, bytes: bytes.into() };
                stored.records.extend(numbers.into_iter().zip(values).map(record));
            }
        }
        Ok(stored)
    }

    /// The bytes of one record.
    ///
    /// # Errors
    /// [`StorageError`] where the browser refuses.
    pub async fn read(&self, kind: Kind, number: u32) -> Result<Option<Vec<u8>>, StorageError> {
        let transaction = self.connection.transaction(kind.name()).build()?;
        let store = transaction.object_store(kind.name())?;
        let found = store.get::<Uint8Array, _, _>(number).primitive()?.await?;
        Ok(found.map(Into::into))
    }

    /// Writes a batch, all of it or nothing; the new revision.
    ///
    /// # Errors
    /// [`StorageError`] where another tab has written since, or the browser refuses. Nothing is written then.
    pub async fn write(&self, batch: &Batch, check: Check, durability: Durability) -> Result<u64, StorageError> {
        let options = TransactionOptions::new().with_durability(match durability {
            Durability::Relaxed => TransactionDurability::Relaxed,
            Durability::Strict => TransactionDurability::Strict,
        });
        let transaction = self
            .connection
            .transaction(all_stores())
            .with_mode(TransactionMode::Readwrite)
            .with_options(options)
            .build()?;
        let next = match check {
            Check::Nothing { next } => next,
            Check::Revision(expected) => {
                if revision(&transaction).await? != expected {
                    return Err(StorageError::Outrun);
                }
                expected + 1
            }
        };
        send_batch(&transaction, batch, next)?;
        transaction.commit().await?;
        Ok(next)
    }

    /// Closes the database, so that it can be erased.
    pub fn close(self) {
        self.connection.close();
    }

    /// Erases the database of that name.
    ///
    /// # Errors
    /// [`StorageError`] where the browser refuses.
    pub async fn erase(name: &str) -> Result<(), StorageError> {
        Ok(Connection::delete_by_name(name)?.await?)
    }
}

fn all_stores() -> [&'static str; 6] {
    let [a, b, c, d, e] = Kind::ALL.map(Kind::name);
    [REVISION_STORE, a, b, c, d, e]
}

async fn revision(transaction: &Transaction<'_>) -> Result<u64, StorageError> {
    let store = transaction.object_store(REVISION_STORE)?;
    let found = store.get::<f64, _, _>(REVISION_KEY).primitive()?.await?;
    Ok(found.map_or(0, |revision| revision as u64))
}

/// Sends every request of a batch at once; none is awaited, since the transaction's end waits for all.
fn send_batch(transaction: &Transaction<'_>, batch: &Batch, revision: u64) -> Result<(), StorageError> {
    if batch.replace {
        for kind in Kind::ALL {
            drop(transaction.object_store(kind.name())?.clear()?);
        }
    }
    for (kind, number) in &batch.remove {
        drop(transaction.object_store(kind.name())?.delete(*number).primitive()?);
    }
    for record in &batch.put {
        let store = transaction.object_store(record.kind.name())?;
        drop(store.put(Uint8ArraySlice::from(record.bytes.as_slice())).with_key(record.number).primitive()?);
    }
    let store = transaction.object_store(REVISION_STORE)?;
    drop(store.put(revision as f64).with_key(REVISION_KEY).primitive()?);
    Ok(())
}

/// Closes the connection when another tab erases the database or brings a newer version of it.
fn close_when_outdated(connection: Connection) {
    spawn_local(async move {
        let Ok(mut changes) = connection.version_changes() else { return };
        if changes.recv().await.is_some() {
            connection.close();
        }
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(name: &str, message: &str, expected: &StorageError) {
        assert_eq!(&named(name, message.to_owned()), expected);
    }

    #[test]
    fn the_browsers_exceptions_are_told_apart() {
        check("DomException(QuotaExceededError)", "x", &StorageError::Full);
        check("VersionError", "x", &StorageError::Newer);
        check("SecurityError", "x", &StorageError::Unavailable("x".into()));
        check("AbortError", "x", &StorageError::Failed("x".into()));
    }
}

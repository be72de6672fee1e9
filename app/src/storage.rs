//! What is kept on the user's machine, and the file in which a workspace travels.
//!
//! `database` is the one file that knows IndexedDB, `saved` the one folder that knows how things are written down,
//! `bundle` the one file that knows the exported file. All three deal in [`saved`]'s records.

mod bundle;
mod database;
pub mod saved;
mod whole;

pub use bundle::{BundleError, read_bundle, write_bundle};
pub use database::{Batch, Check, Database, Durability, StorageError, Stored};
pub use whole::{WORKSPACE, Whole, whole_of};

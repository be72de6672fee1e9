//! Web workers: everything that takes time runs there, so that the page stays responsive.
//!
//! ```text
//! page: pool -> connection --protocol--> worker: run -> compute -> engine
//! ```
//!
//! The page uses `pool` and never `run` or `compute`; the worker's binary uses `run` only. Linked so, the page contains
//! no sampler and the worker no pages.

mod compute;
mod connection;
mod kept;
mod library;
mod messages;
mod parcel;
mod plan_files;
mod pool;
mod protocol;
mod readers;
mod run;
mod sources;
mod throttle;

pub use library::{ExportRead, ExportToRead, LibraryQuestion, LibraryView, SheetRead, SheetRefused, SourceView};
pub use parcel::{Parcel, numbers_of};
pub use pool::{Analyst, ChainJob, Chains};
pub use protocol::{
    Answer, ChainDraws, ChainHeader, ColumnPreview, Envelope, FitToLoad, Refusal, Reply, Request, TablePreview,
    WorkerError,
};
pub use readers::Readers;
pub use run::run;

//! What finance adds: the cost of what was sold, and totals of the ledger to hold the data against.

mod cost;
mod ledger;

pub use cost::{CostModel, CostRule, Profit};
pub use ledger::{LedgerFault, LedgerKind, LedgerSpan, LedgerTotal, Part, Reconciled, reconcile};

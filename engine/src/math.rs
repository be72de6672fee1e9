//! Elementary functions in plain arithmetic: the same bits natively and in every browser, and fast over slices.
//!
//! The platform's `exp`, `ln`, `sin` differ between operating systems in the last bit, and one bit is enough to send a
//! Markov chain elsewhere. Everything here uses only the operations that IEEE 754 defines exactly (+ - * / and square
//! root) and no fused multiply-add, so that draws can be recomputed years later on another machine.
//! Nothing in the engine may call the platform's versions; a test reads the sources for it.

mod cholesky;
pub(crate) mod columns;
mod eigen;
mod exponential;
mod gamma;
pub(crate) mod lanes;
mod normal;
mod summary;
mod trigonometry;

pub use cholesky::Cholesky;
pub(crate) use cholesky::dot;
pub use eigen::Eigen;
pub use exponential::{exp, ln, logistic, logit};
pub use gamma::{digamma, ln_gamma};
pub use normal::{normal_cdf, normal_quantile};
pub use summary::{Interval, mean, quantile, quantile_of_sorted, variance};
pub use trigonometry::sin_cos;

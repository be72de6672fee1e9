//! No saturation: h(a) = a, every unit of spend brings the same.

use super::ResponseSlopes;

pub(super) fn respond_with_slopes(stock: &[f64], out: &mut ResponseSlopes) {
    let n = stock.len();
    out.response[..n].copy_from_slice(stock);
    out.by_stock[..n].fill(1.0);
    out.by_log_half[..n].fill(0.0);
    out.by_log_shape[..n].fill(0.0);
}

//! Fields that can only be looked at: those of a workspace that another tab may be writing to.

use leptos::prelude::*;

/// Whether the fields below can only be looked at.
#[derive(Clone, Copy)]
pub struct ReadOnly(pub Signal<bool>);

/// Whether this field can only be looked at.
pub(super) fn is_read_only() -> Signal<bool> {
    use_context::<ReadOnly>().map_or_else(|| Signal::stored(false), |read_only| read_only.0)
}

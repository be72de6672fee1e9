//! How far a total may move against today's plan: the largest cut and the largest rise, each of which may be left out.

use super::optional_field::OptionalField;
use crate::state::Change;
use leptos::prelude::*;

/// The two fields.
#[component]
pub fn ChangeFields(
    change: Signal<Option<Change>>,
    #[prop(into)] on_change: Callback<(Option<Change>,)>,
) -> impl IntoView {
    let field = move |side: Side, label: &'static str| {
        let value = Signal::derive(move || side.of(change.get()).map(|share| 100.0 * share));
        let commit = move |percent: Option<f64>| {
            on_change.run((side.set(change.get_untracked(), percent.map(|p| p / 100.0)),));
        };
        view! { <OptionalField label=label value=value on_commit=commit help="Empty for none."/> }
    };
    view! {
        {field(Side::Down, "Largest cut against today, %")}
        {field(Side::Up, "Largest rise against today, %")}
    }
}

/// A change that bounds nothing.
const UNBOUNDED: Change = Change { down: 1.0, up: 1e3 };

/// One side of a change.
#[derive(Clone, Copy)]
enum Side {
    Down,
    Up,
}

impl Side {
    /// The share that bounds this side, where one does.
    fn of(self, change: Option<Change>) -> Option<f64> {
        let change = change?;
        let (share, open) = match self {
            Self::Down => (change.down, UNBOUNDED.down),
            Self::Up => (change.up, UNBOUNDED.up),
        };
        (share < open).then_some(share)
    }

    /// The change with this side set; none where then nothing is bounded.
    fn set(self, change: Option<Change>, share: Option<f64>) -> Option<Change> {
        let mut change = change.unwrap_or(UNBOUNDED);
        match self {
            Self::Down => change.down = share.unwrap_or(UNBOUNDED.down).min(UNBOUNDED.down),
            Self::Up => change.up = share.unwrap_or(UNBOUNDED.up),
        }
        (change != UNBOUNDED).then_some(change)
    }
}

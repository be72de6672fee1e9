//! Weeks outside the committed range, and whether there are more than chance explains.

use super::Shown;
use crate::components::{Card, DataTable, Span};
use crate::present::reconcile::{flags_sentence, flags_table};
use leptos::prelude::*;

/// The card.
#[component]
pub fn Flags(shown: Shown) -> impl IntoView {
    let sentence = flags_sentence(&shown.reconciliation, &shown.locale);
    let has_flags = !shown.reconciliation.flags.is_empty();
    let table = flags_table(&shown.reconciliation, &shown.locale);
    view! {
        <Card title="Weeks that surprised" subtitle=sentence span=Span::Side explain=explain>
            {has_flags.then(|| view! { <DataTable table=table/> })}
        </Card>
    }
}

fn explain() -> impl IntoView {
    view! {
        <p>
            "The committed range holds if spend, prices and events come as planned and assumed; where they do not, weeks \
             fall outside without the model being wrong, and the bridge shows by how much."
        </p>
        <p>
            "A week is flagged when it lies outside the 90 % range that was committed for it. The chance of at least so many \
             is binomial with one in ten, as if weeks were independent; weeks that share a cause come together more often \
             than that."
        </p>
    }
}

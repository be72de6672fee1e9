//! The checks of a fit as a list.

use crate::components::{Badge, Help, Tone};
use crate::present::measure::checks::{Check, CheckOutcome};
use leptos::prelude::*;

/// How much is told of each check.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Detail {
    /// Name and finding.
    Short,
    /// What it means and what to do as well.
    Full,
}

/// The checks.
#[component]
pub fn ChecksList(
    /// The checks.
    checks: Vec<Check>,
    /// How much is told.
    detail: Detail,
) -> impl IntoView {
    view! { <dl class="pairs checks">{checks.into_iter().map(|check| line(check, detail)).collect_view()}</dl> }
}

fn tone(outcome: CheckOutcome) -> Tone {
    match outcome {
        CheckOutcome::Passed => Tone::Good,
        CheckOutcome::Care | CheckOutcome::Failed => Tone::Warn,
    }
}

fn line(check: Check, detail: Detail) -> impl IntoView {
    let passed = check.outcome == CheckOutcome::Passed;
    let badge = (detail == Detail::Full || !passed)
        .then(|| view! { <Badge text=check.outcome.word() tone=tone(check.outcome)/> });
    let note = (detail == Detail::Full).then(|| {
        let what_to_do = (!passed).then(|| view! { <strong>{check.what_to_do}</strong> });
        view! { <p class="muted">{check.help}" "{what_to_do}</p> }
    });
    let title = match detail {
        Detail::Short => view! { <Help term=check.title sentence=check.help/> }.into_any(),
        Detail::Full => view! { <span class="check-title">{check.title}</span> }.into_any(),
    };
    view! {
        <div>
            <dt>{title}{note}</dt>
            <dd>{check.found}" "{badge}</dd>
        </div>
    }
}

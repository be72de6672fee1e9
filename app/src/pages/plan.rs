//! The Plan page: where the next quarter's budget brings the most, under which limits, and writing it down.

mod allocation;
pub(in crate::pages) mod board;
mod budget;
mod channel_limits;
pub(in crate::pages) mod commit;
mod edits;
mod exports;
pub(in crate::pages) mod notices;
mod recalculate;
pub(in crate::pages) mod save;
mod shown;
mod status;
mod tiles;
mod weekly;

use crate::components::{EmptyState, Grid, Headline, LinkButton};
use crate::present::plan::answer;
use crate::route::{MeasureView, Route};
use crate::state::use_state;
use leptos::prelude::*;
use shown::{Shown, shown_plan};

/// The Plan page.
#[component]
pub fn PlanPage() -> impl IntoView {
    let state = use_state();
    let has_draft = Memo::new(move |_| state.plan_draft.read().is_some());
    view! {
        <Show when=move || has_draft.get() fallback=|| view! { <NotYet/> }>
            <Planning/>
        </Show>
    }
}

/// Before there is a fit.
#[component]
fn NotYet() -> impl IntoView {
    view! {
        <Headline
            answer="A plan needs a fit first"
            range="Once the model has learned what each channel brings, the best split of a budget is found here."
        />
        <EmptyState
            title="Where the next quarter's money brings the most"
            text="You set the budget and how far each channel may move; Sextant finds the split that brings the most, says by \
                how much it beats today's plan and how sure that is."
        >
            <LinkButton href=Route::Measure(MeasureView::Results).fragment()>"Fit the model"</LinkButton>
        </EmptyState>
    }
}

#[component]
fn Planning() -> impl IntoView {
    let state = use_state();
    recalculate::keep_current(state);
    let plan = shown_plan(state);
    let words = Memo::new(move |_| plan.get().map(|shown| answer(&shown.plan, &shown.outcome, &shown.locale)));
    let sentence =
        move || words.get().map_or_else(|| "Seeking the best split of the budget".to_owned(), |w| w.sentence);
    let range = move || words.get().map(|words| words.range).unwrap_or_default();
    view! {
        <Headline answer=Signal::derive(sentence) range=Signal::derive(range)/>
        <notices::FitNotices/>
        <status::Status plan=plan/>
        {move || plan.get().map(|shown| view! { <Results shown=shown/> })}
        <Grid>
            <budget::Budget/>
            {move || plan.get().map(|shown| view! { <weekly::Weekly shown=shown/> })}
            <exports::Exports/>
        </Grid>
    }
}

/// What depends on the plan that was found.
#[component]
fn Results(shown: Shown) -> impl IntoView {
    view! {
        <Grid>
            <allocation::Table shown=shown.clone()/>
            <allocation::Bars shown=shown.clone()/>
            <tiles::Tiles shown=shown.clone()/>
            <commit::CommitTile/>
        </Grid>
    }
}

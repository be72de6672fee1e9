//! What stands between the edits and the plan: limits that contradict each other, a search that runs or broke off.

use super::shown::Shown;
use crate::components::{Button, Notice, NoticeKind};
use crate::present::plan::{Obstacle, Remedy, extrapolated, listed, obstacle, spend_text};
use crate::state::{Loadable, Problem, use_state};
use leptos::prelude::*;

/// One notice at a time; a plan that leaves what was observed is noted where nothing else is.
#[component]
pub fn Status(plan: Memo<Option<Shown>>) -> impl IntoView {
    let state = use_state();
    let blocked = Memo::new(move |_| state.plan_draft.get().and_then(|d| obstacle(&d, &state.locale.read())));
    let failed = Memo::new(move |_| match &*state.plan.read() {
        Loadable::Failed(problem) => Some(problem.clone()),
        _ => None,
    });
    let is_behind = Memo::new(move |_| !state.plan_is_current.get());
    let beyond = Memo::new(move |_| plan.get().map(|s| extrapolated(&s.plan, &s.panel)).unwrap_or_default());
    view! {
        <div class="under-headline">
            {move || match (blocked.get(), failed.get(), is_behind.get()) {
                (Some(obstacle), _, _) => view! { <Blocked obstacle=obstacle/> }.into_any(),
                (None, Some(problem), _) => view! { <Failed problem=problem/> }.into_any(),
                (None, None, true) => view! { <Seeking/> }.into_any(),
                (None, None, false) if beyond.read().is_empty() => ().into_any(),
                (None, None, false) => view! { <Beyond channels=beyond.get()/> }.into_any(),
            }}
        </div>
    }
}

#[component]
fn Seeking() -> impl IntoView {
    view! { <Notice title="Recalculating" what_to_do="The figures below still answer the question before; this takes a few seconds."/> }
}

#[component]
fn Failed(problem: Problem) -> impl IntoView {
    let state = use_state();
    let what_to_do = format!("{} {} Your limits are kept.", problem.why, problem.what_to_do);
    view! {
        <Notice kind=NoticeKind::Error title=problem.what what_to_do=what_to_do>
            <Button on_press=move || state.optimise()>"Recalculate"</Button>
        </Notice>
    }
}

#[component]
fn Blocked(obstacle: Obstacle) -> impl IntoView {
    let state = use_state();
    let remedy = obstacle.remedy.map(|Remedy::Budget(budget)| {
        let label = format!("Set the budget to {}", spend_text(&state.locale.read_untracked(), budget));
        view! { <Button on_press=move || state.set_budget(budget)>{label}</Button> }
    });
    let what_to_do =
        format!("{} The figures below are still those of the last plan that was possible.", obstacle.what_to_do);
    view! {
        <Notice kind=NoticeKind::Warning title=obstacle.title what_to_do=what_to_do>
            {remedy}
        </Notice>
    }
}

#[component]
fn Beyond(channels: Vec<String>) -> impl IntoView {
    let title = format!("The plan spends more a week than ever before on {}", listed(&channels));
    view! {
        <Notice
            title=title
            what_to_do="There the response is extrapolated along the fitted curve, and its range may be too narrow. A smaller \
                maximum keeps to what was observed."
        />
    }
}

//! What stands between the edits and the plan: limits that contradict each other, a search that broke off.

use super::shown::Shown;
use crate::components::{Button, LinkButton, Notice, NoticeKind};
use crate::present::plan::{Obstacle, Remedy, extrapolated, listed, obstacle, spend_text};
use crate::route::{PlanView, Route};
use crate::state::{AppState, Loadable, Problem, SpendChoice, use_state};
use leptos::prelude::*;

/// One notice at a time; a plan that leaves what was observed is noted where nothing else is.
#[component]
pub fn Status(plan: Memo<Option<Shown>>) -> impl IntoView {
    let state = use_state();
    let blocked = Memo::new(move |_| {
        let refused = state.plan_refused.get()?;
        obstacle(&refused, &assumptions(state), &state.locale.read())
    });
    let failed = Memo::new(move |_| match &*state.plan.read() {
        Loadable::Failed(problem) => Some(problem.clone()),
        _ => None,
    });
    let beyond = Memo::new(move |_| plan.get().map(|s| extrapolated(&s.plan, &s.panel)).unwrap_or_default());
    let is_budget = Memo::new(move |_| {
        let shows_optimum = state.plan_draft.read().as_ref().is_some_and(|d| d.choice != SpendChoice::Own);
        shows_optimum && matches!(state.route.get(), Route::Plan(PlanView::Budget | PlanView::Weeks))
    });
    view! {
        <div class="under-headline">
            {move || match (blocked.get(), failed.get()) {
                (Some(obstacle), _) => view! { <Blocked obstacle=obstacle/> }.into_any(),
                (None, Some(problem)) => view! { <Failed problem=problem/> }.into_any(),
                (None, None) if beyond.read().is_empty() || !is_budget.get() => ().into_any(),
                (None, None) => view! { <Beyond channels=beyond.get()/> }.into_any(),
            }}
        </div>
    }
}

/// The names of what is assumed, in the order of a scenario's assumptions.
fn assumptions(state: AppState) -> Vec<String> {
    let Some(fit) = state.shown_fit.get() else { return Vec::new() };
    let drivers = fit.panel.drivers().iter().map(|d| d.name.clone());
    let organic = fit.panel.channels().iter().filter(|c| !c.is_paid()).map(|c| c.name.clone());
    drivers.chain(organic).collect()
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
    let is_elsewhere = move || state.route.get() != Route::Plan(PlanView::Limits);
    view! {
        <Notice kind=NoticeKind::Warning title=obstacle.title what_to_do=what_to_do>
            {remedy}
            <Show when=is_elsewhere>
                <LinkButton href=Route::Plan(PlanView::Limits).fragment()>"See the limits"</LinkButton>
            </Show>
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

//! The Plan page: where the next quarter's budget brings the most, what else could be done with it, and writing it down.

mod aim;
pub(in crate::pages) mod board;
mod budget;
mod budget_row;
mod change_fields;
mod combinations;
pub(in crate::pages) mod commit;
mod edits;
mod exports;
mod groups;
mod limits;
mod limits_row;
pub(in crate::pages) mod notices;
mod optional_field;
mod recalculate;
mod room;
pub(in crate::pages) mod save;
mod scenarios;
mod shown;
mod status;
mod tabs;
mod tiles;
mod total;
mod week_cells;
mod weeks;
mod why;

use crate::components::{EmptyState, Grid, Headline, LinkButton};
use crate::present::plan::{Answer, answer_in, gain_of, own_answer};
use crate::route::{MeasureView, PlanView, Route};
use crate::state::{AppState, SpendChoice, use_state};
use edits::Edits;
use leptos::prelude::*;
use shown::{Moving, Shown, keep_weighed, shown_plan};

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
    let (moving, edits) = (Moving::new(state, plan), Edits::new());
    keep_weighed(state, moving);
    let view = Memo::new(move |_| match state.route.get() {
        Route::Plan(view) => view,
        _ => PlanView::Budget,
    });
    let words = Memo::new(move |_| match view.get() {
        PlanView::Combinations => combinations::words(state),
        PlanView::Room => room::words(state),
        PlanView::Scenarios => scenarios::words(state),
        _ => plan_words(state, plan.get(), moving),
    });
    view! {
        <Headline
            answer=Signal::derive(move || words.get().sentence)
            range=Signal::derive(move || words.get().range)
        />
        {move || view! { <tabs::Tabs shown=view.get()/> }}
        <notices::FitNotices/>
        <status::Status plan=plan/>
        {move || match view.get() {
            PlanView::Budget => view! { <BudgetView plan=plan moving=moving edits=edits/> }.into_any(),
            PlanView::Limits => view! { <LimitsView edits=edits/> }.into_any(),
            PlanView::Weeks => view! { <weeks::Weeks plan=plan edits=edits/> }.into_any(),
            PlanView::Combinations => view! { <combinations::Combinations/> }.into_any(),
            PlanView::Room => view! { <room::RoomView/> }.into_any(),
            PlanView::Scenarios => view! { <scenarios::Scenarios plan=plan/> }.into_any(),
        }}
    }
}

/// The plan's answer; that of a split of one's own while it is shown.
fn plan_words(state: AppState, plan: Option<Shown>, moving: Moving) -> Answer {
    let Some(draft) = state.plan_draft.get() else { return Answer { sentence: String::new(), range: String::new() } };
    let weighed = state.weighed.get();
    let is_own = moving.is_moving() || draft.choice == SpendChoice::Own;
    match (plan, weighed.ready().filter(|_| is_own)) {
        (Some(shown), Some(weighed)) => {
            let difference = &weighed.plan.difference;
            let gain = gain_of(difference, &draft.aim);
            own_answer(gain, difference.spend, draft.aim.metric, &shown.outcome, &shown.locale)
        }
        (Some(shown), None) => answer_in(draft.aim.metric, &shown.plan, &shown.outcome, &shown.locale),
        (None, _) => Answer {
            sentence: "Seeking the best split of the budget".to_owned(),
            range: "This takes a few seconds.".to_owned(),
        },
    }
}

/// The answer channel by channel, what it is worth, and writing it down.
#[component]
fn BudgetView(plan: Memo<Option<Shown>>, moving: Moving, edits: Edits) -> impl IntoView {
    view! {
        <Grid>
            <budget::Budget plan=plan moving=moving edits=edits/>
            <div class="plan-side span-4">
                <tiles::Tiles/>
                <commit::CommitTile/>
            </div>
            {move || plan.get().map(|shown| view! { <why::Why shown=shown/> })}
            <aim::AimCard edits=edits/>
            <exports::Exports/>
        </Grid>
    }
}

#[component]
fn LimitsView(edits: Edits) -> impl IntoView {
    view! {
        <Grid>
            <total::TotalCard edits=edits/>
            <limits::ChannelLimits edits=edits/>
            <groups::Groups edits=edits/>
        </Grid>
    }
}

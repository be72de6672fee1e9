//! The Reconcile page: a committed plan held against what happened.

mod bridge;
mod flags;
mod ledger;
mod newer;
mod tiles;
mod weekly;

use crate::components::{Button, ButtonKind, EmptyState, Grid, Headline, LinkButton, Notice, NoticeKind};
use crate::pages::plan::notices::Untrusted;
use crate::present::locale::Locale;
use crate::present::outcome::Outcome;
use crate::present::plan::Answer;
use crate::present::reconcile::{Happened, Told, answer, awaited, told, waiting_answer};
use crate::route::{MeasureView, Route};
use crate::state::{AppState, CommitId, Committed, Freshness, Loadable, Panel, Reconciliation, use_state};
use leptos::prelude::*;
use std::sync::Arc;

/// A reconciliation with what its words need.
#[derive(Clone, PartialEq)]
struct Shown {
    reconciliation: Arc<Reconciliation>,
    committed: Arc<Committed>,
    told: Arc<Vec<Told>>,
    panel: Arc<Panel>,
    outcome: Outcome,
    locale: Locale,
}

/// The Reconcile page.
#[component]
pub fn ReconcilePage() -> impl IntoView {
    let state = use_state();
    let has_ledger = Memo::new(move |_| !state.ledger.read().is_empty());
    view! {
        <Show when=move || has_ledger.get() fallback=|| view! { <NothingCommitted/> }>
            <Reconciling/>
        </Show>
    }
}

/// Before there is a committed plan.
#[component]
fn NothingCommitted() -> impl IntoView {
    view! {
        <Headline
            answer="Nothing is committed yet"
            range="Commit a plan first; its forecast is then held against what happens, week by week."
        />
        <EmptyState
            title="What came in, and why it differs from what was forecast"
            text="A committed forecast is never changed. Once newer weeks are in the data, the difference is split into spend \
                that was not as planned, prices and events that were not as assumed, what was learned about each channel, \
                and what nobody expected; the parts add up exactly."
        >
            <LinkButton href=Route::PLAN.fragment()>"Go to the plan"</LinkButton>
        </EmptyState>
    }
}

/// The plan that is looked at: the chosen one, else the newest.
fn chosen(state: AppState) -> Memo<Option<Arc<Committed>>> {
    Memo::new(move |_| {
        let id = state.reconciled.get();
        let ledger = state.ledger.read();
        ledger.iter().find(|entry| Some(entry.id) == id).or(ledger.last()).cloned()
    })
}

/// Asks for the reconciliation of the chosen plan whenever data, fit or choice change.
fn keep_current(state: AppState, committed: Memo<Option<Arc<Committed>>>) {
    let commit = Memo::new(move |_| committed.get().map(|entry| entry.id));
    Effect::new(move |_| {
        let fit = state.shown_fit.get().map(|fit| fit.id);
        let panel = state.panel.get();
        if let (Some(commit), Some(panel)) = (commit.get(), panel) {
            let has_begun = committed.get_untracked().is_some_and(|entry| has_weeks(&entry, &panel));
            if has_begun && fit.is_some() {
                state.reconcile(commit);
            }
        }
    });
}

fn has_weeks(committed: &Committed, panel: &Panel) -> bool {
    committed.scenario.weeks.first().is_some_and(|first| *first <= panel.last_week())
}

/// The reconciliation of the chosen plan, where it is there and about that plan.
fn shown_bridge(state: AppState, committed: Memo<Option<Arc<Committed>>>) -> Memo<Option<Shown>> {
    Memo::new(move |_| {
        let committed = committed.get()?;
        let panel = state.panel.get()?;
        let reconciliation = state.reconciliation.read().ready().cloned()?;
        if state.reconciled.get() != Some(committed.id) || !has_weeks(&committed, &panel) {
            return None;
        }
        let locale = state.locale.get();
        let happened = Happened { reconciliation: &reconciliation, planned: &committed.scenario, panel: &panel };
        let told = Arc::new(told(&happened, &locale));
        Some(Shown { told, outcome: Outcome::of(&panel), panel, reconciliation, committed, locale })
    })
}

#[component]
fn Reconciling() -> impl IntoView {
    let state = use_state();
    let committed = chosen(state);
    keep_current(state, committed);
    let shown = shown_bridge(state, committed);
    let words = Memo::new(move |_| headline(state, committed.get(), shown.get()));
    view! {
        <Headline
            answer=Signal::derive(move || words.get().sentence)
            range=Signal::derive(move || words.get().range)
        />
        <div class="under-headline">
            <Untrusted/>
            <Broken/>
            <NextStep shown=shown/>
        </div>
        <Grid>
            {move || shown.get().map(|shown| view! { <Results shown=shown/> })}
            <newer::Newer committed=committed/>
            <ledger::Ledger chosen=committed/>
        </Grid>
    }
}

fn headline(state: AppState, committed: Option<Arc<Committed>>, shown: Option<Shown>) -> Answer {
    if let Some(s) = shown {
        return answer(&s.told, &s.reconciliation, &s.committed, &s.locale);
    }
    let panel = state.panel.get();
    let has_begun = committed.as_ref().zip(panel.as_ref()).is_some_and(|(entry, panel)| has_weeks(entry, panel));
    if has_begun && state.reconciliation.read().is_loading() {
        let sentence = "Holding what happened against what was forecast".to_owned();
        return Answer { sentence, range: "This takes a few seconds.".to_owned() };
    }
    let week = committed.as_ref().zip(panel.as_ref()).and_then(|(entry, panel)| awaited(entry, panel));
    waiting_answer(week, committed.as_deref(), &state.locale.read())
}

#[component]
fn Broken() -> impl IntoView {
    let state = use_state();
    move || {
        state.reconciliation.read().problem().cloned().map(|problem| {
            let what_to_do = format!("{} {} The ledger is as it was.", problem.why, problem.what_to_do);
            view! { <Notice kind=NoticeKind::Warning title=problem.what what_to_do=what_to_do/> }
        })
    }
}

/// Learning first, then planning anew.
#[component]
fn NextStep(shown: Memo<Option<Shown>>) -> impl IntoView {
    let state = use_state();
    let learned = Memo::new(move |_| shown.get().map(|shown| shown.reconciliation.learned));
    let is_current = Memo::new(move |_| state.freshness.get() == Freshness::Current);
    move || match (learned.get(), is_current.get()) {
        (Some(false), false) => view! { <Refit/> }.into_any(),
        (Some(true), true) => view! { <PlanAgain/> }.into_any(),
        _ => ().into_any(),
    }
}

#[component]
fn Refit() -> impl IntoView {
    let state = use_state();
    let is_running = Signal::derive(move || state.fit.read().is_running());
    let refit = move || {
        state.run_fit();
        state.go_to(Route::Measure(MeasureView::Results));
    };
    view! {
        <Notice
            title="Fit again with the new weeks to see what was learned"
            what_to_do="Until then everything that spend, prices and events do not account for counts as not explained. The \
                committed forecast and the earlier fit stay as they are."
        >
            <Button kind=ButtonKind::Primary disabled=is_running on_press=refit>"Fit again"</Button>
        </Notice>
    }
}

#[component]
fn PlanAgain() -> impl IntoView {
    view! {
        <Notice
            title="The fit has learned from these weeks"
            what_to_do="What comes next can be planned on what is known now; the ledger keeps this plan as it was committed."
        >
            <LinkButton href=Route::PLAN.fragment()>"Plan again"</LinkButton>
        </Notice>
    }
}

#[component]
fn Results(shown: Shown) -> impl IntoView {
    view! {
        <bridge::Bridge shown=shown.clone()/>
        <tiles::Tiles shown=shown.clone()/>
        <weekly::Weekly shown=shown.clone()/>
        <flags::Flags shown=shown/>
    }
}

/// Looks at another committed plan.
fn choose(state: AppState, commit: CommitId) {
    if !matches!(*state.reconciliation.read_untracked(), Loadable::Loading)
        || state.reconciled.get_untracked() != Some(commit)
    {
        state.reconcile(commit);
    }
}

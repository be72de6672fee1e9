//! Plans with a name: saved, renamed, copied, opened, removed, and compared side by side.

use super::shown::{Moving, Shown, outcome_of};
use crate::components::{
    Button, ButtonKind, Card, CardContent, DataTable, EmptyState, Field, Grid, Notice, NoticeKind,
};
use crate::present::plan::{Answer, SideBySide, period, spend_text};
use crate::present::table::Table;
use crate::route::{PlanView, Route};
use crate::state::{AppState, Beside, Loadable, NamedScenario, PlanDraft, Scenario, SpendChoice, use_state};
use leptos::prelude::*;
use std::sync::Arc;

/// How many saved scenarios are compared at most: more cannot be read.
const COMPARED: usize = 6;

/// The headline of the view.
pub fn words(state: AppState) -> Answer {
    let nothing = || Answer {
        sentence: "Save a plan under a name to compare it".to_owned(),
        range: "Scenarios keep horizon, assumptions, limits, aim and spend.".to_owned(),
    };
    let (beside, outcome) = (state.beside.get(), outcome_of(state));
    let (Some(beside), Some(outcome)) = (beside.ready(), outcome) else { return nothing() };
    if beside.names.len() < 2 {
        return nothing();
    }
    let draft = state.plan_draft.get();
    let answer = draft.map(|draft| side_by_side(beside, &draft).answer(&outcome, &state.locale.read()));
    answer.map_or_else(nothing, |(sentence, range)| Answer { sentence, range })
}

fn side_by_side<'a>(beside: &'a Beside, draft: &'a PlanDraft) -> SideBySide<'a> {
    SideBySide {
        names: &beside.names,
        scenarios: &beside.scenarios,
        compared: &beside.compared,
        channels: &draft.channels,
        goal: beside.goal,
        economics: draft.aim.economics,
    }
}

/// The view.
#[component]
pub fn Scenarios(plan: Memo<Option<Shown>>) -> impl IntoView {
    let state = use_state();
    let moving = Moving::new(state, plan);
    let asked = Memo::new(move |_| {
        let draft = state.plan_draft.get()?;
        let fit = state.shown_fit.get()?.id;
        Some((fit, draft.aim, state.goal.get(), to_compare(&draft, &moving.spend(), &state.scenarios.get())))
    });
    Effect::new(move |_| {
        if let Some((.., named)) = asked.get() {
            state.compare_scenarios(named);
        }
    });
    view! {
        <Grid>
            <SaveCard/>
            <List/>
            <Compared/>
        </Grid>
    }
}

/// Today's plan, the plan on the page, and the saved ones that are for the same weeks and channels.
fn to_compare(draft: &PlanDraft, spend: &[Vec<f64>], saved: &[Arc<NamedScenario>]) -> Vec<(String, Scenario)> {
    let current = if draft.choice == SpendChoice::Own { "Your split" } else { "The optimum" };
    let mut named = vec![("Today's plan".to_owned(), draft.today.clone())];
    named.push((current.to_owned(), draft.with_spend(spend.to_vec())));
    let same = saved.iter().filter(|s| is_for(s, draft)).rev().take(COMPARED);
    named.extend(same.map(|s| (s.name.clone(), s.scenario.clone())));
    named
}

/// Whether a scenario is for the weeks and channels of the draft.
fn is_for(scenario: &NamedScenario, draft: &PlanDraft) -> bool {
    scenario.scenario.weeks == draft.today.weeks && scenario.draft.channels == draft.channels
}

/// Whether a scenario follows the data of the shown fit, so that it can be opened.
fn can_be_opened(scenario: &NamedScenario, draft: &PlanDraft) -> bool {
    scenario.scenario.weeks.first() == draft.today.weeks.first() && scenario.draft.channels == draft.channels
}

#[component]
fn SaveCard() -> impl IntoView {
    let state = use_state();
    let name = RwSignal::new(String::new());
    let save = move || {
        state.save_scenario(&name.get_untracked());
        name.set(String::new());
    };
    let subtitle = move || {
        let choice = state.plan_draft.get().map(|d| d.choice);
        let what = match choice {
            Some(SpendChoice::Today) => "today's plan",
            Some(SpendChoice::Own) => "your own split",
            _ => "the optimum",
        };
        format!("Keeps {what} as it stands, with its weeks, assumptions, limits and aim.")
    };
    view! {
        <Card title="Save the plan under a name" subtitle=Signal::derive(subtitle)>
            <div class="plan-fields">
                <Field label="Name" value=name on_commit=move |text: String| name.set(text) help="Such as: TV off in August."/>
            </div>
            <div class="row"><Button kind=ButtonKind::Primary on_press=save>"Save as a scenario"</Button></div>
        </Card>
    }
}

#[component]
fn List() -> impl IntoView {
    let state = use_state();
    let ids = Memo::new(move |_| state.scenarios.read().iter().map(|s| s.id).collect::<Vec<_>>());
    view! {
        <Card title="Saved scenarios" subtitle="Opening one puts it in the place of the plan on the Budget view; the scenario stays as it is.">
            {move || if ids.read().is_empty() {
                view! {
                    <EmptyState title="None yet" text="Move some money on the Budget view, then save the result here under a name.">
                        ""
                    </EmptyState>
                }
                .into_any()
            } else {
                ids.get().into_iter().map(|id| view! { <Item id=id/> }).collect_view().into_any()
            }}
        </Card>
    }
}

#[component]
fn Item(id: crate::state::ScenarioId) -> impl IntoView {
    let state = use_state();
    let scenario = Memo::new(move |_| state.scenarios.read().iter().find(|s| s.id == id).cloned());
    let name = move || scenario.get().map(|s| s.name.clone()).unwrap_or_default();
    let about = move || scenario.get().map(|s| about(state, &s)).unwrap_or_default();
    let can_open = Memo::new(move |_| {
        let draft = state.plan_draft.get();
        scenario.get().zip(draft).is_some_and(|(s, draft)| can_be_opened(&s, &draft))
    });
    let open = move || {
        state.open_scenario(id);
        state.go_to(Route::Plan(PlanView::Budget));
    };
    view! {
        <div class="scenario" role="group" aria-label=name>
            <div class="plan-fields">
                <Field
                    label="Name"
                    value=Signal::derive(name)
                    on_commit=move |text: String| state.rename_scenario(id, &text)
                    help=Signal::derive(about)
                />
                <Field
                    label="Note"
                    value=Signal::derive(move || scenario.get().map(|s| s.note.clone()).unwrap_or_default())
                    on_commit=move |text: String| state.note_scenario(id, text)
                />
            </div>
            <div class="row">
                <Button on_press=open disabled=Signal::derive(move || !can_open.get())>"Open"</Button>
                <Button on_press=move || state.copy_scenario(id)>"Copy"</Button>
                <Button on_press=move || state.remove_scenario(id)>"Remove"</Button>
                <Show when=move || !can_open.get()>
                    <span class="note">"Its weeks do not follow the data any more."</span>
                </Show>
            </div>
        </div>
    }
}

/// `13 weeks from 29 Jun 2026, $535k, saved on 27 Jun 2026`.
fn about(state: AppState, scenario: &NamedScenario) -> String {
    let locale = state.locale.get();
    let spend: f64 = scenario.scenario.totals().iter().sum();
    format!(
        "{}, {}, saved on {}",
        period(&scenario.scenario.weeks, &locale),
        spend_text(&locale, spend),
        locale.date(scenario.saved.day)
    )
}

#[component]
fn Compared() -> impl IntoView {
    let state = use_state();
    let table = Signal::derive(move || table_of(state));
    let left_out = move || {
        let draft = state.plan_draft.get()?;
        let others = state.scenarios.read().iter().filter(|s| !is_for(s, &draft)).count();
        (others > 0).then(|| {
            format!("{others} of the saved are for other weeks and not compared here; open one to compare those.")
        })
    };
    let failed = move || match &*state.beside.read() {
        Loadable::Failed(problem) => Some((problem.what.clone(), problem.advice())),
        _ => None,
    };
    view! {
        <Card
            title="Side by side"
            subtitle="All under the weeks, the aim and the fit of the plan on the page; differences are to the first, draw by draw, with \
                their 90 % range."
            table=table
            content=CardContent::Table
        >
            {move || failed().map(|(title, text)| view! { <Notice kind=NoticeKind::Error title=title what_to_do=text/> })}
            <div class="whole side-by-side"><DataTable table=table/></div>
            {move || left_out().map(|text| view! { <p class="note">{text}</p> })}
        </Card>
    }
}

fn table_of(state: AppState) -> Table {
    let beside = state.beside.get();
    let (Some(beside), Some(draft), Some(outcome)) = (beside.ready(), state.plan_draft.get(), outcome_of(state)) else {
        return Table::default();
    };
    side_by_side(beside, &draft).table(&outcome, &state.locale.read())
}

//! The goal: what is to be reached, by when and by whom; how likely it is; how that moved; what would have to be true;
//! and what it takes.

use super::{Shown, lift, tiles};
use crate::components::{
    Button, ButtonKind, Card, CardContent, Chart, Choice, DataTable, Field, Grid, LinkButton, Select,
};
use crate::pages::plan::commit::GoalField;
use crate::present::forecast::{
    by_choices, course_chart, course_sentence, goal_answer, no_goal_answer, requirement_sentence, requirement_table,
};
use crate::present::outcome::Outcome;
use crate::present::plan::{Answer, metric_name, metrics};
use crate::present::table::Table;
use crate::route::Route;
use crate::state::{AppState, GoalCourse, Loadable, Metric, Required, use_state};
use leptos::prelude::*;
use std::sync::Arc;

/// The headline.
pub fn words(state: AppState, shown: Option<Shown>) -> Answer {
    let Some(goal) = state.stated_goal.get() else { return no_goal_answer() };
    let Some(shown) = shown else {
        return Answer { sentence: "Computing the forecast".to_owned(), range: String::new() };
    };
    goal_answer(&shown.forecast, &goal, &shown.outcome, &shown.locale)
}

/// The view.
#[component]
pub fn GoalView(shown: Memo<Option<Shown>>) -> impl IntoView {
    let state = use_state();
    let has_goal = Memo::new(move |_| state.goal.get().is_some());
    // Asked anew whenever what they rest on changes.
    Effect::new(move |_| {
        state.stated_goal.track();
        state.ledger.track();
        state.panel.track();
        state.plan_draft.track();
        state.forecast.track();
        state.follow_goal();
        if state.forecast.read_untracked().ready().is_some() {
            state.ask_what_must_hold();
        }
    });
    view! {
        <Grid>
            <Statement/>
            <Show when=move || has_goal.get()>
                <tiles::Tiles shown=shown/>
                <Course/>
                <MustHold/>
                <lift::Lift/>
            </Show>
        </Grid>
    }
}

/// Amount, day and owner.
#[component]
fn Statement() -> impl IntoView {
    let state = use_state();
    let clear = move || {
        view! {
            <Show when=move || state.goal.get().is_some()>
                <Button kind=ButtonKind::Quiet on_press=move || state.set_goal(None)>"No goal"</Button>
            </Show>
        }
    };
    let weeks = Memo::new(move |_| state.plan_draft.get().map(|d| d.today.weeks.clone()).unwrap_or_default());
    let choices = Memo::new(move |_| by_choices(&weeks.read(), &state.locale.read()));
    let offered = Signal::derive(move || {
        let mut offered: Vec<Choice> =
            choices.get().into_iter().map(|(day, text)| Choice::new(day.to_string(), text)).collect();
        let kept = state.goal_by.get().map(|by| by.to_string());
        // A day of an earlier plan stays to be seen.
        if let Some(kept) = kept.filter(|kept| offered.iter().all(|choice| choice.key != *kept)) {
            offered.insert(0, Choice::new(kept.clone(), kept));
        }
        offered
    });
    let last = move || choices.read().last().map(|(day, _)| *day);
    let chosen = move || state.goal_by.get().or(last()).map(|day| day.to_string()).unwrap_or_default();
    let choose = move |key: String| {
        let day = key.parse().ok();
        // The plan's end is no day of its own: it moves with the plan.
        state.set_goal_by(day.filter(|day| Some(*day) != untrack(last)));
    };
    view! {
        <Card
            title="What is to be reached, by when, and who answers for it?"
            subtitle="The total from the plan's first week on. It is written down with the plan when you commit it."
            actions=clear
        >
            <div class="plan-fields wide">
                <GoalField/>
                <CountedIn/>
                <Select label="By" choices=offered chosen=Signal::derive(chosen) on_choose=choose/>
                <Field
                    label="Who answers for it"
                    value=state.goal_owner
                    on_commit=move |text: String| state.set_goal_owner(&text)
                    help="A name or a team; may stay empty."
                />
            </div>
        </Card>
    }
}

/// What the goal counts, where there is more than the outcome to choose.
#[component]
fn CountedIn() -> impl IntoView {
    let state = use_state();
    let offered = Memo::new(move |_| offered_metrics(state));
    let choices = move || offered.get().into_iter().map(|(_, key, name)| Choice::new(key, name)).collect::<Vec<_>>();
    let chosen = move || {
        let metric = state.goal_metric.get();
        let found = offered.read().iter().find(|(other, ..)| *other == metric).map(|(_, key, _)| *key);
        found.unwrap_or_default().to_owned()
    };
    let choose = move |key: String| {
        let found = offered.get_untracked().into_iter().find(|(_, other, _)| *other == key);
        if let Some((metric, ..)) = found {
            state.count_goal_in(metric);
        }
    };
    view! {
        <Show when=move || { offered.read().len() > 1 }>
            <Select
                label="Counted in"
                choices=Signal::derive(choices)
                chosen=Signal::derive(chosen)
                on_choose=choose
                help="Another choice keeps what the plan has to bring."
            />
        </Show>
    }
}

/// The metrics that the aim offers too; one in which the goal is stays, so that it can be left.
fn offered_metrics(state: AppState) -> Vec<(Metric, &'static str, String)> {
    let (Some(fit), Some(draft)) = (state.shown_fit.get(), state.plan_draft.get()) else { return Vec::new() };
    let outcome = Outcome::of(&fit.panel);
    let mut offered = metrics(draft.aim.economics, &outcome);
    let kept = state.goal_metric.get();
    if offered.iter().all(|(metric, ..)| *metric != kept) {
        offered.push((kept, "kept", metric_name(kept, &outcome)));
    }
    offered
}

/// How the probability moved week by week.
#[component]
fn Course() -> impl IntoView {
    let state = use_state();
    move || {
        match state.goal_course.get() {
        Loadable::Ready(course) if !course.moments.is_empty() => view! { <Followed course=course/> }.into_any(),
        Loadable::Loading => waiting("How the probability moved", "The committed plan's draws are being followed."),
        Loadable::Failed(problem) => waiting("How the probability moved", &format!("{} {}", problem.what, problem.why)),
        Loadable::Ready(_) | Loadable::Empty => view! {
            <Card
                title="How the probability moved"
                subtitle="From the week in which a plan is committed on, the probability is followed as its weeks come in."
            >
                <LinkButton href=Route::PLAN.fragment()>"Commit the plan"</LinkButton>
            </Card>
        }
        .into_any(),
    }
    }
}

/// A card with one line, while there is nothing to show.
pub(super) fn waiting(title: &str, why: &str) -> AnyView {
    let (title, why) = (title.to_owned(), why.to_owned());
    view! { <Card title=title><p class="note" role="status">{why}</p></Card> }.into_any()
}

#[component]
fn Followed(course: Arc<GoalCourse>) -> impl IntoView {
    let state = use_state();
    let title = course_sentence(&course, &state.locale.read()).unwrap_or_default();
    let picture = move |width: f64| course_chart(&course).picture(width, &state.locale.read());
    view! {
        <Card
            title=title
            subtitle="By the last committed plan that has begun: what came in, plus its draws for the weeks to come."
            explain=explain_course
        >
            <Chart picture=picture/>
        </Card>
    }
}

fn explain_course() -> impl IntoView {
    view! {
        <p>
            "After each week the total is what has come in plus what the committed draws make of the rest. The draws are \
             not learned from: a quarter that starts above its forecast says that the rest may lie above it too, and only \
             a new fit knows that. A goal in profit takes the planned spend as its cost. Without a goal of its own the \
             plan is held against today's."
        </p>
    }
}

/// What would have to be true.
#[component]
fn MustHold() -> impl IntoView {
    let state = use_state();
    move || match state.required.get() {
        Loadable::Ready(required) => view! { <Pieces required=required/> }.into_any(),
        Loadable::Loading => {
            waiting("What would have to be true", "The draws that reach the goal are being looked at.")
        }
        Loadable::Failed(problem) => {
            waiting("What would have to be true", &format!("{} {}", problem.what, problem.why))
        }
        Loadable::Empty => ().into_any(),
    }
}

#[component]
fn Pieces(required: Arc<Required>) -> impl IntoView {
    let state = use_state();
    let panel = state.shown_fit.get().map(|fit| fit.panel.clone());
    let Some((requirement, panel)) = required.requirement.clone().zip(panel) else {
        return waiting(
            "What would have to be true",
            "Every draw reaches the goal, or none does, or no week ends by its day: there is nothing to tell apart.",
        );
    };
    let locale = state.locale.get();
    let sentence = requirement_sentence(&requirement, &panel, &locale);
    let table: Table = requirement_table(&requirement, &panel, &Outcome::of(&panel), &locale);
    let table = Signal::stored(table);
    view! {
        <Card
            title="What would have to be true"
            subtitle=sentence
            content=CardContent::Table
            table=table
            explain=explain_pieces
        >
            <div class="sums"><DataTable table=table/></div>
        </Card>
    }
    .into_any()
}

fn explain_pieces() -> impl IntoView {
    view! {
        <p>
            "The draws that reach the goal are held against all draws, piece by piece; the differences add up to that of \
             the total. It says what goes together under the model, not what would cause it."
        </p>
    }
}

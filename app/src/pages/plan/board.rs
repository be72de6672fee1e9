//! The plan on one page for those who decide, to be printed or saved as PDF.

use super::recalculate;
use super::shown::{Shown, shown_plan};
use crate::components::{Button, ButtonKind, EmptyState, Headline, LinkButton, Swatch};
use crate::present::palette::Ink;
use crate::present::plan::board::{Allocation, AllocationRow, Board, Facts, FanPicture, KeyFigure, Written, board};
use crate::present::plan::{Answer, answer_in, own_answer};
use crate::route::Route;
use crate::state::{AppState, ChannelPlan, Moment, Plan, PlanDraft, SpendChoice, use_state};
use leptos::prelude::*;
use std::sync::Arc;

/// The page.
#[component]
pub fn BoardPage() -> impl IntoView {
    let state = use_state();
    recalculate::keep_current(state);
    Effect::new(move |_| {
        if state.plan_draft.read().is_some() && state.shown_fit.read().is_some() && state.plan.read().ready().is_some()
        {
            state.appraise_chosen();
        }
    });
    let plan = shown_plan(state);
    let page = Memo::new(move |_| plan.get().map(|shown| board_of(state, &shown)));
    move || match page.get() {
        Some(Some(board)) => view! { <Sheet board=board/> }.into_any(),
        Some(None) => {
            view! { <Headline answer="Putting the summary together" range="This takes a moment."/> }.into_any()
        }
        None => view! { <NotYet/> }.into_any(),
    }
}

/// Before there is a plan.
#[component]
fn NotYet() -> impl IntoView {
    view! {
        <Headline answer="A board summary needs a plan first" range="It says in plain sentences what the plan comes to."/>
        <EmptyState title="The plan on one page" text="Once the best split of the budget was found, its summary stands here.">
            <LinkButton href=Route::PLAN.fragment()>"Plan"</LinkButton>
        </EmptyState>
    }
}

/// What is chosen, as a plan, and its answer.
struct Chosen {
    plan: Arc<Plan>,
    answer: Answer,
    is_optimum: bool,
}

/// None while it is being appraised.
fn chosen(state: AppState, shown: &Shown, draft: &PlanDraft) -> Option<Chosen> {
    let metric = draft.aim.metric;
    if draft.choice == SpendChoice::Optimum {
        let answer = answer_in(metric, &shown.plan, &shown.outcome, &shown.locale);
        return Some(Chosen { plan: shown.plan.clone(), answer, is_optimum: true });
    }
    let spend = if draft.choice == SpendChoice::Own { draft.own.as_ref()? } else { &draft.today.spend };
    let plan = state.judged.get().filter(|plan| plan.scenario == draft.with_spend(spend.clone()))?;
    let total = |of: fn(&ChannelPlan) -> f64| plan.channels.iter().map(of).sum::<f64>();
    let extra = total(|c| c.planned) - total(|c| c.today);
    let answer = own_answer(plan.gain, extra, metric, &shown.outcome, &shown.locale);
    Some(Chosen { plan, answer, is_optimum: false })
}

fn board_of(state: AppState, shown: &Shown) -> Option<Board> {
    let (fit, draft) = (state.shown_fit.get()?, state.plan_draft.get()?);
    let Chosen { plan, answer, is_optimum } = chosen(state, shown, &draft)?;
    let (summary, forecast, weighed) = (state.summary.get(), state.forecast.get(), state.weighed.get());
    let written = Written {
        workspace: state.name.get(),
        day: Moment::now().day,
        version: env!("CARGO_PKG_VERSION").to_owned(),
        data_hash: fit.data_hash.short(),
    };
    // The forecast is always that of the chosen spend.
    let forecast = forecast.ready().filter(|forecast| forecast.weeks == plan.scenario.weeks);
    let of_plan = weighed.ready().filter(|weighed| weighed.scenario == plan.scenario);
    let goal = state.stated_goal.get();
    Some(board(&Facts {
        plan: &plan,
        best: (!is_optimum).then_some(&*shown.plan),
        aim: draft.aim,
        answer: &answer,
        worth: of_plan.map(|weighed| &weighed.plan.worth),
        forecast: forecast.map(AsRef::as_ref),
        goal: goal.as_ref(),
        summary: summary.ready().map(AsRef::as_ref),
        panel: &shown.panel,
        freshness: state.freshness.get(),
        locale: &shown.locale,
        written: &written,
    }))
}

#[component]
fn Sheet(board: Board) -> impl IntoView {
    let print = move || {
        // A browser that cannot print has no way to say so.
        drop(window().print());
    };
    view! {
        <div class="board-actions row">
            <Button kind=ButtonKind::Primary on_press=print>"Print or save as PDF"</Button>
            <LinkButton href=Route::PLAN.fragment()>"Back to the plan"</LinkButton>
        </div>
        <article class="board">
            <header class="headline board-head">
                <p class="board-title">{board.title}</p>
                <h1>{board.headline}</h1>
                <p>{board.range}</p>
            </header>
            {sentences(None, board.doubts, "board-doubts")}
            <div class="board-figures">{board.figures.map(figure).collect_view()}</div>
            <div class="board-middle">
                {allocation(board.allocation)}
                <div class="board-side">
                    {board.picture.map(picture)}
                    {sentences(Some("Why this plan"), board.why, "board-why")}
                </div>
            </div>
            <div class="board-words">
                {sentences(Some("What can go wrong"), board.risks, "board-risks")}
                {sentences(Some("What is assumed"), board.assumed, "board-assumed")}
                {sentences(Some("How it was measured"), board.measured, "board-measured")}
            </div>
            <footer class="board-foot">{board.footer}</footer>
        </article>
    }
}

fn figure(figure: KeyFigure) -> impl IntoView {
    view! {
        <div class="board-figure">
            <p class="figure-label">{figure.label}</p>
            <p class="figure-value">{figure.value}</p>
            <p class="figure-range">{figure.range}</p>
        </div>
    }
}

fn sentences(title: Option<&'static str>, said: Vec<String>, class: &'static str) -> impl IntoView {
    (!said.is_empty()).then(|| {
        view! {
            <section class=class>
                {title.map(|title| view! { <h2>{title}</h2> })}
                {said.into_iter().map(|sentence| view! { <p>{sentence}</p> }).collect_view()}
            </section>
        }
    })
}

fn allocation(allocation: Allocation) -> impl IntoView {
    let row = |row: AllocationRow| {
        let swatch = row.channel.map(|channel| view! { <Swatch ink=Ink::Channel(channel)/> });
        let bars = bars(&row);
        view! {
            <tr>
                <th scope="row">{swatch}{row.name}</th>
                <td>{row.today}</td>
                <td>{row.planned}</td>
                <td>{row.change}</td>
                <td>{row.share}</td>
                <td class="board-bars">{bars}</td>
            </tr>
        }
    };
    let total = allocation.total;
    view! {
        <table class="board-table">
            <thead>
                <tr>
                    <th scope="col">{format!("Spend, {}", allocation.currency)}</th>
                    <th scope="col">"Today"</th>
                    <th scope="col">"Plan"</th>
                    <th scope="col">"Change"</th>
                    <th scope="col">"Share"</th>
                    <th scope="col"><span class="visually-hidden">"Bars: above today, below the plan"</span></th>
                </tr>
            </thead>
            <tbody>{allocation.rows.into_iter().map(row).collect_view()}</tbody>
            <tfoot>
                <tr>
                    <th scope="row">{total.name}</th>
                    <td>{total.today}</td>
                    <td>{total.planned}</td>
                    <td>{total.change}</td>
                    <td>{total.share}</td>
                    <td></td>
                </tr>
            </tfoot>
        </table>
    }
}

/// Today's bar, light, above the plan's.
fn bars(row: &AllocationRow) -> impl IntoView + use<> {
    let length = |share: f64| format!("{:.1}", 100.0 * share);
    view! {
        <svg viewBox="0 0 100 12" preserveAspectRatio="none" aria-hidden="true">
            <rect class="board-today" x="0" y="0" width=length(row.bars.0) height="5"></rect>
            <rect class="board-plan" x="0" y="6" width=length(row.bars.1) height="6"></rect>
        </svg>
    }
}

fn picture(picture: FanPicture) -> impl IntoView {
    let (top, bottom) = picture.scale;
    let (first, last) = picture.span;
    view! {
        <figure class="board-fan">
            <figcaption>"Week by week: mean, middle half and 90\u{a0}% range"</figcaption>
            <p class="board-scale">{top}</p>
            <svg
                viewBox=format!("0 0 {} {}", picture.width, picture.height)
                preserveAspectRatio="none"
                role="img"
                aria-label=picture.words
            >
                <path class="board-outer" d=picture.outer></path>
                <path class="board-inner" d=picture.inner></path>
                <path class="board-middle-line" d=picture.middle></path>
            </svg>
            <p class="board-scale">{bottom}</p>
            <p class="board-span"><span>{first}</span><span>{last}</span></p>
        </figure>
    }
}

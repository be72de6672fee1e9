//! The home screen: two doors on a first visit, afterwards where in the loop the workspace stands.

mod doors;

use crate::components::{
    Button, ButtonKind, Card, Chart, Figure, Grid, Headline, LinkButton, Notice, NoticeKind, Span, Tone,
};
use crate::present::home::{
    HomeFigure, LoopRow, Standing, figures, headline, late_sources, loop_status, outlook_chart, outlook_title,
};
use crate::present::scene::Picture;
use crate::route::{MeasureView, Route};
use crate::state::{AppState, FitStatus, NextStep, use_state};
pub(super) use doors::{Doors, FileShape};
use leptos::prelude::*;

/// Where in the loop the workspace stands, and the one next step.
#[component]
pub(super) fn HomePage() -> impl IntoView {
    let state = use_state();
    let standing = standing(state);
    let words = Memo::new(move |_| headline(&standing.read()));
    let has_data = Memo::new(move |_| standing.read().panel.is_some());
    let tiles = move || tiles(figures(&standing.read()));
    let late = move || state.library_view.get().ready().and_then(|view| late_sources(view, &state.locale.read()));
    view! {
        <Headline
            answer=Signal::derive(move || words.get().answer)
            range=Signal::derive(move || words.get().below)
        />
        {move || late().map(|(title, what_to_do)| view! {
            <Notice kind=NoticeKind::Warning title=title what_to_do=what_to_do>
                <LinkButton href=Route::Know.fragment()>"To the data"</LinkButton>
            </Notice>
        })}
        <Show when=move || has_data.get()><Grid>{tiles}</Grid></Show>
        // The next step comes first on a narrow screen, and stands on the right of a wide one.
        <div class="grid standing">
            <Loop standing=standing/>
            <Show when=move || has_data.get()><Outlook standing=standing/></Show>
        </div>
    }
}

/// The tiles in one row.
fn tiles(figures: Vec<HomeFigure>) -> impl IntoView {
    let span = match figures.len() {
        1 => Span::Full,
        2 => Span::Half,
        3 => Span::Third,
        _ => Span::Quarter,
    };
    figures.into_iter().map(|figure| tile(figure, span)).collect_view()
}

fn tile(figure: HomeFigure, span: Span) -> impl IntoView {
    let HomeFigure { label, value, range, badge, warns } = figure;
    let tone = if warns { Tone::Warn } else { Tone::Good };
    view! { <Figure label=label value=value range=range badge=badge tone=tone span=span/> }
}

/// What the screen is made of.
fn standing(state: AppState) -> Signal<Standing> {
    Signal::derive(move || Standing {
        step: state.next_step.get(),
        importing: state.importing.get(),
        findings: state.findings.get(),
        panel: state.panel.get(),
        fitting: match state.fit.get() {
            FitStatus::Running(progress) => Some(progress),
            FitStatus::Idle | FitStatus::Failed(_) | FitStatus::Done(_) | FitStatus::Interrupted(_) => None,
        },
        summary: state.summary.get().ready().cloned(),
        freshness: state.freshness.get(),
        truth: state.truth.get(),
        plan: state.plan.get().ready().cloned().filter(|_| state.plan_is_current.get()),
        forecast: state.forecast.get().ready().cloned(),
        goal: state.stated_goal.get(),
        committed: state.ledger.with(|ledger| ledger.last().cloned()),
        locale: state.locale.get(),
    })
}

#[component]
fn Outlook(standing: Signal<Standing>) -> impl IntoView {
    let title = Signal::derive(move || outlook_title(&standing.read()));
    let subtitle = Signal::derive(move || match standing.read().forecast {
        Some(_) => "Solid: what happened. Dashed: forecast, with its 50, 68 and 90 % ranges.".to_owned(),
        None => "What happened in the last year.".to_owned(),
    });
    let picture = move |width: f64| {
        let standing = standing.read();
        outlook_chart(&standing).map_or_else(|| empty(width), |chart| chart.picture(width, &standing.locale))
    };
    view! {
        <Card title=title subtitle=subtitle span=Span::TwoThirds explain=explain_outlook>
            <Chart picture=picture/>
        </Card>
    }
}

/// For the moment between the data's going and the card's.
fn empty(width: f64) -> Picture {
    use crate::present::format::Unit;
    use crate::present::line_band::{Along, LineBand};
    LineBand::new("", Unit::Number, Along::Weeks(vec![])).picture(width, &Default::default())
}

fn explain_outlook() -> impl IntoView {
    view! {
        <p>
            "The forecast runs every posterior draw of the model through the planned spend and the assumed price,
            promotion and events, and adds the weekly noise. The ranges are quantiles of those draws. A plan that was
            committed keeps the forecast that was made for it."
        </p>
    }
}

/// The loop's list and the one next step.
#[component]
fn Loop(standing: Signal<Standing>) -> impl IntoView {
    let rows = move || loop_status(&standing.read()).into_iter().map(loop_row).collect_view();
    let step = Memo::new(move |_| standing.read().step);
    view! {
        <Card title="The loop" subtitle="Where each part stands." span=Span::Third>
            <ul class="loop">{rows}</ul>
            <div class="row">{move || next_button(step.get())}</div>
        </Card>
    }
}

fn loop_row(row: LoopRow) -> impl IntoView {
    let next = row.is_next.then(|| view! { <span class="visually-hidden">"next: "</span> });
    view! {
        <li class:next=row.is_next>
            <a href=row.route.fragment()>{next}{row.name}</a>
            <span>{row.status}</span>
        </li>
    }
}

fn next_button(step: NextStep) -> impl IntoView {
    let state = use_state();
    let results = Route::Measure(MeasureView::Results);
    let (route, label) = match step {
        NextStep::BringData => (Route::Know, "Bring data"),
        NextStep::SettleData => (Route::Know, "Settle the findings"),
        NextStep::ConfirmData => (Route::Know, "Review and confirm"),
        NextStep::Fit | NextStep::Refit => return fit_buttons(state, step).into_any(),
        NextStep::MendFit => (Route::Measure(MeasureView::Trust), "See what to change"),
        NextStep::Plan => (Route::PLAN, "Plan the next weeks"),
        NextStep::Commit => (Route::PLAN, "Review the plan"),
        NextStep::AwaitWeeks => (Route::Know, "Add newer weeks"),
        NextStep::Reconcile => (Route::Reconcile, "See what happened"),
    };
    let also =
        (step == NextStep::Plan).then(|| view! { <LinkButton href=results.fragment()>"See the results"</LinkButton> });
    view! { <LinkButton kind=ButtonKind::Primary href=route.fragment()>{label}</LinkButton>{also} }.into_any()
}

fn fit_buttons(state: AppState, step: NextStep) -> impl IntoView {
    let label = if step == NextStep::Fit { "Fit the model" } else { "Fit the model again" };
    let fit = move || {
        state.run_fit();
        state.go_to(Route::Measure(MeasureView::Results));
    };
    let running = Signal::derive(move || state.fit.with(FitStatus::is_running));
    view! {
        <Button kind=ButtonKind::Primary on_press=fit disabled=running>{label}</Button>
        <LinkButton href=Route::Measure(MeasureView::Priors).fragment()>"See what is assumed"</LinkButton>
    }
}

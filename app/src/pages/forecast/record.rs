//! How good forecasts were: the measured margin of error, every committed forecast's scores, and a test on the past.

use super::goal::waiting;
use crate::components::{
    Button, ButtonKind, Card, CardContent, Chart, DataTable, EmptyState, Grid, Notice, NoticeKind, Progress, Span,
};
use crate::present::forecast::{
    Scored, backtest_table, record_answer, record_sentences, record_table, scored, transform_chart, transform_sentence,
};
use crate::present::measure::progress::time_left;
use crate::present::plan::Answer;
use crate::state::{AppState, Backtest, BacktestProgress, Backtesting, Record, Scores, use_state};
use leptos::prelude::*;
use std::sync::Arc;

/// The committed forecasts with their scores.
fn committed(state: AppState) -> Vec<Scored> {
    state.panel.get().map(|panel| scored(&state.ledger.read(), &panel)).unwrap_or_default()
}

/// The headline.
pub fn words(state: AppState) -> Answer {
    record_answer(&committed(state), state.backtest.get().as_deref(), &state.locale.read())
}

/// The view.
#[component]
pub fn RecordView() -> impl IntoView {
    let state = use_state();
    let scores = Memo::new(move |_| committed(state));
    let known = Memo::new(move |_| {
        let of = |s: &Scored| s.scores.clone();
        scores.read().iter().filter(|s| s.scores.known() > 0).map(of).collect::<Vec<Scores>>()
    });
    let is_empty = Memo::new(move |_| known.read().is_empty() && state.backtest.read().is_none());
    view! {
        <Show when=move || is_empty.get() && !state.backtesting.read().is_running()>
            <EmptyState
                title="What a margin of error is worth, is measured"
                text="Every committed forecast is held against what happened: how many weeks fell inside its ranges, whether \
                    it beat a forecast that repeats last year, and by how much it missed the total. Until weeks of a \
                    committed plan have come in, the forecast can be tested on your own past: the model is fitted to what was \
                    known up to four times, a quarter apart, and each forecast is held against the quarter that came after."
            >
                <Button kind=ButtonKind::Primary on_press=move || state.run_backtest()>
                    "Test the forecast on your own past"
                </Button>
            </EmptyState>
        </Show>
        <Grid>
            <Testing/>
            {move || (!scores.read().is_empty()).then(|| view! { <Ledger scores=scores known=known/> })}
            {move || (!known.read().is_empty()).then(|| view! {
                <Histogram title="Where weeks fell in committed forecasts" scores=known.get()/>
            })}
            {move || state.backtest.get().map(|backtest| view! { <Past backtest=backtest/> })}
        </Grid>
    }
}

/// The committed forecasts.
#[component]
fn Ledger(scores: Memo<Vec<Scored>>, known: Memo<Vec<Scores>>) -> impl IntoView {
    let state = use_state();
    let table = Signal::derive(move || record_table(&scores.read(), &state.locale.read()));
    let subtitle = move || match record_sentences(&known.read(), &state.locale.read()) {
        said if said.is_empty() => "None of their weeks is known yet.".to_owned(),
        said => said.join(" "),
    };
    view! {
        <Card
            title="Every committed forecast"
            subtitle=Signal::derive(subtitle)
            content=CardContent::Table
            table=table
            explain=explain_scores
        >
            <DataTable table=table/>
        </Card>
    }
}

#[component]
fn Histogram(title: &'static str, scores: Vec<Scores>) -> impl IntoView {
    let state = use_state();
    let record = Record::of(&scores);
    let subtitle = format!(
        "Weeks by where they fell between the lowest and the highest that was thought possible. {}",
        transform_sentence(&record)
    );
    let picture = move |width: f64| transform_chart(&record, width, &state.locale.read());
    view! {
        <Card title=title subtitle=subtitle span=Span::Half explain=explain_histogram>
            <Chart picture=picture/>
        </Card>
    }
}

/// The test on the past while it runs, why it broke off, or the way to start it again.
#[component]
fn Testing() -> impl IntoView {
    let state = use_state();
    let is_running = Memo::new(move |_| state.backtesting.read().is_running());
    let problem = Memo::new(move |_| match &*state.backtesting.read() {
        Backtesting::Failed(problem) => Some(problem.clone()),
        _ => None,
    });
    move || match (is_running.get(), problem.get()) {
        (true, _) => view! { <Running/> }.into_any(),
        (false, Some(problem)) => {
            let what_to_do = format!("{} {} What was found before is kept.", problem.why, problem.what_to_do);
            view! {
                <Notice kind=NoticeKind::Error title=problem.what what_to_do=what_to_do>
                    <Button on_press=move || state.run_backtest()>"Test again"</Button>
                </Notice>
            }
            .into_any()
        }
        (false, None) => ().into_any(),
    }
}

#[component]
fn Running() -> impl IntoView {
    let state = use_state();
    let read = move |of: fn(&BacktestProgress) -> f64| match &*state.backtesting.read() {
        Backtesting::Running(progress) => of(progress),
        _ => 0.0,
    };
    let label = move || {
        let (done, all) = (read(|p| p.done as f64), read(|p| p.origins as f64));
        format!("Quarter {:.0} of {all:.0}", (done + 1.0).min(all))
    };
    let left = move || match &*state.backtesting.read() {
        Backtesting::Running(progress) => time_left(progress.seconds_left),
        _ => String::new(),
    };
    let stop = Callback::new(move |()| state.cancel_backtest());
    view! {
        <Card
            title="The forecast is being tested on your past"
            subtitle="The model is fitted to what was known before each quarter, one after another. You can go on working."
        >
            <Progress
                label=Signal::derive(label)
                share=Signal::derive(move || read(BacktestProgress::share))
                time_left=Signal::derive(left)
                on_cancel=stop
            />
        </Card>
    }
}

/// What the test found.
#[component]
fn Past(backtest: Arc<Backtest>) -> impl IntoView {
    let state = use_state();
    let scores: Vec<Scores> = backtest.origins.iter().map(|origin| origin.scores.clone()).collect();
    if scores.is_empty() {
        return waiting("The forecast on your own past", "There was no quarter to test.");
    }
    let (again, found) = (backtest.clone(), backtest.clone());
    let table = Signal::derive(move || backtest_table(&found, &state.locale.read()));
    let measured = scores.clone();
    let subtitle = Signal::derive(move || {
        let locale = state.locale.read();
        let until = format!("Tested on the weeks up to that of {}.", locale.date(again.until));
        let is_old = state.panel.read().as_ref().is_some_and(|panel| panel.last_week() != again.until);
        let old = if is_old { " There are newer weeks since." } else { "" };
        format!("{until}{old} {}", record_sentences(&measured, &locale).join(" "))
    });
    let test_again = move || {
        view! {
            <Button
                kind=ButtonKind::Quiet
                disabled=Signal::derive(move || state.backtesting.read().is_running())
                on_press=move || state.run_backtest()
            >
                "Test again"
            </Button>
        }
    };
    view! {
        <Card
            title="The forecast on your own past"
            subtitle=subtitle
            content=CardContent::Table
            table=table
            explain=explain_past
            actions=test_again
        >
            <DataTable table=table/>
        </Card>
        <Histogram title="Where weeks of the past fell" scores=scores/>
    }
    .into_any()
}

fn explain_scores() -> impl IntoView {
    view! {
        <p>
            "The total is held against the committed mean of the same weeks. CRPS is one figure for how far and how sure a \
             forecast was; it is held against one that repeats last year's weeks (seasonal naive). Weeks of one forecast share \
             its errors, so that 13 weeks are not 13 independent trials."
        </p>
    }
}

fn explain_histogram() -> impl IntoView {
    view! {
        <p>
            "Each week stands at the probability that its forecast gave to an outcome of at most what happened (probability \
             integral transform). Where ranges are as wide as they should be, all columns are about equally high."
        </p>
    }
}

fn explain_past() -> impl IntoView {
    view! {
        <p>
            "Each forecast knows only the weeks before its quarter, and what was really spent and what prices, promotions and \
             events really were in it: it measures the model, neither the plan's execution nor the assumptions. Priors that \
             were set by what is known today stay. The fits draw half as much as usual; one with divergences is to be read \
             with care. Forecasts that share data are not independent trials."
        </p>
    }
}

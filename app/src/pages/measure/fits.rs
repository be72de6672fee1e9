//! Every fit that was made: what it saw, how it was made, whether it passed; and two of them side by side.

use super::UnderHeadline;
use super::trust::FitChoice;
use crate::components::{Card, CardContent, Choice, DataTable, EmptyState, Grid, Headline, Select};
use crate::present::measure::fits;
use crate::present::measure::terms::Terms;
use crate::route::MeasureView;
use crate::state::{AppState, FitOutcome, FitRecord, use_state};
use leptos::prelude::*;
use std::sync::Arc;

/// The fits.
#[component]
pub fn FitsView() -> impl IntoView {
    let state = use_state();
    Effect::new(move |_| {
        state.fits.track();
        state.complete_history();
    });
    let answer = move || match state.fits.read().len() {
        0 => "No fit has been made yet".to_owned(),
        1 => "One fit has been made".to_owned(),
        count => format!("{count} fits have been made"),
    };
    let range = "Each keeps its data, its model, its seed and the version that made it, and is never changed.";
    let table = Signal::derive(move || {
        let shown = state.shown_fit.read().as_ref().map(|fit| fit.id);
        fits::table(&state.fits.read(), &state.outcomes.read(), shown, &state.locale.read())
    });
    let has_fits = Memo::new(move |_| !state.fits.read().is_empty());
    view! {
        <Headline answer=Signal::derive(answer) range=range/>
        <UnderHeadline view=MeasureView::Fits/>
        <Show when=move || has_fits.get() fallback=Nothing>
            <Grid>
                <Card
                    title="Every fit"
                    subtitle="The data hash tells whether two fits saw the same data. Newest first."
                    table=table
                    content=CardContent::Table
                    explain=explain
                >
                    <FitChoice state=state/>
                    <DataTable table=table/>
                </Card>
                <Comparison/>
            </Grid>
        </Show>
    }
}

#[component]
fn Nothing() -> impl IntoView {
    view! {
        <EmptyState
            title="There is no fit to show yet"
            text="Fit the model once; every fit is kept here with what it saw and how it was made."
        />
    }
}

fn explain() -> impl IntoView {
    view! {
        <p>
            "The data hash is a 128-bit FNV-1a hash of all weeks, names and values: data that differ share it by chance \
             once in 10^38 pairs. It tells data apart and seals nothing. Cold: every chain learns its steps anew; the \
             same data, model, settings and seed then give the same draws, bit for bit. Warm: after new data or edited \
             priors, chains start with the step size and the metric of an earlier fit that passed its checks, and need \
             a fifth of the warm-up. A prior stays as it was stated, in your units, whatever the data do."
        </p>
    }
}

/// A fit with what it came to.
type Side = (Arc<FitRecord>, FitOutcome);

/// Two fits, side by side; the last two until others are chosen.
#[component]
fn Comparison() -> impl IntoView {
    let state = use_state();
    let chosen = [RwSignal::new(None::<u32>), RwSignal::new(None::<u32>)];
    let id = move |side: usize| {
        let fits = state.fits.read();
        let from_last = fits.len().checked_sub(2 - side).and_then(|place| fits.get(place));
        chosen[side].get().or_else(|| from_last.map(|fit| fit.id.0))
    };
    let several = Memo::new(move |_| state.fits.read().len() > 1);
    let select = move |side: usize, label: &'static str| {
        let choices = move || {
            let fits = state.fits.read();
            fits.iter()
                .rev()
                .map(|fit| Choice::new(fit.id.0.to_string(), fits::name(fit, &state.locale.read())))
                .collect::<Vec<_>>()
        };
        let choose = move |key: String| chosen[side].set(key.parse().ok());
        let key = move || id(side).map(|id| id.to_string()).unwrap_or_default();
        view! {
            <Select label=label choices=Signal::derive(choices) chosen=Signal::derive(key) on_choose=choose/>
        }
    };
    view! {
        <Show when=move || several.get()>
            <Card title="Two fits side by side" subtitle="What changed between them, and what that did to the returns.">
                <div class="two-choices">{select(0, "Fit")}{select(1, "against fit")}</div>
                {move || both(state, id(0), id(1))}
            </Card>
        </Show>
    }
}

fn side(state: AppState, id: Option<u32>) -> Option<Side> {
    let fit = state.fits.read().iter().find(|fit| Some(fit.id.0) == id).cloned()?;
    let outcome = state.outcomes.read().get(&fit.id).cloned()?;
    Some((fit, outcome))
}

fn both(state: AppState, one: Option<u32>, other: Option<u32>) -> AnyView {
    let (Some(one), Some(other)) = (side(state, one), side(state, other)) else {
        return view! { <p class="muted">"The fits are being read."</p> }.into_any();
    };
    let terms = Terms::of(&other.0.panel, &state.locale.read());
    let lines = fits::differences(&one.0, &other.0, &terms);
    let (a, b) = ((one.0.as_ref(), &one.1), (other.0.as_ref(), &other.1));
    let (returns, facts) = (fits::returns(a, b, &terms), fits::facts(a, b, &terms.locale));
    view! {
        <ul class="sentences">{lines.into_iter().map(|line| view! { <li>{line}</li> }).collect_view()}</ul>
        <DataTable table=returns/>
        <DataTable table=facts/>
    }
    .into_any()
}

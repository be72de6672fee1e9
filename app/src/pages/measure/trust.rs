//! Can this be trusted? Every check in plain words, what the data changed, and how the fit was made.

use super::UnderHeadline;
use super::checks_list::{ChecksList, Detail};
use super::learning_tiles::LearningTiles;
use super::shown::{Shown, shown_when_ready, waiting};
use crate::components::{ButtonKind, Card, Choice, EmptyState, Grid, Headline, LinkButton, Select, Span};
use crate::present::format;
use crate::present::measure::checks::{checks, verdict};
use crate::present::measure::progress::duration;
use crate::route::{MeasureView, Route};
use crate::state::{AppState, FitId, FitRecord, use_state};
use engine::calendar::week_end;
use leptos::prelude::*;
use std::sync::Arc;

/// The trust report.
#[component]
pub fn TrustView() -> impl IntoView {
    let state = use_state();
    let has_fit = Memo::new(move |_| state.shown_fit.read().is_some());
    let told = Memo::new(move |_| shown_when_ready(state).map(|shown| verdict(&checks(&shown.summary, &shown.terms))));
    let sentence = move || told.get().map_or_else(|| "Can this be trusted?".to_owned(), |(answer, _)| answer);
    let range = move || told.get().map(|(_, why)| why).unwrap_or_default();
    view! {
        <Headline answer=Signal::derive(sentence) range=Signal::derive(range)/>
        <UnderHeadline view=MeasureView::Trust/>
        <Show when=move || has_fit.get() fallback=NotFitted>
            {move || match shown_when_ready(state) {
                Some(shown) => cards(shown, state).into_any(),
                None => waiting(state),
            }}
        </Show>
    }
}

#[component]
fn NotFitted() -> impl IntoView {
    view! {
        <EmptyState
            title="There is nothing to judge yet"
            text="Once the model is fitted, this page tells whether the chains agree, whether the model makes data like \
                  yours, and how far the data moved each assumption."
        >
            <LinkButton kind=ButtonKind::Primary href=Route::Measure(MeasureView::Priors).fragment()>"Look at the model and fit it"</LinkButton>
        </EmptyState>
    }
}

fn cards(shown: Shown, state: AppState) -> impl IntoView {
    let all = checks(&shown.summary, &shown.terms);
    view! {
        <Grid>
            <Card
                title="Every check"
                subtitle="The first four decide whether the numbers may be shown without a warning; the others ask for care."
                span=Span::TwoThirds
            >
                <ChecksList checks=all detail=Detail::Full/>
            </Card>
            {made_card(&shown, state)}
            <LearningTiles shown=shown.clone()/>
        </Grid>
    }
}

fn made_card(shown: &Shown, state: AppState) -> impl IntoView + use<> {
    let fact = |(name, value): (&'static str, String)| view! { <div><dt>{name}</dt><dd>{value}</dd></div> };
    let facts = facts(shown).into_iter().map(fact).collect_view();
    view! {
        <Card
            title="How this fit was made"
            subtitle="The same data, model, settings and seed give the same draws on every machine."
            span=Span::Third
        >
            <FitChoice state=state/>
            <dl class="pairs">{facts}</dl>
        </Card>
    }
}

fn facts(shown: &Shown) -> Vec<(&'static str, String)> {
    let locale = &shown.terms.locale;
    let (record, settings) = (&shown.record, shown.record.settings);
    let count = |number: usize| format::number(locale, number as f64, 0);
    let weeks = record.panel.week_count();
    vec![
        ("Finished", locale.date(record.finished.day)),
        ("Took", duration(record.seconds, locale)),
        ("Data", format!("{} weeks to {}", count(weeks), locale.date(week_end(record.panel.last_week())))),
        ("Chains", count(settings.chains)),
        ("Warm-up draws a chain", count(settings.warmup)),
        ("Kept draws a chain", count(settings.draws)),
        ("Target acceptance", format::number(locale, settings.target_acceptance, 2)),
        ("Seed", settings.seed.to_string()),
        ("Sextant", record.version.clone()),
    ]
}

/// Lets an earlier fit be shown, where there is one.
#[component]
pub fn FitChoice(
    /// The state.
    state: AppState,
) -> impl IntoView {
    let choices = move || {
        let fits = state.fits.get();
        let choice = |fit: &Arc<FitRecord>| {
            let label = format!("Fit {} of {}", fit.id.0, state.locale.read().date(fit.finished.day));
            Choice::new(fit.id.0.to_string(), label)
        };
        fits.iter().rev().map(choice).collect::<Vec<_>>()
    };
    let chosen = move || state.shown_fit.get().map(|fit| fit.id.0.to_string()).unwrap_or_default();
    let choose = move |key: String| {
        if let Ok(id) = key.parse() {
            state.show_fit(FitId(id));
        }
    };
    view! {
        <Show when=move || { state.fits.read().len() > 1 }>
            <Select
                label="Fit shown"
                choices=Signal::derive(choices)
                chosen=Signal::derive(chosen)
                on_choose=choose
                help="All screens rest on the fit chosen here."
            />
        </Show>
    }
}

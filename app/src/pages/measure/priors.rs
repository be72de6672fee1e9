//! The model before the fit: in plain words, every prior as a range that can be edited, what it expects, and the fit.

use super::UnderHeadline;
use super::evidence::EvidenceCard;
use super::preview_card::PreviewCard;
use super::prior_base::BaseCard;
use super::prior_channels::ChannelsCard;
use super::prior_outcome::OutcomeCard;
use super::prior_pool::PoolCard;
use super::sampling::SamplingCard;
use super::verdict::VerdictCard;
use crate::components::{Button, ButtonKind, Card, Chart, Grid, Headline, Notice, NoticeKind, Span};
use crate::present::measure::terms::Terms;
use crate::present::measure::{outlook, wording};
use crate::route::MeasureView;
use crate::state::{AppState, FitSettings, Freshness, Loadable, use_state};
use leptos::prelude::*;

/// The model and its priors.
#[component]
pub fn PriorsView(
    /// The settings of the next fit.
    settings: RwSignal<FitSettings>,
) -> impl IntoView {
    let state = use_state();
    let has_fit = Memo::new(move |_| state.shown_fit.read().is_some());
    let is_running = Memo::new(move |_| state.fit.read().is_running());
    let answer = move || {
        if is_running.get() {
            return "The model is being fitted".to_owned();
        }
        if has_fit.get() {
            "What the model assumes before it sees the outcome"
        } else {
            "One step to the answer: fit the model"
        }
        .to_owned()
    };
    let range = move || {
        expectation(state).unwrap_or_else(|| "Every assumption is below, with the evidence behind it.".to_owned())
    };
    view! {
        <Headline answer=Signal::derive(answer) range=Signal::derive(range)/>
        <FitButton settings=settings/>
        <UnderHeadline view=MeasureView::Priors/>
        <Show when=move || state.spec.read().is_some()>
            <Grid>
                <VerdictCard/>
                <OutlookCard/>
                <WordsCard/>
                <PreviewCard/>
                <ChannelsCard/>
                <PoolCard/>
                <SamplingCard settings=settings/>
                <OutcomeCard/>
                <BaseCard/>
                <EvidenceCard/>
            </Grid>
        </Show>
    }
}

/// The one next step, and the way back to the proposed model.
#[component]
fn FitButton(settings: RwSignal<FitSettings>) -> impl IntoView {
    let state = use_state();
    let is_running = move || state.fit.read().is_running();
    let is_edited = Memo::new(move |_| *state.spec.read() != *state.default_spec.read());
    let label = move || if state.shown_fit.read().is_some() { "Fit the model again" } else { "Fit the model" };
    // One primary button a screen: where the fit is up to date, the next step is to read its results.
    let is_next = Memo::new(move |_| state.freshness.get() != Freshness::Current);
    let fit = move || {
        let kind = if is_next.get() { ButtonKind::Primary } else { ButtonKind::Secondary };
        let press = move || state.run_fit_with(settings.get_untracked());
        view! { <Button kind=kind disabled=Signal::derive(is_running) on_press=press>{label}</Button> }
    };
    view! {
        <div class="row after-headline">
            {fit}
            <Show when=move || is_edited.get() && state.default_spec.read().is_some()>
                <Button on_press=move || state.reset_spec()>"Reset all to the defaults"</Button>
            </Show>
        </div>
    }
}

/// The words of the data in use.
pub fn terms_of_data(state: AppState) -> Option<Terms> {
    state.panel.read().as_ref().map(|panel| Terms::of(panel, &state.locale.read()))
}

fn expectation(state: AppState) -> Option<String> {
    let prior = state.prior_predictive.read().ready().cloned()?;
    Some(outlook::sentence(&prior, &terms_of_data(state)?))
}

/// What the priors expect, beside what happened.
#[component]
fn OutlookCard() -> impl IntoView {
    let state = use_state();
    view! {
        <Card
            title="Does the model allow for what happened?"
            subtitle="Band: where nine weeks in ten would lie by the assumptions alone. Line: what happened."
            span=Span::Main
            explain=explain_outlook
        >
            {move || outlook_view(state)}
        </Card>
    }
}

fn outlook_view(state: AppState) -> AnyView {
    let prior = match &*state.prior_predictive.read() {
        Loadable::Ready(prior) => prior.clone(),
        Loadable::Failed(problem) => {
            let what_to_do = problem.advice();
            return view! { <Notice kind=NoticeKind::Error title=problem.what.clone() what_to_do=what_to_do/> }
                .into_any();
        }
        Loadable::Empty | Loadable::Loading => {
            return view! { <p class="muted chart-place">"Working out what the assumptions expect."</p> }.into_any();
        }
    };
    let (Some(panel), Some(terms)) = (state.panel.get(), terms_of_data(state)) else { return ().into_any() };
    if panel.week_count() != prior.outcome_by_week.len() {
        return ().into_any();
    }
    let picture = outlook::picture(&prior, &panel, &terms);
    let warning = outlook::warning(&prior, &panel, &terms);
    let locale = terms.locale;
    view! {
        <Chart picture=move |width| picture.picture(width, &locale)/>
        {(!warning.is_empty()).then(|| view! { <Notice kind=NoticeKind::Warning title=warning/> })}
    }
    .into_any()
}

fn explain_outlook() -> impl IntoView {
    view! {
        <p>
            "Prior predictive check: parameters are drawn from the priors alone and weeks are made from them with the \
             real spend and drivers. A band that misses the line means assumptions that the data contradict; a band far \
             wider than the line costs little."
        </p>
    }
}

/// The model, told.
#[component]
fn WordsCard() -> impl IntoView {
    let state = use_state();
    let lines = move || {
        let (spec, terms) = (state.spec.get()?, terms_of_data(state)?);
        Some(wording::model(&spec, &terms).into_iter().map(|line| view! { <li>{line}</li> }).collect_view())
    };
    view! {
        <Card title="The model in plain words" span=Span::Side explain=explain_model>
            <ul class="sentences">{lines}</ul>
        </Card>
    }
}

fn explain_model() -> impl IntoView {
    view! {
        <p>
            "A Bayesian marketing-mix model with the carry-over and saturation chosen for each channel, a \
             piecewise linear trend, a Fourier season and linear drivers. A channel's contribution over the weeks is its return \
             times its spend, so the prior on return is a prior on the number that is reported (where effects multiply, to \
             first order in a usual week). With normal scatter the base is integrated out exactly; the rest is sampled with NUTS."
        </p>
    }
}

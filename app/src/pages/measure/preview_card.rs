//! The preview: what the model as it stands would roughly say, redrawn while it is edited.

use super::priors::terms_of_data;
use crate::components::{Card, Chart, Choice, Notice, NoticeKind, Select, Span};
use crate::present::measure::preview;
use crate::state::{AppState, Loadable, Preview, Summary, use_state};
use leptos::prelude::*;
use std::sync::Arc;

/// The returns and one curve, marked as a preview.
#[component]
pub fn PreviewCard() -> impl IntoView {
    let state = use_state();
    // Whatever changes the model or the data, the preview follows.
    Effect::new(move |_| {
        state.spec.track();
        state.panel.track();
        state.preview_model();
    });
    let title = move || {
        let words = state.preview.read().ready().map(|shown| preview::title(shown));
        words.unwrap_or("Preview: what this model would say, not sampled").to_owned()
    };
    view! {
        <Card title=Signal::derive(title) subtitle=preview::subtitle() span=Span::Full explain=explain>
            {move || shown(state)}
        </Card>
    }
}

fn shown(state: AppState) -> AnyView {
    let found = match &*state.preview.read() {
        Loadable::Ready(found) => found.clone(),
        Loadable::Failed(problem) => {
            let what_to_do = problem.advice();
            return view! { <Notice kind=NoticeKind::Error title=problem.what.clone() what_to_do=what_to_do/> }
                .into_any();
        }
        Loadable::Empty | Loadable::Loading => {
            return view! { <p class="muted chart-place">"Working out what this model would say."</p> }.into_any();
        }
    };
    let Some(terms) = terms_of_data(state) else { return ().into_any() };
    let sampled = state.summary.get_untracked().ready().cloned();
    let doubt = preview::doubt(&found, &terms);
    let distance = preview::distance(&found, sampled.as_deref(), &terms);
    view! {
        {doubt.map(|doubt| view! { <Notice kind=NoticeKind::Warning title=doubt/> })}
        <div class="preview">
            {returns(&found, sampled.as_deref(), state)}
            {curve(found.clone(), state)}
        </div>
        <p class="note preview-distance" role="status">{distance}</p>
    }
    .into_any()
}

fn returns(found: &Preview, sampled: Option<&Summary>, state: AppState) -> Option<impl IntoView + use<>> {
    let terms = terms_of_data(state)?;
    let picture = preview::picture(found, sampled, &terms);
    let locale = terms.locale;
    Some(view! { <div><Chart picture=move |width| picture.picture(width, &locale)/></div> })
}

/// The curve of the channel that is being edited; the first until one is.
fn curve(found: Arc<Preview>, state: AppState) -> impl IntoView {
    let names: Vec<String> = found.summary.channels.iter().map(|channel| channel.name.clone()).collect();
    let choices: Vec<Choice> =
        names.iter().enumerate().map(|(place, name)| Choice::new(place.to_string(), name)).collect();
    let count = names.len();
    let place = Memo::new(move |_| state.looked_at.get().filter(|place| *place < count).unwrap_or(0));
    let choose = move |key: String| {
        if let Ok(place) = key.parse() {
            state.look_at_channel(place);
        }
    };
    let picture = move || {
        let (channel, terms) = (found.summary.channels.get(place.get())?, terms_of_data(state)?);
        let picture = preview::curve_picture(channel, place.get(), &terms)?;
        let title = preview::curve_title(channel);
        let locale = terms.locale;
        Some(view! { <h3>{title}</h3><Chart picture=move |width| picture.picture(width, &locale)/> })
    };
    view! {
        <div>
            <Select
                label="Curve of"
                choices=choices
                chosen=Signal::derive(move || place.get().to_string())
                on_choose=choose
            />
            {picture}
        </div>
    }
}

fn explain() -> impl IntoView {
    view! {
        <p>
            "The mode of the posterior is found (L-BFGS) and its curvature taken as a normal distribution (Laplace). \
             Draws from it are weighted by how likely the model finds them (Pareto smoothed importance sampling), and \
             the base is drawn back exactly, as after sampling. The shape k of the weights' tail says whether the \
             weights can make up for what is not normal; where they cannot, the preview says so. It sees one mode \
             only, runs no chains, and no other screen reads it."
        </p>
    }
}

//! Prior against posterior, one small picture for each channel, for one parameter at a time.

use super::shown::Shown;
use crate::components::{Badge, Card, Chart, Choice, Select, Tone};
use crate::present::measure::learning::{
    Tile, mostly_prior_channels, parameter_key, parameter_name, parameters, table, tiles,
};
use crate::state::ParameterKind;
use leptos::prelude::*;

/// The pictures with the choice of the parameter.
#[component]
pub fn LearningTiles(
    /// The results.
    shown: Shown,
) -> impl IntoView {
    let kind = RwSignal::new(ParameterKind::Return);
    let offered = parameters(&shown.summary);
    let choice = |kind: &ParameterKind| Choice::new(parameter_key(*kind), parameter_name(*kind, &shown.terms));
    let choices: Vec<Choice> = offered.iter().map(choice).collect();
    let choose = move |key: String| {
        if let Some(chosen) = offered.iter().copied().find(|kind| parameter_key(*kind) == key) {
            kind.set(chosen);
        }
    };
    let (told, all) = (told(&shown), shown.summary.channels.len());
    let title = format!("The data moved the returns of {told} of {all} channels");
    let subtitle = shown.subtitle("Dashed: believed before the data. Filled: believed after.".to_owned());
    let table = table(&shown.summary, &shown.terms);
    view! {
        <Card title=title subtitle=subtitle table=table explain=explain>
            <div class="narrow-field">
                <Select
                    label="Parameter"
                    choices=choices
                    chosen=Signal::derive(move || parameter_key(kind.get()).to_owned())
                    on_choose=choose
                />
            </div>
            {move || pictures(&shown, kind.get())}
        </Card>
    }
}

fn told(shown: &Shown) -> usize {
    shown.summary.channels.len() - mostly_prior_channels(&shown.summary).len()
}

fn explain() -> impl IntoView {
    view! {
        <p>
            "Densities of the prior and of the posterior draws (normal kernels). Mostly prior: the data narrowed the \
             variance by less than a fifth and moved the centre by less than half a standard deviation, both on the \
             scale on which the prior is normal. Where effects multiply, a return here is that of a usual week."
        </p>
    }
}

fn pictures(shown: &Shown, kind: ParameterKind) -> AnyView {
    let tiles = tiles(&shown.summary, kind, &shown.terms);
    if tiles.is_empty() {
        return view! { <p class="muted">"No channel has this parameter."</p> }.into_any();
    }
    let locale = shown.terms.locale.clone();
    let tile = move |tile: Tile| {
        let locale = locale.clone();
        let badge = tile.is_mostly_prior.then(|| view! { <Badge text="mostly prior" tone=Tone::Warn/> });
        let picture = tile.picture;
        view! {
            <div>
                <h3>{tile.channel}" "{badge}</h3>
                <Chart picture=move |width| picture.picture(width, &locale)/>
                <p class="note">{tile.note}</p>
            </div>
        }
    };
    view! { <div class="tiles wide">{tiles.into_iter().map(tile).collect_view()}</div> }.into_any()
}

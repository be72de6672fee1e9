//! How much to sample: chains, warm-up, draws, seed.

use crate::components::{Card, NumberField, Span};
use crate::present::format::{Magnitude, NumberStyle, Unit};
use crate::state::{FitSettings, use_state};
use leptos::prelude::*;

/// One number of the settings.
#[derive(Clone, Copy)]
struct Setting {
    label: &'static str,
    help: &'static str,
    limits: (f64, f64),
    read: fn(&FitSettings) -> f64,
    write: fn(&mut FitSettings, f64),
}

const SETTINGS: [Setting; 4] = [
    Setting {
        label: "Chains",
        help: "Independent searches; their agreement is the main check.",
        limits: (2.0, 8.0),
        read: |settings| settings.chains as f64,
        write: |settings, number| settings.chains = number as usize,
    },
    Setting {
        label: "Warm-up draws",
        help: "Spent on learning step sizes, then thrown away.",
        limits: (100.0, 20_000.0),
        read: |settings| settings.warmup as f64,
        write: |settings, number| settings.warmup = number as usize,
    },
    Setting {
        label: "Kept draws",
        help: "A chain's draws that all results are computed from.",
        limits: (100.0, 20_000.0),
        read: |settings| settings.draws as f64,
        write: |settings, number| settings.draws = number as usize,
    },
    Setting {
        label: "Seed",
        help: "The same seed gives the same draws.",
        limits: (0.0, 4_294_967_295.0),
        read: |settings| settings.seed as f64,
        write: |settings, number| settings.seed = number as u64,
    },
];

/// The settings, folded away until asked for.
#[component]
pub fn SamplingCard(
    /// The settings of the next fit.
    settings: RwSignal<FitSettings>,
) -> impl IntoView {
    view! {
        <Card title="How the fit is made" subtitle="The usual settings do for most data." span=Span::Side>
            <details class="fold">
                <summary><span class="fold-name">"Advanced"</span><span class="fold-facts muted">{move || words(&settings.read())}</span></summary>
                <div class="ranges two">
                    {SETTINGS.into_iter().map(|setting| view! { <SettingField setting=setting settings=settings/> }).collect_view()}
                </div>
            </details>
        </Card>
    }
}

fn words(settings: &FitSettings) -> String {
    format!("{} chains of {} + {} draws, seed {}", settings.chains, settings.warmup, settings.draws, settings.seed)
}

#[component]
fn SettingField(setting: Setting, settings: RwSignal<FitSettings>) -> impl IntoView {
    let state = use_state();
    let style = NumberStyle { unit: Unit::Number, magnitude: Magnitude::One, decimals: 0 };
    view! {
        <NumberField
            label=setting.label
            value=Signal::derive(move || (setting.read)(&settings.read()))
            on_commit=move |number: f64| settings.update(|settings| (setting.write)(settings, number.round()))
            locale=state.locale
            style=style
            limits=Signal::stored(setting.limits)
            help=setting.help
        />
    }
}

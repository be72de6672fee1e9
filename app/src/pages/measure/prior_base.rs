//! The base: level, trend, season, drivers and noise.

use super::priors::terms_of_data;
use super::range_field::RangeField;
use crate::components::{Card, Choice, Select};
use crate::present::measure::prior_range::{Domain, RangeForm, normal_from_range, normal_range};
use crate::state::{GeographyScale, LogNormal, ModelSpec, SpecEdit, use_state};
use leptos::prelude::*;

/// The most pairs of sine and cosine that are offered.
const MOST_PAIRS: usize = 6;

/// The base's priors, folded away until asked for.
#[component]
pub fn BaseCard() -> impl IntoView {
    view! {
        <Card
            title="The base: what would have come without media"
            subtitle="Level, trend, season, drivers and noise. The defaults follow the data's own size; few need a change."
        >
            <details class="fold">
                <summary><span class="fold-name">"Base"</span><span class="fold-facts muted">"Show and edit its ranges"</span></summary>
                <div class="ranges">{fields(BASE)}<SeasonPairs/></div>
            </details>
            <Geographies/>
        </Card>
    }
}

fn fields<const N: usize>(parts: [BasePart; N]) -> impl IntoView {
    parts.into_iter().map(|part| view! { <BaseField part=part/> }).collect_view()
}

/// What may differ between geographies, where there are several.
#[component]
fn Geographies() -> impl IntoView {
    let state = use_state();
    let has_several = Memo::new(move |_| state.spec.read().as_ref().is_some_and(|spec| spec.geography.is_some()));
    view! {
        <Show when=move || has_several.get()>
            <details class="fold">
                <summary>
                    <span class="fold-name">"Geographies"</span>
                    <span class="fold-facts muted">"Show and edit how much they may differ"</span>
                </summary>
                <div class="ranges">{fields(BETWEEN)}</div>
            </details>
        </Show>
    }
}

/// A prior of the base.
#[derive(Clone, Copy)]
struct BasePart {
    label: &'static str,
    help: &'static str,
    domain: Domain,
    unit: PartUnit,
    range: fn(&ModelSpec) -> (f64, f64),
    edit: fn((f64, f64)) -> Option<SpecEdit>,
}

/// What a prior of the base is stated in.
#[derive(Clone, Copy, PartialEq, Eq)]
enum PartUnit {
    /// The outcome's unit.
    Amount,
    /// A share of something.
    Share,
}

/// The range of one of the scales between geographies.
fn between(spec: &ModelSpec, scale: fn(&crate::state::GeographySpec) -> LogNormal) -> (f64, f64) {
    spec.geography.as_ref().map_or((0.0, 1.0), |geography| scale(geography).range())
}

fn edit_between(scale: GeographyScale, (from, to): (f64, f64)) -> Option<SpecEdit> {
    LogNormal::from_range(from, to).map(|prior| SpecEdit::Between(scale, prior))
}

const BETWEEN: [BasePart; 3] = [
    BasePart {
        label: "Difference of levels",
        help: "How far a geography's level typically lies from the common one, were the nation like it.",
        domain: Domain::Positive,
        unit: PartUnit::Amount,
        range: |spec| between(spec, |geography| geography.level),
        edit: |range| edit_between(GeographyScale::Level, range),
    },
    BasePart {
        label: "Difference of trend, season and drivers",
        help: "As a share of their common size: 0.3 means that a third more or less is usual.",
        domain: Domain::Positive,
        unit: PartUnit::Share,
        range: |spec| between(spec, |geography| geography.base),
        edit: |range| edit_between(GeographyScale::Base, range),
    },
    BasePart {
        label: "Difference of channels' effects",
        help: "As a share of the common effect: 0.2 means that a fifth more or less is usual.",
        domain: Domain::Positive,
        unit: PartUnit::Share,
        range: |spec| between(spec, |geography| geography.effect),
        edit: |range| edit_between(GeographyScale::Effect, range),
    },
];

const BASE: [BasePart; 6] = [
    BasePart {
        label: "Level a week",
        help: "What a week brings without media, season and drivers, in the middle of the data.",
        domain: Domain::Any,
        unit: PartUnit::Amount,
        range: |spec| normal_range(spec.baseline.level),
        edit: |range| normal_from_range(range).map(SpecEdit::Level),
    },
    BasePart {
        label: "Change of the level in a year",
        help: "Below zero: the base shrinks.",
        domain: Domain::Any,
        unit: PartUnit::Amount,
        range: |spec| normal_range(spec.baseline.slope),
        edit: |range| normal_from_range(range).map(SpecEdit::Slope),
    },
    BasePart {
        label: "Bends of the trend",
        help: "By how much the yearly change may differ from one half-year to the next.",
        domain: Domain::Positive,
        unit: PartUnit::Amount,
        range: |spec| spec.baseline.slope_change.range(),
        edit: |(from, to)| LogNormal::from_range(from, to).map(SpecEdit::SlopeChange),
    },
    BasePart {
        label: "Size of the season",
        help: "How far a week typically lies above or below the level because of the time of year.",
        domain: Domain::Positive,
        unit: PartUnit::Amount,
        range: |spec| spec.baseline.season.range(),
        edit: |(from, to)| LogNormal::from_range(from, to).map(SpecEdit::Season),
    },
    BasePart {
        label: "Size of the drivers' effects",
        help: "How much a usual difference (one standard deviation) of price, promotion and the like moves a week.",
        domain: Domain::Positive,
        unit: PartUnit::Amount,
        range: |spec| spec.baseline.driver.range(),
        edit: |(from, to)| LogNormal::from_range(from, to).map(SpecEdit::Driver),
    },
    BasePart {
        label: "Noise a week",
        help: "How far a week typically lies from what the model expects.",
        domain: Domain::Positive,
        unit: PartUnit::Amount,
        range: |spec| spec.noise.range(),
        edit: |(from, to)| LogNormal::from_range(from, to).map(SpecEdit::Noise),
    },
];

#[component]
fn BaseField(part: BasePart) -> impl IntoView {
    let state = use_state();
    let form = move || match terms_of_data(state) {
        Some(terms) if part.unit == PartUnit::Amount => RangeForm::of_amounts(&terms, part.domain),
        _ => RangeForm { domain: part.domain, ..RangeForm::NUMBER },
    };
    let edited = Memo::new(move |_| state.spec.read().as_ref().map_or((0.0, 1.0), |spec| (part.range)(spec)));
    let proposed = Memo::new(move |_| state.default_spec.read().as_ref().map_or((0.0, 1.0), |spec| (part.range)(spec)));
    let commit = move |range| {
        if let Some(edit) = (part.edit)(range) {
            state.edit_spec(edit);
        }
    };
    view! {
        <RangeField
            label=part.label
            range=edited
            proposed=proposed
            form=Signal::derive(form)
            locale=state.locale
            on_commit=commit
            on_reset=move || commit(proposed.get_untracked())
            help=part.help
        />
    }
}

#[component]
fn SeasonPairs() -> impl IntoView {
    let state = use_state();
    let choices: Vec<Choice> =
        (0..=MOST_PAIRS).map(|pairs| Choice::new(pairs.to_string(), pairs_label(pairs))).collect();
    let chosen = move || state.spec.read().as_ref().map(|s| s.baseline.season_pairs.to_string()).unwrap_or_default();
    let choose = move |key: String| {
        if let Ok(pairs) = key.parse() {
            state.edit_spec(SpecEdit::SeasonPairs(pairs));
        }
    };
    view! {
        <Select
            label="Season"
            choices=choices
            chosen=Signal::derive(chosen)
            on_choose=choose
            help="How finely the year may swing; more waves follow shorter peaks."
        />
    }
}

fn pairs_label(pairs: usize) -> String {
    match pairs {
        0 => "No season".to_owned(),
        1 => "One wave a year".to_owned(),
        pairs => format!("{pairs} waves a year"),
    }
}

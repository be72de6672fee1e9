//! The base: level, trend, season, drivers and noise.

use super::prior_outcome::{chosen, key_of, named};
use super::priors::terms_of_data;
use super::range_field::RangeField;
use crate::components::{Button, ButtonKind, Card, Choice, Select};
use crate::present::measure::outcome_form::{SIGNS, choice_sentence, in_form_of, spacing_key, spacings};
use crate::present::measure::prior_range::{
    Domain, RangeForm, degrees_from_range, degrees_range, level_from_range, level_range, normal_from_range,
    normal_range,
};
use crate::state::{GeographyScale, KnotChoice, Link, LogNormal, ModelSpec, SpecEdit, use_state};
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
                <div class="ranges">{fields(BASE)}<SeasonPairs/><Bends/><Signs/></div>
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
pub struct BasePart {
    label: &'static str,
    help: &'static str,
    domain: Domain,
    unit: PartUnit,
    range: fn(&ModelSpec) -> (f64, f64),
    edit: fn(&ModelSpec, (f64, f64)) -> Option<SpecEdit>,
}

/// What a prior of the base is stated in.
#[derive(Clone, Copy, PartialEq, Eq)]
enum PartUnit {
    /// The outcome's unit.
    Amount,
    /// The outcome's unit in every form: where effects multiply, too.
    Level,
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
        edit: |_, range| edit_between(GeographyScale::Level, range),
    },
    BasePart {
        label: "Difference of trend, season and drivers",
        help: "As a share of their common size: 0.3 means that a third more or less is usual.",
        domain: Domain::Positive,
        unit: PartUnit::Share,
        range: |spec| between(spec, |geography| geography.base),
        edit: |_, range| edit_between(GeographyScale::Base, range),
    },
    BasePart {
        label: "Difference of channels' effects",
        help: "As a share of the common effect: 0.2 means that a fifth more or less is usual.",
        domain: Domain::Positive,
        unit: PartUnit::Share,
        range: |spec| between(spec, |geography| geography.effect),
        edit: |_, range| edit_between(GeographyScale::Effect, range),
    },
];

const BASE: [BasePart; 6] = [
    BasePart {
        label: "Level a week",
        help: "What a week brings without media, season and drivers, in the middle of the data.",
        domain: Domain::Any,
        unit: PartUnit::Level,
        range: level_range,
        edit: |spec, range| level_from_range(spec, range).map(SpecEdit::Level),
    },
    BasePart {
        label: "Change of the level in a year",
        help: "Below zero: the base shrinks.",
        domain: Domain::Any,
        unit: PartUnit::Amount,
        range: |spec| normal_range(spec.baseline.slope),
        edit: |_, range| normal_from_range(range).map(SpecEdit::Slope),
    },
    BasePart {
        label: "Size of the trend's bends",
        help: "By how much the yearly change may differ before and after a bend.",
        domain: Domain::Positive,
        unit: PartUnit::Amount,
        range: |spec| spec.baseline.slope_change.range(),
        edit: |_, (from, to)| LogNormal::from_range(from, to).map(SpecEdit::SlopeChange),
    },
    BasePart {
        label: "Size of the season",
        help: "How far a week typically lies above or below the level because of the time of year.",
        domain: Domain::Positive,
        unit: PartUnit::Amount,
        range: |spec| spec.baseline.season.range(),
        edit: |_, (from, to)| LogNormal::from_range(from, to).map(SpecEdit::Season),
    },
    BasePart {
        label: "Size of the drivers' effects",
        help: "How much a usual difference (one standard deviation) of price, promotion and the like moves a week.",
        domain: Domain::Positive,
        unit: PartUnit::Amount,
        range: |spec| spec.baseline.driver.range(),
        edit: |_, (from, to)| LogNormal::from_range(from, to).map(SpecEdit::Driver),
    },
    BasePart {
        label: "Noise a week",
        help: "How far a week typically lies from what the model expects.",
        domain: Domain::Positive,
        unit: PartUnit::Amount,
        range: |spec| spec.noise.range(),
        edit: |_, (from, to)| LogNormal::from_range(from, to).map(SpecEdit::Noise),
    },
];

/// The degrees of freedom of Student's t.
pub const DEGREES: BasePart = BasePart {
    label: "Degrees of freedom",
    help: "Always above 2. Few (3 or 4): odd weeks are common. Many (30 and more): hardly any, as with even scatter.",
    domain: Domain::Positive,
    unit: PartUnit::Share,
    range: degrees_range,
    edit: |_, range| degrees_from_range(range).map(SpecEdit::Degrees),
};

/// One range of the base.
#[component]
pub fn BaseField(
    /// Which.
    part: BasePart,
) -> impl IntoView {
    let state = use_state();
    let multiplies = Memo::new(move |_| state.spec.read().as_ref().is_some_and(|s| s.outcome.link == Link::Log));
    let form = move || match (terms_of_data(state), part.unit) {
        (Some(_), PartUnit::Amount) if multiplies.get() => RangeForm { domain: part.domain, ..RangeForm::SHARE },
        (Some(terms), PartUnit::Amount | PartUnit::Level) => RangeForm::of_amounts(&terms, part.domain),
        _ => RangeForm { domain: part.domain, ..RangeForm::NUMBER },
    };
    let edited = Memo::new(move |_| state.spec.read().as_ref().map_or((0.0, 1.0), |spec| (part.range)(spec)));
    let proposed = Memo::new(move |_| {
        let (spec, panel) = (state.spec.read(), state.panel.read());
        let proposed = state.default_spec.read();
        let all = proposed.as_ref().zip(spec.as_ref()).zip(panel.as_ref());
        all.map_or((0.0, 1.0), |((proposed, spec), panel)| (part.range)(&in_form_of(proposed, spec, panel)))
    });
    let commit = move |range| {
        let spec = state.spec.get_untracked();
        if let Some(edit) = spec.and_then(|spec| (part.edit)(&spec, range)) {
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

/// How often the trend may bend; on request the data choose.
#[component]
fn Bends() -> impl IntoView {
    let state = use_state();
    let told = RwSignal::new(None::<KnotChoice>);
    let spacing = Memo::new(move |_| state.spec.read().as_ref().and_then(|s| s.baseline.bends_every()));
    let choices = spacings().into_iter().map(|(key, label, _)| Choice::new(key, label)).collect::<Vec<_>>();
    let choose = move |key: String| {
        let chosen = spacings().into_iter().find(|(own, ..)| *own == key);
        if let (Some((.., spacing)), Some(panel)) = (chosen, state.panel.get_untracked()) {
            state.edit_spec(SpecEdit::Knots(spacing, panel.last_week()));
        }
    };
    let help = move || match told.get().filter(|choice| choice.spacing == spacing.get()) {
        Some(choice) => choice_sentence(&choice, &state.locale.read()),
        None => "How often the yearly change may differ from before; more bends leave less for media.".to_owned(),
    };
    view! {
        <div>
            <Select
                label="The trend may bend"
                choices=choices
                chosen=Signal::derive(move || spacing_key(spacing.get()))
                on_choose=choose
                help=Signal::derive(help)
            />
            <Button kind=ButtonKind::Quiet on_press=move || state.choose_knots(told)>"Let the data choose"</Button>
        </div>
    }
}

/// In which direction each driver may work.
#[component]
fn Signs() -> impl IntoView {
    let state = use_state();
    let names = Memo::new(move |_| {
        let spec = state.spec.read();
        spec.as_ref().map(|s| s.baseline.drivers.iter().map(|d| d.name.clone()).collect::<Vec<_>>()).unwrap_or_default()
    });
    let one = move |(i, name): (usize, String)| {
        let sign = move || state.spec.read().as_ref().and_then(|s| Some(s.baseline.drivers.get(i)?.sign));
        let choose = move |key: String| {
            if let Some(sign) = chosen(&SIGNS, &key) {
                state.edit_spec(SpecEdit::Sign(i, sign));
            }
        };
        view! {
            <Select
                label=format!("{name} works")
                choices=named(&SIGNS)
                chosen=Signal::derive(move || sign().map(|s| key_of(&SIGNS, s)).unwrap_or_default())
                on_choose=choose
            />
        }
    };
    move || names.get().into_iter().enumerate().map(one).collect_view()
}

fn pairs_label(pairs: usize) -> String {
    match pairs {
        0 => "No season".to_owned(),
        1 => "One wave a year".to_owned(),
        pairs => format!("{pairs} waves a year"),
    }
}

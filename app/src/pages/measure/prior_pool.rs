//! What channels share: the overall return, and how much single channels differ from it.

use super::priors::terms_of_data;
use super::range_field::RangeField;
use crate::components::{Button, ButtonKind, Card, Help, NumberField, Span};
use crate::present::format::{Magnitude, NumberStyle, Unit};
use crate::present::measure::prior_range::{RangeForm, factor_of_spread, spread_of_factor};
use crate::present::measure::wording::Topic;
use crate::state::{LogNormal, ReturnPool, SpecEdit, use_state};
use leptos::prelude::*;

/// The largest factor that makes sense between channels.
const LARGEST_FACTOR: f64 = 100.0;

/// Overall return and spread between channels.
#[component]
pub fn PoolCard() -> impl IntoView {
    view! {
        <Card
            title="What channels have in common"
            subtitle="Channels without a range of their own share an overall return and differ from it by a factor."
            span=Span::Main
        >
            <div class="ranges two">
                <OverallField/>
                <SpreadField/>
            </div>
        </Card>
    }
}

/// The pools of the edited and of the proposed model.
fn pools() -> (Signal<Option<ReturnPool>>, Signal<Option<ReturnPool>>) {
    let state = use_state();
    let edited = Memo::new(move |_| state.spec.read().as_ref().map(|spec| spec.pool));
    let proposed = Memo::new(move |_| state.default_spec.read().as_ref().map(|spec| spec.pool));
    (edited.into(), proposed.into())
}

#[component]
fn OverallField() -> impl IntoView {
    let state = use_state();
    let (edited, proposed) = pools();
    let form = move || terms_of_data(state).map_or(RangeForm::NUMBER, |terms| RangeForm::of_returns(&terms));
    let label = move || terms_of_data(state).map(|t| format!("{}, overall", t.return_name())).unwrap_or_default();
    let range = move |pool: Signal<Option<ReturnPool>>| {
        Signal::derive(move || pool.get().map_or((0.0, 1.0), |pool| pool.overall.range()))
    };
    let edit = move |prior| state.edit_spec(SpecEdit::OverallReturn(prior));
    let reset = move || {
        if let Some(pool) = proposed.get_untracked() {
            edit(pool.overall);
        }
    };
    view! {
        <RangeField
            label=Signal::derive(label)
            range=range(edited)
            proposed=range(proposed)
            form=Signal::derive(form)
            locale=state.locale
            on_commit=move |(from, to)| { LogNormal::from_range(from, to).map(edit); }
            on_reset=reset
            help="What the average channel is thought to return."
            topic=Topic::OverallReturn
        />
    }
}

#[component]
fn SpreadField() -> impl IntoView {
    let state = use_state();
    let (edited, proposed) = pools();
    let factor = move || edited.get().map_or(1.0, |pool| factor_of_spread(pool.between));
    let style = NumberStyle { unit: Unit::Number, magnitude: Magnitude::One, decimals: 1 };
    let edit = move |spread| state.edit_spec(SpecEdit::BetweenChannels(spread));
    let reset = move || {
        if let Some(pool) = proposed.get_untracked() {
            edit(pool.between);
        }
    };
    let is_edited = Memo::new(move |_| edited.get().map(|p| p.between) != proposed.get().map(|p| p.between));
    view! {
        <fieldset class="range-field">
            <legend>"Spread between channels"</legend>
            <NumberField
                label="within a factor of"
                value=Signal::derive(factor)
                on_commit=move |factor| { spread_of_factor(factor).map(edit); }
                locale=state.locale
                style=style
                limits=Signal::stored((1.1, LARGEST_FACTOR))
                help="Nine channels in ten return up to this many times the overall return, or that part of it."
            />
            <div class="row range-foot">
                <Help term="Why this default?" sentence=Topic::Spread.cited()/>
                <Show when=move || is_edited.get()>
                    <Button
                        kind=ButtonKind::Quiet
                        on_press=move || reset()
                    >
                        "Reset"
                    </Button>
                </Show>
            </div>
        </fieldset>
    }
}

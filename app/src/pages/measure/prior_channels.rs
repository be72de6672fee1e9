//! Each channel's priors: a line with its ranges that opens to the fields.

use super::evidence::ChannelEvidence;
use super::prior_families::{CarryoverFields, OrderField, SaturationFields};
use super::priors::terms_of_data;
use super::range_field::RangeField;
use super::verdict::{ChannelRemarks, StandingBadge};
use crate::components::{Badge, Button, ButtonKind, Card, Swatch};
use crate::present::measure::families;
use crate::present::measure::prior_range::RangeForm;
use crate::present::measure::wording::Topic;
use crate::present::palette::Ink;
use crate::state::{AppState, ChannelSpec, LogNormal, ModelSpec, ReturnPool, ReturnPrior, SpecEdit, use_state};
use leptos::prelude::*;
use std::sync::Arc;

/// The channels.
#[component]
pub fn ChannelsCard() -> impl IntoView {
    let state = use_state();
    let names = Memo::new(move |_| {
        let spec = state.spec.get();
        spec.map(|spec| spec.channels.iter().map(|c| c.name.clone()).collect::<Vec<_>>()).unwrap_or_default()
    });
    let row = move |(place, name): (usize, String)| view! { <ChannelRow place=place name=name/> };
    view! {
        <Card
            title="What is assumed about each channel"
            subtitle="90\u{a0}% ranges in your own units. Open a channel to change them; narrow one only for a reason, such as a lift test."
        >
            <div class="fold-list">{move || names.get().into_iter().enumerate().map(row).collect_view()}</div>
        </Card>
    }
}

/// Which model is asked: the edited one or the proposed one.
pub(super) type Model = Signal<Option<Arc<ModelSpec>>>;

/// A channel's value in a model; `otherwise` in the moments in which there is none.
pub(super) fn of_channel<T: Send + Sync + Clone + PartialEq + 'static>(
    model: Model,
    place: usize,
    otherwise: T,
    read: fn(&ChannelSpec, &ReturnPool) -> T,
) -> Signal<T> {
    let value = move || {
        let model = model.read();
        let spec = model.as_ref()?;
        Some(read(spec.channels.get(place)?, &spec.pool))
    };
    Memo::new(move |_| value().unwrap_or_else(|| otherwise.clone())).into()
}

fn return_range(channel: &ChannelSpec, pool: &ReturnPool) -> (f64, f64) {
    match channel.return_prior {
        ReturnPrior::Pooled => pool.channel().range(),
        ReturnPrior::Own(prior) => prior.range(),
    }
}

#[component]
fn ChannelRow(place: usize, name: String) -> impl IntoView {
    let state = use_state();
    let is_edited = Memo::new(move |_| {
        let channel = |model: Model| model.read().as_ref().and_then(|spec| spec.channels.get(place).cloned());
        channel(state.spec) != channel(state.default_spec)
    });
    let facts = Memo::new(move |_| facts(state, place));
    view! {
        <details class="fold">
            <summary>
                <span class="fold-name"><Swatch ink=Ink::Channel(place)/>{name}</span>
                <span class="fold-facts muted">{facts}</span>
                <StandingBadge place=place/>
                <Show when=move || is_edited.get()><Badge text="edited"/></Show>
            </summary>
            <ChannelRemarks place=place/>
            <div class="ranges">
                <ReturnField place=place/>
                <CarryoverFields place=place/>
                <SaturationFields place=place/>
                <OrderField place=place/>
            </div>
            <ChannelEvidence place=place/>
        </details>
    }
}

/// The ranges in one line.
fn facts(state: AppState, place: usize) -> String {
    let (Some(spec), Some(terms)) = (state.spec.get(), terms_of_data(state)) else { return String::new() };
    let Some(channel) = spec.channels.get(place) else { return String::new() };
    let returns = RangeForm::of_returns(&terms).range_text(return_range(channel, &spec.pool), &terms.locale);
    let pooled = if channel.return_prior == ReturnPrior::Pooled { ", learned together" } else { ", its own" };
    let kept = RangeForm::SHARE.range_text(channel.retention.range(), &terms.locale);
    let half = RangeForm::SPEND.range_text(channel.half_saturation.range(), &terms.locale);
    let kept = channel.carryover.has_retention().then(|| format!("carries over {kept}"));
    let half = channel.saturation.has_half_saturation().then(|| format!("half at {half} a week"));
    let parts = [Some(format!("returns {returns}{pooled}")), kept, half, Some(families::summary(channel))];
    parts.into_iter().flatten().collect::<Vec<_>>().join(" · ")
}

#[component]
fn ReturnField(place: usize) -> impl IntoView {
    let state = use_state();
    let form = move || terms_of_data(state).map_or(RangeForm::NUMBER, |terms| RangeForm::of_returns(&terms));
    let label = move || terms_of_data(state).map(|terms| terms.return_name()).unwrap_or_default();
    let is_pooled = of_channel(state.spec, place, true, |c, _| c.return_prior == ReturnPrior::Pooled);
    let help = move || {
        if is_pooled.get() {
            "Learned from all channels together. A range typed here makes it the channel's own, for example from a lift test."
        } else {
            "This channel's own range; the others do not learn from it."
        }
        .to_owned()
    };
    let own = move |(from, to)| {
        if let Some(prior) = LogNormal::from_range(from, to) {
            state.edit_spec(SpecEdit::Return(place, ReturnPrior::Own(prior)));
        }
    };
    view! {
        <div>
            <RangeField
                label=Signal::derive(label)
                range=of_channel(state.spec, place, (0.0, 1.0), return_range)
                proposed=of_channel(state.spec, place, (0.0, 1.0), |_, pool| pool.channel().range())
                form=Signal::derive(form)
                locale=state.locale
                on_commit=own
                on_reset=move || state.edit_spec(SpecEdit::Return(place, ReturnPrior::Pooled))
                help=Signal::derive(help)
                topic=Topic::Precision
            />
            <Show when=move || !is_pooled.get()>
                <Button
                    kind=ButtonKind::Quiet
                    on_press=move || state.edit_spec(SpecEdit::Return(place, ReturnPrior::Pooled))
                >
                    "Learn it from all channels together again"
                </Button>
            </Show>
        </div>
    }
}

/// A part of the proposed model's channel.
pub(super) fn proposed<T>(state: AppState, place: usize, read: fn(&ChannelSpec) -> T) -> Option<T> {
    state.default_spec.read_untracked().as_ref().and_then(|spec| spec.channels.get(place).map(read))
}

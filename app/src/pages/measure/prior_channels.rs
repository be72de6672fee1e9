//! Each channel's priors: a line with its ranges that opens to the fields.

use super::evidence::ChannelEvidence;
use super::prior_families::{CarryoverFields, FrequencyFields, OrderField, SaturationFields};
use super::priors::terms_of_data;
use super::range_field::RangeField;
use super::verdict::{ChannelRemarks, StandingBadge};
use crate::components::{Badge, Button, ButtonKind, Card, Choice, Select, Swatch};
use crate::present::measure::families;
use crate::present::measure::learning::parameter_key;
use crate::present::measure::prior_range::RangeForm;
use crate::present::measure::quantity;
use crate::present::measure::wording::Topic;
use crate::present::palette::Ink;
use crate::state::{
    AppState, ChannelKind, ChannelSpec, ModelSpec, ReturnPool, ReturnPrior, SpecEdit, proposed_statement, use_state,
};
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
                <QuantityField place=place/>
                <QuantityRange place=place/>
                <FrequencyFields place=place/>
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
    let stated = quantity::quantity(channel.return_prior);
    let range = quantity::form(stated, &terms).range_text(quantity::range(channel, &spec.pool), &terms.locale);
    let returns = match channel.return_prior {
        ReturnPrior::Pooled => format!("returns {range}, learned together"),
        ReturnPrior::Own(_) => format!("returns {range}, its own"),
        _ => format!("{} {range}", quantity::name(stated, &terms).to_lowercase()),
    };
    let kept = RangeForm::SHARE.range_text(channel.retention.range(), &terms.locale);
    let half = half_form(state, place).range_text(channel.half_saturation.range(), &terms.locale);
    let kept = channel.carryover.has_retention().then(|| format!("carries over {kept}"));
    let half = channel.saturation.has_half_saturation().then(|| format!("half at {half} a week"));
    let parts = [Some(returns), kept, half, Some(families::summary(channel))];
    parts.into_iter().flatten().collect::<Vec<_>>().join(" · ")
}

/// How a channel is measured in the data in use.
pub(super) fn kind_of(state: AppState, place: usize) -> ChannelKind {
    let panel = state.panel.read();
    panel.as_ref().and_then(|panel| panel.channels().get(place)).map(|c| c.kind()).unwrap_or_default()
}

/// How what saturates is written: money where that is the spend.
pub(super) fn half_form(state: AppState, place: usize) -> RangeForm {
    if kind_of(state, place) == ChannelKind::Spend { RangeForm::SPEND } else { RangeForm::NUMBER }
}

fn prior_of(state: AppState, place: usize) -> Signal<ReturnPrior> {
    of_channel(state.spec, place, ReturnPrior::Pooled, |c, _| c.return_prior)
}

/// What the channel's effect is stated by.
#[component]
fn QuantityField(place: usize) -> impl IntoView {
    let state = use_state();
    let prior = prior_of(state, place);
    let kind = Memo::new(move |_| kind_of(state, place));
    let choices = move || {
        let Some(terms) = terms_of_data(state) else { return vec![] };
        let offered = quantity::offered(kind.get().is_paid()).iter();
        offered.map(|q| Choice::new(parameter_key(*q), quantity::name(*q, &terms))).collect()
    };
    let choose = move |key: String| {
        let chosen = quantity::offered(true).iter().find(|q| parameter_key(**q) == key);
        let (panel, spec) = (state.panel.get_untracked(), state.spec.get_untracked());
        if let (Some(chosen), Some(panel), Some(spec)) = (chosen, panel, spec) {
            let proposed = proposed_statement(&panel, &spec, place, *chosen);
            proposed.into_iter().for_each(|prior| state.edit_spec(SpecEdit::Return(place, prior)));
        }
    };
    let implied = move || {
        let (prior, panel) = (state.prior_predictive.read().ready().cloned()?, state.panel.get()?);
        let (contribution, channel) = (*prior.contributions.get(place)?, panel.channels().get(place)?);
        let outcome = panel.outcome().iter().map(|y| y.abs()).sum();
        Some(quantity::implied(contribution, channel, outcome, &terms_of_data(state)?))
    };
    view! {
        <Select
            label="Its effect is stated by"
            choices=Signal::derive(choices)
            chosen=Signal::derive(move || parameter_key(quantity::quantity(prior.get())).to_owned())
            on_choose=choose
            help=Signal::derive(move || implied().unwrap_or_default())
        />
    }
}

/// The range of that quantity.
#[component]
fn QuantityRange(place: usize) -> impl IntoView {
    let state = use_state();
    let prior = prior_of(state, place);
    let stated = Memo::new(move |_| quantity::quantity(prior.get()));
    let form = move || terms_of_data(state).map_or(RangeForm::NUMBER, |terms| quantity::form(stated.get(), &terms));
    let label = move || terms_of_data(state).map(|terms| quantity::name(stated.get(), &terms)).unwrap_or_default();
    let has_maximum = of_channel(state.spec, place, true, |c, _| c.saturation.has_half_saturation());
    let help =
        move || terms_of_data(state).map(|t| quantity::help(prior.get(), has_maximum.get(), &t)).unwrap_or_default();
    let proposed = move || {
        let (panel, spec) = (state.panel.get_untracked()?, state.spec.get_untracked()?);
        proposed_statement(&panel, &spec, place, quantity::quantity(spec.channels.get(place)?.return_prior))
    };
    let proposed_range = move || {
        let (prior, spec) = (prior.get(), state.spec.get());
        let same = |of: ReturnPrior| quantity::quantity(of) == quantity::quantity(prior);
        let channel = spec.as_ref().and_then(|spec| spec.channels.get(place))?;
        let stated = ChannelSpec { return_prior: proposed().filter(|p| same(*p))?, ..channel.clone() };
        Some(quantity::range(&stated, &spec.as_ref()?.pool))
    };
    let own = move |range| {
        let typed = quantity::of_range(stated.get_untracked(), range);
        typed.into_iter().for_each(|prior| state.edit_spec(SpecEdit::Return(place, prior)));
    };
    let reset = move || proposed().into_iter().for_each(|prior| state.edit_spec(SpecEdit::Return(place, prior)));
    let is_own = move || matches!(prior.get(), ReturnPrior::Own(_));
    view! {
        <div>
            <RangeField
                label=Signal::derive(label)
                range=of_channel(state.spec, place, (0.0, 1.0), quantity::range)
                proposed=Signal::derive(move || proposed_range().unwrap_or((0.0, 1.0)))
                form=Signal::derive(form)
                locale=state.locale
                on_commit=own
                on_reset=reset
                help=Signal::derive(help)
                topic=Topic::Precision
            />
            <Show when=is_own>
                <Button kind=ButtonKind::Quiet on_press=reset>"Learn it from all channels together again"</Button>
            </Show>
        </div>
    }
}

/// A part of the proposed model's channel.
pub(super) fn proposed<T>(state: AppState, place: usize, read: fn(&ChannelSpec) -> T) -> Option<T> {
    state.default_spec.read_untracked().as_ref().and_then(|spec| spec.channels.get(place).map(read))
}

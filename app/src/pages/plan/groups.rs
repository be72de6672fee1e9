//! Limits of several channels together.

use super::change_fields::ChangeFields;
use super::edits::Edits;
use crate::components::{Button, ButtonKind, Card, Field, NumberField, Toggle};
use crate::present::plan::{amount_style, conflicts_of, spend_text};
use crate::state::{AppState, Bounds, Change, GroupLimits, PlanDraft, use_state};
use leptos::prelude::*;

/// The card.
#[component]
pub fn Groups(edits: Edits) -> impl IntoView {
    let state = use_state();
    let count = Memo::new(move |_| state.plan_draft.read().as_ref().map_or(0, |d| d.limits.groups.len()));
    let add = move || edits.change(state, |draft| draft.limits.groups.push(fresh(draft)));
    view! {
        <Card
            title="Limits of several channels together"
            subtitle="Such as all that is brand, or all that one agency buys. Two groups share no channel, or one is inside the other."
        >
            {move || (0..count.get()).map(|place| view! { <Group place=place edits=edits/> }).collect_view()}
            <div class="row"><Button on_press=add>"Add a group"</Button></div>
        </Card>
    }
}

/// A group of nothing that may take anything.
fn fresh(draft: &PlanDraft) -> GroupLimits {
    let name =
        (1..).map(|number| format!("Group {number}")).find(|name| draft.limits.groups.iter().all(|g| g.name != *name));
    GroupLimits {
        name: name.unwrap_or_default(),
        channels: vec![],
        total: Bounds { min: 0.0, max: draft.budget() },
        change: None,
    }
}

fn group_of(state: AppState, place: usize) -> Option<GroupLimits> {
    state.plan_draft.get()?.limits.groups.get(place).cloned()
}

#[component]
fn Group(place: usize, edits: Edits) -> impl IntoView {
    let state = use_state();
    let group = Memo::new(move |_| group_of(state, place));
    let name = move || group.get().map(|g| g.name).unwrap_or_default();
    let set = move |change: &dyn Fn(&mut GroupLimits)| {
        edits.change(state, |draft| {
            if let Some(group) = draft.limits.groups.get_mut(place) {
                change(group);
            }
        });
    };
    let remove = move || {
        edits.change(state, |draft| {
            if place < draft.limits.groups.len() {
                draft.limits.groups.remove(place);
            }
        });
    };
    let bounds = move || group.get().map_or(Bounds::default(), |g| g.total);
    let style = Signal::derive(move || amount_style([bounds().max]));
    let today = move || {
        let (draft, group) = (state.plan_draft.get(), group.get());
        let today = draft.zip(group).map_or(0.0, |(draft, group)| {
            let totals = draft.today.totals();
            group.channels.iter().filter_map(|c| totals.get(*c)).sum()
        });
        format!("Today they get {}.", spend_text(&state.locale.read(), today))
    };
    let set_change = move |change: Option<Change>| set(&|g| g.change = change);
    let wrong = move || conflicts_of(state.plan_refused.get().as_deref(), &name(), &state.locale.read());
    view! {
        <div class="plan-group" role="group" aria-label=name>
            <div class="plan-fields">
                <Field
                    label="Name"
                    value=Signal::derive(name)
                    on_commit=move |name: String| if !name.trim().is_empty() { set(&|g| g.name = name.trim().to_owned()) }
                    help=Signal::derive(today)
                />
                <NumberField
                    label="Together at least"
                    value=Signal::derive(move || bounds().min)
                    on_commit=move |min: f64| set(&|g| g.total.min = min)
                    locale=state.locale
                    style=style
                    limits=(0.0, f64::INFINITY)
                />
                <NumberField
                    label="Together at most"
                    value=Signal::derive(move || bounds().max)
                    on_commit=move |max: f64| set(&|g| g.total.max = max)
                    locale=state.locale
                    style=style
                    limits=(0.0, f64::INFINITY)
                />
                <ChangeFields
                    change=Signal::derive(move || group.get().and_then(|g| g.change))
                    on_change=set_change
                />
            </div>
            <Members place=place edits=edits/>
            {move || wrong().into_iter().map(|text| view! { <p class="plan-wrong" role="alert">{text}</p> }).collect_view()}
            <Button kind=ButtonKind::Quiet on_press=remove>"Remove this group"</Button>
        </div>
    }
}

/// Which channels belong to it.
#[component]
fn Members(place: usize, edits: Edits) -> impl IntoView {
    let state = use_state();
    let channels = Memo::new(move |_| {
        let draft = state.plan_draft.get();
        let paid = |d: &PlanDraft| (0..d.channels.len()).filter(|c| d.today.is_paid(*c)).collect::<Vec<usize>>();
        draft.map(|d| paid(&d).into_iter().map(|c| (c, d.channels[c].clone())).collect::<Vec<_>>()).unwrap_or_default()
    });
    let toggle = move |(channel, name): (usize, String)| {
        let is_member = Memo::new(move |_| group_of(state, place).is_some_and(|g| g.channels.contains(&channel)));
        let change = move |is_on: bool| {
            edits.change(state, |draft| {
                if let Some(group) = draft.limits.groups.get_mut(place) {
                    group.channels.retain(|c| *c != channel);
                    if is_on {
                        group.channels.push(channel);
                        group.channels.sort_unstable();
                    }
                }
            });
        };
        view! { <Toggle label=name on=is_member on_change=change/> }
    };
    view! { <div class="row plan-members">{move || channels.get().into_iter().map(toggle).collect_view()}</div> }
}

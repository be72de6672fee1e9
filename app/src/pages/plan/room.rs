//! Diminishing returns: where each channel stands, up to where it pays, and its curve.

use super::shown::outcome_of;
use crate::components::{Button, Card, Chart, Choice, EmptyState, Grid, Notice, NoticeKind, Select, Span};
use crate::present::format::Unit;
use crate::present::line_band::{Along, LineBand};
use crate::present::plan::{Answer, Room, room_answer, room_picture};
use crate::state::{AppState, Loadable, Roomy, use_state};
use leptos::prelude::*;
use std::sync::Arc;

/// The headline of the view.
pub fn words(state: AppState) -> Answer {
    let room = state.headroom.get();
    let Some(room) = room.ready() else {
        return Answer {
            sentence: "Looking for room in every channel".to_owned(),
            range: "This takes a moment.".to_owned(),
        };
    };
    let range = "A channel has room as long as its next unit of spend brings more than it costs; ranges are 90\u{a0}%.";
    Answer { sentence: room_answer(&rooms(room)), range: range.to_owned() }
}

/// The channels' rooms with their places.
fn rooms(room: &Roomy) -> Vec<Room<'_>> {
    let place = |name: &str| room.draft.channels.iter().position(|c| c == name).unwrap_or_default();
    let weeks = room.draft.horizon();
    room.channels.iter().map(|of| Room { channel: place(&of.name), of, weeks }).collect()
}

/// The view.
#[component]
pub fn RoomView() -> impl IntoView {
    let state = use_state();
    Effect::new(move |_| {
        if state.shown_fit.read().is_some() && state.plan_draft.read().is_some() {
            state.find_room();
        }
    });
    move || {
        match state.headroom.get() {
        Loadable::Ready(room) => view! { <Shown room=room/> }.into_any(),
        Loadable::Failed(problem) => {
            let what_to_do = problem.advice();
            view! {
                <Notice kind=NoticeKind::Error title=problem.what what_to_do=what_to_do>
                    <Button on_press=move || state.find_room()>"Look again"</Button>
                </Notice>
            }
            .into_any()
        }
        Loadable::Empty | Loadable::Loading => view! {
            <EmptyState
                title="How much more each channel can take"
                text="For every channel: what its next unit brings today, and up to where that pays. It is being computed."
            >
                ""
            </EmptyState>
        }
        .into_any(),
    }
    }
}

#[component]
fn Shown(room: Arc<Roomy>) -> impl IntoView {
    let state = use_state();
    let room = StoredValue::new(room);
    let picture = move |width: f64| room.with_value(|r| room_picture(&rooms(r), width, &state.locale.get()));
    let sentences = move || {
        let locale = state.locale.get();
        let told: Vec<(String, String)> =
            room.with_value(|r| rooms(r).iter().map(|room| (room.of.name.clone(), room.sentence(&locale))).collect());
        told.into_iter().map(|(name, text)| view! { <div><dt>{name}</dt><dd>{text}</dd></div> }).collect_view()
    };
    view! {
        <Grid>
            <Card
                title="Today, and up to where it pays"
                subtitle="Spend a week. The bar is the 90 % range of where the next unit stops paying for itself; dashed was never tried."
                span=Span::Main
                explain=explain
            >
                <Chart picture=picture/>
            </Card>
            <Curve room=room/>
            <Card title="Channel by channel" subtitle="What the next unit brings today, and how far that goes.">
                <dl class="told">{sentences}</dl>
            </Card>
        </Grid>
    }
}

/// The curve of one channel.
#[component]
fn Curve(room: StoredValue<Arc<Roomy>>) -> impl IntoView {
    let state = use_state();
    let chosen = RwSignal::new(0_usize);
    let choices = room.with_value(|r| {
        r.channels
            .iter()
            .enumerate()
            .map(|(place, of)| Choice::new(place.to_string(), of.name.clone()))
            .collect::<Vec<_>>()
    });
    let picture = move |width: f64| {
        let locale = state.locale.get();
        let curve = room.with_value(|r| {
            let rooms = rooms(r);
            rooms.get(chosen.get())?.curve(&outcome_of(state)?)
        });
        curve.unwrap_or_else(|| LineBand::new("", Unit::Number, Along::Weeks(Vec::new()))).picture(width, &locale)
    };
    let choose = move |key: String| chosen.set(key.parse().unwrap_or_default());
    view! {
        <Card
            title="What more spend brings"
            subtitle="The curve flattens; where it is dashed, nothing was ever observed."
            span=Span::Side
        >
            <div class="plan-fields">
                <Select
                    label="Channel"
                    choices=Signal::stored(choices)
                    chosen=Signal::derive(move || chosen.get().to_string())
                    on_choose=choose
                />
            </div>
            <Chart picture=picture/>
        </Card>
    }
}

fn explain() -> impl IntoView {
    view! {
        <p>
            "Each channel's response is the fitted curve, draw by draw, with today's weekly pattern scaled up or down and all other \
             channels as they are today. A unit pays as long as what it brings, as margin where that is known and as revenue \
             otherwise, is more than it costs. What it brings after the weeks planned counts as the plan's aim says."
        </p>
    }
}

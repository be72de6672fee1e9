//! A chart on a canvas: sharp at the device's pixels, in the theme's colours, read out by mouse, touch and keys.

mod canvas;
mod crosshair;
mod draw;
pub(super) mod export;
mod surroundings;

use super::card::CardCharts;
use crate::present::scene::{Picture, Point, point};
use canvas::paint;
use crosshair::{Crosshair, stop_after_key};
use leptos::ev::{KeyboardEvent, PointerEvent};
use leptos::html;
use leptos::prelude::*;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use surroundings::{Surroundings, watch_width};

static NEXT_CHART: AtomicUsize = AtomicUsize::new(0);

/// What is chosen on a chart.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Pick {
    /// A place on the picture, by a click.
    Place {
        /// The place.
        at: Point,
        /// The picture's width.
        width: f64,
    },
    /// The stop at which the cross-hair stands, by Enter.
    Stop(usize),
}

/// A chart; in a [`Card`](super::Card) it also gives the card its table and its exports.
#[component]
pub fn Chart(
    /// Makes the chart for a width in pixels; made anew when the width or a signal it reads changes.
    #[prop(into)]
    picture: Callback<(f64,), Picture>,
    /// Where the cross-hair stands; the same signal in several charts walks one cross-hair through all.
    #[prop(optional)]
    stop: Option<RwSignal<Option<usize>>>,
    /// Told what is chosen by a click, or by Enter at a stop.
    #[prop(into, optional)]
    on_pick: Option<Callback<(Pick,)>>,
) -> impl IntoView {
    let frame = NodeRef::<html::Div>::new();
    let canvas = NodeRef::<html::Canvas>::new();
    let width = watch_width(frame);
    let surroundings = Surroundings::watch();
    let made = Memo::new(move |_| Some(width.get()).filter(|w| *w > 0.0).map(|w| Arc::new(picture.run((w,)))));
    let stop = stop.unwrap_or_else(|| RwSignal::new(None));

    Effect::new(move |_| {
        surroundings.track();
        if let (Some(canvas), Some(picture)) = (canvas.get(), made.get()) {
            // Without a drawing context, as in a print preview, the words of the picture remain.
            drop(paint(&canvas, &picture.scene));
        }
    });
    tell_card(made);

    view! {
        <div node_ref=frame class="chart" style:height=move || height(made)>
            <canvas
                node_ref=canvas
                class="chart-canvas"
                role="img"
                tabindex="0"
                aria-label=move || made.get().map(|picture| picture.alt.clone())
                on:pointermove=move |event| point_at(&event, made, stop)
                on:pointerdown=move |event| point_at(&event, made, stop)
                on:pointerleave=move |event| leave(&event, stop)
                on:blur=move |_| stop.set(None)
                on:keydown=move |event| {
                    walk(&event, made, stop);
                    pick_stop(&event, stop, on_pick);
                }
                on:click=move |event| {
                    if let Some(on_pick) = on_pick {
                        let at = point(f64::from(event.offset_x()), f64::from(event.offset_y()));
                        on_pick.run((Pick::Place { at, width: width.get_untracked() },));
                    }
                }
                class:picks=on_pick.is_some()
            ></canvas>
            <Crosshair made=made stop=stop/>
        </div>
    }
}

type Made = Memo<Option<Arc<Picture>>>;

fn height(made: Made) -> String {
    made.get().map_or_else(|| "200px".to_owned(), |picture| format!("{}px", picture.scene.height))
}

/// Tells the card around the chart what it shows.
fn tell_card(made: Made) {
    let Some(CardCharts(charts)) = use_context::<CardCharts>() else { return };
    let place = NEXT_CHART.fetch_add(1, Ordering::Relaxed);
    Effect::new(move |_| {
        if let Some(picture) = made.get() {
            charts.update(|charts| drop(charts.insert(place, picture)));
        }
    });
    on_cleanup(move || drop(charts.try_update(|charts| charts.remove(&place))));
}

fn point_at(event: &PointerEvent, made: Made, stop: RwSignal<Option<usize>>) {
    let at = point(f64::from(event.offset_x()), f64::from(event.offset_y()));
    stop.set(made.get_untracked().and_then(|picture| picture.readouts.nearest(at)));
}

/// A mouse that leaves takes the cross-hair along; a finger that lifts leaves it to be read.
fn leave(event: &PointerEvent, stop: RwSignal<Option<usize>>) {
    if event.pointer_type() == "mouse" {
        stop.set(None);
    }
}

fn pick_stop(event: &KeyboardEvent, stop: RwSignal<Option<usize>>, on_pick: Option<Callback<(Pick,)>>) {
    if let ("Enter", Some(stop), Some(on_pick)) = (event.key().as_str(), stop.get_untracked(), on_pick) {
        on_pick.run((Pick::Stop(stop),));
    }
}

fn walk(event: &KeyboardEvent, made: Made, stop: RwSignal<Option<usize>>) {
    let count = made.get_untracked().map_or(0, |picture| picture.readouts.stops.len());
    if let Some(next) = stop_after_key(&event.key(), stop.get_untracked(), count) {
        event.prevent_default();
        stop.set(next);
    }
}

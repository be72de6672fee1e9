//! The cross-hair and its read-out: HTML over the canvas, so that moving it draws nothing anew.

use super::Made;
use crate::components::Swatch;
use crate::present::scene::{Picture, Reading, Readouts, Stop, Walk};
use leptos::prelude::*;
use std::sync::Arc;

/// The hair, the dots on the lines and the box of numbers.
#[component]
pub fn Crosshair(
    /// The chart.
    made: Made,
    /// Where it stands; nowhere when hidden.
    stop: RwSignal<Option<usize>>,
) -> impl IntoView {
    let shown = move || {
        let picture = made.get()?;
        let stop = picture.readouts.stops.get(stop.get()?)?.clone();
        Some((picture, stop))
    };
    view! {
        {move || shown().map(|(picture, stop)| view! { {hair(&picture.readouts, &stop)} {dots(&stop)} })}
        <div class="readout-place" aria-live="polite">
            {move || shown().map(|(picture, stop)| readout(&picture, stop))}
        </div>
    }
}

/// Where the cross-hair stands after a key; `None` when the key is not its own.
pub fn stop_after_key(key: &str, at: Option<usize>, count: usize) -> Option<Option<usize>> {
    let last = count.checked_sub(1)?;
    match key {
        "ArrowRight" | "ArrowDown" => Some(Some(at.map_or(0, |at| (at + 1).min(last)))),
        "ArrowLeft" | "ArrowUp" => Some(Some(at.map_or(last, |at| at.saturating_sub(1)))),
        "Home" => Some(Some(0)),
        "End" => Some(Some(last)),
        "Escape" if at.is_some() => Some(None),
        _ => None,
    }
}

fn hair(readouts: &Readouts, stop: &Stop) -> impl IntoView + use<> {
    let plot = readouts.plot;
    let (left, top, width, height) = match readouts.walk {
        Walk::Across => (stop.at, plot.top, 1.0, plot.height()),
        Walk::Down => (plot.left, stop.at, plot.width(), 1.0),
    };
    view! {
        <div
            class="hair"
            style:left=pixels(left)
            style:top=pixels(top)
            style:width=pixels(width)
            style:height=pixels(height)
        ></div>
    }
}

fn dots(stop: &Stop) -> impl IntoView + use<> {
    let at = stop.at;
    let dot = |reading: &Reading| {
        let colour = reading.ink.map(|ink| format!("var({})", ink.property()));
        let top = reading.dot?;
        Some(
            view! { <div class="hair-dot" style:left=pixels(at) style:top=pixels(top) style:background-color=colour></div> },
        )
    };
    stop.readings.iter().filter_map(dot).collect_view()
}

fn readout(picture: &Arc<Picture>, stop: Stop) -> impl IntoView + use<> {
    let (left, top, shift) = place(picture, &stop);
    let line = |reading: Reading| {
        let swatch = reading.ink.map(|ink| view! { <Swatch ink=ink/> });
        view! { <dt>{swatch}{reading.label}</dt><dd>{reading.value}</dd> }
    };
    view! {
        <div class="readout" style:left=pixels(left) style:top=pixels(top) style:transform=shift>
            <p class="readout-title">{stop.title}</p>
            <dl>{stop.readings.into_iter().map(line).collect_view()}</dl>
        </div>
    }
}

/// Where the box stands, and the share of its own size by which it moves back, so that it never leaves the chart.
fn place(picture: &Picture, stop: &Stop) -> (f64, f64, String) {
    let plot = picture.readouts.plot;
    match picture.readouts.walk {
        Walk::Across => {
            let is_right = stop.at > picture.scene.width / 2.0;
            let gap = if is_right { -12.0 } else { 12.0 };
            let back = if is_right { "-100%" } else { "0%" };
            (stop.at + gap, plot.top, format!("translateX({back})"))
        }
        Walk::Down => {
            let is_low = stop.at > picture.scene.height / 2.0;
            let gap = if is_low { -12.0 } else { 12.0 };
            let back = if is_low { "-100%" } else { "0%" };
            (picture.scene.width / 2.0, stop.at + gap, format!("translate(-50%, {back})"))
        }
    }
}

fn pixels(length: f64) -> String {
    format!("{length:.2}px")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_walk_between_the_ends() {
        assert_eq!(stop_after_key("ArrowRight", None, 3), Some(Some(0)));
        assert_eq!(stop_after_key("ArrowRight", Some(2), 3), Some(Some(2)));
        assert_eq!(stop_after_key("ArrowLeft", Some(0), 3), Some(Some(0)));
        assert_eq!(stop_after_key("End", None, 3), Some(Some(2)));
        assert_eq!(stop_after_key("Escape", Some(1), 3), Some(None));
        assert_eq!(stop_after_key("Escape", None, 3), None);
        assert_eq!(stop_after_key("Home", None, 0), None);
    }
}

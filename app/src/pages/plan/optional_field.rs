//! A number that may be left out.

use crate::components::Field;
use crate::present::format::{Magnitude, NumberStyle, Unit};
use crate::present::parse::parse_number;
use crate::state::use_state;
use leptos::prelude::*;

/// The field; empty for none.
#[component]
pub fn OptionalField(
    label: &'static str,
    value: Signal<Option<f64>>,
    #[prop(into)] on_commit: Callback<(Option<f64>,)>,
    help: &'static str,
) -> impl IntoView {
    let state = use_state();
    let error = RwSignal::new(String::new());
    let typed = RwSignal::new(None::<String>);
    let print = move || {
        let style = NumberStyle { unit: Unit::Number, magnitude: Magnitude::One, decimals: 0 };
        value.get().map(|v| style.text(&state.locale.read(), v)).unwrap_or_default()
    };
    let commit = move |text: String| {
        let locale = state.locale.get_untracked();
        let read = match text.trim() {
            "" => Ok(None),
            text => match parse_number(text.trim_end_matches('%').trim(), &locale) {
                Ok(number) if number >= 0.0 => Ok(Some(number)),
                Ok(_) => Err("Zero or more.".to_owned()),
                Err(wrong) => Err(wrong.sentence(&locale)),
            },
        };
        typed.set(read.is_err().then_some(text));
        error.set(read.as_ref().err().cloned().unwrap_or_default());
        if let Ok(number) = read {
            on_commit.run((number,));
        }
    };
    view! {
        <Field
            label=label
            value=Signal::derive(move || typed.get().unwrap_or_else(print))
            on_commit=commit
            help=help
            error=error
            keyboard="decimal"
        />
    }
}

//! A prior as a 90 % range in two fields, with what is wrong, where the default comes from and the way back to it.

use crate::components::{Button, ButtonKind, Field, Help};
use crate::present::locale::Locale;
use crate::present::measure::prior_range::{RangeEnd, RangeForm, RangeProblem, Typed};
use crate::present::measure::wording::Topic;
use leptos::prelude::*;

/// A range that can be edited.
#[component]
pub fn RangeField(
    /// What the range is of.
    #[prop(into)]
    label: Signal<String>,
    /// The range that holds.
    #[prop(into)]
    range: Signal<(f64, f64)>,
    /// The range that the data propose.
    #[prop(into)]
    proposed: Signal<(f64, f64)>,
    /// How it is shown and read.
    #[prop(into)]
    form: Signal<RangeForm>,
    /// How numbers are written.
    locale: Signal<Locale>,
    /// Told the range that was typed.
    #[prop(into)]
    on_commit: Callback<((f64, f64),)>,
    /// Told to go back to what the data propose.
    #[prop(into)]
    on_reset: Callback<()>,
    /// One line on what it means.
    #[prop(into, optional)]
    help: Signal<String>,
    /// What the default rests on.
    #[prop(optional)]
    topic: Option<Topic>,
) -> impl IntoView {
    let typed = RwSignal::new(Typed::default());
    let problem = RwSignal::new(None::<RangeProblem>);
    let read = move |end: RangeEnd, text: String| {
        typed.update(|typed| match end {
            RangeEnd::From => typed.from = Some(text),
            RangeEnd::To => typed.to = Some(text),
        });
        // Copies, because what is read may not be held while it is written below.
        let (fields, words) = (typed.get_untracked(), locale.get_untracked());
        match form.get_untracked().read(&fields, range.get_untracked(), &words) {
            Ok(range) => {
                problem.set(None);
                on_commit.run((range,));
                typed.set(Typed::default());
            }
            Err(found) => problem.set(Some(found)),
        }
    };
    let is_proposed = Memo::new(move |_| is_same(range.get(), proposed.get()));
    let reset = move || {
        typed.set(Typed::default());
        problem.set(None);
        on_reset.run(());
    };
    view! {
        <fieldset class="range-field">
            <legend>{label}</legend>
            <div class="range-ends">
                <End end=RangeEnd::From typed=typed range=range form=form locale=locale problem=problem on_typed=read/>
                <End end=RangeEnd::To typed=typed range=range form=form locale=locale problem=problem on_typed=read/>
            </div>
            <p class="field-help">{help}</p>
            <div class="row range-foot">
                {topic.map(|topic| view! { <Help term="Why this default?" sentence=topic.cited()/> })}
                <Show when=move || !is_proposed.get()>
                    <Button kind=ButtonKind::Quiet on_press=move || reset()>"Reset"</Button>
                </Show>
            </div>
        </fieldset>
    }
}

/// One end of the range.
#[component]
fn End(
    end: RangeEnd,
    typed: RwSignal<Typed>,
    range: Signal<(f64, f64)>,
    form: Signal<RangeForm>,
    locale: Signal<Locale>,
    problem: RwSignal<Option<RangeProblem>>,
    on_typed: impl Fn(RangeEnd, String) + Copy + Send + Sync + 'static,
) -> impl IntoView {
    let printed = RwSignal::new(String::new());
    // Printed anew after every commit, also when the number did not change.
    Effect::new(move |_| {
        let kept = typed.with(|typed| if end == RangeEnd::From { typed.from.clone() } else { typed.to.clone() });
        let value = if end == RangeEnd::From { range.get().0 } else { range.get().1 };
        printed.set(kept.unwrap_or_else(|| form.get().text(value, &locale.read())));
    });
    let error = move || problem.get().filter(|problem| problem.end == end).map(|p| p.sentence).unwrap_or_default();
    let label = if end == RangeEnd::From { "from" } else { "to" };
    view! {
        <Field
            label=label
            value=printed
            on_commit=move |text| on_typed(end, text)
            error=Signal::derive(error)
            keyboard="decimal"
        />
    }
}

/// Whether two ranges are the same, apart from the rounding of an edit there and back.
fn is_same(one: (f64, f64), other: (f64, f64)) -> bool {
    let near = |a: f64, b: f64| (a - b).abs() <= 1e-9 * a.abs().max(b.abs());
    near(one.0, other.0) && near(one.1, other.1)
}

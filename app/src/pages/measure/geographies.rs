//! What each geography returned, for all media or one channel.

use super::shown::Shown;
use crate::components::{Card, Chart, Choice, Select, Span};
use crate::present::measure::geographies::{self, Subject};
use leptos::prelude::*;

/// What stands for all channels in the choice.
const ALL: &str = "All media";

/// The card; nothing where a nation was measured as one.
pub fn geographies_card(shown: &Shown) -> Option<impl IntoView + use<>> {
    let has_regions = !shown.summary.regions.is_empty();
    let names: Vec<String> = shown.summary.channels.iter().map(|c| c.name.clone()).collect();
    let shown = shown.clone();
    has_regions.then(move || view! { <Geographies shown=shown names=names/> })
}

#[component]
fn Geographies(shown: Shown, names: Vec<String>) -> impl IntoView {
    let chosen = RwSignal::new(ALL.to_owned());
    let mut choices = vec![Choice::new(ALL, ALL)];
    choices.extend(names.iter().map(|name| Choice::new(name, name)));
    let subject = Memo::new(move |_| {
        let chosen = chosen.read();
        names.iter().position(|name| *name == *chosen).map_or(Subject::AllMedia, Subject::Channel)
    });
    let subtitle = shown.subtitle(geographies::subtitle(&shown.summary, &shown.terms));
    let shown = StoredValue::new(shown);
    let sentence = move || shown.with_value(|s| geographies::sentence(&s.summary, subject.get(), &s.terms));
    let table = Signal::derive(move || shown.with_value(|s| geographies::table(&s.summary, subject.get(), &s.terms)));
    view! {
        <Card title="What each geography returned" subtitle=subtitle span=Span::Full table=table explain=explain>
            <div class="choices">
                <Select label="Of" choices=choices chosen=chosen on_choose=move |name: String| chosen.set(name)/>
            </div>
            {move || chart(shown, subject.get())}
            <p class="note">{sentence}</p>
        </Card>
    }
}

fn chart(shown: StoredValue<Shown>, subject: Subject) -> impl IntoView {
    let (picture, locale) =
        shown.with_value(|s| (geographies::picture(&s.summary, subject, &s.terms), s.terms.locale.clone()));
    view! { <Chart picture=move |width| picture.picture(width, &locale)/> }
}

fn explain() -> impl IntoView {
    view! {
        <p>
            "Carry-over and saturation are shared, per head of the population; level, trend, season and the effect of \
             each channel may differ from geography to geography, by as much as the data show. A geography with little \
             data stays near what all have in common (partial pooling). Ranges come from up to 1,000 draws."
        </p>
    }
}
